// ---- effects.js: a mean with its interval for each word or unit; picking one is an event ----

import { element, findParts, word } from "../../drawing/dom.js";
import { living } from "../../drawing/mount.js";
import { clamp, css, fill, readPalette, shadeAt, signed } from "../../drawing/scale.js";

/**
 * @typedef {import("../../drawing/scale.js").Colours} Colours
 * @typedef {import("../../drawing/axes.js").Tick} Tick
 *
 * @typedef {object} Effect
 * @property {string} name
 * @property {string} label
 * @property {number} mean
 * @property {number} low
 * @property {number} high
 * @property {string} uses
 *
 * @typedef {object} EffectList
 * @property {string} name
 * @property {string} title
 * @property {string} help
 * @property {Effect[]} rows
 *
 * @typedef {object} EffectsPayload
 * @property {EffectList[]} lists
 * @property {"state" | "push"} scale
 * @property {boolean} words
 * @property {number} low
 * @property {number} high
 * @property {Tick[]} ticks
 * @property {string} axis
 * @property {Record<"pick_name" | "uses", string>} labels
 * @property {Record<"light" | "dark", Colours>} colours
 */

function placed(node, { low, high }, value) {
  node.style.left = `${100 * clamp((value - low) / (high - low || 1), 0, 1)}%`;
  return node;
}

function inkOf({ model, palette }, mean) {
  if (model.scale === "push") return css(mean < 0 ? palette.negative : palette.positive);
  return css(shadeAt(palette.diverging, mean < 0 ? 0.12 : 0.88));
}

function rowOf(view, { name, label, mean, low, high, uses }) {
  const { model, send } = view,
    row = element("div", "mover"),
    pick = element("button", "name"),
    plot = element("span", "plot");
  row.setAttribute("role", "listitem");
  pick.type = "button";
  pick.append(model.words ? word(label) : label);
  pick.setAttribute("aria-label", fill(model.labels.pick_name, { label }));
  pick.onclick = () => send("pick", name);
  plot.style.setProperty("--ink", inkOf(view, mean));
  const whisker = placed(element("span", "whisker"), model, low);
  const ends = [low, high].map((value) => clamp((value - model.low) / (model.high - model.low || 1), 0, 1));
  whisker.style.width = `${100 * (ends[1] - ends[0])}%`;
  plot.append(placed(element("span", "zero"), model, 0), whisker, placed(element("span", "point"), model, mean));
  plot.title = `${signed(low)} … ${signed(high)}`;
  row.append(pick, plot, element("span", "value", signed(mean)), element("span", "uses", uses));
  return row;
}

function footOf({ model }) {
  const foot = element("div", "foot"), ticks = element("span", "ticks");
  ticks.append(...model.ticks.map(({ at, label }) => placed(element("span", "", label), model, at)));
  foot.append(element("span"), ticks, element("span"), element("span"), element("span", "below", model.axis));
  return foot;
}

function listOf(view, { name, title, help, rows }) {
  const node = element("section", "list"), table = element("div", "rows");
  node.dataset.testid = `effects-${name}`;
  table.setAttribute("role", "list");
  table.append(...rows.map((row) => rowOf(view, row)));
  node.append(element("h2", "title", title), element("p", "help", help), ...(rows.length ? [table, footOf(view)] : []));
  return node;
}

/** @param {EffectsPayload} payload */
function drawEffects(view, payload) {
  view.model = payload;
  view.palette = readPalette(view.ui.root, payload.colours);
  view.ui.lists.replaceChildren(...payload.lists.map((list) => listOf(view, list)));
}

/** @param {{ model: EffectsPayload }} view */
function effectsTable({ model }) {
  const rows = model.lists.flatMap(({ rows: effects }) =>
    effects.map(({ name, mean, low, high, uses }) => [name, mean, low, high, uses])
  );
  return { columns: ["name", "mean", "low", "high", "uses"], rows };
}

export default living({
  mount: (root, { send }) => {
    const ui = { root, ...findParts(root, { lists: ".lists" }) };
    return { ui, send, palette: /** @type {any} */ (null), model: /** @type {any} */ (null) };
  },
  update: drawEffects,
  table: effectsTable,
});

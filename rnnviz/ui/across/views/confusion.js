// ---- confusion.js: the four kinds of verdicts; picking one is an event ----

import { element, findParts, paintInks } from "../../drawing/dom.js";
import { living } from "../../drawing/mount.js";
import { fill, plain, readPalette } from "../../drawing/scale.js";

/**
 * @typedef {import("../../drawing/scale.js").Colours} Colours
 *
 * @typedef {object} ConfusionCell
 * @property {string} group
 * @property {string} name
 * @property {number} count
 * @property {number} share
 * @property {boolean} right
 * @property {boolean} chosen
 *
 * @typedef {object} ConfusionPayload
 * @property {string} title
 * @property {string} help
 * @property {ConfusionCell[]} cells
 * @property {Record<"labelled" | "called" | "positive" | "negative" | "told", string>} labels
 * @property {Record<"light" | "dark", Colours>} colours
 */

const CLASSES = ["positive", "negative"];

function named(className, before, side, labels) {
  const node = element("span", className, `${before} `);
  node.append(element("b", side, labels[side]));
  return node;
}

function kindOf({ model, send }, { group, name, count, share, right, chosen }) {
  const node = element("button", `kind${right ? " right" : ""}${chosen ? " chosen" : ""}`),
    bar = element("span", "extent");
  const told = { group: name, count: count.toLocaleString("en"), share: `${plain(100 * share, 1)} %` };
  node.type = "button";
  node.dataset.group = group;
  node.setAttribute("aria-label", fill(model.labels.told, told));
  node.setAttribute("aria-pressed", String(chosen));
  bar.style.width = `${100 * share}%`;
  node.append(element("span", "count", told.count), element("span", "part", told.share), bar);
  node.onclick = () => send("pick", group);
  return node;
}

/** @param {ConfusionPayload} payload */
function drawConfusion(view, payload) {
  const { ui } = view, { labels, cells } = payload;
  view.model = payload;
  paintInks(ui.root, readPalette(ui.root, payload.colours));
  ui.title.textContent = payload.title;
  ui.help.textContent = payload.help;
  ui.kinds.replaceChildren(
    element("span"),
    ...CLASSES.map((side) => named("over", labels.called, side, labels)),
    ...CLASSES.flatMap((side, row) => [
      named("side", labels.labelled, side, labels),
      ...cells.slice(2 * row, 2 * row + 2).map((cell) => kindOf(view, cell)),
    ]),
  );
}

/** @param {{ model: ConfusionPayload }} view */
function confusionTable({ model }) {
  return {
    columns: ["kind", "reviews", "share"],
    rows: model.cells.map(({ group, count, share }) => [group, count, share]),
  };
}

export default living({
  mount: (root, { send }) => {
    const ui = { root, ...findParts(root, { title: ".title", help: ".help", kinds: ".kinds" }) };
    return { ui, send, model: /** @type {any} */ (null) };
  },
  update: drawConfusion,
  table: confusionTable,
});

// ---- texts.js: texts of a small task, what is true after each symbol, and what a network says there ----

import { element, findParts, word } from "../../drawing/dom.js";
import { living } from "../../drawing/mount.js";
import { css, inkOn, plain, readPalette, shadeAt } from "../../drawing/scale.js";

/**
 * @typedef {import("../../drawing/scale.js").Colours} Colours
 *
 * @typedef {object} TaskText
 * @property {string} told
 * @property {string[]} symbols
 * @property {number[]} answers
 * @property {number} kept
 * @property {string} left_out
 * @property {string[]} [sums]
 * @property {number[]} [probability]
 *
 * @typedef {object} TextsPayload
 * @property {string} title
 * @property {string} help
 * @property {Record<"truth" | "sum" | "said", string>} rows
 * @property {string[]} answers
 * @property {TaskText[]} texts
 * @property {Record<"light" | "dark", Colours>} colours
 */

function saidOf(probability, palette) {
  const ground = shadeAt(palette.verdict, probability), node = element("span", "said", plain(probability, 2));
  node.style.background = css(ground);
  node.style.color = css(inkOn(ground, palette.ink));
  return node;
}

/** @param {TextsPayload} model @param {TaskText} text @param {number} at */
function symbolOf(model, { symbols, answers, sums, probability }, at, palette) {
  const node = element("span", at === symbols.length - 1 ? "symbol last" : "symbol");
  node.append(word(symbols[at]));
  if (sums) node.append(element("span", "answer", sums[at]));
  node.append(element("span", "answer", model.answers[answers[at] < 0 ? 2 : answers[at]]));
  if (probability) node.append(saidOf(probability[at], palette));
  return node;
}

/** @param {TextsPayload} model @param {TaskText} text */
function namesOf({ rows }, { sums, probability }) {
  const node = element("span", "names"), wanted = [sums && rows.sum, rows.truth, probability && rows.said];
  node.append(element("span"), ...wanted.filter(Boolean).map((name) => element("span", "", name)));
  return node;
}

/** @param {TextsPayload} model @param {TaskText} text */
function textOf(model, text, palette) {
  const node = element("div", "text"), count = text.symbols.length, whole = count <= 2 * text.kept;
  node.setAttribute("role", "img");
  node.setAttribute("aria-label", text.told);
  const shown = [...text.symbols.keys()].filter((at) => whole || at < text.kept || at >= count - text.kept);
  const columns = shown.map((at) => symbolOf(model, text, at, palette));
  if (!whole) columns.splice(text.kept, 0, element("span", "gap", text.left_out));
  node.append(namesOf(model, text), ...columns);
  return node;
}

/** @returns {import("../../drawing/csv.js").Table} */
function tableOf({ model }) {
  const { texts } = /** @type {TextsPayload} */ (model);
  const lines = texts.flatMap(({ symbols, answers, probability }, number) =>
    symbols.map((
      symbol,
      at,
    ) => [number + 1, at + 1, symbol, answers[at] < 0 ? "" : answers[at], probability?.[at] ?? ""])
  );
  return { columns: ["text", "step", "symbol", "truth", "probability"], rows: lines };
}

export default living({
  mount: (root) => ({ ui: { root, ...findParts(root, { title: ".title", help: ".help", list: ".list" }) }, model: {} }),
  update: (view, /** @type {TextsPayload} */ payload) => {
    const { ui } = view, palette = readPalette(ui.root, payload.colours);
    view.model = payload;
    ui.title.textContent = payload.title;
    ui.help.textContent = payload.help;
    ui.list.replaceChildren(...payload.texts.map((text) => textOf(payload, text, palette)));
  },
  table: tableOf,
});

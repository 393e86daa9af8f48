// ---- blocks.js: words by units, block by block; picking a word is an event ----

import { element, findParts, word } from "../../drawing/dom.js";
import { colourBar } from "../../drawing/legend.js";
import { living } from "../../drawing/mount.js";
import { css, fill, plain, readPalette, shadeAt, signed } from "../../drawing/scale.js";

/**
 * @typedef {import("../../drawing/scale.js").Colours} Colours
 *
 * @typedef {object} BlocksPayload
 * @property {string} title
 * @property {string} help
 * @property {string} told
 * @property {string[]} words
 * @property {number[]} units
 * @property {number[][]} values
 * @property {number[]} word_ends
 * @property {number[]} unit_ends
 * @property {number} limit
 * @property {[string, string]} ends
 * @property {Record<"word_name" | "unit", string>} labels
 * @property {Record<"light" | "dark", Colours>} colours
 */

function pickOf({ model, send }, text) {
  const node = element("button", "pick");
  node.type = "button";
  node.append(word(text));
  node.setAttribute("aria-label", fill(model.labels.word_name, { word: text }));
  node.onclick = () => send("word", text);
  return node;
}

function cellsOf({ model, palette }, row) {
  const node = element("div", model.word_ends.includes(row) ? "cells ends" : "cells");
  node.append(...model.values[row].map((value, at) => {
    const cell = element("span", model.unit_ends.includes(at) ? "ends" : "");
    cell.style.background = css(shadeAt(palette.diverging, (value / model.limit + 1) / 2));
    cell.title = `${model.words[row]}, ${fill(model.labels.unit, { unit: model.units[at] })}: ${signed(value)}`;
    return cell;
  }));
  return node;
}

function namesOf({ model }) {
  const node = element("div", "cells names");
  node.append(...model.units.map((unit) => element("span", "", model.units.length > 48 ? "" : unit)));
  return node;
}

/** @param {BlocksPayload} payload */
function drawBlocks(view, payload) {
  const { ui } = view;
  view.model = payload;
  view.palette = readPalette(ui.root, payload.colours);
  const end = plain(payload.limit);
  ui.title.textContent = payload.title;
  ui.help.textContent = payload.help;
  ui.legend.replaceChildren(...colourBar(view.palette.diverging, [`−${end}`, "0", end], payload.ends));
  ui.table.style.setProperty("--units", String(payload.units.length));
  ui.table.replaceChildren(
    element("span"),
    namesOf(view),
    ...payload.words.flatMap((text, row) => [pickOf(view, text), cellsOf(view, row)]),
  );
}

/** @param {{ model: BlocksPayload }} view */
function blocksTable({ model }) {
  const { words, units, values } = model;
  const rows = words.flatMap((text, row) => units.map((unit, at) => [text, unit, values[row][at]]));
  return { columns: ["word", "unit", "mean"], rows };
}

export default living({
  mount: (root, { send }) => {
    const ui = { root, ...findParts(root, { title: ".title", help: ".help", legend: ".legend", table: ".table" }) };
    return { ui, send, palette: /** @type {any} */ (null), model: /** @type {any} */ (null) };
  },
  update: drawBlocks,
  table: blocksTable,
});

// ---- pushes.js: words by their push along the slow mode, each beside its weight in a bag of words ----

import { element, findParts, word } from "../../drawing/dom.js";
import { living } from "../../drawing/mount.js";
import { css, readPalette, signed } from "../../drawing/scale.js";

/**
 * @typedef {import("../../drawing/scale.js").Colours} Colours
 *
 * @typedef {object} PushRow
 * @property {string} word
 * @property {number} push
 * @property {number | null} weight
 *
 * @typedef {object} PushesPayload
 * @property {string} title
 * @property {string} help
 * @property {string} told
 * @property {PushRow[]} rows
 * @property {Record<string, string>} labels
 * @property {Record<"light" | "dark", Colours>} colours
 */

/** @param {number} value @param {number} most @param {import("../../drawing/scale.js").Palette} palette */
function barOf(value, most, palette) {
  const node = element("div", "bar-of"), track = element("span", "track"), filled = element("i", "fill");
  const share = (Math.abs(value) / most) * 50;
  Object.assign(filled.style, {
    width: `${share}%`,
    left: `${value < 0 ? 50 - share : 50}%`,
    background: css(value < 0 ? palette.negative : palette.positive),
  });
  track.append(filled);
  node.append(track, element("span", "number", signed(value)));
  return node;
}

function cellOf(value, most, palette) {
  const cell = element("td");
  if (value !== null) cell.append(barOf(value, most, palette));
  return cell;
}

/** @param {PushesPayload} model @param {PushRow[]} rows */
function tableOf({ labels, rows: all }, rows, palette) {
  const table = element("table"), head = element("tr"), compared = all.some(({ weight }) => weight !== null);
  const most = (name) => Math.max(...all.map((row) => Math.abs(row[name] ?? 0))) || 1;
  for (const name of ["word", "push", ...(compared ? ["weight"] : [])]) {
    const cell = element("th", "", labels[name]);
    cell.scope = "col";
    head.append(cell);
  }
  const lines = rows.map((row) => {
    const line = element("tr"), name = element("td");
    name.append(word(row.word));
    line.append(name, cellOf(row.push, most("push"), palette));
    if (compared) line.append(cellOf(row.weight, most("weight"), palette));
    return line;
  });
  table.append(head, ...lines);
  return table;
}

export default living({
  mount: (root) => ({
    ui: { root, ...findParts(root, { title: ".title", help: ".help", told: ".told", list: ".list" }) },
    model: /** @type {any} */ (null),
  }),
  update: (view, /** @type {PushesPayload} */ payload) => {
    const { ui } = view, palette = readPalette(ui.root, payload.colours), half = Math.ceil(payload.rows.length / 2);
    view.model = payload;
    ui.title.textContent = payload.title;
    ui.help.textContent = payload.help;
    ui.told.textContent = payload.told;
    const parts = [payload.rows.slice(0, half), payload.rows.slice(half)].filter(({ length }) => length);
    ui.list.replaceChildren(...parts.map((rows) => tableOf(payload, rows, palette)));
  },
  table: ({ model }) => ({
    columns: ["word", "push", "weight"],
    rows: model.rows.map(({ word: name, push, weight }) => [name, push, weight]),
  }),
});

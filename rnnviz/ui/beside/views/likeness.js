// ---- likeness.js: a table of values from 0 to 1, shaded by them ----

import { element, findParts } from "../../drawing/dom.js";
import { living } from "../../drawing/mount.js";
import { css, inkOn, readPalette, shadeAt } from "../../drawing/scale.js";

/**
 * @typedef {import("../../drawing/scale.js").Colours} Colours
 *
 * @typedef {object} LikenessCell
 * @property {number} value
 * @property {string} told
 * @property {string} more
 *
 * @typedef {object} LikenessPayload
 * @property {string} title
 * @property {string} help
 * @property {string[]} sides
 * @property {string[]} rows
 * @property {string[]} columns
 * @property {LikenessCell[][]} cells
 * @property {Record<"light" | "dark", Colours>} colours
 */

function cellOf({ value, told, more }, palette) {
  const node = element("td");
  node.append(element("span", "value", told));
  if (more) node.append(element("span", "more", more));
  if (!Number.isFinite(value)) return node;
  const shade = shadeAt(palette.sequential, value);
  node.style.background = css(shade);
  node.style.color = css(inkOn(shade, palette.ink));
  return node;
}

function headOf(text, scope, className) {
  const node = element("th", className, text);
  node.scope = scope;
  return node;
}

function rowOf(...cells) {
  const row = element("tr");
  row.append(...cells);
  return row;
}

function drawLikeness({ ui, model }) {
  const palette = readPalette(ui.root, model.colours), [down, across] = model.sides;
  ui.title.textContent = model.title;
  ui.help.textContent = model.help;
  ui.room.setAttribute("aria-label", model.title);
  ui.table.className = model.columns.length > 7 ? "many" : "";
  const over = headOf(across, "colgroup", "side");
  over.colSpan = model.columns.length;
  const caption = headOf(down, "col", "side line");
  ui.table.replaceChildren(
    rowOf(element("td", "blank"), over),
    rowOf(caption, ...model.columns.map((name) => headOf(name, "col", ""))),
    ...model.cells.map((line, row) =>
      rowOf(headOf(model.rows[row], "row", "line"), ...line.map((cell) => cellOf(cell, palette)))
    ),
  );
}

/** @param {{ model: Pick<LikenessPayload, "rows" | "columns" | "cells"> }} view */
export function likenessTable({ model: { rows, columns, cells } }) {
  return { columns: ["", ...columns], rows: cells.map((line, row) => [rows[row], ...line.map(({ value }) => value)]) };
}

export default living({
  mount: (root) => {
    const parts = { title: ".title", help: ".help", room: ".room", table: "table" };
    return { ui: { root, ...findParts(root, parts) }, model: /** @type {any} */ (null) };
  },
  update: (view, /** @type {LikenessPayload} */ payload) => drawLikeness(Object.assign(view, { model: payload })),
  table: likenessTable,
});

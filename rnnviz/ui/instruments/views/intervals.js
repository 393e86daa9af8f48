// ---- intervals.js: a dot and its interval for each row in each column ----

import { element, findParts } from "../../drawing/dom.js";
import { living } from "../../drawing/mount.js";
import { clamp, css, mix, plain, readPalette } from "../../drawing/scale.js";

/**
 * @typedef {import("../../drawing/scale.js").Colours} Colours
 * @typedef {import("../../drawing/axes.js").Tick} Tick
 *
 * @typedef {object} Estimate
 * @property {number} mean
 * @property {number} low
 * @property {number} high
 *
 * @typedef {object} IntervalsColumn
 * @property {string} name
 * @property {string} title
 * @property {string} better
 * @property {number} low
 * @property {number} high
 * @property {Tick[]} ticks
 *
 * @typedef {object} IntervalsRow
 * @property {string} name
 * @property {string} label
 * @property {boolean} floor
 * @property {boolean} chosen
 * @property {Estimate[]} values
 *
 * @typedef {object} IntervalsPayload
 * @property {string} title
 * @property {string} help
 * @property {string} told
 * @property {IntervalsColumn[]} columns
 * @property {IntervalsRow[]} rows
 * @property {Record<"light" | "dark", Colours>} colours
 */

/** A place as a share of its column, in percent. @param {Pick<IntervalsColumn, "low" | "high">} column @param {number} value */
export function percent({ low, high }, value) {
  return 100 * clamp((value - low) / (high - low || 1), 0, 1);
}

function drawIntervals({ ui, model }) {
  const palette = readPalette(ui.root, model.colours);
  ui.title.textContent = model.title;
  ui.help.textContent = model.help;
  ui.table.setAttribute("aria-label", model.told);
  ui.table.style.setProperty("--columns", String(model.columns.length));
  const ink = (row) => css(row.floor ? mix(palette.surface, palette.ink, 0.5) : palette.accent);
  ui.table.replaceChildren(
    element("div"),
    ...model.columns.map(headOf),
    ...model.rows.flatMap((row) => [
      element("div", `label${row.chosen ? " chosen" : ""}${row.floor ? " floor" : ""}`, row.label),
      ...model.columns.map((column, at) => measureOf(column, row.values[at], ink(row))),
    ]),
    element("div"),
    ...model.columns.map(ticksOf),
  );
}

function headOf({ title, better }) {
  const node = element("div", "head", "");
  node.append(element("b", "", title), better);
  return node;
}

function measureOf(column, { mean, low, high }, ink) {
  const node = element("div", "measure"), plot = element("div", "plot");
  plot.style.setProperty("--ink", ink);
  const lines = column.ticks.map(({ at }) => placed(element("span", at ? "tick-line" : "tick-line zero"), column, at));
  const whisker = placed(element("span", "whisker"), column, low);
  whisker.style.width = `${percent(column, high) - percent(column, low)}%`;
  plot.append(...lines, whisker, placed(element("span", "point"), column, mean));
  node.append(plot, element("span", "number", plain(mean)));
  return node;
}

function ticksOf(column) {
  const node = element("div", "ticks");
  node.append(...column.ticks.map(({ at, label }) => placed(element("span", "", label), column, at)));
  return node;
}

function placed(node, column, value) {
  node.style.left = `${percent(column, value)}%`;
  return node;
}

/** @param {{ model: Pick<IntervalsPayload, "rows"> & { columns: Pick<IntervalsColumn, "name">[] } }} view */
export function intervalsTable({ model: { columns, rows } }) {
  const names = columns.flatMap(({ name }) => [name, `${name} low`, `${name} high`]);
  return {
    columns: ["name", ...names],
    rows: rows.map(({ name, values }) => [name, ...values.flatMap(({ mean, low, high }) => [mean, low, high])]),
  };
}

export default living({
  mount: (root) => {
    const ui = { root, ...findParts(root, { title: ".title", help: ".help", table: ".table" }) };
    return { ui, model: /** @type {any} */ (null) };
  },
  update: (view, /** @type {IntervalsPayload} */ payload) => drawIntervals(Object.assign(view, { model: payload })),
  table: intervalsTable,
});

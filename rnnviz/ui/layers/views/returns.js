// ---- returns.js: a sequence (timesteps x units) beside the last output, on one scale of colours ----

import { decodeNumbers } from "../../drawing/arrays.js";
import { element, word } from "../../drawing/dom.js";
import { paintStates } from "../../drawing/frame.js";
import { living } from "../../drawing/mount.js";
import { shadeOf } from "../../drawing/numbers.js";
import { clamp, fill, gradient, readPalette, signed } from "../../drawing/scale.js";
import { returnsTable } from "./tables.js";

/**
 * @typedef {object} ReturnsLabels
 * @property {string} id
 * @property {string} last_output
 * @property {string} unit
 * @property {string} units
 * @property {string} forward
 * @property {string} backward
 * @property {string} of_row
 * @property {string} of_last
 * @property {string} below
 * @property {string} above
 */

/**
 * @typedef {import("../../drawing/scale.js").Colours} Colours
 *
 * @typedef {object} Row
 * @property {number} n
 * @property {string} [t]
 * @property {number} [id]
 *
 * @typedef {object} ReturnsPayload
 * @property {Row[]} rows
 * @property {number} features
 * @property {boolean} halves
 * @property {boolean} returns_sequence
 * @property {string} sequence
 * @property {string} last
 * @property {number} limit
 * @property {Record<"light" | "dark", Colours>} colours
 * @property {string} title
 * @property {string} help
 * @property {string} sequence_title
 * @property {string} last_title
 * @property {string} statement
 * @property {string} note
 * @property {ReturnsLabels} labels
 */

function pixels(palette, values, rows, columns, limit) {
  const image = new ImageData(columns, rows);
  values.forEach((value, i) => {
    image.data.set([...shadeOf(palette.diverging, value, limit).map(Math.round), 255], 4 * i);
  });
  return image;
}

function paint(map, values, rows, columns, high, view) {
  const canvas = map.querySelector("canvas");
  const ratio = globalThis.devicePixelRatio || 1, wide = map.clientWidth;
  canvas.width = Math.max(Math.round(wide * ratio), 1);
  canvas.height = Math.round(rows * high * ratio);
  canvas.style.height = map.style.height = `${rows * high}px`;
  paintStates(canvas, pixels(view.palette, values, rows, columns, view.payload.limit), [], view.palette);
}

function rowHigh(rows) {
  return rows <= 14 ? 26 : 20;
}

function labelRows(box, rows, high, labels) {
  box.replaceChildren(...rows.map((row) => {
    const line = element("div", "row-label");
    line.style.height = `${high}px`;
    line.append(element("span", "n", row.n));
    if (row.t !== undefined) line.append(word(row.t, "t"), element("span", "id", fill(labels.id, row)));
    return line;
  }));
}

function labelColumns(box, { features, halves, labels }) {
  const half = features / 2, last = features - 1;
  const texts = halves
    ? [fill(labels.forward, { first: 0, last: half - 1 }), fill(labels.backward, { first: half, last })]
    : [last ? fill(labels.units, { first: 0, last }) : labels.unit];
  box.replaceChildren(...texts.map((text) => element("span", "", text)));
}

function place(frame, left, top, wide, high) {
  Object.assign(frame.style, { left: `${left}%`, top: `${top}px`, width: `${wide}%`, height: `${high}px` });
  frame.hidden = false;
}

function draw(view) {
  const { root, payload } = view;
  const { rows, features, halves, labels } = payload;
  view.palette = readPalette(root, payload.colours);
  const high = rowHigh(rows.length);
  const [left, right] = [root.querySelector(".sequence"), root.querySelector(".single")];
  labelRows(left.querySelector(".rows"), rows, high, labels);
  labelRows(right.querySelector(".rows"), [rows.at(-1)], high, labels);
  const lastLabel = right.querySelector(".row-label");
  lastLabel.replaceChildren(element("span", "n", labels.last_output));
  for (const figure of [left, right]) labelColumns(figure.querySelector(".columns"), payload);
  paint(left.querySelector(".map"), view.sequence, rows.length, features, high, view);
  paint(right.querySelector(".map"), view.last, 1, features, high, view);
  place(left.querySelector(".frame.last"), 0, (rows.length - 1) * high, halves ? 50 : 100, high);
  place(left.querySelector(".frame.first"), 50, 0, 50, high);
  left.querySelector(".frame.first").hidden = !halves;
  place(right.querySelector(".frame.all"), 0, 0, 100, high);
  drawLegend(view);
}

function drawLegend({ root, palette, payload }) {
  const scale = element("span", "scale"), bar = element("span", "ramp"), marks = element("span", "marks");
  bar.style.backgroundImage = gradient(palette.diverging);
  for (const value of [-payload.limit, 0, payload.limit]) {
    marks.append(element("span", "", value ? signed(value) : "0"));
  }
  scale.append(bar, marks);
  const [below, above] = [payload.labels.below, payload.labels.above].map((text) => element("span", "", text));
  root.querySelector(".legend").replaceChildren(below, scale, above);
}

function watch(view, map, values, count, label) {
  map.addEventListener("pointermove", (event) => {
    const box = map.getBoundingClientRect(), { features, rows, labels } = view.payload;
    const column = clamp(Math.floor((event.clientX - box.left) / box.width * features), 0, features - 1);
    const row = clamp(Math.floor((event.clientY - box.top) / box.height * count()), 0, count() - 1);
    const told = { timestep: rows[row].n, unit: column, value: signed(values()[row * features + column], 4) };
    view.root.querySelector(".value").textContent = fill(labels[label], told);
  });
  map.addEventListener("pointerleave", () => (view.root.querySelector(".value").textContent = ""));
}

function mountReturns(root, { sized }) {
  const view = {
    root,
    payload: /** @type {any} */ (null),
    sequence: /** @type {any} */ (null),
    last: /** @type {any} */ (null),
  };
  watch(view, root.querySelector(".sequence .map"), () => view.sequence, () => view.payload.rows.length, "of_row");
  watch(view, root.querySelector(".single .map"), () => view.last, () => 1, "of_last");
  sized(root.querySelector(".both"), () => view.payload && draw(view));
  return view;
}

/** @param {any} view @param {ReturnsPayload} payload */
function updateReturns(view, payload) {
  Object.assign(view, { payload, sequence: decodeNumbers(payload.sequence), last: decodeNumbers(payload.last) });
  const { root } = view;
  for (const name of ["title", "help", "statement", "note"]) root.querySelector(`.${name}`).textContent = payload[name];
  const [left, right] = [root.querySelector(".sequence"), root.querySelector(".single")];
  left.querySelector("figcaption").textContent = payload.sequence_title;
  right.querySelector("figcaption").textContent = payload.last_title;
  left.dataset.returned = payload.returns_sequence;
  right.dataset.returned = !payload.returns_sequence;
  left.querySelector(".map").setAttribute("aria-label", payload.sequence_title);
  right.querySelector(".map").setAttribute("aria-label", `${payload.last_title}. ${payload.statement}`);
  draw(view);
}

export default living({ mount: mountReturns, update: updateReturns, table: returnsTable });

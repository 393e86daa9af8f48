// ---- edited_columns.js: what the columns of two aligned texts say, and which of them a step of the review is ----

import { fill } from "../../drawing/scale.js";

/**
 * The column where a step of the review stands.
 * @param {{ step: number }[]} columns  Steps never fall from left to right.
 * @param {number} step
 */
export function columnOf(columns, step) {
  const at = columns.findIndex((column) => column.step >= step);
  return at < 0 ? columns.length - 1 : at;
}

/**
 * What those hear who cannot see that a word differs.
 * @param {{ one: string, other: string }} column
 * @param {{ same: string, nothing: string }} labels
 */
export function saidAt({ one, other }, labels) {
  return fill(labels.same, { one: one || labels.nothing, other: other || labels.nothing });
}

/**
 * Both readings as a table.
 * @param {{ model: { columns: { one: string, other: string }[], before: Float32Array, after: Float32Array } }} view
 * @returns {import("../../drawing/csv.js").Table}
 */
export function editedTable({ model }) {
  const rows = model.columns.map(({ one, other }, at) => [at, one, other, model.before[at], model.after[at]]);
  return { columns: ["column", "word", "edited_word", "logit", "edited_logit"], rows };
}

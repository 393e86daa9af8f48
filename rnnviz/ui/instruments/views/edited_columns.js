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
 * What lies between two lines, in pieces of one side each: where the lines cross a piece ends.
 * @param {ArrayLike<number>} before
 * @param {ArrayLike<number>} after
 */
export function piecesBetween(before, after) {
  return Array.from({ length: Math.max(after.length - 1, 0) }, (_, at) => {
    const first = after[at] - before[at], last = after[at + 1] - before[at + 1];
    const cross = first * last < 0 ? at + first / (first - last) : null;
    const begin = [[at, before[at]], [at, after[at]]], end = [[at + 1, after[at + 1]], [at + 1, before[at + 1]]];
    if (cross === null) return [pieceOf(first + last, [...begin, ...end])];
    const meeting = [cross, after[at] + (cross - at) * (after[at + 1] - after[at])];
    return [pieceOf(first, [...begin, meeting]), pieceOf(last, [meeting, ...end])];
  }).flat().filter(({ gained }) => gained !== 0);
}

/** @param {number} gained @param {number[][]} corners */
function pieceOf(gained, corners) {
  return { gained, side: gained > 0 ? "positive" : "negative", corners };
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

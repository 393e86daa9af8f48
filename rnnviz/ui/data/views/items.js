// ---- items.js: the start sign (item 0) and the words of a review: where each stands, and what is said of it ----

import { fill } from "../../drawing/scale.js";

/** @typedef {"start" | "known" | "unknown" | "pending"} Told */

/**
 * What is read of the payload; `unknown` is a set of items.
 * @typedef {object} Way
 * @property {[number, string][]} words
 * @property {number[]} ids
 * @property {Set<number>} unknown
 * @property {number} total
 * @property {number} kept
 * @property {number} begin
 * @property {number} first
 * @property {number} maxlen
 * @property {"pre" | "post"} truncating
 * @property {boolean} pending
 * @property {{ in_row: Record<Told, string>, cut_away: Record<Told, string> }} labels
 */

/**
 * Where an item stands among all cells: those of the row, and those that were cut beside it.
 * @param {Way} model
 */
export function layCells(model) {
  const cut = model.total - model.kept;
  const front = model.truncating === "pre" ? cut : 0;
  const count = model.maxlen + cut;
  const inRow = (item) => item >= model.begin && item < model.begin + model.kept;
  const cellOf = (item) => {
    if (inRow(item)) return front + model.first + item - model.begin;
    return item < model.begin ? item : front + model.maxlen + item - model.begin - model.kept;
  };
  return { cut, front, count, inRow, cellOf, placeOf: (item) => model.first + item - model.begin + 1 };
}

/**
 * @param {Way} model
 * @param {number} item
 */
export function kindOf(model, item) {
  if (item === 0) return "start";
  return model.unknown.has(item) ? "unknown" : "word";
}

/**
 * A sentence on an item: the word, its rank and id, and its place.
 * @param {{ model: Way, cells: ReturnType<typeof layCells> }} view
 * @param {number} item
 */
export function tell({ model, cells }, item) {
  const at = model.words.findIndex(([number]) => number === item);
  const id = at < 0 ? null : model.ids[at + 1]; // of words that are not drawn no id is sent
  const told = toldOf(model, item, id);
  const values = {
    number: item,
    text: at < 0 ? "…" : model.words[at][1],
    id,
    rank: id === null ? null : id - 3,
    maxlen: model.maxlen,
  };
  if (!cells.inRow(item)) return fill(model.labels.cut_away[told], values);
  return fill(model.labels.in_row[told], { ...values, place: cells.placeOf(item) });
}

/** @returns {Told} */
function toldOf(model, item, id) {
  if (item === 0) return "start";
  if (model.unknown.has(item)) return "unknown";
  return model.pending || id === null ? "pending" : "known";
}

// ---- strips_model.js: what several methods say of each word, as numbers ----

import { decodeFloats } from "../../drawing/arrays.js";
import { clamp } from "../../drawing/scale.js";

/**
 * @typedef {import("../../drawing/scale.js").Colours} Colours
 * @typedef {import("../../drawing/dom.js").SentencePart} SentencePart
 * @typedef {import("../../drawing/axes.js").Tick} Tick
 *
 * @typedef {object} Strip
 * @property {string} name
 * @property {string} label
 * @property {string} about
 * @property {string} values
 *
 * @typedef {object} StripLabels
 * @property {string} slider
 * @property {string} at
 * @property {string} nothing
 * @property {string} bars
 * @property {string} bars_help
 * @property {string} text
 * @property {string} text_help
 * @property {string} ranked
 * @property {string} positive
 * @property {string} negative
 * @property {string} axis
 *
 * @typedef {object} StripsPayload
 * @property {SentencePart[]} sentence
 * @property {SentencePart[]} more
 * @property {string} title
 * @property {string} help
 * @property {Strip[]} strips
 * @property {string} chosen
 * @property {string[]} words
 * @property {string[]} places
 * @property {number[]} other
 * @property {Tick[]} ticks
 * @property {number} limit
 * @property {[string, string]} ends
 * @property {Record<"positive" | "negative", number[]>} ranked
 * @property {StripLabels} labels
 * @property {Record<"light" | "dark", Colours>} colours
 */

/** @param {StripsPayload} payload */
export function decoded(payload) {
  const count = payload.words.length;
  const strips = payload.strips.map((strip) => ({ ...strip, values: decodeFloats(strip.values, count) }));
  return { ...payload, strips, count, other: new Set(payload.other) };
}

export const chosenOf = ({ strips, chosen }) => strips.find(({ name }) => name === chosen) ?? strips[0];

export const shareOf = (model, value) => 0.5 + clamp(value / model.limit, -1, 1) / 2;

/** @param {{ model: any, step: number }} view @param {string} name */
export function stripsTable({ model, step }, name) {
  if (name === "which-word") {
    return {
      columns: ["method", "value"],
      rows: model.strips.map(({ name: method, values }) => [method, values[step]]),
    };
  }
  const shown = name === "which-words" ? model.strips : [chosenOf(model)];
  const steps = name === "which-ranked"
    ? [...model.ranked.positive, ...model.ranked.negative]
    : Array.from({ length: model.count }, (_, at) => at);
  return {
    columns: ["step", "word", ...shown.map(({ name: method }) => method)],
    rows: steps.map((at) => [at + 1, model.words[at], ...shown.map(({ values }) => values[at])]),
  };
}

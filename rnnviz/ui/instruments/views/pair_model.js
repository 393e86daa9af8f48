// ---- pair_model.js: two readings, decoded; where the cursor of the page stands in their columns ----

import { decodeFloats, decodeStates, NOT_FINITE } from "../../drawing/arrays.js";

/**
 * @typedef {import("../../drawing/scale.js").Colours} Colours
 * @typedef {import("../../drawing/dom.js").SentencePart} SentencePart
 *
 * @typedef {object} PairLabels
 * @property {string} view
 * @property {string} probability_help
 * @property {string} difference_help
 * @property {string} states_help
 * @property {string} axis_probability
 * @property {string} axis_difference
 * @property {string} axis_unit
 * @property {string} axis_word
 * @property {string} missing
 * @property {string} at
 * @property {string} value
 * @property {string} state
 * @property {string} says
 * @property {string} below
 * @property {string} above
 *
 * @typedef {object} PairColumn
 * @property {string} one
 * @property {string} other
 * @property {number} step
 * @property {number} number
 *
 * @typedef {object} PairStates
 * @property {string} title
 * @property {number} units
 * @property {number} scale
 * @property {string} values
 *
 * @typedef {object} PairPayload
 * @property {string[]} names
 * @property {PairColumn[]} columns
 * @property {SentencePart[]} sentence
 * @property {string[]} probabilities
 * @property {string[]} logits
 * @property {PairStates[]} states
 * @property {number} limit
 * @property {string[]} titles
 * @property {Record<"light" | "dark", Colours>} colours
 * @property {PairLabels} labels
 */

/** @param {PairPayload} payload */
export function decodePair(payload) {
  const count = payload.columns.length;
  const logits = payload.logits.map((one) => decodeFloats(one, count));
  return {
    ...payload,
    count,
    steps: payload.columns.filter(({ step }) => step >= 0).length,
    probabilities: payload.probabilities.map((one) => decodeFloats(one, count)),
    logits,
    difference: logits[0].map((value, at) => logits[1][at] - value),
    states: payload.states.map((one) => ({ ...one, values: decodeStates(one.values) })),
  };
}

/** @typedef {ReturnType<typeof decodePair>} Pair */

/**
 * The column of a step of the stage; of one that is not there, the last column.
 * @param {Pick<Pair, "columns">} model @param {number} step
 */
export function columnOf({ columns }, step) {
  const at = columns.findIndex((column) => column.step === step);
  return at < 0 ? columns.length - 1 : at;
}

/**
 * The step of the stage at a column, or the last one before it.
 * @param {Pick<Pair, "columns">} model @param {number} column
 */
export function stepAt({ columns }, column) {
  for (let at = column; at >= 0; at--) if (columns[at].step >= 0) return columns[at].step;
  return 0;
}

/**
 * One state; NaN where there is none.
 * @param {Pair} model @param {Pair["states"][number]} of @param {number} unit @param {number} column
 */
export function stateOf({ count }, { values, scale }, unit, column) {
  const quantum = values[unit * count + column];
  return quantum === NOT_FINITE || quantum === undefined ? NaN : (quantum / 32767) * scale;
}

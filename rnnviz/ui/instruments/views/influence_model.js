// ---- influence_model.js: what every word leaves at every other, decoded; the lines of one word ----

import { decodeBytes, decodeFloats } from "../../drawing/arrays.js";

/**
 * @typedef {import("../../drawing/scale.js").Colours} Colours
 * @typedef {import("../../drawing/dom.js").SentencePart} SentencePart
 *
 * @typedef {object} InfluenceLabels
 * @property {string} view
 * @property {string} curve_help
 * @property {string} gradient
 * @property {string} spectrum
 * @property {string} half
 * @property {string} axis_left
 * @property {string} axis_word
 * @property {string} axis_row
 * @property {string} matrix_help
 * @property {string} nothing
 * @property {string} all
 * @property {string} at
 * @property {string} gate_help
 * @property {string} weighted
 * @property {string} mean
 * @property {string} saturation_help
 * @property {string} unit
 * @property {string} none
 * @property {string} every
 *
 * @typedef {object} Measure
 * @property {string} name
 * @property {string} label
 * @property {string} values
 * @property {boolean} shown
 *
 * @typedef {object} KeptGate
 * @property {string} values
 * @property {string} mean
 * @property {string[]} titles
 * @property {string} axis
 *
 * @typedef {object} SaturationRow
 * @property {string} label
 * @property {string} values
 *
 * @typedef {object} InfluencePayload
 * @property {string[]} words
 * @property {number[]} numbers
 * @property {number[]} rows
 * @property {number[]} begins
 * @property {number} rest
 * @property {SentencePart[]} sentence
 * @property {string} more
 * @property {string[]} titles
 * @property {Measure[]} measures
 * @property {number} log_low
 * @property {number} log_high
 * @property {number} foot
 * @property {number} top
 * @property {string[]} gradient
 * @property {string[]} spectrum
 * @property {KeptGate | null} kept
 * @property {SaturationRow[]} saturation
 * @property {string} saturation_title
 * @property {string} matrix_title
 * @property {Record<"light" | "dark", Colours>} colours
 * @property {InfluenceLabels} labels
 */

const MOST_CODE = 65534, NO_SHARE = 255;

/** @param {InfluencePayload} payload */
export function decodeInfluence(payload) {
  const count = payload.words.length, logs = (base64) => decodeFloats(base64, count);
  /** @type {number[]} */
  const starts = [];
  payload.begins.reduce((start, begin, row) => {
    starts[row] = start - begin; // so that a step is added to it
    return start + count - begin;
  }, 0);
  const { kept } = payload;
  return {
    ...payload,
    count,
    starts,
    rowAt: new Map(payload.rows.map((step, row) => [step, row])),
    measures: payload.measures.map((measure) => ({ ...measure, codes: codesOf(measure.values) })),
    gradient: payload.gradient.map(logs),
    spectrum: payload.spectrum.map(logs),
    kept: kept && { ...kept, shares: decodeBytes(kept.values), mean: logs(kept.mean) },
    saturation: payload.saturation.map(({ label, values }) => ({ label, values: floatsOf(values) })),
  };
}

/** @typedef {ReturnType<typeof decodeInfluence>} Influence */

function codesOf(base64) {
  const bytes = decodeBytes(base64);
  return new Uint16Array(bytes.buffer, 0, bytes.length >> 1);
}

function floatsOf(base64) {
  const bytes = decodeBytes(base64);
  return new Float32Array(bytes.buffer, 0, bytes.length >> 2);
}

/**
 * What is left of a row's word at a step, 1 at its own; NaN where nothing was measured.
 * @param {Influence} model @param {Uint16Array} codes @param {number} row @param {number} step
 */
export function leftAt({ begins, starts, log_low, log_high }, codes, row, step) {
  const code = step < begins[row] ? NaN : codes[starts[row] + step];
  if (!(code <= MOST_CODE)) return NaN;
  return code === 0 ? 0 : 10 ** (log_low + (code / MOST_CODE) * (log_high - log_low));
}

/** The measured line of a row. @param {Influence} model @param {Uint16Array} codes @param {number} row */
export function measuredLine(model, codes, row) {
  return Float32Array.from({ length: model.count }, (_, step) => leftAt(model, codes, row, step));
}

/**
 * What is said to be left of the word at `own`, from the logarithms of the steps behind it and in front of it.
 * @param {Float32Array[]} logs @param {number} own @param {number} count
 */
export function predictedLine(logs, own, count) {
  return Float32Array.from({ length: count }, (_, step) => {
    const side = logs[step < own ? 1 : 0];
    return side ? Math.exp(side[step] - side[own]) : NaN;
  });
}

/** What the gate let through of a row's difference. @param {Influence} model @param {number} row */
export function keptLine({ kept, begins, starts, count }, row) {
  return Float32Array.from({ length: count }, (_, step) => {
    const share = kept && step >= begins[row] ? kept.shares[starts[row] + step] : NO_SHARE;
    return share === NO_SHARE ? NaN : share / 254;
  });
}

/**
 * The row of the word at a step; where none is, and at rest on the last step, the one that is shown then.
 * @param {Influence} model @param {number} step
 */
export function rowShown({ rowAt, rest, count, begins }, step) {
  const row = rowAt.get(step), nothingFollows = step === count - 1 && row !== undefined && begins[row] === step;
  return row === undefined || nothingFollows ? rowAt.get(rest) ?? 0 : row;
}

// ---- model.js: the payload from Python, decoded; what a step and a unit are called and worth ----

import { decodeNumbers, largest } from "../../drawing/arrays.js";
import { roundUp, written } from "../../drawing/numbers.js";
import { PLAYBACK_LABELS } from "../../drawing/playback.js";
import { fill } from "../../drawing/scale.js";

/**
 * @typedef {import("../../drawing/scale.js").Colours} Colours
 * @typedef {import("../../drawing/dom.js").SentencePart} SentencePart
 *
 * @typedef {object} TermView
 * @property {string} label
 * @property {string} values
 *
 * @typedef {object} BlockView
 * @property {string} label
 * @property {string} symbol
 * @property {string} formula
 * @property {string} activation
 * @property {string} kernel_name
 * @property {string} recurrent_name
 * @property {string} bias_name
 * @property {string} recurrent_bias_name
 * @property {TermView[]} terms
 * @property {string} pre_activation
 * @property {string} [values]
 * @property {string} flat
 * @property {TermView} [read]
 *
 * @typedef {object} StateView
 * @property {string} label
 * @property {string} symbol
 * @property {string} values
 *
 * @typedef {object} MixRow
 * @property {string} label
 * @property {string} of
 * @property {boolean} before
 * @property {boolean} result
 *
 * @typedef {object} LineView
 * @property {string} label
 * @property {string} values
 *
 * @typedef {object} LoopPayload
 * @property {number} timesteps
 * @property {number} features
 * @property {number} units
 * @property {boolean} wide
 * @property {boolean} editable
 * @property {string} cell_name
 * @property {string} cell_short
 * @property {BlockView[]} blocks
 * @property {StateView[]} states
 * @property {string} mixing
 * @property {MixRow[]} mix
 * @property {string} inputs
 * @property {string} kernel
 * @property {string} recurrent_kernel
 * @property {string} bias
 * @property {LineView[]} memory
 * @property {SentencePart[]} sentence
 * @property {Record<"unrolled" | "step" | "weights" | "inputs" | "outputs" | "memory", string>} titles
 * @property {Record<"unrolled" | "step" | "weights" | "inputs" | "outputs" | "memory", string>} helps
 * @property {Record<"light" | "dark", Colours>} colours
 * @property {Record<string, string>} [labels]
 */

const LOOP_LABELS = {
  ...PLAYBACK_LABELS,
  reset: "Reset: back to step 1",
  loop: "The loop, step by step",
  step: "step {t} of {count}",
  sum: "weighted sum, unit {unit}",
  output: "output, unit {unit}",
  flat: "saturated units",
  pinned: "Pinned · Esc frees",
  says: "Step {t} of {count}, unit {unit}: weighted sum {sum}, output {output}",
  unrolled_keys: "The loop, unrolled. Arrow keys move through the steps, Space plays.",
  equation_keys: "The equation of this step. Up and down arrows choose a unit, left and right arrows a step.",
  blocks: "Which weighted sum is shown",
  axis_step: "step t",
  axis_feature: "feature",
  axis_unit: "unit",
  gate: "shut|open",
  below: "below 0",
  above: "above 0",
  edit: "{name}, row {row}, column {column}",
  not_a_number: "“{text}” is not a number: type one such as 0.5 or -2, or press Esc for the old one.",
};

export function decodeLoop(payload) {
  const read = (base64) => decodeNumbers(base64, payload.wide);
  const model = { ...payload, count: payload.timesteps, labels: { ...LOOP_LABELS, ...payload.labels } };
  for (const name of ["inputs", "kernel", "recurrent_kernel", "bias"]) model[name] = read(payload[name]);
  model.blocks = payload.blocks.map((block) => ({
    ...block,
    pre_activation: read(block.pre_activation),
    flat: read(block.flat),
    values: read(block.values ?? payload.states[0].values),
    terms: block.terms.map((term) => ({ ...term, values: read(term.values) })),
    read: block.read && { ...block.read, values: read(block.read.values) },
  }));
  model.states = payload.states.map((state) => ({ ...state, values: read(state.values) }));
  model.memory = payload.memory.map((line) => ({ ...line, values: read(line.values) }));
  model.hidden = model.states[0].values;
  model.limits = loopLimits(model);
  return model;
}

// What is compared shares a scale: the weights one, the terms of the sum one, everything behind a tanh ±1.
function loopLimits(model) {
  const terms = model.blocks.flatMap((block) => [block.pre_activation, ...block.terms.map((term) => term.values)]);
  return {
    weights: roundUp(largest(model.kernel, model.recurrent_kernel, model.bias)),
    inputs: roundUp(largest(model.inputs)),
    terms: roundUp(largest(...terms)),
    states: Object.fromEntries(model.states.map((state) => [state.symbol, Math.max(1, largest(state.values))])),
  };
}

// The entry of a (timesteps, units) array.
export function unitOf(model, values, step, unit) {
  return values[step * model.units + unit];
}

// The state that a step starts from; zeros before the first.
export function stateBefore(model, state, step, unit) {
  return step === 0 ? 0 : unitOf(model, state.values, step - 1, unit);
}

export function rowOf(view, block = view.block) {
  return block * view.model.units + view.unit;
}

export function loopSays({ model, unit, block }, step) {
  const shown = model.blocks[block];
  return fill(model.labels.says, {
    t: step + 1,
    count: model.count,
    unit,
    sum: written(unitOf(model, shown.pre_activation, step, unit)),
    output: written(unitOf(model, model.hidden, step, unit)),
  });
}

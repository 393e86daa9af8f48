// ---- model.js: the payload from Python, decoded; what a step and a unit are called and worth ----

import { decodeNumbers, largest } from "../../drawing/arrays.js";
import { roundUp, written } from "../../drawing/numbers.js";
import { fill } from "../../drawing/scale.js";

/**
 * @typedef {import("../../drawing/scale.js").Colours} Colours
 * @typedef {import("../../drawing/dom.js").SentencePart} SentencePart
 * @typedef {import("../../drawing/playback.js").PlaybackLabels} PlaybackLabels
 * @typedef {"unrolled" | "step" | "weights" | "inputs" | "outputs" | "memory"} LoopView
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
 * @typedef {object} FilmLabels
 * @property {string} input
 * @property {string} output
 * @property {string} state
 * @property {string} zeros
 * @property {string} same
 *
 * @typedef {object} LegendLabels
 * @property {string} terms
 * @property {string} states
 * @property {string} gates
 * @property {string} below
 * @property {string} above
 * @property {string} shut
 * @property {string} open
 *
 * @typedef {object} EquationLabels
 * @property {string} input
 * @property {string} state
 * @property {string} more
 * @property {string} sum
 * @property {string} active
 * @property {string} row
 * @property {string} read
 * @property {string} products
 * @property {string} total
 * @property {string} kernel
 * @property {string} recurrent_kernel
 *
 * @typedef {object} MatrixLabels
 * @property {string} kernel
 * @property {string} recurrent_kernel
 * @property {string} bias
 * @property {string} recurrent_bias
 *
 * @typedef {object} TypingLabels
 * @property {string} number
 * @property {string} inputs
 * @property {string} refused
 *
 * @typedef {object} LoopLabels
 * @property {PlaybackLabels} playback
 * @property {string} loop
 * @property {string} time
 * @property {string} step
 * @property {string} sum
 * @property {string} output
 * @property {string} flat
 * @property {string} flat_of
 * @property {string} pinned
 * @property {string} says
 * @property {string} unrolled_keys
 * @property {string} equation_keys
 * @property {string} blocks
 * @property {string} mixed
 * @property {string} reset
 * @property {string} axis_step
 * @property {string} axis_feature
 * @property {string} axis_unit
 * @property {string} axis_memory
 * @property {string} at_step
 * @property {string} at_feature
 * @property {string} at_unit
 * @property {string} at_place
 * @property {string} line
 * @property {string} lines
 * @property {FilmLabels} film
 * @property {LegendLabels} legend
 * @property {EquationLabels} equation
 * @property {MatrixLabels} matrix
 * @property {TypingLabels} typing
 *
 * @typedef {object} Place
 * @property {number | null} step
 * @property {number} unit
 *
 * @typedef {object} LoopPayload
 * @property {number} timesteps
 * @property {number} length
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
 * @property {Record<LoopView, string>} titles
 * @property {Record<LoopView, string>} helps
 * @property {Record<"light" | "dark", Colours>} colours
 * @property {LoopLabels} labels
 * @property {Place} place
 */

export function decodeLoop(payload) {
  const read = (base64) => decodeNumbers(base64, payload.wide);
  const model = { ...payload, count: payload.timesteps };
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

// The state that a step starts from; zeros before the first of a sequence.
export function stateBefore(model, state, step, unit) {
  return step % model.length === 0 ? 0 : unitOf(model, state.values, step - 1, unit);
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

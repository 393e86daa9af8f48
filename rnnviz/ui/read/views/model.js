// ---- model.js: the payload from Python, decoded; what a step is called and worth ----

import { decodeFloats, decodeStates, largest, NOT_FINITE } from "../../drawing/arrays.js";
import { fill, plain, signed } from "../../drawing/scale.js";

/**
 * @typedef {import("../../drawing/scale.js").Colours} Colours
 * @typedef {import("../../drawing/dom.js").SentencePart} SentencePart
 * @typedef {import("../../drawing/playback.js").PlaybackLabels & Record<string, string>} ReaderLabels
 *
 * @typedef {object} Step
 * @property {string} t
 * @property {"padding" | "start" | "unknown"} [k]
 * @property {number} [p]
 *
 * @typedef {object} Frame
 * @property {string} probability
 * @property {string} logit
 * @property {string} delta_logit
 * @property {string} speed
 * @property {number} initial_probability
 * @property {string} states
 * @property {Record<"strip" | "probability" | "heatmap" | "unit", string>} titles
 * @property {SentencePart[]} sentence
 * @property {string[]} verdict
 *
 * @typedef {object} LearningPayload
 * @property {number[]} epochs
 * @property {number} shown
 * @property {number} best
 * @property {number[]} accuracies
 * @property {Frame[]} frames
 * @property {string} title
 * @property {string} help
 *
 * @typedef {object} ReaderPayload
 * @property {string} probability
 * @property {string} logit
 * @property {string} delta_logit
 * @property {string} speed
 * @property {number} initial_probability
 * @property {string} states
 * @property {Record<"strip" | "probability" | "heatmap" | "unit", string>} titles
 * @property {SentencePart[]} sentence
 * @property {string[]} verdict
 * @property {string} id
 * @property {Step[]} steps
 * @property {number} states_scale
 * @property {number} states_limit
 * @property {number} states_low
 * @property {number[]} order
 * @property {string} order_label
 * @property {number} unit
 * @property {"readout" | "delta_logit" | "unit" | "speed"} colouring
 * @property {Record<"light" | "dark", Colours>} colours
 * @property {Record<"strip" | "probability" | "heatmap" | "unit", string>} helps
 * @property {string} state_name
 * @property {LearningPayload | null} learning
 * @property {string[]} word_ends
 * @property {string[]} state_ends
 * @property {ReaderLabels} labels
 */

// How long Python may still send what was chosen before the last click.
export const ECHO_MS = 1500;

const ARRAYS = ["probability", "logit", "delta_logit", "speed"];

export function decode(payload) {
  const count = payload.steps.length;
  const steps = payload.steps.map((step) => ({ k: "word", ...step }));
  const model = { ...payload, ...decodeFrame(payload, count), count, steps };
  model.frames = payload.learning?.frames.map((frame) => decodeFrame(frame, count)) ?? [];
  const all = model.frames.length ? model.frames : [model]; // the scales of all epochs are one
  const most = (name) =>
    Math.max(...all.map((frame) => largest(frame[name].filter((_, step) => steps[step].k !== "padding"))));
  model.push_limit = most("delta_logit");
  model.speed_limit = most("speed");
  model.numbers = numberSteps(steps);
  return model;
}

// What depends on the weights.
function decodeFrame(frame, count) {
  const decoded = Object.fromEntries(ARRAYS.map((name) => [name, decodeFloats(frame[name], count)]));
  const { initial_probability, titles, sentence, verdict } = frame;
  return { ...decoded, states: decodeStates(frame.states), initial_probability, titles, sentence, verdict };
}

/** Whether a step is a word of the review, and not what stands before or behind it. */
export function isWord(step) {
  return step.k === "word" || step.k === "unknown";
}

function numberSteps(steps) {
  let seen = 0;
  return steps.map((step) => {
    if (!isWord(step)) return null;
    seen = step.p ?? seen + 1;
    return seen;
  });
}

export function stateAt(model, unit, step) {
  const quantum = model.states[unit * model.count + step];
  return quantum === NOT_FINITE || quantum === undefined ? NaN : quantum * model.states_scale;
}

export function unitLine(model, unit) {
  return Float32Array.from({ length: model.count }, (_, step) => stateAt(model, unit, step));
}

// A gate runs from closed to open, a state from -limit over 0 to +limit.
export function isGate(model) {
  return model.states_low === 0;
}

export function stateShare(model, value) {
  return (value - model.states_low) / (model.states_limit - model.states_low);
}

// A state has a sign; a gate has none.
export function worth(model, value, digits = 2) {
  return isGate(model) ? plain(value, digits) : signed(value, digits);
}

export function stateScale(model) {
  return isGate(model) ? "sequential" : "diverging";
}

export function wordScale(model) {
  return { unit: stateScale(model), speed: "sequential" }[model.colouring] ?? "verdict";
}

// Where a step falls on its colour scale, 0..1; 0.5 is the white of a two-sided scale.
export function shareOf(model, unit, step) {
  switch (model.colouring) {
    case "delta_logit":
      return 0.5 + model.delta_logit[step] / model.push_limit / 2;
    case "unit":
      return stateShare(model, stateAt(model, unit, step));
    case "speed":
      return model.speed[step] / model.speed_limit;
    default:
      return model.probability[step];
  }
}

export function whereIs(model, step) {
  return fill(model.labels[model.steps[step].k], { number: model.numbers[step] });
}

export function describe(model, step) {
  return fill(model.labels.says, {
    where: whereIs(model, step),
    word: model.steps[step].t,
    probability: plain(model.probability[step]),
  });
}

export function isRightToLeft(steps) {
  const text = steps.map((step) => step.t).join(" ");
  const rtl = text.match(/[\u0590-\u08ff\ufb1d-\ufefc]/g)?.length ?? 0;
  return rtl * 2 > (text.match(/\p{L}/gu)?.length ?? 0);
}

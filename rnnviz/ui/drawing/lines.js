// ---- lines.js: lines over the steps on a logarithmic scale: what shrinks or grows by factors ----

import { curveOf, dotsOf, gridOf, levelOf, nameUp, pictureOf, runsOf, stepPlot } from "./chart.js";
import { svg } from "./dom.js";
import { superscript } from "./numbers.js";
import { css, niceStep } from "./scale.js";

/**
 * @typedef {import("./frame.js").StepFrame} StepFrame
 * @typedef {import("./chart.js").Plot} Plot
 * @typedef {{ values: Float32Array | Float64Array, label: string, ink: import("./scale.js").Colour, dash?: string }} Line
 * @typedef {{ value: number, label: string }} Reference
 */

const LOG_FOOT = -16; // the power of ten at which everything smaller is drawn, zero too
const REFERENCE = { line: "reference", text: "reference-label", lift: 6 };

/**
 * The powers of ten between which lines are drawn.
 * @param {Pick<Line, "values">[]} lines
 * @param {Reference} [reference]
 * @param {number} [foot]  The power of ten at which everything smaller is drawn.
 */
export function logRange(lines, reference, foot = LOG_FOOT) {
  const seen = lines.flatMap((line) => [...line.values]).filter((value) => value >= 0 && Number.isFinite(value));
  const all = reference ? [...seen, reference.value] : seen;
  const powers = all.map((value) => Math.max(Math.log10(value), foot));
  if (!powers.length) return { low: -8, high: 0 };
  const low = Math.floor(Math.min(...powers)), high = Math.ceil(Math.max(...powers));
  return high - low < 2 ? { low: Math.max(low - 1, foot), high: high + 1 } : { low, high };
}

/**
 * Draw lines; returns the dots that the cursor moves.
 * @param {HTMLElement} host
 * @param {StepFrame} frame
 * @param {{ lines: Line[], reference?: Reference, height: number, axis: string, least?: number, length?: number }} spec
 *   What is smaller than `least` is not drawn; without one it stands at the foot. After every `length` steps a line
 *   begins anew: what stands there has nothing to do with what came before.
 */
export function drawLogLines(host, frame, { lines, reference, height, axis, least, length = frame.count }) {
  const drawn = least === undefined ? lines : lines.map((line) => ({ ...line, values: without(line.values, least) }));
  const { low, high } = logRange(drawn, reference, least === undefined ? LOG_FOOT : Math.log10(least));
  const bend = (/** @type {number} */ value) => (value > 0 ? Math.log10(value) : -Infinity);
  const plot = stepPlot(frame, height, { low, high, bend });
  const picture = pictureOf(plot);
  picture.append(...gridOf(plot, powerTicks(low, high, height, least === undefined)));
  if (reference) picture.append(...levelOf(plot, reference, REFERENCE));
  for (const line of drawn) picture.append(...logCurve(plot, line, length));
  for (const line of lines) picture.append(...overflows(plot, line));
  picture.append(nameUp(axis, height, frame.narrow ? 5 : 11));
  const dots = dotsOf(plot, drawn.map((line) => line.values), lines.map((line) => line.ink));
  host.replaceChildren(picture, ...dots.nodes);
  return dots;
}

/** @param {Line["values"]} values @param {number} least @returns {Line["values"]} */
function without(values, least) {
  return values.map((value) => (value < least ? NaN : value));
}

/** @param {number} low @param {number} high @param {number} height @param {boolean} footed */
export function powerTicks(low, high, height, footed) {
  const every = niceStep(((high - low) * 26) / height);
  const powers = Array.from({ length: high - low + 1 }, (_, i) => low + i).filter((power) => power % every === 0);
  return powers.map((power) => ({
    at: 10 ** power,
    label: footed ? powerName(power) : powerOf(power),
    middle: power === 0,
  }));
}

/** @param {number} power */
function powerOf(power) {
  return power === 0 || power === 1 ? String(10 ** power) : `10${superscript(power)}`;
}

/** @param {number} power  The lowest stands for everything smaller. */
export function powerName(power) {
  return `${power === LOG_FOOT ? "≤ " : ""}${powerOf(power)}`;
}

/** @param {Plot} plot @param {Line} line @param {number} length */
function logCurve(plot, { values, ink, dash = "none" }, length) {
  const begins = Array.from({ length: Math.ceil(values.length / length) }, (_, piece) => piece * length);
  const runs = begins.flatMap((begin) =>
    runsOf(values.subarray(begin, begin + length), (step) => plot.x(begin + step), plot.y)
  );
  return runs.flatMap((run) => curveOf(run, css(ink), { "stroke-dasharray": dash }));
}

// A value that overflowed stands at the top, as the sign that it is.
/** @param {Plot} plot @param {Line} line */
function overflows(plot, { values }) {
  return [...values.keys()].filter((step) => !Number.isFinite(values[step])).map((step) =>
    svg("text", { class: "overflow", x: plot.x(step), y: 20 }, Number.isNaN(values[step]) ? "?" : "∞")
  );
}

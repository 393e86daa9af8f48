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
 */
export function logRange(lines, reference) {
  const seen = lines.flatMap((line) => [...line.values]).filter((value) => value >= 0 && Number.isFinite(value));
  const all = reference ? [...seen, reference.value] : seen;
  const powers = all.map((value) => Math.max(Math.log10(value), LOG_FOOT));
  if (!powers.length) return { low: -8, high: 0 };
  const low = Math.floor(Math.min(...powers)), high = Math.ceil(Math.max(...powers));
  return high - low < 2 ? { low: Math.max(low - 1, LOG_FOOT), high: high + 1 } : { low, high };
}

/**
 * Draw lines; returns the dots that the cursor moves.
 * @param {HTMLElement} host
 * @param {StepFrame} frame
 * @param {{ lines: Line[], reference?: Reference, height: number, axis: string }} spec
 */
export function drawLogLines(host, frame, { lines, reference, height, axis }) {
  const { low, high } = logRange(lines, reference);
  const bend = (/** @type {number} */ value) => (value > 0 ? Math.log10(value) : -Infinity);
  const plot = stepPlot(frame, height, { low, high, bend });
  const picture = pictureOf(plot);
  picture.append(...gridOf(plot, powerTicks(low, high, height)));
  if (reference) picture.append(...levelOf(plot, reference, REFERENCE));
  for (const line of lines) picture.append(...logCurve(plot, line), ...overflows(plot, line));
  picture.append(nameUp(axis, height));
  const dots = dotsOf(plot, lines.map((line) => line.values), lines.map((line) => line.ink));
  host.replaceChildren(picture, ...dots.nodes);
  return dots;
}

/** @param {number} low @param {number} high @param {number} height */
function powerTicks(low, high, height) {
  const every = niceStep(((high - low) * 26) / height);
  const powers = Array.from({ length: high - low + 1 }, (_, i) => low + i).filter((power) => power % every === 0);
  return powers.map((power) => ({ at: 10 ** power, label: powerName(power), middle: power === 0 }));
}

/** @param {number} power */
export function powerName(power) {
  if (power === 0 || power === 1) return String(10 ** power);
  return `${power === LOG_FOOT ? "≤ " : ""}10${superscript(power)}`;
}

/** @param {Plot} plot @param {Line} line */
function logCurve(plot, { values, ink, dash = "none" }) {
  return runsOf(values, plot.x, plot.y).flatMap((run) => curveOf(run, css(ink), { "stroke-dasharray": dash }));
}

// A value that overflowed stands at the top, as the sign that it is.
/** @param {Plot} plot @param {Line} line */
function overflows(plot, { values }) {
  return [...values.keys()].filter((step) => !Number.isFinite(values[step])).map((step) =>
    svg("text", { class: "overflow", x: plot.x(step), y: 20 }, Number.isNaN(values[step]) ? "?" : "∞")
  );
}

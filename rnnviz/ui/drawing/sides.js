// ---- sides.js: one line over the steps, in the ink of the side that it is on ----

import { curveOf, dotsOf, gridOf, joined, nameUp, pictureOf, runsOf, stepPlot } from "./chart.js";
import { svg } from "./dom.js";
import { css } from "./scale.js";

const LETTER = 5.6; // of an axis's name, in pixels: one that is longer than its chart is tall is left to the title

/**
 * @typedef {import("./chart.js").Plot} Plot
 * @typedef {import("./frame.js").StepFrame} StepFrame
 *
 * @typedef {{ ink: import("./scale.js").Colour, label?: string }} Side
 *
 * @typedef {object} LineSpec
 * @property {string} name  The id of the ink, one of its own in the page.
 * @property {Float32Array} values
 * @property {number} [initial]  The value before the first step.
 * @property {string} [initialName]
 * @property {number} low
 * @property {number} high
 * @property {number} middle  Where the line changes its ink.
 * @property {number[]} ticks
 * @property {(tick: number) => string} format
 * @property {string} axis
 * @property {number} height
 * @property {Side} upper
 * @property {Side} lower
 */

/**
 * Draw a line; returns its plot and the dot that the cursor moves.
 * @param {HTMLElement} host
 * @param {StepFrame} frame
 * @param {LineSpec} spec
 */
export function drawSides(host, frame, spec) {
  const plot = stepPlot(frame, spec.height, spec);
  const ticks = spec.ticks.map((at) => ({ at, label: spec.format(at), middle: at === spec.middle }));
  const picture = pictureOf(plot), dots = dotsOf(plot, [spec.values]);
  picture.append(
    twoInks(spec, plot),
    ...regions(spec, plot),
    ...gridOf(plot, ticks),
    ...gapMarks(frame, spec, plot),
    ...curves(spec, plot),
    ...regionLabels(spec, plot),
    ...(spec.axis.length * LETTER <= spec.height ? [nameUp(spec.axis, spec.height)] : []),
  );
  host.replaceChildren(picture, ...dots.nodes);
  return { plot, picture, dots };
}

// One gradient with a hard stop at the middle value: the line changes its ink exactly where it crosses.
/** @param {LineSpec} spec @param {Plot} plot */
function twoInks({ name, height, middle, upper, lower }, { y }) {
  const share = (y(middle) / height).toFixed(4);
  const across = { x1: 0, x2: 0, y1: 0, y2: height };
  const paint = svg("linearGradient", { id: name, gradientUnits: "userSpaceOnUse", ...across });
  paint.append(...[upper, lower].map(({ ink }) => svg("stop", { offset: share, "stop-color": css(ink) })));
  return paint;
}

/** @param {LineSpec} spec @param {Plot} plot */
function regions({ high, middle, low, upper, lower }, { left, plot, y }) {
  const box = (/** @type {number} */ from, /** @type {number} */ to, /** @type {Side} */ { ink }) =>
    svg("rect", { class: "region", x: left, y: from, width: plot, height: Math.max(to - from, 0), fill: css(ink) });
  return [box(y(high), y(middle), upper), box(y(middle), y(low), lower)];
}

/** @param {LineSpec} spec @param {Plot} plot */
function regionLabels({ high, low, upper, lower }, { left, top, foot, y }) {
  if (!upper.label) return [];
  const x = left + 8, apart = foot - top < 44 ? 4 : 0; // in a low chart they keep to its edges
  return [
    svg("text", { class: "region-label positive", x, y: y(high) + 16 - apart }, upper.label),
    svg("text", { class: "region-label negative", x, y: y(low) - 8 + apart }, lower.label),
  ];
}

/** @param {StepFrame} frame @param {LineSpec} spec @param {Plot} plot */
function gapMarks(frame, { name, values }, { top, foot }) {
  const gaps = [...values.keys()].filter((step) => !Number.isFinite(values[step]));
  if (!gaps.length) return [];
  const id = `${name}-gap`, width = frame.cell, height = foot - top;
  const pattern = svg("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse" });
  pattern.append(svg("path", { class: "hatch", d: "M-1 7L7 -1M-1 1L1 -1M5 7L7 5" }));
  const marks = gaps.map((step) =>
    svg("rect", { x: frame.x(step) - width / 2, y: top, width, height, fill: `url(#${id})` })
  );
  return [pattern, ...marks];
}

/** @param {LineSpec} spec @param {Plot} plot */
function curves({ name, values, initial, initialName, middle }, { left, x, y }) {
  const paint = `url(#${name})`, base = y(middle).toFixed(1);
  const begins = initial !== undefined && Number.isFinite(initial);
  const nodes = runsOf(values, x, y, begins ? [[left, y(initial)]] : []).flatMap((run) => {
    const [first, last] = [run[0][0], run[run.length - 1][0]];
    const area = `M${first.toFixed(1)} ${base}L${joined(run)}L${last.toFixed(1)} ${base}Z`;
    return [svg("path", { class: "area", d: area, fill: paint }), ...curveOf(run, paint)];
  });
  if (!begins) return nodes;
  const start = svg("circle", { class: "initial", cx: left, cy: y(initial), r: 3.5, stroke: paint });
  start.append(svg("title", {}, initialName));
  return [...nodes, start];
}

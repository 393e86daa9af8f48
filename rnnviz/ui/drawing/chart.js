// ---- chart.js: the one grid with its axes: where values stand, ticks, names, lines, marks, the dots of the cursor ----

import { element, svg } from "./dom.js";
import { clamp, css } from "./scale.js";

/**
 * @typedef {import("./scale.js").Colour} Colour
 *
 * One axis: its ends, and what bends it, such as a logarithm; the ends are already bent.
 * @typedef {{ low: number, high: number, bend?: (value: number) => number }} Axis
 *
 * The room of a chart in pixels: `plot` wide from `left`, from `top` down to `foot`; `x` and `y` say where a value stands.
 * @typedef {object} Plot
 * @property {number} width
 * @property {number} height
 * @property {number} left
 * @property {number} plot
 * @property {number} top
 * @property {number} foot
 * @property {(value: number) => number} x
 * @property {(value: number) => number} y
 *
 * A value that is written at an axis; the line of a `middle` one is strong.
 * @typedef {{ at: number, label: string | number, middle?: boolean }} Tick
 *
 * A point in pixels.
 * @typedef {[number, number]} Point
 */

export const TOP = 8, BOTTOM = 8; // of a chart in a stack

/**
 * The place of a value between two places; what lies beyond the ends stands at the nearest.
 * @param {Axis} axis
 * @param {number} from  The place of `low`, or of `high` if `falling`.
 * @param {number} to
 * @param {boolean} [falling]
 */
export function placesOf({ low, high, bend = (value) => value }, from, to, falling = false) {
  const begin = falling ? high : low, end = falling ? low : high;
  return (/** @type {number} */ value) =>
    from + ((clamp(bend(value), low, high) - begin) / (end - begin || 1)) * (to - from);
}

/**
 * The plot of a chart in a stack: over the steps of its frame.
 * @param {import("./frame.js").StepFrame} frame
 * @param {number} height
 * @param {Axis} axis
 * @returns {Plot}
 */
export function stepPlot({ width, left, plot, x }, height, axis) {
  const foot = height - BOTTOM;
  return { width, height, left, plot, top: TOP, foot, x, y: placesOf(axis, TOP, foot, true) };
}

/**
 * The plot of a chart that stands alone, with `room` around it.
 * @param {number} width
 * @param {number} height
 * @param {{ left: number, right: number, top: number, bottom: number }} room
 * @param {Axis} across
 * @param {Axis} up
 * @returns {Plot}
 */
export function plotOf(width, height, { left, right, top, bottom }, across, up) {
  const plot = Math.max(width - left - right, 20), foot = height - bottom;
  const x = placesOf(across, left, left + plot), y = placesOf(up, top, foot, true);
  return { width, height, left, plot, top, foot, x, y };
}

/**
 * How far along the plot the pointer is, as a share of its width; below 0 and above 1 beside it.
 * @param {Plot} plot
 * @param {Element} chart
 * @param {PointerEvent} event
 */
export function shareUnder({ left, plot }, chart, event) {
  return (event.clientX - chart.getBoundingClientRect().left - left) / plot;
}

/** @param {{ width: number, height: number }} plot */
export function pictureOf({ width, height }) {
  return svg("svg", { width, height, "aria-hidden": "true" });
}

// ---- grid and axes ----

/**
 * @param {Pick<Plot, "left" | "plot">} plot
 * @param {number} height
 * @param {string} className
 */
export function levelLine({ left, plot }, height, className) {
  return svg("line", { class: className, x1: left, x2: left + plot, y1: height, y2: height });
}

/**
 * A line across the plot and its number for each tick.
 * @param {Plot} plot
 * @param {Tick[]} ticks
 */
export function gridOf(plot, ticks) {
  return ticks.flatMap(({ at, label, middle }) => [
    levelLine(plot, plot.y(at), middle ? "grid middle" : "grid"),
    svg("text", { class: "tick", x: plot.left - 7, y: plot.y(at) + 4 }, label),
  ]);
}

/**
 * The numbers below the plot.
 * @param {Plot} plot
 * @param {Tick[]} ticks
 * @param {number} drop
 */
export function ticksBelow(plot, ticks, drop) {
  return ticks.map(({ at, label }) => svg("text", { class: "x-tick", x: plot.x(at), y: plot.foot + drop }, label));
}

/**
 * The name of the upward axis, in the middle of `height`.
 * @param {string} name
 * @param {number} height
 * @param {number} [x]
 */
export function nameUp(name, height, x = 11) {
  const middle = height / 2;
  return svg("text", { class: "axis-name", x, y: middle, transform: `rotate(-90 ${x} ${middle})` }, name);
}

/**
 * The name of the axis across, `drop` below the plot.
 * @param {Plot} plot
 * @param {string} name
 * @param {number} drop
 * @param {string} [className]
 */
export function nameAcross({ left, plot, foot }, name, drop, className = "axis-name") {
  return svg("text", { class: className, x: left + plot / 2, y: foot + drop }, name);
}

/**
 * A level to compare with, its name at its end.
 * @param {Plot} plot
 * @param {{ value: number, label: string }} level
 * @param {{ line: string, text: string, lift: number }} look  Classes, and how far the name stands above.
 */
export function levelOf(plot, { value, label }, { line, text, lift }) {
  const at = plot.y(value);
  return [
    levelLine(plot, at, line),
    svg("text", { class: text, x: plot.left + plot.plot - 4, y: at - lift }, label),
  ];
}

/**
 * A note beside a place: to its right, or to its left where there is no room.
 * @param {number} x
 * @param {number} y
 * @param {string} text
 * @param {{ far: boolean, gap: number }} side
 */
export function noteBeside(x, y, text, { far, gap }) {
  return svg("text", { class: far ? "note right" : "note", x: x + (far ? -gap : gap), y }, text);
}

// ---- lines ----

/**
 * The points of each unbroken run; a value that is not a number ends the run.
 * @param {ArrayLike<number>} values
 * @param {(step: number) => number} x
 * @param {(value: number) => number} y
 * @param {Point[]} [before]  Points that stand before the first value.
 */
export function runsOf(values, x, y, before = []) {
  /** @type {Point[][]} */
  const runs = [before];
  Array.from(values).forEach((value, step) => {
    const run = runs[runs.length - 1];
    if (Number.isFinite(value)) run.push([x(step), y(value)]);
    else if (run.length) runs.push([]);
  });
  return runs.filter((run) => run.length);
}

/** @param {number[][]} points */
export function joined(points) {
  return points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L");
}

/**
 * A run as a line; one point alone as a circle, which a line would not show.
 * @param {Point[]} run
 * @param {string} paint
 * @param {Record<string, string | number>} [more]  Further attributes of the line.
 */
export function curveOf(run, paint, more = {}) {
  const lone = run.length === 1 ? [svg("circle", { cx: run[0][0], cy: run[0][1], r: 3, fill: paint })] : [];
  return [svg("path", { class: "curve", d: `M${joined(run)}`, stroke: paint, ...more }), ...lone];
}

// ---- the dots of the cursor, which are not in the SVG: moving a circle there lays the whole picture out again ----

/**
 * The dots of a chart, one a line.
 * @typedef {{ nodes: HTMLElement[], lines: ArrayLike<number>[], x: (step: number) => number, y: (value: number) => number }} Dots
 */

/**
 * @param {{ x: (step: number) => number, y: (value: number) => number }} plot
 * @param {ArrayLike<number>[]} lines
 * @param {Colour[]} [inks]
 * @returns {Dots}
 */
export function dotsOf({ x, y }, lines, inks = []) {
  const nodes = lines.map((_, at) => {
    const node = element("div", "dot");
    if (inks[at]) node.style.borderColor = css(inks[at]);
    return node;
  });
  return { nodes, lines, x, y };
}

/** @param {Dots} dots @param {number} step */
export function moveDots({ nodes, lines, x, y }, step) {
  nodes.forEach((node, at) => {
    const value = lines[at][step];
    node.style.visibility = Number.isFinite(value) ? "visible" : "hidden";
    if (Number.isFinite(value)) node.style.transform = `translate(${x(step)}px, ${y(value)}px)`;
  });
}

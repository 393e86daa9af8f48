// ---- axes.js: the axis of steps below a stack, and the names of rows beside a picture ----

import { element } from "./dom.js";
import { niceStep } from "./scale.js";

/**
 * @typedef {object} Tick
 * @property {number} at
 * @property {string} label
 */

/**
 * @param {HTMLElement} host
 * @param {import("./frame.js").StepFrame} frame
 * @param {[number, HTMLElement][]} ticks  A step, and what stands there.
 * @param {string} title
 */
export function drawStepTicks(host, frame, ticks, title) {
  for (const [step, tick] of ticks) tick.style.left = `${frame.x(step)}px`;
  host.replaceChildren(...ticks.map(([, tick]) => tick), element("span", "axis-title", title));
}

/**
 * Every step is numbered from 1, as far as there is room.
 * @param {number} count
 * @param {number} cell  The width of a step.
 */
export function numberedSteps(count, cell) {
  const every = niceStep(46 / cell);
  const numbers = Array.from({ length: count }, (_, step) => step + 1);
  return numbers.filter((number) => number === 1 || (number % every === 0 && (number - 1) * cell > 22));
}

/** @param {HTMLElement} host @param {import("./frame.js").StepFrame} frame @param {string} title */
export function drawStepAxis(host, frame, title) {
  const numbers = numberedSteps(frame.count, frame.cell);
  drawStepTicks(host, frame, numbers.map((number) => [number - 1, element("span", "", number)]), title);
}

/**
 * The rows that are named: every one for which there is room, and always the chosen one.
 * @param {number} count
 * @param {number} tall  The height of a row.
 * @param {{ apart: number, chosen?: number, clear?: number }} room  How far names and the chosen one's stay apart.
 */
export function namedRows(count, tall, { apart, chosen = -1, clear = 0 }) {
  const every = niceStep(apart / tall);
  const free = (/** @type {number} */ row) => chosen < 0 || Math.abs(row - chosen) * tall >= clear;
  return Array.from({ length: count }, (_, row) => row)
    .filter((row) => row === chosen || (row % every === 0 && free(row)));
}

/**
 * @param {HTMLElement} gutter
 * @param {import("./frame.js").StepFrame} frame
 * @param {{ label: string | number, middle: number, chosen?: boolean }[]} rows
 * @param {string} title
 */
export function drawGutter(gutter, frame, rows, title) {
  gutter.style.width = `${frame.left}px`;
  const labels = rows.map(({ label, middle, chosen }) => {
    const node = element("span", chosen ? "unit chosen" : "unit", label);
    node.style.top = `${middle}px`;
    return node;
  });
  gutter.replaceChildren(...labels, element("span", "axis-name", title));
}

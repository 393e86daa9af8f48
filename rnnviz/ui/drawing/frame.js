// ---- frame.js: where a step stands, in every chart of a component; painting numbers as pixels ----

import { clamp, css, mix } from "./scale.js";

/**
 * The pen of a canvas: only one that was asked for another kind of context has none.
 * @template {HTMLCanvasElement | OffscreenCanvas} Canvas
 * @param {Canvas} canvas
 * @returns {Canvas extends HTMLCanvasElement ? CanvasRenderingContext2D : OffscreenCanvasRenderingContext2D}
 */
export function penOf(canvas) {
  return /** @type {any} */ (canvas.getContext("2d"));
}

/**
 * Where the steps stand in a stack of charts.
 * @typedef {object} StepFrame
 * @property {number} width
 * @property {number} left  Where the plot begins.
 * @property {number} right  The room behind it.
 * @property {number} plot  Its width.
 * @property {number} cell  The width of a step.
 * @property {number} count
 * @property {boolean} narrow
 * @property {(step: number) => number} x  The middle of a step.
 * @property {(x: number) => number} stepAt  The step at a place, the nearest one beyond the ends.
 */

/**
 * Every step owns one bin of equal width, in all charts of a stack: that is what makes the cursor one line.
 * @param {number} width
 * @param {number} count
 * @returns {StepFrame}
 */
export function frameOf(width, count) {
  const left = width < 560 ? 46 : 64;
  const right = 10;
  const plot = Math.max(width - left - right, 10);
  const cell = plot / count;
  return {
    width,
    left,
    right,
    plot,
    cell,
    count,
    narrow: width < 560,
    x: (step) => left + (step + 0.5) * cell,
    stepAt: (x) => clamp(Math.floor((x - left) / cell), 0, count - 1),
  };
}

/**
 * The step under the pointer.
 * @param {StepFrame} frame
 * @param {Element} stack  The element that the frame was measured in.
 * @param {PointerEvent} event
 */
export function stepUnder(frame, stack, event) {
  return frame.stepAt(event.clientX - stack.getBoundingClientRect().left);
}

/**
 * An image scaled up without smoothing, hatched where there is no number.
 * @param {HTMLCanvasElement} canvas
 * @param {ImageData} image
 * @param {number[][]} gaps  Row and column of each.
 * @param {import("./scale.js").Palette} palette
 */
export function paintStates(canvas, image, gaps, palette) {
  const small = new OffscreenCanvas(image.width, image.height);
  penOf(small).putImageData(image, 0, 0);
  const context = penOf(canvas);
  context.imageSmoothingEnabled = false;
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (gaps.length) paintGaps(context, image, gaps, palette);
  context.drawImage(small, 0, 0, canvas.width, canvas.height);
}

/** @param {CanvasRenderingContext2D} context @param {ImageData} image @param {number[][]} gaps @param {import("./scale.js").Palette} palette */
function paintGaps(context, image, gaps, palette) {
  const tile = new OffscreenCanvas(6, 6);
  const pen = penOf(tile);
  pen.strokeStyle = css(mix(palette.surface, palette.ink, 0.55));
  pen.stroke(new Path2D("M-1 7L7 -1M-1 1L1 -1M5 7L7 5"));
  context.fillStyle = context.createPattern(tile, "repeat") ?? "none";
  const wide = context.canvas.width / image.width, tall = context.canvas.height / image.height;
  for (const [row, step] of gaps) context.fillRect(step * wide, row * tall, wide, tall);
}

/**
 * @param {HTMLElement} node
 * @param {StepFrame} frame
 * @param {number | null} step  Without one the column is hidden.
 */
export function placeColumn(node, frame, step) {
  node.hidden = step === null;
  if (step === null) return;
  const wide = Math.max(frame.cell, 3);
  node.style.width = `${wide}px`;
  node.style.transform = `translateX(${frame.x(step) - frame.left - wide / 2}px)`;
}

// ---- numbers.js: how a number of any size is written, and a table of numbers as a picture ----

/**
 * @typedef {import("./scale.js").Colour} Colour
 * @typedef {import("./scale.js").Palette} Palette
 */

/**
 * A table of numbers.
 * @typedef {object} Grid
 * @property {number} rows
 * @property {number} columns
 * @property {number} width  In pixels of the page, as `height` is.
 * @property {number} height
 * @property {(row: number, column: number) => number} at
 * @property {(value: number) => Colour} shade
 * @property {Palette} palette
 */

import { paintStates, penOf } from "./frame.js";
import { css, inkOn, shadeAt } from "./scale.js";

const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

/** What is written for NaN in the language of the page. */
let notANumber = "NaN";

/**
 * Take over the words that Python sends with every component.
 * @param {{ not_a_number: string }} words
 */
export function nameNumbers(words) {
  notANumber = words.not_a_number;
}

/**
 * A number with `digits` decimals; as a power of ten where these would not show it.
 * @param {number} value
 * @param {number} [digits]
 */
export function written(value, digits = 4) {
  const size = Math.abs(value);
  const shown = size === 0 || (size < 1e5 && size >= 0.5 * 10 ** -digits);
  return shown ? value.toFixed(digits).replace("-", "−") : inPowers(value, 2);
}

/**
 * A number as a power of ten: 1.20·10⁻⁵.
 * @param {number} value
 * @param {number} digits
 */
export function inPowers(value, digits) {
  if (Number.isNaN(value)) return notANumber;
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  return withPower(value.toExponential(digits));
}

/**
 * A number as JavaScript writes it, such as 1.2e-5, in the style of the page.
 * @param {string} text
 */
export function withPower(text) {
  const [mantissa, power] = text.split("e");
  return mantissa.replace("-", "−") + (power ? `·10${superscript(Number(power))}` : "");
}

/** @param {number} number */
export function superscript(number) {
  return String(number).replace(/[-\d]/g, (sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)]));
}

/** @param {number} number */
export function subscript(number) {
  return String(number).replace(/\d/g, (digit) => SUBSCRIPTS[Number(digit)]);
}

/**
 * The end of a colour scale that can be read: two digits, never below the value.
 * @param {number} value
 */
export function roundUp(value) {
  const power = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number.isFinite(power) && power > 0 ? Number((Math.ceil(value / power - 1e-9) * power).toPrecision(2)) : value;
}

/**
 * 0 is the white middle; infinity takes the end of the scale.
 * @param {Colour[]} colours
 * @param {number} value
 * @param {number} limit
 */
export function shadeOf(colours, value, limit) {
  return shadeAt(colours, 0.5 + Math.max(-1, Math.min(1, value / limit)) / 2);
}

/** @param {Uint8ClampedArray} data  Rounds by itself. @param {number} at @param {Colour} colour */
function paintPixel(data, at, [red, green, blue]) {
  data[at] = red;
  data[at + 1] = green;
  data[at + 2] = blue;
  data[at + 3] = 255;
}

// One pixel a number.
/** @param {Grid} grid */
function numberImage({ rows, columns, at, shade }) {
  const image = new ImageData(columns, rows);
  /** @type {number[][]} */
  const gaps = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = at(row, column);
      if (Number.isNaN(value)) gaps.push([row, column]);
      else paintPixel(image.data, 4 * (row * columns + column), shade(value));
    }
  }
  return { image, gaps };
}

/**
 * Give a canvas a size in pixels of the page; returns how many pixels of the screen one is.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 */
export function sizeCanvas(canvas, width, height) {
  const ratio = globalThis.devicePixelRatio || 1;
  canvas.width = Math.max(Math.round(width * ratio), 1);
  canvas.height = Math.max(Math.round(height * ratio), 1);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  return ratio;
}

/**
 * A table of numbers as a picture: cells, hairlines between them where there is room, numbers where they fit.
 * @param {HTMLCanvasElement} canvas
 * @param {Grid} grid
 */
export function paintNumbers(canvas, grid) {
  const { rows, columns, width, height, palette } = grid;
  const ratio = sizeCanvas(canvas, width, height);
  const { image, gaps } = numberImage(grid);
  paintStates(canvas, image, gaps, palette);
  const wide = width / columns, tall = height / rows;
  const pen = penOf(canvas);
  pen.save();
  pen.scale(ratio, ratio);
  if (wide >= 8 && tall >= 8) hairlines(pen, grid, wide, tall);
  if (wide >= 40 && tall >= 16) writeNumbers(pen, grid, wide, tall);
  pen.restore();
}

/** @param {CanvasRenderingContext2D} pen @param {Grid} grid @param {number} wide @param {number} tall */
function hairlines(pen, { rows, columns, width, height, palette }, wide, tall) {
  pen.strokeStyle = css(palette.surface);
  pen.lineWidth = 1;
  pen.beginPath();
  for (let column = 1; column < columns; column++) pen.rect(column * wide, 0, 0, height);
  for (let row = 1; row < rows; row++) pen.rect(0, row * tall, width, 0);
  pen.stroke();
}

/** @param {CanvasRenderingContext2D} pen @param {Grid} grid @param {number} wide @param {number} tall */
function writeNumbers(pen, { rows, columns, at, shade, palette }, wide, tall) {
  pen.font = `${wide >= 60 ? 14 : 12}px ${getComputedStyle(pen.canvas).fontFamily}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = at(row, column);
      pen.fillStyle = css(inkOn(Number.isNaN(value) ? palette.surface : shade(value), palette.ink));
      const text = Number.isNaN(value) ? "nan" : written(value, wide >= 60 ? 4 : 2);
      pen.fillText(text, (column + 0.5) * wide, (row + 0.5) * tall + 0.5, wide - 4);
    }
  }
}

// ---- numbers.js: arrays of any size of number, how a number is written, rows of cells ----

import { paintStates } from "./frame.js";
import { css, decodeBytes, inkOn, shadeAt } from "./scale.js";

const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

// Infinity stays infinity here: an overflow is shown as what it is.
export function decodeNumbers(base64, wide) {
  const bytes = decodeBytes(base64);
  return wide ? new Float64Array(bytes.buffer) : new Float32Array(bytes.buffer);
}

export function written(value, digits = 4) {
  if (Number.isNaN(value)) return "not a number";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  const text = size !== 0 && (size >= 1e5 || size < 0.5 * 10 ** -digits)
    ? value.toExponential(2)
    : value.toFixed(digits);
  return text.replaceAll("-", "−");
}

export function subscript(number) {
  return String(number).replace(/\d/g, (digit) => SUBSCRIPTS[digit]);
}

export function largestFinite(...arrays) {
  let most = 0;
  for (const values of arrays) {
    for (const value of values) if (Math.abs(value) > most && Number.isFinite(value)) most = Math.abs(value);
  }
  return most || 1;
}

// The end of a colour scale that can be read: two digits, never below the value.
export function roundUp(value) {
  const power = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number.isFinite(power) && power > 0 ? Number((Math.ceil(value / power - 1e-9) * power).toPrecision(2)) : value;
}

// 0 is the white middle; infinity takes the end of the scale, what is not a number takes none.
export function shadeOf(colours, value, limit) {
  return shadeAt(colours, 0.5 + Math.max(-1, Math.min(1, value / limit)) / 2);
}

// One pixel a number; `at(row, column)`.
function numberImage(rows, columns, at, shade) {
  const image = new ImageData(columns, rows);
  const gaps = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = at(row, column);
      if (Number.isNaN(value)) gaps.push([row, column]);
      else image.data.set([...shade(value).map(Math.round), 255], 4 * (row * columns + column));
    }
  }
  return { image, gaps };
}

export function sizeCanvas(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.max(Math.round(width * ratio), 1);
  canvas.height = Math.max(Math.round(height * ratio), 1);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  return ratio;
}

// A table of numbers as a picture: cells, hairlines between them where there is room, numbers where they fit.
export function paintNumbers(canvas, { rows, columns, width, height, at, shade, palette }) {
  const ratio = sizeCanvas(canvas, width, height);
  const { image, gaps } = numberImage(rows, columns, at, shade);
  paintStates(canvas, image, gaps, palette);
  const wide = width / columns, tall = height / rows;
  const pen = canvas.getContext("2d");
  pen.save();
  pen.scale(ratio, ratio);
  if (wide >= 8 && tall >= 8) hairlines(pen, { rows, columns, wide, tall, width, height, palette });
  if (wide >= 40 && tall >= 16) writeNumbers(pen, { rows, columns, wide, tall, at, shade, palette, canvas });
  pen.restore();
}

function hairlines(pen, { rows, columns, wide, tall, width, height, palette }) {
  pen.strokeStyle = css(palette.surface);
  pen.lineWidth = 1;
  pen.beginPath();
  for (let column = 1; column < columns; column++) pen.rect(column * wide, 0, 0, height);
  for (let row = 1; row < rows; row++) pen.rect(0, row * tall, width, 0);
  pen.stroke();
}

function writeNumbers(pen, { rows, columns, wide, tall, at, shade, palette, canvas }) {
  pen.font = `${wide >= 60 ? 14 : 12}px ${getComputedStyle(canvas).fontFamily}`;
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

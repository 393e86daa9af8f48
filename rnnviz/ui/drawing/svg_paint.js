// ---- svg_paint.js: what the browser computed of an element's look, as attributes that every SVG program reads ----

import { svg } from "./dom.js";

const known = new Map();
let pixel = null;

/** A CSS colour of any notation as a hex colour and its opacity. @param {string} text */
export function paintOf(text) {
  if (!known.has(text)) known.set(text, resolve(text));
  return known.get(text);
}

function resolve(text) {
  pixel ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  pixel.clearRect(0, 0, 1, 1);
  pixel.fillStyle = text;
  pixel.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = pixel.getImageData(0, 0, 1, 1).data;
  const hex = [red, green, blue].map((channel) => channel.toString(16).padStart(2, "0")).join("");
  return { colour: `#${hex}`, alpha: Math.round((alpha / 255) * 1000) / 1000 };
}

/** Attributes `fill` or `stroke` with their opacity. @param {"fill" | "stroke" | "stop"} kind @param {string} text */
export function inked(kind, text) {
  const { colour, alpha } = paintOf(text);
  return { [kind === "stop" ? "stop-color" : kind]: colour, ...(alpha < 1 ? { [`${kind}-opacity`]: alpha } : {}) };
}

/** Two decimals, as short as can be. @param {number} value */
export function short(value) {
  return String(Math.round(value * 100) / 100);
}

const COLOUR = /[a-z-]+\([^()]*\)|#[\da-f]+|transparent/gi;

/**
 * What fills a box with a gradient: stops from left to right, or, where it repeats, a hatch.
 * @param {string} image  `background-image` as computed
 * @param {string} id
 */
export function gradientOf(image, id) {
  const colours = image.slice(image.indexOf("(") + 1).match(COLOUR) ?? [];
  if (!colours.length) return null;
  if (image.startsWith("repeating-linear-gradient")) return hatch(colours[0], id);
  const paint = svg("linearGradient", { id });
  paint.append(
    ...colours.map((colour, at) =>
      svg("stop", { offset: short(at / Math.max(colours.length - 1, 1)), ...inked("stop", colour) })
    ),
  );
  return paint;
}

function hatch(colour, id) {
  const paint = svg("pattern", { id, width: 7, height: 7, patternUnits: "userSpaceOnUse" });
  paint.append(
    svg("path", { d: "M-1 8L8 -1M-1 1L1 -1M6 8L8 6", "stroke-width": 2, fill: "none", ...inked("stroke", colour) }),
  );
  return paint;
}

// WCAG 2.2's contrast, written from its definition, as the truth that the drawing's own is held to.

import { seeded } from "../random.js";

function light(channel) {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
}

function luminanceOf([red, green, blue]) {
  return 0.2126 * light(red) + 0.7152 * light(green) + 0.0722 * light(blue);
}

export function contrastOf(one, other) {
  const [first, second] = [luminanceOf(one), luminanceOf(other)];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

export function randomColours(count, seed = 1) {
  const next = seeded(seed);
  return Array.from({ length: count }, () => [0, 1, 2].map(() => Math.floor(256 * next())));
}

// ---- room.js: how tall the parts of the stage are, so that all of it stands in the window at once ----

import { clamp } from "../../drawing/scale.js";

const LOWEST = 720; // the window of a projector: there every part has its least height

// Of each pixel that a window has more, every part takes its share, up to its most.
const PARTS = {
  strip: { least: 86, share: 0.2, most: 232 },
  probability: { least: 66, share: 0.18, most: 168 },
  heatmap: { least: 160, share: 0.42, most: 384 },
  unit: { least: 48, share: 0.12, most: 128 },
};
const NARROW = { strip: 232, probability: 140, heatmap: 384, unit: 112 }; // a phone scrolls anyway

/** @typedef {Record<keyof typeof PARTS, number>} Room  Heights in pixels. */

/**
 * @param {number} tall  The height of the window.
 * @param {boolean} narrow
 * @returns {Room}
 */
export function roomOf(tall, narrow) {
  if (narrow) return NARROW;
  const heights = Object.entries(PARTS).map(([name, { least, share, most }]) => [
    name,
    Math.round(clamp(least + share * (tall - LOWEST), least, most)),
  ]);
  return Object.fromEntries(heights);
}

/**
 * The height of a heatmap's row. The heatmap keeps its height: more units have thinner rows, down to one pixel each;
 * only beyond that it grows.
 * @param {number} units
 * @param {number} tall  The height of the heatmap.
 */
export function rowHeight(units, tall) {
  const even = tall / units;
  return even >= 3 ? Math.floor(even) : Math.max(even, 1);
}

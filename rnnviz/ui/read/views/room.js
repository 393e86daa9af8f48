// ---- room.js: how tall the parts of the stage are, so that all of it stands in the window at once ----

import { clamp } from "../../drawing/scale.js";

const LOWEST = 720; // the window of a projector: there every part has its least height

// Of each pixel that a window has more, every part takes its share, up to its most.
const PARTS = {
  strip: { least: 86, share: 0.2, most: 232 },
  probability: { least: 66, share: 0.18, most: 168 },
  heatmap: { least: 160, share: 0.42, most: 384 },
  unit: { least: 48, share: 0.12, most: 128 },
  epochs: { least: 44, share: 0.08, most: 104 },
};
// With the slider of epochs above them the parts give it the room that it takes.
const LEAST_BELOW_EPOCHS = { strip: 64, probability: 48, heatmap: 128, unit: 36, epochs: 44 };
const NARROW = { strip: 232, probability: 140, heatmap: 384, unit: 112, epochs: 84 }; // a phone scrolls anyway

/** @typedef {Record<keyof typeof PARTS, number>} Room  Heights in pixels. */

/**
 * @param {number} tall  The height of the window.
 * @param {{ narrow: boolean, epochs: boolean }} of  `epochs`: whether their slider is shown.
 * @returns {Room}
 */
export function roomOf(tall, { narrow, epochs }) {
  if (narrow) return NARROW;
  const heights = Object.entries(PARTS).map(([name, { least, share, most }]) => {
    const low = epochs ? LEAST_BELOW_EPOCHS[name] : least;
    return [name, Math.round(clamp(low + share * (tall - LOWEST), low, most))];
  });
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

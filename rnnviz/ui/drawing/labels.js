// ---- labels.js: where a label in a chart stands on no line and no other label ----

/**
 * A place for a label: its anchor, and whether it ends there.
 * @typedef {{ x: number, y: number, end?: boolean }} Place
 *
 * @typedef {{ left: number, right: number, top: number, foot: number }} Box
 */

const LETTER = 6.3, TALL = 12, NEAR = 3, EVERY = 4;

/**
 * Points along a line, close enough that no label slips between them.
 * @param {number[][]} points  In pixels.
 * @returns {number[][]}
 */
export function alongLine(points) {
  return points.flatMap(([x, y], at) => {
    if (!at) return [[x, y]];
    const [fromX, fromY] = points[at - 1];
    const count = Math.max(Math.ceil(Math.hypot(x - fromX, y - fromY) / EVERY), 1);
    return Array.from({ length: count }, (_, step) => {
      const share = (step + 1) / count;
      return [fromX + share * (x - fromX), fromY + share * (y - fromY)];
    });
  });
}

/**
 * The room that a text takes at a place, of a font of 12 pixels.
 * @param {string} text
 * @param {Place} place
 * @returns {Box}
 */
export function boxOf(text, { x, y, end = false }) {
  const width = text.length * LETTER;
  return { left: (end ? x - width : x) - NEAR, right: (end ? x : x + width) + NEAR, top: y - TALL, foot: y + NEAR };
}

/**
 * The first of the places where a text covers nothing, or the one where it covers least.
 * @param {string} text
 * @param {Place[]} places
 * @param {{ points: number[][], boxes: Box[] }} taken  Lines and labels that are there.
 * @param {Box} within
 * @returns {Place}
 */
export function freePlace(text, places, { points, boxes }, within) {
  const covered = (/** @type {Place} */ place) => {
    const box = boxOf(text, place);
    const hit = points.filter(([x, y]) => x > box.left && x < box.right && y > box.top && y < box.foot).length;
    const crossed =
      boxes.filter((one) => one.left < box.right && one.right > box.left && one.top < box.foot && one.foot > box.top)
        .length;
    const out = box.left < within.left || box.right > within.right || box.top < within.top || box.foot > within.foot;
    return hit + 100 * crossed + (out ? 1000 : 0);
  };
  const costs = places.map(covered), least = Math.min(...costs);
  return places[costs.indexOf(least)];
}

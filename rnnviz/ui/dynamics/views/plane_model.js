// ---- plane_model.js: what the plane draws, as it travels and as it is drawn ----

import { decodeNumbers } from "../../drawing/arrays.js";

/**
 * @typedef {import("../../drawing/scale.js").Colours} Colours
 * @typedef {import("../../drawing/playback.js").PlaybackLabels} PlaybackLabels
 * @typedef {import("../../drawing/dom.js").SentencePart} SentencePart
 *
 * @typedef {object} Walk
 * @property {string} places
 * @property {boolean} positive
 *
 * @typedef {object} Frame
 * @property {string} label
 * @property {string} title
 * @property {string} told
 * @property {string} moved
 * @property {Walk[]} walks
 * @property {string} places
 * @property {string} logits
 * @property {number[]} normal
 * @property {number} offset
 * @property {SentencePart[]} attempt
 * @property {string} rest
 * @property {PlanePoint[]} points
 *
 * @typedef {object} Moves
 * @property {string} centres
 * @property {string} moves
 * @property {string} speeds
 * @property {number} width
 * @property {number} height
 *
 * @typedef {object} PlanePoint
 * @property {number} x
 * @property {number} y
 * @property {number} q
 * @property {"stable" | "saddle" | "turning" | "slow"} kind
 * @property {string} name
 * @property {string} told
 * @property {string} eigenvalues
 * @property {string} constants
 * @property {string} overlaps
 *
 * @typedef {object} Tolerance
 * @property {number} q
 * @property {string} label
 * @property {number} stopped
 *
 * @typedef {object} Axes
 * @property {number[]} low
 * @property {number[]} high
 * @property {string[]} names
 *
 * @typedef {object} PlaneKey
 * @property {"review" | "others" | "trained" | "boundary" | "stable" | "saddle" | "turning" | "slow" | "curve" | "flow"} name
 * @property {string} term
 * @property {string} told
 *
 * @typedef {object} PlaneLabels
 * @property {PlaybackLabels} playback
 * @property {string} word
 * @property {string} probability
 * @property {string} moved
 * @property {string} moved_value
 * @property {string} where
 * @property {string} field
 * @property {string} pinned
 * @property {string} key
 * @property {string} tolerance
 * @property {string} counted
 * @property {string} none
 * @property {string} spectrum_title
 * @property {string} spectrum_help
 * @property {string} attempt
 * @property {string} eigenvalue
 * @property {string} circle
 * @property {string} frames
 * @property {string} words
 *
 * @typedef {object} PlanePayload
 * @property {string} id
 * @property {string} help
 * @property {string[]} words
 * @property {Frame[]} frames
 * @property {number} shown
 * @property {Axes} axes
 * @property {Moves} [moves]
 * @property {string} curve
 * @property {PlaneKey[]} keys
 * @property {Tolerance[]} tolerances
 * @property {number} tolerance
 * @property {PlaneLabels} labels
 * @property {Record<"light" | "dark", Colours>} colours
 */

/** @param {PlanePayload} payload */
export function decodePlane(payload) {
  const read = (base64) => decodeNumbers(base64);
  return {
    ...payload,
    curve: read(payload.curve),
    moves: payload.moves && {
      ...payload.moves,
      centres: read(payload.moves.centres),
      moves: read(payload.moves.moves),
      speeds: read(payload.moves.speeds),
    },
    frames: payload.frames.map((frame) => ({
      ...frame,
      places: read(frame.places),
      logits: read(frame.logits),
      moved: read(frame.moved),
      walks: frame.walks.map((walk) => ({ ...walk, places: read(walk.places) })),
      points: frame.points.map((point) => ({
        ...point,
        eigenvalues: read(point.eigenvalues),
        constants: read(point.constants),
        overlaps: read(point.overlaps),
      })),
    })),
  };
}

/** @template {{ q: number }} Point @param {Point[]} points @param {number} q @returns {Point[]} */
export function pointsWithin(points, q) {
  return points.filter((point) => point.q <= q);
}

/**
 * @param {{ model: any, frame: number, point: any }} view
 * @param {string} name  Of a picture.
 * @returns {import("../../drawing/csv.js").Table | null}
 */
export function planeTable({ model, frame, point }, name) {
  if (name === "spectrum") {
    if (!point) return null;
    const rows = Array.from(point.constants, (constant, at) => [
      point.eigenvalues[2 * at],
      point.eigenvalues[2 * at + 1],
      Number.isFinite(constant) ? constant : null,
      point.overlaps[at],
    ]);
    return { columns: ["real", "imaginary", "time constant", "overlap with readout"], rows };
  }
  const { places, logits, moved } = model.frames[frame];
  const rows = model.words.map((word, at) => [at + 1, word, places[2 * at], places[2 * at + 1], logits[at], moved[at]]);
  return { columns: ["step", "word", "first direction", "second direction", "logit", "moved"], rows };
}

// ---- place.js: the pinned step and the chosen unit of a loop, as the address holds them ----

/** @typedef {import("./model.js").Place} Place */

const KEPT_AFTER = 400; // milliseconds

/** @param {Place} one @param {Place} other */
export function samePlace(one, other) {
  return one.step === other.step && one.unit === other.unit;
}

/** @param {any} view @param {Place} place  Of the address, which may have gone back. */
export function takePlace(view, place) {
  const { cursor } = view;
  view.told = place;
  view.chosen = place.unit;
  cursor.pinned = place.step !== null;
  if (place.step !== null) cursor.position = place.step;
}

/** @param {any} view */
export function keepPlace(view) {
  const { cursor, chosen } = view;
  const place = { step: cursor.pinned ? cursor.position : null, unit: chosen };
  if (samePlace(place, view.told)) return;
  view.told = place;
  view.send("place", place);
}

// A key that is held down moves on many times: the address follows when it is let go.
/** @param {any} view */
export function keepSoon(view) {
  clearTimeout(view.keeping);
  view.keeping = setTimeout(() => keepPlace(view), KEPT_AFTER);
}

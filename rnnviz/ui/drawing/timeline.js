// ---- timeline.js: the cursor as one line through all charts of a stack, and the veil over what has not been read ----

/**
 * @typedef {object} TimelineParts
 * @property {HTMLElement} timeline
 * @property {HTMLElement} ghostLine  Where the pointer is while the cursor is pinned or plays.
 * @property {HTMLElement} veil
 */

/**
 * From the top of the first plot to the foot of the last, in pixels of the stack.
 * @param {Pick<TimelineParts, "timeline" | "ghostLine">} parts
 * @param {number} top
 * @param {number} foot
 */
export function placeTimelines({ timeline, ghostLine }, top, foot) {
  for (const line of [timeline, ghostLine]) Object.assign(line.style, { top: `${top}px`, height: `${foot - top}px` });
}

/**
 * @param {TimelineParts} parts
 * @param {import("./frame.js").StepFrame} frame
 * @param {import("./cursor.js").TimeCursor} cursor
 */
export function showTimelines({ timeline, ghostLine, veil }, frame, cursor) {
  timeline.style.transform = `translateX(${frame.x(cursor.shown)}px)`;
  ghostLine.hidden = cursor.ghost === null;
  ghostLine.style.transform = `translateX(${frame.x(cursor.ghost ?? 0)}px)`;
  veil.style.left = `${frame.x(cursor.read) + Math.max(frame.cell / 2, 1.5)}px`;
  veil.style.right = `${frame.right - 1}px`;
  veil.hidden = cursor.read === frame.count - 1;
}

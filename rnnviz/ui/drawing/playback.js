// ---- playback.js: the buttons that move the time cursor, the same in every component that has one ----

import { SPEEDS } from "./cursor.js";

const PLAYBACK_PARTS = ["controls", "play", "back", "forward", "reset", "speed"];

/**
 * @typedef {object} PlaybackParts
 * @property {HTMLElement} root
 * @property {HTMLElement} controls
 * @property {HTMLButtonElement} play
 * @property {HTMLButtonElement} back
 * @property {HTMLButtonElement} forward
 * @property {HTMLButtonElement} reset
 * @property {HTMLSelectElement} speed
 */

/**
 * @typedef {object} PlaybackLabels
 * @property {string} controls
 * @property {string} play
 * @property {string} pause
 * @property {string} back
 * @property {string} forward
 * @property {string} reset
 * @property {string} speed
 */

/**
 * @param {HTMLElement} root
 * @returns {PlaybackParts}
 */
export function findPlayback(root) {
  const parts = PLAYBACK_PARTS.map((name) => [name, root.querySelector(`.bar .${name}`)]);
  return /** @type {any} */ ({ root, ...Object.fromEntries(parts) });
}

/** @param {PlaybackParts} ui @param {import("./cursor.js").TimeCursor} cursor @param {import("./mount.js").Life["on"]} on */
export function watchPlayback(ui, cursor, on) {
  ui.speed.replaceChildren(...SPEEDS.map((speed) => new Option(`${speed}×`, String(speed), speed === 1, speed === 1)));
  on(ui.speed, "change", () => cursor.setSpeed(Number(ui.speed.value)));
  on(ui.play, "click", () => cursor.togglePlay());
  on(ui.back, "click", () => cursor.moveBy(-1, "keys"));
  on(ui.forward, "click", () => cursor.moveBy(1, "keys"));
  on(ui.reset, "click", () => cursor.reset());
  on(ui.root, "keydown", (event) => event.key === "Escape" && cursor.unpin("keys"));
}

/** @param {PlaybackParts} ui @param {PlaybackLabels} labels */
export function nameControls(ui, labels) {
  ui.controls.setAttribute("aria-label", labels.controls);
  for (const name of /** @type {const} */ (["back", "forward", "reset", "speed"])) {
    ui[name].setAttribute("aria-label", labels[name]);
    ui[name].title = labels[name];
  }
}

/** @param {PlaybackParts} ui @param {import("./cursor.js").TimeCursor} cursor @param {PlaybackLabels} labels */
export function writePlayState(ui, cursor, labels) {
  const caption = /** @type {HTMLElement} */ (ui.play.querySelector(".caption"));
  caption.textContent = cursor.playing !== null ? labels.pause : labels.play;
  ui.root.dataset.playing = String(cursor.playing !== null);
  ui.root.dataset.pinned = String(cursor.pinned);
  ui.root.dataset.cursor = String(cursor.shown);
}

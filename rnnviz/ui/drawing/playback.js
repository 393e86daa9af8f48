// ---- playback.js: the buttons that move the time cursor, the same in every component that has one ----

import { SPEEDS } from "./cursor.js";

export const PLAYBACK_LABELS = {
  controls: "Playback",
  play: "Play",
  pause: "Pause",
  back: "Previous step",
  forward: "Next step",
  reset: "Reset",
  speed: "Speed",
};
const PLAYBACK_PARTS = ["controls", "play", "back", "forward", "reset", "speed"];

export function findPlayback(root) {
  return Object.fromEntries(PLAYBACK_PARTS.map((name) => [name, root.querySelector(`.${name}`)]));
}

export function watchPlayback(ui, cursor, on) {
  ui.speed.replaceChildren(...SPEEDS.map((speed) => new Option(`${speed}×`, speed, speed === 1, speed === 1)));
  on(ui.speed, "change", () => cursor.setSpeed(Number(ui.speed.value)));
  on(ui.play, "click", () => cursor.togglePlay());
  on(ui.back, "click", () => cursor.moveBy(-1, "keys"));
  on(ui.forward, "click", () => cursor.moveBy(1, "keys"));
  on(ui.reset, "click", () => cursor.reset());
}

export function nameControls(ui, labels) {
  ui.controls.setAttribute("aria-label", labels.controls);
  for (const name of ["back", "forward", "reset", "speed"]) {
    ui[name].setAttribute("aria-label", labels[name]);
    ui[name].title = labels[name];
  }
}

export function writePlayState(ui, cursor, labels) {
  ui.play.querySelector(".caption").textContent = cursor.playing ? labels.pause : labels.play;
  ui.root.dataset.playing = String(Boolean(cursor.playing));
  ui.root.dataset.pinned = String(cursor.pinned);
  ui.root.dataset.cursor = cursor.shown;
}

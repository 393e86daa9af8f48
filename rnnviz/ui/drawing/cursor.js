// ---- cursor.js: the one time cursor. Pure state; whoever draws is told through `notify(source)`. ----

import { clamp } from "./scale.js";

const STEPS_PER_SECOND = 4;
export const SPEEDS = [0.5, 1, 2, 4, 8];

// What moves the cursor on purpose; after it the place is spoken to those who cannot see it.
const SPOKEN = ["pause", "end", "reset", "click", "sentence"];

/**
 * Where the time cursor of a component stands.
 * @typedef {object} Place
 * @property {number} step  The index of the step that is shown, from 0.
 * @property {number} count  How many steps there are.
 * @property {boolean} pinned  Whether it was pinned there by a click.
 */

export class TimeCursor {
  count = 0;
  position = 0;
  /** @type {number | null} */
  hover = null;
  pinned = false;
  reading = false;
  speed = 1;
  due = 0;
  /** @type {number | null} */
  playing = null;

  /**
   * Of a review the verdict is what is asked first, so its cursor rests on the last step; that of a loop on the first.
   * @param {{ rest: "first" | "last" }} options
   * @param {(source: string) => void} notify
   */
  constructor({ rest }, notify) {
    this.rest = rest;
    this.notify = notify;
    this.begin(1);
  }

  /** @param {number} count */
  begin(count) {
    this.pause();
    this.count = count;
    this.position = this.rest === "last" ? count - 1 : 0;
    this.pinned = this.reading = false;
  }

  get last() {
    return this.count - 1;
  }
  get free() {
    return !this.pinned && this.playing === null;
  }
  get shown() {
    return this.free && this.hover !== null ? this.hover : this.position;
  }
  get ghost() {
    return this.free ? null : this.hover;
  }
  // While a review is being played, what lies beyond this step has not been read yet.
  get read() {
    return this.reading ? this.position : this.last;
  }
  /** @returns {Place} */
  get place() {
    return { step: this.shown, count: this.count, pinned: this.pinned };
  }

  /** @param {number | null} step @param {string} source */
  hoverAt(step, source) {
    if (step === this.hover) return;
    this.hover = step;
    this.notify(source);
  }

  /** @param {number} step @param {string} source */
  moveTo(step, source) {
    this.position = clamp(step, 0, this.last);
    this.hover = null;
    this.notify(source);
  }

  /** @param {number} steps @param {string} source */
  moveBy(steps, source) {
    const from = this.shown;
    this.stop();
    this.moveTo(from + steps, source);
  }

  /** @param {number} step @param {string} source */
  pinAt(step, source) {
    this.stop();
    this.pinned = true;
    this.reading = false;
    this.moveTo(step, source);
  }

  /** @param {number} step @param {string} source */
  togglePin(step, source) {
    if (this.pinned && this.position === step) this.unpin(source);
    else this.pinAt(step, source);
  }

  /** @param {string} source */
  unpin(source) {
    this.pinned = this.reading = false;
    this.notify(source);
  }

  reset() {
    this.begin(this.count);
    this.notify("reset");
  }

  togglePlay() {
    if (this.playing === null) this.play();
    else this.pause();
    this.notify(this.playing === null ? "pause" : "play");
  }

  play() {
    const from = this.shown;
    this.position = from >= this.last ? 0 : from;
    this.hover = null;
    this.pinned = false;
    this.reading = true;
    this.due = performance.now();
    this.playing = requestAnimationFrame((now) => this.tick(now));
  }

  pause() {
    if (this.playing !== null) cancelAnimationFrame(this.playing);
    this.playing = null;
    this.hover = null;
  }

  stop() {
    if (this.playing !== null) this.pause();
  }

  /** @param {number} speed */
  setSpeed(speed) {
    this.speed = speed;
    this.due = performance.now();
  }

  /** @param {number} now */
  tick(now) {
    const wait = 1000 / (STEPS_PER_SECOND * this.speed);
    if (now - this.due > wait + 1000) this.due = now - wait; // the tab was hidden: go on, don't leap
    const steps = Math.floor((now - this.due) / wait);
    if (steps > 0) this.advance(steps, steps * wait);
    if (this.playing !== null) this.playing = requestAnimationFrame((next) => this.tick(next));
  }

  /** @param {number} steps @param {number} elapsed */
  advance(steps, elapsed) {
    this.due += elapsed;
    this.position = Math.min(this.position + steps, this.last);
    if (this.position === this.last) {
      this.playing = this.hover = null;
      this.reading = false;
    }
    this.notify(this.playing === null ? "end" : "play");
  }
}

/**
 * Speak the place where the cursor came to rest to those who cannot see it.
 * @param {Element} announcer
 * @param {string} source
 * @param {() => string} says
 */
export function speakPlace(announcer, source, says) {
  if (SPOKEN.includes(source)) announcer.textContent = says();
}

// ---- one cursor for all components of a page: each may announce its place, and hear of the others' ----

const MOVED = "rnnviz-step", ASKED = "rnnviz-step-asked";

/**
 * Tell the other components of the page where the cursor of this one stands.
 * @param {Element} root  The component's own element.
 * @param {Place} place
 */
export function announceCursor(root, place) {
  globalThis.dispatchEvent(new CustomEvent(MOVED, { detail: { from: root, ...place } }));
}

/**
 * Call `act` whenever the cursor of another component moves, and once with where it stands, if there is one.
 * @param {Pick<import("./mount.js").Life, "on">} life
 * @param {Element} root  The component's own element.
 * @param {(place: Place) => void} act
 */
export function hearCursor(life, root, act) {
  life.on(globalThis, MOVED, ({ detail: { from, ...place } }) => from !== root && act(place));
  globalThis.dispatchEvent(new Event(ASKED));
}

/**
 * Let a cursor be the page's: it follows the others' and says where it stands when a component that comes later asks.
 * @param {Pick<import("./mount.js").Life, "on">} life
 * @param {Element} root  The component's own element.
 * @param {TimeCursor} cursor
 * @param {() => boolean} drawn  Whether there is something to show the place in.
 */
export function shareCursor(life, root, cursor, drawn) {
  life.on(globalThis, ASKED, () => drawn() && announceCursor(root, cursor.place));
  hearCursor(life, root, ({ step }) => drawn() && step < cursor.count && cursor.moveTo(step, "elsewhere"));
}

/**
 * Announce a move, unless it was another's or none at all.
 * @param {Element} root
 * @param {TimeCursor} cursor
 * @param {string} source
 */
export function announceMove(root, cursor, source) {
  if (source !== "draw" && source !== "elsewhere") announceCursor(root, cursor.place);
}

// ---- cursor.js: the one time cursor. Pure state; whoever draws is told through `notify(source)`. ----

import { clamp } from "./scale.js";

const STEPS_PER_SECOND = 4;
export const SPEEDS = [0.5, 1, 2, 4, 8];

export class TimeCursor {
  constructor({ rest }, notify) {
    Object.assign(this, { notify, rest, speed: 1, count: 0 });
    this.begin(1);
  }

  // Of a review the verdict is what is asked first, so its cursor rests on the last step; that of a loop on the first.
  begin(count) {
    this.pause();
    Object.assign(this, {
      count,
      position: this.rest === "last" ? count - 1 : 0,
      hover: null,
      pinned: false,
      reading: false,
    });
  }

  get last() {
    return this.count - 1;
  }
  get free() {
    return !this.pinned && !this.playing;
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

  hoverAt(step, source) {
    if (step === this.hover) return;
    this.hover = step;
    this.notify(source);
  }

  moveTo(step, source) {
    this.position = clamp(step, 0, this.last);
    this.hover = null;
    this.notify(source);
  }

  moveBy(steps, source) {
    const from = this.shown;
    this.stop();
    this.moveTo(from + steps, source);
  }

  pinAt(step, source) {
    this.stop();
    Object.assign(this, { pinned: true, reading: false });
    this.moveTo(step, source);
  }

  togglePin(step, source) {
    if (this.pinned && this.position === step) this.unpin(source);
    else this.pinAt(step, source);
  }

  unpin(source) {
    Object.assign(this, { pinned: false, reading: false });
    this.notify(source);
  }

  reset() {
    this.begin(this.count);
    this.notify("reset");
  }

  togglePlay() {
    if (this.playing) this.pause();
    else this.play();
    this.notify(this.playing ? "play" : "pause");
  }

  play() {
    const from = this.shown;
    Object.assign(this, { position: from >= this.last ? 0 : from, hover: null, pinned: false, reading: true });
    this.due = performance.now();
    this.playing = requestAnimationFrame((now) => this.tick(now));
  }

  pause() {
    cancelAnimationFrame(this.playing);
    this.playing = null;
    this.hover = null;
  }

  stop() {
    if (this.playing) this.pause();
  }

  setSpeed(speed) {
    Object.assign(this, { speed, due: performance.now() });
  }

  tick(now) {
    const wait = 1000 / (STEPS_PER_SECOND * this.speed);
    if (now - this.due > wait + 1000) this.due = now - wait; // the tab was hidden: go on, don't leap
    const steps = Math.floor((now - this.due) / wait);
    if (steps > 0) this.advance(steps, steps * wait);
    if (this.playing) this.playing = requestAnimationFrame((next) => this.tick(next));
  }

  advance(steps, elapsed) {
    this.due += elapsed;
    this.position = Math.min(this.position + steps, this.last);
    if (this.position === this.last) Object.assign(this, { playing: null, reading: false, hover: null });
    this.notify(this.playing ? "play" : "end");
  }
}

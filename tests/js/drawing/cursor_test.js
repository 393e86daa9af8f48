import { deepEqual, equal, ok } from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import {
  announceCursor,
  hearCursor,
  shareCursor,
  speakPlace,
  SPEEDS,
  TimeCursor,
} from "../../../rnnviz/ui/drawing/cursor.js";
import { stoppedClock } from "../clock.js";
import { seeded } from "../random.js";

/** @type {import("../clock.js").Clock} */
let clock;
beforeEach(() => {
  clock = stoppedClock();
});
afterEach(() => clock.restore());

/** @param {number} count @param {"first" | "last"} [rest] */
function begun(count, rest = "last") {
  const told = [];
  const cursor = new TimeCursor({ rest }, (source) => told.push(source));
  cursor.begin(count);
  return { cursor, told };
}

test("a cursor rests on the last step or on the first, as its component wants", () => {
  equal(begun(9).cursor.shown, 8);
  equal(begun(9, "first").cursor.shown, 0);
});

test("hovering shows a step, and leaving shows the place again", () => {
  const { cursor, told } = begun(9);
  cursor.hoverAt(3, "chart");
  deepEqual([cursor.shown, cursor.ghost, cursor.position], [3, null, 8]);
  cursor.hoverAt(3, "chart");
  cursor.hoverAt(null, "leave");
  deepEqual([cursor.shown, told], [8, ["chart", "leave"]]);
});

test("a pinned cursor stays, and the pointer is a ghost beside it", () => {
  const { cursor } = begun(9);
  cursor.togglePin(2, "click");
  cursor.hoverAt(5, "chart");
  deepEqual([cursor.shown, cursor.ghost, cursor.pinned], [2, 5, true]);
  cursor.togglePin(2, "click");
  deepEqual([cursor.pinned, cursor.shown], [false, 5]);
});

test("a click elsewhere moves the pin", () => {
  const { cursor } = begun(9);
  cursor.togglePin(2, "click");
  cursor.togglePin(6, "click");
  deepEqual([cursor.pinned, cursor.shown], [true, 6]);
});

test("moving goes on from what is shown and stops at the ends", () => {
  const { cursor } = begun(9);
  cursor.hoverAt(4, "chart");
  cursor.moveBy(-1, "keys");
  deepEqual([cursor.shown, cursor.hover], [3, null]);
  cursor.moveBy(-100, "keys");
  equal(cursor.shown, 0);
  cursor.moveBy(100, "keys");
  equal(cursor.shown, 8);
});

test("reset goes back to rest and frees the cursor", () => {
  const { cursor, told } = begun(9);
  cursor.pinAt(2, "click");
  cursor.reset();
  deepEqual([cursor.place, told.at(-1)], [{ step: 8, count: 9, pinned: false }, "reset"]);
});

test("playing from the end begins at the first step and reads four steps a second", () => {
  const { cursor, told } = begun(9);
  cursor.togglePlay();
  deepEqual([cursor.shown, cursor.read], [0, 0]);
  clock.frame(249);
  equal(cursor.shown, 0);
  clock.frame(1);
  deepEqual([cursor.shown, cursor.read], [1, 1]);
  clock.frame(500);
  equal(cursor.shown, 3);
  deepEqual(told, ["play", "play", "play"]);
});

test("playing ends at the last step, where everything is read", () => {
  const { cursor, told } = begun(3);
  cursor.togglePlay();
  clock.frame(250);
  clock.frame(250);
  deepEqual([cursor.shown, cursor.playing, cursor.read, told.at(-1)], [2, null, 2, "end"]);
  clock.frame(1000);
  equal(told.at(-1), "end");
});

test("a pause stays where it was, and what lies ahead stays unread", () => {
  const { cursor } = begun(9);
  cursor.togglePlay();
  clock.frame(500);
  cursor.togglePlay();
  clock.frame(5000);
  deepEqual([cursor.shown, cursor.playing, cursor.read], [2, null, 2]);
  cursor.unpin("keys");
  equal(cursor.read, 8);
});

test("a caption of the player's speeds is how many times as many steps it reads, whatever the frames", () => {
  const next = seeded(5);
  const read = (/** @type {number} */ speed) => {
    const { cursor } = begun(999);
    cursor.setSpeed(speed);
    cursor.togglePlay();
    let left = 10_000;
    for (let frame = 0; left > 0; left -= frame) clock.frame(frame = Math.min(left, 1 + Math.floor(900 * next())));
    return cursor.shown;
  };
  const once = read(1);
  for (const speed of SPEEDS) equal(read(speed) / once, speed);
});

test("a hidden tab goes on where it was instead of leaping", () => {
  const { cursor } = begun(999);
  cursor.togglePlay();
  clock.frame(60_000);
  equal(cursor.shown, 1);
});

test("whatever is done, the cursor stays on a step, and hides nothing unless it reads", () => {
  const { cursor } = begun(7);
  const next = seeded(6), step = () => Math.floor(next() * 7);
  const deeds = [
    () => cursor.hoverAt(next() < 0.3 ? null : step(), "chart"),
    () => cursor.togglePin(step(), "click"),
    () => cursor.moveBy(Math.floor(40 * next()) - 20, "keys"),
    () => cursor.moveTo(step(), "elsewhere"),
    () => cursor.togglePlay(),
    () => cursor.unpin("keys"),
    () => cursor.reset(),
    () => clock.frame(400 * next()),
  ];
  for (let i = 0; i < 5000; i++) {
    deeds[Math.floor(next() * deeds.length)]();
    for (const place of [cursor.shown, cursor.position, cursor.read]) ok(place >= 0 && place < 7);
    ok(!(cursor.pinned && cursor.playing !== null));
    ok(cursor.reading || cursor.read === 6);
    ok(cursor.ghost === null || !cursor.free);
  }
});

test("only a move on purpose is spoken", () => {
  const spoken = ["click", "end", "pause", "reset", "sentence", "keys", "chart", "strip", "draw", "play"].filter(
    (source) => {
      const announcer = /** @type {any} */ ({ textContent: "" });
      speakPlace(announcer, source, () => "here");
      return announcer.textContent === "here";
    },
  );
  deepEqual(spoken, ["click", "end", "pause", "reset", "sentence"]);
});

// ---- one cursor for the page ----

function lifeOf() {
  const ending = new AbortController();
  const on = (target, type, act) => target.addEventListener(type, act, { signal: ending.signal });
  return { on, end: () => ending.abort() };
}

const elements = () => [1, 2].map((name) => /** @type {any} */ ({ name }));

test("a component hears the others' cursor and never its own", () => {
  const [one, other] = elements(), life = lifeOf(), heard = [];
  hearCursor(life, one, (place) => heard.push(place));
  announceCursor(one, { step: 1, count: 5, pinned: false });
  announceCursor(other, { step: 2, count: 5, pinned: true });
  life.end();
  announceCursor(other, { step: 3, count: 5, pinned: true });
  deepEqual(heard, [{ step: 2, count: 5, pinned: true }]);
});

test("who comes later hears at once where the cursor stands", () => {
  const [one, other] = elements(), life = lifeOf(), heard = [];
  const { cursor } = begun(5);
  shareCursor(life, one, cursor, () => true);
  cursor.pinAt(3, "click");
  hearCursor(life, other, (place) => heard.push(place));
  life.end();
  deepEqual(heard, [{ step: 3, count: 5, pinned: true }]);
});

test("a shared cursor follows the others' as far as there is such a step, once something is drawn", () => {
  const [one, other] = elements(), life = lifeOf();
  const { cursor, told } = begun(5);
  let drawn = false;
  shareCursor(life, one, cursor, () => drawn);
  announceCursor(other, { step: 1, count: 9, pinned: false });
  equal(cursor.shown, 4);
  drawn = true;
  announceCursor(other, { step: 1, count: 9, pinned: false });
  announceCursor(other, { step: 7, count: 9, pinned: false });
  life.end();
  deepEqual([cursor.shown, told], [1, ["elsewhere"]]);
});

import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";

import {
  BOTTOM,
  curveOf,
  dotsOf,
  gridOf,
  joined,
  moveDots,
  placesOf,
  plotOf,
  runsOf,
  shareUnder,
  stepPlot,
  TOP,
} from "../../../rnnviz/ui/drawing/chart.js";
import { frameOf } from "../../../rnnviz/ui/drawing/frame.js";
import { inPage } from "../page.js";
import { seeded } from "../random.js";

const close = (one, other) => Math.abs(one - other) < 1e-9;

test("the step under the middle of a step is that step, at any width and count", () => {
  const next = seeded(7);
  for (let i = 0; i < 400; i++) {
    const count = 1 + Math.floor(600 * next()), frame = frameOf(100 + 1500 * next(), count);
    for (let step = 0; step < count; step += 1 + Math.floor(20 * next())) equal(frame.stepAt(frame.x(step)), step);
  }
});

test("a step's bin reaches to its neighbours', and beyond the plot is the nearest step", () => {
  const frame = frameOf(1000, 10);
  equal(frame.stepAt(frame.x(3) + 0.49 * frame.cell), 3);
  equal(frame.stepAt(frame.x(3) + 0.51 * frame.cell), 4);
  deepEqual([frame.stepAt(-50), frame.stepAt(5000)], [0, 9]);
});

test("the bins fill the plot from its left to its right", () => {
  const frame = frameOf(700, 12);
  ok(close(frame.x(0) - frame.cell / 2, frame.left));
  ok(close(frame.x(11) + frame.cell / 2, frame.width - frame.right));
});

test("a narrow frame leaves its names less room", () => {
  deepEqual([frameOf(559, 5).left, frameOf(560, 5).left], [46, 64]);
  ok(frameOf(0, 5).plot > 0);
});

test("the ends of an axis stand at the ends of its room, the middle in the middle", () => {
  const x = placesOf({ low: 2, high: 6 }, 50, 250), y = placesOf({ low: 2, high: 6 }, 10, 110, true);
  deepEqual([2, 4, 6].map(x), [50, 150, 250]);
  deepEqual([2, 4, 6].map(y), [110, 60, 10]);
});

test("what lies beyond an axis stands at its end", () => {
  deepEqual([-9, 9].map(placesOf({ low: 0, high: 1 }, 0, 10)), [0, 10]);
});

test("a bent axis gives equal room to equal factors", () => {
  const x = placesOf({ low: 0, high: 4, bend: Math.log10 }, 0, 400);
  deepEqual([1, 10, 100, 1000, 10_000].map((value) => Math.round(x(value))), [0, 100, 200, 300, 400]);
});

test("an axis of one value has a place for it", () => {
  equal(placesOf({ low: 3, high: 3 }, 20, 80)(3), 20);
});

test("a chart's plot lies within its room", () => {
  const room = { left: 54, right: 14, top: 20, bottom: 40 };
  const plot = plotOf(600, 230, room, { low: 0, high: 10 }, { low: 0, high: 1 });
  deepEqual([plot.x(0), plot.x(10), plot.y(1), plot.y(0)], [54, 586, 20, 190]);
});

test("charts of a stack share their steps' places", () => {
  const frame = frameOf(800, 9);
  const [one, other] = [stepPlot(frame, 140, { low: 0, high: 1 }), stepPlot(frame, 90, { low: -5, high: 5 })];
  for (let step = 0; step < 9; step++) equal(one.x(step), other.x(step));
  deepEqual([one.y(1), one.y(0), other.y(-5)], [TOP, 140 - BOTTOM, 90 - BOTTOM]);
});

test("the share under the pointer is where its value stands", () => {
  const plot = plotOf(600, 100, { left: 50, right: 50, top: 0, bottom: 0 }, { low: 0, high: 8 }, { low: 0, high: 1 });
  const chart = /** @type {any} */ ({ getBoundingClientRect: () => ({ left: 30 }) });
  for (const value of [0, 2, 5, 8]) {
    const event = /** @type {any} */ ({ clientX: 30 + plot.x(value) });
    ok(close(shareUnder(plot, chart, event) * 8, value));
  }
});

test("a line breaks where there is no number", () => {
  const place = (value) => value;
  deepEqual(runsOf([1, 2, NaN, NaN, 5, Infinity, 7], place, place), [[[0, 1], [1, 2]], [[4, 5]], [[6, 7]]]);
  deepEqual(runsOf([NaN, NaN], place, place), []);
});

test("a line may begin before its first value", () => {
  const place = (value) => value;
  deepEqual(runsOf([1], place, place, [[-1, 9]]), [[[-1, 9], [0, 1]]]);
  deepEqual(runsOf([NaN, 3], place, place, [[-1, 9]]), [[[-1, 9]], [[1, 3]]]);
});

test("points are joined with one decimal", () => {
  equal(joined([[1, 2], [3.26, 4]]), "1.0 2.0L3.3 4.0");
});

test("one point alone is a circle as well, which a line would not show", () => {
  const tags = (run) => inPage(() => curveOf(run, "red").map((/** @type {any} */ node) => node.tag));
  deepEqual(tags([[1, 2], [3, 4]]), ["path"]);
  deepEqual(tags([[1, 2]]), ["path", "circle"]);
});

test("a tick has a line across the plot and its label, and the middle one is strong", () => {
  const plot = stepPlot(frameOf(700, 5), 100, { low: 0, high: 1 });
  const nodes = inPage(() => gridOf(plot, [{ at: 0, label: "none" }, { at: 0.5, label: "half", middle: true }]));
  const [low, text, middle] = /** @type {any[]} */ (nodes);
  deepEqual([low.attributes.class, middle.attributes.class, text.textContent], ["grid", "grid middle", "none"]);
  deepEqual([low.attributes.x1, low.attributes.x2, low.attributes.y1], ["64", "690", "92"]);
});

test("a dot stands on its line, and hides where the line has no value", () => {
  const dots = inPage(() => dotsOf({ x: (step) => 10 * step, y: (value) => 100 - value }, [[1, NaN]]));
  moveDots(dots, 0);
  deepEqual([dots.nodes[0].style.visibility, dots.nodes[0].style.transform], ["visible", "translate(0px, 99px)"]);
  moveDots(dots, 1);
  equal(dots.nodes[0].style.visibility, "hidden");
});

import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";

import { roundUp, shadeOf, subscript, written } from "../../../rnnviz/ui/drawing/numbers.js";
import { ramp } from "../../../rnnviz/ui/drawing/scale.js";
import { seeded } from "../random.js";

test("a number has its decimals, and an exponent where these would not show it", () => {
  deepEqual([written(1.5), written(-0.25, 2), written(0), written(12345.6789)], [
    "1.5000",
    "−0.25",
    "0.0000",
    "12345.6789",
  ]);
  deepEqual([written(0.00001), written(-2e7)], ["1.00e−5", "−2.00e+7"]);
});

test("what is no finite number is said", () => {
  deepEqual([NaN, Infinity, -Infinity].map((value) => written(value)), ["not a number", "∞", "−∞"]);
});

test("a number other than 0 is never written as 0", () => {
  const next = seeded(4);
  for (let i = 0; i < 2000; i++) {
    const value = (next() - 0.5) * 10 ** (40 * next() - 20);
    for (const digits of [2, 3, 4]) {
      const back = Number(written(value, digits).replaceAll("−", "-"));
      ok(back !== 0 && Math.abs(back - value) <= Math.max(0.5 * 10 ** -digits, 0.005 * Math.abs(value)) * (1 + 1e-9));
    }
  }
});

test("the end of a scale has two digits, is no lower than the value and less than a tenth higher", () => {
  const next = seeded(5);
  for (let i = 0; i < 2000; i++) {
    const value = 10 ** (30 * next() - 15), end = roundUp(value);
    equal(end, Number(end.toPrecision(2)));
    ok(end >= value * (1 - 1e-9) && end <= value * 1.1 * (1 + 1e-9));
  }
});

test("an end that has two digits already stays", () => {
  for (const value of [1, 0.12, 0.3, 1.1, 25, 1e-7]) equal(roundUp(value), value);
  deepEqual([roundUp(0), roundUp(Infinity)], [0, Infinity]);
});

test("a subscript keeps every digit", () => {
  equal(subscript(1024), "₁₀₂₄");
});

test("0 is the middle of the scale, and beyond the limit is its end", () => {
  const shades = ramp(["#0000ff", "#ffffff", "#ff0000"]);
  ok(Math.min(...shadeOf(shades, 0, 2)) >= 254);
  deepEqual(shadeOf(shades, 5, 2), [255, 0, 0]);
  deepEqual(shadeOf(shades, -Infinity, 2), [0, 0, 255]);
});

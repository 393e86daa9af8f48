import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";

import {
  inPowers,
  nameNumbers,
  roundUp,
  shadeOf,
  subscript,
  withPower,
  written,
} from "../../../rnnviz/ui/drawing/numbers.js";
import { ramp } from "../../../rnnviz/ui/drawing/scale.js";
import { seeded } from "../random.js";

test("a number has its decimals, and a power of ten where these would not show it", () => {
  deepEqual([written(1.5), written(-0.25, 2), written(0), written(12345.6789)], [
    "1.5000",
    "−0.25",
    "0.0000",
    "12345.6789",
  ]);
  deepEqual([written(0.00001), written(-2e7)], ["1.00·10⁻⁵", "−2.00·10⁷"]);
});

test("what is no finite number is said", () => {
  nameNumbers({ not_a_number: "no number" });
  deepEqual([NaN, Infinity, -Infinity].map((value) => written(value)), ["no number", "∞", "−∞"]);
  deepEqual([NaN, Infinity, -Infinity].map((value) => inPowers(value, 1)), ["no number", "∞", "−∞"]);
});

// A number from the way in which it is written.
function read(text) {
  const digits = text.replaceAll("−", "-").replace("·10", "e").replaceAll("⁻", "-");
  return Number(digits.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String("⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(digit))));
}

test("a difference is written as a power of ten, whatever its size", () => {
  deepEqual([5.94e-8, -0.5, 3, 0].map((value) => inPowers(value, 1)), ["5.9·10⁻⁸", "−5.0·10⁻¹", "3.0·10⁰", "0"]);
  deepEqual([withPower("-1e-7"), withPower("0.25"), withPower("1.2e+21")], ["−1·10⁻⁷", "0.25", "1.2·10²¹"]);
});

test("a number other than 0 is never written as 0", () => {
  const next = seeded(4);
  for (let i = 0; i < 2000; i++) {
    const value = (next() - 0.5) * 10 ** (40 * next() - 20);
    for (const digits of [2, 3, 4]) {
      const back = read(written(value, digits));
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

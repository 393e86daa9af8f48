import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";

import {
  decodeBytes,
  decodeFloats,
  decodeNumbers,
  decodeStates,
  largest,
  NOT_FINITE,
} from "../../../rnnviz/ui/drawing/arrays.js";
import { encoded } from "../base64.js";
import { seeded } from "../random.js";

const next = seeded(3);
const random = Array.from({ length: 300 }, () => (next() - 0.5) * 10 ** (20 * next() - 10));

test("bytes come out as they went in", () => {
  deepEqual([...decodeBytes(btoa("\x00\x7f\x80\xff"))], [0, 127, 128, 255]);
  for (const nothing of ["", null, undefined]) equal(decodeBytes(nothing).length, 0);
});

test("float32 comes out as it went in", () => {
  const values = random.map(Math.fround);
  deepEqual([...decodeFloats(encoded(values), values.length)], values);
  deepEqual([...decodeNumbers(encoded(values))], values);
});

test("float64 keeps every digit", () => {
  deepEqual([...decodeNumbers(encoded(random, "Float64"), true)], random);
});

test("what is no number is a gap", () => {
  deepEqual([...decodeFloats(encoded([1, NaN, Infinity, -Infinity, 2]), 5)], [1, NaN, NaN, NaN, 2]);
});

test("a missing, short or broken array ends in gaps, and a long one is cut", () => {
  deepEqual([...decodeFloats(null, 2)], [NaN, NaN]);
  deepEqual([...decodeFloats(encoded([1]), 3)], [1, NaN, NaN]);
  deepEqual([...decodeFloats(btoa("\x00\x00\x80\x3f\x01"), 2)], [1, NaN]);
  deepEqual([...decodeFloats(encoded([1, 2, 3]), 2)], [1, 2]);
});

test("an overflow stays what it is", () => {
  deepEqual([...decodeNumbers(encoded([Infinity, -Infinity, NaN]))], [Infinity, -Infinity, NaN]);
});

test("states are 16-bit numbers, and one of them stands for what is not finite", () => {
  const values = [-32767, -1, 0, 1, 32767, NOT_FINITE];
  deepEqual([...decodeStates(encoded(values, "Int16"))], values);
});

test("the end of a symmetric scale is the largest finite size, 1 where all is 0", () => {
  equal(largest([1, -3], [2, NaN, Infinity]), 3);
  equal(largest([0, 0]), 1);
  equal(largest(), 1);
});

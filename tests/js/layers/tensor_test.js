import { deepEqual, ok } from "node:assert/strict";
import { test } from "node:test";

import { tensorHeight } from "../../../rnnviz/ui/layers/views/tensor.js";

const heightOf = (/** @type {number} */ features) =>
  tensorHeight({ output: /** @type {import("../../../rnnviz/ui/layers/views/stack.js").Output} */ ({ features }) });

test("doubled features raise a tensor by equal steps", () => {
  const heights = [2, 4, 8, 16].map(heightOf);
  const steps = heights.slice(1).map((height, at) => height - heights[at]);
  ok(steps.every((step) => Math.abs(step - steps[0]) < 1e-9) && steps[0] > 0);
});

test("one feature and a million both fit", () => {
  deepEqual([1, 1e6].map(heightOf), [14, 100]);
});

test("a tensor of word ids has no features and is flat, and so is one that is not reached", () => {
  deepEqual([heightOf(0), tensorHeight({ output: null })], [11, 11]);
});

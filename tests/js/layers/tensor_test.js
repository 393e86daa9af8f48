import { deepEqual, ok } from "node:assert/strict";
import { test } from "node:test";

import { tensorHeight } from "../../../rnnviz/ui/layers/views/tensor.js";

const stage = (features) => ({ features, axes: [{ name: "features", size: String(features) }] });

test("doubled features raise a tensor by equal steps", () => {
  const heights = [2, 4, 8, 16].map((features) => tensorHeight(stage(features)));
  const steps = heights.slice(1).map((height, at) => height - heights[at]);
  ok(steps.every((step) => Math.abs(step - steps[0]) < 1e-9) && steps[0] > 0);
});

test("one feature and a million both fit", () => {
  deepEqual([1, 1e6].map((features) => tensorHeight(stage(features))), [14, 100]);
});

test("a tensor of word ids has no features and is flat", () => {
  deepEqual(tensorHeight({ features: 0, axes: [{ name: "batch", size: "None" }] }), 11);
});

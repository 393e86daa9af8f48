import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";

import { decodeLoop, rowOf, stateBefore, unitOf } from "../../../rnnviz/ui/loop/views/model.js";
import { encoded } from "../base64.js";

function payload(type = "Float32") {
  const values = (...numbers) => encoded(numbers, /** @type {any} */ (type));
  return /** @type {any} */ ({
    timesteps: 2,
    length: 2,
    features: 1,
    units: 2,
    wide: type === "Float64",
    inputs: values(0.5, -3),
    kernel: values(1, 2),
    recurrent_kernel: values(0, 0.125, 0, -2.51),
    bias: values(0, 0),
    blocks: [{
      terms: [{ label: "W", values: values(1, -7, 2, 3) }],
      pre_activation: values(4, 5, 6, Infinity),
      flat: values(0, 1),
    }],
    states: [{ symbol: "h", values: values(0.1, 0.2, 0.3, 1.5) }],
    memory: [{ label: "gain", values: values(1, 0.5) }],
  });
}

test("arrays come row by row, and a block without values makes the hidden state", () => {
  const model = decodeLoop(payload("Float64"));
  deepEqual([0, 1].map((step) => unitOf(model, model.hidden, step, 1)), [0.2, 1.5]);
  deepEqual(model.blocks[0].values, model.hidden);
});

test("float64 is read where float32 would overflow", () => {
  const wide = payload("Float64");
  wide.inputs = encoded([1e300, 2], "Float64");
  deepEqual([...decodeLoop(wide).inputs], [1e300, 2]);
});

test("before the first step every state is zero", () => {
  const model = decodeLoop(payload("Float64"));
  deepEqual([stateBefore(model, model.states[0], 0, 1), stateBefore(model, model.states[0], 1, 1)], [0, 0.2]);
});

test("what is compared shares a scale, whose end has two digits and is finite", () => {
  const { limits } = decodeLoop(payload("Float64"));
  deepEqual([limits.weights, limits.inputs, limits.terms], [2.6, 3, 7]);
  deepEqual(limits.states, { h: 1.5 });
});

test("the rows of a block follow those of the blocks before", () => {
  const view = { model: { units: 3, length: 2 }, unit: 1, block: 2 };
  equal(rowOf(view), 7);
  equal(rowOf(view, 0), 1);
});

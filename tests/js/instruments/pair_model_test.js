import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";

import { columnOf, decodePair, stateOf, stepAt } from "../../../rnnviz/ui/instruments/views/pair_model.js";
import { encoded } from "../base64.js";

// Two columns of both, one that only the other has between them.
function model() {
  return decodePair(
    /** @type {any} */ ({
      columns: [
        { one: "a", other: "a", step: 0, number: 1 },
        { one: "", other: "very", step: -1, number: 2 },
        { one: "good", other: "good", step: 1, number: 2 },
      ],
      probabilities: [encoded([0.5, 0.5, 0.75]), encoded([0.5, 0.25, 0.5])],
      logits: [encoded([0, 0, 1]), encoded([0, -1, 0])],
      states: [{ title: "", units: 2, scale: 2, values: encoded([1, -32768, 32767, 0, -32768, -32767], "Int16") }],
      limit: 2,
    }),
  );
}

test("the cursor's step has a column, and a column without a step leads to the last step before it", () => {
  deepEqual([0, 1, 7, Infinity].map((step) => columnOf(model(), step)), [0, 2, 2, 2]);
  deepEqual([0, 1, 2].map((column) => stepAt(model(), column)), [0, 0, 1]);
  equal(stepAt({ columns: [{ one: "", other: "x", step: -1, number: 1 }] }, 0), 0);
});

test("the difference is the second minus the first", () => {
  deepEqual([...model().difference], [0, -1, -1]);
  equal(model().steps, 2);
});

test("a state is a fraction of its own scale, and a gap where one of them reads nothing", () => {
  const one = model(), { states: [states] } = one;
  deepEqual([stateOf(one, states, 0, 2), stateOf(one, states, 1, 2)], [2, -2]);
  ok(Number.isNaN(stateOf(one, states, 0, 1)) && Number.isNaN(stateOf(one, states, 5, 0)));
});

import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";

import {
  decode,
  isGate,
  isRightToLeft,
  shareOf,
  stateAt,
  stateShare,
  unitLine,
  wordScale,
} from "../../../rnnviz/ui/read/views/model.js";
import { encoded } from "../base64.js";

const STEPS = [{ t: "", k: "padding" }, { t: "", k: "start" }, { t: "good" }, {
  t: "xyz",
  k: "unknown",
  p: 3,
}];

function frameWith(more = {}) {
  return {
    probability: encoded([0.5, 0.5, 0.75, 0.25]),
    logit: encoded([0, 0, 1, -1]),
    delta_logit: encoded([9, 0.5, 1, -2]),
    speed: encoded([7, 0.25, 0.5, 0.125]),
    initial_probability: 0.5,
    states: encoded([1, 2, 3, 4, -32768, -2, -3, -4], "Int16"),
    titles: {},
    sentence: [],
    ...more,
  };
}

function payload(more = {}) {
  return /** @type {any} */ ({
    ...frameWith(),
    steps: STEPS,
    states_scale: 0.25,
    states_limit: 1,
    states_low: -1,
    colouring: "delta_logit",
    learning: null,
    ...more,
  });
}

test("a state is its quantum times the scale, a row a unit, and a gap where it was not finite", () => {
  const model = decode(payload());
  deepEqual([...unitLine(model, 0)], [0.25, 0.5, 0.75, 1]);
  deepEqual([...unitLine(model, 1)], [NaN, -0.5, -0.75, -1]);
  ok(Number.isNaN(stateAt(model, 2, 0)));
});

test("words carry the numbers that they have in the pasted text, padding and start carry none", () => {
  deepEqual(decode(payload()).numbers, [null, null, 1, 3]);
});

test("words without a number of their own count on", () => {
  const steps = STEPS.map((step) => ({ ...step, p: undefined }));
  deepEqual(decode(payload({ steps })).numbers, [null, null, 1, 2]);
});

test("the padding does not stretch the scales of the words", () => {
  const model = decode(payload());
  deepEqual([model.push_limit, model.speed_limit], [2, 0.5]);
});

test("all epochs share one scale", () => {
  const frames = [frameWith(), frameWith({ delta_logit: encoded([0, 0, -6, 0]) })];
  const model = decode(payload({ learning: { frames } }));
  deepEqual([model.push_limit, model.frames.length], [6, 2]);
});

test("a word's share is where its value falls on its own scale", () => {
  const share = (colouring, step) => shareOf(decode(payload({ colouring })), 0, step);
  deepEqual([share("delta_logit", 3), share("delta_logit", 2)], [0, 0.75]);
  deepEqual([share("speed", 2), share("readout", 2), share("unit", 1)], [1, 0.75, 0.75]);
});

test("a gate runs from 0 to 1 on the scale of one ink, a state on that of two", () => {
  const [state, gate] = [{}, { states_low: 0 }].map((more) => decode(payload({ ...more, colouring: "unit" })));
  deepEqual([isGate(state), isGate(gate), wordScale(state), wordScale(gate)], [false, true, "diverging", "sequential"]);
  deepEqual([stateShare(state, 0), stateShare(gate, 0.25)], [0.5, 0.25]);
});

test("a push has the two inks of the verdict, as all that leans to one of its sides", () => {
  deepEqual(["readout", "delta_logit"].map((colouring) => wordScale(decode(payload({ colouring })))), [
    "verdict",
    "verdict",
  ]);
});

test("a review is written from right to left when most of its letters are", () => {
  equal(isRightToLeft([{ t: "סרט" }, { t: "a" }]), true);
  equal(isRightToLeft([{ t: "a long film" }, { t: "סרט" }]), false);
  equal(isRightToLeft([{ t: "1 2 3" }]), false);
});

import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";

import {
  decodeInfluence,
  keptLine,
  leftAt,
  measuredLine,
  predictedLine,
  rowShown,
} from "../../../rnnviz/ui/instruments/views/influence_model.js";
import { encoded } from "../base64.js";

// Four steps: the start, and three words, the last of which has nothing behind it.
function model(more = {}) {
  return decodeInfluence(
    /** @type {any} */ ({
      words: ["start", "a", "good", "film"],
      numbers: [0, 1, 2, 3],
      rows: [1, 2, 3],
      begins: [1, 2, 3],
      rest: 2,
      measures: [{ label: "h", shown: true, values: encoded([32767, 0, 65535, 65534, 32767, 1], "Uint16") }],
      log_low: -9,
      log_high: 9,
      gradient: [encoded([0, Math.log(2), Math.log(4), Math.log(8)])],
      spectrum: [],
      kept: { values: encoded([255, 127, 254, 255, 0, 255], "Uint8"), mean: encoded([0, 0, 0, 0]), titles: [] },
      saturation: [],
      ...more,
    }),
  );
}

test("a packed row begins at its own word; what was not measured is no number", () => {
  const one = model(), { codes } = one.measures[0];
  const line = measuredLine(one, codes, 0);
  ok(Number.isNaN(line[0]) && Number.isNaN(line[3]));
  ok(Math.abs(line[1] - 1) < 1e-3);
  equal(line[2], 0);
  equal(leftAt(one, codes, 1, 2), 1e9);
  ok(Math.abs(leftAt(one, codes, 1, 3) - 1) < 1e-3);
  ok(Number.isNaN(leftAt(one, codes, 2, 2)));
});

test("what is predicted is 1 at the word, and nothing is said of the steps in front of it without a cell from the end", () => {
  const { gradient, count } = model();
  const line = predictedLine(gradient, 2, count);
  deepEqual([...line.slice(2)].map((value) => Math.round(100 * value)), [100, 200]);
  ok(Number.isNaN(line[0]) && Number.isNaN(line[1]));
  const both = predictedLine([gradient[0], gradient[0]], 2, count);
  deepEqual([...both].map((value) => Math.round(100 * value)), [25, 50, 100, 200]);
});

test("the gate's shares are read as the matrix is", () => {
  deepEqual([...keptLine(model(), 0)].map((share) => Math.round(100 * share)), [NaN, NaN, 50, 100]);
  deepEqual([...keptLine(model({ kept: null }), 0)], [NaN, NaN, NaN, NaN]);
});

test("the cursor chooses the row; at rest on the last word, and where no word is, the row that is kept longest", () => {
  deepEqual([0, 1, 2, 3, Infinity].map((step) => rowShown(model(), step)), [1, 0, 1, 1, 1]);
  equal(rowShown(model({ begins: [0, 0, 0] }), 3), 2); // words of a bidirectional layer reach to the front
});

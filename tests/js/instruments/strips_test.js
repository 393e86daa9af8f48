import { deepEqual } from "node:assert/strict";
import { test } from "node:test";

import { stripsTable } from "../../../rnnviz/ui/instruments/views/strips_model.js";

const model = {
  count: 2,
  words: ["good", "film"],
  chosen: "push",
  strips: [{ name: "push", values: [1, -2] }, { name: "omission", values: [3, 4] }],
  ranked: { positive: [0], negative: [1] },
};

test("the strips' table has a row for each step and a column for each method", () => {
  const { columns, rows } = stripsTable({ model, step: 0 }, "which-words");
  deepEqual(columns, ["step", "word", "push", "omission"]);
  deepEqual([...rows], [[1, "good", 1, 3], [2, "film", -2, 4]]);
});

test("the bars' table has the methods at the word under the cursor, the ranking's its words alone", () => {
  deepEqual([...stripsTable({ model, step: 1 }, "which-word").rows], [["push", -2], ["omission", 4]]);
  deepEqual([...stripsTable({ model, step: 1 }, "which-ranked").rows], [[1, "good", 1], [2, "film", -2]]);
});

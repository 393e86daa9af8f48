import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";

import { columnOf, editedTable, saidAt } from "../../../rnnviz/ui/instruments/views/edited_columns.js";

test("a step stands in its column, or in the next one where an inserted word repeats the step before", () => {
  const columns = [-1, 0, 1, 1, 2].map((step) => ({ step }));
  deepEqual([0, 1, 2, 9].map((step) => columnOf(columns, step)), [1, 2, 4, 4]);
});

test("a word that one text lacks is said as nothing", () => {
  const labels = { same: "{one} → {other}", nothing: "nothing" };
  equal(saidAt({ one: "good", other: "bad" }, labels), "good → bad");
  equal(saidAt({ one: "", other: "not" }, labels), "nothing → not");
});

test("the table of both readings has a row for each column", () => {
  const columns = [{ one: "a", other: "a" }, { one: "", other: "not" }];
  const model = { columns, before: Float32Array.of(1, 1), after: Float32Array.of(1, 0.5) };
  const { rows } = editedTable({ model });
  deepEqual([...rows], [[0, "a", "a", 1, 1], [1, "", "not", 1, 0.5]]);
});

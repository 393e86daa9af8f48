import { deepEqual } from "node:assert/strict";
import { test } from "node:test";

import { intervalsTable, percent } from "../../../rnnviz/ui/instruments/views/intervals.js";

test("a value stands at its share of the column, one beyond at the end", () => {
  const column = { low: -1, high: 3 };
  deepEqual([-1, 0, 3, 9].map((value) => percent(column, value)), [0, 25, 100, 100]);
});

test("the table has mean and interval of each measure", () => {
  const row = { name: "push", label: "push", floor: false, chosen: true, values: [{ mean: 1, low: 0, high: 2 }] };
  const model = { columns: [{ name: "one" }], rows: [row] };
  const { columns, rows } = intervalsTable({ model });
  deepEqual(columns, ["name", "one", "one low", "one high"]);
  deepEqual([...rows], [["push", 1, 0, 2]]);
});

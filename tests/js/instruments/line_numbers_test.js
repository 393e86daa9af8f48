import { deepEqual } from "node:assert/strict";
import { test } from "node:test";

import { linesTable, nearest } from "../../../rnnviz/ui/instruments/views/line_numbers.js";

test("the nearest number is that with the smallest distance, the ends beyond them", () => {
  const numbers = [0, 1, 3, 10];
  const asked = [-5, 0.4, 0.6, 1.9, 2.1, 7, 99];
  deepEqual(asked.map((value) => numbers[nearest(numbers, value)]), [0, 0, 1, 1, 3, 10, 10]);
});

test("a chart's table has a row for each place, and nothing where there is no number", () => {
  const panel = {
    name: "one",
    x: [0, 1],
    words: ["a", "b"],
    lines: [{ label: "line", values: Float32Array.of(1, NaN) }],
    bands: [{ label: "band", low: Float32Array.of(0, 1), high: Float32Array.of(2, 3) }],
  };
  const { columns, rows } = linesTable({ model: { panels: [panel] } }, "one");
  deepEqual(columns, ["step", "word", "line", "band low", "band high"]);
  deepEqual([...rows], [[1, "a", 1, 0, 2], [2, "b", null, 1, 3]]);
});

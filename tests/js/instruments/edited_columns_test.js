import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";

import { seeded } from "../random.js";
import { columnOf, editedTable, piecesBetween, saidAt } from "../../../rnnviz/ui/instruments/views/edited_columns.js";

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

// Twice the area of a shape, positive or not, by Gauss's formula.
function doubleArea(corners) {
  return Math.abs(
    corners.reduce((sum, [x, y], at) => {
      const [nextX, nextY] = corners[(at + 1) % corners.length];
      return sum + x * nextY - nextX * y;
    }, 0),
  );
}

test("the pieces between two lines are on the side where the edit lies, and their areas are what it gains and loses", () => {
  const draw = seeded(7);
  for (let round = 0; round < 200; round++) {
    const before = Array.from({ length: 6 }, () => draw() - 0.5), after = before.map((value) => value + draw() - 0.5);
    const pieces = piecesBetween(before, after);
    const area = (side) =>
      pieces.filter((piece) => piece.side === side).reduce((sum, { corners }) => sum + doubleArea(corners), 0);
    let gained = 0;
    for (let at = 0; at < 5; at++) gained += after[at] - before[at] + after[at + 1] - before[at + 1];
    ok(Math.abs(area("positive") - area("negative") - gained) < 1e-9);
    for (const { side, corners } of pieces) {
      for (const [at, value] of corners.filter(([at]) => Number.isInteger(at))) {
        const apart = after[at] - before[at];
        ok(value === before[at] || value === after[at]);
        ok(side === "positive" ? apart > -1e-12 : apart < 1e-12);
      }
    }
  }
  deepEqual(piecesBetween([1, 1], [1, 1]), []);
});

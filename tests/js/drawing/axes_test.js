import { deepEqual, ok } from "node:assert/strict";
import { test } from "node:test";

import { drawGutter, drawStepAxis, namedRows, numberedSteps } from "../../../rnnviz/ui/drawing/axes.js";
import { frameOf } from "../../../rnnviz/ui/drawing/frame.js";
import { inPage, newNode } from "../page.js";
import { seeded } from "../random.js";

test("every step is numbered where there is room", () => {
  deepEqual(numberedSteps(5, 60), [1, 2, 3, 4, 5]);
});

test("where there is little room the first and round numbers are left", () => {
  deepEqual(numberedSteps(30, 10), [1, 5, 10, 15, 20, 25, 30]);
});

test("numbers of steps never touch each other", () => {
  const next = seeded(8);
  for (let i = 0; i < 500; i++) {
    const cell = 1 + 60 * next(), numbers = numberedSteps(1 + Math.floor(500 * next()), cell);
    numbers.slice(1).forEach((number, at) => ok((number - numbers[at]) * cell > 22));
  }
});

test("the axis of steps writes its numbers where the steps stand, and its title", () => {
  const host = newNode(), frame = frameOf(500, 3);
  inPage(() => drawStepAxis(host, frame, "step t"));
  deepEqual(host.children.map((node) => node.textContent), ["1", "2", "3", "step t"]);
  deepEqual(host.children.slice(0, 3).map((node) => node.style.left), [0, 1, 2].map((step) => `${frame.x(step)}px`));
});

test("rows are named as far as there is room, and the chosen one always is", () => {
  deepEqual(namedRows(4, 20, { apart: 12 }), [0, 1, 2, 3]);
  deepEqual(namedRows(10, 4, { apart: 12 }), [0, 5]);
  deepEqual(namedRows(10, 4, { apart: 12, chosen: 6, clear: 14 }), [0, 6]);
});

test("the chosen row's name stays clear of the others", () => {
  const next = seeded(9);
  for (let i = 0; i < 500; i++) {
    const count = 1 + Math.floor(200 * next()), tall = 1 + 20 * next(), chosen = Math.floor(count * next());
    const rows = namedRows(count, tall, { apart: 12, chosen, clear: 14 });
    ok(rows.includes(chosen));
    for (const row of rows) ok(row === chosen || Math.abs(row - chosen) * tall >= 14);
  }
});

test("a gutter is as wide as the frame's left and names its rows at their middle", () => {
  const gutter = newNode();
  inPage(() => drawGutter(gutter, frameOf(800, 3), [{ label: 7, middle: 30, chosen: true }], "unit"));
  const [row, title] = gutter.children;
  deepEqual([gutter.style.width, row.className, row.textContent, row.style.top, title.textContent], [
    "64px",
    "unit chosen",
    "7",
    "30px",
    "unit",
  ]);
});

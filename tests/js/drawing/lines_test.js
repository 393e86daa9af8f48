import { deepEqual, ok } from "node:assert/strict";
import { test } from "node:test";

import { drawLogLines, logRange, powerName } from "../../../rnnviz/ui/drawing/lines.js";
import { frameOf } from "../../../rnnviz/ui/drawing/frame.js";
import { inPage, newNode } from "../page.js";
import { seeded } from "../random.js";

const lineOf = (...values) => ({ values: Float64Array.from(values), label: "a", ink: [0, 0, 0] });

test("the range is whole powers of ten around every finite value", () => {
  const next = seeded(10);
  for (let i = 0; i < 500; i++) {
    const values = Array.from({ length: 8 }, () => 10 ** (20 * next() - 10));
    const { low, high } = logRange([lineOf(...values)]);
    for (const value of values) ok(10 ** low <= value * (1 + 1e-9) && value <= 10 ** high * (1 + 1e-9));
    ok(high - low >= 2);
  }
});

test("a reference lies within the range, and zero at the foot of the scale", () => {
  deepEqual(logRange([lineOf(0.5)], { value: 1e-6, label: "" }), { low: -6, high: 0 });
  deepEqual(logRange([lineOf(0, 0.5)]), { low: -16, high: 0 });
});

test("without a finite value there is still a range", () => {
  deepEqual(logRange([lineOf(NaN, Infinity)]), { low: -8, high: 0 });
});

test("powers are named, and the foot of the scale says that it holds what is smaller", () => {
  deepEqual([-16, -3, 0, 1, 12].map(powerName), ["≤ 10⁻¹⁶", "10⁻³", "1", "10", "10¹²"]);
});

test("a tenth stands as far below as ten times stands above, and zero at the foot", () => {
  const host = newNode();
  const spec = { lines: [lineOf(0.01, 1, 100)], height: 216, axis: "gain" };
  const { y } = inPage(() => drawLogLines(host, frameOf(500, 3), spec));
  deepEqual([0.01, 0.1, 1, 10, 100].map((value) => Math.round(y(value))), [208, 158, 108, 58, 8]);
  ok(Math.abs(y(0) - 208) < 1e-9);
});

test("the largest double has its place at the top", () => {
  const spec = { lines: [lineOf(1, Number.MAX_VALUE)], height: 200, axis: "gain" };
  const { y } = inPage(() => drawLogLines(newNode(), frameOf(500, 2), spec));
  ok(Math.abs(y(Number.MAX_VALUE) - 8) < 1 && y(1) > 190);
});

test("after every sequence a line begins anew", () => {
  const host = newNode();
  const spec = { lines: [lineOf(0.1, 1, 0.1, 1)], height: 200, axis: "", length: 2 };
  inPage(() => drawLogLines(host, frameOf(500, 4), spec));
  const curves = host.children[0].children.filter((node) => node.attributes.class === "curve");
  deepEqual(curves.map((node) => node.attributes.d.split("L").length), [2, 2]);
});

test("what overflowed is written as what it is", () => {
  const host = newNode();
  inPage(() => drawLogLines(host, frameOf(500, 3), { lines: [lineOf(1, Infinity, NaN)], height: 200, axis: "" }));
  const signs = host.children[0].children.filter((node) => node.attributes.class === "overflow");
  deepEqual(signs.map((node) => node.textContent), ["∞", "?"]);
});

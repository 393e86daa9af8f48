import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";

import { csvOf, fileName } from "../../../rnnviz/ui/drawing/csv.js";

const one = (value) => csvOf({ columns: ["x"], rows: [[value]] }).slice("x\r\n".length, -"\r\n".length);

test("a heading and one line a row, each ended as RFC 4180 says", () => {
  equal(csvOf({ columns: ["a", "b"], rows: [[1, "two"], [3, "four"]] }), "a,b\r\n1,two\r\n3,four\r\n");
});

test("a comma, a quote or a line's end in a text is quoted, and a quote doubled", () => {
  deepEqual(["a,b", 'say "no"', "two\nlines"].map(one), ['"a,b"', '"say ""no"""', '"two\nlines"']);
});

test("a number keeps every digit, and reading it gives the same number", () => {
  for (const value of [0.1 + 0.2, -1e-300, Math.fround(0.1), 5e-324, -7]) equal(Number(one(value)), value);
});

test("a text that a spreadsheet would compute gets an apostrophe", () => {
  for (const text of ["=cmd()", "+1+1", "@SUM(A1)", "-2+3", "\t=1", "-"]) {
    ok(one(text).replace(/^"/, "").startsWith("'"), text);
  }
});

test("a negative number stays a number, as a number and as a text", () => {
  deepEqual([-0.5, "-0.5", "-1e-7", "+3"].map(one), ["-0.5", "-0.5", "-1e-7", "+3"]);
});

test("nothing is an empty cell; what is no finite number says so", () => {
  deepEqual([null, undefined, NaN, -Infinity].map(one), ["", "", "NaN", "-Infinity"]);
});

test("a file's name has letters and digits of any script, joined by dashes", () => {
  equal(fileName("read", "unit", "Unit 3 at “naïve”/영화: −0.30"), "read-unit-unit-3-at-naïve-영화-0-30");
});

test("a file's name ends at a word before it gets too long", () => {
  const name = fileName("read", "word ".repeat(100));
  ok(name.length <= 80 && name.endsWith("-word"));
});

test("no name climbs out of its folder or carries a command", () => {
  equal(fileName("read", "../../etc/passwd", "$(rm) <img src=x>"), "read-etc-passwd-rm-img-src-x");
});

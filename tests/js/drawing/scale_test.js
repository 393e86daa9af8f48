import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";

import {
  clamp,
  contrast,
  css,
  fill,
  gradient,
  inkOn,
  mix,
  niceStep,
  parseColour,
  plain,
  ramp,
  shadeAt,
  signed,
} from "../../../rnnviz/ui/drawing/scale.js";
import { seeded } from "../random.js";
import { contrastOf, randomColours } from "./colours.js";

test("a value beyond the ends stands at the nearest end", () => {
  deepEqual([clamp(-1, 0, 2), clamp(1, 0, 2), clamp(3, 0, 2)], [0, 1, 2]);
});

test("a number is written with a real minus sign, and a dash where there is none", () => {
  deepEqual([plain(1.005, 1), plain(-0.5), plain(NaN), plain(Infinity)], ["1.0", "−0.50", "–", "–"]);
  deepEqual([signed(0.25), signed(-0.25), signed(0)], ["+0.25", "−0.25", "0.00"]);
  deepEqual([signed(0.001), signed(-0.001), plain(-0.001)], ["0.00", "0.00", "0.00"]);
});

test("a step is the smallest of 1, 2, 5, 10, 20, … that is no smaller than what is asked", () => {
  const steps = [0, 1, 2, 3, 4, 5].flatMap((power) => [1, 2, 5].map((factor) => factor * 10 ** power));
  const next = seeded(2);
  for (let i = 0; i < 500; i++) {
    const rough = 10 ** (5 * next());
    equal(niceStep(rough), steps.find((step) => step >= rough));
  }
  equal(niceStep(0.01), 1);
});

test("a sentence gets its places filled, and an unknown place stays empty", () => {
  equal(fill("step {t} of {count}{more}", { t: 0, count: 3 }), "step 0 of 3");
});

test("a colour is read from every notation that a browser writes", () => {
  for (const text of ["#f80", "#ff8800", "rgb(255, 136, 0)", "rgba(255, 136, 0, 0.5)"]) {
    deepEqual(parseColour(text), [255, 136, 0]);
  }
  deepEqual(parseColour("none"), [127, 127, 127]);
});

test("a colour that is written is read back", () => {
  for (const colour of randomColours(200)) deepEqual(parseColour(css(colour)), colour);
});

test("contrast is WCAG's, the same from either side, 21 between black and white", () => {
  equal(contrast([0, 0, 0], [255, 255, 255]), 21);
  const colours = randomColours(400);
  for (let i = 1; i < colours.length; i++) {
    const [one, other] = [colours[i - 1], colours[i]];
    ok(Math.abs(contrast(one, other) - contrastOf(one, other)) < 1e-12);
    equal(contrast(one, other), contrast(other, one));
  }
});

test("the ink on any colour reads with a contrast of at least 4.5", () => {
  for (const preferred of [[38, 39, 48], [250, 250, 250], [128, 128, 128]]) {
    for (const background of randomColours(2000)) ok(contrastOf(background, inkOn(background, preferred)) >= 4.5);
  }
});

test("the theme's own ink is kept where it reads well", () => {
  deepEqual(inkOn([255, 255, 255], [38, 39, 48]), [38, 39, 48]);
});

test("a ramp begins and ends with its stops, and goes through the middle one", () => {
  const shades = ramp(["#000000", [255, 255, 255], "#ff0000"]);
  equal(shades.length, 256);
  deepEqual([shades[0], shades[255]], [[0, 0, 0], [255, 0, 0]]);
  ok(Math.min(...shadeAt(shades, 0.5)) >= 254);
  deepEqual(shadeAt(shades, 7), shades[255]);
});

test("a ramp's steps are even", () => {
  const shades = ramp([[0, 0, 0], [255, 51, 102]]);
  shades.forEach((shade, at) => {
    shade.forEach((channel, i) => ok(Math.abs(channel - (at * [255, 51, 102][i]) / 255) < 1e-9));
  });
});

test("half of a mix lies in the middle of two colours", () => {
  deepEqual(mix([0, 100, 200], [100, 0, 200], 0.5), [50, 50, 200]);
});

test("a gradient runs from the first shade to the last", () => {
  const text = gradient(ramp(["#000000", "#ffffff"]));
  ok(text.startsWith("linear-gradient(to right, rgb(0 0 0)") && text.endsWith("rgb(255 255 255))"));
});

import { equal, ok } from "node:assert/strict";
import { test } from "node:test";

import { alongLine, boxOf, freePlace } from "../../../rnnviz/ui/drawing/labels.js";
import { seeded } from "../random.js";

const WITHIN = { left: 0, right: 400, top: 0, foot: 260 };

test("points along a line leave no gap for a label to slip through, and end where the line does", () => {
  const points = alongLine([[0, 0], [100, 50], [120, 250]]);
  const steps = points.slice(1).map(([x, y], at) => Math.hypot(x - points[at][0], y - points[at][1]));
  ok(Math.max(...steps) <= 4.01);
  equal(String(points.at(-1)), "120,250");
  equal(alongLine([]).length, 0);
});

test("a label takes the first place that covers nothing", () => {
  const places = [{ x: 100, y: 100 }, { x: 100, y: 130 }, { x: 100, y: 160 }];
  const points = alongLine([[0, 95], [400, 95]]);
  equal(freePlace("a label", places, { points, boxes: [] }, WITHIN), places[1]);
  const boxes = [boxOf("another", places[1])];
  equal(freePlace("a label", places, { points, boxes }, WITHIN), places[2]);
});

test("a label stays within the chart, and ends at its anchor where it is asked to", () => {
  const places = [{ x: 390, y: 100 }, { x: 390, y: 100, end: true }];
  equal(freePlace("a long label", places, { points: [], boxes: [] }, WITHIN), places[1]);
  const box = boxOf("a long label", places[1]);
  ok(box.right < 400 && box.left > 300);
});

test("where all places are taken it covers least, whatever the lines", () => {
  const random = seeded(1);
  const points = Array.from({ length: 2000 }, () => [400 * random(), 260 * random()]);
  const places = Array.from({ length: 20 }, () => ({ x: 300 * random(), y: 20 + 230 * random() }));
  const hits = (/** @type {{ x: number, y: number }} */ place) => {
    const box = boxOf("text", place);
    return points.filter(([x, y]) => x > box.left && x < box.right && y > box.top && y < box.foot).length;
  };
  const place = freePlace("text", places, { points, boxes: [] }, WITHIN);
  equal(hits(place), Math.min(...places.map(hits)));
});

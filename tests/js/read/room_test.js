import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";

import { roomOf, rowHeight } from "../../../rnnviz/ui/read/views/room.js";

const sum = (room) => Object.values(room).reduce((all, one) => all + one, 0);

test("a taller window gives every part more, never more than it grew, up to its most", () => {
  for (let tall = 720; tall < 1600; tall += 20) {
    const [low, high] = [roomOf(tall, false), roomOf(tall + 20, false)];
    for (const name of Object.keys(low)) ok(high[name] >= low[name]);
    ok(sum(high) - sum(low) <= 22);
  }
  deepEqual(roomOf(3000, false), { strip: 232, probability: 168, heatmap: 384, unit: 128 });
});

test("below a projector's window the parts keep their least height", () => {
  deepEqual(roomOf(500, false), roomOf(720, false));
});

test("the heatmap keeps its height for up to one unit a pixel; more units make it taller, one pixel each", () => {
  for (const units of [1, 8, 32, 64, 128, 160]) ok(rowHeight(units, 160) * units <= 160);
  equal(rowHeight(32, 160), 5);
  equal(rowHeight(128, 160) * 128, 160);
  equal(rowHeight(512, 160) * 512, 512);
});

import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";

import { roomOf, rowHeight } from "../../../rnnviz/ui/read/views/room.js";

const KINDS = [{ narrow: false, epochs: false }, { narrow: false, epochs: true }];

// The slider of epochs takes room only where it is shown.
const sum = (room, { epochs }) =>
  Object.entries(room).reduce((all, [name, one]) => all + (name === "epochs" && !epochs ? 0 : one), 0);

for (const kind of KINDS) {
  const told = kind.epochs ? "with the epochs" : "without them";

  test(`a taller window gives every part more, never more than it grew, up to its most, ${told}`, () => {
    for (let tall = 720; tall < 1600; tall += 20) {
      const [low, high] = [roomOf(tall, kind), roomOf(tall + 20, kind)];
      for (const name of Object.keys(low)) ok(high[name] >= low[name]);
      ok(sum(high, kind) - sum(low, kind) <= 22);
    }
    deepEqual(roomOf(3000, kind), { strip: 232, probability: 168, heatmap: 384, unit: 128, epochs: 104 });
  });

  test(`below a projector's window the parts keep their least height, ${told}`, () => {
    deepEqual(roomOf(500, kind), roomOf(720, kind));
  });
}

test("the slider of epochs takes from every part that stands below it", () => {
  const [alone, below] = KINDS.map((kind) => roomOf(720, kind));
  for (const name of ["strip", "probability", "heatmap", "unit"]) ok(below[name] < alone[name]);
});

test("the heatmap keeps its height for up to one unit a pixel; more units make it taller, one pixel each", () => {
  for (const tall of [128, 160]) {
    for (const units of [1, 8, 32, 64, 128]) ok(rowHeight(units, tall) * units <= tall);
    equal(rowHeight(128, tall) * 128, tall);
  }
  equal(rowHeight(32, 160), 5);
  equal(rowHeight(512, 160) * 512, 512);
});

import { ok } from "node:assert/strict";
import { test } from "node:test";

import { inkOn } from "../../../rnnviz/ui/drawing/scale.js";
import { contrastOf, randomColours } from "./colours.js";

test("the ink on any colour reads with a contrast of at least 4.5", () => {
  const preferred = [38, 39, 48];
  for (const background of randomColours(2000)) ok(contrastOf(background, inkOn(background, preferred)) >= 4.5);
});

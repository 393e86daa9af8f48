import { equal } from "node:assert/strict";
import { test } from "node:test";

import { layCells, tell } from "../../../rnnviz/ui/data/views/items.js";

const LABELS = {
  in_row: {
    start: "start at {place} of {maxlen}",
    known: "{number} {text}, {rank}, {id}, at {place}",
    unknown: "{number} {text}, unknown, at {place}",
    pending: "{number} {text}, at {place}",
  },
  cut_away: { start: "start cut", known: "{text} {id} cut", unknown: "{text} unknown cut", pending: "{text} cut" },
};

// "the film x the" in a row of so many places; the word x is unknown.
function way(changes) {
  const model = {
    words: [[1, "the"], [2, "film"], [3, "x"], [4, "the"]],
    ids: [1, 4, 9, 2, 4],
    unknown: new Set([3]),
    total: 5,
    kept: 5,
    begin: 0,
    first: 2,
    maxlen: 7,
    truncating: "pre",
    pending: false,
    labels: LABELS,
    ...changes,
  };
  return { model, cells: layCells(model) };
}

test("an item of the row is told with its id and place, after the zeros", () => {
  const view = way({});
  equal(tell(view, 0), "start at 3 of 7");
  equal(tell(view, 2), "2 film, 6, 9, at 5");
  equal(tell(view, 3), "3 x, unknown, at 6");
});

test("what was cut in front of the row stands in front of it, and is told as cut", () => {
  const view = way({ kept: 2, begin: 3, first: 0, maxlen: 2 });
  equal([0, 1, 2, 3, 4].map(view.cells.cellOf).join(), "0,1,2,3,4");
  equal(tell(view, 0), "start cut");
  equal(tell(view, 1), "the 4 cut");
  equal(tell(view, 4), "4 the, 1, 4, at 2");
});

test("what was cut behind the row stands behind it", () => {
  const view = way({ kept: 2, begin: 0, first: 0, maxlen: 2, truncating: "post" });
  equal([0, 1, 2, 3, 4].map(view.cells.cellOf).join(), "0,1,2,3,4");
  equal(tell(view, 3), "x unknown cut");
});

test("before the corpus is counted, and where a word is not drawn, no id is told", () => {
  equal(tell(way({ pending: true, unknown: new Set() }), 2), "2 film, at 5");
  const long = way({ words: [[1, "the"], [4, "the"]], ids: [1, 4, 4] });
  equal(tell(long, 2), "2 …, at 5");
  equal(tell(long, 3), "3 …, unknown, at 6");
});

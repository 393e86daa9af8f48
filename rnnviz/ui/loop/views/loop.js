// ---- loop.js: mounts the views of the loop on one cursor and one unit; the only file that speaks to Streamlit ----

import { announceCursor, hearCursor, shareCursor, TimeCursor } from "../../drawing/cursor.js";
import { findParts } from "../../drawing/dom.js";
import { living } from "../../drawing/mount.js";
import { findPlayback, watchPlayback } from "../../drawing/playback.js";
import { decodeLoop } from "./model.js";
import { keepPlace, keepSoon, samePlace, takePlace } from "./place.js";
import { watchFilm, watchLoopKeys, watchMemory, watchOutputs, watchRows } from "./pointing.js";
import { drawLoop, layOut, showLoop } from "./stage.js";
import { loopTable } from "./tables.js";

const PARTS = {
  sentence: ".sentence",
  pin: ".pin",
  announcer: ".announcer",
  film: ".film",
  formula: ".formula",
  blocks: ".blocks",
  equation: ".sum-rows",
  mixing: ".mixing",
  mix: ".mix-rows",
  products: ".products",
  outputRow: ".outputs .row",
  memory: ".chart.lines",
  axis: ".axis",
  stack: ".stack",
  timeline: ".timeline",
  ghostLine: ".timeline.ghost",
  seam: ".seam",
  seamName: ".seam span",
  veil: ".veil",
  tooltip: ".tooltip",
};

const VIEWS = {
  unrolled: ".view.unrolled",
  step: ".view.step",
  outputs: ".view.outputs",
  memory: ".view.memory",
};

const MAP = { host: ".map", canvas: "canvas", gutter: ".gutter" };

function findLoop(root) {
  const views = findParts(root, VIEWS);
  return {
    ...findPlayback(root),
    ...findParts(root, PARTS),
    views,
    filmCanvas: root.querySelector(".film canvas"),
    outputs: findParts(views.outputs, MAP),
  };
}

// ---- life in the page ----

function mountLoop(root, life) {
  const ui = findLoop(root);
  const cells = Object.fromEntries(
    ["here", "sum", "output", "flat"].map((name) => [name, [...ui.root.querySelectorAll(`.cell.${name} > *`)]]),
  );
  const cursor = new TimeCursor({ rest: "first" }, (source) => view.model && moved(view, source));
  const view = {
    ui,
    cells,
    cursor,
    model: /** @type {any} */ (null),
    unit: 0,
    chosen: 0,
    block: 0,
    mixing: false,
    send: life.send,
    /** @type {import("./model.js").Place} */
    told: { step: null, unit: 0 },
    keeping: /** @type {any} */ (0),
    sumRows: [],
    mixRows: [],
    products: [],
  };
  watch(view, life);
  return view;
}

function moved(view, source) {
  showLoop(view, source);
  if (source === "click" || source === "sentence") keepPlace(view);
  else keepSoon(view);
}

function watch(view, life) {
  const { ui, cursor } = view, { on } = life;
  watchPlayback(ui, cursor, on);
  watchRows(view, ui.equation, on);
  watchRows(view, ui.mix, on);
  watchOutputs(view, on);
  watchMemory(view, on);
  watchFilm(view, on);
  watchLoopKeys(view, on);
  shareCursor(life, ui.root, cursor, () => Boolean(view.model));
  hearCursor(life, ui.root, ({ step, pinned }) => {
    if (pinned && view.model && step < cursor.count) cursor.pinAt(step, "click");
  });
  life.sized(ui.stack, () => {
    const width = ui.stack.clientWidth;
    if (view.model && width && width !== view.frame?.width) layOut(view);
  });
}

// The cursor stays where it was while the loop is changed, as far as there is such a step.
/** @param {any} view @param {import("./model.js").LoopPayload} payload */
function updateLoop(view, payload) {
  const before = view.model;
  view.model = decodeLoop(payload);
  if (before?.cell_name !== view.model.cell_name) view.mixing = view.model.mix.length > 0; // first what the gates do
  view.block = Math.min(view.block, view.model.blocks.length - 1);
  if (before?.count !== view.model.count) resize(view.cursor, view.model.count);
  if (!samePlace(payload.place, view.told)) takePlace(view, payload.place);
  view.unit = view.chosen = Math.min(view.chosen, view.model.units - 1);
  drawLoop(view);
  announceCursor(view.ui.root, view.cursor.place);
}

/** @param {TimeCursor} cursor @param {number} count */
function resize(cursor, count) {
  const { position, pinned } = cursor;
  cursor.begin(count);
  if (position >= count) return;
  Object.assign(cursor, { position, pinned });
}

export default living({
  mount: mountLoop,
  update: updateLoop,
  unmount: (view) => {
    clearTimeout(view.keeping);
    view.cursor.stop();
  },
  table: loopTable,
});

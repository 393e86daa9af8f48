// ---- reader.js: mounts the views on one cursor; the only file that speaks to Streamlit ----

import { announceCursor, hearCursor, shareCursor, TimeCursor } from "../../drawing/cursor.js";
import { paintInks } from "../../drawing/dom.js";
import { living } from "../../drawing/mount.js";
import { findPlayback, watchPlayback } from "../../drawing/playback.js";
import { readPalette } from "../../drawing/scale.js";
import { keepPinned, pinnedIn } from "./address.js";
import { addHeaders, addWhy } from "./headers.js";
import { drawLearning, findLearning, stopReplay, takeEpoch, watchLearning } from "./learning.js";
import { decode, ECHO_MS } from "./model.js";
import { watchChart, watchElsewhere, watchFurther, watchGutter, watchKeys, watchStrip, watchWhy } from "./pointing.js";
import { stopReturning } from "./returning.js";
import { drawCharts, drawReview, measure, showCursor } from "./stage.js";
import { tableOf } from "./tables.js";
import { buildStrip, drawLegends, writeToolbar } from "./strip.js";

function findParts(root) {
  const one = (selector) => root.querySelector(selector);
  const [words, probability, heatmap, unit] = root.querySelectorAll(".view");
  return {
    ...findPlayback(root),
    ...findLearning(root),
    verdict: one(".bar .verdict"),
    sentence: one(".sentence"),
    further: one(".further"),
    elsewhere: one(".elsewhere"),
    pin: one(".pin"),
    why: addWhy(unit),
    announcer: one(".announcer"),
    strip: one(".strip"),
    stack: one(".stack"),
    veil: one(".veil"),
    tooltip: one(".tooltip"),
    timeline: one(".timeline"),
    ghostLine: one(".timeline.ghost"),
    probability: one(".chart.probability"),
    heatmap: one(".chart.heatmap"),
    unit: one(".chart.unit"),
    gutter: one(".gutter"),
    canvas: one("canvas"),
    row: one(".row"),
    column: one(".column:not(.ghost)"),
    ghostColumn: one(".column.ghost"),
    axis: one(".axis"),
    wordLegend: words.querySelector(".legend"),
    heatLegend: heatmap.querySelector(".legend"),
    asks: root.querySelectorAll(".ask"),
    views: { strip: words, probability, heatmap, unit },
  };
}

// ---- drawing: everything on new data, theme or size; only overlays when the cursor moves ----

function drawAll(view) {
  view.palette = readPalette(view.ui.root, view.model.colours);
  view.ui.root.dataset.theme = view.palette.dark ? "dark" : "light";
  paintInks(view.ui.root, view.palette);
  writeToolbar(view);
  measure(view);
  drawLearning(view);
  drawLegends(view);
  drawReview(view);
}

// ---- life in the page ----

function mount(root, life) {
  addHeaders(root);
  const ui = findParts(root);
  const cells = Object.fromEntries(["here", "probability", "push", "unit"].map(
    (name) => [name, [...ui.root.querySelectorAll(`.cell.${name} > *`)]],
  ));
  const { on, send } = life;
  const cursor = new TimeCursor({ rest: "last" }, (source) => view.model && showCursor(view, source));
  const view = { ui, cells, send, cursor, model: null, replaying: null, epochAsked: -Infinity, tall: innerHeight };
  watchPlayback(ui, cursor, on);
  watchStrip(view, on);
  for (const chart of [ui.probability, ui.heatmap, ui.unit]) watchChart(view, chart, on);
  watchGutter(view, on);
  watchKeys(view, on);
  watchWhy(view, on);
  watchFurther(view, on);
  watchElsewhere(view, on);
  watchLearning(view, on);
  shareCursor(life, root, cursor, () => Boolean(view.model));
  hearCursor(life, root, ({ step, pinned }) => {
    if (pinned && view.model && step < cursor.count) cursor.pinAt(step, "click"); // an instrument below chose a word
  });
  life.sized(ui.stack, () => resize(view));
  on(globalThis, "resize", () => resize(view));
  return view;
}

function resize(view) {
  const width = view.ui.stack.clientWidth;
  const same = width === view.frame?.width && innerHeight === view.tall;
  if (!view.model || !width || same) return;
  view.tall = innerHeight;
  measure(view);
  drawLearning(view);
  drawCharts(view);
}

function update(view, payload) {
  const fresh = !view.model || view.model.id !== payload.id || view.model.count !== payload.steps.length;
  view.model = decode(payload);
  const late = !fresh && performance.now() - view.asked < ECHO_MS;
  if (!late || payload.unit === view.unit) Object.assign(view, { unit: payload.unit, asked: -Infinity });
  takeEpoch(view, payload.learning, fresh);
  if (fresh) {
    begin(view);
    buildStrip(view);
  }
  drawAll(view);
  announceCursor(view.ui.root, view.cursor.place);
}

// A review that an address leads to begins at the word that the address pins; another one begins at its verdict.
function begin({ cursor, model, words }) {
  const pinned = words ? null : pinnedIn(location.href, model.count);
  cursor.begin(model.count);
  if (pinned === null) return keepPinned(null);
  cursor.position = pinned;
  cursor.pinned = true;
}

function unmount(view) {
  view.cursor.stop();
  stopReplay(view);
  stopReturning();
  clearTimeout(view.settling);
}

export default living({
  mount,
  update: (view, /** @type {import("./model.js").ReaderPayload} */ payload) =>
    payload.steps?.length && update(view, payload),
  unmount,
  table: tableOf,
});

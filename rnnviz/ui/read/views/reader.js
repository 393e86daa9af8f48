// ---- reader.js: mounts the views on one cursor; the only file that speaks to Streamlit ----

import { TimeCursor } from "../../drawing/cursor.js";
import { element, placeTip, word, writeParts } from "../../drawing/dom.js";
import { frameOf, placeColumn } from "../../drawing/frame.js";
import { living } from "../../drawing/mount.js";
import { findPlayback, watchPlayback, writePlayState } from "../../drawing/playback.js";
import { clamp, css, fill, plain, readPalette } from "../../drawing/scale.js";
import { CHART_BOTTOM, CHART_TOP, drawAxis, drawLines, moveDot, probabilitySpec, unitSpec } from "./charts.js";
import { drawGutter, drawHeatmap, unitAt } from "./heatmap.js";
import { drawLearning, findLearning, stopReplay, takeEpoch, watchLearning } from "./learning.js";
import { decode, describe, stateAt, whereIs, worth } from "./model.js";
import { tableOf } from "./tables.js";
import {
  buildStrip,
  drawLegends,
  markGhost,
  markUnread,
  markWord,
  paintStrip,
  reveal,
  writeReadout,
  writeToolbar,
} from "./strip.js";

export const ECHO_MS = 1500; // how long Python may still send the unit chosen before the last click

function findParts(root) {
  const one = (selector) => root.querySelector(selector);
  const [words, probability, heatmap, unit] = root.querySelectorAll(".view");
  return {
    root,
    ...findPlayback(one(".bar")),
    ...findLearning(root),
    sentence: one(".sentence"),
    pin: one(".pin"),
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
    views: { strip: words, probability, heatmap, unit },
  };
}

// ---- drawing: everything on new data, theme or size; only overlays when the cursor moves ----

function drawAll(view) {
  view.palette = readPalette(view.ui.root, view.model.colours);
  paintTheme(view);
  writeToolbar(view);
  drawLearning(view);
  drawLegends(view);
  drawReview(view);
}

export function drawReview(view) {
  writeParts(view.ui.sentence, view.model.sentence, (step) => view.cursor.pinAt(step, "sentence"));
  paintStrip(view);
  drawCharts(view);
}

function paintTheme({ ui, palette }) {
  ui.root.dataset.theme = palette.dark ? "dark" : "light";
  ui.root.style.setProperty("--positive", css(palette.positive));
  ui.root.style.setProperty("--negative", css(palette.negative));
}

function drawCharts(view) {
  const { ui, model } = view;
  view.frame = frameOf(ui.stack.clientWidth, model.count);
  view.lines = { probability: drawLines(ui.probability, view.frame, probabilitySpec(view)) };
  drawHeatmap(view);
  drawAxis(view);
  drawUnit(view);
  placeTimelines(view);
  showCursor(view, "draw");
}

// From the top of the first plot to the foot of the last.
function placeTimelines({ ui }) {
  const top = ui.probability.offsetTop + CHART_TOP;
  const foot = ui.unit.offsetTop + ui.unit.offsetHeight - CHART_BOTTOM;
  for (const line of [ui.timeline, ui.ghostLine]) {
    Object.assign(line.style, { top: `${top}px`, height: `${foot - top}px` });
  }
}

function drawUnit(view) {
  drawGutter(view);
  view.lines.unit = drawLines(view.ui.unit, view.frame, unitSpec(view));
  writeTitles(view);
}

function writeTitles({ ui, model, unit }) {
  for (const [name, section] of Object.entries(ui.views)) {
    const current = name !== "unit" || unit === model.unit;
    section.querySelector(".title").textContent = current
      ? model.titles[name] ?? ""
      : fill(model.labels.unit_title, { unit });
    section.querySelector(".help").textContent = model.helps?.[name] ?? "";
    ui[name].setAttribute("aria-label", `${model.titles[name]}. ${name === "strip" ? model.labels.strip_keys : ""}`);
  }
}

function showCursor(view, source) {
  const { ui, cursor, frame, lines } = view;
  const step = cursor.shown;
  markWord(view, step);
  markGhost(view, cursor.ghost);
  markUnread(view, cursor.read);
  writeReadout(view, step);
  writePlayState(ui, cursor, view.model.labels);
  placeColumn(ui.column, frame, step);
  placeColumn(ui.ghostColumn, frame, cursor.ghost);
  ui.timeline.style.transform = `translateX(${frame.x(step)}px)`;
  ui.ghostLine.hidden = cursor.ghost === null;
  ui.ghostLine.style.transform = `translateX(${frame.x(cursor.ghost ?? 0)}px)`;
  placeVeil(ui.veil, frame, cursor.read);
  moveDot(lines.probability, step);
  moveDot(lines.unit, step);
  writeSliders(view, step);
  if (source !== "strip" && source !== "draw" && source !== "leave") reveal(ui.strip, view.words[cursor.ghost ?? step]);
  if (["pause", "end", "reset", "click", "sentence"].includes(source)) {
    ui.announcer.textContent = describe(view.model, step);
  }
}

function placeVeil(veil, frame, read) {
  veil.style.left = `${frame.x(read) + Math.max(frame.cell / 2, 1.5)}px`;
  veil.style.right = `${frame.right - 1}px`;
  veil.hidden = read === frame.count - 1;
}

function writeSliders({ ui, model }, step) {
  const value = describe(model, step);
  for (const chart of [ui.probability, ui.heatmap, ui.unit]) {
    chart.setAttribute("aria-valuemin", 1);
    chart.setAttribute("aria-valuemax", model.count);
    chart.setAttribute("aria-valuenow", step + 1);
    chart.setAttribute("aria-valuetext", value);
  }
}

// ---- pointing ----

function stepOf(event) {
  const step = event.target.closest?.("[data-step]")?.dataset.step;
  return step === undefined ? null : Number(step);
}

function watchStrip({ ui, cursor }, on) {
  on(ui.strip, "pointerover", (event) => {
    const step = stepOf(event); // between two words the last one stays marked
    if (step !== null && event.pointerType !== "touch") cursor.hoverAt(step, "strip");
  });
  on(ui.strip, "pointerleave", () => cursor.hoverAt(null, "strip"));
  on(ui.strip, "click", (event) => {
    const step = stepOf(event);
    if (step !== null) cursor.togglePin(step, "strip");
  });
}

function watchChart(view, chart, on) {
  const { ui, cursor } = view;
  const stepUnder = (event) => view.frame.stepAt(event.clientX - ui.stack.getBoundingClientRect().left);
  let down = null, dragged = false;
  on(chart, "pointerdown", (event) => {
    down = event.clientX;
    dragged = false;
  });
  on(chart, "pointermove", (event) => {
    if (down !== null && Math.abs(event.clientX - down) > 6) dragged = true;
    cursor.hoverAt(stepUnder(event), "chart");
    showTooltip(view, chart, event, stepUnder(event));
  });
  on(chart, "pointerup", (event) => {
    down = null;
    if (dragged && event.pointerType === "touch") cursor.pinAt(stepUnder(event), "click");
  });
  on(chart, "pointerleave", () => {
    hideTooltip(view);
    cursor.hoverAt(null, "leave");
  });
  on(chart, "pointercancel", () => {
    down = null;
    hideTooltip(view);
    cursor.hoverAt(null, "leave");
  });
  on(chart, "click", (event) => {
    if (!dragged) cursor.togglePin(stepUnder(event), "click");
  });
}

function watchGutter(view, on) {
  const { ui } = view;
  on(ui.gutter, "pointermove", (event) => {
    const value = fill(view.model.labels.follow, { unit: unitAt(view, event) });
    placeTooltip(view, event, [element("span", "", value)]);
  });
  on(ui.gutter, "pointerleave", () => hideTooltip(view));
  on(ui.gutter, "click", (event) => chooseUnit(view, unitAt(view, event)));
}

function chooseUnit(view, unit) {
  if (unit === view.unit) return;
  Object.assign(view, { unit, asked: performance.now() });
  if (view.model.colouring === "unit") paintStrip(view);
  drawLegends(view);
  drawUnit(view);
  showCursor(view, "draw");
  view.send("unit", unit);
}

function showTooltip(view, chart, event, step) {
  const { ui, model, unit } = view;
  const over = chart === ui.heatmap ? unitAt(view, event) : unit;
  const value = chart === ui.probability
    ? `${model.labels.probability} ${plain(model.probability[step])}`
    : `${fill(model.labels.unit, { unit: over })} = ${worth(model, stateAt(model, over, step))}`;
  placeTooltip(view, event, [
    word(model.steps[step].t, "what"),
    element("span", "where", whereIs(model, step)),
    element("span", "value", value),
  ]);
}

function placeTooltip({ ui }, event, parts) {
  ui.tooltip.replaceChildren(...parts);
  placeTip(ui.tooltip, ui.stack.getBoundingClientRect(), event);
}

function hideTooltip({ ui }) {
  ui.tooltip.hidden = true;
}

// ---- keys and buttons ----

function keyActions(view, target) {
  const { cursor, ui } = view;
  const towards = target === ui.strip && ui.strip.dir === "rtl" ? -1 : 1;
  const actions = {
    ArrowLeft: () => cursor.moveBy(-towards, "keys"),
    ArrowRight: () => cursor.moveBy(towards, "keys"),
    PageUp: () => cursor.moveBy(-10, "keys"),
    PageDown: () => cursor.moveBy(10, "keys"),
    Home: () => cursor.moveBy(-cursor.count, "keys"),
    End: () => cursor.moveBy(cursor.count, "keys"),
    " ": () => cursor.togglePlay(),
    Enter: () => cursor.togglePin(cursor.shown, "click"),
  };
  if (target === ui.strip) Object.assign(actions, { ArrowUp: actions.ArrowLeft, ArrowDown: actions.ArrowRight });
  if (target === ui.heatmap) {
    Object.assign(actions, {
      ArrowUp: () => nextUnit(view, -1),
      ArrowDown: () => nextUnit(view, 1),
    });
  }
  return actions;
}

function nextUnit(view, towards) {
  const { order } = view.model;
  chooseUnit(view, order[clamp(order.indexOf(view.unit) + towards, 0, order.length - 1)]);
}

function watchKeys(view, on) {
  const { ui, cursor } = view;
  for (const target of [ui.strip, ui.probability, ui.heatmap, ui.unit]) {
    on(target, "keydown", (event) => {
      const action = keyActions(view, target)[event.key];
      if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      action();
    });
  }
  on(ui.root, "keydown", (event) => {
    if (event.key === "Escape") cursor.unpin("keys");
  });
}

// ---- life in the page ----

function mount(root, life) {
  const ui = findParts(root);
  const cells = Object.fromEntries(["here", "probability", "push", "unit"].map(
    (name) => [name, [...ui.root.querySelectorAll(`.cell.${name} > *`)]],
  ));
  const { on, send } = life;
  const view = { ui, cells, send, replaying: null, epochAsked: -Infinity };
  view.cursor = new TimeCursor({ rest: "last" }, (source) => view.model && showCursor(view, source));
  watchPlayback(ui, view.cursor, on);
  watchStrip(view, on);
  for (const chart of [ui.probability, ui.heatmap, ui.unit]) watchChart(view, chart, on);
  watchGutter(view, on);
  watchKeys(view, on);
  watchLearning(view, on);
  life.sized(ui.stack, () => resize(view));
  return view;
}

function resize(view) {
  const width = view.ui.stack.clientWidth;
  if (!view.model || !width || width === view.frame?.width) return;
  if (view.model.learning) drawLearning(view);
  drawCharts(view);
}

function update(view, payload) {
  const fresh = !view.model || view.model.id !== payload.id || view.model.count !== payload.steps.length;
  view.model = decode(payload);
  const late = !fresh && performance.now() - view.asked < ECHO_MS;
  if (!late || payload.unit === view.unit) Object.assign(view, { unit: payload.unit, asked: -Infinity });
  takeEpoch(view, payload.learning, fresh);
  if (fresh) {
    view.cursor.begin(view.model.count);
    buildStrip(view);
  }
  drawAll(view);
}

function unmount(view) {
  view.cursor.stop();
  stopReplay(view);
  clearTimeout(view.settling);
}

export default living({
  mount,
  update: (view, payload) => payload.steps?.length && update(view, payload),
  unmount,
  table: tableOf,
});

// ---- stage.js: what the cursor of a review moves through: words, charts and read-out, drawn and marked ----

import { BOTTOM, moveDots, TOP } from "../../drawing/chart.js";
import { announceMove, speakPlace } from "../../drawing/cursor.js";
import { tellSlider, writeParts } from "../../drawing/dom.js";
import { frameOf, placeColumn } from "../../drawing/frame.js";
import { writePlayState } from "../../drawing/playback.js";
import { fill } from "../../drawing/scale.js";
import { drawSides } from "../../drawing/sides.js";
import { placeTimelines, showTimelines } from "../../drawing/timeline.js";
import { drawAxis, probabilitySpec, unitSpec } from "./charts.js";
import { drawHeatmap, drawUnits } from "./heatmap.js";
import { keepPinned } from "./address.js";
import { describe } from "./model.js";
import { roomOf } from "./room.js";
import { markGhost, markUnread, markWord, paintStrip, reveal, writeReadout } from "./strip.js";

export function drawReview(view) {
  writeVerdict(view);
  writeParts(view.ui.sentence, view.model.sentence, (step) => view.cursor.pinAt(step, "sentence"));
  paintStrip(view);
  drawCharts(view);
}

function writeVerdict({ ui, model }) {
  const [when, side] = model.verdict;
  ui.verdict.firstElementChild.textContent = when;
  ui.verdict.lastElementChild.textContent = side;
  ui.verdict.dataset.side = model.probability.at(-1) >= 0.5 ? "positive" : "negative";
}

/** What is drawn is as large as the window lets it be. */
export function measure(view) {
  view.frame = frameOf(view.ui.stack.clientWidth, view.model.count);
  view.room = roomOf(innerHeight, { narrow: view.frame.narrow, epochs: Boolean(view.model.learning) });
  view.ui.root.dataset.drawnFor = `${innerWidth}×${innerHeight}`; // for whoever waits for the picture, such as a test
}

export function drawCharts(view) {
  const { ui } = view;
  ui.strip.style.maxHeight = `${view.room.strip}px`;
  view.lines = { probability: drawSides(ui.probability, view.frame, probabilitySpec(view)).dots };
  drawHeatmap(view);
  drawAxis(view);
  drawUnit(view);
  placeTimelines(ui, ui.probability.offsetTop + TOP, ui.unit.offsetTop + ui.unit.offsetHeight - BOTTOM);
  showCursor(view, "draw");
}

export function drawUnit(view) {
  drawUnits(view);
  view.lines.unit = drawSides(view.ui.unit, view.frame, unitSpec(view)).dots;
  writeTitles(view);
}

function writeTitles({ ui, model, unit }) {
  for (const [name, section] of Object.entries(ui.views)) {
    const current = name !== "unit" || unit === model.unit;
    section.querySelector(".title").textContent = current
      ? model.titles[name] ?? ""
      : fill(model.labels.unit_title, { unit });
    section.querySelector(".help").textContent = model.helps?.[name] ?? "";
    const keys = name === "strip" ? model.labels.strip_keys : "";
    ui[name].setAttribute("aria-label", fill(model.labels.chart, { title: model.titles[name], keys }));
  }
}

export function showCursor(view, source) {
  const { ui, cursor, frame, lines } = view;
  const step = cursor.shown;
  markWord(view, step);
  markGhost(view, cursor.ghost);
  markUnread(view, cursor.read);
  writeReadout(view, step);
  writePlayState(ui, cursor, view.model.labels);
  placeColumn(ui.column, frame, step);
  placeColumn(ui.ghostColumn, frame, cursor.ghost);
  showTimelines(ui, frame, cursor);
  moveDots(lines.probability, step);
  moveDots(lines.unit, step);
  writeSliders(view, step);
  if (source !== "strip" && source !== "draw" && source !== "leave") reveal(ui.strip, view.words[cursor.ghost ?? step]);
  if (source !== "draw") keepPinned(cursor.pinned ? cursor.position : null);
  announceMove(ui.root, cursor, source);
  speakPlace(ui.announcer, source, () => describe(view.model, step));
}

function writeSliders({ ui, model }, step) {
  const value = describe(model, step);
  for (const chart of [ui.probability, ui.heatmap, ui.unit]) tellSlider(chart, step, model.count, value);
}

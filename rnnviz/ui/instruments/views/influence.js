// ---- influence.js: how long each word is remembered; the time cursor chooses the word, without a run ----

import { drawStepTicks, numberedSteps } from "../../drawing/axes.js";
import { announceCursor, hearCursor } from "../../drawing/cursor.js";
import { element, findParts, tellSlider, word, writeParts } from "../../drawing/dom.js";
import { frameOf, stepUnder } from "../../drawing/frame.js";
import { onKeys } from "../../drawing/keys.js";
import { living } from "../../drawing/mount.js";
import { written } from "../../drawing/numbers.js";
import { clamp, fill, parseColour, plain, readPalette } from "../../drawing/scale.js";
import { hideTip, showTip } from "../../drawing/tip.js";
import { decodeInfluence, keptLine, leftAt, rowShown } from "./influence_model.js";
import { drawCurve, drawGate, drawMatrix, drawSaturation, frameRow, placeLines } from "./influence_parts.js";
import { influenceTable } from "./influence_tables.js";

const PARTS = {
  sentence: ".sentence",
  more: ".more",
  stack: ".stack",
  timeline: ".timeline:not(.ghost)",
  ghost: ".timeline.ghost",
  curve: ".chart.lines",
  curveTitle: ".memory .title",
  curveHelp: ".memory .help",
  curveLegend: ".memory .legend",
  heatmap: ".chart.heatmap",
  matrixTitle: ".matrix .title",
  matrixHelp: ".matrix .help",
  matrixLegend: ".matrix .legend",
  gutter: ".gutter",
  canvas: ".heatmap canvas",
  row: ".heatmap .row",
  gate: ".view.gate",
  kept: ".chart.kept",
  gateTitle: ".gate .title",
  gateHelp: ".gate .help",
  gateLegend: ".gate .legend",
  axis: ".axis",
  tooltip: ".tooltip",
  saturationTitle: ".saturation .title",
  saturationHelp: ".saturation .help",
  saturationLegend: ".saturation .legend",
  rows: ".saturation .rows",
};

// Okabe and Ito's blue and purple: no ink of this page that means something; lighter ones for a dark ground.
const TOLD = { light: ["#0072b2", "#7b5ea7"], dark: ["#56b4e9", "#b39ddb"] };

function drawAll(view) {
  const { ui, model } = view;
  const palette = readPalette(ui.root, model.colours);
  view.palette = { ...palette, told: TOLD[palette.dark ? "dark" : "light"].map(parseColour) };
  view.frame = frameOf(ui.stack.clientWidth, model.count);
  for (const named of [ui.root, ui.curve]) named.setAttribute("aria-label", model.labels.view);
  writeParts(ui.sentence, model.sentence, (step) => choose(view, step));
  ui.more.textContent = model.more;
  ui.curveHelp.textContent = model.labels.curve_help;
  ui.matrixHelp.textContent = model.labels.matrix_help;
  ui.gateHelp.textContent = model.labels.gate_help;
  ui.saturationHelp.textContent = model.labels.saturation_help;
  drawMatrix(view);
  drawSaturation(view);
  drawWordAxis(view);
  showWord(view, true);
}

function drawWordAxis({ ui, model, frame }) {
  const firstWord = model.numbers.findIndex((number) => number > 0);
  const ticks = numberedSteps(model.count - firstWord, frame.cell).map((number) => firstWord + number - 1);
  const named = ticks.filter((step) => model.numbers[step] > 0);
  drawStepTicks(
    ui.axis,
    frame,
    named.map((step) => [step, element("span", "", model.numbers[step])]),
    model.labels.axis_word,
  );
}

/** Draw what belongs to the word of the cursor, if it is another one. */
function showWord(view, anew = false) {
  const { ui, model, frame } = view, row = rowShown(model, view.step);
  if (row !== view.row || anew) {
    view.row = row;
    drawCurve(view);
    frameRow(view);
    drawGate(view);
    placeLines(view);
  }
  const own = model.rows[row];
  ui.timeline.style.transform = `translateX(${frame.x(own)}px)`;
  ui.root.dataset.word = model.words[own];
  tellSlider(ui.curve, own, model.count, model.titles[row]);
}

/** The page's cursor goes to a step and stays there. */
function choose(view, step) {
  view.step = step;
  showWord(view);
  announceCursor(view.ui.root, { step, count: view.model.count, pinned: true });
}

// ---- what is pointed at ----

function pairOf(view, row, step) {
  const { model } = view, own = model.rows[row];
  const named = { word: "\0", number: model.numbers[own], later: "\0" };
  const [before, between, behind] = fill(model.labels.at, named).split("\0");
  const what = element("span", "what", before);
  what.append(word(model.words[own]), between, word(model.words[step]), behind);
  return what;
}

function line(label, value) {
  return element("span", "value", `${label} ${value}`);
}

function tellCurve(view, event) {
  const step = stepUnder(view.frame, view.ui.stack, event);
  const values = [...view.lines].reverse().filter(({ values }) => Number.isFinite(values[step]));
  tell(view, event, view.row, step, values.map(({ label, values }) => line(label, share(values[step]))));
}

function tellMatrix(view, event) {
  const step = stepUnder(view.frame, view.ui.stack, event), row = rowUnder(view, event);
  const measured = view.model.measures.map(({ label, codes }) => [label, leftAt(view.model, codes, row, step)]);
  tell(
    view,
    event,
    row,
    step,
    measured.filter(([, left]) => !Number.isNaN(left)).map(([label, left]) => line(label, share(left))),
  );
}

function tellGate(view, event) {
  const { model } = view, step = stepUnder(view.frame, view.ui.stack, event), { labels } = model;
  const values = [[labels.weighted, keptLine(model, view.row)[step]], [labels.mean, model.kept.mean[step]]];
  tell(view, event, view.row, step, values.map(([label, value]) => line(label, plain(value))));
}

const share = (left) => (left < 0.01 ? written(left, 4) : plain(left));

function tell({ ui, frame, ...view }, event, row, step, lines) {
  ui.ghost.hidden = false;
  ui.ghost.style.transform = `translateX(${frame.x(step)}px)`;
  showTip(ui.tooltip, ui.stack, event, pairOf(view, row, step), ...lines);
}

function rowUnder({ ui, model }, event) {
  const { top, height } = ui.heatmap.getBoundingClientRect(), rows = model.rows.length;
  return clamp(Math.floor(((event.clientY - top) / height) * rows), 0, rows - 1);
}

function tellUnit(view, event) {
  const canvas = event.target.closest?.("canvas");
  if (!canvas) return;
  const { label, values } = view.model.saturation[Number(canvas.dataset.row)], box = canvas.getBoundingClientRect();
  const unit = clamp(Math.floor(((event.clientX - box.left) / box.width) * values.length), 0, values.length - 1);
  view.ui.unit.textContent = fill(view.model.labels.unit, { unit, label, share: Math.round(100 * values[unit]) });
}

// ---- life in the page ----

function curveKeys(view) {
  const { model } = view, last = model.rows.length - 1;
  const to = (row) => () => choose(view, model.rows[clamp(row, 0, last)]);
  return {
    ArrowLeft: to(view.row - 1),
    ArrowRight: to(view.row + 1),
    PageUp: to(view.row - 10),
    PageDown: to(view.row + 10),
    Home: to(0),
    End: to(last),
  };
}

function mountInfluence(root, { on, sized }) {
  const ui = { root, ...findParts(root, PARTS), unit: element("p", "told") };
  const view = { ui, step: Infinity, row: -1, width: 0, model: /** @type {any} */ (null) };
  hearCursor({ on }, root, ({ step }) => {
    view.step = step; // also before the first drawing
    if (view.model && step < view.model.count) showWord(view);
  });
  on(ui.curve, "pointermove", (event) => tellCurve(view, event));
  on(ui.heatmap, "pointermove", (event) => tellMatrix(view, event));
  on(ui.kept, "pointermove", (event) => tellGate(view, event));
  for (const chart of [ui.curve, ui.heatmap, ui.kept]) {
    on(chart, "pointerleave", () => {
      hideTip(ui.tooltip);
      ui.ghost.hidden = true;
    });
  }
  on(ui.heatmap, "click", (event) => choose(view, view.model.rows[rowUnder(view, event)]));
  for (const chart of [ui.curve, ui.kept]) {
    on(chart, "click", (event) => {
      const step = stepUnder(view.frame, ui.stack, event);
      if (view.model.rowAt.has(step)) choose(view, step);
    });
  }
  on(ui.rows, "pointermove", (event) => tellUnit(view, event));
  onKeys(on, ui.curve, () => curveKeys(view));
  sized(ui.stack, () => {
    const width = ui.stack.clientWidth;
    if (view.model && width && width !== view.frame?.width) drawAll(view);
  });
  return view;
}

export default living({
  mount: mountInfluence,
  update: (view, /** @type {import("./influence_model.js").InfluencePayload} */ payload) => {
    view.model = decodeInfluence(payload);
    view.ui.unit.textContent = "";
    drawAll(view);
  },
  table: influenceTable,
});

// ---- watch.js: a review as the network reads it amid its training; words and frames stay, what they show moves ----

import { drawGutter, drawStepTicks, namedRows } from "../../drawing/axes.js";
import { decodeFloats, decodeStates } from "../../drawing/arrays.js";
import { joined, runsOf } from "../../drawing/chart.js";
import { element, findParts, paintInks, svg, word } from "../../drawing/dom.js";
import { frameOf, paintStates, stepUnder } from "../../drawing/frame.js";
import { colourBar, lineLegend } from "../../drawing/legend.js";
import { living } from "../../drawing/mount.js";
import { sizeCanvas } from "../../drawing/numbers.js";
import { css, fill, inkOn, mix, niceStep, plain, readPalette, shadeAt, signed } from "../../drawing/scale.js";
import { drawSides } from "../../drawing/sides.js";
import { hideTip, showTip } from "../../drawing/tip.js";

/**
 * @typedef {import("../../drawing/scale.js").Colours} Colours
 * @typedef {import("../../drawing/dom.js").SentencePart} SentencePart
 *
 * @typedef {object} WatchStep
 * @property {string} t
 * @property {string} k
 *
 * @typedef {object} WatchFigure
 * @property {string} label
 * @property {string} value
 * @property {string} side
 *
 * @typedef {object} WatchLabels
 * @property {string} words
 * @property {string} line
 * @property {string} states
 * @property {string} probability
 * @property {string} positive
 * @property {string} negative
 * @property {string} initial
 * @property {string} began
 * @property {string} now
 * @property {string} unit
 * @property {string} axis
 * @property {string} toward_negative
 * @property {string} toward_positive
 * @property {string} below
 * @property {string} above
 * @property {string} tip
 * @property {string} told
 *
 * @typedef {object} WatchPayload
 * @property {string} id
 * @property {WatchStep[]} steps
 * @property {number} initial
 * @property {string} probability
 * @property {string} began
 * @property {string} push
 * @property {string} states
 * @property {number} units
 * @property {SentencePart[]} sentence
 * @property {WatchFigure[]} figures
 * @property {WatchLabels} labels
 * @property {Record<"light" | "dark", Colours>} colours
 */

const LINE = 92, STATES = 120, MOST_STATE = 32767;
const LEAST_PUSH = 0.5; // the scale of pushes only grows, so that a colour means the same from picture to picture

const PARTS = {
  sentence: ".sentence",
  figures: ".figures",
  strip: ".strip",
  stack: ".stack",
  line: ".line .chart",
  heat: ".heat",
  gutter: ".gutter",
  heatmap: ".heatmap",
  canvas: "canvas",
  axis: ".axis",
  timeline: ".timeline",
  tooltip: ".tooltip",
};

/** @param {WatchPayload} payload */
function decoded(payload) {
  const count = payload.steps.length, read = (base64) => decodeFloats(base64, count);
  const { probability, began, push } = payload;
  return {
    ...payload,
    count,
    probability: read(probability),
    began: read(began),
    push: read(push),
    states: decodeStates(payload.states),
  };
}

function isWord({ k }) {
  return k === "word" || k === "unknown";
}

// ---- what is said ----

function writeWords(view) {
  const { ui, model } = view;
  ui.sentence.replaceChildren(
    ...model.sentence.map(({ t, s }) => (s === undefined ? document.createTextNode(t) : word(t))),
  );
  ui.figures.replaceChildren(...model.figures.map(({ label, value, side }) => {
    const node = element("div"), told = element("dd", "", value);
    told.dataset.side = side;
    node.append(element("dt", "", label), told);
    return node;
  }));
}

// ---- the words ----

function buildStrip(view) {
  const { ui, model } = view;
  view.words = model.steps.map((step, at) => {
    const node = word(step.t, `word ${step.k}`);
    node.translate = !isWord(step);
    node.dataset.step = String(at);
    return node;
  });
  ui.strip.replaceChildren(...view.words.flatMap((node) => [node, document.createTextNode(" ")]));
  ui.strip.setAttribute("aria-label", model.labels.words);
  ui.strip.scrollTop = 0;
}

function paintStrip({ model, palette, words, limit }) {
  words.forEach((node, step) => {
    if (!isWord(model.steps[step])) return;
    const back = shadeAt(palette.verdict, 0.5 + model.push[step] / limit / 2);
    node.style.setProperty("--back", css(back));
    node.style.setProperty("--fore", css(inkOn(back, palette.ink)));
  });
}

// ---- the pictures ----

function lineSpec({ model: { probability, initial, labels }, palette }) {
  return {
    name: "watch-ink",
    values: probability,
    initial,
    initialName: labels.initial,
    low: 0,
    high: 1,
    middle: 0.5,
    ticks: [0, 0.5, 1],
    format: String,
    axis: labels.probability,
    height: LINE,
    upper: { ink: palette.positive, label: labels.positive },
    lower: { ink: palette.negative, label: labels.negative },
  };
}

function drawLine(view) {
  const { ui, model, frame } = view;
  const { plot, picture } = drawSides(ui.line, frame, lineSpec(view));
  for (const dot of ui.line.querySelectorAll(".dot")) dot.remove();
  const runs = runsOf(model.began, plot.x, plot.y);
  picture.append(...runs.map((run) => svg("path", { class: "began", d: `M${joined(run)}` })));
  ui.line.setAttribute("aria-label", fill(model.labels.told, { probability: plain(model.probability.at(-1) ?? NaN) }));
}

function drawStates({ ui, model, frame, palette }) {
  const { units, count, states } = model;
  sizeCanvas(ui.canvas, frame.plot, STATES);
  Object.assign(ui.heatmap.style, { height: `${STATES}px`, marginLeft: `${frame.left}px`, width: `${frame.plot}px` });
  const image = new ImageData(count, units);
  const shades = palette.diverging.map((colour) => colour.map(Math.round));
  for (let at = 0; at < units * count; at++) {
    image.data.set(shadeAt(shades, 0.5 + states[at] / MOST_STATE / 2), 4 * at);
    image.data[4 * at + 3] = 255;
  }
  paintStates(ui.canvas, image, [], palette);
}

function drawFrame(view) {
  const { ui, model } = view, { labels } = model;
  view.frame = frameOf(ui.stack.clientWidth, model.count);
  const tall = STATES / model.units;
  const rows = namedRows(model.units, tall, { apart: 12 }).map((row) => ({ label: row, middle: (row + 0.5) * tall }));
  drawGutter(ui.gutter, view.frame, rows, labels.unit);
  const every = niceStep(46 / view.frame.cell),
    words = model.steps.map((step, at) => (isWord(step) ? at : -1)).filter((at) => at >= 0);
  const ticks = words.map((at, number) => /** @type {[number, number]} */ ([at, number + 1]))
    .filter(([, number]) => number % every === 0);
  drawStepTicks(ui.axis, view.frame, ticks.map(([at, number]) => [at, element("span", "", number)]), labels.axis);
  const stack = ui.stack.getBoundingClientRect();
  const top = ui.line.getBoundingClientRect().top - stack.top, foot = ui.axis.getBoundingClientRect().top - stack.top;
  Object.assign(ui.timeline.style, { top: `${top}px`, height: `${foot - top}px` });
}

function drawLegends(view) {
  const { ui, model: { labels }, palette, limit } = view;
  const told = `${labels.words} ${limit}`;
  for (const part of ["words", "line", "states"]) {
    ui.root.querySelector(`.${part} .title`).textContent = labels[part];
  }
  if (view.legend === told + palette.dark) return;
  view.legend = told + palette.dark;
  const legend = (part) => ui.root.querySelector(`.${part} .legend`);
  const push = plain(limit, 1), ends = [labels.toward_negative, labels.toward_positive];
  legend("words").replaceChildren(...colourBar(palette.verdict, [`−${push}`, "0", `+${push}`], ends));
  const soft = mix(palette.surface, palette.ink, 0.72);
  legend("line").replaceChildren(
    ...lineLegend([{ label: labels.now, ink: palette.ink }, { label: labels.began, ink: soft, dash: "5 4" }]),
  );
  legend("states").replaceChildren(...colourBar(palette.diverging, ["−1", "0", "+1"], [labels.below, labels.above]));
}

function pushLimit(view) {
  const pushes = [...view.model.push].filter((push, at) => isWord(view.model.steps[at]) && Number.isFinite(push));
  const most = Math.max(...pushes.map(Math.abs), view.limit ?? 0);
  return [LEAST_PUSH, 1, 2, 4, 8, 16, 32].find((limit) => limit >= most) ?? most;
}

function drawWatch(view) {
  const { ui, model } = view;
  view.palette = readPalette(ui.root, model.colours);
  paintInks(ui.root, view.palette);
  const anew = view.id !== model.id;
  if (anew) Object.assign(view, { id: model.id, limit: 0, step: null });
  view.limit = pushLimit(view);
  if (anew) buildStrip(view);
  writeWords(view);
  drawLegends(view);
  paintStrip(view);
  drawLine(Object.assign(view, { frame: frameOf(ui.stack.clientWidth, model.count) }));
  drawStates(view);
  drawFrame(view);
  showStep(view);
}

// ---- pointing ----

function showStep({ ui, words, frame, step, marked }) {
  words[marked]?.classList.remove("now");
  ui.timeline.hidden = step === null;
  if (step === null) return;
  words[step]?.classList.add("now");
  ui.timeline.style.transform = `translateX(${frame.x(step)}px)`;
}

function pointAt(view, event, step) {
  const { ui, model } = view;
  if (!model || step === null) return leave(view);
  Object.assign(view, { marked: view.step, step });
  showStep(view);
  const { labels, steps, probability, push } = model;
  const values = { probability: plain(probability[step], 3), push: signed(push[step]) };
  const what = element("span", "what");
  what.append(word(steps[step].t));
  showTip(ui.tooltip, ui.stack, event, what, element("span", "value", fill(labels.tip, values)));
}

function leave(view) {
  Object.assign(view, { marked: view.step, step: null });
  hideTip(view.ui.tooltip);
  if (view.model) showStep(view);
}

// ---- life ----

function mountWatch(root, { on, sized }) {
  const ui = { root, ...findParts(root, PARTS) };
  const view = { ui, words: [], step: null, marked: null, limit: 0, model: /** @type {any} */ (null) };
  for (const node of [ui.line, ui.heat]) {
    on(node, "pointermove", (event) => pointAt(view, event, stepUnder(view.frame, ui.stack, event)));
    on(node, "pointerleave", () => leave(view));
  }
  on(ui.strip, "pointerover", (event) => {
    const step = event.target.closest?.("[data-step]")?.dataset.step;
    pointAt(view, event, step === undefined ? null : Number(step));
  });
  on(ui.strip, "pointerleave", () => leave(view));
  sized(ui.stack, () => view.model && ui.stack.clientWidth !== view.frame?.width && drawWatch(view));
  return view;
}

function watchTable({ model }, name) {
  const { steps, probability, began, push, states, count, units } = model;
  if (name !== "states") {
    const rows = steps.map(({ t }, at) => [t, probability[at], began[at], push[at]]);
    return { columns: ["word", "probability", "when the training began", "push in log-odds"], rows };
  }
  const rows = Array.from({ length: units }, (_, unit) => [
    unit,
    ...Array.from(states.subarray(unit * count, (unit + 1) * count), (state) => state / MOST_STATE),
  ]);
  return { columns: ["unit", ...steps.map(({ t }) => t)], rows };
}

export default living({
  mount: mountWatch,
  update: (view, /** @type {WatchPayload} */ payload) => drawWatch(Object.assign(view, { model: decoded(payload) })),
  table: watchTable,
});

// ---- pair.js: two readings beside each other, on the time cursor of the page ----

import { drawGutter, drawStepTicks, namedRows } from "../../drawing/axes.js";
import { curveOf, dotsOf, gridOf, moveDots, nameUp, pictureOf, runsOf, stepPlot, TOP } from "../../drawing/chart.js";
import { announceCursor, hearCursor } from "../../drawing/cursor.js";
import { element, findParts, tellSlider, word, writeParts } from "../../drawing/dom.js";
import { frameOf, paintStates, stepUnder } from "../../drawing/frame.js";
import { onKeys } from "../../drawing/keys.js";
import { colourBar, lineLegend } from "../../drawing/legend.js";
import { living } from "../../drawing/mount.js";
import { roundUp, sizeCanvas } from "../../drawing/numbers.js";
import { clamp, css, fill, niceStep, parseColour, plain, readPalette, shadeAt, signed } from "../../drawing/scale.js";
import { hideTip, showTip } from "../../drawing/tip.js";
import { columnOf, decodePair, stateOf, stepAt } from "./pair_model.js";
import { pairTable } from "./pair_tables.js";

const PROBABILITY = 150, DIFFERENCE = 110, TALL = 130;
// Okabe and Ito's blue and purple: no ink of this page that means something; lighter ones for a dark ground.
const PAIR = { light: ["#0072b2", "#7b5ea7"], dark: ["#56b4e9", "#b39ddb"] };

const PARTS = {
  sentence: ".sentence",
  stack: ".stack",
  timeline: ".timeline",
  both: ".chart.both",
  bothTitle: ".probabilities .title",
  bothHelp: ".probabilities .help",
  bothLegend: ".probabilities .legend",
  apart: ".chart.apart",
  apartTitle: ".difference .title",
  apartHelp: ".difference .help",
  states: ".states",
  axis: ".axis",
  tooltip: ".tooltip",
};

// ---- drawing ----

function drawPair(view) {
  const { ui, model } = view, { labels } = model;
  view.palette = readPalette(ui.root, model.colours);
  view.inks = PAIR[view.palette.dark ? "dark" : "light"].map(parseColour);
  view.frame = frameOf(ui.stack.clientWidth, model.count);
  for (const named of [ui.root, ui.both]) named.setAttribute("aria-label", labels.view);
  writeParts(ui.sentence, model.sentence, (step) => goTo(view, columnOf(model, step), true));
  ui.bothTitle.textContent = model.titles[0];
  ui.bothHelp.textContent = labels.probability_help;
  ui.apartTitle.textContent = model.titles[1];
  ui.apart.setAttribute("aria-label", model.titles[1]);
  ui.apartHelp.textContent = labels.difference_help;
  ui.bothLegend.replaceChildren(...lineLegend(model.names.map((label, at) => ({ label, ...lookOf(view, at) }))));
  view.dots = [drawProbabilities(view), drawDifference(view)];
  ui.states.replaceChildren(...model.states.map((one, at) => statesOf(view, one, at)));
  drawColumns(view);
  placeTimeline(view);
  showColumn(view, view.column);
}

const lookOf = ({ inks }, at) => ({ ink: inks[at], dash: at ? "7 4" : "none" });

function drawProbabilities(view) {
  const { ui, model, frame } = view;
  const plot = stepPlot(frame, PROBABILITY, { low: 0, high: 1 });
  const picture = pictureOf(plot);
  picture.append(...gridOf(plot, [0, 0.5, 1].map((at) => ({ at, label: at, middle: at === 0.5 }))));
  model.probabilities.forEach((values, at) => {
    const { ink, dash } = lookOf(view, at);
    const runs = runsOf(values, plot.x, plot.y);
    picture.append(...runs.flatMap((run) => curveOf(run, css(ink), { "stroke-dasharray": dash })));
  });
  picture.append(nameUp(model.labels.axis_probability, PROBABILITY, frame.narrow ? 5 : 11));
  const dots = dotsOf(plot, model.probabilities, view.inks);
  ui.both.replaceChildren(picture, ...dots.nodes);
  return dots;
}

function drawDifference(view) {
  const { ui, model, frame, palette } = view;
  const most = roundUp(Math.max(...model.difference.map(Math.abs), 0.1));
  const plot = stepPlot(frame, DIFFERENCE, { low: -most, high: most });
  const picture = pictureOf(plot);
  const ticks = [-most, 0, most].map((at) => ({ at, label: at ? signed(at, most < 1 ? 2 : 1) : 0, middle: !at }));
  picture.append(...gridOf(plot, ticks));
  const runs = runsOf(model.difference, plot.x, plot.y);
  picture.append(...runs.flatMap((run) => curveOf(run, css(palette.ink))));
  picture.append(nameUp(model.labels.axis_difference, DIFFERENCE, frame.narrow ? 5 : 11));
  const dots = dotsOf(plot, [model.difference]);
  ui.apart.replaceChildren(picture, ...dots.nodes);
  return dots;
}

// One pixel a state, hatched where one of the two has no word.
function statesOf(view, one, at) {
  const { model, frame, palette } = view;
  const node = element("section", "view"), header = element("header"), legend = element("div", "legend");
  node.dataset.picture = `states-${at}`;
  const help = at ? "" : model.labels.states_help;
  const limit = plain(model.limit), ends = [model.labels.below, model.labels.above];
  legend.append(...colourBar(palette.diverging, [`−${limit}`, "0", `+${limit}`], ends));
  header.append(element("h2", "title", one.title), legend, element("p", "help", help));
  const heat = element("div", "heat"), gutter = element("div", "gutter"), host = element("div", "chart heatmap");
  const canvas = element("canvas");
  host.setAttribute("role", "img");
  host.setAttribute("aria-label", one.title);
  host.dataset.at = String(at);
  gutter.setAttribute("aria-hidden", "true");
  host.append(canvas);
  heat.append(gutter, host);
  node.append(header, heat);
  Object.assign(host.style, { height: `${TALL}px`, marginLeft: `${frame.left}px`, width: `${frame.plot}px` });
  const rows = namedRows(one.units, TALL / one.units, { apart: 14 });
  const named = rows.map((row) => ({ label: row, middle: ((row + 0.5) * TALL) / one.units }));
  drawGutter(gutter, frame, named, model.labels.axis_unit);
  paintPair(canvas, view, one);
  watchStates(view, host, one);
  return node;
}

function paintPair(canvas, { model, frame, palette }, one) {
  const image = new ImageData(model.count, one.units);
  const bytes = palette.diverging.map((colour) => colour.map(Math.round));
  const gaps = [];
  for (let unit = 0; unit < one.units; unit++) {
    for (let column = 0; column < model.count; column++) {
      const value = stateOf(model, one, unit, column), at = 4 * (unit * model.count + column);
      if (Number.isNaN(value)) {
        gaps.push([unit, column]);
        continue;
      }
      image.data.set(shadeAt(bytes, 0.5 + value / model.limit / 2), at);
      image.data[at + 3] = 255;
    }
  }
  sizeCanvas(canvas, frame.plot, TALL);
  paintStates(canvas, image, gaps, palette);
}

function drawColumns({ ui, model, frame }) {
  const every = niceStep(46 / frame.cell);
  const named = [...model.columns.keys()].filter((column) => {
    const { number } = model.columns[column];
    return number > 0 && number % every === 0 && model.columns[column - 1]?.number !== number;
  });
  drawStepTicks(
    ui.axis,
    frame,
    named.map((column) => [column, element("span", "", model.columns[column].number)]),
    model.labels.axis_word,
  );
}

function placeTimeline({ ui }) {
  const top = ui.both.offsetTop + TOP;
  Object.assign(ui.timeline.style, { top: `${top}px`, height: `${ui.axis.offsetTop - top - 16}px` });
}

// ---- the cursor ----

function showColumn(view, column) {
  const { ui, model, frame } = view;
  view.column = clamp(column, 0, model.count - 1);
  ui.timeline.style.transform = `translateX(${frame.x(view.column)}px)`;
  for (const dots of view.dots) moveDots(dots, view.column);
  const { one, other } = model.columns[view.column];
  const says = model.names.map((name, at) => valueOf(model, name, model.probabilities[at][view.column]));
  tellSlider(
    ui.both,
    view.column,
    model.count,
    fill(model.labels.says, { word: one || other, one: says[0], other: says[1] }),
  );
  ui.root.dataset.cursor = String(view.column);
}

const valueOf = ({ labels }, name, value) => fill(labels.value, { name, value: plain(value) });

/** The page's cursor follows as far as the reading on the stage has a word there. */
function goTo(view, column, pinned) {
  showColumn(view, column);
  announceCursor(view.ui.root, { step: stepAt(view.model, view.column), count: view.model.steps, pinned });
}

function pairAt({ model }, column) {
  const { one, other } = model.columns[column], { labels } = model;
  const what = element("span", "what");
  const [before, between, behind] = fill(labels.at, { one: "\0", other: "\0" }).split("\0");
  what.append(before, word(one || labels.missing), between, word(other || labels.missing), behind);
  return what;
}

function tellLines(view, event) {
  const column = stepUnder(view.frame, view.ui.stack, event), { model } = view;
  const values = model.names.map((name, at) => {
    const told = valueOf(model, name, model.probabilities[at][column]);
    return element("span", "value", `${told} (${signed(model.logits[at][column])})`);
  });
  showTip(view.ui.tooltip, view.ui.stack, event, pairAt(view, column), ...values);
  goTo(view, column, false);
}

function watchStates(view, host, one) {
  host.onpointermove = (event) => {
    const { model } = view, column = stepUnder(view.frame, view.ui.stack, event);
    const { top, height } = host.getBoundingClientRect();
    const unit = clamp(Math.floor(((event.clientY - top) / height) * one.units), 0, one.units - 1);
    const told = fill(model.labels.state, { unit, value: signed(stateOf(model, one, unit, column)) });
    showTip(view.ui.tooltip, view.ui.stack, event, pairAt(view, column), element("span", "value", told));
    goTo(view, column, false);
  };
  host.onpointerleave = () => hideTip(view.ui.tooltip);
  host.onclick = (event) => goTo(view, stepUnder(view.frame, view.ui.stack, event), true);
}

// ---- life in the page ----

function mountPair(root, { on, sized }) {
  const ui = { root, ...findParts(root, PARTS) };
  const view = {
    ui,
    column: Infinity,
    step: Infinity,
    dots: [],
    model: /** @type {any} */ (null),
    frame: /** @type {any} */ (null),
  };
  hearCursor({ on }, root, ({ step }) => {
    view.step = step; // also before the first drawing
    if (view.model) showColumn(view, columnOf(view.model, step));
  });
  for (const chart of [ui.both, ui.apart]) {
    on(chart, "pointermove", (event) => tellLines(view, event));
    on(chart, "pointerleave", () => hideTip(ui.tooltip));
    on(chart, "click", (event) => goTo(view, stepUnder(view.frame, ui.stack, event), true));
  }
  onKeys(on, ui.both, () => {
    const to = (column) => () => goTo(view, clamp(column, 0, view.model.count - 1), false);
    const at = view.column;
    return {
      ArrowLeft: to(at - 1),
      ArrowRight: to(at + 1),
      PageUp: to(at - 10),
      PageDown: to(at + 10),
      Home: to(0),
      End: to(Infinity),
    };
  });
  sized(ui.stack, () => {
    const width = ui.stack.clientWidth;
    if (view.model && width && width !== view.frame?.width) drawPair(view);
  });
  return view;
}

export default living({
  mount: mountPair,
  update: (view, /** @type {import("./pair_model.js").PairPayload} */ payload) => {
    view.model = decodePair(payload);
    view.column = columnOf(view.model, view.step);
    drawPair(view);
  },
  table: pairTable,
});

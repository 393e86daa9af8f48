// ---- lines.js: charts of lines over the words of a review, on its time cursor, or over numbers ----

import { decodeNumbers } from "../../drawing/arrays.js";
import {
  curveOf,
  gridOf,
  joined,
  levelLine,
  nameAcross,
  nameUp,
  noteBeside,
  pictureOf,
  plotOf,
  runsOf,
  shareUnder,
  ticksBelow,
} from "../../drawing/chart.js";
import { announceCursor, hearCursor } from "../../drawing/cursor.js";
import { element, svg, word } from "../../drawing/dom.js";
import { onKeys } from "../../drawing/keys.js";
import { lineLegend } from "../../drawing/legend.js";
import { living } from "../../drawing/mount.js";
import { newPanel, writePanel } from "../../drawing/panel.js";
import { clamp, css, fill, mix, parseColour, plain, readPalette } from "../../drawing/scale.js";
import { hideTip, showTip } from "../../drawing/tip.js";
import { linesTable, nearest } from "./line_numbers.js";

/**
 * @typedef {import("../../drawing/scale.js").Colours} Colours
 * @typedef {import("../../drawing/chart.js").Tick} Tick
 * @typedef {string} Ink
 *
 * @typedef {object} Line
 * @property {string} label
 * @property {string} values
 * @property {Ink} ink
 * @property {string} [dash]
 * @property {"only" | "joined"} [dots]
 *
 * @typedef {object} Band
 * @property {string} label
 * @property {string} low
 * @property {string} high
 * @property {Ink} ink
 *
 * @typedef {object} Level
 * @property {number} value
 * @property {string} label
 *
 * @typedef {object} Mark
 * @property {number} x
 * @property {string} label
 *
 * @typedef {object} Region
 * @property {number} low
 * @property {number} high
 *
 * @typedef {object} LinePanel
 * @property {string} name
 * @property {string} title
 * @property {string} help
 * @property {string} told
 * @property {number[]} x
 * @property {Line[]} lines
 * @property {Band[]} [bands]
 * @property {Level[]} [levels]
 * @property {Mark[]} [marks]
 * @property {Region[]} [regions]
 * @property {number} x_low
 * @property {number} x_high
 * @property {number} y_low
 * @property {number} y_high
 * @property {Tick[]} x_ticks
 * @property {Tick[]} y_ticks
 * @property {string} x_axis
 * @property {string} y_axis
 * @property {string} tip
 * @property {boolean} [steps]
 * @property {string[]} [words]
 * @property {boolean} [log]
 * @property {number} [zero]
 * @property {number} [digits]
 * @property {number} [tall]
 * @property {boolean} [wide]
 *
 * @typedef {object} LinesPayload
 * @property {LinePanel[]} panels
 * @property {Record<"light" | "dark", Colours>} colours
 */

const TALL = 240, ROOM = { left: 56, right: 16, top: 20, bottom: 40 };

// Okabe and Ito's colours without those near an ink that means something; lighter ones for a dark ground.
const TOLD_APART = {
  one: ["#0072b2", "#56b4e9"],
  two: ["#cc79a7", "#e39cc3"],
  three: ["#009e73", "#2fc79c"],
  four: ["#7b5ea7", "#b39ddb"],
  five: ["#8a6d00", "#f0e442"],
  six: ["#7a7a7a", "#a8a8a8"],
};

/** @param {string} ink @param {import("../../drawing/scale.js").Palette} palette */
export function inkOf(ink, palette) {
  if (ink === "soft") return mix(palette.surface, palette.ink, 0.55);
  if (ink in TOLD_APART) return parseColour(TOLD_APART[ink][palette.dark ? 1 : 0]);
  return palette[ink];
}

const logarithm = (value) => (value > 0 ? Math.log10(value) : -Infinity);

/** @param {LinePanel} panel */
function axesOf({ x_low, x_high, y_low, y_high, log }) {
  const up = log ? { low: logarithm(y_low), high: logarithm(y_high), bend: logarithm } : { low: y_low, high: y_high };
  return { across: { low: x_low, high: x_high }, up };
}

/** @param {LinesPayload} payload */
function decoded(payload) {
  const read = (base64) => decodeNumbers(base64);
  return {
    ...payload,
    panels: payload.panels.map((panel) => ({
      ...panel,
      lines: panel.lines.map((line) => ({ ...line, values: read(line.values) })),
      bands: (panel.bands ?? []).map((band) => ({ ...band, low: read(band.low), high: read(band.high) })),
    })),
  };
}

function bandOf(plot, { x }, { low, high, ink }, palette) {
  const places = x.map((at) => plot.x(at));
  const there = places.flatMap((_, at) => (Number.isFinite(low[at]) && Number.isFinite(high[at]) ? [at] : []));
  if (!there.length) return [];
  const above = there.map((at) => [places[at], plot.y(high[at])]);
  const below = there.map((at) => [places[at], plot.y(low[at])]).reverse();
  return [svg("path", { class: "band", d: `M${joined([...above, ...below])}Z`, fill: css(inkOf(ink, palette)) })];
}

function lineOf(plot, { x }, { values, ink, dash = "none", dots }, palette) {
  const paint = css(inkOf(ink, palette));
  const runs = runsOf(values, (at) => plot.x(x[at]), plot.y);
  const spots = dots
    ? runs.flat().map(([cx, cy]) => svg("circle", { class: "spot", cx, cy, r: 4.5, fill: paint }))
    : [];
  const curves = dots === "only" ? [] : runs.flatMap((run) => curveOf(run, paint, { "stroke-dasharray": dash }));
  return [...curves, ...spots];
}

function markOf(plot, { x: value, label }) {
  const at = plot.x(value);
  const line = svg("line", { class: "mark", x1: at, x2: at, y1: plot.top - 14, y2: plot.foot });
  return [line, noteBeside(at, plot.top - 5, label, { far: at > plot.left + plot.plot * 0.55, gap: 6 })];
}

function stretchOf(plot, { low, high }) {
  const from = plot.x(low), width = Math.max(plot.x(high) - from, 2);
  return svg("rect", { class: "stretch", x: from, y: plot.top, width, height: plot.foot - plot.top });
}

function bandKey({ label, ink }) {
  const key = element("span", "line-key"), swatch = element("i", "swatch");
  swatch.style.background = css(ink);
  key.append(swatch, element("span", "", label));
  return key;
}

function drawPanel(panel, palette) {
  const parts = newPanel(`lines-${panel.name}`), legend = element("div", "legend");
  parts.node.dataset.picture = panel.name;
  const inked = (/** @type {any} */ one) => ({ ...one, ink: inkOf(one.ink, palette) });
  const named = panel.bands.filter(({ label }) => label); // one without a name belongs to a line that has one
  const levels = (panel.levels ?? []).filter(({ label }) => label) // on its line a name would lie over the others
    .map(({ label }) => ({ label, ink: inkOf("soft", palette), dash: "2 4" }));
  const keys = lineLegend([...panel.lines.map(inked), ...levels]);
  legend.append(...keys, ...named.map((band) => bandKey(inked(band))));
  legend.hidden = panel.lines.length + panel.bands.length + levels.length < 2;
  parts.node.classList.toggle("wide", panel.wide === true);
  parts.node.insertBefore(legend, parts.chart);
  writePanel(parts, panel);
  return { ...parts, panel };
}

function fillPanel(view, one) {
  const { chart, panel } = one, { palette } = view;
  const { across, up } = axesOf(panel);
  const plot = (one.plot = plotOf(chart.clientWidth, panel.tall ?? TALL, ROOM, across, up));
  const picture = pictureOf(plot);
  one.now = svg("line", { class: "now", y1: plot.top, y2: plot.foot, visibility: "hidden" });
  picture.append(
    ...(panel.regions ?? []).map((region) => stretchOf(plot, region)),
    ...gridOf(plot, panel.y_ticks.map((tick) => ({ ...tick, middle: tick.at === panel.zero }))),
    ...ticksBelow(plot, panel.x_ticks, 17),
    nameAcross(plot, panel.x_axis, 34),
    nameUp(panel.y_axis, plot.foot),
    ...panel.bands.flatMap((band) => bandOf(plot, panel, band, palette)),
    ...(panel.levels ?? []).map(({ value }) => levelLine(plot, plot.y(value), "reference")),
    one.now,
    ...panel.lines.flatMap((line) => lineOf(plot, panel, line, palette)),
    ...(panel.marks ?? []).flatMap((mark) => markOf(plot, mark)),
  );
  chart.replaceChildren(picture);
  listen(view, one);
}

function listen(view, one) {
  const { chart, panel } = one, { ui } = view;
  chart.onpointermove = (event) => {
    const at = placeUnder(one, event);
    showTip(ui.tooltip, ui.root, event, ...told(view, panel, at));
    if (panel.steps) goTo(view, panel.x[at], false);
  };
  chart.onpointerleave = () => hideTip(ui.tooltip);
  chart.onclick = (event) => panel.steps && goTo(view, panel.x[placeUnder(one, event)], true);
}

function placeUnder({ chart, panel, plot }, event) {
  const { low, high } = axesOf(panel).across;
  return nearest(panel.x, low + clamp(shareUnder(plot, chart, event), 0, 1) * (high - low));
}

function told({ palette }, panel, at) {
  const digits = panel.digits ?? 2, name = panel.words?.[at];
  const [before, behind] = fill(panel.tip, {
    x: plain(panel.x[at] + (panel.steps ? 1 : 0), Number.isInteger(panel.x[at]) ? 0 : 2),
    word: "\0",
  })
    .split("\0");
  const what = element("span", "what", before);
  if (behind !== undefined) what.append(word(name ?? ""), behind);
  const values = panel.lines.map(({ label, values, ink }) => {
    const line = element("span", "value"), key = element("i", "key");
    key.style.background = css(inkOf(ink, palette));
    line.append(key, `${label} ${plain(values[at], digits)}`);
    return line;
  });
  return [what, ...values];
}

function goTo(view, step, pinned) {
  view.step = step;
  showStep(view);
  announceCursor(view.ui.root, { step, count: view.count, pinned });
}

function showStep({ charts, step }) {
  for (const { now, panel, plot } of charts) {
    const at = panel.steps ? panel.x.indexOf(step) : -1;
    now.setAttribute("visibility", at < 0 ? "hidden" : "visible");
    if (at >= 0) { for (const end of ["x1", "x2"]) now.setAttribute(end, String(plot.x(step))); }
  }
}

function drawLines(view) {
  const { ui, model } = view;
  view.palette = readPalette(ui.root, model.colours);
  view.width = ui.panels.clientWidth;
  view.charts = model.panels.map((panel) => drawPanel(panel, view.palette));
  view.count = Math.max(0, ...model.panels.filter(({ steps }) => steps).map(({ x }) => x.length));
  ui.panels.replaceChildren(...view.charts.map(({ node }) => node));
  for (const one of view.charts) fillPanel(view, one);
  if (view.count) { for (const one of view.charts) reachable(view, one); }
  showStep(view);
}

// Over words the keys of the time cursor move it here, too.
function reachable(view, { chart, panel }) {
  if (!panel.steps) return;
  chart.tabIndex = 0;
  onKeys(view.on, chart, () => {
    const at = Math.max(panel.x.indexOf(view.step), 0), last = panel.x.length - 1;
    const to = (place) => () => goTo(view, panel.x[clamp(place, 0, last)], false);
    return {
      ArrowLeft: to(at - 1),
      ArrowRight: to(at + 1),
      PageUp: to(at - 10),
      PageDown: to(at + 10),
      Home: to(0),
      End: to(last),
    };
  });
}

function mountLines(root, { on, sized }) {
  const ui = { root, panels: root.querySelector(".panels"), tooltip: root.querySelector(".tooltip") };
  const view = { ui, on, step: -1, charts: [], count: 0, model: /** @type {any} */ (null) };
  hearCursor({ on }, root, ({ step }) => {
    view.step = step;
    showStep(view);
  });
  sized(ui.panels, () => view.model && ui.panels.clientWidth !== view.width && drawLines(view));
  return view;
}

export default living({
  mount: mountLines,
  update: (view, /** @type {LinesPayload} */ payload) => drawLines(Object.assign(view, { model: decoded(payload) })),
  table: linesTable,
});

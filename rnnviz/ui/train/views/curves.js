// ---- curves.js: learning curves that grow in place while a run trains ----

import { decodeNumbers } from "../../drawing/arrays.js";
import { gridOf, joined, nameAcross, nameUp, pictureOf, plotOf, shareUnder, ticksBelow } from "../../drawing/chart.js";
import { element, svg } from "../../drawing/dom.js";
import { lineLegend } from "../../drawing/legend.js";
import { living } from "../../drawing/mount.js";
import { newPanel, writePanel } from "../../drawing/panel.js";
import { clamp, css, fill, mix, niceStep, parseColour, readPalette } from "../../drawing/scale.js";
import { hideTip, showTip } from "../../drawing/tip.js";
import { labelsOf } from "./curve_labels.js";

/**
 * @typedef {import("../../drawing/scale.js").Colours} Colours
 *
 * @typedef {object} Curve
 * @property {string} label
 * @property {string} [short]
 * @property {number | "soft"} ink
 * @property {string} [dash]
 * @property {number} width
 * @property {boolean} dots
 * @property {string} x
 * @property {string} y
 * @property {string} [low]
 * @property {string} [high]
 * @property {string} [runs]
 *
 * @typedef {object} Level
 * @property {number} value
 * @property {string} label
 *
 * @typedef {object} Turn
 * @property {number} x
 * @property {string} label
 *
 * @typedef {object} BestPoint
 * @property {number} x
 * @property {number} y
 * @property {number} ink
 * @property {string} label
 *
 * @typedef {object} Panel
 * @property {string} name
 * @property {string} title
 * @property {string} help
 * @property {string} told
 * @property {string} axis
 * @property {number} low
 * @property {number} high
 * @property {number[]} ticks
 * @property {number} digits
 * @property {Curve[]} series
 * @property {Level[]} marks
 * @property {Turn[]} turns
 * @property {BestPoint} [best]
 *
 * @typedef {object} Categorical
 * @property {string[]} categorical
 *
 * @typedef {object} CurvesLabels
 * @property {string} epochs
 * @property {string} epoch
 * @property {string} value
 * @property {string} band
 * @property {string} overfit
 *
 * @typedef {object} CurvesPayload
 * @property {number} epochs
 * @property {CurvesLabels} labels
 * @property {Panel[]} panels
 * @property {number} [overfit]
 * @property {Record<"light" | "dark", Categorical>} colours
 * @property {Record<"light" | "dark", Colours>} inks
 */

const TALL = 236, ROOM = { left: 52, right: 12, top: 10, bottom: 40 };
const LEVEL_DASH = "9 3 2 3";

/** @param {CurvesPayload} payload */
function decodeCurves(payload) {
  const read = (base64) => decodeNumbers(base64, false);
  return {
    ...payload,
    panels: payload.panels.map((panel) => ({
      ...panel,
      series: panel.series.map((line) => ({ ...line, x: read(line.x), y: read(line.y), band: decodeBand(line, read) })),
    })),
  };
}

/** @param {Curve} line @param {(base64: string) => Float32Array | Float64Array} read */
function decodeBand({ low, high, runs }, read) {
  return low && high && runs ? { low: read(low), high: read(high), runs: read(runs) } : null;
}

function curveInk({ palette, model }, line) {
  if (line.ink === "soft") return mix(palette.surface, palette.ink, 0.6);
  const colours = model.colours[palette.dark ? "dark" : "light"].categorical;
  return parseColour(colours[line.ink % colours.length]);
}

function drawCurves(view) {
  const { ui, model } = view;
  view.palette = readPalette(ui.root, model.inks);
  const shape = model.panels.map((panel) => panel.name).join();
  if (view.shape !== shape) buildPanels(view);
  view.shape = shape;
  model.panels.forEach((panel, at) => drawPanel(view, view.panels[at], panel));
  ui.keys.replaceChildren(...curveLegend(view, model.panels[0].series), ...levelLegend(view));
}

function curveLegend(view, lines) {
  const keys = lineLegend(lines.map((line) => ({ label: line.label, ink: curveInk(view, line), dash: line.dash })));
  lines.forEach((line, at) => {
    const swatch = svg("rect", { class: bandClass(line), width: 28, height: 10, fill: css(curveInk(view, line)) });
    if (line.band) keys[at].querySelector("svg")?.prepend(swatch);
  });
  return keys;
}

// A level has its name here and not on its line: curves come and go there.
function levelLegend({ model, palette }) {
  const ink = mix(palette.surface, palette.ink, 0.6);
  return lineLegend(model.panels.flatMap(({ marks }) => marks.map(({ label }) => ({ label, ink, dash: LEVEL_DASH }))));
}

function buildPanels(view) {
  view.panels = view.model.panels.map((panel) => {
    const parts = newPanel(`curves-${panel.name}`);
    parts.node.dataset.picture = panel.name;
    return parts;
  });
  view.ui.panels.replaceChildren(...view.panels.map((panel) => panel.node));
}

function drawPanel(view, parts, panel) {
  writePanel(parts, panel);
  const plot = plotOf(parts.chart.clientWidth, TALL, ROOM, { low: 0, high: view.model.epochs }, panel);
  const picture = pictureOf(plot);
  picture.append(
    ...overfitRegion(view, plot),
    ...curveGrid(view, plot, panel),
    ...panel.marks.map((mark) => levelLine(plot, mark)),
    ...panel.turns.map((turn) => turnLine(plot, turn)),
    ...panel.series.flatMap((line) => bandArea(view, plot, line)),
    ...panel.series.flatMap((line) => curveLine(view, plot, line)),
    ...bestPoint(view, plot, panel),
    ...labelsOf(view.model, plot, panel),
  );
  parts.chart.replaceChildren(picture);
  Object.assign(parts, { plot, panel });
}

function overfitRegion({ model }, { left, plot, top, foot, x }) {
  if (!model.overfit) return [];
  const from = x(model.overfit), to = left + plot;
  return [svg("rect", { class: "overfit", x: from, y: top, width: Math.max(to - from, 0), height: foot - top })];
}

function levelLine({ left, plot, y }, { value }) {
  const ends = { x1: left, x2: left + plot, y1: y(value), y2: y(value) };
  return svg("line", { class: "mark", ...ends, "stroke-dasharray": LEVEL_DASH });
}

function turnLine({ top, foot, x: place }, { x }) {
  const at = place(x);
  return svg("line", { class: "turn", x1: at, x2: at, y1: top, y2: foot });
}

function curveGrid({ model }, plot, panel) {
  const every = niceStep((model.epochs * 40) / plot.plot);
  const epochs = Array.from({ length: Math.floor(model.epochs / every) + 1 }, (_, at) => at * every);
  return [
    ...gridOf(plot, panel.ticks.map((at) => ({ at, label: at.toFixed(panel.digits) }))),
    ...ticksBelow(plot, epochs.map((at) => ({ at, label: at })), 18),
    nameAcross(plot, model.labels.epochs, 35),
    nameUp(panel.axis, plot.foot),
  ];
}

// The band of a dashed line is as much lighter as the line is.
function bandClass({ dash }) {
  return dash ? "band light" : "band";
}

// Between the lowest and the highest of several runs; where one run is left, it ends in a point.
function bandArea(view, plot, line) {
  const { x, band } = line;
  if (!band) return [];
  const edge = (values) => [...x].map((epoch, at) => [plot.x(epoch), plot.y(values[at])]);
  const outline = [...edge(band.high), ...edge(band.low).reverse()];
  return [svg("path", { class: bandClass(line), d: `M${joined(outline)}Z`, fill: css(curveInk(view, line)) })];
}

function curveLine(view, plot, { x, y, dots, dash, width, ...line }) {
  const ink = css(curveInk(view, line));
  const shown = [...x.keys()].filter((at) => Number.isFinite(y[at]));
  if (!shown.length) return [];
  const points = shown.map((at) => [plot.x(x[at]), plot.y(y[at])]);
  const look = { stroke: ink, "stroke-dasharray": dash ?? "none", style: `stroke-width:${width}` };
  return [
    svg("path", { class: "curve", d: `M${joined(points)}`, ...look }),
    ...(dots ? points.map(([cx, cy]) => svg("circle", { cx, cy, r: 3, fill: ink })) : []),
  ];
}

function bestPoint(view, plot, panel) {
  if (!panel.best) return [];
  const { ink } = panel.best, cx = plot.x(panel.best.x), cy = plot.y(panel.best.y);
  return [svg("circle", { class: "best", cx, cy, r: 6, stroke: css(curveInk(view, { ink })) })];
}

// ---- pointing: the values of all lines at the nearest epoch ----

function pointAt(view, event) {
  const parts = view.panels?.find((panel) => panel.node.contains(event.target));
  if (!parts?.plot) return hideTip(view.ui.tooltip);
  const { epochs } = view.model;
  const epoch = clamp(Math.round(shareUnder(parts.plot, parts.chart, event) * epochs), 0, Math.ceil(epochs));
  const lines = parts.panel.series.map((line) => [line, nearest(line, epoch)]).filter(([, at]) => at >= 0);
  if (!lines.length) return hideTip(view.ui.tooltip);
  showTip(
    view.ui.tooltip,
    view.ui.root,
    event,
    element("span", "what", fill(view.model.labels.epoch, { epoch })),
    ...lines.map(([line, at]) => element("span", "value", pointWords(view.model, line, at))),
  );
}

function pointWords({ labels }, { label, short, y, band }, at) {
  if (!band) return fill(labels.value, { label, value: y[at].toFixed(4) });
  const [value, low, high] = [y, band.low, band.high].map((values) => values[at].toFixed(3));
  return fill(labels.band, { label: short, value, low, high, runs: band.runs[at] });
}

function nearest(line, epoch) {
  let best = -1;
  line.x.forEach((x, at) => {
    if (Math.abs(x - epoch) <= 0.5 && (best < 0 || Math.abs(x - epoch) < Math.abs(line.x[best] - epoch))) best = at;
  });
  return best;
}

// ---- life in the page ----

function mountCurves(root, { on, sized }) {
  const ui = {
    root,
    keys: root.querySelector(".keys"),
    panels: root.querySelector(".panels"),
    tooltip: root.querySelector(".tooltip"),
  };
  const view = { ui, model: /** @type {any} */ (null) };
  on(ui.panels, "pointermove", (event) => pointAt(view, event));
  on(ui.panels, "pointerleave", () => hideTip(view.ui.tooltip));
  sized(ui.panels, () => {
    if (view.model && ui.panels.clientWidth !== view.width) drawCurves(view);
    view.width = ui.panels.clientWidth;
  });
  return view;
}

// One row a point; where several seeds are one band, its edges and how many runs it is of.
function curvesTable({ model }, name) {
  const { series } = model.panels.find((panel) => panel.name === name);
  const rows = series.flatMap(({ label, x, y, band }) =>
    Array.from(x, (epoch, at) => [label, epoch, y[at], band?.low[at], band?.high[at], band?.runs[at]])
  );
  return { columns: ["line", "epoch", "value", "low", "high", "runs"], rows };
}

export default living({
  mount: mountCurves,
  update: (view, /** @type {CurvesPayload} */ payload) =>
    drawCurves(Object.assign(view, { model: decodeCurves(payload) })),
  table: curvesTable,
});

// ---- curves.js: learning curves that grow in place while a run trains ----

import { decodeNumbers } from "../../drawing/arrays.js";
import { element, svg } from "../../drawing/dom.js";
import { lineLegend } from "../../drawing/lines.js";
import { living } from "../../drawing/mount.js";
import { clamp, css, fill, mix, niceStep, parseColour, readPalette } from "../../drawing/scale.js";
import { hideTip, showTip } from "../../drawing/tip.js";

const CURVE_TALL = 260, CURVE_FOOT = 40;

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

function decodeBand({ low, high, runs }, read) {
  return low ? { low: read(low), high: read(high), runs: read(runs) } : null;
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
  ui.keys.replaceChildren(...curveLegend(view, model.panels[0].series));
}

function curveLegend(view, lines) {
  const keys = lineLegend(lines.map((line) => ({ label: line.label, ink: curveInk(view, line), dash: line.dash })));
  lines.forEach((line, at) => {
    const swatch = svg("rect", { class: bandClass(line), width: 28, height: 10, fill: css(curveInk(view, line)) });
    if (line.band) keys[at].querySelector("svg").prepend(swatch);
  });
  return keys;
}

function buildPanels(view) {
  view.panels = view.model.panels.map((panel) => {
    const node = element("section", "view panel");
    const header = element("header");
    const chart = element("div", "chart");
    chart.dataset.testid = `curves-${panel.name}`;
    chart.setAttribute("role", "img");
    const parts = { node, chart, title: element("h2", "title"), help: element("p", "help") };
    header.append(parts.title, parts.help);
    node.append(header, chart);
    return parts;
  });
  view.ui.panels.replaceChildren(...view.panels.map((panel) => panel.node));
}

function panelFrame(view, parts, panel) {
  const width = parts.chart.clientWidth, left = 52, right = 12;
  const plot = Math.max(width - left - right, 20), inner = CURVE_TALL - CURVE_FOOT - 10;
  return {
    width,
    left,
    plot,
    top: 10,
    foot: CURVE_TALL - CURVE_FOOT,
    x: (epoch) => left + (epoch / view.model.epochs) * plot,
    y: (value) => 10 + ((panel.high - clamp(value, panel.low, panel.high)) / (panel.high - panel.low)) * inner,
  };
}

function drawPanel(view, parts, panel) {
  parts.title.textContent = panel.title;
  parts.help.textContent = panel.help;
  parts.chart.setAttribute("aria-label", `${panel.title}. ${panel.told}`);
  const frame = panelFrame(view, parts, panel);
  const picture = svg("svg", { width: frame.width, height: CURVE_TALL, "aria-hidden": "true" });
  picture.append(
    ...overfitRegion(view, frame),
    ...curveGrid(view, frame, panel),
    ...panel.marks.flatMap((mark) => levelMark(frame, mark)),
    ...panel.series.flatMap((line) => bandArea(view, frame, line)),
    ...panel.series.flatMap((line) => curveLine(view, frame, line)),
    ...bestPoint(view, frame, panel),
  );
  parts.chart.replaceChildren(picture);
  Object.assign(parts, { frame, panel, picture });
}

function overfitRegion({ model }, frame) {
  if (!model.overfit) return [];
  const from = frame.x(model.overfit);
  return [
    svg("rect", {
      class: "overfit",
      x: from,
      y: frame.top,
      width: Math.max(frame.left + frame.plot - from, 0),
      height: frame.foot - frame.top,
    }),
    svg("text", { class: "note right", x: frame.left + frame.plot - 4, y: frame.foot - 8 }, model.overfit_label),
  ];
}

function curveGrid({ model }, frame, panel) {
  const every = niceStep((model.epochs * 40) / frame.plot);
  const epochs = Array.from({ length: Math.floor(model.epochs) + 1 }, (_, epoch) => epoch).filter((epoch) =>
    epoch % every === 0
  );
  return [
    ...panel.ticks.flatMap((tick) => [
      svg("line", { class: "grid", x1: frame.left, x2: frame.left + frame.plot, y1: frame.y(tick), y2: frame.y(tick) }),
      svg("text", { class: "tick", x: frame.left - 7, y: frame.y(tick) + 4 }, tick.toFixed(panel.digits)),
    ]),
    ...epochs.map((epoch) => svg("text", { class: "x-tick", x: frame.x(epoch), y: frame.foot + 18 }, epoch)),
    svg("text", { class: "axis-name", x: frame.left + frame.plot / 2, y: frame.foot + 35 }, model.axis),
    svg(
      "text",
      { class: "axis-name", x: 11, y: frame.foot / 2, transform: `rotate(-90 11 ${frame.foot / 2})` },
      panel.axis,
    ),
  ];
}

function levelMark(frame, mark) {
  return [
    svg("line", {
      class: "mark",
      x1: frame.left,
      x2: frame.left + frame.plot,
      y1: frame.y(mark.value),
      y2: frame.y(mark.value),
    }),
    svg("text", { class: "note right", x: frame.left + frame.plot - 4, y: frame.y(mark.value) - 5 }, mark.label),
  ];
}

// The band of a dashed line is as much lighter as the line is.
function bandClass({ dash }) {
  return dash ? "band light" : "band";
}

// Between the lowest and the highest of several runs; where one run is left, it ends in a point.
function bandArea(view, frame, line) {
  const { x, band } = line;
  if (!band) return [];
  const edge = (values) => [...x].map((epoch, at) => `${frame.x(epoch).toFixed(1)} ${frame.y(values[at]).toFixed(1)}`);
  const outline = [...edge(band.high), ...edge(band.low).reverse()];
  return [svg("path", { class: bandClass(line), d: `M${outline.join("L")}Z`, fill: css(curveInk(view, line)) })];
}

function curveLine(view, frame, line) {
  const ink = css(curveInk(view, line));
  const points = [...line.x].map((x, at) => [frame.x(x), frame.y(line.y[at]), line.y[at]]).filter((point) =>
    Number.isFinite(point[2])
  );
  if (!points.length) return [];
  const path = points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L");
  const dots = line.dots ? points.map(([cx, cy]) => svg("circle", { cx, cy, r: 3, fill: ink })) : [];
  return [
    svg("path", {
      class: "curve",
      d: `M${path}`,
      stroke: ink,
      "stroke-dasharray": line.dash ?? "none",
      style: `stroke-width:${line.width}`,
    }),
    ...dots,
  ];
}

function bestPoint(view, frame, panel) {
  if (!panel.best) return [];
  const { x, y, ink, label } = panel.best;
  const near = frame.x(x) > frame.left + frame.plot * 0.6;
  return [
    svg("circle", { class: "best", cx: frame.x(x), cy: frame.y(y), r: 6, stroke: css(curveInk(view, { ink })) }),
    svg("text", { class: near ? "note right" : "note", x: frame.x(x) + (near ? -11 : 11), y: frame.y(y) - 9 }, label),
  ];
}

// ---- pointing: the values of all lines at the nearest epoch ----

function pointAt(view, event) {
  const parts = view.panels?.find((panel) => panel.node.contains(event.target));
  if (!parts?.frame) return hideTip(view.ui.tooltip);
  const box = parts.chart.getBoundingClientRect();
  const epoch = clamp(
    Math.round(((event.clientX - box.left - parts.frame.left) / parts.frame.plot) * view.model.epochs),
    0,
    Math.ceil(view.model.epochs),
  );
  const lines = parts.panel.series.map((line) => [line, nearest(line, epoch)]).filter(([, at]) => at >= 0);
  if (!lines.length) return hideTip(view.ui.tooltip);
  showTip(
    view.ui.tooltip,
    view.ui.root,
    event,
    element("span", "what", fill(view.model.epoch_label, { epoch })),
    ...lines.map(([line, at]) => element("span", "value", pointWords(view.model, line, at))),
  );
}

function pointWords(model, { label, y, band }, at) {
  if (!band) return `${label}: ${y[at].toFixed(4)}`;
  const [value, low, high] = [y, band.low, band.high].map((values) => values[at].toFixed(3));
  return fill(model.band_label, { label: label.split(",")[0], value, low, high, runs: band.runs[at] });
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
  const view = { ui };
  on(ui.panels, "pointermove", (event) => pointAt(view, event));
  on(ui.panels, "pointerleave", () => hideTip(view.ui.tooltip));
  sized(ui.panels, () => {
    if (view.model && ui.panels.clientWidth !== view.width) drawCurves(view);
    view.width = ui.panels.clientWidth;
  });
  return view;
}

export default living({
  mount: mountCurves,
  update: (view, payload) => drawCurves(Object.assign(view, { model: decodeCurves(payload) })),
});

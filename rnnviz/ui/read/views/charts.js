// ---- charts.js: the line charts, drawn in SVG on the frame shared with the heatmap ----

import { element, svg, word } from "../../drawing/dom.js";
import { clamp, css, niceStep, shadeAt } from "../../drawing/scale.js";
import { isGate, stateScale, unitLine, worth } from "./model.js";

export const CHART_TOP = 8, CHART_BOTTOM = 8;

function lineScale(spec) {
  const inner = spec.height - CHART_TOP - CHART_BOTTOM;
  const y = (value) => CHART_TOP + ((spec.high - clamp(value, spec.low, spec.high)) / (spec.high - spec.low)) * inner;
  return y;
}

// spec: values, initial, low, high, middle, ticks, axis, height, upper/lower {ink, label}, mute
export function drawLines(host, frame, spec) {
  const y = lineScale(spec);
  const picture = svg("svg", { width: frame.width, height: spec.height, "aria-hidden": "true" });
  picture.append(
    twoInks(spec, y),
    ...regions(frame, spec, y),
    ...gridLines(frame, spec, y),
    ...gapMarks(frame, spec),
    ...curves(frame, spec, y),
    ...regionLabels(frame, spec, y),
    axisName(spec),
  );
  const dot = element("div", "dot"); // not in the SVG: moving a circle there lays the whole picture out again
  host.replaceChildren(picture, dot);
  return { dot, y, values: spec.values, x: frame.x };
}

// One gradient with a hard stop at the middle value: the line changes its ink exactly where it crosses.
function twoInks(spec, y) {
  const share = (y(spec.middle) / spec.height).toFixed(4);
  const paint = svg("linearGradient", {
    id: spec.name,
    gradientUnits: "userSpaceOnUse",
    x1: 0,
    x2: 0,
    y1: 0,
    y2: spec.height,
  });
  const stop = (offset, ink) => svg("stop", { offset, "stop-color": css(ink) });
  paint.append(stop(share, spec.upper.ink), stop(share, spec.lower.ink));
  return paint;
}

function regions(frame, spec, y) {
  const box = (from, to, ink) =>
    svg("rect", {
      class: "region",
      x: frame.left,
      y: from,
      width: frame.plot,
      height: Math.max(to - from, 0),
      fill: css(ink),
    });
  return [
    box(y(spec.high), y(spec.middle), spec.upper.ink),
    box(y(spec.middle), y(spec.low), spec.lower.ink),
  ];
}

function gridLines(frame, spec, y) {
  return spec.ticks.flatMap((tick) => [
    svg("line", {
      class: tick === spec.middle ? "grid middle" : "grid",
      x1: frame.left,
      x2: frame.left + frame.plot,
      y1: y(tick),
      y2: y(tick),
    }),
    svg("text", { class: "tick", x: frame.left - 7, y: y(tick) + 4 }, spec.format(tick)),
  ]);
}

function regionLabels(frame, spec, y) {
  const label = (text, place, side) =>
    svg("text", { class: `region-label ${side}`, x: frame.left + 8, y: place }, text);
  if (!spec.upper.label) return [];
  return [
    label(spec.upper.label, y(spec.high) + 16, "positive"),
    label(spec.lower.label, y(spec.low) - 8, "negative"),
  ];
}

function axisName(spec) {
  const middle = spec.height / 2;
  return svg("text", { class: "axis-name", x: 11, y: middle, transform: `rotate(-90 11 ${middle})` }, spec.axis);
}

function gapMarks(frame, spec) {
  const gaps = [...spec.values.keys()].filter((step) => !Number.isFinite(spec.values[step]));
  if (!gaps.length) return [];
  const id = `${spec.name}-gap`;
  const pattern = svg("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse" });
  pattern.append(svg("path", { class: "hatch", d: "M-1 7L7 -1M-1 1L1 -1M5 7L7 5" }));
  const mark = (step) =>
    svg("rect", {
      x: frame.x(step) - frame.cell / 2,
      y: CHART_TOP,
      width: frame.cell,
      height: spec.height - CHART_TOP - CHART_BOTTOM,
      fill: `url(#${id})`,
    });
  return [pattern, ...gaps.map(mark)];
}

// The points of each unbroken run; a value that is not a number ends the run.
function runsOf(frame, spec, y) {
  const runs = [[]];
  if (Number.isFinite(spec.initial)) runs[0].push([frame.left, y(spec.initial)]);
  spec.values.forEach((value, step) => {
    if (Number.isFinite(value)) runs.at(-1).push([frame.x(step), y(value)]);
    else if (runs.at(-1).length) runs.push([]);
  });
  return runs.filter((run) => run.length);
}

function curves(frame, spec, y) {
  const paint = `url(#${spec.name})`;
  const base = y(spec.middle).toFixed(1);
  const nodes = runsOf(frame, spec, y).flatMap((run) => {
    const path = run.map(([x, height]) => `${x.toFixed(1)} ${height.toFixed(1)}`).join("L");
    const area = `M${run[0][0].toFixed(1)} ${base}L${path}L${run.at(-1)[0].toFixed(1)} ${base}Z`;
    const lone = run.length === 1 ? [svg("circle", { cx: run[0][0], cy: run[0][1], r: 3, fill: paint })] : [];
    return [
      svg("path", { class: "area", d: area, fill: paint }),
      svg("path", { class: "curve", d: `M${path}`, stroke: paint }),
      ...lone,
    ];
  });
  if (!Number.isFinite(spec.initial)) return nodes;
  const start = svg("circle", { class: "initial", cx: frame.left, cy: y(spec.initial), r: 3.5, stroke: paint });
  start.append(svg("title", {}, spec.initialName));
  return [...nodes, start];
}

export function moveDot(line, step) {
  const value = line.values[step];
  line.dot.style.visibility = Number.isFinite(value) ? "visible" : "hidden";
  if (!Number.isFinite(value)) return;
  line.dot.style.transform = `translate(${line.x(step)}px, ${line.y(value)}px)`;
}

export function probabilitySpec({ model, palette, frame }) {
  const { labels } = model;
  return {
    name: "probability-ink",
    values: model.probability,
    initial: model.initial_probability,
    initialName: labels.initial,
    low: 0,
    high: 1,
    middle: 0.5,
    ticks: [0, 0.5, 1],
    format: String,
    axis: labels.axis_probability,
    height: frame.narrow ? 140 : 168,
    upper: { ink: palette.positive, label: labels.positive },
    lower: { ink: palette.negative, label: labels.negative },
  };
}

export function unitSpec({ model, palette, unit, frame }) {
  const { states_low: low, states_limit: high } = model;
  const shades = palette[stateScale(model)];
  return {
    name: "unit-ink",
    values: unitLine(model, unit),
    low,
    high,
    middle: 0,
    ticks: [...new Set([low, 0, high])],
    format: (tick) => (tick ? worth(model, tick, Math.abs(tick) < 1 ? 2 : 1) : "0"),
    axis: model.labels[isGate(model) ? "axis_gate" : "axis_state"],
    height: frame.narrow ? 112 : 128,
    upper: { ink: shadeAt(shades, 0.93) },
    lower: { ink: shadeAt(shades, 0.07) },
  };
}

// ---- the axis under the last chart: word numbers, or the words themselves where they fit ----

export function drawAxis(view) {
  const { ui, model, frame } = view;
  const named = frame.cell >= 54;
  const every = niceStep(46 / frame.cell);
  const due = (step) => named || (model.numbers[step] !== null && model.numbers[step] % every === 0);
  const ticks = [...Array(model.count).keys()].filter(due).map((step) => {
    const tick = named ? word(model.steps[step].t, "named") : element("span", "", model.numbers[step]);
    tick.style.left = `${frame.x(step)}px`;
    tick.style.maxWidth = named ? `${frame.cell - 6}px` : "";
    return tick;
  });
  ui.axis.replaceChildren(
    ...ticks,
    element("span", "axis-title", named ? model.labels.axis_words : model.labels.axis_word),
  );
}

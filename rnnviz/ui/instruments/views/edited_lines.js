// ---- edited_lines.js: both running logits over the aligned words, and what lies between them ----

import { drawStepAxis } from "../../drawing/axes.js";
import {
  BOTTOM,
  curveOf,
  dotsOf,
  gridOf,
  joined,
  moveDots,
  nameUp,
  pictureOf,
  runsOf,
  stepPlot,
  TOP,
} from "../../drawing/chart.js";
import { svg, tellSlider } from "../../drawing/dom.js";
import { frameOf } from "../../drawing/frame.js";
import { lineLegend } from "../../drawing/legend.js";
import { css, fill, mix, signed } from "../../drawing/scale.js";
import { piecesBetween, saidAt } from "./edited_columns.js";

const TALL = 210, NARROW = 190;

/** @param {any} view */
export function drawBoth(view) {
  const { ui, model, palette } = view, { labels } = model;
  const frame = (view.frame = frameOf(ui.stack.clientWidth, model.columns.length));
  const plot = stepPlot(frame, frame.narrow ? NARROW : TALL, { low: model.low, high: model.high });
  const soft = mix(palette.surface, palette.ink, 0.62);
  const lines = [
    { values: model.before, ink: soft, dash: "5 4", label: labels.before },
    { values: model.after, ink: palette.ink, dash: "none", label: labels.after },
  ];
  const picture = pictureOf(plot);
  picture.append(
    ...gridOf(plot, model.ticks.map((tick) => ({ ...tick, middle: tick.at === 0 }))),
    ...between(plot, frame, model, palette),
    ...lines.flatMap(({ values, ink, dash }) =>
      runsOf(values, frame.x, plot.y).flatMap((run) => curveOf(run, css(ink), { "stroke-dasharray": dash }))
    ),
    ...sides(plot, labels),
    nameUp(labels.axis, plot.height, frame.narrow ? 5 : 11),
  );
  view.written = signed;
  view.dots = dotsOf({ x: frame.x, y: plot.y }, lines.map(({ values }) => values), lines.map(({ ink }) => ink));
  ui.lines.replaceChildren(picture, ...view.dots.nodes);
  ui.lines.setAttribute("aria-label", model.titles.lines);
  view.legend.replaceChildren(...lineLegend(lines));
  drawStepAxis(ui.axis, frame, labels.axis_words);
}

// The side that the edit moves the verdict to, as far as it does: one shape for either side.
/** @param {import("../../drawing/chart.js").Plot} plot @param {import("../../drawing/frame.js").StepFrame} frame */
function between(plot, { x }, { before, after }, { positive, negative }) {
  const shapes = { positive: "", negative: "" };
  for (const { side, corners } of piecesBetween(before, after)) {
    shapes[side] += `M${joined(corners.map(([at, value]) => [x(at), plot.y(value)]))}Z`;
  }
  return Object.entries({ positive, negative }).filter(([side]) => shapes[side]).map(([side, ink]) =>
    svg("path", { class: "between", d: shapes[side], fill: css(ink) })
  );
}

/** @param {import("../../drawing/chart.js").Plot} plot */
function sides({ left, plot, top, foot }, { positive, negative }) {
  const x = left + plot - 6, place = { x, "text-anchor": "end" };
  return [
    svg("text", { class: "region-label positive", ...place, y: top + 14 }, positive),
    svg("text", { class: "region-label negative", ...place, y: foot - 5 }, negative),
  ];
}

/** @param {any} view @param {number} column */
export function showNow({ ui, frame, dots, model }, column) {
  const head = ui.lines.offsetTop + TOP, foot = ui.lines.offsetTop + ui.lines.offsetHeight - BOTTOM;
  Object.assign(ui.timeline.style, {
    top: `${head}px`,
    height: `${foot - head}px`,
    transform: `translateX(${frame.x(column)}px)`,
  });
  moveDots(dots, column);
  ui.root.dataset.column = column;
  const { one, other } = model.columns[column];
  const values = { before: signed(model.before[column]), after: signed(model.after[column]) };
  const name = one === other ? one : saidAt({ one, other }, model.labels);
  tellSlider(ui.lines, column, model.columns.length, fill(model.labels.says, { word: name, ...values }));
}

// ---- curve_labels.js: labels in a chart of curves; where there is room, they stand on no line and no other label ----

import { svg } from "../../drawing/dom.js";
import { alongLine, boxOf, freePlace } from "../../drawing/labels.js";

export function labelsOf(model, plot, panel) {
  const right = plot.left + plot.plot, within = { left: plot.left, right, top: 0, foot: plot.foot };
  /** @type {import("../../drawing/labels.js").Box[]} */
  const boxes = [];
  const points = [...panel.series.flatMap((line) => linePoints(plot, line)), ...levelPoints(plot, panel)];
  const { best } = panel, { overfit, labels } = model;
  const wanted = [
    ...(best ? [{ text: best.label, places: placesAround(plot.x(best.x), plot.y(best.y)) }] : []),
    ...panel.turns.map(({ x, label }) => ({ text: label, places: placesIn(plot, plot.x(x)) })),
    ...(overfit ? [{ text: labels.overfit, places: placesIn(plot, plot.x(overfit)) }] : []),
  ];
  return wanted.map(({ text, places }) => {
    const place = freePlace(text, places, { points, boxes }, within);
    boxes.push(boxOf(text, place));
    return svg("text", { class: place.end ? "note right" : "note", x: place.x, y: place.y }, text);
  });
}

function linePoints(plot, { x, y }) {
  const shown = [...x.keys()].filter((at) => Number.isFinite(y[at]));
  return alongLine(shown.map((at) => [plot.x(x[at]), plot.y(y[at])]));
}

function levelPoints({ left, plot, y }, { marks }) {
  return marks.flatMap(({ value }) => alongLine([[left, y(value)], [left + plot, y(value)]]));
}

// Beside a point, first close to it, then above and below.
function placesAround(x, y) {
  const drops = [-9, 20, -24, 34, -40, 50, -60, 70, 90, 110];
  return drops.flatMap((drop) => [{ x: x + 11, y: y + drop }, { x: x - 11, y: y + drop, end: true }]);
}

// In the part of the chart that begins at `from`: at its foot or its top, right or left.
function placesIn({ left, plot, top, foot }, from) {
  const right = left + plot - 4;
  return [foot - 8, top + 14, (top + foot) / 2, (3 * top + foot) / 4, (top + 3 * foot) / 4].flatMap((y) => [
    { x: right, y, end: true },
    { x: from + 4, y },
  ]);
}

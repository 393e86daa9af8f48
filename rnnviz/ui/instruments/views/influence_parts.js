// ---- influence_parts.js: the pictures of a memory: lines, matrix, gate, saturation ----

import { drawGutter, namedRows } from "../../drawing/axes.js";
import { BOTTOM, curveOf, gridOf, levelOf, nameUp, pictureOf, runsOf, stepPlot, TOP } from "../../drawing/chart.js";
import { element, svg } from "../../drawing/dom.js";
import { paintStates } from "../../drawing/frame.js";
import { colourBar, lineLegend } from "../../drawing/legend.js";
import { powerTicks } from "../../drawing/lines.js";
import { sizeCanvas } from "../../drawing/numbers.js";
import { clamp, css, mix, shadeAt } from "../../drawing/scale.js";
import { keptLine, leftAt, measuredLine, predictedLine } from "./influence_model.js";

const CURVE = 190, GATE = 96, SATURATION = 12;
const REFERENCE = { line: "reference", text: "reference-label", lift: 5 };
const DASHES = ["7 5", "2 4"];

const logarithm = (value) => (value > 0 ? Math.log10(value) : -Infinity);

/** The lines of a row: what is followed thick, what else is measured dashed, and what is predicted in two other inks. */
export function linesOf(model, palette, row) {
  const own = model.rows[row], soft = mix(palette.surface, palette.ink, 0.6);
  const others = model.measures.filter(({ shown }) => !shown);
  const measured = model.measures.map((measure) => ({
    name: measure.name,
    label: measure.label,
    values: measuredLine(model, measure.codes, row),
    ink: measure.shown ? palette.ink : soft,
    dash: measure.shown ? "none" : DASHES[others.indexOf(measure)],
    weight: measure.shown ? "thick" : "thin",
  }));
  const said = [["gradient", palette.told[0]], ["spectrum", palette.told[1]]].flatMap(([name, ink]) =>
    model[name].length
      ? [{
        name,
        label: model.labels[name],
        values: predictedLine(model[name], own, model.count),
        ink,
        dash: "none",
        weight: "",
      }]
      : []
  );
  return [...said, ...measured];
}

/** The keys of the lines: what is followed first, what is predicted last. */
function keysOf(lines) {
  const order = { thick: 0, thin: 1 };
  return [...lines].sort((one, other) => (order[one.weight] ?? 2) - (order[other.weight] ?? 2));
}

export function drawCurve(view) {
  const { ui, model, frame, row, palette } = view;
  const lines = (view.lines = linesOf(model, palette, row));
  const low = Math.round(Math.log10(model.foot)), high = Math.max(Math.log10(model.top), 0) + 0.15;
  const plot = stepPlot(frame, CURVE, { low, high, bend: logarithm });
  const picture = pictureOf(plot);
  picture.append(
    ...gridOf(plot, powerTicks(low, Math.floor(high), CURVE, false)),
    ...levelOf(plot, { value: 0.5, label: "" }, REFERENCE),
    svg("text", { class: "tick", x: plot.left - 7, y: plot.y(0.5) + 4 }, model.labels.half),
  );
  for (const line of lines) picture.append(...curvesOf(plot, line, model.foot, 10 ** high));
  picture.append(nameUp(model.labels.axis_left, CURVE, frame.narrow ? 5 : 11));
  ui.curve.replaceChildren(picture);
  ui.curveTitle.textContent = model.titles[row];
  ui.curveLegend.replaceChildren(...lineLegend(keysOf(lines)));
}

// A line that leaves the picture at its foot or its top ends there: along the edge it would say that so much is left.
function curvesOf(plot, { values, ink, dash, weight }, foot, top) {
  const beyond = (value) => !(value >= foot && value <= top);
  const drawn = Float32Array.from(
    values,
    (value, step) => (beyond(value) && beyond(values[step - 1]) && beyond(values[step + 1]) ? NaN : value),
  );
  return runsOf(drawn, plot.x, plot.y).filter((run) => run.length > 1).flatMap((run) =>
    curveOf(run, css(ink), { class: `curve ${weight}`, "stroke-dasharray": dash })
  );
}

// ---- the matrix ----

export function matrixHeight(rows, narrow) {
  return clamp(rows * 15, 60, narrow ? 260 : 340);
}

export function drawMatrix(view) {
  const { ui, model, frame, palette } = view;
  const { codes } = model.measures.find(({ shown }) => shown);
  const rows = model.rows.length, height = (view.tall = matrixHeight(rows, frame.narrow));
  const image = new ImageData(model.count, rows), bytes = palette.sequential.map((colour) => colour.map(Math.round));
  for (let row = 0; row < rows; row++) {
    for (let step = model.begins[row]; step < model.count; step++) {
      const left = leftAt(model, codes, row, step), at = 4 * (row * model.count + step);
      if (Number.isNaN(left)) continue;
      image.data.set(shadeAt(bytes, left / model.top), at);
      image.data[at + 3] = 255;
    }
  }
  sizeCanvas(ui.canvas, frame.plot, height);
  Object.assign(ui.heatmap.style, { height: `${height}px`, marginLeft: `${frame.left}px`, width: `${frame.plot}px` });
  paintStates(ui.canvas, image, [], palette);
  const ticks = [0, model.top / 2, model.top];
  ui.matrixLegend.replaceChildren(...colourBar(palette.sequential, ticks, [model.labels.nothing, model.labels.all]));
  ui.matrixTitle.textContent = model.matrix_title;
  ui.heatmap.setAttribute("aria-label", model.matrix_title);
}

export function frameRow(view) {
  const { ui, model, frame, row, tall } = view;
  const each = tall / model.rows.length;
  ui.row.style.top = `${row * each}px`;
  ui.row.style.height = `${Math.max(each, 2)}px`;
  const numbered = namedRows(model.rows.length + 1, each, { apart: 14, chosen: row + 1, clear: 14 }); // words count from 1
  const names = numbered.filter((number) => number > 0).map((number) => number - 1).map((at) => ({
    label: model.numbers[model.rows[at]],
    middle: (at + 0.5) * each,
    chosen: at === row,
  }));
  drawGutter(ui.gutter, frame, names, model.labels.axis_row);
}

// ---- the gate ----

export function drawGate(view) {
  const { ui, model, frame, row, palette } = view;
  ui.gate.hidden = !model.kept;
  if (!model.kept) return;
  const plot = stepPlot(frame, GATE, { low: 0, high: 1 });
  const soft = mix(palette.surface, palette.ink, 0.6);
  const lines = [
    { label: model.labels.weighted, values: keptLine(model, row), ink: palette.ink, weight: "thick" },
    { label: model.labels.mean, values: model.kept.mean, ink: soft, weight: "thin" },
  ];
  const picture = pictureOf(plot);
  picture.append(...gridOf(plot, [0, 0.5, 1].map((at) => ({ at, label: at }))));
  for (const { values, ink, weight } of [...lines].reverse()) {
    const runs = runsOf(values, plot.x, plot.y);
    picture.append(...runs.flatMap((run) => curveOf(run, css(ink), { class: `curve ${weight}` })));
  }
  picture.append(nameUp(model.kept.axis, GATE, frame.narrow ? 5 : 11));
  ui.kept.replaceChildren(picture);
  ui.gateTitle.textContent = model.kept.titles[row];
  ui.kept.setAttribute("aria-label", model.kept.titles[row]);
  ui.gateLegend.replaceChildren(...lineLegend(lines));
}

/** The line of the cursor passes through all charts. */
export function placeLines({ ui, model }) {
  const last = model.kept ? ui.kept : ui.heatmap.parentElement;
  const top = ui.curve.offsetTop + TOP, foot = last.offsetTop + last.offsetHeight - (model.kept ? BOTTOM : 0);
  for (const line of [ui.timeline, ui.ghost]) Object.assign(line.style, { top: `${top}px`, height: `${foot - top}px` });
}

// ---- saturation ----

export function drawSaturation(view) {
  const { ui, model, palette } = view;
  ui.saturationTitle.textContent = model.saturation_title;
  ui.saturationLegend.hidden = ui.rows.hidden = !model.saturation.length;
  ui.saturationLegend.replaceChildren(
    ...colourBar(palette.sequential, ["0", "50 %", "100 %"], [model.labels.none, model.labels.every]),
  );
  const bytes = palette.sequential.map((colour) => colour.map(Math.round));
  const rows = model.saturation.map(({ label, values }, at) => {
    const canvas = element("canvas");
    canvas.dataset.row = String(at);
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", label);
    return { canvas, values, bytes, nodes: [element("span", "", label), canvas] };
  });
  ui.rows.replaceChildren(...rows.flatMap(({ nodes }) => nodes), ui.unit);
  for (const { canvas, values } of rows) {
    const image = new ImageData(values.length, 1);
    values.forEach((value, unit) => {
      image.data.set(shadeAt(bytes, value), 4 * unit);
      image.data[4 * unit + 3] = 255;
    });
    sizeCanvas(canvas, Math.max(ui.unit.clientWidth, 40), SATURATION);
    paintStates(canvas, image, [], palette);
  }
}

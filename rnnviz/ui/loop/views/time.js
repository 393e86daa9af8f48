// ---- time.js: everything over time: inputs, outputs, memory, on one frame with one cursor ----

import { drawGutter, drawStepAxis, namedRows } from "../../drawing/axes.js";
import { moveDots } from "../../drawing/chart.js";
import { frameOf } from "../../drawing/frame.js";
import { lineLegend } from "../../drawing/legend.js";
import { drawLogLines } from "../../drawing/lines.js";
import { paintNumbers, shadeOf } from "../../drawing/numbers.js";
import { clamp, mix } from "../../drawing/scale.js";
import { placeTimelines, showTimelines } from "../../drawing/timeline.js";

const SMALLEST = 1e-60; // what is smaller is not drawn: no floor that looks like data

// Rows get thinner the more there are, down to one pixel, so that all of them stay in the window.
export function mapTall(rows, room = isLow() ? 128 : 200) {
  return clamp(room / rows, 1, 24);
}

function isLow() {
  return globalThis.innerHeight < 840;
}

// A cell that is drawn with its gates takes room from what lies below it.
function roomOf({ blocks }) {
  if (!isLow()) return { map: 200, lines: 150 };
  return blocks.length > 1 ? { map: 104, lines: 72 } : { map: 128, lines: 90 };
}

export function drawTime(view) {
  const { ui, model } = view;
  view.frame = frameOf(view.sizes.stack, model.count);
  drawMap(view, ui.outputs, model.hidden, model.units, model.limits.states[model.states[0].symbol]);
  drawMemory(view);
  drawStepAxis(ui.axis, view.frame, model.labels.axis_step);
}

function drawMap(view, map, values, rows, limit) {
  const { frame, palette } = view;
  const tall = mapTall(rows, roomOf(view.model).map), height = tall * rows;
  const at = (row, step) => values[step * rows + row];
  const shade = (value) => shadeOf(palette.diverging, value, limit);
  Object.assign(map.host.style, { height: `${height}px`, marginLeft: `${frame.left}px`, width: `${frame.plot}px` });
  paintNumbers(map.canvas, { rows, columns: frame.count, width: frame.plot, height, at, shade, palette });
  map.tall = tall;
  drawRowNames(map, frame, rows, view.model.labels.axis_unit);
}

export function drawRowNames(map, frame, count, name) {
  const rows = namedRows(count, map.tall, { apart: 13 }).map((row) => ({ label: row, middle: (row + 0.5) * map.tall }));
  drawGutter(map.gutter, frame, rows, name);
}

function drawMemory(view) {
  const { ui, model, palette, frame } = view;
  const soft = mix(palette.surface, palette.ink, 0.62), last = model.memory.length - 1;
  const looks = [{ ink: palette.ink }, { ink: soft, dash: "7 5" }, { ink: palette.ink, dash: "2 4" }];
  const differs = { ink: palette.accent };
  const lines = model.memory.map((line, at) => ({
    ...line,
    ...(at === last ? differs : looks[at % 3]),
  }));
  view.memory = drawLogLines(ui.memory, frame, {
    lines,
    height: roomOf(model).lines,
    axis: model.labels.axis_memory,
    least: SMALLEST,
    length: model.length,
  });
  ui.views.memory.querySelector(".legend").replaceChildren(...lineLegend(lines));
}

// From the top of the outputs to the foot of the memory.
export function placeTimeline(view) {
  const { ui } = view;
  const stack = ui.stack.getBoundingClientRect();
  const top = ui.outputs.host.getBoundingClientRect().top - stack.top;
  const foot = ui.memory.getBoundingClientRect().bottom - stack.top - 8;
  placeTimelines(ui, top, foot);
  placeSeam(view, top, foot);
  // What lies ahead is hidden in what grows with the loop; the memory is a view from the end.
  ui.veil.style.bottom = `${stack.bottom - ui.outputs.host.getBoundingClientRect().bottom}px`;
}

// Where a second sequence begins the state is zeros again.
function placeSeam({ ui, model, frame }, top, foot) {
  ui.seam.hidden = model.length === model.count;
  const left = frame.x(model.length) - frame.cell / 2;
  Object.assign(ui.seam.style, { top: `${top}px`, height: `${foot - top}px`, left: `${left}px` });
  ui.seamName.textContent = model.labels.reset;
}

export function markOutputRow({ ui, unit }) {
  Object.assign(ui.outputRow.style, { top: `${unit * ui.outputs.tall}px`, height: `${ui.outputs.tall}px` });
}

export function showTimeCursor(view, step) {
  showTimelines(view.ui, view.frame, view.cursor);
  moveDots(view.memory, step);
}

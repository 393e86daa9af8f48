// ---- heatmap.js: units x steps, painted once; a hover only moves the frames laid over it ----

import { drawGutter, namedRows } from "../../drawing/axes.js";
import { paintStates } from "../../drawing/frame.js";
import { sizeCanvas } from "../../drawing/numbers.js";
import { clamp, fill, shadeAt } from "../../drawing/scale.js";
import { stateAt, stateScale, stateShare } from "./model.js";
import { rowHeight } from "./room.js";

// One pixel a state, scaled up by the canvas without smoothing.
function stateImage(view) {
  const { model, palette } = view;
  const image = new ImageData(model.count, model.order.length);
  const bytes = palette[stateScale(model)].map((colour) => colour.map(Math.round));
  const gaps = [];
  model.order.forEach((unit, row) => {
    for (let step = 0; step < model.count; step++) {
      const value = stateAt(model, unit, step);
      if (!Number.isFinite(value)) gaps.push([row, step]);
      else image.data.set(shadeAt(bytes, stateShare(model, value)), 4 * (row * model.count + step));
      image.data[4 * (row * model.count + step) + 3] = Number.isFinite(value) ? 255 : 0;
    }
  });
  return { image, gaps };
}

export function drawHeatmap(view) {
  const { ui, model, frame } = view;
  const rows = model.order.length, height = rowHeight(rows, view.room.heatmap) * rows;
  const { image, gaps } = stateImage(view);
  sizeCanvas(ui.canvas, frame.plot, height);
  Object.assign(ui.heatmap.style, { height: `${height}px`, marginLeft: `${frame.left}px`, width: `${frame.plot}px` });
  paintStates(ui.canvas, image, gaps, view.palette);
}

export function drawUnits(view) {
  const { ui, model, frame, unit } = view;
  const tall = rowHeight(model.order.length, view.room.heatmap);
  const chosen = model.order.indexOf(unit);
  const rows = namedRows(model.order.length, tall, { apart: 12, chosen, clear: 14 });
  const names = rows.map((row) => ({ label: model.order[row], middle: (row + 0.5) * tall, chosen: row === chosen }));
  drawGutter(ui.gutter, frame, names, fill(model.labels.axis_unit, { order: model.order_label }));
  ui.row.style.top = `${chosen * tall}px`;
  ui.row.style.height = `${tall}px`;
  ui.row.hidden = chosen < 0;
}

export function unitAt(view, event) {
  const box = view.ui.gutter.getBoundingClientRect();
  const rows = view.model.order.length;
  return view.model.order[clamp(Math.floor(((event.clientY - box.top) / box.height) * rows), 0, rows - 1)];
}

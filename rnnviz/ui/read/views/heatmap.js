// ---- heatmap.js: units x steps, painted once; a hover only moves the frames laid over it ----

import { element } from "../../drawing/dom.js";
import { paintStates } from "../../drawing/frame.js";
import { clamp, fill, niceStep, shadeAt } from "../../drawing/scale.js";
import { stateAt, stateScale, stateShare } from "./model.js";

function rowHeight(units) {
  const ideal = 384 / units;
  if (ideal >= 2) return Math.min(Math.floor(ideal), 22);
  return Math.max(ideal, 480 / units);
}

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
  const rows = model.order.length, height = rowHeight(rows) * rows;
  const ratio = globalThis.devicePixelRatio || 1;
  const { image, gaps } = stateImage(view);
  const canvas = ui.canvas;
  canvas.width = Math.round(frame.plot * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.width = `${frame.plot}px`;
  canvas.style.height = `${height}px`;
  ui.heatmap.style.height = `${height}px`;
  ui.heatmap.style.marginLeft = `${frame.left}px`;
  ui.heatmap.style.width = `${frame.plot}px`;
  paintStates(canvas, image, gaps, view.palette);
}

export function drawGutter(view) {
  const { ui, model, frame, unit } = view;
  const tall = rowHeight(model.order.length);
  const every = niceStep(12 / tall);
  const chosen = model.order.indexOf(unit);
  const far = (row) => row === chosen || Math.abs(row - chosen) * tall >= 14;
  const rows = model.order.map((_, row) => row).filter((row) => row === chosen || (row % every === 0 && far(row)));
  ui.gutter.style.width = `${frame.left}px`;
  ui.gutter.replaceChildren(
    ...rows.map((row) => rowLabel(model.order[row], (row + 0.5) * tall, row === chosen)),
    element("span", "axis-name", fill(model.labels.axis_unit, { order: model.order_label })),
  );
  ui.row.style.top = `${chosen * tall}px`;
  ui.row.style.height = `${tall}px`;
  ui.row.hidden = chosen < 0;
}

function rowLabel(unit, top, chosen) {
  const label = element("span", chosen ? "unit chosen" : "unit", unit);
  label.style.top = `${top}px`;
  return label;
}

export function unitAt(view, event) {
  const box = view.ui.gutter.getBoundingClientRect();
  const rows = view.model.order.length;
  return view.model.order[clamp(Math.floor(((event.clientY - box.top) / box.height) * rows), 0, rows - 1)];
}

// ---- numbers.js: the weights and the inputs of a loop: every number on hover, to be typed where there are few ----

import { drawStepAxis } from "../../drawing/axes.js";
import { announceCursor, hearCursor } from "../../drawing/cursor.js";
import { element, findParts, tellSlider } from "../../drawing/dom.js";
import { frameOf, stepUnder } from "../../drawing/frame.js";
import { onKeys } from "../../drawing/keys.js";
import { colourBar } from "../../drawing/legend.js";
import { living } from "../../drawing/mount.js";
import { paintNumbers, shadeOf, written } from "../../drawing/numbers.js";
import { clamp, fill, readPalette } from "../../drawing/scale.js";
import { hideTip, showTip } from "../../drawing/tip.js";
import { blockKeys, buildBlocks, markBlock } from "./blocks.js";
import { drawMatrices, markMatrixRow, watchMatrices } from "./matrices.js";
import { decodeLoop } from "./model.js";
import { brief, EDIT_TALL, fillTable, numberTable } from "./table.js";
import { loopTable } from "./tables.js";
import { drawRowNames, mapTall } from "./time.js";

const PARTS = {
  blocks: ".blocks",
  matrices: ".matrices",
  complaint: ".complaint",
  stack: ".stack",
  timeline: ".timeline",
  tooltip: ".tooltip",
  axis: ".axis",
  weights: ".view.weights",
  inputs: ".view.inputs",
};

function drawNumbers(view) {
  const { ui, model } = view;
  view.palette = readPalette(ui.root, model.colours);
  buildBlocks(view, (block) => chooseBlock(view, block));
  for (const name of ["weights", "inputs"]) {
    ui[name].querySelector(".title").textContent = model.titles[name];
    ui[name].querySelector(".help").textContent = model.helps[name];
    const limit = model.limits[name], { below, above } = model.labels.legend;
    const ticks = [`−${brief(limit)}`, "0", `+${brief(limit)}`];
    ui[name].querySelector(".legend").replaceChildren(...colourBar(view.palette.diverging, ticks, [below, above]));
  }
  ui.map.host.setAttribute("aria-label", model.titles.inputs);
  layOut(view);
}

function layOut(view) {
  drawMatrices(view);
  drawInputs(view);
  showStep(view, Math.min(view.step, view.model.count - 1));
}

function chooseBlock(view, block) {
  view.block = block;
  markBlock(view);
  drawMatrices(view);
}

function drawInputs(view) {
  const { ui: { map, stack, axis }, model, palette } = view;
  const frame = (view.frame = frameOf(stack.clientWidth, model.count));
  const typed = model.editable && frame.cell >= 44, rows = model.features;
  const tall = typed ? EDIT_TALL : mapTall(rows), height = tall * rows;
  const at = (row, step) => model.inputs[step * rows + row];
  const shade = (value) => shadeOf(palette.diverging, value, model.limits.inputs);
  Object.assign(map.host.style, { height: `${height}px`, marginLeft: `${frame.left}px`, width: `${frame.plot}px` });
  paintNumbers(map.canvas, { rows, columns: frame.count, width: frame.plot, height, at, shade, palette });
  map.tall = tall;
  layTable(view, typed, at, shade);
  drawRowNames(map, frame, rows, model.labels.axis_feature);
  drawStepAxis(axis, frame, model.labels.axis_step);
}

// Where the inputs can be typed, a table lies over their picture.
function layTable(view, typed, at, shade) {
  const { ui: { map }, model, frame } = view;
  const shape = typed ? `${model.features}x${frame.count}` : "";
  if (map.shape !== shape) map.table?.remove();
  if (typed && map.shape !== shape) {
    map.table = numberTable(view, "inputs", model.features, frame.count, model.labels.typing.inputs);
    map.host.append(map.table);
  }
  map.shape = shape;
  // A slider may hold nothing that can be focused: with a table in it the picture is a group.
  map.host.setAttribute("role", typed ? "group" : "slider");
  map.host.tabIndex = typed ? -1 : 0;
  for (const name of typed ? ["valuemin", "valuemax", "valuenow", "valuetext"] : []) {
    map.host.removeAttribute(`aria-${name}`);
  }
  if (typed) fillTable(view, map.table, frame.count, at, shade);
}

function showStep(view, step) {
  const { ui: { map, stack, timeline, root }, frame, model } = view;
  view.step = step;
  const top = map.host.getBoundingClientRect().top - stack.getBoundingClientRect().top;
  const place = { top: `${top}px`, height: `${map.tall * model.features}px` };
  Object.assign(timeline.style, place, { transform: `translateX(${frame.x(step)}px)` });
  root.dataset.cursor = step;
  if (map.host.getAttribute("role") === "slider") {
    tellSlider(map.host, step, model.count, fill(model.labels.at_step, { t: step + 1 }));
  }
}

function goTo(view, step) {
  showStep(view, step);
  announceCursor(view.ui.root, { step, count: view.model.count, pinned: false });
}

// ---- pointer and keys ----

function watchInputs(view, on) {
  const { ui } = view;
  const { host } = ui.map;
  on(host, "pointermove", (event) => {
    if (event.target.matches?.("input")) return;
    const { model, frame } = view, step = stepUnder(frame, ui.stack, event);
    const y = event.clientY - host.getBoundingClientRect().top;
    const row = clamp(Math.floor(y / ui.map.tall), 0, model.features - 1);
    goTo(view, step);
    showTip(
      ui.tooltip,
      ui.root,
      event,
      element("span", "what", fill(model.labels.at_step, { t: step + 1 })),
      element("span", "where", fill(model.labels.at_feature, { row })),
      element("span", "value", written(model.inputs[step * model.features + row])),
    );
  });
  on(host, "pointerleave", () => hideTip(ui.tooltip));
  onKeys(on, host, () => {
    const to = (step) => () => goTo(view, clamp(step, 0, view.model.count - 1));
    return { ArrowLeft: to(view.step - 1), ArrowRight: to(view.step + 1), Home: to(0), End: to(view.model.count - 1) };
  });
}

function mountNumbers(root, life) {
  const { on, send, sized } = life;
  const parts = findParts(root, PARTS);
  const ui = { root, ...parts, map: findParts(parts.inputs, { host: ".map", canvas: "canvas", gutter: ".gutter" }) };
  const view = { ui, send, step: 0, unit: 0, block: 0, mixing: false, model: /** @type {any} */ (null) };
  watchInputs(view, on);
  watchMatrices(view, on);
  on(ui.blocks, "keydown", (event) => blockKeys(view, event, (block) => chooseBlock(view, block)));
  hearCursor(life, root, ({ step }) => {
    view.step = step; // also before the first drawing
    if (view.model && step < view.model.count) showStep(view, step);
  });
  on(globalThis, "rnnviz-unit", ({ detail }) => {
    view.unit = detail;
    if (view.model && detail < view.model.units) markMatrixRow(view);
  });
  sized(ui.stack, () => {
    const width = ui.stack.clientWidth;
    if (view.model && width && width !== view.frame?.width) layOut(view);
  });
  return view;
}

/** @param {any} view @param {import("./model.js").LoopPayload} payload */
function updateNumbers(view, payload) {
  view.model = decodeLoop(payload);
  view.block = Math.min(view.block, view.model.blocks.length - 1);
  view.unit = Math.min(view.unit, view.model.units - 1);
  drawNumbers(view);
}

export default living({ mount: mountNumbers, update: updateNumbers, table: loopTable });

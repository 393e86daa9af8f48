// ---- loop.js: mounts the views of the loop on one cursor and one unit; the only file that speaks to Streamlit ----

import { TimeCursor } from "../../drawing/cursor.js";
import { colourBar, element, placeTip, writeParts } from "../../drawing/dom.js";
import { living } from "../../drawing/mount.js";
import { written } from "../../drawing/numbers.js";
import { findPlayback, nameControls, watchPlayback, writePlayState } from "../../drawing/playback.js";
import { clamp, fill, parseColour, readPalette } from "../../drawing/scale.js";
import { brief, drawMatrices, markMatrixRow } from "./matrices.js";
import { decodeLoop, loopSays, unitOf } from "./model.js";
import {
  blockKeys,
  buildBlocks,
  buildEquation,
  buildProducts,
  isGateBlock,
  measureRows,
  paintEquation,
  paintProducts,
  writeTimed,
} from "./step.js";
import { drawTime, markOutputRow, showTimeCursor } from "./time.js";
import { drawFilm, momentAt } from "./unrolled.js";

function findLoop(root) {
  const one = (selector) => root.querySelector(selector);
  const map = (name) => {
    const view = one(`.view.${name}`);
    return {
      view,
      host: view.querySelector(".map"),
      canvas: view.querySelector("canvas"),
      gutter: view.querySelector(".gutter"),
    };
  };
  const views = Object.fromEntries(
    ["unrolled", "step", "weights", "inputs", "outputs", "memory"].map((name) => [name, one(`.view.${name}`)]),
  );
  return {
    root,
    views,
    ...findPlayback(root),
    sentence: one(".sentence"),
    pin: one(".pin"),
    announcer: one(".announcer"),
    film: one(".film"),
    filmCanvas: one(".film canvas"),
    formula: one(".formula"),
    blocks: one(".blocks"),
    equation: one(".sum-rows"),
    mixing: one(".mixing"),
    mix: one(".mix-rows"),
    products: one(".products"),
    matrices: one(".matrices"),
    complaint: one(".complaint"),
    inputs: map("inputs"),
    outputs: map("outputs"),
    outputRow: one(".outputs .row"),
    memory: one(".chart.lines"),
    axis: one(".axis"),
    stack: one(".stack"),
    timeline: one(".timeline"),
    ghostLine: one(".timeline.ghost"),
    veil: one(".veil"),
    tooltip: one(".tooltip"),
  };
}

// ---- drawing: everything on new numbers, theme or size; only what changes when the cursor moves ----

function drawLoop(view) {
  const { ui, model } = view;
  view.palette = readPalette(ui.root, model.colours);
  view.palette.accent = parseColour(getComputedStyle(ui.root).getPropertyValue("--st-primary-color"));
  writeLoopTexts(view);
  buildBlocks(view);
  buildEquation(view);
  buildProducts(view);
  layOut(view);
}

function layOut(view) {
  measureRows(view);
  drawMatrices(view);
  drawTime(view);
  showLoop(view, "draw");
}

function writeLoopTexts(view) {
  const { ui, model } = view;
  const { labels } = model;
  ui.root.setAttribute("aria-label", labels.loop);
  nameControls(ui, labels);
  ui.pin.textContent = labels.pinned;
  ui.mixing.textContent = model.mixing;
  for (const [name, section] of Object.entries(ui.views)) {
    if (name !== "step") section.querySelector(".title").textContent = model.titles[name];
    section.querySelector(".help").textContent = model.helps[name];
  }
  ui.inputs.axis = labels.axis_feature;
  ui.outputs.axis = labels.axis_unit;
  ui.film.setAttribute("aria-label", labels.unrolled_keys);
  ui.equation.setAttribute("aria-label", labels.equation_keys);
  ui.inputs.host.setAttribute("aria-label", model.titles.inputs);
  ui.outputs.host.setAttribute("aria-label", model.titles.outputs);
  ui.memory.setAttribute("aria-label", model.titles.memory);
  writeParts(ui.sentence, model.sentence, (step) => view.cursor.pinAt(step, "sentence"));
  drawLoopLegends(view);
}

function drawLoopLegends({ ui, model, palette }) {
  const bar = (limit) =>
    colourBar(palette.diverging, [`−${brief(limit)}`, "0", `+${brief(limit)}`], [
      model.labels.below,
      model.labels.above,
    ]);
  const named = (name, limit) => {
    const legend = element("div", "legend");
    legend.append(element("span", "what", name), ...bar(limit));
    return legend;
  };
  const legends = [named("terms and sum", model.limits.terms), named("states and candidates", 1)];
  if (model.blocks.some(isGateBlock)) {
    legends.push(element("div", "legend"));
    legends[2].append(
      element("span", "what", "gates"),
      ...colourBar(palette.sequential, ["0", "1"], model.labels.gate.split("|")),
    );
  }
  ui.views.step.querySelector(".legends").replaceChildren(...legends);
  ui.views.weights.querySelector(".legend").replaceChildren(...bar(model.limits.weights));
  ui.views.inputs.querySelector(".legend").replaceChildren(...bar(model.limits.inputs));
  ui.views.outputs.querySelector(".legend").replaceChildren(...bar(1));
}

export function showLoop(view, source) {
  const { ui, model, cursor } = view;
  const step = cursor.shown;
  writeStepTitle(view, step);
  writeLoopReadout(view, step);
  writePlayState(ui, cursor, model.labels);
  drawFilm(view, step);
  paintEquation(view, step);
  paintProducts(view, step);
  markMatrixRow(view);
  markOutputRow(view);
  showTimeCursor(view, step);
  writeLoopSliders(view, step);
  ui.root.dataset.unit = view.unit;
  if (source !== "draw" && source !== "elsewhere") tellOthers(view, step);
  if (["pause", "end", "reset", "click", "sentence"].includes(source)) ui.announcer.textContent = loopSays(view, step);
}

function writeStepTitle({ ui, model, block }, step) {
  ui.views.step.querySelector(".title").textContent = fill(model.titles.step, { t: step + 1 });
  writeTimed(ui.formula, model.blocks[block].formula, step);
}

function writeLoopReadout(view, step) {
  const { cells, model, unit, block } = view;
  const shown = model.blocks[block];
  cells.here[0].textContent = "time";
  cells.here[1].textContent = fill(model.labels.step, { t: step + 1, count: model.count });
  cells.sum[0].textContent = fill(model.labels.sum, { unit });
  cells.sum[1].textContent = written(unitOf(model, shown.pre_activation, step, unit));
  cells.output[0].textContent = fill(model.labels.output, { unit });
  cells.output[1].textContent = written(unitOf(model, model.hidden, step, unit));
  cells.flat[0].textContent = model.labels.flat;
  cells.flat[1].textContent = `${Math.round(shown.flat[step] * model.units)} of ${model.units}`;
}

function writeLoopSliders(view, step) {
  const { ui, model } = view;
  const value = loopSays(view, step);
  for (const slider of [ui.film, ui.equation, ui.inputs.host, ui.outputs.host, ui.memory]) {
    if (slider.getAttribute("role") !== "slider") {
      for (const name of ["valuemin", "valuemax", "valuenow", "valuetext"]) slider.removeAttribute(`aria-${name}`);
      continue;
    }
    slider.setAttribute("aria-valuemin", 1);
    slider.setAttribute("aria-valuemax", model.count);
    slider.setAttribute("aria-valuenow", step + 1);
    slider.setAttribute("aria-valuetext", value);
  }
}

// ---- one cursor for all components of the page ----

function tellOthers({ ui }, step) {
  window.dispatchEvent(new CustomEvent("rnnviz-step", { detail: { from: ui.root, step } }));
}

function hearOthers(view, on) {
  on(window, "rnnviz-step-asked", () => view.model && tellOthers(view, view.cursor.shown));
  on(window, "rnnviz-step", ({ detail }) => {
    if (detail.from === view.ui.root || !view.model || detail.step >= view.model.count) return;
    view.cursor.moveTo(detail.step, "elsewhere");
  });
}

// ---- pointing ----

function pickUnit(view, unit, { keep = false } = {}) {
  if (keep) view.chosen = unit;
  if (unit === view.unit) return;
  view.unit = unit;
  showLoop(view, "draw");
}

function watchRows(view, host, on) {
  const unitUnder = (event) => {
    const x = event.clientX - host.getBoundingClientRect().left - view.rowLeft;
    return clamp(Math.floor((x / view.rowWidth) * view.model.units), 0, view.model.units - 1);
  };
  on(host, "pointermove", (event) => pickUnit(view, unitUnder(event)));
  on(host, "pointerleave", () => pickUnit(view, view.chosen));
  on(host, "click", (event) => pickUnit(view, unitUnder(event), { keep: true }));
}

function watchMap(view, map, rowsOf, on) {
  const { ui, cursor } = view;
  const stepUnder = (event) => view.frame.stepAt(event.clientX - ui.stack.getBoundingClientRect().left);
  const rowUnder = (event) =>
    clamp(Math.floor((event.clientY - map.host.getBoundingClientRect().top) / map.tall), 0, rowsOf() - 1);
  on(map.host, "pointermove", (event) => {
    if (event.target.matches?.("input")) return;
    cursor.hoverAt(stepUnder(event), "chart");
    if (map === ui.outputs) pickUnit(view, rowUnder(event));
    tipNumber(view, map, event, stepUnder(event), rowUnder(event));
  });
  on(map.host, "pointerleave", () => {
    ui.tooltip.hidden = true;
    pickUnit(view, view.chosen);
    cursor.hoverAt(null, "leave");
  });
  on(map.host, "click", (event) => {
    if (event.target.matches?.("input")) return;
    if (map === ui.outputs) pickUnit(view, rowUnder(event), { keep: true });
    cursor.togglePin(stepUnder(event), "click");
  });
}

function watchMemory(view, on) {
  const { ui, cursor } = view;
  const stepUnder = (event) => view.frame.stepAt(event.clientX - ui.stack.getBoundingClientRect().left);
  on(ui.memory, "pointermove", (event) => {
    const step = stepUnder(event);
    cursor.hoverAt(step, "chart");
    const lines = view.model.memory.map((line) => `${line.label}: ${written(line.values[step], 3)}`);
    tip(view, event, [element("span", "what", `step ${step + 1}`), element("span", "value", lines.join(" · "))]);
  });
  on(ui.memory, "pointerleave", () => {
    ui.tooltip.hidden = true;
    cursor.hoverAt(null, "leave");
  });
  on(ui.memory, "click", (event) => cursor.togglePin(stepUnder(event), "click"));
}

function tipNumber(view, map, event, step, row) {
  const { ui, model } = view;
  const [name, values, rows] = map === ui.inputs
    ? [model.labels.axis_feature, model.inputs, model.features]
    : [model.labels.axis_unit, model.hidden, model.units];
  tip(view, event, [
    element("span", "what", `step ${step + 1}`),
    element("span", "where", `${name} ${row}`),
    element("span", "value", written(values[step * rows + row])),
  ]);
}

function tip({ ui }, event, parts) {
  ui.tooltip.replaceChildren(...parts);
  placeTip(ui.tooltip, ui.stack.getBoundingClientRect(), event);
}

function watchFilm(view, on) {
  const { ui, cursor } = view;
  on(ui.film, "click", (event) => cursor.pinAt(momentAt(view, event), "click"));
}

// ---- keys ----

function loopActions(view) {
  const { cursor, model } = view;
  const nextUnit = (towards) => pickUnit(view, clamp(view.unit + towards, 0, model.units - 1), { keep: true });
  return {
    ArrowLeft: () => cursor.moveBy(-1, "keys"),
    ArrowRight: () => cursor.moveBy(1, "keys"),
    PageUp: () => cursor.moveBy(-10, "keys"),
    PageDown: () => cursor.moveBy(10, "keys"),
    Home: () => cursor.moveBy(-cursor.count, "keys"),
    End: () => cursor.moveBy(cursor.count, "keys"),
    ArrowUp: () => nextUnit(-1),
    ArrowDown: () => nextUnit(1),
    " ": () => cursor.togglePlay(),
    Enter: () => cursor.togglePin(cursor.shown, "click"),
  };
}

function watchLoopKeys(view, on) {
  const { ui, cursor } = view;
  for (const target of [ui.film, ui.equation, ui.inputs.host, ui.outputs.host, ui.memory]) {
    on(target, "keydown", (event) => {
      const action = loopActions(view)[event.key];
      if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      action();
    });
  }
  on(ui.blocks, "keydown", (event) => blockKeys(view, event));
  on(ui.root, "keydown", (event) => {
    if (event.key === "Escape") cursor.unpin("keys");
  });
}

// ---- life in the page ----

function mountLoop(root, life) {
  const ui = findLoop(root);
  const cells = Object.fromEntries(
    ["here", "sum", "output", "flat"].map((name) => [name, [...ui.root.querySelectorAll(`.cell.${name} > *`)]]),
  );
  const { on, send } = life;
  const view = { ui, cells, send, unit: 0, chosen: 0, block: 0 };
  view.cursor = new TimeCursor({ rest: "first" }, (source) => view.model && showLoop(view, source));
  watchPlayback(ui, view.cursor, on);
  watchRows(view, ui.equation, on);
  watchRows(view, ui.mix, on);
  watchMap(view, ui.inputs, () => view.model.features, on);
  watchMap(view, ui.outputs, () => view.model.units, on);
  watchMemory(view, on);
  watchFilm(view, on);
  watchLoopKeys(view, on);
  hearOthers(view, on);
  life.sized(ui.stack, () => {
    const width = ui.stack.clientWidth;
    if (view.model && width && width !== view.frame?.width) layOut(view);
  });
  return view;
}

// The cursor stays where it was while the loop is changed, as far as there is such a step.
function updateLoop(view, payload) {
  const before = view.model;
  view.model = decodeLoop(payload);
  view.block = Math.min(view.block, view.model.blocks.length - 1);
  view.unit = view.chosen = Math.min(view.chosen, view.model.units - 1);
  if (before?.count !== view.model.count) view.cursor.begin(view.model.count);
  drawLoop(view);
  tellOthers(view, view.cursor.shown);
}

export default living({ mount: mountLoop, update: updateLoop, unmount: (view) => view.cursor.stop() });

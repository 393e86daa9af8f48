// ---- stage.js: what the cursor of a loop moves through: all is drawn on new numbers, theme or size, a move only marks ----

import { announceMove, speakPlace } from "../../drawing/cursor.js";
import { element, tellSlider, writeParts } from "../../drawing/dom.js";
import { colourBar } from "../../drawing/legend.js";
import { written } from "../../drawing/numbers.js";
import { nameControls, writePlayState } from "../../drawing/playback.js";
import { fill, readPalette } from "../../drawing/scale.js";
import { buildBlocks, markBlock } from "./blocks.js";
import { loopSays, unitOf } from "./model.js";
import { buildEquation, buildProducts, isGateBlock, measureRows, paintEquation, paintProducts } from "./step.js";
import { brief } from "./table.js";
import { drawTime, markOutputRow, placeTimeline, showTimeCursor } from "./time.js";
import { writeTimed } from "./timed.js";
import { drawFilm } from "./unrolled.js";

export function drawLoop(view) {
  const { ui, model } = view;
  view.palette = readPalette(ui.root, model.colours);
  measure(view);
  writeLoopTexts(view);
  buildBlocks(view, (block) => chooseBlock(view, block));
  buildEquation(view);
  buildProducts(view);
  arrange(view);
}

export function layOut(view) {
  measure(view);
  arrange(view);
}

// All that is read of the page is read before anything is written: each look after a change lays the page out anew.
function measure(view) {
  const { stack, film, views } = view.ui;
  const { fontFamily } = getComputedStyle(film);
  view.sizes = { stack: stack.clientWidth, film: film.clientWidth, step: views.step.clientWidth, font: fontFamily };
}

function arrange(view) {
  measureRows(view);
  drawTime(view);
  showLoop(view, "draw");
  placeTimeline(view);
}

export function chooseBlock(view, block) {
  view.mixing = block === view.model.blocks.length;
  if (!view.mixing) view.block = block;
  markBlock(view);
  buildEquation(view);
  showLoop(view, "draw");
}

function writeLoopTexts(view) {
  const { ui, model } = view;
  const { labels } = model;
  ui.root.setAttribute("aria-label", labels.loop);
  nameControls(ui, labels.playback);
  ui.pin.textContent = labels.pinned;
  ui.mixing.textContent = model.mixing;
  for (const [name, section] of Object.entries(ui.views)) {
    const title = section.querySelector(".title");
    if (name !== "step") title.textContent = model.titles[name];
    title.title = model.helps[name]; // where the window is low, the line of help itself is not shown
    const help = section.querySelector(".help");
    if (help) help.textContent = model.helps[name];
  }
  ui.outputs.axis = labels.axis_unit;
  ui.film.setAttribute("aria-label", labels.unrolled_keys);
  ui.equation.setAttribute("aria-label", labels.equation_keys);
  ui.outputs.host.setAttribute("aria-label", model.titles.outputs);
  ui.memory.setAttribute("aria-label", model.titles.memory);
  writeParts(ui.sentence, model.sentence, (step) => view.cursor.pinAt(step, "sentence"));
  drawLoopLegends(view);
}

function drawLoopLegends({ ui, model, palette }) {
  const labels = model.labels.legend;
  const bar = (limit) =>
    colourBar(palette.diverging, [`−${brief(limit)}`, "0", `+${brief(limit)}`], [labels.below, labels.above]);
  const named = (name, limit) => {
    const legend = element("div", "legend");
    legend.append(element("span", "what", name), bar(limit)[1]);
    return legend;
  };
  const legends = [named(labels.terms, model.limits.terms), named(labels.states, 1)];
  if (model.blocks.some(isGateBlock)) {
    legends.push(element("div", "legend"));
    legends[2].append(
      element("span", "what", labels.gates),
      colourBar(palette.sequential, ["0", "1"], [labels.shut, labels.open])[1],
    );
  }
  ui.views.step.querySelector(".legends").replaceChildren(...legends);
}

export function showLoop(view, source) {
  const { ui, model, cursor } = view;
  const step = cursor.shown;
  writeStepTitle(view, step);
  writeLoopReadout(view, step);
  writePlayState(ui, cursor, model.labels.playback);
  drawFilm(view, step);
  paintEquation(view, step);
  paintProducts(view, step);
  markOutputRow(view);
  showTimeCursor(view, step);
  writeLoopSliders(view, step);
  ui.root.dataset.unit = view.unit;
  globalThis.dispatchEvent(new CustomEvent("rnnviz-unit", { detail: view.unit }));
  announceMove(ui.root, cursor, source);
  speakPlace(ui.announcer, source, () => loopSays(view, step));
}

function writeStepTitle({ ui, model, block }, step) {
  ui.views.step.querySelector(".title").textContent = fill(model.titles.step, { t: step + 1 });
  writeTimed(ui.formula, model.blocks[block].formula, step);
}

function writeLoopReadout(view, step) {
  const { cells, model, unit, block } = view;
  const shown = model.blocks[block];
  cells.here[0].textContent = model.labels.time;
  cells.here[1].textContent = fill(model.labels.step, { t: step + 1, count: model.count });
  cells.sum[0].textContent = fill(model.labels.sum, { unit });
  cells.sum[1].textContent = written(unitOf(model, shown.pre_activation, step, unit));
  cells.output[0].textContent = fill(model.labels.output, { unit });
  cells.output[1].textContent = written(unitOf(model, model.hidden, step, unit));
  cells.flat[0].textContent = model.labels.flat;
  const count = Math.round(shown.flat[step] * model.units);
  cells.flat[1].textContent = fill(model.labels.flat_of, { count, units: model.units });
}

function writeLoopSliders(view, step) {
  const { ui, model } = view;
  const value = loopSays(view, step);
  for (const slider of [ui.film, ui.equation, ui.outputs.host, ui.memory]) {
    tellSlider(slider, step, model.count, value);
  }
}

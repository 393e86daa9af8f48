// ---- pointing.js: what pointer and keys do to the cursor of a review, and to the unit that is followed ----

import { element, word } from "../../drawing/dom.js";
import { stepUnder } from "../../drawing/frame.js";
import { cursorKeys, onKeys } from "../../drawing/keys.js";
import { clamp, fill, plain } from "../../drawing/scale.js";
import { hideTip, showTip } from "../../drawing/tip.js";
import { unitAt } from "./heatmap.js";
import { stateAt, whereIs, worth } from "./model.js";
import { returnFocus } from "./returning.js";
import { drawUnit, showCursor } from "./stage.js";
import { drawLegends, paintStrip } from "./strip.js";

function stepOf(event) {
  const step = event.target.closest?.("[data-step]")?.dataset.step;
  return step === undefined ? null : Number(step);
}

export function watchStrip({ ui, cursor }, on) {
  on(ui.strip, "pointerover", (event) => {
    const step = stepOf(event); // between two words the last one stays marked
    if (step !== null && event.pointerType !== "touch") cursor.hoverAt(step, "strip");
  });
  on(ui.strip, "pointerleave", () => cursor.hoverAt(null, "strip"));
  on(ui.strip, "click", (event) => {
    const step = stepOf(event);
    if (step !== null) cursor.togglePin(step, "strip");
  });
}

export function watchChart(view, chart, on) {
  const { ui, cursor } = view;
  const under = (event) => stepUnder(view.frame, ui.stack, event);
  let down = null, dragged = false;
  on(chart, "pointerdown", (event) => {
    down = event.clientX;
    dragged = false;
  });
  on(chart, "pointermove", (event) => {
    if (down !== null && Math.abs(event.clientX - down) > 6) dragged = true;
    cursor.hoverAt(under(event), "chart");
    showTooltip(view, chart, event, under(event));
  });
  on(chart, "pointerup", (event) => {
    down = null;
    if (dragged && event.pointerType === "touch") cursor.pinAt(under(event), "click");
  });
  on(chart, "pointerleave", () => {
    hideTip(ui.tooltip);
    cursor.hoverAt(null, "leave");
  });
  on(chart, "pointercancel", () => {
    down = null;
    hideTip(ui.tooltip);
    cursor.hoverAt(null, "leave");
  });
  on(chart, "click", (event) => {
    if (!dragged) click(view, chart, event, under(event));
  });
}

// A cell of the heatmap is a step and a unit; a click on another cell goes there, one on the same cell lets go.
function click(view, chart, event, step) {
  const { ui, cursor } = view;
  const unit = chart === ui.heatmap ? unitAt(view, event) : view.unit;
  if (event.detail > 1 && chart === ui.heatmap) return; // the second of two asks for the arithmetic
  if (unit === view.unit) return cursor.togglePin(step, "click");
  chooseUnit(view, unit);
  cursor.pinAt(step, "click");
}

export function watchGutter(view, on) {
  const { ui } = view;
  on(ui.gutter, "pointermove", (event) => {
    const value = fill(view.model.labels.follow, { unit: unitAt(view, event) });
    showTip(ui.tooltip, ui.stack, event, element("span", "", value));
  });
  on(ui.gutter, "pointerleave", () => hideTip(ui.tooltip));
  on(ui.gutter, "click", (event) => chooseUnit(view, unitAt(view, event)));
}

// The arithmetic of one unit at one step is Python's to tell: by the button, or of the cell that is clicked twice.
export function watchWhy(view, on) {
  const { ui, cursor } = view;
  const ask = (unit, step) => view.send("step", [unit, step]);
  on(ui.why, "click", () => {
    returnFocus(ui.why);
    ask(view.unit, cursor.shown);
  });
  on(ui.heatmap, "dblclick", (event) => ask(unitAt(view, event), stepUnder(view.frame, ui.stack, event)));
}

// The word, its state and the unit that is followed, in all reviews: Python knows the ways, and is asked for them.
export function watchElsewhere(view, on) {
  on(view.ui.elsewhere, "click", () => {
    returnFocus(view.ui.elsewhere);
    view.send("elsewhere", [view.unit, view.cursor.shown]);
  });
}

// The questions stand below the stage, out of sight: from the verdict one press leads to them.
export function watchFurther({ ui }, on) {
  on(ui.further, "click", () => {
    const questions = document.querySelector(".st-key-ask");
    questions?.scrollIntoView({ block: "start" });
    /** @type {HTMLElement | null | undefined} */
    const first = questions?.querySelector("button, input");
    first?.focus({ preventScroll: true });
  });
}

function chooseUnit(view, unit) {
  if (unit === view.unit) return;
  Object.assign(view, { unit, asked: performance.now() });
  if (view.model.colouring === "unit") paintStrip(view);
  drawLegends(view);
  drawUnit(view);
  showCursor(view, "draw");
  view.send("unit", unit);
}

function showTooltip(view, chart, event, step) {
  const { ui, model, unit } = view;
  const over = chart === ui.heatmap ? unitAt(view, event) : unit;
  const value = chart === ui.probability
    ? fill(model.labels.probability_is, { probability: plain(model.probability[step]) })
    : fill(model.labels.unit_is, { unit: over, value: worth(model, stateAt(model, over, step)) });
  showTip(
    ui.tooltip,
    ui.stack,
    event,
    word(model.steps[step].t, "what"),
    element("span", "where", whereIs(model, step)),
    element("span", "value", value),
  );
}

// ---- keys ----

function keyActions(view, target) {
  const { cursor, ui } = view;
  const actions = cursorKeys(cursor, target === ui.strip && ui.strip.dir === "rtl" ? -1 : 1);
  if (target === ui.strip) return { ...actions, ArrowUp: actions.ArrowLeft, ArrowDown: actions.ArrowRight };
  if (target !== ui.heatmap) return actions;
  return { ...actions, ArrowUp: () => nextUnit(view, -1), ArrowDown: () => nextUnit(view, 1) };
}

function nextUnit(view, towards) {
  const { order } = view.model;
  chooseUnit(view, order[clamp(order.indexOf(view.unit) + towards, 0, order.length - 1)]);
}

export function watchKeys(view, on) {
  const { ui } = view;
  for (const target of [ui.strip, ui.probability, ui.heatmap, ui.unit]) {
    onKeys(on, target, () => keyActions(view, target));
  }
}

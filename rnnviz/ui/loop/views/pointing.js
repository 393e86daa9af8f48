// ---- pointing.js: what pointer and keys do to the cursor of a loop, and to the unit and the sum that are shown ----

import { element } from "../../drawing/dom.js";
import { stepUnder } from "../../drawing/frame.js";
import { cursorKeys, onKeys } from "../../drawing/keys.js";
import { written } from "../../drawing/numbers.js";
import { clamp, fill } from "../../drawing/scale.js";
import { hideTip, showTip } from "../../drawing/tip.js";
import { blockKeys } from "./blocks.js";
import { unitOf } from "./model.js";
import { keepSoon } from "./place.js";
import { chooseBlock, showLoop } from "./stage.js";
import { momentAt } from "./unrolled.js";

function pickUnit(view, unit, { keep = false } = {}) {
  if (keep) {
    view.chosen = unit;
    keepSoon(view);
  }
  if (unit === view.unit) return;
  view.unit = unit;
  showLoop(view, "draw");
}

export function watchRows(view, host, on) {
  const unitUnder = (event) => {
    const x = event.clientX - host.getBoundingClientRect().left - view.rowLeft;
    return clamp(Math.floor((x / view.rowWidth) * view.model.units), 0, view.model.units - 1);
  };
  on(host, "pointermove", (event) => pickUnit(view, unitUnder(event)));
  on(host, "pointerleave", () => pickUnit(view, view.chosen));
  on(host, "click", (event) => {
    pickUnit(view, unitUnder(event), { keep: true });
  });
}

export function watchOutputs(view, on) {
  const { ui, cursor } = view;
  const { host } = ui.outputs;
  const under = (event) => stepUnder(view.frame, ui.stack, event);
  const unitUnder = (event) =>
    clamp(Math.floor((event.clientY - host.getBoundingClientRect().top) / ui.outputs.tall), 0, view.model.units - 1);
  on(host, "pointermove", (event) => {
    cursor.hoverAt(under(event), "chart");
    pickUnit(view, unitUnder(event));
    tipOutput(view, event, under(event), unitUnder(event));
  });
  on(host, "pointerleave", () => {
    hideTip(ui.tooltip);
    pickUnit(view, view.chosen);
    cursor.hoverAt(null, "leave");
  });
  on(host, "click", (event) => {
    pickUnit(view, unitUnder(event), { keep: true });
    cursor.togglePin(under(event), "click");
  });
}

export function watchMemory(view, on) {
  const { ui, cursor } = view;
  const under = (event) => stepUnder(view.frame, ui.stack, event);
  on(ui.memory, "pointermove", (event) => {
    const step = under(event);
    const { labels, memory } = view.model;
    cursor.hoverAt(step, "chart");
    const gains = memory.map(({ label, values }) => fill(labels.line, { label, value: written(values[step], 3) }));
    showTip(
      ui.tooltip,
      ui.stack,
      event,
      element("span", "what", fill(labels.at_step, { t: step + 1 })),
      element("span", "value", gains.reduce((one, more) => fill(labels.lines, { one, more }))),
    );
  });
  on(ui.memory, "pointerleave", () => {
    hideTip(ui.tooltip);
    cursor.hoverAt(null, "leave");
  });
  on(ui.memory, "click", (event) => cursor.togglePin(under(event), "click"));
}

function tipOutput({ ui, model }, event, step, unit) {
  showTip(
    ui.tooltip,
    ui.stack,
    event,
    element("span", "what", fill(model.labels.at_step, { t: step + 1 })),
    element("span", "where", fill(model.labels.at_unit, { row: unit })),
    element("span", "value", written(unitOf(model, model.hidden, step, unit))),
  );
}

export function watchFilm(view, on) {
  const { ui, cursor } = view;
  on(ui.film, "click", (event) => cursor.pinAt(momentAt(view, event), "click"));
}

// ---- keys ----

function loopActions(view) {
  const { cursor, model } = view;
  const nextUnit = (towards) => pickUnit(view, clamp(view.unit + towards, 0, model.units - 1), { keep: true });
  return { ...cursorKeys(cursor), ArrowUp: () => nextUnit(-1), ArrowDown: () => nextUnit(1) };
}

export function watchLoopKeys(view, on) {
  const { ui } = view;
  for (const target of [ui.film, ui.equation, ui.mix, ui.outputs.host, ui.memory]) {
    onKeys(on, target, () => loopActions(view));
  }
  on(ui.blocks, "keydown", (event) => blockKeys(view, event, (block) => chooseBlock(view, block)));
}

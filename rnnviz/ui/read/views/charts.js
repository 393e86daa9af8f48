// ---- charts.js: what the lines over the words show, and the axis below them ----

import { drawStepTicks } from "../../drawing/axes.js";
import { element, word } from "../../drawing/dom.js";
import { niceStep, shadeAt } from "../../drawing/scale.js";
import { isGate, stateScale, unitLine, worth } from "./model.js";

export function probabilitySpec({ model, palette, room }) {
  const { labels } = model;
  return {
    name: "probability-ink",
    values: model.probability,
    initial: model.initial_probability,
    initialName: labels.initial,
    low: 0,
    high: 1,
    middle: 0.5,
    ticks: [0, 0.5, 1],
    format: String,
    axis: labels.probability,
    height: room.probability,
    upper: { ink: palette.positive, label: labels.positive },
    lower: { ink: palette.negative, label: labels.negative },
  };
}

export function unitSpec({ model, palette, unit, room }) {
  const { states_low: low, states_limit: high } = model;
  const shades = palette[stateScale(model)];
  return {
    name: "unit-ink",
    values: unitLine(model, unit),
    low,
    high,
    middle: 0,
    ticks: [...new Set([low, 0, high])],
    format: (tick) => (tick && !isGate(model) ? worth(model, tick, Math.abs(tick) < 1 ? 2 : 1) : String(tick)),
    axis: model.labels.axis_state,
    height: room.unit,
    upper: { ink: shadeAt(shades, 0.93) },
    lower: { ink: shadeAt(shades, 0.07) },
  };
}

// ---- the axis under the last chart: word numbers, or the words themselves where they fit ----

export function drawAxis({ ui, model, frame }) {
  const named = frame.cell >= 54;
  const every = niceStep(46 / frame.cell);
  const due = (step) => named || (model.numbers[step] !== null && model.numbers[step] % every === 0);
  const ticks = [...Array(model.count).keys()].filter(due).map((step) => {
    const tick = named ? word(model.steps[step].t, "named") : element("span", "", model.numbers[step]);
    tick.style.maxWidth = named ? `${frame.cell - 6}px` : "";
    return /** @type {[number, HTMLElement]} */ ([step, tick]);
  });
  drawStepTicks(ui.axis, frame, ticks, model.labels.axis_word);
}

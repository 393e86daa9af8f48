// ---- bench.js: how far a loop is from Keras, step by step, on the time cursor of the page ----

import { decodeNumbers } from "../../drawing/arrays.js";
import { drawStepAxis } from "../../drawing/axes.js";
import { moveDots } from "../../drawing/chart.js";
import { announceCursor, hearCursor } from "../../drawing/cursor.js";
import { element, findParts, tellSlider } from "../../drawing/dom.js";
import { frameOf, stepUnder } from "../../drawing/frame.js";
import { onKeys } from "../../drawing/keys.js";
import { lineLegend } from "../../drawing/legend.js";
import { drawLogLines } from "../../drawing/lines.js";
import { living } from "../../drawing/mount.js";
import { inPowers, paintNumbers, shadeOf } from "../../drawing/numbers.js";
import { clamp, fill, mix, readPalette } from "../../drawing/scale.js";
import { hideTip, showTip } from "../../drawing/tip.js";
import { benchTable } from "./tables.js";

/**
 * @typedef {import("../../drawing/scale.js").Colours} Colours
 * @typedef {import("./model.js").LineView} LineView
 *
 * @typedef {object} BenchMap
 * @property {string} title
 * @property {string} values
 * @property {number} limit
 *
 * @typedef {object} Reference
 * @property {number} value
 * @property {string} label
 *
 * @typedef {object} BenchLabels
 * @property {string} says
 * @property {string} at_step
 * @property {string} line
 * @property {string} lines
 *
 * @typedef {object} BenchPayload
 * @property {number} count
 * @property {number} units
 * @property {boolean} wide
 * @property {LineView[]} lines
 * @property {Reference} [reference]
 * @property {number} [least]
 * @property {BenchMap[]} maps
 * @property {string} title
 * @property {string} help
 * @property {string} axis
 * @property {string} axis_step
 * @property {Record<"light" | "dark", Colours>} colours
 * @property {BenchLabels} labels
 */

const BENCH_MAP = 110;

const PARTS = {
  stack: ".stack",
  timeline: ".timeline",
  curve: ".chart.lines",
  maps: ".maps",
  axis: ".axis",
  title: ".title",
  help: ".help",
  legend: ".legend",
  tooltip: ".tooltip",
};

/** @param {BenchPayload} payload */
function decodeBench(payload) {
  const read = (base64) => decodeNumbers(base64, payload.wide);
  return {
    ...payload,
    lines: payload.lines.map((line) => ({ ...line, values: read(line.values) })),
    maps: payload.maps.map((map) => ({ ...map, values: read(map.values) })),
  };
}

function drawBench(view) {
  const { ui, model } = view;
  const palette = (view.palette = readPalette(ui.root, model.colours));
  const frame = (view.frame = frameOf(ui.stack.clientWidth, model.count));
  const inks = [palette.ink, mix(palette.surface, palette.ink, 0.62), palette.ink, palette.accent];
  const dashes = ["none", "7 5", "2 4", "none"];
  const lines = model.lines.map((line, at) => ({ ...line, ink: inks[at % 4], dash: dashes[at % 4] }));
  ui.title.textContent = model.title;
  ui.help.textContent = model.help;
  ui.curve.setAttribute("aria-label", model.title);
  ui.legend.replaceChildren(...lineLegend(lines));
  view.drawn = drawLogLines(ui.curve, frame, {
    lines,
    reference: model.reference,
    least: model.least,
    height: frame.narrow ? 170 : 200,
    axis: model.axis,
  });
  ui.maps.replaceChildren(...model.maps.map((map, at) => benchMap(view, map, at)));
  drawStepAxis(ui.axis, frame, model.axis_step);
  showBench(view, Math.min(view.step, model.count - 1));
}

function benchMap({ model, frame, palette }, map, at) {
  const node = element("section", "view");
  node.dataset.picture = `map-${at}`;
  const canvas = element("canvas");
  const host = element("div", "map");
  host.setAttribute("role", "img");
  host.setAttribute("aria-label", map.title);
  host.append(canvas);
  Object.assign(host.style, { marginLeft: `${frame.left}px`, width: `${frame.plot}px`, height: `${BENCH_MAP}px` });
  paintNumbers(canvas, {
    rows: model.units,
    columns: model.count,
    width: frame.plot,
    height: BENCH_MAP,
    at: (unit, step) => map.values[step * model.units + unit],
    shade: (value) => shadeOf(palette.diverging, value, map.limit),
    palette,
  });
  node.append(element("h3", "help", map.title), host);
  return node;
}

function showBench(view, step) {
  const { ui, frame, model } = view;
  view.step = step;
  const foot = ui.axis.getBoundingClientRect().top - ui.stack.getBoundingClientRect().top;
  const head = ui.curve.getBoundingClientRect().top - ui.stack.getBoundingClientRect().top + 8;
  Object.assign(ui.timeline.style, {
    top: `${head}px`,
    height: `${foot - head}px`,
    transform: `translateX(${frame.x(step)}px)`,
  });
  moveDots(view.drawn, step);
  ui.root.dataset.cursor = step;
  const told = fill(model.labels.says, { t: step + 1, differences: differences(model, step) });
  tellSlider(ui.curve, step, model.count, told);
}

function differences({ lines, labels }, step) {
  return lines.map(({ label, values }) => fill(labels.line, { label, value: inPowers(values[step], 1) }))
    .reduce((one, more) => fill(labels.lines, { one, more }));
}

function goTo(view, step) {
  showBench(view, step);
  announceCursor(view.ui.root, { step, count: view.model.count, pinned: false });
}

function benchKeys(view) {
  const last = view.model.count - 1;
  const to = (step) => () => goTo(view, clamp(step, 0, last));
  return {
    ArrowLeft: to(view.step - 1),
    ArrowRight: to(view.step + 1),
    Home: to(0),
    End: to(last),
    PageUp: to(view.step - 10),
    PageDown: to(view.step + 10),
  };
}

function tellDifferences({ ui, model }, event, step) {
  const [what, value] = [
    element("span", "what", fill(model.labels.at_step, { t: step + 1 })),
    element("span", "value", differences(model, step)),
  ];
  showTip(ui.tooltip, ui.stack, event, what, value);
}

function mountBench(root, { on, sized }) {
  const ui = { root, ...findParts(root, PARTS) };
  const view = { ui, step: 0, model: /** @type {ReturnType<typeof decodeBench> | null} */ (null) };
  hearCursor({ on }, root, ({ step }) => {
    view.step = step; // also before the first drawing
    if (view.model && step < view.model.count) showBench(view, step);
  });
  for (const target of [ui.curve, ui.maps]) {
    on(target, "pointermove", (event) => {
      const step = stepUnder(view.frame, ui.stack, event);
      goTo(view, step);
      tellDifferences(view, event, step);
    });
    on(target, "pointerleave", () => hideTip(ui.tooltip));
    on(target, "click", (event) => {
      const step = stepUnder(view.frame, ui.stack, event), { count } = view.frame;
      announceCursor(root, { step, count, pinned: true }); // the loop holds it, and the address
    });
  }
  onKeys(on, ui.curve, () => benchKeys(view));
  sized(ui.stack, () => {
    const width = ui.stack.clientWidth;
    if (view.model && width && width !== view.frame?.width) drawBench(view);
  });
  return view;
}

export default living({
  mount: mountBench,
  update: (view, /** @type {BenchPayload} */ payload) =>
    drawBench(Object.assign(view, { model: decodeBench(payload) })),
  table: benchTable,
});

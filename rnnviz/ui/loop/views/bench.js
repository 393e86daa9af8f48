// ---- bench.js: how far a loop is from Keras, step by step, on the time cursor of the page ----

import { element, placeTip } from "../../drawing/dom.js";
import { frameOf } from "../../drawing/frame.js";
import { drawLogLines, drawStepAxis, lineLegend, moveDots } from "../../drawing/lines.js";
import { living } from "../../drawing/mount.js";
import { decodeNumbers, paintNumbers, shadeOf } from "../../drawing/numbers.js";
import { clamp, mix, readPalette } from "../../drawing/scale.js";

const BENCH_MAP = 110;

function findBench(root) {
  const one = (selector) => root.querySelector(selector);
  return {
    root,
    stack: one(".stack"),
    timeline: one(".timeline"),
    curve: one(".chart.lines"),
    maps: one(".maps"),
    axis: one(".axis"),
    title: one(".title"),
    help: one(".help"),
    legend: one(".legend"),
    tooltip: one(".tooltip"),
  };
}

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
  const inks = [palette.ink, mix(palette.surface, palette.ink, 0.62)];
  const lines = model.lines.map((line, at) => ({ ...line, ink: inks[at % 2], dash: at ? "7 5" : "none" }));
  ui.title.textContent = model.title;
  ui.help.textContent = model.help;
  ui.curve.setAttribute("aria-label", model.title);
  ui.legend.replaceChildren(...lineLegend(lines));
  view.drawn = drawLogLines(ui.curve, frame, {
    lines,
    reference: model.reference,
    height: frame.narrow ? 170 : 200,
    axis: model.axis,
  });
  ui.maps.replaceChildren(...model.maps.map((map) => benchMap(view, map)));
  drawStepAxis(ui.axis, frame, model.axis_step);
  showBench(view, Math.min(view.step, model.count - 1));
}

function benchMap({ model, frame, palette }, map) {
  const node = element("section", "view");
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
  ui.curve.setAttribute("aria-valuemin", 1);
  ui.curve.setAttribute("aria-valuemax", model.count);
  ui.curve.setAttribute("aria-valuenow", step + 1);
  ui.curve.setAttribute("aria-valuetext", `Step ${step + 1}: ${differences(model, step)}`);
}

function differences(model, step) {
  return model.lines.map((line) => `${line.label} ${line.values[step].toExponential(1).replaceAll("-", "−")}`).join(
    " · ",
  );
}

function goTo(view, step) {
  showBench(view, step);
  window.dispatchEvent(new CustomEvent("rnnviz-step", { detail: { from: view.ui.root, step } }));
}

function mountBench(root, { on, sized }) {
  const ui = findBench(root);
  const view = { ui, step: 0 };
  on(window, "rnnviz-step", ({ detail }) => {
    if (detail.from === ui.root) return;
    view.step = detail.step; // also before the first drawing
    if (view.model && detail.step < view.model.count) showBench(view, detail.step);
  });
  const stepUnder = (event) => view.frame.stepAt(event.clientX - ui.stack.getBoundingClientRect().left);
  for (const target of [ui.curve, ui.maps]) {
    on(target, "pointermove", (event) => {
      const step = stepUnder(event);
      goTo(view, step);
      ui.tooltip.replaceChildren(
        element("span", "what", `step ${step + 1}`),
        element("span", "value", differences(view.model, step)),
      );
      placeTip(ui.tooltip, ui.stack.getBoundingClientRect(), event);
    });
    on(target, "pointerleave", () => {
      ui.tooltip.hidden = true;
    });
  }
  on(ui.curve, "keydown", (event) => {
    const last = view.model.count - 1;
    const to = {
      ArrowLeft: view.step - 1,
      ArrowRight: view.step + 1,
      Home: 0,
      End: last,
      PageUp: view.step - 10,
      PageDown: view.step + 10,
    }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    goTo(view, clamp(to, 0, last));
  });
  window.dispatchEvent(new Event("rnnviz-step-asked")); // where the cursor of the page stands
  sized(ui.stack, () => {
    const width = ui.stack.clientWidth;
    if (view.model && width && width !== view.frame?.width) drawBench(view);
  });
  return view;
}

export default living({
  mount: mountBench,
  update: (view, payload) => drawBench(Object.assign(view, { model: decodeBench(payload) })),
});

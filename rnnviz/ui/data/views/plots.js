// ---- plots.js: bars and lines with one mark each, the balance of two classes, words with their shares ----

import { element, svg, word } from "../../drawing/dom.js";
import { living } from "../../drawing/mount.js";
import { clamp, css, inkOn, readPalette } from "../../drawing/scale.js";
import { hideTip, showTip } from "../../drawing/tip.js";

const PLOT_TALL = 230, PLOT_FOOT = 40, PLOT_HEAD = 20;

function plotFrame(width, panel) {
  const left = 54, right = 14, plot = Math.max(width - left - right, 20), foot = PLOT_TALL - PLOT_FOOT;
  const bend = panel.log ? (value) => Math.log10(Math.max(value, 1e-9)) : (value) => value;
  const [low, high] = [bend(panel.x_low), bend(panel.x_high)];
  return {
    width,
    left,
    plot,
    foot,
    top: PLOT_HEAD,
    low,
    high,
    bend,
    x: (value) => left + (clamp(bend(value), low, high) - low) / (high - low || 1) * plot,
    y: (value) =>
      PLOT_HEAD +
      (panel.y_high - clamp(value, panel.y_low, panel.y_high)) / (panel.y_high - panel.y_low || 1) * (foot - PLOT_HEAD),
  };
}

function plotGrid(frame, panel) {
  return [
    ...panel.y_ticks.flatMap(({ at, label }) => [
      svg("line", {
        class: at === panel.zero ? "grid middle" : "grid",
        x1: frame.left,
        x2: frame.left + frame.plot,
        y1: frame.y(at),
        y2: frame.y(at),
      }),
      svg("text", { class: "tick", x: frame.left - 7, y: frame.y(at) + 4 }, label),
    ]),
    ...panel.x_ticks.map(({ at, label }) =>
      svg("text", { class: "x-tick", x: frame.x(at), y: frame.foot + 17 }, label)
    ),
    svg("text", { class: "axis-name", x: frame.left + frame.plot / 2, y: frame.foot + 34 }, panel.x_axis),
    svg(
      "text",
      { class: "axis-name", x: 11, y: frame.foot / 2, transform: `rotate(-90 11 ${frame.foot / 2})` },
      panel.y_axis,
    ),
  ];
}

// Bar n reaches from x[n] to x[n + 1]; those beyond the mark are what is cut.
function plotBars(frame, panel) {
  return panel.y.map((value, at) => {
    const from = frame.x(panel.x[at]), to = frame.x(panel.x[at + 1]);
    const cut = panel.mark && panel.x[at] >= panel.mark.x;
    return svg("rect", {
      class: cut ? "bar-cut" : "bar-in",
      x: from + 0.5,
      width: Math.max(to - from - 1, 0.5),
      y: frame.y(value),
      height: Math.max(frame.foot - frame.y(value), 0),
    });
  });
}

function plotLine(frame, panel) {
  const points = panel.y.map((value, at) => `${frame.x(panel.x[at]).toFixed(1)} ${frame.y(value).toFixed(1)}`);
  if (points.length === 1) {
    return [svg("circle", { class: "spot", cx: frame.x(panel.x[0]), cy: frame.y(panel.y[0]), r: 3 })];
  }
  return [svg("path", { class: "curve line", d: `M${points.join("L")}` })];
}

function plotMark(frame, { mark }) {
  if (!mark) return [];
  const x = frame.x(mark.x), far = x > frame.left + frame.plot * 0.55;
  const spot = mark.y === null ? [] : [svg("circle", { class: "spot", cx: x, cy: frame.y(mark.y), r: 5.5 })];
  return [
    svg("line", {
      class: "mark",
      x1: x,
      x2: x,
      y1: frame.top - 14,
      y2: frame.foot,
      "stroke-dasharray": mark.y === null ? "none" : "3 4",
    }),
    ...spot,
    svg("text", { class: far ? "note right" : "note", x: x + (far ? -8 : 8), y: frame.top - 5 }, mark.label),
  ];
}

function drawPanel(panel) {
  const node = element("section", "view panel"), header = element("header"), chart = element("div", "chart");
  header.append(element("h2", "title", panel.title), element("p", "help", panel.help));
  chart.setAttribute("role", "img");
  chart.setAttribute("aria-label", panel.told);
  chart.dataset.testid = `plot-${panel.name}`;
  node.append(header, chart);
  return { node, chart, panel };
}

function fillPanel(view, { chart, panel }) {
  const frame = plotFrame(chart.clientWidth, panel);
  const picture = svg("svg", { width: frame.width, height: PLOT_TALL, "aria-hidden": "true" });
  picture.append(
    ...plotGrid(frame, panel),
    ...(panel.kind === "bars" ? plotBars : plotLine)(frame, panel),
    ...plotMark(frame, panel),
  );
  chart.replaceChildren(picture);
  chart.onpointermove = (event) => pointAtPlot(view, chart, panel, frame, event);
  chart.onpointerleave = () => {
    hideTip(view.ui.tooltip);
  };
}

function pointAtPlot({ ui }, chart, panel, frame, event) {
  const at = event.clientX - chart.getBoundingClientRect().left;
  const value = frame.low + clamp((at - frame.left) / frame.plot, 0, 1) * (frame.high - frame.low);
  const places = panel.x.slice(0, panel.y.length).map(frame.bend);
  const after = places.findIndex((place) => place > value);
  let nearest = after < 0 ? places.length - 1 : Math.max(after - 1, 0);
  if (panel.kind === "line" && after > 0 && places[after] - value < value - places[after - 1]) nearest = after;
  if (!panel.tips[nearest]) return;
  showTip(
    ui.tooltip,
    ui.root,
    event,
    ...panel.tips[nearest].map((line, first) => element("span", first ? "value" : "what", line)),
  );
}

function drawBalance({ ui, model, palette }) {
  ui.balance.hidden = !model.balance;
  if (!model.balance) return;
  const { help, told, negative, positive } = model.balance;
  ui.balance.querySelector(".help").textContent = help;
  const parts = [["negative", negative], ["positive", positive]].filter(([, part]) => part.share > 0).map(
    ([name, part]) => {
      const node = element("span", name, part.label);
      node.style.flex = `${part.share} 1 0`;
      node.style.background = css(palette[name]);
      node.style.color = css(inkOn(palette[name], palette.surface));
      return node;
    },
  );
  const host = ui.balance.querySelector(".parts");
  host.setAttribute("aria-label", told);
  host.replaceChildren(...parts);
}

function drawTopWords({ ui, model, palette }) {
  ui.toplist.hidden = !model.words;
  if (!model.words) return;
  ui.toplist.querySelector(".title").textContent = model.words.title;
  ui.toplist.querySelector(".help").textContent = model.words.help;
  ui.toplist.querySelector(".ranked").replaceChildren(...model.words.items.map(({ text, often, share, label }) => {
    const node = element("div", "item"), track = element("span", "track"), bar = element("i");
    node.setAttribute("role", "listitem");
    Object.assign(bar.style, {
      left: `${Math.min(share, 0.5) * 100}%`,
      width: `${Math.max(Math.abs(share - 0.5) * 100, 1)}%`,
      background: css(palette[share < 0.5 ? "negative" : "positive"]),
    });
    track.setAttribute("aria-hidden", "true");
    track.append(bar, element("b"));
    node.append(word(text), track, element("span", "often", often), element("span", "share", label));
    return node;
  }));
}

function drawPlots(view) {
  const { ui, model } = view;
  view.palette = readPalette(ui.root, model.colours);
  view.width = ui.panels.clientWidth;
  drawBalance(view);
  view.panels = model.panels.map((panel) => drawPanel(panel));
  ui.panels.replaceChildren(...view.panels.map(({ node }) => node));
  for (const panel of view.panels) fillPanel(view, panel);
  drawTopWords(view);
}

function mountPlots(root, { sized }) {
  const one = (selector) => root.querySelector(selector);
  const view = {
    ui: { root, balance: one(".balance"), panels: one(".panels"), toplist: one(".toplist"), tooltip: one(".tooltip") },
  };
  sized(view.ui.panels, () => view.model && view.ui.panels.clientWidth !== view.width && drawPlots(view));
  return view;
}

export default living({
  mount: mountPlots,
  update: (view, payload) => drawPlots(Object.assign(view, { model: payload })),
});

// ---- plots.js: bars and lines with one mark each, the balance of two classes, words with their shares ----

import {
  gridOf,
  joined,
  nameAcross,
  nameUp,
  noteBeside,
  pictureOf,
  plotOf,
  runsOf,
  shareUnder,
  ticksBelow,
} from "../../drawing/chart.js";
import { element, svg, word } from "../../drawing/dom.js";
import { living } from "../../drawing/mount.js";
import { newPanel, writePanel } from "../../drawing/panel.js";
import { clamp, css, inkOn, readPalette } from "../../drawing/scale.js";
import { plotTable } from "./tables.js";
import { hideTip, showTip } from "../../drawing/tip.js";

/**
 * @typedef {import("../../drawing/scale.js").Colours} Colours
 * @typedef {import("../../drawing/axes.js").Tick} Tick
 *
 * @typedef {object} Mark
 * @property {number} x
 * @property {number | null} y
 * @property {string} label
 *
 * @typedef {object} PlotPanel
 * @property {string} name
 * @property {"bars" | "line"} kind
 * @property {string} title
 * @property {string} help
 * @property {string} told
 * @property {number[]} x
 * @property {number[]} y
 * @property {number} x_low
 * @property {number} x_high
 * @property {number} y_low
 * @property {number} y_high
 * @property {Tick[]} x_ticks
 * @property {Tick[]} y_ticks
 * @property {string} x_axis
 * @property {string} y_axis
 * @property {string[][]} tips
 * @property {boolean} [log]
 * @property {number} [zero]
 * @property {Mark} [mark]
 *
 * @typedef {object} Part
 * @property {number} share
 * @property {string} label
 *
 * @typedef {object} Balance
 * @property {string} help
 * @property {string} told
 * @property {Part} negative
 * @property {Part} positive
 *
 * @typedef {object} TopWord
 * @property {string} text
 * @property {string} often
 * @property {number} share
 * @property {string} label
 *
 * @typedef {object} TopWords
 * @property {string} title
 * @property {string} help
 * @property {TopWord[]} items
 *
 * @typedef {object} PlotsPayload
 * @property {PlotPanel[]} panels
 * @property {Balance} [balance]
 * @property {TopWords} [words]
 * @property {Record<"light" | "dark", Colours>} colours
 */

const TALL = 230, ROOM = { left: 54, right: 14, top: 20, bottom: 40 };

const plainly = (value) => value;
const logarithm = (value) => Math.log10(Math.max(value, 1e-9));

function axesOf(panel) {
  const bend = panel.log ? logarithm : plainly;
  const across = { low: bend(panel.x_low), high: bend(panel.x_high), bend };
  return { across, up: { low: panel.y_low, high: panel.y_high } };
}

function plotGrid(plot, panel) {
  return [
    ...gridOf(plot, panel.y_ticks.map((tick) => ({ ...tick, middle: tick.at === panel.zero }))),
    ...ticksBelow(plot, panel.x_ticks, 17),
    nameAcross(plot, panel.x_axis, 34),
    nameUp(panel.y_axis, plot.foot),
  ];
}

// Bar n reaches from x[n] to x[n + 1]; those beyond the mark are what is cut.
function plotBars(plot, panel) {
  return panel.y.map((value, at) => {
    const from = plot.x(panel.x[at]), to = plot.x(panel.x[at + 1]), y = plot.y(value);
    const box = { x: from + 0.5, width: Math.max(to - from - 1, 0.5), y, height: Math.max(plot.foot - y, 0) };
    return svg("rect", { class: panel.mark && panel.x[at] >= panel.mark.x ? "bar-cut" : "bar-in", ...box });
  });
}

function plotLine({ x, y }, panel) {
  return runsOf(panel.y, (at) => x(panel.x[at]), y).map((run) =>
    run.length === 1
      ? svg("circle", { class: "spot", cx: run[0][0], cy: run[0][1], r: 3 })
      : svg("path", { class: "curve line", d: `M${joined(run)}` })
  );
}

function plotMark({ left, plot, top, foot, x, y }, { mark }) {
  if (!mark) return [];
  const at = x(mark.x), alone = mark.y === null;
  const line = { class: "mark", x1: at, x2: at, y1: top - 14, y2: foot, "stroke-dasharray": alone ? "none" : "3 4" };
  return [
    svg("line", line),
    ...(alone ? [] : [svg("circle", { class: "spot", cx: at, cy: y(mark.y), r: 5.5 })]),
    noteBeside(at, top - 5, mark.label, { far: at > left + plot * 0.55, gap: 8 }),
  ];
}

function drawPanel(panel) {
  const parts = newPanel(`plot-${panel.name}`);
  parts.node.dataset.picture = panel.name;
  writePanel(parts, panel);
  return { ...parts, panel };
}

function fillPanel(view, { chart, panel }) {
  const { across, up } = axesOf(panel);
  const plot = plotOf(chart.clientWidth, TALL, ROOM, across, up);
  const picture = pictureOf(plot);
  picture.append(
    ...plotGrid(plot, panel),
    ...(panel.kind === "bars" ? plotBars : plotLine)(plot, panel),
    ...plotMark(plot, panel),
  );
  chart.replaceChildren(picture);
  chart.onpointermove = (event) => pointAtPlot(view, panel, shareUnder(plot, chart, event), event);
  chart.onpointerleave = () => hideTip(view.ui.tooltip);
}

function pointAtPlot({ ui }, panel, share, event) {
  const tip = panel.tips[nearestTo(panel, share)];
  if (!tip) return;
  const lines = tip.map((line, first) => element("span", first ? "value" : "what", line));
  showTip(ui.tooltip, ui.root, event, ...lines);
}

// The bar, or the nearest point of the line, at a share of the width.
function nearestTo(panel, share) {
  const { low, high, bend } = axesOf(panel).across;
  const value = low + clamp(share, 0, 1) * (high - low);
  const places = panel.x.slice(0, panel.y.length).map(bend);
  const after = places.findIndex((place) => place > value);
  const nearer = panel.kind === "line" && after > 0 && places[after] - value < value - places[after - 1];
  if (nearer) return after;
  return after < 0 ? places.length - 1 : Math.max(after - 1, 0);
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
    model: /** @type {any} */ (null),
  };
  sized(view.ui.panels, () => view.model && view.ui.panels.clientWidth !== view.width && drawPlots(view));
  return view;
}

export default living({
  mount: mountPlots,
  update: (view, /** @type {PlotsPayload} */ payload) => drawPlots(Object.assign(view, { model: payload })),
  table: plotTable,
});

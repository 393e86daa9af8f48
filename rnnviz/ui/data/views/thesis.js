// ---- thesis.js: one review in two rows, what the network says after every place ----

import { gridOf, joined, nameAcross, nameUp, pictureOf, plotOf, shareUnder, ticksBelow } from "../../drawing/chart.js";
import { element, findParts, svg, word } from "../../drawing/dom.js";
import { living } from "../../drawing/mount.js";
import { clamp, css, fill, niceStep, plain, readPalette } from "../../drawing/scale.js";
import { hideTip, showTip } from "../../drawing/tip.js";
import { thesisTable } from "./tables.js";

/**
 * @typedef {import("../../drawing/scale.js").Colours} Colours
 * @typedef {"pre" | "post"} Side
 *
 * @typedef {object} ThesisLabels
 * @property {string} axis
 * @property {string} probability
 * @property {string} alone
 * @property {string} words
 * @property {string} chosen
 * @property {string} zero
 * @property {string} start
 * @property {string} word
 * @property {string} value
 * @property {string} value_alone
 *
 * @typedef {object} RowPicture
 * @property {Side} side
 * @property {string} title
 * @property {number} first
 * @property {string[]} words
 * @property {number[]} probability
 * @property {string} zeros
 * @property {boolean} chosen
 *
 * @typedef {object} ThesisPayload
 * @property {string} headline
 * @property {string} help
 * @property {string} note
 * @property {RowPicture[]} rows
 * @property {number[]} [alone]
 * @property {ThesisLabels} labels
 * @property {Record<"light" | "dark", Colours>} colours
 */

const TALL = 150, ROOM = { left: 46, right: 12, top: 18, bottom: 34 };
const LEVELS = [{ at: 0, label: "0" }, { at: 0.5, label: "0.5", middle: true }, { at: 1, label: "1" }];
const LETTER = 6.2; // pixels of a name, about

function ticksOf(places, width) {
  const every = niceStep((places * 60) / Math.max(width, 1));
  const round = Array.from({ length: Math.floor(places / every) }, (_, at) => (at + 1) * every);
  return [1, ...round.filter((place) => place > every / 2 && place > 1)].map((at) => ({ at, label: at }));
}

// The words as a band, and the names of both parts above it where there is room.
function partsOf(plot, { first, words, zeros, probability }, labels) {
  const edge = (at) => plot.x(at + 0.5), last = first + words.length;
  const left = edge(first), right = edge(last);
  const name = (from, to, text) =>
    to - from < text.length * LETTER
      ? []
      : [svg("text", { class: "row-name", x: (from + to) / 2, y: plot.top - 6 }, text)];
  return [
    svg("rect", {
      class: "row-words",
      x: left,
      width: Math.max(right - left, 1.5),
      y: plot.top,
      height: plot.foot - plot.top,
    }),
    ...name(left, right, labels.words),
    ...(first ? name(plot.left, left, zeros) : []),
    ...(last < probability.length ? name(right, plot.left + plot.plot, zeros) : []),
  ];
}

function lineOf(plot, values, className) {
  const points = values.map((value, at) => [plot.x(at + 1), plot.y(value)]);
  return svg("path", { class: `curve ${className}`, d: `M${joined(points)}` });
}

function endOf(plot, values, palette) {
  const value = values[values.length - 1];
  const paint = css(value < 0.5 ? palette.negative : palette.positive);
  return svg("circle", { class: "row-end", cx: plot.x(values.length), cy: plot.y(value), r: 6, fill: paint });
}

// What the dashed line is: beside the title, because over the curve it would be crossed.
function aloneKey(label) {
  const key = element("span", "alone", label);
  key.prepend(element("i"));
  return key;
}

function drawRow(view, panel, row) {
  const { model, palette } = view;
  const { alone, labels } = model;
  const places = row.probability.length;
  const across = { low: 0.5, high: Math.max(places, 1) + 0.5 };
  const plot = plotOf(panel.chart.clientWidth, TALL, ROOM, across, { low: 0, high: 1 });
  const picture = pictureOf(plot);
  picture.append(
    ...gridOf(plot, LEVELS),
    ...ticksBelow(plot, ticksOf(places, plot.plot), 15),
    nameAcross(plot, labels.axis, 30),
    nameUp(labels.probability, plot.top + plot.foot),
    ...partsOf(plot, row, labels),
    ...(alone ? [lineOf(plot, alone, "row-alone")] : []),
    lineOf(plot, row.probability, "row-line"),
    endOf(plot, row.probability, palette),
  );
  panel.chart.replaceChildren(picture);
  panel.chart.onpointermove = (event) => {
    const place = clamp(Math.round(across.low + shareUnder(plot, panel.chart, event) * places), 1, places);
    showTip(view.ui.tooltip, view.ui.root, event, ...tipOf(model, row, place));
  };
  panel.chart.onpointerleave = () => hideTip(view.ui.tooltip);
}

function tipOf({ labels, alone }, row, place) {
  const at = place - 1, text = row.words[at - row.first];
  const kind = text === undefined ? "zero" : text ? "word" : "start";
  const said = fill(labels[kind], { place, text });
  const what = kind === "word" ? word(said, "what") : element("span", "what", said);
  const values = [fill(labels.value, { value: plain(row.probability[at], 3) })];
  if (alone) values.push(fill(labels.value_alone, { value: plain(alone[at], 3) }));
  return [what, ...values.map((value) => element("span", "value", value))];
}

function newRow(row, { labels, alone }) {
  const node = element("section", "view panel"), header = element("header"), chart = element("div", "chart");
  header.append(element("h2", "title", row.title));
  if (alone) header.append(aloneKey(labels.alone));
  if (row.chosen) header.append(element("span", "chosen", labels.chosen));
  chart.dataset.testid = node.dataset.picture = `thesis-${row.side}`;
  chart.setAttribute("role", "img");
  chart.setAttribute("aria-label", row.title);
  node.append(header, chart);
  return { node, chart };
}

function drawThesis(view) {
  const { ui, model } = view;
  view.palette = readPalette(ui.root, model.colours);
  view.width = ui.rows.clientWidth;
  ui.headline.textContent = model.headline;
  ui.how.textContent = model.help;
  ui.note.textContent = model.note;
  const panels = model.rows.map((row) => newRow(row, model));
  ui.rows.replaceChildren(...panels.map(({ node }) => node));
  panels.forEach((panel, at) => drawRow(view, panel, model.rows[at]));
}

function mountThesis(root, { sized }) {
  const names = { headline: ".sentence", rows: ".rows", how: ".how", note: ".note", tooltip: ".tooltip" };
  const view = { ui: { root, ...findParts(root, names) }, model: /** @type {any} */ (null) };
  sized(view.ui.rows, () => view.model && view.ui.rows.clientWidth !== view.width && drawThesis(view));
  return view;
}

export default living({
  mount: mountThesis,
  update: (view, /** @type {ThesisPayload} */ payload) => drawThesis(Object.assign(view, { model: payload })),
  table: thesisTable,
});

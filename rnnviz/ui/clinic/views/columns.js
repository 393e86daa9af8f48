// ---- clinic.js: what became of all reviews with every epoch; a part that is clicked is an event ----

import { gridOf, nameAcross, nameUp, pictureOf, placesOf } from "../../drawing/chart.js";
import { element, svg } from "../../drawing/dom.js";
import { frameOf } from "../../drawing/frame.js";
import { living } from "../../drawing/mount.js";
import { clamp, css, fill, mix, niceStep, readPalette } from "../../drawing/scale.js";
import { hideTip, showTip } from "../../drawing/tip.js";

/**
 * @typedef {import("../../drawing/scale.js").Colours} Colours
 *
 * @typedef {"still_right" | "newly_right" | "newly_wrong" | "forgotten" | "never_right"} Change
 *
 * @typedef {object} ColumnsLabels
 * @property {Record<Change, string>} groups
 * @property {Record<Change, string>} meanings
 * @property {string} reviews
 * @property {string} moved
 * @property {string} all
 * @property {string} epochs
 * @property {string} slider
 * @property {string} told
 * @property {string} part
 * @property {string} share
 *
 * @typedef {object} ClinicPayload
 * @property {number[]} epochs
 * @property {number} shown
 * @property {Change} group
 * @property {Change[]} groups
 * @property {number[][]} counts
 * @property {string} title
 * @property {string} help
 * @property {ColumnsLabels} labels
 * @property {Record<"light" | "dark", Colours>} colours
 */

const TALL = 226, ROOM = { height: TALL, top: 8, foot: 186 };
const GAP = 28, BESIDE = 720; // between the charts, and the width from which on they stand beside each other

// Right in the accent's colour, wrong in the ink's: strong where it is new.
function partInks({ palette }) {
  const { accent } = palette;
  const toward = (ink, share) => css(mix(palette.surface, ink, share));
  return [
    toward(accent, 0.3),
    toward(accent, 1),
    toward(palette.ink, 0.85),
    toward(palette.ink, 0.42),
    toward(palette.ink, 0.14),
  ];
}

function drawClinic(view) {
  const { ui, model } = view;
  view.palette = readPalette(ui.root, model.colours);
  view.inks = partInks(view);
  ui.title.textContent = model.title;
  ui.help.textContent = model.help;
  ui.legend.replaceChildren(...model.groups.map((group, at) => legendItem(view, group, at)));
  const whole = (view.width = ui.columns.clientWidth);
  view.frame = frameOf(whole < BESIDE ? whole : (whole - GAP) / 2, model.epochs.length);
  const { moved, all } = model.labels;
  ui.columns.replaceChildren(chartOf(view, moved, movesOf), chartOf(view, all, columnsOf));
  describeColumns(view);
}

function chartOf(view, name, marksOf) {
  const chart = element("div", "panel"), { plot, marks } = marksOf(view);
  const picture = pictureOf(plot);
  picture.append(...marks, ...epochLabels(view, plot));
  chart.append(element("div", "name", name), picture);
  return chart;
}

// ---- what moved: won above the middle, lost below, on a scale of their own; before the first epoch nothing was right ----

const WON = 1, LOST = 2; // places of the groups

function movesOf(view) {
  const { frame, model } = view, later = model.counts.slice(1);
  const most = Math.max(1, ...later.flatMap((counts) => [counts[WON], counts[LOST]]));
  const every = niceStep(most / 3), high = every * Math.ceil(most / every);
  const plot = { ...frame, ...ROOM, y: placesOf({ low: -high, high }, ROOM.top, ROOM.foot, true) };
  const levels = Array.from({ length: 2 * Math.round(high / every) + 1 }, (_, at) => at * every - high);
  const label = (count) => Math.abs(count).toLocaleString("en");
  const grid = gridOf(plot, levels.map((at) => ({ at, label: label(at), middle: at === 0 })));
  const bars = later.flatMap((counts, at) => [
    partOf(view, at + 1, WON, plot.y(counts[WON]), plot.y(0), "clinic-move"),
    partOf(view, at + 1, LOST, plot.y(0), plot.y(-counts[LOST]), "clinic-move"),
  ]);
  const names = frame.narrow ? [] : [nameUp(model.labels.reviews, ROOM.foot)];
  return { plot, marks: [...grid, ...names, ...onTop(bars)] };
}

// ---- all reviews ----

function columnsOf(view) {
  const plot = { ...view.frame, ...ROOM, y: placesOf({ low: 0, high: 1 }, ROOM.top, ROOM.foot, true) };
  return { plot, marks: [...clinicGrid(view, plot), ...view.model.counts.flatMap((_, at) => column(view, plot, at))] };
}

function partOf({ frame, model, inks }, at, part, top, foot, testid = "clinic-part") {
  const width = Math.min(frame.cell * 0.78, 90), chosen = at === model.shown && model.groups[part] === model.group;
  const box = { x: frame.x(at) - width / 2, y: top, width, height: Math.max(foot - top, 0) };
  const node = svg("rect", { class: chosen ? "part chosen" : "part", ...box, fill: inks[part] });
  Object.assign(node.dataset, { epoch: at, part, testid });
  return node;
}

// The frame of the chosen part lies on top.
function onTop(parts) {
  const top = (node) => Number(node.matches(".chosen"));
  return parts.filter((node) => Number(node.getAttribute("height"))).sort((one, other) => top(one) - top(other));
}

function legendItem(view, group, at) {
  const item = element("span", "item"), swatch = element("span", "swatch");
  const { labels, counts, shown } = view.model;
  swatch.style.background = view.inks[at];
  item.title = labels.meanings[group];
  const count = element("b", "", counts[shown][at].toLocaleString("en"));
  item.append(swatch, count, document.createTextNode(labels.groups[group]));
  return item;
}

function clinicGrid({ frame, model }, plot) {
  const total = model.counts[0].reduce((sum, count) => sum + count, 0);
  const label = (share) => Math.round(share * total).toLocaleString("en");
  const lines = gridOf(plot, [0, 0.25, 0.5, 0.75, 1].map((at) => ({ at, label: label(at) })));
  return frame.narrow ? lines : [...lines, nameUp(model.labels.reviews, ROOM.foot)];
}

function column(view, plot, at) {
  const counts = view.model.counts[at], total = counts.reduce((sum, count) => sum + count, 0) || 1;
  let below = 0;
  return onTop(counts.map((count, part) => {
    const foot = plot.y(below / total);
    return partOf(view, at, part, plot.y((below += count) / total), foot);
  }));
}

function epochLabels({ frame, model }, plot) {
  const every = niceStep(30 / frame.cell);
  const due = [...model.epochs.keys()].filter((at) => at % every === 0 || at === model.shown);
  const labels = due.map((at) => {
    const place = { x: frame.x(at), y: plot.foot + 17 };
    return svg("text", { class: at === model.shown ? "epoch shown" : "epoch", ...place }, model.epochs[at]);
  });
  return [...labels, nameAcross(plot, model.labels.epochs, 36, "epoch")];
}

function describeColumns({ ui, model }) {
  const epoch = model.epochs[model.shown], counts = model.counts[model.shown];
  const told = Object.fromEntries(model.groups.map((group, part) => [group, counts[part]]));
  const values = {
    valuemin: model.epochs[0],
    valuemax: model.epochs.at(-1),
    valuenow: epoch,
    valuetext: fill(model.labels.told, { epoch, ...told }),
    label: model.labels.slider,
  };
  for (const [name, value] of Object.entries(values)) ui.columns.setAttribute(`aria-${name}`, value);
}

// ---- pointing ----

function pick(view, at, group) {
  const place = clamp(at, 0, view.model.epochs.length - 1);
  Object.assign(view.model, { shown: place, group });
  drawClinic(view); // at once; the reviews follow from Python
  view.send("pick", { epoch: view.model.epochs[place], group });
}

function partUnder(event) {
  const { epoch, part } = event.target.dataset ?? {};
  return part === undefined ? null : { at: Number(epoch), part: Number(part) };
}

function showPart(view, event) {
  const { ui, model } = view, found = partUnder(event);
  if (!found) return hideTip(ui.tooltip);
  const { labels } = model, group = model.groups[found.part];
  const count = model.counts[found.at][found.part], total = model.counts[found.at].reduce((sum, one) => sum + one, 0);
  const part = { epoch: model.epochs[found.at], count: count.toLocaleString("en"), group: labels.groups[group] };
  const share = { percent: ((100 * count) / total).toFixed(1), meaning: labels.meanings[group] };
  showTip(
    ui.tooltip,
    ui.root,
    event,
    element("span", "what", fill(labels.part, part)),
    element("span", "where", fill(labels.share, share)),
  );
}

function watchClinic(view) {
  const { ui } = view;
  ui.columns.onclick = (event) => {
    const found = partUnder(event);
    if (found) pick(view, found.at, view.model.groups[found.part]);
  };
  ui.columns.onpointermove = (event) => showPart(view, event);
  ui.columns.onpointerleave = () => hideTip(ui.tooltip);
  ui.columns.onkeydown = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { shown, group, groups } = view.model, part = groups.indexOf(group);
    const to = {
      ArrowLeft: [shown - 1, part],
      ArrowRight: [shown + 1, part],
      ArrowUp: [shown, part + 1],
      ArrowDown: [shown, part - 1],
      Home: [0, part],
      End: [Infinity, part],
    }[event.key];
    if (!to) return;
    event.preventDefault();
    pick(view, to[0], groups[clamp(to[1], 0, groups.length - 1)]);
  };
}

function mountClinic(root, { sized, send }) {
  const one = (selector) => root.querySelector(selector);
  const ui = {
    root,
    title: one(".title"),
    help: one(".help"),
    legend: one(".legend"),
    columns: one(".columns"),
    tooltip: one(".tooltip"),
  };
  const view = { ui, send, model: /** @type {any} */ (null) };
  sized(ui.columns, () => view.model && ui.columns.clientWidth !== view.width && drawClinic(view));
  watchClinic(view);
  return view;
}

function changesTable({ model }) {
  const { epochs, groups, counts } = model;
  return {
    columns: ["epoch", "group", "reviews"],
    rows: epochs.flatMap((epoch, at) => groups.map((group, part) => [epoch, group, counts[at][part]])),
  };
}

export default living({
  mount: mountClinic,
  update: (view, /** @type {ClinicPayload} */ payload) => drawClinic(Object.assign(view, { model: payload })),
  table: changesTable,
});

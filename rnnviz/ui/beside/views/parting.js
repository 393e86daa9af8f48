// ---- parting.js: both logits of every review; opening one is an event ----

import { decodeNumbers } from "../../drawing/arrays.js";
import { gridOf, nameAcross, nameUp, pictureOf, plotOf, ticksBelow } from "../../drawing/chart.js";
import { element, findParts, paintInks, svg, tellSlider } from "../../drawing/dom.js";
import { onKeys } from "../../drawing/keys.js";
import { living } from "../../drawing/mount.js";
import { clamp, css, fill, readPalette, signed } from "../../drawing/scale.js";
import { hideTip, showTip } from "../../drawing/tip.js";

/**
 * @typedef {import("../../drawing/scale.js").Colours} Colours
 * @typedef {import("../../drawing/axes.js").Tick} Tick
 *
 * @typedef {object} PartingPayload
 * @property {string} title
 * @property {string} help
 * @property {string} first
 * @property {string} second
 * @property {number[]} positive
 * @property {number[]} parted
 * @property {string[]} texts
 * @property {number} x_low
 * @property {number} x_high
 * @property {number} y_low
 * @property {number} y_high
 * @property {Tick[]} x_ticks
 * @property {Tick[]} y_ticks
 * @property {string[]} corners
 * @property {Record<"x" | "y" | "x_short" | "y_short" | "positive" | "negative" | "told" | "picture" | "here", string>} labels
 * @property {Record<"light" | "dark", Colours>} colours
 */

const ROOM = { left: 46, right: 8, top: 8, bottom: 38 }, NARROW = 560, NEAR = 13;

/** @param {PartingPayload} payload */
function decoded(payload) {
  const first = decodeNumbers(payload.first), second = decodeNumbers(payload.second);
  const positive = new Set(payload.positive), parted = new Map(payload.parted.map((review, at) => [review, at]));
  // The keys lead through those that part; where none does, through all.
  const order = payload.parted.length ? payload.parted : Array.from(first, (_, review) => review);
  return { ...payload, first, second, positive, rank: parted, order };
}

// ---- what is told of a review ----

function valuesOf({ labels, first, second, positive }, review) {
  return {
    number: (review + 1).toLocaleString("en"),
    label: positive.has(review) ? labels.positive : labels.negative,
    a: signed(first[review]),
    b: signed(second[review]),
  };
}

function tipOf(model, review) {
  const text = model.texts[model.rank.get(review) ?? -1];
  const told = [element("span", "what", fill(model.labels.here, valuesOf(model, review)))];
  if (text) {
    const glance = element("span", "where", text);
    glance.translate = false;
    glance.dir = "auto";
    told.push(glance);
  }
  return told;
}

// ---- the picture ----

function cornersOf(plot, { corners }) {
  const x = plot.x(0), y = plot.y(0), right = plot.left + plot.plot;
  const shade = (left, top, width, height) => svg("rect", { class: "corner", x: left, y: top, width, height });
  const narrow = plot.width < NARROW;
  const lines = (text) => (narrow ? text.split(": ") : [text]); // the count below the name, where room is scarce
  const name = (text, far, top) =>
    lines(text).map((line, at, all) =>
      svg("text", {
        class: far ? "corner-name right" : "corner-name",
        x: far ? right - 6 : plot.left + 6,
        y: top ? plot.top + 16 + 15 * at : plot.foot - 8 - 15 * (all.length - 1 - at),
      }, line)
    );
  return {
    shades: [shade(x, y, right - x, plot.foot - y), shade(plot.left, plot.top, x - plot.left, y - plot.top)],
    names: [
      name(corners[0], true, true),
      name(corners[1], true, false),
      name(corners[2], false, true),
      name(corners[3], false, false),
    ].flat(),
  };
}

function dotsOf(plot, model, palette) {
  const reviews = Array.from(model.first, (_, review) => review);
  const above = (review) => Number(model.rank.has(review)); // what parts is drawn last
  return reviews.sort((one, other) => above(one) - above(other)).map((review) =>
    svg("circle", {
      class: model.rank.has(review) ? "review-dot parted" : "review-dot",
      cx: plot.x(model.first[review]).toFixed(1),
      cy: plot.y(model.second[review]).toFixed(1),
      r: model.rank.has(review) ? 4.5 : 3,
      fill: css(model.positive.has(review) ? palette.positive : palette.negative),
    })
  );
}

function tickLines(plot, ticks) {
  return ticks.map(({ at }) => {
    const x = plot.x(at);
    return svg("line", { class: at ? "grid" : "grid middle", x1: x, x2: x, y1: plot.top, y2: plot.foot });
  });
}

function drawPicture(view) {
  const { ui, model } = view, { labels } = model;
  view.width = ui.chart.clientWidth;
  const height = clamp(Math.round(view.width * 0.62), 300, 430);
  const plot = (view.plot = plotOf(
    view.width,
    height,
    ROOM,
    { low: model.x_low, high: model.x_high },
    { low: model.y_low, high: model.y_high },
  ));
  const picture = pictureOf(plot), corners = cornersOf(plot, model);
  view.here = svg("circle", { class: "here", r: 8, visibility: "hidden" });
  picture.append(
    ...corners.shades,
    ...gridOf(plot, model.y_ticks.map((tick) => ({ ...tick, middle: tick.at === 0 }))),
    ...tickLines(plot, model.x_ticks),
    ...ticksBelow(plot, model.x_ticks, 16),
    nameAcross(plot, view.width < NARROW ? labels.x_short : labels.x, 33),
    nameUp(view.width < NARROW ? labels.y_short : labels.y, plot.foot),
    ...dotsOf(plot, model, view.palette),
    ...corners.names,
    view.here,
  );
  ui.chart.replaceChildren(picture);
}

function keyOf(side, label) {
  const key = element("span", "dot-key"), dot = element("i");
  dot.style.background = `var(--${side})`;
  key.append(dot, element("span", "", label));
  return key;
}

function drawParting(view) {
  const { ui, model } = view;
  view.palette = readPalette(ui.root, model.colours);
  paintInks(ui.root, view.palette);
  ui.title.textContent = model.title;
  ui.help.textContent = model.help;
  ui.legend.replaceChildren(keyOf("positive", model.labels.positive), keyOf("negative", model.labels.negative));
  ui.chart.setAttribute("aria-label", model.labels.picture);
  drawPicture(view);
  view.at = clamp(view.at, 0, model.order.length - 1);
  tellPlace(view);
}

// ---- pointing, keys, opening ----

function under({ ui, plot, model }, event) {
  const box = ui.chart.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top;
  let found = -1, nearest = NEAR;
  for (let review = 0; review < model.first.length; review += 1) {
    const away = Math.hypot(plot.x(model.first[review]) - x, plot.y(model.second[review]) - y) -
      (model.rank.has(review) ? 4 : 0); // what parts is easier to hit
    if (away < nearest) [found, nearest] = [review, away];
  }
  return found;
}

function ring(view, review) {
  const { here, plot, model } = view;
  here.setAttribute("visibility", review < 0 ? "hidden" : "visible");
  if (review < 0) return;
  here.setAttribute("cx", String(plot.x(model.first[review])));
  here.setAttribute("cy", String(plot.y(model.second[review])));
}

function tellPlace({ ui, model, at }) {
  tellSlider(ui.chart, at, model.order.length, fill(model.labels.told, valuesOf(model, model.order[at])));
}

function goTo(view, at) {
  view.at = clamp(at, 0, view.model.order.length - 1);
  const review = view.model.order[view.at];
  ring(view, review);
  tellPlace(view);
  view.ui.announcer.textContent = fill(view.model.labels.told, valuesOf(view.model, review));
}

function listen(view, { on, send }) {
  const { ui } = view;
  const leave = () => {
    hideTip(ui.tooltip);
    ring(view, -1);
    ui.chart.classList.remove("near");
  };
  on(ui.chart, "pointermove", (event) => {
    const review = under(view, event);
    if (review < 0) return leave();
    ui.chart.classList.add("near");
    ring(view, review);
    showTip(ui.tooltip, ui.root, event, ...tipOf(view.model, review));
  });
  on(ui.chart, "pointerleave", leave);
  on(ui.chart, "click", (event) => {
    const review = under(view, event);
    if (review >= 0) send("open", review + 1);
  });
  on(ui.chart, "focus", () => ui.chart.matches(":focus-visible") && goTo(view, view.at));
  on(ui.chart, "blur", () => ring(view, -1));
  onKeys(on, ui.chart, () => ({
    ArrowLeft: () => goTo(view, view.at - 1),
    ArrowRight: () => goTo(view, view.at + 1),
    ArrowUp: () => goTo(view, view.at + 1),
    ArrowDown: () => goTo(view, view.at - 1),
    PageUp: () => goTo(view, view.at + 10),
    PageDown: () => goTo(view, view.at - 10),
    Home: () => goTo(view, 0),
    End: () => goTo(view, view.model.order.length - 1),
    Enter: () => send("open", view.model.order[view.at] + 1),
  }));
}

/** @param {{ model: { first: ArrayLike<number>, second: ArrayLike<number>, positive: Set<number>, rank: Map<number, number> } }} view */
export function partingTable({ model }) {
  const reviews = Array.from(model.first, (_, review) => review);
  return {
    columns: ["review", "labelled positive", "logit of A", "logit of B", "parts"],
    rows: reviews.map((review) => [
      review + 1,
      Number(model.positive.has(review)),
      model.first[review],
      model.second[review],
      Number(model.rank.has(review)),
    ]),
  };
}

const PARTS = {
  title: ".title",
  help: ".help",
  legend: ".legend",
  chart: ".chart",
  tooltip: ".tooltip",
  announcer: ".announcer",
};

export default living({
  mount: (root, life) => {
    const view = { ui: { root, ...findParts(root, PARTS) }, at: 0, width: 0, model: /** @type {any} */ (null) };
    listen(view, life);
    life.sized(view.ui.chart, () => view.model && view.ui.chart.clientWidth !== view.width && drawPicture(view));
    return view;
  },
  update: (view, /** @type {PartingPayload} */ payload) =>
    drawParting(Object.assign(view, { model: decoded(payload) })),
  table: partingTable,
});

// ---- way.js: one review as words, as ids, and as the row that a network reads ----

import { element, word } from "../../drawing/dom.js";
import { living } from "../../drawing/mount.js";
import { clamp, readPalette } from "../../drawing/scale.js";
import { kindOf, layCells, tell } from "./items.js";
import { wayTable } from "./tables.js";
import { drawRow } from "./row.js";

/**
 * @typedef {import("../../drawing/scale.js").Colours} Colours
 * @typedef {"pre" | "post"} Side
 * @typedef {import("./items.js").Told} Told
 *
 * @typedef {object} WayLabels
 * @property {Record<"padding" | "start" | "word" | "unknown" | "cut", string>} kinds
 * @property {string} start
 * @property {string} empty
 * @property {string} rest
 * @property {Record<Told, string>} in_row
 * @property {Record<Told, string>} cut_away
 *
 * @typedef {object} LeftOut
 * @property {number} after
 * @property {string} label
 *
 * @typedef {object} WayPayload
 * @property {[number, string][]} words
 * @property {number[]} ids
 * @property {number[]} unknown
 * @property {LeftOut} [left_out]
 * @property {number} total
 * @property {number} kept
 * @property {number} begin
 * @property {number} first
 * @property {number} maxlen
 * @property {Side} truncating
 * @property {boolean} pending
 * @property {string} array
 * @property {string} sentence
 * @property {string[]} titles
 * @property {string[]} helps
 * @property {WayLabels} labels
 * @property {Record<"light" | "dark", Colours>} colours
 */

function findWay(root) {
  const one = (selector) => root.querySelector(selector);
  return {
    root,
    sentence: one(".sentence"),
    words: one(".words"),
    ids: one(".ids"),
    legend: one(".legend"),
    row: one(".rowbox"),
    canvas: one("canvas"),
    bounds: one(".bounds"),
    here: one(".here"),
    ruler: one(".ruler"),
    value: one(".value"),
    array: one(".array"),
    titles: [...root.querySelectorAll(".title")],
    helps: [...root.querySelectorAll(".help")],
  };
}

function chip(view, item, ...content) {
  const node = element("span", `chip ${kindOf(view.model, item)}`);
  node.dataset.item = item;
  if (!view.cells.inRow(item)) node.classList.add("cut");
  node.append(...content);
  return node;
}

// An entry of the list that is no word.
function emptyOption(label) {
  const node = element("span", "chip skipped", label);
  node.setAttribute("role", "option");
  node.setAttribute("aria-selected", "false");
  return node;
}

function drawWords(view) {
  const { ui, model } = view;
  const nodes = model.words.map(([item, text]) => {
    const node = chip(view, item, word(text));
    node.setAttribute("role", "option");
    node.setAttribute("aria-selected", "false");
    node.id = `way-word-${item}`;
    return node;
  });
  view.options = nodes;
  const { left_out } = model;
  ui.words.replaceChildren(...(left_out ? nodes.toSpliced(left_out.after, 0, emptyOption(left_out.label)) : nodes));
  if (!nodes.length) ui.words.replaceChildren(emptyOption(model.labels.empty));
}

function drawIds(view) {
  const { ui, model } = view;
  const { left_out, labels } = model;
  const idOf = (name, item, at) => {
    const below = element("small");
    below.append(name);
    return chip(view, item, element("span", "id", model.pending && item ? "…" : model.ids[at]), below);
  };
  const start = idOf(element("bdi", "", labels.start), 0, 0);
  const nodes = [start, ...model.words.map(([item, text], at) => idOf(word(text), item, at + 1))];
  const gap = left_out && element("span", "chip skipped", left_out.label);
  ui.ids.replaceChildren(...(left_out ? nodes.toSpliced(left_out.after + 1, 0, gap) : nodes));
}

// ---- one cursor: a word, its id, its place ----

function mark(view, item, from) {
  const { ui, model, cells } = view;
  if (item === view.item) return;
  for (const node of ui.root.querySelectorAll(".marked")) {
    node.classList.remove("marked"), node.getAttribute("role") && node.setAttribute("aria-selected", "false");
  }
  view.item = item;
  ui.root.dataset.item = item ?? "";
  ui.here.hidden = item === null;
  ui.value.textContent = item === null ? model.labels.rest : tell(view, item);
  if (item === null) return ui.words.removeAttribute("aria-activedescendant");
  for (const strip of [ui.words, ui.ids]) {
    const node = strip.querySelector(`[data-item="${item}"]`);
    if (!node) continue;
    node.classList.add("marked");
    if (strip === ui.words) {
      node.setAttribute("aria-selected", "true"), strip.setAttribute("aria-activedescendant", node.id);
    }
    if (strip !== from) keepInView(strip, node);
  }
  const wide = Math.max(view.wide, 3);
  Object.assign(ui.here.style, {
    left: `${(cells.cellOf(item) + 0.5) * view.wide - wide / 2}px`,
    width: `${wide}px`,
    background: "transparent",
  });
}

function keepInView(strip, node) {
  const top = node.offsetTop, bottom = top + node.offsetHeight;
  if (top < strip.scrollTop + 4 || bottom > strip.scrollTop + strip.clientHeight - 4) {
    strip.scrollTop = top - strip.clientHeight / 2;
  }
}

function itemUnder(view, event) {
  const box = view.ui.canvas.getBoundingClientRect();
  const at = clamp(Math.floor((event.clientX - box.left) / view.wide), 0, view.cells.count - 1);
  for (let item = 0; item < view.model.total; item++) if (view.cells.cellOf(item) === at) return item;
  return null;
}

function walk(view, event) {
  const items = view.model.words.map(([item]) => item);
  if (!items.length || event.ctrlKey || event.metaKey || event.altKey) return;
  const at = items.indexOf(view.item);
  const to = {
    ArrowLeft: at - 1,
    ArrowUp: at - 1,
    ArrowRight: at + 1,
    ArrowDown: at + 1,
    Home: 0,
    End: items.length - 1,
  }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  mark(view, items[clamp(to, 0, items.length - 1)], null);
}

function mountWay(root, { on, sized }) {
  const ui = findWay(root);
  const view = { ui, item: null, model: /** @type {any} */ (null), cells: /** @type {any} */ (null) };
  for (const strip of [ui.words, ui.ids]) {
    const take = (event) => {
      const node = event.target.closest("[data-item]");
      if (node) mark(view, Number(node.dataset.item), strip);
    };
    on(strip, "pointerover", take);
    on(strip, "click", take);
    on(strip, "pointerleave", () => mark(view, null));
  }
  on(ui.words, "keydown", (event) => walk(view, event));
  on(ui.canvas, "pointermove", (event) => mark(view, itemUnder(view, event), ui.canvas));
  on(ui.canvas, "pointerleave", () => mark(view, null));
  sized(ui.row, () => view.model && ui.row.clientWidth !== view.width && drawWay(view));
  return view;
}

function drawWay(view) {
  const { ui, model } = view;
  view.palette = readPalette(ui.root, model.colours);
  view.width = ui.row.clientWidth;
  view.cells = layCells(model);
  ui.sentence.textContent = model.sentence;
  ui.titles.forEach((node, at) => (node.textContent = model.titles[at]));
  ui.helps.forEach((node, at) => (node.textContent = model.helps[at]));
  ui.words.setAttribute("aria-label", model.titles[0]);
  ui.ids.setAttribute("aria-label", model.titles[1]);
  ui.canvas.setAttribute("aria-label", model.titles[2]);
  ui.array.textContent = model.array;
  ui.array.hidden = model.pending;
  drawWords(view);
  drawIds(view);
  drawRow(view);
  view.item = undefined;
  mark(view, null);
}

export default living({
  mount: mountWay,
  update: (view, /** @type {WayPayload} */ payload) =>
    drawWay(Object.assign(view, { model: { ...payload, unknown: new Set(payload.unknown) } })),
  table: wayTable,
});

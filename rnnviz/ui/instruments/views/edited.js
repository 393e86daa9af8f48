// ---- edited.js: two readings of two texts, word beside word, and what can be done to a word ----

import { decodeNumbers } from "../../drawing/arrays.js";
import { announceCursor, hearCursor } from "../../drawing/cursor.js";
import { element, findParts, paintInks, word, writeParts } from "../../drawing/dom.js";
import { stepUnder } from "../../drawing/frame.js";
import { onKeys } from "../../drawing/keys.js";
import { living } from "../../drawing/mount.js";
import { clamp, fill, readPalette } from "../../drawing/scale.js";
import { hideTip, showTip } from "../../drawing/tip.js";
import { columnOf, editedTable, saidAt } from "./edited_columns.js";
import { drawBoth, showNow } from "./edited_lines.js";

/**
 * @typedef {import("../../drawing/scale.js").Colours} Colours
 * @typedef {import("../../drawing/chart.js").Tick} Tick
 * @typedef {import("../../drawing/dom.js").SentencePart} SentencePart
 *
 * @typedef {object} EditedColumn
 * @property {string} one
 * @property {string} other
 * @property {boolean} sign
 * @property {boolean} unknown
 * @property {number} step
 * @property {number} number
 * @property {string} opposite
 * @property {string} move
 *
 * @typedef {object} EditedLabels
 * @property {string} acts
 * @property {string} at
 * @property {string} opposite
 * @property {string} insert
 * @property {string} move
 * @property {string} drop
 * @property {string} reverse
 * @property {string} undo
 * @property {string} original
 * @property {string} gone
 * @property {string} nothing
 * @property {string} same
 * @property {string} before
 * @property {string} after
 * @property {string} positive
 * @property {string} negative
 * @property {string} axis
 * @property {string} axis_words
 * @property {string} says
 * @property {string} told
 *
 * @typedef {object} EditedPayload
 * @property {EditedColumn[]} columns
 * @property {string} before
 * @property {string} after
 * @property {number} low
 * @property {number} high
 * @property {Tick[]} ticks
 * @property {number} chosen
 * @property {number} steps
 * @property {boolean} changed
 * @property {boolean} undo
 * @property {SentencePart[]} sentence
 * @property {Record<"words" | "lines", string>} titles
 * @property {string} help
 * @property {Record<"light" | "dark", Colours>} colours
 * @property {EditedLabels} labels
 */

const PARTS = {
  sentence: ".sentence",
  acts: ".acts",
  at: ".at",
  one: ".one",
  all: ".all",
  help: ".help",
  tokens: ".tokens",
  stack: ".stack",
  timeline: ".timeline",
  lines: ".chart.lines",
  axis: ".axis",
  tooltip: ".tooltip",
};

/** @param {EditedPayload} payload */
function decoded(payload) {
  return { ...payload, before: decodeNumbers(payload.before), after: decodeNumbers(payload.after) };
}

// ---- the words ----

function drawWords(view) {
  const { ui, model } = view, { labels, titles } = model;
  writeParts(ui.sentence, model.sentence, (column) => choose(view, column));
  ui.tokens.setAttribute("aria-label", titles.words);
  view.tokens = model.columns.map((column, at) => tokenOf(column, at, labels));
  ui.tokens.replaceChildren(...view.tokens.flatMap((node) => [node, document.createTextNode(" ")]));
}

function tokenOf({ one, other, sign, unknown }, at, labels) {
  const node = sign ? element("span", "token sign", other || one) : element("span", "token");
  if (!sign && one === other) node.append(word(one, "same"));
  if (!sign && one !== other) node.append(...worded("del", one), ...worded("ins", other));
  node.translate = sign;
  node.classList.toggle("differs", one !== other);
  node.classList.toggle("unknown", unknown);
  node.id = `column-${at}`;
  node.dataset.column = String(at);
  node.setAttribute("role", "option");
  if (one !== other) node.setAttribute("aria-label", saidAt({ one, other }, labels));
  return node;
}

function worded(tag, text) {
  if (!text) return [];
  const node = element(tag);
  node.append(word(text));
  return [node];
}

function choose(view, column) {
  view.chosen = clamp(column, 0, view.model.columns.length - 1);
  drawActs(view);
  goTo(view, view.chosen, true);
}

function markChosen({ ui, tokens, chosen }) {
  tokens.forEach((node, at) => node.setAttribute("aria-selected", String(at === chosen)));
  ui.tokens.setAttribute("aria-activedescendant", `column-${chosen}`);
  const node = tokens[chosen];
  if (node.offsetTop < ui.tokens.scrollTop) ui.tokens.scrollTop = node.offsetTop;
  const foot = node.offsetTop + node.offsetHeight - ui.tokens.clientHeight;
  if (foot > ui.tokens.scrollTop) ui.tokens.scrollTop = foot;
}

// ---- what can be done ----

function drawActs(view) {
  const { ui, model, chosen } = view, { labels } = model;
  const { number, opposite, move, one, other } = model.columns[chosen];
  const act = (kind, label, enabled = true) => button(label, enabled, () => view.send("act", { kind, word: number }));
  ui.acts.setAttribute("aria-label", labels.acts);
  const [before, behind] = fill(number ? labels.at : labels.gone, { word: "\0" }).split("\0");
  ui.at.replaceChildren(before, word(other || one), behind ?? "");
  ui.one.replaceChildren(
    ...(number && opposite ? [act("opposite", fill(labels.opposite, { word: opposite }))] : []),
    ...(number ? [act("not", labels.insert)] : []),
    ...(number && move ? [act("move", fill(labels.move, { word: move }))] : []),
    ...(number ? [act("drop", labels.drop)] : []),
  );
  ui.all.replaceChildren(
    act("reverse", labels.reverse),
    act("undo", labels.undo, model.undo),
    act("original", labels.original, model.changed),
  );
  markChosen(view);
}

function button(label, enabled, press) {
  const node = element("button", "", label);
  node.type = "button";
  node.disabled = !enabled;
  node.onclick = press;
  return node;
}

// ---- the cursor ----

function goTo(view, column, pinned) {
  showColumn(view, column);
  announceCursor(view.ui.root, { step: Math.max(view.model.columns[column].step, 0), count: view.model.steps, pinned });
}

function showColumn(view, column) {
  view.tokens[view.column]?.classList.remove("now");
  view.column = column;
  view.tokens[column]?.classList.add("now");
  showNow(view, column);
}

function watchWords(view, on) {
  const { ui } = view;
  const under = ({ target }) => target.closest?.("[data-column]")?.dataset.column;
  on(ui.tokens, "pointerover", (event) => {
    const column = under(event);
    if (column !== undefined && event.pointerType !== "touch") goTo(view, Number(column), false);
  });
  on(ui.tokens, "click", (event) => under(event) !== undefined && choose(view, Number(under(event))));
  const by = (steps) => () => choose(view, view.chosen + steps);
  onKeys(on, ui.tokens, () => ({
    ArrowLeft: by(-1),
    ArrowRight: by(1),
    ArrowUp: by(-1),
    ArrowDown: by(1),
    PageUp: by(-10),
    PageDown: by(10),
    Home: by(-view.tokens.length),
    End: by(view.tokens.length),
  }));
}

function watchLines(view, on) {
  const { ui } = view;
  on(ui.lines, "pointermove", (event) => {
    const column = stepUnder(view.frame, ui.stack, event), { one, other } = view.model.columns[column];
    goTo(view, column, false);
    const names = one === other
      ? [word(one, "what")]
      : [element("span", "what", saidAt({ one, other }, view.model.labels))];
    names[0].translate = false;
    showTip(ui.tooltip, ui.stack, event, ...names, element("span", "value", valuesAt(view, column)));
  });
  on(ui.lines, "pointerleave", () => hideTip(ui.tooltip));
  on(ui.lines, "click", (event) => choose(view, stepUnder(view.frame, ui.stack, event)));
  const by = (steps) => () => goTo(view, clamp(view.column + steps, 0, view.model.columns.length - 1), false);
  onKeys(on, ui.lines, () => ({
    ArrowLeft: by(-1),
    ArrowRight: by(1),
    PageUp: by(-10),
    PageDown: by(10),
    Home: by(-view.tokens.length),
    End: by(view.tokens.length),
  }));
}

function valuesAt({ model, written }, column) {
  return fill(model.labels.told, { before: written(model.before[column]), after: written(model.after[column]) });
}

// ---- life ----

function draw(view) {
  const { ui, model } = view;
  view.palette = readPalette(ui.root, model.colours);
  paintInks(ui.root, view.palette);
  for (const [part, node] of Object.entries({ words: ui.root.querySelector(".words"), lines: ui.stack })) {
    node.querySelector(".title").textContent = model.titles[part];
  }
  ui.help.textContent = model.help;
  drawWords(view);
  drawBoth(view);
  drawActs(view);
  showColumn(view, clamp(view.column, 0, model.columns.length - 1));
}

function mountEdited(root, { on, sized, send }) {
  const ui = { root, ...findParts(root, PARTS) };
  const view = {
    ui,
    send,
    legend: root.querySelector(".legend"),
    column: 0,
    chosen: 0,
    pinned: /** @type {number | null} */ (null),
    tokens: [],
    model: /** @type {any} */ (null),
  };
  hearCursor({ on }, root, ({ step, pinned }) => {
    if (!view.model) return void (view.pinned = pinned ? step : null); // the stage answers before the first picture
    const column = columnOf(view.model.columns, step);
    if (pinned) {
      view.chosen = column;
      drawActs(view);
    }
    showColumn(view, column);
  });
  watchWords(view, on);
  watchLines(view, on);
  sized(ui.stack, () => view.model && ui.stack.clientWidth && ui.stack.clientWidth !== view.frame?.width && draw(view));
  return view;
}

export default living({
  mount: mountEdited,
  update: (view, /** @type {EditedPayload} */ payload) => {
    const model = decoded(payload);
    const pinned = view.model || view.pinned === null ? payload.chosen : columnOf(payload.columns, view.pinned);
    draw(Object.assign(view, { model, chosen: pinned, column: pinned }));
  },
  table: editedTable,
});

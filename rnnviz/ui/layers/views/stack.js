// ---- stack.js: the stack as a row of cards, what can be added to it, and its summary ----

import { element } from "../../drawing/dom.js";
import { living } from "../../drawing/mount.js";
import { fill } from "../../drawing/scale.js";
import { layerOf, newCard, updateCard } from "./cards.js";
import { stackTables } from "./tables.js";
import { tensorHeight } from "./tensor.js";

/**
 * @typedef {"batch" | "timesteps" | "features"} AxisName
 * @typedef {InputStage | EmbeddingStage | RecurrentStage | DenseStage} AnyStage
 *
 * @typedef {object} Axis
 * @property {string} name
 * @property {string} size
 *
 * @typedef {object} Output
 * @property {string} shape
 * @property {string} plain
 * @property {Record<AxisName, Axis>} axes
 * @property {number} features
 *
 * @typedef {object} WeightRow
 * @property {string} name
 * @property {string} shape
 * @property {string} count
 *
 * @typedef {object} Parameters
 * @property {string} layer
 * @property {string} formula
 * @property {string} filled
 * @property {string} count
 * @property {WeightRow[]} weights
 * @property {string} reason
 *
 * @typedef {object} Problem
 * @property {string} keras
 * @property {string} why
 * @property {number} fix
 *
 * @typedef {object} Stage
 * @property {string} title
 * @property {Record<string, number>} sizes
 * @property {boolean} sequence
 * @property {Output | null} output
 *
 * @typedef {object} InputStage
 * @property {string} title
 * @property {Record<string, number>} sizes
 * @property {boolean} sequence
 * @property {Output | null} output
 * @property {"input"} kind
 * @property {"words" | "features"} reads
 *
 * @typedef {object} EmbeddingStage
 * @property {string} title
 * @property {Record<string, number>} sizes
 * @property {boolean} sequence
 * @property {Output | null} output
 * @property {"embedding"} kind
 * @property {boolean} mask
 * @property {Parameters} parameters
 *
 * @typedef {object} RecurrentStage
 * @property {string} title
 * @property {Record<string, number>} sizes
 * @property {boolean} sequence
 * @property {Output | null} output
 * @property {"recurrent"} kind
 * @property {number} layer
 * @property {string} cell
 * @property {boolean} bidirectional
 * @property {Parameters | null} parameters
 * @property {Problem | null} problem
 *
 * @typedef {object} DenseStage
 * @property {string} title
 * @property {Record<string, number>} sizes
 * @property {boolean} sequence
 * @property {Output | null} output
 * @property {"dense"} kind
 * @property {Parameters | null} parameters
 *
 * @typedef {object} SummaryRow
 * @property {string} layer
 * @property {string} shape
 * @property {string} count
 *
 * @typedef {object} StackLabels
 * @property {string} control
 * @property {string} reads
 * @property {string} read_words
 * @property {string} read_features
 * @property {string} features
 * @property {string} num_words
 * @property {string} output_dim
 * @property {string} mask
 * @property {string} cell
 * @property {string} units
 * @property {string} bidirectional
 * @property {string} sequence
 * @property {string} earlier
 * @property {string} later
 * @property {string} remove
 * @property {string} remove_dense
 * @property {string} output
 * @property {string} not_returned
 * @property {string} no_parameters
 * @property {string} stops
 * @property {string} unreached
 * @property {string} fix
 * @property {string} add
 * @property {string} add_one
 * @property {string} summary
 * @property {string} summary_help
 * @property {string} table
 *
 * @typedef {object} StackPayload
 * @property {string} line
 * @property {number} refusals
 * @property {string} sentence
 * @property {Record<string, string>} cells
 * @property {AnyStage[]} stages
 * @property {string[]} summary_head
 * @property {SummaryRow[]} summary
 * @property {string[]} totals
 * @property {string} unbuilt
 * @property {boolean} full
 * @property {string} adder_note
 * @property {StackLabels} labels
 */

const MOST_IN_A_ROW = 5;

// ---- the bar below the cards ----

function newAdder(view) {
  const { labels } = view, bar = view.root.querySelector(".adder");
  bar.setAttribute("aria-label", labels.add);
  const buttons = element("div", "buttons");
  const add = (layer, do_, value) => {
    const node = element("button", "add", fill(labels.add_one, { layer }));
    node.type = "button";
    node.addEventListener("click", () => view.send(do_, -1, value));
    buttons.append(node);
    return node;
  };
  const cells = Object.entries(view.cells).map(([cell, name]) => add(name, "add", cell));
  const parts = { cells, dense: add("Dense(1)", "readout", "1"), note: element("p", "help") };
  bar.append(element("h3", "name", labels.add), buttons, parts.note);
  return parts;
}

function updateAdder({ cells, dense, note }, payload) {
  for (const button of cells) button.disabled = payload.full;
  dense.hidden = payload.stages.some((stage) => stage.kind === "dense");
  note.textContent = payload.adder_note;
}

// ---- the whole ----

function cardKey(stage) {
  return `${stage.kind} ${Object.keys(stage.sizes).join(" ")}`;
}

function drawFlow(view, payload) {
  const free = new Map();
  for (const card of view.cards) free.set(card.key, [...(free.get(card.key) ?? []), card]);
  view.layers = payload.stages.filter((stage) => stage.kind === "recurrent").length;
  view.cards = payload.stages.map((stage) => {
    const key = cardKey(stage);
    const card = free.get(key)?.shift() ?? newCard(view, stage);
    card.key = key;
    return card;
  });
  for (const left of [...free.values()].flat()) left.remove();
  view.flow.toggleAttribute("data-row", view.cards.length <= MOST_IN_A_ROW);
  view.flow.style.setProperty("--behind", view.cards.length - 1);
  const highest = Math.max(...payload.stages.map(tensorHeight));
  payload.stages.forEach((stage, i) => updateCard(view, view.cards[i], stage, highest));
  view.adder ??= newAdder(view);
  updateAdder(view.adder, payload);
  view.cards.forEach((card, i) => {
    if (view.flow.children[i] !== card) view.flow.insertBefore(card, view.flow.children[i] ?? null);
  });
}

// The table is Keras's own, in every language.
function drawSummary({ root, labels }, { summary_head, summary, totals, unbuilt }) {
  root.querySelector(".table .title").textContent = labels.summary;
  root.querySelector(".table .help").textContent = labels.summary_help;
  root.querySelector(".table .scroll").setAttribute("aria-label", labels.table);
  const head = element("tr");
  for (const name of summary_head) {
    const cell = element("th", "", name);
    cell.scope = "col";
    head.append(cell);
  }
  root.querySelector("thead").replaceChildren(head);
  root.querySelector("tbody").replaceChildren(...summary.map((row) => {
    const line = element("tr");
    line.append(element("td", "", row.layer), element("td", "", row.shape), element("td", "", row.count));
    return line;
  }));
  const below = root.querySelector(".totals");
  below.translate = Boolean(unbuilt);
  below.replaceChildren(...(unbuilt ? [unbuilt] : totals).map((line) => element("span", "", line)));
}

// After a move the focus goes with the layer; a button that has just been disabled hands it on.
function keepFocus(view) {
  if (!view.moved) return;
  const { layer, name } = view.moved;
  view.moved = null;
  const card = view.cards.find((one) => layerOf(one.stage) === layer);
  const tool = card?.parts[name];
  (tool?.disabled ? card.parts.controls.cell : tool)?.focus();
}

function mountStack(root, { send }) {
  const view = { root, flow: root.querySelector(".flow"), cards: [], layers: 0, payload: null };
  view.send = (do_, layer, value) => {
    const to = { earlier: layer - 1, later: layer + 1, remove: Math.max(layer - 1, 0) }[do_];
    if (to !== undefined) view.moved = { layer: to, name: do_ };
    send("edit", { do: do_, layer, value });
  };
  return view;
}

/** @param {any} view @param {StackPayload} payload */
function updateStack(view, payload) {
  view.root.querySelector(".sentence").textContent = payload.sentence;
  view.root.dataset.line = payload.line;
  Object.assign(view, { payload, cells: payload.cells, labels: payload.labels });
  drawFlow(view, payload);
  drawSummary(view, payload);
  keepFocus(view);
}

export default living({ mount: mountStack, update: updateStack, table: stackTables });

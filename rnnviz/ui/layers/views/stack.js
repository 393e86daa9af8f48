// ---- stack.js: the stack as cards, each with its settings, the tensor that comes out, and its parameters ----

import { element } from "../../drawing/dom.js";
import { living } from "../../drawing/mount.js";
import { drawTensor, newTensor, tensorHeight } from "./tensor.js";

const READS = { words: "word ids", features: "plain features" };
const SIZE_NAMES = { num_words: "num_words", input_features: "output_dim", units: "units" };

// ---- one card ----

function field(label, control, className) {
  const node = element("label", className);
  if (control.type === "checkbox") node.append(control, element("span", "", label));
  else node.append(element("span", "", label), control);
  return node;
}

function selectOf(view, do_, options, what) {
  const node = element("select");
  for (const [value, text] of Object.entries(options)) node.append(new Option(text, value));
  node.addEventListener("change", () => view.send(do_, what(), node.value));
  return node;
}

function sizeOf(view, do_, what) {
  const node = element("input");
  Object.assign(node, { type: "number", min: 1, step: 1, inputMode: "numeric" });
  node.addEventListener("change", () => view.send(do_, what(), node.value));
  return node;
}

function checkOf(view, do_, what) {
  const node = element("input");
  node.type = "checkbox";
  node.addEventListener("change", () => view.send(do_, what(), String(node.checked)));
  return node;
}

function toolOf(view, do_, text, what) {
  const node = element("button", "tool", text);
  node.type = "button";
  node.addEventListener("click", () => view.send(do_, what(), ""));
  return node;
}

function newCard(view, kind, sizes) {
  const card = /** @type {any} */ (element("li", `stage ${kind}`));
  card.dataset.testid = "stack-stage";
  const what = () => card.stage.layer;
  const head = element("div", "head"), fields = element("div", "fields");
  const parts = { controls: {}, title: element("h3", "name"), tensor: newTensor() };
  for (const name of ["shape", "plain"]) parts[name] = element("p", name);
  for (const name of ["problem", "count"]) parts[name] = element("div", name);
  head.append(parts.title, ...newTools(view, kind, parts, what));
  for (const [name, control, label, className] of newControls(view, kind, sizes, what)) {
    parts.controls[name] = control;
    fields.append(field(label, control, className));
  }
  card.append(head, fields, parts.tensor, parts.shape, parts.plain, parts.count, parts.problem);
  card.parts = parts;
  return card;
}

// What stands in the head of a card: how a layer is moved and removed.
function newTools(view, kind, parts, what) {
  if (kind === "dense") return [parts.remove = toolOf(view, "readout", "×", what)];
  if (kind !== "recurrent") return [];
  const tools = element("div", "tools");
  for (const [name, text] of [["earlier", "←"], ["later", "→"], ["remove", "×"]]) {
    parts[name] = toolOf(view, name, text, what);
    tools.append(parts[name]);
  }
  return [tools];
}

// Name, control, label and class of each field.
function newControls(view, kind, sizes, what) {
  const sized = sizes.map((size) => {
    const label = size === "input_features" && kind === "input" ? "features" : SIZE_NAMES[size];
    return [size, sizeOf(view, kind === "dense" ? "readout" : size, what), label];
  });
  switch (kind) {
    case "input":
      return [["choice", selectOf(view, "input", READS, what), "reads"], ...sized];
    case "embedding":
      return [...sized, ["mask", checkOf(view, "mask", what), "mask_zero", "check"]];
    case "recurrent":
      return [
        ["cell", selectOf(view, "cell", view.cells, what), "cell"],
        ...sized,
        ["bidirectional", checkOf(view, "bidirectional", what), "Bidirectional", "check"],
        ["sequence", checkOf(view, "sequences", what), "return_sequences", "check switch"],
      ];
    default:
      return sized;
  }
}

function updateCard(view, card, stage, { alone, highest }) {
  card.stage = stage;
  const { parts } = card;
  parts.title.textContent = stage.title;
  const controls = parts.controls;
  const values = { choice: stage.choice, cell: stage.cell, ...stage.sizes };
  for (const [name, value] of Object.entries(values)) if (controls[name]) controls[name].value = value;
  const checks = { mask: stage.mask, bidirectional: stage.bidirectional, sequence: stage.sequence };
  for (const [name, value] of Object.entries(checks)) if (controls[name]) controls[name].checked = value;
  for (const [name, control] of Object.entries(controls)) {
    control.setAttribute("aria-label", `${stage.title}: ${control.parentElement.textContent.trim()}`);
    if (control.tagName === "SELECT") {
      control.setAttribute("aria-label", `${stage.title}: ${name === "choice" ? "reads" : name}`);
    }
  }
  if (stage.kind === "recurrent") {
    parts.earlier.disabled = stage.layer === 0;
    parts.later.disabled = stage.layer === view.layers - 1;
    parts.remove.disabled = alone;
    for (const [name, text] of [["earlier", "move earlier"], ["later", "move later"], ["remove", "remove"]]) {
      nameTool(parts[name], `${stage.title}: ${text}`);
    }
  }
  if (stage.kind === "dense") nameTool(parts.remove, "Dense: remove");
  card.dataset.state = stage.problem ? "refused" : stage.shape ? "built" : "unreached";
  const drawn = Boolean(stage.shape);
  for (const part of [parts.tensor, parts.shape, parts.plain, parts.count]) part.toggleAttribute("hidden", !drawn);
  if (drawn) drawTensor(parts.tensor, stage, highest);
  parts.shape.textContent = stage.shape;
  parts.plain.textContent = stage.plain;
  writeProblem(view, parts.problem, stage);
  writeCount(parts.count, stage);
}

function nameTool(tool, text) {
  tool.setAttribute("aria-label", text);
  tool.title = text;
}

function writeProblem(view, box, stage) {
  box.replaceChildren();
  box.hidden = Boolean(stage.shape);
  if (stage.problem) {
    const fix = element("button", "fix", `Set return_sequences=True in layer ${stage.problem.fix}`);
    fix.type = "button";
    fix.addEventListener("click", () => view.send("sequences", stage.problem.fix - 1, "true"));
    box.append(
      element("strong", "", "Keras stops here"),
      element("code", "keras", stage.problem.keras),
      element("p", "", stage.problem.why),
      fix,
    );
  } else if (!stage.shape) box.append(element("p", "", "Keras does not get here."));
}

function writeCount(box, stage) {
  box.replaceChildren();
  if (!stage.formula) {
    if (stage.kind === "input") box.append(element("p", "sum", "0 parameters"));
    return;
  }
  if (stage.count) {
    const sum = element("p", "sum");
    sum.append(element("span", "filled", `${stage.filled} = `), element("strong", "", stage.count));
    const arrays = element("ul", "weights");
    for (const weight of stage.weights) {
      const row = element("li");
      row.append(
        element("code", "", weight.name),
        element("span", "size", weight.shape),
        element("span", "many", weight.count),
      );
      arrays.append(row);
    }
    box.append(element("p", "formula", stage.formula), sum, arrays, element("p", "reason", stage.reason));
  }
}

// ---- the bar below the cards ----

function newAdder(view) {
  const bar = view.root.querySelector(".adder");
  bar.setAttribute("aria-label", "Add a layer");
  const buttons = element("div", "buttons");
  const add = (text, do_, value) => {
    const node = element("button", "add", text);
    node.type = "button";
    node.addEventListener("click", () => view.send(do_, -1, value));
    buttons.append(node);
    return node;
  };
  const cells = Object.entries(view.cells).map(([cell, name]) => add(`+ ${name}`, "add", cell));
  const parts = { cells, dense: add("+ Dense(1)", "readout", "1"), note: element("p", "help") };
  bar.append(element("h3", "name", "Add a layer"), buttons, parts.note);
  return parts;
}

function updateAdder({ cells, dense, note }, payload) {
  for (const button of cells) button.disabled = payload.full;
  dense.hidden = payload.stages.some((stage) => stage.kind === "dense");
  note.textContent = payload.full
    ? `${payload.most} recurrent layers are the most that are drawn here.`
    : "A new recurrent layer comes behind the last one. As in Keras, it returns its last output alone.";
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
    const card = free.get(key)?.shift() ?? newCard(view, stage.kind, Object.keys(stage.sizes));
    card.key = key;
    return card;
  });
  for (const left of [...free.values()].flat()) left.remove();
  const highest = Math.max(...payload.stages.map(tensorHeight));
  payload.stages.forEach((stage, i) => updateCard(view, view.cards[i], stage, { alone: view.layers === 1, highest }));
  view.adder ??= newAdder(view);
  updateAdder(view.adder, payload);
  view.cards.forEach((card, i) => {
    if (view.flow.children[i] !== card) view.flow.insertBefore(card, view.flow.children[i] ?? null);
  });
}

function drawSummary(view, payload) {
  const { root } = view;
  root.querySelector(".table .title").textContent = "What model.summary() prints";
  root.querySelector(".table .help").textContent =
    "None stands for any number: how many samples are read together, and how many timesteps each of them has.";
  const head = element("tr");
  for (const name of ["Layer (type)", "Output Shape", "Param #"]) {
    const cell = element("th", "", name);
    cell.scope = "col";
    head.append(cell);
  }
  root.querySelector("thead").replaceChildren(head);
  root.querySelector("tbody").replaceChildren(...payload.summary.map((row) => {
    const line = element("tr");
    line.append(element("td", "", row.layer), element("td", "", row.shape), element("td", "", row.count));
    return line;
  }));
  root.querySelector(".totals").replaceChildren(
    ...(payload.unbuilt ? [payload.unbuilt] : payload.totals).map((line) => element("span", "", line)),
  );
}

// After a move the focus goes with the layer; a button that has just been disabled hands it on.
function keepFocus(view) {
  if (!view.moved) return;
  const { layer, name } = view.moved;
  view.moved = null;
  const card = view.cards.find((one) => one.stage.layer === layer);
  const tool = card?.parts[name];
  (tool?.disabled ? card.parts.controls.cell : tool)?.focus();
}

function mountStack(root, { send }) {
  const view = { root, flow: root.querySelector(".flow"), cards: [], layers: 0 };
  view.send = (do_, layer, value) => {
    const to = { earlier: layer - 1, later: layer + 1, remove: Math.max(layer - 1, 0) }[do_];
    if (to !== undefined) view.moved = { layer: to, name: do_ };
    send("edit", { do: do_, layer, value });
  };
  return view;
}

function updateStack(view, payload) {
  view.root.querySelector(".sentence").textContent = payload.sentence;
  view.root.dataset.line = payload.line;
  view.cells = payload.cells;
  drawFlow(view, payload);
  drawSummary(view, payload);
  keepFocus(view);
}

export default living({ mount: mountStack, update: updateStack });

// ---- cards.js: a stage of the stack as a card: its settings, the tensor that comes out, and its parameters ----

import { element } from "../../drawing/dom.js";
import { fill } from "../../drawing/scale.js";
import { drawTensor, newTensor } from "./tensor.js";

// ---- what a card is made of ----

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

export function newCard(view, { kind, sizes }) {
  const card = /** @type {any} */ (element("li", `stage ${kind}`));
  card.dataset.testid = "stack-stage";
  const what = () => layerOf(card.stage);
  const head = element("div", "head"), fields = element("div", "fields");
  const parts = { controls: {}, labels: {}, title: element("h3", "name"), tensor: newTensor() };
  for (const name of ["shape", "plain"]) parts[name] = element("p", name);
  for (const name of ["problem", "count"]) parts[name] = element("div", name);
  parts.shape.translate = false;
  head.append(parts.title, ...newTools(view, kind, parts, what));
  for (const [name, control, label, className] of newControls(view, kind, Object.keys(sizes), what)) {
    Object.assign(parts.controls, { [name]: control });
    Object.assign(parts.labels, { [name]: label });
    fields.append(field(label, control, className));
  }
  card.append(head, fields, parts.tensor, parts.shape, parts.plain, parts.count, parts.problem);
  card.parts = parts;
  return card;
}

// The recurrent layer that a change is about; a change of another stage needs none.
export function layerOf(stage) {
  return stage.kind === "recurrent" ? stage.layer : -1;
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
  const { labels } = view;
  const named = { input_features: kind === "input" ? labels.features : labels.output_dim };
  const sized = sizes.map((size) => {
    return [size, sizeOf(view, kind === "dense" ? "readout" : size, what), named[size] ?? labels[size]];
  });
  const reads = { words: labels.read_words, features: labels.read_features };
  switch (kind) {
    case "input":
      return [["reads", selectOf(view, "input", reads, what), labels.reads], ...sized];
    case "embedding":
      return [...sized, ["mask", checkOf(view, "mask", what), labels.mask, "check"]];
    case "recurrent":
      return [
        ["cell", selectOf(view, "cell", view.cells, what), labels.cell],
        ...sized,
        ["bidirectional", checkOf(view, "bidirectional", what), labels.bidirectional, "check"],
        ["sequence", checkOf(view, "sequences", what), labels.sequence, "check switch"],
      ];
    default:
      return sized;
  }
}

// ---- what it shows ----

export function updateCard(view, card, stage, highest) {
  card.stage = stage;
  const { parts } = card, { labels } = view, drawn = Boolean(stage.output);
  parts.title.textContent = stage.title;
  setControls(view, parts, stage);
  setTools(view, parts, stage);
  card.dataset.state = drawn ? "built" : stage.kind === "recurrent" && stage.problem ? "refused" : "unreached";
  for (const part of [parts.tensor, parts.shape, parts.plain, parts.count]) part.toggleAttribute("hidden", !drawn);
  parts.shape.textContent = drawn ? stage.output.shape : "";
  parts.plain.textContent = drawn ? stage.output.plain : "";
  if (drawn) drawTensor(parts.tensor, stage, highest, labels);
  writeProblem(view, parts.problem, stage);
  writeCount(parts.count, stage, labels);
}

function settingsOf(stage) {
  switch (stage.kind) {
    case "input":
      return { reads: stage.reads, ...stage.sizes };
    case "embedding":
      return { ...stage.sizes, mask: stage.mask };
    case "recurrent":
      return { cell: stage.cell, ...stage.sizes, bidirectional: stage.bidirectional, sequence: stage.sequence };
    default:
      return stage.sizes;
  }
}

function setControls({ labels }, { controls, labels: called }, stage) {
  for (const [name, value] of Object.entries(settingsOf(stage))) {
    const control = controls[name];
    control[control.type === "checkbox" ? "checked" : "value"] = value;
    control.setAttribute("aria-label", fill(labels.control, { stage: stage.title, control: called[name] }));
  }
}

function setTools(view, parts, stage) {
  const { labels } = view;
  if (stage.kind === "dense") nameTool(parts.remove, labels.remove_dense);
  if (stage.kind !== "recurrent") return;
  parts.earlier.disabled = stage.layer === 0;
  parts.later.disabled = stage.layer === view.layers - 1;
  parts.remove.disabled = view.layers === 1;
  for (const name of ["earlier", "later", "remove"]) nameTool(parts[name], fill(labels[name], { stage: stage.title }));
}

function nameTool(tool, text) {
  tool.setAttribute("aria-label", text);
  tool.title = text;
}

function writeProblem({ labels, send }, box, stage) {
  box.replaceChildren();
  box.hidden = Boolean(stage.output);
  if (stage.output) return;
  const problem = stage.kind === "recurrent" ? stage.problem : null;
  if (!problem) return box.append(element("p", "", labels.unreached));
  const fix = element("button", "fix", fill(labels.fix, { layer: problem.fix }));
  fix.type = "button";
  fix.addEventListener("click", () => send("sequences", problem.fix - 1, "true"));
  box.append(
    element("strong", "", labels.stops),
    element("code", "keras", problem.keras),
    element("p", "", problem.why),
    fix,
  );
}

function writeCount(box, stage, labels) {
  box.replaceChildren();
  if (stage.kind === "input") return box.append(element("p", "sum", labels.no_parameters));
  const { parameters } = stage;
  if (!parameters) return;
  const sum = element("p", "sum"), arrays = element("ul", "weights");
  sum.append(element("span", "filled", `${parameters.filled} = `), element("strong", "", parameters.count));
  for (const weight of parameters.weights) {
    const row = element("li");
    row.append(
      element("code", "", weight.name),
      element("span", "size", weight.shape),
      element("span", "many", weight.count),
    );
    arrays.append(row);
  }
  box.append(element("p", "formula", parameters.formula), sum, arrays, element("p", "reason", parameters.reason));
}

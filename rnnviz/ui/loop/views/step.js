// ---- step.js: one step of the loop as rows of cells, and the products behind one of them ----

import { largest } from "../../drawing/arrays.js";
import { element } from "../../drawing/dom.js";
import { paintNumbers, shadeOf, written } from "../../drawing/numbers.js";
import { clamp, fill, shadeAt } from "../../drawing/scale.js";
import { rowOf, stateBefore, unitOf } from "./model.js";
import { writeTimed } from "./timed.js";

const ROW_TALL = 20, PRODUCT_TALL = 15;

// A row: its name, one cell a unit (or a feature), and the number of the chosen one.
function cellsRow(name, className = "") {
  const node = element("div", `cells ${className}`);
  const [label, canvas, worth] = [element("span", "name", name), element("canvas"), element("span", "worth")];
  node.append(label, canvas, worth);
  return { node, label, canvas, worth };
}

// A gate, from shut (0) to open (1), has a scale of its own; everything else has a sign.
function paintCells(view, row, values, limit, { gate = false, tall = ROW_TALL } = {}) {
  const { palette } = view;
  row.values = values;
  paintNumbers(row.canvas, {
    rows: 1,
    columns: values.length,
    width: view.rowWidth,
    height: tall,
    at: (_, column) => values[column],
    shade: (value) => (gate ? shadeAt(palette.sequential, value) : shadeOf(palette.diverging, value, limit)),
    palette,
  });
}

export function measureRows(view) {
  const width = view.sizes.step;
  const narrow = width < 460;
  view.rowLeft = narrow ? 96 : 124;
  const most = 120 * Math.max(view.model.units, view.model.features, 3); // a wider cell says no more
  view.rowWidth = clamp(width - view.rowLeft - (narrow ? 76 : 88), 20, most);
  view.ui.root.style.setProperty("--row-left", `${view.rowLeft}px`);
  view.ui.root.style.setProperty("--row-width", `${view.rowWidth}px`);
}

// ---- the weighted sum and what becomes of it ----

export function buildEquation(view) {
  const { ui, model, block } = view;
  const shown = model.blocks[block];
  view.sumRows = [...shown.terms.map(() => cellsRow("")), cellsRow("", "total"), cellsRow("", "result")];
  ui.equation.replaceChildren(...view.sumRows.map((row) => row.node), element("div", "pick"));
  view.mixRows = model.mix.map((line) => ({ ...cellsRow("", line.result ? "result" : ""), line }));
  ui.mix.replaceChildren(...view.mixRows.map((row) => row.node), element("div", "pick"));
  ui.views.step.dataset.mixing = String(view.mixing);
}

export function paintEquation(view, step) {
  const { model, block, unit } = view;
  const shown = model.blocks[block], labels = model.labels.equation;
  const slice = (
    values,
  ) => (values.length === model.units ? values : values.subarray(step * model.units, (step + 1) * model.units));
  const put = (row, name, values, limit, gate) => {
    writeTimed(row.label, name, step);
    row.worth.textContent = written(values[unit]);
    paintCells(view, row, values, limit, { gate });
  };
  const names = shown.terms.map((term, at) => (at ? fill(labels.more, { term: term.label }) : term.label));
  shown.terms.forEach((term, at) => put(view.sumRows[at], names[at], slice(term.values), model.limits.terms));
  put(view.sumRows.at(-2), labels.sum, slice(shown.pre_activation), model.limits.terms);
  const { activation } = shown;
  put(view.sumRows.at(-1), fill(labels.active, { activation }), slice(shown.values), 1, isGateBlock(shown));
  for (const row of view.mixRows) {
    const { line } = row;
    const source = mixSource(model, line);
    put(
      row,
      line.label,
      line.before ? valuesBefore(model, source, step) : valuesAt(model, source, step),
      model.limits.states[line.of] ?? 1,
      isGateBlock(source),
    );
  }
  placePicks(view);
}

export function isGateBlock(source) {
  return source.activation === "sigmoid";
}

function mixSource(model, line) {
  return [...model.states, ...model.blocks].find((source) => source.symbol === line.of);
}

function valuesAt(model, source, step) {
  return source.values.subarray(step * model.units, (step + 1) * model.units);
}

// Before the first step of a sequence every state is zeros.
function valuesBefore(model, source, step) {
  return step % model.length === 0 ? new Float32Array(model.units) : valuesAt(model, source, step - 1);
}

function placePicks({ ui, model, unit, rowLeft, rowWidth }) {
  const wide = rowWidth / model.units;
  for (const pick of ui.root.querySelectorAll(".sum-rows .pick, .mix-rows .pick")) {
    pick.style.left = `${rowLeft + unit * wide + Math.min(wide - 4, 0) / 2}px`;
    pick.style.width = `${Math.max(wide, 4)}px`;
  }
}

// ---- the products behind W·x and U·h of one unit ----

export function buildProducts(view) {
  const { ui } = view;
  view.products = ["kernel", "recurrent_kernel"].map((kind) => {
    const node = element("section", "product");
    const title = element("h3", "subtitle");
    const rows = ["weights", "read", "times"].map((name) => cellsRow("", name === "times" ? "total" : ""));
    node.append(title, ...rows.map((row) => row.node));
    return { kind, node, title, rows };
  });
  ui.products.replaceChildren(...view.products.map((product) => product.node));
}

export function paintProducts(view, step) {
  const { model, unit } = view;
  const labels = model.labels.equation;
  for (const product of view.products) {
    const { weights, read, matrix, vector } = operands(view, product.kind, step);
    const times = weights.map((weight, at) => weight * read[at]);
    const [top, middle, foot] = product.rows;
    writeTimed(product.title, fill(labels[product.kind], { matrix, vector, unit }), step);
    for (
      const [row, name, values, limit] of [
        [top, fill(labels.row, { row: rowOf(view), matrix }), weights, model.limits.weights],
        [middle, fill(labels.read, { vector }), read, product.kind === "kernel" ? model.limits.inputs : 1],
        [foot, labels.products, times, largest(times)],
      ]
    ) {
      writeTimed(row.label, name, step);
      paintCells(view, row, values, limit, { tall: PRODUCT_TALL });
    }
    foot.worth.textContent = fill(labels.total, { sum: written(times.reduce((sum, value) => sum + value, 0)) });
    product.values = { weights, read, times };
  }
}

function operands(view, kind, step) {
  const { model } = view;
  const row = rowOf(view);
  if (kind === "kernel") {
    const columns = model.features;
    return {
      matrix: model.blocks[view.block].kernel_name,
      vector: model.labels.equation.input,
      weights: Array.from(model.kernel.subarray(row * columns, (row + 1) * columns)),
      read: Array.from(model.inputs.subarray(step * columns, (step + 1) * columns)),
    };
  }
  const columns = model.units;
  const gated = model.blocks[view.block].read;
  return {
    matrix: model.blocks[view.block].recurrent_name,
    vector: gated ? gated.label : model.labels.equation.state,
    weights: Array.from(model.recurrent_kernel.subarray(row * columns, (row + 1) * columns)),
    read: Array.from(
      { length: columns },
      (_, unit) => gated ? unitOf(model, gated.values, step, unit) : stateBefore(model, model.states[0], step, unit),
    ),
  };
}

// ---- loop_matrices.js: the weights as pictures, and as tables that can be typed into where they are small ----

import { element } from "../../drawing/dom.js";
import { paintNumbers, shadeOf, written } from "../../drawing/numbers.js";
import { clamp, css, fill, inkOn } from "../../drawing/scale.js";
import { writeTimed } from "./step.js";

export const EDIT_WIDE = 72, EDIT_TALL = 34;

function matrixList(view) {
  const { model, block } = view;
  const { units, features } = model;
  const rows = (values, columns) => (row, column) => values[(block * units + row) * columns + column];
  const shown = model.blocks[block];
  const list = [
    { key: "kernel", name: shown.kernel_name, note: "kernel", columns: features, at: rows(model.kernel, features) },
    {
      key: "recurrent_kernel",
      name: shown.recurrent_name,
      note: "recurrent kernel",
      columns: units,
      at: rows(model.recurrent_kernel, units),
    },
    { key: "bias", name: shown.bias_name, note: "bias", columns: 1, at: (row) => model.bias[block * units + row] },
  ];
  if (model.bias.length > model.blocks.length * units) {
    const start = model.blocks.length * units;
    list.push({
      key: "recurrent_bias",
      name: shown.recurrent_bias_name,
      note: "recurrent bias",
      columns: 1,
      at: (row) => model.bias[start + block * units + row],
    });
  }
  return list;
}

function matrixCell(view, list) {
  if (view.model.editable) return { wide: EDIT_WIDE, tall: EDIT_TALL };
  const room = view.ui.matrices.clientWidth;
  const side = room - 32 * list.length - 40 * list.length;
  const together = Math.floor(side / list.reduce((sum, matrix) => sum + matrix.columns, 0));
  const size = together >= 4 ? together : (room - 44) / Math.max(...list.map((matrix) => matrix.columns));
  const wide = clamp(size, 1.5, Math.max(4, 480 / view.model.units, 8));
  return { wide, tall: wide };
}

export function drawMatrices(view) {
  const list = matrixList(view);
  const cell = matrixCell(view, list);
  const shape = list.map((
    matrix,
  ) => [matrix.key, matrix.columns, view.model.units, cell.wide, view.model.editable, view.block]).join();
  if (view.matrixShape !== shape) buildMatrices(view, list, cell);
  view.matrixShape = shape;
  view.matrices.forEach((matrix, at) => paintMatrix(view, { ...matrix, ...list[at] }, cell));
  markMatrixRow(view);
}

function buildMatrices(view, list, cell) {
  view.matrices = list.map((matrix) => {
    const node = element("figure", "matrix");
    const caption = element("figcaption");
    writeTimed(caption, `${matrix.name} · ${matrix.note}, ${view.model.units} × ${matrix.columns}`, 0);
    const body = element("div", "body");
    const table = view.model.editable
      ? numberTable(view, matrix.key, view.model.units, matrix.columns, matrix.name)
      : element("canvas");
    const row = element("div", "row");
    Object.assign(body.style, { width: `${cell.wide * matrix.columns}px` });
    body.append(table, row);
    node.append(caption, body);
    return { node, table, row };
  });
  view.ui.matrices.replaceChildren(...view.matrices.map((matrix) => matrix.node));
}

function paintMatrix(view, { table, columns, at }, { wide, tall }) {
  const { model, palette } = view;
  const shade = (value) => shadeOf(palette.diverging, value, model.limits.weights);
  if (model.editable) return fillTable(view, table, columns, at, shade);
  paintNumbers(table, {
    rows: model.units,
    columns,
    width: wide * columns,
    height: tall * model.units,
    at,
    shade,
    palette,
  });
}

export function markMatrixRow(view) {
  const { tall } = matrixCell(view, matrixList(view));
  for (const { row } of view.matrices) Object.assign(row.style, { top: `${view.unit * tall}px`, height: `${tall}px` });
}

// ---- tables ----

export function numberTable(view, key, rows, columns, name) {
  const table = element("div", "table");
  table.setAttribute("role", "group");
  table.style.gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const cell = element("input", "number");
      Object.assign(cell, { type: "text", inputMode: "decimal", autocomplete: "off", spellcheck: false });
      cell.dataset.testid = `loop-${key}-${row}-${column}`;
      cell.setAttribute("aria-label", fill(view.model.labels.edit, { name, row: row + 1, column: column + 1 }));
      cell.onfocus = () => cell.select();
      cell.onchange = () => tryNumber(view, cell, { matrix: key, row, column, block: view.block });
      cell.onkeydown = (event) => cellKeys(view, cell, event);
      table.append(cell);
    }
  }
  return table;
}

// The cell that is being typed into keeps what is typed.
export function fillTable(view, table, columns, at, shade) {
  const busy = table.getRootNode().activeElement;
  [...table.children].forEach((cell, i) => {
    const value = at(Math.floor(i / columns), i % columns);
    const back = Number.isNaN(value) ? view.palette.surface : shade(value);
    cell.style.setProperty("--back", css(back));
    cell.style.setProperty("--fore", css(inkOn(back, view.palette.ink)));
    if (cell.getAttribute("aria-invalid") === "true" || (cell === busy && cell.value !== cell.dataset.was)) return;
    cell.value = cell.dataset.was = brief(value);
  });
}

export function brief(value) {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))).replaceAll("-", "−") : written(value);
}

function tryNumber(view, cell, place) {
  const text = cell.value.trim();
  const value = text === "" ? NaN : Number(text.replaceAll("−", "-").replace(/^(-?\d*),(\d+)$/, "$1.$2"));
  const wrong = !Number.isFinite(value);
  cell.setAttribute("aria-invalid", String(wrong));
  view.ui.complaint.textContent = wrong ? fill(view.model.labels.not_a_number, { text: text.slice(0, 20) }) : "";
  if (wrong || cell.value === cell.dataset.was) return;
  cell.dataset.was = cell.value;
  view.send("edit", { ...place, value });
}

function cellKeys(view, cell, event) {
  if (event.key === "Escape") {
    cell.value = cell.dataset.was;
    cell.setAttribute("aria-invalid", "false");
    view.ui.complaint.textContent = "";
  }
  if (event.key === "Enter") cell.onchange();
  event.stopPropagation(); // arrows move in the number, not in time
}

// ---- matrices.js: the weights as pictures, and as tables that can be typed into where they are small ----

import { element } from "../../drawing/dom.js";
import { paintNumbers, shadeOf, written } from "../../drawing/numbers.js";
import { clamp, fill } from "../../drawing/scale.js";
import { hideTip, showTip } from "../../drawing/tip.js";
import { EDIT_TALL, EDIT_WIDE, fillTable, numberTable } from "./table.js";
import { writeTimed } from "./timed.js";

export function matrixList(view) {
  const { model, block } = view;
  const { units, features } = model;
  const rows = (values, columns) => (row, column) => values[(block * units + row) * columns + column];
  const shown = model.blocks[block];
  const list = [
    { key: "kernel", name: shown.kernel_name, columns: features, at: rows(model.kernel, features) },
    {
      key: "recurrent_kernel",
      name: shown.recurrent_name,
      columns: units,
      at: rows(model.recurrent_kernel, units),
    },
    { key: "bias", name: shown.bias_name, columns: 1, at: (row) => model.bias[block * units + row] },
  ];
  if (model.bias.length > model.blocks.length * units) {
    const start = model.blocks.length * units;
    list.push({
      key: "recurrent_bias",
      name: shown.recurrent_bias_name,
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
    const { key, name, columns } = matrix;
    writeTimed(caption, fill(view.model.labels.matrix[key], { name, rows: view.model.units, columns }), 0);
    const body = element("div", "body");
    const table = view.model.editable
      ? numberTable(view, matrix.key, view.model.units, matrix.columns, matrix.name)
      : element("canvas");
    const row = element("div", "row");
    body.dataset.key = key;
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

// The number under the pointer.
export function watchMatrices(view, on) {
  const { ui } = view;
  on(ui.matrices, "pointermove", (event) => {
    const body = event.target.closest(".body");
    const matrix = matrixList(view).find(({ key }) => key === body?.dataset.key);
    if (!matrix || event.target.matches("input")) return hideTip(ui.tooltip);
    const { wide, tall } = matrixCell(view, matrixList(view)), box = body.getBoundingClientRect();
    const row = clamp(Math.floor((event.clientY - box.top) / tall), 0, view.model.units - 1);
    const column = clamp(Math.floor((event.clientX - box.left) / wide), 0, matrix.columns - 1);
    const where = fill(view.model.labels.at_place, { row, column });
    const name = element("span", "what");
    writeTimed(name, matrix.name, 0);
    showTip(
      ui.tooltip,
      ui.root,
      event,
      name,
      element("span", "where", where),
      element("span", "value", written(matrix.at(row, column))),
    );
  });
  on(ui.matrices, "pointerleave", () => hideTip(ui.tooltip));
}

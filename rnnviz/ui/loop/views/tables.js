// ---- tables.js: the numbers behind the pictures of the loop and of its proof bench ----

import { matrixList } from "./matrices.js";

// A row a number of a (timesteps, width) array.
function overTime(columns, values, count, width) {
  const rows = Array.from({ length: count * width }, (_, at) => [Math.floor(at / width) + 1, at % width, values[at]]);
  return { columns, rows };
}

function linesOverTime(lines) {
  const rows = lines.flatMap(({ label, values }) => Array.from(values, (value, step) => [step + 1, label, value]));
  return { columns: ["step", "line", "value"], rows };
}

function unrolledTable({ model }) {
  const part = (name, values, width) =>
    overTime([], values, model.count, width).rows.map(([step, ...rest]) => [step, name, ...rest]);
  return {
    columns: ["step", "array", "index", "value"],
    rows: [...part("input", model.inputs, model.features), ...part("output", model.hidden, model.units)],
  };
}

// What a row is added with or equals stands before its name.
const SIGN = /^[=+×] /;

// The step that the cursor is on: its sums, what becomes of them, and the products behind the chosen unit.
function stepTable({ cursor, sumRows, mixRows, products }) {
  const shown = [...sumRows, ...mixRows, ...products.flatMap((product) => product.rows)];
  const rows = shown.flatMap(({ label, values }) => {
    const name = label.textContent.replace(SIGN, "");
    return Array.from(values, (value, at) => [cursor.shown + 1, name, at, value]);
  });
  return { columns: ["step", "row", "index", "value"], rows };
}

function weightsTable(view) {
  const rows = matrixList(view).flatMap(({ key, columns, at }) =>
    Array.from({ length: view.model.units * columns }, (_, i) => {
      const row = Math.floor(i / columns), column = i % columns;
      return [key, row, column, at(row, column)];
    })
  );
  return { columns: ["matrix", "row", "column", "value"], rows };
}

const LOOP_TABLES = {
  unrolled: unrolledTable,
  step: stepTable,
  weights: weightsTable,
  inputs: ({ model }) => overTime(["step", "feature", "value"], model.inputs, model.count, model.features),
  outputs: ({ model }) => overTime(["step", "unit", "value"], model.hidden, model.count, model.units),
  memory: ({ model }) => linesOverTime(model.memory),
};

export function loopTable(view, name) {
  return LOOP_TABLES[name](view);
}

/** The bench: its lines, or one of its maps, which are counted. */
export function benchTable({ model }, name) {
  if (name === "bench") return linesOverTime(model.lines);
  const { values } = model.maps[Number(name.split("-")[1])];
  return overTime(["step", "unit", "value"], values, model.count, model.units);
}

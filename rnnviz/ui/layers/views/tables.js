// ---- tables.js: the numbers behind the pictures of a stack ----

// Counts arrive as they are shown, with commas.
const plainNumber = (text) => Number(text.replaceAll(",", ""));

// One row an array of weights; a stage without parameters has a row of its own.
function stackTable({ stages }) {
  const rows = stages.flatMap(({ title, output, parameters }) => {
    const shape = output?.shape ?? "";
    if (!parameters) return [[title, "", shape, "", "", 0]];
    return parameters.weights.map((array) => [
      title,
      parameters.layer,
      shape,
      array.name,
      array.shape,
      plainNumber(array.count),
    ]);
  });
  return { columns: ["layer", "name", "output_shape", "array", "array_shape", "parameters"], rows };
}

function summaryTable({ summary }) {
  const rows = summary.map(({ layer, shape, count }) => [layer, shape, count]);
  return { columns: ["layer", "output_shape", "parameters"], rows };
}

export function stackTables({ payload }, name) {
  return { stack: stackTable, summary: summaryTable }[name](payload);
}

/** Every row of the sequence, and behind it the last output. */
export function returnsTable({ payload, sequence, last }) {
  const { rows, features } = payload;
  const cells = (values, part, { n, t, id }) => Array.from(values, (value, unit) => [part, n, t, id, unit, value]);
  return {
    columns: ["output", "timestep", "word", "id", "unit", "value"],
    rows: [
      ...rows.flatMap((row, at) => cells(sequence.subarray(at * features, (at + 1) * features), "sequence", row)),
      ...cells(last, "last", rows.at(-1)),
    ],
  };
}

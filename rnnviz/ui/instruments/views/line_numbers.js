// ---- line_numbers.js: the numbers behind charts of lines ----

/**
 * The place of the number that is nearest; numbers rise.
 * @param {number[]} numbers
 * @param {number} value
 */
export function nearest(numbers, value) {
  const above = numbers.findIndex((number) => number >= value);
  if (above < 0) return numbers.length - 1;
  return above > 0 && value - numbers[above - 1] < numbers[above] - value ? above - 1 : above;
}

/**
 * @param {{ model: any }} view
 * @param {string} name  Of a panel.
 * @returns {import("../../drawing/csv.js").Table}
 */
export function linesTable({ model }, name) {
  const panel = model.panels.find((one) => one.name === name);
  const columns = [
    ...panel.lines.map(({ label, values }) => [label, values]),
    ...panel.bands.flatMap(({ label, low, high }) => [[`${label} low`, low], [`${label} high`, high]]),
  ];
  const first = panel.words ? ["step", "word"] : ["x"];
  return {
    columns: [...first, ...columns.map(([label]) => label)],
    rows: panel.x.map((x, at) => [
      ...(panel.words ? [x + 1, panel.words[at]] : [x]),
      ...columns.map(([, values]) => (Number.isFinite(values[at]) ? values[at] : null)),
    ]),
  };
}

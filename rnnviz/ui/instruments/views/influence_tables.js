// ---- influence_tables.js: the numbers behind the pictures of a memory ----

import { keptLine, leftAt } from "./influence_model.js";

const TABLES = {
  memory: ({ model, lines }) => ({
    columns: ["step", "word", ...lines.map(({ name }) => name)],
    rows: model.words.map((word, step) => [step + 1, word, ...lines.map(({ values }) => numberOf(values[step]))]),
  }),
  influence: ({ model }) => ({
    columns: ["word_number", "word", "step", "later_word", ...model.measures.map(({ name }) => name)],
    rows: model.rows.flatMap((own, row) =>
      model.words.slice(model.begins[row]).map((later, behind) => {
        const step = model.begins[row] + behind;
        const left = model.measures.map(({ codes }) => numberOf(leftAt(model, codes, row, step)));
        return [model.numbers[own], model.words[own], step + 1, later, ...left];
      })
    ),
  }),
  gate: ({ model, row }) => {
    const kept = keptLine(model, row);
    return {
      columns: ["step", "word", "at_the_difference", "all_units"],
      rows: model.words.map((word, step) => [step + 1, word, numberOf(kept[step]), numberOf(model.kept.mean[step])]),
    };
  },
  saturation: ({ model }) => ({
    columns: ["values", "unit", "share"],
    rows: model.saturation.flatMap(({ label, values }) => [...values].map((share, unit) => [label, unit, share])),
  }),
};

const numberOf = (value) => (Number.isFinite(value) ? value : null);

export function influenceTable(view, name) {
  return TABLES[name](view);
}

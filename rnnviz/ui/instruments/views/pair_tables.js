// ---- pair_tables.js: the numbers behind the pictures of two readings ----

import { stateOf } from "./pair_model.js";

const COLUMNS = ["probability_one", "probability_other", "logit_one", "logit_other", "logit_difference"];
const numberOf = (value) => (Number.isFinite(value) ? value : null);

function linesTable({ model }) {
  return {
    columns: ["column", "word_one", "word_other", ...COLUMNS],
    rows: model.columns.map(({ one, other }, at) => [
      at + 1,
      one,
      other,
      ...[...model.probabilities, ...model.logits, model.difference].map((values) => numberOf(values[at])),
    ]),
  };
}

function statesTable({ model }, at) {
  const one = model.states[at];
  return {
    columns: ["unit", "column", "word_one", "word_other", "value"],
    rows: Array.from({ length: one.units }, (_, unit) =>
      model.columns.map((column, place) => [
        unit,
        place + 1,
        column.one,
        column.other,
        numberOf(stateOf(model, one, unit, place)),
      ])).flat(),
  };
}

export function pairTable(view, name) {
  return name.startsWith("states-") ? statesTable(view, Number(name.slice(7))) : linesTable(view);
}

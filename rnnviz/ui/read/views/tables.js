// ---- tables.js: the numbers behind the pictures of a review ----

import { stateAt, unitLine } from "./model.js";

// Columns of the step itself stand first in every table.
function stepTable({ model }, columns) {
  const names = Object.keys(columns);
  return {
    columns: ["step", "word", "kind", "word_number", ...names],
    rows: model.steps.map((
      { t, k },
      step,
    ) => [step + 1, t, k, model.numbers[step], ...names.map((name) => columns[name][step])]),
  };
}

function learningTable({ model }) {
  const { epochs, accuracies } = model.learning;
  return {
    columns: ["epoch", "probability", "val_accuracy"],
    rows: epochs.map((epoch, at) => [epoch, model.frames[at].probability.at(-1), accuracies[at]]),
  };
}

// One row a unit and step, in the order in which the picture shows the units.
function heatmapTable({ model }) {
  const steps = [...model.steps.keys()];
  return {
    columns: ["unit", "step", "word", "value"],
    rows: model.order.flatMap((unit) =>
      steps.map((step) => [unit, step + 1, model.steps[step].t, stateAt(model, unit, step)])
    ),
  };
}

const TABLES = {
  learning: learningTable,
  words: (view) =>
    stepTable(view, {
      probability: view.model.probability,
      delta_logit: view.model.delta_logit,
      speed: view.model.speed,
    }),
  probability: (view) => stepTable(view, { probability: view.model.probability, logit: view.model.logit }),
  heatmap: heatmapTable,
  unit: (view) => stepTable(view, { [`unit_${view.unit}`]: unitLine(view.model, view.unit) }),
};

export function tableOf(view, name) {
  return TABLES[name](view);
}

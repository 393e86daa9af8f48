// ---- tables.js: the numbers behind the pictures of a review's way and of a corpus ----

// Words that are drawn: of a very long review the middle is not.
function wordsTable({ model, cells }) {
  const rows = [[0, ""], ...model.words].map(([item, word], at) => [
    item,
    word,
    model.pending && item ? null : model.ids[at],
    model.unknown.has(item),
    cells.inRow(item) ? cells.placeOf(item) : null,
  ]);
  return { columns: ["word_number", "word", "id", "unknown", "place"], rows };
}

function rowTable({ model, cells }) {
  const rows = Array.from({ length: model.maxlen }, (_, at) => [at + 1, "padding", null]);
  for (let item = model.begin; item < model.begin + model.kept; item++) {
    const kind = item === 0 ? "start" : model.unknown.has(item) ? "unknown" : "word";
    rows[cells.placeOf(item) - 1] = [cells.placeOf(item), kind, item];
  }
  return { columns: ["place", "kind", "word_number"], rows };
}

export function wayTable(view, name) {
  return { words: wordsTable, ids: wordsTable, row: rowTable }[name](view);
}

function panelTable({ kind, x, y }) {
  if (kind === "bars") {
    return { columns: ["from", "to", "value"], rows: y.map((value, at) => [x[at], x[at + 1], value]) };
  }
  return { columns: ["x", "value"], rows: y.map((value, at) => [x[at], value]) };
}

function balanceTable({ negative, positive }) {
  return { columns: ["class", "share"], rows: [["negative", negative.share], ["positive", positive.share]] };
}

function topWordsTable({ items }) {
  return {
    columns: ["word", "reviews", "positive_share"],
    rows: items.map(({ text, often, share }) => [text, Number(often.replaceAll(",", "")), share]),
  };
}

export function plotTable({ model }, name) {
  if (name === "balance") return balanceTable(model.balance);
  if (name === "top-words") return topWordsTable(model.words);
  return panelTable(model.panels.find((panel) => panel.name === name));
}

/** The probability after every place of one of both rows, and over zeros alone where that is drawn. */
export function thesisTable({ model }, name) {
  const { words, first, probability } = model.rows.find(({ side }) => name === `thesis-${side}`);
  return {
    columns: ["place", "word", "probability", "zeros_alone"],
    rows: probability.map((value, at) => [at + 1, words[at - first], value, model.alone?.[at]]),
  };
}

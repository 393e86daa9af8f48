// ---- table.js: a matrix as a table of numbers that can be typed over ----

import { element } from "../../drawing/dom.js";
import { withPower, written } from "../../drawing/numbers.js";
import { css, fill, inkOn } from "../../drawing/scale.js";

export const EDIT_WIDE = 72, EDIT_TALL = 34;

export function numberTable(view, key, rows, columns, name) {
  const table = element("div", "table");
  table.setAttribute("role", "group");
  table.style.gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const cell = element("input", "number");
      Object.assign(cell, { type: "text", inputMode: "decimal", autocomplete: "off", spellcheck: false });
      cell.dataset.testid = `loop-${key}-${row}-${column}`;
      cell.setAttribute(
        "aria-label",
        fill(view.model.labels.typing.number, { name, row: row + 1, column: column + 1 }),
      );
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
    cell.value = cell.dataset.was = typeable(value);
  });
}

export function brief(value) {
  return Number.isFinite(value) ? withPower(shortest(value)) : written(value);
}

// What stands in a cell can be changed with the keyboard: a power of ten is written as it is typed, 1e−7.
function typeable(value) {
  return Number.isFinite(value) ? shortest(value).replaceAll("-", "−") : written(value);
}

function shortest(value) {
  return String(Number(value.toPrecision(4)));
}

function tryNumber(view, cell, place) {
  const text = cell.value.trim();
  const value = text === "" ? NaN : Number(text.replaceAll("−", "-").replace(/^(-?\d*),(\d+)$/, "$1.$2"));
  const wrong = !Number.isFinite(value);
  cell.setAttribute("aria-invalid", String(wrong));
  view.ui.complaint.textContent = wrong ? fill(view.model.labels.typing.refused, { text: text.slice(0, 20) }) : "";
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

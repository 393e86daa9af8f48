// ---- returns.js: a sequence (timesteps x units) beside the last output, on one scale of colours ----

import { decodeNumbers } from "../../drawing/arrays.js";
import { element, word } from "../../drawing/dom.js";
import { paintStates } from "../../drawing/frame.js";
import { living } from "../../drawing/mount.js";
import { shadeOf } from "../../drawing/numbers.js";
import { clamp, gradient, readPalette, signed } from "../../drawing/scale.js";

function pixels(palette, values, rows, columns, limit) {
  const image = new ImageData(columns, rows);
  values.forEach((value, i) => {
    image.data.set([...shadeOf(palette.diverging, value, limit).map(Math.round), 255], 4 * i);
  });
  return image;
}

function paint(map, values, rows, columns, high, view) {
  const canvas = map.querySelector("canvas");
  const ratio = globalThis.devicePixelRatio || 1, wide = map.clientWidth;
  canvas.width = Math.max(Math.round(wide * ratio), 1);
  canvas.height = Math.round(rows * high * ratio);
  canvas.style.height = map.style.height = `${rows * high}px`;
  paintStates(canvas, pixels(view.palette, values, rows, columns, view.payload.limit), [], view.palette);
}

function rowHigh(rows) {
  return rows <= 14 ? 26 : 20;
}

function labelRows(box, rows, high) {
  box.replaceChildren(...rows.map((row) => {
    const line = element("div", "row-label");
    line.style.height = `${high}px`;
    line.append(element("span", "n", row.n));
    if (row.t !== undefined) line.append(word(row.t, "t"), element("span", "id", `id ${row.id}`));
    return line;
  }));
}

function labelColumns(box, payload) {
  const { features, halves } = payload;
  const parts = halves
    ? [["forward", `0–${features / 2 - 1}`], ["backward", `${features / 2}–${features - 1}`]]
    : [["", features === 1 ? "unit 0" : `units 0–${features - 1}`]];
  box.replaceChildren(...parts.map(([name, range]) => element("span", "", name ? `${name} ${range}` : range)));
}

function place(frame, left, top, wide, high) {
  Object.assign(frame.style, { left: `${left}%`, top: `${top}px`, width: `${wide}%`, height: `${high}px` });
  frame.hidden = false;
}

function draw(view) {
  const { root, payload } = view;
  const { rows, features, halves } = payload;
  view.palette = readPalette(root, payload.colours);
  const high = rowHigh(rows.length);
  const [left, right] = [root.querySelector(".sequence"), root.querySelector(".single")];
  labelRows(left.querySelector(".rows"), rows, high);
  labelRows(right.querySelector(".rows"), [rows.at(-1)], high);
  const lastLabel = right.querySelector(".row-label");
  lastLabel.replaceChildren(element("span", "n", "last output"));
  for (const figure of [left, right]) labelColumns(figure.querySelector(".columns"), payload);
  paint(left.querySelector(".map"), view.sequence, rows.length, features, high, view);
  paint(right.querySelector(".map"), view.last, 1, features, high, view);
  place(left.querySelector(".frame.last"), 0, (rows.length - 1) * high, halves ? 50 : 100, high);
  place(left.querySelector(".frame.first"), 50, 0, 50, high);
  left.querySelector(".frame.first").hidden = !halves;
  place(right.querySelector(".frame.all"), 0, 0, 100, high);
  drawLegend(view);
}

function drawLegend({ root, palette, payload }) {
  const scale = element("span", "scale"), bar = element("span", "ramp"), marks = element("span", "marks");
  bar.style.backgroundImage = gradient(palette.diverging);
  for (const value of [-payload.limit, 0, payload.limit]) {
    marks.append(element("span", "", value ? signed(value) : "0"));
  }
  scale.append(bar, marks);
  root.querySelector(".legend").replaceChildren(element("span", "", "below 0"), scale, element("span", "", "above 0"));
}

function watch(view, map, values, count) {
  map.addEventListener("pointermove", (event) => {
    const box = map.getBoundingClientRect(), { features, rows } = view.payload;
    const column = clamp(Math.floor((event.clientX - box.left) / box.width * features), 0, features - 1);
    const row = clamp(Math.floor((event.clientY - box.top) / box.height * count()), 0, count() - 1);
    const where = count() === 1 ? "last output" : `timestep ${rows[row].n}`;
    view.root.querySelector(".value").textContent = `${where}, unit ${column}: ${
      signed(values()[row * features + column], 4)
    }`;
  });
  map.addEventListener("pointerleave", () => (view.root.querySelector(".value").textContent = ""));
}

function mountReturns(root, { sized }) {
  const view = { root };
  watch(view, root.querySelector(".sequence .map"), () => view.sequence, () => view.payload.rows.length);
  watch(view, root.querySelector(".single .map"), () => view.last, () => 1);
  sized(root.querySelector(".both"), () => view.payload && draw(view));
  return view;
}

function updateReturns(view, payload) {
  Object.assign(view, { payload, sequence: decodeNumbers(payload.sequence), last: decodeNumbers(payload.last) });
  const { root } = view;
  for (const name of ["title", "help", "statement", "note"]) root.querySelector(`.${name}`).textContent = payload[name];
  const [left, right] = [root.querySelector(".sequence"), root.querySelector(".single")];
  left.querySelector("figcaption").textContent = payload.sequence_title;
  right.querySelector("figcaption").textContent = payload.last_title;
  left.dataset.returned = payload.returns_sequence;
  right.dataset.returned = !payload.returns_sequence;
  left.querySelector(".map").setAttribute("aria-label", payload.sequence_title);
  right.querySelector(".map").setAttribute("aria-label", `${payload.last_title}. ${payload.statement}`);
  draw(view);
}

export default living({ mount: mountReturns, update: updateReturns });

// ---- cell_picture.js: a cell with gates, drawn with the real values of the chosen unit at one step ----

import { shadeOf, written } from "../../drawing/numbers.js";
import { css, inkOn, shadeAt } from "../../drawing/scale.js";
import { unitOf } from "./model.js";
import { arrow, say } from "./pen.js";

// On the upper line what is remembered passes through the cell; the gates below act on it.
export function drawCell(view, look, box, t) {
  const { pen, ink, surface } = look;
  pen.beginPath();
  pen.roundRect(box.left, box.top, box.wide, box.tall, 10);
  pen.fillStyle = surface;
  pen.fill();
  pen.lineWidth = 2;
  pen.strokeStyle = ink;
  pen.stroke();
  const place = (share) => box.left + share * box.wide;
  const drawing = { view, look, t, place, upper: box.top + 15, lower: box.top + 48, wide: box.wide };
  if (view.model.states.length > 1) drawWithCell(drawing);
  else drawWithoutCell(drawing);
}

// An LSTM: c is kept as far as the forget gate is open, and the input gate lets the candidate in.
function drawWithCell(drawing) {
  const { look, place, upper, lower, view, t } = drawing;
  const [enter, forget, candidate, leave] = view.model.blocks;
  const [output, memory] = view.model.states;
  conveyor(drawing, memory);
  gate(drawing, forget, 0.27);
  arrow(look, place(0.27), lower - 11, place(0.27), upper + 9);
  circle(look, place(0.27), upper, "×");
  gate(drawing, enter, 0.42);
  gate(drawing, candidate, 0.57);
  arrow(look, place(0.495), lower - 4, place(0.495), upper + 9);
  say(look, "×", place(0.495), lower, true);
  circle(look, place(0.495), upper, "+");
  gate(drawing, leave, 0.73);
  arrow(look, place(0.86), upper, place(0.86), lower - 9);
  say(look, "tanh", place(0.86) + 17, (upper + lower) / 2, false);
  circle(look, place(0.86), lower, "×");
  arrow(look, place(0.73) + 30, lower, place(0.86) - 9, lower);
  tell(drawing, output.symbol, unitOf(view.model, output.values, t, view.unit), place(0.86) - 4, lower + 16);
}

// A GRU: the update gate keeps that share of the state, and lets in the rest from the candidate.
function drawWithoutCell(drawing) {
  const { look, place, upper, lower, view } = drawing;
  const [update, reset, candidate] = view.model.blocks;
  conveyor(drawing, view.model.states[0]);
  gate(drawing, update, 0.3);
  arrow(look, place(0.3), lower - 11, place(0.3), upper + 9);
  circle(look, place(0.3), upper, "×");
  gate(drawing, reset, 0.5);
  arrow(look, place(0.5) + 30, lower, place(0.7) - 30, lower);
  gate(drawing, candidate, 0.7);
  arrow(look, place(0.7), lower - 11, place(0.7), upper + 9);
  circle(look, place(0.7), upper, "+");
  say(look, `1 − ${plain(update.symbol)}`, place(0.7) + 24, upper + 13, false);
}

function conveyor(drawing, state) {
  const { look, place, upper, view, t } = drawing;
  const { model, unit } = view;
  arrow({ ...look, line: look.ink }, place(0) - 10, upper, place(1) + 10, upper);
  const before = t % model.length === 0 ? 0 : unitOf(model, state.values, t - 1, unit);
  tell(drawing, state.symbol, before, place(0.11), upper + 14);
  tell(
    drawing,
    state.symbol,
    unitOf(model, state.values, t, unit),
    place(0.67) + (model.states.length > 1 ? 0 : place(0.2) - place(0)),
    upper + 14,
  );
}

function tell({ look }, symbol, value, x, y) {
  say(look, `${plain(symbol)} ${written(value, 2)}`, x, y, true);
}

function plain(symbol) {
  return symbol.replace("@", "");
}

function gate({ view, look, t, place, lower, wide }, block, share) {
  const { pen, palette, font } = look;
  const value = unitOf(view.model, block.values, t, view.unit);
  const back = Number.isNaN(value)
    ? palette.surface
    : block.activation === "sigmoid"
    ? shadeAt(palette.sequential, value)
    : shadeOf(palette.diverging, value, 1);
  const half = Math.min(30, wide * 0.068);
  pen.beginPath();
  pen.roundRect(place(share) - half, lower - 11, 2 * half, 22, 6);
  pen.fillStyle = css(back);
  pen.fill();
  pen.lineWidth = 1;
  pen.strokeStyle = look.line;
  pen.stroke();
  pen.font = `600 12px ${font}`;
  pen.fillStyle = css(inkOn(back, palette.ink));
  pen.fillText(`${plain(block.symbol)} ${written(value, 2)}`, place(share), lower, 2 * half - 4);
}

function circle({ pen, surface, ink, font }, x, y, sign) {
  pen.beginPath();
  pen.arc(x, y, 8, 0, 7);
  pen.fillStyle = surface;
  pen.fill();
  pen.lineWidth = 1.5;
  pen.strokeStyle = ink;
  pen.stroke();
  pen.fillStyle = ink;
  pen.font = `600 13px ${font}`;
  pen.fillText(sign, x, y + 0.5);
}

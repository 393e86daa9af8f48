// ---- unrolled.js: the loop laid out in time: input up into the cell, state along, output out of the top ----

import { shadeOf, sizeCanvas, subscript } from "../../drawing/numbers.js";
import { clamp, css, fill, mix } from "../../drawing/scale.js";
import { unitOf } from "./model.js";

const FILM = { tall: 312, bar: 72, barWide: 22, box: 64 };

function filmWindow(view) {
  const width = view.ui.film.clientWidth;
  const wanted = clamp(Math.floor(width / (width < 560 ? 118 : 168)), 2, view.model.count);
  const first = clamp(view.cursor.shown - Math.floor(wanted / 2), 0, view.model.count - wanted);
  return { width, wanted, first, pitch: (width - 70) / wanted };
}

export function drawFilm(view, step) {
  const { ui, palette } = view;
  const frame = (view.filmFrame = filmWindow(view));
  const ratio = sizeCanvas(ui.filmCanvas, frame.width, FILM.tall);
  const pen = ui.filmCanvas.getContext("2d");
  pen.scale(ratio, ratio);
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  const font = getComputedStyle(ui.film).fontFamily;
  const look = {
    pen,
    font,
    ink: css(palette.ink),
    soft: css(mix(palette.surface, palette.ink, 0.72)),
    line: css(mix(palette.surface, palette.ink, 0.5)),
    panel: css(mix(palette.surface, palette.ink, 0.05)),
    surface: css(palette.surface),
  };
  for (let at = 0; at < frame.wanted; at++) drawMoment(view, look, frame, frame.first + at, step);
}

function drawMoment(view, look, frame, t, step) {
  const { model } = view;
  const labels = model.labels.film;
  const { pen } = look;
  const middle = 70 + (t - frame.first + 0.5) * frame.pitch - 10;
  const top = 22, boxTop = top + FILM.bar + 30, inputTop = boxTop + FILM.box + 24;
  const boxWide = Math.min(frame.pitch - 52, 118);
  const now = t === step;
  pen.globalAlpha = t <= view.cursor.read ? 1 : 0.22;
  arrow(look, middle, inputTop - 2, middle, boxTop + FILM.box + 3);
  arrow(look, middle, boxTop - 3, middle, top + FILM.bar + 5);
  stateArrow(look, frame, labels, { t, middle, boxTop, boxWide });
  const output = (unit) => unitOf(model, model.hidden, t, unit);
  bar(view, look, { x: middle, y: top, count: model.units, at: output, limit: 1, marked: view.unit });
  bar(view, look, {
    x: middle,
    y: inputTop,
    count: model.features,
    at: (k) => model.inputs[t * model.features + k],
    limit: model.limits.inputs,
  });
  cellBox(view, look, { middle, boxTop, boxWide, now });
  say(look, fill(labels.output, { t: subscript(t + 1) }), middle, 10, now);
  say(look, fill(labels.input, { t: subscript(t + 1) }), middle, inputTop + FILM.bar + 12, now);
  pen.globalAlpha = 1;
}

function cellBox({ model }, { pen, ink, line, surface, font }, { middle, boxTop, boxWide, now }) {
  pen.beginPath();
  pen.roundRect(middle - boxWide / 2, boxTop, boxWide, FILM.box, 10);
  pen.fillStyle = now ? ink : surface;
  pen.fill();
  pen.lineWidth = now ? 2 : 1.25;
  pen.strokeStyle = now ? ink : line;
  pen.stroke();
  pen.fillStyle = now ? surface : ink;
  pen.font = `600 14px ${font}`;
  pen.fillText(boxWide < 84 ? model.cell_short : model.cell_name, middle, boxTop + FILM.box / 2 - 9, boxWide - 8);
  pen.font = `12px ${font}`;
  pen.fillText(model.labels.film.same, middle, boxTop + FILM.box / 2 + 11, boxWide - 8);
}

function stateArrow(look, frame, labels, { t, middle, boxTop, boxWide }) {
  const y = boxTop + FILM.box / 2;
  const from = t === frame.first ? (t === 0 ? 40 : 22) : middle - frame.pitch + boxWide / 2 + 3;
  arrow(look, from, y, middle - boxWide / 2 - 4, y);
  if (t === 0) return say(look, labels.zeros, 20, y, false);
  if (frame.pitch - boxWide > 44) {
    say(look, fill(labels.state, { t: subscript(t + 1) }), (from + middle - boxWide / 2) / 2, y - 12, false);
  }
}

function bar({ palette }, { pen, line, ink }, { x, y, count, at, limit, marked = -1 }) {
  const left = x - FILM.barWide / 2, tall = FILM.bar / count;
  for (let i = 0; i < count; i++) {
    const value = at(i);
    if (Number.isNaN(value)) continue;
    pen.fillStyle = css(shadeOf(palette.diverging, value, limit));
    pen.fillRect(left, y + i * tall, FILM.barWide, tall + 0.5);
  }
  pen.lineWidth = 1;
  pen.strokeStyle = line;
  pen.strokeRect(left - 0.5, y - 0.5, FILM.barWide + 1, FILM.bar + 1);
  if (marked < 0) return;
  pen.lineWidth = 1.5;
  pen.strokeStyle = ink;
  pen.strokeRect(left - 3, y + marked * tall - Math.max(2 - tall, 0) / 2, FILM.barWide + 6, Math.max(tall, 2));
}

function arrow({ pen, line }, x1, y1, x2, y2) {
  if (Math.hypot(x2 - x1, y2 - y1) < 6) return;
  const angle = Math.atan2(y2 - y1, x2 - x1);
  pen.strokeStyle = pen.fillStyle = line;
  pen.lineWidth = 1.75;
  pen.beginPath();
  pen.moveTo(x1, y1);
  pen.lineTo(x2 - 5 * Math.cos(angle), y2 - 5 * Math.sin(angle));
  pen.stroke();
  pen.beginPath();
  pen.moveTo(x2, y2);
  for (const side of [-1, 1]) {
    pen.lineTo(x2 - 8 * Math.cos(angle + side * 0.45), y2 - 8 * Math.sin(angle + side * 0.45));
  }
  pen.fill();
}

function say({ pen, ink, soft, font }, text, x, y, strong) {
  pen.font = `${strong ? 650 : 400} 13px ${font}`;
  pen.fillStyle = strong ? ink : soft;
  pen.fillText(text, x, y);
}

// The step whose box is under the pointer.
export function momentAt(view, event) {
  const { first, wanted, pitch } = view.filmFrame;
  const x = event.clientX - view.ui.film.getBoundingClientRect().left - 60;
  return first + clamp(Math.floor(x / pitch), 0, wanted - 1);
}

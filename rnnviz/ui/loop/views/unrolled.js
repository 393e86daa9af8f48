// ---- unrolled.js: the loop laid out in time: input up into the cell, state along, output out of the top ----

import { shadeOf, sizeCanvas, subscript } from "../../drawing/numbers.js";
import { clamp, css, fill, mix } from "../../drawing/scale.js";
import { drawCell } from "./cell_picture.js";
import { arrow, say } from "./pen.js";
import { unitOf } from "./model.js";

const FILM = { tall: 104, drawnTall: 138, strip: 11, box: 34, drawnBox: 70, side: 112 };

// The step of a cell with gates is drawn large, with its neighbours beside it.
function filmWindow({ sizes, model, cursor }) {
  const width = sizes.film;
  const drawn = model.blocks.length > 1;
  if (!drawn) {
    const wanted = clamp(Math.floor(width / (width < 560 ? 112 : 150)), 2, Math.max(model.count, 2));
    const shown = Math.min(wanted, model.count);
    const first = clamp(cursor.shown - Math.floor(shown / 2), 0, model.count - shown);
    const pitch = (width - 56) / wanted;
    const at = (t) => 56 + (t - first + 0.5) * pitch;
    return { width, drawn, first, last: first + shown - 1, at, wide: () => Math.min(pitch - 44, 118), pitch };
  }
  const large = Math.min(width - 60, 520);
  const aside = Math.max(Math.floor((width - large - 60) / 2 / FILM.side), 0);
  const first = Math.max(cursor.shown - aside, 0), last = Math.min(cursor.shown + aside, model.count - 1);
  const at = (t) =>
    width / 2 + Math.sign(t - cursor.shown) * (large / 2 + (Math.abs(t - cursor.shown) - 0.5) * FILM.side + 4);
  return {
    width,
    drawn,
    first,
    last,
    at,
    wide: (t) => (t === cursor.shown ? large - 26 : FILM.side - 44),
    pitch: FILM.side,
  };
}

export function drawFilm(view, step) {
  const { ui, palette } = view;
  const frame = (view.filmFrame = filmWindow(view));
  const tall = frame.drawn ? FILM.drawnTall : FILM.tall;
  const ratio = sizeCanvas(ui.filmCanvas, frame.width, tall);
  const pen = ui.filmCanvas.getContext("2d");
  pen.scale(ratio, ratio);
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  const look = {
    pen,
    palette,
    font: view.sizes.font,
    ink: css(palette.ink),
    soft: css(mix(palette.surface, palette.ink, 0.72)),
    line: css(mix(palette.surface, palette.ink, 0.5)),
    surface: css(palette.surface),
  };
  for (let t = frame.first; t <= frame.last; t++) drawMoment(view, look, frame, t, step);
}

function drawMoment(view, look, frame, t, step) {
  const { model } = view;
  const labels = model.labels.film;
  const { pen } = look;
  const middle = frame.at(t), boxWide = frame.wide(t), now = t === step;
  const box = frame.drawn ? FILM.drawnBox : FILM.box;
  const boxTop = 14 + FILM.strip + 8, inputTop = boxTop + box + 8;
  const wide = Math.min(boxWide, 118);
  pen.globalAlpha = t <= view.cursor.read ? 1 : 0.22;
  arrow(look, middle, inputTop - 1, middle, boxTop + box + 2);
  arrow(look, middle, boxTop - 1, middle, boxTop - 7);
  stateArrow(view, look, frame, { t, middle, boxTop, box, boxWide });
  const output = (unit) => unitOf(model, model.hidden, t, unit);
  strip(view, look, { x: middle - wide / 2, y: 14, wide, count: model.units, at: output, limit: 1, marked: view.unit });
  strip(view, look, {
    x: middle - wide / 2,
    y: inputTop,
    wide,
    count: model.features,
    at: (k) => model.inputs[t * model.features + k],
    limit: model.limits.inputs,
  });
  if (frame.drawn && now) {
    drawCell(view, look, { left: middle - boxWide / 2, top: boxTop, wide: boxWide, tall: box }, t);
  } else cellBox(view, look, { middle, boxTop, box, boxWide, now });
  say(look, fill(labels.output, { t: subscript(t + 1) }), middle, 6, now);
  say(look, fill(labels.input, { t: subscript(t + 1) }), middle, inputTop + FILM.strip + 9, now);
  pen.globalAlpha = 1;
}

function cellBox({ model }, { pen, ink, line, surface, font }, { middle, boxTop, box, boxWide, now }) {
  pen.beginPath();
  pen.roundRect(middle - boxWide / 2, boxTop, boxWide, box, 8);
  pen.fillStyle = now ? ink : surface;
  pen.fill();
  pen.lineWidth = now ? 2 : 1.25;
  pen.strokeStyle = now ? ink : line;
  pen.stroke();
  pen.fillStyle = now ? surface : ink;
  pen.font = `600 13px ${font}`;
  const name = boxWide < 84 ? model.cell_short : model.cell_name;
  pen.fillText(name, middle, boxTop + box / 2 - 8, boxWide - 8);
  pen.font = `11px ${font}`;
  pen.fillText(model.labels.film.same, middle, boxTop + box / 2 + 8, boxWide - 8);
}

// Before a sequence begins the state is zeros, whatever came before it.
function stateArrow({ model }, look, frame, { t, middle, boxTop, box, boxWide }) {
  const y = boxTop + box / 2, left = middle - boxWide / 2 - 4;
  const labels = model.labels.film;
  if (t % model.length === 0) {
    arrow(look, left - 14, y, left, y);
    const word = t === 0 ? [left - 32, y] : [left - 17, y - 12]; // there is no room between two boxes
    say(look, labels.zeros, ...word, t > 0);
    return;
  }
  const from = t === frame.first ? Math.max(left - 34, 2) : frame.at(t - 1) + frame.wide(t - 1) / 2 + 3;
  arrow(look, from, y, left, y);
  if (left - from > 30) say(look, fill(labels.state, { t: subscript(t + 1) }), (from + left) / 2, y - 11, false);
}

function strip({ palette }, { pen, line, ink }, { x, y, wide, count, at, limit, marked = -1 }) {
  const cell = wide / count;
  for (let i = 0; i < count; i++) {
    const value = at(i);
    if (Number.isNaN(value)) continue;
    pen.fillStyle = css(shadeOf(palette.diverging, value, limit));
    pen.fillRect(x + i * cell, y, cell + 0.5, FILM.strip);
  }
  pen.lineWidth = 1;
  pen.strokeStyle = line;
  pen.strokeRect(x - 0.5, y - 0.5, wide + 1, FILM.strip + 1);
  if (marked < 0) return;
  pen.lineWidth = 1.5;
  pen.strokeStyle = ink;
  pen.strokeRect(x + marked * cell - Math.max(2 - cell, 0) / 2, y - 2, Math.max(cell, 2), FILM.strip + 4);
}

// The step whose box is under the pointer.
export function momentAt({ ui, filmFrame: { first, last, at, pitch } }, event) {
  const x = event.clientX - ui.film.getBoundingClientRect().left;
  let found = first;
  for (let t = first; t <= last; t++) if (x >= at(t) - pitch / 2) found = t;
  return found;
}

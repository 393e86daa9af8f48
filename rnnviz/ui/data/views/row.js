// ---- row.js: the row that a network reads, cell by cell: padding, words, and what was cut beside it ----

import { element } from "../../drawing/dom.js";
import { penOf } from "../../drawing/frame.js";
import { sizeCanvas } from "../../drawing/numbers.js";
import { css, mix, niceStep } from "../../drawing/scale.js";
import { kindOf } from "./items.js";

const ROW_TALL = 40;

function inksOf({ palette }) {
  return {
    start: palette.ink,
    word: mix(palette.surface, palette.accent, 0.72),
    unknown: mix(palette.surface, palette.ink, 0.45),
    padding: mix(palette.surface, palette.ink, 0.08),
    cut: mix(palette.surface, palette.ink, 0.4),
  };
}

function hatchOf(pen, ink) {
  const tile = new OffscreenCanvas(6, 6);
  const stroke = penOf(tile);
  stroke.strokeStyle = css(ink);
  stroke.lineWidth = 1.5;
  stroke.stroke(new Path2D("M-1 7L7 -1M-1 1L1 -1M5 7L7 5"));
  return pen.createPattern(tile, "repeat");
}

export function drawRow(view) {
  const { ui, model, cells } = view;
  const width = ui.row.clientWidth;
  const inks = inksOf(view);
  const ratio = sizeCanvas(ui.canvas, width, ROW_TALL);
  const pen = penOf(ui.canvas);
  pen.scale(ratio, ratio);
  const wide = width / cells.count, gap = wide >= 5 ? 1 : 0;
  view.wide = wide;
  const hatch = hatchOf(pen, inks.cut);
  const cell = (at, ink) => {
    pen.fillStyle = ink === inks.cut ? hatch : css(ink);
    pen.fillRect(at * wide, 0, Math.max(wide - gap, 0.5), ROW_TALL);
  };
  for (let at = 0; at < model.maxlen; at++) cell(cells.front + at, inks.padding);
  for (let item = 0; item < model.total; item++) {
    const inside = cells.inRow(item);
    cell(cells.cellOf(item), inside ? inks[model.pending && item ? "word" : kindOf(model, item)] : inks.cut);
  }
  Object.assign(ui.bounds.style, { left: `${cells.front * wide - 2}px`, width: `${model.maxlen * wide + 4}px` });
  drawRuler(view, width);
  drawWayLegend(view, inks);
}

function drawRuler({ ui, model, cells, wide }, width) {
  const every = niceStep((model.maxlen * 44) / (model.maxlen * wide));
  const places = Array.from({ length: model.maxlen }, (_, at) => at + 1).filter((place) =>
    place === 1 || (place % every === 0 && place * wide > 26)
  );
  const ticks = places.map((place) => {
    const x = (cells.front + place - 0.5) * wide;
    const tick = element("span", x < 16 ? "near" : x > width - 16 ? "far" : "", place);
    tick.style.left = `${x < 16 ? 0 : Math.min(x, width)}px`;
    return tick;
  });
  ui.ruler.replaceChildren(...ticks);
}

function drawWayLegend({ ui, model, cells }, inks) {
  const keys = ["padding", "start", "word", "unknown", ...(cells.cut ? ["cut"] : [])].map((kind) => {
    const key = element("span", "key");
    const patch = element("i");
    patch.style.background = kind === "cut"
      ? `repeating-linear-gradient(-45deg, ${css(inks.cut)} 0 2px, transparent 2px 5px)`
      : css(inks[kind]);
    key.append(patch, document.createTextNode(model.labels.kinds[kind]));
    return key;
  });
  ui.legend.replaceChildren(...keys);
}

// ---- svg_boxes.js: backgrounds, borders and outlines of an element as shapes ----

import { svg } from "./dom.js";
import { gradientOf, inked, paintOf, short } from "./svg_paint.js";

const SIDES = ["Top", "Right", "Bottom", "Left"];
const RING = /^(.*?) 0px 0px 0px ([\d.]+)px$/;

function rectangle({ left, top, width, height }, grow, radius, attributes) {
  const round = Math.max(Math.min(radius + Math.min(grow, 0), Math.min(width, height) / 2 + grow), 0);
  return svg("rect", {
    x: short(left - grow),
    y: short(top - grow),
    width: short(Math.max(width + 2 * grow, 0)),
    height: short(Math.max(height + 2 * grow, 0)),
    ...(round > 0.1 ? { rx: short(round) } : {}),
    ...attributes,
  });
}

function seen(text) {
  return paintOf(text).alpha > 0;
}

/**
 * Shapes of one box of an element, from the back to the front; what a gradient needs goes into `defs`.
 * @param {CSSStyleDeclaration} style @param {{left: number, top: number, width: number, height: number}} box @param {Element} defs
 */
export function boxesOf(style, box, defs) {
  const radius = parseFloat(style.borderTopLeftRadius) || 0;
  return [
    ...ringOf(style, box, radius),
    ...backgroundOf(style, box, radius, defs),
    ...bordersOf(style, box, radius),
    ...outlineOf(style, box, radius),
  ];
}

function ringOf({ boxShadow }, box, radius) {
  const [, colour, width] = RING.exec(boxShadow) ?? [];
  return colour && seen(colour)
    ? [rectangle(box, Number(width) / 2, radius, { fill: "none", ...inked("stroke", colour), "stroke-width": width })]
    : [];
}

function backgroundOf({ backgroundColor, backgroundImage }, box, radius, defs) {
  const plain = seen(backgroundColor) ? [rectangle(box, 0, radius, inked("fill", backgroundColor))] : [];
  const paint = backgroundImage.includes("gradient")
    ? gradientOf(backgroundImage, `paint-${defs.childElementCount}`)
    : null;
  if (!paint) return plain;
  defs.append(paint);
  return [...plain, rectangle(box, 0, radius, { fill: `url(#${paint.id})` })];
}

function lineOf(style, name) {
  const width = parseFloat(style[`${name}Width`]), kind = style[`${name}Style`], colour = style[`${name}Color`];
  return kind !== "none" && width > 0 && seen(colour) ? { width, kind, colour } : null;
}

function stroked({ width, kind, colour }) {
  const dashes =
    { dashed: `${short(width * 2.5)} ${short(width * 2)}`, dotted: `${short(width)} ${short(width)}` }[kind];
  return {
    fill: "none",
    ...inked("stroke", colour),
    "stroke-width": short(width),
    ...(dashes ? { "stroke-dasharray": dashes } : {}),
  };
}

function bordersOf(style, box, radius) {
  const lines = SIDES.map((side) => lineOf(style, `border${side}`));
  const [first] = lines;
  const same = first &&
    lines.every((line) =>
      line && line.width === first.width && line.kind === first.kind && line.colour === first.colour
    );
  if (same) return [rectangle(box, -first.width / 2, radius, stroked(first))];
  return lines.flatMap((line, side) => (line ? [edge(box, side, line)] : []));
}

function edge({ left, top, width, height }, side, line) {
  const half = line.width / 2, right = left + width, bottom = top + height;
  const [x1, y1, x2, y2] = [
    [left, top + half, right, top + half],
    [right - half, top, right - half, bottom],
    [left, bottom - half, right, bottom - half],
    [left + half, top, left + half, bottom],
  ][side].map(short);
  return svg("line", { x1, y1, x2, y2, ...stroked(line) });
}

function outlineOf(style, box, radius) {
  const line = lineOf(style, "outline");
  return line ? [rectangle(box, parseFloat(style.outlineOffset) + line.width / 2, radius, stroked(line))] : [];
}

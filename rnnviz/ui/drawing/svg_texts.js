// ---- svg_texts.js: texts of the page, one <text> a line, where the browser put it ----

import { svg } from "./dom.js";
import { inked, short } from "./svg_paint.js";

let ruler = null;

function heightsOf(style) {
  ruler ??= new OffscreenCanvas(1, 1).getContext("2d");
  ruler.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = ruler.measureText("x");
  return { up, down };
}

/** The lines of a text node: their text, without spaces that the browser left out, and their box. @param {Text} node */
export function linesOf(node) {
  const range = document.createRange();
  range.selectNodeContents(node);
  const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
  if (boxes.length === 0) return [];
  if (boxes.length === 1 && !/^\s|\s$/.test(node.data)) return [{ text: node.data, box: boxes[0] }];
  const lines = [];
  let at = 0;
  for (const sign of node.data) {
    range.setStart(node, at);
    range.setEnd(node, at += sign.length);
    const box = [...range.getClientRects()].find(({ width }) => width > 0);
    if (box) grow(lines, sign, box);
  }
  return lines;
}

function grow(lines, sign, box) {
  const last = lines.at(-1);
  if (!last || Math.abs(last.box.top - box.top) > 2) return lines.push({ text: sign, box });
  const left = Math.min(last.box.left, box.left), right = Math.max(last.box.right, box.right);
  Object.assign(last, { text: last.text + sign, box: new DOMRect(left, last.box.top, right - left, last.box.height) });
}

/** The part of a line that fits before `edge`, with an ellipsis. @param {{text: string, box: DOMRect}} line @param {number} edge */
export function cutAt(line, edge) {
  if (line.box.right <= edge + 1) return line;
  const room = edge - line.box.left, share = line.text.length / line.box.width;
  const text = `${line.text.slice(0, Math.max(Math.floor(room * share) - 2, 0))}…`;
  return { text, box: new DOMRect(line.box.left, line.box.top, room, line.box.height), free: true };
}

/**
 * One line as an element; `turn` is by how many degrees its box is turned, `decoration` what is drawn through or below it.
 * @param {{text: string, box: DOMRect, free?: boolean}} line @param {CSSStyleDeclaration} style
 */
export function textOf(line, style, { turn = 0, decoration = "" } = {}) {
  const text = /^(pre|break)/.test(style.whiteSpaceCollapse ?? style.whiteSpace)
    ? line.text
    : line.text.replace(/\s+/g, " ");
  const { up, down } = heightsOf(style);
  const { left, right, top, width, height } = line.box;
  const upright = { x: short(style.direction === "rtl" ? right : left), y: short(top + (height + up - down) / 2) };
  if (width && !line.free) Object.assign(upright, { textLength: short(width), lengthAdjust: "spacingAndGlyphs" });
  const [x, y] = [left + width / 2, top + height / 2].map(short);
  const turned = {
    x,
    y,
    dy: short((up - down) / 2),
    "text-anchor": "middle",
    transform: `rotate(${short(turn)} ${x} ${y})`,
  };
  const node = svg("text", { ...(turn ? turned : upright), ...fontOf(style), ...inked("fill", style.color) }, text);
  if (style.direction === "rtl") node.setAttribute("direction", "rtl");
  if (style.fontVariantNumeric !== "normal") node.style.fontVariantNumeric = style.fontVariantNumeric;
  if (/^\s|\s$/.test(text)) node.style.whiteSpace = "pre";
  if (decoration) node.style.textDecoration = decoration;
  return node;
}

function fontOf({ fontFamily, fontSize, fontWeight, fontStyle }) {
  return {
    "font-family": fontFamily,
    "font-size": fontSize,
    ...(fontWeight === "400" ? {} : { "font-weight": fontWeight }),
    ...(fontStyle === "normal" ? {} : { "font-style": fontStyle }),
  };
}

/** What a field holds, in the middle of its height; `box` is inside its padding. */
export function fieldText(text, style, box) {
  const { up, down } = heightsOf(style);
  const middle = style.textAlign === "center";
  return svg("text", {
    x: short(middle ? box.left + box.width / 2 : box.left),
    y: short(box.top + (box.height + up - down) / 2),
    ...(middle ? { "text-anchor": "middle" } : {}),
    ...fontOf(style),
    ...inked("fill", style.color),
  }, text);
}

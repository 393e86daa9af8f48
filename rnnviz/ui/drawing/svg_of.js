// ---- svg_of.js: what the page shows of a view, as an SVG document of its own ----

import { svg } from "./dom.js";
import { boxesOf } from "./svg_boxes.js";
import { copySvg } from "./svg_copy.js";
import { inked, short } from "./svg_paint.js";
import { cutAt, fieldText, linesOf, textOf } from "./svg_texts.js";

const MARGIN = 16;
const LEFT_OUT = "button, .tooltip, .save, .announcer";

// Where the walk is: how far the picture lies from the window, what clips it, its layer, what its ancestors do to it.
/** @type {{ dx: number, dy: number, clip: DOMRect | null, layer: any[], opacity: number, turn: number, decoration: string, edge: number }} */
const START = { dx: 0, dy: 0, clip: null, layer: [], opacity: 1, turn: 0, decoration: "", edge: Infinity };

/**
 * The document; the picture reaches from the heads over the view to the feet, `over` lies on the view.
 * @param {{ heads: Element[], view: Element, feet: Element[], over: Element[], title: string }} picture
 * @param {string} background
 */
export function svgOf({ heads, view, feet, over, title }, background) {
  /** @type {{ items: any[], defs: SVGElement, clips: Map<any, any>, copies: number }} */
  const picture = { items: [], defs: svg("defs"), clips: new Map(), copies: 0 };
  const left = view.getBoundingClientRect().left;
  let foot = MARGIN;
  for (const node of [...heads, view, ...feet]) {
    const box = node.getBoundingClientRect();
    const at = {
      ...START,
      dx: MARGIN - left,
      dy: foot - box.top,
      clip: new DOMRect(left - MARGIN, box.top - MARGIN, box.width + 2 * MARGIN, box.height + 2 * MARGIN),
    };
    const inner = { ...at, clip: (view.querySelector(".chart") ?? view).getBoundingClientRect() };
    /** @type {[Element, typeof START][]} */
    const drawn = [[node, at]];
    if (node === view) { for (const one of over) drawn.push([one, inner]); }
    for (const [one, place] of drawn.sort(documentOrder)) walk(picture, one, place);
    foot += box.height;
  }
  const width = Math.ceil(view.getBoundingClientRect().width + 2 * MARGIN), height = Math.ceil(foot + MARGIN);
  picture.items.sort((one, other) => byLayer(one.layer, other.layer));
  return documentOf(picture, title, width, height, background);
}

function documentOf({ items, defs }, title, width, height, background) {
  const whole = svg("svg", {
    xmlns: "http://www.w3.org/2000/svg",
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    "text-rendering": "geometricPrecision",
  });
  whole.append(
    svg("title", {}, title),
    defs,
    svg("rect", { width, height, ...inked("fill", background) }),
    ...items.map((item) => item.node),
  );
  return whole;
}

/** @param {[Element, unknown]} first @param {[Element, unknown]} second */
function documentOrder([one], [other]) {
  return one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

function byLayer(one, other) {
  for (let at = 0; at < Math.max(one.length, other.length); at++) {
    const between = (one[at] ?? 0) - (other[at] ?? 0);
    if (between) return between;
  }
  return 0;
}

function walk(picture, node, place) {
  if (node instanceof Text) return writeText(picture, node, place);
  if (!(node instanceof Element) || node.matches(LEFT_OUT)) return;
  const style = getComputedStyle(node);
  if (style.display === "none" || style.opacity === "0") return;
  const inside = enter(node, style, place);
  if (style.visibility === "visible") paintElement(picture, node, style, inside);
  if (node instanceof SVGElement) return;
  const below = { ...inside, clip: clipOf(node, style, inside.clip) };
  if (below.clip.width <= 0 || below.clip.height <= 0) return;
  for (const child of node.childNodes) walk(picture, child, below);
  if (style.visibility === "visible") paintPseudo(picture, node, below);
}

// ---- what an element does to all that is in it ----

function enter(node, style, place) {
  const layered = style.position !== "static" && style.zIndex !== "auto";
  const matrix = style.transform === "none" ? null : new DOMMatrix(style.transform);
  const line = style.textDecorationLine;
  return {
    ...place,
    opacity: place.opacity * Number(style.opacity),
    layer: layered ? [...place.layer, Number(style.zIndex)] : place.layer,
    turn: place.turn + (matrix ? (Math.atan2(matrix.b, matrix.a) * 180) / Math.PI : 0),
    decoration: line === "none" ? place.decoration : `${line} ${style.textDecorationStyle}`,
    edge: style.textOverflow === "ellipsis"
      ? node.getBoundingClientRect().right - parseFloat(style.paddingRight)
      : place.edge,
  };
}

function clipOf(node, style, clip) {
  if (style.display === "inline" || (style.overflowX === "visible" && style.overflowY === "visible")) return clip;
  const { left, top } = node.getBoundingClientRect();
  const [x, y] = [left + node.clientLeft, top + node.clientTop];
  const [from, head] = [Math.max(clip.left, x), Math.max(clip.top, y)];
  return new DOMRect(
    from,
    head,
    Math.min(clip.right, x + node.clientWidth) - from,
    Math.min(clip.bottom, y + node.clientHeight) - head,
  );
}

// ---- what is drawn ----

// Everything is measured in the window; one transform brings it into the picture.
function put(picture, node, box, place) {
  const { dx, dy, clip, opacity, layer } = place;
  if (box.right < clip.left || box.left > clip.right || box.bottom < clip.top || box.top > clip.bottom) return;
  const within = box.left >= clip.left - 1 && box.right <= clip.right + 1 && box.top >= clip.top - 1 &&
    box.bottom <= clip.bottom + 1;
  const group = svg("g", { transform: `translate(${short(dx)} ${short(dy)})` });
  if (!within) group.setAttribute("clip-path", `url(#${clipPath(picture, clip)})`);
  if (opacity < 1) group.setAttribute("opacity", short(opacity));
  group.append(node);
  picture.items.push({ node: group, layer });
}

function clipPath({ clips, defs }, { left, top, width, height }) {
  const key = [left, top, width, height].map(short).join();
  if (!clips.has(key)) {
    const id = `clip-${clips.size}`, path = svg("clipPath", { id });
    path.append(svg("rect", { x: short(left), y: short(top), width: short(width), height: short(height) }));
    defs.append(path);
    clips.set(key, id);
  }
  return clips.get(key);
}

function paintElement(picture, node, style, place) {
  const box = node.getBoundingClientRect();
  if (node instanceof SVGSVGElement) return put(picture, copySvg(node, box, `copy-${picture.copies++}-`), box, place);
  for (const part of node.getClientRects()) {
    for (const shape of boxesOf(style, part, picture.defs)) put(picture, shape, part, place);
  }
  if (node instanceof HTMLCanvasElement) put(picture, imageOf(node, box), box, place);
  if (node instanceof HTMLInputElement || node instanceof HTMLSelectElement) writeField(picture, node, style, place);
}

function imageOf(canvas, { left, top, width, height }) {
  const image = svg("image", {
    x: short(left),
    y: short(top),
    width: short(width),
    height: short(height),
    preserveAspectRatio: "none",
    href: canvas.toDataURL(),
  });
  image.style.imageRendering = getComputedStyle(canvas).imageRendering;
  return image;
}

function writeText(picture, node, place) {
  const style = getComputedStyle(node.parentElement);
  if (style.visibility !== "visible" || !node.data.trim()) return;
  for (const line of linesOf(node)) {
    if (line.text.trim()) put(picture, textOf(cutAt(line, place.edge), style, place), line.box, place);
  }
}

function writeField(picture, node, style, place) {
  const { left, top, width, height } = node.getBoundingClientRect();
  const side = (name) => parseFloat(style[name]);
  const box = new DOMRect(left + side("paddingLeft"), top, width - side("paddingLeft") - side("paddingRight"), height);
  if (node.type !== "checkbox") {
    return put(picture, fieldText(node.selectedOptions?.[0]?.text ?? node.value, style, box), box, place);
  }
  const edge = { fill: "none", ...inked("stroke", style.color) };
  put(
    picture,
    svg("rect", {
      x: short(left + 1),
      y: short(top + 1),
      width: short(width - 2),
      height: short(height - 2),
      rx: 3,
      ...edge,
    }),
    box,
    place,
  );
  const tick = `M${short(left + width * 0.22)} ${short(top + height * 0.52)}l${short(width * 0.2)} ${
    short(height * 0.2)
  }l${short(width * 0.36)} ${short(height * -0.44)}`;
  if (node.checked) put(picture, svg("path", { d: tick, "stroke-width": 2, ...edge }), box, place);
}

// The browser says of a pseudo-element where it lies only if it is placed absolutely.
function paintPseudo(picture, node, place) {
  for (const name of ["::before", "::after"]) {
    const style = getComputedStyle(node, name);
    if (style.content === "none" || style.position !== "absolute") continue;
    const host = node.getBoundingClientRect();
    const [left, top, width, height] = ["left", "top", "width", "height"].map((side) => parseFloat(style[side]));
    const box = new DOMRect(host.left + node.clientLeft + left, host.top + node.clientTop + top, width, height);
    for (const shape of boxesOf(style, box, picture.defs)) put(picture, shape, box, place);
    const text = /^"(.+)"$/.exec(style.content)?.[1];
    if (text) put(picture, fieldText(text, style, box), box, place);
  }
}

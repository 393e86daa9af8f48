// ---- svg_copy.js: an SVG of the page as it looks there: styles become attributes ----

import { inked, paintOf, short } from "./svg_paint.js";

const INHERITED = {
  fill: "rgb(0, 0, 0)",
  stroke: "none",
  "fill-opacity": "1",
  "stroke-opacity": "1",
  "stroke-width": "1px",
  "stroke-dasharray": "none",
  "stroke-linecap": "butt",
  "stroke-linejoin": "miter",
  "text-anchor": "start",
  "paint-order": "normal",
  "font-family": "",
  "font-size": "",
  "font-weight": "400",
  "font-variant-numeric": "normal",
};
const OWN = { opacity: "1", "stop-color": "", "stop-opacity": "1" };
const STYLED = new Set(["font-variant-numeric", "paint-order"]); // no attributes of SVG, or not everywhere
const KEPT =
  /^(d|x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|dx|dy|width|height|points|transform|viewBox|offset|gradientUnits|patternUnits|preserveAspectRatio|id)$/;

/**
 * A copy of `node` that stands at `box`; ids get `prefix`, so that two copies can be in one document.
 * @param {SVGSVGElement} node @param {DOMRect} box @param {string} prefix
 */
export function copySvg(node, box, prefix) {
  const copy = copied(node, null, prefix);
  for (const [name, value] of Object.entries({ x: box.left, y: box.top, width: box.width, height: box.height })) {
    copy.setAttribute(name, short(value));
  }
  copy.setAttribute("overflow", "visible");
  return copy;
}

function copied(node, above, prefix) {
  const style = getComputedStyle(node);
  const copy = /** @type {SVGElement} */ (node.cloneNode(false));
  for (const { name } of [...node.attributes]) if (!KEPT.test(name)) copy.removeAttribute(name);
  if (copy.id) copy.id = prefix + copy.id;
  for (const [name, initial] of Object.entries(INHERITED)) {
    const value = style.getPropertyValue(name);
    if (value !== (above ? above.getPropertyValue(name) : initial)) write(copy, name, value, prefix);
  }
  for (const [name, initial] of Object.entries(OWN)) {
    const value = style.getPropertyValue(name);
    if (value !== initial && (name !== "stop-color" || node.localName === "stop")) write(copy, name, value, prefix);
  }
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) copy.append(child.cloneNode());
    else if (child instanceof SVGElement && getComputedStyle(child).display !== "none") {
      copy.append(copied(child, style, prefix));
    }
  }
  return copy;
}

function write(copy, name, value, prefix) {
  if (STYLED.has(name)) return copy.style.setProperty(name, value);
  if (name === "stop-color" || ((name === "fill" || name === "stroke") && value !== "none")) {
    return writeInk(copy, name, value, prefix);
  }
  copy.setAttribute(name, value);
}

function writeInk(copy, name, value, prefix) {
  const reference = /^url\("?#(.*?)"?\)/.exec(value);
  if (reference) return copy.setAttribute(name, `url(#${prefix}${reference[1]})`);
  const kind = name === "stop-color" ? "stop" : name;
  if (paintOf(value).alpha === 0) return copy.setAttribute(name, "none");
  for (const [key, worth] of Object.entries(inked(kind, value))) copy.setAttribute(key, worth);
}

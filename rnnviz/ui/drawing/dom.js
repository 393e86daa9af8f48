// ---- dom.js: elements. User text only ever passes through textContent. ----

import { clamp, gradient } from "./scale.js";

export function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

export function word(text, className) {
  const node = element("bdi", className, text);
  node.dir = "auto";
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

export function svg(tag, attributes, text) {
  const node = document.createElementNS(SVG, tag);
  for (const name in attributes) node.setAttribute(name, attributes[name]);
  if (text !== undefined) node.textContent = text;
  return node;
}

// A sentence: plain text, and words that lead to a step.
export function writeParts(host, parts, go) {
  host.replaceChildren(...(parts ?? []).map((part) => {
    if (part.s === undefined || part.s === null) return document.createTextNode(part.t);
    const button = element("button", "mention");
    button.type = "button";
    button.append(word(part.t));
    button.onclick = () => go(part.s);
    return button;
  }));
  host.hidden = !parts?.length;
}

export function colourBar(colours, ticks, ends) {
  const bar = element("span", "scale");
  const ramp_ = element("span", "ramp");
  ramp_.style.backgroundImage = gradient(colours);
  const marks = element("span", "marks");
  marks.append(...ticks.map((tick) => element("span", "", tick)));
  bar.append(ramp_, marks);
  return [element("span", "end", ends[0]), bar, element("span", "end", ends[1])];
}

// Beside the pointer, and inside the box that it is placed in.
export function placeTip(tooltip, box, event) {
  tooltip.hidden = false;
  const width = tooltip.offsetWidth, height = tooltip.offsetHeight;
  const x = event.clientX - box.left, y = event.clientY - box.top;
  const left = x + 16 + width > box.width ? x - 16 - width : x + 16;
  const top = y - height - 14 < 0 ? y + 18 : y - height - 14;
  tooltip.style.transform = `translate(${clamp(left, 0, Math.max(box.width - width, 0))}px, ${top}px)`;
}

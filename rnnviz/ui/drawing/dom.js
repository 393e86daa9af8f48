// ---- dom.js: elements. User text only ever passes through textContent. ----

/** @typedef {string | number} Text */

/**
 * A piece of a sentence as Python sends it: with `s` it is a word that leads to that step.
 * @typedef {{ t: string, s?: number | null }} SentencePart
 */

import { css } from "./scale.js";

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} [className]
 * @param {Text} [text]
 */
export function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = String(text);
  return node;
}

/**
 * The parts of a component by their names.
 * @template {string} Name
 * @param {ParentNode} root
 * @param {Record<Name, string>} selectors
 * @returns {Record<Name, HTMLElement>}
 */
export function findParts(root, selectors) {
  const parts = Object.entries(selectors).map(([name, selector]) => [name, root.querySelector(String(selector))]);
  return /** @type {any} */ (Object.fromEntries(parts));
}

/**
 * A word of a review, whichever way it is written; it is the user's, and said in no other language.
 * @param {string} text
 * @param {string} [className]
 */
export function word(text, className) {
  const node = element("bdi", className, text);
  node.dir = "auto";
  node.translate = false;
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

/**
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, Text>} [attributes]
 * @param {Text} [text]
 */
export function svg(tag, attributes = {}, text = undefined) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  if (text !== undefined) node.textContent = String(text);
  return node;
}

/**
 * A sentence: plain text, and words that lead to a step.
 * @param {HTMLElement} host
 * @param {SentencePart[] | null | undefined} parts
 * @param {(step: number) => void} go
 */
export function writeParts(host, parts, go) {
  host.replaceChildren(...(parts ?? []).map((part) => {
    const { s: step } = part;
    if (step === undefined || step === null) return document.createTextNode(part.t);
    const button = element("button", "mention");
    button.type = "button";
    button.append(word(part.t));
    button.onclick = () => go(step);
    return button;
  }));
  host.hidden = !parts?.length;
}

/**
 * Say where the cursor stands to those who hear the page.
 * @param {Element} slider
 * @param {number} step  From 0; it is told from 1.
 * @param {number} count
 * @param {string} text
 */
export function tellSlider(slider, step, count, text) {
  const values = { valuemin: 1, valuemax: count, valuenow: step + 1, valuetext: text };
  for (const [name, value] of Object.entries(values)) slider.setAttribute(`aria-${name}`, String(value));
}

/**
 * The two inks as properties that styles can name.
 * @param {HTMLElement} root
 * @param {import("./scale.js").Palette} palette
 */
export function paintInks(root, palette) {
  root.style.setProperty("--positive", css(palette.positive));
  root.style.setProperty("--negative", css(palette.negative));
}

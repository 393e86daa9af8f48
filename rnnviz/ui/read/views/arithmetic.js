// ---- arithmetic.js: the equations of one unit at one step, and the products of the sum that is pointed at ----

import { element, findParts, writeParts } from "../../drawing/dom.js";
import { living } from "../../drawing/mount.js";
import { css, readPalette, shadeAt } from "../../drawing/scale.js";

/**
 * @typedef {import("../../drawing/dom.js").SentencePart} SentencePart
 * @typedef {import("../../drawing/scale.js").Colours} Colours
 *
 * @typedef {object} Equation
 * @property {string} name
 * @property {string} value
 * @property {SentencePart[]} parts
 *
 * @typedef {object} ProductRow
 * @property {"product" | "rest" | "sum"} kind
 * @property {string} name
 * @property {string} product
 * @property {number} value
 * @property {string} told
 *
 * @typedef {object} Products
 * @property {string} title
 * @property {ProductRow[]} rows
 *
 * @typedef {object} ArithmeticPayload
 * @property {Equation[]} equations
 * @property {Products[]} products
 * @property {string} hint
 * @property {Record<"light" | "dark", Colours>} colours
 */

/** @param {any} view */
function drawEquations(view) {
  const { ui, model: { equations, hint } } = view;
  ui.hint.textContent = hint;
  ui.equations.replaceChildren(...equations.map(({ name, value, parts }) => {
    const node = element("div", "equation"), title = element("h3", "", `${name} = `), line = element("p");
    title.append(element("span", "", value));
    writeParts(line, parts, (at) => showProducts(view, at));
    node.append(title, line);
    return node;
  }));
  view.sums = [...ui.equations.querySelectorAll("button")];
}

/** @param {any} view @param {number} at */
function showProducts(view, at) {
  const { ui, model: { products }, sums, palette } = view;
  view.shown = at;
  sums.forEach((sum, place) => sum.setAttribute("aria-pressed", String(place === at)));
  const { title, rows } = products[at];
  const most = Math.max(...rows.filter(({ kind }) => kind !== "sum").map(({ value }) => Math.abs(value))) || 1;
  ui.title.textContent = title;
  ui.rows.replaceChildren(...rows.map((row) => productRow(row, most, palette)));
}

/** @param {ProductRow} row @param {number} most  The bar of the largest reaches an end of the lane; the sum has none. */
function productRow({ kind, name, product, value, told }, most, palette) {
  const node = element("div", `product ${kind}`), lane = element("span", "lane");
  if (kind !== "sum") lane.append(barOf(value / most / 2, palette));
  node.append(element("span", "name", name), element("span", "of", product), lane, element("span", "told", told));
  return node;
}

function barOf(share, palette) {
  const bar = element("span");
  bar.style.left = `${50 + 100 * Math.min(share, 0)}%`;
  bar.style.width = `${100 * Math.abs(share)}%`;
  bar.style.background = css(shadeAt(palette.diverging, share < 0 ? 0.1 : 0.9));
  return bar;
}

/** @param {any} view @param {Event} event */
function point(view, event) {
  const sum = /** @type {Element} */ (event.target).closest("button");
  if (sum) showProducts(view, view.sums.indexOf(sum));
}

export default living({
  mount: (root, life) => {
    const ui = findParts(root, { equations: ".equations", hint: ".hint", title: ".products .title", rows: ".rows" });
    const view = { ui, model: null, sums: [], shown: 0, palette: null };
    for (const type of ["pointerover", "focusin"]) life.on(ui.equations, type, (event) => point(view, event));
    return view;
  },
  update: (/** @type {any} */ view, /** @type {ArithmeticPayload} */ payload) => {
    view.model = payload;
    view.palette = readPalette(view.ui.equations, payload.colours);
    drawEquations(view);
    showProducts(view, Math.min(view.shown, payload.products.length - 1));
  },
});

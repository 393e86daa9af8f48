// ---- span.js: the words of a review, of which a span is chosen ----

import { announceCursor, hearCursor } from "../../drawing/cursor.js";
import { element, findParts, word } from "../../drawing/dom.js";
import { onKeys } from "../../drawing/keys.js";
import { living } from "../../drawing/mount.js";
import { clamp } from "../../drawing/scale.js";

/**
 * @typedef {import("../../drawing/scale.js").Colours} Colours
 *
 * @typedef {object} SpanPayload
 * @property {string[]} words
 * @property {number[]} other
 * @property {number} first
 * @property {number} last
 * @property {string} label
 * @property {string} help
 * @property {Record<"light" | "dark", Colours>} colours
 */

const PARTS = { help: ".help", tokens: ".tokens" };

function drawSpan(view) {
  const { ui, model } = view;
  ui.help.textContent = model.help;
  ui.tokens.setAttribute("aria-label", model.label);
  const other = new Set(model.other);
  view.tokens = model.words.map((text, step) => {
    const node = other.has(step) ? element("span", "token other", text) : word(text, "token");
    node.dataset.step = String(step);
    node.setAttribute("role", "option");
    node.id = `span-${step}`;
    return node;
  });
  ui.tokens.replaceChildren(...view.tokens.flatMap((node) => [node, document.createTextNode(" ")]));
  Object.assign(view, { from: model.first, to: model.last });
  mark(view);
  showStep(view);
}

function mark({ ui, tokens, from, to }) {
  const first = Math.min(from, to), last = Math.max(from, to);
  tokens.forEach((node, step) => node.setAttribute("aria-selected", String(step >= first && step <= last)));
  ui.tokens.setAttribute("aria-activedescendant", `span-${to}`);
  const node = tokens[to];
  if (node.offsetTop < ui.tokens.scrollTop) ui.tokens.scrollTop = node.offsetTop;
  const foot = node.offsetTop + node.offsetHeight - ui.tokens.clientHeight;
  if (foot > ui.tokens.scrollTop) ui.tokens.scrollTop = foot;
}

function showStep({ tokens, step }) {
  tokens.forEach((node, at) => node.classList.toggle("now", at === step));
}

function stepUnder(event) {
  const node = event.composedPath()[0]?.closest?.("[data-step]") ?? under(event);
  return node ? Number(node.dataset.step) : null;
}

// A pointer that was taken hold of keeps its first target: what lies below it is asked for.
function under({ currentTarget, clientX, clientY }) {
  return currentTarget.getRootNode().elementFromPoint(clientX, clientY)?.closest("[data-step]");
}

function draw(view, on) {
  const { ui } = view;
  let drawing = false;
  on(ui.tokens, "pointerdown", (event) => {
    const step = stepUnder(event);
    if (step === null || event.button) return;
    drawing = true;
    Object.assign(view, event.shiftKey ? { to: step } : { from: step, to: step });
    mark(view);
  });
  on(ui.tokens, "pointermove", (event) => {
    const step = stepUnder(event);
    if (step === null) return;
    announceCursor(ui.root, { step, count: view.model.words.length, pinned: false });
    if (!drawing || step === view.to) return;
    view.to = step;
    mark(view);
  });
  on(globalThis, "pointerup", () => {
    if (drawing) choose(view);
    drawing = false;
  });
  on(globalThis, "pointercancel", () => {
    drawing = false;
  });
}

function choose({ from, to, model, send }) {
  const [first, last] = [Math.min(from, to), Math.max(from, to)];
  if (first !== model.first || last !== model.last) send("span", [first, last]);
}

function moved(view, from, to) {
  const last = view.model.words.length - 1;
  Object.assign(view, { from: clamp(from, 0, last), to: clamp(to, 0, last) });
  mark(view);
  choose(view);
}

function watchKeys(view, on) {
  let shift = false;
  on(view.ui.tokens, "keydown", (event) => (shift = event.shiftKey), { capture: true });
  const by = (steps) => () => moved(view, shift ? view.from : view.to + steps, view.to + steps);
  onKeys(on, view.ui.tokens, () => ({
    ArrowLeft: by(-1),
    ArrowRight: by(1),
    ArrowUp: by(-1),
    ArrowDown: by(1),
    PageUp: by(-10),
    PageDown: by(10),
  }));
}

function mountSpan(root, { on, send }) {
  const ui = { root, ...findParts(root, PARTS) };
  const view = { ui, send, step: -1, tokens: [], model: /** @type {any} */ (null) };
  hearCursor({ on }, root, ({ step }) => {
    view.step = step;
    showStep(view);
  });
  draw(view, on);
  watchKeys(view, on);
  return view;
}

export default living({
  mount: mountSpan,
  update: (view, /** @type {SpanPayload} */ payload) => drawSpan(Object.assign(view, { model: payload })),
});

// ---- folds.js: the folded parts of the strip close as menus do; Streamlit's expanders know only their own title ----

import { living } from "../../drawing/mount.js";

/**
 * @typedef {object} FoldsPayload
 * @property {string} strip
 * @property {string} done
 */

const OPEN = "details:has(> [data-testid=stExpanderDetails]:not([inert]))"; // one that is still closing is inert

/** @param {FoldsPayload | null} keys @returns {HTMLElement[]} */
function openParts(keys) {
  const strip = keys && document.querySelector(`.st-key-${keys.strip}`);
  return strip ? [...strip.querySelectorAll(OPEN)].map((part) => /** @type {HTMLElement} */ (part)) : [];
}

/** @param {HTMLElement} part */
function close(part) {
  /** @type {HTMLElement} */ (part.querySelector("summary")).click();
}

// A box of choices opens beside the page's own content: a press there belongs to the part that it opened from.
/** @param {Event} event */
function isInPage(event) {
  return event.composedPath().some((node) => node instanceof Element && node.matches("[data-testid=stApp]"));
}

/** @param {{ keys: FoldsPayload | null }} view @param {PointerEvent} event */
function closeOutside(view, event) {
  if (!isInPage(event)) return;
  const path = event.composedPath();
  openParts(view.keys).filter((part) => !path.includes(part)).forEach(close);
}

// Escape closes a list of choices first. Whether there is one is seen on the way down to it: then it closes.
/** @param {{ keys: FoldsPayload | null }} view @param {KeyboardEvent} event */
function closeByKey(view, event) {
  if (event.key !== "Escape" || document.querySelector('[aria-expanded="true"][role="combobox"]')) return;
  for (const part of openParts(view.keys)) {
    close(part);
    part.querySelector("summary")?.focus();
  }
}

// An empty box stays in sight, and what the page says of it.
/** @param {{ keys: FoldsPayload | null }} view @param {MouseEvent} event */
function closeWhenDone(view, event) {
  const path = event.composedPath();
  const done = path.some((node) => node instanceof Element && node.matches(`.st-key-${view.keys?.done} button`));
  if (!done) return;
  const filled = (/** @type {HTMLElement} */ part) => part.querySelector("textarea")?.value.trim();
  openParts(view.keys).filter((part) => path.includes(part) && filled(part)).forEach(close);
}

export default living({
  mount: (_, life) => {
    const view = { keys: /** @type {FoldsPayload | null} */ (null) };
    life.on(document, "pointerdown", (event) => closeOutside(view, event));
    life.on(document, "click", (event) => closeWhenDone(view, event));
    life.on(document, "keydown", (event) => closeByKey(view, event), { capture: true });
    return view;
  },
  update: (view, /** @type {FoldsPayload} */ payload) => {
    view.keys = payload;
  },
});

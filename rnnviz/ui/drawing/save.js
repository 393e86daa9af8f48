// ---- save.js: a quiet button at every picture that saves it: as PNG, as SVG, its numbers as CSV ----

import { csvOf, fileName } from "./csv.js";
import { element, svg } from "./dom.js";
import { download, pngOf, xmlOf } from "./download.js";
import { svgOf } from "./svg_of.js";

/**
 * Words of the button, from Python; `page` begins the names of files.
 * @typedef {{ page: string, save: string, png: string, svg: string, csv: string }} SaveWords
 *
 * Numbers of the picture that is called `name`, or null while there are none.
 * @typedef {(name: string) => import("./csv.js").Table | null} TableOf
 *
 * The button of one picture, and its menu while it is open.
 * @typedef {{ node: HTMLElement, button: HTMLElement, view: HTMLElement, menu: HTMLElement | null }} Control
 *
 * @typedef {object} Saving
 * @property {HTMLElement} root
 * @property {import("./mount.js").Life["on"]} on
 * @property {TableOf} tableOf
 * @property {SaveWords | null} words  None before the first payload.
 * @property {Map<string, Control>} controls  By picture: one that is drawn anew keeps its button, and its menu open.
 * @property {Control | null} open
 */

const ICON = "M12 4v10m-4-4 4 4 4-4M5 19h14";
const FORMATS = ["png", "svg", "csv"];

/**
 * Give every picture of a component its button, those that come later too. A picture is an element with `data-picture`, its name.
 * @param {HTMLElement} root @param {import("./mount.js").Life["on"]} on @param {TableOf} tableOf
 */
export function offerSaving(root, on, tableOf) {
  /** @type {Saving} */
  const saving = { root, on, tableOf, words: null, controls: new Map(), open: null };
  on(
    document,
    "pointerdown",
    (event) => saving.open && !event.composedPath().includes(saving.open.node) && close(saving),
  );
  const observer = new MutationObserver((changes) => {
    const came = changes.flatMap((change) => [...change.addedNodes]);
    if (came.some((node) => node instanceof Element && node.matches("[data-picture]"))) dress(saving);
  });
  observer.observe(root, { childList: true, subtree: true });
  return {
    /** @param {SaveWords} words */
    say: (words) => {
      saving.words = words;
      dress(saving);
    },
    end: () => observer.disconnect(),
  };
}

function dress(saving) {
  if (!saving.words) return;
  const own = saving.root.matches("[data-picture]") ? [saving.root] : [];
  for (const view of [...own, ...saving.root.querySelectorAll("[data-picture]")]) {
    if (!view.hidden && !view.querySelector(":scope > .save")) view.prepend(buttonOf(saving, view));
  }
}

function buttonOf(saving, view) {
  const { picture } = view.dataset;
  const one = saving.controls.get(picture) ?? control(saving, picture);
  saving.controls.set(picture, Object.assign(one, { view }));
  const title = titleOf(view);
  if (title) {
    title.id ||= `title-${picture}`;
    one.button.setAttribute("aria-labelledby", `${one.button.id} ${title.id}`);
  }
  return one.node;
}

// ---- the button and its menu ----

function control(saving, name) {
  const node = element("div", "save"), button = element("button", "save-open");
  node.dataset.testid = `save-${name}`;
  Object.assign(button, { type: "button", id: `save-${name}`, title: saving.words.save });
  for (const [key, value] of Object.entries({ label: saving.words.save, haspopup: "menu", expanded: "false" })) {
    button.setAttribute(`aria-${key}`, value);
  }
  const icon = svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" });
  icon.append(svg("path", { d: ICON }));
  button.append(icon);
  node.append(button);
  const one = { node, button, view: node, menu: null };
  button.onclick = () => (saving.open === one ? close(saving) : open(saving, one));
  node.onkeydown = (event) => keys(saving, one, event);
  node.addEventListener("focusout", ({ relatedTarget }) => {
    if (saving.open === one && relatedTarget instanceof Node && !node.contains(relatedTarget)) close(saving);
  });
  return one;
}

function open(saving, one) {
  close(saving);
  const formats = one.view.dataset.formats?.split(" ") ?? FORMATS;
  one.menu = element("div", "save-menu");
  one.menu.setAttribute("role", "menu");
  one.menu.setAttribute("aria-label", saving.words.save);
  one.menu.append(...formats.map((format) => {
    const item = element("button", "", saving.words[format]);
    Object.assign(item, {
      type: "button",
      tabIndex: -1,
      onclick: () => {
        close(saving, true);
        save(saving, one.view, format);
      },
    });
    item.setAttribute("role", "menuitem");
    item.dataset.format = format;
    return item;
  }));
  one.node.append(one.menu);
  one.button.setAttribute("aria-expanded", "true");
  saving.open = one;
  one.menu.firstElementChild.focus();
}

function close(saving, back = false) {
  const { open: one } = saving;
  if (!one) return;
  saving.open = null;
  if (back) one.button.focus();
  one.menu.remove();
  one.button.setAttribute("aria-expanded", "false");
}

function keys(saving, one, event) {
  if (saving.open !== one) {
    if (event.key === "ArrowDown") event.preventDefault(), open(saving, one);
    return;
  }
  const items = [...one.menu.children], last = items.length - 1;
  const at = items.findIndex((item) => item.matches(":focus"));
  const to = { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1, Home: 0, End: last }[event.key];
  if (event.key === "Tab") return close(saving, true);
  if (to === undefined && event.key !== "Escape") return;
  event.preventDefault();
  event.stopPropagation(); // Escape closes the menu and nothing else
  if (event.key === "Escape") close(saving, true);
  else items[to].focus();
}

// ---- what is saved ----

async function save({ root, words, tableOf }, view, format) {
  const { picture: name } = view.dataset;
  const title = titleOf(view)?.textContent ?? "";
  const file = `${fileName(words.page, name, title)}.${format}`;
  if (format === "csv") {
    const table = tableOf(name);
    if (table) download(new Blob([csvOf(table)], { type: "text/csv;charset=utf-8" }), file);
    return;
  }
  const picture = svgOf({ view, title, ...companions(root, view) }, getComputedStyle(root).backgroundColor);
  download(format === "svg" ? new Blob([xmlOf(picture)], { type: "image/svg+xml" }) : await pngOf(picture), file);
}

function titleOf(view) {
  return view.querySelector(".title, .sentence, .help");
}

// What several views share, such as an axis, a legend or the line of the cursor, stands beside them in the page.
function companions(root, view) {
  const scopeOf = (node) => node.closest(".stack") ?? root;
  const beside = [...root.querySelectorAll("[data-with]")].filter((node) =>
    scopeOf(node) === scopeOf(view) && !view.contains(node)
  );
  const all = (place) => beside.filter((node) => node.dataset.with === place);
  return { heads: all("head"), feet: all("foot"), over: all("over") };
}

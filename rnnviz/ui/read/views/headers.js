// ---- headers.js: every picture of a review begins with one line: its title, a sign that asks how to read it, a legend ----

import { element } from "../../drawing/dom.js";

/**
 * Give every picture its line.
 * @param {HTMLElement} root
 */
export function addHeaders(root) {
  for (const view of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-picture]"))) {
    view.prepend(headerOf(`help-${view.dataset.picture}`));
  }
}

/** @param {string} id  The id of the help, by which the sign's button is described. */
function headerOf(id) {
  const header = element("header"), title = element("h2", "title");
  const ask = element("button", "ask", "?"), help = element("p", "help");
  title.dir = help.dir = "auto";
  Object.assign(ask, { type: "button" });
  ask.setAttribute("aria-describedby", help.id = id);
  header.append(title, ask, help, element("div", "legend"));
  return header;
}

/**
 * The way to the arithmetic stands where the line of its unit has no legend.
 * @param {Element} view
 */
export function addWhy(view) {
  const legend = /** @type {Element} */ (view.querySelector(".legend")), why = element("button", "why");
  Object.assign(why, { type: "button" });
  why.dataset.testid = "reader-why";
  legend.append(why);
  return why;
}

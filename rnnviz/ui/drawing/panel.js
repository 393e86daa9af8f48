// ---- panel.js: a chart with its title and a reading help, in a view of several ----

import { element } from "./dom.js";

/**
 * @typedef {object} Panel
 * @property {HTMLElement} node
 * @property {HTMLElement} title
 * @property {HTMLElement} help
 * @property {HTMLElement} chart
 */

/**
 * @param {string} testid
 * @returns {Panel}
 */
export function newPanel(testid) {
  const node = element("section", "view panel"), header = element("header"), chart = element("div", "chart");
  const title = element("h2", "title"), help = element("p", "help");
  chart.dataset.testid = testid;
  chart.setAttribute("role", "img");
  header.append(title, help);
  node.append(header, chart);
  return { node, title, help, chart };
}

/**
 * @param {Panel} panel
 * @param {{ title: string, help: string, told: string }} words  `told` says what the picture shows to those who hear it.
 */
export function writePanel({ title, help, chart }, words) {
  title.textContent = words.title;
  help.textContent = words.help;
  chart.setAttribute("aria-label", words.told);
}

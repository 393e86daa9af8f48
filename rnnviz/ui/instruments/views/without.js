// ---- without.js: verdicts with and without a state on one axis, and the windows that a convolution chose ----

import { announceCursor, hearCursor } from "../../drawing/cursor.js";
import { element, findParts } from "../../drawing/dom.js";
import { living } from "../../drawing/mount.js";
import { clamp, css, fill, plain, readPalette, signed } from "../../drawing/scale.js";

/**
 * @typedef {import("../../drawing/scale.js").Colours} Colours
 * @typedef {import("../../drawing/axes.js").Tick} Tick
 *
 * @typedef {object} Verdict
 * @property {string} name
 * @property {string} label
 * @property {number} probability
 * @property {number} shuffled
 * @property {boolean} chosen
 *
 * @typedef {object} WindowBar
 * @property {number} first
 * @property {number} last
 * @property {number} share
 * @property {number} filters
 * @property {string} place
 *
 * @typedef {object} Windows
 * @property {string} title
 * @property {string} help
 * @property {WindowBar[]} bars
 * @property {number} steps
 * @property {Tick[]} ticks
 * @property {string} axis
 *
 * @typedef {object} WithoutLabels
 * @property {string} probability
 * @property {string} verdict
 * @property {string} window
 * @property {string} number
 *
 * @typedef {object} WithoutPayload
 * @property {string} title
 * @property {string} help
 * @property {Verdict[]} verdicts
 * @property {Tick[]} ticks
 * @property {Windows} [windows]
 * @property {WithoutLabels} labels
 * @property {Record<"light" | "dark", Colours>} colours
 */

const PARTS = {
  title: ".verdicts .title",
  help: ".verdicts .help",
  rows: ".verdict-rows",
  axis: ".verdict-axis",
  windows: ".windows",
  windowsTitle: ".windows .title",
  windowsHelp: ".windows .help",
  windowRows: ".window-rows",
  windowAxis: ".window-axis",
};

const percent = (value) => `${plain(100 * value, 1)} %`;

// ---- verdicts ----

function drawVerdicts({ ui, model, palette }) {
  ui.title.textContent = model.title;
  ui.help.textContent = model.help;
  ui.rows.replaceChildren(...model.verdicts.map((one) => verdictRow(model, palette, one)));
  ui.axis.replaceChildren(
    ...model.ticks.map(({ at, label }) => placed(element("span", "", label), at)),
    element("span", "axis-title", model.labels.probability),
  );
}

function verdictRow({ labels }, palette, { label, probability, shuffled, chosen }) {
  const row = element("div", chosen ? "verdict chosen" : "verdict"), plot = element("div", "plot");
  row.setAttribute("role", "listitem");
  row.title = fill(labels.verdict, { network: label, before: percent(probability), after: percent(shuffled) });
  plot.style.setProperty("--ink", css(probability < 0.5 ? palette.negative : palette.positive));
  const way = placed(element("span", "way"), Math.min(probability, shuffled));
  way.style.width = `${100 * Math.abs(probability - shuffled)}%`;
  const ring = placed(element("span", "ring"), shuffled);
  ring.style.setProperty("--ink", css(shuffled < 0.5 ? palette.negative : palette.positive));
  plot.append(
    placed(element("span", "edge"), 0),
    element("span", "half"),
    placed(element("span", "edge"), 1),
    way,
    ring,
    placed(element("span", "dot"), probability),
  );
  row.append(element("span", "label", label), plot, element("span", "number", percent(probability)));
  return row;
}

function placed(node, share) {
  node.style.left = `${100 * clamp(share, 0, 1)}%`;
  return node;
}

// ---- windows ----

function drawWindows(view) {
  const { ui, model: { windows } } = view;
  ui.windows.hidden = !windows;
  view.bars = [];
  if (!windows) return;
  ui.windowsTitle.textContent = windows.title;
  ui.windowsHelp.textContent = windows.help;
  view.bars = windows.bars.map((bar) => windowRow(view, bar));
  ui.windowRows.replaceChildren(...view.bars);
  ui.windowAxis.replaceChildren(
    ...windows.ticks.map(({ at, label }) => placed(element("span", "", label), (at + 0.5) / windows.steps)),
    element("span", "axis-title", windows.axis),
  );
}

function windowRow(view, bar) {
  const { model: { windows, labels }, palette } = view;
  const row = element("button", "window"), plot = element("span", "plot");
  row.type = "button";
  row.disabled = bar.first < 0;
  const share = signed(bar.share);
  row.title = fill(labels.window, { place: bar.place, share, filters: String(bar.filters) });
  if (bar.first >= 0) {
    const drawn = placed(element("span", "bar"), bar.first / windows.steps);
    drawn.style.width = `${(100 * (bar.last - bar.first + 1)) / windows.steps}%`;
    drawn.style.setProperty("--ink", css(bar.share < 0 ? palette.negative : palette.positive));
    plot.append(drawn);
  }
  const cursor = element("span", "cursor");
  cursor.hidden = true;
  plot.append(cursor);
  row.append(element("span", "number", share), element("span", "place", bar.place), plot);
  row.onclick = () => goTo(view, Math.floor((bar.first + bar.last) / 2));
  return row;
}

function goTo(view, step) {
  showStep(view, step);
  announceCursor(view.ui.root, { step, count: view.model.windows.steps, pinned: true });
}

function showStep(view, step) {
  view.step = step;
  const { model, bars } = view;
  if (!model?.windows || step < 0 || step >= model.windows.steps) return;
  bars.forEach((row, at) => {
    const { first, last } = model.windows.bars[at], cursor = row.querySelector(".cursor");
    row.classList.toggle("now", first >= 0 && first <= step && step <= last);
    cursor.hidden = false;
    placed(cursor, (step + 0.5) / model.windows.steps);
  });
}

/** @param {{ model: WithoutPayload }} view @param {string} name */
export function withoutTable({ model }, name) {
  if (name === "without-windows") {
    return {
      columns: ["first", "last", "share", "patterns"],
      rows: (model.windows?.bars ?? []).map(({ first, last, share, filters }) => [first + 1, last + 1, share, filters]),
    };
  }
  return {
    columns: ["network", "probability", "in another order"],
    rows: model.verdicts.map(({ name: network, probability, shuffled }) => [network, probability, shuffled]),
  };
}

export default living({
  mount: (root, { on }) => {
    const view = { ui: { root, ...findParts(root, PARTS) }, step: -1, bars: [], model: /** @type {any} */ (null) };
    hearCursor({ on }, root, ({ step }) => showStep(view, step));
    return view;
  },
  update: (/** @type {any} */ view, /** @type {WithoutPayload} */ payload) => {
    Object.assign(view, { model: payload, palette: readPalette(view.ui.root, payload.colours) });
    drawVerdicts(view);
    drawWindows(view);
    showStep(view, view.step);
  },
  table: withoutTable,
});

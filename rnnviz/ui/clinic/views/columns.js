// ---- clinic.js: what became of all reviews with every epoch; a part that is clicked is an event ----

import { element, svg } from "../../drawing/dom.js";
import { frameOf } from "../../drawing/frame.js";
import { living } from "../../drawing/mount.js";
import { clamp, css, mix, niceStep, readPalette } from "../../drawing/scale.js";
import { hideTip, showTip } from "../../drawing/tip.js";

const COLUMN_TALL = 280, COLUMN_TOP = 10, COLUMN_FOOT = 40;

// Right in the accent's colour, wrong in the ink's: strong where it is new.
function partInks({ palette }) {
  const { accent } = palette;
  const toward = (ink, share) => css(mix(palette.surface, ink, share));
  return [
    toward(accent, 0.3),
    toward(accent, 1),
    toward(palette.ink, 0.85),
    toward(palette.ink, 0.42),
    toward(palette.ink, 0.14),
  ];
}

function drawClinic(view) {
  const { ui, model } = view;
  view.palette = readPalette(ui.root, model.colours);
  view.inks = partInks(view);
  ui.title.textContent = model.title;
  ui.help.textContent = model.help;
  ui.legend.replaceChildren(...model.groups.map((name, at) => legendItem(view, name, at)));
  const frame = (view.frame = frameOf(ui.columns.clientWidth, model.epochs.length));
  const picture = svg("svg", { width: frame.width, height: COLUMN_TALL, "aria-hidden": "true" });
  picture.append(
    ...clinicGrid(frame, model),
    ...model.counts.flatMap((counts, at) => column(view, counts, at)),
    ...epochLabels(view),
  );
  ui.columns.replaceChildren(picture);
  describeColumns(view);
}

function legendItem(view, name, at) {
  const item = element("span", "item"), swatch = element("span", "swatch");
  swatch.style.background = view.inks[at];
  item.title = view.model.meanings[at];
  const count = view.model.counts[view.model.shown][at];
  item.append(swatch, element("b", "", count.toLocaleString("en")), document.createTextNode(name));
  return item;
}

function shareY(share) {
  return COLUMN_TOP + (1 - share) * (COLUMN_TALL - COLUMN_TOP - COLUMN_FOOT);
}

function clinicGrid(frame, model) {
  const total = model.counts[0].reduce((sum, count) => sum + count, 0);
  return [0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
    svg("line", { class: "grid", x1: frame.left, x2: frame.left + frame.plot, y1: shareY(share), y2: shareY(share) }),
    svg(
      "text",
      { class: "tick", x: frame.left - 7, y: shareY(share) + 4 },
      Math.round(share * total).toLocaleString("en"),
    ),
  ]).concat(
    frame.narrow ? [] : svg(
      "text",
      { class: "axis-name", x: 11, y: COLUMN_TALL / 2, transform: `rotate(-90 11 ${COLUMN_TALL / 2})` },
      "reviews",
    ),
  );
}

function column(view, counts, at) {
  const { frame, model } = view;
  const total = counts.reduce((sum, count) => sum + count, 0) || 1;
  const wide = Math.min(frame.cell * 0.78, 90), left = frame.x(at) - wide / 2;
  let below = 0;
  const parts = counts.map((count, part) => {
    const from = below / total, to = (below += count) / total;
    const chosen = at === model.shown && model.groups[part] === model.group;
    const node = svg("rect", {
      class: chosen ? "part chosen" : "part",
      x: left,
      y: shareY(to),
      width: wide,
      height: Math.max(shareY(from) - shareY(to), 0),
      fill: view.inks[part],
    });
    Object.assign(node.dataset, { epoch: at, part, testid: "clinic-part" });
    return node;
  });
  return parts.filter((_, part) => counts[part]).sort((one, other) =>
    one.matches(".chosen") - other.matches(".chosen")
  ); // its frame lies on top
}

function epochLabels({ frame, model }) {
  const every = niceStep(30 / frame.cell);
  const due = (at) => at % every === 0 || at === model.shown;
  const labels = model.epochs.map((epoch, at) => (due(at)
    ? svg("text", {
      class: at === model.shown ? "epoch shown" : "epoch",
      x: frame.x(at),
      y: COLUMN_TALL - COLUMN_FOOT + 18,
    }, epoch)
    : null)
  );
  return [
    ...labels.filter(Boolean),
    svg("text", { class: "epoch", x: frame.left + frame.plot / 2, y: COLUMN_TALL - 4 }, "epoch"),
  ];
}

function describeColumns({ ui, model }) {
  const said = model.groups.map((name, part) => `${model.counts[model.shown][part]} ${name}`).join(", ");
  const values = {
    valuemin: model.epochs[0],
    valuemax: model.epochs.at(-1),
    valuenow: model.epochs[model.shown],
    valuetext: `epoch ${model.epochs[model.shown]}: ${said}`,
    label: "Epoch. Arrow keys change it, up and down the group.",
  };
  for (const [name, value] of Object.entries(values)) ui.columns.setAttribute(`aria-${name}`, value);
}

// ---- pointing ----

function pick(view, at, group) {
  const place = clamp(at, 0, view.model.epochs.length - 1);
  Object.assign(view.model, { shown: place, group });
  drawClinic(view); // at once; the reviews follow from Python
  view.send("pick", { epoch: view.model.epochs[place], group });
}

function partUnder(event) {
  const { epoch, part } = event.target.dataset ?? {};
  return part === undefined ? null : { at: Number(epoch), part: Number(part) };
}

function showPart(view, event) {
  const { ui, model } = view, found = partUnder(event);
  if (!found) return hideTip(ui.tooltip);
  const count = model.counts[found.at][found.part], total = model.counts[found.at].reduce((sum, one) => sum + one, 0);
  showTip(
    ui.tooltip,
    ui.root,
    event,
    element(
      "span",
      "what",
      `epoch ${model.epochs[found.at]}: ${count.toLocaleString("en")} ${model.groups[found.part]}`,
    ),
    element("span", "where", `${((100 * count) / total).toFixed(1)} %: ${model.meanings[found.part]}`),
  );
}

function watchClinic(view) {
  const { ui } = view;
  ui.columns.onclick = (event) => {
    const found = partUnder(event);
    if (found) pick(view, found.at, view.model.groups[found.part]);
  };
  ui.columns.onpointermove = (event) => showPart(view, event);
  ui.columns.onpointerleave = () => hideTip(ui.tooltip);
  ui.columns.onkeydown = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { shown, group, groups } = view.model, part = groups.indexOf(group);
    const to = {
      ArrowLeft: [shown - 1, part],
      ArrowRight: [shown + 1, part],
      ArrowUp: [shown, part + 1],
      ArrowDown: [shown, part - 1],
      Home: [0, part],
      End: [Infinity, part],
    }[event.key];
    if (!to) return;
    event.preventDefault();
    pick(view, to[0], groups[clamp(to[1], 0, groups.length - 1)]);
  };
}

function mountClinic(root, { sized, send }) {
  const one = (selector) => root.querySelector(selector);
  const ui = {
    root,
    title: one(".title"),
    help: one(".help"),
    legend: one(".legend"),
    columns: one(".columns"),
    tooltip: one(".tooltip"),
  };
  const view = { ui, send };
  sized(ui.columns, () => view.model && ui.columns.clientWidth !== view.frame?.width && drawClinic(view));
  watchClinic(view);
  return view;
}

export default living({
  mount: mountClinic,
  update: (view, payload) => drawClinic(Object.assign(view, { model: payload })),
});

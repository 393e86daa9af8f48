// ---- strips.js: what several methods say that each word did, on one scale and one cursor ----

import { announceCursor, hearCursor } from "../../drawing/cursor.js";
import { element, findParts, paintInks, tellSlider, word, writeParts } from "../../drawing/dom.js";
import { paintStates } from "../../drawing/frame.js";
import { onKeys } from "../../drawing/keys.js";
import { colourBar } from "../../drawing/legend.js";
import { living } from "../../drawing/mount.js";
import { sizeCanvas } from "../../drawing/numbers.js";
import { clamp, css, fill, inkOn, plain, readPalette, shadeAt, signed } from "../../drawing/scale.js";
import { hideTip, showTip } from "../../drawing/tip.js";
import { chosenOf, decoded, shareOf, stripsTable } from "./strips_model.js";

/** @typedef {import("./strips_model.js").StripsPayload} StripsPayload */

const TALL = 22; // of a strip
const PARTS = {
  sentence: ".sentence",
  more: ".more",
  title: ".rows .title",
  help: ".rows .help",
  legend: ".legend",
  stack: ".rows-stack",
  labels: ".labels",
  canvases: ".canvases",
  line: ".line",
  axis: ".axis",
  barsTitle: ".bars .title",
  barsHelp: ".bars .help",
  barRows: ".bar-rows",
  textTitle: ".text .title",
  textHelp: ".text .help",
  tokens: ".tokens",
  rankedTitle: ".ranked .title",
  sides: ".sides",
  tooltip: ".tooltip",
};

// ---- drawing ----

function drawAll(view) {
  const { ui, model } = view;
  view.palette = readPalette(ui.root, model.colours);
  paintInks(ui.root, view.palette);
  const go = (step) => goTo(view, step, true);
  writeParts(ui.sentence, model.sentence, go);
  writeParts(ui.more, model.more, go);
  ui.title.textContent = model.title;
  ui.help.textContent = model.help;
  const end = plain(model.limit);
  ui.legend.replaceChildren(...colourBar(view.palette.verdict, [`≤ −${end}`, "0", `≥ ${end}`], model.ends));
  ui.stack.setAttribute("aria-label", model.labels.slider);
  drawLabels(view);
  drawStrips(view);
  drawText(view);
  drawRanked(view);
  view.step = clamp(view.step < 0 ? model.count - 1 : view.step, 0, model.count - 1);
  showStep(view);
}

function drawLabels({ ui, model }) {
  ui.labels.replaceChildren(...model.strips.map(({ name, label, about }) => {
    const node = element("div", name === model.chosen ? "row-label chosen" : "row-label", label);
    node.title = about;
    return node;
  }));
}

function drawStrips(view) {
  const { ui, model } = view;
  view.width = ui.canvases.clientWidth;
  view.cell = view.width / model.count;
  ui.canvases.replaceChildren(...model.strips.map((strip) => {
    const host = element("div", "row-canvas"), canvas = element("canvas");
    host.append(canvas);
    paintStrip(view, canvas, strip);
    return host;
  }));
  drawTicks(view);
}

function paintStrip({ model, palette, width }, canvas, { values }) {
  sizeCanvas(canvas, width, TALL);
  const image = new ImageData(model.count, 1);
  for (let step = 0; step < model.count; step++) {
    const known = Number.isFinite(values[step]);
    image.data.set(
      known ? shadeAt(palette.verdict, shareOf(model, values[step])).map(Math.round) : [0, 0, 0],
      4 * step,
    );
    image.data[4 * step + 3] = known ? 255 : 0;
  }
  paintStates(canvas, image, [], palette);
}

function drawTicks({ ui, model, cell }) {
  const left = ui.canvases.offsetLeft;
  const ticks = model.ticks.map(({ at, label }) => {
    const node = element("span", "", label);
    node.style.left = `${left + (at + 0.5) * cell}px`;
    return node;
  });
  const title = element("span", "axis-title", model.labels.axis);
  title.style.top = "19px";
  ui.axis.replaceChildren(...ticks, title);
}

function drawText(view) {
  const { ui, model, palette } = view, strip = chosenOf(model);
  ui.textTitle.textContent = fill(model.labels.text, { method: strip.label });
  ui.textHelp.textContent = model.labels.text_help;
  view.tokens = model.words.map((text, step) => {
    const node = model.other.has(step) ? element("span", "token other", text) : word(text, "token");
    const back = shadeAt(palette.verdict, shareOf(model, strip.values[step] || 0));
    node.style.setProperty("--back", css(back));
    if (!model.other.has(step)) node.style.setProperty("--fore", css(inkOn(back, palette.ink)));
    else node.style.color = css(inkOn(back, palette.ink));
    node.dataset.step = String(step);
    return node;
  });
  ui.tokens.replaceChildren(...view.tokens.flatMap((node) => [node, document.createTextNode(" ")]));
}

function drawRanked(view) {
  const { ui, model } = view, strip = chosenOf(model);
  ui.rankedTitle.textContent = fill(model.labels.ranked, { method: strip.label });
  ui.sides.replaceChildren(...["positive", "negative"].map((side) => {
    const host = element("div", `side ${side}`);
    host.append(element("h3", "", model.labels[side]));
    const steps = model.ranked[side];
    if (!steps.length) host.append(element("p", "help", model.labels.nothing));
    host.append(...steps.map((step) => {
      const name = element("button", "mention");
      name.type = "button";
      name.title = model.places[step];
      name.append(word(model.words[step]));
      name.onclick = () => goTo(view, step, true);
      return barRow(view, name, strip.values[step], { whole: true });
    }));
    return host;
  }));
}

// A bar from the middle of its track, or with `whole` from its beginning.
function barRow({ model, palette }, name, value, { whole = false, chosen = false } = {}) {
  const row = element("div", chosen ? "bar-row chosen" : "bar-row");
  const track = element("div", "track"), bar = element("div", "fill");
  const share = Math.min(Math.abs(value) / model.limit, 1) * (whole ? 100 : 50) || 0;
  bar.style.width = `${share}%`;
  bar.style.left = whole ? "0" : `${value < 0 ? 50 - share : 50}%`;
  bar.style.background = css(value < 0 ? palette.negative : palette.positive);
  track.append(bar);
  row.append(name, track, element("span", "number", signed(value)));
  return row;
}

// ---- the cursor ----

const nameOf = ({ model, step }) =>
  model.other.has(step) ? element("span", "", model.words[step]) : word(model.words[step]);

function showStep(view) {
  const { ui, model, step, cell } = view;
  if (!model || step < 0 || step >= model.count) return;
  const wide = Math.max(cell, 3);
  ui.line.hidden = false;
  ui.line.style.left = `${ui.canvases.offsetLeft + (step + 0.5) * cell - wide / 2}px`;
  ui.line.style.width = `${wide}px`;
  const [before, behind = ""] = fill(model.labels.bars, { word: "\0", where: model.places[step] }).split("\0");
  ui.barsTitle.replaceChildren(before, nameOf(view), behind);
  ui.barsHelp.textContent = model.labels.bars_help;
  ui.barRows.replaceChildren(...model.strips.map((strip) => {
    const name = element("span", "", strip.label);
    name.title = strip.about;
    return barRow(view, name, strip.values[step], { chosen: strip.name === model.chosen });
  }));
  view.tokens[view.marked]?.classList.remove("now");
  view.tokens[step].classList.add("now");
  view.marked = step;
  tellSlider(
    ui.stack,
    step,
    model.count,
    fill(model.labels.at, {
      word: model.words[step],
      value: signed(chosenOf(model).values[step]),
      method: chosenOf(model).label,
    }),
  );
}

function goTo(view, step, pinned) {
  view.step = step;
  showStep(view);
  reveal(view);
  announceCursor(view.ui.root, { step, count: view.model.count, pinned });
}

function reveal({ ui, tokens, step }) {
  const node = tokens[step];
  if (node.offsetTop < ui.tokens.scrollTop) ui.tokens.scrollTop = node.offsetTop - 4;
  const foot = node.offsetTop + node.offsetHeight + 4 - ui.tokens.clientHeight;
  if (foot > ui.tokens.scrollTop) ui.tokens.scrollTop = foot;
}

function stepAt({ ui, model, cell }, event) {
  const x = event.clientX - ui.canvases.getBoundingClientRect().left;
  return clamp(Math.floor(x / cell), 0, model.count - 1);
}

function stripAt({ ui, model }, event) {
  const y = event.clientY - ui.canvases.getBoundingClientRect().top;
  const row = Math.floor((y / ui.canvases.clientHeight) * model.strips.length);
  return model.strips[clamp(row, 0, model.strips.length - 1)];
}

function watch(view, on) {
  const { ui } = view;
  on(ui.stack, "pointermove", (event) => {
    const step = stepAt(view, event), strip = stripAt(view, event);
    goTo(view, step, false);
    const name = element("span", "what");
    name.append(nameOf(view));
    showTip(ui.tooltip, ui.root, event, name, element("span", "value", `${strip.label} ${signed(strip.values[step])}`));
  });
  on(ui.stack, "pointerleave", () => hideTip(ui.tooltip));
  on(ui.stack, "click", (event) => goTo(view, stepAt(view, event), true));
  on(ui.tokens, "click", (event) => {
    const node = event.target.closest?.("[data-step]");
    if (node) goTo(view, Number(node.dataset.step), true);
  });
  const by = (steps) => () => goTo(view, clamp(view.step + steps, 0, view.model.count - 1), false);
  onKeys(on, ui.stack, () => ({
    ArrowLeft: by(-1),
    ArrowRight: by(1),
    PageUp: by(-10),
    PageDown: by(10),
    Home: by(-view.model.count),
    End: by(view.model.count),
  }));
}

function mountStrips(root, { on, sized }) {
  const ui = { root, ...findParts(root, PARTS) };
  const view = { ui, step: -1, marked: -1, tokens: [], cell: 1, width: 0, model: /** @type {any} */ (null) };
  watch(view, on);
  hearCursor({ on }, root, ({ step }) => {
    view.step = step;
    showStep(view);
    if (view.model && step < view.model.count) reveal(view);
  });
  sized(ui.canvases, () => {
    if (!view.model || ui.canvases.clientWidth === view.width) return;
    drawStrips(view);
    showStep(view);
  });
  return view;
}

export default living({
  mount: mountStrips,
  update: (view, /** @type {StripsPayload} */ payload) => drawAll(Object.assign(view, { model: decoded(payload) })),
  table: stripsTable,
});

// ---- plane.js: the plane of states on the one time cursor; the only file of this view that speaks to Streamlit ----

import { announceCursor, announceMove, shareCursor, speakPlace, TimeCursor } from "../../drawing/cursor.js";
import { element, findParts, paintInks, tellSlider, word, writeParts } from "../../drawing/dom.js";
import { cursorKeys, onKeys } from "../../drawing/keys.js";
import { living } from "../../drawing/mount.js";
import { findPlayback, nameControls, watchPlayback, writePlayState } from "../../drawing/playback.js";
import { clamp, fill, plain, readPalette } from "../../drawing/scale.js";
import { hideTip, showTip } from "../../drawing/tip.js";
import { drawCircle } from "./circle.js";
import { decodePlane, planeTable, pointsWithin } from "./plane_model.js";
import { drawField, fieldOf, keysOf, nearestStep, pathTo, pointUnder } from "./field.js";

/** @typedef {import("./plane_model.js").PlanePayload} PlanePayload */

const PARTS = {
  title: ".view .title",
  help: ".view .help",
  keys: ".keys",
  attempt: ".attempt",
  other: ".attempt.other",
  rest: ".rest .answer",
  field: ".field",
  dot: ".dot",
  restTitle: ".rest .title",
  restHelp: ".rest .help",
  toleranceName: ".tolerance .caption",
  tolerance: ".tolerance input",
  counted: ".counted",
  picks: ".picks",
  told: ".told",
  circle: ".circle",
  text: ".text",
  tooltip: ".tooltip",
  announcer: ".announcer",
  pin: ".pin",
  frames: ".frames",
  framesName: ".frames .caption",
  framesInput: ".frames input",
  framesTold: ".frames output",
};

// ---- the cursor ----

function showCursor(view, source) {
  const { ui, cursor, model } = view, at = cursor.shown, frame = model.frames[view.frame], { labels } = model;
  const probability = 1 / (1 + Math.exp(-frame.logits[at])), name = model.words[at];
  ui.dot.style.transform = `translate(${view.plot.x(frame.places[2 * at])}px, ${
    view.plot.y(frame.places[2 * at + 1])
  }px)`;
  view.walked?.setAttribute("d", pathTo(view.plot, frame.places, at));
  const [here, told, moved] = view.cells;
  here.replaceChildren(word(name));
  told.textContent = plain(probability, 2);
  ui.dot.dataset.side = told.dataset.side = probability >= 0.5 ? "positive" : "negative";
  moved.textContent = fill(labels.moved_value, { times: plain(frame.moved[at], 2) });
  view.words.forEach((node, i) => {
    node.classList.toggle("now", i === at);
    node.classList.toggle("unread", i > cursor.read);
  });
  if (source !== "text") keepInSight(ui.text, view.words[at]);
  const where = fill(labels.where, {
    t: at + 1,
    count: model.words.length,
    word: name,
    probability: plain(probability, 2),
  });
  tellSlider(ui.field, at, model.words.length, where);
  speakPlace(ui.announcer, source, () => where);
  writePlayState(view.playback, cursor, labels.playback);
  announceMove(ui.root, cursor, source);
}

function keepInSight(box, node) {
  if (!node) return;
  const top = node.offsetTop - box.offsetTop;
  if (top < box.scrollTop || top + node.offsetHeight > box.scrollTop + box.clientHeight) {
    box.scrollTop = top - box.clientHeight / 2;
  }
}

// ---- points ----

function showPoints(view) {
  const { ui, model } = view, { labels } = model, last = view.frame === model.frames.length - 1;
  const tolerance = model.tolerances[view.tolerance];
  view.points = tolerance ? pointsWithin(model.frames[view.frame].points, tolerance.q) : [];
  if (!view.points.includes(view.point)) view.point = view.points[0] ?? null;
  ui.toleranceName.textContent = fill(labels.tolerance, { value: tolerance?.label });
  ui.tolerance.setAttribute("aria-valuetext", tolerance?.label ?? "");
  ui.counted.textContent = last && tolerance
    ? fill(labels.counted, { points: view.points.length, stopped: tolerance.stopped })
    : "";
  ui.picks.replaceChildren(...view.points.map((point) => pickOf(view, point)));
  ui.told.textContent = view.point?.told ?? labels.none;
  drawCircle(view);
}

function pickOf(view, point) {
  const node = element("button", "", point.name);
  node.type = "button";
  node.setAttribute("aria-pressed", String(point === view.point));
  node.onclick = () => choosePoint(view, point);
  return node;
}

function choosePoint(view, point) {
  view.point = point;
  showPoints(view);
  drawField(view);
  [...view.ui.picks.querySelectorAll("button")][view.points.indexOf(point)]?.focus({ preventScroll: true });
}

// ---- drawing ----

function drawAll(view) {
  const { ui, model } = view;
  view.palette = readPalette(ui.root, model.colours);
  paintInks(ui.root, view.palette);
  view.width = ui.field.clientWidth;
  view.plot = fieldOf(model, view.width);
  showPoints(view);
  ui.keys.replaceChildren(...keysOf(view));
  drawField(view);
  showCursor(view, "draw");
}

function writeWords(view) {
  const { ui, model } = view, { labels } = model;
  const names = view.root.querySelectorAll(".cell dt");
  [labels.word, labels.probability, labels.moved].forEach((name, at) => (names[at].textContent = name));
  nameControls(view.playback, labels.playback);
  ui.help.textContent = model.help;
  ui.restTitle.textContent = labels.spectrum_title;
  ui.restHelp.textContent = labels.spectrum_help;
  ui.other.textContent = labels.attempt;
  ui.keys.setAttribute("aria-label", labels.key);
  ui.field.setAttribute("aria-label", labels.field);
  ui.pin.textContent = labels.pinned;
  ui.text.setAttribute("aria-label", labels.words);
  ui.tolerance.setAttribute("max", String(Math.max(model.tolerances.length - 1, 0)));
  ui.frames.hidden = model.frames.length < 2;
  ui.framesName.textContent = labels.frames;
  ui.framesInput.setAttribute("max", String(model.frames.length - 1));
  view.words = model.words.map((name, step) => {
    const node = element("button");
    node.type = "button";
    node.tabIndex = -1; // the keys of the cursor lead through them
    node.append(word(name));
    node.dataset.step = String(step);
    return node;
  });
  ui.text.replaceChildren(...view.words.flatMap((node) => [node, " "]));
}

function showFrame(view) {
  const frame = view.model.frames[view.frame];
  view.ui.framesInput.value = String(view.frame);
  view.ui.framesInput.setAttribute("aria-valuetext", frame.label);
  view.ui.framesTold.textContent = frame.told;
  view.ui.title.textContent = frame.title;
  view.ui.rest.textContent = frame.rest;
  writeParts(view.ui.attempt, frame.attempt, (step) => view.cursor.pinAt(step, "text"));
}

// ---- life in the page ----

function watchField(view, on) {
  const { ui, cursor } = view;
  on(ui.field, "pointermove", (event) => {
    const point = pointUnder(view, event), step = nearestStep(view, event);
    if (!point) cursor.hoverAt(step, "chart");
    const told = point ? element("span", "", point.told) : word(view.model.words[step], "what");
    showTip(ui.tooltip, ui.root, event, told);
  });
  on(ui.field, "pointerleave", () => {
    hideTip(ui.tooltip);
    cursor.hoverAt(null, "leave");
  });
  on(ui.field, "click", (event) => {
    const point = pointUnder(view, event);
    if (point) choosePoint(view, point);
    else cursor.togglePin(nearestStep(view, event), "click");
  });
  for (const target of [ui.field, ui.text]) onKeys(on, target, () => cursorKeys(cursor));
  const stepOf = (event) => event.target.closest?.("[data-step]")?.dataset.step;
  on(ui.text, "pointerover", (event) => {
    if (event.pointerType !== "touch" && stepOf(event)) cursor.hoverAt(Number(stepOf(event)), "text");
  });
  on(ui.text, "pointerleave", () => cursor.hoverAt(null, "text"));
  on(ui.text, "click", (event) => stepOf(event) && cursor.togglePin(Number(stepOf(event)), "text"));
}

function watchSliders(view, on) {
  const { ui } = view;
  on(ui.tolerance, "input", () => {
    view.tolerance = Number(/** @type {HTMLInputElement} */ (ui.tolerance).value);
    showPoints(view);
    drawField(view);
  });
  on(ui.framesInput, "input", () => {
    view.frame = clamp(Number(/** @type {HTMLInputElement} */ (ui.framesInput).value), 0, view.model.frames.length - 1);
    view.point = null;
    showFrame(view);
    drawAll(view);
  });
}

function mount(root, life) {
  const ui = { root, ...findParts(root, PARTS) }, playback = findPlayback(root);
  const cursor = new TimeCursor({ rest: "last" }, (source) => view.model && showCursor(view, source));
  const cells = [...root.querySelectorAll(".cell dd")];
  const view = {
    root,
    ui,
    playback,
    cursor,
    cells,
    model: null,
    words: [],
    points: [],
    point: null,
    frame: 0,
    tolerance: 0,
  };
  watchPlayback(playback, cursor, life.on);
  watchField(view, life.on);
  watchSliders(view, life.on);
  shareCursor(life, root, cursor, () => Boolean(view.model));
  life.sized(ui.field, () => view.model && ui.field.clientWidth !== view.width && drawAll(view));
  return view;
}

function update(view, /** @type {PlanePayload} */ payload) {
  const { cursor, model } = view, fresh = model?.id !== payload.id || model.words.length !== payload.words.length;
  const moved = fresh || model.frames.length !== payload.frames.length;
  view.model = decodePlane(payload);
  if (fresh) Object.assign(view, { tolerance: payload.tolerance, point: null });
  if (fresh) cursor.begin(payload.words.length);
  if (moved) view.frame = payload.shown;
  view.ui.tolerance.value = String(view.tolerance);
  writeWords(view);
  view.ui.tolerance.value = String(view.tolerance);
  showFrame(view);
  drawAll(view);
  announceCursor(view.root, cursor.place);
}

export default living({
  mount,
  update: (view, /** @type {PlanePayload} */ payload) => payload.words?.length && update(view, payload),
  unmount: ({ cursor }) => cursor.stop(),
  table: planeTable,
});

// ---- learning.js: the epochs of a training as a slider. Moving it is the browser's alone; letting go tells Python. ----

import { joined, runsOf } from "../../drawing/chart.js";
import { svg } from "../../drawing/dom.js";
import { frameOf } from "../../drawing/frame.js";
import { clamp, css, fill, niceStep, plain } from "../../drawing/scale.js";
import { drawSides } from "../../drawing/sides.js";
import { ECHO_MS } from "./model.js";
import { drawReview } from "./stage.js";

const EPOCH_MS = 900, SETTLE_MS = 350;

export function findLearning(root) {
  const one = (selector) => root.querySelector(`.learning ${selector}`);
  return {
    learning: root.querySelector(".learning"),
    learningTitle: one(".title"),
    learningHelp: one(".help"),
    learningTold: one(".legend"),
    replay: one(".replay"),
    closeLearning: one(".close"),
    epochs: one(".epochs"),
    epochPlot: one(".plot"),
    epochMark: one(".mark"),
  };
}

// The frame of the epoch that is shown becomes the model's own: every view draws what it always draws.
function takeFrame(view) {
  if (view.model.learning) Object.assign(view.model, view.model.frames[view.epoch]);
}

// The epoch that Python sends, unless the visitor has moved on since.
export function takeEpoch(view, learning, fresh) {
  const moved = view.replaying || performance.now() - view.epochAsked < ECHO_MS;
  if (fresh || !moved || !learning?.frames[view.epoch]) view.epoch = learning?.shown ?? 0;
  takeFrame(view);
}

function verdictOf(frame) {
  return frame.probability[frame.probability.length - 1];
}

export function drawLearning(view) {
  const { ui, model } = view;
  ui.learning.hidden = !model.learning;
  if (!model.learning) return stopReplay(view);
  const { labels, learning } = model;
  ui.learningTitle.textContent = learning.title;
  ui.learningHelp.textContent = learning.help;
  ui.closeLearning.querySelector(".caption").textContent = labels.close_learning;
  writeReplay(view); // before the track: a button's width leaves it the rest
  drawTrack(view);
  showEpoch(view);
}

function drawTrack(view) {
  const { ui, model, palette, room } = view;
  const { labels, learning, frames } = model;
  view.track = frameOf(ui.epochs.clientWidth, frames.length);
  const spec = {
    name: "epochs-ink",
    values: Float32Array.from(frames, verdictOf),
    low: 0,
    high: 1,
    middle: 0.5,
    ticks: [0, 0.5, 1],
    format: String,
    axis: labels.probability,
    height: room.epochs,
    upper: { ink: palette.positive },
    lower: { ink: palette.negative },
  };
  const { plot, picture, dots } = drawSides(ui.epochPlot, view.track, spec);
  dots.nodes[0].remove(); // the mark says where the slider is
  const right = runsOf(learning.accuracies, plot.x, plot.y).map((run) =>
    svg("path", { class: "accuracy", d: `M${joined(run)}` })
  );
  picture.append(
    ...right,
    ...frames.map((frame, at) => epochPoint(plot, palette, at, verdictOf(frame))),
    svg("text", { class: "tick", x: plot.left - 7, y: room.epochs + 8 }, labels.epoch),
    ...epochTicks(view.track, learning, room.epochs + 8),
  );
}

function epochPoint({ x, y }, palette, at, verdict) {
  const ink = verdict >= 0.5 ? palette.positive : palette.negative;
  return svg("circle", { class: "point", cx: x(at), cy: y(verdict), r: 4, fill: css(ink) });
}

function epochTicks(track, learning, y) {
  const every = niceStep(28 / track.cell);
  const due = (at) =>
    at === learning.best || (at % every === 0 && (every === 1 || Math.abs(at - learning.best) * track.cell > 28));
  return learning.epochs.map((epoch, at) => (due(at)
    ? svg("text", {
      class: at === learning.best ? "epoch best" : "epoch",
      x: track.x(at),
      y,
    }, epoch)
    : null)
  ).filter(Boolean);
}

function showEpoch(view) {
  const { ui, model, epoch } = view;
  const { labels, learning } = model;
  const probability = verdictOf(model.frames[epoch]), side = probability >= 0.5 ? "positive" : "negative";
  const number = learning.epochs[epoch], accuracy = `${(100 * learning.accuracies[epoch]).toFixed(1)} %`;
  const told = labels[epoch === learning.best ? "of_best" : "of_epochs"];
  ui.learningTold.textContent = fill(told, { epoch: number, last: learning.epochs.at(-1), accuracy });
  ui.epochMark.style.transform = `translateX(${view.track.x(epoch)}px)`;
  ui.epochMark.style.width = `${Math.max(view.track.cell, 10)}px`;
  const says = fill(labels.says_epoch, {
    epoch: number,
    probability: plain(probability),
    side: labels[side],
    accuracy,
  });
  const values = {
    label: labels.epochs,
    valuemin: learning.epochs[0],
    valuemax: learning.epochs.at(-1),
    valuenow: number,
    valuetext: says,
  };
  for (const [name, value] of Object.entries(values)) ui.epochs.setAttribute(`aria-${name}`, value);
  ui.root.dataset.epoch = number;
  writeReplay(view);
}

function writeReplay({ ui, model, replaying }) {
  ui.replay.querySelector(".caption").textContent = replaying ? model.labels.pause : model.labels.replay;
}

// ---- moving it ----

function goToEpoch(view, at) {
  const epoch = clamp(at, 0, view.model.frames.length - 1);
  if (epoch === view.epoch) return;
  view.epoch = epoch;
  view.epochAsked = performance.now();
  takeFrame(view);
  drawReview(view);
  showEpoch(view);
}

// Python hears of the epoch where the slider comes to rest.
function settleEpoch(view, wait = SETTLE_MS) {
  clearTimeout(view.settling);
  view.settling = setTimeout(() => {
    view.epochAsked = performance.now();
    view.send("epoch", view.model.learning.epochs[view.epoch]);
  }, wait);
}

function toggleReplay(view) {
  if (view.replaying) return stopReplay(view, true);
  if (view.epoch === view.model.frames.length - 1) goToEpoch(view, 0);
  const next = () => {
    goToEpoch(view, view.epoch + 1);
    if (view.epoch === view.model.frames.length - 1) stopReplay(view, true);
  };
  view.replaying = setInterval(next, EPOCH_MS);
  showEpoch(view);
}

export function stopReplay(view, settle = false) {
  clearInterval(view.replaying);
  view.replaying = null;
  if (!settle) return;
  showEpoch(view);
  settleEpoch(view, 0);
}

function closeLearning(view) {
  stopReplay(view);
  clearTimeout(view.settling);
  view.send("epoch", "best");
}

export function watchLearning(view, on) {
  const { ui } = view;
  const under = (event) => view.track.stepAt(event.clientX - ui.epochs.getBoundingClientRect().left);
  let held = false;
  const drag = (event) => {
    if (held) goToEpoch(view, under(event));
  };
  const drop = () => {
    if (held) settleEpoch(view, 0);
    held = false;
  };
  on(ui.epochs, "pointerdown", (event) => {
    stopReplay(view);
    held = true;
    ui.epochs.setPointerCapture(event.pointerId);
    drag(event);
  });
  on(ui.epochs, "pointermove", drag);
  on(ui.epochs, "pointerup", drop);
  on(ui.epochs, "pointercancel", drop);
  on(ui.epochs, "keydown", (event) => {
    const last = view.model.frames.length - 1;
    const to = {
      ArrowLeft: view.epoch - 1,
      ArrowDown: view.epoch - 1,
      ArrowRight: view.epoch + 1,
      ArrowUp: view.epoch + 1,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    stopReplay(view);
    goToEpoch(view, to);
    settleEpoch(view);
  });
  on(ui.replay, "click", () => toggleReplay(view));
  on(ui.closeLearning, "click", () => closeLearning(view));
}

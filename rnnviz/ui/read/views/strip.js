// ---- strip.js: the sentence, the toolbar's read-out, the words and their legend ----

import { element, word } from "../../drawing/dom.js";
import { colourBar } from "../../drawing/legend.js";
import { nameControls } from "../../drawing/playback.js";
import { css, fill, inkOn, plain, shadeAt, signed } from "../../drawing/scale.js";
import { isGate, isRightToLeft, isWord, shareOf, stateAt, stateScale, whereIs, wordScale, worth } from "./model.js";

// ---- the words ----

export function buildStrip(view) {
  const { ui, model } = view;
  const nodes = model.steps.flatMap((step, i) => [optionFor(step, i), document.createTextNode(" ")]);
  ui.strip.replaceChildren(...nodes);
  ui.strip.dir = isRightToLeft(model.steps) ? "rtl" : "ltr";
  ui.strip.scrollTop = 0;
  view.words = [...ui.strip.children];
  view.marked = view.ghosted = null;
  view.read = model.count - 1;
}

function optionFor(step, i) {
  const node = word(step.t, `word ${step.k}`);
  node.translate = !isWord(step);
  node.id = `step-${i}`;
  node.dataset.step = i;
  node.dataset.testid = "reader-word";
  node.setAttribute("role", "option");
  node.setAttribute("aria-selected", "false");
  return node;
}

export function paintStrip(view) {
  const { model, palette, unit } = view;
  const colours = palette[wordScale(model)];
  view.words.forEach((node, step) => {
    if (node.matches(".padding, .start")) return;
    const share = shareOf(model, unit, step);
    node.classList.toggle("gap", !Number.isFinite(share));
    const back = Number.isFinite(share) ? shadeAt(colours, share) : palette.surface;
    node.style.setProperty("--back", css(back));
    node.style.setProperty("--fore", css(inkOn(back, palette.ink)));
  });
}

export function markWord(view, step) {
  const { ui, words } = view;
  if (view.marked === step) return;
  words[view.marked]?.setAttribute("aria-selected", "false");
  words[step].setAttribute("aria-selected", "true");
  ui.strip.setAttribute("aria-activedescendant", words[step].id);
  view.marked = step;
}

export function markGhost(view, step) {
  if (view.ghosted === step) return;
  view.words[view.ghosted]?.classList.remove("ghost");
  view.words[step]?.classList.add("ghost");
  view.ghosted = step;
}

// Only the words between the old and the new place change: a long review plays smoothly.
export function markUnread(view, read) {
  const [low, high] = [Math.min(read, view.read), Math.max(read, view.read)];
  for (let i = low + 1; i <= high; i++) view.words[i].classList.toggle("unread", i > read);
  view.read = read;
}

// Scrolls the strip alone; `scrollIntoView` would move the page under the reader's eyes.
export function reveal(strip, node) {
  const top = node.offsetTop; // the strip is what it is measured from
  const margin = node.offsetHeight;
  if (top - margin < strip.scrollTop) strip.scrollTop = top - margin;
  const bottom = top + node.offsetHeight + margin;
  if (bottom > strip.scrollTop + strip.clientHeight) strip.scrollTop = bottom - strip.clientHeight;
}

// ---- legends ----

function legendTicks(model) {
  const push = plain(model.push_limit);
  return {
    delta_logit: [`−${push}`, "0", `+${push}`],
    unit: stateTicks(model),
    speed: ["0", plain(model.speed_limit)],
  }[model.colouring] ?? ["0", "0.5", "1"];
}

function stateTicks(model) {
  const limit = plain(model.states_limit);
  return isGate(model) ? ["0", "1"] : [`−${limit}`, "0", `+${limit}`];
}

export function drawLegends(view) {
  const { ui, model, palette, unit } = view;
  const scale = wordScale(model), wordEnds = model.word_ends.map((end) => fill(end, { unit }));
  const key = element("span", "key", model.labels.unknown_words);
  const unknown = model.steps.some((step) => step.k === "unknown") ? [key] : [];
  ui.wordLegend.replaceChildren(...colourBar(palette[scale], legendTicks(model), wordEnds), ...unknown);
  ui.heatLegend.replaceChildren(
    ...colourBar(palette[stateScale(model)], stateTicks(model), model.state_ends),
    element("span", "name", model.state_name),
  );
}

// ---- toolbar and read-out ----

export function writeToolbar(view) {
  const { ui, model: { labels } } = view;
  ui.root.setAttribute("aria-label", labels.reader);
  nameControls(ui, labels);
  ui.pin.textContent = labels.pinned;
  ui.further.textContent = labels.further;
  ui.further.title = labels.about_further;
  ui.elsewhere.textContent = labels.elsewhere;
  ui.elsewhere.hidden = Boolean(view.model.learning); // over all reviews the best epoch is recorded
  for (const ask of ui.asks) ask.setAttribute("aria-label", labels.ask);
  ui.strip.setAttribute("aria-label", labels.strip_keys);
  view.cells.probability[0].textContent = labels.probability;
  view.cells.push[0].textContent = labels.push;
  view.cells.probability[0].parentElement.title = ui.verdict.title = labels.about_probability;
  view.cells.unit[0].parentElement.title = labels.about_state;
}

export function writeReadout(view, step) {
  const { ui, cells, model, unit } = view;
  cells.here[0].textContent = whereIs(model, step);
  cells.here[1].textContent = model.steps[step].t;
  cells.here[1].translate = !isWord(model.steps[step]);
  cells.probability[1].textContent = plain(model.probability[step], 3);
  const [before, after] = [step ? model.probability[step - 1] : model.initial_probability, model.probability[step]];
  cells.push[1].textContent = fill(model.labels.push_is, { before: plain(before), after: plain(after) });
  cells.push[1].parentElement.title = fill(model.labels.about_push, { log_odds: signed(model.delta_logit[step]) });
  cells.unit[0].textContent = fill(model.labels.unit, { unit });
  ui.why.textContent = fill(model.labels.why, { unit, where: whereIs(model, step) });
  cells.unit[1].textContent = worth(model, stateAt(model, unit, step));
  cells.probability[1].dataset.side = model.probability[step] >= 0.5 ? "positive" : "negative";
}

// ---- blocks.js: which weighted sum is shown: one of the LSTM's or the GRU's ----

import { element } from "../../drawing/dom.js";

export function buildBlocks(view, choose) {
  const { ui, model } = view;
  ui.blocks.hidden = model.blocks.length === 1;
  ui.blocks.setAttribute("aria-label", model.labels.blocks);
  // Behind the weighted sums what the gates make of them, where that is asked for.
  const names = [
    ...model.blocks.map((block) => block.label),
    ...(model.mix.length && ui.mix ? [model.labels.mixed] : []),
  ];
  ui.blocks.replaceChildren(...names.map((name, at) => {
    const button = element("button", "block", name);
    button.type = "button";
    button.setAttribute("role", "radio");
    button.onclick = () => choose(at);
    return button;
  }));
  markBlock(view);
}

export function markBlock({ ui, block, mixing, model }) {
  const chosen = mixing ? model.blocks.length : block;
  [...ui.blocks.children].forEach((button, at) => {
    button.setAttribute("aria-checked", String(at === chosen));
    button.tabIndex = at === chosen ? 0 : -1;
  });
}

export function blockKeys(view, event, choose) {
  const towards = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!towards) return;
  event.preventDefault();
  const buttons = [...view.ui.blocks.children], count = buttons.length;
  const now = buttons.findIndex((button) => button.getAttribute("aria-checked") === "true");
  const next = (now + towards + count) % count;
  choose(next);
  view.ui.blocks.children[next].focus();
}

// ---- blocks.js: which weighted sum is shown: one of the LSTM's or the GRU's ----

import { element } from "../../drawing/dom.js";

export function buildBlocks(view, choose) {
  const { ui, model } = view;
  ui.blocks.hidden = model.blocks.length === 1;
  ui.blocks.setAttribute("aria-label", model.labels.blocks);
  ui.blocks.replaceChildren(...model.blocks.map((block, at) => {
    const button = element("button", "block", block.label);
    button.type = "button";
    button.setAttribute("role", "radio");
    button.onclick = () => choose(at);
    return button;
  }));
  markBlock(view);
}

export function markBlock({ ui, block }) {
  [...ui.blocks.children].forEach((button, at) => {
    button.setAttribute("aria-checked", String(at === block));
    button.tabIndex = at === block ? 0 : -1;
  });
}

export function blockKeys(view, event, choose) {
  const towards = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!towards) return;
  event.preventDefault();
  const count = view.model.blocks.length;
  choose((view.block + towards + count) % count);
  view.ui.blocks.children[view.block].focus();
}

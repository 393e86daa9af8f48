// ---- tip.js: what stands under the pointer, in a box beside it ----

import { clamp } from "./scale.js";

/**
 * Show `parts` beside the pointer, inside `host`.
 * @param {HTMLElement} tooltip
 * @param {Element} host
 * @param {PointerEvent} event
 * @param {...Node} parts
 */
export function showTip(tooltip, host, event, ...parts) {
  tooltip.replaceChildren(...parts);
  tooltip.hidden = false;
  const box = host.getBoundingClientRect();
  const width = tooltip.offsetWidth, height = tooltip.offsetHeight;
  const x = event.clientX - box.left, y = event.clientY - box.top;
  const left = x + 16 + width > box.width ? x - 16 - width : x + 16;
  const top = y - height - 14 < 0 ? y + 18 : y - height - 14;
  tooltip.style.transform = `translate(${clamp(left, 0, Math.max(box.width - width, 0))}px, ${top}px)`;
}

/** @param {HTMLElement} tooltip */
export function hideTip(tooltip) {
  tooltip.hidden = true;
}

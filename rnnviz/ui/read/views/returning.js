// ---- returning.js: a window that Python opens takes the focus; when it closes, the button that asked for it has it again ----

/** @type {MutationObserver | null} */
let watching = null;

/**
 * Streamlit gives the focus back to what had it, but does not look into a component: it would be lost.
 * @param {HTMLElement} button
 */
export function returnFocus(button) {
  let opened = false;
  stopReturning();
  watching = new MutationObserver(() => {
    const open = document.querySelector("[role=dialog]") !== null;
    if (opened && !open) {
      stopReturning();
      requestAnimationFrame(() => requestAnimationFrame(() => takeFocus(button))); // after whoever else gives it back
    }
    opened = open;
  });
  watching.observe(document.body, { childList: true, subtree: true });
}

/** @param {HTMLElement} button */
function takeFocus(button) {
  if (document.activeElement === document.body) button.focus({ preventScroll: true });
}

export function stopReturning() {
  watching?.disconnect();
  watching = null;
}

// A clock that stands still until a test moves it, in place of the browser's frames.

/** @typedef {{ frame: (milliseconds: number) => void, restore: () => void }} Clock */

/** @returns {Clock} */
export function stoppedClock() {
  const before = [globalThis.requestAnimationFrame, globalThis.cancelAnimationFrame, performance.now];
  let now = 0, last = 0;
  /** @type {Map<number, (now: number) => void>} */
  const waiting = new Map();
  globalThis.requestAnimationFrame = (act) => {
    waiting.set(++last, act);
    return last;
  };
  globalThis.cancelAnimationFrame = (id) => waiting.delete(id);
  performance.now = () => now;
  return {
    frame: (milliseconds) => {
      now += milliseconds;
      const due = [...waiting.values()];
      waiting.clear();
      due.forEach((act) => act(now));
    },
    restore: () => {
      [globalThis.requestAnimationFrame, globalThis.cancelAnimationFrame, performance.now] =
        /** @type {any} */ (before);
    },
  };
}

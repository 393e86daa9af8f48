// ---- keys.js: what keys do, where a component has the focus ----

/**
 * @typedef {import("./mount.js").Life["on"]} On
 * @typedef {Record<string, () => void>} Actions  What each key does, by the name that the browser gives it.
 */

/**
 * Act on the keys that mean something here; every other key, and every shortcut, stays the browser's.
 * @param {On} on
 * @param {EventTarget} target
 * @param {() => Actions} actions
 */
export function onKeys(on, target, actions) {
  on(target, "keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = actions()[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}

/**
 * What the keys do to a time cursor.
 * @param {import("./cursor.js").TimeCursor} cursor
 * @param {1 | -1} [towards]  -1 where the text runs to the left.
 * @returns {Actions}
 */
export function cursorKeys(cursor, towards = 1) {
  return {
    ArrowLeft: () => cursor.moveBy(-towards, "keys"),
    ArrowRight: () => cursor.moveBy(towards, "keys"),
    PageUp: () => cursor.moveBy(-10, "keys"),
    PageDown: () => cursor.moveBy(10, "keys"),
    Home: () => cursor.moveBy(-cursor.count, "keys"),
    End: () => cursor.moveBy(cursor.count, "keys"),
    " ": () => cursor.togglePlay(),
    Enter: () => cursor.togglePin(cursor.shown, "click"),
  };
}

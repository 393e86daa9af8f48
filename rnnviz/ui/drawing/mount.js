// ---- mount.js: the life of a component in the page; the only file that knows how Streamlit calls one ----

import { nameNumbers } from "./numbers.js";
import { offerSaving } from "./save.js";

/**
 * What a component is given at its birth.
 * @typedef {object} Life
 * @property {(target: EventTarget, type: string, act: (event: any) => void, options?: { capture: boolean }) => void} on  Listen until the end.
 * @property {(node: Element, act: () => void) => void} sized  Call `act` at each new size of `node`, until the end.
 * @property {(name: string, value: unknown) => void} send  Tell Python of an event: as state, the same choice made twice would go unheard.
 */

/**
 * A component that lives in the page.
 * @template View
 * @typedef {object} Living
 * @property {HTMLElement} root
 * @property {View} view
 * @property {() => void} end  Nothing is heard or measured any more.
 * @property {ReturnType<typeof offerSaving>} saving
 * @property {Life["send"]} tell
 * @property {object | null} run  The last run that was drawn or waits for its styles.
 */

/**
 * What Streamlit gives at every run.
 * @template Payload
 * @typedef {{ data?: [Payload, import("./save.js").SaveWords & { not_a_number: string }] | null, parentElement: HTMLElement, setTriggerValue: Life["send"] }} Call
 */

/**
 * The function that Streamlit calls at every run, from the three moments of a component.
 * `mount` makes the view once, `update` takes a payload at every run, `unmount` ends what the kit does not know.
 * @template View, Payload
 * @param {object} moments
 * @param {(root: HTMLElement, life: Life) => View} moments.mount
 * @param {(view: View, payload: Payload) => void} moments.update
 * @param {(view: View) => void} [moments.unmount]
 * @param {(view: View, name: string) => import("./csv.js").Table | null} [moments.table]  The numbers of a picture, by its `data-picture`.
 */
export function living({ mount, update, unmount = () => {}, table = () => null }) {
  /** @type {WeakMap<HTMLElement, Living<View>>} */
  const lives = new WeakMap();

  /** @param {HTMLElement} parent @param {Living<View>} one */
  const end = (parent, one) => {
    one.run = null; // what waits for its styles is not drawn any more
    unmount(one.view);
    one.end();
    if (lives.get(parent) === one) lives.delete(parent);
  };

  /** @param {HTMLElement} parent */
  const theOneIn = (parent) => {
    const known = lives.get(parent);
    if (known?.root.isConnected) return known;
    if (known) end(parent, known);
    const born = begin(parent, mount, table);
    lives.set(parent, born);
    return born;
  };

  return (/** @type {Call<Payload>} */ { data, parentElement, setTriggerValue }) => {
    const [payload, words] = data ?? []; // in a list, so that Streamlit takes it as it is
    const one = theOneIn(parentElement);
    one.tell = setTriggerValue;
    const run = (one.run = {}); // a run overtaken by a newer one must not tear down what that one drew
    const draw = () => {
      if (!payload || !words || one.run !== run) return;
      nameNumbers(words);
      update(one.view, payload);
      one.saving.say(words);
      one.root.dataset.drawn = ""; // for whoever waits for the picture, such as a test
    };
    if (payload) whenStyled(one.root, draw);
    return () => {
      if (one.run === run) end(parentElement, one);
    };
  };
}

/**
 * @template View
 * @param {HTMLElement} parent
 * @param {(root: HTMLElement, life: Life) => View} mount
 * @param {(view: View, name: string) => import("./csv.js").Table | null} table
 * @returns {Living<View>}
 */
function begin(parent, mount, table) {
  const root = /** @type {HTMLElement} */ (parent.querySelector(".rnnviz"));
  const listeners = new AbortController();
  /** @type {Life["on"]} */
  const on = (target, type, act, options = { capture: false }) =>
    target.addEventListener(type, act, { ...options, signal: listeners.signal });
  const saving = offerSaving(root, on, (name) => table(one.view, name));
  /** @type {ResizeObserver[]} */
  const resizing = [];
  /** @type {Life} */
  const life = {
    on,
    sized: (node, act) => {
      const observer = new ResizeObserver(act);
      observer.observe(node);
      resizing.push(observer);
    },
    send: (name, value) => one.tell(name, value),
  };
  const end = () => {
    saving.end();
    listeners.abort();
    resizing.forEach((observer) => observer.disconnect());
  };
  /** @type {Living<View>} */
  const one = { root, end, saving, tell: () => {}, run: null, view: mount(root, life) };
  return one;
}

// Pictures are as large as their boxes, and the theme is read from the ground: nothing is drawn before the styles are
// there. A sheet may be there before those that it imports, and is not applied without them.
/** @param {HTMLElement} root @param {() => void} act */
function whenStyled(root, act) {
  const link =
    /** @type {HTMLLinkElement | null} */ (root.parentElement?.parentElement?.querySelector('link[rel="stylesheet"]'));
  const applied = getComputedStyle(root).getPropertyValue("--soft") !== ""; // of base.css, which all import
  if (!link || (link.sheet && applied)) return act();
  for (const type of ["load", "error"]) link.addEventListener(type, act, { once: true });
}

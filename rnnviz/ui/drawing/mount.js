// ---- mount.js: the life of a component in the page; the only file that knows how Streamlit calls one ----

import { offerSaving } from "./save.js";

/**
 * What a component is given at its birth.
 * @typedef {object} Life
 * @property {(target: EventTarget, type: string, act: (event: any) => void) => void} on  Listen until the end.
 * @property {(node: Element, act: () => void) => void} sized  Call `act` at each new size of `node`, until the end.
 * @property {(name: string, value: unknown) => void} send  Tell Python of an event: as state, the same choice made twice would go unheard.
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
  const lives = new WeakMap();

  const end = (parent, one) => {
    unmount(one.view);
    one.saving.end();
    one.listeners.abort();
    one.resizing.forEach((observer) => observer.disconnect());
    if (lives.get(parent) === one) lives.delete(parent);
  };

  const begin = (parent) => {
    const root = /** @type {HTMLElement} */ (parent.querySelector(".rnnviz"));
    const one = {
      root,
      listeners: new AbortController(),
      resizing: [],
      saving: null,
      tell: null,
      run: null,
      view: null,
    };
    const on = (target, type, act) => target.addEventListener(type, act, { signal: one.listeners.signal });
    one.saving = offerSaving(root, on, (name) => table(one.view, name));
    one.view = mount(root, {
      on,
      sized: (node, act) => {
        const observer = new ResizeObserver(act);
        observer.observe(node);
        one.resizing.push(observer);
      },
      send: (name, value) => one.tell(name, value),
    });
    return one;
  };

  return ({ data, parentElement, setTriggerValue }) => {
    let one = lives.get(parentElement);
    if (one && !one.root.isConnected) end(parentElement, one), (one = null);
    one ??= begin(parentElement);
    lives.set(parentElement, one);
    one.tell = setTriggerValue;
    const [payload, words] = data ?? []; // in a list, so that Streamlit takes it as it is
    const run = (one.run = {}); // a run overtaken by a newer one must not tear down what that one drew
    if (payload) {
      whenStyled(one.root, () => {
        if (one.run !== run) return;
        update(one.view, payload);
        one.saving.say(words);
      });
    }
    return () => {
      if (one.run !== run) return;
      one.run = null;
      end(parentElement, one);
    };
  };
}

// Pictures are as large as their boxes, so nothing is drawn before the styles are there.
function whenStyled(root, act) {
  const link =
    /** @type {HTMLLinkElement | null} */ (root.parentElement?.parentElement?.querySelector('link[rel="stylesheet"]'));
  if (!link || link.sheet) return act();
  for (const type of ["load", "error"]) link.addEventListener(type, act, { once: true });
}

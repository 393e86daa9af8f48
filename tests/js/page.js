// Elements that remember what was done to them, in place of the browser's: enough for pictures without a page.

class Node {
  /** @param {string} tag */
  constructor(tag) {
    this.tag = tag;
    /** @type {Record<string, string>} */
    this.attributes = {};
    /** @type {Record<string, string>} */
    this.style = {};
    /** @type {Node[]} */
    this.children = [];
    this.textContent = "";
  }
  setAttribute(name, value) {
    this.attributes[name] = value;
  }
  append(...nodes) {
    this.children.push(...nodes);
  }
  replaceChildren(...nodes) {
    this.children = nodes;
  }
}

/** Stand in for the browser's document while `act` runs. @template Result @param {() => Result} act @returns {Result} */
export function inPage(act) {
  const make = (/** @type {string} */ tag) => new Node(tag);
  const page = /** @type {any} */ (globalThis);
  page.document = { createElement: make, createElementNS: (_, tag) => make(tag) };
  try {
    return act();
  } finally {
    delete page.document;
  }
}

/** @param {string} [tag] @returns {any} */
export function newNode(tag = "div") {
  return new Node(tag);
}

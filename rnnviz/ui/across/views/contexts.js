// ---- contexts.js: places of a corpus; opening a review and picking a word are events ----

import { element, findParts, paintInks, word } from "../../drawing/dom.js";
import { colourBar } from "../../drawing/legend.js";
import { living } from "../../drawing/mount.js";
import { css, fill, inkOn, plain, readPalette, shadeAt } from "../../drawing/scale.js";

/**
 * @typedef {import("../../drawing/scale.js").Colours} Colours
 * @typedef {"negative" | "positive"} Class
 *
 * @typedef {object} Context
 * @property {number} number
 * @property {string} number_label
 * @property {Class} label
 * @property {string} note
 * @property {string[]} words
 * @property {number[]} values
 * @property {number[]} other
 * @property {number} first
 * @property {number} last
 *
 * @typedef {object} ContextList
 * @property {string} name
 * @property {string} title
 * @property {string} help
 * @property {Context[]} rows
 *
 * @typedef {object} ContextsPayload
 * @property {ContextList[]} lists
 * @property {"state" | "push"} scale
 * @property {number} limit
 * @property {[string, string]} ends
 * @property {Record<"read" | "read_name" | "word_name", string>} labels
 * @property {Record<"light" | "dark", Colours>} colours
 *
 * @typedef {object} _Drawn
 * @property {ContextList[]} lists
 * @property {"state" | "push"} scale
 * @property {number} limit
 * @property {[string, string]} ends
 * @property {Record<"read" | "read_name" | "word_name", string>} labels
 * @property {Record<"light" | "dark", Colours>} colours
 * @property {Record<Class, string>} classes
 */

function tokenOf({ model, palette, colours }, row, at) {
  const text = row.words[at], about = at >= row.first && at <= row.last, other = row.other.includes(at);
  const node = element(about && !other ? "button" : "span", other ? "token other" : "token");
  const ground = shadeAt(colours, (row.values[at] / model.limit + 1) / 2);
  node.style.background = css(ground);
  node.style.color = css(inkOn(ground, palette.ink));
  node.append(word(text));
  if (!other) node.dataset.word = text;
  if (about && !other) {
    node.setAttribute("type", "button");
    node.setAttribute("aria-label", fill(model.labels.word_name, { word: text }));
  }
  node.title = plain(row.values[at]);
  return node;
}

function wordsOf(view, row) {
  const host = element("span", "words");
  const parts = { before: [0, row.first], about: [row.first, row.last + 1], behind: [row.last + 1, row.words.length] };
  for (const [name, [from, to]] of Object.entries(parts)) {
    const part = element("span", name);
    for (let at = from; at < to; at++) part.append(tokenOf(view, row, at), document.createTextNode(" "));
    host.append(part);
  }
  return host;
}

function rowOf(view, row) {
  const { model, send } = view, node = element("div", "place"), read = element("button", "read", model.labels.read);
  node.setAttribute("role", "listitem");
  node.dataset.number = String(row.number);
  read.type = "button";
  read.setAttribute("aria-label", fill(model.labels.read_name, row));
  read.onclick = () => send("open", row.number);
  node.append(
    element("span", "number", row.number_label),
    element("span", `label ${row.label}`, model.classes[row.label]),
    element("span", "note", row.note),
    wordsOf(view, row),
    read,
  );
  return node;
}

function legendOf({ model, colours }) {
  const legend = element("div", "legend"), end = plain(model.limit);
  legend.append(...colourBar(colours, [`−${end}`, "0", end], model.ends));
  return legend;
}

function listOf(view, { name, title, help, rows }, at) {
  const node = element("section", "list"), table = element("div", "places");
  node.dataset.testid = `contexts-${name}`;
  table.setAttribute("role", "list");
  table.append(...rows.map((row) => rowOf(view, row)));
  const head = element("header", "head"), said = element("div");
  said.append(element("h2", "title", title), element("p", "help", help));
  head.append(said, ...(at ? [] : [legendOf(view)]));
  node.append(head, ...(rows.length ? [table] : []));
  return node;
}

/** @param {_Drawn} payload */
function drawContexts(view, payload) {
  const { ui } = view;
  view.model = payload;
  view.palette = readPalette(ui.root, payload.colours);
  view.colours = payload.scale === "state" ? view.palette.diverging : view.palette.verdict;
  paintInks(ui.root, view.palette);
  ui.lists.replaceChildren(...payload.lists.map((list, at) => listOf(view, list, at)));
}

/** @param {{ model: _Drawn }} view */
function contextsTable({ model }) {
  const rows = model.lists.flatMap(({ name, rows: places }) =>
    places.flatMap((row) =>
      row.words.map((
        text,
        at,
      ) => [name, row.number, row.label, text, row.values[at], at >= row.first && at <= row.last])
    )
  );
  return { columns: ["list", "review", "label", "word", "value", "about"], rows };
}

export default living({
  mount: (root, { on, send }) => {
    const ui = { root, ...findParts(root, { lists: ".lists" }) };
    on(ui.lists, "click", (event) => {
      const picked = event.target.closest?.("[data-word]");
      if (picked) send("word", picked.dataset.word);
    });
    return {
      ui,
      send,
      palette: /** @type {any} */ (null),
      colours: /** @type {any} */ ([]),
      model: /** @type {any} */ (null),
    };
  },
  update: drawContexts,
  table: contextsTable,
});

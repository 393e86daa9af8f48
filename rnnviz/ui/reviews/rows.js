// ---- rows.js: rows of a corpus; opening one is an event ----

import { element, findParts, paintInks } from "../drawing/dom.js";
import { living } from "../drawing/mount.js";
import { fill, readPalette } from "../drawing/scale.js";

/**
 * @typedef {import("../drawing/scale.js").Colours} Colours
 * @typedef {"negative" | "positive"} Class
 *
 * @typedef {object} RightHistory
 * @property {boolean[]} right
 * @property {number} shown
 * @property {string} told
 *
 * @typedef {object} ReviewLine
 * @property {number} number
 * @property {string} number_label
 * @property {Class} label
 * @property {string} note
 * @property {string[]} parts
 * @property {RightHistory} [history]
 *
 * @typedef {object} ReviewsPayload
 * @property {string} found
 * @property {ReviewLine[]} reviews
 * @property {Record<"here" | "read" | "here_name" | "read_name", string>} labels
 * @property {Record<"light" | "dark", Colours>} colours
 *
 * @typedef {object} _Drawn
 * @property {string} found
 * @property {ReviewLine[]} reviews
 * @property {Record<"here" | "read" | "here_name" | "read_name", string>} labels
 * @property {Record<"light" | "dark", Colours>} colours
 * @property {Record<Class, string>} classes
 */

function snippet(parts) {
  const node = element("span", "snippet");
  node.dir = "auto";
  node.translate = false;
  node.append(...parts.map((text, at) => (at % 2 ? element("mark", "", text) : document.createTextNode(text))));
  return node;
}

function opener(send, review, to, label, name) {
  const node = element("button", "", label);
  node.type = "button";
  node.setAttribute("aria-label", name);
  node.onclick = () => {
    send("open", { number: review.number, to });
    if (to === "here") showHead(node);
  };
  return node;
}

// What is opened here is drawn at the head of the page, far above its row.
function showHead(node) {
  node.ownerDocument.querySelector("[data-testid=stMain]")?.scrollTo({ top: 0 });
}

/** @param {ReviewLine} review @param {_Drawn} payload @param {import("../drawing/mount.js").Life["send"]} send */
function reviewRow(review, { labels, classes }, send) {
  const row = element("div", "review"), actions = element("span", "actions");
  row.setAttribute("role", "listitem");
  row.dataset.number = String(review.number);
  const ways = ["here", "read"].filter((way) => labels[way]);
  actions.append(...ways.map((way) => opener(send, review, way, labels[way], fill(labels[`${way}_name`], review))));
  row.append(
    element("span", "number", review.number_label),
    element("span", `label ${review.label}`, classes[review.label]),
    noteOf(review),
    snippet(review.parts),
    actions,
  );
  return row;
}

function noteOf(review) {
  const note = element("span", "note", review.note);
  if (review.history) note.append(historyDots(review.history));
  return note;
}

// One dot an epoch: filled where the review was right.
function historyDots({ right, shown, told }) {
  const dots = element("span", "dots");
  dots.setAttribute("role", "img");
  dots.setAttribute("aria-label", told);
  dots.title = told;
  dots.append(
    ...right.map((good, at) => element("span", `${good ? "right" : "wrong"}${at === shown ? " shown" : ""}`)),
  );
  return dots;
}

/**
 * @param {{ root: HTMLElement, send: import("../drawing/mount.js").Life["send"], reviews: _Drawn["reviews"] }} view
 * @param {_Drawn} payload
 */
function updateReviews(view, payload) {
  const { root, send } = view;
  view.reviews = payload.reviews;
  const palette = readPalette(root, payload.colours);
  paintInks(root, palette);
  const { found, table } = findParts(root, { found: ".found", table: ".table" });
  found.textContent = payload.found;
  table.replaceChildren(
    ...payload.reviews.map((review) => reviewRow(review, payload, send)),
  );
}

function rowsTable({ reviews }) {
  const rows = reviews.map(({ number, label, note, parts }) => [number, label, note, parts.join("")]);
  return { columns: ["number", "label", "note", "text"], rows };
}

export default living({
  mount: (root, { send }) => ({ root, send, reviews: [] }),
  update: updateReviews,
  table: rowsTable,
});

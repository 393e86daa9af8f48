// ---- reviews.js: rows of a corpus; opening one is an event ----

function snippet(parts) {
  const node = element("span", "snippet");
  node.dir = "auto";
  node.append(...parts.map((text, at) => (at % 2 ? element("mark", "", text) : document.createTextNode(text))));
  return node;
}

function opener(send, review, to, label, name) {
  const node = element("button", "", label);
  node.type = "button";
  node.setAttribute("aria-label", name);
  node.onclick = () => send("open", { number: review.number, to });
  return node;
}

function reviewRow(review, labels, send) {
  const row = element("div", "review"), actions = element("span", "actions");
  row.setAttribute("role", "listitem");
  row.dataset.number = review.number;
  actions.append(
    opener(send, review, "here", labels.here, fill(labels.here_name, review)),
    opener(send, review, "read", labels.read, fill(labels.read_name, review)),
  );
  row.append(
    element("span", "number", review.number_label), element("span", `label ${review.label}`, review.label),
    element("span", "length", review.length), snippet(review.parts), actions,
  );
  return row;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".reviews");
  const [payload] = data ?? [];
  if (!payload) return undefined;
  const palette = readPalette(root, payload.colours);
  root.style.setProperty("--positive", css(palette.positive));
  root.style.setProperty("--negative", css(palette.negative));
  root.querySelector(".found").textContent = payload.found;
  root.querySelector(".table").replaceChildren(...payload.reviews.map((review) => reviewRow(review, payload.labels, setTriggerValue)));
  return undefined;
}

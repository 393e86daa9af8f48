// ---- timed.js: names with the number of a step below the line ----

import { element } from "../../drawing/dom.js";

// "h@" is written with the step's number below the line, "h@-1" with the one before, "W_i" with an i there.
export function writeTimed(host, label, step) {
  const parts = label.split(/(@-1|@|_[a-z])/).filter(Boolean);
  host.replaceChildren(...parts.map((part) => {
    if (part === "@" || part === "@-1") return element("sub", "", part === "@" ? step + 1 : step);
    return part[0] === "_" && part.length === 2 ? element("sub", "", part[1]) : document.createTextNode(part);
  }));
}

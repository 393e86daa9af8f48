// ---- legend.js: what colours and dashes mean ----

import { element, svg } from "./dom.js";
import { css, gradient } from "./scale.js";

/**
 * A colour scale with its ticks, and what its ends mean.
 * @param {import("./scale.js").Colour[]} colours
 * @param {(string | number)[]} ticks
 * @param {string[]} ends
 */
export function colourBar(colours, ticks, ends) {
  const bar = element("span", "scale");
  const ramp_ = element("span", "ramp");
  ramp_.style.backgroundImage = gradient(colours);
  const marks = element("span", "marks");
  marks.append(...ticks.map((tick) => element("span", "", tick)));
  bar.append(ramp_, marks);
  return [element("span", "end", ends[0]), bar, element("span", "end", ends[1])];
}

/**
 * The keys of lines: each a piece of its line with its name.
 * @param {{ label: string, ink: import("./scale.js").Colour, dash?: string | null }[]} lines
 */
export function lineLegend(lines) {
  return lines.map(({ label, ink, dash }) => {
    const key = element("span", "line-key");
    const stroke = svg("svg", { width: 28, height: 10, "aria-hidden": "true" });
    const place = { x1: 0, x2: 28, y1: 5, y2: 5 };
    stroke.append(svg("line", { ...place, stroke: css(ink), "stroke-width": 2.5, "stroke-dasharray": dash ?? "none" }));
    key.append(stroke, element("span", "", label));
    return key;
  });
}

// ---- circle.js: eigenvalues of a point in the unit circle: what lies inside fades, what lies near +1 stays ----

import { element, svg } from "../../drawing/dom.js";
import { pictureOf } from "../../drawing/chart.js";
import { fill, plain } from "../../drawing/scale.js";
import { hideTip, showTip } from "../../drawing/tip.js";

const TALL = 230, EDGE = 20;

/** The circle of the chosen point; empty without one. */
export function drawCircle(view) {
  const { ui, point, model } = view, { labels } = model;
  ui.circle.hidden = !point;
  if (!point) return ui.circle.replaceChildren();
  const width = Math.max(ui.circle.clientWidth, TALL),
    most = Math.max(1.15, ...Array.from(point.eigenvalues, Math.abs));
  const scale = (TALL / 2 - EDGE) / most, x = (real) => width / 2 + real * scale, y = (part) => TALL / 2 - part * scale;
  const picture = pictureOf({ width, height: TALL });
  picture.append(
    svg("line", { class: "grid", x1: x(-most), x2: x(most), y1: y(0), y2: y(0) }),
    svg("line", { class: "grid", x1: x(0), x2: x(0), y1: y(-most), y2: y(most) }),
    svg("circle", { class: "unit", cx: x(0), cy: y(0), r: scale }),
    svg("text", { x: x(1) + 6, y: y(0) + 15 }, "+1"),
    svg("text", { x: x(-1) - 6, y: y(0) + 15, "text-anchor": "end" }, "−1"),
    ...Array.from(point.constants, (_, at) => valueOf(point, at, x, y)).reverse(),
  );
  ui.circle.setAttribute("aria-label", fill(labels.circle, { told: point.told }));
  ui.circle.replaceChildren(picture);
  ui.circle.onpointermove = (event) => tell(view, event, x, y);
  ui.circle.onpointerleave = () => hideTip(ui.tooltip);
}

function valueOf({ eigenvalues }, at, x, y) {
  const place = { cx: x(eigenvalues[2 * at]), cy: y(eigenvalues[2 * at + 1]) };
  return svg("circle", { class: at ? "value" : "value first", ...place, r: at ? 4 : 6 });
}

function tell({ ui, point, model }, event, x, y) {
  const box = ui.circle.getBoundingClientRect(), [px, py] = [event.clientX - box.left, event.clientY - box.top];
  const far = Array.from(
    point.constants,
    (_, at) => Math.hypot(x(point.eigenvalues[2 * at]) - px, y(point.eigenvalues[2 * at + 1]) - py),
  );
  const at = far.indexOf(Math.min(...far));
  if (far[at] > 14) return hideTip(ui.tooltip);
  const [real, imaginary] = [point.eigenvalues[2 * at], point.eigenvalues[2 * at + 1]], tau = point.constants[at];
  const told = fill(model.labels.eigenvalue, {
    value: `${plain(real, 3)}${imaginary ? ` ${imaginary < 0 ? "−" : "+"} ${plain(Math.abs(imaginary), 3)}i` : ""}`,
    size: plain(Math.hypot(real, imaginary), 3),
    half: Number.isFinite(tau) && tau < 1e6 ? plain(tau * Math.LN2, 1) : "∞",
    overlap: plain(point.overlaps[at], 2),
  });
  showTip(ui.tooltip, ui.root, event, element("span", "", told));
}

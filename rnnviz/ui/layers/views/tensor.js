// ---- tensor.js: a tensor as slices, one a timestep: batch goes into the depth, features upwards ----

import { svg } from "../../drawing/dom.js";
import { clamp, fill } from "../../drawing/scale.js";

const SLICES = 7, SLICE_WIDE = 12, SLICE_STEP = 18, SLICE_LEFT = 62, BASE = 128;
const DEPTH_X = 26, DEPTH_Y = -16;
const WIDE = 252, TALL = 170;

// Equal steps for doubled sizes: 1, 32 and 4,096 features all fit.
function sliceHeight(features) {
  return features ? clamp(14 + 9.2 * Math.log2(features), 14, 100) : 11;
}

function points(...pairs) {
  return pairs.map((pair) => pair.join(",")).join(" ");
}

function drawSlice(x, high, last, halves) {
  const group = svg("g", { class: last ? "slice last" : "slice" });
  const right = x + SLICE_WIDE, top = BASE - high;
  const side = points([right, top], [right + DEPTH_X, top + DEPTH_Y], [right + DEPTH_X, BASE + DEPTH_Y], [right, BASE]);
  const lid = points([x, top], [x + DEPTH_X, top + DEPTH_Y], [right + DEPTH_X, top + DEPTH_Y], [right, top]);
  group.append(svg("polygon", { class: "side", points: side }), svg("polygon", { class: "lid", points: lid }));
  group.append(svg("rect", { class: "front", x, y: top, width: SLICE_WIDE, height: high }));
  for (const share of [1 / 3, 2 / 3]) { // samples of the batch, one behind the other
    const dx = DEPTH_X * share, dy = DEPTH_Y * share;
    group.append(svg("path", { class: "rule", d: `M${x + dx} ${top + dy}H${right + dx}V${BASE + dy}` }));
  }
  if (halves) {
    const middle = BASE - high / 2;
    group.append(svg("path", { class: "halves", d: `M${x} ${middle}H${right}l${DEPTH_X} ${DEPTH_Y}` }));
  }
  return group;
}

function axisLabel(x, y, axis, anchor, className) {
  const text = svg("text", { x, y, "text-anchor": anchor, class: `axis-label ${className}` });
  text.append(svg("tspan", { class: "size", translate: "no" }, axis.size), svg("tspan", { x, dy: 14 }, axis.name));
  return text;
}

// What stands on the picture changes with the shape; the slices stay, so that they can fade.
function labelTensor(picture, stage, high, notReturned) {
  const { axes } = stage.output;
  const labels = svg("g", { class: "labels" });
  const lastX = SLICE_LEFT + (SLICES - 1) * SLICE_STEP;
  const first = stage.sequence || stage.kind === "recurrent" ? SLICE_LEFT : lastX; // beside the first that is drawn
  if (axes.features) {
    const left = first - 6;
    labels.append(svg("path", { class: "bracket", d: `M${left + 3} ${BASE - high}h-4v${high}h4` }));
    labels.append(axisLabel(left - 6, BASE - high / 2 - 3, axes.features, "end", "features"));
  }
  if (axes.timesteps) {
    const end = lastX + SLICE_WIDE;
    labels.append(svg("path", { class: "bracket", d: `M${SLICE_LEFT} ${BASE + 4}v4H${end}v-4` }));
    labels.append(axisLabel((SLICE_LEFT + end) / 2, BASE + 22, axes.timesteps, "middle", "timesteps"));
  }
  if (axes.batch) labels.append(axisLabel(lastX + SLICE_WIDE + DEPTH_X - 4, BASE + 8, axes.batch, "start", "batch"));
  if (stage.kind === "recurrent" && !stage.sequence) {
    const end = lastX - SLICE_STEP + SLICE_WIDE;
    labels.append(
      svg("path", { class: "bracket", "stroke-dasharray": "2 3", d: `M${SLICE_LEFT} ${BASE + 4}v4H${end}v-4` }),
    );
    labels.append(
      svg("text", { class: "gone", x: (SLICE_LEFT + end) / 2, y: BASE + 24, "text-anchor": "middle" }, notReturned),
    );
  }
  picture.querySelector(".labels")?.remove();
  picture.append(labels);
}

/** @param {Pick<import("./stack.js").Stage, "output">} stage */
export function tensorHeight({ output }) {
  return sliceHeight(output?.features ?? 0);
}

// `highest` is the height of the highest tensor of the stack: all stand on one base line, with no empty air above.
export function drawTensor(picture, stage, highest, labels) {
  const high = tensorHeight(stage), sky = BASE - highest + DEPTH_Y - 4;
  const recurrent = stage.kind === "recurrent", halves = recurrent && stage.bidirectional;
  picture.setAttribute("viewBox", `0 ${sky} ${WIDE} ${TALL - sky}`);
  const structure = `${high} ${halves}`;
  if (picture.dataset.structure !== structure) {
    const slices = Array.from(
      { length: SLICES },
      (_, i) => drawSlice(SLICE_LEFT + i * SLICE_STEP, high, i === SLICES - 1, halves),
    );
    picture.replaceChildren(...slices);
    picture.dataset.structure = structure;
  }
  picture.dataset.sequence = String(stage.sequence);
  picture.dataset.ghosts = String(recurrent); // what a Dense layer never got is not drawn
  const { shape, plain } = stage.output;
  picture.setAttribute("aria-label", fill(labels.output, { shape, plain }));
  labelTensor(picture, stage, high, labels.not_returned);
}

export function newTensor() {
  return svg("svg", { class: "tensor", role: "img" });
}

// ---- field.js: the plane itself: where states were, how they move there, where they rest ----

import { joined, pictureOf } from "../../drawing/chart.js";
import { css, mix, shadeAt } from "../../drawing/scale.js";
import { element, svg } from "../../drawing/dom.js";

const LEAST = 240, MOST = 420, ABOVE = 440, EDGE = 22, NEAR = 12;

/**
 * Room of the plane: both axes on one scale, so that what is long is long.
 * @param {{ axes: { low: number[], high: number[] } }} model
 * @param {number} width
 */
export function fieldOf({ axes: { low, high } }, width) {
  const across = high[0] - low[0] || 1, up = high[1] - low[1] || 1;
  const most = Math.max(LEAST, Math.min(MOST, innerHeight - ABOVE)); // it stands in the first screen
  const height = Math.round(Math.min(Math.max(((width - 2 * EDGE) * up) / across + 2 * EDGE, LEAST), most));
  const scale = Math.min((width - 2 * EDGE) / across, (height - 2 * EDGE) / up);
  const middle = [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2];
  return {
    width,
    height,
    scale,
    x: (/** @type {number} */ value) => width / 2 + (value - middle[0]) * scale,
    y: (/** @type {number} */ value) => height / 2 - (value - middle[1]) * scale,
  };
}

/** @param {ArrayLike<number>} places @returns {[number, number][]} */
function pointsOf(plot, places, count = places.length / 2) {
  return Array.from({ length: count }, (_, at) => [plot.x(places[2 * at]), plot.y(places[2 * at + 1])]);
}

/** The way of the walking review up to a step. */
export function pathTo(plot, places, at) {
  return `M${joined(pointsOf(plot, places, at + 1))}`;
}

function linesOf({ plot, palette }, walks, grey = false) {
  return walks.map(({ places, positive }) => {
    const ink = grey ? palette.ink : positive ? palette.positive : palette.negative;
    return svg("path", {
      class: grey ? "walk ghost" : "walk",
      d: `M${joined(pointsOf(plot, places))}`,
      stroke: css(ink),
    });
  });
}

// Beside the weights of another moment the trained ones stay in sight.
function trainedOf(view) {
  const { frames } = view.model;
  return view.frame === frames.length - 1 ? [] : linesOf(view, frames[frames.length - 1].walks, true);
}

// ---- how states move where they were visited ----

function shadesOf({ plot, palette }, { centres, speeds, width, height }) {
  const slowest = Math.min(...speeds), range = Math.max(...speeds) - slowest || 1;
  return Array.from(speeds, (speed, at) => {
    const paint = shadeAt(palette.sequential, (speed - slowest) / range);
    return svg("rect", {
      x: plot.x(centres[2 * at] - width / 2),
      y: plot.y(centres[2 * at + 1] + height / 2),
      width: width * plot.scale + 0.5,
      height: height * plot.scale + 0.5,
      fill: css(mix(palette.surface, paint, 0.5)),
    });
  });
}

function arrowOf(x, y, dx, dy, longest) {
  const size = Math.hypot(dx, dy);
  if (!size) return [];
  const length = Math.max(longest * Math.sqrt(Math.min(size, 1)), 3), ux = dx / size, uy = -dy / size;
  const [from, to] = [[x - ux * length / 2, y - uy * length / 2], [x + ux * length / 2, y + uy * length / 2]];
  const wing = (turn) => [to[0] - 4 * (ux * 0.8 + turn * uy * 0.6), to[1] - 4 * (uy * 0.8 - turn * ux * 0.6)];
  return [svg("path", { class: "arrow", d: `M${joined([from, to])}M${joined([wing(1), to, wing(-1)])}` })];
}

function arrowsOf({ plot }, { centres, moves, width, height }) {
  const cell = Math.min(Math.max(width, height) * plot.scale, 26);
  const longest = Math.max(
    ...Array.from({ length: moves.length / 2 }, (_, i) => Math.hypot(moves[2 * i], moves[2 * i + 1])),
  );
  return Array.from({ length: moves.length / 2 }, (_, at) => {
    const [x, y] = [plot.x(centres[2 * at]), plot.y(centres[2 * at + 1])];
    return arrowOf(x, y, moves[2 * at] / longest, moves[2 * at + 1] / longest, cell);
  }).flat();
}

// ---- boundary and points ----

function boundaryOf({ plot }, { normal: [a, b], offset }) {
  const size = Math.hypot(a, b);
  if (!size) return [];
  const foot = [(-offset * a) / size ** 2, (-offset * b) / size ** 2],
    far = 2 * (plot.width + plot.height) / plot.scale;
  const [dx, dy] = [(-b / size) * far, (a / size) * far];
  const ends = {
    x1: plot.x(foot[0] - dx),
    y1: plot.y(foot[1] - dy),
    x2: plot.x(foot[0] + dx),
    y2: plot.y(foot[1] + dy),
  };
  return [svg("line", { class: "boundary", ...ends })];
}

function shapeOf(kind, x, y) {
  const className = `point ${kind}`;
  if (kind === "slow") {
    return svg("path", { class: className, d: `M${x} ${y - 6}L${x + 6} ${y}L${x} ${y + 6}L${x - 6} ${y}Z` });
  }
  if (kind === "turning") return svg("rect", { class: className, x: x - 6, y: y - 6, width: 12, height: 12 });
  return svg("circle", { class: className, cx: x, cy: y, r: 6.5 });
}

function pointsIn({ plot, points, point: chosen }) {
  return points.flatMap((point) => {
    const x = plot.x(point.x), y = plot.y(point.y);
    const ring = point === chosen ? [svg("circle", { class: "chosen", cx: x, cy: y, r: 12 })] : [];
    return [...ring, shapeOf(point.kind, x, y)];
  });
}

function namesOf({ plot, model }) {
  const [across, up] = model.axes.names;
  return [
    svg("text", { class: "axis-label", x: plot.width - 8, y: plot.height - 8, "text-anchor": "end" }, across),
    svg("text", { class: "axis-label", x: 8, y: 16 }, up),
  ];
}

export function drawField(view) {
  const { ui, model, plot } = view, frame = model.frames[view.frame], last = view.frame === model.frames.length - 1;
  const picture = pictureOf(plot), moves = last && model.moves ? model.moves : null;
  view.walked = svg("path", { class: "walked", d: pathTo(plot, frame.places, view.cursor.shown) });
  picture.append(
    ...(moves ? shadesOf(view, moves) : []),
    ...trainedOf(view),
    ...linesOf(view, frame.walks),
    ...(moves ? arrowsOf(view, moves) : []),
    ...boundaryOf(view, frame),
    ...(last && model.curve.length
      ? [svg("path", { class: "slow-curve", d: `M${joined(pointsOf(plot, model.curve))}` })]
      : []),
    svg("path", { class: "to-come", d: `M${joined(pointsOf(plot, frame.places))}` }),
    view.walked,
    ...pointsIn(view),
    ...namesOf(view),
  );
  ui.field.replaceChildren(picture, ui.dot);
}

// ---- what the signs mean ----

const DASHES = { boundary: "7 5", curve: "1 4" };

function isDrawn({ model, points, frame }, name) {
  const last = frame === model.frames.length - 1;
  if (name === "trained") return !last;
  if (name === "curve") return last && model.curve.length > 0;
  if (name === "flow") return last && Boolean(model.moves);
  return ["review", "others", "boundary"].includes(name) || points.some(({ kind }) => kind === name);
}

function signOf({ palette }, name) {
  const picture = svg("svg", { width: 26, height: 18, "aria-hidden": "true" });
  const line = (stroke, y, width, dash = "") =>
    svg("line", { x1: 1, x2: 25, y1: y, y2: y, stroke: css(stroke), "stroke-width": width, "stroke-dasharray": dash });
  if (name === "review") picture.append(line(palette.ink, 9, 2.5));
  else if (name === "others") picture.append(line(palette.positive, 6, 2), line(palette.negative, 12, 2));
  else if (name === "trained") picture.append(line(mix(palette.surface, palette.ink, 0.35), 9, 2));
  else if (name === "boundary") picture.append(line(palette.ink, 9, 2, DASHES.boundary));
  else if (name === "curve") picture.append(line(palette.accent, 9, 2.5, DASHES.curve));
  else if (name === "flow") {
    const fill = css(mix(palette.surface, shadeAt(palette.sequential, 0.6), 0.5));
    picture.append(svg("rect", { x: 1, y: 1, width: 24, height: 16, fill }), ...arrowOf(13, 9, 1, 0, 16));
  } else picture.append(shapeOf(name, 13, 9));
  return picture;
}

/** Every sign that is drawn, with its name and meaning. */
export function keysOf(view) {
  return view.model.keys.filter(({ name }) => isDrawn(view, name)).map(({ name, term, told }) => {
    const key = element("div", "key"), head = element("dt"), meaning = element("dd", "", told);
    head.append(signOf(view, name), element("span", "", term));
    key.append(head, meaning);
    return key;
  });
}

// ---- what is under the pointer ----

function placeOf({ ui }, event) {
  const box = ui.field.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

export function pointUnder(view, event) {
  const [x, y] = placeOf(view, event);
  return view.points.find((point) => Math.hypot(view.plot.x(point.x) - x, view.plot.y(point.y) - y) < NEAR) ?? null;
}

export function nearestStep(view, event) {
  const [x, y] = placeOf(view, event), { places } = view.model.frames[view.frame];
  const far = pointsOf(view.plot, places).map(([px, py]) => Math.hypot(px - x, py - y));
  return far.indexOf(Math.min(...far));
}

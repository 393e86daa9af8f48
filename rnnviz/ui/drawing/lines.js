// ---- lines.js: lines over the steps on a logarithmic scale: what shrinks or grows by factors ----

import { element, svg } from "./dom.js";
import { clamp, css, niceStep } from "./scale.js";

const LOG_FOOT = -16; // the power of ten at which everything smaller is drawn, zero too

function logRange(lines, reference) {
  const seen = lines.flatMap((line) => [...line.values]).filter((value) => value >= 0 && Number.isFinite(value));
  const all = reference ? [...seen, reference.value] : seen;
  const powers = all.map((value) => Math.max(Math.log10(value), LOG_FOOT));
  if (!powers.length) return { low: -8, high: 0 };
  const low = Math.floor(Math.min(...powers)), high = Math.ceil(Math.max(...powers));
  return high - low < 2 ? { low: Math.max(low - 1, LOG_FOOT), high: high + 1 } : { low, high };
}

function logPlace({ low, high }, height) {
  const inner = height - 16;
  return (value) => {
    const power = value > 0 ? clamp(Math.log10(value), low, high) : low;
    return 8 + ((high - power) / (high - low)) * inner;
  };
}

// spec: lines [{values, label, ink, dash}], reference {value, label}, height, axis
export function drawLogLines(host, frame, spec) {
  const range = logRange(spec.lines, spec.reference);
  const y = logPlace(range, spec.height);
  const picture = svg("svg", { width: frame.width, height: spec.height, "aria-hidden": "true" });
  picture.append(...logGrid(frame, range, y, spec.height), ...referenceLine(frame, spec, y));
  for (const line of spec.lines) picture.append(...logCurve(frame, line, y), ...overflows(frame, line));
  const middle = spec.height / 2;
  picture.append(
    svg("text", { class: "axis-name", x: 11, y: middle, transform: `rotate(-90 11 ${middle})` }, spec.axis),
  );
  const dots = spec.lines.map((line) => {
    const dot = element("div", "dot");
    dot.style.borderColor = css(line.ink);
    return dot;
  });
  host.replaceChildren(picture, ...dots);
  return { dots, y, lines: spec.lines, x: frame.x };
}

function logGrid(frame, { low, high }, y, height) {
  const every = niceStep(((high - low) * 26) / height);
  const powers = Array.from({ length: high - low + 1 }, (_, i) => low + i).filter((power) => power % every === 0);
  return powers.flatMap((power) => [
    svg("line", {
      class: power === 0 ? "grid middle" : "grid",
      x1: frame.left,
      x2: frame.left + frame.plot,
      y1: y(10 ** power),
      y2: y(10 ** power),
    }),
    svg("text", { class: "tick", x: frame.left - 7, y: y(10 ** power) + 4 }, powerName(power)),
  ]);
}

function powerName(power) {
  if (power === 0 || power === 1) return String(10 ** power);
  return `${power === LOG_FOOT ? "≤ " : ""}10${superscript(power)}`;
}

function superscript(number) {
  return String(number).replace(/[-\d]/g, (sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[sign]));
}

function referenceLine(frame, { reference }, y) {
  if (!reference) return [];
  const at = y(reference.value);
  return [
    svg("line", { class: "reference", x1: frame.left, x2: frame.left + frame.plot, y1: at, y2: at }),
    svg("text", { class: "reference-label", x: frame.left + frame.plot - 4, y: at - 6 }, reference.label),
  ];
}

function logCurve(frame, line, y) {
  const runs = [[]];
  line.values.forEach((value, step) => {
    if (Number.isFinite(value)) runs.at(-1).push([frame.x(step), y(value)]);
    else if (runs.at(-1).length) runs.push([]);
  });
  return runs.filter((run) => run.length).flatMap((run) => {
    const lone = run.length === 1 ? [svg("circle", { cx: run[0][0], cy: run[0][1], r: 3, fill: css(line.ink) })] : [];
    const path = run.map(([x, height]) => `${x.toFixed(1)} ${height.toFixed(1)}`).join("L");
    return [
      svg("path", { class: "curve", d: `M${path}`, stroke: css(line.ink), "stroke-dasharray": line.dash ?? "none" }),
      ...lone,
    ];
  });
}

// A value that overflowed stands at the top, as the sign that it is.
function overflows(frame, line) {
  return [...line.values.keys()].filter((step) => !Number.isFinite(line.values[step])).map((step) =>
    svg("text", { class: "overflow", x: frame.x(step), y: 20 }, Number.isNaN(line.values[step]) ? "?" : "∞")
  );
}

export function moveDots({ dots, lines, y, x }, step) {
  dots.forEach((dot, at) => {
    const value = lines[at].values[step];
    dot.style.visibility = Number.isFinite(value) ? "visible" : "hidden";
    if (Number.isFinite(value)) dot.style.transform = `translate(${x(step)}px, ${y(value)}px)`;
  });
}

export function lineLegend(lines) {
  return lines.map((line) => {
    const key = element("span", "line-key");
    const stroke = svg("svg", { width: 28, height: 10, "aria-hidden": "true" });
    stroke.append(
      svg("line", {
        x1: 0,
        x2: 28,
        y1: 5,
        y2: 5,
        stroke: css(line.ink),
        "stroke-width": 2.5,
        "stroke-dasharray": line.dash ?? "none",
      }),
    );
    key.append(stroke, element("span", "", line.label));
    return key;
  });
}

// ---- the axis of steps ----

export function drawStepAxis(host, frame, title) {
  const every = niceStep(46 / frame.cell);
  const ticks = Array.from({ length: frame.count }, (_, step) => step + 1).filter((t) => t === 1 || t % every === 0);
  const far = (t) => t === 1 || (t - 1) * frame.cell > 22;
  host.replaceChildren(
    ...ticks.filter(far).map((t) => {
      const tick = element("span", "", t);
      tick.style.left = `${frame.x(t - 1)}px`;
      return tick;
    }),
    element("span", "axis-title", title),
  );
}

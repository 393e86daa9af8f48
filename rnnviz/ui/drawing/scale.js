// ---- scale.js: arrays, numbers, colours. Knows nothing of the page. ----

export const NOT_FINITE = -32768; // the Int16 that stands for NaN or infinity in `states`
const SHADES = 256;

export function decodeBytes(base64) {
  const text = atob(base64 || "");
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

// A missing or short array reads as NaN: a gap in the picture, not a crash.
export function decodeFloats(base64, count) {
  const bytes = decodeBytes(base64);
  const found = new Float32Array(bytes.buffer, 0, bytes.length >> 2);
  const values = new Float32Array(count).fill(NaN);
  values.set(found.subarray(0, count));
  return values.map((value) => (Number.isFinite(value) ? value : NaN));
}

export function decodeStates(base64) {
  const bytes = decodeBytes(base64);
  return new Int16Array(bytes.buffer, 0, bytes.length >> 1);
}

export function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}

export function largest(values) {
  let most = 0;
  for (const value of values) if (Math.abs(value) > most) most = Math.abs(value);
  return most || 1;
}

export function plain(value, digits = 2) {
  return Number.isFinite(value) ? value.toFixed(digits).replace("-", "−") : "–";
}

export function signed(value, digits = 2) {
  const text = plain(value, digits);
  return value > 0 ? `+${text}` : text;
}

export function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough);
}

export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

// ---- colours are [red, green, blue], 0..255 ----

export function parseColour(text) {
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(text);
  if (short) return short.slice(1).map((digit) => parseInt(digit + digit, 16));
  const long = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})/i.exec(text);
  if (long) return long.slice(1).map((pair) => parseInt(pair, 16));
  return (text.match(/[\d.]+/g) ?? [127, 127, 127]).slice(0, 3).map(Number);
}

export function css(colour) {
  return `rgb(${colour.map(Math.round).join(" ")})`;
}

export function mix(from, to, share) {
  return from.map((channel, i) => channel + (to[i] - channel) * share);
}

function luminance(colour) {
  const [red, green, blue] = colour.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

// Black or white always reaches 4.58:1 on any colour; the theme's own ink is kept where it reads well.
export function inkOn(background, preferred) {
  if (contrast(background, preferred) >= 4.5) return preferred;
  const [black, white] = [[0, 0, 0], [255, 255, 255]];
  return contrast(background, black) > contrast(background, white) ? black : white;
}

function ramp(stops) {
  const colours = stops.map((stop) => (Array.isArray(stop) ? stop : parseColour(stop)));
  return Array.from({ length: SHADES }, (_, shade) => {
    const place = (shade / (SHADES - 1)) * (colours.length - 1);
    const below = Math.min(Math.floor(place), colours.length - 2);
    return mix(colours[below], colours[below + 1], place - below);
  });
}

export function shadeAt(colours, share) {
  return colours[Math.round(clamp(share, 0, 1) * (SHADES - 1))];
}

export function gradient(colours) {
  const stops = Array.from({ length: 17 }, (_, i) => css(shadeAt(colours, i / 16)));
  return `linear-gradient(to right, ${stops.join(", ")})`;
}

// `root` paints --st-background-color and --st-text-color, so the browser resolves any CSS notation for us.
export function readPalette(root, colours) {
  const style = getComputedStyle(root);
  const surface = parseColour(style.backgroundColor);
  const dark = luminance(surface) < 0.3;
  const theme = colours[dark ? "dark" : "light"];
  const [positive, negative] = [theme.positive, theme.negative].map(parseColour);
  const soft = (ink) => mix(surface, ink, dark ? 0.46 : 0.74);
  return {
    dark,
    surface,
    positive,
    negative,
    ink: parseColour(style.color),
    verdict: ramp([soft(negative), surface, soft(positive)]),
    diverging: ramp(theme.diverging),
    sequential: ramp(theme.sequential),
  };
}

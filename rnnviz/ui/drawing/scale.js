// ---- scale.js: numbers and colours. ----

/** @typedef {number[]} Colour  Red, green and blue, each from 0 to 255. */

/**
 * Colours of one theme as Python sends them: CSS hex colours, stops from -1 to +1 and stops from 0 to 1.
 * @typedef {{ positive: string, negative: string, diverging: string[], sequential: string[] }} Colours
 * @typedef {{ light: Colours, dark: Colours }} BothThemes
 */

/**
 * The colours that a view draws with, in the theme of the page.
 * @typedef {object} Palette
 * @property {boolean} dark
 * @property {Colour} surface
 * @property {Colour} ink
 * @property {Colour} accent
 * @property {Colour} positive
 * @property {Colour} negative
 * @property {Colour[]} verdict  From a negative review over the surface to a positive one.
 * @property {Colour[]} diverging
 * @property {Colour[]} sequential
 */

const SHADES = 256;

/** @param {number} value @param {number} low @param {number} high */
export function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}

/**
 * A number with a real minus sign; a dash where there is none.
 * @param {number} value
 * @param {number} [digits]
 */
export function plain(value, digits = 2) {
  if (!Number.isFinite(value)) return "–";
  const text = value.toFixed(digits); // −0.001 is written as 0.00
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

/** @param {number} value @param {number} [digits] */
export function signed(value, digits = 2) {
  const text = plain(value, digits);
  return Number(text) > 0 ? `+${text}` : text;
}

/**
 * The smallest of 1, 2, 5, 10, 20, … that is no smaller than `rough`.
 * @param {number} rough
 */
export function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  return [1, 2, 5].map((factor) => factor * power).find((step) => step >= rough) ?? 10 * power;
}

/**
 * A sentence with its named places filled in.
 * @param {string} template
 * @param {Record<string, unknown>} values
 */
export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

// ---- colours ----

/**
 * From CSS: #rgb, #rrggbb or rgb(…); a grey where it is none of these.
 * @param {string} text
 * @returns {Colour}
 */
export function parseColour(text) {
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(text);
  if (short) return short.slice(1).map((digit) => parseInt(digit + digit, 16));
  const long = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})/i.exec(text);
  if (long) return long.slice(1).map((pair) => parseInt(pair, 16));
  return (text.match(/[\d.]+/g) ?? [127, 127, 127]).slice(0, 3).map(Number);
}

/** @param {Colour} colour */
export function css(colour) {
  return `rgb(${colour.map(Math.round).join(" ")})`;
}

/** @param {Colour} from @param {Colour} to @param {number} share @returns {Colour} */
export function mix(from, to, share) {
  return from.map((channel, i) => channel + (to[i] - channel) * share);
}

/** @param {Colour} colour */
function luminance(colour) {
  const [red, green, blue] = colour.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * The contrast of two colours, 1 to 21, as WCAG 2.2 defines it.
 * @param {Colour} one
 * @param {Colour} other
 */
export function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/**
 * The ink on a background: the theme's own where it reads well, else black or white, which reach 4.58:1 on any colour.
 * @param {Colour} background
 * @param {Colour} preferred
 */
export function inkOn(background, preferred) {
  if (contrast(background, preferred) >= 4.5) return preferred;
  const [black, white] = [[0, 0, 0], [255, 255, 255]];
  return contrast(background, black) > contrast(background, white) ? black : white;
}

/** @param {(string | Colour)[]} stops @returns {Colour[]} */
export function ramp(stops) {
  const colours = stops.map((stop) => (Array.isArray(stop) ? stop : parseColour(stop)));
  return Array.from({ length: SHADES }, (_, shade) => {
    const place = (shade / (SHADES - 1)) * (colours.length - 1);
    const below = Math.min(Math.floor(place), colours.length - 2);
    return mix(colours[below], colours[below + 1], place - below);
  });
}

/**
 * @param {Colour[]} colours
 * @param {number} share  From 0 to 1; beyond, the nearest end.
 */
export function shadeAt(colours, share) {
  return colours[Math.round(clamp(share, 0, 1) * (SHADES - 1))];
}

/** @param {Colour[]} colours */
export function gradient(colours) {
  const stops = Array.from({ length: 17 }, (_, i) => css(shadeAt(colours, i / 16)));
  return `linear-gradient(to right, ${stops.join(", ")})`;
}

/**
 * `root` paints --st-background-color and --st-text-color, so the browser resolves any CSS notation for us.
 * @param {HTMLElement} root
 * @param {BothThemes} colours
 * @returns {Palette}
 */
export function readPalette(root, colours) {
  const style = getComputedStyle(root);
  const surface = parseColour(style.backgroundColor);
  const dark = luminance(surface) < 0.3;
  const theme = colours[dark ? "dark" : "light"];
  const [positive, negative] = [theme.positive, theme.negative].map(parseColour);
  const soft = (/** @type {Colour} */ ink) => mix(surface, ink, dark ? 0.46 : 0.74);
  return {
    dark,
    surface,
    positive,
    negative,
    ink: parseColour(style.color),
    accent: parseColour(style.getPropertyValue("--st-primary-color")),
    verdict: ramp([soft(negative), surface, soft(positive)]),
    diverging: ramp(theme.diverging),
    sequential: ramp(theme.sequential),
  };
}

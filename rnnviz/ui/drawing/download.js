// ---- download.js: text and pictures as files ----

import { penOf } from "./frame.js";

const SHARP = 2; // pixels of a PNG for one of the page
const MOST_PIXELS = 16_000; // along a side: what browsers can paint

// deno-lint-ignore no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Hand a file to the browser. @param {Blob} blob @param {string} name */
export function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** An SVG as text. What XML does not allow goes: a control sign in a text would make the file unreadable. @param {SVGSVGElement} picture */
export function xmlOf(picture) {
  const text = new XMLSerializer().serializeToString(picture);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${text.replace(FORBIDDEN, "")}\n`;
}

/** The picture as a PNG, with the fonts of the page: a picture cannot ask for them itself. @param {SVGSVGElement} picture */
export async function pngOf(picture) {
  const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
  style.textContent = await fontsOf(picture);
  const dressed = /** @type {SVGSVGElement} */ (picture.cloneNode(true));
  dressed.prepend(style);
  const address = URL.createObjectURL(new Blob([xmlOf(dressed)], { type: "image/svg+xml" }));
  try {
    return await painted(address, Number(picture.getAttribute("width")), Number(picture.getAttribute("height")));
  } finally {
    URL.revokeObjectURL(address);
  }
}

async function painted(address, width, height) {
  const image = await loaded(address);
  const scale = Math.min(SHARP, MOST_PIXELS / Math.max(width, height));
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: Math.round(width * scale), height: Math.round(height * scale) });
  penOf(canvas).drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

// Not by `decode()`: that waits for the page to be drawn next, which one in the background never is.
function loaded(address) {
  return new Promise((done, fail) => {
    const image = new Image();
    image.onload = () => done(image);
    image.onerror = () => fail(new Error(`The browser can't draw ${address}.`));
    image.src = address;
  });
}

const plainFamily = (family) => family.trim().replace(/^["']|["']$/g, "");

async function fontsOf(picture) {
  const nodes = [...picture.querySelectorAll("[font-family]")];
  const used = new Set(nodes.flatMap((node) => node.getAttribute("font-family").split(",").map(plainFamily)));
  const upright = nodes.every((node) => !node.getAttribute("font-style"));
  const faces = [...document.styleSheets].flatMap(facesOf).filter(({ style }) =>
    used.has(plainFamily(style.getPropertyValue("font-family"))) &&
    !(upright && style.getPropertyValue("font-style") === "italic")
  );
  return (await Promise.all(faces.map(embedded))).join("\n");
}

function facesOf(sheet) {
  try {
    return [...sheet.cssRules].filter((rule) => rule instanceof CSSFontFaceRule);
  } catch {
    return []; // a sheet of another server does not show its rules
  }
}

const fonts = new Map(); // every one is fetched once

async function embedded(face) {
  const address = /url\(["']?(.*?)["']?\)/.exec(face.style.getPropertyValue("src"))?.[1];
  if (!address) return "";
  const whole = new URL(address, face.parentStyleSheet.href ?? document.baseURI).href;
  if (!fonts.has(whole)) fonts.set(whole, await fetched(whole));
  const data = fonts.get(whole);
  return data ? face.cssText.replace(address, data) : "";
}

// Without its font a picture is still a picture.
async function fetched(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? await dataAddress(await answer.blob()) : "";
  } catch {
    return "";
  }
}

function dataAddress(blob) {
  return new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.readAsDataURL(blob);
  });
}

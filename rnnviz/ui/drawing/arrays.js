// ---- arrays.js: numbers as they travel from Python: base64 of little-endian bytes ----

export const NOT_FINITE = -32768; // the Int16 that stands for NaN or infinity in states

/**
 * @param {string | null | undefined} base64
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function decodeBytes(base64) {
  const text = atob(base64 || "");
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/**
 * `count` numbers from float32. A missing or short array reads as NaN: a gap in the picture, not a crash.
 * @param {string | null | undefined} base64
 * @param {number} count
 */
export function decodeFloats(base64, count) {
  const bytes = decodeBytes(base64);
  const found = new Float32Array(bytes.buffer, 0, bytes.length >> 2);
  const values = new Float32Array(count).fill(NaN);
  values.set(found.subarray(0, count));
  return values.map((value) => (Number.isFinite(value) ? value : NaN));
}

/**
 * States as 16-bit fractions of a scale that travels beside them.
 * @param {string} base64
 */
export function decodeStates(base64) {
  const bytes = decodeBytes(base64);
  return new Int16Array(bytes.buffer, 0, bytes.length >> 1);
}

/**
 * Numbers of float32, of float64 if `wide`. Infinity stays infinity here: an overflow is shown as what it is.
 * @param {string} base64
 * @param {boolean} [wide]
 */
export function decodeNumbers(base64, wide = false) {
  const { buffer } = decodeBytes(base64);
  return wide ? new Float64Array(buffer) : new Float32Array(buffer);
}

/**
 * The largest size of finite numbers, 1 if all are 0: the end of a symmetric scale.
 * @param {...Iterable<number>} arrays
 */
export function largest(...arrays) {
  let most = 0;
  for (const values of arrays) {
    for (const value of values) if (Math.abs(value) > most && Number.isFinite(value)) most = Math.abs(value);
  }
  return most || 1;
}

// What Python sends: the little-endian bytes of numbers as base64, written one by one.

const SIZES = { Uint8: 1, Int16: 2, Uint16: 2, Float32: 4, Float64: 8 };

/**
 * @param {number[]} values
 * @param {"Uint8" | "Int16" | "Uint16" | "Float32" | "Float64"} type
 */
export function encoded(values, type = "Float32") {
  const view = new DataView(new ArrayBuffer(values.length * SIZES[type]));
  values.forEach((value, at) => view[`set${type}`](at * SIZES[type], value, true));
  return btoa(String.fromCharCode(...new Uint8Array(view.buffer)));
}

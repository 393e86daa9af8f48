// ---- csv.js: tables as text (RFC 4180), and names of files ----

/**
 * A table of a picture's numbers; the names of the columns are identifiers, the same in every language.
 * @typedef {{ columns: string[], rows: Iterable<(string | number | boolean | null | undefined)[]> }} Table
 */

// A spreadsheet would compute a text that begins so; a number is no danger.
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const LONGEST_NAME = 80;

/** The text of a table: a heading, then one line a row. @param {Table} table */
export function csvOf({ columns, rows }) {
  return [columns, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

// Numbers with every digit that they have: reading them gives the same number again.
function cell(value) {
  if (typeof value !== "string") return value === null || value === undefined ? "" : String(value);
  const text = FORMULA.test(value) && !NUMBER.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Letters and digits of any script, joined by dashes: what every system takes as a file's name. @param {string[]} parts */
export function fileName(...parts) {
  const words = parts.join(" ").normalize("NFKC").toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  let name = "";
  for (const word of words) {
    if (name.length + word.length >= LONGEST_NAME) break;
    name += name ? `-${word}` : word;
  }
  return name;
}

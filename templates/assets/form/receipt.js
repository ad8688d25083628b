// The number of a submission: the same for the same text by whichever door it came, also on a page without https.

import { sha256 } from "../sha256.js";

const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's base 32, which has no letter that is read as a digit.
const BLANKS = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/; // What Python's `rstrip` takes.

export const trimmedEnd = (line) => line.replace(BLANKS, "");

const digest = (text) => sha256(new TextEncoder().encode(text));

export function numberOf(text) {
  const lines = text.normalize("NFC").split(/\r\n|\r|\n/).map(trimmedEnd);
  const bits = digest(lines.join("\n").replace(/\n+$/, "")).slice(0, 5).reduce((number, byte) => number * 256n + BigInt(byte), 0n);
  const letters = Array.from({ length: 8 }, (_, at) => LETTERS[Number((bits >> BigInt(35 - 5 * at)) & 31n)]).join("");
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

export const receiptNumber = async (text) => numberOf(text);

const hex = (text, digits) => [...digest(text).slice(0, digits / 2)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// What tells one published text from another, and one value of a workbook.
export const markOf = (text) => hex(text, 16);
export const valueMark = (text) => hex(text, 10);

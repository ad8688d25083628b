// Words are counted as a word processor does, and as the readiness of a record does.

import { pattern } from "./phrases.js";

export function countWords(checks, text) {
  const shown = (text ?? "").replace(pattern(checks, "kata_alamat"), "] ").replace(pattern(checks, "kata_nomor"), "");
  return shown.split(/\s+/u).filter((piece) => /[\p{L}\p{N}]/u.test(piece)).length;
}

export const countCharacters = (text) => [...text].length;

// What people type and paste, as data files write it; what could mean two things is left to be reported.

import { visible } from "./reader.js";
import { isDate } from "./validate.js";

export function written(shape, typed, checks) {
  const text = visible(typed, checks).normalize("NFC");
  const trimmed = text.trim();
  if (shape.word && trimmed.toLowerCase().replace(/\s+/g, "-") === shape.word) return shape.word;
  if (shape.kind === "date" || shape.kind === "day") return dateIn(trimmed, checks) ?? trimmed;
  if (shape.kind === "integer" || shape.kind === "number") return numberIn(trimmed, shape.kind === "integer") ?? trimmed;
  if (shape.most > 300 && !shape.address) return text.replace(/\t/g, " ").replace(/[ \t]+$/gm, "").replace(/\n{3,}/g, "\n\n").trim();
  return trimmed.replace(/\s+/g, " ");
}

function dateIn(text, checks) {
  const words = /^(?:(\d{1,2}) +)?([A-Za-z]+) +(\d{4})$/.exec(text);
  if (words) {
    const month = checks.daftar.bulan.findIndex((name) => [name, name.slice(0, 3)].some((one) => one.toLowerCase() === words[2].toLowerCase()));
    return month < 0 ? null : iso(words[3], month + 1, words[1]);
  }
  const yearFirst = /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?$/.exec(text);
  if (yearFirst) return iso(yearFirst[1], yearFirst[2], yearFirst[3]);
  const dayFirst = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text);
  return dayFirst && (Number(dayFirst[1]) > 12 || Number(dayFirst[1]) === Number(dayFirst[2])) ? iso(dayFirst[3], dayFirst[2], dayFirst[1]) : null;
}

function iso(year, month, day) {
  const parts = [year, String(month).padStart(2, "0"), ...(day ? [String(day).padStart(2, "0")] : [])].join("-");
  return isDate(parts, false) ? parts : null;
}

function numberIn(text, whole) {
  const bare = text.replace(/ *(?:%|persen|orang|hari|bulan|kali|unit|buah)$/i, "");
  if (/^\d{1,3}(?:\.\d{3})+$/.test(bare)) return whole ? bare.replaceAll(".", "") : null;
  if (!whole && /^(?:\d+|\d{1,3}(?:\.\d{3})+),\d+$/.test(bare)) return bare.replaceAll(".", "").replace(",", ".");
  return bare;
}

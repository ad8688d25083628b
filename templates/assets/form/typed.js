// What people type and paste, as data files write it; what could mean two things is left to be reported.

import { meant } from "./grammar.js";
import { visible } from "./reader.js";

export function written(shape, typed, checks) {
  const text = visible(typed, checks).normalize("NFC");
  if (shape.word || shape.vocabulary || shape.address || shape.kind !== "text") return meant(shape, text.trim(), checks) ?? text.trim();
  if (shape.most > 300 && !shape.address) return text.replace(/\t/g, " ").replace(/[ \t]+$/gm, "").replace(/\n{3,}/g, "\n\n").trim();
  return text.trim().replace(/\s+/g, " ");
}

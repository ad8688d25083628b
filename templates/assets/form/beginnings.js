// What a workbook began with: a hidden sheet keeps a short mark of every field of a record, so that what its writer changed
// is told from what was published since. Marks of lists of records are not compared; where these differ, people are asked.

import { valueMark } from "./receipt.js";
import { isList, isText, record, setAt, valueAt } from "./tree.js";

const SHEETS = ["_katalog", "asal"];

// Return by the name of a record's file the marks of its fields.
export function beginnings(sheets) {
  const sheet = sheets.find(({ name }) => SHEETS.includes(name.trim().toLowerCase()));
  const rows = [...(sheet?.rows.values() ?? [])].map((cells) => [cells.get(1)?.text, cells.get(2)?.text ?? ""]);
  return new Map(rows.filter(([id, text]) => id && text.includes("=")).map(([id, text]) => [id, new Map(text.split(/\s+/).map((pair) => pair.split("=")))]));
}

function plain(value, shape) {
  if (isList(value)) return value.map((item) => plain(item, shape.item));
  if (shape.kind === "integer") return Number(value);
  return shape.kind === "answer" ? value === "ya" : value;
}

function mark(value, shape) {
  const simple = isText(value) || (isList(value) && value.every(isText));
  return simple ? valueMark(JSON.stringify(plain(value, shape))) : null;
}

// The record that both sides came from, as far as the marks tell it.
export function common(columns, marks, mine, theirs) {
  const base = record();
  for (const { path, shape } of columns.values()) {
    const known = marks?.get(path.join("."));
    const side = [theirs, mine].map((tree) => valueAt(tree, path)).find((value) => value !== undefined && known === mark(value, shape));
    if (known && side !== undefined) setAt(base, path, side);
  }
  return base;
}

// What one record says otherwise than another, field by field in words.

import { valueText } from "../form/page.js";
import { equal, isList, isRecord, shapeAt } from "../form/tree.js";

// Yield { label, path, before, after } of every field that differs; of a list what came to it and what went.
export function* changes(before, after, checks, path = [], around = "") {
  const shape = shapeAt(checks.bentuk, path);
  for (const field of shape.fields) {
    const here = [...path, field.name], [old, now] = [before?.[field.name], after?.[field.name]];
    if (equal(old, now)) continue;
    const label = around ? `${around}: ${field.label.toLowerCase()}` : field.label;
    if (field.kind === "record" && (isRecord(old) || isRecord(now))) yield* changes(isRecord(old) ? old : {}, isRecord(now) ? now : {}, checks, here, label);
    else if (field.kind === "list") yield* items(old, now, field, { label, path: here }, checks);
    else yield { label, path: here, before: valueText(old, field, checks), after: valueText(now, field, checks) };
  }
}

function* items(old, now, field, place, checks) {
  const [before, after] = [old, now].map((one) => (isList(one) ? one : [])), shown = (list) => list.map((item) => valueText(item, field.item, checks)).filter(Boolean).join("; ");
  const gone = before.filter((item) => !after.some((one) => equal(one, item))), fresh = after.filter((item) => !before.some((one) => equal(one, item)));
  yield { ...place, before: shown(gone), after: shown(fresh), many: before.length > gone.length };
}

// Say one change in a sentence.
export function sentence({ label, before, after, many }) {
  if (!before && !after) return `${label}: urutannya berubah`;
  if (!before) return `${label}: ${many ? "ditambah" : "diisi"} “${after}”`;
  if (!after) return `${label}: ${many ? "dihapus" : "dikosongkan, semula"} “${before}”`;
  return `${label}: semula “${before}”, menjadi “${after}”`;
}

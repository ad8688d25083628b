// Values of a settings file: how one is set, and how days move from one year to the next.

import { isList, isRecord, isText, record } from "../form/tree.js";

// Set a value in place; what that leaves empty goes, but an item of a list keeps its place, for boxes stand at it.
export function store(tree, path, value) {
  const [part, ...rest] = path;
  if (rest.length) {
    const known = tree[part], inner = isList(known) || isRecord(known) ? known : typeof rest[0] === "number" ? [] : record();
    store(inner, rest, value);
    if (isList(tree) || (isList(inner) ? inner : Object.keys(inner)).length) tree[part] = inner;
    else delete tree[part];
  } else if (value !== undefined) tree[part] = value;
  else if (isList(tree)) tree[part] = "";
  else delete tree[part];
}

export const blankless = (text) => (text.trim() ? text : undefined);

// The same day some years later; the last of February stays the last.
export function yearsLater(day, years) {
  const match = isText(day) ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) : null;
  if (!match) return day;
  const year = Number(match[1]) + years, last = new Date(Date.UTC(year, Number(match[2]), 0)).getUTCDate();
  return `${year}-${match[2]}-${String(Math.min(Number(match[3]), last)).padStart(2, "0")}`;
}

// Two records that came from one: what only one side changed is taken, what both changed differently is left to a person.

import { copy, equal, isList, isRecord, record, setAt, valueAt } from "./tree.js";

// Return the record of both, the paths that were taken from `theirs`, and the clashes, at which `mine` stays for now.
export function merge(base, mine, theirs) {
  const merged = { tree: copy(mine), taken: [], clashes: [] };
  join(base, mine, theirs, [], merged);
  return merged;
}

function join(base, mine, theirs, path, merged) {
  for (const key of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const here = [...path, key], [old, own, other] = [base, mine, theirs].map((side) => side[key]);
    if (equal(own, other) || equal(other, old)) continue;
    if (equal(own, old)) {
      setAt(merged.tree, here, copy(other));
      merged.taken.push(here);
    } else if (isRecord(own) && isRecord(other)) join(isRecord(old) ? old : record(), own, other, here, merged);
    else merged.clashes.push({ path: here, theirs: other, both: both(old, own, other) });
  }
}

// A list with what either side added and without what either took out; undefined where that is no third answer.
function both(old, own, other) {
  if (!isList(own) || !isList(other)) return undefined;
  const before = isList(old) ? old : [], has = (list, item) => list.some((one) => equal(one, item));
  const stays = other.filter((item) => !has(before, item) || has(own, item));
  const joined = [...stays, ...own.filter((item) => !has(before, item) && !has(other, item))];
  return joined.length && !equal(joined, own) && !equal(joined, other) ? joined : undefined;
}

// Settle a clash as its side says: "mine", "theirs" or "both".
export function settle(tree, clash, side) {
  if (side !== "mine") setAt(tree, clash.path, copy(clash[side]));
}

// Add clashes of before that are still open; what the other side holds is as it is now.
export function stillOpen(clashes, before, theirs) {
  const known = before.filter((old) => !clashes.some((clash) => equal(clash.path, old.path)));
  return [...clashes, ...known.map((old) => ({ ...old, theirs: valueAt(theirs, old.path) }))];
}

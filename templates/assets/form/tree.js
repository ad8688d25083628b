// A record as plain values: texts, lists and objects without a prototype, so that no key of a hostile file means anything.

export const isText = (value) => typeof value === "string";
export const isList = Array.isArray;
export const isRecord = (value) => typeof value === "object" && value !== null && !isList(value);

export function record(entries = []) {
  const made = Object.create(null);
  for (const [key, value] of entries) made[key] = value;
  return made;
}

export function copy(value) {
  if (isList(value)) return value.map(copy);
  return isRecord(value) ? record(Object.keys(value).map((key) => [key, copy(value[key])])) : value;
}

export function equal(one, other) {
  if (isList(one) && isList(other)) return one.length === other.length && one.every((item, index) => equal(item, other[index]));
  if (!isRecord(one) || !isRecord(other)) return one === other;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => key in other && equal(one[key], other[key]));
}

export function valueAt(tree, path) {
  return path.reduce((value, part) => (value === undefined || isText(value) ? undefined : value[part]), tree);
}

// Set a value and make what is around it; undefined takes it away, with what it leaves empty.
export function setAt(tree, path, value) {
  const [part, ...rest] = path;
  if (!rest.length) return put(tree, part, value);
  const known = tree[part];
  const inner = known === undefined || isText(known) ? (typeof rest[0] === "number" ? [] : record()) : known;
  setAt(inner, rest, value);
  put(tree, part, (isList(inner) ? inner : Object.keys(inner)).length ? inner : undefined);
}

function put(tree, part, value) {
  if (value !== undefined) tree[part] = value;
  else if (isList(tree)) tree.splice(part, 1);
  else delete tree[part];
}

export function shapeAt(shape, path) {
  return path.reduce((here, part) => {
    if (!here) return undefined;
    return here.kind === "list" || here.kind === "map" ? here.item : here.fields?.find((field) => field.name === part);
  }, shape);
}

export function keysAt(shape, path) {
  const here = shapeAt(shape, path);
  return here?.kind === "record" ? here.fields.map((field) => field.name) : [];
}

// Yield every text of a record in the order of its shape, with its path and shape.
export function* leaves(value, shape, path = []) {
  if (!shape) return;
  if (isText(value)) yield [path, value, shape];
  else if (isList(value)) {
    for (const [index, item] of value.entries()) yield* leaves(item, shape.item, [...path, index]);
  } else if (isRecord(value) && shape.kind === "map") {
    for (const [key, item] of Object.entries(value)) yield* leaves(item, shape.item, [...path, key]);
  } else if (isRecord(value)) {
    for (const field of shape.fields ?? []) {
      if (field.name in value) yield* leaves(value[field.name], field, [...path, field.name]);
    }
  }
}

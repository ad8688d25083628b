// Where the columns and rows of a spreadsheet lead to in a record: the sheets of the template, as the model makes them.

import { shapeAt } from "./tree.js";

const own = (item) => item.kind === "record" || (item.kind === "text" && !item.pattern && !item.vocabulary);

// Return by name the path and shape of every column of the main sheet, and of every other sheet the lists that fill it.
export function tables(shape) {
  const main = new Map(), lists = new Map();
  walk(shape, [], (field, path) => {
    if (field.kind !== "list" || !own(field.item)) return main.set(path.join("_"), { path, shape: field });
    return lists.set(field.name, [...(lists.get(field.name) ?? []), { path, item: field.item }]);
  });
  return { main, lists };
}

function walk(shape, path, told) {
  for (const field of shape.fields ?? []) {
    const here = [...path, field.name];
    if (field.kind === "record") walk(field, here, told);
    else told(field, here);
  }
}

// The columns of a list's own sheet.
export function itemColumns(item) {
  const columns = new Map();
  if (item.kind !== "record") return columns.set("teks", { path: [], shape: item });
  walk(item, [], (field, path) => columns.set(path.join("_"), { path, shape: field }));
  return columns;
}

// The path that a key such as `sumber.1.tautan` names, from 0, and its shape; null when there is none.
export function keyed(shape, key) {
  const path = key.split(".").map((part) => (/^[1-9][0-9]{0,2}$/.test(part) ? Number(part) - 1 : part)), found = shapeAt(shape, path);
  const list = found?.kind === "list" && !own(found.item);
  return found && (list || !["record", "list"].includes(found.kind)) ? { path, shape: found } : null;
}

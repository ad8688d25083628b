// A record written down as YAML in the normal form of `build.py tidy`: the model's order, plain where it is safe.

import { found, matchesWhole } from "./phrases.js";
import { isList, isRecord, isText } from "./tree.js";

export const HEADER = "# yaml-language-server: $schema=../../docs/skema/inovasi.schema.json\n";

export function write(tree, checks) {
  const lines = [...new Writer(checks).mapping(tree, checks.bentuk, 0)];
  return HEADER + lines.map((line) => `${line}\n`).join("");
}

export class Writer {
  constructor(checks) {
    this.checks = checks;
    this.width = checks.batas.lebar;
  }

  // Yield the lines of a mapping; what the model does not know comes last, in the order it was written.
  *mapping(tree, shape, indent) {
    for (const key of inOrder(Object.keys(tree), shape)) {
      yield* this.value(`${" ".repeat(indent)}${this.plain(key, true)}:`, tree[key], shape?.fields?.find((field) => field.name === key), indent + 2);
    }
  }

  *value(head, value, shape, indent) {
    if (isText(value)) yield* this.scalar(head, value, shape, indent);
    else if (isList(value) ? !value.length : !Object.keys(value).length) yield `${head} ${isList(value) ? "[]" : "{}"}`;
    else if (isRecord(value)) {
      yield head;
      yield* this.mapping(value, shape, indent);
    } else if (this.fits(head, value)) yield `${head} ${this.flow(value, shape)}`;
    else {
      yield head;
      for (const item of value) yield* this.item(item, shape?.item, indent);
    }
  }

  *item(item, shape, indent) {
    const dash = `${" ".repeat(indent)}-`;
    if (!isRecord(item) || !Object.keys(item).length) {
      yield* this.value(dash, item, shape, indent + 2);
      return;
    }
    const [first, ...rest] = this.mapping(item, shape, indent + 2);
    yield `${dash} ${first.trimStart()}`;
    yield* rest;
  }

  flow(list, shape) {
    return `[${list.map((item) => this.inline(item, shape?.item, true)).join(", ")}]`;
  }

  fits(head, list) {
    if (!list.every((item) => isText(item) && matchesWhole(this.checks, "kata_daftar", item))) return false;
    return [...head].length + 1 + [...this.flow(list)].length <= this.width;
  }

  *scalar(head, text, shape, indent) {
    const space = " ".repeat(indent), plain = this.inline(text, shape);
    if (text.includes("\n") && this.blockable(text)) {
      yield `${head} |-`;
      for (const line of text.split("\n")) yield line && space + line;
    } else if ([...head].length + 1 + [...plain].length > this.width && this.foldable(text)) {
      yield `${head} >-`;
      for (const line of wrap(text, this.width - indent)) yield space + line;
    } else yield `${head} ${plain}`;
  }

  // A value of the model's own types stays as it is; a free text is quoted where another reader of YAML sees no text.
  inline(text, shape, inFlow = false) {
    const free = !shape || (shape.kind === "text" && !shape.vocabulary);
    return this.plain(text, free, inFlow);
  }

  plain(text, free, inFlow = false) {
    const safe = !found(this.checks, "bukan_polos", text) && !(free && matchesWhole(this.checks, "bukan_teks", text));
    return safe && !(inFlow && found(this.checks, "bukan_dalam_kurung", text)) ? text : quoted(text);
  }

  blockable(text) {
    return matchesWhole(this.checks, "blok", text) && !/[ \t]+(?:\n|$)|\n$/.test(text);
  }

  foldable(text) {
    return matchesWhole(this.checks, "blok", text) && !text.includes("\n") && !text.includes("  ") && text.includes(" ");
  }
}

export function inOrder(keys, shape) {
  const names = (shape?.fields ?? []).map((field) => field.name), rank = (key) => (names.includes(key) ? names.indexOf(key) : names.length);
  return keys.map((key, index) => [rank(key), index, key]).sort((one, other) => one[0] - other[0] || one[1] - other[1]).map((one) => one[2]);
}

export function quoted(text) {
  if (/[\x00-\x1f\x7f]/.test(text)) {
    return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n").replaceAll("\t", "\\t")}"`;
  }
  if (/["\\]/.test(text) && !text.includes("'")) return `'${text}'`;
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

function* wrap(text, width) {
  let line = "";
  for (const word of text.split(" ")) {
    if (line && [...line].length + 1 + [...word].length > width) {
      yield line;
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  yield line;
}

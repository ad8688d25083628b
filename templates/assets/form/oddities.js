// What YAML allows and hardly anyone means: lines swallowed by a text, text lost as a comment, lists without a dash.

import { phrase } from "./phrases.js";
import { quoted } from "./writer.js";

const indentOf = (line) => line.length - line.replace(/^ +/, "").length;

// Yield each with its rule, its line from 1, and the key of its phrase.
export function* oddities(reading) {
  yield* inside(reading, reading.top, new Set(), keysBelow(reading.checks.bentuk));
}

export function keysBelow(shape) {
  const inner = [...(shape.fields ?? []), ...(shape.item ? [shape.item] : [])];
  return new Set([...inner.map((part) => part.name).filter(Boolean), ...inner.flatMap((part) => [...keysBelow(part)])]);
}

function* inside(reading, node, around, known) {
  const { isMap, isScalar, isSeq } = reading.yaml;
  if (isMap(node)) {
    const here = new Set([...around, ...node.items.map((pair) => String(pair.key?.value))]);
    for (const { key, value } of node.items) {
      if (!isScalar(value)) yield* inside(reading, value, here, known);
      else if (key?.range) yield* scalar(reading, value, reading.lineAt(key.range[0]), node, new Set([...known].filter((name) => !here.has(name))));
    }
  } else if (isSeq(node)) {
    for (const item of node.items) {
      if (!isScalar(item)) yield* inside(reading, item, around, known);
      else yield* scalar(reading, item, reading.lineAt(item.range[0]), node, new Set([...known].filter((name) => !around.has(name))));
    }
  }
}

function* scalar(reading, node, keyLine, parent, absent) {
  const first = reading.lineAt(node.range[0]), last = reading.lineAt(Math.max(node.range[0], node.range[1] - 1)), inList = reading.yaml.isSeq(parent);
  if (node.type.startsWith("BLOCK")) {
    yield* swallowed(reading, first, last, absent, node.type === "BLOCK_FOLDED" && inList);
    return;
  }
  if (parent.flow) return;
  const plain = node.type === "PLAIN", lost = plain && first > keyLine && lostList(reading, node, first, last);
  if (lost) {
    yield lost;
    return;
  }
  if (last > first) yield* swallowed(reading, first, last, absent, plain);
  if (plain) yield* hiddenComment(reading, node, last);
}

// Keys and items that are read as text because they are indented too far, in the lines behind the first.
function* swallowed(reading, first, last, absent, items) {
  for (let line = first + 1; line <= last; line++) {
    const text = reading.lines[line - 1], match = /^\s*(?:-\s+)?([A-Za-z_]\w*):/.exec(text);
    if (match && absent.has(match[1])) yield odd(reading, "teks-menyambung", line, "teks-menyambung", { key: match[1] });
    else if (items && /^\s*-\s/.test(text)) yield odd(reading, "teks-menyambung", line, "teks-menyambung/butir");
  }
}

function lostList(reading, node, first, last) {
  const column = indentOf(reading.lines[first - 1]), text = String(node.value);
  if (/^-[A-Za-z"'(]/.test(text)) return odd(reading, "yaml-strip", first, last === first ? "yaml-strip/rapat" : "yaml-strip/rapat-semua");
  if (new RegExp(`^[${reading.checks.batas.butir}]\\s+\\S`, "u").test(text)) return odd(reading, "yaml-strip", first, "yaml-strip/lain", { sign: [...text][0] });
  const dashed = reading.lines.slice(first, last).some((line) => line.startsWith(`${" ".repeat(column)}- `));
  return dashed ? odd(reading, "yaml-strip", first, "yaml-strip/tanpa") : null;
}

function* hiddenComment(reading, node, last) {
  const rest = reading.text.slice(node.range[1]).split("\n", 1)[0], comment = /^\s+(#[^\s#].*)$/.exec(rest.startsWith(" ") ? rest : ` ${rest}`);
  if (!comment) return;
  const line = reading.lines[last - 1], [, head, value] = /^(\s*(?:- +)*(?:[^\s:#][^:#]*:\s+)?)(.*)$/.exec(line);
  yield odd(reading, "komentar-tak-sengaja", last, "komentar-tak-sengaja", { text: comment[1].split(/\s/)[0], line: (head + quoted(value.trimEnd())).trim() });
}

function odd(reading, rule, line, key, values = {}) {
  return { rule, severity: "galat", odd: true, line, message: phrase(reading.checks, key, values), help: phrase(reading.checks, `${key}/perbaikan`, values) };
}

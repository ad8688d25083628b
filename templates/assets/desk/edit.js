// A data file changed at some places: every other line stays byte for byte, with comments, order of keys and quoting.

import * as yaml from "../yaml.js";
import { rewrite } from "../form/rewrite.js";
import { copy, equal, isList, isRecord, record, setAt } from "../form/tree.js";
import { Writer } from "../form/writer.js";

const OPTIONS = { schema: "failsafe", version: "1.1", strict: true, uniqueKeys: true, prettyErrors: false, merge: false };

// Without the checks of a page: quoted where YAML asks for it, in the order in which it came.
const PLAIN = {
  pola: {
    bukan_polos: ["^[^\\p{L}\\p{N}]|:(?:\\s|$)|\\s#|\\s$|[\\x00-\\x1f\\x7f]|^$", "u"],
    bukan_dalam_kurung: ["[,\\[\\]{}]|:[:?]", "u"],
    bukan_teks: ["(?!)", "u"],
    kata_daftar: ["[\\p{L}\\p{N}_.:-]{1,100}", "u"],
    blok: ["[^\\s][^\\t\\r\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029]*", "u"],
  },
  batas: { lebar: 110 },
};

export class Uneditable extends Error {}

// Return the text with changes `{ path, value }` applied in turn; undefined removes, a number past the end appends.
// `checks` say how values are quoted, and by `bentuk` where a new key stands.
export function edited(text, changes, checks = PLAIN) {
  const reading = readingOf(text), tree = copy(reading.tree);
  for (const { path, value } of changes) setAt(tree, placed(tree, path), value === undefined ? undefined : plain(value));
  return laid(reading, tree, checks);
}

// Return the text with the values of a whole tree.
export function withTree(text, tree, checks = PLAIN) {
  return laid(readingOf(text), tree, checks);
}

// Write a file that does not exist yet, in the normal form of `build.py tidy`.
export function written(tree, schema, checks) {
  const lines = [...new Writer(checks).mapping(tree, checks.bentuk, 0)];
  return [`# yaml-language-server: $schema=${schema}`, ...lines, ""].join("\n");
}

// The values of a text: texts, lists and objects; what holds nothing is left out.
export function valuesOf(text) {
  return readingOf(text).tree;
}

function laid(reading, tree, checks) {
  if (equal(reading.tree, tree)) return reading.whole;
  if (!reading.top) return reading.whole.replace(/([^\n])$/, "$1\n") + lines(tree, checks);
  const made = rewrite(reading, tree, checks), joined = made === null ? null : reading.joined(made);
  if (joined === null || !equal(readingOf(joined).tree, tree)) throw new Uneditable("Berkas ini ditulis dengan cara yang tidak dapat diubah di sini tanpa menulis ulang seluruhnya.");
  return joined;
}

const lines = (tree, checks) => [...new Writer(checks).mapping(tree, checks.bentuk, 0), ""].join("\n");

function readingOf(whole) {
  const counter = new yaml.LineCounter(), reading = new Plain(whole, counter);
  const documents = yaml.parseAllDocuments(reading.text, { ...OPTIONS, lineCounter: counter });
  const [document, more] = Array.isArray(documents) ? documents : [documents];
  if (more || document?.errors?.length) throw new Uneditable("Berkas ini tidak terbaca sebagai YAML.");
  const top = document?.contents ?? null;
  if (top && !yaml.isMap(top) && !reading.blank(top)) throw new Uneditable("Berkas ini tidak memuat rincian berkunci.");
  return reading.begin(yaml.isMap(top) ? top : null);
}

// A file as it lies on the disk. Lines may end as on Windows; a mark at its beginning is no part of the text.
class Plain {
  constructor(whole, counter) {
    this.mark = whole.startsWith("\ufeff") ? "\ufeff" : "";
    this.end = whole.includes("\r\n") ? "\r\n" : "\n";
    this.text = whole.slice(this.mark.length).replaceAll("\r\n", "\n");
    this.tail = /\n*$/.exec(this.text)[0];
    Object.assign(this, { whole, yaml, counter, lines: this.text.split("\n"), tree: record(), top: null });
  }

  begin(top) {
    this.top = top;
    if (top) this.tree = this.value(top);
    return this;
  }

  // The file anew: its end as it was, and the lines before and behind what changed with their own line breaks.
  joined(made) {
    const fresh = (made.replace(/\n$/, "") + this.tail).split("\n"), raw = this.whole.slice(this.mark.length).split("\n"), old = this.lines;
    const most = Math.min(old.length, fresh.length);
    let head = 0, tail = 0;
    while (head < most && old[head] === fresh[head]) head++;
    while (tail < most - head && old.at(-1 - tail) === fresh.at(-1 - tail)) tail++;
    const middle = fresh.slice(head, fresh.length - tail).map((line) => line + this.end.slice(0, -1));
    const text = this.mark + [...raw.slice(0, head), ...middle, ...raw.slice(raw.length - tail)].join("\n");
    return text.endsWith("\r") && !this.whole.endsWith("\r") ? `${text}\n` : text; // The last line went, and this one has its break.
  }

  lineAt(offset) {
    return this.counter.linePos(offset).line;
  }

  value(node) {
    if (yaml.isMap(node)) return record(node.items.filter((pair) => !this.blank(pair.value)).map((pair) => [String(pair.key.value ?? "").normalize("NFC"), this.value(pair.value)]));
    if (yaml.isSeq(node)) return node.items.filter((item) => !this.blank(item)).map((item) => this.value(item));
    if (yaml.isAlias(node) || node.anchor || node.tag) throw new Uneditable("Berkas ini memakai jangkar atau tag YAML.");
    return String(node.value ?? "").normalize("NFC");
  }

  // Nothing is written in it, however many keys wait there.
  blank(node) {
    if (!node) return true;
    if (yaml.isMap(node)) return node.items.length > 0 && node.items.every((pair) => this.blank(pair.value));
    if (yaml.isSeq(node)) return node.items.length > 0 && node.items.every((item) => this.blank(item));
    return yaml.isScalar(node) && node.type === "PLAIN" && !node.value;
  }
}

// Numbers past the end of a list become the next one.
function placed(tree, path) {
  let here = tree;
  return path.map((part) => {
    const at = typeof part === "number" ? Math.min(part, isList(here) ? here.length : 0) : part;
    here = here?.[at];
    return at;
  });
}

function plain(value) {
  if (isList(value)) return value.map(plain);
  if (isRecord(value)) return record(Object.entries(value).filter(([, inner]) => inner !== undefined).map(([key, inner]) => [key, plain(inner)]));
  return String(value);
}

// Verdicts laid into the text of a review file: other lines stay byte for byte, comments always, and what is written
// is what `build.py verify` writes.

import { pattern } from "../form/text.js";
import { Writer } from "../form/writer.js";
import { sha256 } from "../sha256.js";

const HEADER = "# yaml-language-server: $schema=../../../docs/skema/telaah.schema.json\n";
const OPTIONS = { schema: "failsafe", version: "1.1", strict: true, uniqueKeys: true, prettyErrors: false, merge: false };
const TOP = ["verifikasi", "pelaporan", "hasil"];
const FIELDS = ["putusan", "sidik", "tanggal", "catatan"];
const STEP = "  ";

const commented = (line) => line.trimStart().startsWith("#");
const indentOf = (line) => line.length - line.trimStart().length;
const onlyComments = (text) => text.split("\n").every((line) => !line.trim() || commented(line));

// Return the text of the file with the changes in it, or null where it is written in a way that must be kept by hand.
// `changes` holds `verifikasi` by indicator, and `pelaporan`; `text` is null for a file that is to come.
export function reviewed(text, changes, checks, yaml) {
  const writer = new Lines(checks), fresh = () => `${writer.fresh(changes).join("\n")}\n`;
  if (text === null) return HEADER + fresh();
  const plain = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  if (onlyComments(plain)) return (plain && !text.endsWith("\n") ? `${text}\n` : text) + fresh();
  const before = opened(plain, yaml);
  if (!before) return null;
  const file = new Outline(plain, before, yaml).whole(), held = [...comments(file)];
  if (!lay(file, changes, writer)) return null;
  const result = `${written(file).join("\n").replace(/\n+$/, "")}\n`, after = opened(result, yaml);
  if (!after || !holds(after.tree, before.tree, changes)) return null;
  if (!covers([...comments(new Outline(result, after, yaml).whole())], held)) return null;
  return text.includes("\r\n") ? result.replaceAll("\n", "\r\n") : result;
}

// Read a document as plain values; null when it has a fault or is no block of keys.
function opened(text, yaml) {
  const counter = new yaml.LineCounter();
  const [document, more] = yaml.parseAllDocuments(text, { ...OPTIONS, lineCounter: counter }), top = document?.contents;
  if (more || !document || document.errors.length || !yaml.isMap(top) || top.flow) return null;
  return { top, counter, tree: document.toJS() };
}

// Tell whether a text holds the changes, and everything else as it was.
function holds(after, before, { verifikasi = {}, pelaporan }) {
  const wanted = { ...before, verifikasi: { ...(before.verifikasi || {}), ...verifikasi } };
  if (!Object.keys(wanted.verifikasi).length) delete wanted.verifikasi;
  if (pelaporan) wanted.pelaporan = pelaporan;
  const given = { ...after };
  if (!given.verifikasi) delete given.verifikasi;
  return same(given, wanted);
}

function same(one, other) {
  if (typeof one !== "object" || one === null || typeof other !== "object" || other === null) return (one ?? "") === (other ?? "");
  const keys = (value) => Object.keys(value).filter((key) => value[key] !== undefined);
  return keys(one).length === keys(other).length && keys(one).every((key) => key in other && same(one[key], other[key]));
}

// Yield the comments of a file, but of those entries that stay whole.
function* comments({ parts, below }) {
  for (const part of parts) {
    yield* part.above.filter(commented).map((line) => line.trim());
    if (part.beside) yield part.beside;
    yield* part.parts ? comments(part) : part.below.filter(commented).map((line) => line.trim());
  }
  yield* below.filter(commented).map((line) => line.trim());
}

function covers(given, wanted) {
  const rest = [...given];
  return wanted.every((comment) => {
    const at = rest.indexOf(comment);
    return at >= 0 && rest.splice(at, 1).length;
  });
}

// Writes entries as they are written for the first time.
class Lines {
  constructor(checks) {
    this.writer = new Writer(checks);
    this.checks = checks;
  }

  fresh({ verifikasi = {}, pelaporan }) {
    const entries = Object.entries(verifikasi).flatMap(([key, verdict]) => this.entry(key, verdict, STEP));
    return [...(entries.length ? ["verifikasi:", ...entries] : []), ...(pelaporan ? this.entry("pelaporan", pelaporan, "") : [])];
  }

  entry(key, fields, indent) {
    return [`${indent}${key}:`, ...FIELDS.filter((name) => fields[name] !== undefined).flatMap((name) => this.field(name, fields[name], indent + STEP))];
  }

  // Only a note is free text; the rest is written as it is.
  field(name, value, indent, beside = "") {
    const head = `${indent}${name}:`;
    const lines = name === "catatan" ? [...this.writer.scalar(head, value, { kind: "text" }, indent.length + 2)] : [`${head} ${value}`];
    if (beside) lines[0] += `  ${beside}`;
    return lines;
  }
}

// A document taken apart into entries with their own lines: `above` are comments and blank lines before an entry,
// `below` those at its end that are indented like what it holds.
class Outline {
  constructor(text, { top, counter }, yaml) {
    Object.assign(this, { text, top, counter, yaml, lines: text.split("\n"), next: 0 });
  }

  whole() {
    const parts = this.parts(this.top, 0);
    return { parts, below: this.loose(this.lines.length), indent: this.indent(this.top) };
  }

  line(offset) {
    return this.counter.linePos(offset).line - 1;
  }

  indent(node) {
    return " ".repeat(this.counter.linePos(node.items[0].key.range[0]).col - 1);
  }

  loose(end) {
    const found = this.lines.slice(this.next, Math.max(this.next, end));
    this.next = Math.max(this.next, end);
    return found;
  }

  // The entries that verdicts may change are taken apart, all others stay whole.
  parts(node, depth) {
    return node.items.map((pair) => this.part(pair, depth));
  }

  part(pair, depth) {
    const name = String(pair.key.value ?? ""), node = pair.value, start = this.line(pair.key.range[0]);
    const part = { name, above: this.loose(start), head: "", lines: [], parts: null, below: [], indent: "", beside: this.beside(pair) };
    const block = node && !node.flow && (this.yaml.isMap(node) || this.yaml.isSeq(node));
    if (block && this.yaml.isMap(node) && depth < 2 && name !== "hasil") {
      Object.assign(part, { head: this.lines[start], indent: this.indent(node) });
      this.next = start + 1;
      part.parts = this.parts(node, name === "pelaporan" && depth === 0 ? 2 : depth + 1);
      part.below = this.below(part.indent.length);
      return part;
    }
    this.next = this.end(pair);
    part.lines = this.lines.slice(start, this.next);
    if (block) part.below = this.below(indentOf(this.lines[this.line(node.range[0])]));
    if (node?.flow && this.yaml.isMap(node)) part.unfold = () => this.unfold(part, node);
    return part;
  }

  // Write what stands in brackets as a block, so that it has entries to put others among; comments within have no place.
  unfold(part, node) {
    if (part.lines.slice(0, -1).some((line) => /(?:^|\s)#/.test(line))) return false;
    const made = fresh(part.name, /^\s*/.exec(part.lines[0])[0]);
    const parts = node.items.map(({ key, value }) => {
      const name = String(key.value ?? ""), raw = value ? this.text.slice(value.range[0], value.range[1]).replace(/\s*\n\s*/g, " ") : "";
      const one = { ...fresh(name, made.indent), parts: null, lines: [`${made.indent}${name}: ${raw}`.trimEnd()], beside: "" };
      if (this.yaml.isMap(value)) one.unfold = () => this.unfold(one, value);
      return one;
    });
    Object.assign(part, { ...made, head: part.beside ? `${made.head}  ${part.beside}` : made.head, above: part.above, beside: part.beside, below: part.below, parts });
    return true;
  }

  // The line behind the last one of a value.
  end(pair) {
    const node = pair.value;
    if (!node || node.range[1] <= node.range[0]) return this.line(pair.key.range[0]) + 1;
    let last = this.line(Math.max(node.range[0], node.range[1] - 1));
    while (last > 0 && (!this.lines[last].trim() || (!this.yaml.isScalar(node) && !node.flow && commented(this.lines[last])))) last--;
    return last + 1;
  }

  beside({ key, value }) {
    const block = value?.type === "BLOCK_LITERAL" || value?.type === "BLOCK_FOLDED", empty = !value || value.range[1] <= value.range[0];
    const whole = !empty && !this.yaml.isScalar(value) && !value.flow;
    const from = block ? value.range[0] : empty || whole ? key.range[1] : value.range[1];
    const rest = this.text.slice(from).split("\n", 1)[0].replace(block ? /^[|>][-+0-9]*/ : /^\s*:/, "");
    return /^\s*(#.*)$/.exec(rest)?.[1].trimEnd() ?? "";
  }

  // Comments below a block that are indented at least as deep.
  below(column) {
    let last = this.next;
    for (let index = this.next; index < this.lines.length; index++) {
      const line = this.lines[index];
      if (line.trim() && !(commented(line) && indentOf(line) >= column && column > 0)) break;
      if (line.trim()) last = index + 1;
    }
    return this.loose(last);
  }
}

function written({ parts, below }) {
  return [...parts.flatMap((part) => [...part.above, ...(part.parts ? [part.head, ...written(part)] : [...part.lines, ...part.below])]), ...below];
}

// Put the changes in their places; return false where one cannot be.
function lay(file, { verifikasi = {}, pelaporan }, writer) {
  const all = (part) => Object.entries(verifikasi).every(([key, verdict]) => fill(entry(part, key), verdict, writer));
  const judged = !Object.keys(verifikasi).length || all(block(file, "verifikasi"));
  return judged && (!pelaporan || fill(block(file, "pelaporan"), pelaporan, writer));
}

function fresh(name, indent) {
  return { name, above: [], head: `${indent}${name}:`, lines: [], parts: [], below: [], indent: `${indent}${STEP}`, beside: "" };
}

// Return an entry of the file as a block, and make it in its place where there is none.
function block(file, name) {
  const rank = (part) => TOP.indexOf(part.name), known = file.parts.find((part) => part.name === name);
  if (known) return asBlock(known);
  const made = fresh(name, file.indent), at = file.parts.findIndex((part) => rank(part) > TOP.indexOf(name));
  if (at === 0) {
    // What stands at the head of the file stays there.
    const { above } = file.parts[0], blank = above.findLastIndex((line) => !line.trim());
    made.above = above.splice(0, blank >= 0 ? blank + 1 : above.length);
  }
  file.parts.splice(at < 0 ? file.parts.length : at, 0, made);
  return made;
}

// Return an entry that is there as a block; null where a comment would be lost.
function asBlock(part) {
  if (part.parts) return part;
  if (part.unfold) return part.unfold() ? part : null;
  const made = fresh(part.name, /^\s*/.exec(part.lines[0])[0]);
  return Object.assign(part, { head: part.beside ? `${made.head}  ${part.beside}` : made.head, lines: [], parts: [], indent: made.indent });
}

function entry(part, key) {
  const known = part?.parts.find((one) => one.name === key);
  if (known || !part) return known ? asBlock(known) : null;
  part.parts.push(fresh(key, part.indent));
  return part.parts.at(-1);
}

// Write the fields of a verdict; a note that belonged to the former one goes, its comments stay at the end.
function fill(part, fields, writer) {
  if (!part) return false;
  for (const name of FIELDS) {
    const at = part.parts.findIndex((one) => one.name === name), known = part.parts[at];
    if (fields[name] !== undefined && known) known.lines = writer.field(name, fields[name], part.indent, known.beside);
    else if (fields[name] !== undefined) {
      const later = part.parts.findIndex((one) => FIELDS.indexOf(one.name) > FIELDS.indexOf(name));
      part.parts.splice(later < 0 ? part.parts.length : later, 0, { ...fresh(name, part.indent), parts: null, lines: writer.field(name, fields[name], part.indent) });
    } else if (known) {
      part.parts.splice(at, 1);
      part.below.push(...known.above.filter((line) => line.trim()), ...(known.beside ? [part.indent + known.beside] : []));
    }
  }
  return true;
}

// Return the verdicts and the submission that a file holds; null for one that cannot be read.
export function decided(text, yaml) {
  const plain = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  if (onlyComments(plain)) return { verifikasi: {} };
  const read = opened(plain, yaml);
  return read && { verifikasi: read.tree.verifikasi || {}, pelaporan: read.tree.pelaporan || undefined };
}

const BLANKS = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g; // What Python's `split` takes.

// A note as the file has it: one line of what can be seen.
export function noteOf(text, checks) {
  return text.replace(pattern(checks, "tersembunyi"), "").replace(BLANKS, " ").replace(pattern(checks, "kendali"), "").normalize("NFC").trim();
}

// What a verification saw, as the same short mark that `check` works out: it changes with the fact or its evidence.

const DIGITS = 16;
const DOCUMENT = ["judul", "nomor", "pemegang", "tanggal", "tautan"]; // In the order of their names.

// `kind` says of what type the fact is: text, integer, number, a list of one, or a record by its fields.
export function fingerprint(fact, kind) {
  const documents = (fact.bukti ?? []).map((item) => pairs(DOCUMENT.map((name) => [name, JSON.stringify(item[name] ?? null)])));
  const text = pairs([["bukti", `[${documents.join(",")}]`], ["nilai", seen(fact.nilai ?? null, kind)]]);
  const digest = sha256(new TextEncoder().encode(text.normalize("NFC")));
  return [...digest.slice(0, DIGITS / 2)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const pairs = (entries) => `{${entries.map(([name, value]) => `"${name}":${value}`).join(",")}}`;

function seen(value, kind) {
  if (value === null) return "null";
  if (Array.isArray(kind)) return `[${value.map((item) => seen(item, kind[0])).join(",")}]`;
  if (typeof kind === "object") return pairs(Object.keys(kind).sort().map((name) => [name, seen(value[name] ?? null, kind[name])]));
  if (kind === "integer") return String(BigInt(value));
  return JSON.stringify(kind === "number" ? plain(String(value)) : value);
}

// A number without the zeros that say nothing, never with an exponent; a word that stands for a number as it is.
function plain(text) {
  if (/^-?\d+(?:\.\d+)?e[-+]?\d+$/i.test(text)) return plain(Number(text).toFixed(8));
  const match = /^(-?)0*(\d+)(?:\.(\d*?)0*)?$/.exec(text);
  if (!match) return text;
  const [, sign, whole, part] = match;
  return sign + whole + (part ? `.${part}` : "");
}

// YAML text becomes a record of texts with the line of every value; what cannot be read is told at its line.

import { phrase, quoted, visible } from "./text.js";
import { record } from "./values.js";

const OPTIONS = { schema: "failsafe", version: "1.1", strict: true, uniqueKeys: true, prettyErrors: false, merge: false };

// Which rule of `check` speaks of what the reader of YAML found.
const RULES = {
  ALIAS_PROPS: "yaml-jangkar",
  BAD_ALIAS: "yaml-jangkar",
  BAD_DIRECTIVE: "yaml-tag",
  BAD_DQ_ESCAPE: "yaml-kutip",
  BAD_INDENT: "yaml-inden",
  BAD_SCALAR_START: "yaml-tanda-awal",
  BLOCK_AS_IMPLICIT_KEY: "yaml-titik-dua",
  BLOCK_IN_FLOW: "yaml-kurung",
  MULTILINE_IMPLICIT_KEY: "yaml-titik-dua",
  TAB_AS_INDENT: "yaml-tab",
  TAG_RESOLVE_FAILED: "yaml-tag",
};

export function read(text, checks, yaml) {
  const shown = visible(text, checks), counter = new yaml.LineCounter();
  const documents = yaml.parseAllDocuments(shown.endsWith("\n") ? shown : `${shown}\n`, { ...OPTIONS, lineCounter: counter });
  const reading = new Reading(shown, checks, yaml, counter);
  for (const document of Array.isArray(documents) ? documents : [documents]) reading.document(document);
  return reading;
}

class Reading {
  constructor(text, checks, yaml, counter) {
    Object.assign(this, { text, checks, yaml, counter, faults: [], tree: record(), top: null, values: new Map(), keys: new Map() });
    this.lines = text.split("\n");
  }

  get broken() {
    return this.faults.length > 0;
  }

  document(document) {
    for (const error of document.errors) this.syntax(error);
    if (this.top) return this.general("dokumen-ganda", document.range?.[0] ?? 0);
    const content = document.contents;
    if (!this.yaml.isMap(content)) {
      const rule = "bentuk-salah/berkas";
      if (!this.broken) this.fault("bentuk-salah", content?.range?.[0] ?? 0, phrase(this.checks, rule), phrase(this.checks, `${rule}/perbaikan`));
      return undefined;
    }
    this.top = content;
    this.tree = this.value(content, []);
    this.faults.push(...oddities(this));
    this.faults.sort((one, other) => one.line - other.line);
    return undefined;
  }

  fault(rule, offset, message, help) {
    this.faults.push({ rule, severity: "galat", line: this.lineAt(offset), message, help });
  }

  // Say a fault of syntax in the words that explain its rule.
  general(rule, offset) {
    const [, title, mend] = this.checks.aturan[rule];
    this.fault(rule, offset, title.charAt(0).toLowerCase() + title.slice(1), mend);
  }

  syntax(error) {
    if (error.code === "DUPLICATE_KEY") {
      const key = /^\s*(?:-\s+)*([^:]*)/.exec(this.lines[this.lineAt(error.pos[0]) - 1])[1];
      return this.fault("kunci-ganda", error.pos[0], phrase(this.checks, "kunci-ganda", { key }), phrase(this.checks, "kunci-ganda/perbaikan"));
    }
    const quote = error.code === "MISSING_CHAR" && /quote/i.test(error.message), bracket = /flow|bracket|\]|\}/i.test(error.message);
    const rule = RULES[error.code] ?? (quote ? "yaml-kutip" : bracket ? "yaml-kurung" : "yaml-rusak");
    const line = quote ? this.opened(error.pos[0]) : this.lineAt(error.pos[0]);
    return this.general(suspected(this.lines[line - 1] ?? "") ?? rule, this.counter.lineStarts[line - 1] ?? error.pos[0]);
  }

  // The line on which a quote was opened that never closes; the reader notices at the end only.
  opened(offset) {
    const end = this.lineAt(offset);
    const open = this.lines.slice(0, end).findIndex((line) => {
      const match = /^(?:\s*(?:- +)*[^\s:"'][^:"']*:\s+|\s*(?:- +)+)(["'])(.*)$/.exec(line);
      return match && !match[2].replaceAll(match[1] === "'" ? "''" : '\\"', "").includes(match[1]);
    });
    return open < 0 ? end : open + 1;
  }

  lineAt(offset) {
    return this.counter.linePos(offset).line;
  }

  value(node, path) {
    this.refuseMachinery(node);
    this.values.set(key(path), this.lineAt(node.range[0]));
    if (this.yaml.isMap(node)) return this.mapping(node, path);
    if (this.yaml.isSeq(node)) return node.items.filter((item) => !this.blank(item)).map((item, index) => this.value(item, [...path, index]));
    return this.yaml.isAlias(node) ? `*${node.source}` : String(node.value ?? "").normalize("NFC");
  }

  mapping(node, path) {
    const made = record();
    for (const pair of node.items) {
      const name = this.yaml.isScalar(pair.key) ? String(pair.key.value ?? "").normalize("NFC") : null;
      if (name === null) {
        this.general("yaml-rusak", pair.key?.range?.[0] ?? node.range[0]);
        continue;
      }
      const here = [...path, name];
      this.keys.set(key(here), this.lineAt(pair.key.range[0]));
      if (pair.value && !this.blank(pair.value)) made[name] = this.value(pair.value, here);
    }
    return made;
  }

  refuseMachinery(node) {
    if (this.yaml.isAlias(node) || node.anchor) this.general("yaml-jangkar", node.range[0]);
    if (node.tag) this.general("yaml-tag", node.range[0]);
  }

  // Nothing is written in it, however many keys wait there.
  blank(node) {
    if (!node) return true;
    if (this.yaml.isMap(node)) return node.items.length > 0 && node.items.every((pair) => this.blank(pair.value));
    if (this.yaml.isSeq(node)) return node.items.length > 0 && node.items.every((item) => this.blank(item));
    return this.yaml.isScalar(node) && node.type === "PLAIN" && !node.value;
  }

  // The line of a finding: of the value, or of the part of its path that exists.
  line(found) {
    const own = key(found.path);
    if (found.onKey) return this.keys.get(own) ?? this.keys.get(key(found.path.slice(0, -1))) ?? this.nearest(found.path.slice(0, -1));
    return this.nearest(found.path);
  }

  nearest(path) {
    for (let length = path.length; length > 0; length--) {
      const here = key(path.slice(0, length)), line = this.values.get(here) ?? this.keys.get(here);
      if (line) return line;
    }
    return 1;
  }
}

// What a broken line most likely suffers from, by how its value begins; null when that tells nothing.
function suspected(line) {
  if (/^(?:<{7}|={7}|>{7})/.test(line)) return "yaml-bentrok";
  const value = /^\s*(?:- +)*(?:[^\s:"'#][^:"']*:\s+)?(.*)$/.exec(line)[1];
  if (/^["'\u201c\u201d\u2018\u2019]/.test(value)) return "yaml-kutip";
  if (/^[@%`*&!|>\]}]|^\? |^\[[^\]]*\]\S/.test(value) && /:/.test(line)) return "yaml-tanda-awal";
  return /:\s+- /.test(line) ? "yaml-strip" : null;
}

export const key = (path) => JSON.stringify(path);

// What YAML allows and hardly anyone means: lines swallowed by a text, text lost as a comment, lists without a dash.

const indentOf = (line) => line.length - line.replace(/^ +/, "").length;

// Yield each with its rule, its line from 1, and the key of its phrase.
function* oddities(reading) {
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

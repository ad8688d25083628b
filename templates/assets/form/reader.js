// YAML text becomes a record of texts with the line of every value; what cannot be read is told at its line.

import { pattern, phrase } from "./phrases.js";
import { record } from "./tree.js";

const OPTIONS = { schema: "failsafe", version: "1.1", strict: true, uniqueKeys: true, prettyErrors: false, merge: false, keepSourceTokens: true };

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

// The text as it looks: every kind of space is a space, and what has no width is not there.
export function visible(text, checks) {
  const spaces = new Set(checks.daftar.spasi);
  const shown = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n").replace(pattern(checks, "kendali"), " ");
  return [...shown].map((sign) => (spaces.has(sign.codePointAt(0)) ? " " : sign)).join("").replace(pattern(checks, "tersembunyi"), "");
}

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
    return this.general(RULES[error.code] ?? (quote ? "yaml-kutip" : bracket ? "yaml-kurung" : "yaml-rusak"), error.pos[0]);
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
    if (node.srcToken && tagged(node)) this.general("yaml-tag", node.range[0]);
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

export const key = (path) => JSON.stringify(path);
const tagged = (node) => typeof node.tag === "string" && node.tag !== "" && !["tag:yaml.org,2002:map", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:str"].includes(node.tag);

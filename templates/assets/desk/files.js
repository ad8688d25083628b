// A data file that is kept by hand: what it holds, what is wrong with it, and how it is changed.

import { knownNames, namesAPerson, privateNumbers, straysIn } from "../form/rules.js";
import { dateText, finding, phrase } from "../form/text.js";
import { validate } from "../form/validate.js";
import { copy, equal, isList, isRecord, isText, leaves, normal, record, setAt } from "../form/values.js";
import { rewrite, Writer } from "../form/writer.js";
import * as yaml from "../yaml.js";

// The files of the settings: by which shape each is read, what is found in it, and what they may refer to.

export const periodPath = (year) => `periods/${year}/period.yaml`;

const PLACES = [
  [/^region\.yaml$/, "daerah"],
  [/^periods\/\d{4}\/period\.yaml$/, "periode"],
  [/^periods\/\d{4}\/penerimaan\.yaml$/, "penerimaan"],
  [/^periods\/results\.yaml$/, "hasil"],
  [/^opd\/[a-z0-9-]+\.yaml$/, "opd"],
];

// The kind of a file of the settings; nothing for another.
export const kindOf = (path) => PLACES.find(([place]) => place.test(path))?.[1];

// The checks of the page for one kind of file.
export function checksOf({ periksa, atur }, kind) {
  return { ...periksa, bentuk: atur.bentuk[kind], kosakata: { ...periksa.kosakata, ...atur.kosakata } };
}

// Rows of the SPD in the rubric of a period.
export const rowsOf = (atur, rubric) => atur.rubrik[rubric]?.spd ?? [];

// What is found in the values of a file, each with its path.
export function findingsIn(kind, tree, data) {
  const checks = checksOf(data, kind), shape = validate(tree, checks);
  return [...shape, ...(shape.length ? [] : ruled(kind, normal(checks.bentuk, tree, checks), checks, data)), ...signs(tree, checks)];
}

function ruled(kind, tree, checks, { atur, opd }) {
  if (kind === "periode") return [...periodRules(tree, checks, rowsOf(atur, tree.rubrik))];
  return kind === "opd" && isText(tree.pendamping) ? mentor(tree.pendamping.trim(), checks, opd) : [];
}

function mentor(text, checks, agencies) {
  const known = knownNames(checks, Object.values(agencies).flat().filter(Boolean)), rule = "nama-orang";
  return namesAPerson(checks, text, known, false) ? [finding(checks, rule, ["pendamping"], phrase(checks, rule, { text }), phrase(checks, `${rule}/perbaikan`))] : [];
}

// What is found in the text of a file, for who holds the text alone.
export function findings(path, text, data) {
  const kind = kindOf(path);
  return kind ? findingsIn(kind, valuesOf(text), data) : [];
}

// Signs that nobody sees, and numbers of persons, in every text; a number of an office stands behind its own key.
function* signs(tree, checks) {
  for (const [path, text] of leaves(tree, checks.bentuk)) {
    yield* straysIn(text, path, checks);
    for (const line of text.split("\n")) for (const one of privateNumbers(`${path.at(-1)}: ${line}`, checks)) yield { ...one, path };
  }
}

// What `check` says of one period that has its right shape, in its words. Only `check` knows what compares files with
// each other: names that are not there, periods that overlap, agencies in a ring, numbers of receipts, addresses.

const NUMBER = /^-?[0-9]{1,15}(\.[0-9]{1,8})?$/;

// `rows` are those of the period's rubric, by their key.
function* periodRules(period, checks, rows) {
  yield* backward(period, checks);
  yield* repeated(period, checks);
  yield* outside(period, checks);
  yield* unsourced(period, checks);
  yield* shortening(period, checks);
  yield* unreadable(period, checks, rows);
}

const stages = (period) => period.linimasa ?? [];
const told = (checks, rule, path, values, help = phrase(checks, `${rule}/perbaikan`)) => finding(checks, rule, path, phrase(checks, rule, values), help);

function* backward(period, checks) {
  const ranges = [[[], period], [["jendela"], period.jendela], ...stages(period).map((stage, index) => [["linimasa", index], stage])];
  for (const [path, { mulai: first, selesai: last }] of ranges) {
    if (first > last) yield told(checks, "rentang-terbalik", [...path, "selesai"], { first, last });
  }
}

function* repeated(period, checks) {
  const seen = new Set();
  for (const [index, { id }] of stages(period).entries()) {
    const [, , mend] = checks.aturan["kunci-tahap-ganda"];
    if (seen.has(id)) yield told(checks, "kunci-tahap-ganda", ["linimasa", index, "id"], { id }, mend);
    seen.add(id);
  }
}

function* outside(period, checks) {
  const within = (day) => period.mulai <= day && day <= period.selesai;
  for (const [index, stage] of stages(period).entries()) {
    const field = within(stage.mulai) ? "selesai" : "mulai";
    if (!within(stage[field]) && stage.mulai <= stage.selesai) yield told(checks, "tahap-di-luar-periode", ["linimasa", index, field], { field, name: stage.nama, year: period.tahun });
  }
}

function* unsourced(period, checks) {
  const dated = [...["jendela", "target", "pengumpulan"].map((name) => [[name], period[name]]), ...stages(period).map((stage, index) => [["linimasa", index], stage])];
  const [, , mend] = checks.aturan["tanggal-tanpa-sumber"];
  for (const [path, item] of dated) {
    if (item?.asal === "resmi" && !item.sumber?.length) yield told(checks, "tanggal-tanpa-sumber", [...path, "asal"], {}, mend);
  }
}

function* shortening(period, checks) {
  for (const [index, stage] of stages(period).entries()) {
    const ends = [...(stage.perpanjangan ?? []).map((one) => one.selesai_semula), stage.selesai];
    for (const [at, before] of ends.slice(0, -1).entries()) {
      if (before < ends[at + 1]) continue;
      const days = { before: dateText(before, checks), after: dateText(ends[at + 1], checks) };
      yield told(checks, "perpanjangan-mundur", ["linimasa", index, "perpanjangan", at, "selesai_semula"], days);
    }
  }
}

function* unreadable(period, checks, rows) {
  for (const row of rows) {
    const value = isRecord(period.spd) ? period.spd[row.id]?.nilai : undefined;
    if (value === undefined || row.kata.includes(value) || (row.angka && fits(value))) continue;
    const words = row.kata.map((word) => `\`${word}\``).join(", ");
    const help = row.kata.length ? phrase(checks, "spd-tidak-terbaca/perbaikan", { words }) : phrase(checks, "spd-tidak-terbaca/angka/perbaikan");
    yield told(checks, "spd-tidak-terbaca", ["spd", row.id, "nilai"], { shown: value }, help);
  }
}

const fits = (text) => NUMBER.test(text) && text.replace(/[-.]/g, "").replace(/^0+/, "").length <= 15;

// A data file changed at some places: every other line stays byte for byte, with comments, order of keys and quoting.

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
export function newFile(tree, schema, checks) {
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

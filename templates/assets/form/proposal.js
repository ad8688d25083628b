// A proposal: the record, whose it is, what it is called, and the text it came from when it exists already.

import { make, marked } from "./elements.js";
import { read } from "./reader.js";
import { privateNumbers, rules, strays } from "./rules.js";
import { valueMark } from "./submission.js";
import { finding, phrase } from "./text.js";
import { validate } from "./validate.js";
import { copy, equal, isList, isRecord, isText, leaves, record, setAt, shapeAt, slugOf, valueAt } from "./values.js";
import { rewrite, write } from "./writer.js";

export class Proposal {
  constructor(data) {
    Object.assign(this, { data, checks: data.periksa, tree: record(), opd: "", ownId: "", base: null, clashes: [], gone: false, desk: "" });
  }

  // The name under which the draft is kept: of the published record, or of its own where several lie side by side.
  get key() {
    return this.base?.id ?? (this.desk ? `baru-${this.desk}` : "baru");
  }

  get id() {
    return this.ownId || shortSlug(this.tree.nama ?? "");
  }

  get path() {
    return this.opd && this.id ? pathOf(this.opd, this.id) : "";
  }

  // Take a record that was read; `known` says which published one it is.
  take(reading, known) {
    Object.assign(this, { tree: copy(reading.tree), clashes: [], gone: false });
    this.base = reading.broken ? null : baseOf(reading, known);
    if (known) Object.assign(this, { opd: known.opd, ownId: known.id });
  }

  // Nothing is said here that the published record does not say.
  get unchanged() {
    const { base } = this;
    return Boolean(base?.id) && equal(this.tree, base.reading.tree) && pathOf(this.opd, this.ownId) === base.path;
  }

  // Go on from what is published now; return the paths that changed there alone.
  rebase(reading, known) {
    const from = this.base, { tree, taken, clashes } = merge(from.reading.tree, this.tree, reading.tree);
    if (pathOf(this.opd, this.ownId) === from.path) Object.assign(this, { opd: known.opd, ownId: known.id });
    Object.assign(this, { tree, clashes: stillOpen(clashes, this.clashes, reading.tree), base: baseOf(reading, known) });
    return taken;
  }

  // Lay a record onto the published one: what differs is asked about, unless marks tell who changed it.
  overlay(tree, marks) {
    const theirs = this.base.reading.tree, { tree: joined, clashes } = merge(common(tables(this.checks.bentuk).main, marks, tree, theirs), tree, theirs);
    Object.assign(this, { tree: joined, clashes });
  }

  // What the form held before anything was written into it.
  get origin() {
    const [, opd = "", file = ""] = (this.base?.path ?? "").split("/");
    return { tree: this.base?.reading.tree ?? record(), opd, ownId: file.replace(/\.yaml$/, "") };
  }

  // Join what another tab kept of the same draft; `before` is the draft as both knew it, if they did.
  join(before, now, yaml) {
    const from = before ?? this.origin, { tree, clashes } = merge(copy(from.tree), this.tree, copy(now.tree));
    const own = (name) => (this[name] === from[name] ? now[name] ?? "" : this[name]);
    const made = { tree, opd: own("opd"), ownId: own("ownId"), clashes: [...copied(now.clashes), ...clashes.map((clash) => ({ ...clash, tab: true }))] };
    if (now.text !== this.base?.text) this.resume(now, yaml);
    Object.assign(this, made);
  }

  // Settle every clash by the side chosen for it.
  settle(sides) {
    for (const [at, clash] of this.clashes.entries()) settle(this.tree, clash, sides[at]);
    this.clashes = [];
  }

  // What people call a value, with what is around it.
  label(path) {
    return path.map((part, at) => shapeAt(this.checks.bentuk, path.slice(0, at + 1))?.label ?? part).join(": ");
  }

  get edits() {
    return this.base?.path ? this.base : null;
  }

  // The text of the file: what did not change stays as it was written.
  text(yaml) {
    const kept = this.base && rewrite(this.base.reading, this.tree, this.checks);
    if (kept) {
      const again = read(kept, this.checks, yaml);
      if (!again.broken && equal(again.tree, this.tree)) return kept;
    }
    return write(this.tree, this.checks);
  }

  draft() {
    return { tree: this.tree, opd: this.opd, ownId: this.ownId, text: this.base?.text, id: this.base?.id, path: this.base?.path, mark: this.base?.mark, clashes: this.clashes };
  }

  // Take up a draft; without the reader of YAML its text of origin is not known again.
  resume(draft, yaml) {
    Object.assign(this, { tree: copy(draft.tree), opd: draft.opd ?? "", ownId: draft.ownId ?? "", clashes: copied(draft.clashes) });
    this.base = draft.text && yaml ? { reading: read(draft.text, this.checks, yaml), text: draft.text, id: draft.id, path: draft.path, mark: draft.mark } : null;
  }

  findings() {
    const shape = validate(this.tree, this.checks);
    const agencies = Object.values(this.data.opd).flat().filter(Boolean);
    const ruled = shape.length ? [] : [...rules(this.tree, this.checks, { agencies, others: this.data.inovasi, id: this.base?.id ?? this.id })];
    return [...this.own(), ...this.open(), ...shape, ...ruled, ...strays(this.tree, this.checks), ...this.numbers()];
  }

  // What still has to be chosen between.
  *open() {
    const help = "Pilih salah satu pada “Pilih isian yang dipakai” di atas formulir.";
    if (this.gone) yield { severity: "galat", path: ["id"], message: "catatan ini tidak lagi terbit pada katalog", help: "Simpan berkasnya, lalu tanyakan kepada pengelola apakah catatan itu dipindahkan atau digabung." };
    for (const { path, tab } of this.clashes) yield { severity: "galat", path, message: `isian ini juga diubah pada ${tab ? "tab lain" : "catatan yang terbit"}`, help };
  }

  // What is missing of the agency and the name of the file.
  *own() {
    const known = this.data.inovasi.some((one) => one.id === this.id && one.id !== this.base?.id);
    if (!this.opd) yield { ...finding(this.checks, "wajib-diisi", ["opd"], "OPD belum dipilih", ""), missing: true };
    if (this.id && !new RegExp(`^${this.checks.batas.slug}$`).test(this.id)) yield this.misnamed();
    else if (known) yield this.about("slug-ganda", { id: this.id, opd: this.opd || "opd" });
  }

  misnamed() {
    const slug = shortSlug(this.id);
    return slug === this.id ? this.about("letak-berkas", { name: slug }, "letak-berkas/windows") : this.about("letak-berkas", { name: `${this.id}.yaml`, slug });
  }

  about(rule, values, key = rule) {
    return finding(this.checks, rule, ["id"], phrase(this.checks, key, values), phrase(this.checks, `${key}/perbaikan`, values));
  }

  *numbers() {
    for (const [path, text] of leaves(this.tree, this.checks.bentuk)) {
      for (const found of privateNumbers(text, this.checks, ["telepon", "nilai"].includes(path.at(-1)))) yield { ...found, path };
    }
  }
}

const baseOf = (reading, known) => ({ reading, text: reading.text, mark: reading.mark, id: known?.id, path: known ? pathOf(known.opd, known.id) : "" });

// Clashes as a draft kept them.
const copied = (clashes) => (isList(clashes) ? clashes.map((clash) => ({ ...clash, theirs: copy(clash.theirs), both: copy(clash.both) })) : []);

function shortSlug(name) {
  return slugOf(name).slice(0, 60).replace(/-+$/, "");
}

function pathOf(opd, id) {
  return `innovations/${opd}/${id}.yaml`;
}

// An innovation of a spreadsheet with what the form's checks say of it, each at its cell.

const LINE_TO_ADD = /^Tambahkan `[a-z_]+: \.\.\.`\./; // How a finding asks for a line of a file; a cell is filled in.

// Return { draft, proposal, listed, told }; `listed` is the published record of the same name, `drafts` all of the workbook.
export function examined(draft, drafts, data) {
  const proposal = Object.assign(new Proposal(data), { tree: draft.tree, opd: draft.opd, ownId: draft.id });
  const listed = data.inovasi.find((one) => one.id === proposal.id);
  proposal.base = listed ? { id: listed.id } : null;
  const findings = proposal.findings().filter((one) => one.severity === "galat" && !(listed && one.missing) && !(one.path[0] === "opd" && draft.places.has('["opd"]')));
  const twice = proposal.id && drafts.some((one) => one !== draft && one.known === proposal.id);
  draft.known = proposal.id;
  const told = [...draft.faults, ...findings.map((one) => ({ place: draft.at(one.path), message: one.message, help: one.help?.replace(LINE_TO_ADD, "Isi selnya.") }))];
  if (twice) told.push({ place: draft.at(["id"]), message: `nama berkas \`${proposal.id}\` dipakai dua kali`, help: "Isi Nama berkas dengan nama lain." });
  return { draft, proposal, listed, told };
}

// What the sheet began with of a record; what it never held was not emptied.
export const marksOf = (began, { id }, { asked }) => new Map([...(began.get(id) ?? [])].filter(([name]) => asked.has(name)));

export function faultList(faults) {
  return make("ul", {}, ...faults.map(({ place, message, help }) => make("li", {}, make("b", { textContent: place }), ": ", ...marked(message), ". ", ...marked(help ?? ""))));
}

// Two records that came from one: what only one side changed is taken, what both changed differently is left to a person.

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
function settle(tree, clash, side) {
  if (side !== "mine") setAt(tree, clash.path, copy(clash[side]));
}

// Add clashes of before that are still open; what the other side holds is as it is now.
function stillOpen(clashes, before, theirs) {
  const known = before.filter((old) => !clashes.some((clash) => equal(clash.path, old.path)));
  return [...clashes, ...known.map((old) => ({ ...old, theirs: valueAt(theirs, old.path) }))];
}

// What a workbook began with: a hidden sheet keeps a short mark of every field of a record, so that what its writer changed
// is told from what was published since. Marks of lists of records are not compared; where these differ, people are asked.

const SHEETS = ["_katalog", "asal"];

// Return by the name of a record's file the marks of its fields.
export function beginnings(sheets) {
  const sheet = sheets.find(({ name }) => SHEETS.includes(name.trim().toLowerCase()));
  const rows = [...(sheet?.rows.values() ?? [])].map((cells) => [cells.get(1)?.text, cells.get(2)?.text ?? ""]);
  return new Map(rows.filter(([id, text]) => id && text.includes("=")).map(([id, text]) => [id, new Map(text.split(/\s+/).map((pair) => pair.split("=")))]));
}

function plain(value, shape) {
  if (isList(value)) return value.map((item) => plain(item, shape.item));
  if (shape.kind === "integer") return Number(value);
  return shape.kind === "answer" ? value === "ya" : value;
}

function mark(value, shape) {
  const simple = isText(value) || (isList(value) && value.every(isText));
  return simple ? valueMark(JSON.stringify(plain(value, shape))) : null;
}

// The record that both sides came from, as far as the marks tell it.
function common(columns, marks, mine, theirs) {
  const base = record();
  for (const { path, shape } of columns.values()) {
    const known = marks?.get(path.join("."));
    const side = [theirs, mine].map((tree) => valueAt(tree, path)).find((value) => value !== undefined && known === mark(value, shape));
    if (known && side !== undefined) setAt(base, path, side);
  }
  return base;
}

// Where the columns and rows of a spreadsheet lead to in a record: the sheets of the template, as the model makes them.

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

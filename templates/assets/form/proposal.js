// A proposal: the record, whose it is, what it is called, and the text it came from when it exists already.

import { pathOf, slugOf } from "./address.js";
import { common } from "./beginnings.js";
import { merge, settle, stillOpen } from "./merge.js";
import { finding, phrase } from "./phrases.js";
import { read } from "./reader.js";
import { rewrite } from "./rewrite.js";
import { privateNumbers, rules } from "./rules.js";
import { strays } from "./strays.js";
import { tables } from "./tables.js";
import { copy, equal, isList, leaves, record, shapeAt } from "./tree.js";
import { validate } from "./validate.js";
import { write } from "./writer.js";

export class Proposal {
  constructor(data) {
    Object.assign(this, { data, checks: data.periksa, tree: record(), opd: "", ownId: "", base: null, clashes: [], gone: false, desk: "" });
  }

  // The name under which the draft is kept: of the published record, or of its own where several lie side by side.
  get key() {
    return this.base?.id ?? (this.desk ? `baru-${this.desk}` : "baru");
  }

  get id() {
    return this.ownId || slugOf(this.tree.nama ?? "");
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
    const slug = slugOf(this.id);
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

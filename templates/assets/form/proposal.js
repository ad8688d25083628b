// A proposal: the record, whose it is, what it is called, and the text it came from when it exists already.

import { pathOf, slugOf } from "./address.js";
import { finding, phrase } from "./phrases.js";
import { read } from "./reader.js";
import { rewrite } from "./rewrite.js";
import { privateNumbers, rules } from "./rules.js";
import { copy, equal, leaves, record } from "./tree.js";
import { validate } from "./validate.js";
import { write } from "./writer.js";

export class Proposal {
  constructor(data) {
    Object.assign(this, { data, checks: data.periksa, tree: record(), opd: "", ownId: "", base: null });
  }

  get key() {
    return this.base?.id ?? "baru";
  }

  get id() {
    return this.ownId || slugOf(this.tree.nama ?? "");
  }

  get path() {
    return this.opd && this.id ? pathOf(this.opd, this.id) : "";
  }

  // Take a record that was read; `known` says which published one it is.
  take(reading, known) {
    this.tree = copy(reading.tree);
    this.base = reading.broken ? null : { reading, text: reading.text, id: known?.id, path: known ? pathOf(known.opd, known.id) : "" };
    if (known) Object.assign(this, { opd: known.opd, ownId: known.id });
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
    return { tree: this.tree, opd: this.opd, ownId: this.ownId, text: this.base?.text, id: this.base?.id, path: this.base?.path };
  }

  // Take up a draft; without the reader of YAML its text of origin is not known again.
  resume(draft, yaml) {
    Object.assign(this, { tree: copy(draft.tree), opd: draft.opd ?? "", ownId: draft.ownId ?? "" });
    this.base = draft.text && yaml ? { reading: read(draft.text, this.checks, yaml), text: draft.text, id: draft.id, path: draft.path } : null;
  }

  findings() {
    const shape = validate(this.tree, this.checks);
    const agencies = Object.values(this.data.opd).flat().filter(Boolean);
    const ruled = shape.length ? [] : [...rules(this.tree, this.checks, { agencies, others: this.data.inovasi, id: this.base?.id ?? this.id })];
    return [...this.own(), ...shape, ...ruled, ...this.numbers()];
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

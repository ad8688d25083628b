// The section of the settings: a file is chosen and changed in its form; what changed goes into what will be sent.

import { make, marked } from "../form/elements.js";
import { merge } from "../form/proposal.js";
import { equal, isList, isText, record, shapeAt, slugOf, valueAt, written } from "../form/values.js";
import { Boxes } from "./boxes.js";
import { checksOf, findings, findingsIn, kindOf, newFile, rowsOf, Uneditable, valuesOf, withTree } from "./files.js";
import { outdated, Wizard } from "./wizard.js";

const PAUSE = 250;
const GONE = "Berkas itu tidak dapat diambil. Periksa sambungan internet, lalu coba lagi.";

export function start(section, bundle, data) {
  return new Settings(section, bundle, data).begin();
}

class Settings {
  constructor(section, bundle, data) {
    Object.assign(this, { section, bundle, data, file: null, boxes: null, timer: 0 });
    this.files = data.atur.berkas.flatMap(([, files]) => files.map(([path, kind, title]) => ({ path, kind, title })));
  }

  at(id) {
    return this.section.querySelector(`#atur-${id}`);
  }

  begin() {
    const pick = this.at("berkas");
    pick.addEventListener("change", () => pick.value && this.open(pick.value));
    this.at("tambah").addEventListener("click", () => this.add());
    this.at("batal").addEventListener("click", () => this.takeBack());
    this.at("form").addEventListener("submit", (event) => event.preventDefault());
    this.at("form").addEventListener("focusout", () => this.timer && this.keep()); // What is typed is there before anything is sent.
    addEventListener("pagehide", () => this.timer && this.keep());
    this.bundle.onChange(() => this.marks());
    new Wizard(this.at("wisaya"), this.at("tahun-baru"), this).begin();
    this.at("tanpa-skrip").hidden = true;
    this.at("kerja").hidden = false;
    this.marks();
    return this;
  }

  say(text) {
    this.at("kabar").textContent = text;
  }

  // What is published and what is drafted of a file; the newer text is the one to go on from.
  async texts(path) {
    const published = await this.bundle.original(path), drafted = this.bundle.files().find((one) => one.path === path);
    return { published, drafted };
  }

  async open(path) {
    if (this.timer) this.keep();
    this.at("berkas").value = path;
    const { published, drafted } = await this.texts(path).catch(() => ({}));
    if (published === undefined) return this.refuse(GONE);
    if (!published && !drafted) return this.show(this.fresh(path));
    try {
      this.show(this.begun(path, published, drafted));
    } catch (error) {
      if (!(error instanceof Uneditable)) throw error;
      this.refuse(error.message);
    }
    return undefined;
  }

  // Open the file in which a receipt stands.
  async openReceipt(number) {
    for (const { path } of this.files.filter(({ kind }) => kind === "penerimaan")) {
      const { published } = await this.texts(path).catch(() => ({}));
      if (published?.text.includes(number)) return this.open(path);
    }
    return this.refuse(`Nomor ${number} belum tercatat pada terbitan ini.`);
  }

  // A file that the catalogue has not yet.
  fresh(path) {
    const title = this.files.find((one) => one.path === path)?.title;
    return { path, kind: kindOf(path), title, published: null, base: undefined, before: record(), text: "", told: "", tree: record() };
  }

  // Leave the file that is open; what was changed in it stays among what will be sent.
  close() {
    if (this.timer) this.keep();
    this.at("berkas").value = "";
    this.refuse("");
  }

  // While a year is opened no other file is, for both may change the same one.
  lock(locked) {
    for (const id of ["berkas", "tambah", "tahun-baru"]) this.at(id).disabled = locked;
  }

  refuse(text) {
    this.file = null;
    this.at("isi").hidden = true;
    this.say(text);
  }

  // A file to work on: `text` is what the next one is laid into, `before` what is published.
  begun(path, published, drafted) {
    const kind = kindOf(path), title = this.files.find((one) => one.path === path)?.title ?? titleIn(drafted.text, path);
    const file = { path, kind, title, published, base: published?.base, before: published ? valuesOf(published.text) : record(), text: drafted?.text ?? published.text, told: "" };
    if (drafted && drafted.base !== published?.base) this.rebase(file, drafted);
    return { ...file, tree: valuesOf(file.text) };
  }

  // The published file changed since the draft was begun: what only one side changed is taken, mine stays else.
  rebase(file, drafted) {
    if (!drafted.began || !file.published) {
      Object.assign(file, { base: drafted.base, told: "Berkas yang terbit berubah sesudah perubahan ini dibuat. Batalkan perubahan berkas ini, lalu buat lagi." });
      return;
    }
    const checks = checksOf(this.data, file.kind), { tree, clashes } = merge(valuesOf(drafted.began), valuesOf(drafted.text), file.before);
    const names = clashes.map(({ path }) => this.label(checks.bentuk, path)).join(", ");
    const mine = names ? ` Isian ini berubah di kedua tempat, dan yang dipakai isian Anda: ${names}.` : "";
    Object.assign(file, { text: withTree(file.published.text, tree, checks), told: `Berkas yang terbit berubah sesudah perubahan ini dibuat; perubahannya ikut dimuat.${mine}` });
  }

  label(shape, path) {
    return path.map((part, at) => shapeAt(shape, path.slice(0, at + 1))?.label ?? (typeof part === "number" ? `ke-${part + 1}` : part)).join(", ");
  }

  show(file) {
    this.file = file;
    const { kind, tree } = file, checks = checksOf(this.data, kind);
    this.boxes = new Boxes(checks, { prefix: "atur-isian", changed: () => this.changed(), say: (text) => this.say(text), ...this.ways(kind, () => tree) });
    this.at("judul").textContent = file.title;
    this.at("letak").textContent = file.path;
    this.at("isi").hidden = false;
    this.boxes.fill(this.at("form"), tree);
    this.refresh();
    if (file.told) this.keep();
    this.say(file.told || this.state());
    this.at("judul").focus();
  }

  // What the data knows of one kind of file: choices, rows, what is not changed here, what helps to change it.
  ways(kind, tree) {
    const { atur } = this.data, agencies = Object.entries(atur.opd), rubrics = Object.entries(atur.rubrik).map(([id, one]) => [id, `${one.tahun}: ${one.nama}`]);
    return {
      choices: (path) => (kind === "periode" && path.join() === "rubrik" ? rubrics : (kind === "opd" && path.join() === "induk") || (kind === "penerimaan" && path.at(-1) === "opd") ? agencies : null),
      rows: (path) => (kind === "periode" && path.join() === "spd" ? rowsOf(atur, tree().rubrik).map(spdRow) : []),
      fixed: (path) => (kind === "penerimaan" ? !["keadaan", "catatan"].includes(path.at(-1)) : kind === "periode" && path.join() === "tahun"),
      tools: (path) => (kind === "periode" && path.length === 2 && path[0] === "linimasa" ? new Stages(this, path).tools() : []),
    };
  }

  changed() {
    for (const path of this.file.kind === "periode" ? outdated(this.file.tree) : []) this.boxes.clear(path);
    this.refresh();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), PAUSE);
  }

  refresh() {
    const { kind, tree } = this.file;
    this.findings = findingsIn(kind, tree, this.data);
    this.boxes.show(this.findings);
    const faults = this.findings.map((one) => {
      const link = make("button", { type: "button", className: "link" }, this.label(checksOf(this.data, kind).bentuk, one.path));
      link.addEventListener("click", () => this.boxes.focus(one.path));
      return make("li", {}, link, ": ", ...marked(one.message), ".");
    });
    this.at("temuan").hidden = !faults.length;
    this.at("temuan").querySelector("ul").replaceChildren(...faults);
  }

  // Put the file as it is now among what will be sent, or take it out where it says what is published.
  keep() {
    clearTimeout(this.timer);
    this.timer = 0;
    const { file } = this, { path, before, tree, published } = file;
    if (published && equal(before, tree)) this.bundle.dropFile(path);
    else this.put(file, this.textOf(file), this.about(file));
    this.say(this.state());
  }

  textOf(file) {
    const checks = checksOf(this.data, file.kind);
    file.text = file.published ? withTree(file.text, file.tree, checks) : newFile(file.tree, this.data.atur.skema[file.kind], checks);
    return file.text;
  }

  put({ path, base }, text, about) {
    const { bentuk } = checksOf(this.data, kindOf(path)), wrong = findings(path, text, this.data).filter((one) => one.severity === "galat");
    this.bundle.setFile({ path, base, text, about, faults: wrong.map((one) => `${this.label(bentuk, one.path)}: ${one.message}`) });
  }

  about({ kind, title, before, tree, published }) {
    const { fields } = checksOf(this.data, kind).bentuk, names = fields.filter(({ name }) => !equal(before[name], tree[name])).map(({ label }) => label.toLowerCase());
    const faults = this.findings.filter((one) => one.severity === "galat").length, left = faults ? ` Masih ${faults} hal perlu diperbaiki.` : "";
    return published ? `${title}: ${names.join(", ")} diubah.${left}` : `${title}: berkas baru.${left}`;
  }

  state() {
    const { path } = this.file, drafted = this.bundle.files().some((one) => one.path === path);
    this.at("batal").hidden = !drafted;
    return drafted ? "Perubahan berkas ini sudah masuk ke Yang akan dikirim." : "Belum ada yang diubah pada berkas ini.";
  }

  async takeBack() {
    const { path, published } = this.file;
    clearTimeout(this.timer);
    this.timer = 0;
    this.bundle.dropFile(path);
    this.file = null;
    if (published) await this.open(path);
    else this.refuse("Berkas baru itu tidak jadi dibuat.");
  }

  // Begin a file of an agency that has none yet.
  add() {
    const name = this.at("nama-baru"), id = slugOf(name.value), path = `opd/${id}.yaml`;
    if (!id) return this.told(name, "Tulis dahulu nama resminya.");
    if (this.data.atur.opd[id]) return this.told(name, `Nama berkas ${path} sudah dipakai.`);
    this.told(name, "");
    const tree = record([["nama", name.value.trim()]]);
    this.show({ ...this.fresh(path), title: name.value.trim(), tree });
    name.value = "";
    return this.keep();
  }

  told(box, text) {
    this.at("nama-salah").textContent = text;
    this.at("nama-salah").hidden = !text;
    if (text) box.focus();
  }

  // Mark in the list what has changes that wait, and name new files.
  marks() {
    const pick = this.at("berkas"), drafted = this.bundle.files().filter((one) => kindOf(one.path));
    for (const option of pick.querySelectorAll("[data-new]")) if (!drafted.some((one) => one.path === option.value)) option.remove();
    for (const { path, text } of drafted) {
      if ([...pick.options].some((option) => option.value === path)) continue;
      const option = make("option", { value: path, textContent: titleIn(text, path) });
      option.dataset.new = "";
      pick.append(option);
    }
    for (const option of pick.options) {
      option.dataset.name ??= option.textContent;
      option.textContent = option.dataset.name + (drafted.some((one) => one.path === option.value) ? " (diubah)" : "");
    }
  }
}

function titleIn(text, path) {
  const { nama, tahun } = valuesOf(text);
  return nama ?? (tahun ? `Putaran ${tahun}` : path);
}

const spdRow = ({ id, nama, kata, angka, tingkat, bukti }) => ({ key: id, title: nama, help: [...tingkat, ...(bukti ? [`Data pendukung: ${bukti}`] : [])], words: kata.length && !angka ? kata.map((word) => [word, word]) : null });

// A stage of the timeline extended: its earlier end stays known, and the letter that extends it is its source.

const DAY = { kind: "day" };
const ASKED = [
  ["selesai", "Hari terakhir yang baru", "Misalnya 30 September 2027."],
  ["diumumkan", "Diumumkan pada", "Tanggal surat perpanjangannya."],
  ["surat", "Surat perpanjangan", "Nomor dan perihal surat."],
];

class Stages {
  constructor(settings, path) {
    Object.assign(this, { settings, path });
  }

  get stage() {
    return valueAt(this.settings.file.tree, this.path);
  }

  tools() {
    const boxes = ASKED.map(([name, label, help]) => this.box(name, label, help)), button = make("button", { type: "button", className: "button quiet", textContent: "Perpanjang" });
    const told = make("p", { className: "fault-text", role: "status", hidden: true });
    button.addEventListener("click", () => this.extend(boxes.map((box) => box.querySelector("input")), told));
    return [make("details", { className: "field extend" }, make("summary", { textContent: "Perpanjang tahap ini" }), make("p", { className: "help", textContent: "Hari terakhir yang lama dicatat pada riwayat perpanjangan, dan surat menjadi sumber tanggal yang baru." }), ...boxes, told, button)];
  }

  box(name, label, help) {
    const id = `atur-panjang-${this.path.at(-1)}-${name}`, box = make("input", { id, type: "text", autocomplete: "off", "aria-describedby": `${id}-ket`, ...(name !== "surat" && { className: "short" }) });
    return make("div", { className: "field" }, make("label", { htmlFor: id, textContent: label }), make("p", { className: "help", id: `${id}-ket`, textContent: help }), box);
  }

  extend([last, told, letter], line) {
    const { stage, settings } = this, checks = settings.boxes.checks, [day, said] = [last, told].map((box) => written(DAY, box.value, checks));
    const fault = !/^\d{4}-\d\d-\d\d$/.test(day) ? ["Hari terakhir yang baru belum berupa tanggal lengkap.", last] : day <= stage.selesai ? ["Hari terakhir yang baru harus sesudah yang lama.", last] : said && !/^\d{4}-\d\d-\d\d$/.test(said) ? ["Hari diumumkan belum berupa tanggal lengkap.", told] : !letter.value.trim() ? ["Surat perpanjangannya belum disebut.", letter] : null;
    line.hidden = !fault;
    line.textContent = fault?.[0] ?? "";
    if (fault) return fault[1].focus();
    return this.apply(day, said, letter.value.trim());
  }

  apply(day, said, letter) {
    const { stage, settings, path } = this, source = () => record([["judul", letter], ...(said ? [["tanggal", said]] : [])]), listed = (value) => (isList(value) ? value : []);
    const extension = record([...(isText(stage.selesai) ? [["selesai_semula", stage.selesai]] : []), ...(said ? [["diumumkan", said]] : []), ["sumber", [source()]]]);
    Object.assign(stage, { perpanjangan: [...listed(stage.perpanjangan), extension], selesai: day, asal: "resmi", sumber: [...listed(stage.sumber), source()] });
    settings.boxes.fill(settings.at("form"), settings.file.tree);
    settings.changed();
    settings.boxes.focus([...path, "selesai"]);
    settings.say("Tahap diperpanjang. Periksa tanggalnya.");
  }
}

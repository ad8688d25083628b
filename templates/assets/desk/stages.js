// A stage of the timeline extended: its earlier end stays known, and the letter that extends it is its source.

import { make } from "../form/elements.js";
import { isList, isText, record, valueAt } from "../form/tree.js";
import { written } from "../form/typed.js";

const DAY = { kind: "day" };
const ASKED = [
  ["selesai", "Hari terakhir yang baru", "Misalnya 30 September 2027."],
  ["diumumkan", "Diumumkan pada", "Tanggal surat perpanjangannya."],
  ["surat", "Surat perpanjangan", "Nomor dan perihal surat."],
];

export class Stages {
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

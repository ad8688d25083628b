// The next year in five short steps: each shows what was worked out from the open round, and what it means.

import { make, marked } from "../form/elements.js";
import { copy, equal, isList, isRecord, isText, record } from "../form/values.js";
import { Boxes } from "./boxes.js";
import { checksOf, findingsIn, newFile, periodPath, withTree } from "./files.js";

export class Wizard {
  constructor(box, button, settings) {
    Object.assign(this, { box, button, settings, step: 0 });
  }

  get data() {
    return this.settings.data;
  }

  begin() {
    this.button.addEventListener("click", () => this.start());
  }

  get year() {
    return this.data.atur.terbuka + 1;
  }

  async start() {
    const { settings, year } = this, path = periodPath(year), old = periodPath(year - 1);
    settings.close();
    const known = settings.files.some((one) => one.path === path) || settings.bundle.files().some((one) => one.path === path);
    if (known) {
      await settings.open(path);
      return settings.say(`Putaran ${year} sudah dibuka; ubah isinya di bawah ini.`);
    }
    const { published, drafted } = await settings.texts(old).catch(() => ({}));
    if (!published) return settings.say("Putaran yang terbuka tidak dapat diambil. Periksa sambungan internet, lalu coba lagi.");
    this.open({ path: old, kind: "periode", title: `Putaran ${year - 1}`, ...settings.begun(old, published, drafted) });
    return undefined;
  }

  open(former) {
    const rubric = Object.entries(this.data.atur.rubrik).find(([, one]) => one.tahun === this.year)?.[0];
    Object.assign(this, { former, begun: copy(former.tree), rubric, tree: nextPeriod(former.tree, rubric ?? former.tree.rubrik), step: 0 });
    this.box.hidden = false;
    this.settings.lock(true);
    this.show();
  }

  get steps() {
    const { year } = this;
    return [
      ["Tahun dan rubrik", this.beginning(), this.rubric ? ["rubrik"] : []],
      ["Rentang", ["Putaran berjalan dari hari pertama sampai hari terakhir. Jendela penerapan menentukan inovasi mana yang dapat dilaporkan; semuanya perkiraan sampai pedoman terbit."], ["mulai", "selesai", "jendela"]],
      ["Linimasa", [`Tiap tahap putaran ${year - 1} digeser satu tahun dan menjadi perkiraan: OPD melihatnya, tetapi tidak ada yang dianggap terlambat. Ganti asalnya menjadi resmi sesudah ada suratnya.`], ["linimasa"]],
      ["Target dan pengumpulan", [`Target menentukan kapan sebuah OPD memenuhi program. Bila pengumpulan putaran ${year - 1} sudah selesai, ubah keadaannya menjadi ditutup dan isi hari terakhirnya; bila belum, biarkan.`], ["target", "pengumpulan"]],
      ["Periksa", [`Yang tidak ikut disalin: ${LEFT_OUT.join(", ")}. Isi sesudah ada dokumennya.`], []],
    ];
  }

  beginning() {
    const { year, rubric } = this;
    const known = `Rubrik ${year} sudah ada dan dipakai.`, missing = `Rubrik ${year} belum ada pada katalog, sehingga putaran ini belum dapat dibuka. Minta pengelola katalog menambahkannya; sebelum pedoman Kementerian terbit, isinya boleh disalin dari rubrik ${year - 1} sebagai perkiraan.`;
    return [`Putaran ${year} disusun dari putaran ${year - 1}. Tidak ada yang terkirim sebelum Anda mengirimnya.`, rubric ? known : missing];
  }

  show() {
    const steps = this.steps, [title, meaning, fields] = steps[this.step], heading = make("h3", { tabIndex: -1, textContent: `Buka putaran ${this.year}, langkah ${this.step + 1} dari ${steps.length}: ${title}` });
    const form = make("form", { noValidate: true }), closing = make("div");
    form.addEventListener("submit", (event) => event.preventDefault());
    this.boxes = this.boxesOf("atur-baru", () => this.tree);
    this.boxes.fill(form, this.tree, fields);
    if (fields.includes("pengumpulan")) this.close(closing);
    this.box.replaceChildren(heading, ...meaning.map((text) => make("p", { textContent: text })), form, closing, ...(this.step === steps.length - 1 ? this.end() : []), this.turns(steps.length));
    this.refresh();
    heading.focus();
  }

  boxesOf(prefix, tree) {
    return new Boxes(checksOf(this.data, "periode"), { prefix, changed: () => this.refresh(), say: (text) => this.settings.say(text), ...this.settings.ways("periode", tree), tools: () => [] });
  }

  // The former round, of which only the collection is asked for.
  close(box) {
    this.formerBoxes = this.boxesOf("atur-lama", () => this.former.tree);
    const inside = make("div");
    box.append(make("h4", { textContent: `Putaran ${this.year - 1}` }), inside);
    this.formerBoxes.fill(inside, this.former.tree, ["pengumpulan"]);
  }

  refresh() {
    for (const path of outdated(this.tree)) this.boxes?.clear(path);
    this.boxes?.show(findingsIn("periode", this.tree, this.data));
    this.formerBoxes?.show(findingsIn("periode", this.former.tree, this.data));
  }

  end() {
    const findings = this.faults;
    const listed = findings.map(([year, one]) => make("li", {}, `Putaran ${year}, ${this.settings.label(checksOf(this.data, "periode").bentuk, one.path)}: `, ...marked(one.message), ". ", ...marked(one.help)));
    return findings.length ? [make("p", { textContent: "Perbaiki dahulu:" }), make("ul", {}, ...listed)] : [make("p", { className: "ready", textContent: `Putaran ${this.year} siap: ${this.tree.linimasa?.length ?? 0} tahap, semuanya perkiraan sampai ada suratnya.` })];
  }

  // Whether the former round was changed here.
  get closes() {
    return !equal(this.former.tree, this.begun);
  }

  get faults() {
    return [...this.found(this.tree, this.year), ...(this.closes ? this.found(this.former.tree, this.year - 1) : [])];
  }

  found(tree, year) {
    return findingsIn("periode", tree, this.data).filter((one) => one.severity === "galat").map((one) => [year, one]);
  }

  turns(last) {
    const buttons = [];
    if (this.step > 0) buttons.push(this.choice("Kembali", () => this.go(-1), true));
    if (!this.rubric) return make("p", { className: "turns" }, this.choice("Tutup", () => this.leave(`Putaran ${this.year} belum dibuka: rubriknya belum ada.`)));
    if (this.step < last - 1) buttons.push(this.choice("Lanjut", () => this.go(1)));
    else buttons.push(this.choice("Masukkan ke Yang akan dikirim", () => this.finish()));
    return make("p", { className: "turns" }, ...buttons, this.choice("Batal", () => this.leave(`Putaran ${this.year} tidak jadi dibuka.`), true));
  }

  choice(textContent, act, quiet = false) {
    const made = make("button", { type: "button", textContent, className: quiet ? "button quiet" : "button" });
    made.addEventListener("click", act);
    return made;
  }

  go(by) {
    this.step += by;
    this.show();
  }

  finish() {
    const { settings, former, tree, year } = this, checks = checksOf(this.data, "periode");
    if (this.faults.length) return this.box.querySelector("h3").focus();
    settings.bundle.setFile({ path: periodPath(year), base: undefined, text: newFile(tree, this.data.atur.skema.periode, checks), about: `Putaran ${year} dibuka, disusun dari putaran ${year - 1}.` });
    if (this.closes) {
      const about = former.tree.pengumpulan?.keadaan === "ditutup" ? `Pengumpulan putaran ${year - 1} ditutup.` : `Pengumpulan putaran ${year - 1} diubah.`;
      settings.put(former, withTree(former.text, former.tree, checks), about);
    }
    return this.leave(`Putaran ${year} sudah masuk ke Yang akan dikirim.`);
  }

  leave(text) {
    this.box.hidden = true;
    this.box.replaceChildren();
    this.formerBoxes = null;
    this.settings.lock(false);
    this.settings.say(text);
    this.button.focus();
  }
}

// The period of the next year out of the open one: each day a year on, everything a guess, nothing official carried over.

const FOLLOWS = (year) => `Perkiraan; mengikuti putaran ${year}.`;
const PLACEHOLDER = "Usulan katalog; hari resminya belum ada.";
const guess = (asal) => (asal === "resmi" ? "pola" : asal);
const text = (value) => (isText(value) ? value : "");

// What of a period is not taken along, in the words of who opens the year.
const LEFT_OUT = ["sumber dan surat", "perpanjangan", "surat pemberitahuan", "target RPJMD", "nilai baris SPD", "hari pengumpulan"];

// Return the values of the next year; `rubric` is the name of the rubric that it is judged by.
export function nextPeriod(period, rubric) {
  const year = Number(period.tahun);
  return record([
    ["tahun", String(year + 1)],
    ["rubrik", rubric],
    ["mulai", yearsLater(period.mulai, 1)],
    ["selesai", yearsLater(period.selesai, 1)],
    ["jendela", moved(period.jendela, year, ["mulai", "selesai", "asal"])],
    ["target", { ...moved(period.target, year, ["langkah", "dikonfirmasi", "berjalan", "dalam_rentang", "asal"]), catatan: FOLLOWS(year) }],
    ["pengumpulan", record([["keadaan", "terbuka"], ["asal", "usulan"], ["catatan", PLACEHOLDER]])],
    ["linimasa", stages(period, year)],
    ...(isRecord(period.publikasi) ? [["publikasi", copy(period.publikasi)]] : []),
    ["catatan", [`Tanggal yang belum ada suratnya adalah perkiraan menurut putaran ${year}, bukan jadwal resmi.`]],
  ]);
}

// Yield the paths of notes that call a guess what a document sets by now.
export function* outdated(period) {
  const listed = isList(period.linimasa) ? period.linimasa.map((stage, at) => [["linimasa", at], stage]) : [];
  for (const [path, part] of [...["jendela", "target", "pengumpulan"].map((name) => [[name], period[name]]), ...listed])
    if (part?.asal === "resmi" && (part.catatan === PLACEHOLDER || /^Perkiraan; mengikuti putaran \d{4}\.$/.test(text(part.catatan)))) yield [...path, "catatan"];
}

function stages(period, year) {
  const listed = isList(period.linimasa) ? period.linimasa.filter(isRecord) : [];
  return listed.map((stage) => {
    const made = moved(stage, year, ["id", "nama", "mulai", "selesai", "asal", "pelaku", "langkah", "penjelasan"]);
    for (const name of ["nama", "penjelasan"]) if (made[name]) made[name] = nextYears(made[name]);
    return made;
  });
}

// Some fields of what has days and an origin. What a document set is a pattern now; a guess keeps what it rests on,
// unless that speaks of the former year.
function moved(part, year, names) {
  const known = isRecord(part) ? part : record(), made = record();
  for (const name of names) if (name in known) made[name] = ["mulai", "selesai"].includes(name) ? yearsLater(known[name], 1) : known[name];
  made.asal = guess(text(known.asal)) || "usulan";
  const stays = known.asal !== "resmi" && text(known.catatan) && !known.catatan.includes(String(year));
  made.catatan = stays ? known.catatan : FOLLOWS(year);
  return made;
}

const nextYears = (words) => words.replace(/\b20\d\d\b/g, (year) => String(Number(year) + 1));

// The same day some years later; the last of February stays the last.
function yearsLater(day, years) {
  const match = isText(day) ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) : null;
  if (!match) return day;
  const year = Number(match[1]) + years, last = new Date(Date.UTC(year, Number(match[2]), 0)).getUTCDate();
  return `${year}-${match[2]}-${String(Math.min(Number(match[3]), last)).padStart(2, "0")}`;
}

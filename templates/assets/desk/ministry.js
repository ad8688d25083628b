// The Ministry's application: which innovations were entered in it, and what the Ministry decided.

import { make } from "../form/elements.js";
import { copy, isText, normal, record as empty } from "../form/values.js";
import { Boxes } from "./boxes.js";
import { checksOf, findingsIn } from "./files.js";

// What the Ministry decided on the innovations that were reported: one outcome, written for all that were chosen.

const KIND = "telaah", PART = "hasil";

export class Ministry {
  constructor(box, decisions, data, say) {
    Object.assign(this, { box, decisions, data, say, records: [], chosen: new Set(), lists: make("div"), ended: make("div") });
    this.checks = checksOf(data, KIND);
    this.fields = this.checks.bentuk.fields.find(({ name }) => name === PART).fields;
    this.boxes = new Boxes(this.checks, { prefix: "periksa-hasil", changed: () => this.judge(), say });
    this.submit = button("", "button", () => this.mark());
    const form = make("div", { className: "pages" });
    this.work = make("div", {}, this.lists, form, make("p", {}, this.submit));
    this.none = make("p", { textContent: "Belum ada inovasi yang dimasukkan ke aplikasi Kementerian." });
    box.append(this.none, this.work, this.ended);
    this.form = form;
    this.fill(empty());
  }

  add(records, year) {
    this.records.push(...records.map((record) => ({ record, year })));
    this.show();
  }

  fill(tree) {
    this.boxes.fill(this.form, tree, [PART]);
    this.judge();
  }

  // Show what is wrong with what is written, and return it.
  judge(all = false) {
    const found = findingsIn(KIND, this.boxes.tree, this.data);
    this.boxes.show(found, all);
    return found.filter(({ severity }) => severity === "galat");
  }

  // Write the lists anew where they changed.
  show() {
    const reported = this.records.filter(({ record }) => this.decisions.reported(record)), outcome = ({ record }) => this.decisions.outcome(record);
    for (const record of this.chosen) if (!reported.some((one) => one.record === record)) this.chosen.delete(record);
    const open = reported.filter((one) => !outcome(one) || this.chosen.has(one.record)), done = reported.filter((one) => !open.includes(one));
    const shown = JSON.stringify([open, done].map((rows) => rows.map(({ record }) => [record.berkas, this.decisions.reported(record), this.decisions.outcome(record) ?? "", this.chosen.has(record)])));
    if (shown === this.shown) return;
    const within = this.lists.contains(document.activeElement) || this.ended.contains(document.activeElement);
    this.shown = shown;
    this.none.hidden = reported.length > 0;
    this.work.hidden = !open.length;
    this.lists.replaceChildren(...[...new Set(open.map(({ year }) => year))].flatMap((year) => this.year(year, open.filter((one) => one.year === year))));
    this.ended.replaceChildren(...(done.length ? [this.done(done)] : []));
    this.count();
    if (within) this.box.querySelector("input, summary")?.focus();
  }

  year(year, rows) {
    const all = button("Pilih semua", "button quiet", () => {
      for (const { record } of rows) this.chosen.add(record);
      this.show();
    });
    return [make("h4", { textContent: `Putaran ${year}` }), make("ul", { className: "choices" }, ...rows.map(({ record }) => this.choice(record))), ...(rows.length > 1 ? [make("p", {}, all)] : [])];
  }

  choice(record) {
    const box = make("input", { type: "checkbox", checked: this.chosen.has(record) });
    box.addEventListener("change", () => {
      this.chosen[box.checked ? "add" : "delete"](record);
      this.count();
    });
    const told = `${record.opd}; dimasukkan ${this.decisions.reported(record)}`;
    return make("li", {}, make("label", { className: "option" }, box, make("span", {}, record.nama, make("small", { textContent: told }))));
  }

  count() {
    this.submit.textContent = this.chosen.size ? `Catat hasil bagi ${this.chosen.size} inovasi` : "Pilih inovasinya dahulu";
    this.submit.disabled = !this.chosen.size;
  }

  mark() {
    const records = [...this.chosen], [fault] = this.judge(true), tree = normal(this.checks.bentuk, this.boxes.tree, this.checks), [first, ...rest] = this.fields.filter(({ kind }) => kind !== "list");
    if (fault) return this.boxes.focus(fault.path);
    if (![first, ...rest].some(({ name }) => tree[PART]?.[name])) {
      this.say(`Isi ${[first, ...rest].map(({ label }) => label.toLowerCase()).join(" atau ")}.`);
      return this.boxes.focus([PART, first.name]);
    }
    this.chosen.clear();
    this.fill(empty());
    this.decisions.conclude(records, tree[PART]);
    this.box.querySelector("input, summary")?.focus();
    return this.say(`Hasil bagi ${records.length} inovasi dicatat.`);
  }

  done(rows) {
    return make("details", {}, make("summary", { textContent: `${rows.length} sudah ada hasilnya` }), make("ul", {}, ...rows.map((one) => this.line(one))));
  }

  line({ record, year }) {
    const outcome = this.decisions.outcome(record), told = this.fields.filter(({ name }) => isText(outcome[name])).map(({ name, label }) => `${label}: ${outcome[name]}`);
    const item = make("li", {}, `${record.nama}, putaran ${year}. ${told.join("; ")} `, button("Ubah", "button quiet", () => this.change(record)));
    if (this.decisions.of(record).hasil) item.append(" ", button("Batalkan", "button quiet", () => this.decisions.conclude([record], null)));
    return item;
  }

  change(record) {
    this.chosen = new Set([record]);
    this.show();
    this.fill(empty([[PART, copy(this.decisions.outcome(record))]]));
    this.boxes.focus([PART]);
  }
}

function button(textContent, className, act) {
  const made = make("button", { type: "button", className, textContent });
  made.addEventListener("click", act);
  return made;
}

// Which innovations were entered in the Ministry's application, and when: many are marked at once.

const STEPS = ["terverifikasi", "lengkap", "layak"];

export class Submitted {
  constructor(box, decisions, say) {
    Object.assign(this, { box, decisions, say, records: [], chosen: new Set() });
  }

  add(records) {
    this.records.push(...records.filter((record) => record.layak || record.dimasukkan));
    this.records.sort((one, other) => STEPS.indexOf(one.langkah) - STEPS.indexOf(other.langkah));
    this.show();
  }

  // Write the lists anew where they changed, and leave the reader at the same place of them.
  show(again = false) {
    const entered = (record) => this.decisions.reported(record);
    const open = this.records.filter((record) => !entered(record)), done = this.records.filter(entered);
    const shown = JSON.stringify([open.map(({ id }) => id), done.map((record) => [record.id, entered(record)])]), within = this.box.contains(document.activeElement);
    if (shown === this.shown && !again) return;
    this.shown = shown;
    for (const record of this.chosen) if (!open.includes(record)) this.chosen.delete(record);
    this.box.replaceChildren(...(open.length ? this.form(open) : [make("p", { textContent: "Tidak ada inovasi layak yang belum dimasukkan." })]), ...(done.length ? [this.done(done, entered)] : []));
    if (within) this.box.querySelector("#periksa-catat:not(:disabled), summary, input")?.focus();
  }

  form(open) {
    const list = make("ul", { className: "choices" }, ...open.map((record) => this.choice(record)));
    this.day = make("input", { type: "date", id: "periksa-hari", max: this.decisions.today, value: this.day?.value || this.decisions.today });
    const all = this.button("Pilih yang terverifikasi", "button quiet", () => {
      for (const record of open) if (record.langkah === "terverifikasi") this.chosen.add(record);
      this.show(true);
    });
    this.submit = this.button("", "button", () => this.mark(), "periksa-catat");
    this.count();
    return [list, make("div", { className: "field" }, make("label", { htmlFor: "periksa-hari", textContent: "Hari dimasukkan ke aplikasi Kementerian" }), this.day), make("p", {}, this.submit, " ", all)];
  }

  choice(record) {
    const box = make("input", { type: "checkbox", checked: this.chosen.has(record) });
    box.addEventListener("change", () => {
      this.chosen[box.checked ? "add" : "delete"](record);
      this.count();
    });
    const former = record.laporan.map(([year, day, outcome]) => `${year} dimasukkan ${day}${outcome ? `, ${outcome}` : ""}`);
    return make("li", {}, make("label", { className: "option" }, box, make("span", {}, record.nama, make("small", { textContent: [record.opd, `langkah ${record.langkah}`, ...former].join("; ") }))));
  }

  button(text, className, onclick, id = "") {
    const made = make("button", { type: "button", className, textContent: text });
    if (id) made.id = id;
    made.addEventListener("click", onclick);
    return made;
  }

  count() {
    this.submit.textContent = this.chosen.size ? `Catat ${this.chosen.size} inovasi sudah dimasukkan` : "Pilih inovasinya dahulu";
    this.submit.disabled = !this.chosen.size;
  }

  mark() {
    const records = [...this.chosen], day = this.day.value;
    if (!day || day > this.decisions.today) {
      this.say("Isi hari yang sudah lewat atau hari ini.");
      this.day.focus();
      return;
    }
    this.decisions.submit(records, day);
    this.say(`${records.length} inovasi dicatat dimasukkan pada ${day}.`);
  }

  done(records, entered) {
    const line = (record) => {
      const item = make("li", {}, `${record.nama}, ${entered(record)} `);
      if (!record.dimasukkan) item.append(this.button("Batalkan", "button quiet", () => this.decisions.submit([record], null)));
      return item;
    };
    return make("details", {}, make("summary", { textContent: `${records.length} sudah dimasukkan` }), make("ul", {}, ...records.map(line)));
  }
}

// Which innovations were entered in the Ministry's application, and when: many are marked at once.

import { make } from "../form/elements.js";

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

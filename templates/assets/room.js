// The room of an agency: what it answers about its records is gathered, kept in this browser, and sent as one message.

import { make } from "./form/elements.js";

// What each answer asks for besides itself; all but a plain yes want a reason.
const ASKED = {
  benar: { reason: "Catatan (boleh kosong)" },
  "bukan-milik-kami": { reason: "Mengapa bukan milik kami", wanted: true, owner: true },
  "bukan-inovasi": { reason: "Mengapa bukan inovasi", wanted: true },
  berhenti: { reason: "Mengapa berhenti", wanted: true, since: true },
};
const PLAIN = /^[A-Za-z0-9](?:[A-Za-z0-9 ,.()/-]*[A-Za-z0-9.)])?$/;
const WORDS = /^(?:true|false|null|yes|no|on|off|y|n|[0-9.e_-]+)$/i;
const UNKEPT = "Jawaban tidak dapat disimpan di browser ini: kirim sebelum halaman ini ditutup.";

const room = document.getElementById("tugas"), at = (id) => document.getElementById(id);

const line = (text) => (text ?? "").replace(/\s+/g, " ").trim();

function scalar(text) {
  return PLAIN.test(text) && !WORDS.test(text) ? text : JSON.stringify(text);
}

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

// Write answers as the one text that every door carries.
export function submission({ opd, office, answers }, day = today()) {
  const lines = ["kiriman: jawaban", `opd: ${opd}`, `jabatan: ${scalar(line(office))}`, `tanggal: ${day}`, "jawaban:"];
  for (const [slug, said] of answers) {
    lines.push(`  - inovasi: ${slug}`, `    putusan: ${said.putusan}`);
    if (line(said.isi)) lines.push(`    isi: ${scalar(line(said.isi))}`);
    if (said.sejak) lines.push(`    sejak: ${said.sejak}`);
    if (said.milik) lines.push(`    milik: ${said.milik}`);
  }
  return `${lines.join("\n")}\n`;
}

class Room {
  constructor(box) {
    this.box = box;
    this.data = box.dataset;
    this.tasks = new Map([...box.querySelectorAll(".task[data-slug]")].filter((task) => task.querySelector("[data-verdict]")).map((task) => [task.dataset.slug, task]));
    const { office, answers } = this.kept();
    this.office = office;
    this.answers = new Map(Object.entries(answers).filter(([slug, said]) => this.tasks.has(slug) && ASKED[said?.putusan]));
  }

  begin() {
    for (const [slug, task] of this.tasks) this.equip(slug, task);
    at("jabatan").value = this.office;
    at("jabatan").addEventListener("input", () => {
      this.office = at("jabatan").value;
      this.changed();
    });
    at("hapus-jawaban").addEventListener("click", () => this.clear());
    addEventListener("beforeprint", () => this.mark());
    new IntersectionObserver(([kirim]) => {
      this.near = kirim.isIntersecting;
      this.bar();
    }).observe(at("kirim"));
    this.show();
  }

  // Make the links that work without a script into buttons that gather answers.
  equip(slug, task) {
    for (const link of task.querySelectorAll("[data-verdict]")) {
      const button = make("button", { type: "button", className: link.className, textContent: link.textContent });
      button.dataset.verdict = link.dataset.verdict;
      button.addEventListener("click", () => this.answer(slug, button.dataset.verdict));
      link.replaceWith(button);
    }
    this.lay(slug);
  }

  answer(slug, verdict) {
    const before = this.answers.get(slug);
    if (before?.putusan === verdict) this.answers.delete(slug);
    else this.answers.set(slug, { ...before, putusan: verdict });
    const panel = this.lay(slug);
    if (panel && ASKED[verdict].wanted) panel.querySelector("textarea").focus();
    this.changed();
  }

  // Show which answer a record has, and ask below it for what the answer wants.
  lay(slug) {
    const task = this.tasks.get(slug), said = this.answers.get(slug);
    task.querySelector(".panel")?.remove();
    for (const button of task.querySelectorAll("button[data-verdict]")) button.setAttribute("aria-pressed", String(button.dataset.verdict === said?.putusan));
    if (!said) return null;
    const panel = this.panel(slug, said, ASKED[said.putusan], task);
    task.append(panel);
    return panel;
  }

  panel(slug, said, asked, task) {
    const name = task.querySelector("h2").textContent, panel = make("div", { className: "panel", role: "group", "aria-label": `Keterangan jawaban atas ${name}` });
    panel.append(this.field(slug, said, "isi", asked.reason, make("textarea", { rows: 2, maxLength: 600 })));
    if (asked.since) panel.append(this.field(slug, said, "sejak", "Sejak kapan, bila diketahui", make("input", { type: "month", max: today().slice(0, 7) })));
    if (asked.owner) panel.append(this.field(slug, said, "milik", "Milik OPD mana, bila diketahui", this.agencies(said.milik)));
    return panel;
  }

  field(slug, said, key, label, box) {
    const id = `${key}-${slug}`;
    box.id = id;
    box.value = said[key] ?? "";
    box.addEventListener("input", () => {
      if (key !== "sejak" || /^(?:\d{4}-\d{2})?$/.test(box.value)) said[key] = box.value;
      this.changed();
    });
    return make("div", { className: "field" }, make("label", { htmlFor: id, textContent: label }), box);
  }

  // The list of agencies is fetched when somebody first asks whose a record is.
  agencies(chosen) {
    const box = make("select", {}, make("option", { value: "", textContent: "Belum diketahui" }));
    this.listed ??= fetch(this.data.agencies).then((answer) => answer.json()).then(({ opd }) => opd.map(({ id, nama }) => [id, nama])).catch(() => []);
    this.listed.then((found) => {
      box.append(...found.filter(([id]) => id !== this.data.opd).map(([id, name]) => make("option", { value: id, textContent: name })));
      box.value = chosen ?? "";
    });
    return box;
  }

  changed() {
    this.keep();
    this.show();
  }

  missing() {
    const lacks = [...this.answers].filter(([, said]) => ASKED[said.putusan].wanted && !line(said.isi)).map(([slug]) => this.tasks.get(slug).querySelector("h2").textContent);
    return [...(line(this.office) ? [] : ["Isi jabatan yang menjawab."]), ...lacks.map((name) => `Isi alasan jawaban atas ${name}.`)];
  }

  async show() {
    const number = this.answers.size, lacks = this.missing();
    at("kirim").hidden = !number;
    this.bar();
    if (!number) return;
    at("banyaknya").textContent = `${number} jawaban`;
    at("siap").replaceChildren(`${number} dari ${this.tasks.size} catatan dijawab. `, make("a", { href: "#kirim", textContent: "Kirim" }));
    at("kurang").textContent = lacks.join(" ");
    const text = submission({ opd: this.data.opd, office: this.office, answers: this.answers });
    at("isi-kiriman").textContent = text;
    const { offerDoors } = await import("./form/sending.js");
    if (at("isi-kiriman").textContent === text) offerDoors(at("pintu"), this.parcel(text, lacks.length > 0));
  }

  // What leads to the sending covers nothing once that is in view.
  bar() {
    at("siap").hidden = !this.answers.size || Boolean(this.near);
  }

  parcel(text, blocked) {
    const { name, opd, door, queue, office, place, whatsapp, mail } = this.data;
    return {
      text,
      name,
      subject: `Jawaban ${name} atas ${this.answers.size} catatan inovasi`,
      filename: `jawaban-${opd}.yaml`,
      host: JSON.parse(door),
      contact: { office, place, whatsapp, mail },
      blocked,
      printed: "Cetak nota dinas",
      page: queue,
    };
  }

  clear() {
    if (!confirm("Hapus semua jawaban dari halaman ini?")) return;
    this.answers.clear();
    for (const slug of this.tasks.keys()) this.lay(slug);
    this.changed();
    this.box.querySelector("button").focus();
  }

  // Put the answers into the letter that is printed.
  mark() {
    for (const row of document.querySelectorAll("[data-memo]")) {
      const said = this.answers.get(row.dataset.memo);
      for (const cell of row.querySelectorAll("[data-box]")) cell.textContent = cell.dataset.box === said?.putusan ? "☒" : "☐";
      row.querySelector("[data-note]").textContent = said ? [line(said.isi), said.sejak && `sejak ${said.sejak}`, said.milik].filter(Boolean).join("; ") : "";
    }
    at("nomor-kiriman").textContent = this.answers.size ? at("pintu").querySelector(".receipt")?.textContent ?? "" : "";
    at("penandatangan").textContent = line(this.office) || "Jabatan:";
  }

  kept() {
    try {
      const found = JSON.parse(localStorage.getItem(`jawaban:${this.data.keep}`));
      return { office: String(found.office ?? ""), answers: found.answers ?? {} };
    } catch {
      return { office: "", answers: {} };
    }
  }

  keep() {
    const name = `jawaban:${this.data.keep}`, told = at("simpanan-jawaban");
    try {
      if (this.answers.size) localStorage.setItem(name, JSON.stringify({ office: this.office, answers: Object.fromEntries(this.answers) }));
      else localStorage.removeItem(name);
      told.textContent = "Jawaban disimpan di browser ini sampai Anda menghapusnya.";
    } catch {
      told.textContent = UNKEPT;
    }
  }
}

// The letter of an agency without records takes what is written in the questions.
function carry() {
  for (const place of document.querySelectorAll("[data-from]")) place.textContent = at(place.dataset.from)?.value ?? "";
}

if (room?.dataset.opd) new Room(room).begin();
addEventListener("beforeprint", carry);

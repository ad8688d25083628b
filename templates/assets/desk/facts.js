// One fact at the desk: what is claimed, on which documents, what the rubric asks, what was found before; and the verdict.

import { make } from "../form/elements.js";

const SAID = { sesuai: "Sesuai", "tidak-sesuai": "Tidak sesuai" };

const outward = (text, href) => make("a", { href, textContent: text, rel: "nofollow noopener", target: "_blank" });
const line = (label, ...parts) => make("p", {}, make("b", { textContent: `${label} ` }), ...parts);
const chip = (kind, text) => make("span", { className: `chip ${kind}`, textContent: text });

function documentOf(item, day) {
  const parts = [item.nomor && `nomor ${item.nomor}`, day, item.pemegang && `disimpan ${item.pemegang}`].filter(Boolean);
  const title = item.tautan ? outward(item.judul, item.tautan) : make("span", { textContent: item.judul });
  return make("li", {}, title, parts.length ? `, ${parts.join(", ")}` : "", item.tautan || item.pemegang ? "" : " (tempat berkasnya tidak disebut)");
}

// What is said of a fact besides its documents, each only where there is something to say.
function* explained(fact, rubric, folder) {
  const level = rubric.tingkat[fact.tingkat];
  yield line("Dinyatakan:", fact.klaim + (level ? ` (${level})` : ""));
  yield make("ul", { className: "documents" }, ...fact.bukti.map((item, at) => documentOf(item, fact.hari_bukti?.[at])));
  if (rubric.dokumen) yield line("Diminta rubrik:", rubric.dokumen);
  if (fact.catatan) yield line("Catatan OPD:", fact.catatan);
  if (fact.sumber) yield line("Bersumber dari:", ...fact.sumber.flatMap(([title, href], at) => [at ? "; " : "", href ? outward(title, href) : title]));
  if (fact.putusan && !fact.perubahan) yield line("Putusan sebelumnya:", former(fact.putusan));
  if (fact.perubahan) yield line("Sebelumnya:", fact.perubahan.join(" "), fact.putusan?.catatan ? ` Catatan waktu itu: ${fact.putusan.catatan}` : "");
  if (fact.sejak) yield line("Menunggu sejak:", fact.sejak);
  if (fact.sama) {
    const links = fact.sama.flatMap(([slug, name, key], at) => [at ? ", " : "", make("a", { href: `${folder}inovasi/${slug}/#${key}`, textContent: name })]);
    yield line("Dokumen yang sama dipakai pada:", ...links, fact.sama_lain ? `, dan ${fact.sama_lain} fakta lain` : "");
  }
}

function former({ putusan, tanggal, catatan }) {
  return `${SAID[putusan].toLowerCase()}, ${tanggal}${catatan ? `. Catatan: ${catatan}` : ""}`;
}

// The claim and the documents of a fact in one line.
export function brief(fact) {
  return [fact.klaim, ...fact.bukti.map(({ judul, nomor }) => (nomor ? `${judul} nomor ${nomor}` : judul))].join("; ");
}

// The card of a fact; `act` is told what its reader wants: (name, note).
export class FactCard {
  constructor(record, fact, rubric, folder, act) {
    Object.assign(this, { record, fact, act, id: `periksa-${record.id}-${fact.kunci}` });
    this.state = make("span", { className: "state" });
    const marks = [rubric.wajib && chip("info", "Wajib"), fact.berubah && chip("change", "Berubah sejak diperiksa")].filter(Boolean);
    const title = make("h4", { id: this.id }, `${rubric.nomor}. ${rubric.nama} `, ...marks, this.state);
    this.fit = this.button("Sesuai", () => act(this, "sesuai"), "button quiet");
    this.unfit = this.button("Tidak sesuai", () => this.ask(), "button quiet");
    this.panel = make("div", { className: "panel", hidden: true });
    this.said = make("p", { className: "note", hidden: true });
    this.element = make(
      "div",
      { className: "fact", tabIndex: -1, role: "group", "aria-labelledby": this.id, "aria-keyshortcuts": "S T U A" },
      title, ...explained(fact, rubric, folder),
      make("p", { className: "verdict" }, this.fit, " ", this.unfit), this.said, this.panel,
    );
  }

  button(text, onclick, className) {
    const made = make("button", { type: "button", className, "aria-pressed": "false" }, text);
    made.addEventListener("click", onclick);
    return made;
  }

  // Ask what the agency is to mend.
  ask() {
    const done = (note) => {
      this.close();
      this.act(this, "tidak-sesuai", note);
    };
    askNote(this.panel, { id: `${this.id}-catatan`, value: this.verdict?.catatan, name: "Catat tidak sesuai", done, leave: () => this.close() });
  }

  close() {
    closeNote(this.panel);
    this.element.focus();
  }

  // Show what was decided here, else the verdict that is published.
  show(verdict) {
    const shown = JSON.stringify(verdict ?? null);
    if (shown === this.shown) return;
    Object.assign(this, { shown, verdict });
    const standing = verdict ?? (this.fact.menunggu ? null : this.fact.putusan);
    this.fit.setAttribute("aria-pressed", String(verdict?.putusan === "sesuai"));
    this.unfit.setAttribute("aria-pressed", String(verdict?.putusan === "tidak-sesuai"));
    const words = standing ? SAID[standing.putusan] + (verdict ? ", belum dikirim" : "") : "Menunggu";
    this.state.replaceChildren(chip(standing ? (standing.putusan === "sesuai" ? "met" : "change") : "waiting", words));
    this.said.hidden = !verdict?.catatan;
    this.said.textContent = verdict?.catatan ? `Catatan: ${verdict.catatan}` : "";
  }
}

// What is to be mended, asked in a panel: nothing is decided before it is said.

const LIMIT = 800;

// `done(note)` is told what was written once it says something, `leave` that nothing is decided.
export function askNote(panel, { id, value = "", name, done, leave }) {
  const box = make("textarea", { id, rows: 2, maxLength: LIMIT, value });
  const answer = () => {
    if (box.value.trim()) return done(box.value);
    box.setAttribute("aria-invalid", "true");
    return box.focus();
  };
  const button = (textContent, className, act) => {
    const made = make("button", { type: "button", className, textContent });
    made.addEventListener("click", act);
    return made;
  };
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) answer();
  });
  const label = make("label", { htmlFor: id, textContent: "Apa yang perlu diperbaiki OPD" });
  panel.replaceChildren(make("div", { className: "field" }, label, box), make("p", {}, button(name, "button", answer), " ", button("Batal", "button quiet", leave)));
  panel.hidden = false;
  box.focus();
}

export function closeNote(panel) {
  panel.hidden = true;
  panel.replaceChildren();
}

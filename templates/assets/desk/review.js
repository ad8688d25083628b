// The section where evidence is examined: the queue with what each verdict rests on, by mouse and by keyboard.

import { make } from "../form/elements.js";
import { Decisions } from "./decisions.js";
import { askNote, brief, closeNote, FactCard } from "./facts.js";
import { checksOf } from "./files.js";
import { count, counted } from "./item.js";
import { Ministry, Submitted } from "./ministry.js";

const KEYS = [
  ["Panah atas dan bawah, K dan J", "fakta sebelum dan sesudahnya"],
  ["S", "sesuai, lalu pindah ke fakta berikutnya yang menunggu"],
  ["T", "tidak sesuai, lalu menulis catatan; Ctrl+Enter mencatatnya, Esc membatalkannya"],
  ["A", "semua yang menunggu pada inovasi itu sesuai, lalu membuka inovasi berikutnya"],
  ["I", "hanya indikator itu pada semua inovasi, dan kembali"],
  ["U", "mengurungkan langkah terakhir"],
];

export async function start(section, bundle, data) {
  const box = section.querySelector("#periksa-kerja");
  if (box) await new Review(box, bundle, data).begin();
}

class Review {
  constructor(box, bundle, data) {
    Object.assign(this, { box, bundle, data, cards: [], groups: [], focused: null });
    this.pieces = box.dataset.pieces.split(" ").filter(Boolean);
    this.published = counted("periksa");
  }

  async begin() {
    this.build();
    if (this.pieces.length) await this.load();
    if (this.box.dataset.reported) await this.former();
    this.submittedBox.open = !this.waiting(this.cards).length; // What is left to do stands open.
    this.ministryBox.open = this.queue.hidden;
    this.box.hidden = false;
    this.box.dataset.ready = "";
  }

  build() {
    this.said = make("p", { role: "status", className: "said" });
    this.total = make("p", { className: "total" });
    this.filter = make("select", { id: "periksa-indikator" });
    this.filter.addEventListener("change", () => this.show());
    this.standing = make("input", { type: "checkbox" });
    this.standing.addEventListener("change", () => this.show());
    this.all = this.button("", "button quiet", () => this.decide(this.shownWaiting(), "sesuai"));
    this.unfit = this.button("", "button quiet", () => this.askAll());
    this.panel = make("div", { className: "panel", hidden: true });
    this.undo = this.button("Urungkan", "button quiet", () => this.takeBack());
    this.more = this.button("Muat inovasi berikutnya", "button quiet", () => this.load(true));
    this.list = make("ol", { className: "queue" });
    const keys = make("dl", {}, ...KEYS.flatMap(([key, does]) => [make("dt", { textContent: key }), make("dd", { textContent: does })]));
    this.queue = make("div", { hidden: !this.pieces.length });
    this.submittedBox = folded("Sudah dimasukkan ke aplikasi Kementerian");
    this.ministryBox = folded("Hasil Kementerian tiap inovasi");
    this.box.append(this.queue, this.ministryBox, make("div", { className: "said-bar" }, this.said, this.undo));
    const tools = make("div", { className: "queue-tools" });
    tools.append(
      make("div", { className: "field" }, make("label", { htmlFor: "periksa-indikator", textContent: "Indikator" }), this.filter),
      make("label", { className: "option" }, this.standing, "Tampilkan juga yang sudah diperiksa"),
      make("details", {}, make("summary", { textContent: "Dengan papan ketik" }), make("p", { textContent: "Tombol ini berlaku selama sebuah fakta dalam daftar dipilih." }), keys),
    );
    this.queue.append(
      tools,
      this.total,
      make("p", {}, this.all, " ", this.unfit),
      this.panel,
      this.list,
      make("p", {}, this.more),
      this.submittedBox,
    );
    this.list.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("focusin", (event) => this.rove(this.cards.find((card) => card.element.contains(event.target))));
  }

  button(text, className, onclick) {
    const made = make("button", { type: "button", className, textContent: text });
    made.addEventListener("click", onclick);
    return made;
  }

  // Fetch the next file of the queue; the page needs no network after that.
  async load(asked = false) {
    const piece = await this.fetched(this.pieces[0], "Daftar yang menunggu");
    if (!piece) return;
    this.pieces.shift();
    if (!this.decisions) await this.prepare(piece);
    const gone = await this.take(piece);
    if (gone.length) this.say(`Buktinya berubah sejak Anda periksa, jadi putusan ini dilepas: ${gone.join("; ")}.`);
    this.more.hidden = !this.pieces.length;
    if (asked) this.reach(this.visible().find((card) => card.record === piece.catatan[0]));
  }

  async fetched(address, what) {
    const answer = await fetch(address, { cache: "no-cache" }).catch(() => null);
    if (answer?.ok) return answer.json();
    this.box.hidden = false;
    this.say(`${what} tidak dapat diambil. Periksa sambungan internet, lalu muat ulang halaman ini.`);
    return null;
  }

  // What was reported in the round that closed last: nothing of it is examined any more.
  async former() {
    const found = await this.fetched(this.box.dataset.reported, "Daftar inovasi putaran yang ditutup");
    if (!found) return;
    if (!this.decisions) await this.prepare({ zona: found.zona, tulis: this.data.periksa, jenis: {}, rubrik: {} });
    const records = found.catatan.map((record) => ({ ...record, ditelaah: true, fakta: [] }));
    await this.decisions.add(records);
    this.ministry.add(records, found.tahun);
  }

  async prepare(piece) {
    const yaml = await import("../yaml.js");
    this.kit = piece;
    this.decisions = new Decisions(this.bundle, yaml, piece, checksOf(this.data, "telaah"), (fault) => {
      if (typeof fault === "string") this.say(fault);
      this.refresh();
    });
    this.submitted = new Submitted(this.submittedBox.lastChild, this.decisions, (text) => this.say(text));
    this.ministry = new Ministry(this.ministryBox.lastChild, this.decisions, this.data, (text) => this.say(text));
  }

  async take({ catatan: records, tahun: year }) {
    for (const record of records) if (record.fakta.length) this.lay(record);
    const gone = await this.decisions.add(records);
    this.submitted.add(records);
    this.ministry.add(records, year);
    this.options();
    this.show();
    return gone;
  }

  lay(record) {
    const { rubrik } = this.kit, { site } = this.box.dataset, id = `periksa-${record.id}`;
    const facts = [...record.fakta].sort((one, other) => Number(rubrik[other.kunci].wajib) - Number(rubrik[one.kunci].wajib));
    const cards = facts.map((fact) => new FactCard(record, fact, rubrik[fact.kunci], site, (card, verdict, note) => this.decide([card], verdict, note)));
    const group = { record, cards, all: this.button("", "button quiet", () => this.decide(this.shownOf(group), "sesuai")) };
    Object.assign(group, { waits: make("span", { className: "chip" }), told: make("small") });
    const link = make("a", { href: `${site}inovasi/${record.id}/`, textContent: "Lihat halaman inovasinya" });
    const list = make("ul", {}, ...cards.map((card) => make("li", {}, card.element)));
    const head = make("summary", {}, make("h3", { id, textContent: record.nama }), " ", group.waits, " ", group.told);
    group.details = make("details", {}, head, make("p", {}, link, record.menentukan ? ". Hanya pemeriksaan yang menahannya." : ""), make("p", {}, group.all), list);
    group.details.addEventListener("toggle", () => group.details.open && this.open(group, head));
    group.element = make("li", { className: "queue-item" }, group.details);
    this.groups.push(group);
    this.cards.push(...cards);
    this.list.append(group.element);
  }

  // Show the facts of one innovation, and no other's; a heading that was pressed stays in sight.
  open(group, head = null) {
    for (const one of this.groups) one.details.open = one === group;
    head?.scrollIntoView({ block: "nearest" });
    if (!group.cards.includes(this.focused)) this.rove(group.cards.find((card) => !card.element.parentElement.hidden));
  }

  groupOf(card) {
    return this.groups.find(({ cards }) => cards.includes(card));
  }

  // Go to a fact, wherever it is.
  reach(card) {
    if (!card) return;
    this.open(this.groupOf(card));
    card.element.focus();
  }

  // ---- what is shown

  waiting(cards) {
    return cards.filter((card) => this.decisions.waits(card.record, card.fact));
  }

  visible() {
    return this.cards.filter((card) => !card.element.parentElement.hidden);
  }

  shownWaiting() {
    return this.waiting(this.visible());
  }

  shownOf({ cards }) {
    return this.waiting(cards).filter((card) => !card.element.parentElement.hidden);
  }

  // The indicators that can be chosen, with how many facts of each wait.
  options() {
    const chosen = this.filter.value, counts = new Map();
    for (const card of this.waiting(this.cards)) counts.set(card.fact.kunci, (counts.get(card.fact.kunci) ?? 0) + 1);
    const rows = Object.entries(this.kit.rubrik).filter(([key]) => this.cards.some((card) => card.fact.kunci === key));
    const options = rows.map(([key, { nama }]) => make("option", { value: key, textContent: `${nama} (${counts.get(key) ?? 0})` }));
    this.filter.replaceChildren(make("option", { value: "", textContent: "Semua indikator" }), ...options);
    this.filter.value = rows.some(([key]) => key === chosen) ? chosen : "";
  }

  // What was decided stays in sight until the choice changes.
  show() {
    const key = this.filter.value;
    closeNote(this.panel);
    for (const card of this.cards) {
      const open = this.standing.checked || card.fact.menunggu || this.decisions.verdict(card.record, card.fact);
      card.element.parentElement.hidden = !open || (key !== "" && card.fact.kunci !== key);
    }
    for (const { element, cards } of this.groups) element.hidden = cards.every((card) => card.element.parentElement.hidden);
    this.refresh();
    const shown = this.groups.filter(({ element }) => !element.hidden), next = shown.find((group) => this.shownOf(group).length);
    if (next && !shown.some(({ details }) => details.open)) this.open(next);
  }

  refresh() {
    for (const card of this.cards) card.show(this.decisions.verdict(card.record, card.fact));
    for (const group of this.groups) this.head(group);
    const shown = this.shownWaiting().length, left = this.waiting(this.cards), judged = this.cards.filter((card) => this.decisions.verdict(card.record, card.fact)), made = judged.length;
    count("periksa", this.published - judged.filter((card) => card.fact.menunggu).length);
    this.total.textContent = `${left.length} fakta pada ${new Set(left.map((card) => card.record)).size} inovasi menunggu; ${made} putusan belum dikirim.${this.kit.sisa && !this.pieces.length ? ` ${this.kit.sisa} inovasi lain menyusul sesudah terbitan berikutnya.` : ""}`;
    this.total.hidden = !left.length && !made;
    this.all.parentElement.hidden = !this.filter.value || shown < 2;
    this.all.textContent = `${shown} fakta pada indikator ini sesuai`;
    this.unfit.textContent = `${shown} fakta pada indikator ini tidak sesuai`;
    this.undo.hidden = !this.decisions.steps.length;
    this.box.dataset.writing = this.decisions.pending;
    if (this.rows !== left.length) this.options();
    this.rows = left.length;
    this.rove(this.focused && !this.focused.element.parentElement.hidden ? this.focused : this.visible()[0]);
    this.submitted?.show();
    this.ministry?.show();
  }

  // What a record says while it is closed; where one indicator is chosen, what is claimed there.
  head(group) {
    const { record, cards, all, waits, told } = group, number = this.shownOf(group).length;
    all.hidden = number < 2;
    all.textContent = `${number} fakta ini sesuai`;
    waits.className = `chip ${number ? "waiting" : "met"}`;
    waits.textContent = number ? `${number} menunggu` : "Sudah diperiksa";
    const chosen = cards.find((card) => card.fact.kunci === this.filter.value);
    told.textContent = [record.opd, chosen ? brief(chosen.fact) : `langkah ${record.langkah}`].join(", ");
  }

  say(text) {
    this.said.textContent = text;
  }

  // ---- verdicts

  decide(cards, verdict, note = "") {
    if (!cards.length) return;
    const [{ record, fact }] = cards, pressed = cards.length === 1 && !note && this.decisions.verdict(record, fact)?.putusan === verdict;
    this.decisions.decide(cards.map((card) => [card.record, card.fact]), pressed ? null : verdict, note);
    const what = cards.length === 1 ? `${this.kit.rubrik[fact.kunci].nama} pada ${record.nama}` : `${cards.length} fakta`;
    this.say(pressed ? `Putusan atas ${what} dibatalkan.` : `${what}: ${verdict.replace("-", " ")}. ${this.waiting(this.cards).length} masih menunggu.`);
    if (!pressed && !this.shownOf(this.groupOf(cards[0])).length) this.next(cards.at(-1));
  }

  // One note for all that is shown and waits.
  askAll() {
    const cards = this.shownWaiting(), leave = () => {
      closeNote(this.panel);
      this.filter.focus();
    };
    const done = (note) => {
      leave();
      this.decide(this.waiting(cards), "tidak-sesuai", note);
    };
    askNote(this.panel, { id: "periksa-catatan-bersama", name: `Catat ${cards.length} fakta tidak sesuai`, done, leave });
  }

  takeBack() {
    const step = this.decisions.undo(), [first] = step;
    if (!first) return;
    this.say(step.length === 1 && first.key ? `Putusan atas ${this.kit.rubrik[first.key].nama} pada ${first.record.nama} diurungkan.` : `${step.length} ${first.key ? "putusan" : "pencatatan"} diurungkan.`);
    const card = this.cards.find((one) => one.record === first.record && one.fact.kunci === first.key);
    if (!card || card.element.parentElement.hidden) return;
    if (this.list.contains(document.activeElement)) this.reach(card);
    else this.open(this.groupOf(card));
  }

  // ---- keyboard: single keys count only while a fact itself has the focus

  rove(card) {
    if (!card) return;
    if (this.focused) this.focused.element.tabIndex = -1;
    card.element.tabIndex = 0;
    this.focused = card;
  }

  key(event) {
    const card = this.cards.find((one) => one.element === event.target);
    if (!card || event.ctrlKey || event.altKey || event.metaKey) return;
    const cards = this.visible(), at = cards.indexOf(card), pressed = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const acts = {
      ArrowDown: () => this.reach(cards[at + 1]),
      ArrowUp: () => this.reach(cards[at - 1]),
      s: () => this.fit(card),
      t: () => card.ask(),
      u: () => this.takeBack(),
      a: () => this.fitAll(card),
      i: () => this.only(card),
    };
    const act = acts[{ j: "ArrowDown", k: "ArrowUp" }[pressed] ?? pressed];
    if (!act) return;
    event.preventDefault();
    act();
  }

  next(card) {
    const cards = this.visible(), after = [...cards.slice(cards.indexOf(card) + 1), ...cards];
    this.reach(after.find((one) => this.decisions.waits(one.record, one.fact)));
  }

  fit(card) {
    if (this.decisions.verdict(card.record, card.fact)?.putusan !== "sesuai") this.decide([card], "sesuai");
    this.next(card);
  }

  fitAll(card) {
    this.decide(this.shownWaiting().filter((one) => one.record === card.record), "sesuai");
    this.next(card);
  }

  only(card) {
    this.filter.value = this.filter.value ? "" : card.fact.kunci;
    this.show();
    this.reach(card);
  }
}

function folded(title) {
  return make("details", { className: "part" }, make("summary", {}, make("h3", { textContent: title })), make("div"));
}

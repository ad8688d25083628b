// The draft in the form: how it is kept in this browser, what it is opened from, and which of two sides stays where it
// clashes with what others changed.

import { make, marked } from "./elements.js";
import { dropped } from "./frame.js";
import { valueText } from "./page.js";
import { examined, faultList, marksOf } from "./proposal.js";
import { read } from "./reader.js";
import { isWorkbook, readCells, readSheets, Refused } from "./sheets.js";
import { decoded, withoutHead } from "./submission.js";
import { shapeAt, valueAt } from "./values.js";

// The draft of a form stays in this browser until it is thrown away: what was kept is read back, and what another tab
// has kept meanwhile is not overwritten.

const PREFIX = "usul:";
const seen = new Map(); // By name the text that this page wrote or read last.

const stored = (name) => localStorage.getItem(PREFIX + name);

function parsed(text) {
  try {
    const draft = JSON.parse(text);
    return draft && typeof draft.tree === "object" && draft.tree ? draft : null;
  } catch {
    return null;
  }
}

// Tell whether this browser keeps anything.
function keeps() {
  try {
    localStorage.setItem(`${PREFIX}?`, "?");
    const kept = stored("?") === "?";
    localStorage.removeItem(`${PREFIX}?`);
    return kept;
  } catch {
    return false;
  }
}

// Return "kept" once the draft can be read back, "other" where another tab kept one of its own, else "refused".
function save(name, draft) {
  const text = JSON.stringify({ ...draft, saved: new Date().toISOString() });
  try {
    if (moved(name)) return "other";
    localStorage.setItem(PREFIX + name, text);
    if (stored(name) !== text) return "refused";
  } catch {
    return "refused";
  }
  seen.set(name, text);
  return "kept";
}

function moved(name) {
  const now = stored(name);
  return now !== null && now !== (seen.get(name) ?? null);
}

export const hasSeen = (name) => seen.has(name);

// Return the draft as this page knew it, and as it is kept now; from here on this page knows it so.
export function sides(name) {
  const before = parsed(seen.get(name) ?? null);
  return { before, now: resume(name) };
}

export function resume(name) {
  try {
    const text = stored(name);
    if (text === null) seen.delete(name);
    else seen.set(name, text);
    return parsed(text);
  } catch {
    return null;
  }
}

// Throw a draft away, unless another tab has kept one of its own meanwhile.
export function discard(name) {
  try {
    if (!moved(name)) localStorage.removeItem(PREFIX + name);
  } catch {
    // Nothing was kept.
  }
  seen.delete(name);
}

// Call back when another tab keeps a draft of that name, or throws it away.
export function watch(name, told) {
  addEventListener("storage", (event) => event.key === PREFIX + name() && event.storageArea === localStorage && told());
}

// What the page says of the draft is what became of it: kept, changed by another tab, or kept by nobody but this page.

const LOST = "Draf tidak dapat disimpan, karena browser ini menolaknya (ruangnya penuh, atau penyimpanan situs diblokir). Isian hilang bila halaman ini ditutup. Simpan berkasnya, lalu buka kembali lewat “buka berkas”. ";

export class Keeping {
  constructor(line, file, say) {
    Object.assign(this, { line, say, lost: false });
    this.rescue = make("button", { type: "button", className: "button quiet", textContent: "Simpan berkas" });
    this.rescue.addEventListener("click", file);
    if (keeps()) line.textContent = "Isian Anda akan disimpan sebagai draf, di browser ini saja.";
    else this.refused();
    addEventListener("beforeunload", (event) => this.lost && event.preventDefault());
  }

  // Keep a draft and say what became of it; return false where another tab has kept its own.
  keep(name, draft) {
    const outcome = save(name, draft);
    if (outcome === "refused") {
      this.lost = true;
      this.refused();
    } else if (outcome === "kept") this.kept();
    return outcome !== "other";
  }

  kept() {
    const time = new Date().toLocaleTimeString("id", { timeStyle: "short" });
    this.lost = false;
    this.line.className = "help";
    this.line.textContent = `Draf tersimpan pukul ${time}, di browser ini saja.`;
  }

  refused() {
    if (this.line.className === "notice") return;
    this.line.className = "notice";
    this.line.replaceChildren(LOST, this.rescue);
    this.say(LOST);
  }
}

// A record from a list, a file or the clipboard; one that is broken is mended line by line before it is taken.

export function open({ checks, reader, published, taken, known, agencies, workbook }) {
  const at = (id) => document.getElementById(id), broken = at("rusak"), text = at("rusak-teks"), list = at("rusak-daftar");
  let reading = null, named = "";

  async function take(given, name = "") {
    const content = withoutHead(given);
    named = name;
    reading = read(content, checks, await reader());
    if (!reading.broken) return accept();
    text.value = content;
    broken.hidden = false;
    tell();
    at("judul-rusak").focus();
    return undefined;
  }

  function accept() {
    broken.hidden = true;
    taken(reading, named);
  }

  function tell() {
    list.replaceChildren(...reading.faults.map((fault) => {
      const go = make("button", { type: "button", className: "link", textContent: `Baris ${fault.line}` });
      go.addEventListener("click", () => mark(text, fault.line));
      return make("li", {}, go, ": ", ...marked(fault.message), ". ", ...marked(fault.help));
    }));
    at("rusak-lanjut").disabled = reading.broken;
  }

  at("buka").addEventListener("toggle", async () => {
    const listed = at("buka").open ? await known() : [];
    if (at("pilih-catatan").options.length === 1) at("pilih-catatan").append(...byAgency(listed, agencies));
  });
  at("pilih-catatan").addEventListener("change", (event) => event.target.value && published(event.target.value));
  async function file(given) {
    const content = await given.arrayBuffer();
    return isWorkbook(new Uint8Array(content, 0, Math.min(2, content.byteLength))) ? workbook(content) : take(decoded(content), given.name);
  }

  at("pilih-berkas").addEventListener("change", async (event) => {
    if (event.target.files[0]) await file(event.target.files[0]);
    event.target.value = ""; // The same file, mended, can be chosen again.
  });
  dropped(([first]) => file(first));
  at("baca-tempelan").addEventListener("click", () => at("tempel").value.trim() && take(at("tempel").value));
  text.addEventListener("input", async () => {
    reading = read(text.value, checks, await reader());
    tell();
  });
  at("rusak-lanjut").addEventListener("click", accept);
  at("rusak-apa-adanya").addEventListener("click", accept);
}

function byAgency(listed, agencies) {
  const groups = new Map();
  for (const one of listed) groups.set(one.opd, [...(groups.get(one.opd) ?? []), one]);
  return [...groups].map(([opd, records]) => make("optgroup", { label: agencies[opd]?.[0] ?? opd },
    ...records.map(({ id, nama }) => make("option", { value: id, textContent: nama }))));
}

// Select a line and bring it into view.
function mark(box, line) {
  const lines = box.value.split("\n"), start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  box.focus();
  box.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  box.scrollTop = Math.max(0, (line - 4) * (box.scrollHeight / lines.length));
}

// A spreadsheet that was handed in: what it holds, what is wrong with it at which cell, and each innovation as a draft of
// its own or sent at once.

export class Intake {
  // `open` takes a draft into the form, `doors` fills a box with the ways to send one.
  constructor({ data, known, open, doors }) {
    Object.assign(this, { data, known, open, doors, box: document.getElementById("isi-excel") });
    this.title = this.box.querySelector("h2");
    this.list = document.getElementById("excel-daftar");
  }

  async take(content) {
    try {
      const sheets = await readCells(content, this.data.periksa.batas.excel, await import("../spreadsheet.js"));
      await this.known();
      this.show(readSheets(sheets, this.data.periksa, this.data.opd));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.tell("Berkas ini tidak dapat dibaca", faultList([{ place: "Berkas", message: error.message, help: error.help }]));
    }
  }

  tell(title, ...content) {
    this.title.textContent = title;
    this.list.replaceChildren(...content);
    this.box.hidden = false;
    this.title.focus();
  }

  show({ drafts, faults, began }) {
    const found = drafts.map((draft) => ({ ...examined(draft, drafts, this.data), began }));
    const wrong = faults.length + found.reduce((count, { told }) => count + told.length, 0);
    const said = wrong ? `${wrong} hal perlu diperbaiki. Perbaiki pada berkas Excel lalu pilih lagi berkasnya, atau buka di formulir dan perbaiki di sana.` : "Tidak ada yang perlu diperbaiki.";
    this.tell(`Berkas ini memuat ${drafts.length} inovasi`, make("p", { textContent: said }), ...(faults.length ? [faultList(faults)] : []), ...found.map((one) => this.entry(one, drafts.length > 1)));
  }

  entry({ draft, proposal, listed, told, began }, several) {
    const opener = make("button", { type: "button", textContent: "Buka di formulir" });
    const marks = marksOf(began, proposal, draft);
    opener.addEventListener("click", () => this.open({ tree: draft.tree, opd: draft.opd, id: proposal.id, desk: several ? proposal.id : "", marks }, listed));
    const parts = [make("h3", { textContent: draft.name }), ...(told.length ? [faultList(told)] : []), make("p", {}, opener)];
    if (!told.length && !listed) parts.push(this.sender(proposal));
    if (listed) parts.push(make("p", { className: "help", textContent: "Catatan ini sudah terbit. Yang berbeda dari terbitannya ditanyakan di formulir." }));
    return make("section", {}, ...parts);
  }

  sender(proposal) {
    const box = make("div"), whole = make("details", {}, make("summary", { textContent: "Kirim tanpa membukanya" }), box);
    whole.addEventListener("toggle", () => whole.open && this.doors(box, proposal));
    return whole;
  }
}

// What two sides changed differently, shown side by side: whoever writes the proposal says which one stays.

const at = (id) => document.getElementById(id);
const EMPTY = "(kosong)";

export class Clashes {
  constructor(proposal, checks, settled) {
    Object.assign(this, { proposal, checks, settled, shown: null });
    at("bentrok-pakai").addEventListener("click", () => this.take());
  }

  show() {
    const { clashes } = this.proposal;
    if (this.shown === clashes) return this.mine();
    this.shown = clashes;
    at("bentrok").hidden = !clashes.length;
    at("bentrok-daftar").replaceChildren(...clashes.map((clash, number) => this.choice(clash, number)));
    at("bentrok-salah").hidden = true;
    return undefined;
  }

  // Show what the form holds by now, without a word on what was chosen.
  mine() {
    const texts = at("bentrok-daftar").querySelectorAll("[data-mine]");
    for (const [number, { path }] of this.proposal.clashes.entries()) texts[number].textContent = this.text(valueAt(this.proposal.tree, path), path);
  }

  text(value, path) {
    return valueText(value, shapeAt(this.checks.bentuk, path), this.checks) || EMPTY;
  }

  choice(clash, number) {
    const [theirs, mine] = clash.tab ? ["Isian yang satu", "Isian yang lain"] : ["Yang terbit", "Isian Anda"];
    const options = [["theirs", theirs, clash.theirs], ["mine", mine, valueAt(this.proposal.tree, clash.path)], ...(clash.both ? [["both", "Keduanya digabung", clash.both]] : [])];
    return make("fieldset", { className: "field clash" }, make("legend", { textContent: this.proposal.label(clash.path) }), ...options.map(([side, title, value]) => this.option(number, side, title, value, clash.path)));
  }

  option(number, side, title, value, path) {
    const id = `bentrok-${number}-${side}`, input = make("input", { type: "radio", name: `bentrok-${number}`, value: side, id });
    const shown = make("div", { className: "clash-text", tabindex: "0", role: "region", "aria-label": title, textContent: this.text(value, path) });
    if (side === "mine") shown.dataset.mine = "";
    return make("div", {}, make("label", { className: "option" }, input, make("b", { textContent: title })), shown);
  }

  take() {
    const sets = [...at("bentrok-daftar").children], sides = sets.map((set) => set.querySelector(":checked")?.value);
    const open = sides.indexOf(undefined);
    at("bentrok-salah").hidden = open < 0;
    if (open >= 0) return sets[open].querySelector("input").focus();
    this.proposal.settle(sides);
    this.show();
    return this.settled();
  }
}

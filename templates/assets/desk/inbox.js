// The inbox: what came by WhatsApp, mail or paper is dropped or pasted here, looked at, and taken in or sent back.

import { make } from "../form/elements.js";
import { dropped } from "../form/frame.js";
import { examined, marksOf } from "../form/proposal.js";
import { isWorkbook, readCells, readSheets, Refused } from "../form/sheets.js";
import { decoded, submissionOf } from "../form/submission.js";
import { dateText } from "../form/text.js";
import { isList } from "../form/values.js";
import { count, counted, faultsOf, parts, titled } from "./item.js";
import { judgeAnswers, judgeRecord } from "./judging.js";
import { photoParts, photoPaths, placeOf } from "./photos.js";
import { openDesk, readSubmission, valuesOf } from "./reading.js";

const DEFAULT = "whatsapp", PASTED = "Pesan yang ditempel";
const LOST = "Tidak dapat dibuka: periksa sambungan internet, lalu coba lagi.";

export function start(section, bundle, data, { photos, parts }) {
  return new Inbox(section, bundle, data, photos, parts);
}

class Inbox {
  constructor(section, bundle, data, photos, parts) {
    Object.assign(this, { section, bundle, data, photos, parts, items: [], places: new Map(), pasted: 0, reading: Promise.resolve(), published: counted("masuk") });
    this.at = (name) => section.querySelector(`[data-inbox="${name}"]`);
    this.desk = openDesk(bundle, data).catch(() => null);
    this.at("files").addEventListener("change", async ({ target }) => {
      await this.takeFiles([...target.files]);
      target.value = ""; // The same file, mended, can be chosen again.
    });
    dropped((files) => this.takeFiles(files));
    this.at("read").addEventListener("click", () => this.paste());
    this.at("way").addEventListener("change", ({ target }) => target.value && this.allBy(target.value));
    this.at("all").addEventListener("click", () => this.takeAll());
    bundle.onChange(() => this.follow());
  }

  get way() {
    return this.at("way").value || DEFAULT;
  }

  say(text) {
    this.at("said").textContent = text;
  }

  // What is known is fetched when the first thing comes, if it could not be before.
  async known() {
    const found = (await this.desk) ?? (await (this.desk = openDesk(this.bundle, this.data).catch(() => null)));
    if (!found) this.say(LOST);
    else this.receipts ??= await receiptsOf(found, this.data.masuk.penerimaan);
    return found;
  }

  takeFiles(files) {
    return this.during(this.readFiles(files));
  }

  paste() {
    return this.during(this.readPasted());
  }

  // What is chosen for all while something is still being read is meant for that too.
  during(work) {
    this.reading = Promise.allSettled([this.reading, work]);
    return work;
  }

  async readFiles(files) {
    const desk = await this.known();
    if (!desk) return;
    for (const file of files) for (const item of await itemsOf(file, desk, this.way)) this.add(item, desk);
    await this.arrived(files.length, desk);
  }

  async readPasted() {
    const box = this.at("text"), desk = box.value.trim() ? await this.known() : null;
    if (!desk) return;
    this.pasted += 1;
    this.add(await textItem(`${PASTED} (${this.pasted})`, box.value, desk, this.way), desk);
    box.value = "";
    this.arrived(1, desk);
  }

  async arrived(count, desk) {
    await this.placePhotos(desk);
    const wrong = this.items.filter((item) => item.fault || faultsOf(item).length).length;
    this.say(`${count} masukan dibaca: ${this.items.length} masukan pada daftar, ${wrong} perlu diperbaiki.`);
    this.parts.reveal(this.section); // Files may be dropped on any part of the page.
    this.items.at(-count)?.place?.querySelector("h3").focus();
  }

  add(item, desk) {
    const twin = item.number && this.items.find((one) => one.number === item.number), line = this.receipts.get(item.number);
    if (twin) item.earlier = `Kiriman dengan nomor yang sama sudah ada di daftar ini, dari ${twin.name}.`;
    if (line) item.earlier = `Nomor ini sudah diterima pada ${dateText(line.tanggal, desk.checks)}.`;
    item.findings ??= [];
    item.place = make("section", { className: "arrival entry", ...(item.number && !twin && { id: item.number }) });
    this.items.push(item);
    this.at("list").append(item.place);
    this.sync(item);
    this.show(item, desk);
  }

  show(item, desk) {
    const head = make("h3", { textContent: titled(item, desk).title, tabIndex: -1 }), drop = () => this.drop(item, desk);
    const inner = item.kind === "foto" ? this.photo(item, desk, drop) : parts(item, desk, this.acts(item, desk, drop));
    item.place.replaceChildren(head, ...inner);
    this.counts();
  }

  // What is neither taken in nor sent back waits.
  counts() {
    this.at("all").hidden = !this.ready.length;
    count("masuk", this.published + this.items.filter((item) => item.kind !== "foto" && !item.state).length);
  }

  acts(item, desk, drop) {
    return {
      drop,
      take: () => this.take(item, desk),
      undo: () => this.bundle.dropSubmission(item.number),
      refuse: () => this.state(item, "dikembalikan", desk),
      way: (via) => this.by(item, via, desk),
      copy: (box) => this.copy(box),
    };
  }

  state(item, state, desk) {
    item.state = state;
    this.show(item, desk);
    (item.place.querySelector("textarea") ?? item.place.querySelector("h3")).focus();
  }

  async drop(item, desk) {
    if (item.kind === "foto") this.photos.drop(item);
    item.place.remove();
    this.items = this.items.filter((one) => one !== item);
    this.counts();
    this.say("Disingkirkan dari daftar ini.");
    this.at("files").focus();
    await this.placePhotos(desk);
  }

  // How it came decides how the agency's word is recorded.
  async by(item, via, desk) {
    if (item.text) Object.assign(item, await textItem(item.name, item.text, desk, via), { earlier: item.earlier });
    item.via = via;
    this.show(item, desk);
  }

  async allBy(via) {
    const desk = await this.known();
    await this.reading;
    for (const item of this.items) if (item.kind && item.kind !== "foto" && item.state !== "diterima") await this.by(item, via, desk);
  }

  get ready() {
    return this.items.filter((item) => ["catatan", "jawaban"].includes(item.kind) && !faultsOf(item).length && !item.earlier && item.state !== "diterima");
  }

  async takeAll() {
    const desk = await this.known(), { ready } = this;
    for (const item of ready) this.take(item, desk);
    this.say(`${ready.length} kiriman diterima dan ikut dikirim.`);
  }

  take(item, desk) {
    const { title, agency } = titled(item, desk), what = item.kind === "jawaban" ? title : `“${title}”${agency ? ` dari ${agency}` : ""}`;
    this.bundle.addSubmission({ name: item.number, text: item.text, via: item.via, photos: photoPaths(item), about: `Kiriman ${item.number} diterima: ${what}.` });
    this.state(item, "diterima", desk);
  }

  // What is in the bundle is taken in, also when another part of the page or another tab put it there or took it out.
  sync(item) {
    const taken = this.bundle.submissions().some((one) => one.name === item.number);
    const before = item.state;
    item.state = taken && item.number ? "diterima" : before === "diterima" ? "" : before;
    return item.state !== before;
  }

  async follow() {
    const desk = await this.desk;
    if (desk) for (const item of this.items) if (this.sync(item)) this.show(item, desk);
  }

  // The places of photos that a submission names, here or in the draft, each with what the submission is called.
  get named() {
    const here = this.items.flatMap((item) => photoPaths(item).map((path) => ({ path, title: item.submission.tree.nama })));
    const taken = this.bundle.submissions().flatMap((one) => (one.photos ?? []).map((path) => ({ path, title: one.name })));
    return [...new Map([...taken, ...here].map((one) => [one.path, one])).values()];
  }

  photo(item, desk, drop) {
    const wanted = this.named.filter(({ path }) => !this.photos.has(path)), owner = this.named.find(({ path }) => path === item.path);
    return photoParts(item, owner?.title, wanted, { drop, choose: (path) => this.choosePlace(item, path, desk) });
  }

  async choosePlace(item, path, desk) {
    await this.photos.put(item, path);
    await this.placePhotos(desk);
    item.place.querySelector("h3").focus();
  }

  // Each photo goes where it can only be meant for.
  async placePhotos(desk) {
    const photos = this.items.filter((item) => item.kind === "foto");
    for (const item of photos) {
      const path = item.path || item.fault ? "" : placeOf(item, this.named.filter((one) => !this.photos.has(one.path)));
      if (path) await this.photos.put(item, path);
    }
    for (const item of photos) this.show(item, desk);
  }

  async copy(box) {
    try {
      await navigator.clipboard.writeText(box.value);
      this.say("Pesan disalin.");
    } catch {
      box.focus();
      box.select();
      this.say("Browser menolak menyalin. Pesannya sudah dipilih: tekan Ctrl+C; di ponsel: tekan lama, lalu Salin.");
    }
  }
}

// The published receipts by their numbers.
async function receiptsOf(desk, paths) {
  const found = new Map();
  for (const path of paths) {
    const text = await desk.text(path).catch(() => ""), lines = text ? valuesOf(text, desk).penerimaan : [];
    for (const line of isList(lines) ? lines : []) if (line.nomor) found.set(line.nomor, line);
  }
  return found;
}

// What was dropped, chosen or pasted becomes items of the inbox: a submission each, an innovation of a workbook each, a photo.

const PICTURE = /\.(?:jpe?g|png|webp)$/i;
const OLD = /\.(?:xls|xlsm|ods|csv|docx?|pdf|zip|heic)$/i;
const LIMIT = 300_000; // Bytes of a text; what is longer is no submission.

// Return the items of a file that was handed in.
async function itemsOf(file, desk, way) {
  if (PICTURE.test(file.name)) return [{ kind: "foto", name: file.name, file }];
  const content = await file.arrayBuffer();
  if (isWorkbook(new Uint8Array(content, 0, Math.min(2, content.byteLength))) && !/\.docx$/i.test(file.name)) return workbook(file.name, content, desk);
  if (OLD.test(file.name) || content.byteLength > LIMIT) return [unreadable(file.name, "berkas ini bukan teks kiriman dan bukan berkas Excel (.xlsx)", "Minta dikirim lagi sebagai berkas dari formulir, pesan, atau berkas Excel (.xlsx).")];
  return [await textItem(file.name, decoded(content), desk, way)];
}

const unreadable = (name, message, help) => ({ kind: "", name, number: "", findings: [{ severity: "galat", place: "Berkas", message, help }] });

// Read a text that came by a way, and lay it beside what is published.
async function textItem(name, text, desk, via) {
  const submission = readSubmission(text, desk.checks, desk.agencies, desk.yaml);
  const judged = await judgedAs(submission, via, desk), findings = judged.findings.map((one) => ({ ...one, place: `Baris ${one.line}` }));
  return { kind: submission.kind, name, text, via, number: submission.number, submission, judged, findings };
}

async function judgedAs(submission, via, desk) {
  if (submission.kind === "catatan") return judgeRecord(submission, via, desk);
  return submission.kind === "jawaban" ? judgeAnswers(submission, via, desk) : { findings: submission.findings };
}

async function workbook(name, content, desk) {
  try {
    const sheets = await readCells(content, desk.checks.batas.excel, await import("../spreadsheet.js"));
    const { drafts, faults, began } = readSheets(sheets, desk.checks, desk.agencies);
    const data = { periksa: desk.checks, opd: desk.agencies, inovasi: desk.names }, items = [];
    for (const draft of drafts) items.push(await innovation(name, examined(draft, drafts, data), began, desk));
    return faults.length ? [...items, { kind: "", name, number: "", findings: faults.map((one) => ({ ...one, severity: "galat" })) }] : items;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return [unreadable(name, error.message, error.help)];
  }
}

// One innovation of a workbook, as the submission that its sheet or row stands for.
async function innovation(name, { draft, proposal, listed, told }, began, desk) {
  const title = `${name}, ${draft.place}`, faults = told.map((one) => ({ ...one, severity: "galat" }));
  if (listed) faults.push(...(await beside(proposal, listed, marksOf(began, proposal, draft), draft, desk)));
  if (faults.length) return { kind: "", name: title, title: draft.name, number: "", agency: proposal.opd, findings: faults };
  const text = submissionOf({ path: proposal.path, text: proposal.text(desk.yaml), base: proposal.edits, office: "" });
  const item = await textItem(title, text, desk, "excel");
  return { ...item, findings: item.findings.map((one) => ({ ...one, place: "Isian" })) };
}

// Lay an innovation onto the published record; what both sides may have changed cannot be taken in unasked.
async function beside(proposal, listed, marks, draft, desk) {
  const { tree } = proposal, published = await desk.published(listed.id);
  if (!published) return [{ severity: "galat", place: draft.place, message: "catatan yang terbit tidak dapat diambil", help: "Periksa sambungan internet, lalu masukkan berkas ini lagi." }];
  proposal.take(Object.assign(published.reading, { mark: published.mark }), listed);
  proposal.overlay(tree, marks);
  return proposal.clashes.map(({ path }) => ({ severity: "galat", place: draft.at(path), message: `${proposal.label(path)} berbeda dari yang terbit, dan belum jelas mana yang lebih baru`, help: "Buka berkasnya di formulir usulan, pilih isian yang dipakai, lalu masukkan kiriman dari sana." }));
}

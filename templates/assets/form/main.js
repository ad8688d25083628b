// The form at work: what is typed becomes a record, its faults are told, the draft is kept, and the end is a file.

import { Clashes, discard, hasSeen, Intake, Keeping, open, resume, sides, watch } from "./draft.js";
import { make, marked } from "./elements.js";
import { Fields } from "./fields.js";
import { Steps } from "./frame.js";
import { Guide, Places, Standing } from "./guide.js";
import { Outcome } from "./outcome.js";
import { Photos } from "./photos.js";
import { Proposal } from "./proposal.js";
import { read } from "./reader.js";
import { saveFile, showSent } from "./sending.js";
import { markOf } from "./submission.js";
import { names } from "./text.js";
import { equal } from "./values.js";

const PAUSE = 250;
const UNCOMPARED = "Yang terbit sekarang belum dapat dibandingkan dengannya: periksa sambungan internet, lalu muat ulang halaman ini sebelum mengirim. ";
const UNREACHABLE = "Catatannya tidak dapat diambil. Periksa sambungan internet, lalu muat ulang halaman ini.";
const places = document.querySelector("script[data-records]").dataset;
const data = { ...JSON.parse(document.getElementById("data-formulir").textContent), inovasi: [], antrean: places.queue };
const form = document.getElementById("usul");
const proposal = new Proposal(data);
const fields = new Fields(form, data.periksa, changed, say);
const outcome = new Outcome(proposal, data, say, fields, (place) => {
  steps.reveal(place);
  fields.focus(place);
});
const steps = new Steps(form.querySelectorAll("[data-part]"), form.querySelectorAll(".steps a"), (name) => {
  refresh(name === "kirim");
  if (name === "kirim") compare();
});
steps.turns(form);
const photos = new Photos(form, fields, proposal, data.opd);
new Guide(form, fields, data.contoh);
new Places(form, fields);
const standing = new Standing(form, proposal, data.putaran, data.periksa, (path) => focusField(path.join(".")));
const keeping = new Keeping(document.getElementById("simpanan"), async () => saveFile(`${proposal.id || "usulan"}.yaml`, proposal.text(await reader())), say);
const clashes = new Clashes(proposal, data.periksa, () => {
  shown();
  keep();
  tell("Pilihan Anda sudah dipakai.");
  notice.scrollIntoView({ block: "center" });
});
const tools = document.querySelector(".own-tools");
const own = { opd: document.getElementById("isian-opd"), id: document.getElementById("isian-id") };
let timer = 0, findings = [], everything = false, yaml = null, pressed = false, waiting = false;

function say(text) {
  document.getElementById("kabar").textContent = text;
}

// What is compared with other records waits for their names.
async function known() {
  if (data.inovasi.length) return data.inovasi;
  data.inovasi = await names(places.names);
  if (data.inovasi.length) refresh(atEnd());
  return data.inovasi;
}

function changed(now = false) {
  known();
  clearTimeout(timer);
  timer = setTimeout(() => {
    waiting = pressed;
    if (waiting) return;
    refresh(atEnd());
    keep();
  }, now ? 0 : PAUSE);
}

// A message that came between press and release would move the button away, and the click would be lost.
addEventListener("pointerdown", ({ button }) => {
  pressed = button === 0;
}, true);
for (const kind of ["pointerup", "pointercancel"]) {
  addEventListener(kind, () => {
    pressed = false;
    if (waiting) changed(true);
  }, true);
}

const atEnd = () => !document.getElementById("kirim").hidden;

function keep() {
  clearTimeout(timer);
  timer = 0;
  const { key } = proposal, empty = !Object.keys(proposal.tree).length && !proposal.opd && !proposal.base;
  tools.hidden = empty;
  if (empty) discard(key);
  else if (proposal.unchanged && !hasSeen(key)) return;
  else if (!keeping.keep(key, proposal.draft())) joinTab();
}

// Take in what another tab kept of this draft; what only one of them changed needs no asking.
async function joinTab() {
  const yaml = await reader(), { before, now } = sides(proposal.key);
  if (!now) return tell("Draf ini dihapus di tab lain. Isian di halaman ini masih ada, dan disimpan lagi bila Anda mengubahnya.");
  proposal.join(before, now, yaml);
  shown();
  const { saved, ...rest } = now;
  if (!equal(JSON.parse(JSON.stringify(proposal.draft())), rest)) keep();
  return tell(`Draf ini juga terbuka di tab lain. Isian yang disimpan di sana ${time(saved)} ikut dimuat di sini.`);
}

function refresh(last) {
  everything ||= last;
  findings = proposal.findings();
  fields.show(findings, everything);
  document.getElementById("alamat-halaman").textContent = proposal.id ? `/inovasi/${proposal.id}/` : "dibuat dari nama";
  if (document.activeElement !== own.id) own.id.value = proposal.id;
  const faults = findings.filter((one) => one.severity === "galat").length;
  for (const part of form.querySelectorAll("[data-part]")) steps.progress(part.dataset.part, progress(part, faults));
  clashes.show();
  standing.show();
  if (last) outcome.show(findings, yaml);
}

function progress(part, faults) {
  if (part.dataset.part === "kirim") return state(faults);
  const names = [...part.querySelectorAll("[data-field]")].map((field) => field.dataset.field).filter((name) => /^kematangan\.\w+$/.test(name) || !/[.*]/.test(name));
  const wanted = names.filter((name) => name !== "id"), filled = wanted.filter((name) => (name === "opd" ? proposal.opd : name.split(".").reduce((value, key) => value?.[key], proposal.tree)));
  return `${filled.length} dari ${wanted.length}`;
}

function state(faults) {
  const missing = findings.filter((one) => one.missing).length;
  if (faults > missing) return `${faults} perlu diperbaiki`;
  return missing ? `${missing} isian wajib belum ada` : "siap";
}

function show(loaded) {
  fields.loaded = loaded;
  everything = false;
  fields.fill(proposal.tree);
  photos.load();
  own.opd.value = proposal.opd;
  refresh(false);
}

// Show a record that changed under its writer's hands, where they are.
function shown() {
  const all = everything;
  show(fields.loaded);
  everything = all;
  refresh(atEnd());
}

for (const [name, box] of Object.entries(own)) {
  box.addEventListener("input", () => {
    proposal[name === "id" ? "ownId" : "opd"] = name === "id" ? box.value.trim() : box.value;
    changed();
  });
  box.addEventListener("change", () => {
    fields.touched.add(box.closest("[data-field]"));
    changed(true);
  });
}

// ---- records that exist already

async function reader() {
  yaml ??= await import("../yaml.js");
  return yaml;
}

const notice = document.getElementById("draf");

function tell(...content) {
  notice.replaceChildren(make("p", {}, ...content));
  notice.hidden = false;
}

function button(text, act) {
  const made = make("button", { type: "button", className: "button quiet", textContent: text });
  made.addEventListener("click", act);
  return made;
}

const time = (saved) => new Date(saved).toLocaleString("id", { dateStyle: "long", timeStyle: "short" });

// Take up a draft; `reading` is what is published by now, null where that is not known.
async function restore(key, reading = null, published = null) {
  const draft = resume(key);
  if (!draft) return false;
  proposal.resume(draft, draft.text ? await reader() : null);
  const news = proposal.base?.id && !published?.gone ? moved(reading, published) ?? UNCOMPARED : "";
  show(Boolean(draft.text));
  tools.hidden = false;
  tell(`Draf Anda yang disimpan ${time(draft.saved)} dimuat kembali. ${news}`, button(proposal.base ? "Buang draf, muat yang terbit" : "Buang draf", () => startAgain()));
  if (news) keep();
  return true;
}

// Go on from what is published; return in words what that changed, null where it cannot be read.
function moved(reading, published) {
  if (!reading || reading.broken) return null;
  if (reading.text === proposal.base.text) return "";
  const taken = proposal.rebase(reading, published).map((path) => proposal.label(path));
  const open = proposal.clashes.length, joined = taken.length ? `Perubahannya ikut dimuat: ${taken.join(", ")}. ` : "";
  return `Catatan yang terbit berubah sesudah draf itu dimulai. ${joined}${open ? `${open} isian diubah di dua tempat: pilih di bawah. ` : "Isian Anda tetap. "}`;
}

// Look whether the published record changed while the form was open.
async function compare() {
  const { edits } = proposal;
  if (!edits) return;
  const reading = await published(edits.id).catch(() => null);
  if (proposal.edits !== edits) return;
  const news = moved(reading, data.inovasi.find((one) => one.id === edits.id) ?? { id: edits.id, opd: edits.path.split("/")[1] });
  if (!news) return;
  shown();
  keep();
  tell(news);
  notice.scrollIntoView({ block: "center" });
}

function startAgain() {
  if (!confirm("Hapus draf ini dari browser? Isinya tidak dapat dikembalikan.")) return;
  clearTimeout(timer);
  timer = 0;
  discard(proposal.key);
  location.hash = "";
  location.reload();
}

function taken(reading, known) {
  if (!known && !replaces("baru")) return;
  proposal.take(reading, known);
  show(true);
  tell(known ? `Anda memperbaiki catatan ${proposal.tree.nama ?? known.id}. Yang tidak Anda ubah tetap seperti semula.${proposal.tree.status_data === "sumber-publik" ? " Isinya dari sumber publik: bila sudah benar, ubah status datanya menjadi Dikonfirmasi OPD." : ""}` : "Isi berkas sudah dimuat. Periksa tiap bagian.");
  document.getElementById("buka").open = false;
  steps.show("pengenal", true);
  keep();
}

const replaces = (key) => !resume(key) || confirm("Draf di browser ini akan diganti isi berkas itu. Lanjutkan?");

// Take a file; one that is named as a published record is laid beside that, for it may be older.
async function opened(reading, name) {
  const id = name.replace(/(?: ?\(\d+\))?\.ya?ml(?:\.txt)?$/i, ""), listed = (await known()).find((one) => one.id === id);
  const now = listed && !reading.broken ? await published(id).catch(() => null) : null;
  if (!now || now.broken) return taken(reading);
  return beside(reading.tree, now, listed);
}

// Lay what was handed in beside the published record.
function beside(tree, now, listed, marks) {
  if (!replaces(listed.id)) return undefined;
  taken(now, listed);
  proposal.overlay(tree, marks);
  shown();
  keep();
  return tell(`Berkas ini dibandingkan dengan catatan yang terbit. ${proposal.clashes.length ? `${proposal.clashes.length} isian berbeda: pilih di bawah.` : "Tidak ada isian yang bertabrakan."}`);
}

// Take an innovation of a spreadsheet, as a draft of its own where there are several.
async function openSheet({ tree, opd, id, desk, marks }, listed) {
  const now = listed ? await published(id).catch(() => null) : null;
  if (listed) return now && !now.broken ? beside(tree, now, listed, marks) : tell(UNREACHABLE);
  const key = desk ? `baru-${desk}` : "baru";
  if (!replaces(key)) return undefined;
  history.replaceState(null, "", `${location.pathname}${desk ? `?draf=${encodeURIComponent(desk)}` : ""}`);
  discard(key);
  Object.assign(proposal, { desk });
  proposal.take({ tree, broken: true });
  Object.assign(proposal, { opd, ownId: id });
  show(true);
  tell("Isi lembar Excel sudah dimuat. Periksa tiap bagian.");
  steps.show("pengenal", true);
  return keep();
}

const intake = new Intake({ data, known, open: openSheet, doors: async (box, one) => outcome.send(box, one, one.text(await reader()), false) });

async function published(id) {
  const answer = await fetch(`${places.records}${id}.yaml`, { cache: "no-cache" });
  if (!answer.ok) throw new Error(String(answer.status));
  const text = await answer.text();
  return Object.assign(read(text, data.periksa, await reader()), { mark: markOf(text) });
}

async function openPublished(id) {
  const listed = (await known()).find((one) => one.id === id);
  if (!listed && data.inovasi.length) return unlisted(id);
  const reading = listed ? await published(id).catch(() => null) : null;
  if (await restore(id, reading, listed)) return undefined;
  return reading ? taken(reading, listed) : tell(UNREACHABLE);
}

// A draft outlives the record that it was to mend.
async function unlisted(id) {
  if (!(await restore(id, null, { gone: true }))) return tell(...marked(`Tidak ada inovasi \`${id}\` pada katalog ini. Anda dapat mengusulkannya sebagai inovasi baru.`));
  proposal.gone = true;
  return refresh(atEnd());
}

// ---- the beginning

function focusField(path) {
  const named = path.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const place = fields.place(named) ?? form.querySelector(`[data-field^="${CSS.escape(path)}."]`);
  if (!place) return;
  steps.reveal(place);
  fields.focus(place);
}

const TEXTS = ["nama", "ringkasan", "penerima_manfaat", "waktu_penerapan", "hasil", "status_data"];

// A link may know the affair, the themes and an agency's first answers; what somebody has written is not touched.
function takeKnown(given) {
  if (Object.keys(proposal.tree).length) return;
  const words = (name) => given.getAll(name).filter((word) => [...form.querySelectorAll(`[data-field="${name}"] :is(option, input)`)].some((one) => one.value === word));
  const [affair] = words("urusan_utama"), themes = words("tema");
  if (affair) proposal.tree.urusan_utama = affair;
  if (themes.length) proposal.tree.tema = themes;
  fields.fill(proposal.tree);
  for (const name of TEXTS) type(name, given.get(name)?.trim());
}

// Write a text as its writer would, so that it is read and kept the same way.
function type(name, text) {
  const boxes = [...form.querySelectorAll(`[data-path="${name}"]`)], box = boxes.find((one) => one.type !== "radio" || one.value === text);
  if (!text || !box) return;
  if (box.type === "radio") box.checked = true;
  else box.value = text;
  for (const kind of ["input", "change"]) box.dispatchEvent(new Event(kind, { bubbles: true }));
}

// Take the agency of a link, and ask where the draft is another's.
function askedBy(opd) {
  if (!proposal.opd) proposal.opd = own.opd.value = opd;
  if (proposal.opd === opd) return;
  const [mine, other] = [proposal.opd, opd].map((id) => data.opd[id]?.[0] ?? id);
  const question = make("p", {}, `Draf ini untuk ${mine}, sedangkan tautan yang Anda buka untuk ${other}. `, button("Ganti OPD draf ini", () => {
    proposal.opd = own.opd.value = opd;
    question.remove();
    changed(true);
  }));
  notice.append(question);
}

async function begin() {
  document.getElementById("tanpa-skrip").hidden = true;
  document.getElementById("mulai").hidden = false;
  form.classList.add("live");
  document.getElementById("kosongkan").addEventListener("click", startAgain);
  addEventListener("beforeprint", () => outcome.sheet());
  addEventListener("pagehide", () => timer && keep());
  document.addEventListener("visibilitychange", () => (document.hidden ? timer && keep() : compare()));
  watch(() => proposal.key, joinTab);
  form.addEventListener("submit", (event) => event.preventDefault());
  open({ checks: data.periksa, reader, published: openPublished, taken: opened, known, agencies: data.opd, workbook: (content) => intake.take(content) });
  const given = new URLSearchParams(location.search), id = given.get("inovasi"), sent = () => showSent(document.getElementById("terkirim"), places.queue);
  proposal.desk = given.get("draf") ?? "";
  document.addEventListener("sent", sent);
  sent();
  fields.fill(proposal.tree);
  if (!steps.follow(false)) steps.show("pengenal", false);
  if (id) await openPublished(id);
  else {
    await restore(proposal.key);
    if (data.opd[given.get("opd")]) askedBy(given.get("opd"));
    takeKnown(given);
  }
  refresh(location.hash === "#kirim");
  if (given.get("isian")) focusField(given.get("isian"));
  form.dataset.ready = "";
  (window.requestIdleCallback ?? setTimeout)(() => Promise.all([reader(), import("../marked.js")]).catch(() => {}));
}

begin();

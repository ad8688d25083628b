// The form at work: what is typed becomes a record, its faults are told, the draft is kept, and the end is a file.

import { discard, resume, save } from "./draft.js";
import { make, marked } from "./elements.js";
import { Fields } from "./fields.js";
import { names } from "./names.js";
import { open } from "./opening.js";
import { Outcome } from "./outcome.js";
import { Proposal } from "./proposal.js";
import { Steps } from "./steps.js";

const PAUSE = 250;
const UNREACHABLE = "Catatannya tidak dapat diambil. Periksa sambungan internet, lalu muat ulang halaman ini.";
const places = document.querySelector("script[data-records]").dataset;
const data = { ...JSON.parse(document.getElementById("data-formulir").textContent), inovasi: [] };
const form = document.getElementById("usul");
const proposal = new Proposal(data);
const fields = new Fields(form, data.periksa, changed, say);
const outcome = new Outcome(proposal, data, say, fields, (place) => {
  steps.reveal(place);
  fields.focus(place);
});
const steps = new Steps(form, (name) => refresh(name === "kirim"));
const tools = document.querySelector(".own-tools");
const own = { opd: document.getElementById("isian-opd"), id: document.getElementById("isian-id") };
let timer = 0, findings = [], everything = false, yaml = null;

function say(text) {
  document.getElementById("kabar").textContent = text;
}

// What is compared with other records waits for their names.
async function known() {
  if (data.inovasi.length) return data.inovasi;
  data.inovasi = await names(places.names);
  if (data.inovasi.length) changed();
  return data.inovasi;
}

function changed(now = false) {
  known();
  clearTimeout(timer);
  timer = setTimeout(() => {
    refresh(!document.getElementById("kirim").hidden);
    keep();
  }, now ? 0 : PAUSE);
}

function keep() {
  const empty = !Object.keys(proposal.tree).length && !proposal.opd && !proposal.base;
  if (empty) discard(proposal.key);
  else save(proposal.key, proposal.draft());
  tools.hidden = empty;
}

function refresh(last) {
  everything ||= last;
  findings = proposal.findings();
  fields.show(findings, everything);
  document.getElementById("alamat-halaman").textContent = proposal.id ? `/inovasi/${proposal.id}/` : "dibuat dari nama";
  if (document.activeElement !== own.id) own.id.value = proposal.id;
  const faults = findings.filter((one) => one.severity === "galat").length;
  for (const part of form.querySelectorAll("[data-part]")) steps.progress(part.dataset.part, progress(part, faults));
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
  own.opd.value = proposal.opd;
  refresh(false);
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

async function restore(key) {
  const draft = resume(key);
  if (!draft) return false;
  proposal.resume(draft, draft.text ? await reader() : null);
  show(Boolean(draft.text));
  tools.hidden = false;
  const day = new Date(draft.saved).toLocaleString("id", { dateStyle: "long", timeStyle: "short" });
  tell(`Draf Anda yang disimpan ${day} dimuat kembali. `, button(proposal.base ? "Buang draf, muat yang terbit" : "Buang draf", () => startAgain()));
  return true;
}

function startAgain() {
  if (!confirm("Hapus draf ini dari peramban? Isinya tidak dapat dikembalikan.")) return;
  discard(proposal.key);
  location.hash = "";
  location.reload();
}

function taken(reading, known) {
  proposal.take(reading, known);
  show(true);
  tell(known ? `Anda memperbaiki catatan ${proposal.tree.nama ?? known.id}. Yang tidak Anda ubah tetap seperti semula.${proposal.tree.status_data === "sumber-publik" ? " Isinya dari sumber publik: bila sudah benar, ubah status datanya menjadi Dikonfirmasi OPD." : ""}` : "Isi berkas sudah dimuat. Periksa tiap bagian.");
  document.getElementById("buka").open = false;
  steps.show("pengenal", true);
  keep();
}

async function openPublished(id) {
  const published = (await known()).find((one) => one.id === id);
  if (!published && !data.inovasi.length) return tell(UNREACHABLE);
  if (!published) return tell(...marked(`Tidak ada inovasi \`${id}\` pada katalog ini. Anda dapat mengusulkannya sebagai inovasi baru.`));
  if (await restore(id)) return undefined;
  try {
    const answer = await fetch(`${places.records}${id}.yaml`);
    if (!answer.ok) throw new Error(String(answer.status));
    const { read } = await import("./reader.js");
    return taken(read(await answer.text(), data.periksa, await reader()), published);
  } catch {
    return tell(UNREACHABLE);
  }
}

// ---- the beginning

function focusField(path) {
  const named = path.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const place = fields.place(named) ?? form.querySelector(`[data-field^="${CSS.escape(path)}."]`);
  if (!place) return;
  steps.reveal(place);
  fields.focus(place);
}

async function begin() {
  document.getElementById("tanpa-skrip").hidden = true;
  document.getElementById("mulai").hidden = false;
  form.classList.add("live");
  document.getElementById("kosongkan").addEventListener("click", startAgain);
  addEventListener("beforeprint", () => {
    outcome.sheet();
    form.classList.toggle("live", Object.keys(proposal.tree).length > 0); // an empty form is printed whole, to be filled in by hand
  });
  addEventListener("afterprint", () => form.classList.add("live"));
  form.addEventListener("submit", (event) => event.preventDefault());
  open({ checks: data.periksa, reader, published: openPublished, taken, known, agencies: data.opd });
  const given = new URLSearchParams(location.search), id = given.get("inovasi");
  fields.fill(proposal.tree);
  const asked = location.hash.slice(1);
  steps.show(steps.has(asked) ? asked : "pengenal", false);
  if (id) await openPublished(id);
  else if (!(await restore("baru")) && data.opd[given.get("opd")]) proposal.opd = own.opd.value = given.get("opd");
  refresh(location.hash === "#kirim");
  if (given.get("isian")) focusField(given.get("isian"));
  form.dataset.ready = "";
  (window.requestIdleCallback ?? setTimeout)(() => Promise.all([reader(), import("../marked.js")]).catch(() => {}));
}

begin();

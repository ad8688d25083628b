// One item of the inbox as it is shown: who sent it, what it would change, what is wrong with it, and what can be done.

import { make, marked } from "../form/elements.js";
import { valueText } from "../form/page.js";
import { equal, isList, isRecord, shapeAt } from "../form/values.js";

export const WAYS = { whatsapp: "WhatsApp", surel: "Surel", kertas: "Kertas atau surat", berkas: "Berkas yang diserahkan", excel: "Excel", isu: "Isu pada repositori" };
const VERDICTS = { "benar": "menyatakan isinya benar", "diperbaiki": "meminta perbaikan", "bukan-inovasi": "menyatakan ini bukan inovasi", "bukan-milik-kami": "menyatakan ini bukan miliknya", "berhenti": "menyatakan sudah berhenti" };
const LONG = 240;

export const faultsOf = ({ findings }) => findings.filter((one) => one.severity === "galat");
export const button = (text, act, className = "button quiet") => {
  const made = make("button", { type: "button", className, textContent: text });
  made.addEventListener("click", act);
  return made;
};

// What an item is called, and whose it is.
export function titled(item, desk) {
  const { submission } = item, opd = item.agency ?? submission?.opd ?? submission?.tree?.opd ?? "", agency = desk.agencies[opd]?.[0] ?? "";
  const title = item.title ?? (item.kind === "catatan" ? submission.tree?.nama ?? submission.id : item.kind === "jawaban" ? `Jawaban ${agency || opd}` : item.name);
  return { title, agency, office: submission?.office ?? "" };
}

// Return the parts below the heading; `acts` says what the buttons do.
export function parts(item, desk, acts) {
  const faults = faultsOf(item), others = item.findings.filter((one) => one.severity !== "galat");
  return [
    about(item, desk),
    ...(item.earlier ? [make("p", { className: "fault-text" }, make("span", { className: "galat", textContent: item.earlier }))] : []),
    ...listed("Harus diperbaiki", faults), ...listed("Perlu dilihat", others), ...(item.kind ? [differences(item, desk)] : []), doing(item, desk, acts, faults),
  ];
}

function about(item, desk) {
  const { agency, office } = titled(item, desk), { entry } = item.judged ?? {};
  const what = item.kind === "catatan" ? (entry ? `perbaikan atas ${entry.nama}` : "catatan baru") : item.kind === "jawaban" ? "jawaban atas catatan yang terbit" : "belum terbaca";
  const said = [item.number && `Nomor ${item.number}`, agency, office && `dikirim ${office}`, what, item.name].filter(Boolean);
  return make("p", { className: "help", textContent: said.join(" · ") });
}

function listed(title, findings) {
  if (!findings.length) return [];
  return [make("h4", { textContent: title }), make("ul", {}, ...findings.map(({ place, message, help }) => make("li", {}, make("b", { textContent: place }), ": ", ...marked(message), ". ", ...marked(help ?? ""))))];
}

// What taking it in changes against what is published.
function differences({ kind, judged }, { checks }) {
  if (kind === "jawaban") return make("ul", {}, ...(judged.records ?? []).map((one) => make("li", {}, make("b", { textContent: one.entry.nama }), `: OPD ${VERDICTS[one.answer.putusan]}. `, ...lines(one.before, one.after, checks))));
  if (!judged.meant) return make("div");
  const told = [...changes(judged.before, judged.meant, checks)];
  if (!told.length) return make("p", { textContent: "Isinya sama dengan yang terbit." });
  const count = judged.before ? `${told.length} isian berubah terhadap yang terbit` : `${told.length} isian, semuanya baru`;
  return make("details", { open: told.length <= 8 }, make("summary", { textContent: count }), make("ul", {}, ...told.map((one) => make("li", {}, ...cut(sentence(one))))), ...(judged.stale ? [make("p", { className: "help", textContent: "Dibuat dari terbitan sebelumnya; yang berbeda belum tentu diubah pengirim." })] : []));
}

const lines = (before, after, checks) => (after ? [...changes(before, after, checks)].filter((one) => one.path[0] !== "tanggapan").flatMap((one) => cut(`${sentence(one)}. `)) : []);
const cut = (text) => (text.length <= LONG ? [text] : [make("details", {}, make("summary", { textContent: `${text.slice(0, LONG)}…` }), make("span", { className: "clash-text", textContent: text }))]);

function doing(item, desk, acts, faults) {
  if (item.state === "diterima") return make("p", {}, make("b", { textContent: "Diterima; ikut dikirim. " }), button("Batalkan", acts.undo));
  const tools = [...(item.kind && !faults.length && !item.earlier ? [button("Terima", acts.take, "button"), " "] : []), button("Kembalikan", acts.refuse), " ", button("Singkirkan", acts.drop)];
  const way = item.kind ? [wayOf(item, acts)] : [];
  return make("div", {}, ...way, make("p", {}, ...tools), ...(item.state === "dikembalikan" ? [letter(item, desk, acts)] : []));
}

function wayOf(item, acts) {
  const select = make("select", {}, ...Object.entries(WAYS).map(([id, name]) => make("option", { value: id, textContent: name, selected: id === item.via })));
  select.addEventListener("change", () => acts.way(select.value));
  return make("div", { className: "field" }, make("label", {}, "Sampai lewat ", select));
}

function letter(item, desk, acts) {
  const { agency, office, title } = titled(item, desk), text = make("textarea", { rows: 10, value: returned({ ...item, title: item.kind ? title : item.title }, { addressee: [office, agency].filter(Boolean).join(", "), coordinator: desk.coordinator }) });
  text.setAttribute("aria-label", "Pesan kepada pengirim");
  const copy = button("Salin pesan", () => acts.copy(text), "button");
  return make("div", { className: "field" }, make("p", { className: "help", textContent: "Pesan ini boleh diubah, lalu disalin ke WhatsApp atau surel." }), text, make("p", {}, copy));
}

// What one record says otherwise than another, field by field in words.

// Yield { label, path, before, after } of every field that differs; of a list what came to it and what went.
function* changes(before, after, checks, path = [], around = "") {
  const shape = shapeAt(checks.bentuk, path);
  for (const field of shape.fields) {
    const here = [...path, field.name], [old, now] = [before?.[field.name], after?.[field.name]];
    if (equal(old, now)) continue;
    const label = around ? `${around}: ${field.label.toLowerCase()}` : field.label;
    if (field.kind === "record" && (isRecord(old) || isRecord(now))) yield* changes(isRecord(old) ? old : {}, isRecord(now) ? now : {}, checks, here, label);
    else if (field.kind === "list") yield* items(old, now, field, { label, path: here }, checks);
    else yield { label, path: here, before: valueText(old, field, checks), after: valueText(now, field, checks) };
  }
}

function* items(old, now, field, place, checks) {
  const [before, after] = [old, now].map((one) => (isList(one) ? one : [])), shown = (list) => list.map((item) => valueText(item, field.item, checks)).filter(Boolean).join("; ");
  const gone = before.filter((item) => !after.some((one) => equal(one, item))), fresh = after.filter((item) => !before.some((one) => equal(one, item)));
  yield { ...place, before: shown(gone), after: shown(fresh), many: before.length > gone.length };
}

// Say one change in a sentence.
function sentence({ label, before, after, many }) {
  if (!before && !after) return `${label}: urutannya berubah`;
  if (!before) return `${label}: ${many ? "ditambah" : "diisi"} “${after}”`;
  if (!after) return `${label}: ${many ? "dihapus" : "dikosongkan, semula"} “${before}”`;
  return `${label}: semula “${before}”, menjadi “${after}”`;
}

// What goes back to whoever sent a submission that cannot be taken in: its faults in plain words, ready to copy.

const plain = (text) => text.replace(/`([^`]*)`/g, "“$1”").trim();
const ended = (text) => (text && !/[.!?]$/.test(text) ? `${text}.` : text);
const opened = (text) => text.charAt(0).toUpperCase() + text.slice(1);

// `item` is one of the inbox with its title; `addressee` the agency, `note` what the coordinator adds.
function returned({ number, title, name, findings }, { addressee, coordinator, note = "" }) {
  const faults = findings.filter((one) => one.severity === "galat" && !one.passing);
  const what = number ? `Kiriman ${number}${title ? ` tentang “${title}”` : ""}` : `Berkas “${name}”`;
  const listed = faults.map((one, at) => `${at + 1}. ${one.place}: ${ended(opened(plain(one.message)))} ${ended(plain(one.help ?? ""))}`.trim());
  return [
    addressee ? `Yth. ${addressee}` : "Yth. Bapak/Ibu",
    faults.length ? `${what} belum dapat diterima karena:` : `${what} kami kembalikan.`,
    ...(listed.length ? [listed.join("\n")] : []),
    ...(note.trim() ? [note.trim()] : []),
    faults.length ? "Mohon diperbaiki, lalu dikirim lagi lewat cara yang sama. Terima kasih." : "Mohon diperiksa, lalu dikirim lagi bila sudah sesuai. Terima kasih.",
    coordinator,
  ].join("\n\n");
}

// How much waits in a part of the page, beside its name at the top.

export function count(part, number) {
  document.querySelector(`[data-count="${part}"]`).textContent = number || "";
}

// Return what was counted when the page was published.
export function counted(part) {
  return Number(document.querySelector(`[data-count="${part}"]`).textContent);
}

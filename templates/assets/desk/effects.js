// What a bundle changes: the steps of records, the standing of agencies, n and the index; what cannot be known is said.

import { counts, inWindow, levelOf, missing } from "../form/ladder.js";
import { equal, isList, isRecord, meant, normal, shapeAt } from "../form/values.js";
import "../index-arithmetic.js";
import { isWithin, judgeAnswers, judgeRecord } from "./judging.js";
import { openDesk, readSubmission, valuesOf } from "./reading.js";
import { fingerprint } from "./verdicts.js";

const MOST = 12; // Records and agencies that are named before the rest is counted.
const HIDDEN = "Indeks tidak ditampilkan untuk umum; akibatnya terlihat pada terbitan internal.";
const UNSEEN = "Putusan pemeriksaan tidak ditampilkan untuk umum; langkah terverifikasi belum ikut dihitung.";
const WHY = {
  "terpenuhi": "memenuhi target",
  "tidak-terpenuhi": "tidak memenuhi target",
  "belum-ditemukan": "belum ada inovasi",
  "diberitakan": "baru disebut sumber publik",
  "menunggu-konfirmasi": "menunggu pembenarannya diterima",
  "belum-memenuhi-syarat": "belum memenuhi seluruh syarat",
};

export async function effects(bundle, data) {
  return sentences(await effectsOf(await openDesk(bundle, data), data.masuk.alamat.keadaan));
}

// Return rows and outcome before and after, and what is not known.
export async function effectsOf(desk, address) {
  const table = JSON.parse(await desk.text(address)), rows = new Map(table.inovasi.map((row) => [row[0], rowOf(row)]));
  const state = { desk, table: structuredClone(table), rows: new Map(rows), trees: new Map(), names: new Map(desk.names.map(({ id, nama }) => [id, nama])), notes: [] };
  await receivedInto(state);
  await filesInto(state);
  if (!table.indeks && state.trees.size) state.notes.push(UNSEEN);
  return { ...state, before: { rows, ...outcome(rows, table) }, after: { rows: state.rows, ...outcome(state.rows, state.table) } };
}

export function sentences({ before, after, table, names, notes, desk }) {
  const told = [...few([...steps(before.rows, after.rows, table, names)], "catatan"), ...few([...standings(before.opd, after.opd, desk.agencies)], "OPD"), ...counted(before.n, after.n), ...indexes(before.index, after.index)];
  return [...(told.length || notes.length ? told : ["Langkah inovasi, capaian OPD, dan indeks tidak berubah."]), ...(after.index || !told.length ? [] : [HIDDEN]), ...new Set(notes)];
}

const few = (told, what) => (told.length > MOST ? [...told.slice(0, MOST), `Ditambah ${told.length - MOST} ${what} lain.`] : told);

function* steps(before, after, { langkah }, names) {
  for (const slug of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(slug), after.get(slug)], name = `“${names.get(slug) ?? slug}”`;
    if (!now) yield `${name} berganti nama berkas.`;
    else if (!old) yield `${name}: catatan baru pada langkah ${langkah[now.rank]}.`;
    else {
      if (old.rank !== now.rank) yield `${name}: langkah ${langkah[old.rank]} menjadi ${langkah[now.rank]}.`;
      if (old.counts !== now.counts) yield `${name} ${now.counts ? "kini dihitung" : "tidak lagi dihitung"} sebagai inovasi.`;
    }
  }
}

function* standings(before, after, agencies) {
  for (const [id, now] of Object.entries(after)) {
    const old = before[id], name = agencies[id]?.[0] ?? id;
    if (!now.obliged && !old?.obliged) continue;
    if (!old || old.obliged !== now.obliged) yield `${name} ${now.obliged ? "kini wajib" : "tidak lagi wajib"} memenuhi target.`;
    if (old && old.why !== now.why) yield `${name}: semula ${WHY[old.why]}, menjadi ${WHY[now.why]}.`;
  }
}

function* counted(before, after) {
  if (before !== after) yield `Inovasi yang dihitung dalam indeks: ${before} menjadi ${after}.`;
}

function* indexes(before, after) {
  if (!before || !after) return;
  const { text } = globalThis.indexArithmetic, shown = (one) => (one.n ? `${text(one.iid, 2)} (${one.category})` : "belum dapat diproyeksikan");
  for (const [at, now] of after.entries()) if (shown(before[at]) !== shown(now)) yield `Proyeksi indeks menurut ${now.name}: ${shown(before[at])} menjadi ${shown(now)}.`;
}

// The submissions of a bundle laid onto the table of all records, each on top of those before it.

async function receivedInto(state) {
  const { desk } = state, over = { ...desk, published: (id) => current(state, id) };
  for (const { text, via } of desk.bundle.submissions()) {
    const submission = readSubmission(text, desk.checks, desk.agencies, desk.yaml);
    if (submission.kind === "catatan") await takeRecord(submission, via, over, state);
    else if (submission.kind === "jawaban") await takeAnswers(submission, via, over, state);
    else state.notes.push("Satu kiriman tidak dapat dibaca; akibatnya belum dihitung.");
  }
}

// A record as it is by now; what this bundle changed is no longer what is published.
async function current({ desk, trees }, id) {
  const found = await desk.published(id);
  return trees.has(id) && found ? { ...found, tree: trees.get(id), mark: "" } : found;
}

async function takeRecord(submission, via, desk, state) {
  const { after, entry, stale } = await judgeRecord(submission, via, desk), name = submission.tree?.nama ?? submission.id;
  if (!after) return state.notes.push(stale ? `“${name}” dibuat dari terbitan sebelumnya; akibatnya baru diketahui sesudah keduanya digabung.` : `Kiriman ${submission.number} masih memuat kesalahan; akibatnya belum dihitung.`);
  if (entry && entry.id !== submission.id) state.rows.delete(entry.id);
  return put(after, submission, state);
}

async function takeAnswers(submission, via, desk, state) {
  const { records } = await judgeAnswers(submission, via, desk);
  if (!records.length) state.notes.push(`Jawaban ${submission.number} masih memuat kesalahan; akibatnya belum dihitung.`);
  for (const { entry, after } of records) if (after) put(after, entry, state);
}

// Judge a record as it will be, and keep it for what follows.
function put(tree, { id, opd }, state) {
  const known = state.rows.get(id) ?? {}, row = judged(tree, { ...known, slug: id, opd }, state.table, state.desk);
  const least = state.table.langkah.indexOf("layak"), other = state.trees.get(id);
  state.trees.set(id, tree);
  state.rows.set(id, row);
  if (tree.nama) state.names.set(id, tree.nama);
  if (row.rank >= least && !other && !(known.rank >= least)) state.notes.push(`“${tree.nama}” dianggap tidak menyalin rancang bangun catatan lain; salinan baru diketahui saat seluruh katalog diperiksa.`);
}

// The coordinator's own files of a bundle laid onto the table: verdicts, the round, agencies, the region.

const PLACE = /^(?:periods\/(\d{4})\/(?:reviews\/([^/]+)|(period))|opd\/([^/]+)|(region))\.yaml$/;
const UNREAD = "tidak dapat dibaca; akibatnya belum dihitung.";
// What a change of the round leaves open, by the key that changed.
const UNKNOWN = {
  jendela: "Rentang waktu yang dapat dilaporkan berubah; langkah tiap inovasi baru diketahui sesudah terbit.",
  rubrik: "Rubriknya berganti; langkah dan indeks baru diketahui sesudah terbit.",
  pengumpulan: "Putaran yang terbuka dapat berganti; akibatnya baru diketahui sesudah terbit.",
};

async function filesInto(state) {
  for (const { path, text } of state.desk.bundle.files()) {
    const [, year, slug, period, opd, region] = PLACE.exec(path) ?? [], values = valuesOf(text, state.desk);
    if (slug) await review(Number(year), slug, values, state);
    else if (period) await round(Number(year), path, values, state);
    else if (opd) state.table.opd[opd] = [isYes(values.wajib), values.induk ?? ""];
    else if (region) state.table.resmi = isYes(values.resmi);
  }
}

const isYes = (text) => String(text ?? "").toLowerCase() === "ya";

// Verdicts and the report of a year; those of former years only count how often a record was reported.
async function review(year, slug, values, state) {
  const row = state.rows.get(slug), { tahun } = state.table, reported = isRecord(values.pelaporan);
  if (!row || year > tahun) return;
  const found = await state.desk.published(slug), tree = state.trees.get(slug) ?? found?.tree;
  if (!tree) return void state.notes.push(`“${state.names.get(slug) ?? slug}” ${UNREAD}`);
  const verdicts = Object.fromEntries(Object.entries(isRecord(values.verifikasi) ? values.verifikasi : {}).map(([name, one]) => [name, [one.putusan, one.sidik]]));
  const others = row.earlier.filter((one) => one !== year);
  state.rows.set(slug, year === tahun ? { ...row, verdicts, reported } : { ...row, earlier: reported ? [...others, year] : others });
  put(tree, { id: slug, opd: row.opd }, state);
}

async function round(year, path, values, state) {
  const { table, desk, notes } = state, text = await desk.text(path), former = text ? valuesOf(text, desk) : {};
  const differs = (key) => !equal(former[key], values[key]);
  if (year !== table.tahun) return void (differs("pengumpulan") && notes.push(UNKNOWN.pengumpulan));
  for (const [key, said] of Object.entries(UNKNOWN)) if (differs(key)) notes.push(said);
  if (differs("target") && values.target?.langkah) table.target = { langkah: values.target.langkah, ...Object.fromEntries(["dikonfirmasi", "berjalan", "dalam_rentang"].map((name) => [name, isYes(values.target[name])])) };
  if (differs("linimasa")) table.tahap = (isList(values.linimasa) ? values.linimasa : []).map(({ langkah, selesai, asal }) => [langkah ?? null, selesai, asal === "resmi"]);
  if (differs("pemberitahuan")) table.pemberitahuan = values.pemberitahuan?.tanggal ?? "";
  if (differs("spd") && table.indeks) table.indeks.spd = table.indeks.spd.map((row, at) => [...row.slice(0, 4), spdLevel(table.indeks.baris[at], values.spd?.[table.indeks.baris[at][0]], table.tahun, desk.checks)]);
}

// One record as the open round judges it: its step, what is known of it, and the levels that each reading counts.

const RUNNING = ["aktif", "dikembangkan"];

// The rows of the table that the page brings along, by name.
function rowOf([slug, opd, rank, flags, running, affair, earlier, levels, verdicts]) {
  const has = (letter) => flags.includes(letter);
  return { slug, opd, rank, counts: has("h"), confirmed: has("k"), taken: has("d"), told: has("b"), inWindow: has("r"), reported: has("l"), running, affair, earlier, levels, verdicts };
}

// Judge a record; `known` are verdicts, years of earlier rounds, and whether it was reported.
function judged(written, { slug, opd, verdicts = {}, earlier = [], reported = false }, table, { checks, round, agencies }) {
  const tree = normal(checks.bentuk, written, checks), owner = opd in agencies ? opd : "", said = tree.pengesahan;
  const states = table.indikator.map((name) => state(name, round.indikator[name], tree.kematangan?.[name], verdicts[name], round, checks));
  const open = new Set([...missing(tree, owner, round, checks)].map((lack) => lack.step));
  if (table.putaran !== null && earlier.length >= table.putaran) open.add("layak");
  if (states.some((one) => one.mandatory && one.verdict !== "sesuai")) open.add("terverifikasi");
  if (!reported) open.add("terlapor");
  const first = table.langkah.findIndex((step) => open.has(step)), taken = Boolean(said?.diterima_oleh);
  return {
    slug, opd, verdicts, earlier, reported, taken, rank: (first < 0 ? table.langkah.length : first) - 1, counts: counts(tree),
    confirmed: taken && tree.status_data === "dikonfirmasi-opd", told: Boolean(said) || tree.status_data !== "sumber-publik",
    inWindow: inWindow(tree, round), running: saidRunning(tree), affair: tree.urusan_utama in table.urusan ? tree.urusan_utama : "",
    levels: [(one) => one.level, (one) => one.proved && one.level, (one) => one.proved && one.verdict === "sesuai" && one.level].map((level) => digits(states.map((one) => level(one) || 0))),
  };
}

const digits = (levels) => (levels.some(Boolean) ? levels.join("") : "");

function state(name, indicator, fact, verdict, round, checks) {
  const level = levelOf(indicator, fact?.nilai, round.tahun), proved = isList(fact?.bukti) && fact.bukti.length > 0;
  return { mandatory: indicator.wajib, level, proved, verdict: verdictOf(name, fact, verdict, checks) };
}

function verdictOf(name, fact, verdict, checks) {
  if (!verdict) return "belum-diperiksa";
  const [said, mark] = verdict;
  return fact && fingerprint(fact, kindOf(shapeAt(checks.bentuk, ["kematangan", name, "nilai"]))) === mark ? said : "menunggu";
}

// Of what type a fact is, as fingerprints take it.
function kindOf(shape) {
  if (shape.kind === "record") return Object.fromEntries(shape.fields.map((field) => [field.name, kindOf(field)]));
  return shape.kind === "list" ? [kindOf(shape.item)] : ["integer", "number"].includes(shape.kind) ? shape.kind : "text";
}

// The last day on which somebody said that it runs; "" for none.
function saidRunning(tree) {
  if (!RUNNING.includes(tree.status) || tree.digabung_ke) return "";
  const days = (isList(tree.sumber) ? tree.sumber : []).flatMap((source) => (source.tanggal ? [source.tanggal.padEnd(10, "-01")] : []));
  return [...days, tree.pengesahan?.diterima_oleh ? tree.pengesahan.tanggal : ""].sort().at(-1);
}

// The level that an SPD row reaches, by its value or as it is stated; `row` is that of the table.
function spdLevel([, indicator, all], said, year, checks) {
  const { tingkat: conditions } = indicator, value = said?.nilai, words = conditions.flatMap(([, condition]) => condition.kata ?? []);
  const numeric = conditions.length < all || conditions.some(([, one]) => !one.kata || ["minimum", "lebih_dari", "maksimum"].some((name) => name in one));
  const isNumber = /^-?\d{1,15}(?:\.\d{1,8})?$/.test(value ?? "");
  if (value !== undefined && (words.includes(value) || (numeric && isNumber))) return levelOf(indicator, value, year);
  return Number(meant({ kind: "integer" }, said?.level ?? "0", checks) ?? 0);
}

// What all records of the open round amount to: where each agency stands towards the target, n, and the index.

const FRESH = 18; // Months for which a word that an innovation runs still says so.

// Return the standing of every agency, how many count, and the index in each reading (null where it is not for everyone).
function outcome(rows, table) {
  const all = [...rows.values()], least = table.langkah.indexOf("layak"), eligible = all.filter((row) => row.rank >= least);
  const units = Object.fromEntries(Object.entries(table.opd).map(([id, [, above]]) => [id, above])), denied = mayDeny(table);
  const opd = Object.fromEntries(Object.keys(table.opd).map((id) => [id, agency(all.filter((row) => row.opd in table.opd && isWithin(row.opd, id, units)), table.opd[id][0], denied, table)]));
  return { opd, n: eligible.length, index: table.indeks && index(eligible, table.indeks) };
}

function index(eligible, data) {
  const { evaluate } = globalThis.indexArithmetic;
  return data.bacaan.map(([, name], at) => ({ name, ...evaluate(data, data.spd.map((row) => row[4]), eligible.map(({ affair, levels }) => ({ affair, levels: levels[at] }))) }));
}

function agency(every, obliged, denied, table) {
  const own = every.filter((row) => row.counts), best = own.length ? Math.max(...own.map((row) => row.rank)) : every.length ? 0 : null;
  return { obliged, step: best === null ? null : table.langkah[best], why: reason(every, own.some((row) => fulfils(row, table)), obliged && denied) };
}

function reason(every, carrying, denied) {
  if (carrying) return "terpenuhi";
  if (denied) return "tidak-terpenuhi";
  if (!every.length) return "belum-ditemukan";
  if (every.some((row) => row.taken)) return "belum-memenuhi-syarat";
  return every.some((row) => row.told) ? "menunggu-konfirmasi" : "diberitakan";
}

function fulfils(row, { target, langkah, hari }) {
  const fresh = row.running && row.running >= monthsBefore(hari, FRESH);
  return row.rank >= langkah.indexOf(target.langkah) && (!target.dikonfirmasi || row.confirmed) && (!target.berjalan || Boolean(fresh)) && (!target.dalam_rentang || row.inWindow);
}

// Whether an agency may be said not to have met the target: officially, after notice and deadline.
function mayDeny({ tahap, target, pemberitahuan, resmi, hari }) {
  const due = tahap.filter(([step]) => step === target.langkah).sort(([, one, a], [, other, b]) => (one === other ? a - b : one < other ? -1 : 1)).at(-1);
  return Boolean(resmi && due && due[2] && due[1] < hari && pemberitahuan && pemberitahuan < hari);
}

// The same day so many months earlier, or the last of a shorter month.
function monthsBefore(day, months) {
  const [year, month, date] = day.split("-").map(Number), last = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - months, Math.min(date, last))).toISOString().slice(0, 10);
}

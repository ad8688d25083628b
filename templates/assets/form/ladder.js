// Which steps of the open round a draft has reached and what it lacks, worked out as for every record of the catalogue.

import { readDesign } from "./design.js";
import { normal } from "./grammar.js";
import { isList, isRecord, shapeAt } from "./tree.js";

export const STEPS = ["tercatat", "layak", "lengkap"];
const UNASSIGNED = "belum-ditetapkan";

// Yield every condition that is not met: { step, path, text }.
export function* missing(written, opd, round, checks) {
  const tree = normal(checks.bentuk, written, checks);
  yield* confirmation(tree, round);
  yield* counting(tree, opd);
  yield* times(tree, round, checks);
  yield* design(tree, round, checks);
  yield* profile(tree, round, checks);
  for (const [name, indicator] of Object.entries(round.indikator)) if (indicator.wajib) yield* proof(tree, name, indicator, round, checks);
}

// The last step of which, and of all below it, nothing is missing; "" for none.
export function reached(lacks) {
  const at = STEPS.findIndex((step) => lacks.some((one) => one.step === step));
  return STEPS[(at < 0 ? STEPS.length : at) - 1] ?? "";
}

// Whether a record is an innovation of its own that has not ended.
export const counts = (tree) => counting(tree, "opd").next().done;

// Whether it was put into use, or developed, in the days that the round accepts.
export const inWindow = (tree, round) => stated(tree).some((time) => within(time, round));

const lack = (step, path, text) => ({ step, path, text });

const SIGNED = "Isi jabatan pengirim saat mengirim, atau isi pengesahan sekarang.";
const UNSIGNED = "Isi pengesahan: jabatan yang membenarkan, tanggal, dan caranya.";

function* confirmation({ pengesahan: said, status_data: status }, { koordinator }) {
  if (!said) yield lack("tercatat", ["pengesahan"], status === "dikonfirmasi-opd" ? SIGNED : UNSIGNED);
  else if (!said.diterima_oleh) yield lack("tercatat", ["pengesahan"], `Menunggu diterima ${koordinator}.`);
}

function* counting(tree, opd) {
  const kind = tree.jenis_catatan ?? (tree.status_data === "sumber-publik" ? "" : "inovasi");
  if (kind !== "inovasi") yield lack("layak", ["jenis_catatan"], kind ? "Yang dihitung hanya yang dicatat sebagai inovasi." : "Jenis catatannya belum diketahui.");
  if (tree.bagian_dari) yield lack("layak", ["bagian_dari"], "Bagian dari inovasi lain, dan dihitung bersamanya.");
  if (tree.status === "digabung" || tree.digabung_ke) yield lack("layak", ["status"], "Sudah digabung ke inovasi lain.");
  else if (tree.status === "berhenti") yield lack("layak", ["status"], "Sudah berhenti.");
  if (!opd || opd === UNASSIGNED) yield lack("layak", ["opd"], "OPD pemiliknya belum dipilih.");
}

const isUntried = (tree) => ["inisiatif", "uji-coba"].includes(tree.tahapan);
const first = (time) => time.padEnd(10, "-01");
const last = (time) => (time.length === 4 ? `${time}-12-31` : time.length === 7 ? `${time}-${String(new Date(Date.UTC(time.slice(0, 4), time.slice(5), 0)).getUTCDate()).padStart(2, "0")}` : time);

function* times(tree, round, checks) {
  if (tree.tahapan && round.tahapan.length && !round.tahapan.includes(tree.tahapan)) yield lack("layak", ["tahapan"], "Tahapan ini tidak dihitung rubrik.");
  const untried = isUntried(tree), touches = (time) => first(time) <= round.selesai && round.mulai <= last(time);
  const field = [untried ? "waktu_uji_coba" : "waktu_penerapan"];
  if (!inWindow(tree, round)) yield outside(stated(tree), touches, field, untried, round);
  const inTime = untried ? [] : developed(tree).filter((time) => within(time, round));
  if (!inTime.length || (tree.waktu_penerapan && within(tree.waktu_penerapan, round)) || tree.pengembangan) return;
  const told = new Set((tree.pengembangan_lama ?? []).map((one) => one.waktu));
  if (!inTime.some((time) => told.has(time))) yield lack("layak", ["pengembangan"], "Sebut apa yang baru pada pengembangan terbaru.");
}

const within = (time, { mulai, selesai }) => mulai <= first(time) && last(time) <= selesai;
const stated = (tree) => (isUntried(tree) ? [tree.waktu_uji_coba] : [tree.waktu_penerapan, ...developed(tree)]).filter(Boolean);

function developed(tree) {
  const before = (tree.pengembangan_lama ?? []).map((one) => one.waktu).filter(Boolean);
  return tree.waktu_pengembangan ? [...before, tree.waktu_pengembangan] : before;
}

function outside(stated, touches, field, untried, { rentang }) {
  if (!stated.length) return lack("layak", field, `Isi ${untried ? "waktu uji coba" : "waktu penerapan"} menurut dokumennya; yang dapat dilaporkan ${rentang}.`);
  if (stated.some(touches)) return lack("layak", field, `Waktunya kurang teliti untuk rentang ${rentang}: tambahkan bulan atau harinya menurut dokumennya.`);
  const way = untried ? "sudah diterapkan, perbarui tahapan dan waktu penerapannya menurut dokumennya" : "dikembangkan dalam rentang itu, catat pengembangan barunya";
  return lack("layak", untried ? field : ["pengembangan"], `Waktunya di luar rentang ${rentang}. Bila inovasi ini ${way}; waktu yang sudah tercatat tidak diubah.`);
}

function* design(tree, round, checks) {
  const read = designOf(tree, checks);
  if (read.counted >= round.kata && !read.empty.length) return;
  const empty = read.empty.length ? ` Bagian yang masih kosong: ${read.empty.join(", ")}.` : "";
  yield lack("layak", ["rancang_bangun"], `Rancang bangun terhitung ${read.counted} dari paling sedikit ${round.kata} kata.${empty}`);
}

export function designOf(tree, checks) {
  const others = ["ringkasan", "tujuan", "manfaat", "hasil"].map((name) => tree[name]).filter(Boolean).join("\n\n");
  return readDesign(tree.rancang_bangun ?? "", tree.rancang_bangun ? others : "", checks);
}

function* profile(tree, round, checks) {
  const filled = (name) => (name === "lokasi" ? tree.lokasi?.lintang && tree.lokasi.bujur : tree[name]);
  const waived = isUntried(tree) ? "waktu_penerapan" : "";
  for (const name of round.profil) if (name !== waived && !filled(name)) yield lack("layak", [name], `${shapeAt(checks.bentuk, [name])?.label ?? name} belum diisi${name === "lokasi" ? ": lintang dan bujurnya" : ""}.`);
}

function* proof(tree, name, indicator, round, checks) {
  const fact = tree.kematangan?.[name], level = levelOf(indicator, fact?.nilai, round.tahun), proofs = isList(fact?.bukti) ? fact.bukti.length : 0;
  if (level && proofs) return;
  const label = shapeAt(checks.bentuk, ["kematangan", name])?.label ?? name;
  const what = fact?.nilai === undefined ? "fakta belum diisi" : level ? "belum ada bukti" : "fakta belum mencapai tingkat 1";
  yield lack("lengkap", ["kematangan", name], `${label}: ${what}.`);
}

// The highest level whose condition a value meets, or 0.
export function levelOf({ tingkat }, value, year) {
  if (value === undefined) return 0;
  return Math.max(0, ...tingkat.filter(([, condition]) => holds(condition, value, year)).map(([level]) => level));
}

function holds(condition, value, year) {
  if (isRecord(value)) return Boolean(condition.basis?.[value.basis]) && value.nilai !== undefined && holds(condition.basis[value.basis], value.nilai, year);
  if (condition.kata?.includes(value)) return true;
  const { minimum, lebih_dari: above, maksimum } = condition;
  if (condition.kata && minimum === undefined && above === undefined && maksimum === undefined) return false;
  if (condition.tahun) return isList(value) && condition.tahun.some((offsets) => offsets.every((offset) => value.includes(String(year + offset))));
  const amount = isList(value) || !/^-?\d+(?:\.\d+)?$/.test(value) ? NaN : Number(value);
  return amount === amount && (minimum === undefined || amount >= minimum) && (above === undefined || amount > above) && (maksimum === undefined || amount <= maksimum);
}

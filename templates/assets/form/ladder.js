// Which steps of the open round a draft has reached and what it lacks, worked out as for every record of the catalogue.

import { matchesWhole, pattern } from "./text.js";
import { isList, isRecord, normal, shapeAt } from "./values.js";

export const STEPS = ["tercatat", "layak", "lengkap"];
const UNASSIGNED = "belum-ditetapkan";

// Yield every condition that is not met: { step, path, text }.
export function* missing(written, opd, round, checks) {
  const tree = normal(checks.bentuk, written, checks);
  yield* confirmation(tree, round);
  yield* counting(tree, opd);
  yield* times(tree, round);
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

function* times(tree, round) {
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

// What counts of a rancang bangun and which parts it leaves empty, read as the readiness of a record reads it.

const BREAKS = new Set([".", "!", "?", ";", "\n"]);
const key = (words) => words.join(" ");

// Return { words, counted, distinct, repeated, filler, own, empty, unspoken }; `others` are the other texts of the record.
export function readDesign(text, others, checks) {
  const reading = new Reading(text, checks), [, slips, poorest] = checks.rancangan.ukuran;
  const own = reading.copiedFrom(others), marks = { counted: reading.words, repeated: 0, filler: 0, own: 0 };
  if (reading.suspect || own.size) Object.assign(marks, { counted: 0 }, reading.marks(own));
  const lost = marks.repeated + marks.filler;
  if (lost * slips <= marks.counted + lost) Object.assign(marks, { counted: marks.counted + lost, repeated: 0, filler: 0 });
  return { ...marks, words: reading.words, distinct: reading.distinct, counted: Math.min(marks.counted, poorest * reading.distinct), empty: emptyParts(text, checks), unspoken: unspokenParts(text, checks) };
}

// Say in words what does not count; nothing when all does.
export function uncounted(design, number) {
  const kinds = { diulang: design.repeated, "berupa teks pengisi": design.filler, "sama dengan isian lain": design.own };
  const said = Object.entries(kinds).filter(([, count]) => count).map(([what, count]) => `${number.format(count)} kata ${what}`);
  if (design.counted + design.repeated + design.filler + design.own < design.words) said.push(`hanya ${number.format(design.distinct)} kata yang berlainan`);
  return said.join(", ");
}

class Reading {
  constructor(text, checks) {
    this.checks = checks;
    const shown = text.replace(pattern(checks, "kata_alamat"), "] ").replace(pattern(checks, "kata_nomor"), "\n").toLowerCase();
    this.flat = [...shown.matchAll(pattern(checks, "kata_rancang"))].map((match) => match[0]);
    this.sentences = [[]];
    for (const token of this.flat) BREAKS.has(token) ? this.sentences.push([]) : this.sentences.at(-1).push(token);
    this.sentences = this.sentences.filter((words) => words.length);
    this.words = this.sentences.reduce((sum, words) => sum + words.length, 0);
    this.run = checks.rancangan.ukuran[0];
  }

  get distinct() {
    return new Set(this.flat.filter((word) => /^\p{L}+$/u.test(word))).size;
  }

  windows(words) {
    return words.length < this.run ? [] : words.slice(0, 1 - this.run || undefined).map((_, start) => key(words.slice(start, start + this.run)));
  }

  passages(words) {
    return words.length >= this.run ? this.windows(words) : [key(words)];
  }

  get all() {
    return new Set(this.sentences.flatMap((words) => this.passages(words)));
  }

  get short() {
    return this.sentences.filter((words) => words.length < this.run).map(key);
  }

  get runs() {
    return new Set([...this.short, ...this.windows(this.flat)]);
  }

  get suspect() {
    const { runs } = this, several = this.short.length + Math.max(0, this.flat.length - this.run + 1);
    return runs.size < several || [...this.help].some((run) => runs.has(run)) || this.sentences.some((words) => isFiller(words, this.checks));
  }

  // The passages of the form's own words on this field.
  get help() {
    const field = this.checks.bentuk.fields.find((one) => one.name === "rancang_bangun");
    return this.isHelp ? new Set() : Object.assign(new Reading(field.help, this.checks), { isHelp: true }).all;
  }

  copiedFrom(text) {
    const others = text ? new Reading(text, this.checks).all : new Set(), { runs, all } = this;
    if (![...others].some((run) => runs.has(run))) return new Set();
    return [...all].filter((run) => others.has(run)).length >= this.checks.rancangan.ukuran[3] * all.size ? others : new Set();
  }

  marks(own) {
    const marks = { counted: 0, repeated: 0, filler: 0, own: 0 }, seen = new Map(), { help } = this;
    this.sentences.forEach((words, number) => {
      const runs = this.passages(words), again = [];
      const filler = isFiller(words, this.checks) ? new Set(words.keys()) : this.covered(words, runs, help);
      runs.forEach((run, start) => {
        const here = `${number} ${start}`;
        if (!seen.has(run)) seen.set(run, here);
        if (seen.get(run) !== here) again.push(start);
      });
      const repeated = minus(this.spread(words, again), filler), left = minus(minus(new Set(words.keys()), filler), repeated);
      const same = new Set([...this.covered(words, runs, own)].filter((place) => left.has(place)));
      marks.filler += filler.size;
      marks.repeated += repeated.size;
      marks.own += same.size;
      marks.counted += left.size - same.size;
    });
    return marks;
  }

  covered(words, runs, others) {
    return this.spread(words, runs.flatMap((run, start) => (others.has(run) ? [start] : [])));
  }

  spread(words, starts) {
    return new Set(starts.flatMap((start) => Array.from({ length: Math.min(this.run, words.length - start) }, (_, at) => start + at)));
  }
}

const minus = (one, other) => new Set([...one].filter((place) => !other.has(place)));

function isFiller(words, checks) {
  const blind = words.filter((word) => checks.rancangan.pengisi.includes(word)).length;
  return blind * 2 > words.length || matchesWhole(checks, "pengisi", key(words));
}

// ---- the six parts

function unspokenParts(text, checks) {
  const said = text.toLowerCase();
  return checks.rancangan.bagian.filter(([, , [source, flags]]) => !new RegExp(source, flags).test(said)).map(([part]) => part);
}

function emptyParts(text, checks) {
  const headings = headingsOf(text, checks), filled = new Map();
  headings.forEach((heading, place) => {
    const after = headings.slice(place + 1).find((other) => other.level <= heading.level);
    const content = text.slice(heading.end, after ? after.start : undefined);
    const isRow = heading.listed && after?.listed && content.replace(/^[ \t]+|[ \t]+$/g, "") === "\n";
    if (!isRow) filled.set(heading.part, filled.get(heading.part) || !matchesWhole(checks, "bagian_kosong", content));
  });
  return checks.rancangan.bagian.map(([part]) => part).filter((part) => filled.get(part) === false);
}

// Where the headings of the parts stand, and where their text begins.
export function headingsOf(text, checks) {
  const { bagian, judul: [plain] } = checks.rancangan;
  return [...text.matchAll(pattern(checks, "judul_bagian"))].flatMap((match) => {
    const { marks, bold, also, name, rest: tail } = match.groups, [source, flags] = checks.pola.sisa_judul;
    const rest = new RegExp(`^(?:${source})$`, flags.replace("g", "")).exec(tail), marked = Boolean(marks || bold || also);
    if (!rest || !(marked || standsAlone(text, match, rest.groups, checks))) return [];
    const part = bagian.find(([, names]) => names.includes(name.toLowerCase()))?.[0] ?? "";
    const end = match.index + match[0].length - rest.groups.text.length;
    return [{ part, level: marks ? marks.trim().length : plain, start: match.index, end, listed: !marked && !rest.groups.sign.includes(":") }];
  });
}

function standsAlone(text, match, rest, checks) {
  if (rest.title.split(/\s+/).filter(Boolean).length > checks.rancangan.judul[1]) return false;
  if (rest.sign.includes(":")) return true;
  const before = text.slice(0, match.index).slice(-2), after = text.slice(match.index + match[0].length).slice(0, 2);
  const apart = ["", "\n\n"].includes(before) && ["", "\n", "\n\n"].includes(after);
  return !/[.,;]$/.test(rest.title.trimEnd()) && !match.groups.bullet && (Boolean(match.groups.number) || apart);
}

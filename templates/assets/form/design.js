// What counts of a rancang bangun and which parts it leaves empty, read as the readiness of a record reads it.

import { matchesWhole, pattern } from "./phrases.js";

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

export function unspokenParts(text, checks) {
  const said = text.toLowerCase();
  return checks.rancangan.bagian.filter(([, , [source, flags]]) => !new RegExp(source, flags).test(said)).map(([part]) => part);
}

export function emptyParts(text, checks) {
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

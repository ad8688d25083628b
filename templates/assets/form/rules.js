// What `check` says of one record that has its right shape, and of its texts; each rule yields findings with their path.

import { finding, found, matchesWhole, pattern, phrase } from "./text.js";
import { isDate, leaves, normal, valueAt } from "./values.js";

// `others` are the published records, `agencies` the names of all agencies, `id` the file name without its ending.
export function* rules(tree, checks, { agencies = [], others = [], id = "" } = {}) {
  const accepted = new Set((tree.pengecualian ?? []).map((item) => item.aturan));
  for (const one of all(new Facts(normal(checks.bentuk, tree, checks), checks), agencies, others, id)) {
    if (one.severity !== "peringatan" || !accepted.has(one.rule)) yield one;
  }
}

function* all(facts, agencies, others, id) {
  yield* missingSource(facts);
  yield* datesOutOfOrder(facts);
  yield* unknownReadings(facts);
  yield* unsafeLinks(facts);
  yield* sameName(facts, others, id);
  yield* people(facts, agencies);
  yield* scans(facts);
  yield* openLists(facts);
  yield* pictures(facts);
  yield* standIns(facts);
  yield* repeated(facts);
  yield* addresses(facts);
}

class Facts {
  constructor(tree, checks) {
    this.tree = tree;
    this.checks = checks;
    this.texts = [...leaves(tree, checks.bentuk)].filter(([, , shape]) => shape.kind === "text").map(([path, text, shape]) => [path, shape.trim ? text.trim() : text]);
    this.links = this.texts.filter(([, text]) => text.includes("://")).flatMap(([path, text]) => {
      const inside = [...text.matchAll(pattern(checks, "tautan"))].map((match) => match[0].replace(/[.,;:]+$/, ""));
      return [...new Set(inside)].map((address) => [path, address]);
    });
  }

  found(rule, path, values = {}, key = rule) {
    return finding(this.checks, rule, path, phrase(this.checks, key, values), phrase(this.checks, `${rule}/perbaikan`, values));
  }

  text(name) {
    return (this.tree[name] ?? "").trim();
  }
}

function* missingSource(facts) {
  const named = (facts.tree.sumber ?? []).some((item) => item.tautan || item.judul);
  if (facts.tree.status_data === "sumber-publik" && !named) yield facts.found("tanpa-sumber", ["status_data"]);
}

function* datesOutOfOrder(facts) {
  const [trial, begun, latest] = [["waktu_uji_coba"], ["waktu_penerapan"], ["waktu_pengembangan"]];
  const former = (facts.tree.pengembangan_lama ?? []).map((_, index) => ["pengembangan_lama", index, "waktu"]);
  for (const [here, there] of [[trial, begun], [begun, latest], ...former.flatMap((one) => [[begun, one], [one, latest]])]) {
    const early = valueAt(facts.tree, here), late = valueAt(facts.tree, there);
    if (early && late && early.padEnd(10, "-01") > `${late}-99-99`) yield facts.found("urutan-tanggal", there, { first: here.at(-1), early, second: there.at(-1), late });
  }
}

function* unknownReadings(facts) {
  const names = facts.checks.bentuk.fields.map((field) => field.name);
  for (const [index, name] of (facts.tree.pembacaan ?? []).entries()) {
    const path = ["pembacaan", index];
    if (!names.includes(name)) yield facts.found("pembacaan-asing", path, { name });
    else if (!(facts.tree[name]?.length ?? facts.tree[name])) {
      const help = phrase(facts.checks, "pembacaan-asing/kosong/perbaikan");
      yield finding(facts.checks, "pembacaan-asing", path, phrase(facts.checks, "pembacaan-asing/kosong", { name }), help);
    }
  }
}

function* unsafeLinks(facts) {
  for (const name of facts.checks.daftar.markdown) {
    for (const match of facts.text(name).matchAll(pattern(facts.checks, "tautan_teks"))) {
      const scheme = match[1] || match[2];
      if (!facts.checks.daftar.skema.includes(scheme.toLowerCase())) yield facts.found("tautan-teks", [name], { scheme, name });
    }
  }
}

const NAMED = new Set(["nama_inisiator", "kontak.unit", "pengesahan.jabatan", "pengesahan.diterima_oleh"]);

const normalised = (name) => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

function* sameName(facts, others, id) {
  const name = facts.text("nama"), key = normalised(name);
  if (others.some((other) => other.id !== id && normalised(other.nama) === key)) yield facts.found("nama-ganda", ["nama"], { name });
}

function* people(facts, agencies) {
  const known = knownNames(facts.checks, agencies);
  for (const [path, text] of facts.texts) {
    const where = path.join("."), last = path.at(-1);
    const named = NAMED.has(where) || last === "pemegang" || (path[0] === "tanggapan" && last === "jabatan");
    if (named && namesAPerson(facts.checks, text, known, where === "nama_inisiator")) yield facts.found("nama-orang", path, { text });
  }
}

function* scans(facts) {
  const isScan = (name) => found(facts.checks, "pindaian", name) && !found(facts.checks, "acara", name);
  for (const [index, photo] of (facts.tree.foto ?? []).entries()) {
    if (isScan(photo.berkas)) yield facts.found("pindaian-pribadi", ["foto", index, "berkas"], { name: photo.berkas });
  }
  for (const [path, address] of facts.links) {
    const name = unquoted(address.replace(/^[^:]*:\/\/[^/?#]*/, "").replace(/[?#].*$/, "")).split("/").at(-1);
    if (isScan(name)) yield facts.found("pindaian-pribadi", path, { name });
  }
}

function unquoted(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function* openLists(facts) {
  for (const [path, text] of facts.texts) {
    if (path[0] !== "kematangan" || path.at(-1) !== "judul") continue;
    const here = [...path.slice(0, -1), "tautan"];
    if (valueAt(facts.tree, here) && found(facts.checks, "daftar_orang", text)) yield facts.found("daftar-orang-terbuka", here, { text });
  }
}

function* prose(facts) {
  for (const name of facts.checks.daftar.prosa) if (facts.text(name)) yield [name, facts.text(name)];
  const former = (facts.tree.pengembangan_lama ?? []).map((item) => item.uraian.trim());
  if (former.length) yield ["pengembangan_lama", former.join("\n")];
}

function* pictures(facts) {
  for (const [name, text] of prose(facts)) {
    for (const _ of text.matchAll(pattern(facts.checks, "gambar"))) yield facts.found("gambar-dalam-teks", [name]);
  }
}

function* standIns(facts) {
  const most = facts.checks.batas.pendek;
  for (const [path, text] of facts.texts) {
    const short = [...text].length <= most;
    if ((short && matchesWhole(facts.checks, "semu", text)) || found(facts.checks, "contoh", text) || found(facts.checks, "sisa", text) || text.toLowerCase().includes("lorem ipsum")) {
      yield facts.found("isian-semu", path, { shown: short ? text : `${[...text].slice(0, most - 3).join("")}...` });
    }
  }
}

function* repeated(facts) {
  const seen = new Map();
  for (const [field, text] of prose(facts)) {
    const key = text.split(/\s+/u).join(" ").toLowerCase();
    if (seen.has(key)) yield facts.found("isian-berulang", [field], { field, other: seen.get(key) });
    else seen.set(key, field);
  }
}

function* addresses(facts) {
  for (const [path, address] of facts.links) {
    const host = hostOf(address), where = privatePlace(facts.checks, host);
    if (facts.checks.daftar.pemendek.includes(host)) yield facts.found("tautan-pemendek", path, { address });
    if (where) yield facts.found("tautan-tertutup", path, { where });
    if (/^http:\/\//i.test(address) && path[0] !== "sumber" && path[0] !== "penghargaan") yield facts.found("tautan-http", path);
  }
}

function hostOf(address) {
  const place = address.replace(/^[^:]*:\/\//, "").replace(/[/?#].*$/, "").replace(/^.*@/, "");
  return place.replace(/:\d*$/, "").toLowerCase().replace(/^www\./, "");
}

const IN_HOUSE = /^(?:10|127|0)(?:\.\d{1,3}){3}$|^192\.168(?:\.\d{1,3}){2}$|^169\.254(?:\.\d{1,3}){2}$|^172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}$/;

function privatePlace(checks, host) {
  if (host === "localhost" || checks.daftar.kantor.some((end) => host.endsWith(end)) || IN_HOUSE.test(host)) return phrase(checks, "tautan-tertutup/kantor");
  const parts = host.split(".");
  return parts.map((_, index) => checks.daftar.penyimpanan[parts.slice(index).join(".")]).find(Boolean) ?? "";
}

// What is looked for in every line of a file, comments too; `office` when it is the number of an office.
export function* privateNumbers(line, checks, office = false) {
  const report = (rule, key, values = {}) => finding(checks, rule, [], phrase(checks, key, values), phrase(checks, `${rule}/perbaikan`));
  const text = line.replace(pattern(checks, "alamat"), (address) => " ".repeat(address.length));
  for (const match of text.matchAll(pattern(checks, "nip"))) if (isNip(match[0].replace(/\D/g, ""))) yield report("nomor-identitas", "nomor-identitas/nip");
  for (const match of text.matchAll(pattern(checks, "nik"))) if (isNik(checks, match[0].replace(/\D/g, ""))) yield report("nomor-identitas", "nomor-identitas/nik");
  for (const match of line.matchAll(pattern(checks, "ponsel"))) {
    const rule = "nomor-ponsel", help = phrase(checks, `${rule}${/^(?:wa\.me\/|phone=)/.test(match[0]) ? "/tautan" : ""}/perbaikan`);
    if (!office && !found(checks, "telepon", line.slice(0, match.index))) yield finding(checks, rule, [], phrase(checks, rule), help);
  }
  const plain = [...line.matchAll(pattern(checks, "surel"))].filter((match) => checks.daftar.penyedia.includes(match[1].toLowerCase()));
  const told = new Set(plain.map((match) => match.index));
  const disguised = [...line.matchAll(pattern(checks, "surel_samar"))].filter((match) => !told.has(match.index));
  for (const match of [...plain, ...disguised]) yield report("surel-pribadi", "surel-pribadi", { address: match[0] });
}

function isNik(checks, digits) {
  const day = Number(digits.slice(6, 8)), month = Number(digits.slice(8, 10)), women = checks.batas.perempuan;
  const born = day > women ? day - women : day;
  return checks.daftar.provinsi.includes(Number(digits.slice(0, 2))) && born >= 1 && born <= 31 && month >= 1 && month <= 12;
}

function isNip(digits) {
  if (!isDate(`${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`, true)) return false;
  const born = Number(digits.slice(0, 4)), appointed = Number(digits.slice(8, 12)), month = Number(digits.slice(12, 14));
  return born >= 1930 && born < appointed && appointed <= 2100 && ((month >= 1 && month <= 12) || month === 21);
}

// Whether a text that should name an office names a person, by the words and in the way of `check` (catalogue/check/people.py).

const KNOWN = "0", LONGEST = 5, ACRONYM = 5;

// What finds the names of agencies and of the places that they are named after, the longest first.
export function knownNames(checks, agencies) {
  const names = new Set(agencies);
  for (const name of agencies) for (const match of name.matchAll(pattern(checks, "tempat"))) names.add(match[2]);
  const longest = [...names].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const listed = longest.filter((name) => !matchesWhole(checks, "jabatan", name.split(/\s+/u)[0]));
  const inside = listed.map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("|") || "[^\\s\\S]";
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${inside})(?![\\p{L}\\p{N}_])`, "giu");
}

// `alone` where a name of words that nobody knows is one too.
export function namesAPerson(checks, text, known, alone) {
  if (found(checks, "gelar", text)) return true;
  const parts = text.replace(known, ` ${KNOWN} `).split(pattern(checks, "bagian_nama")).map((part) => partOf(checks, part)).filter(Boolean);
  if (parts.some((part) => part.named) || parts.some((part, index) => index && besideAPost(checks, parts[index - 1], part))) return true;
  const only = parts.length === 1 ? parts[0].alone : [], likely = only.some((word) => isLikely(checks, word));
  return (alone && likely) || (only.length > 1 && (alone || likely));
}

function besideAPost(checks, first, second) {
  if (first.alone.length && second.headed) return true;
  const names = first.headed ? second.alone : [];
  return names.length > 1 || (names.length === 1 && (first.complete || isLikely(checks, names[0])));
}

const bareOf = (word) => word.replace(/^[.,"']+|[.,"']+$/g, "");

function partOf(checks, text) {
  const words = text.split(/\s+/u).filter(Boolean), bare = words.map(bareOf);
  if (bare.every((word) => !word || (/^\p{Nd}+$/u.test(word) && word !== KNOWN))) return null;
  const runs = [...runsOf(checks, words)], held = runs.flatMap((run) => run.words);
  const others = words.filter((word) => !matchesWhole(checks, "pangkat", word) && !matchesWhole(checks, "penghubung", word));
  const whole = held.length === others.length && others.length <= LONGEST && !runs.some((run) => run.body);
  const named = runs.some((run) => isPerson(checks, run));
  return { headed: matchesWhole(checks, "jabatan", bare[0]), complete: bare.at(-1) === KNOWN, named, alone: whole ? held : [] };
}

function* runsOf(checks, words) {
  let run = { words: [] };
  for (const word of words) {
    const bare = bareOf(word);
    if (matchesWhole(checks, "pangkat", word)) {
      yield run;
      run = { ...run, words: [], body: run.body && !run.words.length, placed: false, ranked: true, beforePost: false };
    } else if (mayBeAName(checks, bare, word, run.words.length > 0)) {
      run.words.push(bare);
    } else {
      run.beforePost = matchesWhole(checks, "jabatan", bare);
      yield run;
      run = behind(checks, bare, run);
    }
  }
  yield run;
}

// The run that may begin behind a word that is no part of a name.
function behind(checks, word, run) {
  const is = (name) => matchesWhole(checks, name, word);
  const post = is("jabatan"), office = is("badan"), number = /\p{Nd}/u.test(word);
  const named = is("badan_bernama") && !run.office;
  return {
    words: [],
    post: run.post || post,
    body: named || (run.body && !(post || office || number)),
    placed: is("badan_tempat") || (run.placed && !number),
    complete: word === KNOWN,
    office,
  };
}

function isPerson(checks, run) {
  if (run.body || !run.words.length) return false;
  if (run.ranked) return true;
  const likely = run.words.some((word) => isLikely(checks, word));
  if (run.words.length === 1) return Boolean(run.post && (run.complete || (likely && !run.placed)));
  return Boolean((run.post && (likely || !run.placed)) || run.beforePost);
}

function mayBeAName(checks, bare, word, inside) {
  const is = (name) => matchesWhole(checks, name, bare), first = [...word][0];
  if (!matchesWhole(checks, "kata_nama", word.replace(/[,"']+$/, "")) || (isLower(first) && !inside)) return false;
  if (["jabatan", "badan", "badan_bernama", "badan_tempat", "kata_turunan"].some(is)) return false;
  if (is("kata_kantor")) return inside && is("nama_lazim");
  const upper = bare === bare.toUpperCase() && bare !== bare.toLowerCase();
  return is("nama_lazim") || !(upper && bare.length > 1 && bare.length <= ACRONYM);
}

const isLower = (letter) => letter === letter.toLowerCase() && letter !== letter.toUpperCase();

const isLikely = (checks, word) => matchesWhole(checks, "nama_lazim", word) && !["kata_kantor", "kata_turunan"].some((name) => matchesWhole(checks, name, word));

// Signs that nobody sees or that are not what they look like: in the words of `check`, with the text that is free of them.

export function* strays(tree, checks) {
  for (const [path, text] of leaves(tree, checks.bentuk)) yield* straysIn(text, path, checks);
}

export function* straysIn(text, path, checks) {
  for (const [key, named, about] of KINDS) {
    const signs = [...text.matchAll(pattern(checks, named))].map((match) => match[0]);
    if (!signs.length) continue;
    const { values, help = `${key}/perbaikan`, button, mended } = about(signs[0], text, checks);
    const message = phrase(checks, signs.length > 1 && `${key}/banyak` in checks.kalimat ? `${key}/banyak` : key, { ...values, found: signs.length });
    const mends = mended === text ? [] : [{ text: mended, button }];
    yield { ...finding(checks, "aksara-tersembunyi", path, message, phrase(checks, help, values)), mends };
  }
}

const KINDS = [["aksara-tersembunyi", "tersembunyi", hidden], ["aksara-asing", "asing", foreign], ["huruf-serupa", "serupa", alike]];

const numberOf = (sign) => `U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;

function hidden(sign, text, checks) {
  const name = checks.aksara.nama[sign] ?? (/\p{Cf}/u.test(sign) ? checks.aksara.arah : "");
  const values = { sign: name ? `${numberOf(sign)} (${name})` : numberOf(sign), command: "" };
  return { values, button: "Buang aksara itu", mended: text.replace(pattern(checks, "tersembunyi"), "") };
}

// At the head of a line such a sign began an item of a list.
function foreign(sign, text, checks) {
  const read = (one) => checks.aksara.lambang[one] ?? one, meant = checks.aksara.lambang[sign];
  const listed = text.replace(/^([ \t]*)(\S)[ \t]*(?=\S)/gmu, (whole, before, one) => (BULLET.test(checks.aksara.lambang[one] ?? "") ? `${before}- ` : whole));
  const help = meant ? "aksara-asing/maksud/perbaikan" : "aksara-asing/perbaikan";
  return { values: { sign: numberOf(sign), meant }, help, button: "Ganti aksara itu", mended: listed.replace(pattern(checks, "asing"), read) };
}

const BULLET = /^[\u2022\u25aa\u25a0\u25a1\u2756\u27a2]$/u;

function alike(sign, text, checks) {
  const latin = (one) => checks.aksara.serupa[one];
  let mended = text;
  for (let before = ""; before !== mended;) {
    before = mended;
    mended = mended.replace(pattern(checks, "serupa"), latin);
  }
  return { values: { sign: numberOf(sign), meant: latin(sign) }, button: "Ganti dengan huruf Latin", mended };
}

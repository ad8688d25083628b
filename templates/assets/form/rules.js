// What `check` says of one record that has its right shape, and of its texts; each rule yields findings with their path.

import { isDate, normal } from "./grammar.js";
import { knownNames, namesAPerson } from "./people.js";
import { finding, found, matchesWhole, pattern, phrase } from "./phrases.js";
import { leaves, valueAt } from "./tree.js";

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

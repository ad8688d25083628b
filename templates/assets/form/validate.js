// A record against the shapes of the model: every fault at once, in the words of `check`.

import { countCharacters, dateText, enumerate, finding, matchesWhole, phrase, quoted, wordsOf } from "./text.js";
import { addressMeant, datesMeant, either, inFull, isList, isRecord, isText, keysAt, meant, serialDay, yearsMeant } from "./values.js";

const grouped = new Intl.NumberFormat("id");

export function validate(tree, checks) {
  const checker = new Checker(checks);
  checker.value(checks.bentuk, tree, []);
  const keys = new Set(checker.found.filter((one) => one.meant).map((one) => JSON.stringify([...one.path.slice(0, -1), one.meant])));
  return checker.found.filter((one) => !(one.missing && keys.has(JSON.stringify(one.path))));
}

class Checker {
  constructor(checks) {
    this.checks = checks;
    this.found = [];
  }

  say(key, values) {
    return phrase(this.checks, key, values);
  }

  report(rule, path, message, help, more = {}) {
    this.found.push({ ...finding(this.checks, rule, path, message, help), ...more });
  }

  value(shape, value, path) {
    if (shape.kind === "record") this.record(shape, value, path);
    else if (shape.kind === "list") this.list(shape, value, path);
    else if (shape.kind === "map") this.map(shape, value, path);
    else if (shape.words) this.choice(shape, value, path);
    else if (shape.kind === "text") this.text(shape, value, path);
    else if (shape.kind === "date" || shape.kind === "day") this.date(shape, value, path);
    else this.number(shape, value, path);
  }

  record(shape, value, path) {
    if (!isRecord(value)) return this.misshaped(shape, value, path);
    const names = shape.fields.map((field) => field.name);
    for (const field of shape.fields) {
      if (field.name in value) this.value(field, value[field.name], [...path, field.name]);
      else if (field.required) this.missing(field, [...path, field.name]);
    }
    for (const key of Object.keys(value)) if (!names.includes(key)) this.unknown(key, names, value, path);
  }

  missing(field, path) {
    const help = this.say("wajib-diisi/perbaikan", { key: field.name, help: field.help }).trim();
    this.report("wajib-diisi", path, this.say("wajib-diisi", { key: field.name }), help, { onKey: true, missing: true });
  }

  unknown(key, names, value, path) {
    const others = this.checks.daftar.nama_lain;
    const free = names.filter((name) => !(name in value)).map((name) => [name, others[name] ?? []]);
    const match = closest(this.checks, key, Object.fromEntries(free));
    const help = match ? this.say("mungkin", { match }) : this.say("kunci-asing/perbaikan", { words: enumerate(this.checks, names) });
    this.report("kunci-asing", [...path, key], this.say("kunci-asing", { key }), help, { onKey: true, meant: match });
  }

  map(shape, value, path) {
    if (!isRecord(value)) return this.misshaped(shape, value, path);
    const keys = Object.keys(value);
    if (shape.most && keys.length > shape.most) return this.crowded(shape, path);
    for (const key of keys) this.value(shape.item, value[key], [...path, key]);
  }

  crowded(shape, path) {
    const message = this.say("terlalu-panjang/butir", { name: this.name(path), limit: shape.most });
    this.report("terlalu-panjang", path, message, this.say("terlalu-panjang/butir/perbaikan"));
  }

  blank(path) {
    this.report("wajib-diisi", path, this.say("wajib-diisi/kosong", { name: this.name(path) }), this.say("wajib-diisi/kosong/perbaikan"));
  }

  list(shape, value, path) {
    if (!isList(value)) return this.misshaped(shape, value, path);
    if (value.length < (shape.least ?? 0)) return this.blank(path);
    if (shape.most && value.length > shape.most) return this.crowded(shape, path);
    value.forEach((item, index) => this.value(shape.item, item, [...path, index]));
  }

  text(shape, value, path) {
    if (!isText(value)) return this.misshaped(shape, value, path);
    const text = shape.trim ? value.trim() : value, name = this.name(path);
    if (countCharacters(text) < (shape.least ?? 0)) return this.blank(path);
    if (shape.most && countCharacters(text) > shape.most) {
      const message = this.say("terlalu-panjang", { name, length: countCharacters(value), limit: shape.most });
      return this.report("terlalu-panjang", path, message, this.say("terlalu-panjang/perbaikan"));
    }
    if (shape.pattern && !new RegExp(shape.pattern).test(text)) return this.pattern(shape, value, path, name);
    if (shape.address && !isAddress(text) && !addressMeant(text, this.checks)) {
      const help = this.nothing(value) || this.say("tautan-salah/perbaikan", { form: "https://contoh.go.id/berita" });
      return this.report("tautan-salah", path, this.say("tautan-salah", { shown: shown(value) }), help);
    }
    if (shape.vocabulary) this.word(shape, value, path, name);
  }

  pattern(shape, value, path, name) {
    const key = shape.example ? "penulisan-salah/perbaikan" : "penulisan-salah/umum";
    const help = this.say(key, { help: shape.help || "Periksa penulisannya.", example: shape.example });
    this.report("penulisan-salah", path, this.say("penulisan-salah", { shown: shown(value), name }), help);
  }

  word(shape, value, path, name) {
    const words = wordsOf(this.checks, shape.vocabulary);
    if (meant(shape, value, this.checks) !== null) return;
    const titled = Object.fromEntries([...words].map(([word, title]) => [word, [title]]));
    const match = closest(this.checks, value, titled);
    const help = match
      ? this.say("mungkin-berjudul", { match, title: words.get(match) })
      : this.nothing(value) || this.say("kosakata/perbaikan", { words: enumerate(this.checks, [...words.keys()]) });
    this.report("kosakata", path, this.say("kosakata", { shown: shown(value), name }), help);
  }

  // A word of a list that the model itself states; an answer may be written in any case.
  choice(shape, value, path) {
    if (isText(value) && meant(shape, value, this.checks) !== null) return;
    const match = closest(this.checks, isText(value) ? value : written(value), Object.fromEntries(shape.words.map((word) => [word, []])));
    const listed = this.say("kosakata/perbaikan", { words: enumerate(this.checks, shape.words) });
    const help = match ? this.say("mungkin", { match }) : (shape.kind === "answer" && this.nothing(value)) || listed;
    this.report("kosakata", path, this.say("kosakata", { shown: shown(value), name: this.name(path) }), help);
  }

  date(shape, value, path) {
    if (isText(value) && meant(shape, value, this.checks) !== null) return;
    const message = this.say("tanggal-salah", { shown: shown(value), name: this.name(path) });
    const text = isText(value) ? value : "", day = serialDay(text);
    const plain = datesMeant(text, this.checks), readings = plain.length ? plain : datesMeant(inFull(text, this.checks), this.checks);
    const [first, second] = readings, days = { first, second, one: dateText(first ?? "", this.checks), other: dateText(second ?? "", this.checks) };
    const whole = first && (shape.kind !== "day" || first.length === 10);
    const excel = day && this.say("tanggal-salah/excel", { day, form: shape.form }), offered = second || (!plain.length && whole) ? readings : day ? [day] : [];
    const meantDay = second ? this.say("tanggal-salah/dua", days) : !plain.length && whole ? this.say("tanggal-salah/tahun", days) : "";
    const mends = offered.map((one) => ({ text: one, button: `Pakai ${dateText(one, this.checks)}` }));
    this.report("tanggal-salah", path, message, meantDay || excel || this.nothing(value) || this.say("tulis", { form: shape.form }), { mends });
  }

  // The mend of a value that only says that there is none.
  nothing(value) {
    return isText(value) && matchesWhole(this.checks, "semu", value.trim()) ? this.say("isian-semu/perbaikan") : "";
  }

  number(shape, value, path) {
    const number = isText(value) ? meant(shape, value, this.checks) : null;
    if (shape.word && number === shape.word) return;
    const name = this.name(path), both = isText(value) && shape.asks ? either(value, this.checks) : "";
    if (both) {
      const thousand = both.replaceAll(".", ""), fraction = both.replace(".", ",");
      const help = this.say("angka-salah/dua/perbaikan", { thousand, fraction });
      const mends = [{ text: thousand, button: `Pakai ${grouped.format(thousand)} (ribuan)` }, { text: fraction, button: `Pakai ${fraction} (pecahan)` }];
      return this.report("angka-salah", path, this.say("angka-salah/dua", { shown: shown(value) }), help, { mends });
    }
    if (number === null) {
      const message = this.say("angka-salah", { shown: shown(value), name });
      const years = isText(value) ? yearsMeant(value, this.checks) : [];
      const each = years.length ? this.say("angka-salah/tahun", { years: enumerate(this.checks, years) }) : "";
      return this.report("angka-salah", path, message, each || this.nothing(value) || this.say("tulis", { form: shape.form }));
    }
    const broken = Object.entries(shape.bounds ?? {}).find(([key, limit]) => (key === "ge" ? Number(number) < limit : Number(number) > limit));
    if (!broken) return;
    const bounds = this.say(`angka-salah/${broken[0]}`, { limit: broken[1] });
    const message = this.say("angka-salah/batas", { shown: shown(value), name });
    this.report("angka-salah", path, message, this.say("angka-salah/batas/perbaikan", { bounds }));
  }

  misshaped(shape, value, path) {
    const found = isList(value) ? "daftar" : isRecord(value) ? "rincian berkunci" : "teks";
    const wanted = shape.kind === "list" ? "daftar" : shape.kind === "record" || shape.kind === "map" ? "rincian berkunci" : "teks";
    if (wanted === "teks" && isRecord(value) && Object.keys(value).length === 1) return this.colonInItem(value, path);
    const words = enumerate(this.checks, keysAt(this.checks.bentuk, path));
    const message = this.say("bentuk-salah", { name: this.name(path), found, wanted });
    this.report("bentuk-salah", path, message, this.nothing(value) || this.say(`bentuk-salah/${wanted}/perbaikan`, { words }));
  }

  colonInItem(value, path) {
    const [[key, rest]] = Object.entries(value), text = quoted(`${key}: ${isText(rest) ? rest : written(rest)}`);
    const message = this.say("bentuk-salah/titik-dua", { name: this.name(path), key });
    this.report("bentuk-salah", path, message, this.say("bentuk-salah/titik-dua/perbaikan", { text }));
  }

  name(path) {
    const key = path.filter(isText).at(-1) ?? "berkas", last = path.at(-1);
    return isText(last) || last === undefined ? this.say("nama-isian", { key }) : this.say("nama-butir", { key, number: last + 1 });
  }
}

function shown(value) {
  const text = isText(value) ? value : written(value);
  return `\`${countCharacters(text) <= 60 ? text : `${[...text].slice(0, 57).join("")}...`}\``;
}

function written(value) {
  if (isText(value)) return value.includes("'") && !value.includes('"') ? `"${value}"` : `'${value.replaceAll("'", "\\'")}'`;
  if (isList(value)) return `[${value.map(written).join(", ")}]`;
  return `{${Object.entries(value).map(([key, inner]) => `${written(key)}: ${written(inner)}`).join(", ")}}`;
}

function isAddress(text) {
  const match = /^https?:\/\/([^/?#]*)/i.exec(text);
  return Boolean(match?.[1]) && !/\s/u.test(text) && match[1].includes("[") === match[1].includes("]");
}

// The word that someone most likely meant; the same measure as in Python, whose SequenceMatcher is rebuilt here.

export function closest(checks, word, names) {
  const [goodEnough, clearLead, part, longEnough] = checks.saran;
  if (!plain(word)) return null;
  const scored = Object.entries(names).map(([name, others]) => [score(word, [name, ...others], part, longEnough), name]);
  scored.sort(([one, name], [other, second]) => other - one || (name < second ? 1 : -1));
  if (!scored.length || scored[0][0] < goodEnough) return null;
  const exact = scored[0][0] === 1 && (scored.length === 1 || scored[1][0] < 1);
  return exact || scored[0][0] - (scored[1]?.[0] ?? 0) >= clearLead ? scored[0][1] : null;
}

const plain = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, "");
const words = (text) => new Set(text.toLowerCase().match(/[a-z0-9]+/g));

function score(word, names, part, longEnough) {
  const wanted = plain(word), own = words(word);
  let best = 0;
  for (const name of names) {
    if (sameNumber(word, name)) return 1;
    const other = plain(name), all = wanted.length + other.length;
    const most = all ? (2 * Math.min(wanted.length, other.length)) / all : 1;
    if (most > best && !onlyDigitsDiffer(wanted, other)) best = Math.max(best, all ? (2 * matching(wanted, other)) / all : 1);
    const theirs = words(name);
    if (best < part && wanted.length >= longEnough && own.size < theirs.size && [...own].every((one) => theirs.has(one))) best = part;
  }
  return best;
}

function onlyDigitsDiffer(one, other) {
  return one !== other && one.replace(/\d/g, "") === other.replace(/\d/g, "");
}

function sameNumber(one, other) {
  const codes = [one, other].map((text) => /^(\d+)\.(\d+)$/.exec(text.trim()));
  if (!codes[0] || !codes[1] || Number(codes[0][1]) !== Number(codes[1][1])) return false;
  const zeroless = codes.map((code) => code[2].replace(/0+$/, ""));
  return zeroless[0] === zeroless[1] || Number(codes[0][2]) === Number(codes[1][2]);
}

// How many letters two words share in blocks: the longest first, then what lies left and right of it.
function matching(one, other) {
  let start = 0, there = 0, size = 0, lengths = new Map();
  for (let index = 0; index < one.length; index++) {
    const next = new Map();
    for (let place = other.indexOf(one[index]); place >= 0; place = other.indexOf(one[index], place + 1)) {
      const length = (lengths.get(place - 1) ?? 0) + 1;
      next.set(place, length);
      if (length > size) [start, there, size] = [index - length + 1, place - length + 1, length];
    }
    lengths = next;
  }
  if (!size) return 0;
  return size + matching(one.slice(0, start), other.slice(0, there)) + matching(one.slice(start + size), other.slice(there + size));
}

// A record as plain values: texts, lists and objects without a prototype, so that no key of a hostile file means anything;
// the shapes that they have, and what is meant by what people type.

import { matchesWhole, pattern, visible, wordsOf } from "./text.js";

export const isText = (value) => typeof value === "string";
export const isList = Array.isArray;
export const isRecord = (value) => typeof value === "object" && value !== null && !isList(value);

export function record(entries = []) {
  const made = Object.create(null);
  for (const [key, value] of entries) made[key] = value;
  return made;
}

export function copy(value) {
  if (isList(value)) return value.map(copy);
  return isRecord(value) ? record(Object.keys(value).map((key) => [key, copy(value[key])])) : value;
}

export function equal(one, other) {
  if (isList(one) && isList(other)) return one.length === other.length && one.every((item, index) => equal(item, other[index]));
  if (!isRecord(one) || !isRecord(other)) return one === other;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => key in other && equal(one[key], other[key]));
}

export function valueAt(tree, path) {
  return path.reduce((value, part) => (value === undefined || isText(value) ? undefined : value[part]), tree);
}

// Set a value and make what is around it; undefined takes it away, with what it leaves empty.
export function setAt(tree, path, value) {
  const [part, ...rest] = path;
  if (!rest.length) return put(tree, part, value);
  const known = tree[part];
  const inner = known === undefined || isText(known) ? (typeof rest[0] === "number" ? [] : record()) : known;
  setAt(inner, rest, value);
  put(tree, part, (isList(inner) ? inner : Object.keys(inner)).length ? inner : undefined);
}

function put(tree, part, value) {
  if (value !== undefined) tree[part] = value;
  else if (isList(tree)) tree.splice(part, 1);
  else delete tree[part];
}

export function shapeAt(shape, path) {
  return path.reduce((here, part) => {
    if (!here) return undefined;
    return here.kind === "list" || here.kind === "map" ? here.item : here.fields?.find((field) => field.name === part);
  }, shape);
}

export function keysAt(shape, path) {
  const here = shapeAt(shape, path);
  return here?.kind === "record" ? here.fields.map((field) => field.name) : [];
}

// Yield every text of a record in the order of its shape, with its path and shape.
export function* leaves(value, shape, path = []) {
  if (!shape) return;
  if (isText(value)) yield [path, value, shape];
  else if (isList(value)) {
    for (const [index, item] of value.entries()) yield* leaves(item, shape.item, [...path, index]);
  } else if (isRecord(value) && shape.kind === "map") {
    for (const [key, item] of Object.entries(value)) yield* leaves(item, shape.item, [...path, key]);
  } else if (isRecord(value)) {
    for (const field of shape.fields ?? []) {
      if (field.name in value) yield* leaves(value[field.name], field, [...path, field.name]);
    }
  }
}

// How people and programs write single values, read as `check` reads them; what could mean two things is not decided.

const WHOLE = /^-?[0-9]{1,15}$/, FRACTION = /^-?[0-9]{1,15}(?:\.[0-9]{1,8})?$/;

export function slugOf(text) {
  return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
}

export function isDate(text, wholeDay) {
  const match = /^((?:19|2[01])[0-9]{2})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$/.exec(text);
  return Boolean(match) && !(wholeDay && !match[3]) && exists(match[1], match[2] ?? 1, match[3] ?? 1);
}

function exists(year, month, day) {
  const [y, m, d] = [year, month, day].map(Number);
  return y > 0 && m >= 1 && m <= 12 && d >= 1 && d <= new Date(Date.UTC(2000 + (y % 400), m, 0)).getUTCDate();
}

// The years, months or days that a text can mean: one, both of two, or none.
export function datesMeant(typed, checks) {
  const text = typed.trim().split(/\s+/).join(" ").replace(new RegExp(`^(?:${checks.pola.nama_hari[0]})`, "iu"), "").replace(pattern(checks, "tengah_malam"), "");
  const words = /^(?:([0-9]{1,2})[ -]+)?([A-Za-z]+)\.?[ -]+([0-9]{4})$/.exec(text);
  if (words) return dates([words[3], checks.daftar.nama_bulan[words[2].toLowerCase()] ?? 0, words[1]]);
  const yearFirst = /^([0-9]{4})[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?$/.exec(text);
  if (yearFirst) return dates([yearFirst[1], yearFirst[2], yearFirst[3]]);
  const monthFirst = /^([0-9]{1,2})[-/]([0-9]{4})$/.exec(text);
  if (monthFirst) return dates([monthFirst[2], monthFirst[1]]);
  const dayFirst = /^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})$/.exec(text);
  return dayFirst ? dates([dayFirst[3], dayFirst[2], dayFirst[1]], [dayFirst[3], dayFirst[1], dayFirst[2]]) : [];
}

function dates(...readings) {
  const real = readings.filter(([year, month, day]) => exists(year, month, day || 1));
  return [...new Set(real.map((parts) => parts.filter(Boolean).map((part, index) => (index ? String(part).padStart(2, "0") : part)).join("-")))];
}

// A date whose year has two figures, with all four of this century, or nothing.
export function inFull(text, checks) {
  const match = new RegExp(`^(?:${checks.pola.tahun_pendek[0]})$`, "u").exec(text.trim());
  return match ? `${match[1]}20${match[2]}` : "";
}

function dateMeant(text, checks) {
  const meant = datesMeant(text, checks);
  return meant.length === 1 ? meant[0] : null;
}

// The day that a spreadsheet counts so, or nothing.
export function serialDay(text) {
  const number = text.trim();
  return /^[2-6][0-9]{4}$/.test(number) ? new Date(Date.UTC(1899, 11, 30 + Number(number))).toISOString().slice(0, 10) : "";
}

// Every year from the first to the last that a text names.
export function yearsMeant(text, checks) {
  if (!matchesWhole(checks, "tahun_ke_tahun", text.trim())) return [];
  const [first, last] = text.match(/[0-9]{4}/g).map(Number), many = last - first + 1;
  return many >= 1 && many <= 20 ? Array.from({ length: many }, (_, index) => String(first + index)) : [];
}

const bare = (text, checks) => text.trim().replace(pattern(checks, "satuan"), "");

// The number that may be a thousand or a fraction, or nothing.
export function either(text, checks) {
  const number = bare(text, checks);
  return matchesWhole(checks, "dua_arti", number) ? number : "";
}

function numberMeant(text, whole, checks) {
  const number = bare(text, checks);
  if (/^-?[1-9][0-9]{0,2}(?:\.[0-9]{3})+$/.test(number) && (whole || number.split(".").length > 2)) return number.replaceAll(".", "");
  if (!whole && /^-?(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+),[0-9]+$/.test(number)) {
    const fraction = number.replaceAll(".", "").replace(",", ".");
    return matchesWhole(checks, "dua_arti", fraction) ? `${fraction}0` : fraction;
  }
  return (whole ? WHOLE : FRACTION).test(number) ? number : null;
}

function fits(number, whole) {
  if (number === null) return false;
  if (whole) return number.length <= 16;
  return FRACTION.test(number) && number.replace(/[-.]/g, "").replace(/^0+/, "").length <= 15;
}

const PLAIN = /^[\p{L}\p{M}\p{N}_\s.,;:/&()'+\u2013\u2014"-]*$/u;

// The word that a text stands for: the word in other letters, its name, or what it has in brackets.
function wordMeant(text, words) {
  if (!PLAIN.test(text)) return null;
  const slugs = [...words].map(([word, title]) => [word, slugOf(title)]), wanted = slugOf(text);
  const same = [...words.keys()].filter((word) => slugOf(word) === wanted).at(-1);
  const titled = slugs.filter(([, slug]) => slug === wanted).map(([word]) => word);
  const bracketed = /\(([^()]+)\)\s*$/.exec(text)?.[1];
  return same ?? (titled.length === 1 ? titled[0] : words.has(bracketed) ? bracketed : null);
}

// An address that lacks its beginning, with that.
export const addressMeant = (text, checks) => (matchesWhole(checks, "alamat_polos", text) ? `https://${text}` : null);

const ANSWERS = { ya: "ya", true: "ya", tidak: "tidak", false: "tidak" };

// A single value in the writing of data files, or null when it is none of its kind.
export function meant(shape, text, checks) {
  if (shape.word && text.toLowerCase().split(/\s+/).filter(Boolean).join("-") === shape.word) return shape.word;
  if (shape.kind === "date" || shape.kind === "day") {
    const date = isDate(text, false) ? text : dateMeant(text, checks);
    return date !== null && isDate(date, shape.kind === "day") ? date : null;
  }
  if (shape.kind === "integer" || shape.kind === "number") {
    if (shape.asks && either(text, checks)) return null;
    const number = numberMeant(text, shape.kind === "integer", checks);
    return fits(number, shape.kind === "integer") ? number : null;
  }
  if (shape.address) return addressMeant(text, checks) ?? text;
  if (shape.kind === "answer") return ANSWERS[text.trim().toLowerCase()] ?? null;
  if (shape.words) return shape.words.includes(text) ? text : null;
  if (!shape.vocabulary) return text;
  const words = wordsOf(checks, shape.vocabulary);
  return !words.size || words.has(text) ? text : wordMeant(text, words);
}

// A record with each value in that writing, as the rules compare them.
export function normal(shape, value, checks) {
  if (isText(value)) return meant(shape, value, checks) ?? value;
  if (isList(value)) return value.map((item) => normal(shape.item, item, checks));
  if (!isRecord(value)) return value;
  const made = record();
  for (const [name, inner] of Object.entries(value)) {
    const field = shape.kind === "map" ? shape.item : shape.fields.find((one) => one.name === name);
    made[name] = field ? normal(field, inner, checks) : inner;
  }
  return made;
}

// What people type and paste, as data files write it; what could mean two things is left to be reported.

export function written(shape, typed, checks) {
  const text = visible(typed, checks).normalize("NFC");
  if (shape.word || shape.vocabulary || shape.address || shape.kind !== "text") return meant(shape, text.trim(), checks) ?? text.trim();
  if (shape.most > 300 && !shape.address) return text.replace(/\t/g, " ").replace(/[ \t]+$/gm, "").replace(/\n{3,}/g, "\n\n").trim();
  return text.trim().replace(/\s+/g, " ");
}

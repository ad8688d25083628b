// Signs that nobody sees or that are not what they look like: in the words of `check`, with the text that is free of them.

import { finding, pattern, phrase } from "./phrases.js";
import { leaves } from "./tree.js";

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

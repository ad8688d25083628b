// What a verification saw, as the same short mark that `check` works out: it changes with the fact or its evidence.

import { sha256 } from "../sha256.js";

const DIGITS = 16;
const DOCUMENT = ["judul", "nomor", "pemegang", "tanggal", "tautan"]; // In the order of their names.

// `kind` says of what type the fact is: text, integer, number, a list of one, or a record by its fields.
export function fingerprint(fact, kind) {
  const documents = (fact.bukti ?? []).map((item) => pairs(DOCUMENT.map((name) => [name, JSON.stringify(item[name] ?? null)])));
  const text = pairs([["bukti", `[${documents.join(",")}]`], ["nilai", seen(fact.nilai ?? null, kind)]]);
  const digest = sha256(new TextEncoder().encode(text.normalize("NFC")));
  return [...digest.slice(0, DIGITS / 2)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const pairs = (entries) => `{${entries.map(([name, value]) => `"${name}":${value}`).join(",")}}`;

function seen(value, kind) {
  if (value === null) return "null";
  if (Array.isArray(kind)) return `[${value.map((item) => seen(item, kind[0])).join(",")}]`;
  if (typeof kind === "object") return pairs(Object.keys(kind).sort().map((name) => [name, seen(value[name] ?? null, kind[name])]));
  if (kind === "integer") return String(BigInt(value));
  return JSON.stringify(kind === "number" ? plain(String(value)) : value);
}

// A number without the zeros that say nothing, never with an exponent; a word that stands for a number as it is.
function plain(text) {
  if (/^-?\d+(?:\.\d+)?e[-+]?\d+$/i.test(text)) return plain(Number(text).toFixed(8));
  const match = /^(-?)0*(\d+)(?:\.(\d*?)0*)?$/.exec(text);
  if (!match) return text;
  const [, sign, whole, part] = match;
  return sign + whole + (part ? `.${part}` : "");
}

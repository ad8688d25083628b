// A record as it is sent: its file, below lines that say where it belongs and what it was made from.

import { sha256 } from "../sha256.js";

const HEAD = /^# *(kiriman|berkas|dasar|jabatan|pengganti): *(.*)$/;

export function submissionOf({ path, text, base, office }) {
  const said = { kiriman: "catatan", berkas: path, dasar: base?.mark, jabatan: office.replace(/\s+/g, " ").trim() };
  if (base && base.path !== path) said.pengganti = "ya";
  const head = Object.entries(said).filter(([, value]) => value).map(([key, value]) => `# ${key}: ${value}\n`);
  return head.join("") + text;
}

// Take those lines off a text that was sent or saved before.
export function withoutHead(text) {
  const lines = text.replace(/^\ufeff/, "").split("\n");
  if (HEAD.exec(lines[0].trimEnd())?.[1] !== "kiriman") return text;
  while (lines.length && HEAD.test(lines[0].trimEnd())) lines.shift();
  return lines.join("\n");
}

// Notepad of old writes UTF-16 or Windows-1252; what is no UTF-8 is still made readable.
export function decoded(content) {
  const start = new Uint8Array(content.slice(0, 2));
  const wide = start[0] === 0xff && start[1] === 0xfe ? "utf-16le" : start[0] === 0xfe && start[1] === 0xff ? "utf-16be" : "";
  try {
    return new TextDecoder(wide || "utf-8", { fatal: !wide }).decode(content);
  } catch {
    return new TextDecoder("windows-1252").decode(content);
  }
}

// The number of a submission: the same for the same text by whichever door it came, also on a page without https.

const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's base 32, which has no letter that is read as a digit.
const BLANKS = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/; // What Python's `rstrip` takes.

export const trimmedEnd = (line) => line.replace(BLANKS, "");

const digest = (text) => sha256(new TextEncoder().encode(text));

export function numberOf(text) {
  const lines = text.normalize("NFC").split(/\r\n|\r|\n/).map(trimmedEnd);
  const bits = digest(lines.join("\n").replace(/\n+$/, "")).slice(0, 5).reduce((number, byte) => number * 256n + BigInt(byte), 0n);
  const letters = Array.from({ length: 8 }, (_, at) => LETTERS[Number((bits >> BigInt(35 - 5 * at)) & 31n)]).join("");
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

const hex = (text, digits) => [...digest(text).slice(0, digits / 2)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// What tells one published text from another, and one value of a workbook.
export const markOf = (text) => hex(text, 16);
export const valueMark = (text) => hex(text, 10);

// Where a submission goes, and what its file is called.

const LONGEST = 8000; // Servers answer longer addresses with an error (RFC 9110, section 4.1); GitHub takes 8,192 characters.
const SAFE = 2000; // What programs for mail and for messages take of an address.

// Escape also what encodeURIComponent leaves, as other programs do, so that the length is known.
export const escaped = (text) => encodeURIComponent(text.toWellFormed?.() ?? text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

// The address as it is for somebody who is not signed in yet: within that of the login page, escaped once more.
const afterLogin = (address) => `${new URL(address).origin}/login?return_to=${escaped(address)}`;

function cut(text, fits) {
  const signs = [...text];
  while (signs.length && !fits(signs.join(""))) signs.pop();
  return signs.join("");
}

// Return the host's page for a new issue with a submission, and whether its text is in it already.
export function issueForm(door, title, text) {
  const sign = door.page.includes("?") ? "&" : "?", name = escaped(door.title);
  const start = (named) => `${door.page}${sign}${name}=${escaped(named)}`;
  const content = door.fenced ? `\`\`\`yaml\n${text}\n\`\`\`` : text;
  const short = start(cut(title, (named) => [...named].length <= 120)), address = `${short}&${escaped(door.text)}=${escaped(content)}`;
  return afterLogin(address).length <= LONGEST ? { address, filled: true } : { address: short, filled: false };
}

// A number as addresses of WhatsApp have it: digits alone, with the code of the country.
const dialled = (number) => number.replace(/[^0-9]/g, "").replace(/^0/, "62");

// Return the address of a message on WhatsApp with the whole text, or with its head alone.
export function chat(number, head, text) {
  const address = (content) => `https://wa.me/${dialled(number)}?text=${escaped(content)}`;
  const whole = address(`${head}\n\n${text}`);
  return whole.length <= SAFE ? { address: whole, filled: true } : { address: address(cut(head, (short) => address(short).length <= SAFE)), filled: false };
}

// Return the address of a message by mail with the whole text, or with its head alone.
export function mail(to, subject, head, text) {
  const lines = (content) => escaped(content.replace(/\r?\n/g, "\r\n")); // RFC 6068, section 5
  const start = (named) => `mailto:${to}?subject=${lines(named)}`, short = start(cut(subject, (named) => start(named).length <= SAFE / 2));
  const address = (content) => `${short}&body=${lines(content)}`, whole = address(`${head}\n\n${text}`);
  return whole.length <= SAFE ? { address: whole, filled: true } : { address: address(cut(head, (named) => address(named).length <= SAFE)), filled: false };
}

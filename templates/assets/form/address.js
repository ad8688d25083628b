// Where a submission goes, and what its file is called.

import { slugOf as whole } from "./grammar.js";

export const LONGEST = 8000; // Servers answer longer addresses with an error (RFC 9110, section 4.1); GitHub takes 8,192 characters.
const SAFE = 2000; // What programs for mail and for messages take of an address.

// Escape also what encodeURIComponent leaves, as other programs do, so that the length is known.
export const escaped = (text) => encodeURIComponent(text.toWellFormed?.() ?? text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

// The address as it is for somebody who is not signed in yet: within that of the login page, escaped once more.
const afterLogin = (address) => `${new URL(address).origin}/login?return_to=${escaped(address)}`;

export function slugOf(name) {
  return whole(name).slice(0, 60).replace(/-+$/, "");
}

export function pathOf(opd, id) {
  return `innovations/${opd}/${id}.yaml`;
}

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

// Where a proposal goes on GitHub, and what its file is called.

import { slugOf as whole } from "./grammar.js";

export const LONGEST = 8000; // Servers answer longer addresses with an error (RFC 9110, section 4.1); GitHub takes 8,192 characters.

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

// Return GitHub's page for a new file, and whether the text is in it already.
export function newFile(repository, branch, opd, id, text) {
  const start = `${repository}/new/${branch}/innovations/${opd}?filename=${escaped(`${id}.yaml`)}`;
  const whole = `${start}&value=${escaped(text)}`;
  return afterLogin(whole).length <= LONGEST ? { address: whole, filled: true } : { address: start, filled: false };
}

export function editFile(repository, branch, path) {
  return { address: `${repository}/edit/${branch}/${path}`, filled: false };
}

// Where a proposal goes on GitHub, and what its file is called.

import { slugOf as whole } from "./grammar.js";

export const LONGEST = 8000; // Servers answer longer addresses with an error (RFC 9110, section 4.1).

export function slugOf(name) {
  return whole(name).slice(0, 60).replace(/-+$/, "");
}

export function pathOf(opd, id) {
  return `innovations/${opd}/${id}.yaml`;
}

// Return GitHub's page for a new file, and whether the text is in it already.
export function newFile(repository, branch, opd, id, text) {
  const start = `${repository}/new/${branch}/innovations/${opd}?filename=${encodeURIComponent(`${id}.yaml`)}`;
  const whole = `${start}&value=${encodeURIComponent(text)}`;
  return whole.length <= LONGEST ? { address: whole, filled: true } : { address: start, filled: false };
}

export function editFile(repository, branch, path) {
  return { address: `${repository}/edit/${branch}/${path}`, filled: false };
}

// An innovation of a spreadsheet with what the form's checks say of it, each at its cell.

import { make, marked } from "./elements.js";
import { Proposal } from "./proposal.js";

const LINE_TO_ADD = /^Tambahkan `[a-z_]+: \.\.\.`\./; // How a finding asks for a line of a file; a cell is filled in.

// Return { draft, proposal, listed, told }; `listed` is the published record of the same name, `drafts` all of the workbook.
export function examined(draft, drafts, data) {
  const proposal = Object.assign(new Proposal(data), { tree: draft.tree, opd: draft.opd, ownId: draft.id });
  const listed = data.inovasi.find((one) => one.id === proposal.id);
  proposal.base = listed ? { id: listed.id } : null;
  const findings = proposal.findings().filter((one) => one.severity === "galat" && !(listed && one.missing) && !(one.path[0] === "opd" && draft.places.has('["opd"]')));
  const twice = proposal.id && drafts.some((one) => one !== draft && one.known === proposal.id);
  draft.known = proposal.id;
  const told = [...draft.faults, ...findings.map((one) => ({ place: draft.at(one.path), message: one.message, help: one.help?.replace(LINE_TO_ADD, "Isi selnya.") }))];
  if (twice) told.push({ place: draft.at(["id"]), message: `nama berkas \`${proposal.id}\` dipakai dua kali`, help: "Isi Nama berkas dengan nama lain." });
  return { draft, proposal, listed, told };
}

// What the sheet began with of a record; what it never held was not emptied.
export const marksOf = (began, { id }, { asked }) => new Map([...(began.get(id) ?? [])].filter(([name]) => asked.has(name)));

export function faultList(faults) {
  return make("ul", {}, ...faults.map(({ place, message, help }) => make("li", {}, make("b", { textContent: place }), ": ", ...marked(message), ". ", ...marked(help ?? ""))));
}

// The submissions of a bundle laid onto the table of all records, each on top of those before it.

import { judgeAnswers } from "./answers.js";
import { judged } from "./judging.js";
import { readSubmission } from "./reading.js";
import { judgeRecord } from "./records.js";

export async function receivedInto(state) {
  const { desk } = state, over = { ...desk, published: (id) => current(state, id) };
  for (const { text, via } of desk.bundle.submissions()) {
    const submission = readSubmission(text, desk.checks, desk.agencies, desk.yaml);
    if (submission.kind === "catatan") await takeRecord(submission, via, over, state);
    else if (submission.kind === "jawaban") await takeAnswers(submission, via, over, state);
    else state.notes.push("Satu kiriman tidak dapat dibaca; akibatnya belum dihitung.");
  }
}

// A record as it is by now; what this bundle changed is no longer what is published.
async function current({ desk, trees }, id) {
  const found = await desk.published(id);
  return trees.has(id) && found ? { ...found, tree: trees.get(id), mark: "" } : found;
}

async function takeRecord(submission, via, desk, state) {
  const { after, entry, stale } = await judgeRecord(submission, via, desk), name = submission.tree?.nama ?? submission.id;
  if (!after) return state.notes.push(stale ? `“${name}” dibuat dari terbitan sebelumnya; akibatnya baru diketahui sesudah keduanya digabung.` : `Kiriman ${submission.number} masih memuat kesalahan; akibatnya belum dihitung.`);
  if (entry && entry.id !== submission.id) state.rows.delete(entry.id);
  return put(after, submission, state);
}

async function takeAnswers(submission, via, desk, state) {
  const { records } = await judgeAnswers(submission, via, desk);
  if (!records.length) state.notes.push(`Jawaban ${submission.number} masih memuat kesalahan; akibatnya belum dihitung.`);
  for (const { entry, after } of records) if (after) put(after, entry, state);
}

// Judge a record as it will be, and keep it for what follows.
export function put(tree, { id, opd }, state) {
  const known = state.rows.get(id) ?? {}, row = judged(tree, { ...known, slug: id, opd }, state.table, state.desk);
  const least = state.table.langkah.indexOf("layak"), other = state.trees.get(id);
  state.trees.set(id, tree);
  state.rows.set(id, row);
  if (tree.nama) state.names.set(id, tree.nama);
  if (row.rank >= least && !other && !(known.rank >= least)) state.notes.push(`“${tree.nama}” dianggap tidak menyalin rancang bangun catatan lain; salinan baru diketahui saat seluruh katalog diperiksa.`);
}

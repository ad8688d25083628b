// A record that was sent, laid beside the published one: what it corrects, what is wrong with it, and what it becomes.

import { normal } from "../form/grammar.js";
import { rules } from "../form/rules.js";
import { strays } from "../form/strays.js";
import { isList, isRecord } from "../form/tree.js";
import { fault, remark } from "./reading.js";
import { takenIn, withOffice } from "./received.js";

// `desk` knows checks, agencies, names of records, renamed ones, today, coordinator, and published(id). Return findings, the
// published record if there is one, and the record as it is to be: null where two changes have to be joined first.
export async function judgeRecord(submission, via, desk) {
  const readable = submission.id && !submission.findings.some((one) => one.severity === "galat");
  if (!readable) return { findings: submission.findings, entry: null, before: null, after: null };
  const [entry, wrong] = standing(submission, desk);
  if (wrong) return { findings: [...submission.findings, wrong], entry, before: null, after: null };
  const published = entry ? await desk.published(entry.id) : null;
  if (entry && !published) return { findings: [...submission.findings, unreachable(entry)], entry, before: null, after: null };
  const stale = Boolean(published) && published.mark !== submission.base, tree = normal(desk.checks.bentuk, submission.tree, desk.checks);
  const before = published && normal(desk.checks.bentuk, published.tree, desk.checks);
  const findings = [...submission.findings, ...(stale ? [moved(entry)] : []), ...fresh(submission, published, entry, desk), ...photos(tree, before, submission)];
  const after = takenIn(withOffice(tree, submission, via, desk), desk.coordinator);
  return { findings, entry, before, after: stale ? null : after, stale, meant: after };
}

// What a submission corrects: nothing for a new record, and a fault where it would hide another one.
function standing({ id, opd, base, replaces, tree }, { names, renamed, checks }) {
  const known = names.find((one) => one.id === id), again = checks.kiriman.ulangi;
  if (known && !base) return [known, fault("slug-ganda", 1, `nama berkas \`${id}\` sudah dipakai catatan lain`, `Bila catatan itu yang diperbaiki: ${again} Bila bukan, pakai nama lain, misalnya \`${id}-${opd}\`.`)];
  if (known || !(replaces || base)) return [known ?? null, null];
  const former = isList(tree.alamat_lama) ? tree.alamat_lama : [], entry = names.find((one) => former.includes(one.id));
  if (entry) return [entry, null];
  const now = renamed[id], help = now ? `Catatan itu kini bernama \`${now}\`. ${again}` : "Tanyakan kepada koordinator ke mana ia dipindah.";
  return [null, fault("rujukan-mati", 1, `catatan \`${id}\` yang diperbaiki tidak ada lagi`, help)];
}

const unreachable = ({ nama }) => ({ ...fault("", 1, `catatan “${nama}” yang terbit tidak dapat diambil, sehingga belum dapat dibandingkan`, "Periksa sambungan internet, lalu masukkan kiriman ini lagi."), passing: true });

const moved = ({ id }) => remark("bentuk-salah", 1, `\`${id}\` sudah berubah sejak kiriman ini dibuat`, "Keduanya digabung saat diterbitkan; bila isian yang sama diubah berbeda, bundel ini ditolak di sana. Bila ragu, kembalikan supaya dibuat lagi dari terbitan sekarang.");

// What the rules find in the record and do not find in the published one.
function fresh(submission, published, entry, desk) {
  if (submission.findings.some((one) => one.severity === "galat")) return [];
  const agencies = Object.values(desk.agencies).flat().filter(Boolean), known = new Set();
  const look = (tree, id) => [...rules(tree, desk.checks, { agencies, others: desk.names, id }), ...strays(tree, desk.checks)];
  const mark = (one) => `${one.rule} ${one.message}`;
  if (published) for (const one of look(published.tree, entry.id)) known.add(mark(one));
  return look(submission.tree, entry?.id ?? submission.id).filter((one) => !known.has(mark(one))).map((one) => ({ ...one, line: submission.line(one.path, one.onKey) }));
}

const named = (tree) => (isList(tree?.foto) ? tree.foto.filter(isRecord).map((photo) => photo.berkas) : []);

// The photographs that a record names and the published one does not.
export const newPhotos = (tree, before) => named(tree).filter((name) => !named(before).includes(name));

function photos(tree, before, submission) {
  return newPhotos(tree, before).map((name) => remark("foto-hilang", submission.line(["foto"]), `foto \`${name}\` belum ada pada katalog`, "Masukkan fotonya di sini juga; foto itu ikut dikirim."));
}

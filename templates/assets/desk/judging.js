// A submission laid beside what is published: what is wrong with it, and what it makes of the records.

import { rules, strays } from "../form/rules.js";
import { dateText } from "../form/text.js";
import { closest } from "../form/validate.js";
import { copy, isList, isRecord, normal, record } from "../form/values.js";
import { fault, remark, UNASSIGNED, unknownAgency } from "./reading.js";

// The answers of an agency laid onto its records: what is wrong with them, and what follows for confirmation and status.

// Return the findings, and of each record that is answered the one before, the one after, and the verdict.
export async function judgeAnswers(submission, via, desk) {
  if (!submission.tree || submission.findings.some((one) => one.severity === "galat")) return { findings: submission.findings, records: [] };
  const sent = normal(submission.checks.bentuk, submission.tree, submission.checks), faults = [...whole(sent, submission, desk)], records = [];
  for (const [index, answer] of sent.jawaban.entries()) {
    const entry = recordOf(answer.inovasi, desk), place = submission.line(["jawaban", index, "inovasi"]);
    const wrong = entry ? ofAnother(sent, answer, entry, place, desk) : nowhere(answer, place, desk);
    if (wrong) faults.push(wrong);
    else records.push({ entry, answer, index });
  }
  if (faults.length) return { findings: [...submission.findings, ...faults], records: [] };
  const findings = [...submission.findings];
  for (const one of records) Object.assign(one, await answered(one, sent, submission, via, desk, findings));
  return { findings, records };
}

const recordOf = (id, { names, renamed }) => names.find((one) => one.id === id) ?? names.find((one) => one.id === renamed[id]);

// What is wrong with the sending as a whole, and with what the answers say.
function* whole(sent, submission, desk) {
  const at = (...path) => submission.line(path), seen = new Set();
  if (!known(sent.opd, desk)) yield unknownAgency(sent.opd, desk.agencies, desk.checks, at("opd"));
  if (sent.tanggal > desk.today) yield fault("tanggal-masa-depan", at("tanggal"), `${dateText(sent.tanggal, desk.checks)} belum tiba`, "Tulis hari jawaban diberikan.");
  for (const [index, answer] of sent.jawaban.entries()) {
    if (seen.has(answer.inovasi)) yield fault("kunci-ganda", at("jawaban", index, "inovasi"), `jawaban atas \`${answer.inovasi}\` ditulis dua kali`, "Pilih satu jawaban bagi tiap inovasi.");
    seen.add(answer.inovasi);
    yield* unfitting(answer, (field) => at("jawaban", index, field), desk);
  }
}

const known = (opd, { agencies }) => opd in agencies && opd !== UNASSIGNED;

function* unfitting(answer, at, desk) {
  for (const [field, verdict] of [["sejak", "berhenti"], ["milik", "bukan-milik-kami"]]) {
    if (field in answer && answer.putusan !== verdict) yield fault("bentuk-salah", at(field), `\`${field}\` hanya bagi putusan \`${verdict}\``, `Tulis keterangan itu pada \`isi\`, atau pilih putusan \`${verdict}\`.`);
  }
  if (answer.milik && !known(answer.milik, desk)) yield unknownAgency(answer.milik, desk.agencies, desk.checks, at("milik"));
  if (answer.putusan !== "benar" && !(answer.isi || answer.sejak || answer.milik)) yield fault("wajib-diisi", at("putusan"), `putusan \`${answer.putusan}\` tanpa \`isi\``, "Tambahkan `isi: ...` yang menyebut alasannya.");
}

function nowhere({ inovasi }, line, { names, checks }) {
  const match = closest(checks, inovasi, Object.fromEntries(names.map(({ id, nama }) => [id, [nama]])));
  return fault("rujukan-mati", line, `tidak ada inovasi \`${inovasi}\``, match ? `Mungkin maksudnya \`${match}\`.` : "Pakai nama berkas inovasi, tanpa `.yaml`.");
}

// Refuse an answer about a record of somebody else; what has no owner yet can be spoken of, not confirmed.
function ofAnother(sent, answer, entry, line, desk) {
  if (entry.opd === UNASSIGNED && answer.putusan === "benar") return fault("bentuk-salah", line, `OPD pemilik \`${entry.id}\` belum ditetapkan`, "Pakai putusan `diperbaiki`, lalu tulis pada `isi` bahwa inovasi ini milik OPD Anda.");
  if (entry.opd === UNASSIGNED || !known(sent.opd, desk) || isWithin(entry.opd, sent.opd, desk.units)) return null;
  const owner = desk.agencies[entry.opd]?.[0] ?? entry.opd;
  return fault("bentuk-salah", line, `\`${entry.id}\` tercatat sebagai milik ${owner}`, `Minta ${owner} menjawabnya, atau perbaiki \`opd\` pada kiriman ini.`);
}

// Whether an agency is another one or a unit somewhere below it.
export function isWithin(opd, above, units) {
  const seen = new Set();
  for (let at = opd; at && !seen.has(at); at = units[at]) {
    if (at === above) return true;
    seen.add(at);
  }
  return false;
}

async function answered({ entry, answer, index }, sent, submission, via, desk, findings) {
  const published = await desk.published(entry.id);
  if (!published) {
    findings.push({ ...fault("", 1, `catatan “${entry.nama}” yang terbit tidak dapat diambil`, "Periksa sambungan internet, lalu masukkan kiriman ini lagi."), passing: true });
    return { before: null, after: null };
  }
  const before = normal(desk.checks.bentuk, published.tree, desk.checks), after = copy(before), last = newest(before);
  after.tanggapan = [...(isList(before.tanggapan) ? before.tanggapan : []), reply(answer, sent, desk)];
  if (!follows(answer)) return { before, after };
  if (last > sent.tanggal) {
    findings.push(remark("bentuk-salah", submission.line(["jawaban", index, "putusan"]), `\`${entry.id}\` sudah dijawab ${dateText(last, desk.checks)}, sesudah jawaban ini`, "Jawaban ini dicatat sebagai tanggapan saja; yang lebih baru tetap berlaku."));
    return { before, after };
  }
  return { before, after: takenIn(withConsequences(after, answer, sent, via, desk), desk.coordinator) };
}

// Whether a verdict changes more than what was answered.
const follows = ({ putusan }) => putusan === "benar" || putusan === "berhenti";

function withConsequences(tree, answer, sent, via, { checks }) {
  if (answer.putusan === "benar") return Object.assign(tree, { pengesahan: confirmation(sent.tanggal, sent.jabatan, via, checks) });
  if (tree.status !== "berhenti" && !answer.sejak) delete tree.status_sejak;
  return Object.assign(tree, { status: "berhenti" }, answer.sejak ? { status_sejak: answer.sejak } : {});
}

function reply(answer, { tanggal, jabatan }, { agencies, checks }) {
  const owner = agencies[answer.milik]?.[0] ?? "", parts = [answer.isi ?? ""];
  if (answer.putusan === "benar" && !answer.isi) parts[0] = "Isi catatan ini benar.";
  if (answer.sejak && !answer.isi) parts[0] = `Berhenti sejak ${dateText(answer.sejak, checks)}.`;
  if (owner && !parts[0].includes(owner)) parts.push(`Pemiliknya: ${owner}.`);
  return record([["tanggal", tanggal], ["jabatan", jabatan], ["isi", parts.filter(Boolean).join(" ")], ["putusan", answer.putusan]]);
}

// The day of the last answer that a record has; "" for none.
function newest({ tanggapan, pengesahan }) {
  const days = (isList(tanggapan) ? tanggapan : []).filter((one) => one.putusan).map((one) => one.tanggal);
  return [...days, pengesahan?.tanggal ?? ""].sort().at(-1);
}

// A record that was sent, laid beside the published one: what it corrects, what is wrong with it, and what it becomes.

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

// What a submission makes of a record once the coordinator took it in, as the import writes it.

const FORM = "formulir";

// What says that an office of the agency confirmed a record on a day, by the way it came.
const confirmation = (day, office, via, checks) => record([["tanggal", day], ["jabatan", office], ["cara", checks.kiriman.cara[via] ?? FORM]]);

// A record whose confirmation was taken in; one that nobody confirmed stays as it is.
function takenIn(tree, coordinator) {
  if (!tree.pengesahan || tree.pengesahan.diterima_oleh) return tree;
  const made = copy(tree);
  Object.assign(made, { status_data: "dikonfirmasi-opd" });
  made.pengesahan.diterima_oleh = coordinator;
  delete made.pembacaan;
  return made;
}

// A record that was sent as confirmed says who confirmed it: the office that sent it.
function withOffice(tree, { opd, office }, via, { today, checks }) {
  if (tree.status_data !== "dikonfirmasi-opd" || tree.pengesahan || !office || opd === UNASSIGNED) return tree;
  return Object.assign(copy(tree), { pengesahan: confirmation(today, office, via, checks) });
}

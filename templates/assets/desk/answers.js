// The answers of an agency laid onto its records: what is wrong with them, and what follows for confirmation and status.

import { dateText } from "../form/days.js";
import { normal } from "../form/grammar.js";
import { closest } from "../form/suggest.js";
import { copy, isList, record } from "../form/tree.js";
import { UNASSIGNED, fault, remark, unknownAgency } from "./reading.js";
import { confirmation, takenIn } from "./received.js";

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

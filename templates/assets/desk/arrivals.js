// What was dropped, chosen or pasted becomes items of the inbox: a submission each, an innovation of a workbook each, a photo.

import { examined, marksOf } from "../form/examining.js";
import { decoded } from "../form/opening.js";
import { readSheets } from "../form/sheets.js";
import { submissionOf } from "../form/submission.js";
import { Refused, isWorkbook, readCells } from "../form/workbook.js";
import { judgeAnswers } from "./answers.js";
import { readSubmission } from "./reading.js";
import { judgeRecord } from "./records.js";

const PICTURE = /\.(?:jpe?g|png|webp)$/i;
const OLD = /\.(?:xls|xlsm|ods|csv|docx?|pdf|zip|heic)$/i;
const LIMIT = 300_000; // Bytes of a text; what is longer is no submission.

// Return the items of a file that was handed in.
export async function itemsOf(file, desk, way) {
  if (PICTURE.test(file.name)) return [{ kind: "foto", name: file.name, file }];
  const content = await file.arrayBuffer();
  if (isWorkbook(new Uint8Array(content, 0, Math.min(2, content.byteLength))) && !/\.docx$/i.test(file.name)) return workbook(file.name, content, desk);
  if (OLD.test(file.name) || content.byteLength > LIMIT) return [unreadable(file.name, "berkas ini bukan teks kiriman dan bukan berkas Excel (.xlsx)", "Minta dikirim lagi sebagai berkas dari formulir, pesan, atau berkas Excel (.xlsx).")];
  return [await textItem(file.name, decoded(content), desk, way)];
}

const unreadable = (name, message, help) => ({ kind: "", name, number: "", findings: [{ severity: "galat", place: "Berkas", message, help }] });

// Read a text that came by a way, and lay it beside what is published.
export async function textItem(name, text, desk, via) {
  const submission = readSubmission(text, desk.checks, desk.agencies, desk.yaml);
  const judged = await judgedAs(submission, via, desk), findings = judged.findings.map((one) => ({ ...one, place: `Baris ${one.line}` }));
  return { kind: submission.kind, name, text, via, number: submission.number, submission, judged, findings };
}

async function judgedAs(submission, via, desk) {
  if (submission.kind === "catatan") return judgeRecord(submission, via, desk);
  return submission.kind === "jawaban" ? judgeAnswers(submission, via, desk) : { findings: submission.findings };
}

async function workbook(name, content, desk) {
  try {
    const sheets = await readCells(content, desk.checks.batas.excel, await import("../spreadsheet.js"));
    const { drafts, faults, began } = readSheets(sheets, desk.checks, desk.agencies);
    const data = { periksa: desk.checks, opd: desk.agencies, inovasi: desk.names }, items = [];
    for (const draft of drafts) items.push(await innovation(name, examined(draft, drafts, data), began, desk));
    return faults.length ? [...items, { kind: "", name, number: "", findings: faults.map((one) => ({ ...one, severity: "galat" })) }] : items;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return [unreadable(name, error.message, error.help)];
  }
}

// One innovation of a workbook, as the submission that its sheet or row stands for.
async function innovation(name, { draft, proposal, listed, told }, began, desk) {
  const title = `${name}, ${draft.place}`, faults = told.map((one) => ({ ...one, severity: "galat" }));
  if (listed) faults.push(...(await beside(proposal, listed, marksOf(began, proposal, draft), draft, desk)));
  if (faults.length) return { kind: "", name: title, title: draft.name, number: "", agency: proposal.opd, findings: faults };
  const text = submissionOf({ path: proposal.path, text: proposal.text(desk.yaml), base: proposal.edits, office: "" });
  const item = await textItem(title, text, desk, "excel");
  return { ...item, findings: item.findings.map((one) => ({ ...one, place: "Isian" })) };
}

// Lay an innovation onto the published record; what both sides may have changed cannot be taken in unasked.
async function beside(proposal, listed, marks, draft, desk) {
  const { tree } = proposal, published = await desk.published(listed.id);
  if (!published) return [{ severity: "galat", place: draft.place, message: "catatan yang terbit tidak dapat diambil", help: "Periksa sambungan internet, lalu masukkan berkas ini lagi." }];
  proposal.take(Object.assign(published.reading, { mark: published.mark }), listed);
  proposal.overlay(tree, marks);
  return proposal.clashes.map(({ path }) => ({ severity: "galat", place: draft.at(path), message: `${proposal.label(path)} berbeda dari yang terbit, dan belum jelas mana yang lebih baru`, help: "Buka berkasnya di formulir usulan, pilih isian yang dipakai, lalu masukkan kiriman dari sana." }));
}

// The coordinator's own files of a bundle laid onto the table: verdicts, the round, agencies, the region.

import { spdLevel } from "./judging.js";
import { valuesOf } from "./knowledge.js";
import { put } from "./taking.js";
import { equal, isList, isRecord } from "../form/tree.js";

const PLACE = /^(?:periods\/(\d{4})\/(?:reviews\/([^/]+)|(period))|opd\/([^/]+)|(region))\.yaml$/;
const UNREAD = "tidak dapat dibaca; akibatnya belum dihitung.";
// What a change of the round leaves open, by the key that changed.
const UNKNOWN = {
  jendela: "Rentang waktu yang dapat dilaporkan berubah; langkah tiap inovasi baru diketahui sesudah terbit.",
  rubrik: "Rubriknya berganti; langkah dan indeks baru diketahui sesudah terbit.",
  pengumpulan: "Putaran yang terbuka dapat berganti; akibatnya baru diketahui sesudah terbit.",
};

export async function filesInto(state) {
  for (const { path, text } of state.desk.bundle.files()) {
    const [, year, slug, period, opd, region] = PLACE.exec(path) ?? [], values = valuesOf(text, state.desk);
    if (slug) await review(Number(year), slug, values, state);
    else if (period) await round(Number(year), path, values, state);
    else if (opd) state.table.opd[opd] = [isYes(values.wajib), values.induk ?? ""];
    else if (region) state.table.resmi = isYes(values.resmi);
  }
}

const isYes = (text) => String(text ?? "").toLowerCase() === "ya";

// Verdicts and the report of a year; those of former years only count how often a record was reported.
async function review(year, slug, values, state) {
  const row = state.rows.get(slug), { tahun } = state.table, reported = isRecord(values.pelaporan);
  if (!row || year > tahun) return;
  const found = await state.desk.published(slug), tree = state.trees.get(slug) ?? found?.tree;
  if (!tree) return void state.notes.push(`“${state.names.get(slug) ?? slug}” ${UNREAD}`);
  const verdicts = Object.fromEntries(Object.entries(isRecord(values.verifikasi) ? values.verifikasi : {}).map(([name, one]) => [name, [one.putusan, one.sidik]]));
  const others = row.earlier.filter((one) => one !== year);
  state.rows.set(slug, year === tahun ? { ...row, verdicts, reported } : { ...row, earlier: reported ? [...others, year] : others });
  put(tree, { id: slug, opd: row.opd }, state);
}

async function round(year, path, values, state) {
  const { table, desk, notes } = state, text = await desk.text(path), former = text ? valuesOf(text, desk) : {};
  const differs = (key) => !equal(former[key], values[key]);
  if (year !== table.tahun) return void (differs("pengumpulan") && notes.push(UNKNOWN.pengumpulan));
  for (const [key, said] of Object.entries(UNKNOWN)) if (differs(key)) notes.push(said);
  if (differs("target") && values.target?.langkah) table.target = { langkah: values.target.langkah, ...Object.fromEntries(["dikonfirmasi", "berjalan", "dalam_rentang"].map((name) => [name, isYes(values.target[name])])) };
  if (differs("linimasa")) table.tahap = (isList(values.linimasa) ? values.linimasa : []).map(({ langkah, selesai, asal }) => [langkah ?? null, selesai, asal === "resmi"]);
  if (differs("pemberitahuan")) table.pemberitahuan = values.pemberitahuan?.tanggal ?? "";
  if (differs("spd") && table.indeks) table.indeks.spd = table.indeks.spd.map((row, at) => [...row.slice(0, 4), spdLevel(table.indeks.baris[at], values.spd?.[table.indeks.baris[at][0]], table.tahun, desk.checks)]);
}

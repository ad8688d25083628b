// What a bundle changes: the steps of records, the standing of agencies, n and the index; what cannot be known is said.

import "../index-arithmetic.js";
import { receivedInto } from "./taking.js";
import { filesInto } from "./filing.js";
import { rowOf } from "./judging.js";
import { openDesk } from "./knowledge.js";
import { outcome } from "./standing.js";

const MOST = 12; // Records and agencies that are named before the rest is counted.
const HIDDEN = "Indeks tidak ditampilkan untuk umum; akibatnya terlihat pada terbitan internal.";
const UNSEEN = "Putusan pemeriksaan tidak ditampilkan untuk umum; langkah terverifikasi belum ikut dihitung.";
const WHY = {
  "terpenuhi": "memenuhi target",
  "tidak-terpenuhi": "tidak memenuhi target",
  "belum-ditemukan": "belum ada inovasi",
  "diberitakan": "baru disebut sumber publik",
  "menunggu-konfirmasi": "menunggu pembenarannya diterima",
  "belum-memenuhi-syarat": "belum memenuhi seluruh syarat",
};

export async function effects(bundle, data) {
  return sentences(await effectsOf(await openDesk(bundle, data), data.masuk.alamat.keadaan));
}

// Return rows and outcome before and after, and what is not known.
export async function effectsOf(desk, address) {
  const table = JSON.parse(await desk.text(address)), rows = new Map(table.inovasi.map((row) => [row[0], rowOf(row)]));
  const state = { desk, table: structuredClone(table), rows: new Map(rows), trees: new Map(), names: new Map(desk.names.map(({ id, nama }) => [id, nama])), notes: [] };
  await receivedInto(state);
  await filesInto(state);
  if (!table.indeks && state.trees.size) state.notes.push(UNSEEN);
  return { ...state, before: { rows, ...outcome(rows, table) }, after: { rows: state.rows, ...outcome(state.rows, state.table) } };
}

export function sentences({ before, after, table, names, notes, desk }) {
  const told = [...few([...steps(before.rows, after.rows, table, names)], "catatan"), ...few([...standings(before.opd, after.opd, desk.agencies)], "OPD"), ...counted(before.n, after.n), ...indexes(before.index, after.index)];
  return [...(told.length || notes.length ? told : ["Langkah inovasi, capaian OPD, dan indeks tidak berubah."]), ...(after.index || !told.length ? [] : [HIDDEN]), ...new Set(notes)];
}

const few = (told, what) => (told.length > MOST ? [...told.slice(0, MOST), `Ditambah ${told.length - MOST} ${what} lain.`] : told);

function* steps(before, after, { langkah }, names) {
  for (const slug of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(slug), after.get(slug)], name = `“${names.get(slug) ?? slug}”`;
    if (!now) yield `${name} berganti nama berkas.`;
    else if (!old) yield `${name}: catatan baru pada langkah ${langkah[now.rank]}.`;
    else {
      if (old.rank !== now.rank) yield `${name}: langkah ${langkah[old.rank]} menjadi ${langkah[now.rank]}.`;
      if (old.counts !== now.counts) yield `${name} ${now.counts ? "kini dihitung" : "tidak lagi dihitung"} sebagai inovasi.`;
    }
  }
}

function* standings(before, after, agencies) {
  for (const [id, now] of Object.entries(after)) {
    const old = before[id], name = agencies[id]?.[0] ?? id;
    if (!now.obliged && !old?.obliged) continue;
    if (!old || old.obliged !== now.obliged) yield `${name} ${now.obliged ? "kini wajib" : "tidak lagi wajib"} memenuhi target.`;
    if (old && old.why !== now.why) yield `${name}: semula ${WHY[old.why]}, menjadi ${WHY[now.why]}.`;
  }
}

function* counted(before, after) {
  if (before !== after) yield `Inovasi yang dihitung dalam indeks: ${before} menjadi ${after}.`;
}

function* indexes(before, after) {
  if (!before || !after) return;
  const { text } = globalThis.indexArithmetic, shown = (one) => (one.n ? `${text(one.iid, 2)} (${one.category})` : "belum dapat diproyeksikan");
  for (const [at, now] of after.entries()) if (shown(before[at]) !== shown(now)) yield `Proyeksi indeks menurut ${now.name}: ${shown(before[at])} menjadi ${shown(now)}.`;
}

// What all records of the open round amount to: where each agency stands towards the target, n, and the index.

import "../index-arithmetic.js";
import { isWithin } from "./answers.js";

const FRESH = 18; // Months for which a word that an innovation runs still says so.

// Return the standing of every agency, how many count, and the index in each reading (null where it is not for everyone).
export function outcome(rows, table) {
  const all = [...rows.values()], least = table.langkah.indexOf("layak"), eligible = all.filter((row) => row.rank >= least);
  const units = Object.fromEntries(Object.entries(table.opd).map(([id, [, above]]) => [id, above])), denied = mayDeny(table);
  const opd = Object.fromEntries(Object.keys(table.opd).map((id) => [id, agency(all.filter((row) => row.opd in table.opd && isWithin(row.opd, id, units)), table.opd[id][0], denied, table)]));
  return { opd, n: eligible.length, index: table.indeks && index(eligible, table.indeks) };
}

function index(eligible, data) {
  const { evaluate } = globalThis.indexArithmetic;
  return data.bacaan.map(([, name], at) => ({ name, ...evaluate(data, data.spd.map((row) => row[4]), eligible.map(({ affair, levels }) => ({ affair, levels: levels[at] }))) }));
}

function agency(every, obliged, denied, table) {
  const own = every.filter((row) => row.counts), best = own.length ? Math.max(...own.map((row) => row.rank)) : every.length ? 0 : null;
  return { obliged, step: best === null ? null : table.langkah[best], why: reason(every, own.some((row) => fulfils(row, table)), obliged && denied) };
}

function reason(every, carrying, denied) {
  if (carrying) return "terpenuhi";
  if (denied) return "tidak-terpenuhi";
  if (!every.length) return "belum-ditemukan";
  if (every.some((row) => row.taken)) return "belum-memenuhi-syarat";
  return every.some((row) => row.told) ? "menunggu-konfirmasi" : "diberitakan";
}

function fulfils(row, { target, langkah, hari }) {
  const fresh = row.running && row.running >= monthsBefore(hari, FRESH);
  return row.rank >= langkah.indexOf(target.langkah) && (!target.dikonfirmasi || row.confirmed) && (!target.berjalan || Boolean(fresh)) && (!target.dalam_rentang || row.inWindow);
}

// Whether an agency may be said not to have met the target: officially, after notice and deadline.
function mayDeny({ tahap, target, pemberitahuan, resmi, hari }) {
  const due = tahap.filter(([step]) => step === target.langkah).sort(([, one, a], [, other, b]) => (one === other ? a - b : one < other ? -1 : 1)).at(-1);
  return Boolean(resmi && due && due[2] && due[1] < hari && pemberitahuan && pemberitahuan < hari);
}

// The same day so many months earlier, or the last of a shorter month.
function monthsBefore(day, months) {
  const [year, month, date] = day.split("-").map(Number), last = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - months, Math.min(date, last))).toISOString().slice(0, 10);
}

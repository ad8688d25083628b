// What `check` says of one period that has its right shape, in its words. Only `check` knows what compares files with
// each other: names that are not there, periods that overlap, agencies in a ring, numbers of receipts, addresses.

import { dateText } from "../form/days.js";
import { finding, phrase } from "../form/phrases.js";
import { isRecord } from "../form/tree.js";

const NUMBER = /^-?[0-9]{1,15}(\.[0-9]{1,8})?$/;

// `rows` are those of the period's rubric, by their key.
export function* periodRules(period, checks, rows) {
  yield* backward(period, checks);
  yield* repeated(period, checks);
  yield* outside(period, checks);
  yield* unsourced(period, checks);
  yield* shortening(period, checks);
  yield* unreadable(period, checks, rows);
}

const stages = (period) => period.linimasa ?? [];
const told = (checks, rule, path, values, help = phrase(checks, `${rule}/perbaikan`)) => finding(checks, rule, path, phrase(checks, rule, values), help);

function* backward(period, checks) {
  const ranges = [[[], period], [["jendela"], period.jendela], ...stages(period).map((stage, index) => [["linimasa", index], stage])];
  for (const [path, { mulai: first, selesai: last }] of ranges) {
    if (first > last) yield told(checks, "rentang-terbalik", [...path, "selesai"], { first, last });
  }
}

function* repeated(period, checks) {
  const seen = new Set();
  for (const [index, { id }] of stages(period).entries()) {
    const [, , mend] = checks.aturan["kunci-tahap-ganda"];
    if (seen.has(id)) yield told(checks, "kunci-tahap-ganda", ["linimasa", index, "id"], { id }, mend);
    seen.add(id);
  }
}

function* outside(period, checks) {
  const within = (day) => period.mulai <= day && day <= period.selesai;
  for (const [index, stage] of stages(period).entries()) {
    const field = within(stage.mulai) ? "selesai" : "mulai";
    if (!within(stage[field]) && stage.mulai <= stage.selesai) yield told(checks, "tahap-di-luar-periode", ["linimasa", index, field], { field, name: stage.nama, year: period.tahun });
  }
}

function* unsourced(period, checks) {
  const dated = [...["jendela", "target", "pengumpulan"].map((name) => [[name], period[name]]), ...stages(period).map((stage, index) => [["linimasa", index], stage])];
  const [, , mend] = checks.aturan["tanggal-tanpa-sumber"];
  for (const [path, item] of dated) {
    if (item?.asal === "resmi" && !item.sumber?.length) yield told(checks, "tanggal-tanpa-sumber", [...path, "asal"], {}, mend);
  }
}

function* shortening(period, checks) {
  for (const [index, stage] of stages(period).entries()) {
    const ends = [...(stage.perpanjangan ?? []).map((one) => one.selesai_semula), stage.selesai];
    for (const [at, before] of ends.slice(0, -1).entries()) {
      if (before < ends[at + 1]) continue;
      const days = { before: dateText(before, checks), after: dateText(ends[at + 1], checks) };
      yield told(checks, "perpanjangan-mundur", ["linimasa", index, "perpanjangan", at, "selesai_semula"], days);
    }
  }
}

function* unreadable(period, checks, rows) {
  for (const row of rows) {
    const value = isRecord(period.spd) ? period.spd[row.id]?.nilai : undefined;
    if (value === undefined || row.kata.includes(value) || (row.angka && fits(value))) continue;
    const words = row.kata.map((word) => `\`${word}\``).join(", ");
    const help = row.kata.length ? phrase(checks, "spd-tidak-terbaca/perbaikan", { words }) : phrase(checks, "spd-tidak-terbaca/angka/perbaikan");
    yield told(checks, "spd-tidak-terbaca", ["spd", row.id, "nilai"], { shown: value }, help);
  }
}

const fits = (text) => NUMBER.test(text) && text.replace(/[-.]/g, "").replace(/^0+/, "").length <= 15;

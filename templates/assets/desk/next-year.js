// The period of the next year out of the open one: each day a year on, everything a guess, nothing official carried over.

import { copy, isList, isRecord, isText, record } from "../form/tree.js";
import { yearsLater } from "./values.js";

const FOLLOWS = (year) => `Perkiraan; mengikuti putaran ${year}.`;
const PLACEHOLDER = "Usulan katalog; hari resminya belum ada.";
const guess = (asal) => (asal === "resmi" ? "pola" : asal);
const text = (value) => (isText(value) ? value : "");

// What of a period is not taken along, in the words of who opens the year.
export const LEFT_OUT = ["sumber dan surat", "perpanjangan", "surat pemberitahuan", "target RPJMD", "nilai baris SPD", "hari pengumpulan"];

// Return the values of the next year; `rubric` is the name of the rubric that it is judged by.
export function nextPeriod(period, rubric) {
  const year = Number(period.tahun);
  return record([
    ["tahun", String(year + 1)],
    ["rubrik", rubric],
    ["mulai", yearsLater(period.mulai, 1)],
    ["selesai", yearsLater(period.selesai, 1)],
    ["jendela", moved(period.jendela, year, ["mulai", "selesai", "asal"])],
    ["target", { ...moved(period.target, year, ["langkah", "dikonfirmasi", "berjalan", "dalam_rentang", "asal"]), catatan: FOLLOWS(year) }],
    ["pengumpulan", record([["keadaan", "terbuka"], ["asal", "usulan"], ["catatan", PLACEHOLDER]])],
    ["linimasa", stages(period, year)],
    ...(isRecord(period.publikasi) ? [["publikasi", copy(period.publikasi)]] : []),
    ["catatan", [`Tanggal yang belum ada suratnya adalah perkiraan menurut putaran ${year}, bukan jadwal resmi.`]],
  ]);
}

// Yield the paths of notes that call a guess what a document sets by now.
export function* outdated(period) {
  const listed = isList(period.linimasa) ? period.linimasa.map((stage, at) => [["linimasa", at], stage]) : [];
  for (const [path, part] of [...["jendela", "target", "pengumpulan"].map((name) => [[name], period[name]]), ...listed])
    if (part?.asal === "resmi" && (part.catatan === PLACEHOLDER || /^Perkiraan; mengikuti putaran \d{4}\.$/.test(text(part.catatan)))) yield [...path, "catatan"];
}

function stages(period, year) {
  const listed = isList(period.linimasa) ? period.linimasa.filter(isRecord) : [];
  return listed.map((stage) => {
    const made = moved(stage, year, ["id", "nama", "mulai", "selesai", "asal", "pelaku", "langkah", "penjelasan"]);
    for (const name of ["nama", "penjelasan"]) if (made[name]) made[name] = nextYears(made[name]);
    return made;
  });
}

// Some fields of what has days and an origin. What a document set is a pattern now; a guess keeps what it rests on,
// unless that speaks of the former year.
function moved(part, year, names) {
  const known = isRecord(part) ? part : record(), made = record();
  for (const name of names) if (name in known) made[name] = ["mulai", "selesai"].includes(name) ? yearsLater(known[name], 1) : known[name];
  made.asal = guess(text(known.asal)) || "usulan";
  const stays = known.asal !== "resmi" && text(known.catatan) && !known.catatan.includes(String(year));
  made.catatan = stays ? known.catatan : FOLLOWS(year);
  return made;
}

const nextYears = (words) => words.replace(/\b20\d\d\b/g, (year) => String(Number(year) + 1));

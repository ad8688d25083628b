// One record as the open round judges it: its step, what is known of it, and the levels that each reading counts.

import { meant, normal } from "../form/grammar.js";
import { counts, inWindow, levelOf, missing } from "../form/ladder.js";
import { isList, shapeAt } from "../form/tree.js";
import { fingerprint } from "./fingerprint.js";

const RUNNING = ["aktif", "dikembangkan"];

// The rows of the table that the page brings along, by name.
export function rowOf([slug, opd, rank, flags, running, affair, earlier, levels, verdicts]) {
  const has = (letter) => flags.includes(letter);
  return { slug, opd, rank, counts: has("h"), confirmed: has("k"), taken: has("d"), told: has("b"), inWindow: has("r"), reported: has("l"), running, affair, earlier, levels, verdicts };
}

// Judge a record; `known` are verdicts, years of earlier rounds, and whether it was reported.
export function judged(written, { slug, opd, verdicts = {}, earlier = [], reported = false }, table, { checks, round, agencies }) {
  const tree = normal(checks.bentuk, written, checks), owner = opd in agencies ? opd : "", said = tree.pengesahan;
  const states = table.indikator.map((name) => state(name, round.indikator[name], tree.kematangan?.[name], verdicts[name], round, checks));
  const open = new Set([...missing(tree, owner, round, checks)].map((lack) => lack.step));
  if (table.putaran !== null && earlier.length >= table.putaran) open.add("layak");
  if (states.some((one) => one.mandatory && one.verdict !== "sesuai")) open.add("terverifikasi");
  if (!reported) open.add("terlapor");
  const first = table.langkah.findIndex((step) => open.has(step)), taken = Boolean(said?.diterima_oleh);
  return {
    slug, opd, verdicts, earlier, reported, taken, rank: (first < 0 ? table.langkah.length : first) - 1, counts: counts(tree),
    confirmed: taken && tree.status_data === "dikonfirmasi-opd", told: Boolean(said) || tree.status_data !== "sumber-publik",
    inWindow: inWindow(tree, round), running: saidRunning(tree), affair: tree.urusan_utama in table.urusan ? tree.urusan_utama : "",
    levels: [(one) => one.level, (one) => one.proved && one.level, (one) => one.proved && one.verdict === "sesuai" && one.level].map((level) => digits(states.map((one) => level(one) || 0))),
  };
}

const digits = (levels) => (levels.some(Boolean) ? levels.join("") : "");

function state(name, indicator, fact, verdict, round, checks) {
  const level = levelOf(indicator, fact?.nilai, round.tahun), proved = isList(fact?.bukti) && fact.bukti.length > 0;
  return { mandatory: indicator.wajib, level, proved, verdict: verdictOf(name, fact, verdict, checks) };
}

function verdictOf(name, fact, verdict, checks) {
  if (!verdict) return "belum-diperiksa";
  const [said, mark] = verdict;
  return fact && fingerprint(fact, kindOf(shapeAt(checks.bentuk, ["kematangan", name, "nilai"]))) === mark ? said : "menunggu";
}

// Of what type a fact is, as fingerprints take it.
function kindOf(shape) {
  if (shape.kind === "record") return Object.fromEntries(shape.fields.map((field) => [field.name, kindOf(field)]));
  return shape.kind === "list" ? [kindOf(shape.item)] : ["integer", "number"].includes(shape.kind) ? shape.kind : "text";
}

// The last day on which somebody said that it runs; "" for none.
function saidRunning(tree) {
  if (!RUNNING.includes(tree.status) || tree.digabung_ke) return "";
  const days = (isList(tree.sumber) ? tree.sumber : []).flatMap((source) => (source.tanggal ? [source.tanggal.padEnd(10, "-01")] : []));
  return [...days, tree.pengesahan?.diterima_oleh ? tree.pengesahan.tanggal : ""].sort().at(-1);
}

// The level that an SPD row reaches, by its value or as it is stated; `row` is that of the table.
export function spdLevel([, indicator, all], said, year, checks) {
  const { tingkat: conditions } = indicator, value = said?.nilai, words = conditions.flatMap(([, condition]) => condition.kata ?? []);
  const numeric = conditions.length < all || conditions.some(([, one]) => !one.kata || ["minimum", "lebih_dari", "maksimum"].some((name) => name in one));
  const isNumber = /^-?\d{1,15}(?:\.\d{1,8})?$/.test(value ?? "");
  if (value !== undefined && (words.includes(value) || (numeric && isNumber))) return levelOf(indicator, value, year);
  return Number(meant({ kind: "integer" }, said?.level ?? "0", checks) ?? 0);
}

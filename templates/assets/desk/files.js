// The files of the settings: by which shape each is read, what is found in it, and what they may refer to.

import { normal } from "../form/grammar.js";
import { knownNames, namesAPerson } from "../form/people.js";
import { finding, phrase } from "../form/phrases.js";
import { privateNumbers } from "../form/rules.js";
import { straysIn } from "../form/strays.js";
import { isText, leaves } from "../form/tree.js";
import { validate } from "../form/validate.js";
import { valuesOf } from "./edit.js";
import { periodRules } from "./period-rules.js";

export const periodPath = (year) => `periods/${year}/period.yaml`;

const PLACES = [
  [/^region\.yaml$/, "daerah"],
  [/^periods\/\d{4}\/period\.yaml$/, "periode"],
  [/^periods\/\d{4}\/penerimaan\.yaml$/, "penerimaan"],
  [/^periods\/results\.yaml$/, "hasil"],
  [/^opd\/[a-z0-9-]+\.yaml$/, "opd"],
];

// The kind of a file of the settings; nothing for another.
export const kindOf = (path) => PLACES.find(([place]) => place.test(path))?.[1];

// The checks of the page for one kind of file.
export function checksOf({ periksa, atur }, kind) {
  return { ...periksa, bentuk: atur.bentuk[kind], kosakata: { ...periksa.kosakata, ...atur.kosakata } };
}

// Rows of the SPD in the rubric of a period.
export const rowsOf = (atur, rubric) => atur.rubrik[rubric]?.spd ?? [];

// What is found in the values of a file, each with its path.
export function findingsIn(kind, tree, data) {
  const checks = checksOf(data, kind), shape = validate(tree, checks);
  return [...shape, ...(shape.length ? [] : ruled(kind, normal(checks.bentuk, tree, checks), checks, data)), ...signs(tree, checks)];
}

function ruled(kind, tree, checks, { atur, opd }) {
  if (kind === "periode") return [...periodRules(tree, checks, rowsOf(atur, tree.rubrik))];
  return kind === "opd" && isText(tree.pendamping) ? mentor(tree.pendamping.trim(), checks, opd) : [];
}

function mentor(text, checks, agencies) {
  const known = knownNames(checks, Object.values(agencies).flat().filter(Boolean)), rule = "nama-orang";
  return namesAPerson(checks, text, known, false) ? [finding(checks, rule, ["pendamping"], phrase(checks, rule, { text }), phrase(checks, `${rule}/perbaikan`))] : [];
}

// What is found in the text of a file, for who holds the text alone.
export function findings(path, text, data) {
  const kind = kindOf(path);
  return kind ? findingsIn(kind, valuesOf(text), data) : [];
}

// Signs that nobody sees, and numbers of persons, in every text; a number of an office stands behind its own key.
function* signs(tree, checks) {
  for (const [path, text] of leaves(tree, checks.bentuk)) {
    yield* straysIn(text, path, checks);
    for (const line of text.split("\n")) for (const one of privateNumbers(`${path.at(-1)}: ${line}`, checks)) yield { ...one, path };
  }
}

// Whether a text that should name an office names a person, by the words and in the way of `check` (catalogue/check/people.py).

import { found, matchesWhole, pattern } from "./phrases.js";

const KNOWN = "0", LONGEST = 5, ACRONYM = 5;

// What finds the names of agencies and of the places that they are named after, the longest first.
export function knownNames(checks, agencies) {
  const names = new Set(agencies);
  for (const name of agencies) for (const match of name.matchAll(pattern(checks, "tempat"))) names.add(match[2]);
  const longest = [...names].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const listed = longest.filter((name) => !matchesWhole(checks, "jabatan", name.split(/\s+/u)[0]));
  const inside = listed.map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("|") || "[^\\s\\S]";
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${inside})(?![\\p{L}\\p{N}_])`, "giu");
}

// `alone` where a name of words that nobody knows is one too.
export function namesAPerson(checks, text, known, alone) {
  if (found(checks, "gelar", text)) return true;
  const parts = text.replace(known, ` ${KNOWN} `).split(pattern(checks, "bagian_nama")).map((part) => partOf(checks, part)).filter(Boolean);
  if (parts.some((part) => part.named) || parts.some((part, index) => index && besideAPost(checks, parts[index - 1], part))) return true;
  const only = parts.length === 1 ? parts[0].alone : [], likely = only.some((word) => isLikely(checks, word));
  return (alone && likely) || (only.length > 1 && (alone || likely));
}

function besideAPost(checks, first, second) {
  if (first.alone.length && second.headed) return true;
  const names = first.headed ? second.alone : [];
  return names.length > 1 || (names.length === 1 && (first.complete || isLikely(checks, names[0])));
}

const bareOf = (word) => word.replace(/^[.,"']+|[.,"']+$/g, "");

function partOf(checks, text) {
  const words = text.split(/\s+/u).filter(Boolean), bare = words.map(bareOf);
  if (bare.every((word) => !word || (/^\p{Nd}+$/u.test(word) && word !== KNOWN))) return null;
  const runs = [...runsOf(checks, words)], held = runs.flatMap((run) => run.words);
  const others = words.filter((word) => !matchesWhole(checks, "pangkat", word) && !matchesWhole(checks, "penghubung", word));
  const whole = held.length === others.length && others.length <= LONGEST && !runs.some((run) => run.body);
  const named = runs.some((run) => isPerson(checks, run));
  return { headed: matchesWhole(checks, "jabatan", bare[0]), complete: bare.at(-1) === KNOWN, named, alone: whole ? held : [] };
}

function* runsOf(checks, words) {
  let run = { words: [] };
  for (const word of words) {
    const bare = bareOf(word);
    if (matchesWhole(checks, "pangkat", word)) {
      yield run;
      run = { ...run, words: [], body: run.body && !run.words.length, placed: false, ranked: true, beforePost: false };
    } else if (mayBeAName(checks, bare, word, run.words.length > 0)) {
      run.words.push(bare);
    } else {
      run.beforePost = matchesWhole(checks, "jabatan", bare);
      yield run;
      run = behind(checks, bare, run);
    }
  }
  yield run;
}

// The run that may begin behind a word that is no part of a name.
function behind(checks, word, run) {
  const is = (name) => matchesWhole(checks, name, word);
  const post = is("jabatan"), office = is("badan"), number = /\p{Nd}/u.test(word);
  const named = is("badan_bernama") && !run.office;
  return {
    words: [],
    post: run.post || post,
    body: named || (run.body && !(post || office || number)),
    placed: is("badan_tempat") || (run.placed && !number),
    complete: word === KNOWN,
    office,
  };
}

function isPerson(checks, run) {
  if (run.body || !run.words.length) return false;
  if (run.ranked) return true;
  const likely = run.words.some((word) => isLikely(checks, word));
  if (run.words.length === 1) return Boolean(run.post && (run.complete || (likely && !run.placed)));
  return Boolean((run.post && (likely || !run.placed)) || run.beforePost);
}

function mayBeAName(checks, bare, word, inside) {
  const is = (name) => matchesWhole(checks, name, bare), first = [...word][0];
  if (!matchesWhole(checks, "kata_nama", word.replace(/[,"']+$/, "")) || (isLower(first) && !inside)) return false;
  if (["jabatan", "badan", "badan_bernama", "badan_tempat", "kata_turunan"].some(is)) return false;
  if (is("kata_kantor")) return inside && is("nama_lazim");
  const upper = bare === bare.toUpperCase() && bare !== bare.toLowerCase();
  return is("nama_lazim") || !(upper && bare.length > 1 && bare.length <= ACRONYM);
}

const isLower = (letter) => letter === letter.toLowerCase() && letter !== letter.toUpperCase();

const isLikely = (checks, word) => matchesWhole(checks, "nama_lazim", word) && !["kata_kantor", "kata_turunan"].some((name) => matchesWhole(checks, name, word));

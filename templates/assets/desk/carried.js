// A submission taken out of what carried it, as the import takes it out: greetings, quotes of mail, stamps of chats, fences
// of code. Every line keeps the place where it arrived.

import { visible } from "../form/reader.js";
import { trimmedEnd } from "../form/receipt.js";
import { countCharacters } from "../form/words.js";

const SHOWN = 60, FENCE = /^(`{3,}|~{3,})[ ]*[\w-]*[ ]*$/;

// Return { lines, before, after, torn, joined }, or null where nothing says that a submission is there.
export function carried(text, checks) {
  const lines = visible(text, checks).split("\n").map((line, at) => ({ text: trimmedEnd(line), number: at + 1 }));
  const signs = new Signs(checks.kiriman);
  for (const [index, line] of lines.entries()) {
    const match = signs.whole("mulai", line.text);
    if (match) return takenOut(lines, index, match, signs);
  }
  return null;
}

// Every line that begins a submission, those in what follows it too.
export function heads({ lines, after }, checks) {
  const signs = new Signs(checks.kiriman);
  return [...lines, ...after].filter(({ text }) => signs.whole("mulai", text) && !text.startsWith(" "));
}

// The receipt numbers that the message around it names.
export function numbersAround({ before, after }, checks) {
  const shown = [...before, ...after].map((line) => line.text).join("\n");
  return shown.match(new RegExp(`\\b${checks.kiriman.nomor}\\b`, "g")) ?? [];
}

// What was left out, and what was put together again: { line, message, help }.
export function* told({ before, after, joined }, checks) {
  for (const [lines, where] of [[withoutOwnHead(before, new Signs(checks.kiriman)), "sebelum"], [after, "sesudah"]]) {
    const written = lines.filter((line) => line.text.replace(/[ >`~]/g, ""));
    if (!written.length) continue;
    const shown = written[0].text.trim().split(/\s+/).join(" ").slice(0, SHOWN);
    yield { line: written[0].number, message: `${written.length} baris ${where} kiriman tidak ikut dibaca, mulai dengan “${shown}”`, help: "Biarkan bila hanya salam atau tanda tangan; keterangan ditulis di dalam isiannya." };
  }
  if (joined.length) yield { line: joined[0].number, message: `${joined.length} baris yang terpotong disambung lagi, mulai dengan “${joined[0].text.slice(0, SHOWN)}”`, help: "Bandingkan dengan nomor tanda terima pengirim; bila berbeda, minta dikirim sebagai berkas." };
}

// The patterns, each matched at the start of a line or against the whole of it.
class Signs {
  constructor({ pola, potongan }) {
    Object.assign(this, { pola, shortest: potongan[0], longest: potongan[1] });
  }

  whole(name, text) {
    const [source, flags] = this.pola[name];
    return new RegExp(`^(?:${source})$`, flags.replace("g", "")).exec(text);
  }

  starts(name, text) {
    const [source, flags] = this.pola[name];
    return new RegExp(`^(?:${source})`, flags.replace("g", "")).test(text);
  }
}

// Leave out the number, subject and agency that the form itself writes above what it sends.
function withoutOwnHead(lines, signs) {
  const index = lines.findIndex((line) => signs.whole("kepala", line.text));
  if (index < 0) return lines;
  const head = lines.slice(index, index + 3), blank = head.findIndex((line) => !line.text.replace(/[ >]/g, ""));
  return [...lines.slice(0, index), ...lines.slice(index + (blank < 0 ? head.length : blank))];
}

const cut = (line, length) => ({ ...line, text: line.text.slice(length) });

function takenOut(lines, index, { groups }, signs) {
  const { lead, stamp = "", fence: inline = "" } = groups, depth = lead.split(">").length - 1;
  const margin = depth ? 0 : Math.min(lead.length, leastIndent(lines.slice(index + 1)));
  const first = cut(lines[index], lead.length + stamp.length + inline.length), quoted = lines.map((line) => unquoted(line, depth, margin));
  const start = stamp || inline ? index : upward(quoted, index, signs), fence = inline || fenceAbove(quoted.slice(0, start));
  const own = [...quoted.slice(start, index).filter(Boolean), first], { rest, torn } = asFarAsQuoted(lines, quoted, index + 1, depth);
  const kept = fence ? withinFence(rest, fence, Boolean(inline)) : rest, { whole, joined } = rejoined([...own, ...kept], signs);
  const body = withoutProse(whole, signs), end = body.length < whole.length ? whole[body.length].number : [...own, ...kept].at(-1).number + 1;
  return { lines: body, before: lines.slice(0, start), after: lines.filter((line) => line.number >= end), torn, joined };
}

// A line without the quote signs or the margin of the first; null where it is not quoted.
function unquoted(line, depth, margin) {
  if (!depth) return cut(line, Math.min(/^ */.exec(line.text)[0].length, margin));
  const match = new RegExp(`^(?:[ ]*>){${depth}} ?`).exec(line.text);
  return match && cut(line, match[0].length);
}

function leastIndent(lines) {
  const indents = lines.filter((line) => line.text.trim()).map((line) => /^ */.exec(line.text)[0].length);
  return indents.length ? Math.min(...indents) : 0;
}

// Where the comments and keys begin that stand right above the head.
function upward(quoted, index, signs) {
  let start = index;
  while (start && quoted[start - 1] && signs.starts("ke_atas", quoted[start - 1].text)) start -= 1;
  return start;
}

function fenceAbove(quoted) {
  const above = quoted.findLast((line) => line?.text.trim());
  return FENCE.exec(above?.text ?? "")?.[1] ?? "";
}

// What follows the head as far as it is quoted, and the line that a wrapped quote left outside.
function asFarAsQuoted(lines, quoted, start, depth) {
  const rest = [];
  for (let at = start; at < lines.length; at++) {
    if (quoted[at]) rest.push(quoted[at]);
    else if (depth && lines[at].text.trim()) return { rest, torn: rest.at(-1)?.text.trim() ? lines[at] : null };
    else rest.push(lines[at]);
  }
  return { rest, torn: null };
}

function withinFence(lines, fence, inline) {
  const closing = lines.findIndex(({ text }) => text.startsWith(fence) && !text.slice(fence.length).replaceAll(fence[0], "").trim());
  if (closing >= 0) return lines.slice(0, closing);
  const last = lines.findLastIndex((line) => line.text.trim());
  if (!inline || last < 0 || !lines[last].text.endsWith(fence)) return lines;
  return [...lines.slice(0, last), { ...lines[last], text: lines[last].text.slice(0, -fence.length) }];
}

// Put together lines that mail broke: what follows at the left edge is no data, and its first word did not fit.
function rejoined(lines, signs) {
  const whole = [], joined = [];
  let length = 0;
  for (const line of lines) {
    const [word] = line.text.split(" "), full = length <= signs.longest && length + 1 + countCharacters(word) > signs.shortest;
    if (whole.length && word && full && !signs.starts("kunci", line.text) && !signs.starts("bukan_kalimat", line.text)) {
      const before = whole.pop();
      whole.push({ ...before, text: `${before.text} ${line.text}` });
      joined.push(line);
    } else whole.push(line);
    length = countCharacters(line.text);
  }
  return { whole, joined };
}

// Leave out what a person wrote below the data: paragraphs at the left edge that no key follows.
function withoutProse(lines, signs) {
  let end = lines.length;
  for (let at = Math.max(0, lines.findLastIndex((line) => signs.starts("kunci", line.text))) + 1; at < lines.length; at++) {
    const { text } = lines[at], prose = text.trim() && !signs.starts("bukan_kalimat", text) && !lines[at - 1].text.trim();
    if (!prose && !/^--[ ]*$/.test(text)) continue;
    end = at;
    break;
  }
  while (end && !lines[end - 1].text.trim()) end -= 1;
  return lines.slice(0, end);
}

// A submission taken out of what carried it, as the import takes it out: greetings, quotes of mail, stamps of chats, fences
// of code. Every line keeps the place where it arrived.

import { keysBelow, read } from "../form/reader.js";
import { trimmedEnd } from "../form/submission.js";
import { countCharacters, visible } from "../form/text.js";

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

// A broken text mended as `build.py tidy` mends it, where a line can only have been meant in one way; the reader of YAML
// decides. What else is broken stays to be mended by whoever sent it.

const NEAR = 200; // Lines up and down that tell what a line belongs to.
const CHOICES = ["yaml-jangkar", "yaml-tag", "yaml-bentrok", "kunci-ganda", "dokumen-ganda"]; // What only its writer can mend.
const MOST = 25; // Faults of one text.
const TYPOGRAPHIC = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b\u00ab\u00bb";
const SHAPE = /^( *)((?:- +)*)(?:([^\s:#"'[\]{},&*!|>%@`-][^:#"[\]{}]{0,60}?):(?:[ \t]+|$))?(.*)$/;
const indentOf = (text) => text.length - text.replace(/^ +/, "").length;
const quoted = (text) => (/["\\]/.test(text) && !text.includes("'") ? `'${text}'` : `"${text.replace(/[\\"]/g, "\\$&")}"`);

// The parts of a line: what stands before its value, the value, and a comment behind it.
function split(text) {
  const [, indent, dashes, key = "", rest] = SHAPE.exec(text), tail = /(?:^|\s+)#(?: .*)?$/.exec(rest)?.[0] ?? "";
  const bare = rest.slice(0, rest.length - tail.length), value = bare.trimEnd(), head = text.slice(0, text.length - rest.length);
  return { indent: indent.length, dashes, key, value, block: /^[|>][-+0-9]*$/.test(value), with: (made) => head + made + bare.slice(value.length) + tail };
}

// What a line most likely was meant to be, the more particular first; each changes lines by their number from 0.
const SUSPICIONS = [fence, directive, tab, typographic, quotes, bracket, joined("colon"), joined("dash"), bullet, separator, unindented, special, colon, inside, dash, indentation];

function* fence({ lines, at }) {
  const fences = lines.flatMap((line, index) => (/^(?:```|~~~)[A-Za-z]*\s*$/.test(line) ? [index] : []));
  if (fences.includes(at)) yield Object.fromEntries(fences.map((index) => [index, ""]));
}

function* directive({ lines, at }) {
  if (/^%[A-Z]+\b/.test(lines[at])) yield { [at]: "" };
}

function* tab({ lines, at }) {
  if (!/^ *\t/.test(lines[at])) return;
  const tabbed = lines.flatMap((line, index) => (/^\t\s*\S/.test(line) || index === at ? [index] : []));
  const spaced = (line, width) => /^[ \t]*/.exec(line)[0].replaceAll("\t", " ".repeat(width)) + line.replace(/^[ \t]+/, "");
  for (const width of [2, 4, 8, 0]) yield Object.fromEntries(tabbed.map((index) => [index, spaced(lines[index], width)]));
}

function* typographic({ line, at }) {
  const signs = new RegExp(`^[${TYPOGRAPHIC}"']+|[${TYPOGRAPHIC}"']+$`, "g");
  if (line.value && (TYPOGRAPHIC.includes(line.value[0]) || TYPOGRAPHIC.includes(line.value.at(-1)))) yield { [at]: line.with(quoted(line.value.replace(signs, ""))) };
}

function* quotes({ line, at }) {
  const sign = line.value[0], body = line.value.slice(1);
  if (sign !== '"' && sign !== "'") return;
  const closing = (sign === '"' ? /(?<!\\)"/ : /(?<!')'(?:'')*(?!')/).exec(body);
  if (closing && closing.index + closing[0].length === body.length) return;
  const text = closing === null ? body : body.endsWith(sign) ? body.slice(0, -1) : line.value;
  yield { [at]: line.with(quoted(text.replaceAll('\\"', '"'))) };
}

function* bracket({ line, at }) {
  if (!line.value || !"[{".includes(line.value[0])) return;
  const bare = line.value.replace(/[\]}, ]+$/, "");
  let waiting = "";
  for (const sign of bare.replace(/"[^"]*"|'[^']*'/g, "")) {
    if ("[{".includes(sign)) waiting = (sign === "[" ? "]" : "}") + waiting;
    else if (waiting && sign === waiting[0]) waiting = waiting.slice(1);
  }
  yield { [at]: line.with(bare + waiting) };
}

// A value that clings to its colon, an item that clings to its dash.
function joined(what) {
  const pattern = what === "colon" ? /^( *(?:- +)*)([A-Za-z_]\w*):((?!\/\/)\S.*)$/ : /^( *)(-)([^\s-].*)$/;
  return function* ({ lines, at, known }) {
    const [, before, sign, rest] = pattern.exec(lines[at]) ?? [];
    if (rest && (what === "dash" || known.has(sign))) yield { [at]: `${before}${sign}${what === "colon" ? ":" : ""} ${rest}` };
  };
}

function* bullet({ lines, at, checks }) {
  const match = new RegExp(`^( *)[${checks.batas.butir}]\\s+(?=\\S)`, "u").exec(lines[at]);
  if (match) yield { [at]: `${match[1]}- ${lines[at].slice(match[0].length)}` };
}

function* separator({ lines, at, known }) {
  const [, before, key, , value] = /^( *(?:- +)*)([A-Za-z_]\w*)(\s*[=;\uff1a]\s*|\s+|$)(.*)$/.exec(lines[at]) ?? [];
  if (known.has(key)) yield { [at]: `${before}${key}: ${value}`.trimEnd() };
}

// The text of a block that stands no deeper than its key.
function* unindented({ lines, at, known }) {
  const header = split(lines.slice(0, at).findLast((line) => line.trim()) ?? ""), isKey = (line) => known.has(/^ *(?:- +)?([A-Za-z_]\w*):(?:\s|$)/.exec(line)?.[1]);
  if (!header.key || !header.block || indentOf(lines[at]) > header.indent || isKey(lines[at])) return;
  const end = lines.findIndex((line, index) => index >= at && line.trim() && isKey(line) && indentOf(line) <= header.indent);
  const changes = lines.slice(at, end < 0 ? lines.length : end).map((line, index) => [at + index, line.trim() ? " ".repeat(header.indent + 2) + line : line]);
  yield Object.fromEntries(changes);
}

function* special({ line, at }) {
  if (line.value && (/^[@`%&*!|>[\]{},?#]|^[-?:]\s/.test(line.value)) && !line.block && !/^-\s+\S/.test(line.value)) yield { [at]: line.with(quoted(line.value)) };
}

function* colon({ line, at, known }) {
  const found = /:(?=\s|$)/.exec(line.value), before = line.value.slice(0, found?.index), word = before.split(/\s+/).at(-1);
  if (line.key && found && (!known.has(word) || before === word)) yield { [at]: line.with(quoted(line.value)) };
}

// The first line inside a key that is not indented by two more.
function* inside({ lines, at, line, may, stopped }) {
  const above = split(lines.slice(0, at).findLast((one) => one.trim()) ?? ""), wanted = above.indent + above.dashes.length + 2;
  if (!above.key || above.value || line.indent === wanted || !isEntry(line) || !stopped) return;
  if (!line.key || may(line.key, wanted)) yield* shifts(lines, at, wanted);
}

// An item that lacks its dash among others that have one.
function* dash({ lines, at, line, own }) {
  if (!lines[at].trim() || line.dashes) return;
  const run = (part) => part.slice(0, (part.findIndex((one) => one.trim() && indentOf(one) < line.indent) + 1 || part.length + 1) - 1);
  const items = [...run(lines.slice(Math.max(0, at - NEAR), at).reverse()), ...run(lines.slice(at + 1, at + NEAR))].filter((one) => one.trim()).map(split);
  const belongs = !line.key || items.some((one) => one.key === line.key) || own(line.key);
  if (belongs && items.some((one) => one.dashes && one.indent === line.indent)) yield { [at]: `${lines[at].slice(0, line.indent)}- ${lines[at].trimStart()}` };
}

// A key or an item that stands a little beside its kind.
function* indentation({ lines, at, line, may, stopped }) {
  if (!isEntry(line) || !stopped) return;
  const near = lines.slice(Math.max(0, at - 40), at + 40).filter((one) => one.trim()).map(indentOf);
  const levels = [...new Set([...near, ...near.map((level) => level + 2)])].filter((level) => level !== line.indent);
  const rank = (level) => [level % 2, Math.abs(level - line.indent), level];
  levels.sort((one, other) => rank(one).map((part, index) => part - rank(other)[index]).find(Boolean) ?? 0);
  for (const level of levels) if (!line.key || may(line.key, level + line.dashes.length)) yield* shifts(lines, at, level);
}

const isEntry = (line) => Boolean(line.key || line.dashes);

function* shifts(lines, at, level) {
  const own = indentOf(lines[at]), by = level - own, end = lines.findIndex((line, index) => index > at && line.trim() && indentOf(line) <= own);
  yield { [at]: " ".repeat(level) + lines[at].trimStart() };
  const block = lines.slice(at, end < 0 ? lines.length : end), last = block.findLastIndex((line) => line.trim());
  if (last > 0) yield Object.fromEntries(block.slice(0, last + 1).map((line, index) => [at + index, line.trim() ? " ".repeat(Math.max(0, indentOf(line) + by)) + line.replace(/^ +/, "") : line]));
}

// What the reader of YAML stopped at, apart from what it reads though hardly anyone means it.
const stops = ({ faults }) => faults.filter((one) => !one.odd && !CHOICES.includes(one.rule));
const first = (reading) => Math.min(Infinity, ...stops(reading).map((one) => one.line));

// Return { reading, lines } with the lines from 1 that were changed, or null where a fault has no certain mend.
export function mended(broken, checks, yaml) {
  const known = keysBelow(checks.bentuk), changed = new Set(), lines = [...broken.lines];
  let reading = broken;
  while (stops(reading).length && changed.size < MOST) {
    const step = best(reading, lines, { checks, known, yaml });
    if (!step) return null;
    for (const [index, line] of Object.entries(step.changes)) {
      lines[index] = line;
      changed.add(Number(index) + 1);
    }
    reading = step.reading;
  }
  return reading.broken ? null : { reading, lines: changed };
}

// The change after which the reader comes furthest, the first of equals.
function best(reading, lines, { checks, known, yaml }) {
  const here = first(reading), tried = suspects(lines, here - 1), stopped = isEntry(split(lines[here - 1] ?? ""));
  const top = new Set(checks.bentuk.fields.map((field) => field.name)), inner = keysBelow({ fields: checks.bentuk.fields.map((field) => ({ ...field, name: undefined })) });
  const may = (key, level) => (level ? inner : top).has(key), own = (key) => inner.has(key) && !top.has(key);
  let found = null;
  for (const suspicion of SUSPICIONS) {
    for (const at of tried) {
      for (const changes of suspicion({ lines, at, line: split(lines[at]), checks, known, may, own, stopped })) {
        const after = read(lines.map((line, index) => changes[index] ?? line).join("\n"), checks, yaml), reach = first(after);
        if (reach === Infinity) return { changes, reading: after };
        if (reach > here && reach > (found?.reach ?? 0)) found = { changes, reading: after, reach };
      }
    }
  }
  return found;
}

// The line where the reader stopped, those above it that it may have stopped for, and the next, where a key goes astray.
function suspects(lines, at) {
  const above = (indent) => lines.slice(0, at).findLastIndex((line) => line.trim() && indentOf(line) < indent);
  return [...new Set([Math.min(at, lines.length - 1), above(Infinity), above(indentOf(lines[at] ?? "")), Math.min(at + 1, lines.length - 1)])].filter((index) => index >= 0);
}

// A record written down as YAML in the normal form of `build.py tidy`: the model's order, plain where it is safe.

import { found, matchesWhole, quoted } from "./text.js";
import { equal, isList, isRecord, isText } from "./values.js";

const HEADER = "# yaml-language-server: $schema=../../docs/skema/inovasi.schema.json\n";

export function write(tree, checks) {
  const lines = [...new Writer(checks).mapping(tree, checks.bentuk, 0)];
  return HEADER + lines.map((line) => `${line}\n`).join("");
}

export class Writer {
  constructor(checks) {
    this.checks = checks;
    this.width = checks.batas.lebar;
  }

  // Yield the lines of a mapping; what the model does not know comes last, in the order it was written.
  *mapping(tree, shape, indent) {
    for (const key of inOrder(Object.keys(tree), shape)) {
      yield* this.value(`${" ".repeat(indent)}${this.plain(key, true)}:`, tree[key], shape?.fields?.find((field) => field.name === key), indent + 2);
    }
  }

  *value(head, value, shape, indent) {
    if (isText(value)) yield* this.scalar(head, value, shape, indent);
    else if (isList(value) ? !value.length : !Object.keys(value).length) yield `${head} ${isList(value) ? "[]" : "{}"}`;
    else if (isRecord(value)) {
      yield head;
      yield* this.mapping(value, shape, indent);
    } else if (this.fits(head, value)) yield `${head} ${this.flow(value, shape)}`;
    else {
      yield head;
      for (const item of value) yield* this.item(item, shape?.item, indent);
    }
  }

  *item(item, shape, indent) {
    const dash = `${" ".repeat(indent)}-`;
    if (!isRecord(item) || !Object.keys(item).length) {
      yield* this.value(dash, item, shape, indent + 2);
      return;
    }
    const [first, ...rest] = this.mapping(item, shape, indent + 2);
    yield `${dash} ${first.trimStart()}`;
    yield* rest;
  }

  flow(list, shape) {
    return `[${list.map((item) => this.inline(item, shape?.item, true)).join(", ")}]`;
  }

  fits(head, list) {
    if (!list.every((item) => isText(item) && matchesWhole(this.checks, "kata_daftar", item))) return false;
    return [...head].length + 1 + [...this.flow(list)].length <= this.width;
  }

  *scalar(head, text, shape, indent) {
    const space = " ".repeat(indent), plain = this.inline(text, shape);
    if (text.includes("\n") && this.blockable(text)) {
      yield `${head} |-`;
      for (const line of text.split("\n")) yield line && space + line;
    } else if ([...head].length + 1 + [...plain].length > this.width && this.foldable(text)) {
      yield `${head} >-`;
      for (const line of wrap(text, this.width - indent)) yield space + line;
    } else yield `${head} ${plain}`;
  }

  // A value of the model's own types stays as it is; a free text is quoted where another reader of YAML sees no text.
  inline(text, shape, inFlow = false) {
    const free = !shape || (shape.kind === "text" && !shape.vocabulary);
    return this.plain(text, free, inFlow);
  }

  plain(text, free, inFlow = false) {
    const safe = !found(this.checks, "bukan_polos", text) && !(free && matchesWhole(this.checks, "bukan_teks", text));
    return safe && !(inFlow && found(this.checks, "bukan_dalam_kurung", text)) ? text : quoted(text);
  }

  blockable(text) {
    return matchesWhole(this.checks, "blok", text) && !/[ \t]+(?:\n|$)|\n$/.test(text);
  }

  foldable(text) {
    return matchesWhole(this.checks, "blok", text) && !text.includes("\n") && !text.includes("  ") && text.includes(" ");
  }
}

function inOrder(keys, shape) {
  const names = (shape?.fields ?? []).map((field) => field.name), rank = (key) => (names.includes(key) ? names.indexOf(key) : names.length);
  return keys.map((key, index) => [rank(key), index, key]).sort((one, other) => one[0] - other[0] || one[1] - other[1]).map((one) => one[2]);
}

function* wrap(text, width) {
  let line = "";
  for (const word of text.split(" ")) {
    if (line && [...line].length + 1 + [...word].length > width) {
      yield line;
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  yield line;
}

// A changed record laid into the text it came from: only the lines of what changed are written anew, comments stay.

// Return the text with the values of `tree`, or null when it cannot be kept as it was written.
export function rewrite(reading, tree, checks) {
  if (!reading.top || reading.top.flow) return null;
  const rewriter = new Rewriter(reading, checks);
  rewriter.mapping(reading.top, reading.tree, tree, checks.bentuk, 0);
  return `${rewriter.made().join("\n").replace(/\n+$/, "")}\n`;
}

const SIGN = /(?::|-) +[|>][-+0-9]*(?: +#.*)?$/;
const isComment = (line) => line.trimStart().startsWith("#");
const depth = (line) => line.length - line.trimStart().length;

// Move comments that came to stand below a block text to the left, where they are none of its lines.
function apart(lines, from) {
  const column = textAbove(lines, from);
  for (let at = from; column !== null && at < lines.length && (isComment(lines[at]) || !lines[at].trim()); at++) {
    if (depth(lines[at]) > column) lines[at] = " ".repeat(column) + lines[at].trimStart();
  }
}

// The column of the key or dash whose block text ends above a line; null where no text does.
function textAbove(lines, from) {
  let least = Infinity;
  for (let at = from - 1; at >= 0 && least > 0; at--) {
    const column = /^(?: |- (?![|>]))*/.exec(lines[at])[0].length;
    if (!lines[at].trim()) continue;
    if (least < Infinity && column < least && SIGN.test(lines[at])) return column;
    least = Math.min(least, depth(lines[at]));
  }
  return null;
}

class Rewriter {
  constructor(reading, checks, lines = reading.lines) {
    Object.assign(this, { reading, yaml: reading.yaml, lines, writer: new Writer(checks), edits: [] });
  }

  // The lines with every edit in its place.
  made() {
    const lines = [...this.lines];
    const inserts = (edit) => Number(edit.start === edit.end);
    const fromBelow = (one, other) => other.start - one.start || inserts(one) - inserts(other) || other.turn - one.turn;
    for (const edit of this.edits.sort(fromBelow)) {
      lines.splice(edit.start, edit.end - edit.start, ...edit.lines);
      apart(lines, edit.start + edit.lines.length);
    }
    return lines;
  }

  // Replace lines from `start` up to `end`, counted from 0.
  edit(start, end, lines) {
    this.edits.push({ start, end, lines, turn: this.edits.length });
  }

  mapping(node, before, after, shape, indent) {
    const pairs = new Map(node.items.map((pair) => [String(pair.key.value ?? "").normalize("NFC"), pair]));
    for (const [name, pair] of pairs) {
      const inner = shape?.fields?.find((field) => field.name === name);
      if (!(name in before) && name in after) this.entry(pair, after[name], inner, indent);
      else if (!(name in after)) name in before && this.edit(this.start(pair), this.end(pair), []);
      else if (!equal(before[name], after[name])) this.change(pair, before[name], after[name], inner, indent);
    }
    const added = Object.keys(after).filter((name) => !pairs.has(name));
    if (added.length) this.insert(node, pairs, added, after, shape, indent);
  }

  insert(node, pairs, added, after, shape, indent) {
    const order = inOrder([...pairs.keys(), ...added], shape);
    for (const name of order.filter((one) => added.includes(one))) {
      const earlier = order.slice(0, order.indexOf(name)).filter((one) => pairs.has(one)).map((one) => this.end(pairs.get(one)));
      const place = earlier.length ? Math.max(...earlier) : this.start(node.items[0]);
      const inner = shape?.fields?.find((field) => field.name === name);
      this.edit(place, place, [...this.writer.value(`${" ".repeat(indent)}${name}:`, after[name], inner, indent + 2)]);
    }
  }

  change(pair, before, after, shape, indent) {
    const node = pair.value;
    if (isRecord(before) && isRecord(after) && this.yaml.isMap(node) && !node.flow) {
      this.mapping(node, before, after, shape, this.column(node.items[0].key));
    } else if (isList(before) && isList(after) && this.yaml.isSeq(node) && !node.flow) this.sequence(node, before, after, shape);
    else this.entry(pair, after, shape, indent);
  }

  // Write an entry anew; a comment behind its value and those between its lines stay with it.
  entry(pair, value, shape, indent) {
    const start = this.start(pair), end = this.end(pair), first = this.lines[start];
    const head = `${first.slice(0, this.offset(pair.key.range[0]))}${this.writer.plain(String(pair.key.value), true)}:`;
    const lines = [...this.writer.value(head, value, shape, indent + 2)];
    const beside = pair.value ? this.beside(pair) : "";
    if (beside) lines[0] += `  ${beside}`;
    const inside = this.yaml.isScalar(pair.value) ? [] : this.lines.slice(start + 1, end).filter(isComment);
    this.edit(start, end, [...inside.map((line) => " ".repeat(indent) + line.trimStart()), ...lines]);
  }

  beside(pair) {
    const node = pair.value, block = node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED";
    if (this.yaml.isScalar(node) || node.flow) {
      const from = block ? node.range[0] : node.range[1];
      const rest = this.reading.text.slice(from).split("\n", 1)[0];
      return /(?:^|\s)(#.*)$/.exec(block ? rest.replace(/^[|>][-+0-9]*/, "") : rest)?.[1].trimEnd() ?? "";
    }
    return /^[^#]*:\s+(#.*)$/.exec(this.lines[this.start(pair)])?.[1] ?? "";
  }

  sequence(node, before, after, shape) {
    const items = node.items.filter((item) => !this.reading.blank(item)), indent = this.column(node);
    const steps = align(before, after);
    let place = this.start(items[0], true);
    for (const [old, fresh] of steps) {
      if (fresh === null) this.edit(this.start(items[old], true), this.end(items[old]), []);
      else if (old === null) this.edit(place, place, [...this.writer.item(after[fresh], shape?.item, indent)]);
      else if (!equal(before[old], after[fresh])) this.item(items[old], before[old], after[fresh], shape?.item, indent);
      if (old !== null) place = this.end(items[old]);
    }
  }

  item(node, before, after, shape, indent) {
    const start = this.start(node, true), end = this.end(node), block = this.yaml.isMap(node) && !node.flow && isRecord(after) && Object.keys(after).length;
    if (block && this.start(node) > start) return this.mapping(node, before, after, shape, this.column(node));
    if (block && !this.lines[start].slice(0, this.column(node)).replace("-", "").trim()) return this.behindDash(node, before, after, shape);
    const comments = isText(before) ? [] : this.lines.slice(start, end).filter(isComment);
    return this.edit(start, end, [...comments.map((line) => " ".repeat(indent) + line.trimStart()), ...this.writer.item(after, shape, indent)]);
  }

  // Change a mapping as if it had no dash, which then comes before its first entry; comments above that stand above the dash.
  behindDash(node, before, after, shape) {
    const start = this.start(node, true), end = this.end(node), lines = [...this.lines], dash = lines[start].indexOf("-");
    lines[start] = lines[start].replace("-", " ");
    const inner = new Rewriter(this.reading, this.writer.checks, lines);
    inner.mapping(node, before, after, shape, this.column(node));
    const made = inner.made(), own = made.slice(start, end + made.length - lines.length), first = own.findIndex((line) => line.trim() && !isComment(line));
    const above = own.slice(0, first).map((line) => line.trim() && " ".repeat(dash) + line.trimStart());
    this.edit(start, end, [...above, `${own[first].slice(0, dash)}-${own[first].slice(dash + 1)}`, ...own.slice(first + 1)]);
  }

  // The line, from 0, on which an entry or a node begins; of an item the line of its dash.
  start(part, item = false) {
    let line = this.reading.lineAt((part.key ?? part).range[0]) - 1;
    while (item && line > 0 && !/^\s*-(?:\s|$)/.test(this.lines[line])) line--;
    return line;
  }

  // The line behind the last one of a value.
  end(part) {
    const node = part.key ? (part.value ?? part.key) : part;
    if (this.yaml.isMap(node) && !node.flow && node.items.length) return this.end(node.items.at(-1));
    if (this.yaml.isSeq(node) && !node.flow && node.items.length) return this.end(node.items.at(-1));
    const empty = node.range[1] <= node.range[0];
    if (empty && part.key) return this.reading.lineAt(part.key.range[0]);
    let line = this.reading.lineAt(Math.max(node.range[0], node.range[1] - 1));
    while (line > 1 && !this.lines[line - 1].trim()) line--;
    return line;
  }

  column(node) {
    return this.offset(node.range[0]);
  }

  offset(position) {
    return this.reading.counter.linePos(position).col - 1;
  }
}

// Pair the old items with the new: equal ones first, and what lies between them in its order.
function align(before, after) {
  const lengths = before.map(() => []);
  const at = (old, fresh) => lengths[old]?.[fresh] ?? 0;
  for (let old = before.length - 1; old >= 0; old--) {
    for (let fresh = after.length - 1; fresh >= 0; fresh--) {
      lengths[old][fresh] = equal(before[old], after[fresh]) ? at(old + 1, fresh + 1) + 1 : Math.max(at(old + 1, fresh), at(old, fresh + 1));
    }
  }
  const steps = [];
  let old = 0, fresh = 0, waiting = [[], []];
  const flush = () => {
    const [gone, come] = waiting;
    for (let index = 0; index < Math.max(gone.length, come.length); index++) steps.push([gone[index] ?? null, come[index] ?? null]);
    waiting = [[], []];
  };
  while (old < before.length || fresh < after.length) {
    if (old < before.length && fresh < after.length && equal(before[old], after[fresh])) {
      flush();
      steps.push([old++, fresh++]);
    } else if (fresh >= after.length || (old < before.length && at(old + 1, fresh) >= at(old, fresh + 1))) waiting[0].push(old++);
    else waiting[1].push(fresh++);
  }
  flush();
  return steps;
}

// What is pasted from Word, Excel, WhatsApp or a PDF becomes Markdown: tables stay tables, lists stay lists, no word is lost.

import { isText } from "./values.js";

const BULLETS = "\u2022\u00b7\u25aa\u25cf\u25cb\u25a0\u25a1\u2023\u2043\u2756\u27a2\u00a7\uf0a7\uf0b7\uf0d8\uf076\uf0fc";
const POINT = new RegExp(`^([ \\t]*)(?:[${BULLETS}o*\\u2013-][ \\t\\u00a0]+|[${BULLETS}](?=\\S))(?=\\S)`, "u");
const STEP = /^([ \t]*)(?:\(?([0-9]{1,3})[.)]|\(?([a-z]|[ivx]{1,4})[.)])[ \t\u00a0]+(?=\S)/;
const BLOCK = new Set(["p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article", "header", "footer", "center", "address", "dl", "dt", "dd", "pre", "figure", "body"]);

// Put what is pasted into a box of many lines as it should stand there; undoing takes it away again.
export function watchPaste(form, isMarkdown) {
  form.addEventListener("paste", (event) => {
    const box = event.target, board = event.clipboardData;
    if (!board || box.tagName !== "TEXTAREA" || !isMarkdown(box)) return;
    const plain = board.getData("text/plain"), text = pasted(board.getData("text/html"), plain);
    if (!text || text === plain) return;
    event.preventDefault();
    insert(box, apart(box, text));
  });
}

// The Markdown of a clipboard; what its HTML would lose, its plain text keeps.
export function pasted(html, plain) {
  const text = html ? fromHtml(html) : "";
  return text && keepsWords(plain, text) ? text : fromPlain(plain);
}

function insert(box, text) {
  box.focus();
  if (document.execCommand("insertText", false, text)) return;
  box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

// A table or list begins and ends apart from the text around it.
function apart(box, text) {
  if (!/^(?:\||- |\d+\. )/m.test(text)) return text;
  const before = box.value.slice(0, box.selectionStart), after = box.value.slice(box.selectionEnd);
  const gap = (side, near, far) => (!side.trim() || far.test(side) ? "" : near.test(side) ? "\n" : "\n\n");
  return gap(before, /\n$/, /\n\n$/) + text + gap(after, /^\n/, /^\n\n/);
}

const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

function keepsWords(plain, text) {
  const left = new Map();
  for (const word of wordsOf(text)) left.set(word, (left.get(word) ?? 0) + 1);
  return wordsOf(plain).every((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count > 0 || /^[a-z0-9]{1,2}$/.test(word); // the letter or number that a list shows before its item
  });
}

// ---- plain text

function fromPlain(text) {
  const lines = text.replace(/\r\n?/g, "\n").split("\n"), made = [];
  for (let at = 0; at < lines.length;) {
    const rows = rowsFrom(lines, at);
    if (rows.length > 1) {
      made.push("", ...table(rows.map((line) => line.split("\t"))), "");
      at += rows.length;
    } else made.push(listed(starred(lines[at++])));
  }
  return made.flatMap((line, index) => (partsFrom(made[index - 1] ?? "", line) ? ["", line] : [line])).join("\n").replace(/\n{3,}/g, "\n\n").trim();
}

// A list stands apart from the text before and behind it; what goes on in small letters is the rest of its item.
function partsFrom(before, line) {
  if (!before || !line || isItem(before) === isItem(line)) return false;
  return isItem(line) ? !/^\s/.test(line) && !/^\s/.test(before) : !/^\s*\p{Ll}/u.test(line);
}

// WhatsApp marks bold type with one star.
const starred = (line) => line.replace(/(^|\s)\*(\S(?:[^*\n]*\S)?)\*(?=[\s.,:;!?)]|$)/g, "$1**$2**");
const isItem = (line) => /^\s*(?:- |\d+\. )/.test(line);

// Lines with tabs that follow each other are the rows of a table.
function rowsFrom(lines, start) {
  let end = start;
  while (end < lines.length && /\S\t|\t\S/.test(lines[end]) && !POINT.test(lines[end]) && !STEP.test(lines[end].replace("\t", " "))) end++;
  return lines.slice(start, end);
}

function listed(line) {
  const flat = line.replace(/^(\s*\S{1,4})\t+/, "$1 ").replace(/\t/g, " "), point = POINT.exec(flat), step = STEP.exec(flat);
  if (point) return `${indent(point[1])}- ${flat.slice(point[0].length).trim()}`;
  if (step) return `${indent(step[1])}${step[2] ? `${step[2]}.` : "-"} ${step[2] ? "" : `${flat.slice(step[1].length, step[0].length).trim()} `}${flat.slice(step[0].length).trim()}`;
  return flat.trimEnd();
}

const indent = (space) => (space.replace(/\t/g, "    ").length >= 2 ? "    " : "");

// ---- HTML

function fromHtml(html) {
  return new Blocks().write(nodesOf(html));
}

class Blocks {
  constructor() {
    this.parts = [];
  }

  write(node) {
    this.inside(node, []);
    let text = "";
    for (const [index, { lines, item }] of this.parts.entries()) {
      const before = this.parts[index - 1];
      text += `${index ? (item && before.item ? "\n" : "\n\n") : ""}${lines}`;
    }
    return text.replace(/\n{3,}/g, "\n\n").trim();
  }

  add(lines, item = false) {
    if (lines.trim()) this.parts.push({ lines: lines.trimEnd(), item });
  }

  // Write what stands in an element; `lists` are the lists around it.
  inside(node, lists) {
    let line = [];
    const flush = () => {
      const text = tidied(line.map((one) => inline(one)).join(""));
      line = [];
      if (text) this.add(lists.length ? text : text.split("\n").map((one) => guarded(listed(one))).join("\n"), lists.length > 0 || isItem(listed(text)));
    };
    for (const child of node.children) {
      if (isText(child) || !isBlock(child)) line.push(child);
      else {
        flush();
        this.block(child, lists);
      }
    }
    flush();
  }

  block(node, lists) {
    if (isUnseen(node)) return;
    if (node.name === "table") this.add(table(rowsOf(node)).join("\n"));
    else if (node.name === "ul" || node.name === "ol") this.list(node, lists);
    else if (node.name === "li") this.item(node, lists.length ? lists : [{ name: "ul", number: 0 }]);
    else if (node.name === "hr") this.add("---");
    else if (isWordItem(node)) this.wordItem(node);
    else if (/^h[1-6]$/.test(node.name)) this.add(`${"#".repeat(Math.max(2, Number(node.name[1])))} ${flat(tidied(inlines(node)))}`.replace(/^#+ $/, ""));
    else this.inside(node, lists);
  }

  list(node, lists) {
    const here = { name: node.name, number: 0 };
    for (const child of node.children) {
      if (isText(child)) this.add(tidied(child));
      else if (child.name === "li") this.item(child, [...lists, here]);
      else this.block(child, [...lists, here]);
    }
  }

  item(node, lists) {
    const list = lists.at(-1), mark = list.name === "ol" ? `${++list.number}. ` : "- ", space = "    ".repeat(lists.length - 1);
    const own = { ...node, children: node.children.filter((child) => isText(child) || !isNested(child)) };
    const text = flat(tidied(inlines(own)));
    this.add(`${space}${mark}${list.name === "ol" ? text : text.replace(POINT, "$1")}`, Boolean(text));
    for (const child of node.children) if (!isText(child) && isNested(child)) this.block(child, lists);
  }

  // Word writes its lists as paragraphs, with the mark in an element of its own.
  wordItem(node) {
    const level = Number(/level(\d)/.exec(node.style)?.[1] ?? 1) - 1, marks = [];
    const rest = tidied(inlines(withoutMark(node, marks))), mark = marks.join("").replace(/\u00a0/g, " ").trim();
    const text = mark ? listed(`${mark} ${flat(rest)}`) : listed(flat(rest));
    this.add("    ".repeat(level) + (isItem(text) ? text.trimStart() : `- ${mark && !POINT.test(`${mark} x`) ? `${mark} ` : ""}${flat(rest)}`), true);
  }
}

const isNested = (node) => ["ul", "ol", "table"].includes(node.name);
const isBlock = (node) => BLOCK.has(node.name) || isNested(node) || ["li", "hr", "tr", "tbody"].includes(node.name) || (node.children.length > 0 && !isUnseen(node) && node.children.some((child) => !isText(child) && isBlock(child)));
const isWordItem = (node) => /mso-list\s*:\s*(?!none|skip|ignore)/.test(node.style) || /^MsoListParagraph/.test(node.kind) && JSON.stringify(node).includes("mso-list");

function withoutMark(node, marks) {
  return { ...node, children: node.children.flatMap((child) => {
    if (isText(child)) return [child];
    if (!/mso-list\s*:\s*ignore/.test(child.style)) return [withoutMark(child, marks)];
    marks.push(inlines(child).trim());
    return [];
  }) };
}

function rowsOf(node) {
  return node.children.flatMap((child) => {
    if (isText(child)) return child.trim() ? [[child]] : [];
    if (child.name !== "tr") return rowsOf(child);
    return [child.children.filter((cell) => !isText(cell) || cell.trim()).flatMap((cell) => [flat(tidied(isText(cell) ? cell : cellText(cell))), ...Array(Math.min(30, (cell.span ?? 1) - 1)).fill("")])];
  });
}

const cellText = (cell) => cell.children.map((child) => (isText(child) ? child : isBlock(child) && !isUnseen(child) ? ` ${cellText(child)} ` : inline(child))).join("");

function table(rows) {
  const kept = rows.map((cells) => cells.map((cell) => cell.trim().replace(/\s+/g, " ").replace(/(?<!\\)\|/g, "\\|"))).filter((cells) => cells.some(Boolean));
  if (kept.length < 2 && (kept[0]?.length ?? 0) < 2) return kept.flat();
  const width = Math.max(...kept.map((cells) => cells.length));
  const written = kept.map((cells) => `| ${Array.from({ length: width }, (_, at) => cells[at] ?? "").join(" | ")} |`);
  return [written[0], `|${" --- |".repeat(width)}`, ...written.slice(1)];
}

const inlines = (node) => node.children.map((child) => inline(child)).join("");

function inline(child) {
  if (isText(child)) return quieted(child.replace(/[ \t\r\n]+/g, " "));
  if (isUnseen(child)) return "";
  if (child.name === "br") return "\n";
  const text = inlines(child), bare = text.trim();
  if (!bare) return text;
  const around = (sign) => `${/^\s*/.exec(text)[0]}${sign}${bare}${sign}${/\s*$/.exec(text)[0]}`;
  if (/^https?:\/\/\S+$/i.test(child.href) && child.name === "a") return bare === child.href || /[[\]]/.test(bare) ? (bare.includes(child.href) ? text : `${text} (${child.href})`) : text.replace(bare, () => `[${bare}](${child.href.replace(/\(/g, "%28").replace(/\)/g, "%29")})`);
  if (isBold(child) && !bare.includes("*") && !bare.includes("\n")) return around("**");
  if (isSlanted(child) && !bare.includes("*") && !bare.includes("\n")) return around("*");
  return isBlock(child) ? ` ${text} ` : text;
}

const isBold = ({ name, style }) => (["b", "strong"].includes(name) && !/font-weight\s*:\s*(?:normal|[1-4]00)/.test(style)) || /font-weight\s*:\s*(?:bold|[6-9]00)/.test(style);
const isSlanted = ({ name, style }) => (["i", "em"].includes(name) && !/font-style\s*:\s*normal/.test(style)) || /font-style\s*:\s*italic/.test(style);

// Signs that Markdown would take for its own stay signs.
const quieted = (text) => text.replace(/[*`]/g, "\\$&").replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_");
const guarded = (line) => line.replace(/^(#{1,6}|>|\+|=+|-{2,})(?=\s|$)/, "\\$1");
const tidied = (text) => text.replace(/\u00a0/g, " ").split("\n").map((line) => line.replace(/[ \t]+/g, " ").trim()).join("\n").replace(/\n{2,}/g, "\n\n").trim();
const flat = (text) => text.replace(/\s*\n\s*/g, " ");

// HTML of a clipboard taken apart without making any of it a part of the page: elements with their styles, and texts.

const PIECE = /<!--[\s\S]*?(?:-->|$)|<!\[[^>]*>|<[!?][^>]*>|<(\/?)([a-z][\w:-]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>|[^<]+|</gi;
const VOID = new Set(["br", "hr", "img", "meta", "link", "col", "input", "wbr", "base"]);
const UNSEEN = new Set(["style", "script", "title", "xml", "template"]);
const CLOSES = { p: ["p"], li: ["li"], tr: ["tr", "td", "th"], td: ["td", "th"], th: ["td", "th"], thead: [], tbody: ["thead", "tr", "td", "th"] };
const AROUND = new Set(["table", "ul", "ol", "div", "body", "td", "th", "blockquote"]);
const SIGNS = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0", middot: "\u00b7", bull: "\u2022", ndash: "\u2013", mdash: "\u2014", hellip: "\u2026", lsquo: "\u2018", rsquo: "\u2019", ldquo: "\u201c", rdquo: "\u201d", shy: "", sect: "\u00a7", deg: "\u00b0", times: "\u00d7", frac12: "\u00bd", eacute: "\u00e9" };

// Return the outermost node: { name, style, href, children }, where a child is a node or a text.
function nodesOf(html) {
  const root = node("body"), open = [root];
  for (const [piece, end, name, inside] of html.matchAll(PIECE)) {
    if (!name) {
      if (!/^<[!?]/.test(piece)) open.at(-1).children.push(decoded(piece));
    } else if (end) close(open, name.toLowerCase());
    else begin(open, name.toLowerCase(), inside);
  }
  return root;
}

const node = (name, inside = "") => ({ name, style: attribute(inside, "style").toLowerCase(), kind: attribute(inside, "class"), href: attribute(inside, "href"), span: Number(attribute(inside, "colspan")) || 1, children: [] });

function begin(open, name, inside) {
  for (const ended of CLOSES[name] ?? []) {
    const at = open.findLastIndex((one) => one.name === ended), wall = open.findLastIndex((one) => AROUND.has(one.name) && one.name !== ended);
    if (at > 0 && (at > wall || (ended !== "p" && ended !== "li" && at > open.findLastIndex((one) => one.name === "table")))) open.length = at;
  }
  const made = node(name, inside);
  open.at(-1).children.push(made);
  if (!VOID.has(name) && !inside.endsWith("/")) open.push(made);
}

function close(open, name) {
  const at = open.findLastIndex((one) => one.name === name);
  if (at > 0) open.length = at;
}

function attribute(inside, name) {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, "i").exec(inside);
  return match ? decoded(match[1] ?? match[2] ?? match[3]) : "";
}

function decoded(text) {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]*));/gi, (whole, number, hex, name) => {
    if (name) return SIGNS[name] ?? whole;
    const code = number ? Number(number) : parseInt(hex, 16);
    return code > 31 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : " ";
  });
}

const isUnseen = ({ name, style }) => UNSEEN.has(name) || /(?:^|;)\s*display\s*:\s*none/.test(style);

// The Markdown of records as elements: what is not on this list stays text, and links lead only where links may lead.
// What Markdown would swallow is shown as it was written, as on the published page.

import { make } from "./elements.js";

const SCHEMES = /^(?:https?:|mailto:|tel:)/i;
const FIRST_HEADING = 3;

const BLOCKS = {
  space: () => [],
  hr: () => [make("hr")],
  heading: (token) => [make(`h${Math.min(6, token.depth + FIRST_HEADING - 1)}`, {}, ...inlines(token.tokens))],
  paragraph: (token) => [make("p", {}, ...inlines(token.tokens))],
  blockquote: (token) => [make("blockquote", {}, ...blocks(token.tokens))],
  code: (token) => [make("pre", {}, make("code", { textContent: token.text }))],
  list: (token) => [make(token.ordered ? "ol" : "ul", token.ordered && token.start > 1 ? { start: token.start } : {}, ...token.items.map(item))],
  table: (token) => [make("table", {}, make("thead", {}, row("th", token.header)), make("tbody", {}, ...token.rows.map((cells) => row("td", cells))))],
  html: (token) => [token.raw],
  def: (token) => [make("p", { textContent: token.raw })],
  text: (token) => (token.tokens ? inlines(token.tokens) : [plain(token)]),
};

const INLINES = {
  strong: (token) => [make("strong", {}, ...inlines(token.tokens))],
  em: (token) => [make("em", {}, ...inlines(token.tokens))],
  del: (token) => [make("del", {}, ...inlines(token.tokens))],
  codespan: (token) => [make("code", { textContent: token.text })],
  br: () => [make("br")],
  link: (token) => (SCHEMES.test(token.href) ? [make("a", { href: token.href, rel: "nofollow noopener" }, ...inlines(token.tokens))] : inlines(token.tokens)),
  image: (token) => [token.text || token.href],
  html: (token) => [token.raw],
  text: (token) => (token.tokens ? inlines(token.tokens) : [plain(token)]),
  escape: (token) => [token.text],
};

export function markdown(text, lexer) {
  return blocks(lexer(text, { gfm: true }));
}

function item(token) {
  const number = /^\s*(\d{1,9})[.)]/.exec(token.raw);
  return make("li", number ? { value: Number(number[1]) } : {}, token.task ? `[${token.checked ? "x" : " "}] ` : "", ...blocks(token.tokens));
}

const blocks = (tokens) => tokens.flatMap((token) => (BLOCKS[token.type] ?? (() => []))(token));
const inlines = (tokens) => (tokens ?? []).flatMap((token) => (INLINES[token.type] ?? ((one) => [one.raw]))(token));
const row = (cell, cells) => make("tr", {}, ...cells.map((one) => make(cell, {}, ...inlines(one.tokens))));

const NAMED = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };
const plain = (token) => (token.text ?? token.raw).replace(/&(?:amp|lt|gt|quot|#39);/g, (sign) => NAMED[sign]);

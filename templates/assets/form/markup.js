// HTML of a clipboard taken apart without making any of it a part of the page: elements with their styles, and texts.

const PIECE = /<!--[\s\S]*?(?:-->|$)|<!\[[^>]*>|<[!?][^>]*>|<(\/?)([a-z][\w:-]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>|[^<]+|</gi;
const VOID = new Set(["br", "hr", "img", "meta", "link", "col", "input", "wbr", "base"]);
const UNSEEN = new Set(["style", "script", "title", "xml", "template"]);
const CLOSES = { p: ["p"], li: ["li"], tr: ["tr", "td", "th"], td: ["td", "th"], th: ["td", "th"], thead: [], tbody: ["thead", "tr", "td", "th"] };
const AROUND = new Set(["table", "ul", "ol", "div", "body", "td", "th", "blockquote"]);
const SIGNS = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0", middot: "\u00b7", bull: "\u2022", ndash: "\u2013", mdash: "\u2014", hellip: "\u2026", lsquo: "\u2018", rsquo: "\u2019", ldquo: "\u201c", rdquo: "\u201d", shy: "", sect: "\u00a7", deg: "\u00b0", times: "\u00d7", frac12: "\u00bd", eacute: "\u00e9" };

// Return the outermost node: { name, style, href, children }, where a child is a node or a text.
export function nodesOf(html) {
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

export const isUnseen = ({ name, style }) => UNSEEN.has(name) || /(?:^|;)\s*display\s*:\s*none/.test(style);

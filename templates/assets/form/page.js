// A record as its page will show it, as far as a browser can know: what the whole catalogue adds is not here.

import { make } from "./elements.js";
import { pictureOf } from "./photos.js";
import { dateText, wordsOf } from "./text.js";
import { isList, isRecord, isText, shapeAt } from "./values.js";

const TEXTS = ["tujuan", "rancang_bangun", "hasil", "manfaat", "pelajaran"];
const FACTS = ["tahapan", "inisiator", "nama_inisiator", "klasifikasi", "jenis", "bentuk", "urusan_utama", "urusan_lain", "asta_cita", "pkpn", "tema", "waktu_uji_coba", "waktu_penerapan", "waktu_pengembangan", "pengembangan", "status"];

// Return the parts of a page; `lexer` takes Markdown apart.
export function pageOf(tree, opd, checks, lexer) {
  const view = new View(tree, checks, lexer);
  const head = make("div", { className: "opening" }, make("p", { className: "kicker", textContent: opd }), make("h2", { className: "name", textContent: view.text("nama") || "Belum bernama" }));
  if (view.text("kepanjangan")) head.append(make("p", { className: "expansion", textContent: view.text("kepanjangan") }));
  head.append(make("p", { className: "lead", textContent: view.text("ringkasan") }));
  return [head, make("div", { className: "record" }, make("div", { className: "texts" }, ...view.texts()), make("div", { className: "facts" }, view.facts()), make("div", { className: "further" }, ...view.further()))];
}

class View {
  constructor(tree, checks, lexer) {
    Object.assign(this, { tree, checks, lexer });
  }

  text(name) {
    return isText(this.tree[name]) ? this.tree[name] : "";
  }

  list(name) {
    return isList(this.tree[name]) ? this.tree[name] : [];
  }

  label(...path) {
    return shapeAt(this.checks.bentuk, path)?.label ?? path.at(-1);
  }

  section(title, children) {
    return children.length ? [make("section", {}, make("h3", { textContent: title }), ...children)] : [];
  }

  texts() {
    const long = (name) => this.section(this.label(name), this.text(name) ? markdown(this.text(name), this.lexer) : []);
    const photos = this.list("foto").filter(isRecord).flatMap((photo) => {
      const picture = pictureOf(photo.berkas, photo.teks_alternatif);
      return [...(picture ? [picture] : []), make("p", { textContent: `Foto ${photo.berkas ?? ""}: ${photo.teks_alternatif ?? ""} (${photo.sumber ?? ""})` })];
    });
    return [
      ...this.section("Untuk siapa", this.text("penerima_manfaat") ? [make("p", { textContent: this.text("penerima_manfaat") })] : []),
      ...TEXTS.flatMap(long),
      ...this.section(this.label("capaian"), this.items("capaian", (item) => [`${item.ukuran ?? ""}: ${item.nilai ?? ""} ${item.satuan ?? ""}`, ...behind(item.tanggal && dateText(item.tanggal, this.checks))])),
      ...this.section("Foto", photos),
      ...this.section("Penghargaan", this.items("penghargaan", (item) => [link(item.nama, item.tautan), ...behind(item.tahun && dateText(item.tahun, this.checks), item.pemberi)])),
      ...this.section("Tautan", this.items("tautan", (item) => [link(item.judul, item.tautan)])),
      ...long("syarat_replikasi"),
    ];
  }

  items(name, show) {
    const items = this.list(name).filter(isRecord);
    return items.length ? [make("ul", {}, ...items.map((item) => make("li", {}, ...show(item))))] : [];
  }

  facts() {
    const rows = FACTS.map((name) => [this.label(name), valueText(this.tree[name], shapeAt(this.checks.bentuk, [name]), this.checks)]);
    const place = isRecord(this.tree.lokasi) ? [["Lokasi", valueText(this.tree.lokasi, shapeAt(this.checks.bentuk, ["lokasi"]), this.checks)]] : [];
    return make("dl", {}, ...[...rows, ...place].filter(([, value]) => value).map(([label, value]) => make("div", {}, make("dt", { textContent: label }), make("dd", { textContent: value }))));
  }

  further() {
    const facts = isRecord(this.tree.kematangan) ? Object.entries(this.tree.kematangan).filter(([, fact]) => isRecord(fact)) : [];
    const proofs = facts.map(([name, fact]) => make("details", { className: "indicator" },
      make("summary", {}, make("b", { textContent: this.label("kematangan", name) }), `: ${valueText(fact.nilai, shapeAt(this.checks.bentuk, ["kematangan", name, "nilai"]), this.checks) || "fakta belum ditulis"}`),
      make("ul", {}, ...(isList(fact.bukti) ? fact.bukti.filter(isRecord).map((item) => make("li", {}, link(item.judul, item.tautan), ...behind(item.nomor && `nomor ${item.nomor}`, item.tanggal && dateText(item.tanggal, this.checks), item.pemegang && `disimpan ${item.pemegang}`))) : []))));
    return [
      ...this.section("Bukti menurut indikator", proofs),
      ...this.section("Sumber", this.items("sumber", (item) => [link(item.judul ?? item.tautan, item.tautan), ...behind(item.tanggal && dateText(item.tanggal, this.checks), item.catatan)])),
      ...this.section("Catatan", this.list("catatan").filter(isText).map((text) => make("p", { textContent: text }))),
    ];
  }
}

const behind = (...parts) => parts.filter(isText).map((part) => `, ${part}`);

function link(text, address) {
  const shown = isText(text) ? text : "Tanpa judul";
  return isText(address) && /^https?:\/\/[^\s]+$/i.test(address) ? make("a", { href: address, rel: "nofollow noopener", textContent: shown }) : shown;
}

// Write any value for people: words of lists by their name, dates and lists as they are read.
export function valueText(value, shape, checks) {
  if (isList(value)) return value.map((item) => valueText(item, shape?.item, checks)).filter(Boolean).join(shape?.item?.fields ? "; " : ", ");
  if (isRecord(value)) {
    return Object.entries(value).map(([name, inner]) => valueText(inner, shape?.fields?.find((field) => field.name === name), checks)).filter(Boolean).join(", ");
  }
  if (!isText(value)) return "";
  if (shape?.vocabulary) return wordsOf(checks, shape.vocabulary).get(value) ?? value;
  return shape?.kind === "date" || shape?.kind === "day" ? dateText(value, checks) : value;
}

// The Markdown of records as elements: what is not on this list stays text, and links lead only where links may lead.
// What Markdown would swallow is shown as it was written, as on the published page.

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

function markdown(text, lexer) {
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

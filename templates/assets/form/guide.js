// What guides whoever fills in the form, beside its boxes: the design part by part, the place from a map, and how far the
// draft has come.

import { make } from "./elements.js";
import { designOf, headingsOf, levelOf, missing, reached, STEPS, uncounted } from "./ladder.js";
import { countWords, wordsOf } from "./text.js";
import { isList, normal, valueAt } from "./values.js";

// The rancang bangun asked for part by part: each answer stands below its heading in the one text, the rest stays as it is.

// Cut a text at the headings of the parts: [{ part, head, body, raw }], first what stands before them.
export function piecesOf(text, checks) {
  const headings = headingsOf(text, checks).filter((one, at, all) => one.part !== all[at - 1]?.part || !one.part);
  const starts = headings.map((one) => one.start);
  const before = { part: "", head: "", raw: text.slice(0, starts[0]) };
  return [before, ...headings.map(({ part, start, end }, at) => ({ part, head: text.slice(start, end).trim(), body: text.slice(end, starts[at + 1]).trim(), raw: text.slice(start, starts[at + 1]) }))];
}

// Return the text with the answer to one part; without an answer its heading goes too.
export function withPiece(text, part, answer, checks) {
  const order = checks.rancangan.bagian.map(([one]) => one), pieces = piecesOf(text, checks), old = pieces.find((one) => one.part === part);
  const fresh = { part, head: old?.head || `## ${part[0].toUpperCase()}${part.slice(1)}` };
  fresh.raw = answer.trim() ? `${fresh.head}\n\n${answer.trim()}\n` : "";
  if (old) pieces[pieces.indexOf(old)] = fresh;
  else {
    const later = pieces.findIndex((one) => one.part && order.indexOf(one.part) > order.indexOf(part));
    pieces.splice(later < 0 ? pieces.length : later, 0, fresh);
  }
  return pieces.map((one) => one.raw.trim()).filter(Boolean).join("\n\n");
}

export class Guide {
  constructor(form, fields, examples) {
    Object.assign(this, { form, fields, examples, checks: fields.checks, details: document.getElementById("panduan-rancang"), text: form.querySelector('[data-path="rancang_bangun"]') });
    this.boxes = [...this.details.querySelectorAll("textarea[data-piece]")];
    this.details.addEventListener("toggle", () => this.show());
    this.text.addEventListener("input", () => this.show());
    for (const box of this.boxes) box.addEventListener("input", () => this.write(box));
  }

  write(box) {
    this.text.value = withPiece(this.text.value, box.dataset.piece, box.value, this.checks);
    this.fields.typed(this.text);
    this.count(box);
  }

  show() {
    if (!this.details.open) return;
    const pieces = piecesOf(this.text.value, this.checks);
    for (const box of this.boxes) {
      if (box !== document.activeElement) box.value = pieces.find((one) => one.part === box.dataset.piece)?.body ?? "";
      this.count(box);
    }
    this.example();
  }

  count(box) {
    const words = countWords(this.checks, box.value);
    document.getElementById(`${box.id}-hitung`).textContent = words ? `${words} kata` : "belum diisi";
  }

  // Show the example of the affair that was chosen, else the first.
  example() {
    const affair = valueAt(this.fields.tree, ["urusan_utama"]), shown = this.examples.find((one) => one.urusan === affair) ?? this.examples[0];
    const named = wordsOf(this.checks, "urusan").get(shown.urusan) ?? shown.urusan;
    document.getElementById("contoh-rancang").textContent = `Contoh rekaan dari urusan ${named}: ${shown.nama}. Bukan inovasi yang sebenarnya.`;
    for (const line of this.details.querySelectorAll("[data-example]")) line.textContent = `Contoh: ${shown.bagian[line.dataset.example]}`;
  }
}

// Coordinates out of what maps copy: an address of Google Maps or OpenStreetMap, a pair of numbers, degrees and minutes.

const SHORT = /^(?:https?:\/\/)?(?:maps\.app\.goo\.gl|goo\.gl\/maps|g\.co|osm\.org\/go)\b/i;
const NUMBER = "([-+]?\\d{1,3}(?:[.,]\\d{1,15})?)";
const IN_ADDRESS = [
  new RegExp(`!3d${NUMBER}!4d${NUMBER}`),
  new RegExp(`[?&]mlat=${NUMBER}&mlon=${NUMBER}`),
  new RegExp(`[?&#](?:q|ll|query|destination|center|daddr|sll)=(?:loc:)?${NUMBER}(?:,|%2C)\\+?(?:%20)?${NUMBER}`, "i"),
  new RegExp(`/(?:search|place|dir)/+${NUMBER},\\+?${NUMBER}`),
  new RegExp(`@${NUMBER},${NUMBER}`),
  new RegExp(`#map=\\d+(?:\\.\\d+)?/${NUMBER}/${NUMBER}`),
  new RegExp(`^geo:${NUMBER},${NUMBER}`, "i"),
];
const PAIR = new RegExp(`^\\(?\\s*${NUMBER}\\s*\u00b0?\\s*(?:[;/]|,\\s+|,(?=[-+]?\\d{1,3}\\.)|\\s)\\s*${NUMBER}\\s*\u00b0?\\s*\\)?$`);
const DEGREES = /^(\d{1,3})\u00b0\s*(?:(\d{1,2})['\u2032\u2019]\s*)?(?:(\d{1,2}(?:[.,]\d+)?)(?:"|\u2033|\u201d|''))?\s*(N|S|LU|LS|U)[\s,;]+(\d{1,3})\u00b0\s*(?:(\d{1,2})['\u2032\u2019]\s*)?(?:(\d{1,2}(?:[.,]\d+)?)(?:"|\u2033|\u201d|''))?\s*(E|W|BT|BB|T)$/i;

// Return { lintang, bujur } in the writing of data files, { short: true } for an address that hides them, or null.
export function placeIn(typed) {
  const text = typed.trim();
  if (SHORT.test(text)) return { short: true };
  const isAddress = /^(?:https?:\/\/|geo:|www\.|maps\.|openstreetmap\.)/i.test(text);
  const match = isAddress ? IN_ADDRESS.map((one) => one.exec(text)).find(Boolean) : PAIR.exec(text);
  if (match) return within(match[1], match[2]);
  const parts = isAddress ? null : DEGREES.exec(text);
  return parts && within(inDegrees(parts.slice(1, 5), /^(?:S|LS)$/i), inDegrees(parts.slice(5), /^(?:W|BB)$/i));
}

const plain = (text) => text.replace(",", ".").replace(/^\+/, "");

function inDegrees([degrees, minutes = "0", seconds = "0", side], south) {
  const amount = Number(degrees) + Number(minutes) / 60 + Number(plain(seconds)) / 3600;
  return String(Number(((south.test(side) ? -1 : 1) * amount).toFixed(6)));
}

function within(one, other) {
  const [lintang, bujur] = [one, other].map((text) => plain(text).replace(/(\.\d{7})\d+$/, "$1"));
  return Math.abs(Number(lintang)) <= 90 && Math.abs(Number(bujur)) <= 180 ? { lintang, bujur } : null;
}

const UNREAD = "Koordinatnya tidak terbaca dari teks ini. Tempel alamat lengkap peta, atau angkanya, misalnya 3.3285, 99.1625.";
const HIDDEN = "Tautan pendek ini tidak memuat koordinat. Buka tautannya, tunggu sampai peta tampil, lalu salin alamat lengkap dari browser; atau tekan lama titiknya pada peta, lalu salin angkanya.";

// The box that takes what maps copy, and the two boxes that it fills; those take a pair as well.
export class Places {
  constructor(form, fields) {
    this.box = document.getElementById("isian-peta");
    this.told = document.getElementById("isian-peta-hasil");
    this.fields = fields;
    this.box.addEventListener("input", () => this.take(this.box));
    for (const name of ["lintang", "bujur", "alamat"]) {
      const box = form.querySelector(`[data-path="lokasi.${name}"]`);
      box.addEventListener("change", () => /[,;\u00b0]|:\/\/|goo\.gl/.test(box.value) && this.take(box));
    }
  }

  take(box) {
    const text = box.value.trim(), found = text ? placeIn(text) : null, own = box === this.box;
    if (!text || (!own && (!found || box.dataset.path.endsWith("alamat") && !/:\/\/|goo\.gl/.test(text)))) return this.tell("");
    if (!found) return this.tell(UNREAD);
    if (found.short) return this.tell(HIDDEN);
    return this.fill(found, own ? null : box);
  }

  fill({ lintang, bujur }, from) {
    const { fields } = this, put = (name, value) => {
      const box = fields.form.querySelector(`[data-path="lokasi.${name}"]`);
      box.value = value;
      fields.typed(box);
    };
    if (from?.dataset.path.endsWith("alamat")) put("alamat", "");
    put("lintang", lintang);
    put("bujur", bujur);
    const address = `https://www.openstreetmap.org/?mlat=${lintang}&mlon=${bujur}#map=17/${lintang}/${bujur}`;
    this.tell(`Lintang ${lintang} dan bujur ${bujur} sudah diisi. `, make("a", { href: address, target: "_blank", rel: "noopener", textContent: "Lihat pada peta" }), ".");
  }

  tell(...content) {
    this.told.replaceChildren(...content);
    this.told.hidden = !content.some(Boolean);
  }
}

// What the rubric of the open round says of the draft, shown while it is written: steps, levels, and words that count.

const number = new Intl.NumberFormat("id");
const TITLES = { tercatat: "Tercatat", layak: "Layak", lengkap: "Lengkap" };
const AIMS = { tercatat: "dibenarkan OPD dan diterima", layak: "memenuhi syarat dilaporkan", lengkap: "indikator wajib berbukti" };

export class Standing {
  constructor(form, proposal, round, checks, go) {
    Object.assign(this, { form, proposal, round, checks, go, box: document.getElementById("langkah") });
    this.box.addEventListener("toggle", () => this.show());
  }

  show() {
    const { proposal, round, checks } = this, lacks = [...missing(proposal.tree, proposal.opd, round, checks)];
    this.steps(lacks);
    this.levels(normal(checks.bentuk, proposal.tree, checks));
    this.design();
  }

  steps(lacks) {
    const step = reached(lacks), next = STEPS[STEPS.indexOf(step) + 1];
    const count = lacks.filter((lack) => lack.step === next).length;
    const said = step ? `${TITLES[step].toLowerCase()}${next ? `; ${count} hal lagi menuju ${TITLES[next].toLowerCase()}` : ""}` : `belum tercatat, kurang ${count} hal`;
    this.box.querySelector("summary").textContent = `Langkah putaran ${this.round.tahun}: ${said}`;
    if (this.box.open) this.box.querySelector("ol").replaceChildren(...STEPS.map((one) => this.step(one, lacks.filter((lack) => lack.step === one))));
  }

  step(name, lacks) {
    const head = make("p", {}, make("b", { textContent: TITLES[name] }), ` (${AIMS[name]}): ${lacks.length ? `${lacks.length} hal lagi` : "terpenuhi"}`);
    const items = lacks.map((lack) => {
      const link = make("button", { type: "button", className: "link", textContent: lack.text });
      link.addEventListener("click", () => this.go(lack.path));
      return make("li", {}, link);
    });
    return make("li", { className: lacks.length ? "" : "met" }, head, ...(items.length ? [make("ul", {}, ...items)] : []));
  }

  levels(tree) {
    for (const box of this.form.querySelectorAll("[data-levels]")) {
      const name = box.dataset.levels.split(".")[1], indicator = this.round.indikator[name], fact = tree.kematangan?.[name];
      const level = levelOf(indicator, fact?.nilai, this.round.tahun), line = box.querySelector(".reached");
      for (const item of box.querySelectorAll("li")) item.classList.toggle("met", item.value === level);
      line.hidden = fact?.nilai === undefined;
      line.textContent = reachedText(level, indicator, isList(fact?.bukti) && fact.bukti.length > 0);
    }
  }

  design() {
    const line = document.getElementById("rancang-tanda"), { tree } = this.proposal, said = [];
    line.hidden = !tree.rancang_bangun;
    if (line.hidden) return;
    const read = designOf(tree, this.checks), lost = uncounted(read, number);
    if (lost) said.push(`Terhitung ${number.format(read.counted)} kata; tidak dihitung: ${lost}.`);
    if (read.empty.length) said.push(`Bagian yang masih kosong: ${read.empty.join(", ")}.`);
    const unspoken = read.unspoken.filter((part) => !read.empty.includes(part));
    if (unspoken.length) said.push(`Belum disinggung: ${unspoken.join(", ")}.`);
    line.textContent = said.join(" ") || "Keenam bagiannya sudah disinggung.";
    line.classList.toggle("enough", !said.length);
  }
}

function reachedText(level, { bobot, tingkat }, proved) {
  const best = Math.max(...tingkat.map(([one]) => one)), score = (one) => number.format(bobot * one);
  if (!level) return `Fakta ini belum mencapai tingkat 1, yang menambah skor ${score(1)}.`;
  const counted = proved ? `skor ${score(level)}` : `skor ${score(level)}, terhitung sesudah ada bukti`;
  const next = tingkat.map(([one]) => one).find((one) => one > level);
  return `Fakta ini tingkat ${level} dari ${best}: ${counted}.${next ? ` Naik ke tingkat ${next} menambah skor ${score(next - level)}.` : ""}`;
}

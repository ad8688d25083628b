// Coordinates out of what maps copy: an address of Google Maps or OpenStreetMap, a pair of numbers, degrees and minutes.

import { make } from "./elements.js";

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

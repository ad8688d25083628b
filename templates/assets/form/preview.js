// The preview: a record of any fork and branch, shown as text that cannot do anything, with what was found in it.

import { make, marked } from "./elements.js";
import { origin, originOf, pageAddress, rawAddress } from "./origin.js";
import { names } from "./names.js";
import { pageOf } from "./page.js";
import { read } from "./reader.js";
import { rules } from "./rules.js";
import { validate } from "./validate.js";

const LARGEST = 512 * 1024;
const MISSING = "Pratinjau ini tidak memuat foto, langkah, skor, riwayat, dan inovasi serupa, karena itu dihitung dari seluruh katalog. Yang memuatnya ialah hasil bangun lengkap pada pemeriksaan usulan.";
const data = JSON.parse(document.getElementById("data-formulir").textContent), checks = data.periksa;
const form = document.getElementById("alamat-usulan"), box = form.querySelector("input"), result = document.getElementById("hasil");
const fault = document.getElementById("alamat-salah"), page = document.getElementById("halaman");

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const from = originOf(box.value);
  if (!from) return refuse("Alamat ini bukan berkas inovasi di GitHub. Contoh bentuknya: https://github.com/pemilik/katalog/blob/cabang/innovations/opd/nama.yaml");
  history.replaceState(null, "", `?${new URLSearchParams({ repo: from.repository, ref: from.ref, path: from.path })}`);
  return show(from);
});

function refuse(text) {
  fault.replaceChildren(make("span", { className: "galat", textContent: text }));
  fault.hidden = false;
  box.setAttribute("aria-invalid", "true");
  box.focus();
}

function tell(...content) {
  result.replaceChildren(...content);
}

async function show(from) {
  fault.hidden = true;
  box.removeAttribute("aria-invalid");
  page.hidden = true;
  tell(make("p", { textContent: "Mengambil berkas dari GitHub …" }));
  try {
    const text = await take(from);
    const [yaml, { lexer }] = await Promise.all([import("../yaml.js"), import("../marked.js")]);
    const others = await names(document.querySelector("script[data-names]").dataset.names);
    const reading = read(text, checks, yaml), [, opd, file] = from.path.split("/");
    tell(heading(from), ...findings(reading, others, file.replace(/\.yaml$/, "")), make("p", { className: "help", textContent: MISSING }));
    page.replaceChildren(...pageOf(reading.tree, data.opd[opd]?.[0] ?? `OPD ${opd} (belum terdaftar)`, checks, lexer));
    page.hidden = false;
  } catch (error) {
    tell(make("p", { className: "notice", textContent: error.explained ?? "Berkasnya tidak dapat diambil. Periksa sambungan internet, lalu coba lagi." }));
  }
}

async function take(from) {
  const answer = await fetch(rawAddress(data.asal, from), { credentials: "omit", referrerPolicy: "no-referrer", redirect: "error" });
  if (answer.status === 404) throw explained("Berkas itu tidak ada. Periksa nama repositori, cabang, dan letaknya; repositori tertutup tidak dapat dipratinjau.");
  if (!answer.ok) throw explained(`GitHub menjawab dengan kode ${answer.status}. Coba lagi nanti.`);
  const text = await answer.text();
  if (text.length > LARGEST) throw explained("Berkas itu terlalu besar untuk sebuah catatan.");
  return text;
}

const explained = (text) => Object.assign(new Error(text), { explained: text });

function heading(from) {
  const known = data.repositori && data.repositori.toLowerCase() === `https://github.com/${from.repository}`.toLowerCase();
  return make("div", { className: "notice" },
    make("p", {}, make("b", { textContent: "Usulan yang belum disetujui." }), ` ${known ? "Dari repositori katalog ini" : "Dari repositori lain"}: `, make("a", { href: pageAddress(from), rel: "noopener", textContent: `${from.repository}, cabang ${from.ref}` }), "."));
}

function findings(reading, others, id) {
  const shape = reading.broken ? reading.faults : validate(reading.tree, checks);
  const agencies = Object.values(data.opd).flat().filter(Boolean);
  const found = shape.length ? shape : [...rules(reading.tree, checks, { agencies, others, id })];
  if (!found.length) return [make("p", { className: "ready", textContent: "Tidak ada temuan dari aturan yang dapat diperiksa di browser." })];
  const rows = found.map((one) => make("li", {}, make("b", { textContent: `${one.severity === "galat" ? "Galat" : "Peringatan"}, baris ${one.line ?? reading.line(one)}: ` }), ...marked(one.message), ". ", ...marked(one.help)));
  return [make("h2", { textContent: `${found.length} temuan` }), make("ul", {}, ...rows)];
}

const given = new URLSearchParams(location.search);
if (given.has("repo")) {
  const from = origin(given.get("repo"), given.get("ref") ?? "", given.get("path") ?? "");
  if (from) {
    box.value = pageAddress(from);
    show(from);
  } else refuse("Alamat pratinjau ini tidak lengkap atau tidak menunjuk berkas inovasi.");
}
form.dataset.ready = "";

// The preview: a record of any fork and branch, shown as text that cannot do anything, with what was found in it.

import { make, marked } from "./elements.js";
import { pageOf } from "./page.js";
import { read } from "./reader.js";
import { rules } from "./rules.js";
import { names } from "./text.js";
import { validate } from "./validate.js";

// Which file of which proposal: taken apart strictly, so that nothing but a record of a repository on GitHub is asked for.

const NAME = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})", PROJECT = "[A-Za-z0-9._-]{1,100}", REF = "[A-Za-z0-9][A-Za-z0-9._/-]{0,199}";
const SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*";
const WHOLE = new RegExp(`^(${NAME}/${PROJECT})@(${REF}):(innovations/${SLUG}/${SLUG}\\.yaml)$`);
const PAGE = new RegExp(`^https://github\\.com/(${NAME}/${PROJECT})/(?:blob|edit|raw)/(${REF})/(innovations/[^/?#]+/[^/?#]+\\.yaml)(?:[?#].*)?$`);
const RAW = new RegExp(`^https://raw\\.githubusercontent\\.com/(${NAME}/${PROJECT})/(?:refs/heads/)?(${REF})/(innovations/[^/?#]+/[^/?#]+\\.yaml)$`);

// Return { repository, ref, path }, or null when it is anything else.
function origin(repository, ref, path) {
  const match = WHOLE.exec(`${repository}@${ref}:${path}`);
  if (!match || /\.\.|\/\/|\/$|\.lock$/.test(match[2]) || /^\.+$/.test(match[1].split("/")[1])) return null;
  return { repository: match[1], ref: match[2], path: match[3] };
}

function originOf(address) {
  const match = PAGE.exec(address.trim()) ?? RAW.exec(address.trim());
  return match && origin(match[1], match[2], match[3]);
}

function rawAddress(host, { repository, ref, path }) {
  return [host, repository, ...ref.split("/").map(encodeURIComponent), path].join("/");
}

const pageAddress = ({ repository, ref, path }) => `https://github.com/${repository}/blob/${ref}/${path}`;

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

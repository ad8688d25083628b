// What is said beside the results: how the words were read, what to loosen when nothing fits, the pages.

import { address, asked, button, nameOf, number } from "./finder-choices.js";
import { make } from "./form/elements.js";

export function notes(found) {
  if (!found) return [];
  const said = [],
    quoted = (words) => words.map((word) => `“${word}”`).join(", ");
  const corrected = found.units.filter((unit) => unit.corrected);
  if (corrected.length)
    said.push(
      make(
        "p",
        {},
        "Dibaca sebagai ",
        make("b", {}, corrected.map((unit) => unit.corrected.join(" ")).join(", ")),
        `, karena tidak ada catatan yang memuat ${quoted(corrected.map((unit) => unit.word))}.`,
      ),
    );
  if (found.unknown.length) said.push(make("p", {}, `Tidak ada catatan yang memuat ${quoted(found.unknown)}.`));
  const needs = needed(found);
  if (found.unknown.length && needs.length)
    said.push(make("p", {}, "Yang mungkin menjawabnya: layanan ", ...needs, "."));
  if (found.relaxed)
    said.push(
      make(
        "p",
        {},
        "Tidak ada catatan yang memuat semua kata itu sekaligus; berikut yang memuat paling banyak di antaranya.",
      ),
    );
  const help = found.unknown.length ? [make("div", { className: "notice" }, helpers())] : [];
  return said.length ? [make("div", { className: "reading-of" }, ...said), ...help] : [];
}

// The needs that words stand for, as links to the services for them.
function needed(found) {
  const { services } = document.getElementById("pencari").dataset;
  const needs = new Map(found.units.flatMap((unit) => unit.needs).map((need) => [need.id, need.name]));
  const links = [...needs].map(([id, name]) => make("a", { href: `${services}#${id}` }, name));
  return links.flatMap((one, at) => (at ? [at + 1 < links.length ? ", " : " atau ", one] : [one]));
}

function helpers() {
  return document.getElementById("bantuan").content.cloneNode(true);
}

export function count(docs, searched, page, last) {
  const many = docs.length ? number.format(docs.length) : "Tidak ada";
  return `${many} catatan${searched ? " yang cocok" : ""}${last > 1 ? `, halaman ${page} dari ${last}` : ""}`;
}

export function advice(selection, found, facets, { release, clear, forget }) {
  const ways = [];
  asked.chosen.forEach((_, facet) => {
    const left = selection.without.get(facet);
    if (left) ways.push([`Lepas saringan ${nameOf(facet, "").facet}`, left, () => release(facet)]);
  });
  const all = asked.chosen.size > 1 && found?.matched ? found.matched.reduce((sum, one) => sum + one, 0) : 0;
  if (all) ways.push(["Lepas semua saringan", all, clear]);
  const rest = found && asked.chosen.size ? facets.select(null, asked.chosen).docs.length : 0;
  if (rest) ways.push(["Hapus kata pencarian", rest, forget]);
  const items = ways.map(([text, left, act]) =>
    make("li", {}, button(text, act), ` ${number.format(left)} catatan`),
  );
  const help = ways.length
    ? [make("p", {}, "Yang dapat dilonggarkan:"), make("ul", { className: "plainlist" }, ...items)]
    : [
        make("p", {}, "Yang dapat dicoba:"),
        make(
          "ul",
          {},
          make("li", {}, "satu kata saja, kata lain yang searti, atau kata utuh sebagai ganti singkatan;"),
          make("li", {}, "tema dan urusan pada saringan, tanpa kata pencarian;"),
          make(
            "li",
            {},
            "daftar menurut ",
            make("a", { href: "../urusan/" }, "urusan"),
            " atau ",
            make("a", { href: "../opd/" }, "OPD"),
            "; yang belum tercatat dapat ",
            make("a", { href: "../usul/" }, "diusulkan"),
            ".",
          ),
        ),
      ];
  return make("div", { className: "notice" }, ...help, ...(ways.length || found?.unknown.length ? [] : [helpers()]));
}

export function failure(again) {
  return make(
    "div",
    { className: "notice" },
    make("p", {}, "Pencarian tidak dapat dimuat. Periksa sambungan internet, lalu coba lagi."),
    make("p", {}, button("Coba lagi", again)),
  );
}

export function pages(page, last, turn) {
  if (last === 1) return [];
  const named = [...new Set([1, page - 1, page, page + 1, last])].filter((one) => one >= 1 && one <= last),
    items = [];
  named.forEach((one, at) => {
    if (at && one - named[at - 1] > 1) items.push(make("li", { ariaHidden: "true" }, "…"));
    const link = make(
      "a",
      { href: address(one), onclick: (event) => turn(event, one) },
      make("span", { className: "vh" }, "Halaman "),
      String(one),
    );
    if (one === page) link.setAttribute("aria-current", "page");
    items.push(make("li", {}, link));
  });
  return [make("nav", { className: "paging", ariaLabel: "Halaman daftar" }, make("ul", {}, ...items))];
}

// The printable sheet: every filled field with its label, and who hands it over.

import { make } from "./elements.js";
import { valueText } from "./page.js";
import { isRecord } from "./tree.js";

export function sheetOf(tree, { opd, path, checks, coordinator, title, number, office }) {
  const rows = [["OPD", opd], ["Jabatan pengirim", office], ["Berkas", path], ...fieldRows(tree, checks.bentuk, checks)].filter(([, value]) => value);
  return [
    make("h2", { textContent: "Lembar usulan inovasi" }),
    make("p", { textContent: title }),
    ...(number ? [make("p", { className: "receipt" }, "Nomor tanda terima ", make("strong", { textContent: number }))] : []),
    make("table", {}, make("tbody", {}, ...rows.map(([label, value]) => make("tr", {}, make("th", { scope: "row", textContent: label }), make("td", { textContent: value }))))),
    make("div", { className: "signing" }, ...["Diserahkan oleh (jabatan)", `Diterima ${coordinator} (jabatan)`].map((text) => make("p", {}, text, make("span", { className: "line" }), "Tanggal", make("span", { className: "line" })))),
  ];
}

function fieldRows(tree, shape, checks, around = "") {
  return shape.fields.filter((field) => field.name in tree).flatMap((field) => {
    const value = tree[field.name], label = around ? `${around}: ${field.label.toLowerCase()}` : field.label;
    if (field.kind === "record" && isRecord(value)) return fieldRows(value, field, checks, label);
    if (field.kind === "list" && field.item.fields && Array.isArray(value)) return value.filter(isRecord).flatMap((item, index) => fieldRows(item, field.item, checks, `${label} ke-${index + 1}`));
    return [[label, valueText(value, field, checks)]];
  });
}

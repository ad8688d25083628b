// The last section: what is still to be mended, the file, the page to come, the sheet, and the doors by which it leaves.

import { make, marked } from "./elements.js";
import { pageOf, valueText } from "./page.js";
import { photoFiles } from "./photos.js";
import { offerDoors } from "./sending.js";
import { numberOf, submissionOf } from "./submission.js";
import { isRecord } from "./values.js";

const UNCHANGED = "Belum ada yang Anda ubah, jadi belum ada yang perlu dikirim.";
const EMPTY = "Formulir ini belum diisi. Untuk mengisi dengan tulisan tangan, cetak lembar Inovasi 1 pada templat usulan Excel di halaman ini.";
const at = (id) => document.getElementById(id);

export class Outcome {
  constructor(proposal, data, say, fields, go) {
    Object.assign(this, { proposal, data, say, fields, go, text: "" });
    at("isian-pengirim").addEventListener("input", () => this.doors());
    at("salin").addEventListener("click", () => this.copy(this.text, at("salin-hasil")));
  }

  async show(findings, yaml) {
    const { proposal, data } = this, checks = data.periksa;
    this.text = proposal.text(yaml);
    at("yaml").textContent = this.text;
    at("letak").textContent = proposal.path || "Letak berkas ditentukan sesudah OPD dan nama diisi.";
    this.list(findings);
    at("cara-kirim").hidden = proposal.clashes.length > 0;
    this.faulty = findings.some((one) => one.severity === "galat");
    this.doors();
    this.sheet();
    const { lexer } = await import("../marked.js");
    at("tampilan").replaceChildren(...pageOf(proposal.tree, this.agency, checks, lexer));
  }

  get agency() {
    return this.data.opd[this.proposal.opd]?.[0] ?? "";
  }

  // The text that leaves, by whichever door.
  get submission() {
    return this.wrapped(this.proposal, this.text);
  }

  wrapped(proposal, text) {
    return submissionOf({ path: proposal.path, text, base: proposal.edits, office: at("isian-pengirim").value });
  }

  doors() {
    const { edits } = this.proposal;
    this.send(at("pintu"), this.proposal, this.text, edits && edits.text === this.text ? UNCHANGED : this.faulty);
  }

  // Fill a box with the ways to send a proposal.
  send(box, proposal, text, blocked) {
    const { data } = this, name = proposal.tree.nama ?? "";
    offerDoors(box, {
      text: this.wrapped(proposal, text),
      name,
      agency: data.opd[proposal.opd]?.[0] ?? "",
      subject: `${proposal.edits ? "Perbaikan" : "Usulan"}: ${name}`,
      filename: `${proposal.id || "usulan"}.yaml`,
      host: data.tuan_rumah,
      contact: data.kontak,
      files: photoFiles(proposal),
      blocked,
      ...(proposal !== this.proposal && { printed: "" }),
      page: data.antrean,
    });
  }

  // Lay out what is printed.
  sheet() {
    const { proposal, data, agency } = this, number = this.text && !this.faulty ? numberOf(this.submission) : "";
    at("lembar").replaceChildren(...sheetOf(proposal.tree, { opd: agency, path: proposal.path, checks: data.periksa, coordinator: data.koordinator, title: document.title, number, office: at("isian-pengirim").value }));
  }

  list(findings) {
    const faults = findings.filter((one) => one.severity === "galat"), warnings = findings.filter((one) => one.severity !== "galat");
    const parts = faults.length ? [make("h3", { textContent: `${faults.length} hal perlu diperbaiki` }), this.links(faults)] : [make("p", { className: "ready", textContent: "Tidak ada yang perlu diperbaiki. Usulan siap dikirim." })];
    if (warnings.length) parts.push(make("h3", { textContent: `${warnings.length} hal sebaiknya diperiksa` }), make("p", { className: "help", textContent: "Peringatan tidak menghalangi pengiriman." }), this.links(warnings));
    at("temuan").replaceChildren(...parts);
    at("temuan").className = faults.length ? "notice" : "";
  }

  links(findings) {
    return make("ul", {}, ...findings.map((one) => {
      const place = one.place ?? this.fields.place(one.path), help = one.missing ? [] : [" ", ...marked(one.help)];
      if (!place) return make("li", {}, ...marked(one.message), ".", ...help, " ", this.remover(one));
      const link = make("a", { href: `#${place.closest("[data-part]").dataset.part}` }, `${titleOf(place)}: `, ...marked(one.message));
      link.addEventListener("click", (event) => {
        event.preventDefault();
        this.go(place);
      });
      return make("li", {}, link, ".", ...help);
    }));
  }

  // What the form has no box for can only be taken out.
  remover(finding) {
    const button = make("button", { type: "button", className: "link", textContent: "Hapus isian ini" });
    button.addEventListener("click", () => {
      delete this.proposal.tree[finding.path[0]];
      this.fields.changed(true);
    });
    return button;
  }

  // Copy, and say so once it was done; where it was refused the text is chosen, to be copied by hand.
  async copy(text, told) {
    try {
      await navigator.clipboard.writeText(text);
      told.textContent = "Isi berkas disalin.";
      return true;
    } catch {
      const whole = at("yaml");
      whole.closest("details").open = true;
      whole.parentElement.focus();
      getSelection().selectAllChildren(whole);
      told.textContent = "Browser menolak menyalin. Isi berkas sudah dipilih pada “Lihat isi berkas”: tekan Ctrl+C; di ponsel: tekan lama, lalu Salin.";
      return false;
    }
  }
}

// What people call a field: its indicator or group, of an item of a list which one it is, and its label.
function titleOf(place) {
  const names = [];
  for (let at = place; at; at = at.parentElement?.closest("[data-field]")) {
    const label = at.classList.contains("entry") ? at.getAttribute("aria-label") : at.dataset.list && at !== place ? "" : at.querySelector("label, legend, summary")?.firstChild.textContent;
    if (label) names.unshift(label.trim().replace(/:$/, ""));
  }
  return names.join(", ");
}

// The printable sheet: every filled field with its label, and who hands it over.

function sheetOf(tree, { opd, path, checks, coordinator, title, number, office }) {
  const rows = [["OPD", opd], ["Jabatan pengirim", office], ["Berkas", path], ...fieldRows(tree, checks.bentuk, checks)].filter(([, value]) => value);
  return [
    make("h2", { textContent: "Lembar usulan inovasi" }),
    make("p", { textContent: title }),
    ...(number ? [make("p", { className: "receipt" }, "Nomor tanda terima ", make("strong", { textContent: number }))] : []),
    ...(rows.length ? [] : [make("p", { textContent: EMPTY })]),
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

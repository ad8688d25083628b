// The last section: what is still to be mended, the file, the page to come, the sheet, and the ways to send it.

import { make, marked } from "./elements.js";
import { pageOf } from "./page.js";
import { savePhotos } from "./photos.js";
import { mailAddress, offer, saveFile } from "./sending.js";
import { sheetOf } from "./sheet.js";

const at = (id) => document.getElementById(id);

export class Outcome {
  constructor(proposal, data, say, fields, go) {
    Object.assign(this, { proposal, data, say, fields, go, text: "" });
    at("simpan").addEventListener("click", () => {
      saveFile(`${proposal.id || "usulan"}.yaml`, this.text);
      savePhotos(proposal);
    });
    at("cetak").addEventListener("click", () => print());
    at("salin").addEventListener("click", () => this.copy(this.text, at("salin-hasil")));
  }

  async show(findings, yaml) {
    const { proposal, data } = this, checks = data.periksa;
    this.text = proposal.text(yaml);
    at("yaml").textContent = this.text;
    at("letak").textContent = proposal.path || "Letak berkas ditentukan sesudah OPD dan nama diisi.";
    this.list(findings);
    at("cara-kirim").hidden = proposal.clashes.length > 0;
    const opd = data.opd[proposal.opd]?.[0] ?? "";
    offer(at("github"), {
      repository: data.repositori,
      branch: data.cabang,
      opd: proposal.opd,
      id: proposal.id,
      base: proposal.edits,
      text: this.text,
      blocked: findings.some((one) => one.severity === "galat"),
      copied: (text, told) => this.copy(text, told),
    });
    this.mail();
    this.sheet();
    const { lexer } = await import("../marked.js");
    at("tampilan").replaceChildren(...pageOf(proposal.tree, opd, checks, lexer));
  }

  // Lay out what is printed.
  sheet() {
    const { proposal, data } = this, opd = data.opd[proposal.opd]?.[0] ?? "";
    at("lembar").replaceChildren(...sheetOf(proposal.tree, { opd, path: proposal.path, checks: data.periksa, coordinator: data.koordinator, title: document.title }));
  }

  mail() {
    const to = this.data.surel, box = at("surel");
    box.hidden = !to;
    if (to) box.replaceChildren("Atau kirim berkas yang sudah disimpan lewat surel: ", make("a", { href: mailAddress(to, this.proposal.tree.nama ?? "", this.text), textContent: to }), ".");
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

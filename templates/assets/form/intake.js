// A spreadsheet that was handed in: what it holds, what is wrong with it at which cell, and each innovation as a draft of
// its own or sent at once.

import { make } from "./elements.js";
import { examined, faultList, marksOf } from "./examining.js";
import { readSheets } from "./sheets.js";
import { Refused, readCells } from "./workbook.js";

export class Intake {
  // `open` takes a draft into the form, `doors` fills a box with the ways to send one.
  constructor({ data, known, open, doors }) {
    Object.assign(this, { data, known, open, doors, box: document.getElementById("isi-excel") });
    this.title = this.box.querySelector("h2");
    this.list = document.getElementById("excel-daftar");
  }

  async take(content) {
    try {
      const sheets = await readCells(content, this.data.periksa.batas.excel, await import("../spreadsheet.js"));
      await this.known();
      this.show(readSheets(sheets, this.data.periksa, this.data.opd));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.tell("Berkas ini tidak dapat dibaca", faultList([{ place: "Berkas", message: error.message, help: error.help }]));
    }
  }

  tell(title, ...content) {
    this.title.textContent = title;
    this.list.replaceChildren(...content);
    this.box.hidden = false;
    this.title.focus();
  }

  show({ drafts, faults, began }) {
    const found = drafts.map((draft) => ({ ...examined(draft, drafts, this.data), began }));
    const wrong = faults.length + found.reduce((count, { told }) => count + told.length, 0);
    const said = wrong ? `${wrong} hal perlu diperbaiki. Perbaiki pada berkas Excel lalu pilih lagi berkasnya, atau buka di formulir dan perbaiki di sana.` : "Tidak ada yang perlu diperbaiki.";
    this.tell(`Berkas ini memuat ${drafts.length} inovasi`, make("p", { textContent: said }), ...(faults.length ? [faultList(faults)] : []), ...found.map((one) => this.entry(one, drafts.length > 1)));
  }

  entry({ draft, proposal, listed, told, began }, several) {
    const opener = make("button", { type: "button", textContent: "Buka di formulir" });
    const marks = marksOf(began, proposal, draft);
    opener.addEventListener("click", () => this.open({ tree: draft.tree, opd: draft.opd, id: proposal.id, desk: several ? proposal.id : "", marks }, listed));
    const parts = [make("h3", { textContent: draft.name }), ...(told.length ? [faultList(told)] : []), make("p", {}, opener)];
    if (!told.length && !listed) parts.push(this.sender(proposal));
    if (listed) parts.push(make("p", { className: "help", textContent: "Catatan ini sudah terbit. Yang berbeda dari terbitannya ditanyakan di formulir." }));
    return make("section", {}, ...parts);
  }

  sender(proposal) {
    const box = make("div"), whole = make("details", {}, make("summary", { textContent: "Kirim tanpa membukanya" }), box);
    whole.addEventListener("toggle", () => whole.open && this.doors(box, proposal));
    return whole;
  }
}

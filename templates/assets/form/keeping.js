// What the page says of the draft is what became of it: kept, changed by another tab, or kept by nobody but this page.

import { keeps, save } from "./draft.js";
import { make } from "./elements.js";

const LOST = "Draf tidak dapat disimpan, karena browser ini menolaknya (ruangnya penuh, atau penyimpanan situs diblokir). Isian hilang bila halaman ini ditutup. Simpan berkasnya, lalu buka kembali lewat “buka berkas”. ";

export class Keeping {
  constructor(line, file, say) {
    Object.assign(this, { line, say, lost: false });
    this.rescue = make("button", { type: "button", className: "button quiet", textContent: "Simpan berkas" });
    this.rescue.addEventListener("click", file);
    if (keeps()) line.textContent = "Isian Anda akan disimpan sebagai draf, di browser ini saja.";
    else this.refused();
    addEventListener("beforeunload", (event) => this.lost && event.preventDefault());
  }

  // Keep a draft and say what became of it; return false where another tab has kept its own.
  keep(name, draft) {
    const outcome = save(name, draft);
    if (outcome === "refused") {
      this.lost = true;
      this.refused();
    } else if (outcome === "kept") this.kept();
    return outcome !== "other";
  }

  kept() {
    const time = new Date().toLocaleTimeString("id", { timeStyle: "short" });
    this.lost = false;
    this.line.className = "help";
    this.line.textContent = `Draf tersimpan pukul ${time}, di browser ini saja.`;
  }

  refused() {
    if (this.line.className === "notice") return;
    this.line.className = "notice";
    this.line.replaceChildren(LOST, this.rescue);
    this.say(LOST);
  }
}

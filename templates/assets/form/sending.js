// The doors by which a submission leaves: an issue, WhatsApp, mail, a file, a sheet of paper. The number is one.

import { make } from "./elements.js";
import { chat, issueForm, mail, numberOf } from "./submission.js";

const shown = new WeakMap(); // By box what it was filled with, so that what it says after sending stays.
const WAIT = "Tombol kirim muncul sesudah yang wajib dan yang keliru di atas diperbaiki.";

// Fill a box with the doors for any text. `host` says where an issue is opened, if anywhere; `contact` holds office, place,
// whatsapp and mail, `blocked` says why nothing can be sent yet, `page` is where received numbers are shown; `files` go
// along; `printed` names the button that prints, "" where the page prints something else; `handing` says to whom a file
// goes that no office takes by message, and `after` what comes after the number once it was sent; `archive` makes one file
// of text and files, and `attach` says how that joins an issue.
export function offerDoors(box, given) {
  const number = numberOf(given.text), key = JSON.stringify([number, given.blocked, given.name, given.subject, given.filename, given.files?.map((file) => [file.name, file.size])]);
  if (shown.get(box) === key) return;
  shown.set(box, key);
  new Doors(box, number, given).show();
}

class Doors {
  constructor(box, number, { contact, files, printed = "Cetak lembar", ...given }) {
    Object.assign(this, given, { box, number, printed, contact: contact ?? {}, files: files ?? [] });
    this.office = this.contact.office || "Bappeda";
    this.told = make("div", { className: "told", role: "status" });
    this.head = [`Kiriman ${number}`, given.subject, given.agency].filter(Boolean).join("\n");
  }

  show() {
    if (this.blocked) {
      const why = this.blocked === true ? WAIT : this.blocked;
      this.box.replaceChildren(make("p", { textContent: why }), make("p", {}, ...this.tools()));
      return;
    }
    const number = make("p", { className: "receipt" }, "Nomor tanda terima ", make("strong", { textContent: this.number }));
    const doors = [this.issue(), this.whatsapp(), this.mail(), this.paper()].filter(Boolean);
    this.box.replaceChildren(number, make("div", { className: "ways" }, ...doors), this.told);
  }

  door(title, ...content) {
    return make("div", {}, make("h3", { textContent: title }), ...content);
  }

  issue() {
    if (!this.host) return null;
    const { name, box, button } = this.host, title = `Kirim lewat ${name}`;
    if (this.files.length && !this.attach) return this.door(title, help(`Foto tidak ikut lewat ${name}. Kirim usulan ini dengan cara lain.`));
    const target = issueForm(this.host, this.subject, this.text);
    const link = this.link(target, [`Buka ${name}`, `Salin kiriman, lalu buka ${name}`], name);
    const begin = target.filled ? "Kiriman sudah terisi di sana; tekan" : `Kiriman ini terlalu panjang untuk diisikan dari sini. Di sana tempel pada kotak ${box}, lalu tekan`;
    return this.door(title, make("p", {}, link), help(`${begin} tombol ${button}. Perlu akun ${name}.`), ...(this.files.length ? [help(this.attach)] : []));
  }

  whatsapp() {
    const { whatsapp } = this.contact;
    if (!whatsapp) return null;
    const target = chat(whatsapp, this.head, this.text), to = `${this.office}, ${whatsapp}`;
    if ((!target.filled || this.files.length) && this.sharable) return this.door("Kirim lewat WhatsApp", make("p", {}, this.sharer(this.files.length ? "Bagikan kiriman dan foto" : "Bagikan berkas kiriman")), help(`Pilih WhatsApp, lalu ${to}.`));
    const link = this.link(target, ["Buka WhatsApp", "Salin kiriman, lalu buka WhatsApp"], "WhatsApp");
    return this.door("Kirim lewat WhatsApp", make("p", {}, link), help(target.filled ? `Kepada ${to}. Kiriman sudah terisi di sana; tekan tombol kirim.` : `Kepada ${to}. Tempel kiriman sesudah nomor tanda terima, lalu tekan tombol kirim.`), ...this.enclosed());
  }

  mail() {
    const to = this.contact.mail;
    if (!to) return null;
    const target = mail(to, `${this.subject} (${this.number})`, this.head, this.text);
    const link = this.link(target, ["Buka surel", "Salin kiriman, lalu buka surel"], "surel");
    return this.door("Kirim lewat surel", make("p", {}, link), help(target.filled ? `Kepada ${to}. Kiriman sudah terisi di sana; tekan tombol kirim.` : `Kepada ${to}. Tempel kiriman di bawah nomor tanda terima, atau lampirkan berkasnya.`), ...this.enclosed());
  }

  // What no address carries is enclosed by hand.
  enclosed() {
    return this.files.length ? [help(`Lampirkan juga ${this.files.map((file) => file.name).join(", ")}, yang disimpan tombol Simpan berkas.`)] : [];
  }

  paper() {
    const { whatsapp, mail: to, place } = this.contact, known = whatsapp || to, where = place || this.office;
    if (this.handing) return this.door("Serahkan berkas", help(this.handing), make("p", {}, ...this.tools(), ...(this.sharable ? [this.sharer("Bagikan berkas")] : [])));
    const unknown = `Nomor WhatsApp dan surel ${this.office} untuk menerima kiriman belum diketahui. Simpan berkasnya atau cetak lembarnya, lalu antarkan kepada ${where}.`;
    const more = this.sharable && !known ? [this.sharer("Bagikan berkas")] : [];
    return this.door(known ? "Serahkan berkas atau lembar cetak" : `Serahkan kepada ${this.office}`, help(known ? `Antarkan kepada ${where}.` : unknown), make("p", {}, ...this.tools(), ...more));
  }

  tools() {
    return [this.keeper(), " ", ...(this.printed ? [this.printer(), " "] : [])];
  }

  // A link that opens the door with the text in it, or copies the text first.
  link({ address, filled }, [direct, copied], door) {
    const link = away(address, filled ? direct : copied, "button");
    link.addEventListener("click", async (event) => {
      if (filled) return this.done(door);
      event.preventDefault();
      if (!(await this.copy())) return this.byHand(address);
      away(address, "").click();
      return this.done(door, "Kiriman sudah disalin. ", away(address, "Buka di sini"), " bila halamannya tidak terbuka. ");
    });
    return link;
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.text);
      return true;
    } catch {
      return false;
    }
  }

  // Where copying is refused the text is chosen, to be copied by hand.
  byHand(address) {
    const text = make("textarea", { value: this.text, readOnly: true, rows: 6 });
    text.setAttribute("aria-label", "Isi kiriman");
    this.told.replaceChildren(make("p", {}, "Browser menolak menyalin. Isi kiriman di bawah ini sudah dipilih: tekan Ctrl+C; di ponsel: tekan lama, lalu Salin. Sesudah itu ", away(address, "buka di sini"), "."), text);
    text.focus();
    text.select();
  }

  get file() {
    return new File([this.text], this.filename.replace(/\.ya?ml$/, ".txt"), { type: "text/plain" }); // Share sheets refuse other texts.
  }

  get sharable() {
    return Boolean(navigator.canShare?.({ files: [this.file, ...this.files] }));
  }

  sharer(text) {
    return button(text, "button", async () => {
      try {
        await navigator.share({ files: [this.file, ...this.files], title: this.subject, text: this.head });
        this.done("berkas");
      } catch (error) {
        if (error.name !== "AbortError") this.told.replaceChildren(make("p", { textContent: "Berkas tidak dapat dibagikan dari browser ini. Pakai tombol Simpan berkas, lalu lampirkan berkasnya." }));
      }
    });
  }

  keeper() {
    return button("Simpan berkas", "button quiet", async () => {
      const whole = await this.archive?.(), parts = whole ? [[whole.name, whole]] : [[this.filename, this.text], ...this.files.map((file) => [file.name, file])];
      for (const [name, content] of parts) saveFile(name, content);
      if (!this.blocked) this.done("berkas");
    });
  }

  printer() {
    return button(this.printed, "button quiet", () => {
      print();
      if (!this.blocked) this.done("kertas");
    });
  }

  done(door, ...before) {
    remember(this.number, this.name, door);
    const list = this.page ? make("a", { href: `${this.page}#${this.number}`, textContent: "daftar kiriman" }) : "daftar kiriman";
    const next = this.after ? [`. ${this.after}`] : [`. Simpan nomor ini; setelah diterima ${this.office}, nomor ini muncul pada `, list, "."];
    this.told.replaceChildren(make("p", { className: "ready" }, ...before, "Kiriman ", make("strong", { textContent: this.number }), ...next));
    this.box.dispatchEvent(new CustomEvent("sent", { bubbles: true }));
  }
}

const help = (text) => make("p", { className: "help", textContent: text });

const away = (address, text, className = "") => make("a", { href: address, textContent: text, className, ...(address.startsWith("https:") && { target: "_blank", rel: "noopener" }) });

function button(text, className, act) {
  const made = make("button", { type: "button", className, textContent: text });
  made.addEventListener("click", act);
  return made;
}

export function saveFile(name, content) {
  const address = URL.createObjectURL(new Blob([content], { type: content.type ?? "application/yaml" }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// What was sent from this device: the numbers stay in this browser, so that whoever sent something finds it again.

const PLACE = "kiriman", MOST = 50;

function sent() {
  try {
    const kept = JSON.parse(localStorage.getItem(PLACE) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one?.number === "string" && typeof one.name === "string") : [];
  } catch {
    return [];
  }
}

function remember(number, name, door) {
  const others = sent().filter((one) => one.number !== number);
  try {
    localStorage.setItem(PLACE, JSON.stringify([{ number, name, door, day: new Date().toISOString().slice(0, 10) }, ...others].slice(0, MOST)));
  } catch {
    // The number still stands on the page.
  }
}

// List them, each with the way to where a received number is shown.
export function showSent(box, page) {
  const known = sent();
  box.hidden = !known.length;
  box.querySelector("summary").textContent = `Kiriman dari perangkat ini (${known.length})`;
  box.querySelector("ul").replaceChildren(...known.map(({ number, name, door, day }) => make("li", {}, make("a", { href: `${page}#${number}`, textContent: number }), ` ${name}, lewat ${door}, ${day}`)));
}

// The reminders: each message is copied, or opened in WhatsApp, as it stands in its box; what went is marked.

import { escaped } from "../form/address.js";
import { make } from "../form/elements.js";

const CHAT = "https://wa.me/?text=";

export function start(section) {
  const said = section.querySelector("[data-part=said]");
  for (const one of section.querySelectorAll("details[data-opd]")) new Reminder(one, (text) => (said.textContent = text));
}

class Reminder {
  constructor(element, say) {
    Object.assign(this, { element, say, text: element.querySelector("textarea"), gone: make("b") });
    this.name = element.querySelector("summary").firstChild.nodeValue.trim();
    element.querySelector("[data-send=copy]").addEventListener("click", () => this.copy());
    this.chat = element.querySelector("[data-send=chat]");
    this.chat.addEventListener("click", () => this.done("dibuka di WhatsApp"));
    this.text.addEventListener("input", () => this.link());
    this.link();
  }

  link() {
    this.chat.href = CHAT + escaped(this.text.value);
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.text.value);
      this.done("disalin");
    } catch {
      this.text.focus();
      this.text.select();
      this.say("Browser menolak menyalin. Pesannya sudah dipilih: tekan Ctrl+C; di ponsel: tekan lama, lalu Salin.");
    }
  }

  done(what) {
    this.gone.textContent = `${what[0].toUpperCase()}${what.slice(1)}. `;
    this.element.querySelector("small").before(this.gone);
    this.say(`Pesan kepada ${this.name} ${what}.`);
  }
}

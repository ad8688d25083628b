// The desk at work: every part is handed the draft of what will be sent, and what the page knows.

import { make } from "../form/elements.js";
import { Steps } from "../form/frame.js";
import { escaped } from "../form/submission.js";
import { openBundle } from "./bundle.js";
import { effects } from "./effects.js";
import { start as startInbox } from "./inbox.js";
import { start as startOutcome } from "./outcome.js";
import { Photos } from "./photos.js";
import { start as startReview } from "./review.js";
import { start as startSettings } from "./settings.js";

// The reminders: each message is copied, or opened in WhatsApp, as it stands in its box; what went is marked.

const CHAT = "https://wa.me/?text=";

function startReminders(section) {
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

// The parts of the desk, one at a time; a receipt number in the address opens where that submission is now.

const RECEIPT = /^[0-9A-Z]{4}-[0-9A-Z]{4}$/;

class Parts extends Steps {
  // `openReceipt` opens what is published of a receipt number.
  constructor(ids, bundle, openReceipt) {
    super(ids.map((id) => document.getElementById(id)), document.querySelectorAll(".desk-parts a"), () => {}, "true");
    Object.assign(this, { bundle, openReceipt });
  }

  follow(focus) {
    const number = location.hash.slice(1), found = super.follow(focus), receipt = !found && RECEIPT.test(number);
    if (receipt) this.find(number);
    return found || receipt;
  }

  find(number) {
    const waits = this.bundle.submissions().some(({ name }) => name === number);
    this.show(waits ? "kirim" : "atur", false);
    if (!waits) this.openReceipt(number);
  }
}

const STARTS = { masuk: startInbox, periksa: startReview, ingatkan: startReminders, atur: startSettings, kirim: startOutcome };

function storage() {
  try {
    return localStorage;
  } catch {
    return null; // The browser was told to keep nothing.
  }
}

function startDesk() {
  const { site } = document.querySelector("script[data-site]").dataset;
  const data = JSON.parse(document.getElementById("data-meja").textContent);
  const bundle = openBundle(storage(), { site: new URL(site, location.href).href, closed: data.tertutup });
  const photos = new Photos(bundle);
  for (const box of document.querySelectorAll("[data-scripted]")) box.hidden = box.dataset.scripted === "tidak";
  const begun = {}, parts = new Parts(Object.keys(STARTS), bundle, (number) => begun.atur.openReceipt(number));
  for (const [id, start] of Object.entries(STARTS)) begun[id] = start(document.getElementById(id), bundle, data, { effects, photos, parts });
  if (!parts.follow(false)) parts.show("masuk", false);
  const news = document.getElementById("kabar");
  const refresh = async () => {
    await bundle.received(data.berkas.filter((path) => path.endsWith("/penerimaan.yaml")));
    news.textContent = (await bundle.refresh()).join(" ");
  };
  document.addEventListener("visibilitychange", () => document.hidden || refresh());
  addEventListener("online", refresh);
  const atHand = () => Promise.all([bundle.prepare(data.berkas), import("../yaml.js"), import("../spreadsheet.js")]); // Afterwards no network is needed.
  refresh().then(() => photos.load()).then(atHand).finally(() => (document.body.dataset.ready = ""));
}

startDesk();

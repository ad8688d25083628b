// The desk at work: every part is handed the draft of what will be sent, and what the page knows.

import { openBundle } from "./bundle.js";
import { effects } from "./effects.js";
import { start as startInbox } from "./inbox.js";
import { start as startOutcome } from "./outcome.js";
import { Parts } from "./parts.js";
import { Photos } from "./photos.js";
import { start as startReminders } from "./reminders.js";
import { start as startReview } from "./review.js";
import { start as startSettings } from "./settings.js";

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

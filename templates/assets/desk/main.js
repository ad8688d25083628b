// The desk at work: every part is handed the draft of what will be sent, and what the page knows.

import { make } from "../form/elements.js";
import { openBundle } from "./bundle.js";
import { effects } from "./effects.js";
import { start as startInbox } from "./inbox.js";

function startDesk() {
  const { site } = document.querySelector("script[data-site]").dataset, list = document.querySelector("[data-part=changes]");
  const data = JSON.parse(document.getElementById("data-meja").textContent), bundle = openBundle(localStorage, { site: new URL(site, location.href).href });
  for (const box of document.querySelectorAll("[data-scripted]")) box.hidden = box.dataset.scripted === "tidak";
  startInbox(document.getElementById("masuk"), bundle, data);
  const show = async () => list.replaceChildren(...(bundle.submissions().length ? await effects(bundle, data) : []).map((text) => make("li", { textContent: text })));
  bundle.onChange(show);
  show().then(() => (document.body.dataset.ready = ""));
}

startDesk();

// The desk at work: every part is handed the draft of what will be sent.

import { make } from "../form/elements.js";
import { openBundle } from "./bundle.js";
import { start } from "./review.js";

const bundle = openBundle(localStorage), list = document.querySelector("#kirim ul");

function show() {
  list.replaceChildren(
    ...bundle.files().map(({ path, about }) => {
      const drop = make("button", { type: "button", className: "button quiet", textContent: "Batalkan" });
      drop.addEventListener("click", () => bundle.dropFile(path));
      return make("li", {}, `${about} (${path}) `, drop);
    }),
  );
}

bundle.onChange(show);
show();
await start(document.getElementById("periksa"), bundle);
document.body.dataset.ready = "";

// The desk at work: each section gets the draft of what will be sent, and the page's data.

import { openBundle } from "./bundle.js";
import { start } from "./settings.js";

const data = JSON.parse(document.getElementById("data-meja").textContent);
const bundle = openBundle(localStorage, document.querySelector("script[data-root]").dataset.root);

start(document.getElementById("atur"), bundle, data);
document.documentElement.dataset.ready = "";

// A record from a list, a file or the clipboard; one that is broken is mended line by line before it is taken.

import { make, marked } from "./elements.js";
import { read } from "./reader.js";
import { withoutHead } from "./submission.js";
import { isWorkbook } from "./workbook.js";

export function open({ checks, reader, published, taken, known, agencies, workbook }) {
  const at = (id) => document.getElementById(id), broken = at("rusak"), text = at("rusak-teks"), list = at("rusak-daftar");
  let reading = null, named = "";

  async function take(given, name = "") {
    const content = withoutHead(given);
    named = name;
    reading = read(content, checks, await reader());
    if (!reading.broken) return accept();
    text.value = content;
    broken.hidden = false;
    tell();
    at("judul-rusak").focus();
    return undefined;
  }

  function accept() {
    broken.hidden = true;
    taken(reading, named);
  }

  function tell() {
    list.replaceChildren(...reading.faults.map((fault) => {
      const go = make("button", { type: "button", className: "link", textContent: `Baris ${fault.line}` });
      go.addEventListener("click", () => mark(text, fault.line));
      return make("li", {}, go, ": ", ...marked(fault.message), ". ", ...marked(fault.help));
    }));
    at("rusak-lanjut").disabled = reading.broken;
  }

  at("buka").addEventListener("toggle", async () => {
    const listed = at("buka").open ? await known() : [];
    if (at("pilih-catatan").options.length === 1) at("pilih-catatan").append(...byAgency(listed, agencies));
  });
  at("pilih-catatan").addEventListener("change", (event) => event.target.value && published(event.target.value));
  async function file(given) {
    const content = await given.arrayBuffer();
    return isWorkbook(new Uint8Array(content, 0, Math.min(2, content.byteLength))) ? workbook(content) : take(decoded(content), given.name);
  }

  at("pilih-berkas").addEventListener("change", async (event) => {
    if (event.target.files[0]) await file(event.target.files[0]);
    event.target.value = ""; // The same file, mended, can be chosen again.
  });
  dropped(([first]) => file(first));
  at("baca-tempelan").addEventListener("click", () => at("tempel").value.trim() && take(at("tempel").value));
  text.addEventListener("input", async () => {
    reading = read(text.value, checks, await reader());
    tell();
  });
  at("rusak-lanjut").addEventListener("click", accept);
  at("rusak-apa-adanya").addEventListener("click", accept);
}

// Take files that are dropped anywhere on the page; texts and links keep their own way.
export function dropped(take) {
  const carries = (event) => event.dataTransfer?.types.includes("Files");
  for (const name of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      if (!carries(event)) return;
      document.body.classList.toggle("dropping", name === "dragover");
      event.preventDefault();
      if (name === "drop") take([...event.dataTransfer.files]);
    });
  }
}

function byAgency(listed, agencies) {
  const groups = new Map();
  for (const one of listed) groups.set(one.opd, [...(groups.get(one.opd) ?? []), one]);
  return [...groups].map(([opd, records]) => make("optgroup", { label: agencies[opd]?.[0] ?? opd },
    ...records.map(({ id, nama }) => make("option", { value: id, textContent: nama }))));
}

// Notepad of old writes UTF-16 or Windows-1252; what is no UTF-8 is still made readable.
export function decoded(content) {
  const start = new Uint8Array(content.slice(0, 2));
  const wide = start[0] === 0xff && start[1] === 0xfe ? "utf-16le" : start[0] === 0xfe && start[1] === 0xff ? "utf-16be" : "";
  try {
    return new TextDecoder(wide || "utf-8", { fatal: !wide }).decode(content);
  } catch {
    return new TextDecoder("windows-1252").decode(content);
  }
}

// Select a line and bring it into view.
function mark(box, line) {
  const lines = box.value.split("\n"), start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  box.focus();
  box.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  box.scrollTop = Math.max(0, (line - 4) * (box.scrollHeight / lines.length));
}

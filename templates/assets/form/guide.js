// The rancang bangun asked for part by part: each answer stands below its heading in the one text, the rest stays as it is.

import { headingsOf } from "./design.js";
import { wordsOf } from "./phrases.js";
import { valueAt } from "./tree.js";
import { countWords } from "./words.js";

// Cut a text at the headings of the parts: [{ part, head, body, raw }], first what stands before them.
export function piecesOf(text, checks) {
  const headings = headingsOf(text, checks).filter((one, at, all) => one.part !== all[at - 1]?.part || !one.part);
  const starts = headings.map((one) => one.start);
  const before = { part: "", head: "", raw: text.slice(0, starts[0]) };
  return [before, ...headings.map(({ part, start, end }, at) => ({ part, head: text.slice(start, end).trim(), body: text.slice(end, starts[at + 1]).trim(), raw: text.slice(start, starts[at + 1]) }))];
}

// Return the text with the answer to one part; without an answer its heading goes too.
export function withPiece(text, part, answer, checks) {
  const order = checks.rancangan.bagian.map(([one]) => one), pieces = piecesOf(text, checks), old = pieces.find((one) => one.part === part);
  const fresh = { part, head: old?.head || `## ${part[0].toUpperCase()}${part.slice(1)}` };
  fresh.raw = answer.trim() ? `${fresh.head}\n\n${answer.trim()}\n` : "";
  if (old) pieces[pieces.indexOf(old)] = fresh;
  else {
    const later = pieces.findIndex((one) => one.part && order.indexOf(one.part) > order.indexOf(part));
    pieces.splice(later < 0 ? pieces.length : later, 0, fresh);
  }
  return pieces.map((one) => one.raw.trim()).filter(Boolean).join("\n\n");
}

export class Guide {
  constructor(form, fields, examples) {
    Object.assign(this, { form, fields, examples, checks: fields.checks, details: document.getElementById("panduan-rancang"), text: form.querySelector('[data-path="rancang_bangun"]') });
    this.boxes = [...this.details.querySelectorAll("textarea[data-piece]")];
    this.details.addEventListener("toggle", () => this.show());
    this.text.addEventListener("input", () => this.show());
    for (const box of this.boxes) box.addEventListener("input", () => this.write(box));
  }

  write(box) {
    this.text.value = withPiece(this.text.value, box.dataset.piece, box.value, this.checks);
    this.fields.typed(this.text);
    this.count(box);
  }

  show() {
    if (!this.details.open) return;
    const pieces = piecesOf(this.text.value, this.checks);
    for (const box of this.boxes) {
      if (box !== document.activeElement) box.value = pieces.find((one) => one.part === box.dataset.piece)?.body ?? "";
      this.count(box);
    }
    this.example();
  }

  count(box) {
    const words = countWords(this.checks, box.value);
    document.getElementById(`${box.id}-hitung`).textContent = words ? `${words} kata` : "belum diisi";
  }

  // Show the example of the affair that was chosen, else the first.
  example() {
    const affair = valueAt(this.fields.tree, ["urusan_utama"]), shown = this.examples.find((one) => one.urusan === affair) ?? this.examples[0];
    const named = wordsOf(this.checks, "urusan").get(shown.urusan) ?? shown.urusan;
    document.getElementById("contoh-rancang").textContent = `Contoh rekaan dari urusan ${named}: ${shown.nama}. Bukan inovasi yang sebenarnya.`;
    for (const line of this.details.querySelectorAll("[data-example]")) line.textContent = `Contoh: ${shown.bagian[line.dataset.example]}`;
  }
}

// The boxes of the page and the record behind them: each box knows its path, and lists make boxes as they grow.

import { make, marked } from "./elements.js";
import { choose, later } from "./frame.js";
import { watchPaste } from "./paste.js";
import { countCharacters, countWords, pattern } from "./text.js";
import { copy, isList, isRecord, isText, record, setAt, shapeAt, valueAt, written } from "./values.js";

const PARAGRAPHS = 800; // A text that may be longer is one of Markdown.
const number = new Intl.NumberFormat("id");
const pathOf = (text) => text.split(".").filter((part) => part && !part.startsWith("*"));

export class Fields {
  constructor(form, checks, changed, say) {
    Object.assign(this, { form, checks, changed, announce: later(say), tree: record(), touched: new Set(), serial: 0, loaded: false });
    form.addEventListener("input", (event) => this.typed(event.target));
    form.addEventListener("change", (event) => this.settled(event.target));
    form.addEventListener("focusout", (event) => event.target.dataset.path && this.touch(event.target));
    watchPaste(form, (box) => Boolean(box.dataset.piece || (box.dataset.path && this.shapeOf(box)?.most > PARAGRAPHS)));
    form.addEventListener("click", (event) => this.clicked(event.target.closest("[data-add], [data-remove]")));
  }

  fill(tree) {
    this.tree = tree;
    this.touched.clear();
    for (const list of this.form.querySelectorAll("[data-list]")) this.fillList(list);
    for (const box of this.form.querySelectorAll("[data-path]")) if (!box.closest(".entry")) this.fillBox(box, valueAt(tree, pathOf(box.dataset.path)));
    for (const details of this.form.querySelectorAll(".indicator-field, .choices")) details.open = false;
    this.summarise();
  }

  fillBox(box, value) {
    if (box.type === "radio") box.checked = value === box.value;
    else if (box.type === "checkbox") box.checked = isList(value) && value.includes(box.value);
    else if (box.tagName === "SELECT") choose(box, isText(value) ? value : "");
    else box.value = isList(value) ? value.filter(isText).join(", ") : isText(value) ? value : "";
    this.count(box);
  }

  fillList(list) {
    list.querySelector(".entries").replaceChildren();
    const items = valueAt(this.tree, pathOf(list.dataset.list));
    for (const item of isList(items) ? items : []) this.addEntry(list, copy(item));
  }

  addEntry(list, value) {
    const name = list.dataset.list.split(".").at(-1), own = `${list.dataset.list.replaceAll(".", "-")}-${this.serial++}`;
    const entry = document.querySelector(`template[data-item="${name}"]`).content.firstElementChild.cloneNode(true);
    for (const element of [entry, ...entry.querySelectorAll("*")]) {
      for (const attribute of ["id", "for", "aria-describedby"]) {
        if (element.hasAttribute(attribute)) element.setAttribute(attribute, element.getAttribute(attribute).replaceAll(`*${name}`, own));
      }
    }
    entry.record = record([["value", value]]);
    list.querySelector(".entries").append(entry);
    for (const box of entry.querySelectorAll("[data-path]")) this.fillBox(box, valueAt(entry.record, ["value", ...pathOf(box.dataset.path)]));
    this.nameEntries(list);
    return entry;
  }

  nameEntries(list) {
    const title = list.querySelector("legend").firstChild.textContent.trim();
    [...list.querySelectorAll(".entry")].forEach((entry, index) => {
      entry.querySelector(".entry-title").textContent = `${title} ke-${index + 1}`;
      entry.setAttribute("aria-label", `${title} ke-${index + 1}`);
      entry.querySelector("[data-remove]").setAttribute("aria-label", `Hapus ${title.toLowerCase()} ke-${index + 1}`);
      const only = entry.querySelector(":scope > textarea");
      only?.setAttribute("aria-label", `${title} ke-${index + 1}`);
    });
  }

  clicked(button) {
    if (!button) return;
    const list = button.closest("[data-list]");
    if (button.dataset.add !== undefined) {
      this.addEntry(list, undefined).querySelector("input, select, textarea").focus();
      return;
    }
    const entry = button.closest(".entry"), next = entry.nextElementSibling ?? entry.previousElementSibling;
    entry.remove();
    this.nameEntries(list);
    this.keepList(list);
    (next?.querySelector("input, select, textarea") ?? list.querySelector("[data-add]")).focus();
  }

  // Take what is typed into the record.
  typed(box) {
    if (!box.dataset.path) return;
    this.keep(box, box.dataset.many === undefined ? box.value : this.many(box));
    this.announce(this.count(box));
  }

  settled(box) {
    if (!box.dataset.path || ["radio", "checkbox"].includes(box.type) || box.tagName === "SELECT") return;
    const shape = this.shapeOf(box);
    if (shape && shape.kind !== "list") {
      const mended = written(shape, box.value, this.checks);
      if (mended !== box.value) {
        box.value = mended;
        this.typed(box);
      }
    }
    this.touch(box);
  }

  many(box) {
    const old = this.valueOf(box), before = isList(old) ? old.filter(isText) : [];
    if (box.type !== "checkbox") return box.value.replace(pattern(this.checks, "tahun_ke_tahun"), "$1-$2").split(/[,;\s]+/).filter(Boolean);
    return box.checked ? [...before, box.value] : before.filter((word) => word !== box.value);
  }

  keep(box, value) {
    const blank = isText(value) ? !value.trim() : !value.length, kept = blank ? undefined : value;
    const entry = box.closest(".entry");
    if (entry) {
      setAt(entry.record, ["value", ...pathOf(box.dataset.path)], kept);
      this.keepList(entry.closest("[data-list]"));
    } else {
      setAt(this.tree, pathOf(box.dataset.path), kept);
      this.after();
    }
  }

  keepList(list) {
    const values = [...list.querySelectorAll(".entry")].map((entry) => entry.record.value).filter((value) => value !== undefined);
    setAt(this.tree, pathOf(list.dataset.list), values.length ? values : undefined);
    this.after();
  }

  after() {
    this.summarise();
    this.changed();
  }

  valueOf(box) {
    const entry = box.closest(".entry"), path = pathOf(box.dataset.path);
    return entry ? valueAt(entry.record, ["value", ...path]) : valueAt(this.tree, path);
  }

  shapeOf(box) {
    const entry = box.closest(".entry"), own = pathOf(box.dataset.path);
    return shapeAt(this.checks.bentuk, entry ? [...pathOf(entry.closest("[data-list]").dataset.list), 0, ...own] : own);
  }

  touch(box) {
    this.touched.add(box.closest("[data-field]"));
    this.changed(true);
  }

  count(box) {
    const counter = document.getElementById(`${box.id}-hitung`);
    if (!counter) return "";
    const words = counter.dataset.counts === "kata", amount = words ? countWords(this.checks, box.value) : countCharacters(box.value.trim());
    const least = Number(counter.dataset.least ?? 0), most = words ? 0 : Number(counter.dataset.most);
    const limit = least ? ` dari paling sedikit ${number.format(least)}` : most ? ` dari paling banyak ${number.format(most)}` : "";
    counter.textContent = amount || least ? `${number.format(amount)} ${counter.dataset.counts}${limit}` : "";
    counter.classList.toggle("enough", Boolean(least) && amount >= least);
    return counter.textContent;
  }

  summarise() {
    for (const mark of this.form.querySelectorAll("[data-chosen]")) {
      const words = valueAt(this.tree, pathOf(mark.dataset.chosen));
      mark.textContent = isList(words) && words.length ? `${words.length} dipilih` : "belum ada yang dipilih";
    }
    for (const mark of this.form.querySelectorAll("[data-summary]")) {
      const fact = valueAt(this.tree, pathOf(mark.dataset.summary)), proofs = isRecord(fact) && isList(fact.bukti) ? fact.bukti.length : 0;
      mark.textContent = !isRecord(fact) ? "" : proofs ? `terisi, ${proofs} bukti` : "terisi, belum ada bukti";
    }
  }

  // The element in which a value stands, or the nearest around it that the page has.
  place(path) {
    for (let length = path.length; length > 0; length--) {
      const part = path.slice(0, length), index = part.findIndex((one) => typeof one === "number");
      if (index < 0) {
        const found = this.form.querySelector(`[data-field="${CSS.escape(part.join("."))}"]`);
        if (found) return found;
      } else {
        const list = this.form.querySelector(`[data-list="${CSS.escape(part.slice(0, index).join("."))}"]`);
        const entry = list && [...list.querySelectorAll(".entry")].filter((one) => one.record.value !== undefined)[part[index]];
        const found = entry?.querySelector(`[data-field="${CSS.escape([`*${part[index - 1]}`, ...part.slice(index + 1)].join("."))}"]`);
        if (found ?? entry) return found ?? entry;
      }
    }
    return null;
  }

  // Show each finding at its field; unless all are asked for, an empty form waits until its writer has been there.
  show(findings, all) {
    const messages = new Map();
    for (const finding of findings) {
      const place = finding.place ?? this.place(finding.path);
      if (!place || !(all || this.touched.has(place) || (this.loaded && !finding.missing))) continue;
      messages.set(place, [...(messages.get(place) ?? []), finding]);
    }
    for (const line of this.form.querySelectorAll(".fault-text")) this.tell(line, messages.get(line.closest("[data-field]")) ?? []);
  }

  // Write what was found under a field; what is new there is also said aloud. What stands there stays, so that a button
  // is not taken away from under the finger on it.
  tell(line, findings) {
    const key = JSON.stringify(findings.map(({ severity, message, help, missing, mends }) => [severity, message, help, missing, mends]));
    if (line.told === key) return;
    line.told = key;
    const before = line.textContent, field = line.closest("[data-field]"), faulty = findings.some((one) => one.severity === "galat");
    line.hidden = !findings.length;
    line.replaceChildren(...findings.map((one) => make("span", { className: one.severity }, `${one.severity === "galat" ? "Perbaiki" : "Periksa"}: `, ...marked(one.message), ". ", ...marked(one.missing ? "" : one.help), ...this.mends(field, one))));
    if (line.textContent && line.textContent !== before && !this.loaded) this.announce(line.textContent);
    for (const box of field.querySelectorAll("input, select, textarea")) {
      if (box.closest("[data-field]") !== field) continue;
      if (faulty) box.setAttribute("aria-invalid", "true");
      else box.removeAttribute("aria-invalid");
    }
  }

  // Buttons that put a text without the fault into the box, where the box holds that text and nothing else.
  mends(field, { mends = [] }) {
    const box = [...field.querySelectorAll("input[data-path], textarea[data-path]")].find((one) => one.closest("[data-field]") === field && isText(this.valueOf(one)));
    return box ? mends.flatMap((mend) => [" ", this.mend(box, mend)]) : [];
  }

  mend(box, mend) {
    const button = make("button", { type: "button", className: "button quiet", textContent: mend.button });
    button.addEventListener("click", () => {
      box.value = mend.text;
      this.typed(box);
      this.settled(box);
      box.focus();
    });
    return button;
  }

  focus(place) {
    if (place.querySelector(":scope > .choices")) place.querySelector(":scope > .choices").open = true;
    for (let around = place; around; around = around.parentElement) if (around.tagName === "DETAILS") around.open = true;
    (place.matches("input, select, textarea") ? place : place.querySelector("input, select, textarea, button") ?? place).focus();
    place.scrollIntoView({ block: "center" });
  }
}

// The boxes of a settings file, made from the shapes of the model; a box knows its path, lists make boxes as they grow.

import { make, marked } from "../form/elements.js";
import { choose, later } from "../form/frame.js";
import { wordsOf } from "../form/text.js";
import { isList, isRecord, isText, record, valueAt, written } from "../form/values.js";

const PARAGRAPHS = 300; // A text that may be longer gets a box of several lines.
const LONG_LIST = 20;
const TITLES = ["nama", "judul", "daerah", "nomor", "selesai_semula", "tautan"];
const spot = (path) => JSON.stringify(path);

export class Boxes {
  // `choices(path)` gives [[value, name]] where the data, not the model, has the list; `rows(path)` the known keys of a
  // map as [{ key, title, help, words }]; `fixed(path)` tells what is shown and not changed; `tools(path)` adds elements.
  constructor(checks, { prefix, changed, say, choices = () => null, rows = () => [], fixed = () => false, tools = () => [] }) {
    Object.assign(this, { checks, prefix, changed, announce: later(say), choices, rowsOf: rows, fixed, tools, places: new Map(), open: new WeakSet(), touched: new Set(), tree: record() });
  }

  // Show a tree, what is large folded; or some of its fields, open.
  fill(container, tree, names = null) {
    this.tree = tree;
    this.places.clear();
    this.touched.clear();
    const fields = this.checks.bentuk.fields.filter((field) => !names || names.includes(field.name));
    container.replaceChildren(...fields.map((field) => (names || !this.large(field) ? this.field(field, [field.name]) : this.part(field, [field.name]))));
  }

  large(shape) {
    return shape.kind === "record" || shape.kind === "map" || (shape.kind === "list" && !shape.item.vocabulary && Boolean(shape.item.fields || (shape.item.most ?? 0) > PARAGRAPHS));
  }

  // A large field behind its name, with how much of it is filled.
  part(shape, path) {
    const summary = make("summary"), state = make("small"), inside = make("div");
    const naming = () => (state.textContent = this.amount(shape, this.value(path)));
    const build = () => {
      const field = this.field(shape, path);
      field.unfold = entry.unfold;
      inside.append(field);
    };
    for (const kind of ["input", "change", "click"]) inside.addEventListener(kind, naming);
    summary.append(shape.label, " ", state);
    naming();
    const entry = this.folded(null, summary, inside, build, path);
    return entry;
  }

  amount(shape, value) {
    if (isList(value) && value.length) return `${value.length} butir`;
    const filled = isRecord(value) ? Object.keys(value).length : 0;
    return filled ? `${filled}${shape.kind === "map" ? "" : ` dari ${shape.fields.length}`} terisi` : "belum diisi";
  }

  id(path) {
    return `${this.prefix}-${path.join("-")}`;
  }

  value(path) {
    return valueAt(this.tree, path);
  }

  put(path, value) {
    store(this.tree, path, value);
    this.changed();
  }

  // Empty a text, also where it is shown.
  clear(path) {
    store(this.tree, path, undefined);
    const box = this.places.get(spot(path))?.querySelector("input, textarea");
    if (box) box.value = "";
  }

  field(shape, path) {
    if (shape.kind === "record") return this.group(shape, path);
    if (shape.kind === "map") return this.map(shape, path);
    if (shape.kind === "list") return this.list(shape, path);
    const words = this.words(shape, path);
    return words ? this.select(shape, path, words) : this.text(shape, path);
  }

  words(shape, path) {
    if (shape.words) return shape.words.map((word) => [word, word]);
    return shape.vocabulary ? [...wordsOf(this.checks, shape.vocabulary)] : this.choices(path);
  }

  // ---- parts that every field has

  title(shape) {
    return [shape.label, ...(shape.required ? [" ", make("span", { className: "must", textContent: "(wajib)" })] : [])];
  }

  help(shape, path) {
    const example = shape.example && !this.words(shape, path) ? ` Contoh: ${shape.example.replace(/[[\]]/g, "")}` : "";
    return make("p", { className: "help", id: `${this.id(path)}-ket`, textContent: `${shape.help ?? ""}${example}` });
  }

  fault(path) {
    return make("p", { className: "fault-text", id: `${this.id(path)}-salah`, hidden: true });
  }

  placed(element, path) {
    element.dataset.field = path.join(".");
    this.places.set(spot(path), element);
    return element;
  }

  described(path) {
    return { "aria-describedby": `${this.id(path)}-ket ${this.id(path)}-salah` };
  }

  fieldset(className, shape, path, ...children) {
    return this.placed(make("fieldset", { className: `field ${className}`, ...this.described(path) }, make("legend", {}, ...this.title(shape)), this.help(shape, path), this.fault(path), ...children), path);
  }

  labelled(shape, path, box) {
    return this.placed(make("div", { className: "field" }, make("label", { htmlFor: box.id }, ...this.title(shape)), this.help(shape, path), box, this.fault(path)), path);
  }

  // ---- kinds of fields

  group(shape, path) {
    return this.fieldset("group", shape, path, ...shape.fields.map((part) => this.field(part, [...path, part.name])), ...this.tools(path));
  }

  select(shape, path, words) {
    const blank = shape.default ? `Tidak diisi (berarti ${shape.default})` : "Belum dipilih";
    const options = [["", blank], ...words].map(([value, textContent]) => make("option", { value, textContent }));
    const box = make("select", { id: this.id(path), disabled: this.fixed(path), ...this.described(path) }, ...options);
    const value = this.value(path);
    choose(box, isText(value) ? value : "");
    box.addEventListener("change", () => {
      this.touched.add(spot(path));
      this.put(path, box.value || undefined);
    });
    return this.labelled(shape, path, box);
  }

  text(shape, path) {
    return this.labelled(shape, path, this.box(shape, path));
  }

  box(shape, path, label) {
    const many = shape.kind === "list", area = !many && shape.kind === "text" && !shape.address && (shape.most ?? 0) > PARAGRAPHS, short = ["date", "day", "integer", "number"].includes(shape.kind);
    const box = make(area ? "textarea" : "input", { id: this.id(path), autocomplete: "off", disabled: this.fixed(path), ...(area ? { rows: 2 } : { type: "text" }), ...(short && { className: "short" }), ...(label && { "aria-label": label }), ...this.described(path) });
    const value = this.value(path);
    box.value = many ? (isList(value) ? value.filter(isText).join(", ") : "") : isText(value) ? value : "";
    const kept = () => this.put(path, many ? listOf(box.value) : blankless(box.value));
    box.addEventListener("input", kept);
    box.addEventListener("change", () => {
      const mended = many ? box.value : written(shape, box.value, this.checks);
      this.touched.add(spot(path));
      if (mended !== box.value) box.value = mended;
      kept();
    });
    return box;
  }

  list(shape, path) {
    const words = shape.item.vocabulary ? [...wordsOf(this.checks, shape.item.vocabulary)] : null;
    if (words) return this.boxes(shape, path, words);
    if (shape.item.fields || (shape.item.most ?? 0) > PARAGRAPHS) return this.items(shape, path);
    const field = this.text(shape, path);
    field.querySelector("input").after(make("p", { className: "help", textContent: "Pisahkan dengan koma." }));
    return field;
  }

  boxes(shape, path, words) {
    const chosen = () => (isList(this.value(path)) ? this.value(path).filter(isText) : []);
    const foreign = chosen().filter((word) => !words.some(([id]) => id === word)).map((word) => [word, `${word} (bukan pilihan)`]);
    const options = [...words, ...foreign].map(([value, name]) => {
      const box = make("input", { type: "checkbox", value, checked: chosen().includes(value), disabled: this.fixed(path) });
      box.addEventListener("change", () => {
        const others = chosen().filter((word) => word !== value);
        this.put(path, box.checked ? [...others, value] : others.length ? others : undefined);
      });
      return make("label", { className: "option" }, box, make("span", { textContent: words.length > LONG_LIST && name !== value ? `${name} (${value})` : name }));
    });
    const many = make("div", { className: "many" }, ...options);
    return this.fieldset("", shape, path, words.length > LONG_LIST ? make("details", { className: "choices" }, make("summary", { textContent: "Daftar pilihan" }), many) : many);
  }

  // Records one by one, each folded; texts of a list stand open.
  items(shape, path) {
    const entries = make("div", { className: "entries" }), fixed = this.fixed(path);
    const show = () => entries.replaceChildren(...this.listed(path).map((_, index) => (shape.item.fields ? this.entry(shape, [...path, index], show) : this.line(shape, [...path, index], show))));
    const add = make("button", { type: "button", className: "button quiet add", textContent: `Tambah ${shape.label.toLowerCase()}` });
    add.addEventListener("click", () => {
      const index = this.listed(path).length, item = shape.item.fields ? record() : "";
      if (isRecord(item)) this.open.add(item);
      this.put(path, [...this.listed(path), item]);
      show();
      this.places.get(spot([...path, index])).querySelector("input, select, textarea").focus();
    });
    show();
    return this.fieldset("items", shape, path, entries, ...(fixed ? [] : [add]));
  }

  listed(path) {
    const value = this.value(path);
    return isList(value) ? value : [];
  }

  line(shape, path, show) {
    const box = this.box(shape.item, path, `${shape.label} ke-${path.at(-1) + 1}`);
    return this.placed(make("div", { className: "entry" }, make("p", { id: `${this.id(path)}-ket`, hidden: true }), box, this.fault(path), this.remover(shape, path, show)), path);
  }

  entry(shape, path, show) {
    const name = () => this.nameOf(this.value(path)), summary = make("summary"), inside = make("div");
    const number = `${shape.label} ke-${path.at(-1) + 1}`, naming = () => summary.replaceChildren(name() ? `${number}: ${name()}` : number);
    const build = () => {
      const fields = shape.item.fields.map((part) => this.field(part, [...path, part.name]));
      inside.replaceChildren(...fields, ...this.tools(path), ...(this.fixed(path.slice(0, -1)) ? [] : [this.remover(shape, path, show)]));
    };
    inside.addEventListener("input", naming);
    naming();
    return this.folded(this.value(path), summary, inside, build, path);
  }

  // The keys of a map: those that are known whether they are filled or not, and what else is there.
  map(shape, path) {
    const known = this.rowsOf(path), here = this.value(path), others = Object.keys(isRecord(here) ? here : {}).filter((key) => !known.some((row) => row.key === key));
    const rows = [...known, ...others.map((key) => ({ key, title: key, help: [] }))].map((row) => this.row(shape, [...path, row.key], row));
    return this.fieldset("items", shape, path, make("div", { className: "entries" }, ...rows));
  }

  row(shape, path, { title, help, words }) {
    const summary = make("summary"), state = make("small"), inside = make("div");
    const naming = () => (state.textContent = this.value([...path, "nilai"]) ?? (this.value([...path, "level"]) ? `tingkat ${this.value([...path, "level"])}` : "belum diketahui"));
    const build = () => {
      const fields = shape.item.fields.map((part) => (part.name === "nilai" && words ? this.select(part, [...path, part.name], words) : this.field(part, [...path, part.name])));
      inside.replaceChildren(make("ul", { className: "help" }, ...help.map((line) => make("li", { textContent: line }))), ...fields);
    };
    for (const kind of ["input", "change"]) inside.addEventListener(kind, naming);
    summary.append(title, " ", state);
    naming();
    return this.folded(null, summary, inside, build, path);
  }

  // What is folded is made when it is first opened.
  folded(item, summary, inside, build, path) {
    const details = make("details", {}, summary, inside), entry = make("div", { className: "entry" }, details, this.fault(path));
    const once = () => {
      if (!inside.childElementCount) build();
    };
    details.addEventListener("toggle", () => {
      if (details.open) once();
      if (item) this.open[details.open ? "add" : "delete"](item);
    });
    entry.unfold = () => {
      once();
      details.open = true;
    };
    if (item && this.open.has(item)) entry.unfold();
    return this.placed(entry, path);
  }

  remover(shape, path, show) {
    const button = make("button", { type: "button", className: "button quiet remove", textContent: "Hapus", "aria-label": `Hapus ${shape.label.toLowerCase()} ke-${path.at(-1) + 1}` });
    button.addEventListener("click", () => {
      const list = path.slice(0, -1), field = this.places.get(spot(list)), rest = this.listed(list).filter((_, index) => index !== path.at(-1));
      this.put(list, rest.length ? rest : undefined);
      show();
      const next = this.places.get(spot([...list, Math.min(path.at(-1), rest.length - 1)]));
      (rest.length ? next.querySelector("summary, textarea, input") : field.querySelector(":scope > .add")).focus();
      this.changed();
    });
    return button;
  }

  nameOf(item) {
    const key = isRecord(item) ? TITLES.find((name) => isText(item[name]) && item[name]) : undefined;
    return key ? [item[key], ...(key === "daerah" && isText(item.tahun) ? [item.tahun] : [])].join(", ") : "";
  }

  // ---- findings

  // The element in which a value stands, or the nearest around it that is there.
  place(path) {
    for (let length = path.length; length > 0; length--) {
      const found = this.places.get(spot(path.slice(0, length)));
      if (found?.isConnected) return found;
    }
    return null;
  }

  // Show each finding at its field; what is missing is told once its writer has been there, or all is asked for.
  show(findings, all = true) {
    const messages = new Map();
    for (const one of findings) {
      const place = this.place(one.path);
      if (place && (all || !one.missing || this.touched.has(spot(one.path)))) messages.set(place, [...(messages.get(place) ?? []), one]);
    }
    for (const field of this.places.values()) if (field.isConnected) this.tell(field, messages.get(field) ?? []);
  }

  tell(field, findings) {
    const line = field.querySelector(":scope > .fault-text"), key = JSON.stringify(findings.map(({ severity, message, help }) => [severity, message, help]));
    if (!line || (line.told ?? "[]") === key) return;
    line.told = key;
    line.hidden = !findings.length;
    line.replaceChildren(...findings.map((one) => make("span", { className: one.severity }, `${one.severity === "galat" ? "Perbaiki" : "Periksa"}: `, ...marked(one.message), ". ", ...marked(one.missing ? "" : one.help))));
    this.announce(line.textContent);
    const box = field.querySelector(":scope > :is(input, select, textarea)");
    if (findings.some((one) => one.severity === "galat")) box?.setAttribute("aria-invalid", "true");
    else box?.removeAttribute("aria-invalid");
  }

  // Open what folds a place away, and go there.
  focus(path) {
    for (let length = 1; length <= path.length; length++) this.places.get(spot(path.slice(0, length)))?.unfold?.();
    const place = this.place(path);
    if (!place) return;
    (place.querySelector("input, select, textarea, summary") ?? place).focus();
    place.scrollIntoView({ block: "center" });
  }
}

function listOf(text) {
  const words = text.split(/[,;\s]+/).filter(Boolean);
  return words.length ? words : undefined;
}

// Values of a settings file: how one is set, and how days move from one year to the next.

// Set a value in place; what that leaves empty goes, but an item of a list keeps its place, for boxes stand at it.
function store(tree, path, value) {
  const [part, ...rest] = path;
  if (rest.length) {
    const known = tree[part], inner = isList(known) || isRecord(known) ? known : typeof rest[0] === "number" ? [] : record();
    store(inner, rest, value);
    if (isList(tree) || (isList(inner) ? inner : Object.keys(inner)).length) tree[part] = inner;
    else delete tree[part];
  } else if (value !== undefined) tree[part] = value;
  else if (isList(tree)) tree[part] = "";
  else delete tree[part];
}

const blankless = (text) => (text.trim() ? text : undefined);

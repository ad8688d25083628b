// From the sheets of a workbook to records, each value with the cell it came from: one sheet for one innovation with the
// keys in a column, or one row for one innovation with the keys in a row.

import { beginnings } from "./beginnings.js";
import { slugOf } from "./grammar.js";
import { key } from "./reader.js";
import { itemColumns, keyed, tables } from "./tables.js";
import { isList, record, setAt, shapeAt, valueAt } from "./tree.js";
import { written } from "./typed.js";
import { reference } from "./workbook.js";

const HEADER_ROWS = 10, EXAMPLE = "contoh", MAIN = "inovasi";
const BESIDE = ["petunjuk", "pilihan", "yang kurang", "asal", "_katalog", "hasil pemeriksaan"];
const KEYS = "kunci";
const KEYLESS = "Salin isinya ke baris lembar ini yang mempunyai kunci, lalu kosongkan sel ini.";
const TEMPLATE = "Pakai templat usulan dari halaman data, dan biarkan kuncinya.";
const OWN = new Set(["opd", "nama_berkas"]);
const WANTED = {
  text: ["teks", "Beri selnya format Teks, lalu ketik ulang isinya."],
  number: ["angka", "Beri selnya format Umum, lalu ketik ulang angkanya."],
  date: ["tanggal", "Beri selnya format Teks, lalu ketik ulang, misalnya `2025-07-01`."],
  answer: ["ya atau tidak", "Beri selnya format Teks, lalu ketik `ya` atau `tidak`."],
};
const SHAPES = { number: "angka", date: "tanggal", answer: "TRUE atau FALSE" };

// Return the drafts of a workbook, and what is wrong with it as a whole.
export function readSheets(sheets, checks, agencies) {
  const reader = new Reader(checks, agencies);
  for (const sheet of sheets.filter(({ name }) => !BESIDE.includes(plain(name)))) reader.sheet(sheet);
  for (const rows of reader.waiting) reader.items(rows);
  const drafts = reader.drafts.filter((draft) => draft.filled);
  if (!drafts.length && !reader.faults.length) reader.faults.push({ place: "Berkas", message: "belum memuat isian usulan", help: TEMPLATE });
  return { drafts, faults: reader.faults, began: beginnings(sheets) };
}

const plain = (text) => text.trim().toLowerCase().split(/\s+/).join(" ");
const keyOf = (text) => plain(text).replace(/^[ *]+|[ *]+$/g, "").replace(/[ -]+/g, "_");

// One innovation in the making.
class Draft {
  constructor(place) {
    Object.assign(this, { place, tree: record(), opd: "", id: "", places: new Map(), blanks: new Map(), asked: new Set(), faults: [], filled: false });
  }

  get name() {
    return this.tree.nama ?? this.place;
  }

  put(path, value, place) {
    setAt(this.tree, path, value);
    this.places.set(key(path), place);
    this.filled = true;
  }

  // A long text goes on in the next line of its key.
  extend(path, text, place) {
    const before = valueAt(this.tree, path);
    this.put(path, before && text ? `${before}\n\n${text}` : text, before ? this.places.get(key(path)) : place);
  }

  strange(fault) {
    this.faults.push(fault);
    this.filled = true;
  }

  // The cell of a value, the empty one of what is missing, or that of what is nearest around it.
  at(path) {
    if (!this.places.has(key(path)) && this.blanks.has(key(path))) return this.blanks.get(key(path));
    for (let length = path.length; length > 0; length--) {
      const place = this.places.get(key(path.slice(0, length)));
      if (place) return place;
    }
    return this.place;
  }
}

class Reader {
  constructor(checks, agencies) {
    Object.assign(this, { checks, tables: tables(checks.bentuk), drafts: [], faults: [], waiting: [] });
    this.agencies = new Map(Object.entries(agencies).flatMap(([id, [name, short]]) => [[id, id], [slugOf(name), id], ...(short ? [[slugOf(short), id]] : [])]));
  }

  sheet(sheet) {
    const down = this.downwards(sheet), across = this.across(sheet);
    if (down) this.innovation(sheet, down);
    else if (across && plain(sheet.name) === MAIN) this.rows(sheet, across, this.tables.main);
    else if (across) this.waiting.push({ sheet, across });
    else if (sheet.rows.size) this.faults.push({ place: `Lembar ${sheet.name}`, message: "tidak memuat kunci, sehingga tidak terbaca", help: TEMPLATE });
  }

  // The column that holds the most keys of a record, if it holds some.
  downwards({ rows }) {
    const counts = new Map();
    for (const cells of rows.values()) for (const [column, { text }] of cells) if (column > 2 && (OWN.has(text) || keyed(this.checks.bentuk, text))) counts.set(column, (counts.get(column) ?? 0) + 1);
    const [column, most] = [...counts].sort((one, other) => other[1] - one[1])[0] ?? [0, 0];
    return most > 2 ? column : 0;
  }

  // The row that holds the most names of columns as they are written, else in other letters, if it holds some.
  across({ name, rows }) {
    const [list] = this.tables.lists.get(keyOf(name)) ?? [];
    if (!list && plain(name) !== MAIN) return 0;
    const known = list ? itemColumns(list.item) : this.tables.main;
    const named = (text) => known.has(text) || text === MAIN, count = (cells, write) => [...cells.values()].filter(({ text }) => named(write(text))).length;
    const counts = [...rows].filter(([row]) => row <= HEADER_ROWS).map(([row, cells]) => [row, count(cells, keyOf), count(cells, (text) => text.trim())]);
    const [row, most] = counts.sort((one, other) => other[2] - one[2] || other[1] - one[1])[0] ?? [0, 0];
    return most > 1 ? row : 0;
  }

  innovation(sheet, column) {
    const draft = new Draft(`Lembar ${sheet.name}`), numbers = new Map(), header = [...sheet.rows].find(([, cells]) => plain(cells.get(column)?.text ?? "") === KEYS)?.[0] ?? 0;
    for (const [row, cells] of sheet.rows) {
      const name = plain(cells.get(column)?.text ?? ""), cell = cells.get(column - 2), place = `Lembar ${sheet.name}, sel ${reference(row, column - 2)}`;
      if (row <= header) continue;
      const found = keyed(this.checks.bentuk, name);
      if (found) {
        draft.asked.add(name);
        draft.blanks.set(key(found.path), place);
      }
      if (!cell) continue;
      if (OWN.has(name)) this.own(draft, name, cell, place);
      else if (found) this.value(draft, { ...found, path: dense(found.path, numbers) }, cell, place);
      else draft.strange({ place, message: name ? `kunci \`${name}\` tidak dikenal` : "baris ini berisi tetapi tidak berkunci", help: KEYLESS });
    }
    this.drafts.push(draft);
  }

  // The rows below the names of the columns, each with what its cells say by name.
  *below({ name, rows }, header) {
    const names = new Map([...rows.get(header)].map(([column, { text }]) => [column, keyOf(text)]));
    for (const [row, cells] of rows) {
      const said = [...cells].filter(([column]) => names.has(column)).map(([column, cell]) => [names.get(column), { ...cell, place: `Lembar ${name}, sel ${reference(row, column)}` }]);
      const found = new Map(said);
      if (row <= header || plain(found.get("keterangan")?.text ?? "") === EXAMPLE) continue;
      for (const [column] of cells) if (!names.has(column)) this.headless(name, row, column);
      if ([...found.keys()].some((one) => one !== "keterangan")) yield { found, row };
    }
  }

  headless(name, row, column) {
    this.faults.push({ place: `Lembar ${name}, sel ${reference(row, column)}`, message: "kolom ini berisi data tetapi tidak berkunci", help: TEMPLATE });
  }

  rows(sheet, header, columns) {
    for (const { found, row } of this.below(sheet, header)) {
      const asked = [...sheet.rows.get(header).values()].flatMap(({ text }) => columns.get(keyOf(text))?.path.join(".") ?? []);
      const draft = Object.assign(new Draft(`Lembar ${sheet.name}, baris ${row}`), { filled: true, asked: new Set(asked) });
      for (const [name, cell] of found) {
        if (OWN.has(name)) this.own(draft, name, cell, cell.place);
        else if (columns.has(name)) this.value(draft, columns.get(name), cell, cell.place);
        else if (name !== "keterangan") draft.strange({ place: cell.place, message: `kolom \`${name}\` tidak dikenal`, help: TEMPLATE });
      }
      this.drafts.push(draft);
    }
  }

  // Add the rows of another sheet to the innovations that they name.
  items({ sheet, across }) {
    const lists = this.tables.lists.get(keyOf(sheet.name)), columns = itemColumns(lists[0].item);
    for (const { found, row } of this.below(sheet, across)) {
      const owner = found.get(MAIN), draft = owner && this.drafts.find((one) => [slugOf(one.name), one.id].includes(slugOf(owner.text)));
      const path = this.list(lists, found.get("indikator")), place = owner?.place ?? `Lembar ${sheet.name}, baris ${row}`;
      if (!draft) this.faults.push({ place, message: owner ? `tidak ada inovasi \`${owner.text}\` pada lembar Inovasi` : "nama inovasinya belum ditulis", help: "Tulis nama inovasi sama seperti pada lembar Inovasi." });
      else if (!path) draft.faults.push({ place: found.get("indikator")?.place ?? place, message: "indikatornya belum dipilih atau tidak dikenal", help: "Pilih dari daftar pada sel itu." });
      else this.item(draft, path, columns, found);
    }
  }

  item(draft, path, columns, found) {
    const list = valueAt(draft.tree, path), at = isList(list) ? list.length : 0;
    for (const [name, cell] of found) {
      const column = columns.get(name);
      if (column) this.value(draft, { ...column, path: [...path, at, ...column.path] }, cell, cell.place);
      else if (![MAIN, "keterangan", "indikator"].includes(name)) draft.faults.push({ place: cell.place, message: `kolom \`${name}\` tidak dikenal`, help: TEMPLATE });
    }
  }

  // The list that a row belongs to, where several have the same columns.
  list(lists, marker) {
    if (lists.length === 1) return lists[0].path;
    const wanted = slugOf(marker?.text ?? ""), title = (path) => shapeAt(this.checks.bentuk, path.slice(0, -1))?.label ?? "";
    return lists.find(({ path }) => wanted && [slugOf(path.at(-2)), slugOf(title(path))].includes(wanted))?.path;
  }

  own(draft, name, cell, place) {
    if (cell.fault) draft.faults.push({ place, message: cell.fault, help: cell.help });
    else if (name === "nama_berkas") Object.assign(draft, { id: cell.text.trim().replace(/\.yaml$/, ""), filled: true });
    else this.agency(draft, cell, place);
    draft.places.set(key([name === "opd" ? "opd" : "id"]), place);
  }

  agency(draft, { text }, place) {
    const bracketed = /\(([^()]+)\)\s*$/.exec(text)?.[1] ?? "", id = this.agencies.get(slugOf(text)) ?? this.agencies.get(slugOf(bracketed));
    if (id) draft.opd = id;
    else draft.faults.push({ place, message: `\`${text.slice(0, 80)}\` bukan OPD yang terdaftar`, help: "Pilih dari daftar pada sel itu." });
  }

  value(draft, { path, shape }, cell, place) {
    const problem = mistaken(cell, shape);
    const meant = (text, one) => (one.kind === "answer" ? plain(text) : written(one, text, this.checks));
    if (problem) draft.strange({ place, ...problem });
    else if (shape.kind === "list") draft.put(path, pieces(cell.text, shape.item).map((text) => meant(text, shape.item)), place);
    else draft.extend(path, meant(cell.text, shape), place);
  }
}

// Number the items of lists one after another, whatever rows of them stay empty.
function dense(path, numbers) {
  return path.map((part, at) => {
    if (typeof part !== "number") return part;
    const list = key(path.slice(0, at)), seen = numbers.get(list) ?? [];
    if (!seen.includes(part)) seen.push(part);
    numbers.set(list, seen);
    return seen.indexOf(part);
  });
}

function pieces(text, item) {
  const separator = item.vocabulary ? /[;\n]/ : /[;,\s]/, whole = text.replace(/(\d{4})\s*(-|\u2013|s\.?d\.?|sampai|hingga)\s*(\d{4})/g, "$1-$3");
  return (item.kind === "integer" ? whole : text).split(separator).map((piece) => piece.trim()).filter(Boolean);
}

// What is wrong with a cell whose kind is not that of its field.
function mistaken(cell, shape) {
  if (cell.fault) return { message: cell.fault, help: cell.help };
  if (cell.shape === "text") return null;
  const one = shape.item ?? shape, number = ["integer", "number"].includes(one.kind) || one.word;
  const wanted = number ? "number" : ["date", "day"].includes(one.kind) ? "date" : one.kind === "answer" ? "answer" : "text";
  const year = cell.shape === "number" && wanted === "date" && !cell.text.includes(".");
  const digits = cell.shape === "number" && wanted === "text" && (one.vocabulary || !cell.text.includes(".")) && one.name !== "telepon";
  if (cell.shape === wanted || year || digits) return null;
  return { message: `Excel membaca sel ini sebagai ${SHAPES[cell.shape]} (\`${cell.text}\`), padahal isinya ${WANTED[wanted][0]}`, help: WANTED[wanted][1] };
}

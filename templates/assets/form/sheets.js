// From the sheets of a workbook to records, each value with the cell it came from: one sheet for one innovation with the
// keys in a column, or one row for one innovation with the keys in a row.

import { beginnings, itemColumns, keyed, tables } from "./proposal.js";
import { key } from "./reader.js";
import { isList, record, setAt, shapeAt, slugOf, valueAt, written } from "./values.js";

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

// The cells of a spreadsheet as texts with their places. The file comes from anyone: what it is and how large it would
// become is looked at before its cells are read, and nothing in it is computed or fetched.

const MACROS = /vbaProject|macrosheets/i, FOREIGN = /externalLinks\/|connections\.xml|queryTables\/|activeX|ctrlProps|embeddings\/|webextensions\//i;
const PARTS = /^xl\/(?:_rels\/)?[^/]+\.(?:xml|rels)$|^xl\/worksheets\/[^/]+\.xml$/i;
const LAST_ROW = 1_048_576;
const SAVE_AS = "Di Excel pilih Simpan Sebagai, lalu jenis Buku Kerja Excel (.xlsx).";
const PASTE = "Salin selnya, lalu tempel di tempat yang sama sebagai nilai.";
const RETYPE = "Kosongkan selnya, lalu ketik isinya.";

export class Refused extends Error {
  constructor(message, help = SAVE_AS) {
    super(message);
    this.help = help;
  }
}

export const isWorkbook = (start) => start[0] === 0x50 && start[1] === 0x4b;

// Return every sheet with its filled cells by row and column, from 1.
export async function readCells(content, limits, { readWorkbook, unzipSync }) {
  if (content.byteLength > limits.berkas) throw new Refused(`berkas lebih besar dari ${limits.berkas / 1024 / 1024} MB`, "Hapus gambar dari berkas itu, lalu simpan lagi.");
  const marks = marksOf(unpacked(content, limits, unzipSync), limits);
  let sheets = [];
  try {
    sheets = await readWorkbook(content);
  } catch {
    const [sheet] = marks.filter((one) => one.cells.size);
    throw sheet ? new Refused(`lembar ${sheet.title} memuat rumus atau galat pada sel ${[...sheet.cells.keys()].join(", ")}`, PASTE) : new Refused("berkas rusak atau bukan berkas Excel (.xlsx)");
  }
  return sheets.map(({ sheet, data }, at) => ({ name: sheet, rows: cells(data, marks[at]?.cells ?? new Map()) }));
}

function unpacked(content, limits, unzipSync) {
  let parts = 0, size = 0;
  const filter = ({ name, originalSize }) => {
    parts += 1;
    size += originalSize;
    if (parts > limits.bagian || size > limits.isi) throw new Refused("isi berkas jauh lebih besar dari ukurannya");
    if (MACROS.test(name)) throw new Refused("berkas memuat program (makro)", "Di Excel pilih Simpan Sebagai, lalu jenis Buku Kerja Excel (.xlsx), yang tidak menyimpan makro.");
    if (FOREIGN.test(name)) throw new Refused("berkas mengambil data dari berkas atau program lain", "Salin isinya ke templat kosong dari halaman data, lalu simpan.");
    return PARTS.test(name);
  };
  try {
    const texts = Object.entries(unzipSync(new Uint8Array(content), { filter })).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]);
    if (texts.some(([, text]) => text.includes("<!DOCTYPE"))) throw new Refused("berkas memuat deklarasi XML yang tidak dipakai berkas Excel");
    return new Map(texts);
  } catch (error) {
    throw error instanceof Refused ? error : new Refused("berkas rusak atau bukan berkas Excel (.xlsx)");
  }
}

const tags = (text, name) => [...text.matchAll(new RegExp(`<(?:\\w+:)?${name}\\b([^>]*)>`, "g"))].map((match) => attributes(match[1]));
const attributes = (text) => Object.fromEntries([...text.matchAll(/([\w:]+)\s*=\s*"([^"]*)"/g)].map((match) => [match[1], match[2]]));

// What the reader of values does not tell: formulas, errors and per cents, by sheet in the order of the workbook.
function marksOf(parts, limits) {
  const [main, book] = [...parts].find(([name, text]) => /^xl\/[^/]+\.xml$/i.test(name) && /<(?:\w+:)?sheets\b/.test(text)) ?? ["", ""];
  const relations = parts.get(main.replace(/([^/]+)$/, "_rels/$1.rels")) ?? "";
  const targets = new Map(tags(relations, "Relationship").map((one) => [one.Id, (one.Target ?? "").replace(/^\/?(?:xl\/)?/, "xl/")]));
  const percents = percentStyles(parts.get("xl/styles.xml") ?? "");
  return tags(book, "sheet").map((sheet) => ({ title: sheet.name, cells: cellMarks(parts.get(targets.get(sheet["r:id"])) ?? "", percents, limits) }));
}

function percentStyles(styles) {
  const formats = new Set(["9", "10", ...tags(styles, "numFmt").filter((one) => one.formatCode?.includes("%")).map((one) => one.numFmtId)]);
  const used = /<(?:\w+:)?cellXfs\b[\s\S]*?<\/(?:\w+:)?cellXfs>/.exec(styles)?.[0] ?? "";
  return new Set(tags(used, "xf").flatMap((one, index) => (formats.has(one.numFmtId) ? [String(index)] : [])));
}

function cellMarks(text, percents, limits) {
  const found = new Map();
  for (const { r } of tags(text, "row")) if (Number(r) > LAST_ROW) throw new Refused("berkas rusak atau bukan berkas Excel (.xlsx)");
  for (const [, written, filled] of text.matchAll(/<(?:\w+:)?c\b([^>]*[^/>]|)>\s*<(?:\w+:)?(f|v|is)\b/g)) {
    const { r = "", s, t } = attributes(written), [row, column] = position(r);
    if (row > limits.baris || column > limits.kolom) throw new Refused(`sel ${r.slice(0, 12)} terisi, padahal paling banyak ${limits.baris} baris dan ${limits.kolom} kolom`, "Hapus isi sel itu, lalu simpan lagi.");
    if (filled === "f") found.set(r, "rumus");
    else if (t === "e") found.set(r, "galat");
    else if (percents.has(s) && (t ?? "n") === "n") found.set(r, "persen");
  }
  return found;
}

function position(reference) {
  const match = /^([A-Z]{1,3})([0-9]{1,7})$/.exec(reference);
  if (!match) throw new Refused("berkas rusak atau bukan berkas Excel (.xlsx)");
  return [Number(match[2]), [...match[1]].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0)];
}

function reference(row, column) {
  let letters = "";
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26)) letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  return `${letters}${row}`;
}

function cells(data, marks) {
  const rows = new Map();
  for (const [y, values] of data.entries()) {
    const filled = values.flatMap((value, x) => {
      const cell = told(value, marks.get(reference(y + 1, x + 1)));
      return cell ? [[x + 1, cell]] : [];
    });
    if (filled.length) rows.set(y + 1, new Map(filled));
  }
  return rows;
}

// A value as data files write it, and what the workbook says it is; `fault` says why it cannot be used.
function told(value, mark) {
  if (mark === "rumus") return { text: "", shape: "text", fault: "sel berisi rumus", help: PASTE };
  if (mark === "galat") return { text: "", shape: "text", fault: "sel berisi galat", help: RETYPE };
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean") return { text: value ? "ya" : "tidak", shape: "answer" };
  if (value instanceof Date) return { text: value.toISOString().slice(0, 10), shape: "date" };
  if (typeof value === "number") return { text: String(Number((mark === "persen" ? value * 100 : value).toPrecision(15))), shape: "number" };
  const text = String(value).replace(/_x000D_\n|\r\n?/g, "\n");
  return text.trim() ? { text, shape: "text" } : null;
}

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

export function reference(row, column) {
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

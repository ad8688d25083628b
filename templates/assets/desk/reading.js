// A text that somebody sent becomes a submission with all that is wrong with it, each at its line, as the import reads it.

import { keysBelow, read } from "../form/reader.js";
import { privateNumbers } from "../form/rules.js";
import { numberOf } from "../form/submission.js";
import { pattern } from "../form/text.js";
import { closest, validate } from "../form/validate.js";
import { isList, record } from "../form/values.js";
import { carried, heads, mended, numbersAround, told } from "./carried.js";

export const UNASSIGNED = "belum-ditetapkan";
const NOTHING = "Kirim lagi dari formulir usulan atau halaman OPD, utuh dari baris pertama. Kiriman catatan diawali baris `# kiriman: catatan`, jawaban diawali `kiriman: jawaban`.";
const WHERE = "Tulis baris `# berkas: innovations/<opd>/<nama>.yaml`, dengan huruf kecil, angka, dan tanda hubung.";
const ALLOWED = { dasar: [/^[0-9a-f]{16}$/i, "enam belas angka dan huruf a sampai f"], pengganti: [/^(?:ya|tidak)$/i, "`ya` atau `tidak`"] };

export const fault = (rule, line, message, help, more = {}) => ({ rule, severity: "galat", line, message, help, ...more });
export const remark = (rule, line, message, help) => ({ rule, severity: "peringatan", line, message, help });

// Return the submission: kind "catatan" or "jawaban" ("" for none), number, text, tree, findings, and `line` of a path; of a
// record also path, opd, id, base, office and replaces. `checks` are those of the desk, `agencies` the names by identity.
export function readSubmission(text, checks, agencies, yaml) {
  const sign = text.search(pattern(checks, "kendali"));
  if (sign >= 0) return { kind: "", number: "", findings: [control(text, sign)] };
  const taken = carried(text, checks);
  if (!taken) return { kind: "", number: "", findings: [fault("berkas-tidak-terbaca", 1, "teks ini tidak memuat kiriman katalog", NOTHING)] };
  const found = [...refused(taken, checks)];
  if (found.length) return { kind: "", number: "", findings: found };
  const [head] = heads(taken, checks), isRecord = head.text.startsWith("#");
  if (/^kiriman\s*:\s*meja/i.test(head.text)) return { kind: "", number: "", findings: [fault("berkas-tidak-terbaca", head.number, "ini bundel dari meja, bukan kiriman OPD", "Serahkan kepada pengelola katalog untuk dimasukkan.")] };
  const made = isRecord ? recordOf(taken, checks, agencies, yaml) : answersOf(taken, checks, yaml);
  made.findings = [...[...told(taken, checks)].map((one) => remark("bentuk-salah", one.line, one.message, one.help)), ...numbered(made, taken, checks), ...made.findings];
  return made;
}

function control(text, at) {
  const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, "0");
  return fault("berkas-tidak-terbaca", text.slice(0, at).split(/\r\n?|\n/).length, `aksara kendali U+${code} tidak boleh ada`, "Hapus aksara yang tidak terlihat ini, lalu ketik ulang.");
}

// What keeps anybody from telling where the submission begins and ends.
function* refused(taken, checks) {
  if (taken.torn) yield fault("berkas-tidak-terbaca", taken.torn.number, "baris ini terputus dari kutipan di atasnya, sehingga belum jelas apakah bagian kiriman", "Salin kiriman dari pesan aslinya, bukan dari kutipan balasan, atau kirim sebagai berkas.");
  for (const line of heads(taken, checks).slice(1)) yield fault("dokumen-ganda", line.number, "di sini mulai kiriman kedua", "Jadikan tiap kiriman satu berkas, lalu masukkan semuanya sekaligus.");
}

// Tell where the message around a submission names another number than what arrived has.
function* numbered({ number }, taken, checks) {
  const named = numbersAround(taken, checks);
  if (!named.length || named.includes(number)) return;
  yield remark("bentuk-salah", 1, `pesan ini menyebut nomor ${named[0]}, sedangkan isi yang sampai bernomor ${number}`, "Isinya berubah di jalan. Bandingkan dengan pengirimnya, atau minta dikirim sebagai berkas.");
}

const textOf = (lines) => `${lines.map((line) => line.text).join("\n")}\n`;

// The checks of answers: their shape instead of that of a record.
const forAnswers = (checks) => ({ ...checks, bentuk: checks.kiriman.jawaban });

function answersOf({ lines }, checks, yaml) {
  const own = forAnswers(checks), body = bodyOf(lines, own, yaml), tree = body.reading.tree;
  delete tree.kiriman;
  const findings = body.reading.broken ? [] : validate(tree, own).map((one) => ({ ...one, line: body.line(one) }));
  if (isList(tree.jawaban) && !tree.jawaban.length) findings.push(fault("wajib-diisi", body.line({ path: ["jawaban"] }), "`jawaban` kosong", "Isi paling sedikit satu jawaban."));
  return { kind: "jawaban", number: numberOf(textOf(lines)), text: textOf(lines), tree, checks: own, office: tree.jabatan ?? "", line: (path) => body.line({ path }), findings: [...body.findings, ...findings] };
}

function recordOf({ lines }, checks, agencies, yaml) {
  const length = lines.findIndex((line) => line.text.trim() && !line.text.startsWith("#")), head = lines.slice(0, length < 0 ? lines.length : length);
  const pointer = new RegExp(`^(?:${checks.kiriman.pola.penunjuk[0]})$`, "iu"), [said, faults] = pointers(head, pointer, checks);
  const body = bodyOf([...head.filter((line) => !pointer.test(line.text)), ...lines.slice(head.length)], checks, yaml);
  const path = (said.berkas ?? "").replaceAll("\\", "/").replace(/^[`'" ]+|[`'" ]+$/g, ""), place = placeOf(path, checks);
  const first = head.find((line) => /^#\s*kiriman\s*:/i.test(line.text)) ?? lines[0], { reading } = body;
  const shape = reading.broken ? [] : validate(reading.tree, checks).map((one) => ({ ...one, line: body.line(one) }));
  return {
    kind: "catatan", number: numberOf(textOf(lines)), text: textOf(lines), tree: reading.tree, reading, checks, path, ...place,
    base: (said.dasar ?? "").toLowerCase(), office: said.jabatan ?? "", replaces: said.pengganti?.toLowerCase() === "ya",
    line: (at, onKey) => body.line({ path: at, onKey }),
    findings: [...faults, ...pathFaults(path, place, agencies, checks, first.number), ...body.findings, ...shape],
  };
}

// What the comments at the head say, each once.
function pointers(lines, pointer, checks) {
  const found = record(), faults = [];
  for (const line of lines) {
    const [, name, value] = pointer.exec(line.text) ?? [];
    if (!value) continue;
    const key = name.toLowerCase(), [allowed, form] = ALLOWED[key] ?? [];
    if (key in found) faults.push(fault("kunci-ganda", line.number, `\`# ${key}:\` ditulis dua kali`, checks.kiriman.ulangi));
    else if (allowed && !allowed.test(value)) faults.push(fault("penulisan-salah", line.number, `\`${value.slice(0, 40)}\` bukan isi \`# ${key}:\`, yaitu ${form}`, checks.kiriman.ulangi));
    found[key] ??= value;
  }
  return [found, faults];
}

function placeOf(path, checks) {
  const [, opd, id] = /^innovations\/([^/]+)\/([^/]+)\.yaml$/.exec(path) ?? [], isName = new RegExp(`^${checks.batas.slug}$`);
  return isName.test(opd ?? "") && isName.test(id ?? "") ? { opd, id } : { opd: "", id: "" };
}

function* pathFaults(path, { opd }, agencies, checks, line) {
  if (!opd) yield fault("letak-berkas", line, path ? `\`${path.slice(0, 120)}\` bukan letak catatan inovasi` : "kiriman ini tidak menyebut letak berkasnya", WHERE);
  else if (!(opd in agencies)) yield unknownAgency(opd, agencies, checks, line, "Pilih OPD dari daftar pada formulir, lalu kirim lagi.");
}

export function unknownAgency(opd, agencies, checks, line, otherwise = "Pakai nama berkas OPD itu menurut daftar OPD, tanpa `.yaml`.") {
  const match = closest(checks, opd, Object.fromEntries(Object.entries(agencies).filter(([id]) => id !== UNASSIGNED).map(([id, [name]]) => [id, [name]])));
  return fault("opd-tidak-dikenal", line, `\`${opd}\` bukan OPD yang terdaftar`, match ? `Mungkin maksudnya \`${match}\`.` : otherwise);
}

// Read lines as one document, each fault at the line where it arrived.
function bodyOf(lines, checks, yaml) {
  const empty = emptied(lines, checks), written = read(textOf(empty.lines), checks, yaml), mend = written.broken ? certain(written, checks, yaml) : null;
  const reading = mend ?? written;
  const arrived = (line) => (lines[Math.min(line, lines.length) - 1] ?? { number: 1 }).number;
  const numbers = reading.lines.flatMap((text, at) => [...privateNumbers(text, checks)].map((one) => ({ ...one, line: arrived(at + 1) })));
  return { reading, findings: [...empty.findings, ...written.faults.map((one) => ({ ...one, line: arrived(one.line), ...(mend && { severity: "peringatan", message: `${one.message}; dibaca menurut perbaikan ini` }) })), ...(reading.broken ? [] : numbers)], line: (found) => arrived(reading.line(found)) };
}

// A broken text as it is meant, where that is sure: no mended line may hold what nobody knows.
function certain(written, checks, yaml) {
  const found = mended(written, checks, yaml);
  return found && !validate(found.reading.tree, checks).some((one) => one.rule !== "wajib-diisi" && found.lines.has(found.reading.line(one))) ? found.reading : null;
}

// A pair of printed quotes around nothing is the empty field that it was before a phone changed it.
function emptied(lines, checks) {
  const keys = keysBelow(checks.bentuk), [source] = checks.kiriman.pola.kutip_kosong, pattern = new RegExp(`^(?:${source})$`, "u"), findings = [];
  const made = lines.map((line) => {
    const [, before, key] = pattern.exec(line.text) ?? [];
    if (!keys.has(key)) return line;
    findings.push(remark("kutip-janggal", line.number, `\`${key}\` hanya berisi tanda kutip; dibaca sebagai kosong`, "Biarkan bila memang kosong."));
    return { ...line, text: before };
  });
  return { lines: made, findings };
}

// What the desk knows to judge by: the checks, the names of records and agencies, and the published records themselves.

const SLOT = "*"; // Where the address of a record has its name.
const localDay = () => new Intl.DateTimeFormat("sv", { dateStyle: "short" }).format(new Date());

// `data` is what the page knows; files come through the bundle, so that they are at hand offline.
export async function openDesk(bundle, data, today = localDay()) {
  const own = data.masuk, yaml = await import("../yaml.js"), checks = { ...data.periksa, kiriman: own.kiriman }, records = new Map();
  const text = async (address) => (await bundle.original(address))?.text;
  const needed = async (address) => {
    const found = await text(address);
    if (found === undefined) throw new Error(address); // Without the names every correction would look like a new record.
    return found;
  };
  const names = JSON.parse(await needed(own.alamat.nama)).inovasi.map(([id, nama, opd]) => ({ id, nama, opd }));
  const fetched = async (id) => {
    const found = await bundle.original(own.alamat.catatan.replace(SLOT, id));
    if (!found) return null;
    const reading = read(found.text, checks, yaml);
    return reading.broken ? null : { reading, tree: reading.tree, text: found.text, mark: found.base };
  };
  // A published record, or null where it cannot be had; what failed is asked for again.
  const published = (id) => {
    if (!records.has(id)) records.set(id, fetched(id).catch(() => records.delete(id) && null));
    return records.get(id);
  };
  return { bundle, checks, yaml, names, published, text, today, agencies: data.opd, units: own.induk, renamed: own.nama_lama, coordinator: data.koordinator, round: own.putaran };
}

// A file of any kind as plain values.
export const valuesOf = (text, { checks, yaml }) => read(text, checks, yaml).tree;

// What all else stands on: the words of `check` and its patterns, as the page brings them along; texts as they look, are
// counted and are quoted; days as people read them; and the names of all innovations.

export function phrase(checks, key, values = {}) {
  return checks.kalimat[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

// The words of a closed list with their names, in its order.
export function wordsOf(checks, vocabulary) {
  return new Map(checks.kosakata[vocabulary] ?? []);
}

const compiled = new Map();

// Compile each pattern once, and let each use begin at the start.
function compile(source, flags) {
  const name = `${flags} ${source}`;
  if (!compiled.has(name)) compiled.set(name, new RegExp(source, flags));
  const made = compiled.get(name);
  made.lastIndex = 0;
  return made;
}

export function pattern(checks, name) {
  return compile(...checks.pola[name]);
}

export function found(checks, name, text) {
  return pattern(checks, name).test(text);
}

export function matchesWhole(checks, name, text) {
  const [source, flags] = checks.pola[name];
  return compile(`^(?:${source})$`, flags).test(text);
}

export function enumerate(checks, words) {
  const listed = words.map((word) => `\`${word}\``), most = checks.batas.disebut;
  if (listed.length <= most) return listed.join(", ");
  return phrase(checks, "lainnya", { words: listed.slice(0, most).join(", "), count: listed.length - most });
}

export function finding(checks, rule, path, message, help, onKey = false) {
  return { rule, severity: checks.aturan[rule][0], path, message, help, onKey };
}

// The text as it looks: every kind of space is a space, and what has no width is not there.
export function visible(text, checks) {
  const spaces = new Set(checks.daftar.spasi);
  const shown = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n").replace(pattern(checks, "kendali"), " ");
  return [...shown].map((sign) => (spaces.has(sign.codePointAt(0)) ? " " : sign)).join("").replace(pattern(checks, "tersembunyi"), "");
}

export function quoted(text) {
  if (/[\x00-\x1f\x7f]/.test(text)) {
    return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n").replaceAll("\t", "\\t")}"`;
  }
  if (/["\\]/.test(text) && !text.includes("'")) return `'${text}'`;
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

// Words are counted as a word processor does, and as the readiness of a record does.

export function countWords(checks, text) {
  const shown = (text ?? "").replace(pattern(checks, "kata_alamat"), "] ").replace(pattern(checks, "kata_nomor"), "");
  return shown.split(/\s+/u).filter((piece) => /[\p{L}\p{N}]/u.test(piece)).length;
}

export const countCharacters = (text) => [...text].length;

// A year, a month or a day in the writing of data files, as people read it.

export function dateText(text, checks) {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (!match) return text;
  const month = match[2] ? `${checks.daftar.bulan[Number(match[2]) - 1] ?? match[2]} ` : "";
  return `${match[3] ? `${Number(match[3])} ` : ""}${month}${match[1]}`;
}

// The names of all innovations: one small file, fetched when it is first needed.

let waiting = null;

// Gives [{ id, nama, opd }]; nothing when the file cannot be had, and then the next call asks again.
export function names(address) {
  waiting ??= fetch(address)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
    .then(({ inovasi }) => inovasi.map(([id, nama, opd]) => ({ id, nama, opd })))
    .catch(() => {
      waiting = null;
      return [];
    });
  return waiting;
}

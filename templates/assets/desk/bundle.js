// The draft of what the desk will send: it stays in this browser until it is sent, over reloads, in two tabs, and on
// top of whatever is published meanwhile.

import { numberOf } from "../form/submission.js";
import { sha256 } from "../sha256.js";

const PREFIX = "meja:";
const CLOSED = "Berkas ini tidak diterbitkan untuk umum, jadi tidak dapat diubah dari sini. Pakai terbitan internal.";
const EMPTY = { office: "", files: {}, submissions: {} };
const AT_ONCE = 4;

const copy = (value) => JSON.parse(JSON.stringify(value));
const markOf = (bytes) => [...sha256(bytes).slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

async function fetched(address) {
  const answer = await fetch(address, { cache: "no-cache" });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

// Open the draft of a site: `site` is the address of its root, `closed` are the beginnings of paths that are not
// published, `read` gives the bytes at an address, or null.
export function openBundle(storage, { site = new URL("../", location.href).href, closed = [], read = fetched } = {}) {
  return new Draft(storage, new URL(site), closed, read);
}

class Draft {
  constructor(storage, site, closed, read) {
    Object.assign(this, { storage, closed, read, site, key: PREFIX + site.pathname, kept: true, listeners: new Set(), known: new Map(), texts: new Map() });
    this.state = this.stored() ?? copy(EMPTY);
    this.save(this.state);
    globalThis.addEventListener?.("storage", (event) => {
      if (event.key !== this.key && event.key !== null) return;
      this.state = this.stored() ?? copy(EMPTY);
      this.tell();
    });
  }

  // ---- what is published

  // Return the published file and its mark, null where there is none; what was read once is at hand offline.
  original(path) {
    if (this.closed.some((start) => path.startsWith(start))) return Promise.reject(new Error(CLOSED));
    if (!this.known.has(path)) {
      const asked = this.published(path);
      this.known.set(path, asked);
      asked.catch(() => this.known.delete(path));
    }
    return this.known.get(path);
  }

  async published(path) {
    const bytes = await this.read(new URL(path, this.site).href);
    if (!bytes) return null;
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes), base = markOf(bytes);
    this.texts.set(`${path} ${base}`, text);
    return { text, base };
  }

  // Read files ahead, few at a time, so that the page works without a network afterwards; return how many are at hand.
  async prepare(paths) {
    const waiting = [...paths];
    let found = 0;
    const work = async () => {
      for (let path = waiting.shift(); path; path = waiting.shift()) found += await this.original(path).then(() => 1, () => 0);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return found;
  }

  // ---- the draft

  setFile({ path, base, text, about, faults = [] }) {
    this.change(({ files }) => {
      const former = files[path] && files[path].base === base ? files[path].began : undefined;
      files[path] = { path, ...(base && { base }), text, about, faults, began: this.texts.get(`${path} ${base}`) ?? former };
    });
  }

  dropFile(path) {
    this.change(({ files }) => delete files[path]);
  }

  files() {
    return Object.values(copy(this.state.files));
  }

  // `photos` are the places in the catalogue of the photos that it brings.
  addSubmission({ name, text, via, about, photos = [] }) {
    this.change(({ submissions }) => (submissions[name] = { name, text, via, about, ...(photos.length && { photos }) }));
  }

  dropSubmission(name) {
    this.change(({ submissions }) => delete submissions[name]);
  }

  submissions() {
    return Object.values(copy(this.state.submissions));
  }

  get office() {
    return this.state.office;
  }

  set office(office) {
    this.change((state) => (state.office = office));
  }

  // Call back after each change, also of another tab; return what ends that.
  onChange(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  // ---- a newer publication

  // Lay the draft on what is published by now; return in words what that did. What both changed waits for a choice.
  async refresh() {
    const told = [];
    for (const { path, base } of this.files()) {
      const now = await this.published(path).catch(() => undefined);
      if (now === undefined || (now?.base ?? "") === (base ?? "")) continue;
      this.known.set(path, Promise.resolve(now));
      this.change(({ files }) => {
        if (files[path] && (files[path].base ?? "") !== (now?.base ?? "")) told.push(settle(files, path, now));
      });
    }
    return told.filter(Boolean);
  }

  // Take off the list what the published lists of receipts name.
  async received(paths) {
    const lists = await Promise.all(paths.map((path) => this.published(path).catch(() => null)));
    const listed = (number) => lists.some((one) => one?.text.includes(number));
    for (const { name, text } of this.submissions()) if (listed(name) || listed(numberOf(text))) this.dropSubmission(name); // A greeting is no part of the number.
  }

  // End a conflict: the draft as it is replaces what is published, or goes.
  choose(path, own) {
    this.change(({ files }) => {
      const { now, ...mine } = files[path] ?? {};
      if (!now) return;
      if (!own) delete files[path];
      else files[path] = { ...mine, base: now.base, began: now.text };
    });
  }

  // ---- where it is kept

  stored() {
    try {
      const found = JSON.parse(this.storage.getItem(this.key) ?? "null");
      return found && typeof found.files === "object" ? { ...copy(EMPTY), ...found } : null;
    } catch {
      return null;
    }
  }

  // Change what is kept, not what this tab knew, so that another tab loses nothing.
  change(act) {
    const state = (this.kept && this.stored()) || this.state;
    act(state);
    this.state = state;
    this.save(state);
    this.tell();
  }

  save(state) {
    try {
      const text = JSON.stringify(state);
      this.storage.setItem(this.key, text);
      this.kept = this.storage.getItem(this.key) === text;
    } catch {
      this.kept = false;
    }
  }

  tell() {
    for (const listener of this.listeners) listener(this);
  }
}

// Move one file of a draft onto what is published now.
function settle(files, path, now) {
  const file = files[path], { began, text } = file;
  if (now?.text === text) {
    delete files[path];
    return `${path} sudah terbit seperti yang Anda tulis.`;
  }
  const joined = now && began !== undefined ? rebased(began, text, now.text) : null;
  if (joined === null) {
    file.now = now ?? {};
    return "";
  }
  files[path] = { ...file, base: now.base, began: now.text, text: joined, now: undefined };
  return `${path} berubah sejak Anda membukanya; perubahan Anda dipasang pada berkas yang baru.`;
}

// The text of a bundle, from which the same bytes are read again whatever carries it.

const HARMLESS = /^[\x20-\x7e\xa1-\xac\xae-\u024f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u22ff\u2500-\u27bf]*$/;
const PHOTOS = 8_000_000; // Bytes of photos that go together; the program takes 10 MiB.
const LONGEST = 400_000; // Characters of one bundle; the program takes 512 KiB.

// What no channel changes stands as it is; blanks at ends of lines, and signs that cannot be seen, are escaped.
function content(text, margin) {
  const lines = text.split("\n");
  const plain = /[^\n]\n$/.test(text) && !/^\n* /.test(text) && lines.every((line) => HARMLESS.test(line) && !line.endsWith(" "));
  if (!plain) return ` ${quoted(text)}\n`;
  return ` |\n${lines.slice(0, -1).map((line) => (line ? margin + line : "")).join("\n")}\n`;
}

const code = (sign, digits) => sign.codePointAt(0).toString(16).padStart(digits, "0");
const quoted = (text) => JSON.stringify(text).replace(/[^\x20-\x7e]/gu, (sign) => (sign.codePointAt(0) > 0xffff ? `\\U${code(sign, 8)}` : `\\u${code(sign, 4)}`));

export function bundleText({ day, office, files = [], submissions = [] }) {
  const head = `kiriman: meja\ntanggal: ${day}\njabatan: ${quoted(office.replace(/\s+/g, " ").trim())}\n`;
  const own = files.map(({ path, base, text }) => `  - tempat: ${path}\n${base ? `    dasar: ${base}\n` : ""}    isi:${content(text, "      ")}`);
  const received = submissions.map(({ via, text }) => `  - lewat: ${via}\n    isi:${content(text, "      ")}`);
  return head + (own.length ? `berkas:\n${own.join("")}` : "") + (received.length ? `diterima:\n${received.join("")}` : "");
}

const isReview = ({ path }) => /^periods\/\d{4}\/reviews\//.test(path);

// Return what goes together: a verdict never comes with a record, and nothing is larger than what is taken.
export function portions(files, submissions, weigh = () => 0) {
  const apart = files.some(isReview) && submissions.length > 0;
  const parts = apart ? [{ files, submissions: [] }, { files: [], submissions }] : [{ files, submissions }];
  return parts.flatMap((part) => split(part, weigh)).filter((one) => one.files.length || one.submissions.length);
}

function split({ files, submissions }, weigh) {
  const begun = () => ({ files: [], submissions: [], size: 0, photos: 0 }), found = [begun()];
  for (const [kind, items] of Object.entries({ files, submissions })) {
    for (const one of items) {
      const size = one.text.length * 1.1 + 200, photos = weigh(one), last = found.at(-1);
      if (last.size && (last.size + size > LONGEST || last.photos + photos > PHOTOS)) found.push(begun());
      found.at(-1)[kind].push(one);
      found.at(-1).size += size;
      found.at(-1).photos += photos;
    }
  }
  return found;
}

// A draft laid on a newer publication, line by line: what each side changed of what the draft began with is kept.

const MOST = 4_000_000; // Pairs of lines that are compared; beyond that the middle counts as one change.

// Return the text with the changes of both, or null where both changed the same lines.
export function rebased(began, mine, theirs) {
  if (mine === theirs || theirs === began) return mine;
  if (mine === began) return theirs;
  const lines = began.split("\n"), own = changes(lines, mine.split("\n")), other = changes(lines, theirs.split("\n"));
  if (own.some((one) => other.some((two) => meet(one, two) && !same(one, two)))) return null;
  const all = [...own, ...other.filter((two) => !own.some((one) => same(one, two)))];
  for (const one of all.sort((a, b) => b.from - a.from)) lines.splice(one.from, one.to - one.from, ...one.lines);
  return lines.join("\n");
}

const meet = (one, two) => one.from <= two.to && two.from <= one.to;
const same = (one, two) => one.from === two.from && one.to === two.to && one.lines.join("\n") === two.lines.join("\n");

// Return what turns some lines into others: which are replaced, `from` one `to` before another, and by what.
function changes(old, now) {
  let start = 0, end = 0;
  const shorter = Math.min(old.length, now.length);
  while (start < shorter && old[start] === now[start]) start++;
  while (end < shorter - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;
  const a = old.slice(start, old.length - end), b = now.slice(start, now.length - end);
  if (a.length * b.length > MOST) return [{ from: start, to: start + a.length, lines: b }];
  return replaced(a, b, start);
}

function replaced(a, b, start) {
  const found = [], common = lengths(a, b);
  let open = null, i = 0, j = 0;
  const change = () => (open ??= found[found.push({ from: start + i, to: start + i, lines: [] }) - 1]);
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      open = null;
      i++, j++;
    } else if (j < b.length && (i === a.length || common[i][j + 1] >= common[i + 1][j])) change().lines.push(b[j++]);
    else change().to = start + ++i;
  }
  return found;
}

// The length of the longest common part of what follows each pair of places.
function lengths(a, b) {
  const table = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) table[i][j] = a[i] === b[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
  return table;
}

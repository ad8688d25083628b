// The draft of what the desk will send: it stays in this browser until it is sent, over reloads, in two tabs, and on
// top of whatever is published meanwhile.

import { numberOf } from "../form/receipt.js";
import { sha256 } from "../sha256.js";
import { rebased } from "./rebase.js";

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

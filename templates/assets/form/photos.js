// Photos of a phone: made small and rid of where they were taken, kept with the draft, and sent as files of their own.

import { make } from "./elements.js";
import { isList, record } from "./values.js";

// Files that outlast the page, by keys; a browser that keeps nothing refuses each.

const STORE = "foto";
const answered = (asking) => new Promise((done, refused) => Object.assign(asking, { onsuccess: () => done(asking.result), onerror: () => refused(asking.error) }));

export class Shelf {
  constructor(name) {
    this.name = name;
  }

  async asked(mode, act) {
    this.database ??= this.opened();
    return answered(act((await this.database).transaction(STORE, mode).objectStore(STORE)));
  }

  async opened() {
    const opening = indexedDB.open(this.name, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    return answered(opening);
  }

  // Tell whether a file is kept.
  put(file, key) {
    return this.asked("readwrite", (store) => store.put(file, key)).then(() => true, () => false);
  }

  keys() {
    return this.asked("readonly", (store) => store.getAllKeys());
  }

  get(key) {
    return this.asked("readonly", (store) => store.get(key));
  }

  drop(key) {
    return this.asked("readwrite", (store) => store.delete(key));
  }
}

const LONGEST = 1600, QUALITY = 0.8, THUMB = 320;
const UNREADABLE = "Foto ini tidak dapat dibaca browser. Simpan dahulu sebagai JPEG atau PNG, lalu pilih lagi.";
const UNKEPT = " Browser ini tidak dapat menyimpannya: kirim usulan sebelum halaman ditutup.";
const TYPES = { png: "image/png", webp: "image/webp" }; // Any other name is that of a JPEG.
const files = new Map(), shelf = new Shelf("usul"); // By draft and name.

const nameOf = (proposal, file) => `${proposal.key}/${file}`;
const listed = (proposal) => (isList(proposal.tree.foto) ? proposal.tree.foto : []);

// The photos that travel with a proposal, in its order, each named as the record names it.
export function photoFiles(proposal) {
  return listed(proposal).map((photo) => files.get(nameOf(proposal, photo.berkas))).filter(Boolean);
}

// A picture of the photo that this browser holds under that name, or nothing.
export function pictureOf(name, text, longest = LONGEST) {
  const file = [...files].find(([key]) => key.endsWith(`/${name}`))?.[1];
  if (!file) return null;
  const canvas = make("canvas", { role: "img", className: "photo", "aria-label": text || "Foto tanpa teks pengganti" });
  createImageBitmap(file).then((image) => drawn(image, longest, canvas)).catch(() => canvas.remove());
  return canvas;
}

function drawn(image, longest, canvas) {
  const scale = Math.min(1, longest / Math.max(image.width, image.height));
  Object.assign(canvas, { width: Math.max(1, Math.round(image.width * scale)), height: Math.max(1, Math.round(image.height * scale)) });
  const paper = canvas.getContext("2d");
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

// Drawing a photo anew leaves out what the camera wrote beside it; it becomes of the type that its name says.
export async function shrunk(file, name) {
  const image = await createImageBitmap(file, { imageOrientation: "from-image" });
  const canvas = drawn(image, LONGEST, document.createElement("canvas"));
  const type = TYPES[name.split(".").at(-1).toLowerCase()] ?? "image/jpeg", blob = await new Promise((done) => canvas.toBlob(done, type, QUALITY));
  if (blob?.type !== type) throw new Error(type);
  return new File([blob], name, { type });
}

export class Photos {
  constructor(form, fields, proposal, agencies) {
    Object.assign(this, { fields, proposal, agencies, list: form.querySelector('[data-list="foto"]'), told: document.getElementById("isian-foto-hasil") });
    this.most = fields.checks.bentuk.fields.find((one) => one.name === "foto").most;
    for (const box of this.list.querySelectorAll('input[type="file"]')) box.addEventListener("change", () => this.take(box));
    new MutationObserver(() => this.picture()).observe(this.list.querySelector(".entries"), { childList: true });
  }

  async take(box) {
    const chosen = [...box.files];
    box.value = "";
    for (const file of chosen) await this.add(file);
  }

  async add(file) {
    if (listed(this.proposal).length >= this.most) return this.tell(`Paling banyak ${this.most} foto.`);
    const name = this.freeName(), photo = await shrunk(file, name).catch(() => null);
    if (!photo) return this.tell(UNREADABLE);
    files.set(nameOf(this.proposal, name), photo);
    const kept = await shelf.put(photo, nameOf(this.proposal, name)), owner = this.agencies[this.proposal.opd]?.[0];
    const entry = this.fields.addEntry(this.list, record([["berkas", name], ...(owner ? [["sumber", owner]] : [])]));
    this.fields.keepList(this.list);
    entry.querySelector('[data-path$=".teks_alternatif"]').focus();
    return this.tell(`Foto ${name} ditambahkan, ${Math.round(photo.size / 1024)} KB, tanpa keterangan tempat pengambilannya. Tulis apa yang terlihat.${kept ? "" : UNKEPT}`);
  }

  freeName() {
    const used = new Set([...listed(this.proposal).map((photo) => photo.berkas), ...files.keys()]);
    for (let number = 1; ; number++) {
      const name = `${this.proposal.id || "foto"}-${number}.jpg`;
      if (!used.has(name) && !used.has(nameOf(this.proposal, name))) return name;
    }
  }

  // Take up the photos of a draft, and forget those of drafts that are gone.
  async load() {
    await recall((key) => key === this.proposal.key);
    this.picture();
  }

  // Show each photo where it is described; its name is that of the file that goes along.
  picture() {
    for (const entry of this.list.querySelectorAll(".entry")) {
      const box = entry.querySelector('[data-path$=".berkas"]'), known = files.has(nameOf(this.proposal, box.value));
      box.readOnly = known;
      if (known && !entry.querySelector("canvas")) entry.querySelector(".entry-title").after(pictureOf(box.value, "", THUMB));
    }
  }

  tell(text) {
    this.told.textContent = text;
  }
}

// Take up what was kept of drafts, and forget that of those that are gone.
async function recall(isWanted) {
  try {
    for (const key of await shelf.keys()) {
      const draft = key.split("/")[0];
      if (localStorage.getItem(`usul:${draft}`) === null) await shelf.drop(key);
      else if (isWanted(draft)) files.set(key, await shelf.get(key));
    }
  } catch {
    // Nothing was kept.
  }
}

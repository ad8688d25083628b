// The photos that go along with what was taken in: each at the place where its record names it, kept in this browser until
// it is sent.

import { make } from "../form/elements.js";
import { Shelf, shrunk } from "../form/photos.js";
import { button } from "./item.js";
import { newPhotos } from "./judging.js";

const LARGEST = 30_000_000, MOST = 5 * 1024 * 1024; // Bytes of a photo as it comes, and as the catalogue takes it.
const LARGE = "Foto ini terlalu besar untuk dibaca browser. Minta dikirim lagi lewat formulir usulan, yang mengecilkannya.";
const UNREADABLE = "Foto ini tidak dapat dibaca browser. Minta dikirim lagi sebagai JPEG, atau simpan sebagai JPEG lalu masukkan lagi.";
const UNKEPT = " Browser ini tidak menyimpannya: kirim sebelum halaman ditutup.";
const NOBODY = "Belum ada kiriman di sini yang menyebut foto ini. Masukkan kirimannya; bila sudah, samakan nama foto ini dengan isian foto di sana.";

const baseOf = (path) => path.split("/").at(-1);

// Where the photos belong that a submission brings and that the catalogue has not.
export function photoPaths({ submission, judged }) {
  const folder = submission?.path?.replace(/\/[^/]*$/, "");
  return judged?.meant ? newPhotos(judged.meant, judged.before).map((name) => `${folder}/${name}`) : [];
}

export class Photos {
  constructor(bundle) {
    Object.assign(this, { bundle, files: new Map(), shelf: new Shelf(bundle.key) });
  }

  // Take up what was kept; what no submission of the draft names any more goes.
  async load() {
    const wanted = new Set(this.bundle.submissions().flatMap((one) => one.photos ?? []));
    try {
      for (const path of await this.shelf.keys()) {
        if (wanted.has(path)) this.files.set(path, await this.shelf.get(path));
        else await this.shelf.drop(path);
      }
    } catch {
      // Nothing was kept.
    }
    this.bundle.tell();
  }

  has(path) {
    return this.files.has(path);
  }

  // The files of these places, each with its own name.
  of(paths) {
    return paths.filter((path) => this.has(path)).map((path) => [path, this.files.get(path)]);
  }

  size(paths) {
    return this.of(paths).reduce((sum, [, file]) => sum + file.size, 0);
  }

  // Put a photo where a record wants it, rid of what the camera wrote; say what is wrong with it.
  async put(item, path) {
    const name = baseOf(path), photo = item.file.size <= LARGEST && (await shrunk(item.file, name).catch(() => null));
    item.fault = item.file.size > LARGEST || photo?.size > MOST ? LARGE : photo ? "" : UNREADABLE;
    if (item.fault) return;
    Object.assign(item, { path });
    this.files.set(path, photo);
    item.kept = await this.shelf.put(photo, path);
    this.bundle.tell();
  }

  drop({ path }) {
    if (!path) return;
    this.files.delete(path);
    this.shelf.drop(path).catch(() => {}); // It was not kept.
    this.bundle.tell();
  }
}

// The one place that a photo can only be meant for by its name; nothing where there is none, or more than one.
export function placeOf({ name }, wanted) {
  const found = wanted.filter(({ path }) => baseOf(path) === name.toLowerCase());
  return found.length === 1 ? found[0].path : "";
}

// A photo of the inbox: the submission with which it goes, or the ones of which one may be chosen. `wanted` are the places
// that lack a photo.
export function photoParts(item, owner, wanted, acts) {
  const goes = owner && `Ikut bersama kiriman “${owner}” sebagai ${baseOf(item.path)}, tanpa keterangan tempat pengambilannya.${item.kept ? "" : UNKEPT}`;
  const told = item.fault ? make("p", { className: "fault-text" }, make("span", { className: "galat", textContent: item.fault })) : make("p", { textContent: goes || (wanted.length ? "Nama foto ini tidak disebut kiriman mana pun. Pilih tempatnya:" : NOBODY) });
  const choices = goes || item.fault ? [] : wanted.map(({ path, title }) => make("p", {}, button(`Pakai sebagai ${baseOf(path)} untuk “${title}”`, () => acts.choose(path))));
  return [told, ...choices, make("p", {}, button("Singkirkan", acts.drop))];
}

// One file that holds the text and its photos at their places.
export async function packed(name, text, photos) {
  const { zipSync } = await import("../spreadsheet.js"), parts = { [name]: new TextEncoder().encode(text) };
  for (const [path, file] of photos) parts[path] = new Uint8Array(await file.arrayBuffer());
  return new File([zipSync(parts, { level: 0 })], name.replace(/\.yaml$/, ".zip"), { type: "application/zip" });
}

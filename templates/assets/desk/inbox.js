// The inbox: what came by WhatsApp, mail or paper is dropped or pasted here, looked at, and taken in or sent back.

import { make } from "../form/elements.js";
import { dateText } from "../form/days.js";
import { dropped } from "../form/opening.js";
import { isList } from "../form/tree.js";
import { count, counted } from "./counts.js";
import { itemsOf, textItem } from "./arrivals.js";
import { faultsOf, parts, titled } from "./item.js";
import { openDesk, valuesOf } from "./knowledge.js";
import { photoParts, photoPaths, placeOf } from "./photos.js";

const DEFAULT = "whatsapp", PASTED = "Pesan yang ditempel";
const LOST = "Tidak dapat dibuka: periksa sambungan internet, lalu coba lagi.";

export function start(section, bundle, data, { photos, parts }) {
  return new Inbox(section, bundle, data, photos, parts);
}

class Inbox {
  constructor(section, bundle, data, photos, parts) {
    Object.assign(this, { section, bundle, data, photos, parts, items: [], places: new Map(), pasted: 0, published: counted("masuk") });
    this.at = (name) => section.querySelector(`[data-inbox="${name}"]`);
    this.desk = openDesk(bundle, data).catch(() => null);
    this.at("files").addEventListener("change", async ({ target }) => {
      await this.takeFiles([...target.files]);
      target.value = ""; // The same file, mended, can be chosen again.
    });
    dropped((files) => this.takeFiles(files));
    this.at("read").addEventListener("click", () => this.paste());
    this.at("way").addEventListener("change", ({ target }) => target.value && this.allBy(target.value));
    this.at("all").addEventListener("click", () => this.takeAll());
    bundle.onChange(() => this.follow());
  }

  get way() {
    return this.at("way").value || DEFAULT;
  }

  say(text) {
    this.at("said").textContent = text;
  }

  // What is known is fetched when the first thing comes, if it could not be before.
  async known() {
    const found = (await this.desk) ?? (await (this.desk = openDesk(this.bundle, this.data).catch(() => null)));
    if (!found) this.say(LOST);
    else this.receipts ??= await receiptsOf(found, this.data.masuk.penerimaan);
    return found;
  }

  async takeFiles(files) {
    const desk = await this.known();
    if (!desk) return;
    for (const file of files) for (const item of await itemsOf(file, desk, this.way)) this.add(item, desk);
    await this.arrived(files.length, desk);
  }

  async paste() {
    const box = this.at("text"), desk = box.value.trim() ? await this.known() : null;
    if (!desk) return;
    this.pasted += 1;
    this.add(await textItem(`${PASTED} (${this.pasted})`, box.value, desk, this.way), desk);
    box.value = "";
    this.arrived(1, desk);
  }

  async arrived(count, desk) {
    await this.placePhotos(desk);
    const wrong = this.items.filter((item) => item.fault || faultsOf(item).length).length;
    this.say(`${count} masukan dibaca: ${this.items.length} masukan pada daftar, ${wrong} perlu diperbaiki.`);
    this.parts.reveal(this.section); // Files may be dropped on any part of the page.
    this.items.at(-count)?.place?.querySelector("h3").focus();
  }

  add(item, desk) {
    const twin = item.number && this.items.find((one) => one.number === item.number), line = this.receipts.get(item.number);
    if (twin) item.earlier = `Kiriman dengan nomor yang sama sudah ada di daftar ini, dari ${twin.name}.`;
    if (line) item.earlier = `Nomor ini sudah diterima pada ${dateText(line.tanggal, desk.checks)}.`;
    item.findings ??= [];
    item.place = make("section", { className: "arrival entry", ...(item.number && !twin && { id: item.number }) });
    this.items.push(item);
    this.at("list").append(item.place);
    this.sync(item);
    this.show(item, desk);
  }

  show(item, desk) {
    const head = make("h3", { textContent: titled(item, desk).title, tabIndex: -1 }), drop = () => this.drop(item, desk);
    const inner = item.kind === "foto" ? this.photo(item, desk, drop) : parts(item, desk, this.acts(item, desk, drop));
    item.place.replaceChildren(head, ...inner);
    this.counts();
  }

  // What is neither taken in nor sent back waits.
  counts() {
    this.at("all").hidden = !this.ready.length;
    count("masuk", this.published + this.items.filter((item) => item.kind !== "foto" && !item.state).length);
  }

  acts(item, desk, drop) {
    return {
      drop,
      take: () => this.take(item, desk),
      undo: () => this.bundle.dropSubmission(item.number),
      refuse: () => this.state(item, "dikembalikan", desk),
      way: (via) => this.by(item, via, desk),
      copy: (box) => this.copy(box),
    };
  }

  state(item, state, desk) {
    item.state = state;
    this.show(item, desk);
    (item.place.querySelector("textarea") ?? item.place.querySelector("h3")).focus();
  }

  async drop(item, desk) {
    if (item.kind === "foto") this.photos.drop(item);
    item.place.remove();
    this.items = this.items.filter((one) => one !== item);
    this.counts();
    this.say("Disingkirkan dari daftar ini.");
    this.at("files").focus();
    await this.placePhotos(desk);
  }

  // How it came decides how the agency's word is recorded.
  async by(item, via, desk) {
    if (item.text) Object.assign(item, await textItem(item.name, item.text, desk, via), { earlier: item.earlier });
    item.via = via;
    this.show(item, desk);
  }

  async allBy(via) {
    const desk = await this.known();
    for (const item of this.items) if (item.kind && item.kind !== "foto" && item.state !== "diterima") await this.by(item, via, desk);
  }

  get ready() {
    return this.items.filter((item) => ["catatan", "jawaban"].includes(item.kind) && !faultsOf(item).length && !item.earlier && item.state !== "diterima");
  }

  async takeAll() {
    const desk = await this.known(), { ready } = this;
    for (const item of ready) this.take(item, desk);
    this.say(`${ready.length} kiriman diterima dan ikut dikirim.`);
  }

  take(item, desk) {
    const { title, agency } = titled(item, desk), what = item.kind === "jawaban" ? title : `“${title}”${agency ? ` dari ${agency}` : ""}`;
    this.bundle.addSubmission({ name: item.number, text: item.text, via: item.via, photos: photoPaths(item), about: `Kiriman ${item.number} diterima: ${what}.` });
    this.state(item, "diterima", desk);
  }

  // What is in the bundle is taken in, also when another part of the page or another tab put it there or took it out.
  sync(item) {
    const taken = this.bundle.submissions().some((one) => one.name === item.number);
    const before = item.state;
    item.state = taken && item.number ? "diterima" : before === "diterima" ? "" : before;
    return item.state !== before;
  }

  async follow() {
    const desk = await this.desk;
    if (desk) for (const item of this.items) if (this.sync(item)) this.show(item, desk);
  }

  // The places of photos that a submission names, here or in the draft, each with what the submission is called.
  get named() {
    const here = this.items.flatMap((item) => photoPaths(item).map((path) => ({ path, title: item.submission.tree.nama })));
    const taken = this.bundle.submissions().flatMap((one) => (one.photos ?? []).map((path) => ({ path, title: one.name })));
    return [...new Map([...taken, ...here].map((one) => [one.path, one])).values()];
  }

  photo(item, desk, drop) {
    const wanted = this.named.filter(({ path }) => !this.photos.has(path)), owner = this.named.find(({ path }) => path === item.path);
    return photoParts(item, owner?.title, wanted, { drop, choose: (path) => this.choosePlace(item, path, desk) });
  }

  async choosePlace(item, path, desk) {
    await this.photos.put(item, path);
    await this.placePhotos(desk);
    item.place.querySelector("h3").focus();
  }

  // Each photo goes where it can only be meant for.
  async placePhotos(desk) {
    const photos = this.items.filter((item) => item.kind === "foto");
    for (const item of photos) {
      const path = item.path || item.fault ? "" : placeOf(item, this.named.filter((one) => !this.photos.has(one.path)));
      if (path) await this.photos.put(item, path);
    }
    for (const item of photos) this.show(item, desk);
  }

  async copy(box) {
    try {
      await navigator.clipboard.writeText(box.value);
      this.say("Pesan disalin.");
    } catch {
      box.focus();
      box.select();
      this.say("Browser menolak menyalin. Pesannya sudah dipilih: tekan Ctrl+C; di ponsel: tekan lama, lalu Salin.");
    }
  }
}

// The published receipts by their numbers.
async function receiptsOf(desk, paths) {
  const found = new Map();
  for (const path of paths) {
    const text = await desk.text(path).catch(() => ""), lines = text ? valuesOf(text, desk).penerimaan : [];
    for (const line of isList(lines) ? lines : []) if (line.nomor) found.set(line.nomor, line);
  }
  return found;
}

// The end of the desk: what goes, file by file, what that changes, who sends it, and the doors by which it leaves.

import { make } from "../form/elements.js";
import { offerDoors } from "../form/sending.js";
import { numberOf } from "../form/submission.js";
import { bundleText, portions } from "./bundle.js";
import { button, count, WAYS } from "./item.js";
import { packed } from "./photos.js";

const NOTHING = "Belum ada yang akan dikirim. Yang Anda kerjakan pada bagian lain terkumpul di sini.";
const LOST = "Browser ini tidak menyimpan draf. Yang ada di sini hilang bila halaman ini ditutup.";
const APART = "Putusan dan kiriman yang diterima dikirim terpisah, karena catatan tidak boleh datang bersama putusan atasnya.";
const LARGE = "Isinya melebihi ukuran satu kiriman, jadi dibagi.";
const ATTACH = "Foto tidak termuat dalam isu: sesudah isunya dibuat, seret berkas ZIP dari tombol Simpan berkas ke komentarnya. Pengelola katalog memasukkan berkas itu.";
const IN_ISSUE = 60_000; // Characters; GitHub refuses an issue of more than 65,536.

const placeOf = ({ name, via }) => `${name} · ${WAYS[via]}`;
const today = () => {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
};

export function start(section, bundle, data, { effects, photos } = {}) {
  const outcome = new Outcome(section, bundle, data, effects, photos);
  bundle.onChange(() => outcome.show());
  outcome.show();
  return outcome;
}

class Outcome {
  constructor(section, bundle, data, effects, photos) {
    Object.assign(this, { section, bundle, data, effects, photos, turn: 0 });
    const part = (name) => section.querySelector(`[data-part="${name}"]`);
    Object.assign(this, { kept: part("kept"), list: part("list"), faults: part("faults"), changes: part("changes"), doors: part("doors"), said: part("said") });
    this.office = section.querySelector("input");
    this.office.value = bundle.office;
    this.office.addEventListener("input", () => (bundle.office = this.office.value));
  }

  show() {
    const files = this.bundle.files(), submissions = this.bundle.submissions();
    const rows = [...files.map((one) => this.file(one)), ...submissions.map((one) => this.submission(one))];
    count("kirim", rows.length);
    this.kept.textContent = this.bundle.kept ? "" : LOST;
    if (document.activeElement !== this.office) this.office.value = this.bundle.office;
    this.list.replaceChildren(...(rows.length ? [make("ul", { className: "plainlist" }, ...rows)] : [make("p", { textContent: NOTHING })]));
    this.section.querySelector("[data-part=send]").hidden = !rows.length;
    this.refreshed(files, submissions);
  }

  file({ path, about, faults, now }) {
    const told = faults.map(fault);
    return this.row(about, path, () => this.bundle.dropFile(path), (was) => this.bundle.setFile(was), ...told, ...(now ? [this.conflict(path, now)] : []));
  }

  submission({ name, via, about, photos = [] }) {
    const missing = photos.filter((path) => !this.photos?.has(path)).map(nameOf), whole = photos.length - missing.length;
    const told = [...(whole ? [make("p", { textContent: `${whole} foto ikut.` })] : []), ...(missing.length ? [fault(`Belum ada foto ${missing.join(", ")}; tanpa foto itu seluruh kiriman ini ditolak. Masukkan fotonya di bagian Kiriman masuk.`)] : [])];
    return this.row(about, placeOf({ name, via }), () => this.bundle.dropSubmission(name), (was) => this.bundle.addSubmission(was), ...told);
  }

  row(about, place, drop, again, ...more) {
    const cancel = button("Batalkan", () => this.cancel(about, place, drop, again));
    cancel.setAttribute("aria-label", `Batalkan: ${about}`);
    return make("li", {}, make("p", {}, about, make("br"), make("small", { textContent: place })), ...more, cancel);
  }

  // Take something off the list, and let it be put back.
  cancel(about, place, drop, again) {
    const was = [...this.bundle.files(), ...this.bundle.submissions()].find((one) => one.path === place || (one.via && placeOf(one) === place));
    drop();
    const back = button("Kembalikan", () => {
      again(was);
      this.said.replaceChildren("Sudah dikembalikan.");
      this.section.querySelector("h2").focus();
    });
    this.said.replaceChildren(`Dibatalkan: ${about} `, back);
    back.focus();
  }

  conflict(path, now) {
    const text = make("pre", { textContent: now.text ?? "Berkas ini tidak ada lagi." });
    text.tabIndex = 0;
    return make("div", { className: "notice" },
      make("p", { textContent: "Baris yang Anda ubah juga berubah pada berkas yang terbit. Bandingkan, lalu pilih satu." }),
      make("details", {}, make("summary", { textContent: "Yang terbit sekarang" }), text),
      make("p", {}, button("Pakai yang terbit", () => this.bundle.choose(path, false)), " ", button("Pakai perubahan saya", () => this.bundle.choose(path, true))));
  }

  // What takes time is left out where the draft has changed meanwhile. The doors never hold what was there before: files
  // that changed are looked at first, and anything else is offered at once.
  async refreshed(files, submissions) {
    const turn = ++this.turn, key = JSON.stringify(files);
    if (key !== this.checked?.key) {
      this.doors.replaceChildren();
      const faults = await this.findings(files);
      if (turn !== this.turn) return;
      this.checked = { key, faults };
    }
    const { faults } = this.checked;
    this.faults.replaceChildren(...(faults.length ? [make("ul", {}, ...faults.map((fault) => make("li", { textContent: fault })))] : []));
    this.offer(files, submissions, faults);
    const told = this.effects && files.length + submissions.length ? await this.effects(this.bundle, this.data).catch(() => ["Akibatnya belum dapat dihitung."]) : [];
    if (turn !== this.turn) return;
    this.changes.replaceChildren(...(told.length ? [make("h3", { textContent: "Yang berubah bila ini diterima" }), make("ul", {}, ...told.map((one) => make("li", { textContent: one })))] : []));
  }

  // What keeps everything from being sent.
  async findings(files) {
    const { parseAllDocuments } = files.length ? await import("../yaml.js").catch(() => ({ parseAllDocuments: () => [] })) : {};
    const broken = files.flatMap(({ path, text }) => parseAllDocuments(text).flatMap((one) => one.errors).slice(0, 1).map((fault) => `${path}, baris ${fault.linePos?.[0].line ?? 1}: berkas ini tidak dapat dibaca. Batalkan, lalu kerjakan lagi.`));
    const marked = files.filter((one) => one.faults.length).map(({ path }) => `${path} belum benar; lihat keterangannya di atas.`);
    const open = files.filter((one) => one.now).map(({ path }) => `${path}: pilih dahulu berkas yang dipakai.`);
    return [...broken, ...marked, ...open];
  }

  offer(files, submissions, faults) {
    const parts = portions(files, submissions, (one) => this.photos?.size(one.photos ?? []) ?? 0), office = this.bundle.office.trim();
    const blocked = faults.length ? "Perbaiki dahulu yang disebut di atas." : office ? "" : "Isi dahulu jabatan pengirim.";
    const why = parts.length > 1 ? [make("p", { textContent: `${parts.some((one) => one.files.length && one.submissions.length) || !submissions.length || !files.length ? LARGE : APART} Kirim keduanya atau semuanya, satu per satu.` })] : [];
    const boxes = parts.map((part, index) => this.part(part, parts.length > 1 ? index + 1 : 0, blocked, office));
    this.doors.replaceChildren(...why, ...boxes);
  }

  part({ files, submissions }, position, blocked, office) {
    const text = bundleText({ day: today(), office: office || "-", files, submissions }), number = numberOf(text);
    const counts = [files.length && `${files.length} berkas`, submissions.length && `${submissions.length} kiriman yang diterima`].filter(Boolean).join(" dan ");
    const box = make("div"), title = position ? [make("h3", { textContent: `Kiriman ${position}: ${counts}` })] : [];
    const { repositori: repository, tuan_rumah: host } = this.data, fits = text.length <= IN_ISSUE;
    const after = "Perubahannya tampil di situs sesudah diterima dan diterbitkan. Daftar di halaman ini berkurang dengan sendirinya sesudah itu.";
    const handing = "Serahkan berkasnya kepada pengelola katalog, yang memasukkannya seutuhnya.";
    const photos = this.photos?.of(submissions.flatMap((one) => one.photos ?? [])) ?? [], filename = `meja-${number.toLowerCase()}.yaml`;
    const along = photos.length ? { files: photos.map(([, file]) => file), archive: () => packed(filename, text, photos), attach: ATTACH } : {};
    offerDoors(box, { text, name: counts, subject: `Kiriman meja: ${counts}`, filename, ...along, repository, host: fits ? host : "", contact: {}, blocked, printed: "", handing, after, page: this.data.antrean });
    return make("section", {}, ...title, box);
  }
}

const nameOf = (path) => path.split("/").at(-1);
const fault = (text) => make("p", { className: "fault-text" }, make("span", { className: "galat", textContent: text }));

// The last step: GitHub's own page with everything filled in, or the text copied and the right page opened.

import { editFile, escaped, newFile, pathOf } from "./address.js";
import { make } from "./elements.js";

// Fill the box that leads to GitHub.
export function offer(box, { repository, branch, opd, id, base, text, blocked, copied }) {
  if (!repository) {
    box.replaceChildren(make("p", { textContent: "Alamat repositori katalog ini belum ditetapkan, sehingga usulan belum dapat dikirim langsung. Pakai cara di sebelahnya." }));
  } else if (base && base.text === text) {
    box.replaceChildren(make("p", { textContent: "Belum ada yang Anda ubah, jadi belum ada yang perlu dikirim." }));
  } else if (blocked) {
    box.replaceChildren(make("p", { textContent: "Tombol kirim muncul sesudah yang wajib dan yang keliru di atas diperbaiki." }));
  } else {
    const target = base ? editFile(repository, branch, base.path) : newFile(repository, branch, opd, id, text);
    box.replaceChildren(...(target.filled ? direct(target) : twoSteps(target, base && base.path !== pathOf(opd, id) ? pathOf(opd, id) : "", Boolean(base), text, copied)));
  }
}

const open = (target, text) => make("a", { className: "button", href: target.address, target: "_blank", rel: "noopener", textContent: text });

function direct(target) {
  return [
    make("p", {}, open(target, "Buka GitHub dengan isian terisi")),
    make("p", { className: "help", textContent: "Di halaman GitHub tekan tombol hijau Commit changes, lalu Propose changes, lalu Create pull request. Selesai." }),
  ];
}

function twoSteps(target, moved, edits, text, copied) {
  const link = open(target, "Salin isi, lalu buka GitHub"), told = make("p", { className: "help", role: "status" });
  const again = () => Object.assign(open(target, "buka GitHub di sini"), { className: "" });
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    const done = await copied(text, told);
    if (done) window.open(target.address, "_blank", "noopener");
    told.append(done ? " Bila GitHub tidak terbuka, " : " Sesudah disalin, ", again(), ".");
  });
  const paste = edits ? "Di halaman GitHub klik kotak isinya, tekan Ctrl+A lalu Ctrl+V; di ponsel: tekan lama, Pilih semua, Tempel." : "Di halaman GitHub klik kotak isinya, lalu tekan Ctrl+V; di ponsel: tekan lama, lalu Tempel.";
  const steps = [paste, "Tekan tombol hijau Commit changes, lalu Propose changes, lalu Create pull request."];
  if (moved) steps.unshift(`Ganti letak berkas di atas kotak itu menjadi ${moved}.`);
  const why = edits ? "Halaman sunting GitHub tidak dapat diisi dari sini, jadi isinya disalin dahulu." : "Isinya terlalu panjang untuk satu alamat, jadi disalin dahulu.";
  return [make("p", { textContent: why }), make("p", {}, link), told, make("ol", { className: "help" }, ...steps.map((step) => make("li", { textContent: step })))];
}

export function saveFile(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const MAIL = 2000;

// Return the address of a message with the file in its text, or without it where programs for mail would cut it.
export function mailAddress(to, name, text) {
  const written = (lines) => escaped(lines.replace(/\r?\n/g, "\r\n")); // RFC 6068, section 5
  const start = (title) => `mailto:${to}?subject=${written(`Usulan inovasi: ${title}`)}`;
  const short = [...name];
  while (start(short.join("")).length > MAIL) short.pop();
  const subject = start(short.join("")), whole = `${subject}&body=${written(`Usulan inovasi ${name}.\n\nIsi berkas:\n\n${text}`)}`;
  return whole.length <= MAIL ? whole : subject;
}

// Fill a box with the ways in which a text reaches the coordinator.
export function offerDoors(box, { text, subject, filename, contact, blocked }) {
  if (blocked) return box.replaceChildren();
  const message = `${subject}\n\n${text}`, save = make("button", { type: "button", className: "button quiet", textContent: "Simpan berkas" });
  save.addEventListener("click", () => saveFile(filename, text));
  const open = (address, title) => make("a", { className: "button", href: address, target: "_blank", rel: "noopener", textContent: title });
  const doors = contact.mail ? [open(`mailto:${contact.mail}?subject=${escaped(subject)}&body=${escaped(message.replace(/\n/g, "\r\n"))}`, "Kirim lewat surel")] : [];
  doors.unshift(open(`https://wa.me/${contact.whatsapp}?text=${escaped(message)}`, "Kirim lewat WhatsApp"));
  return box.replaceChildren(make("p", {}, `Kepada ${contact.office}:`), make("p", { className: "choices" }, ...doors, save));
}

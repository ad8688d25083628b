// What goes back to whoever sent a submission that cannot be taken in: its faults in plain words, ready to copy.

const plain = (text) => text.replace(/`([^`]*)`/g, "“$1”").trim();
const ended = (text) => (text && !/[.!?]$/.test(text) ? `${text}.` : text);
const opened = (text) => text.charAt(0).toUpperCase() + text.slice(1);

// `item` is one of the inbox with its title; `addressee` the agency, `note` what the coordinator adds.
export function returned({ number, title, name, findings }, { addressee, coordinator, note = "" }) {
  const faults = findings.filter((one) => one.severity === "galat" && !one.passing);
  const what = number ? `Kiriman ${number}${title ? ` tentang “${title}”` : ""}` : `Berkas “${name}”`;
  const listed = faults.map((one, at) => `${at + 1}. ${one.place}: ${ended(opened(plain(one.message)))} ${ended(plain(one.help ?? ""))}`.trim());
  return [
    addressee ? `Yth. ${addressee}` : "Yth. Bapak/Ibu",
    faults.length ? `${what} belum dapat diterima karena:` : `${what} kami kembalikan.`,
    ...(listed.length ? [listed.join("\n")] : []),
    ...(note.trim() ? [note.trim()] : []),
    faults.length ? "Mohon diperbaiki, lalu dikirim lagi lewat cara yang sama. Terima kasih." : "Mohon diperiksa, lalu dikirim lagi bila sudah sesuai. Terima kasih.",
    coordinator,
  ].join("\n\n");
}

// A record as it is sent: its file, below lines that say where it belongs and what it was made from.

const HEAD = /^# *(kiriman|berkas|dasar|jabatan|pengganti): *(.*)$/;

export function submissionOf({ path, text, base, office }) {
  const said = { kiriman: "catatan", berkas: path, dasar: base?.mark, jabatan: office.replace(/\s+/g, " ").trim() };
  if (base && base.path !== path) said.pengganti = "ya";
  const head = Object.entries(said).filter(([, value]) => value).map(([key, value]) => `# ${key}: ${value}\n`);
  return head.join("") + text;
}

// Take those lines off a text that was sent or saved before.
export function withoutHead(text) {
  const lines = text.replace(/^\ufeff/, "").split("\n");
  if (HEAD.exec(lines[0].trimEnd())?.[1] !== "kiriman") return text;
  while (lines.length && HEAD.test(lines[0].trimEnd())) lines.shift();
  return lines.join("\n");
}

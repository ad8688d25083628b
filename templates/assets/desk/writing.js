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

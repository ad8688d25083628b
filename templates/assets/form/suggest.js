// The word that someone most likely meant; the same measure as in Python, whose SequenceMatcher is rebuilt here.

export function closest(checks, word, names) {
  const [goodEnough, clearLead, part, longEnough] = checks.saran;
  if (!plain(word)) return null;
  const scored = Object.entries(names).map(([name, others]) => [score(word, [name, ...others], part, longEnough), name]);
  scored.sort(([one, name], [other, second]) => other - one || (name < second ? 1 : -1));
  if (!scored.length || scored[0][0] < goodEnough) return null;
  const exact = scored[0][0] === 1 && (scored.length === 1 || scored[1][0] < 1);
  return exact || scored[0][0] - (scored[1]?.[0] ?? 0) >= clearLead ? scored[0][1] : null;
}

export const plain = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, "");
const words = (text) => new Set(text.toLowerCase().match(/[a-z0-9]+/g));

function score(word, names, part, longEnough) {
  const wanted = plain(word), own = words(word);
  let best = 0;
  for (const name of names) {
    if (sameNumber(word, name)) return 1;
    const other = plain(name), all = wanted.length + other.length;
    const most = all ? (2 * Math.min(wanted.length, other.length)) / all : 1;
    if (most > best && !onlyDigitsDiffer(wanted, other)) best = Math.max(best, all ? (2 * matching(wanted, other)) / all : 1);
    const theirs = words(name);
    if (best < part && wanted.length >= longEnough && own.size < theirs.size && [...own].every((one) => theirs.has(one))) best = part;
  }
  return best;
}

function onlyDigitsDiffer(one, other) {
  return one !== other && one.replace(/\d/g, "") === other.replace(/\d/g, "");
}

function sameNumber(one, other) {
  const codes = [one, other].map((text) => /^(\d+)\.(\d+)$/.exec(text.trim()));
  if (!codes[0] || !codes[1] || Number(codes[0][1]) !== Number(codes[1][1])) return false;
  const zeroless = codes.map((code) => code[2].replace(/0+$/, ""));
  return zeroless[0] === zeroless[1] || Number(codes[0][2]) === Number(codes[1][2]);
}

// How many letters two words share in blocks: the longest first, then what lies left and right of it.
function matching(one, other) {
  let start = 0, there = 0, size = 0, lengths = new Map();
  for (let index = 0; index < one.length; index++) {
    const next = new Map();
    for (let place = other.indexOf(one[index]); place >= 0; place = other.indexOf(one[index], place + 1)) {
      const length = (lengths.get(place - 1) ?? 0) + 1;
      next.set(place, length);
      if (length > size) [start, there, size] = [index - length + 1, place - length + 1, length];
    }
    lengths = next;
  }
  if (!size) return 0;
  return size + matching(one.slice(0, start), other.slice(0, there)) + matching(one.slice(start + size), other.slice(there + size));
}

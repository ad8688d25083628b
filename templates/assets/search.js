// The browser's half of the search; catalogue/search/ makes the pieces that are fetched here, a few for each query.

const FIRST = 63,
  MORE = 32,
  LONGEST = 40;
// Leads, innovations, older services and innovations that somebody vouches for today, services told of in recent years.
const STANDING = [0.5, 0.7, 0.92, 1];
// How much a word counts by its place: description, results, classification, summary, expansion, name, short name.
const WEIGHTS = [0, 1, 1.6, 2.2, 4, 6, 9, 12];
const SYNONYM = 0.6,
  ASKED = 0.8,
  PREFIX = 0.7,
  CORRECTED = 0.8;
// What a service is worth for a word that stands in the need which it serves, beside what its own words are worth.
const NEEDED = 4;
const SHORTEST_PREFIX = 3,
  MOST_PIECES = 4;
const PREFIXES = [
  "meng",
  "peng",
  "meny",
  "peny",
  "mem",
  "pem",
  "men",
  "pen",
  "ber",
  "per",
  "ter",
  "di",
  "ke",
  "se",
  "me",
  "pe",
];

// Cards come ready from the build, which has made their markup harmless; no other text may become markup on our pages.
const ready = globalThis.trustedTypes?.createPolicy("kartu", { createHTML: (text) => text }) ?? { createHTML: (text) => text };

export function wordsOf(text) {
  const plain = text
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .replace(/\b([a-z]{3,})2(?:nya|an|ku|mu|lah|kah|i)?\b/g, "$1");
  return (plain.match(/[a-z0-9]+/g) || [])
    .map((word) => word.slice(0, LONGEST))
    .filter((word) => word.length > 1 || (word >= "0" && word <= "9"));
}

// The place of a key among pieces of which the first key of each is known.
function pieceOf(starts, key) {
  let low = 0,
    high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= key) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

// What the index says of a word: `!` begins the roots that it stands for, `/` the other stems that stand for it.
function read(text) {
  const [, roots, stems] = /^[^!/]*(?:!([^/]*))?(?:\/(.*))?$/.exec(text);
  return { isTerm: /^\d/.test(text), roots: roots ? roots.split(" ") : [], stems: stems ? stems.split(" ") : [] };
}

// Marks in `tiers` the best place at which each innovation has a term; the best places come first in `text`.
function mark(text, tiers) {
  let tier = 0,
    number = -1,
    gap = 0,
    shift = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 48) break;
    if (code < FIRST) {
      tier = code - 48;
      number = -1;
      continue;
    }
    const digit = code - FIRST;
    gap += (digit % MORE) << shift;
    shift += 5;
    if (digit >= MORE) continue;
    number += gap + 1;
    if (tiers[number] < tier) tiers[number] = tier;
    gap = shift = 0;
  }
}

function contains(stems, phrase) {
  return stems.some((_, start) => phrase.every((part, at) => stems[start + at] === part));
}

// Edits between two words, a swap of neighbours being one; more than `most` is Infinity.
export function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return Infinity;
  let before = [],
    last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j], before[j - 2] + 1);
      if (row[j] < least) least = row[j];
    }
    if (least > most) return Infinity;
    before = last;
    last = row;
  }
  return last[b.length] > most ? Infinity : last[b.length];
}

function remembered(work) {
  const known = new Map();
  return (word) => {
    if (!known.has(word)) known.set(word, work(word));
    return known.get(word);
  };
}

export class Search {
  constructor(base, version, stem) {
    this.base = base;
    this.version = version;
    this.stem = remembered(stem);
    this.pieces = new Map();
    this.wordsOf = wordsOf;
  }

  // Fetches what every query needs; a site published meanwhile has other numbers, so then everything is fetched anew.
  async open(fresh = false) {
    this.pieces.clear();
    this.decoded = new Map();
    const got = await fetch(`${this.base}indeks.json?v=${this.version}`, fresh ? { cache: "reload" } : {});
    if (!got.ok) throw new Error(`${got.status}`);
    const start = await got.json();
    Object.assign(this, {
      version: start.version,
      count: start.count,
      weights: start.weights,
      cards: start.cards,
      starts: start.terms,
      spelling: start.spelling,
    });
    this.common = new Set(start.common.split(" "));
    this.groups = start.groups;
    this.spellings = new Map(Object.entries(start.spellings));
    this.members = remembered((group) =>
      start.groups[group].map((member) => this.content(member).map(this.stem)).filter((stems) => stems.length),
    );
    this.asked = start.asked;
    this.phrases = this.learn();
    this.needs = start.needs.map(([id, name, text, services]) => {
      const tiers = new Uint8Array(this.count);
      mark(`1${services}`, tiers);
      return { id, name, tiers, stems: this.content(`${name} ${text}`).map(this.stem) };
    });
    return this;
  }

  piece(name, read = (got) => got.json(), versionOf = (body) => body.version) {
    if (!this.pieces.has(name)) {
      const made = fetch(`${this.base}${name}?v=${this.version}`).then(async (got) => {
        if (!got.ok) throw new Error(`${got.status}`);
        const body = await read(got);
        if (versionOf(body) !== this.version) throw new Error("stale");
        return body;
      });
      made.catch(() => this.pieces.delete(name));
      this.pieces.set(name, made);
    }
    return this.pieces.get(name);
  }

  async facets(fresh) {
    const got = await fetch(`${this.base}saringan.json?v=${this.version}`, fresh ? { cache: "reload" } : {});
    if (!got.ok) throw new Error(`${got.status}`);
    return got.json();
  }

  // The ready card of an innovation; its links are written as seen from the list.
  async card(doc, list) {
    const parse = async (got) => {
      const holder = document.createElement("template");
      holder.innerHTML = ready.createHTML(await got.text());
      holder.content.querySelectorAll("a[href]").forEach((link) => {
        link.href = new URL(link.getAttribute("href"), list);
      });
      return holder.content.firstElementChild;
    };
    const cards = await this.piece(`kartu/${Math.floor(doc / this.cards)}.txt`, parse, (body) => body.dataset.version);
    return cards.children[doc % this.cards].cloneNode(true);
  }

  // The groups of words that mean the same, by the stem of the first word of each member.
  learn() {
    const found = new Map(),
      mutual = this.groups.length - this.asked.length;
    const asked = this.asked.map((phrases) => phrases.map((phrase) => this.content(phrase).map(this.stem)));
    this.groups.forEach((_, group) =>
      (asked[group - mutual] ?? this.members(group)).forEach((stems) => {
        if (!found.has(stems[0])) found.set(stems[0], []);
        found.get(stems[0]).push({ stems, group });
      }),
    );
    return found;
  }

  // The needs in whose words a word stands, or something of the groups that it belongs to.
  needsOf(word, groups) {
    const phrases = [[this.stem(word)], ...groups.flatMap((group) => this.members(group))];
    return this.needs.filter(({ stems }) => phrases.some((phrase) => contains(stems, phrase)));
  }

  content(text) {
    return wordsOf(text)
      .map((word) => this.spellings.get(word) ?? word)
      .filter((word) => !this.common.has(word));
  }

  // The groups that each word of a query belongs to, alone or with its neighbours.
  meanings(words) {
    const stems = words.map(this.stem),
      found = words.map(() => new Set());
    stems.forEach((stem, start) =>
      (this.phrases.get(stem) || []).forEach(({ stems: phrase, group }) => {
        if (phrase.every((part, at) => stems[start + at] === part))
          phrase.forEach((_, at) => found[start + at].add(group));
      }),
    );
    return found.map((set) => [...set]);
  }

  async entry(term) {
    if (!this.starts.length) return "";
    const { entries } = await this.piece(`kata/${pieceOf(this.starts, term)}.json`);
    return Object.hasOwn(entries, term) ? entries[term] : "";
  }

  async alternative(term, weight, kind) {
    const text = await this.entry(term),
      { stems, isTerm } = read(text);
    return isTerm ? this.made([text], weight, kind, [term, ...stems]) : null;
  }

  // What was decoded is kept while the words around it are typed.
  made(texts, weight, kind, stems) {
    const key = texts.length === 1 ? texts[0] : "";
    let tiers = key && this.decoded.get(key);
    if (!tiers) {
      tiers = new Uint8Array(this.count);
      for (const text of texts) mark(text, tiers);
      if (this.decoded.size > 60) this.decoded.clear();
      if (key) this.decoded.set(key, tiers);
    }
    return { tiers, weight, kind, stems };
  }

  // A word as it stands, or else by its root: the rules' stem, and what the dictionary has instead of it.
  async exact(word, weight = 1, kind = "word") {
    const whole = await this.alternative(word, weight, kind);
    if (whole) return [whole];
    const stem = this.stem(word),
      { roots } = read(await this.entry(stem));
    return (await Promise.all([stem, ...roots].map((root) => this.alternative(root, weight, kind)))).filter(Boolean);
  }

  // Everything that begins like the word being typed, also behind the affix that it seems to have.
  async beginning(word) {
    const affix = PREFIXES.find((prefix) => word.startsWith(prefix) && word.length - prefix.length >= SHORTEST_PREFIX);
    const starts = [word, ...(affix ? [word.slice(affix.length)] : [])];
    const texts = (await Promise.all(starts.map((start) => this.range(start)))).flat();
    return texts.length ? [this.made(texts, PREFIX, "prefix", starts)] : [];
  }

  async range(start) {
    const first = pieceOf(this.starts, start),
      last = Math.min(pieceOf(this.starts, `${start}~`), first + MOST_PIECES - 1);
    const pieces = [];
    for (let number = first; number <= last; number += 1) pieces.push(this.piece(`kata/${number}.json`));
    return (await Promise.all(pieces)).flatMap(({ entries }) =>
      Object.keys(entries)
        .filter((term) => term.startsWith(start) && read(entries[term]).isTerm)
        .map((term) => entries[term]),
    );
  }

  async dictionary(letters) {
    const numbers = this.spelling
      .map((_, number) => number)
      .filter(
        (number) =>
          !letters ||
          letters.some(
            (letter) => number >= pieceOf(this.spelling, letter) && number <= pieceOf(this.spelling, `${letter}~`),
          ),
      );
    const pieces = await Promise.all(numbers.map((number) => this.piece(`ejaan/${number}.json`)));
    return pieces.flatMap(({ words }) => words.split(" "));
  }

  // The word that was most likely meant: one edit away, two words written as one, or two edits away.
  async correction(word) {
    if (word.length < 4 || /\d/.test(word)) return null;
    for (const letters of word.length > 5 ? [[word[0], word[1]], null] : [[word[0], word[1]]]) {
      const most = word.length > 6 ? 2 : 1,
        known = await this.dictionary(letters);
      let best = null;
      for (const item of known) {
        const candidate = item.slice(0, -1),
          edits = distance(word, candidate, most);
        if (edits === Infinity) continue;
        const score = edits * 100 + (candidate[0] === word[0] ? 0 : 20) - Number(item.at(-1));
        if (!best || score < best.score) best = { words: [candidate], edits, score };
      }
      if (best && best.edits === 1) return best.words;
      const split = this.split(word, known);
      if (split || best) return split || best.words;
    }
    return null;
  }

  split(word, known) {
    const set = new Set(known.map((item) => item.slice(0, -1)));
    for (let at = word.length - 3; at >= 3; at -= 1) {
      const parts = [word.slice(0, at), word.slice(at)];
      if (parts.every((part) => set.has(part) || (part.length === 3 && this.common.has(part)))) return parts;
    }
    return null;
  }

  async unit(word, groups, typing) {
    const found = await this.exact(word);
    const needs = this.needsOf(word, groups),
      mutual = this.groups.length - this.asked.length;
    const related = await Promise.all(
      groups.map((group) => this.alternative(`=${group}`, group < mutual ? SYNONYM : ASKED, "synonym")),
    );
    related.forEach((one, at) => one && found.push({ ...one, group: groups[at] }));
    if (!found.length && typing && word.length >= SHORTEST_PREFIX) found.push(...(await this.beginning(word)));
    let corrected = null;
    if (!found.length && !needs.length && (corrected = await this.correction(word))) {
      const parts = await Promise.all(corrected.map((part) => this.exact(part, CORRECTED, "corrected")));
      found.push(...(parts.length > 1 && parts.every((part) => part.length) ? [this.both(parts)] : parts.flat()));
    }
    return { word, groups, needs, corrected: found.length ? corrected : null, alternatives: found };
  }

  both(parts) {
    const tiers = new Uint8Array(this.count),
      merged = parts.map((part) => part[0].tiers);
    for (let doc = 0; doc < this.count; doc += 1) tiers[doc] = Math.min(...merged.map((one) => one[doc]));
    return { tiers, weight: CORRECTED, kind: "corrected", stems: parts.flatMap((part) => part[0].stems) };
  }

  // Finds what a text asks for: `scores` of all innovations, or null when the text asks for nothing.
  async find(text) {
    const typing = !/\s$/.test(text),
      words = [...new Set(this.content(text))].slice(0, 12);
    const meanings = this.meanings(words);
    const units = await Promise.all(
      words.map((word, at) => this.unit(word, meanings[at], typing && at === words.length - 1)),
    );
    const known = units.filter((unit) => unit.alternatives.length || unit.needs.length);
    known.forEach((unit) => this.weigh(unit));
    const result = {
      units,
      unknown: units.filter((unit) => !unit.alternatives.length).map((unit) => unit.word),
      relaxed: false,
    };
    if (!units.length) return result;
    const covered = new Uint8Array(this.count),
      total = new Float32Array(this.count);
    let most = 0;
    for (const { scores, rarity } of known) {
      for (let doc = 0; doc < this.count; doc += 1) {
        if (!scores[doc]) continue;
        total[doc] += scores[doc] * rarity;
        covered[doc] += 1;
        if (covered[doc] > most) most = covered[doc];
      }
    }
    for (let doc = 0; doc < this.count; doc += 1) covered[doc] = most && covered[doc] === most ? 1 : 0;
    for (let doc = 0; doc < this.count; doc += 1) total[doc] *= STANDING[this.weights.charCodeAt(doc) - FIRST];
    return { ...result, scores: total, matched: covered, relaxed: most < known.length };
  }

  weigh(unit) {
    unit.scores = new Float32Array(this.count);
    let having = 0;
    for (const { tiers, weight } of unit.alternatives) {
      for (let doc = 0; doc < this.count; doc += 1) {
        const score = weight * WEIGHTS[tiers[doc]];
        if (score > unit.scores[doc]) {
          if (!unit.scores[doc]) having += 1;
          unit.scores[doc] = score;
        }
      }
    }
    for (let doc = 0; doc < this.count; doc += 1) {
      if (!unit.needs.some(({ tiers }) => tiers[doc])) continue;
      if (!unit.scores[doc]) having += 1;
      unit.scores[doc] += NEEDED;
    }
    unit.rarity = Math.log(1 + (this.count - having + 0.5) / (having + 0.5));
  }

  // The reading of a word that counts most for an innovation, and the place where it stands there.
  best(unit, doc) {
    const worth = ({ weight, tiers }) => weight * WEIGHTS[tiers[doc]];
    const [found] = [...unit.alternatives].sort((one, other) => worth(other) - worth(one));
    return { found, place: found ? found.tiers[doc] : 0 };
  }
}

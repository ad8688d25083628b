// Why a result is one: marks the words of a card for which it was found, and says so where the card does not show it.

// Places of a word, as the index numbers them.
const RESULTS = 2,
  CLASSIFICATION = 3;

export function explain(search, asked, card, doc, labels) {
  const units = asked.units.filter((unit) => unit.alternatives.length || unit.needs.length),
    seen = new Set();
  for (const part of card.querySelectorAll("h2 a, h3 a, p:not(.meta)")) {
    for (const node of textsIn(part)) highlight(search, node, units, seen);
  }
  const reasons = [...new Set(units.map((unit) => reason(search, unit, doc, seen, labels)).filter(Boolean))];
  if (!reasons.length) return;
  const line = document.createElement("p");
  line.className = "because";
  line.textContent = `Cocok karena ${reasons.join("; ")}.`;
  card.append(line);
}

function textsIn(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT),
    found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}

function highlight(search, node, units, seen) {
  const words = [...node.data.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    plain: search.content(match[0])[0] || "",
  }));
  const telling = words
    .filter(({ plain }) => plain)
    .map((word) => ({ ...word, stem: search.stem(word.plain) }));
  const marked = new Set();
  for (const unit of units)
    for (const alternative of unit.alternatives) {
      for (const word of hits(search, alternative, telling)) {
        marked.add(word.start);
        if (alternative.kind !== "synonym") seen.add(unit.word);
      }
    }
  const after = telling.filter(({ start }) => marked.has(start)).reverse();
  for (const { start, end } of after) {
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, end);
    range.surroundContents(document.createElement("mark"));
  }
}

function hits(search, { kind, stems, group }, words) {
  if (kind === "prefix")
    return words.filter(({ plain, stem }) => stems.some((start) => plain.startsWith(start) || stem.startsWith(start)));
  if (kind !== "synonym") return words.filter(({ plain, stem }) => stems.includes(plain) || stems.includes(stem));
  const found = [];
  search.members(group).forEach((phrase) =>
    words.forEach((_, start) => {
      if (phrase.every((part, at) => words[start + at]?.stem === part))
        found.push(...words.slice(start, start + phrase.length));
    }),
  );
  return found;
}

function reason(search, unit, doc, seen, labels) {
  if (seen.has(unit.word)) return "";
  const needs = unit.needs.filter(({ tiers }) => tiers[doc]);
  if (needs.length) return `keperluan: ${needs[0].name}`;
  const { found: best, place } = search.best(unit, doc),
    word = `“${unit.corrected ? unit.corrected.join(" ") : unit.word}”`;
  if (!place) return "";
  if (best.kind === "synonym") return meaning(search, best.group, unit.word);
  if (place === CLASSIFICATION) {
    const label = ["opd", "urusan", "tema"]
      .flatMap(labels)
      .find(({ value }) =>
        search.content(value).some((part) => best.stems.includes(part) || best.stems.includes(search.stem(part))),
      );
    return label ? `${inSentence(label.facet)}: ${label.value}` : `${word} menyangkut OPD, urusan, atau tempatnya`;
  }
  return place > CLASSIFICATION
    ? ""
    : `${word} disebut pada ${place === RESULTS ? "hasil atau manfaatnya" : "uraiannya"}`;
}

function inSentence(name) {
  return name === name.toUpperCase() ? name : name.toLowerCase();
}

function meaning(search, group, word) {
  const others = search.groups[group].filter(
    (member) => !search.content(member).every((part) => search.stem(part) === search.stem(word)),
  );
  const means = group < search.groups.length - search.asked.length ? "searti dengan" : "menyangkut";
  return `“${word}” ${means} ${others
    .slice(0, 2)
    .map((member) => `“${member}”`)
    .join(" dan ")}`;
}

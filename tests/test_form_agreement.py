"""The form and `check` agree on damaged records, count words alike, and the form's YAML is what `tidy` writes."""

from __future__ import annotations

import logging
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from catalogue.assess.design_text import count_words
from catalogue.check import Check, check
from catalogue.check.examples import CASES
from catalogue.common.findings import Finding, closest
from catalogue.model import Innovation
from catalogue.propose.tidy import tidy
from catalogue.read.catalogue import InnovationEntry
from catalogue.read.characters import decode_bytes
from catalogue.read.files import Source, locate, to_source
from catalogue.read.records import decode_source
from tests.built import Built
from tests.damage import KINDS, Record
from tests.forms import form_page, load_modules
from tests.records import TEXTS, Maker
from tests.test_damage import CATALOGUE, DECLARED, WHOLE
from tests.test_damage import TEXTS as FILES

pytestmark = pytest.mark.browser
LOG = logging.getLogger(__name__)

SHARED = {
    *("bentuk-salah", "kunci-asing", "wajib-diisi", "kosakata", "tanggal-salah", "angka-salah", "tautan-salah"),
    *("terlalu-panjang", "penulisan-salah", "kunci-ganda", "tanpa-sumber", "urutan-tanggal", "pembacaan-asing"),
    *("tautan-teks", "nomor-identitas", "nomor-ponsel", "surel-pribadi", "nama-orang", "pindaian-pribadi"),
    *("daftar-orang-terbuka", "gambar-dalam-teks", "isian-semu", "isian-berulang"),
    *("tautan-pemendek", "tautan-tertutup", "tautan-http"),
}
"""The rules that run in the browser too."""

CLEANED = {"berkas-tidak-terbaca", "aksara-tersembunyi", "kutip-janggal"}
"""What the form takes away by itself, or shows in its box as it stands."""

EXAMINE = """(texts) => texts.map((text) => {
  const reading = parts.reader.read(text, checks, parts.yaml);
  if (reading.broken) return { broken: reading.faults.map((fault) => [fault.rule, fault.line, fault.message]) };
  const shape = parts.validate.validate(reading.tree, checks);
  const found = shape.length ? shape : [...parts.rules.rules(reading.tree, checks, { agencies })];
  const told = (one, line) => [one.rule, line, one.message, one.help];
  const numbers = reading.lines.flatMap((line, index) =>
    [...parts.rules.privateNumbers(line, checks)].map((one) => told(one, index + 1)));
  return { found: [...found.map((one) => told(one, reading.line(one))), ...numbers] };
})"""
REPRINT = """(trees) => trees.map((tree) => {
  const text = parts.writer.write(parts.values.copy(tree), checks);
  const reading = parts.reader.read(text, checks, parts.yaml);
  return [text, !reading.broken && parts.values.equal(reading.tree, parts.values.copy(tree))];
})"""
REWRITE = """(pairs) => pairs.map(([text, tree]) => {
  const wanted = parts.values.copy(tree), before = parts.reader.read(text, checks, parts.yaml);
  const made = parts.writer.rewrite(before, wanted, checks);
  if (made === null) return null;
  const after = parts.reader.read(made, checks, parts.yaml);
  return !after.broken && parts.values.equal(after.tree, wanted) ? made : "";
})"""


@pytest.fixture(scope="module")
def page(browser: Browser, built: Built) -> Iterator[Page]:
    """Open one page for all these tests, with the form's modules at hand."""
    with form_page(browser, built) as opened:
        load_modules(opened, built)
        yield opened


def _check(path: str, content: bytes) -> list[Finding]:
    """Check one record as `check` does, without the other records."""
    location = locate(path)
    assert location
    source = to_source(location, content)
    if not isinstance(source, Source):
        return [source]
    outcome = decode_source(source, Innovation, CATALOGUE.vocabularies)
    entry = outcome.entry if isinstance(outcome.entry, InnovationEntry) else None
    alone = replace(CATALOGUE, innovations={entry.id: entry} if entry else {}, reviews={})
    findings = (*source.faults, *outcome.findings, *check(Check(alone, DECLARED, WHOLE.beside, {path: source})))
    return [finding for finding in findings if finding.place.path == path]


def _damaged(amount: int) -> list[tuple[str, str, bytes]]:
    """Return records damaged in every known way, always the same ones."""
    found: list[tuple[str, str, bytes]] = []
    chance, kinds = random.Random(20), list(KINDS.items())
    while len(found) < amount:
        name, kind = kinds[len(found) % len(kinds)]
        path = chance.choice(list(FILES))
        ways = list(kind(Record(FILES[path])))
        found.append((name, path, chance.choice(ways).content if ways else FILES[path].encode()))
    return found


def test_form_and_check_agree_on_damaged_records(page: Page, deep: bool) -> None:
    """On every record that both can read, the shared rules find the same on the same lines in the same words.

    What `check` cannot read, the form does not take either, unless it has cleaned it.
    """
    cases = _damaged(15_000 if deep else len(KINDS))
    answers = page.evaluate(EXAMINE, [decode_bytes(content)[0] for _, _, content in cases])
    against, tally = [], Counter[str]()
    for (name, path, content), answer in zip(cases, answers, strict=True):
        findings = _check(path, content)
        reading = [finding for finding in findings if _is_syntax(finding)]
        if "broken" in answer:
            lines = {finding.place.span.line for finding in findings if finding.severity.label == "galat"}
            tally["broken for both"] += 1
            tally["told on the same line"] += answer["broken"][0][1] in lines
            against += [] if lines else [f"{name} {path}: {answer['broken']}"]
        elif reading:
            tally["cleaned by the form"] += 1
            against += [f"{name} {path}: {reading}"] if {finding.rule for finding in reading} - CLEANED else []
        else:
            tally["compared"] += 1
            wanted = sorted((f.rule, f.place.span.line, f.message, f.help) for f in findings if f.rule in SHARED)
            got = sorted(tuple(one) for one in answer["found"])
            against += [f"{name} {path}:\n  check {wanted}\n  form  {got}"] if wanted != got else []
    LOG.info("%s", dict(tally))
    assert against == []
    assert tally["compared"] >= (5_000 if deep else 30)
    assert tally["told on the same line"] >= 0.85 * tally["broken for both"]


def _is_syntax(finding: Finding) -> bool:
    return finding.rule not in SHARED and finding.rule.startswith(
        ("yaml-", "teks-", "komentar-", "kutip-", "dokumen-", "berkas-", "aksara-")
    )


def test_form_and_check_agree_on_the_cases_of_every_shared_rule(page: Page) -> None:
    """What the tests of the rules show as wrong and right is so in the browser."""
    against = []
    for rule in sorted(SHARED):
        for file in sorted((CASES / rule).glob("*.yaml")):
            text = file.read_text("utf-8")
            if text.startswith("# berkas:"):
                continue
            (answer,) = page.evaluate(EXAMINE, [text])
            told = {one[0] for one in answer.get("found", answer.get("broken", []))}
            findings = _check("innovations/dinas-kesehatan/contoh.yaml", text.encode())
            if (rule in told) != (rule in {finding.rule for finding in findings}):
                against.append(f"{file.parent.name}/{file.name}: {answer}")
    assert against == []


def test_random_records_survive_the_form(page: Page, deep: bool) -> None:
    """Record → YAML → record changes nothing, and the YAML is in the normal form."""
    maker = Maker(11, CATALOGUE.vocabularies)
    trees = [maker.innovation() for _ in range(1_000 if deep else 15)]
    texts = page.evaluate(REPRINT, trees)
    assert all(same for _, same in texts)
    for text, _ in texts:
        assert tidy(text, Innovation).text == text


def test_changed_records_keep_their_comments_and_lines(page: Page, deep: bool) -> None:
    """A record laid into the text of another stays tidy, loses no comment, and is what was wanted."""
    maker, chance = Maker(12, CATALOGUE.vocabularies), random.Random(12)
    trees = [maker.innovation() for _ in range(1_000 if deep else 15)]
    texts = [_commented(text, chance) for text, _ in page.evaluate(REPRINT, trees)]
    pairs = [(text, _changed(tree, maker.innovation(), chance)) for text, tree in zip(texts, trees, strict=True)]
    for (text, wanted), made in zip(pairs, page.evaluate(REWRITE, pairs), strict=True):
        assert made, wanted
        assert tidy(made, Innovation).text == made
        comments = Counter(line.strip() for line in text.split("\n") if line.strip().startswith("# catatan "))
        assert comments == Counter(line.strip() for line in made.split("\n") if line.strip().startswith("# catatan "))


def _commented(text: str, chance: random.Random) -> str:
    """Put comments above some entries of a tidy file."""
    lines: list[str] = []
    for number, line in enumerate(text.split("\n")):
        if chance.random() < 0.3 and line[:1].isalpha():
            lines.append(f"# catatan {number}")
        lines.append(line)
    made = "\n".join(lines)
    tidied = tidy(made, Innovation).text
    return tidied or text


def _changed(tree: dict[str, Any], other: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Take some fields of another record, leave some out, and drop an item here and there."""
    made = dict(tree)
    for name in Innovation.model_fields:
        if chance.random() < 0.7:
            if name in made and isinstance(made[name], list) and len(made[name]) > 1:
                items = list(made[name])
                items.pop(chance.randrange(len(items)))
                made[name] = items
        elif name in other:
            made[name] = other[name]
        elif name not in ("nama", "ringkasan", "status_data"):
            made.pop(name, None)
    return made


def test_an_unchanged_record_is_the_same_file(page: Page) -> None:
    """Loading and writing without a change gives back every published file to the letter."""
    trees = page.evaluate(
        "(texts) => texts.map((text) => parts.reader.read(text, checks, parts.yaml).tree)", list(FILES.values())
    )
    made = page.evaluate(REWRITE, list(zip(FILES.values(), trees, strict=True)))
    assert made == list(FILES.values())


def test_words_are_counted_alike(page: Page) -> None:
    """The counter of the form counts as the rule on the blueprint does."""
    texts = [
        *TEXTS,
        *FILES.values(),
        "1. satu\n2) dua [tautan](https://a.id/b c) dan/atau 38/2017 - \u2013",
        "",
        "a\u00a0b",
    ]
    assert page.evaluate("(texts) => texts.map((text) => parts.text.countWords(checks, text))", texts) == list(
        map(count_words, texts)
    )


def test_the_same_word_is_suggested(page: Page) -> None:
    """What is most likely meant is the same in both."""
    names = {word.id: [word.nama] for word in CATALOGUE.vocabularies["urusan"].butir} | {
        word.id: [word.nama] for word in CATALOGUE.vocabularies["tema"].butir
    }
    chance = random.Random(4)
    slips = [_slip(word, chance) for word in [*names, *Innovation.model_fields] for _ in range(4)]
    got = page.evaluate(
        "([words, names]) => words.map((word) => parts.validate.closest(checks, word, names))", [slips, names]
    )
    assert got == [closest(slip, names) for slip in slips]


def _slip(word: str, chance: random.Random) -> str:
    place = chance.randrange(len(word))
    return chance.choice((word[:place] + word[place + 1 :], word[:place] + "x" + word[place:], word.upper(), word[:-2]))

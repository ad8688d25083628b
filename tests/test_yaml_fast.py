"""The fast path and the strict parser agree: what the one reads, the other reads the same and finds nothing to say."""

from __future__ import annotations

import json
import logging
import random
from collections.abc import Iterator

import pytest

from catalogue.check.examples import split_case
from catalogue.model import Innovation
from catalogue.read.characters import CONTROL, HIDDEN, SPACES, is_ordinary, visible
from catalogue.read.decode import UPPER, Spans, Upper, known_keys, plain, spans_of, upper_of
from catalogue.read.file_faults import text_faults
from catalogue.read.files import Source, locate, read_catalogue, to_source
from catalogue.read.records import MODELS
from catalogue.read.yaml.fast import read_fast
from catalogue.read.yaml.nodes import parse
from tests.damage import HARMLESS, KINDS, Record
from tests.trees import HERE, KOTA

LOG = logging.getLogger(__name__)
KNOWN = known_keys(Innovation)
SUITE = [json.loads(line) for line in (HERE / "vendor/yaml-test-suite/cases.jsonl").read_text("ascii").splitlines()]
RECORDS = {source.path: source.text for source in read_catalogue(KOTA, KOTA).sources if source.kind == "innovation"}
BEYOND_ASCII = [*map(chr, SPACES), *"\u2013\u2019\u201c\u200b\u200d\u00ad\u0301\u00e9\u0085\u2028\ufeff\u1100\u1161"]
SIGNS = ["\n", "\n  ", "\n- ", ": ", ":", " #", "#", "- ", "? ", "|", ">", "|2", ">-\n", "'", '"', "\\", "\t", "\r\n"]
SIGNS += ["&a ", "*a", "!", "!!str ", "%", "@", "`", "[", "]", "{", "}", ",", "<<", "---\n", "...\n", "~", " ", "   "]
SIGNS += ["nama: x\n", "\nnama:", "-x", "null", "", *BEYOND_ASCII]


def check_agreement(text: str, path: str = "innovations/a/b.yaml") -> bool:
    """Read a text both ways, and tell whether the fast path took it."""
    location = locate(path)
    assert location
    known = known_keys(MODELS[location.kind])
    read = read_fast(text, known)
    if read is None:
        return False
    parsed = parse(text, path, known)
    assert parsed.top is not None
    assert (parsed.findings, parsed.broken, parsed.partial) == ([], frozenset(), False), text
    spans = Spans()
    assert plain(parsed.top, (), spans) == read.values, text
    assert spans == spans_of(*read), text
    check_upper(upper_of(*read), spans)
    return True


def check_upper(upper: Upper, spans: Spans) -> None:
    """Compare the places of the upper levels with those of the whole document."""
    for of_key, places in ((False, spans.values), (True, spans.keys)):
        near = {path: place for path, place in places.items() if 0 < len(path) <= UPPER}
        assert {path: upper.span(path, of_key=of_key) for path in near} == near
        for path in {*upper.paths, ("tidak-ada",)} - {*near}:
            with pytest.raises(KeyError):
                upper.span(path, of_key=of_key)


def _changed(text: str, chance: random.Random) -> str:
    """Put a sign somewhere into a text, in place of some of its letters."""
    start = chance.randrange(len(text))
    return text[:start] + chance.choice(SIGNS) + text[start + chance.choice((0, 0, 1, 2, 8)) :]


def test_whole_yaml_suite() -> None:
    """Every document of the suite, also with a key of ours among its words."""
    taken = [case["id"] for case in SUITE if check_agreement(case["yaml"])]
    LOG.info("%s of %s documents take the fast path", len(taken), len(SUITE))
    assert len(taken) > 30


def test_all_data_files() -> None:
    """Every data file of the frozen city takes the fast path."""
    sources = read_catalogue(KOTA, KOTA).sources
    slow = [source.path for source in sources if not check_agreement(source.text, source.path)]
    assert slow == []


def test_all_cases() -> None:
    """Every file of the examples of every rule."""
    taken = total = 0
    for case in sorted((HERE / "cases").rglob("*.yaml")):
        for name, content in split_case(case.read_bytes()):
            location = locate(name)
            source = to_source(location, content) if location else None
            if isinstance(source, Source):
                total += 1
                taken += check_agreement(source.text, source.path)
    LOG.info("%s of %s files of the cases take the fast path", taken, total)
    assert taken > 150


def test_damaged_records(deep: bool) -> None:
    """Records damaged as people damage them."""
    location = locate("innovations/a/b.yaml")
    assert location
    for name, kind in {**KINDS, **HARMLESS}.items():
        chance = random.Random(name)
        for path in chance.sample(sorted(RECORDS), len(RECORDS) if deep else 2):
            ways = list(kind(Record(RECORDS[path])))
            for damaged in ways if deep else chance.sample(ways, min(2, len(ways))):
                source = to_source(location, damaged.content)
                if isinstance(source, Source):
                    check_agreement(source.text)


def test_random_signs(deep: bool) -> None:
    """Records, and documents of the suite, with signs of YAML put anywhere, up to three times."""
    chance = random.Random(8)
    texts = [*RECORDS.values(), *(case["yaml"] for case in SUITE if case["yaml"])]
    taken = total = 0
    for _ in range(100_000 if deep else 1_500):
        text = chance.choice(texts)
        for _ in range(chance.randint(1, 3)):
            text = _changed(text, chance) or text
            total += 1
            taken += check_agreement(text)
    LOG.info("%s of %s changed texts take the fast path", taken, total)
    assert taken > total / 20


def _texts() -> Iterator[str]:
    yield from ("", "a", "\n", "a\tb", "e\u0301", "\u00e9 \u2013", "\ud800")
    yield from (f"a{chr(code)}b" for code in range(0x11000) if not 0xD800 <= code < 0xE000)


def test_ordinary_characters() -> None:
    """Of a text that is called ordinary there is nothing to report, and nothing looks other than it is."""
    for text in _texts():
        if is_ordinary(text):
            assert visible(text) == text
            assert not CONTROL.search(text)
            assert not HIDDEN.search(text)
            assert not list(text_faults("a.yaml", text, "UTF-8", None))
    assert is_ordinary("Kota \u2013 \u2018Tebing\u2019")

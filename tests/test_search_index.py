"""The search index: the same words and roots in Python and in the browser, and what stands in its pieces."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from catalogue.model import Synonyms
from catalogue.pipeline import load
from catalogue.read.catalogue import Catalogue
from catalogue.search.fields import texts_of
from catalogue.search.index import FIRST, MORE, Index, build_index, column, gaps, version
from catalogue.search.words import Language, stripped, words_of
from tests.built import Built
from tests.exported import frozen_city
from tests.trees import lay_out

FAMILIES = {
    "layan": "pelayanan melayani dilayani layanan pelayan",
    "tanam": "menanam penanaman tanaman ditanam pertanaman",
    "terima": "menerima penerima penerimaan diterima",
    "kelola": "mengelola pengelolaan pengelola dikelola kelola",
    "tingkat": "meningkatkan peningkatan ditingkatkan tingkat",
    "duduk": "penduduk kependudukan",
    "kembang": "mengembangkan pengembangan dikembangkan kembang",
    "buka": "membuka keterbukaan terbuka dibuka",
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """Read the city's catalogue."""
    found = frozen_city().catalogue
    assert found is not None
    return found


@pytest.fixture(scope="module")
def index(catalogue: Catalogue) -> Index:
    """Index the city's catalogue."""
    return build_index(catalogue)


@pytest.mark.parametrize("root", FAMILIES)
def test_words_of_one_family_have_one_root(root: str) -> None:
    """Affixes, and the letters they swallow, do not keep words of one root apart."""
    language = Language(())
    assert set(language.roots(FAMILIES[root].split())) == {root}


def test_words_are_plain() -> None:
    """Case, accents, hyphens, punctuation and addresses of links are no part of words; lone letters are none."""
    text = "E-KTP, Café di [loket](https://contoh.go.id/loket-1); 112 kali! https://contoh.id/x Anak-anak"
    assert words_of(text) == ["ktp", "cafe", "di", "loket", "112", "kali", "anak", "anak"]


def _decoded(text: str) -> list[int]:
    numbers, last, gap, shift = [], -1, 0, 0
    for char in text:
        digit = ord(char) - FIRST
        gap += digit % MORE << shift
        shift += 5
        if digit < MORE:
            last += gap + 1
            numbers.append(last)
            gap = shift = 0
    return numbers


@given(st.sets(st.integers(0, 40_000), max_size=60))
def test_gaps_are_read_back(numbers: set[int]) -> None:
    """Whatever the numbers, they are those that were written, in characters that JSON leaves as they are."""
    written = gaps(sorted(numbers))
    assert _decoded(written) == sorted(numbers)
    assert not re.search(r'[!/0-9"]', written)


def test_columns_grow_to_two_characters_when_they_must() -> None:
    """64 values fit one character a row."""
    assert len(column(list(range(64)))) == 64
    assert len(column(list(range(65)))) == 130


def test_places_are_ranked(tmp_path: Path) -> None:
    """A word in a short name counts most, then name, expansion, summary, classification, result and description."""
    record = (
        "nama: Loket Cepat\nkepanjangan: Loket hijau\nringkasan: Loket bagi petani.\nstatus_data: sumber-publik\n"
        "hasil: Seribu petani dan nelayan.\nrancang_bangun: Nelayan dan buruh.\n"
    )
    found = load(lay_out(tmp_path, record.encode())).catalogue
    assert found is not None
    entries = build_index(found).terms[0]
    places = {word: entries[word][0] for word in ("loket", "hijau", "tani", "contoh", "nelayan", "buruh")}
    assert places == {"loket": "7", "hijau": "5", "tani": "4", "contoh": "3", "nelayan": "2", "buruh": "1"}


def test_pieces_are_in_order_and_named_by_their_first_key(index: Index) -> None:
    """The browser finds a piece by bisection."""
    keys = [key for piece in index.terms for key in piece]
    assert keys == sorted(keys)
    assert index.starts == tuple(next(iter(piece)) for piece in index.terms)
    assert [words.split(" ")[0][:-1] for words in index.spelling] == list(index.spelling_starts)


def test_exceptions_lead_to_terms(index: Index) -> None:
    """Every root that a stem is said to stand for is there, and names the stem in turn."""
    entries = {key: text for piece in index.terms for key, text in piece.items()}
    told = 0
    for stem, text in entries.items():
        for root in text.partition("!")[2].partition("/")[0].split():
            told += 1
            assert entries[root][0].isdigit()
            assert stem in entries[root].partition("/")[2].split()
    assert told > 20


def test_common_words_are_left_out(index: Index) -> None:
    """What is everywhere finds nothing and takes no room."""
    entries = {key for piece in index.terms for key in piece}
    assert entries.isdisjoint({"dan", "yang", "untuk", "dengan"})


def test_version_follows_numbering_and_groups(catalogue: Catalogue) -> None:
    """It changes when an innovation goes or a group of synonyms comes, not when a text changes."""
    fewer = dict(list(catalogue.innovations.items())[1:])
    parts = {name: getattr(catalogue, name) for name in catalogue.__dataclass_fields__}
    synonyms = Synonyms(nama="Padanan", padanan=(("a", "b"),))
    changed = [Catalogue(**{**parts, "innovations": fewer}), Catalogue(**{**parts, "synonyms": synonyms})]
    assert len({version(catalogue), *map(version, changed)}) == 3


def test_an_empty_catalogue_has_an_index(catalogue: Catalogue) -> None:
    """Nothing to find is no fault."""
    parts = {name: getattr(catalogue, name) for name in catalogue.__dataclass_fields__}
    empty = build_index(Catalogue(**{**parts, "innovations": {}}))
    assert (empty.terms, empty.spelling) == ((), ())


def test_columns_say_what_the_records_say(built: Built) -> None:
    """Decoded, each facet gives the values that the published records have."""
    facets = {
        facet["id"]: facet
        for facet in json.loads((built.folder / "cari/saringan.json").read_text(encoding="utf-8"))["facets"]
    }
    records = json.loads((built.folder / "api/v1/inovasi.json").read_text(encoding="utf-8"))["inovasi"]
    records.sort(key=lambda record: (not record["dihitung"], record["nama"].casefold(), record["id"]))
    for id, field in {"opd": "opd", "tema": "tema", "jenis": "jenis", "status-data": "status_data"}.items():
        facet = facets[id]
        for record, code in zip(records, facet["column"], strict=True):
            told = {facet["values"][number] for number in facet["sets"][ord(code) - FIRST]}
            wanted = record[field] if isinstance(record[field], list) else [record[field]]
            assert told == ({*filter(None, wanted)} or {"belum-diketahui"}), record["id"]


def _letters(seed: int, count: int) -> list[str]:
    chance = random.Random(seed)
    affixes = [
        "",
        *["me", "mem", "men", "meng", "meny", "pe", "pem", "pen", "peng", "ber", "di", "ke", "se", "ter", "per"],
    ]
    endings = ["", *["kan", "an", "i", "nya", "lah", "kah", "ku", "mu"]]
    bodies = ("".join(chance.choices("abdegiklmnoprstuwy", k=chance.randint(2, 7))) for _ in range(count))
    return [chance.choice(affixes) + body + chance.choice(endings) for body in bodies]


@pytest.mark.browser
def test_browser_and_python_agree_on_words_and_stems(
    built: Built, browser: Browser, catalogue: Catalogue, deep: bool
) -> None:
    """The vendored stemmer strips what Python's strips, and texts fall into the same words."""
    texts = [text for entry in catalogue.by_name for text in texts_of(catalogue, entry)]
    texts += ["anak² ibu2nya _buku2 besar2an TP2DD", "Ünïcode ﬁ İstanbul K²", "a-1 É́ 99%", "SiTalak\u00a0Baja"]
    words = sorted({word for text in texts for word in words_of(text)}) + _letters(1, 200_000 if deep else 5_000)
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{built.address}inovasi/")
        told = page.evaluate(
            """async ([texts, words]) => {
              const at = (name) => new URL(document.getElementById("pencari").dataset[name], document.baseURI).href;
              const [{ wordsOf }, { stemmer }] = await Promise.all([import(at("search")), import(at("stemmer"))]);
              return [texts.map(wordsOf), words.map(stemmer)];
            }""",
            [texts, words],
        )
    assert told[0] == [words_of(text) for text in texts]
    expected = zip(words, told[1], stripped(words), strict=True)
    assert [(word, here, there) for word, there, here in expected if here != there] == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("anak2", "anak-anak"),
        ("anak²", "anak-anak"),
        ("sampah2nya", "sampah"),
        ("Undang2", "undang-undang"),
        ("yg utk dgn", ""),
        ("rmh skt", "rumah sakit"),
        ("kec. Rambutan", "kecamatan Rambutan"),
    ],
)
def test_words_written_on_a_telephone(typed: str, meant: str, catalogue: Catalogue) -> None:
    """A word with a 2 is itself said twice, and what people write for short is the word."""
    synonyms = catalogue.synonyms
    language = Language(synonyms.kata_umum, synonyms.ejaan_singkat)
    assert set(language.content(typed)) == set(language.content(meant))


def test_a_name_with_a_figure_stays_one_word() -> None:
    """Only a 2 behind three letters and more says a word again; figures elsewhere belong to names."""
    assert words_of("TP2DD P2TP2A CO2 covid19 2x 2024") == ["tp2dd", "p2tp2a", "co2", "covid19", "2x", "2024"]

"""What counts of a rancang bangun: real texts wholly, nonsense once, copies with whoever came first."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from catalogue.assess import assess, innovation_state
from catalogue.assess.design_parts import PARTS, empty_parts, unspoken_parts
from catalogue.assess.design_text import Repeat, copies, count_words, read_design
from catalogue.model import Review
from catalogue.model.period import Submission
from catalogue.read.catalogue import Catalogue, Entry
from tests.test_cases import CASES, load_case
from tests.texts import made_up
from tests.trees import HERE

OTHERS = yaml.safe_load((HERE / "designs/daerah-lain.yaml").read_text(encoding="utf-8"))
"""Summaries of innovations of other regions, each with its source."""
WHOLE = yaml.safe_load((CASES / "rancang-bangun-kurang/baik.yaml").read_text(encoding="utf-8"))["rancang_bangun"]
LONG = [path.read_text(encoding="utf-8").strip() for path in sorted((HERE / "designs").glob("*.md"))]
"""Texts of 300 words and more as offices write them: with headings, lists, tables, or none of these."""
SENTENCE = "Petugas mengantar obat ke rumah pasien setiap bulan tanpa biaya dan tanpa antre."

MADE_UP = made_up(2_000, "words")
WORDS = st.sampled_from(MADE_UP[:40])
SENTENCES = st.lists(WORDS, min_size=1, max_size=20).map(lambda words: " ".join(words) + ".")
TEXTS = st.lists(SENTENCES, min_size=1, max_size=12).map(" ".join)


@pytest.mark.parametrize("other", OTHERS, ids=lambda other: other["nama"])
def test_texts_of_other_regions_count_wholly(other: dict[str, str]) -> None:
    """What a region says of its innovation in its own words raises nothing."""
    assert read_design(other["teks"]).means_something
    assert read_design(other["teks"]).words == count_words(other["teks"])


def test_texts_of_other_regions_are_no_copies_of_each_other() -> None:
    """Innovations of one kind are told in much the same words, and copy nobody."""
    assert copies({str(number): other["teks"] for number, other in enumerate(OTHERS)}) == {}


@pytest.mark.parametrize("text", [WHOLE, *LONG], ids=lambda text: text[:30])
def test_long_texts_count_wholly(text: str) -> None:
    """A text with headings, lists and tables has names and cells twice, and all of it counts."""
    design = read_design(text)
    assert design.words == design.counted == count_words(text) >= 300
    assert design.means_something
    assert unspoken_parts(text) == ()


def test_long_texts_are_no_copies_of_each_other() -> None:
    """The same headings, laws and names do not make one text another's."""
    assert copies({text[:30]: text for text in (WHOLE, *LONG)}) == {}


def test_a_sentence_that_is_repeated_counts_once() -> None:
    """One sentence 26 times is told as such."""
    design = read_design(" ".join([SENTENCE] * 26))
    assert (design.words, design.counted, design.repeated) == (338, 13, 325)
    assert design.repeats == (Repeat("petugas mengantar obat ke rumah pasien setiap bulan …", 26),)
    assert not design.means_something


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("kata " * 300, 1),
        ("Obat diantar. " * 200, 2),
        ("xxx " * 300, 4),
        ("Lorem ipsum dolor sit amet, consectetur adipiscing elit. " * 40, 0),
        ("[Isi cara kerja di sini]\n\n" * 60, 0),
        (
            "Dasar hukum, permasalahan, isu strategis, metode pembaharuan, keunggulan dan kebaharuan, serta cara kerja",
            0,
        ),
        (" ".join(f"Kelurahan ke-{number} mengantar obat." for number in range(100)), 20),
        (" ".join(f"Pada hari {number} petugas mengantar obat ke rumah pasien." for number in range(40)), 36),
        (" ".join(SENTENCE.replace("obat", f"**obat**{'!' * number}") for number in range(30)), 30),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
def test_nonsense_does_not_count(text: str, most: int) -> None:
    """Repetition with small changes, filler and the form's own words come nowhere near 300."""
    assert read_design(text).counted <= most


def test_small_repetition_is_let_pass() -> None:
    """A sentence twice in a long text costs nothing; so does a name in each row of a table."""
    first = WHOLE.split("\n")[0]
    assert read_design(f"{WHOLE}\n\n{first}").means_something


def test_a_text_that_is_half_another_field_counts_the_rest() -> None:
    """Words of another field don't count when they are half of the text, and do when they are few."""
    aim = "Pasien lanjut usia menerima obat di rumah tepat waktu dan keadaannya dipantau setiap bulan oleh petugas."
    assert read_design(f"{aim} Kurir mengantar paket dengan sepeda motor dinas.", aim).own == count_words(aim)
    assert read_design(f"{aim}\n\n{WHOLE}", aim).own == 0


@given(TEXTS, st.integers(2, 6), st.sampled_from(["\n\n", "\n- ", "\n"]))
def test_repeating_a_text_never_adds_words(text: str, times: int, between: str) -> None:
    """Written any number of times, a text counts for no more than once."""
    assert read_design(between.join([text] * times)).counted <= read_design(text).counted


@given(TEXTS, st.lists(st.integers(1, 20), min_size=1, max_size=8))
def test_writing_on_never_takes_words_away(text: str, lengths: list[int]) -> None:
    """New sentences add to what counts, or leave it as it is."""
    random, texts = Random(text), [text]
    for length in lengths:
        texts.append(f"{texts[-1]} {' '.join(made_up(length, random))}.")
    counted = [read_design(longer).counted for longer in texts]
    assert all(before <= after for before, after in pairwise(counted))


@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    """Whatever stands there, as many words are read as are counted, and no more count."""
    design = read_design(text)
    assert design.words == count_words(text)
    assert 0 <= design.counted <= design.words


@given(TEXTS, TEXTS)
def test_who_copies_comes_later(one: str, other: str) -> None:
    """Of two texts at most the later is a copy, and one that is longer than twice the shared part is none."""
    assume(one != other)
    assert copies({"a": one, "b": other}).keys() <= {"b"}


def test_copies_are_found_in_a_large_catalogue_in_no_time() -> None:
    """Among 3,000 long texts the changed copies are found, each with the first who wrote it."""
    texts = {f"i{number}": " ".join(_sentences(Random(number))) for number in range(3_000)}
    for number in range(0, 300, 10):
        own = " ".join(made_up(100, f"own {number}"))
        texts[f"k{number}"] = f"{own}. {texts[f'i{number}'][: len(texts[f'i{number}']) * 3 // 4]}"
    start = time.process_time()
    found = copies(texts)
    taken = time.process_time() - start
    assert found == {f"k{number}": f"i{number}" for number in range(0, 300, 10)}
    assert taken < 3


def _sentences(random: Random) -> list[str]:
    return [" ".join(random.choices(MADE_UP, k=14)) + "." for _ in range(25)]


def _told(catalogue: Catalogue) -> dict[str, str]:
    """Return what the ladder says of the rancang bangun of each record."""
    states = assess(catalogue, catalogue.periods[2026].record, date(2026, 11, 30)).innovations
    fields = ("rancang_bangun",)
    return {slug: next(r.text for r in state.requirements if r.fields == fields) for slug, state in states.items()}


def test_words_count_for_who_was_first(tmp_path: Path) -> None:
    """Of two records with one text the one in use longer keeps its words, or the one that Bappeda reported."""
    catalogue = load_case("rancang-bangun-salinan/buruk-lebih-dahulu.yaml", tmp_path).catalogue
    assert catalogue
    whole, nothing = "Rancang bangun 113 kata dari", "tidak dihitung: 113 kata sama dengan catatan lain."
    told = _told(catalogue)
    assert told["antar-obat"].endswith(nothing)
    assert told["kurir-sehat"].startswith(whole)
    review = Review(pelaporan=Submission(tanggal=date(2026, 8, 1)))
    reviews = {(2026, "antar-obat"): Entry("antar-obat", "periods/2026/reviews/antar-obat.yaml", review)}
    told = _told(replace(catalogue, reviews=reviews))
    assert told["antar-obat"].startswith(whole)
    assert told["kurir-sehat"].endswith(nothing)


def test_an_empty_part_keeps_a_long_text_from_being_fit(tmp_path: Path) -> None:
    """Three hundred words do not make up for a heading with nothing below it."""
    catalogue = load_case("rancang-bangun-kurang/baik.yaml", tmp_path).catalogue
    assert catalogue
    period = catalogue.periods[2026].record
    entry = catalogue.innovations["contoh"]
    assert innovation_state(entry, {}, period, catalogue.rubric_of(period), owned=True).step == "layak"
    unfinished = entry.record.model_copy(update={"rancang_bangun": f"## Dasar hukum\n\n## Cara kerja\n\n{WHOLE}"})
    state = innovation_state(replace(entry, record=unfinished), {}, period, catalogue.rubric_of(period), owned=True)
    assert state.step == "tercatat"
    assert [r.text for r in state.missing] == [
        "Rancang bangun 319 kata dari paling sedikit 300 kata. Bagian yang masih kosong: dasar hukum."
    ]


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("", ()),
        ("Uraian tanpa judul.", ()),
        ("## Dasar hukum\n\n## Permasalahan\n\nPasien jauh dari puskesmas.", ("dasar hukum",)),
        ("## Permasalahan\n\n### Metode lama\n\nSemua pasien antre.", ()),
        ("**Dasar hukum:** Perwal 12 Tahun 2024\n\n**Isu strategis**\n\n-\n", ("isu strategis",)),
        ("Dasar hukum:\nPermasalahan:\nIsu strategis: stunting", ("dasar hukum", "permasalahan")),
        ("1. Dasar hukum\n2. Permasalahan\n3. Isu strategis\n\nUraiannya di bawah ini.", ()),
        ("1. Dasar hukum\n\n2. Permasalahan\n\nPasien jauh.", ("dasar hukum",)),
        ("# Dasar hukum\n\n# Dasar hukum\n\nPerwal 12 Tahun 2024.", ()),
        ("DASAR HUKUM\n\nPERMASALAHAN\n\nPasien jauh.", ("dasar hukum",)),
        ("Layanan ini mengubah\nmekanisme antrean\n\nmasalah lama selesai.", ()),
        ("- dasar hukum\n- permasalahan\n", ()),
        ("## Cara kerja\n\nTulis cara kerja di sini.", ("cara kerja",)),
        ("\n\n".join(f"## {part}" for part in PARTS), tuple(PARTS)),
    ],
)
def test_parts_left_empty(text: str, empty: tuple[str, ...]) -> None:
    """A heading with nothing below it is empty; a list of parts and a text without headings leave nothing empty."""
    assert empty_parts(text) == empty


@pytest.mark.parametrize("piece", ["#", "**", "a_", "- ", "\n ", "[isi ", "dasar hukum", "dasar hukum:\n", "x ", ". "])
def test_hostile_texts_take_no_longer(piece: str) -> None:
    """However a text is made, it is read in a moment."""
    start = time.process_time()
    read_design(piece * (40_000 // len(piece)))
    assert time.process_time() - start < 2

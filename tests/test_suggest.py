"""What was meant: one clear winner is suggested, and nothing else."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping

import pytest

from catalogue.common.findings import closest
from catalogue.model import Innovation
from catalogue.read.decode_faults import OTHER_NAMES
from tests.exported import frozen_city

CATALOGUE = frozen_city().catalogue
assert CATALOGUE is not None
Candidates = Mapping[str, tuple[str, ...]]
KEYS: Candidates = dict.fromkeys(Innovation.model_fields, ())
AFFAIRS: Candidates = {word.id: (word.nama,) for word in CATALOGUE.words("urusan").values()}
AGENCIES: Candidates = {id: (entry.record.nama, entry.record.singkatan or "") for id, entry in CATALOGUE.opds.items()}
SLUGS: Candidates = {id: (entry.record.nama,) for id, entry in CATALOGUE.innovations.items()}
LISTS: dict[str, Candidates] = {
    name: {word.id: (word.nama,) for word in words.butir}
    for name, words in CATALOGUE.vocabularies.items()
    if len(words.butir) > 2 and name != "singkatan"
}


@pytest.mark.parametrize(
    ("word", "candidates", "meant"),
    [
        ("tahap", KEYS, "tahapan"),
        ("Ringkasan", KEYS, "ringkasan"),
        ("urusan utama", KEYS, "urusan_utama"),
        ("waktu", KEYS, None),
        ("Kesehatan", AFFAIRS, "1.02"),
        ("lingkungan hidup", AFFAIRS, "2.11"),
        ("102", AFFAIRS, "1.02"),
        ("1.2", AFFAIRS, "1.02"),
        ("2.1", AFFAIRS, "2.10"),
        ("3.3", AFFAIRS, "3.30"),
        ("9.99", AFFAIRS, None),
        ("1.07", AFFAIRS, None),
        ("dinas-kominfo", AGENCIES, "diskominfo"),
        ("Disdukcapil Kota", AGENCIES, "disdukcapil"),
        ("dinas-pendidikan", AGENCIES, "dinas-pendidikan-dan-kebudayaan"),
        ("kesehatan", AGENCIES, "dinas-kesehatan"),
        ("kelurahan", AGENCIES, None),
        ("siaga-112", SLUGS, "tebing-tinggi-siaga-112"),
        ("antar-obat", SLUGS, None),
        ("spd-99", {"spd-9": (), "spd-10a": ()}, None),
        ("", KEYS, None),
        ("---", KEYS, None),
    ],
)
def test_what_was_meant(word: str, candidates: Candidates, meant: str | None) -> None:
    """Slips, codes without their zeros, titles and parts of names lead to the word; a choice of several to none."""
    assert closest(word, candidates) == meant


def slip(chance: random.Random, word: str) -> str:
    """Make one slip of the keyboard, or write a word as people write it."""
    at = chance.randrange(len(word) - 1)
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
    return chance.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            re.sub(r"[-_]", " ", word).title(),
        )
    )


def test_slips_are_answered_and_never_wrongly(deep: bool) -> None:
    """Nine slips in ten get the word that was meant; none gets another."""
    chance = random.Random(5)
    right = wrong = asked = 0
    for candidates in (KEYS, AGENCIES, SLUGS, *LISTS.values()):
        for word in candidates:
            for _ in range(40 if deep else 1):
                written = slip(chance, word) if len(word) > 4 else word
                if written not in candidates:
                    asked += 1
                    found = closest(written, candidates)
                    right += found == word
                    wrong += found not in (word, None)
    assert wrong <= asked / 1000
    assert right / asked > 0.9


@pytest.mark.parametrize(
    ("key", "meant"), [("link", "tautan"), ("email", "surel"), ("hp", "telepon"), ("unit_", "unit")]
)
def test_keys_by_their_names_elsewhere(key: str, meant: str) -> None:
    """A key that people know by another name leads to ours."""
    known = {name: OTHER_NAMES.get(name, ()) for name in ("unit", "telepon", "surel", "tautan", "alamat")}
    assert closest(key, known) == meant

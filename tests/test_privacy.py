"""How much of what tells of persons is found as people write it, and how much else is taken for it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from catalogue.check import people, privacy
from catalogue.check.people import known_names, names_a_person
from catalogue.propose.browser import browser_checks
from tests.exported import frozen_city
from tests.people import Lines
from tests.trees import HERE

MANY = 200
RECALL, MISTAKEN = 0.95, 0.02
SEED = 20260324

KNOWN = (
    "Surya Melati (Lurah)",
    "Wali Kota Surya Melati (2016)",
    "Surya Melati, Ketua TP PKK Kota",
    "Surya Melati, staf divisi teknologi",
    "Kepala Dinas Kesehatan dr. Surya Melati",
    "Ketua RT 03 Tumini",
    "Plt. Kepala BPBD Wahid Sitorus",
    "SURYA SIREGAR (LURAH)",
    "Sukirman (Lurah)",
)

OFFICES = (
    "RSUD dr. Kumpulan Pane",
    "Kepala RSUD dr. H. Kumpulan Pane",
    "Ruang KIA, Puskesmas Pabatu, Jalan Ahmad Yani",
    "Ketua Yayasan Ahmad Yani",
    "SMP Swasta Ir. H. Djuanda",
    "Dinas Pendidikan dan Kebudayaan, SMP Negeri 4",
    "Kelas Ibu Hamil",
    "Lurah Karya Jaya",
    "Guru Penggerak",
    "Ketua Koperasi Merah Putih",
    "Kepala Lingkungan IV",
    "Kadis Kominfo",
)


def words_of(pattern: re.Pattern[str]) -> list[str]:
    """Return the words between which a pattern chooses, as they are written in it."""
    inside, found = 0, [""]
    for sign in pattern.pattern:
        inside += (sign in "([") - (sign in ")]")
        if sign == "|" and not inside:
            found.append("")
        else:
            found[-1] += sign
    return found


@pytest.mark.parametrize("name", ["POST", "BODY", "NAMED_BODY", "PLACED", "DERIVED", "COMMON", "LIKELY"])
def test_a_list_of_words_holds_each_once(name: str) -> None:
    """Who takes a word out of a list finds it gone."""
    words = words_of(getattr(people, name))
    assert len(words) > 1
    assert sorted(words) == sorted(set(words))


@cache
def agencies() -> tuple[str, ...]:
    """Return the names of the agencies of the frozen city, short ones too."""
    catalogue = frozen_city().catalogue
    assert catalogue
    return tuple(name for opd in catalogue.opds.values() for name in (opd.record.nama, opd.record.singkatan) if name)


def is_person(text: str, *, alone: bool = False) -> bool:
    """Tell what the rule tells."""
    return names_a_person(text, known_names(agencies()), alone=alone)


def share(make: Callable[[], str], is_found: Callable[[str], bool]) -> float:
    """Return which part of many lines is found."""
    return sum(is_found(make()) for _ in range(MANY)) / MANY


@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.parametrize("shape", Lines(SEED).persons())
def test_persons_are_found(shape: str, alone: bool) -> None:
    """Nearly all, in each shape, in the field that asks for a name and in those for an office."""
    assert share(Lines(SEED).persons()[shape], lambda line: is_person(line, alone=alone)) >= RECALL


@pytest.mark.parametrize("alone", [True, False])
def test_offices_are_no_persons(alone: bool) -> None:
    """Posts, agencies, groups, schools, streets and places that are named after somebody are hardly ever reported."""
    assert share(Lines(SEED).office, lambda line: is_person(line, alone=alone)) <= MISTAKEN


@pytest.mark.parametrize("text", KNOWN)
def test_a_person_beside_an_office(text: str) -> None:
    """A name is found before, behind and within brackets, also one that no list knows."""
    assert is_person(text)


@pytest.mark.parametrize("text", OFFICES)
def test_an_office_with_a_name_of_its_own(text: str) -> None:
    """What a body or a place is called after is nobody's data."""
    assert not is_person(text, alone=True)


def test_a_name_alone_where_an_initiator_is_asked_for() -> None:
    """Two words that nobody knows are a name there; in other fields one of them must be known as one."""
    assert is_person("Wira Sanjaya", alone=True)
    assert not is_person("Wira Sanjaya")
    assert is_person("Wira Siregar")


def _has_mobile(line: str) -> bool:
    return any(begin.search(line) for begin in privacy.MOBILE_BEGINS) and bool(privacy.MOBILE.search(line))


def _has_identity(line: str) -> bool:
    text = privacy.ADDRESS.sub("", line)
    tests = ((privacy.NIP, privacy._is_nip), (privacy.NIK, privacy._is_nik))
    found = (is_one(re.sub(r"\D", "", match[0])) for sign, is_one in tests for match in sign.finditer(text))
    return privacy._has_long_number(text) and any(found)


def _has_mail(line: str) -> bool:
    return any(begin.search(line) for begin in privacy.AT) and any(True for _ in privacy._private_mail(line))


SIGNS = {
    "nomor ponsel": (Lines.mobile, Lines.no_mobile, _has_mobile),
    "NIK": (Lines.nik, Lines.no_identity, _has_identity),
    "NIP": (Lines.nip, Lines.no_identity, _has_identity),
    "surel": (Lines.mail, Lines.no_mail, _has_mail),
}


@pytest.mark.parametrize("before", ["", "Hubungi petugas di ", "Narahubung: "])
@pytest.mark.parametrize("kind", SIGNS)
def test_numbers_and_addresses_of_persons(kind: str, before: str) -> None:
    """In brackets, with dots and spaces, hidden from programs: found; numbers of offices, money, times: not."""
    of_persons, of_none, is_found = SIGNS[kind]
    lines = Lines(SEED)
    assert share(lambda: before + of_persons(lines), is_found) >= RECALL
    assert share(lambda: before + of_none(lines), is_found) <= MISTAKEN


def test_the_browser_says_the_same(tmp_path: Path) -> None:
    """The modules of the form, run without a page, tell persons, numbers and addresses apart as `check` does."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs node")
    lines, catalogue = Lines(SEED), frozen_city().catalogue
    assert catalogue
    named = [make() for make in (*lines.persons().values(), lines.office) for _ in range(MANY // 4)]
    named += [*KNOWN, *OFFICES]
    signed = [make(lines) for of, other, _ in SIGNS.values() for make in (of, other) for _ in range(MANY // 4)]
    shutil.copytree(HERE.parent / "templates/assets/form", tmp_path / "form")
    (tmp_path / "package.json").write_text('{"type": "module"}')
    given = {"named": named, "signed": signed, "agencies": agencies(), "checks": browser_checks(catalogue.vocabularies)}
    (tmp_path / "given.json").write_text(json.dumps(given))
    (tmp_path / "run.js").write_text(
        'import { readFileSync } from "node:fs";\n'
        'import { knownNames, namesAPerson, privateNumbers } from "./form/rules.js";\n'
        'const { named, signed, agencies, checks } = JSON.parse(readFileSync("given.json", "utf8"));\n'
        "const known = knownNames(checks, agencies);\n"
        "console.log(JSON.stringify([named.map((text) =>"
        " [true, false].map((alone) => namesAPerson(checks, text, known, alone))),\n"
        "  signed.map((text) => [...privateNumbers(text, checks)].length > 0)]));\n"
    )
    done = subprocess.run([node, "run.js"], cwd=tmp_path, capture_output=True, text=True, check=True)
    persons, numbers = json.loads(done.stdout)
    assert persons == [[is_person(text, alone=alone) for alone in (True, False)] for text in named]
    assert numbers == [_has_mobile(text) or _has_identity(text) or _has_mail(text) for text in signed]

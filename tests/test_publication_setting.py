"""What a period keeps from the public is nowhere in the site or its files, and all of it in an internal build."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from decimal import Decimal
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from catalogue.assess import READINGS
from catalogue.cli.site import folder_of
from catalogue.common.indonesian import number_text
from catalogue.common.program import HOME
from catalogue.publish.ownership import MARK
from tests.built import build
from tests.repositories import PROFILE, Repository, maturity, record, verified
from tests.trees import KOTA

DAY = "2026-06-12"
PERIOD = "periods/2026/period.yaml"
WEIGHTS = {"regulasi": "3.173", "sdm": "2.237", "kecepatan": "2.411", "kemanfaatan": "3.376", "video": "2.803"}
"""Weights that no other number of the site looks like, as many together as in the guideline."""
FACTS = {
    "satu": maturity(sdm="17"),
    "dua": maturity(regulasi="perda", sdm="23", kemanfaatan="{basis: a, nilai: 901}"),
    "tiga": maturity(video="1").replace("    bukti:\n      - judul: SK sdm\n", ""),
}
BINARY = {".woff2", ".png", ".webp", ".bin", ".gz"}
RUBRIC = ("rubrik/", "panduan/", "tentang/", "aturan/", "assets/", "skema/", "usul/", "meja/index.html")
"""Where levels are explained, and no innovation's is told."""
LEVEL = re.compile(r"(?<!mencapai )\btingkat [0-3]\b", re.IGNORECASE)
"""The words of a level; that a step asks for level 1, and whether that is reached, is public."""
SCORED = r"inovasi/[a-z]+/index\.html|opd/.*|data/.*|api/v1/inovasi.*"
INDEX = r"program/index\.html|kepatuhan/.*|linimasa/index\.html|api/v1/kepatuhan/\d+\.json"
SIZES = r"data/(index\.html|dcat\.jsonld)"
"""They tell how large every other file is."""
SAYING = {"indeks/index.html", "indeks/2026/index.html", "data/index.html", "meja/index.html"}
"""Pages that say that something is not shown; the desk says which files a round keeps inside."""
SHAPES = "api/v1/openapi.json"
"""It names every key an answer may have; its examples are searched for values like all else."""
BOTH = (
    r"api/v1/openapi\.json|indeks/(?:2026/)?index\.html|api/v1/indeks/\d+\.json|"
    r"inovasi/[a-z]+/index\.html|opd/.*|data/.*|meja/(?:index\.html|keadaan\.json)|periods/2026/period\.yaml"
)
"""The files that may tell of scores and levels, of the index, and of what either gives away of the other."""


def _rubric(weights: Mapping[str, str] = WEIGHTS) -> str:
    text = (KOTA / "rubrics/iid-2026.yaml").read_text(encoding="utf-8")
    for key, weight in weights.items():
        text, changed = re.subn(rf"(- id: {key}\n(?:.*\n)*?    bobot: )\S+", rf"\g<1>{weight}", text, count=1)
        assert changed
    return text


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Write three innovations with facts at different levels, two verified, one with a fact that nothing proves."""
    made = Repository.start(tmp_path_factory.mktemp("city") / "catalogue")
    made.commit("2026-03-01", {"rubrics/iid-2026.yaml": _rubric()})
    for slug, facts in FACTS.items():
        made.commit("2026-03-02", {f"innovations/dinas-contoh/{slug}.yaml": record(slug.title(), PROFILE, facts)})
    reviews: dict[str, str | None] = {
        f"periods/2026/reviews/{slug}.yaml": verified(made, slug) for slug in ("satu", "dua")
    }
    made.commit("2026-04-02", reviews)
    return made


Sites = Callable[..., Path]


@pytest.fixture(scope="module")
def sites(city: Repository, tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """Build the city's site with switches set, each once."""
    folder, known = tmp_path_factory.mktemp("sites"), dict[tuple[str, ...], Path]()
    text = (city.root / PERIOD).read_text(encoding="utf-8")

    def site(kematangan: str, indeks: str, *arguments: str) -> Path:
        key = (kematangan, indeks, *arguments)
        if key not in known:
            switches = f"publikasi:\n  kematangan: {kematangan}\n  indeks: {indeks}\n"
            (city.root / PERIOD).write_text(text + switches, encoding="utf-8")
            known[key] = folder / "-".join(key)
            _build(city.root, known[key], *arguments)
            (city.root / PERIOD).write_text(text, encoding="utf-8")
        return known[key]

    return site


def _build(root: Path, out: Path, *arguments: str) -> None:
    done = build("site", "--root", str(root), "--out", str(out), "--date", DAY, *arguments)
    assert done.returncode == 0, done.stderr


def _written(values: list[Decimal]) -> set[str]:
    """Return every way in which these numbers may be written."""
    texts = {number_text(value, places) for value in values for places in (2, 3, None)}
    texts |= {str(round(float(value), places)) for value in values for places in (2, 3, 6)}
    return {text for text in texts if len(text.strip("0")) > 3}


def _scores(city: Repository) -> set[str]:
    assessment = city.assessed()[1][2026]
    states = assessment.innovations.values()
    parts = [part.scores[name] for state in states for part in state.indicators for name in READINGS]
    return _written([*parts, *(state.scores[name] for state in states for name in READINGS)])


def _index(city: Repository) -> set[str]:
    readings = city.assessed()[1][2026].index.readings.values()
    return _written([value for found in readings for value in (found.rata_kematangan, found.total, found.iid)])


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield all that the site says: files as text, sheets out of their books, values out of the database."""
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = file.relative_to(folder).as_posix()
        if file.suffix == ".xlsx":
            with zipfile.ZipFile(BytesIO(file.read_bytes())) as book:
                yield from ((f"{name}/{part}", book.read(part).decode("utf-8")) for part in book.namelist())
        elif file.suffix == ".sqlite":
            with closing(sqlite3.connect(file)) as database:
                yield name, "\n".join(_values(database))
        elif file.suffix not in BINARY:
            text = file.read_text(encoding="utf-8")
            yield name, text.replace(",", "\n") if file.suffix == ".csv" else text


def _values(database: sqlite3.Connection) -> Iterator[str]:
    for (table,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        yield from (str(value) for row in database.execute(f'SELECT * FROM "{table}"') for value in row)


def _found(folder: Path, numbers: set[str]) -> dict[str, set[str]]:
    """Return where any of the numbers stands."""
    pattern = re.compile(rf"(?<![\d.,])(?:{'|'.join(map(re.escape, sorted(numbers)))})(?![\d.,]?\d)")
    found = {name: set(pattern.findall(text)) for name, text in _texts(folder) if not name.startswith(RUBRIC)}
    return {name: texts for name, texts in found.items() if texts}


def _levels(folder: Path) -> set[str]:
    """Return which files tell a level: in words, or as a value of the data."""
    said = {name for name, text in _texts(folder) if not name.startswith(RUBRIC) and LEVEL.search(text)}
    data = ((name, text) for name, text in _texts(folder) if name.endswith(".json") and name != SHAPES)
    keyed = {name for name, text in data if '"tingkat"' in (_of_innovations(text) if "/indeks/" in name else text)}
    return said | keyed


def _of_innovations(text: str) -> str:
    """Leave out the rows that tell levels of the city itself."""
    return json.dumps({key: value for key, value in json.loads(text).items() if key != "spd"})


def _gain(text: str) -> bool:
    return '"tambahan"' in text or "angka indeks" in text


def test_what_is_open_is_shown(city: Repository, sites: Sites) -> None:
    """By default scores, levels and index are on the pages and in the files, so that the searches below can find."""
    folder = sites("ya", "ya")
    scored, indexed, told = _found(folder, _scores(city)), _found(folder, _index(city)), _levels(folder)
    for address in ("inovasi/satu/index.html", "data/inovasi.csv", "api/v1/inovasi.json", "data/katalog.sqlite"):
        assert address in scored
    for address in ("indeks/index.html", "kepatuhan/index.html", "api/v1/indeks/2026.json", "data/katalog.sqlite"):
        assert address in indexed
    assert {"inovasi/satu/index.html", "opd/dinas-contoh/index.html"} <= told


@pytest.mark.parametrize("indeks", ["ya", "tidak"])
def test_a_maturity_that_is_not_public_is_nowhere(city: Repository, sites: Sites, indeks: str) -> None:
    """Neither a page nor a file tells the score of an innovation, or the level of one of its indicators."""
    folder = sites("tidak", indeks)
    assert _found(folder, _scores(city)) == {}
    assert _levels(folder) <= ({"indeks/index.html", "indeks/2026/index.html"} if indeks == "ya" else set())


@pytest.mark.parametrize("kematangan", ["ya", "tidak"])
def test_an_index_that_is_not_public_is_nowhere(city: Repository, sites: Sites, kematangan: str) -> None:
    """Neither a page nor a file tells the index, its parts, or what anything would add to it."""
    folder = sites(kematangan, "tidak")
    assert _found(folder, _index(city)) == {}
    assert [n for n, text in _texts(folder) if _gain(text) and n != SHAPES and not n.startswith(RUBRIC)] == []


@pytest.mark.parametrize(("kematangan", "indeks"), [("tidak", "ya"), ("ya", "tidak"), ("tidak", "tidak")])
def test_nothing_else_changes(sites: Sites, kematangan: str, indeks: str) -> None:
    """The files that hold nothing else are gone; those that tell neither are the same, and pages only lose words."""
    whole, folder = _files(sites("ya", "ya")), _files(sites(kematangan, indeks))
    gone = {"indeks/simulasi.json", "meja/periksa/1.json", *(["data/indeks.csv", PERIOD] * (indeks == "tidak"))}
    gone |= {f"periods/2026/reviews/{slug}.yaml" for slug in ("satu", "dua") if kematangan == "tidak"}
    cards = {name for name in whole.keys() - folder.keys() if name.startswith("gambar/")}
    assert len(cards) == (indeks == "tidak"), "the card of the index tells it"
    assert whole.keys() - folder.keys() - cards == gone
    other = folder.keys() - whole.keys()
    assert len(other) == len(cards)
    assert all(name.startswith("gambar/") for name in other)
    may = "|".join([BOTH, SIZES, *([SCORED] * (kematangan == "tidak")), *([INDEX] * (indeks == "tidak"))])
    changed = {name for name in folder.keys() - other if whole[name] != folder[name]}
    assert {name for name in changed if not re.fullmatch(may, name)} == set()
    for name in changed:
        if name.endswith(".html") and name not in SAYING:
            assert _only_less(_words(whole[name]), _words(folder[name])), name
        if name == "api/v1/inovasi.json":
            assert _without(json.loads(whole[name]), "kematangan_skor") == _without(
                json.loads(folder[name]), "kematangan_skor"
            )


def _files(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if name != MARK}


def _without(value: Any, key: str) -> Any:
    if isinstance(value, dict):
        return {name: _without(part, key) for name, part in value.items() if name != key}
    return [_without(part, key) for part in value] if isinstance(value, list) else value


def _words(page: bytes) -> list[str]:
    words: list[str] = []
    parser = HTMLParser()
    parser.handle_data = lambda data: words.extend(re.findall(r"\w+", data))  # type: ignore[method-assign]
    parser.feed(page.decode("utf-8"))
    return words


def _only_less(whole: list[str], part: list[str]) -> bool:
    """Tell whether the words of the part stand in the whole, in the same order."""
    left = iter(whole)
    return all(word in left for word in part)


def test_nothing_depends_on_what_is_hidden(city: Repository, sites: Sites, tmp_path: Path) -> None:
    """With other weights and other limits every score, level and index is another, and yet only the rubric differs."""
    other = tmp_path / "other"
    folder = sites("tidak", "tidak")
    shutil.copytree(city.root, other)
    with (other / PERIOD).open("a", encoding="utf-8") as file:
        file.write("publikasi:\n  kematangan: tidak\n  indeks: tidak\n")
    limits = _rubric(dict.fromkeys(WEIGHTS, "2.8")).replace("minimum: 11", "minimum: 24").replace("201", "401")
    (other / "rubrics/iid-2026.yaml").write_text(limits, encoding="utf-8")
    _build(other, tmp_path / "site")
    before, after = _files(folder), _files(tmp_path / "site")
    assert {name for name in before if before[name] != after.get(name)} == {
        *("rubrik/2026/index.html", "usul/index.html", "meja/index.html", "data/berkas.sha256")
    }
    assert _changed_scores(city, other) == set(FACTS)


def _changed_scores(city: Repository, other: Path) -> set[str]:
    ours, theirs = (Repository(root).assessed()[1][2026].innovations for root in (city.root, other))
    return {slug for slug in ours if ours[slug].scores != theirs[slug].scores}


def test_an_internal_build_shows_all_and_says_so_everywhere(city: Repository, sites: Sites) -> None:
    """Whatever is hidden is there, every page and table is marked, and no crawler may read any of it."""
    folder, whole = sites("tidak", "tidak", "--internal"), sites("ya", "ya")
    for numbers in (_scores(city), _index(city)):
        assert _found(folder, numbers) == _found(whole, numbers)
    assert _levels(folder) == _levels(whole)
    for page in folder.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert '<meta name="robots" content="noindex">' in text, page
        assert "Terbitan internal Bappeda" in text or 'http-equiv="refresh"' in text, page
    assert "Disallow: /\n" in (folder / "robots.txt").read_text(encoding="utf-8")
    for name in ("data/katalog.sqlite", "api/v1/inovasi.json", "data/datapackage.json", "feed.xml"):
        assert "terbitan internal" in dict(_texts(folder))[name], name
    assert load_workbook(folder / "opd/dinas-contoh/isian.xlsx").properties.creator.endswith("(terbitan internal)")
    assert not [name for name, text in _texts(whole) if "erbitan internal" in text and not name.startswith(RUBRIC)]


def test_an_internal_build_does_not_take_the_place_of_the_public_one() -> None:
    """Without `--out` it goes to a folder of its own, which Git ignores and `make clean` removes."""
    public, internal = folder_of(internal=False), folder_of(internal=True)
    assert public != internal
    assert f"/{internal.name}/" in (HOME / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert internal.name in (HOME / "Makefile").read_text(encoding="utf-8")

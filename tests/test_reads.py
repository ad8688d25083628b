"""A view is made again whenever something that it was made from has changed, whatever it was."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from catalogue.cells import NOTHING, Reads
from catalogue.loading import HOME, load
from catalogue.noting import noting
from catalogue.production import Production
from catalogue.reads import UNKNOWN, watched
from catalogue.settings import settings
from catalogue.site import produce
from catalogue.views.page import LaterPage, Page
from catalogue.views.work import work_on
from tests.trees import HERE

DAY = date(2026, 11, 24)
CHANGES = (
    ("innovations/*/antar-obat.yaml", "ringkasan: ", "ringkasan: Sungguh "),
    ("innovations/*/antar-obat.yaml", "nama: ", "nama: Baru "),
    ("innovations/*/antar-obat.yaml", "    nilai: 12", "    nilai: 1"),
    ("innovations/*/antar-obat.yaml", "    nilai: sk-kepala-daerah", "    nilai: perda"),
    ("innovations/*/satu-peta.yaml", "nama: ", "nama: Peta "),
    ("innovations/*/kampung-iklim.yaml", "status_data: .*", "status_data: dikonfirmasi-opd"),
    ("innovations/*/posyandu-digital.yaml", "ringkasan: .*", "ringkasan: Obat pasien diantar oleh kurir puskesmas."),
    ("opd/*.yaml", "nama: ", "nama: Kantor "),
    ("periods/*/period.yaml", "langkah: layak", "langkah: lengkap"),
    ("periods/*/reviews/*.yaml", "tanggal: 2026", "tanggal: 2025"),
    ("periods/*/reviews/*.yaml", "putusan: sesuai", "putusan: tidak-sesuai\n    catatan: Belum"),
    ("region.yaml", "nama: ", "nama: Baru "),
)
"""Files of the small catalogue, what is looked for in them, and what is written instead."""


def made(root: Path, day: date = DAY) -> Production:
    """Prepare the site of a catalogue."""
    loaded = load(root)
    assert loaded.catalogue
    return produce(loaded, settings(loaded, root, day, {}), root, HOME / "templates")


def later(production: Production) -> Iterator[LaterPage]:
    """Yield the pages whose views are made late, those apart that state the measures of files."""
    yield from (page for page in production.pages if isinstance(page, LaterPage) and page.address != "data/")


def reads(production: Production) -> dict[str, tuple[Page, Reads]]:
    """Return each page as it is, with what it read."""
    return {page.address: production.cells.read(page, page.whole) for page in later(production)}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Copy the small catalogue."""
    return Path(shutil.copytree(HERE / "mini", tmp_path / "mini"))


@pytest.fixture(scope="module")
def before() -> dict[str, tuple[Page, Reads]]:
    """Return the pages of the small catalogue."""
    return reads(made(HERE / "mini"))


def test_most_views_are_known(before: dict[str, tuple[Page, Reads]]) -> None:
    """Of the pages that there are many of it is noted what they read, and it is not everything."""
    _, (seal, cells) = before["inovasi/antar-obat/"]
    assert seal
    assert set(cells) >= {"i:antar-obat"}
    assert "*" not in cells
    for address in ("opd/dinas-kesehatan/", "tema/kesehatan/"):
        assert before[address][1] != NOTHING


def test_nothing_changed(before: dict[str, tuple[Page, Reads]]) -> None:
    """The same catalogue read again gives the same."""
    now = made(HERE / "mini")
    known = [page for page in later(now) if before[page.address][1] != NOTHING]
    assert known
    assert all(now.cells.same(page, before[page.address][1]) for page in known)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: f"{change[0]} {change[1]}")
def test_what_is_taken_for_the_same_is_the_same(
    root: Path, before: dict[str, tuple[Page, Reads]], change: tuple[str, str, str]
) -> None:
    """After a change every view that is not to be made again would have been the same."""
    pattern, old, new = change
    for file in sorted(root.glob(pattern)):
        file.write_text(re.sub(old, new, file.read_text(encoding="utf-8"), count=1), encoding="utf-8")
    compare(before, made(root))


def test_another_day(before: dict[str, tuple[Page, Reads]]) -> None:
    """On another day no view is taken for the same."""
    now = made(HERE / "mini", date(2026, 11, 25))
    assert not any(now.cells.same(page, before[page.address][1]) for page in later(now) if page.address in before)


def compare(before: dict[str, tuple[Page, Reads]], now: Production) -> None:
    """Expect some views to change, and none of those that are taken for the same."""
    again = {page.address: page for page in later(now)}
    same = {address for address in again.keys() & before.keys() if now.cells.same(again[address], before[address][1])}
    assert same != again.keys()
    assert [address for address in same if again[address].whole() != before[address][0]] == []


def test_what_is_not_known_never_stays_the_same() -> None:
    """An attribute that nobody thought of makes a view that is always made anew, and so does what is not watched."""
    production = made(HERE / "mini")
    site = watched(production.site)
    with noting() as cells:
        assert site.federation is production.site.federation
    assert cells == {UNKNOWN}
    assert production.cells.read(partial(len, ""), lambda: site.federation)[1] == NOTHING
    assert production.cells.read(partial(str, production.site), lambda: 1)[1] == NOTHING
    assert not production.cells.same(partial(len, ""), NOTHING)


def test_what_is_read_again_is_noted_again() -> None:
    """It does not matter who read it first: a property of all agencies."""
    site = watched(made(HERE / "mini").site)
    entry = site.catalogue.innovations["antar-obat"]
    for read in (lambda: site.assessment.obliged, lambda: work_on(site, entry.opd, entry)):
        noted = []
        for _ in range(2):
            with noting() as cells:
                assert read()
            noted.append(cells)
        assert noted[0] == noted[1] != set()

"""The numbers by month on the first page of the programme, from Git, and what is said where Git does not know."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from catalogue.build import settings
from catalogue.common.program import HOME
from catalogue.pipeline import load
from catalogue.publish.production import produce
from catalogue.site.views.program import MonthRow, MonthsView, ProgramView
from tests.repositories import PROFILE, Repository, record

ONE, TWO = "innovations/dinas-contoh/contoh.yaml", "innovations/dinas-lain/lain.yaml"
REPORTED = """nama: Lain
ringkasan: Contoh ringkas.
status_data: sumber-publik
jenis_catatan: inovasi
sumber: [{judul: Berita}]
"""


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Begin a catalogue on 10 February 2026."""
    return Repository.start(tmp_path / "catalogue")


def program(root: Path, day: str) -> ProgramView:
    """Make the view of the page of a day."""
    loaded = load(root)
    made = produce(loaded, settings(loaded, root, date.fromisoformat(day), {}), root, HOME / "templates")
    view = next(page for page in made.pages if page.address == "program/").view()
    assert isinstance(view, ProgramView)
    return view


def months(repository: Repository, day: str) -> MonthsView:
    """Return the months of the page."""
    return program(repository.root, day).months


def counted(row: MonthRow) -> tuple[str, tuple[int, ...]]:
    """Return the day and the counts of a row."""
    return row.day, row.counts


def test_each_month_stands_with_what_was_on_record(repository: Repository) -> None:
    """The newest comes first; a step counts on all below it; before the first record nothing is known."""
    repository.commit("2026-03-02", {TWO: REPORTED})
    repository.commit("2026-04-10", {ONE: record()})
    more = months(repository, "2026-04-11").told
    assert more == "Sejak akhir Maret: +1 inovasi, +1 dibenarkan OPD, dan +1 OPD memenuhi target."
    repository.commit("2026-05-20", {ONE: record("Contoh", PROFILE)})
    found = months(repository, "2026-05-21")
    assert [counted(row) for row in found.rows] == [
        ("21 Mei 2026", (2, 1, 1, 1)),
        ("30 April 2026", (2, 1, 0, 1)),
        ("31 Maret 2026", (1, 0, 0, 0)),
    ]
    assert found.began == "2 Maret 2026"
    assert found.told == "Sejak akhir April: +1 layak dilaporkan."


def test_the_last_row_is_what_the_page_says_today(repository: Repository) -> None:
    """One arithmetic makes the table, the funnel and the sentence on agencies."""
    repository.commit("2026-03-02", {TWO: REPORTED, ONE: record("Contoh", PROFILE)})
    view = program(repository.root, "2026-04-15")
    assert view.months.rows[0].counts == (*(bar.count for bar in view.funnel[:3]), view.met)
    assert view.months.told == "Sejak akhir Maret tidak ada yang berubah."


def test_a_month_belongs_to_no_period(tmp_path: Path) -> None:
    """The months before the open round began are told too, at most a year of them."""
    repository = Repository.start(tmp_path / "catalogue", day="2025-01-10")
    repository.commit("2025-02-02", {ONE: record()})
    early = months(repository, "2026-02-03")
    assert (len(early.rows), early.rows[-1].day, early.began) == (13, "28 Februari 2025", "2 Februari 2025")
    later = months(repository, "2026-06-10")
    assert (len(later.rows), later.rows[-1].day, later.began) == (13, "30 Juni 2025", "")


def test_what_is_not_known_is_not_compared(repository: Repository, tmp_path: Path) -> None:
    """In the first month, on a record that cannot be read, and in a shallow clone the page says so instead."""
    repository.commit("2026-03-02", {ONE: record("Contoh", "kematangan: [\n")})
    first = months(repository, "2026-03-20")
    assert first.told == "Keadaan akhir bulan lalu belum diketahui."
    repository.commit("2026-04-02", {ONE: record()})
    found = months(repository, "2026-04-20")
    assert found.told == "Sejak akhir Maret tidak dapat dibandingkan: 1 catatan saat itu tidak terbaca."
    assert [row.unreadable for row in found.rows] == [0, 1]
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "--quiet", "--depth=1", f"file://{repository.root}", str(clone)],
        check=True,
        capture_output=True,
    )
    cut = months(Repository(clone), "2026-04-20")
    assert cut.told == "Perubahan sejak bulan lalu tidak diketahui: riwayat repositori terpotong."
    assert (cut.rows, cut.began, cut.gap) == ((), "", "riwayat repositori terpotong")

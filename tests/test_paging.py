"""Long lists come in pages, each innovation on one of them, whatever the list is of."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from catalogue.build import settings
from catalogue.common.findings import Severity
from catalogue.common.program import HOME
from catalogue.pipeline import load
from catalogue.propose.reminder_texts import issues
from catalogue.propose.reminders import reminders
from catalogue.publish.production import Production, produce
from catalogue.site.views import SIZE, Page
from tests.trees import lay_out

OWN, UNITS, WAITING, CROSSING = 40, 25, 70, 45
RECORD = """# berkas: innovations/{opd}/{slug}.yaml
nama: Inovasi {slug}
ringkasan: Nomor {slug}.
status_data: dikonfirmasi-opd
{more}
"""
PROVED = """urusan_utama: 1.02
kematangan:
  regulasi:
    nilai: sk-kepala-daerah
    bukti:
      - judul: Keputusan Wali Kota
        tautan: https://jdih.example/{number}
"""
UNIT = """# berkas: opd/puskesmas-contoh.yaml
nama: Puskesmas Contoh
jenis: puskesmas
induk: dinas-contoh
wajib: tidak
status: tersumber
"""


def record(opd: str, number: int, more: str = "urusan_utama: 1.02") -> str:
    """Write one innovation."""
    return RECORD.format(opd=opd, slug=f"{opd.split('-', maxsplit=1)[0]}-{number:03}", more=more)


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> Production:
    """Prepare the site of an agency with many innovations of its own, in a unit, and of many without an agency."""
    files = [UNIT, *(record("dinas-contoh", number, PROVED.format(number=number)) for number in range(OWN))]
    files += [record("puskesmas-contoh", number, PROVED.format(number=100 + number)) for number in range(UNITS)]
    crossing = "urusan_utama: 3.26\nurusan_lain: [1.02]"
    files += [record("belum-ditetapkan", n, crossing if n < CROSSING else "") for n in range(WAITING)]
    folder: Path = tmp_path_factory.mktemp("paging")
    loaded = load(root := lay_out(folder, "".join(files).encode()))
    assert [finding.message for finding in loaded.findings if finding.severity is Severity.GALAT] == []
    return produce(loaded, settings(loaded, root, date(2026, 11, 24), {}), root, HOME / "templates")


def pages(production: Production, address: str) -> list[Page]:
    """Return the pages of one list, in order."""
    found = [page for page in production.pages if page.address.startswith(address)]
    assert [page.address for page in found] == [address] + [
        f"{address}halaman/{number}/" for number in range(2, len(found) + 1)
    ]
    return found


def slugs(views: list[Any], *names: str) -> list[str]:
    """Return the innovations that the pages of a list show, in order."""
    return [card.slug for view in views for name in names for card in getattr(view, name)]


def test_an_agency_shows_its_own_first_then_those_of_its_units(production: Production) -> None:
    """Each is a row of one table and of one workbook."""
    views: list[Any] = [page.view() for page in pages(production, "opd/dinas-contoh/")]
    shown = [item.work.slug for view in views for item in view.items]
    assert shown == [f"dinas-{number:03}" for number in range(OWN)] + [f"puskesmas-{n:03}" for n in range(UNITS)]
    assert [item.work.own for view in views for item in view.items] == [True] * OWN + [False] * UNITS
    assert [bool(view.advice) for view in views] == [True] + [False] * (len(views) - 1)
    [file] = (file for file in production.worksheets if file.address == "opd/dinas-contoh/isian.xlsx")
    book = load_workbook(io.BytesIO(file.content))
    filled = [_entry(sheet, "nama") for sheet in book.worksheets]
    names = [production.build.catalogue.innovations[slug].record.nama for slug in shown]
    assert sorted(filter(None, filled)) == sorted(names)


def _entry(sheet: Any, key: str) -> str:
    """Return what a sheet of a record says under a key."""
    rows = sheet.iter_rows(min_col=2, max_col=4, values_only=True)
    return next((str(entry or "") for entry, _, found in rows if found == key), "")


def test_an_agency_gets_one_reminder_of_all(production: Production) -> None:
    """However many pages its list has, its innovations are named in one issue."""
    found = list(issues(production.build, reminders(production.build, ("dinas-contoh",))))
    assert len(found) == 1
    assert found[0].body.count("Langkah sekarang") == OWN + UNITS


def test_pages_of_a_list_have_titles_of_their_own(production: Production) -> None:
    """Two tabs can be told apart."""
    titles = [page.title for page in pages(production, "opd/belum-ditetapkan/")]
    assert titles[1:] == [f"{titles[0]}, halaman 2"]


def test_the_queue_goes_on(production: Production) -> None:
    """Everything that waits is on one page of the queue; what is no evidence is on the first."""
    views: list[Any] = [page.view() for page in pages(production, "antrean/")]
    assert [len(view.innovations) for view in views] == [SIZE, OWN + UNITS - SIZE]
    assert len({item.slug for view in views for item in view.innovations}) == OWN + UNITS
    assert [view.total for view in views] == [OWN + UNITS] * 2
    assert [view.unassigned for view in views] == [WAITING, 0]
    assert [view.proposals is not None for view in views] == [True, False]


def test_what_waits_for_an_agency_is_paged(production: Production) -> None:
    """The innovations without an agency can be many."""
    views: list[Any] = [page.view() for page in pages(production, "opd/belum-ditetapkan/")]
    assert [len(view.cards) for view in views] == [SIZE, WAITING - SIZE]


def test_an_affair_goes_on_with_what_crosses_it(production: Production) -> None:
    """Those it is the main affair of come first, then those that touch it, on the same pages."""
    views: list[Any] = [page.view() for page in pages(production, "urusan/kesehatan/")]
    assert {view.total for view in views} == {OWN + UNITS}
    assert len(slugs(views, "cards")) == OWN + UNITS
    assert len(slugs(views, "besides")) == CROSSING
    assert max(len(view.cards) + len(view.besides) for view in views) == SIZE

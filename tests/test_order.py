"""The order of the list: what can be used, then the newest word, then the name."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from catalogue.build import Build, settings
from catalogue.common.program import HOME
from catalogue.export.search import search
from catalogue.pipeline import load
from catalogue.publish.production import Production, produce
from catalogue.search.index import by_use
from catalogue.site.views.listing import SIZE, ListingView
from tests.trees import lay_out

DAY = date(2026, 11, 24)
RECORD = """# berkas: innovations/dinas-contoh/{slug}.yaml
nama: {slug}
ringkasan: Contoh.
status_data: sumber-publik
jenis_catatan: {kind}
sumber:
  - judul: Berita
    tanggal: {day}
{more}
"""
SERVICE = "layanan: {kebutuhan: [surat]}"
ENDED = "status: berhenti"
WRITTEN = [
    ("a-lama", "inovasi", "2019-03-01", ""),
    ("b-baru", "inovasi", "2025-06-30", ""),
    ("c-berhenti", "inovasi", "2026-10-01", ENDED),
    ("d-layanan-lama", "inovasi", "2017-01-01", SERVICE),
    ("e-layanan-baru", "inovasi", "2024-01-01", SERVICE),
    ("f-layanan-berhenti", "inovasi", "2026-10-02", f"{SERVICE}\n{ENDED}"),
    ("g-baru", "inovasi", "2025-06-01", ""),
    ("h-program", "program", "2026-11-01", ""),
    ("i-program-dipakai", "program", "2016-01-01", SERVICE),
]
ORDER = [
    *("e-layanan-baru", "d-layanan-lama"),
    *("b-baru", "g-baru", "a-lama"),
    *("i-program-dipakai", "h-program"),
    *("c-berhenti", "f-layanan-berhenti"),
]
"""Days of one month are alike, so that the name decides between them."""


def made(folder: Path, records: list[tuple[str, str, str, str]]) -> Production:
    """Prepare the site of the base catalogue with these records."""
    text = "".join(RECORD.format(slug=slug, kind=kind, day=day, more=more) for slug, kind, day, more in records)
    loaded = load(root := lay_out(folder, text.encode()))
    return produce(loaded, settings(loaded, root, DAY, {}), root, HOME / "templates")


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Build a catalogue of records that differ in what decides their place."""
    return made(tmp_path_factory.mktemp("order"), WRITTEN).build


def test_what_can_be_used_comes_first(build: Build) -> None:
    """Innovations before leads, services before the rest, what has ended last; then the newest word, the name."""
    assert [entry.id for entry in by_use(build.catalogue, DAY)] == ORDER


def test_the_browser_can_tell_the_same_order(build: Build) -> None:
    """Sorting by the column, and by name where it is alike, gives the list."""
    file = next(found for found in search(build) if found.address.endswith("saringan.json"))
    column = json.loads(file.content)["use"]
    names = [entry.id for entry in build.catalogue.by_name]
    assert [name for _, name in sorted(zip(column, names, strict=True))] == ORDER


def test_the_list_goes_on_in_that_order(tmp_path: Path) -> None:
    """The pages follow each other, name the numbers of the index, and only the first has ways to narrow it."""
    records = [(f"inovasi-{n:02}", "inovasi", f"{2026 - n // 12}-{12 - n % 12:02}-01", "") for n in range(SIZE + 5)]
    production = made(tmp_path, records)
    pages = [page for page in production.pages if page.template == "listing.html"]
    assert [page.address for page in pages] == ["inovasi/", "inovasi/halaman/2/"]
    views = [page.view() for page in pages]
    shown = [
        (card.slug, number)
        for view in views
        if isinstance(view, ListingView)
        for card, number in zip(view.cards, view.numbers, strict=True)
    ]
    assert [slug for slug, _ in shown] == [slug for slug, *_ in records]
    names = [entry.id for entry in production.build.catalogue.by_name]
    assert all(names[number] == slug for slug, number in shown)
    assert [bool(view.filters) for view in views if isinstance(view, ListingView)] == [True, False]

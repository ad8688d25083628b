"""The first page of the programme, and the ways between its parts and among what is looked up."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from justhtml import JustHTML
from PIL import Image

from catalogue.build import settings
from catalogue.common.program import HOME
from catalogue.pipeline import load
from catalogue.publish.production import produce
from catalogue.site.views.program import ProgramView
from tests.built import Built
from tests.trees import lay_out

PROGRAM = ("program/", "kepatuhan/", "linimasa/", "indeks/", "antrean/", "statistik/", "ekosistem/")
REFERENCE = ("rubrik/", "aturan/", "panduan/isian/")
REPORTED = """# berkas: innovations/dinas-contoh/antar-obat.yaml
nama: Antar Obat
ringkasan: Obat diantar ke rumah pasien.
jenis_catatan: inovasi
sumber:
  - judul: Berita
"""
UNCONFIRMED = "status_data: sumber-publik\n"
CONFIRMED = """status_data: dikonfirmasi-opd
pengesahan:
  tanggal: 2026-05-02
  jabatan: Sekretaris
  cara: surat
  diterima_oleh: Bappeda
"""
ROUND = """# berkas: periods/2026/period.yaml
tahun: 2026
rubrik: iid-2026
mulai: 2026-01-01
selesai: 2026-12-31
jendela: {mulai: 2024-01-01, selesai: 2025-12-31, asal: resmi}
target: {langkah: tercatat, asal: resmi}
linimasa:
  - {id: jaring, nama: Penjaringan, mulai: 2026-02-01, selesai: 2026-03-31, pelaku: OPD, asal: resmi}
  - {id: nilai, nama: Penilaian, mulai: 2026-07-01, selesai: 2026-07-31, pelaku: Bappeda, asal: usulan}
  - {id: isi, nama: Pengisian, mulai: 2026-08-01, selesai: 2026-08-31, pelaku: OPD, asal: resmi}
"""


def parsed(site: Built, address: str) -> JustHTML:
    """Read a page."""
    return JustHTML((site.folder / address / "index.html").read_text(encoding="utf-8"), sanitize=False)


def words_of(node: Any) -> str:
    """Return what a reader sees, in one line."""
    return " ".join(str(node.to_text()).split())


def view_of(folder: Path, *files: str) -> ProgramView:
    """Make the view of the page of a catalogue that is written here."""
    loaded = load(root := lay_out(folder, "".join(files).encode()))
    made = produce(loaded, settings(loaded, root, date(2026, 6, 15), {}), root, HOME / "templates")
    view = next(page for page in made.pages if page.address == "program/").view()
    assert isinstance(view, ProgramView)
    return view


def test_it_says_what_the_responses_say(built: Built) -> None:
    """Every number is one of the API's: innovations by step, agencies by standing."""
    told = json.loads((built.folder / "api/v1/kepatuhan/2027.json").read_text(encoding="utf-8"))
    page = parsed(built, "program")
    numbers = [[int(words_of(cell)) for cell in table.query("td.n")] for table in page.query(".bar-table")]
    assert numbers[0] == list(told["corong"].values())
    assert sum(numbers[1]) == told["ringkasan"]["wajib"]
    unknown = told["ringkasan"]["belum_diketahui"]
    assert f"0 memenuhi target, 0 tidak, {unknown} belum diketahui" in words_of(page.query("main")[0])


def test_it_is_short(built: Built) -> None:
    """What is shown between the ways in and the foot, before anything is opened, is read at a glance."""
    html = (built.folder / "program/index.html").read_text(encoding="utf-8")
    main = html[html.index("<h1") : html.index("</main>")]
    closed = re.sub(r"(?s)(<details.*?</summary>).*?</details>", r"\1", main)
    assert len(re.sub(r"<[^>]+>", " ", closed).split()) <= 130


@pytest.mark.parametrize("parts", [PROGRAM, REFERENCE])
def test_parts_lead_to_each_other(built: Built, parts: tuple[str, ...]) -> None:
    """Each part names all, in the same order, and marks where the reader is."""
    for address in parts:
        links = parsed(built, address).query("nav.sections a")
        assert len(links) == len(parts)
        assert [(link.attrs or {}).get("aria-current") for link in links] == [
            "page" if part == address else None for part in parts
        ]


def test_a_year_stands_in_its_part(built: Built) -> None:
    """The page of one year marks the part without being it."""
    marked = parsed(built, "kepatuhan/2026").query("nav.sections [aria-current]")
    assert [(words_of(link), (link.attrs or {})["aria-current"]) for link in marked] == [("Kepatuhan", "true")]


@pytest.mark.parametrize(
    ("files", "finding", "stands"),
    [
        ((), "Belum ada inovasi", (0, 0)),
        (
            (REPORTED, "status_data: sumber-publik\n"),
            "1 inovasi baru diberitakan; belum satu pun dibenarkan OPD",
            (0, 0),
        ),
        ((REPORTED, CONFIRMED), "1 dari 2 OPD memenuhi target 2026", (1, 0)),
        (
            (REPORTED, CONFIRMED, ROUND.replace("tercatat", "layak")),
            "1 dari 1 inovasi sudah dibenarkan OPD; belum ada OPD yang memenuhi target",
            (0, 0),
        ),
    ],
)
def test_the_headline_is_the_finding(
    files: tuple[str, ...], finding: str, stands: tuple[int, int], tmp_path: Path
) -> None:
    """It says how far the programme came; who may not be judged yet is on neither side."""
    view = view_of(tmp_path, *files)
    assert view.finding == finding
    assert (view.met, view.unmet) == stands
    assert sum(bar.count for bar in view.standings) == view.obliged == 2


def test_only_a_day_that_a_document_sets_comes_next(tmp_path: Path) -> None:
    """What is over and what is guessed is passed by; without such a day nothing is said."""
    assert view_of(tmp_path / "round", ROUND).following == "1 Agustus 2026: Pengisian mulai"
    assert view_of(tmp_path / "guess", ROUND.replace("resmi", "usulan")).following == ""


def test_what_is_open_is_named_shortly_here_and_wholly_in_the_queue(tmp_path: Path) -> None:
    """A round that documents set leaves fewer decisions open."""
    guessed, held = view_of(tmp_path / "guess"), view_of(tmp_path / "round", ROUND)
    assert {"syarat target", "rentang waktu penerapan"} <= set(guessed.decisions)
    assert not {"syarat target", "rentang waktu penerapan"} & set(held.decisions)


def test_a_reason_that_most_share_is_said_once(built: Built) -> None:
    """The summary says it beside the number; a row says only what is its own, and nobody's steps are no column."""
    told = json.loads((built.folder / "api/v1/kepatuhan/2027.json").read_text(encoding="utf-8"))
    reasons = Counter(row["alasan"] for row in told["opd"] if row["wajib"])
    page = parsed(built, "kepatuhan")
    rows = [words_of(row) for row in page.query("#tabel-opd tbody tr")]
    assert len(rows) == told["ringkasan"]["wajib"]
    for reason, count in reasons.items():
        if count > 1:
            assert reason in words_of(page.query("dl.summary")[0])
            assert not any(row.endswith(reason) for row in rows)
        else:
            assert sum(reason in row for row in rows) == 1
    assert [words_of(cell) for cell in page.query("#tabel-opd thead th")] == ["OPD", "Keadaan", "Inovasi dan alasan"]


def test_the_picture_says_what_the_page_says(built: Built) -> None:
    """It is a PNG as tall as a phone shows it, linked and with its words for who does not see it."""
    page = parsed(built, "program")
    [picture] = page.query("img.poster")
    known = {name: value or "" for name, value in (picture.attrs or {}).items()}
    file = (built.folder / "program" / known["src"]).resolve()
    with Image.open(file) as drawn:
        assert drawn.size == (1080, 1350) == (int(known["width"]), int(known["height"]))
    [link] = page.query("a[download]")
    assert (link.attrs or {})["href"] == known["src"]
    told = json.loads((built.folder / "api/v1/kepatuhan/2027.json").read_text(encoding="utf-8"))
    index = json.loads((built.folder / "api/v1/indeks/2027.json").read_text(encoding="utf-8"))
    counted = told["ringkasan"]
    assert known["alt"].startswith(words_of(page.query("h1")[0]))
    assert f"{counted['terpenuhi']} dari {counted['wajib']} OPD memenuhi target" in known["alt"]
    assert f"{told['corong']['tercatat']} dari {told['corong']['diberitakan']} inovasi" in known["alt"]
    assert f"{sum(row['terpenuhi'] is True for row in told['urusan_dasar'])} dari 6 urusan" in known["alt"]
    assert f"{sum(row['tingkat'] is not None for row in index['spd'])} dari {len(index['spd'])} baris" in known["alt"]
    steps = [
        f"{words_of(row.query('th')[0])} {words_of(row.query('td')[0])}"
        for row in page.query(".bar-table")[0].query("tbody tr")
    ]
    assert known["alt"].endswith(f"{', '.join(steps)}.")

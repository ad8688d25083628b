"""What a record says on a telephone's first screen, what its abbreviations mean, and its results in figures."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue.build import settings
from catalogue.common.program import HOME
from catalogue.model.innovation import Result
from catalogue.pipeline import load
from catalogue.publish.production import produce
from catalogue.site.views.innovations import InnovationView
from catalogue.site.views.services import measures
from tests.trees import lay_out

HEAD = "jenis_catatan: inovasi\nsumber:\n  - judul: Standar\n    tanggal: 2026-10\nstatus_data: sumber-publik\n"
RECORDS = {
    "dinas-contoh/antar-obat": """
nama: Antar Obat UHC
ringkasan: Obat diantar ke rumah pasien yang memegang KTP dan KIA.
status: aktif
bentuk: pelayanan-publik
layanan:
  kebutuhan: [berobat]
  bagi: {isi: Pasien lanjut usia di kota ini. Menurut berita lama hanya pasien BPJS Kesehatan., sumber: [1]}
  kanal:
    - {jenis: telepon, nilai: 0621 21000, jam: 24 jam, sumber: [1]}
    - {jenis: loket, nilai: Jalan Contoh 1, sumber: [1]}
capaian:
  - {ukuran: Pasien, nilai: 350, satuan: orang, tanggal: 2024, sumber: [1]}
  - {ukuran: Pasien, nilai: 120, satuan: orang, tanggal: 2023, sumber: [1]}
""",
    "dinas-contoh/rapat-cepat": "nama: Rapat Cepat\nringkasan: Rapat tanpa kertas.\nbentuk: tata-kelola\n",
    "dinas-contoh/sudah-usai": """
nama: Sudah Usai
ringkasan: Layanan lama.
status: berhenti
layanan:
  kebutuhan: [berobat]
  biaya: {isi: Gratis., sumber: [1]}
""",
}


@pytest.fixture(scope="module")
def views(tmp_path_factory: pytest.TempPathFactory) -> dict[str, InnovationView]:
    """Make the pages of three records."""
    root = lay_out(tmp_path_factory.mktemp("sekilas"), b"# berkas: README.md\n")
    for name, text in RECORDS.items():
        file = root / f"innovations/{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.lstrip() + HEAD, encoding="utf-8")
    loaded = load(root)
    pages = produce(loaded, settings(loaded, root, date(2026, 11, 24), {}), root, HOME / "templates").pages
    return {view.slug: view for page in pages if isinstance(view := page.view(), InnovationView)}


def test_the_first_screen_answers(views: dict[str, InnovationView]) -> None:
    """State, whom, number, place and hours come first, each short, and last what nobody has said, with whom to ask."""
    rows = {row.label: (row.text, row.address) for row in views["antar-obat"].glance}
    assert list(rows) == ["Keadaan", "Untuk", "Telepon", "Tempat", "Jam", "Belum diketahui"]
    assert rows["Keadaan"][0].startswith("Masih berjalan. Menurut berita Oktober 2026")
    assert rows["Untuk"] == ("Pasien lanjut usia di kota ini.", "")
    assert rows["Telepon"] == ("0621 21000", "tel:062121000")
    assert rows["Belum diketahui"][0].startswith("syarat, caranya, biaya, dan lamanya; tanyakan kepada ")


def test_only_what_citizens_can_use_has_answers_about_its_use(views: dict[str, InnovationView]) -> None:
    """Others say whether they run and whose they are; what has ended is not priced."""
    assert [row.label for row in views["rapat-cepat"].glance] == ["Keadaan", "OPD"]
    assert views["sudah-usai"].glance[0].text.startswith("Tidak berjalan lagi")
    assert "Biaya" not in {row.label for row in views["sudah-usai"].glance}


def test_abbreviations_are_explained_once(views: dict[str, InnovationView]) -> None:
    """By the vocabulary of the search; one that has two meanings is left alone."""
    view = views["antar-obat"]
    assert view.abbreviations == (("UHC", "universal health coverage"), ("KTP", "kartu tanda penduduk"))
    assert view.further_abbreviations == (("BPJS", "badan penyelenggara jaminan sosial"),)


def test_figures_follow_time(views: dict[str, InnovationView]) -> None:
    """What measures the same is one series from the earliest on, whose bars can be compared."""
    result = next(part for part in views["antar-obat"].sections if part.title == "Hasil")
    (series,) = result.measures
    assert [(each.when, each.amount, each.width) for each in series.figures] == [
        ("2023", "120 orang", 34),
        ("2024", "350 orang", 100),
    ]
    assert series.figures[0].sources == (1,)
    assert "Hasil" not in {gap.label for gap in views["antar-obat"].gaps}


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"nilai": "41", "satuan": "rumah"}, [("", "41 rumah", 0)]),
        ({"nilai": "85,15", "satuan": "persen"}, [("", "85,15 persen", 85)]),
        (
            {"nilai": "6500000", "satuan": "rupiah per bulan", "sebelum": "2600000"},
            [("Sebelum", "Rp2.600.000 per bulan", 40), ("Sesudah", "Rp6.500.000 per bulan", 100)],
        ),
        ({"nilai": "0", "satuan": "kasus", "sebelum": "0"}, [("Sebelum", "0 kasus", 0), ("Sesudah", "0 kasus", 0)]),
    ],
)
def test_a_bar_is_drawn_only_to_compare(fields: dict[str, str], shown: list[tuple[str, str, int]]) -> None:
    """A lone number has none; a share is compared with its whole, and what is now with what was before."""
    (series,) = measures([Result.model_validate({"ukuran": "Contoh", **fields})])
    assert [(each.when, each.amount, each.width) for each in series.figures] == shown

"""A made-up city of thirty agencies and sixty records, the same every time: what a whole round is walked on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.repositories import DESIGN, PROFILE, maturity
from tests.texts import made_up
from tests.trees import KOTA

AGENCIES, VERIFIABLE, RECORDED, GATHERED = 30, 12, 18, 30
"""So many agencies, and records: with all mandatory evidence, confirmed without it, and from public sources alone."""
YEAR = 2027
"""The round that is walked; it follows one that is open when the walk begins."""
AFFAIRS = ("1.01", "1.02", "1.03", "1.04", "1.05", "1.06", "2.16", "2.09")
REGION = """\
nama: Kota Karangan
nama_pendek: Karangan
pemerintah: Pemerintah Kota Karangan
provinsi: Provinsi Contoh
kode_wilayah: 99.02
resmi: ya
koordinator: Bappeda
kontak:
  unit: Bappeda Kota Karangan
  surel: inovasi@karangan.example
program:
  nama: Satu OPD Satu Inovasi
  penjelasan: Setiap OPD memiliki paling sedikit satu inovasi.
"""
STAGES = (
    ("penjaringan", "Penjaringan inovasi OPD", "02-01", "03-31", "OPD", "tercatat"),
    ("pendokumentasian", "Pendokumentasian", "03-01", "05-31", "OPD", "layak"),
    ("pemeriksaan", "Pemeriksaan oleh Bappeda", "06-01", "07-31", "Bappeda", "terverifikasi"),
    ("pemasukan", "Pemasukan data", "07-01", "08-22", "OPD dan Bappeda", "terlapor"),
)


def write_city(root: Path) -> None:
    """Write the catalogue below `root`."""
    for name in ("rubrics", "vocabularies"):
        shutil.copytree(KOTA / name, root / name)
    for path, text in files():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def files() -> Iterator[tuple[str, str]]:
    """Yield every file of the coordinator and of the agencies."""
    yield "region.yaml", REGION
    yield f"periods/{YEAR - 1}/period.yaml", _period()
    for number in range(AGENCIES):
        yield f"opd/{agency(number)}.yaml", _agency(number)
    for number in range(VERIFIABLE + RECORDED + GATHERED):
        yield path(number), record(number)


def agency(number: int) -> str:
    """Return the name of an agency's file."""
    return f"dinas-{_word(f'dinas {number}')}"


def owner(number: int) -> int:
    """Return whose record it is; the last agency has none."""
    return number % (AGENCIES - 1)


def path(number: int) -> str:
    """Return where a record stands."""
    return f"innovations/{agency(owner(number))}/{slug(number)}.yaml"


def slug(number: int) -> str:
    """Return the name of a record's file."""
    return f"{_word(f'awal {number}')}-{_word(f'akhir {number}')}"


def name(number: int) -> str:
    """Return what a record is called."""
    return slug(number).replace("-", " ").title()


def record(number: int) -> str:
    """Write a record: confirmed with its evidence, confirmed, or gathered from a newspaper."""
    origin = "sumber-publik" if number >= VERIFIABLE + RECORDED else "dikonfirmasi-opd"
    head = f"nama: {name(number)}\nringkasan: {' '.join(made_up(9, str(number))).capitalize()}.\n"
    head += f"status_data: {origin}\nstatus: aktif\n"
    if origin == "sumber-publik":
        source = f"sumber:\n  - judul: Berita {number}\n    tautan: https://contoh.example/berita/{number}\n"
        return f"{head}{source}    tanggal: 2026-0{1 + number % 9}-15\n"
    confirmed = "pengesahan:\n  tanggal: 2026-10-05\n  jabatan: Sekretaris Dinas\n  cara: surat\n"
    head += confirmed + "  diterima_oleh: Bappeda\n"
    if number >= VERIFIABLE:
        return f"{head}tahapan: penerapan\nwaktu_penerapan: 2026-0{1 + number % 9}\n"
    profile = PROFILE.replace("2024-0", "2025-0").replace("1.02", AFFAIRS[number % len(AFFAIRS)])
    return head + profile.replace(DESIGN, " ".join(made_up(300, name(number)))) + maturity(sdm=str(5 + number))


def answer(number: int, day: str) -> str:
    """Write what the agency of a record says of it."""
    head = f"kiriman: jawaban\nopd: {agency(owner(number))}\njabatan: Sekretaris Dinas\ntanggal: {day}\n"
    return f"{head}jawaban:\n  - inovasi: {slug(number)}\n    putusan: benar\n"


def proposal() -> str:
    """Write the record that the agency without any sends."""
    place = f"innovations/{agency(AGENCIES - 1)}/rumah-baca.yaml"
    return (
        f"# kiriman: catatan\n# berkas: {place}\n# jabatan: Sekretaris Dinas\nnama: Rumah Baca\n"
        "ringkasan: Buku dipinjamkan di tiap kelurahan.\nstatus_data: dikonfirmasi-opd\nstatus: aktif\n"
    )


def _word(seed: str) -> str:
    return "".join(made_up(2, seed))


def _agency(number: int) -> str:
    title = agency(number).replace("-", " ").title()
    return f"nama: {title}\njenis: dinas\nwajib: ya\nurusan: [{AFFAIRS[number % len(AFFAIRS)]}]\nstatus: tersumber\n"


def _period() -> str:
    year, stages = YEAR - 1, []
    for id, title, begin, end, actor, step in STAGES:
        stages.append(f"  - id: {id}\n    nama: {title}\n    mulai: {year}-{begin}\n    selesai: {year}-{end}\n")
        stages.append(f"    asal: pola\n    pelaku: {actor}\n    langkah: {step}\n")
    return (
        f"tahun: {year}\nrubrik: iid-{year}\nmulai: {year}-01-01\nselesai: {year}-12-31\n"
        f"jendela:\n  mulai: {year - 2}-01-01\n  selesai: {year - 1}-12-31\n  asal: pola\n"
        "target:\n  langkah: tercatat\n  asal: usulan\n"
        "pengumpulan:\n  keadaan: terbuka\n  asal: usulan\n"
        "# Tanggal menurut surat tahun sebelumnya.\nlinimasa:\n" + "".join(stages)
    )

"""A catalogue with three records, and submissions about them as they are written and sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from catalogue.common.findings import Finding, Severity
from catalogue.pipeline import Loaded, load
from catalogue.propose.submissions import (
    AnswerSubmission,
    Applied,
    RecordSubmission,
    digest,
    read_submission,
    with_files,
)
from catalogue.propose.submissions.batch import Terms
from tests.trees import lay_out

PATH = "innovations/dinas-contoh/antar-obat.yaml"
BASE = f"""\
# berkas: {PATH}
# komentar pertama
nama: Antar Obat
ringkasan: Obat diantar ke rumah pasien.
status_data: sumber-publik
jenis_catatan: inovasi
tujuan: Obat sampai.
kematangan:
  sdm:
    nilai: 12
    sumber: [1]
status: aktif
sumber:
  - judul: Berita satu  # dibaca sebagian
    tanggal: 2025
# berkas: innovations/dinas-lain/kartu-sehat.yaml
nama: Kartu Sehat
ringkasan: Kartu bagi warga yang berobat.
status_data: sumber-publik
jenis_catatan: inovasi
alamat_lama: [kartu-lama]
sumber:
  - judul: Berita dua
# berkas: innovations/belum-ditetapkan/tanpa-pemilik.yaml
nama: Tanpa Pemilik
ringkasan: Belum diketahui milik siapa.
status_data: sumber-publik
jenis_catatan: inovasi
sumber:
  - judul: Berita tiga
"""
TODAY = date(2026, 6, 1)


def day(zone: str) -> date:
    """Return the day of these tests."""
    return TODAY


RECORD = "nama: A\nringkasan: B\nstatus_data: dikonfirmasi-opd\n"


def lay_out_records(folder: Path) -> Path:
    """Lay out a catalogue with three records of public sources."""
    return lay_out(folder, BASE.encode())


def load_records(root: Path) -> Loaded:
    """Read that catalogue."""
    found = load(root, day=day)
    assert found.publishable
    return found


def read(text: str | bytes, loaded: Loaded) -> RecordSubmission | AnswerSubmission:
    """Read a text that holds a submission."""
    assert loaded.catalogue
    found = read_submission(text, loaded.catalogue)
    assert isinstance(found, RecordSubmission | AnswerSubmission), found
    return found


def faults(text: str | bytes, loaded: Loaded) -> dict[str, Finding]:
    """Read a text that holds none, and return what is wrong with it, by rule."""
    assert loaded.catalogue
    found = read_submission(text, loaded.catalogue)
    assert isinstance(found, tuple)
    return {one.rule: one for one in found if one.severity is Severity.GALAT}


def messages(applied: Applied, severity: Severity = Severity.GALAT) -> str:
    """Return what was said."""
    return "\n".join(one.message for one in applied.findings if one.severity is severity)


def answer(*answers: str, opd: str = "dinas-contoh", when: str = "2026-05-20") -> str:
    """Write the answers of an agency."""
    head = f"kiriman: jawaban\nopd: {opd}\njabatan: Sekretaris Dinas\ntanggal: {when}\njawaban:\n"
    return head + "".join("  - " + one.replace("; ", "\n    ") + "\n" for one in answers)


def sent(text: str, *headers: str, path: str = PATH) -> str:
    """Write a record as the form sends it."""
    return "\n".join(["# kiriman: catatan", f"# berkas: {path}", *headers, text])


def correction(loaded: Loaded, change: Callable[[str], str], began: Loaded | None = None) -> str:
    """Write a correction of the published record, as of when it `began`."""
    text = (began or loaded).sources[PATH].text
    return sent(change(text), f"# dasar: {digest(text.encode())}", "# jabatan: Kepala Bidang Pelayanan")


def former_of(*states: Loaded) -> Callable[[str, str], tuple[str, bytes] | None]:
    """Return a history that remembers these states."""
    texts = [state.sources[PATH].text.encode() for state in states]
    return lambda _, mark: next(((PATH, text) for text in texts if digest(text) == mark), None)


def changed(loaded: Loaded, old: str, new: str) -> Loaded:
    """Return the catalogue after somebody else changed the record."""
    text = loaded.sources[PATH].text
    assert old in text
    return with_files(loaded, {PATH: text.replace(old, new)}, day)


def terms(**given: Any) -> Terms:
    """Return the terms of a command."""
    return replace(Terms(day), **given)

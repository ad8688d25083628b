"""The part of `/antrean/` where a sender finds what became of a submission."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.built import build
from tests.trees import HERE

LEDGER = """\
penerimaan:
  - nomor: K7Q2-9F3M
    tanggal: 2026-05-20
    lewat: whatsapp
    opd: dinas-kesehatan
    inovasi: [antar-obat]
    keadaan: terbit
    diterima_oleh: Bappeda
  - nomor: ZFZP-08H0
    tanggal: 2026-05-21
    lewat: kertas
    inovasi: [tidak-jadi]
    keadaan: ditolak
    catatan: <script>alert(1)</script> {{ 7 * 7 }}
    diterima_oleh: Bappeda
  - tanggal: 2026-05-22
    lewat: kertas
    opd: dinas-kesehatan
    inovasi: [antar-obat]
    keadaan: diperiksa
    diterima_oleh: Bappeda
"""


def page(tmp_path: Path, ledger: str) -> str:
    """Build the small catalogue with a list of what was taken in, and return the page."""
    root, out = tmp_path / "katalog", tmp_path / "out"
    shutil.copytree(HERE / "mini", root)
    if ledger:
        (root / "periods/2026/penerimaan.yaml").write_text(ledger, encoding="utf-8")
    done = build("--root", str(root), "--out", str(out), "--date", "2026-06-02")
    assert done.returncode == 0, done.stderr
    return (out / "antrean" / "index.html").read_text(encoding="utf-8")


def test_a_sender_finds_the_number(tmp_path: Path) -> None:
    """Each line has its number as an anchor, its day, agency, innovation and state; the newest is on top."""
    text = page(tmp_path, LEDGER)
    rows = re.findall(
        r"<tr[^>]*><th scope=.?row.?>(?:[0-9A-Z]{4}-[0-9A-Z]{4}|Tanpa nomor)</th>.*?</tr>", text, re.DOTALL
    )
    assert [re.sub("<[^>]+>", " ", row).split()[0] for row in rows] == ["Tanpa", "ZFZP-08H0", "K7Q2-9F3M"]
    assert re.match(r'<tr id="?K7Q2-9F3M"?>', rows[2])
    assert all(word in rows[2] for word in ("20 Mei 2026", "Dinas Kesehatan", "inovasi/antar-obat/", "Masuk katalog"))
    assert "Sedang diperiksa" in rows[0]
    assert "Ditolak" in rows[1]
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }}" in rows[1]
    assert "3 kiriman diterima untuk putaran 2026" in text


def test_nothing_taken_in_is_said(tmp_path: Path) -> None:
    """A sender who looks too early reads whom to ask."""
    assert "Belum ada kiriman yang dicatat untuk putaran 2026" in page(tmp_path, "")


def test_no_list_of_proposals_is_guessed_on_another_host(tmp_path: Path) -> None:
    """Where the host is not GitHub, nothing leads to a page that it may not have."""
    text = page(tmp_path, "")
    assert "/pulls" not in text
    assert "GitHub" not in text
    assert "Tanyakan kepada Bappeda Kota Mini." in text

"""The preview's page in place of a faulty record."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from catalogue.build import settings
from catalogue.common.program import HOME
from catalogue.pipeline import load
from catalogue.publish.production import produce
from tests.trees import lay_out

DAY = date(2026, 11, 24)
FAULTY = """\
nama: Antar Obat
ringkasan: Obat <script>alert(1)</script> diantar.
status_data: dikonfirmasi-opd
tahapan: penerpan
jenis: digital
jenis: non-digital
# nomor: 1276011708850001
"""


def pages(tmp_path: Path, case: str) -> dict[str, str]:
    """Render every page that shows faults, by address."""
    root = lay_out(tmp_path, case.encode())
    loaded = load(root, day=lambda zone: DAY)
    production = produce(loaded, settings(loaded, root, DAY, {}), root, HOME / "templates")
    shown = [page for page in production.pages if page.template == "faults.html"]
    return {page.address: production.renderer.render(production.environment, page) for page in shown}


def test_every_fault_is_shown_with_its_line_and_its_rule(tmp_path: Path) -> None:
    """Each fault has its line marked, its help, the mended line where it is known, and a link to its rule."""
    html = pages(tmp_path, FAULTY)["inovasi/contoh/"]
    assert "<code>penerpan</code> bukan pilihan untuk <code>tahapan</code>" in html
    assert "tahapan: <mark>penerpan</mark>" in html
    assert '<span class="no">4</span>tahapan: penerapan</code>' in html
    for rule in ("kosakata", "kunci-ganda", "nomor-identitas"):
        assert f'href="../../aturan/{rule}/"' in html
    assert html.count('<section class="fault galat"') == 3


def test_nothing_in_a_record_becomes_markup(tmp_path: Path) -> None:
    """Lines and messages are text."""
    html = pages(tmp_path, FAULTY)["inovasi/contoh/"]
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_two_files_of_one_address_share_a_page(tmp_path: Path) -> None:
    """A record whose name is taken is shown at the address that both want."""
    record = "nama: Antar Obat\nringkasan: Obat diantar.\nstatus_data: dikonfirmasi-opd\n"
    case = "".join(f"# berkas: innovations/{opd}/antar-obat.yaml\n{record}" for opd in ("dinas-contoh", "dinas-lain"))
    html = pages(tmp_path, case)["inovasi/antar-obat/"]
    assert "innovations/dinas-lain/antar-obat.yaml" in html
    assert "dipakai di sini" in html


def test_a_record_without_fault_keeps_its_page(tmp_path: Path) -> None:
    """Warnings take no page away."""
    warned = "nama: Antar Obat\nringkasan: Obat diantar.\nstatus_data: dikonfirmasi-opd\nstatus: digabung\n"
    assert pages(tmp_path, warned) == {}

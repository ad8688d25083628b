"""A citizen learns how a service is used, whom to call, and what nobody has said; and can tell what is wrong."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from justhtml import JustHTML

from tests.built import build, shared
from tests.trees import lay_out

HEAD = "jenis_catatan: inovasi\nsumber:\n  - judul: Standar pelayanan\n  - judul: Berita\nstatus_data: sumber-publik\n"
RECORDS = {
    "dinas-contoh/antar-obat": """
nama: Antar Obat
ringkasan: Obat diantar ke rumah pasien.
bentuk: pelayanan-publik
layanan:
  kebutuhan: [berobat, darurat]
  bagi: {isi: Pasien lanjut usia., sumber: [2]}
  biaya: {isi: Tidak dipungut biaya., sumber: [1]}
  kanal:
    - {jenis: telepon, nilai: (0621) 21000, jam: 24 jam, sumber: [1]}
    - {jenis: whatsapp, nilai: +62 811-0000-0000, sumber: [1]}
    - {jenis: situs, nilai: "https://www.antar.contoh.go.id/", sumber: [1]}
    - {jenis: loket, nilai: Jalan Contoh & Jalan Lain, sumber: [2]}
""",
    "dinas-contoh/cek-sehat": """
nama: Cek Sehat
ringkasan: Pemeriksaan di pasar.
bentuk: pelayanan-publik
layanan:
  kebutuhan: [berobat]
  syarat: {isi: "- KTP\\n- Kartu keluarga", sumber: [1]}
""",
    "dinas-contoh/sudah-usai": """
nama: Sudah Usai
ringkasan: Layanan lama.
status: berhenti
layanan:
  kebutuhan: [berobat]
  kanal:
    - {jenis: telepon, nilai: "129", sumber: [1]}
""",
    "dinas-lain/tanya-saja": """
nama: Tanya Saja
ringkasan: Loket keliling.
bentuk: pelayanan-publik
""",
    "dinas-lain/rapat-cepat": """
nama: Rapat Cepat
ringkasan: Rapat tanpa kertas.
bentuk: tata-kelola
""",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the records above."""

    def make(folder: Path) -> None:
        root = lay_out(folder, b"# berkas: README.md\n")
        for name, text in RECORDS.items():
            file = root / f"innovations/{name}.yaml"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text.lstrip() + HEAD, encoding="utf-8")
        done = build(
            *("site", "--root", str(root), "--out", str(folder / "site"), "--date", "2026-11-24"),
            env={"SITE_URL": "https://inovasi.contoh.go.id/"},
        )
        assert done.returncode == 0, done.stdout + done.stderr

    return shared(tmp_path_factory, "services", make) / "site"


def page(site: Path, address: str) -> JustHTML:
    """Read a page of the site."""
    return JustHTML((site / address / "index.html").read_text(encoding="utf-8"), sanitize=False)


def attribute(element: object, name: str) -> str:
    """Return an attribute of an element."""
    return (getattr(element, "attrs", None) or {}).get(name) or ""


def links(found: JustHTML, selector: str) -> list[str]:
    """Return where the links go that a selector finds."""
    return [attribute(element, "href") for element in found.query(selector)]


def test_a_tap_calls_writes_opens_or_shows_the_way(site: Path) -> None:
    """Numbers become digits, addresses lead out, and a counter is looked up on a map."""
    assert links(page(site, "inovasi/antar-obat"), ".service .way a[rel], .service .way a[href^='tel']")[:4] == [
        "tel:062121000",
        "https://wa.me/6281100000000",
        "https://www.antar.contoh.go.id/",
        "https://www.google.com/maps/search/?api=1&query=Jalan%20Contoh%20%26%20Jalan%20Lain",
    ]


def test_what_has_ended_is_told_and_not_called(site: Path) -> None:
    """No number of a service that stopped can be tapped, and nobody is advised to ask for what it lacks."""
    found = page(site, "inovasi/sudah-usai")
    assert "berhenti" in found.query(".ended")[0].to_text()
    assert not [link for link in links(found, ".service a") if link.startswith(("tel:", "https://wa.me/"))]
    assert "129" in found.query(".service details")[0].to_text()
    assert "Belum diketahui" not in found.query(".service")[0].to_text()


def test_every_statement_leads_to_its_source(site: Path) -> None:
    """Each part and channel names a source that stands on the page."""
    found = page(site, "inovasi/antar-obat")
    named = links(found, ".service sup a")
    assert named == ["#sumber-1", "#sumber-1", "#sumber-1", "#sumber-2", "#sumber-2", "#sumber-1"]
    assert {attribute(element, "id") for element in found.query(".sources li")} == {"sumber-1", "sumber-2"}


def test_what_nobody_said_is_said_at_once_with_whom_to_ask(site: Path) -> None:
    """A service without any statement names what is missing; what citizens do not use says nothing of it."""
    told = {
        slug: " ".join(element.to_text() for element in page(site, f"inovasi/{slug}").query(".glance"))
        for slug in ("antar-obat", "tanya-saja", "rapat-cepat")
    }
    assert "syarat, caranya, dan lamanya; tanyakan kepada Dinas Contoh" in told["antar-obat"]
    assert "syarat, caranya, biaya, lamanya, kontak layanan, dan jam; tanyakan kepada" in told["tanya-saja"]
    assert "Belum diketahui" not in told["rapat-cepat"]


def test_services_stand_under_each_need_the_reachable_first(site: Path) -> None:
    """One record may answer two needs; what ended is listed no longer."""
    found = page(site, "layanan")
    named = {
        attribute(section.query("h2")[0], "id"): [item.to_text() for item in section.query(".services h3")]
        for section in found.query("main section")
        if section.query(".services")
    }
    assert named == {"darurat": ["Antar Obat"], "berobat": ["Antar Obat", "Cek Sehat"]}
    assert links(found, ".needs a") == ["#darurat", "#berobat"]


def test_numbers_for_an_emergency_are_on_top(site: Path) -> None:
    """Only telephone and WhatsApp of what stands under the need, with the name of the service."""
    found = page(site, "layanan")
    assert links(found, ".urgent a") == ["tel:062121000", "https://wa.me/6281100000000"]
    assert "24 jam. Antar Obat. Belum dipastikan masih berjalan" in found.query(".urgent")[0].to_text()


def test_the_page_is_one_tap_from_every_page(site: Path) -> None:
    """The first word of the navigation leads there, and the door of citizens on the home page."""
    assert links(page(site, "inovasi/rapat-cepat"), ".masthead li a")[0] == "../../layanan/"
    assert links(page(site, ""), ".doors a")[0] == "layanan/"


def test_a_reader_tells_whether_the_page_is_still_true(site: Path) -> None:
    """Each answer opens as a message that names the record and its address, to the service if its number is known."""
    for slug, number in (("antar-obat", "/6281100000000"), ("rapat-cepat", "/")):
        found = page(site, f"inovasi/{slug}")
        assert [element.to_text() for element in found.query(".asking summary")] == [
            "Masih benar",
            "Ada yang berubah",
            "Sudah tidak ada",
        ]
        sent = [urlsplit(link) for link in links(found, ".asking a") if "wa.me" in link]
        assert {link.path for link in sent} == {number}
        for link, shown in zip(sent, found.query(".asking blockquote"), strict=True):
            (message,) = parse_qs(link.query)["text"]
            assert message.strip() == shown.to_text().strip()
            assert f"https://inovasi.contoh.go.id/inovasi/{slug}/" in message

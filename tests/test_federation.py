"""Several governments on one site: their snapshots are read as hostile input, and their origin stands on each card."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from catalogue.export.api import api
from catalogue.read.outside import read_federation
from tests.built import DAY, Built, build
from tests.exported import catalogue_at, context, random_catalogue
from tests.trees import HERE, KOTA

OWN = "99.01"
"""The small catalogue's own code."""


def snapshot(code: str, *names: str, **changed: Any) -> dict[str, Any]:
    """Write what a government publishes, as far as it is read."""
    rows = [
        {
            "id": f"inovasi-{number}",
            "nama": name,
            "ringkasan": f"Ringkasan {name}.",
            "url": f"https://kota-{code[-2:]}.example/inovasi/inovasi-{number}/",
            "opd": "dinas-kesehatan",
            "opd_nama": "Dinas Kesehatan",
            "status_data": "dikonfirmasi-opd",
            "tema": ["kesehatan"],
            "langkah": {"2025": "tercatat", "2026": "layak"},
            "isian_masa_depan": {"apa": ["saja"]},
        }
        for number, name in enumerate(names)
    ]
    region = {"kode_wilayah": code, "nama": f"Kota {code}", "provinsi": "Provinsi Contoh"}
    head = {"schema": 1, "generated_at": "2026-11-20T00:00:00+07:00", "lisensi": "CC-BY-4.0", "sumber": f"Kota {code}"}
    return {**head, "daerah": region, "inovasi": rows, **changed}


def write(folder: Path, **documents: Any) -> Path:
    """Put documents into a folder, a file each."""
    folder.mkdir(exist_ok=True)
    for name, document in documents.items():
        content = document if isinstance(document, bytes) else json.dumps(document).encode()
        (folder / f"{name}.json").write_bytes(content)
    return folder


def test_several_governments_on_one_site(tmp_path: Path) -> None:
    """Each has its page, each theme one across all; every card names its government and leads to its own page."""
    folder = write(
        tmp_path / "daerah",
        satu=snapshot("99.02", "Antar Jemput", "Bank Sampah"),
        dua=snapshot("99.03", "Apotek Malam"),
    )
    out = tmp_path / "site"
    done = build("--root", str(HERE / "mini"), "--out", str(out), "--date", DAY, "--federation", str(folder))
    assert (done.returncode, done.stderr) == (0, "")
    first = (out / "daerah/index.html").read_text(encoding="utf-8")
    assert "3 inovasi dari 2 daerah" in first
    assert 'href="99-02/"' in first.replace("../daerah/", "")
    assert "Kota Mini" in first
    themed = (out / "daerah/tema/kesehatan/index.html").read_text(encoding="utf-8")
    assert themed.index("Antar Jemput") < themed.index("Apotek Malam") < themed.index("Bank Sampah")
    assert "Kota 99.02" in themed
    assert "Kota 99.03" in themed
    own = (out / "daerah/99-03/index.html").read_text(encoding="utf-8")
    assert "Bank Sampah" not in own
    assert 'href="https://kota-03.example/inovasi/inovasi-0/"' in own
    assert "langkah layak" in own


def test_without_snapshots_nothing_is_said_of_others(small: Built) -> None:
    """A city's own site has no page of other governments and no link to one."""
    assert not (small.folder / "daerah").exists()
    assert "Daerah lain" not in (small.folder / "index.html").read_text(encoding="utf-8")


def test_what_a_government_publishes_can_be_read(tmp_path: Path) -> None:
    """The API of a site is itself a snapshot for another: the city's, and that of random records."""
    for number, catalogue in enumerate((catalogue_at(KOTA), random_catalogue(tmp_path, 40))):
        (content,) = (e.content for e in api(context(catalogue)) if e.address == "api/v1/inovasi.json")
        found, findings = read_federation(write(tmp_path / f"d{number}", kota=content), "99.99")
        assert findings == []
        assert [item.id for item in found.snapshots[0].inovasi] == list(catalogue.innovations)


def changed(**keys: Any) -> Callable[[], dict[str, Any]]:
    """Return a snapshot whose first row has other values."""

    def make() -> dict[str, Any]:
        document = snapshot("99.02", "Contoh")
        document["inovasi"][0] |= keys
        return document

    return make


@pytest.mark.parametrize(
    "made",
    [
        lambda: b"",
        lambda: b"<html>404</html>",
        lambda: b"\xff\xfe\x00",
        lambda: b"[" * 100_000,
        lambda: b'{"schema": ' + b"9" * 10_000 + b"}",
        lambda: [1, 2, 3],
        lambda: snapshot("99.02", schema=2),
        lambda: snapshot("99.02", schema="1"),
        lambda: snapshot("../../etc", "Contoh"),
        lambda: snapshot("99.02", generated_at="kemarin"),
        lambda: snapshot("99.02", inovasi={"a": 1}),
        lambda: snapshot("99.02", *(["Contoh"] * 20_001)),
        changed(url="javascript:alert(1)"),
        changed(url="//jahat.example"),
        changed(nama=""),
        changed(nama="a" * 301),
        changed(nama={"$ref": "#"}),
        changed(id="../../index"),
        changed(tema=["kesehatan/../.."]),
        changed(langkah={"2026": "juara"}),
        changed(langkah={"<script>": "layak"}),
    ],
)
def test_a_bad_snapshot_is_left_out_and_told(made: Callable[[], Any], tmp_path: Path) -> None:
    """Whatever lies there, it raises nothing, spares the others, and is told by the name of its file."""
    folder = write(tmp_path / "d", baik=snapshot("99.03", "Baik"), jahat=made())
    found, findings = read_federation(folder, OWN)
    assert [item.daerah.kode_wilayah for item in found.snapshots] == ["99.03"]
    assert found.left_out == 1
    assert findings
    assert {finding.place.path for finding in findings} == {"jahat.json"}


def test_links_doubles_and_oneself_are_left_out(tmp_path: Path) -> None:
    """No link is followed, no government stands twice, and one's own comes from one's own files."""
    folder = write(tmp_path / "d", a=snapshot("99.02", "A"), b=snapshot("99.02", "B"), c=snapshot(OWN, "C"))
    (folder / "d.json").symlink_to(folder / "a.json")
    found, findings = read_federation(folder, OWN)
    assert [item.nama for snapshot in found.snapshots for item in snapshot.inovasi] == ["A"]
    assert [finding.place.path for finding in findings] == ["b.json", "c.json", "d.json"]


def test_a_bad_snapshot_does_not_stop_the_site(tmp_path: Path) -> None:
    """The site is published without it, says so, and shows markup in names as it is."""
    folder = write(tmp_path / "d", a=snapshot("99.02", "<script>alert(1)</script>"), b=b"{}")
    out = tmp_path / "site"
    done = build("--root", str(HERE / "mini"), "--out", str(out), "--date", DAY, "--federation", str(folder))
    assert done.returncode == 0
    assert "b.json" in done.stderr
    assert "1 berkas daerah lain dilewati" in (out / "daerah/index.html").read_text(encoding="utf-8")
    page = (out / "daerah/99-02/index.html").read_text(encoding="utf-8")
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_folder_that_is_missing_is_wrong_use(tmp_path: Path) -> None:
    """A mistyped folder is not taken for one without snapshots."""
    done = build("--root", str(HERE / "mini"), "--out", str(tmp_path / "s"), "--federation", str(tmp_path / "tiada"))
    assert done.returncode == 2
    assert "tidak ada" in done.stderr

"""The page of open proposals: built from what GitHub told, honest when it told nothing, unharmed by what it told."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from catalogue.read.outside import OpenProposal, read_proposals
from catalogue.site.views.queue import WITHHELD, shown_title
from tests.built import build
from tests.trees import HERE

MINI = HERE / "mini"
DATA = [{"path": "innovations/dinas-kesehatan/antar-obat.yaml"}]
GREEN = [{"status": "COMPLETED", "conclusion": "SUCCESS"}, {"state": "SUCCESS"}]


def pull(number: int = 1, **said: Any) -> dict[str, Any]:
    """Return a pull request as `gh pr list --json` writes it."""
    usual = {"title": "Antar Obat: hasil 2025", "createdAt": "2026-05-30T20:30:00Z", "isDraft": False}
    return {"number": number, **usual, "reviewDecision": "", "statusCheckRollup": GREEN, "files": DATA, **said}


def read(*pulls: dict[str, Any]) -> tuple[OpenProposal, ...]:
    """Read pull requests that must be readable."""
    found = read_proposals(json.dumps(pulls).encode())
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({}, "telaah"),
        ({"reviewDecision": None, "statusCheckRollup": []}, "telaah"),
        ({"reviewDecision": "APPROVED"}, "disetujui"),
        ({"reviewDecision": "CHANGES_REQUESTED"}, "perbaikan"),
        ({"isDraft": True, "reviewDecision": "APPROVED"}, "disusun"),
        ({"statusCheckRollup": [*GREEN, {"state": "FAILURE"}]}, "salah"),
        ({"statusCheckRollup": [*GREEN, {"status": "IN_PROGRESS", "conclusion": ""}]}, "diperiksa"),
    ],
)
def test_the_state_says_who_is_to_act(said: dict[str, Any], state: str) -> None:
    """Checks and reviews become one word."""
    assert read(pull(**said))[0].state == state


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("  dua\n baris ", "dua baris"),
        ("x" * 500, "x" * 119 + "…"),
        ("Pasien 1276010101900001", WITHHELD),
        ("Hubungi 0812-3456-7890", WITHHELD),
        ("surat orang@gmail.com", WITHHELD),
        ("a\u202eb\u0000c", "abc"),
    ],
)
def test_a_title_is_one_line_and_tells_of_no_person(title: str, shown: str) -> None:
    """Whoever can open a pull request writes on the site; so little of it is shown."""
    assert re.sub("[▯\0]", "", shown_title(read(pull(title=title))[0])) == shown


def test_agencies_are_those_of_the_files() -> None:
    """Other files, and paths that only look like records, name none."""
    paths = ["innovations/dinas-lain/a.yaml", "opd/bappeda.yaml", "docs/a.md", "innovations/../x", "opd/a/b.yaml"]
    assert read(pull(files=[{"path": path} for path in paths]))[0].opds == ("bappeda", "dinas-lain")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b'{"message": "Not Found"}',
        b'[{"number": 1}]',
        b"\xff",
        b"[" * 99_999,
        json.dumps([pull(number=-1)]).encode(),
        json.dumps([pull(createdAt="kemarin")]).encode(),
        json.dumps([pull(title="x" * 5_000)]).encode(),
    ],
)
def test_a_broken_list_is_no_list(content: bytes) -> None:
    """It is better to say that nothing is known than to show the half of it."""
    assert read_proposals(content) is None


def page(tmp_path: Path, content: str | None) -> str:
    """Build the small catalogue with this list and return the page."""
    file = tmp_path / "proposals.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    out = tmp_path / "out"
    env = {"PROPOSALS_FILE": str(file)}
    done = build("--root", str(MINI), "--out", str(out), "--date", "2026-06-02", env=env)
    assert done.returncode == 0, done.stderr
    return (out / "antrean" / "index.html").read_text(encoding="utf-8")


def test_the_page_lists_data_and_counts_the_rest(tmp_path: Path) -> None:
    """Title, agency, age and state; the day is that of the region."""
    hostile = pull(2, title="<script>alert(1)</script> {{ 7 * 7 }}", reviewDecision="APPROVED")
    other = pull(3, title="Program", files=[{"path": "build.py"}])
    text = page(tmp_path, json.dumps([pull(), hostile, other]))
    assert "2 usulan data terbuka pada 2 Juni 2026" in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }}" in text
    assert text.index("Disetujui") < text.index("Antar Obat: hasil 2025")
    assert '<time datetime="2026-05-31">31 Mei 2026</time>' in text
    assert "2 hari yang lalu" in text
    assert "1 usulan lain" in text
    assert "https://git.example/kota-mini/katalog/" not in text, "nobody knows what that host shows"


@pytest.mark.parametrize("content", [None, "{"])
def test_what_is_not_known_is_not_shown_as_none(content: str | None, tmp_path: Path) -> None:
    """The page says so, and leads to no list that the host may not have."""
    text = page(tmp_path, content)
    assert "Terbitan ini belum memuat daftar usulan" in text
    assert "https://git.example/kota-mini/katalog/pulls" not in text
    assert "Tidak ada usulan" not in text

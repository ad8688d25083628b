"""An issue that waited while the catalogue moved on: its proposal is made from what is there now, and says so."""

from __future__ import annotations

import json
from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from catalogue.cli.main import main
from catalogue.propose.issues.forms import correction_form
from tests.properties import filled
from tests.repositories import Repository

PATH = "innovations/dinas-contoh/antar-obat.yaml"
BEFORE = """\
nama: Antar Obat
ringkasan: Obat diantar.
status_data: sumber-publik
tujuan: Kata semula.
sumber:
  - judul: Berita
    tautan: https://contoh.go.id/satu
"""
OPENED = "2026-04-01T03:00:00Z"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Give a catalogue that has had a record since March."""
    made = Repository.start(tmp_path / "katalog")
    made.commit("2026-03-01", {PATH: BEFORE})
    return made


def outcome(repository: Repository, value: str, opened: Any = OPENED) -> dict[str, Any]:
    """Read, in June, an issue that mends the goal of the record."""
    answers = {"berkas": "antar-obat", "isian": "Tujuan", "isi": value}
    issue = {"number": 7, "body": filled(correction_form(), answers), "created_at": opened}
    event = repository.root.parent / "event.json"
    event.write_text(json.dumps({"action": "labeled", "issue": issue}), encoding="utf-8")
    with redirect_stdout(StringIO()) as said:
        main(["from-issue", str(event), "--root", str(repository.root), "--date", "2026-06-01"])
    found: dict[str, Any] = json.loads(said.getvalue())
    return found


def test_a_value_that_is_newer_than_the_issue_is_told(repository: Repository) -> None:
    """Author and reviewer learn of it, with both values; the rest of the record is as it is now."""
    later = BEFORE.replace("Kata semula.", "Kata `Bappeda`.") + "syarat_replikasi: Dilengkapi.\n"
    repository.commit("2026-05-01", {PATH: later})
    found = outcome(repository, "Kata kami.")
    assert found["state"] == "proposed"
    assert found["text"] == later.replace("Kata `Bappeda`.", "Kata kami.").replace(
        "sumber:\n  - judul: Berita\n    tautan: https://contoh.go.id/satu\nsyarat_replikasi: Dilengkapi.\n",
        "syarat_replikasi: Dilengkapi.\nsumber:\n  - judul: Berita\n    tautan: https://contoh.go.id/satu\n",
    )
    assert "semula “Kata semula.”, kini “Kata `Bappeda`.”" in found["comment"]
    assert "sudah berubah pada katalog sesudah isu dibuat" in found["body"]
    assert "Kata" not in found["body"]


@pytest.mark.parametrize("opened", [OPENED, "kemarin", None, 7, "2026-04-01T03:00:00"])
def test_what_others_changed_elsewhere_is_no_matter(repository: Repository, opened: Any) -> None:
    """Another field that changed is kept, and nothing is told; nor where nobody knows when the issue was opened."""
    repository.commit("2026-05-01", {PATH: BEFORE.replace("Obat diantar.", "Obat diantar ke rumah.")})
    found = outcome(repository, "Kata kami.", opened)
    assert "Obat diantar ke rumah." in found["text"]
    assert "sesudah isu dibuat" not in found["comment"] + found["body"]


def test_a_value_that_is_there_already_needs_no_proposal(repository: Repository) -> None:
    """What somebody else wrote meanwhile is not written again."""
    repository.commit("2026-05-01", {PATH: BEFORE.replace("Kata semula.", "Kata kami.")})
    assert outcome(repository, "Kata kami.")["state"] == "refused"


def test_history_tells_what_a_file_held(repository: Repository) -> None:
    """At the beginning of a day; where it came later, what it held first."""
    repository.commit("2026-05-01", {PATH: BEFORE.replace("semula", "kemudian")})
    history = repository.history()
    held = [history.before(PATH, day) or b"" for day in (date(2026, 1, 1), date(2026, 5, 1), date(2026, 5, 2))]
    assert [b"semula" in content for content in held] == [True, True, False]
    assert history.before("innovations/dinas-contoh/lain.yaml", date(2026, 5, 1)) is None

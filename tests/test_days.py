"""On which day a change reached the published branch: wrong clocks, pulls, rebases, moves, and Git gone wrong."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from catalogue.assess.past.past import Keeping, Past, punctuality
from catalogue.cli.main import main
from catalogue.history import Arrival, read_history
from catalogue.history.log import Claim, arrivals
from catalogue.history.mainline import Node, mainline
from catalogue.model import Stage
from catalogue.report import history_report, what_is_hidden
from tests.repositories import ZONE, Repository, record

CONTOH = "innovations/dinas-contoh/contoh.yaml"
LAIN = "innovations/dinas-lain/lain.yaml"
TODAY = date(2026, 6, 15)
DUE = date(2026, 5, 15)
STAGE = Stage(id="a", nama="A", mulai=date(2026, 2, 1), selesai=DUE, asal="resmi", pelaku="OPD", langkah="tercatat")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Begin a catalogue on 10 February 2026."""
    return Repository.start(tmp_path / "catalogue")


def arrival(past: Past, opd: str = "dinas-contoh") -> Arrival:
    """Return when an agency's record was first confirmed."""
    return past.progress[2026].opds[opd]["tercatat"].arrival


def keeping(found: Arrival, began: date | None = date(2026, 2, 10)) -> Keeping:
    """Judge an arrival by the deadline of the tests."""
    return punctuality(STAGE, True, found.day, began, TODAY, latest=found.latest).keadaan


def days(*texts: str) -> list[date | None]:
    """Write the days of a year in short."""
    return [date.fromisoformat(f"2026-{text}") if text else None for text in texts]


@pytest.mark.parametrize(
    ("clocks", "known"),
    [
        (("02-10", "03-05", "06-01"), ("02-10", "03-05", "06-01")),
        (("02-10", "12-31", "03-05"), ("02-10", "", "03-05")),
        (("02-10", "06-01", "03-05", "03-20"), ("02-10", "", "03-05", "03-20")),
        (("02-10", "06-01", "03-05"), ("02-10", "", "")),
        (("02-10", "05-20", "05-21", "05-22", "03-05"), ("02-10", "", "", "", "")),
        (("02-10", "04-01", "02-01", "05-01"), ("02-10", "04-01", "", "05-01")),
        (("02-10", "03-01", "04-01", "05-01", "02-15", "06-01"), ("02-10", "", "", "", "", "06-01")),
        (("06-01", "03-05", "03-06"), ("", "03-05", "03-06")),
        (("", ""), ("", "")),
    ],
    ids=["right", "beyond today", "later than two", "even", "many wrong", "before all", "back", "first", "mad"],
)
def test_a_clock_that_contradicts_others_tells_no_day(clocks: tuple[str, ...], known: tuple[str, ...]) -> None:
    """Nobody is late by it; what comes between two sure days is known to lie between them."""
    found = arrivals([Claim(day) for day in days(*clocks)], TODAY)
    assert [each.day for each in found] == days(*known)
    for each in found:
        assert (each.doubt is None) == (each.day is not None)
        assert each.earliest <= each.latest <= TODAY


def test_a_clock_ahead_makes_nobody_late(repository: Repository) -> None:
    """After a commit of 2031 a record of March is one of March, and the check says whose day is unknown."""
    repository.commit("2031-05-01", {"opd/dinas-lain.yaml": None})
    repository.commit("2026-03-05", {CONTOH: record()})
    assert arrival(repository.past("2026-06-15")) == Arrival(date(2026, 3, 5), date(2026, 3, 5))
    history = repository.history(TODAY)
    assert [commit.day for commit in history.commits] == [date(2026, 2, 10), None, date(2026, 3, 5)]
    assert "1 perubahan" in what_is_hidden(history)
    assert "jam komputer" in history_report(history)
    assert "opd/dinas-lain.yaml" in history_report(history)


def test_check_says_which_days_are_unknown(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """The reason stands after the findings, with the change and what to do from now on."""
    repository.commit("2031-05-01", {CONTOH: record()})
    main(["check", "--root", str(repository.root), "--date", "2026-06-15"])
    said = capsys.readouterr().err
    assert "Riwayat: hari 1 perubahan tidak diketahui" in said
    assert "Betulkan jam komputer" in said


def pulled(repository: Repository, tmp_path: Path, message: str = "") -> Repository:
    """Accept a proposal on 5 March, and pull in June what was accepted into a clone of February with its own commit."""
    clone = Repository(tmp_path / "clone")
    repository.git("clone", "--quiet", str(repository.root), str(clone.root))
    repository.git("switch", "--quiet", "--create", "usulan")
    repository.commit("2026-03-04", {CONTOH: record()})
    repository.git("switch", "--quiet", "main")
    merge = ("merge", "--quiet", "--no-ff", "--message")
    repository.git(*merge, "Merge pull request #10 from opd/usulan", "usulan", day="2026-03-05")
    clone.commit("2026-06-09", {LAIN: record("Lain")})
    clone.git("fetch", "--quiet", "origin", day="2026-06-10")
    name = message or f"Merge branch 'main' of {repository.root}"
    clone.git("merge", "--quiet", "--message", name, "origin/main", day="2026-06-10")
    return clone


@pytest.mark.parametrize("message", ["", "Merge remote-tracking branch 'origin/main'", "Gabung", "Merge branch 'x'"])
def test_a_pull_makes_nobody_late(repository: Repository, tmp_path: Path, message: str) -> None:
    """What was accepted before keeps its day; what the clone brought arrived with the pull, and not on a sure day."""
    past = pulled(repository, tmp_path, message).past("2026-06-15")
    if message != "Merge branch 'x'":
        assert arrival(past).day == date(2026, 3, 5)
    assert keeping(arrival(past)) != "terlambat"
    assert arrival(past, "dinas-lain") == Arrival(date(2026, 2, 10), date(2026, 6, 10), "penggabungan")


def test_a_merge_that_tells_nothing_is_known_from_both_ends(repository: Repository) -> None:
    """Between the point where the sides parted and the merge the branch is not known; what was in time by then was."""
    repository.git("switch", "--quiet", "--create", "usulan")
    repository.commit("2026-03-02", {CONTOH: record()})
    repository.git("switch", "--quiet", "main")
    repository.commit("2026-03-05", {LAIN: record("Lain")})
    repository.git("merge", "--quiet", "--no-ff", "--message", "Gabung", "usulan", day="2026-03-20")
    past = repository.past("2026-06-30")
    assert arrival(past) == Arrival(date(2026, 2, 10), date(2026, 3, 20), "penggabungan")
    assert arrival(past, "dinas-lain") == arrival(past)
    assert keeping(arrival(past)) == "tepat-waktu"


SIDES = [
    ("Merge pull request #4 from opd/main", "ours"),
    ("Merged in usulan (pull request #4)", "ours"),
    ("Merge branch 'usulan'", "ours"),
    ("Merge branch 'usulan' into 'main'", "ours"),
    ("Merge branch 'usulan' of https://contoh.example/k into main", "ours"),
    ("Merge remote-tracking branch 'origin/main'", "theirs"),
    ("Merge branch 'main' into usulan", "theirs"),
    ("Merge remote-tracking branch 'origin/main' into usulan", "theirs"),
    ("Merge branch 'main' of https://contoh.example/k", "base"),
    ("Merge branch 'a' into b", "base"),
    ("Merge commit 'abc'", "base"),
    ("Gabung", "base"),
]


@pytest.mark.parametrize(("message", "before"), SIDES)
def test_the_message_of_a_merge_tells_which_side_was_published(message: str, before: str) -> None:
    """Where it does not, only the point where both sides parted is sure."""
    nodes = [Node("base"), Node("ours", ("base",)), Node("theirs", ("base",))]
    line = mainline([*nodes, Node("merge", ("ours", "theirs"), message=message)], {"main"})
    assert line[-1].before == before
    assert line[-1].unclear == (before != "ours")


def test_sides_that_never_met_are_followed_by_the_first(repository: Repository) -> None:
    """A history that was joined from elsewhere may have come at any time."""
    line = mainline([Node("a"), Node("b"), Node("merge", ("a", "b"), message="Gabung")], {"main"})
    assert [entry.commit.id for entry in line] == ["a", "merge"]
    assert arrivals([Claim(date(2026, 2, 1)), Claim(date(2026, 3, 1), since=-1)], TODAY)[1].day is None


def test_what_was_rebased_later_makes_nobody_late(repository: Repository) -> None:
    """A commit that was written in time and committed anew in June arrived at any time between."""
    repository.commit("2026-03-05", {CONTOH: record()})
    env = {"GIT_COMMITTER_DATE": "2026-06-10T09:00:00+07:00", "GIT_COMMITTER_NAME": "x", "GIT_COMMITTER_EMAIL": "x@y.z"}
    amend = ["git", "-C", str(repository.root), "commit", "--quiet", "--amend", "--no-edit"]
    subprocess.run(amend, check=True, env={**os.environ, **env})
    found = arrival(repository.past("2026-06-15"))
    assert (found.day, found.doubt, keeping(found)) == (None, "ditulis-ulang", "tidak-diketahui")
    browser = {**env, "GIT_COMMITTER_EMAIL": "noreply@github.com"}
    subprocess.run(amend, check=True, env={**os.environ, **browser})
    assert arrival(repository.past("2026-06-15")).day == date(2026, 6, 10)


@pytest.mark.parametrize("steps", [1, 2])
def test_a_moved_record_keeps_its_days(repository: Repository, steps: int) -> None:
    """It was recorded when it came, whatever folder it lay in, moved in one change or in two."""
    away = "innovations/belum-ditetapkan/contoh.yaml"
    repository.commit("2026-03-02", {away: record()})
    if steps == 2:
        repository.commit("2026-06-01", {away: None})
    repository.commit("2026-06-02", {**({away: None} if steps == 1 else {}), CONTOH: record()})
    past = repository.past("2026-06-15")
    assert (past.dates["contoh"].created, past.dates["contoh"].changed) == (date(2026, 3, 2), date(2026, 6, 2))
    assert past.progress[2026].innovations["contoh"]["tercatat"].day == date(2026, 3, 2)
    assert not past.edits["contoh"][0].new


def test_contents_that_are_missing_make_nobody_late(repository: Repository) -> None:
    """Of a version that this copy of the repository lacks nothing is known, nor then since when a step is held."""
    repository.commit("2026-03-02", {CONTOH: record()})
    blob = repository.git("rev-parse", f"HEAD:{CONTOH}").strip()
    repository.commit("2026-06-02", {CONTOH: record("Contoh", "tujuan: Lain.\n")})
    (repository.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    found = arrival(repository.past("2026-06-15"))
    assert (found.day, found.doubt, keeping(found)) == (None, "isi-hilang", "tidak-diketahui")


SETTINGS = {
    "log.showRoot": "false",
    "log.follow": "true",
    "log.showSignature": "true",
    "log.mailmap": "true",
    "log.diffMerges": "off",
    "core.quotePath": "true",
    "diff.renames": "copies",
    "diff.noprefix": "true",
    "diff.relative": "true",
    "color.ui": "always",
    "format.pretty": "oneline",
    "i18n.logOutputEncoding": "UTF-16",
    "trailer.separators": "=",
}


def test_nobodys_configuration_changes_the_past(repository: Repository) -> None:
    """The settings of a repository, which stand above those of a person, change nothing."""
    repository.commit("2026-03-02", {CONTOH: record()}, "Catat é (#7)\n\nPengusul: dinas-contoh\n")
    before = repository.history()
    for name, value in SETTINGS.items():
        repository.git("config", name, value)
    after = repository.history()
    assert before.commits == after.commits
    assert (after.commits[-1].proposal, after.commits[-1].proposer) == (7, "dinas-contoh")


def test_nothing_stands_in_for_another_commit(repository: Repository) -> None:
    """Replacements and grafts, which no clone has, are passed over."""
    first = repository.git("rev-parse", "HEAD").strip()
    second = repository.commit("2026-03-02", {CONTOH: record()})
    third = repository.commit("2026-04-02", {LAIN: record("Lain")})
    before = repository.history().commits
    repository.git("replace", second, first)
    (repository.root / ".git/info/grafts").write_text(f"{third}\n", encoding="utf-8")
    assert repository.history().commits == before


def test_the_environment_leads_to_no_other_repository(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a hook of Git in another repository has it, or a person's shell."""
    other = Repository.start(tmp_path / "lain", "2020-05-05")
    before = repository.history().commits
    for name in ("GIT_DIR", "GIT_COMMON_DIR"):
        monkeypatch.setenv(name, str(other.root / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.root))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.root / ".git/index"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(other.root / ".git/objects"))
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "1")
    monkeypatch.setenv("GIT_TRACE", "1")
    assert read_history(repository.root, ZONE).commits == before

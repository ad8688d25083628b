"""The past as Git tells it: who reached which step when, the months, and what is said when Git does not know."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from catalogue.assess.past.past import Punctuality, punctuality
from catalogue.history import Arrival
from catalogue.model import Stage
from catalogue.report import what_is_hidden
from tests.repositories import PROFILE, Repository, maturity, record

CONTOH = "innovations/dinas-contoh/contoh.yaml"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Begin a catalogue on 10 February 2026."""
    return Repository.start(tmp_path / "catalogue")


def test_each_step_has_the_change_that_reached_it(repository: Repository) -> None:
    """An agency holds a step since the commit from which on one of its innovations does."""
    recorded = repository.commit("2026-03-02", {CONTOH: record()})
    eligible = repository.commit("2026-05-04", {CONTOH: record("Contoh", PROFILE)})
    complete = repository.commit("2026-06-05", {CONTOH: record("Contoh", PROFILE, maturity())})
    found = repository.past("2026-06-30").progress[2026]
    for since in (found.opds["dinas-contoh"], found.innovations["contoh"]):
        assert {step: commit.id for step, commit in since.items()} == {
            "diberitakan": recorded,
            "tercatat": recorded,
            "layak": eligible,
            "lengkap": complete,
        }
    assert found.opds["dinas-contoh"]["layak"].day == date(2026, 5, 4)


def test_a_step_lost_and_regained_counts_from_the_last_time(repository: Repository) -> None:
    """The date is that of the unbroken run which still holds today."""
    repository.commit("2026-03-02", {CONTOH: record("Contoh", PROFILE)})
    repository.commit("2026-03-10", {CONTOH: record()})
    again = repository.commit("2026-04-01", {CONTOH: record("Contoh", PROFILE)})
    since = repository.past("2026-06-30").progress[2026].opds["dinas-contoh"]
    assert since["layak"].id == again
    assert since["tercatat"].day == date(2026, 3, 2)


def test_another_innovation_carries_the_agency_without_a_break(repository: Repository) -> None:
    """An agency keeps its step when a second innovation holds it while the first falls."""
    repository.commit("2026-03-02", {CONTOH: record("Satu", PROFILE)})
    repository.commit("2026-03-09", {"innovations/dinas-contoh/dua.yaml": record("Dua", PROFILE)})
    repository.commit("2026-03-16", {CONTOH: None})
    found = repository.past("2026-06-30").progress[2026]
    assert found.opds["dinas-contoh"]["layak"].day == date(2026, 3, 2)
    assert found.innovations["contoh"] == {}


def test_a_unit_carries_its_agency(repository: Repository) -> None:
    """What a unit reaches, the agency above it reaches by the same change."""
    unit = "nama: UPTD\njenis: uptd\nwajib: tidak\nstatus: tersumber\ninduk: dinas-contoh\n"
    repository.commit("2026-03-01", {"opd/uptd.yaml": unit})
    change = repository.commit("2026-03-02", {"innovations/uptd/contoh.yaml": record()})
    assert repository.past("2026-06-30").progress[2026].opds["dinas-contoh"]["tercatat"].id == change


def test_an_assignment_counts_from_the_day_it_was_made(repository: Repository) -> None:
    """While nobody owns an innovation, no agency stands on it."""
    repository.commit("2026-03-02", {"innovations/belum-ditetapkan/contoh.yaml": record()})
    moved = repository.commit("2026-04-02", {"innovations/belum-ditetapkan/contoh.yaml": None, CONTOH: record()})
    found = repository.past("2026-06-30").progress[2026]
    assert found.opds["dinas-contoh"]["tercatat"].id == moved
    assert found.innovations["contoh"]["tercatat"].day == date(2026, 3, 2)


def test_a_renamed_innovation_keeps_its_past(repository: Repository) -> None:
    """`alamat_lama` joins the two names, whether the file moved in one change or in two."""
    repository.commit("2026-03-02", {CONTOH: record("Contoh", PROFILE)})
    named = record("Contoh", PROFILE, "alamat_lama: [contoh]\n")
    repository.commit("2026-04-02", {CONTOH: None, "innovations/dinas-contoh/baru.yaml": named})
    found = repository.past("2026-06-30").progress[2026]
    assert found.innovations["baru"]["layak"].day == date(2026, 3, 2)
    assert found.opds["dinas-contoh"]["layak"].day == date(2026, 3, 2)


def test_a_merged_proposal_arrives_with_its_merge(repository: Repository) -> None:
    """What was written on a branch counts from the day it was merged, by the change that merged it."""
    repository.git("switch", "--quiet", "--create", "usulan")
    repository.commit("2026-03-02", {CONTOH: record()})
    repository.git("switch", "--quiet", "main")
    repository.commit("2026-03-05", {"innovations/dinas-lain/lain.yaml": record("Lain")})
    repository.git("merge", "--quiet", "--no-ff", "--message", "Merge branch 'usulan'", "usulan", day="2026-03-20")
    merge = repository.git("rev-parse", "HEAD").strip()
    reached = repository.past("2026-06-30").progress[2026].opds["dinas-contoh"]["tercatat"]
    assert (reached.id, reached.day) == (merge, date(2026, 3, 20))


def test_the_day_is_that_of_the_region(repository: Repository) -> None:
    """A change at 18.30 UTC on the last day arrives on the next day in Jakarta."""
    repository.commit("2026-03-31", {CONTOH: record()}, hour="18:30:00+00:00")
    assert repository.past("2026-06-30").dates["contoh"].created == date(2026, 4, 1)


def test_a_wrong_clock_cannot_turn_time_back(repository: Repository) -> None:
    """A commit that claims to be older than those below it came at any time after them."""
    repository.commit("2026-03-31", {CONTOH: record()})
    repository.commit("2001-01-01", {CONTOH: record("Contoh", PROFILE)})
    found = repository.past("2026-06-30").progress[2026].opds["dinas-contoh"]["layak"]
    assert found.arrival == Arrival(date(2026, 3, 31), date(2026, 6, 30), "jam")


def test_names_are_read_whatever_they_contain(repository: Repository) -> None:
    """A file name with line breaks or the marks of the log's own format confuses nobody."""
    repository.commit("2026-03-01", {"innovations/\x01abc 1\n:x": "x", CONTOH: record()})
    repository.commit("2026-03-02", {"innovations/\x01abc 1\n:x": None})
    assert set(repository.past("2026-06-30").dates) == {"contoh"}
    assert len(repository.history().commits) == 3


def test_uncommitted_work_has_no_date(repository: Repository) -> None:
    """What lies in the folder but in no commit is today's mark without a day."""
    (repository.root / CONTOH).parent.mkdir(parents=True)
    (repository.root / CONTOH).write_text(record(), encoding="utf-8")
    _, assessments = repository.assessed()
    assert assessments[2026].opds["dinas-contoh"].met
    assert repository.past("2026-06-30").progress[2026].opds == {}


def test_the_months_show_the_records_as_they_stood(repository: Repository) -> None:
    """One point for each month's end since the catalogue began, and one for today."""
    repository.commit("2026-03-02", {CONTOH: record()})
    repository.commit("2026-04-10", {CONTOH: record("Contoh", PROFILE, maturity())})
    repository.commit("2026-05-20", {"innovations/dinas-lain/lain.yaml": record("Lain")})
    points = repository.past("2026-06-12").trend[2026]
    days = [date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31), date(2026, 6, 12)]
    assert [point.tanggal for point in points] == days
    assert [point.terpenuhi for point in points] == [1, 1, 2, 2]
    assert [point.layak_atau_lebih for point in points] == [0, 1, 1, 1]
    first, second, _, last = (point.iid or {} for point in points)
    assert first["klaim"] is None
    assert second["klaim"] == last["klaim"] != 0


def test_the_last_month_by_git_equals_the_assessment_of_today(repository: Repository) -> None:
    """The past is computed by the same arithmetic as the present."""
    repository.commit("2026-03-02", {CONTOH: record("Contoh", PROFILE, maturity())})
    review = "verifikasi: {}\npelaporan:\n  tanggal: 2026-03-20\n"
    spd = "spd:\n  spd-1:\n    level: 2\n"
    period = (repository.root / "periods/2026/period.yaml").read_text() + spd
    repository.commit("2026-03-03", {"periods/2026/reviews/contoh.yaml": review, "periods/2026/period.yaml": period})
    then, today = repository.past("2026-04-01").trend[2026]
    assert replace(then, tanggal=today.tanggal) == today


def test_the_index_of_a_month_counts_the_spd_rows_of_that_month(repository: Repository) -> None:
    """A row filled in June does not raise the index of May."""
    repository.commit("2026-05-02", {CONTOH: record("Contoh", PROFILE)})
    spd = "spd:\n  spd-1:\n    level: 2\n"
    period = (repository.root / "periods/2026/period.yaml").read_text() + spd
    repository.commit("2026-06-03", {"periods/2026/period.yaml": period})
    may, june = repository.past("2026-06-30").trend[2026]
    assert may.iid
    assert june.iid
    assert may.iid["klaim"] == 0
    assert june.iid["klaim"]


def test_a_version_that_cannot_be_read_is_counted_and_breaks_nothing(repository: Repository) -> None:
    """Of a record that today's model does not fit nothing more is said than that it was there."""
    repository.commit("2026-03-02", {CONTOH: record("Contoh", "isian_lama: ya\n")})
    repository.commit("2026-04-02", {CONTOH: record("Contoh", "kematangan: [\n")})
    repository.commit("2026-05-02", {CONTOH: record("Contoh", PROFILE)})
    found = repository.past("2026-06-01")
    assert found.unreadable == 2
    assert [point.tidak_terbaca for point in found.trend[2026]] == [1, 1, 0, 0]
    assert found.progress[2026].opds["dinas-contoh"]["diberitakan"].day == date(2026, 3, 2)
    assert found.progress[2026].opds["dinas-contoh"]["tercatat"].day == date(2026, 5, 2)


@pytest.mark.parametrize("depth", [1, 2])
def test_a_shallow_clone_knows_nothing(repository: Repository, tmp_path: Path, depth: int) -> None:
    """Where history is cut off no date is given, because it would be that of the edge."""
    repository.commit("2026-03-02", {CONTOH: record()})
    repository.commit("2026-04-02", {CONTOH: record("Lain")})
    clone = Repository(tmp_path / "clone")
    repository.git("clone", "--quiet", f"--depth={depth}", f"file://{repository.root}", str(clone.root))
    found = clone.past("2026-06-01")
    assert (found.gap, dict(found.progress), dict(found.trend), dict(found.dates)) == ("dangkal", {}, {}, {})
    assert "shallow clone" in what_is_hidden(clone.history())
    assert what_is_hidden(repository.history()) == ""


def test_a_folder_without_git_knows_nothing(repository: Repository) -> None:
    """Without Git, and in a repository without a commit, there is no past."""
    repository.git("update-ref", "-d", "HEAD")
    assert repository.past("2026-06-01").gap == "tanpa-git"
    (repository.root / ".git").rename(repository.root.parent / "elsewhere")
    assert repository.past("2026-06-01").gap == "tanpa-git"


STAGE = Stage(
    id="a", nama="A", mulai=date(2026, 2, 1), selesai=date(2026, 4, 30), asal="resmi", pelaku="OPD", langkah="layak"
)


@pytest.mark.parametrize(
    ("since", "began", "today", "expected"),
    [
        ("2026-04-30", "2026-02-10", "2026-06-01", Punctuality("tepat-waktu")),
        ("2026-05-01", "2026-02-10", "2026-06-01", Punctuality("terlambat", 1)),
        (None, "2026-02-10", "2026-04-27", Punctuality("belum", 3)),
        (None, "2026-02-10", "2026-05-02", Punctuality("belum", -2)),
        ("2026-05-01", "2026-05-01", "2026-06-01", Punctuality("tidak-diketahui")),
        ("2026-05-09", "2026-05-01", "2026-06-01", Punctuality("tidak-diketahui")),
    ],
)
def test_a_deadline_is_kept_or_not(since: str | None, began: str, today: str, expected: Punctuality) -> None:
    """The last day counts as kept; what was due before the catalogue began is not judged."""
    days = [date.fromisoformat(day) if day else None for day in (since, began, today)]
    assert days[2]
    assert punctuality(STAGE, since is not None, days[0], days[1], days[2]) == expected


def test_nobody_keeps_or_misses_a_guess() -> None:
    """A day that no document sets is no deadline, whether it has passed or not."""
    guess = STAGE.model_copy(update={"asal": "pola"})
    for day in (date(2026, 4, 1), date(2026, 6, 1)):
        assert punctuality(guess, False, None, None, day) == Punctuality("tanpa-tenggat")
        assert punctuality(guess, True, date(2026, 5, 1), date(2026, 2, 1), day) == Punctuality("tanpa-tenggat")


def test_a_reached_step_without_a_date_is_not_judged() -> None:
    """Unknown is unknown, not late."""
    assert punctuality(STAGE, True, None, None, date(2026, 6, 1)) == Punctuality("tidak-diketahui")
    assert punctuality(None, True, date(2026, 3, 1), None, date(2026, 6, 1)) == Punctuality("tanpa-tenggat")

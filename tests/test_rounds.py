"""Reporting again: what was developed, and how often an innovation may take part."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from catalogue.assess import InnovationState
from catalogue.assess.advice.planner import advise
from tests.built import build
from tests.repositories import PROFILE, Repository, record
from tests.trees import BASE, KOTA

YEARS = (2024, 2025, 2026, 2027)
OLD = PROFILE.replace("waktu_uji_coba: 2024-01\nwaktu_penerapan: 2024-07-01", "waktu_penerapan: 2021-07-01")
OLD += "waktu_uji_coba: 2021-01\n"
FORMER = "pengembangan_lama:\n  - waktu: 2023-05\n    uraian: Dapat dipesan lewat telepon.\n"


def _developed(time: str) -> str:
    return f"waktu_pengembangan: {time}\npengembangan: Kini menjangkau semua kelurahan.\n"


def _period(year: int) -> str:
    return (
        f"tahun: {year}\nrubrik: iid-2026\nmulai: {year}-01-01\nselesai: {year}-12-31\n"
        f"jendela:\n  mulai: {year - 2}-01-01\n  selesai: {year - 1}-12-31\n  asal: usulan\n"
        "target:\n  langkah: layak\n  asal: usulan\n"
    )


def _city(root: Path, *parts: str, reported: tuple[int, ...] = ()) -> Repository:
    """Write one innovation, four periods, and Bappeda's reports of some years."""
    shutil.copytree(BASE, root)
    files = {f"periods/{year}/period.yaml": _period(year) for year in YEARS}
    files |= {f"periods/{year}/reviews/satu.yaml": f"pelaporan:\n  tanggal: {year}-08-20\n" for year in reported}
    files["innovations/dinas-contoh/satu.yaml"] = record("Satu", *parts)
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return Repository(root)


def _states(city: Repository) -> dict[int, InnovationState]:
    return {year: found.innovations["satu"] for year, found in city.assessed()[1].items()}


def _layak(city: Repository) -> list[int]:
    return [year for year, state in _states(city).items() if state.rank > 1]


def test_a_later_development_takes_no_earlier_one_away(tmp_path: Path) -> None:
    """Each development opens the years whose window it lies in, whatever follows."""
    assert _layak(_city(tmp_path / "a", OLD, _developed("2023-05"))) == [2024, 2025]
    assert _layak(_city(tmp_path / "b", OLD, _developed("2026-02"), FORMER)) == [2024, 2025, 2027]


def test_a_development_must_say_what_is_new(tmp_path: Path) -> None:
    """A time alone does not bring an old innovation in, and the state says what is missing."""
    city = _city(tmp_path / "a", OLD, "waktu_pengembangan: 2025-02\n")
    missing = [need.text for need in _states(city)[2026].missing]
    assert missing == ["Belum disebut apa yang dikembangkan pada Februari 2025."]
    told = _city(tmp_path / "b", OLD, _developed("2025-02"))
    assert 2026 in _layak(told)


def test_an_innovation_within_the_window_need_not_be_developed(tmp_path: Path) -> None:
    """What was put into use in the window is reported for that, even if its development is not explained."""
    assert 2026 in _layak(_city(tmp_path / "a", PROFILE, "waktu_pengembangan: 2025-02\n"))


@pytest.mark.parametrize(
    ("reported", "text"),
    [
        ((), "Ikut ke-1 dari paling banyak 2 kali."),
        ((2025,), "Ikut ke-2 dari paling banyak 2 kali."),
        ((2024, 2025), "Sudah dilaporkan 2 kali (2024 dan 2025); paling banyak 2 kali."),
    ],
)
def test_as_often_as_the_rubric_allows(tmp_path: Path, reported: tuple[int, ...], text: str) -> None:
    """The years before count, and none of the years after; once they are used up nothing brings it in."""
    city = _city(tmp_path / "a", PROFILE, reported=(*reported, 2027))
    state = _states(city)[2026]
    assert (state.earlier, state.spent) == (reported, len(reported) == 2)
    assert text in [found.text for found in state.requirements]
    assert (2026 in _layak(city)) == (len(reported) < 2)
    assert [item.id for item in advise(city.assessed()[1][2026]).belum_layak] == []


def test_no_limit_without_a_rule(tmp_path: Path) -> None:
    """A rubric that says nothing of it sets none."""
    city = _city(tmp_path / "a", PROFILE, reported=(2024, 2025))
    rubric = (KOTA / "rubrics/iid-2026.yaml").read_text(encoding="utf-8")
    (city.root / "rubrics").mkdir()
    start, end = rubric.index("keikutsertaan:"), rubric.index("formulir:")
    (city.root / "rubrics/iid-2026.yaml").write_text(rubric[:start] + rubric[end:], encoding="utf-8")
    assert 2026 in _layak(city)


def test_the_pages_tell_the_rounds(tmp_path: Path) -> None:
    """The record keeps developments and reports, and says which round this is and where that stands."""
    city = _city(tmp_path / "a", OLD, _developed("2025-02"), FORMER, reported=(2024,))
    out = tmp_path / "site"
    done = build("site", "--root", str(city.root), "--out", str(out), "--date", "2026-06-12")
    assert done.returncode == 0, done.stderr
    page = (out / "inovasi/satu/index.html").read_text(encoding="utf-8")
    for text in ("Ikut ke-2 dari 2 kali yang dibolehkan", "Dapat dipesan lewat telepon", "20 Agustus 2024"):
        assert text in page
    assert "Februari 2025" in page
    assert "periods/2024/reviews/satu.yaml" in page
    assert "ikut ke-2 dari 2" in (out / "opd/dinas-contoh/index.html").read_text(encoding="utf-8")
    assert "paling banyak 2 kali" in (out / "rubrik/2026/index.html").read_text(encoding="utf-8")


def test_a_period_may_use_the_rubric_of_another_year(tmp_path: Path) -> None:
    """Until a year has a rubric of its own its pages lead to the one that it is read under."""
    city = _city(tmp_path / "a", PROFILE)
    (city.root / "periods/2028").mkdir()
    (city.root / "periods/2028/period.yaml").write_text(_period(2028), encoding="utf-8")
    out = tmp_path / "site"
    done = build("site", "--root", str(city.root), "--out", str(out), "--date", "2028-06-12")
    assert done.returncode == 0, done.stderr
    page = (out / "inovasi/satu/index.html").read_text(encoding="utf-8")
    assert "Langkah pada 2028" in page
    assert 'href="../../rubrik/2026/#syarat"' in page

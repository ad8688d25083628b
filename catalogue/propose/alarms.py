"""What the host has to tell those who keep the catalogue: one issue each, open for as long as the trouble lasts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from catalogue.build import Held
from catalogue.common.findings import Finding
from catalogue.common.indonesian import day_text
from catalogue.propose.issue_plan import DesiredIssue
from catalogue.propose.review.budget import code
from catalogue.propose.settings import Row, summary
from catalogue.propose.settings.shapes import item

LABEL = "alarm"
SETTINGS, PUBLICATION, WORKFLOWS = "setelan", "terbitan", "alur berjadwal"
"""The kinds of alarm, each with one issue."""
FAREWELLS = {
    SETTINGS: "Semua setelan yang terbaca sudah sesuai.",
    PUBLICATION: "Semua berkas pada cabang utama terbit menurut isinya yang terbaru.",
    WORKFLOWS: "Semua alur berjadwal berjalan lagi.",
}
SCHEDULED = {"publish.yml": 2, "cards.yml": 2, "watch.yml": 3, "remind.yml": 9, "links.yml": 9, "canary.yml": 9}
"""The workflows that the clock starts, with the days within which each has run."""
FAILED = {"failure", "timed_out", "startup_failure"}
MOST = 20


@dataclass(frozen=True)
class Readers:
    """Who is told: a team of the organisation is mentioned, the owner of a personal account is assigned."""

    mention: str
    assignees: tuple[str, ...] = ()


def settings_issue(rows: Sequence[Row], readers: Readers) -> list[DesiredIssue]:
    """Return the issue on settings, or nothing when all that could be read is right."""
    wrong = [row for row in rows if row.wrong]
    if not wrong:
        return []
    ways = (
        "Pemilik organisasi dapat memasang semuanya sekaligus: `python build.py settings --apply`.\n",
        f"{summary(rows)}\n",
    )
    body = "\n".join([*ways, *map(item, wrong)])
    return [_issue(SETTINGS, "Setelan", body, readers, f"{len(wrong)} belum sesuai")]


def publication_issue(held: Iterable[Held], stopped: Iterable[Finding], readers: Readers) -> list[DesiredIssue]:
    """Return the issue on what is not published as it stands on the branch, or nothing."""
    files, faults = list(held), list(stopped)
    if faults:
        state = "berhenti"
        head = (
            "Berkas yang dipakai bersama memuat galat, sehingga situs lama tetap tampil sampai galat ini diperbaiki.\n"
        )
        lines = [_fault(one.place.path, one) for one in faults]
    else:
        state = f"{len(files)} berkas tertahan"
        head = "Catatan ini memuat galat pada cabang utama. Situs menampilkan versi baik terakhirnya.\n"
        lines = [f"{_fault(one.path, one.finding)} {_shown(one)}" for one in files]
    if not lines:
        return []
    more = [f"- Dan {len(lines) - MOST} lagi."] if len(lines) > MOST else []
    mend = "\nPerbaiki berkasnya lewat usulan, atau batalkan usulan yang membawanya (**Revert**)."
    return [_issue(PUBLICATION, "Terbitan tertahan", "\n".join([head, *lines[:MOST], *more, mend]), readers, state)]


def _fault(path: str, found: Finding) -> str:
    return f"- [ ] {code(path)}: `{found.rule}`, {code(found.message)}."


def _shown(one: Held) -> str:
    if not one.shown:
        return "Belum pernah bebas galat, sehingga tidak diterbitkan."
    return f"Yang tampil ialah versi {day_text(one.day)}." if one.day else "Yang tampil ialah versi sebelumnya."


@dataclass(frozen=True)
class Workflow:
    """A workflow that the clock starts, as the host tells of it; `last` is its last run that came to an end."""

    file: str
    name: str
    state: str
    last: Mapping[str, Any] | None


def workflows_issue(workflows: Iterable[Workflow], today: date, readers: Readers) -> list[DesiredIssue]:
    """Return the issue on scheduled work that failed or stands still, or nothing."""
    lines = [line for one in workflows for line in _trouble(one, today)]
    if not lines:
        return []
    mend = (
        "\nBuka jalannya yang terakhir, baca langkah yang merah, lalu **Re-run jobs**. "
        "Artinya ada pada panduan *Bila terjadi masalah*."
    )
    return [_issue(WORKFLOWS, "Alur berjadwal", "\n".join([*lines, mend]), readers, f"{len(lines)} terganggu")]


def _trouble(one: Workflow, today: date) -> Iterator[str]:
    if one.state != "active":
        yield f"- [ ] *{one.name}* dimatikan ({one.state}). Tempatnya: **Actions**, *{one.name}*, **Enable workflow**."
    elif one.last and one.last["conclusion"] in FAILED:
        yield f"- [ ] *{one.name}* gagal: {one.last['html_url']}"
    elif one.last and _day(one.last) < today - timedelta(days=SCHEDULED[one.file]):
        yield f"- [ ] *{one.name}* terakhir berjalan {day_text(_day(one.last))}: {one.last['html_url']}"


def _day(run: Mapping[str, Any]) -> date:
    return date.fromisoformat(run["created_at"][:10])


def _issue(kind: str, title: str, body: str, readers: Readers, state: str) -> DesiredIssue:
    return DesiredIssue(
        mark=kind,
        title=title,
        body=f"{readers.mention}\n\n{body}",
        labels=(LABEL,),
        state={"keadaan": state},
        team=readers.mention,
        assignees=readers.assignees,
    )

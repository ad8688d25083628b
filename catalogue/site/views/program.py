"""The first page of the programme: where it stands, which round is open, and what has to be decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from catalogue.assess import STEPS, Assessment
from catalogue.assess.ladder import RULES
from catalogue.assess.verdicts import STEP_NAMES, VERDICTS
from catalogue.build import Build
from catalogue.common.indonesian import day_text, range_text
from catalogue.common.poster import Poster
from catalogue.propose.open_round import RoundView, round_view
from catalogue.site.views.decisions import decisions
from catalogue.site.views.months import MonthsView, months_view
from catalogue.site.views.page import Page
from catalogue.site.views.timeline import stage_view

ADDRESS = "program/"


@dataclass(frozen=True)
class Bar:
    """A number with its share of the greatest, in per cent."""

    name: str
    note: str
    count: int
    width: str


@dataclass(frozen=True)
class ProgramView:
    """The page `/program/`; `following` is the next day that a document sets, empty where none does.

    The poster shows the same for who is sent a picture; `name` is that of its file where it is kept.
    """

    finding: str
    today: str
    round: RoundView
    window: str
    window_guessed: bool
    following: str
    funnel: tuple[Bar, ...]
    obliged: int
    met: int
    unmet: int
    standings: tuple[Bar, ...]
    decisions: tuple[str, ...]
    months: MonthsView
    poster: Poster | None
    name: str


def pages(build: Build) -> Iterator[Page]:
    """Make the page of the round that asks somebody to act."""
    programme, region = build.catalogue.region.program.nama, build.catalogue.region.nama
    description = f"{programme} di {region}: {finding(build.assessment)}."
    make = partial(_view, build)
    yield Page(ADDRESS, "program.html", make, programme, description, section="program", poster=poster(build))


def finding(assessment: Assessment) -> str:
    """Say in one sentence where the programme stands."""
    made, confirmed = (assessment.funnel[step] for step in STEPS[:2])
    obliged = len(assessment.obliged)
    if met := sum(state.met is True for state in assessment.obliged):
        return f"{met} dari {obliged} OPD memenuhi target {assessment.period.tahun}"
    if confirmed:
        return f"{confirmed} dari {made} inovasi sudah dibenarkan OPD; belum ada OPD yang memenuhi target"
    return f"{made} inovasi baru diberitakan; belum satu pun dibenarkan OPD" if made else "Belum ada inovasi"


def standings(assessment: Assessment) -> tuple[tuple[str, int], ...]:
    """Count the obliged agencies by their standing, those that nobody has left out."""
    counted = Counter(state.why for state in assessment.obliged)
    return tuple((words, counted[why]) for why, words in VERDICTS.items() if counted[why])


def funnel(assessment: Assessment) -> tuple[Bar, ...]:
    """Say how many innovations stand on each step or above it."""
    names = {step: name[0].upper() + name[1:] for step, name in STEP_NAMES.items()}
    return _bars((names[step], RULES[step], count) for step, count in assessment.funnel.items())


def _bars(rows: Iterable[tuple[str, str, int]]) -> tuple[Bar, ...]:
    rows = list(rows)
    most = max((count for *_, count in rows), default=0) or 1
    return tuple(Bar(name, note, count, f"{100 * count / most:.1f}") for name, note, count in rows)


def _view(build: Build) -> ProgramView:
    assessment, stands = build.assessment, Counter(state.met for state in build.assessment.obliged)
    return ProgramView(
        finding=finding(assessment),
        today=day_text(build.today),
        round=round_view(build),
        window=range_text(build.period.jendela.mulai, build.period.jendela.selesai),
        window_guessed=not build.period.jendela.resmi,
        following=_following(build),
        funnel=funnel(assessment),
        obliged=len(assessment.obliged),
        met=stands[True],
        unmet=stands[False],
        standings=_bars((words, "", count) for words, count in standings(assessment)),
        decisions=tuple(found.subject for found in decisions(build, assessment)),
        months=months_view(build),
        poster=None if build.proposal else poster(build),
        name=f"program-{build.today.isoformat()}.png",
    )


FUNNEL = "Inovasi menurut langkah"


def poster(build: Build) -> Poster:
    """Say on one picture what the page says, with the day, and whose it is."""
    assessment, region = build.assessment, build.catalogue.region
    steps = tuple((bar.name, bar.count) for bar in funnel(assessment))
    where = build.url(ADDRESS).partition("://")[2] if build.site_url else ""
    unofficial = "" if region.resmi else f"Bukan situs resmi {region.pemerintah}"
    return Poster(
        programme=f"{region.program.nama} · {region.nama}",
        finding=finding(assessment),
        day=f"Putaran {assessment.period.tahun}, keadaan {day_text(build.today)}",
        numbers=tuple(_numbers(assessment)),
        funnel_title=FUNNEL,
        funnel=steps,
        notes=tuple(filter(None, (where, unofficial))),
    )


def _numbers(assessment: Assessment) -> Iterator[tuple[str, str]]:
    """Yield the four numbers of the programme, each of how many; what is not known of agencies is said."""
    stands = Counter(state.met for state in assessment.obliged)
    unknown = f"; {stands[None]} belum diketahui" if stands[None] else ""
    made, confirmed = (assessment.funnel[step] for step in STEPS[:2])
    affairs, rows = assessment.urusan, assessment.index.spd
    yield f"{stands[True]} dari {len(assessment.obliged)}", f"OPD memenuhi target{unknown}"
    yield f"{confirmed} dari {made}", "inovasi dibenarkan OPD"
    covered = sum(affair.terpenuhi is True for affair in affairs)
    yield f"{covered} dari {len(affairs)}", "urusan pelayanan dasar terwakili inovasi yang layak"
    yield f"{sum(row.tingkat is not None for row in rows)} dari {len(rows)}", "baris data daerah (SPD) diketahui"


def _following(build: Build) -> str:
    """Name the next day that a document sets in any round, and what begins or ends on it."""
    stages = [
        stage_view(stage, build.today)
        for entry in build.catalogue.periods.values()
        for stage in entry.record.linimasa
        if stage.resmi and stage.selesai >= build.today
    ]
    if not stages:
        return ""
    first = min(stages, key=lambda stage: (stage.counted, stage.name))
    return f"{day_text(first.counted)}: {first.name}{f' {first.verb}' if first.verb else ''}"

"""The first page of the programme: where it stands, month by month, which round is open, and what has to be decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from catalogue.assess import STEPS, Assessment
from catalogue.assess.ladder import RULES
from catalogue.assess.past.trend import Point
from catalogue.assess.result import READING_NAMES, STEP_NAMES, VERDICTS
from catalogue.build import Build
from catalogue.common.card import Poster
from catalogue.common.indonesian import MONTHS, day_text, enumerate_words, gain_text, number_text, range_text
from catalogue.site.views import Page
from catalogue.site.views.standing import GAPS, PlaceView, find
from catalogue.site.views.timeline import stage_view

READING = "berbukti"
INDEX = f"indeks {READING_NAMES[READING]}"
COUNTED = ("inovasi", "dibenarkan OPD", "layak dilaporkan", "OPD memenuhi target")
"""What is counted each month; the index follows where it is public."""
STEPS_COUNTED = 3


@dataclass(frozen=True)
class MonthRow:
    """The numbers on one day; `unreadable` records of that day are in none of them."""

    day: str
    counts: tuple[int, ...]
    index: str
    unreadable: int


@dataclass(frozen=True)
class MonthsView:
    """The numbers by month, the newest first.

    `told` says what changed; before the day in `began`, where it is named, nothing is known.
    """

    told: str
    headings: tuple[str, ...]
    rows: tuple[MonthRow, ...]
    began: str
    gap: str


def months_view(build: Build) -> MonthsView:
    """Show the last months under the rules of the round that asks somebody to act."""
    past, public = build.past, build.period.publikasi.indeks
    points = past.months.get(build.period.tahun, ())
    began = past.began_on or past.began_by
    return MonthsView(
        told=told(points, GAPS[past.gap] if past.gap else ""),
        headings=tuple(f"{name[0].upper()}{name[1:]}" for name in (*COUNTED, *([INDEX] if public else []))),
        rows=tuple(_row(point, public=public) for point in reversed(points)),
        began=day_text(began) if began and _beginning_shown(points, build) else "",
        gap=GAPS[past.gap] if past.gap else "",
    )


def counts(point: Point) -> tuple[int, ...]:
    """Return what is counted on a day: all innovations, those confirmed, those eligible, and agencies that meet."""
    reached = [sum(point.langkah[step] for step in STEPS[level:]) for level in range(STEPS_COUNTED)]
    return (*reached, point.terpenuhi)


def told(points: Sequence[Point], gap: str) -> str:
    """Say what changed since the last month ended, or why that is not known."""
    if gap:
        return f"Perubahan sejak bulan lalu tidak diketahui: {gap}."
    if len(points) < 2:
        return "Keadaan akhir bulan lalu belum diketahui."
    before, now = points[-2:]
    since = f"Sejak akhir {MONTHS[before.tanggal.month - 1]}"
    if before.tidak_terbaca:
        return f"{since} tidak dapat dibandingkan: {before.tidak_terbaca} catatan saat itu tidak terbaca."
    found = list(_changed(counts(before), counts(now)))
    return f"{since}: {enumerate_words(found)}." if found else f"{since} tidak ada yang berubah."


def _changed(before: Sequence[int], now: Sequence[int]) -> Iterator[str]:
    for name, then, today in zip(COUNTED, before, now, strict=True):
        if then != today:
            yield f"{gain_text(Decimal(today - then), 0)} {name}"


def _row(point: Point, *, public: bool) -> MonthRow:
    value = (point.iid or {}).get(READING)
    index = ("belum" if value is None else number_text(value, 2)) if public else ""
    return MonthRow(day_text(point.tanggal), counts(point), index, point.tidak_terbaca)


def _beginning_shown(points: Sequence[Point], build: Build) -> bool:
    """Tell whether the catalogue began within the months that are told."""
    began = build.past.began_by
    return bool(points and began and (began.year, began.month) == (points[0].tanggal.year, points[0].tanggal.month))


@dataclass(frozen=True)
class Decision:
    """A decision that is open: what it is about in few words, what stands today, and where it is to be written."""

    subject: str
    text: str
    place: PlaceView


def decisions(build: Build, assessment: Assessment) -> Iterator[Decision]:
    """Name what Bappeda has left open in the period's file, each with its line."""
    entry = build.catalogue.periods[assessment.period.tahun]
    for subject, text, field in _open(build, assessment):
        yield Decision(subject, text, find(build, entry, field))


def _open(build: Build, assessment: Assessment) -> Iterator[tuple[str, str, str]]:
    """Yield what is open, with the field of the period that holds it."""
    period = assessment.period
    if not period.target.resmi:
        text = f"Syarat target masih usulan katalog (langkah {period.target.langkah})"
        yield "syarat target", text, "target"
    text = "Inovasi unit dihitung juga bagi OPD induknya: aturan katalog, belum diputuskan"
    yield "hitungan inovasi unit", text, "target"
    if not period.jendela.resmi:
        yield "rentang waktu penerapan", "Rentang waktu penerapan masih perkiraan", "jendela"
    if period.pengumpulan is None or not period.pengumpulan.resmi:
        yield "hari pengumpulan", "Hari pengumpulan dibuka atau ditutup masih perkiraan", "pengumpulan"
    if period.pemberitahuan is None:
        yield "surat kepada OPD", "Surat pemberitahuan target kepada OPD belum ada", "pemberitahuan"
    if drafts := [stage.nama for stage in period.linimasa if not stage.resmi and stage.selesai >= build.today]:
        text = f"{len(drafts)} tanggal linimasa yang akan datang masih perkiraan: {enumerate_words(drafts)}"
        yield f"{len(drafts)} tanggal linimasa", text, "linimasa"
    if period.target_rpjmd is None or period.target_rpjmd.nilai is None:
        yield "target indeks RPJMD", "Target indeks menurut RPJMD belum diisi", "target_rpjmd"
    rows = assessment.index.spd
    if unknown := [row.indicator.nomor for row in rows if row.tingkat is None]:
        text = f"{len(unknown)} dari {len(rows)} baris SPD belum diisi: {', '.join(unknown)}"
        yield f"{len(unknown)} baris SPD", text, "spd"


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
    first = min(stages, key=lambda found: (found.counted, found.stage.nama))
    return f"{day_text(first.counted)}: {first.stage.nama}{f' {first.verb}' if first.verb else ''}"

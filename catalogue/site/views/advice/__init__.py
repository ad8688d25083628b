"""Advice as pages show it: to the city on `/indeks/`, to an agency on its own page.

Here is that to the city: the plan of the round with its goals, and the tables behind it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from catalogue.assess import READINGS, Assessment, BasicService
from catalogue.assess.advice import Advice, EvidenceAdvice, OneMoreInnovation, RouteAdvice, SendingAdvice
from catalogue.assess.advice.documents import COUNTED, PROOF, SOURCE, deadline_for
from catalogue.assess.advice.gains import Chance, chances, closing
from catalogue.assess.advice.planner import Planner, plans
from catalogue.assess.advice.statements import goal_text, route_sentence, statements
from catalogue.assess.result import GUESS, READING_NAMES
from catalogue.assess.scoring import CENT, category
from catalogue.build import Build, Link
from catalogue.common.indonesian import day_text, enumerate_words, number_text, range_text
from catalogue.model.period import Result
from catalogue.site.views.advice.evidence import NewcomerView, OpportunityView, newcomer_views, opportunity
from catalogue.site.views.advice.plan import Aim, PlanView, plan_view

NAMES: dict[Chance, tuple[str, str]] = {
    "dihitung": ("Sudah dihitung", "sudah layak"),
    "tinggal-diisi": ("Tinggal diisi", "hanya isian atau dokumen yang kurang"),
    "dikembangkan-dahulu": ("Harus dikembangkan dahulu", "waktunya di luar rentang; hanya pengembangan baru dihitung"),
    "belum-diketahui": ("Belum diketahui", "OPD pemilik atau jenis catatannya belum dipastikan"),
    "tidak-mungkin-lagi": (
        "Tidak mungkin lagi",
        "berhenti, digabung, sudah dilaporkan sebanyak yang dibolehkan, atau menurut catatan bukan inovasi tersendiri",
    ),
}
NEAREST = 10
"""Innovations of which the page says what is missing; the data file has all."""
PEERS = 5
"""Named governments that are offered as a goal."""
ALL = "rencana-tertinggi"
"""The anchor of the plan that takes in all that can still be done."""


@dataclass(frozen=True)
class ChanceRow:
    """A kind of record: its name, what it means, and the records; of those lost, gathered by the reason.

    Of those that only lack something, `waiting` says what, the nearest first.
    """

    name: str
    meaning: str
    total: int
    groups: tuple[tuple[str, tuple[Link, ...]], ...]
    waiting: tuple[NewcomerView, ...]


@dataclass(frozen=True)
class Goal:
    """A goal that can be chosen, the anchor of its plan, and what it would need besides."""

    text: str
    anchor: str
    reached: bool
    note: str


@dataclass(frozen=True)
class RoundPlan:
    """The plan of the open round; without goals and plans where single scores are not published."""

    said: str
    chances: tuple[ChanceRow, ...]
    goals: tuple[Goal, ...]
    plans: tuple[PlanView, ...]
    deadlines: str
    late: tuple[str, ...]
    """Indicators whose documents can no longer be made before an official deadline."""


def round_plan(build: Build, assessment: Assessment) -> RoundPlan:
    """Show the plan of the open round."""
    shown = assessment.period.publikasi.kematangan
    rows = _chances(build, assessment)
    planner = plans(assessment)
    offered, made = _plans(build, planner) if shown else ((), ())
    names = {row.id: row.nama for row in (*assessment.rubric.spd, *assessment.rubric.indikator)}
    return RoundPlan(
        said=" ".join(_said(assessment, planner, rows)),
        chances=rows,
        goals=offered,
        plans=made,
        deadlines=_deadlines(assessment),
        late=tuple(name for id, name in names.items() if id in planner.late),
    )


def _chances(build: Build, assessment: Assessment) -> tuple[ChanceRow, ...]:
    """Gather the records by what can become of them, each kind in the order of the catalogue."""
    gathered: dict[Chance, dict[str, list[Link]]] = defaultdict(lambda: defaultdict(list))
    for slug, chance in chances(build.catalogue, assessment).items():
        record, state = build.catalogue.innovations[slug].record, assessment.innovations[slug]
        reason = closing(record, state) if chance == "tidak-mungkin-lagi" else ""
        gathered[chance][reason].append(build.innovation_link(slug))
    return tuple(
        ChanceRow(
            name,
            meaning,
            sum(map(len, gathered[chance].values())),
            tuple((reason, tuple(links)) for reason, links in gathered[chance].items()),
            _waiting(build) if chance == "tinggal-diisi" else (),
        )
        for chance, (name, meaning) in NAMES.items()
    )


def _waiting(build: Build) -> tuple[NewcomerView, ...]:
    near = [item for item in build.advice.belum_layak if item.terjangkau]
    return newcomer_views(build, near[:NEAREST])


def _said(assessment: Assessment, planner: Planner, rows: Sequence[ChanceRow]) -> Iterator[str]:
    """Say in one paragraph what the city can truly reach in the round."""
    year = assessment.period.tahun
    counted = [f"{row.total} {row.name.lower()}" for row in rows if row.total]
    if counted:
        yield f"Dari catatan hari ini, untuk putaran {year}: {enumerate_words(counted)}."
    if assessment.period.publikasi.kematangan:
        yield from _reach(assessment, planner)


def _reach(assessment: Assessment, planner: Planner) -> Iterator[str]:
    most = planner.utmost
    sources = sum((item.tambahan for item in most.dokumen or () if not item.inovasi), Decimal(0))
    known = assessment.index.readings["berbukti"].spd * 100 / assessment.rubric.rumus.total_maksimum
    whole, city = (value.quantize(CENT, ROUND_HALF_UP) for value in (most.iid, known + sources))
    yield (
        f"Bila semua yang masih dapat dikerjakan selesai, indeks {assessment.period.tahun} paling tinggi "
        f"{number_text(whole, 2)} ({category(whole, assessment.rubric)}): {number_text(city, 2)} dari data kota (SPD) "
        f"dan {number_text(whole - city, 2)} dari inovasi."
    )
    beyond = next((route for goal in planner.goals if (route := planner.route(*goal)).dokumen is None), None)
    if beyond:
        yield _beyond(assessment, beyond)


def _beyond(assessment: Assessment, route: RouteAdvice) -> str:
    """Say what the nearest goal that is not reached would need besides."""
    window, goal = assessment.period.jendela, goal_text(route)
    if route.dikembangkan_dahulu is None:
        return (
            f"{goal} belum dapat dicapai dengan inovasi yang tercatat, juga bila semua yang di luar rentang "
            "dikembangkan dahulu; diperlukan inovasi lain."
        )
    days = range_text(window.mulai, window.selesai)
    when = f"paling lambat {day_text(window.selesai)}" if assessment.today <= window.selesai else f"pada {days}"
    return (
        f"{goal} baru dapat dicapai bila paling sedikit {route.dikembangkan_dahulu} inovasi yang waktunya di luar "
        f"rentang dikembangkan lagi {when}{'' if window.resmi else f' ({GUESS})'} dan dilengkapi."
    )


def _plans(build: Build, planner: Planner) -> tuple[tuple[Goal, ...], tuple[PlanView, ...]]:
    """Make a plan for each goal; those out of reach share the one that takes in all that can still be done."""
    ours = [(route, goal_text(route)) for route in build.advice.dokumen]
    routes = [*ours, *((planner.route(_value(found), found.daerah), _peer(found)) for found in _peers(build, planner))]
    main, made = planner.main(), []
    goals = tuple(_goal(place, route, text) for place, (route, text) in enumerate(routes, start=1))
    for goal, (route, text) in zip(goals, routes, strict=True):
        if goal.reached:
            said = [route_sentence(route, text)]
            aim, named = Aim(text, route.mulai), (goal.anchor, text)
            made.append(plan_view(build, route, named, sentences=said, main=main == route, aim=aim))
    if len(made) < len(goals):
        most = planner.utmost
        title = f"Semua yang masih dapat dikerjakan ({number_text(most.iid, 2)})"
        aim = next(Aim(text, route.mulai) for route, text in routes if route.dokumen is None)
        main_left = not any(plan.main for plan in made)
        made.append(plan_view(build, most, (ALL, title), sentences=[], main=main_left, aim=aim))
    return goals, tuple(made)


def _goal(place: int, route: RouteAdvice, text: str) -> Goal:
    if route.dokumen is not None:
        return Goal(text, f"rencana-{place}", reached=True, note="")
    many = route.dikembangkan_dahulu
    note = f", bila paling sedikit {many} inovasi dikembangkan dahulu" if many else ", perlu inovasi lain"
    return Goal(text, ALL, reached=False, note=note)


def _peers(build: Build, planner: Planner) -> list[Result]:
    """Return the newest published results of others, on today's scale and above today's index, the lowest first."""
    results = [
        found
        for found in build.catalogue.results.hasil
        if found.nilai is not None
        and found.skala == "0-100"
        and not found.sebelum_validasi
        and found.daerah != build.catalogue.region.nama
    ]
    newest = max((found.tahun for found in results), default=0)
    above = (found for found in results if found.tahun == newest and _value(found) > planner.today)
    return sorted(above, key=_value)[:PEERS]


def _peer(found: Result) -> str:
    return f"Nilai {found.daerah} {found.tahun} ({number_text(_value(found), 2)})"


def _value(found: Result) -> Decimal:
    return found.nilai or Decimal(0)


def _deadlines(assessment: Assessment) -> str:
    """Say by when what must be there, and whether a document sets it."""
    wanted = (("inovasi layak", COUNTED), ("data dukung lengkap", PROOF), ("sumber SPD tersedia", SOURCE))
    known = [(what, due) for what, step in wanted if (due := deadline_for(assessment.period, step))]
    if not known:
        return "Linimasa belum menyebut batas waktu putaran ini."
    listed = enumerate_words(f"{what} {day_text(due.day)}" for what, due in known)
    guessed = [what for what, due in known if not due.official]
    if not guessed:
        return f"Batas waktu: {listed}."
    which = "semuanya" if len(guessed) == len(known) else f"tanggal {enumerate_words(guessed)}"
    return f"Batas waktu: {listed}; {which} {GUESS}."


READING = "berbukti"
SHOWN = 5
"""Rows of a table on the page; the data file has all."""


@dataclass(frozen=True)
class AffairRow:
    """A basic-service affair: who covers it, what is recorded, who could fill it."""

    affair: BasicService
    innovations: tuple[Link, ...]
    could: tuple[Link, ...]


@dataclass(frozen=True)
class ChoiceView:
    """What to send in one reading."""

    reading: str
    main: bool
    sending: SendingAdvice
    send: tuple[tuple[Link, str], ...]
    keep: tuple[tuple[Link, str], ...]


@dataclass(frozen=True)
class CityAdvice:
    """All advice to the city; the tables of single innovations are empty where their scores are not published."""

    said: Mapping[str, str]
    """The statement of each kind that has a part of its own."""
    shown: bool
    plan: RoundPlan
    evidence: tuple[OpportunityView, ...]
    evidence_total: int
    readings: tuple[str, ...]
    one_more: tuple[OneMoreInnovation, ...]
    room: int
    affairs: tuple[AffairRow, ...]
    choices: tuple[ChoiceView, ...]


def city_advice(build: Build, assessment: Assessment) -> CityAdvice:
    """Show the advice for the current period."""
    advice, shown = build.advice, assessment.period.publikasi.kematangan
    said = statements(advice, assessment, lambda slug: build.innovation_link(slug).text)
    evidence = _evidence(advice) if shown else []
    return CityAdvice(
        said={one.saran: one.kalimat for one in said if one.saran not in ("layak", "dokumen")},
        shown=shown,
        plan=round_plan(build, assessment),
        evidence=tuple(opportunity(build, item) for item in evidence[:SHOWN]),
        evidence_total=len(evidence),
        readings=tuple(READING_NAMES[reading] for reading in READINGS),
        one_more=tuple(advice.inovasi_tambahan[reading] for reading in READINGS),
        room=max(assessment.rubric.rumus.pembagi_minimum - assessment.index.n, 0),
        affairs=_affairs(build, assessment),
        choices=tuple(_choice(build, assessment, name) for name in READINGS) if shown and assessment.index.n else (),
    )


def _evidence(advice: Advice) -> list[EvidenceAdvice]:
    """Take what counts; while nothing does, the facts that are stated already and will count."""
    counted = [item for item in advice.bukti if item.dihitung]
    return counted or [item for item in advice.bukti if item.tindakan != "isi"]


def _affairs(build: Build, assessment: Assessment) -> tuple[AffairRow, ...]:
    return tuple(
        AffairRow(
            affair=state,
            innovations=build.innovation_links(state.inovasi_layak),
            could=tuple(build.opd_link(id) for id in state.opd_pengampu if build.catalogue.opds[id].record.wajib),
        )
        for state in assessment.urusan
    )


def _choice(build: Build, assessment: Assessment, reading: str) -> ChoiceView:
    found: SendingAdvice = build.advice.pengiriman[reading]

    def scored(slugs: tuple[str, ...]) -> tuple[tuple[Link, str], ...]:
        scores = assessment.innovations
        return tuple((build.innovation_link(slug), number_text(scores[slug].scores[reading])) for slug in slugs)

    return ChoiceView(
        READING_NAMES[reading],
        reading == READING,
        found,
        scored(found.kirim),
        scored(found.simpan),
    )

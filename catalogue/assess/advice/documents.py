"""The shortest list of documents that reaches a band, of those that can still be had in the round.

A document is evidence for one indicator, or the source of one SPD row. It proves the level of the fact that is stated;
where nothing is stated it shows a level that has to be supposed. A stated fact is not supposed to be other than it is.
Where the rubric says that a document can name many innovations, one serves all whose facts stand on the same level.
SPD rows that measure what years of work brought are no documents. For a given set of innovations that count, each
document adds a fixed amount to the total, so the list of the documents that add most is the shortest. The set is
today's, or today's with the first of the queue that are within reach. Where a document sets the deadline, what takes
longer than is left is out of reach too; a guess never keeps anything out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import ceil, lcm

from catalogue.assess.advice import DocumentAdvice, RouteAdvice, ShareAdvice
from catalogue.assess.advice.gains import ZERO, Situation, decimal
from catalogue.assess.result import STEPS, Assessment, InnovationState
from catalogue.assess.target import stage_for
from catalogue.model import Indicator, Period
from catalogue.model.rubric import Level

PROOF, SOURCE, COUNTED = "lengkap", "terlapor", "layak"
"""The step by whose end evidence, a source of the SPD, and an innovation that is to count must be there."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day on which something is taken, and whether a document sets it."""

    day: date
    official: bool

    def begun_by(self, days: int) -> date:
        """Return the last day on which what takes so many days can be begun."""
        return self.day - timedelta(days)

    def missed(self, today: date, days: int = 0) -> bool:
        """Tell whether what takes so many days can no longer be there."""
        return self.official and today > self.begun_by(days)


def deadline_for(period: Period, step: str) -> Deadline | None:
    """Return by when a step is due; where no stage asks for it, by when the next one is that a stage asks for."""
    stages = (stage_for(period, later) for later in STEPS[STEPS.index(step) :])
    return next((Deadline(stage.selesai, stage.resmi) for stage in stages if stage), None)


def deadlines_of(assessment: Assessment, indicator: Indicator, level: Level | None) -> list[Deadline]:
    """Return by when a document must be there; that of a fact which is stated may be of any year."""
    step = PROOF if any(row.id == indicator.id for row in assessment.rubric.indikator) else SOURCE
    due = deadline_for(assessment.period, step)
    return [*([due] if due else []), *(_years(assessment, indicator, level) if level else ())]


def _years(assessment: Assessment, indicator: Indicator, level: Level) -> Iterator[Deadline]:
    """Yield the end of the last year from which a new document of this level is taken."""
    period, words = assessment.period, level.syarat.kata if level.syarat else ()
    for years in indicator.tahun_bukti:
        if years.kata and not set(years.kata) & set(words):
            continue
        if years.sampai is not None:
            yield Deadline(date(period.tahun + years.sampai, 12, 31), assessment.rubric.status == "berlaku")
        if years.tahun_penerapan:
            yield Deadline(date(period.jendela.selesai.year, 12, 31), period.jendela.resmi)


def level_within_reach(assessment: Assessment, indicator: Indicator, level: Level) -> bool:
    """Tell whether a new document can still show a level, without waiting for anybody outside the city."""
    today, days = assessment.today, indicator.lama_hari or 0
    if level.perlu_pihak_lain or any(today.year > due.day.year for due in _years(assessment, indicator, level)):
        return False
    return not any(due.missed(today, days) for due in deadlines_of(assessment, indicator, level))


def too_late(assessment: Assessment, indicator: Indicator) -> bool:
    """Tell whether a document for a stated fact can no longer be there before an official deadline."""
    found = deadlines_of(assessment, indicator, None)
    return any(due.missed(assessment.today, indicator.lama_hari or 0) for due in found)


def can_still_count(assessment: Assessment, state: InnovationState) -> bool:
    """Tell whether an innovation counts, or the official day by which it must is not over."""
    found = deadline_for(assessment.period, COUNTED)
    return state.eligible or found is None or not found.missed(assessment.today)


READING = "berbukti"
Supposed = Callable[[Sequence[int]], int]
"""Which of the levels within reach a document shows for a fact that nobody has stated."""


@dataclass(frozen=True, slots=True)
class Item:
    """A document that could be had, before it is known what it adds to the total; without innovations of an SPD row."""

    slugs: tuple[str, ...]
    indicator: Indicator
    level: int
    assumed: bool

    @property
    def score(self) -> Fraction:
        """What it adds to the sum of the scores of what it proves."""
        return _score(self.indicator.bobot, self.level) * max(len(self.slugs), 1)


@cache
def _score(weight: Decimal, level: int) -> Fraction:
    return Fraction(weight) * level


@cache
def _whole(weight: Decimal, level: int, part: int) -> int:
    return int(_score(weight, level) * part)


def _parts(item: Item, part: int) -> int:
    """Return what a document scores for one innovation, in parts of a point."""
    return _whole(item.indicator.bobot, item.level, part)


@dataclass(frozen=True, slots=True)
class Stage:
    """A set of innovations that count: their total, and how many documents add how much to it, the most first.

    What they add is in parts of which `unit` make a point, so that whole numbers tell it exactly.
    """

    added: int
    total: Fraction
    divisor: int
    unit: int
    offers: Sequence[tuple[int, int]]

    def fewest(self, goal: Fraction) -> int | None:
        """Return how many documents reach this total, None when all of them do not."""
        missing, taken = ceil((goal - self.total) * self.unit), 0
        for gain, many in self.offers:
            if missing <= 0:
                break
            used = min(many, -(-missing // gain))
            missing, taken = missing - used * gain, taken + used
        return taken if missing <= 0 else None

    @property
    def most(self) -> Fraction:
        """The total with every document."""
        return self.total + Fraction(sum(gain * many for gain, many in self.offers), self.unit)


def levels_within_reach(found: Situation, indicator: Indicator) -> list[int]:
    """Return the levels that a new document can still show in the round, by the rubric and the day."""
    return [level.level for level in indicator.level if level_within_reach(found.assessment, indicator, level)]


def stages(
    found: Situation, line: Sequence[InnovationState], levels: Mapping[str, int], late: frozenset[str]
) -> Iterator[Stage]:
    """Yield the innovations that count today, then with the first of the line, with the first two, and so on."""
    part = _part(found)
    sources = Counter(_parts(item, part) for item in _sources(found, levels))
    single: Counter[int] = Counter()
    shared: dict[tuple[str, int], tuple[int, int]] = {}
    maturity, covered = found.maturity[READING], set(found.covered)
    for added, states in enumerate((found.counted, *((state,) for state in line))):
        if added:
            maturity += Fraction(states[0].scores[READING])
            covered |= found.affairs_of(states)
        for item in (item for state in states for item in _evidence(state, levels, late)):
            _take(item, _parts(item, part), single, shared)
        n = found.n + added
        divisor = found.terms.divisor(n)
        offers = single + Counter(parts * many for parts, many in shared.values())
        for score, many in sources.items():
            offers[score * divisor] += many
        total = found.terms.total(n, maturity, len(covered))
        yield Stage(added, total, divisor, part * divisor, sorted(offers.items(), reverse=True))


def _take(item: Item, parts: int, single: Counter[int], shared: dict[tuple[str, int], tuple[int, int]]) -> None:
    """Count a document by itself, or with the others of one that names many innovations."""
    if item.indicator.satu_dokumen_banyak_inovasi:
        key = item.indicator.id, item.level
        shared[key] = parts, shared.get(key, (0, 0))[1] + 1
    else:
        single[parts] += 1


def _part(found: Situation) -> int:
    """Return how many parts of a point make every weight a whole number of them."""
    return lcm(*(Fraction(indicator.bobot).denominator for indicator in (*found.rubric.indikator, *found.rubric.spd)))


def supposed_levels(found: Situation, supposed: Supposed) -> Mapping[str, int]:
    """Return the level that a document shows for a fact nobody has stated; those that none can show are left out."""
    reach = {row.id: levels_within_reach(found, row) for row in (*found.rubric.indikator, *found.rubric.spd)}
    return {id: supposed(levels) for id, levels in reach.items() if levels}


def _sources(found: Situation, levels: Mapping[str, int]) -> Iterator[Item]:
    for row in found.assessment.index.spd:
        if row.tingkat is None and not row.indicator.hasil_pembangunan and row.indicator.id in levels:
            yield Item((), row.indicator, levels[row.indicator.id], assumed=True)


def _evidence(state: InnovationState, levels: Mapping[str, int], late: frozenset[str]) -> Iterator[Item]:
    for part in state.indicators:
        if not part.stated and part.indicator.id in levels:
            yield Item((state.slug,), part.indicator, levels[part.indicator.id], assumed=True)
        elif part.level and not part.evidence and part.indicator.id not in late:
            yield Item((state.slug,), part.indicator, part.level, assumed=False)


def documents(found: Situation, added: Iterable[InnovationState], divisor: int, late: frozenset[str]) -> list[Item]:
    """Return every document there could be, in the order in which they are taken.

    Of those that add the same, the ones for stated facts come first, then mandatory indicators.
    """
    levels = supposed_levels(found, max)
    evidence = [item for state in (*found.counted, *added) for item in _evidence(state, levels, late)]
    single = [item for item in evidence if not item.indicator.satu_dokumen_banyak_inovasi]
    items = [*_sources(found, levels), *single, *_joined(evidence)]
    return sorted(items, key=lambda item: (-gain(item, divisor), item.assumed, not item.indicator.wajib))


def _joined(items: Iterable[Item]) -> Iterator[Item]:
    """Make one document of all that a decree with a list can prove together."""
    together: dict[tuple[str, int], list[Item]] = {}
    for item in items:
        if item.indicator.satu_dokumen_banyak_inovasi:
            together.setdefault((item.indicator.id, item.level), []).append(item)
    for found in together.values():
        slugs = tuple(slug for item in found for slug in item.slugs)
        yield Item(slugs, found[0].indicator, found[0].level, any(item.assumed for item in found))


def gain(item: Item, divisor: int) -> Fraction:
    """Return what a document adds to the total."""
    return item.score / divisor if item.slugs else item.score


def told(found: Situation, items: Iterable[Item], divisor: int) -> tuple[DocumentAdvice, ...]:
    """Return documents as advice tells them, with who signs each and by when it must be begun."""
    alike: dict[tuple[str, int, bool, int], DocumentAdvice] = {}
    listed = []
    for item in items:
        kind = item.indicator.id, item.level, item.assumed, len(item.slugs)
        if kind not in alike:
            alike[kind] = _document(found, item, divisor)
        id = item.slugs[0] if len(item.slugs) == 1 else None
        listed.append(replace(alike[kind], id=id, inovasi=item.slugs))
    return tuple(listed)


def _document(found: Situation, item: Item, divisor: int) -> DocumentAdvice:
    indicator, days = item.indicator, item.indicator.lama_hari
    level = next(level for level in indicator.level if level.level == item.level) if item.assumed else None
    due = min(deadlines_of(found.assessment, indicator, level), key=lambda one: one.day, default=None)
    begin = due.begun_by(days) if due and days is not None else None
    return DocumentAdvice(
        id=item.slugs[0] if len(item.slugs) == 1 else None,
        inovasi=item.slugs,
        indikator=indicator,
        tingkat=item.level,
        fakta_dinyatakan=not item.assumed,
        penanda_tangan=indicator.penanda_tangan,
        lama_hari=days,
        batas_waktu=due.day.isoformat() if due else None,
        batas_resmi=bool(due and due.official),
        mulai_paling_lambat=begin.isoformat() if begin else None,
        tambahan=decimal(found.terms.points(gain(item, divisor))),
    )


def shares(found: Situation, route: RouteAdvice) -> tuple[ShareAdvice, ...]:
    """Divide a plan among the offices; the coordinator first, then those without whom most is lost.

    The coordinator sees to the sources of the SPD, and to a document that names innovations of several offices.
    """
    work = _Work(found, route)
    rows = [
        ShareAdvice(office, tuple(work.added[office]), tuple(work.made[office]), decimal(work.loss(office)))
        for office in dict.fromkeys((*work.made, *work.added))
    ]
    return tuple(sorted(rows, key=lambda row: (row.opd is not None, -row.loss, row.opd or "")))


class _Work:
    """A plan by office: what each makes, and how much of the sums rests on it."""

    def __init__(self, found: Situation, route: RouteAdvice) -> None:
        self.found, self.route = found, route
        self.added: dict[str | None, list[str]] = defaultdict(list)
        self.made: dict[str | None, list[DocumentAdvice]] = defaultdict(list)
        self._maturity: dict[str | None, Fraction] = defaultdict(Fraction)
        self._sources = ZERO
        for slug in route.inovasi_ditambahkan:
            self._add(slug)
        for document in route.dokumen or ():
            self._make(document)

    def _add(self, slug: str) -> None:
        state = self.found.assessment.innovations[slug]
        self.added[state.opd].append(slug)
        self._maturity[state.opd] += Fraction(state.scores[READING])

    def _make(self, document: DocumentAdvice) -> None:
        score = Fraction(document.indikator.bobot) * document.tingkat
        owners = [self.found.assessment.innovations[slug].opd for slug in document.inovasi]
        maker = owners[0] if len(set(owners)) == 1 else None
        self.made[maker].append(document)
        if owners:
            self._maturity[maker] += score * len(owners)
        else:
            self._sources += score

    def loss(self, office: str | None) -> Fraction:
        """Return what the index loses without an office."""
        added = self.route.inovasi_ditambahkan
        maturity = self.found.maturity[READING] + sum(self._maturity.values(), ZERO)
        whole = self._index(added, maturity, self._sources)
        kept = [slug for slug in added if self.found.assessment.innovations[slug].opd != office]
        sources = ZERO if office is None else self._sources
        less = maturity - self._maturity[office] - self._shared(office)
        return whole - self._index(kept, less, sources)

    def _shared(self, office: str | None) -> Fraction:
        """Return what documents of the coordinator prove for innovations that count only by this office."""
        own = set(self.added.get(office, ()))
        documents = self.made.get(None, ()) if own else ()
        parts = (
            Fraction(document.indikator.bobot) * document.tingkat * len(own.intersection(document.inovasi))
            for document in documents
        )
        return sum(parts, ZERO)

    def _index(self, added: Collection[str], maturity: Fraction, sources: Fraction) -> Fraction:
        covered = self.found.covered | self.found.affairs_of(self.found.assessment.innovations[slug] for slug in added)
        total = self.found.terms.total(self.found.n + len(added), maturity, len(covered))
        return self.found.terms.points(total + sources)

"""The plan of a round by brute force, from the guideline and the calendar alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from math import floor

from catalogue.assess import Assessment, InnovationState, SpdValue
from catalogue.model import Indicator
from catalogue.read.catalogue import UNASSIGNED

ORDER = ("tercatat", "layak", "lengkap", "terverifikasi", "terlapor")
Pick = Callable[[Sequence[int]], int]


@dataclass(frozen=True)
class Limit:
    """A last day, and whether a document sets it."""

    day: date
    official: bool


@dataclass(frozen=True)
class Paper:
    """A document that can be had, with the last day to begin it; of an SPD row it names no innovation."""

    slugs: tuple[str, ...]
    indicator: Indicator
    level: int
    stated: bool
    begin: date | None


@dataclass(frozen=True)
class Round:
    """An assessment as somebody with pencil and calendar reads it."""

    found: Assessment

    def step_due(self, step: str) -> list[Limit]:
        """Return the last end of the stages for a step, or for the next step that has any."""
        for wanted in ORDER[ORDER.index(step) :]:
            stages = [stage for stage in self.found.period.linimasa if stage.langkah == wanted]
            if stages:
                last = max(stage.selesai for stage in stages)
                return [Limit(last, any(stage.asal == "resmi" for stage in stages if stage.selesai == last))]
        return []

    def year_limits(self, indicator: Indicator) -> list[Limit]:
        """Return the ends of the years from which the guideline takes a new document."""
        official = self.found.rubric.status == "berlaku"
        return [
            Limit(date(self.found.period.tahun + years.sampai, 12, 31), official)
            for years in indicator.tahun_bukti
            if years.sampai is not None
        ]

    def limits(self, indicator: Indicator, *, stated: bool) -> list[Limit]:
        """Return every last day of a document."""
        row = any(row.id == indicator.id for row in self.found.rubric.spd)
        due = self.step_due("terlapor" if row else "lengkap")
        return due if stated else [*due, *self.year_limits(indicator)]

    def in_time(self, indicator: Indicator, *, stated: bool) -> bool:
        """Tell whether a document begun today is there on every official last day."""
        ready = self.found.today + timedelta(indicator.lama_hari or 0)
        if not stated and any(self.found.today > limit.day for limit in self.year_limits(indicator)):
            return False
        return all(ready <= limit.day for limit in self.limits(indicator, stated=stated) if limit.official)

    def begin(self, indicator: Indicator, *, stated: bool) -> date | None:
        """Return the last day to begin a document, as far as calendar and rubric tell."""
        days = [limit.day for limit in self.limits(indicator, stated=stated)]
        return min(days) - timedelta(indicator.lama_hari) if days and indicator.lama_hari else None

    def levels(self, indicator: Indicator) -> list[int]:
        """Return what a new document can still show."""
        if not self.in_time(indicator, stated=False):
            return []
        return [level.level for level in indicator.level if not level.perlu_pihak_lain]

    @property
    def counted(self) -> list[str]:
        return [slug for slug, state in self.found.innovations.items() if state.step == "layak"]

    def line(self, queue: Iterable[str]) -> list[str]:
        """Return those of a queue that only lack fields and documents, while they can still count."""
        return [slug for slug in self._open(queue) if not self.found.innovations[slug].outside]

    def outside(self, queue: Iterable[str]) -> list[str]:
        """Return those of a queue that need a new development, while they can still count."""
        return [slug for slug in self._open(queue) if self.found.innovations[slug].outside]

    def _open(self, queue: Iterable[str]) -> list[str]:
        if any(limit.official and limit.day < self.found.today for limit in self.step_due("layak")):
            return []
        return [slug for slug in queue if self.found.innovations[slug].opd != UNASSIGNED]

    def papers(self, slugs: Iterable[str], pick: Pick) -> list[Paper]:
        """List every document; a decree that can name many innovations is one for all on the same level."""
        found = [self._paper((), row.indicator, pick(levels), stated=False) for row, levels in self._rows()]
        decrees: dict[tuple[str, int], Paper] = {}
        for paper in (paper for slug in slugs for paper in self._evidence(self.found.innovations[slug], pick)):
            if not paper.indicator.satu_dokumen_banyak_inovasi:
                found.append(paper)
                continue
            key = paper.indicator.id, paper.level
            decrees[key] = _together(decrees[key], paper) if key in decrees else paper
        return [*found, *decrees.values()]

    def _rows(self) -> Iterator[tuple[SpdValue, list[int]]]:
        for row in self.found.index.spd:
            if row.tingkat is None and not row.indicator.hasil_pembangunan and (levels := self.levels(row.indicator)):
                yield row, levels

    def _evidence(self, state: InnovationState, pick: Pick) -> Iterator[Paper]:
        for part in state.indicators:
            if not part.stated:
                if levels := self.levels(part.indicator):
                    yield self._paper((state.slug,), part.indicator, pick(levels), stated=False)
            elif part.level and not part.evidence and self.in_time(part.indicator, stated=True):
                yield self._paper((state.slug,), part.indicator, part.level, stated=True)

    def _paper(self, slugs: tuple[str, ...], indicator: Indicator, level: int, *, stated: bool) -> Paper:
        return Paper(slugs, indicator, level, stated, self.begin(indicator, stated=stated))

    def index(self, added: Collection[str], given: Iterable[tuple[Collection[str], Indicator, int]]) -> Fraction:
        """Work out the index with these innovations counted as well and these documents there."""
        formula, states = self.found.rubric.rumus, self.found.innovations
        sent = {*self.counted, *added}
        spd = sum((Fraction(row.indicator.bobot) * (row.tingkat or 0) for row in self.found.index.spd), Fraction(0))
        proved = [
            Fraction(part.indicator.bobot) * part.level
            for slug in sent
            for part in states[slug].indicators
            if part.stated and part.evidence
        ]
        maturity = sum(proved, Fraction(0))
        for slugs, indicator, level in given:
            score = Fraction(indicator.bobot) * level
            if slugs:
                maturity += score * len(sent.intersection(slugs))
            else:
                spd += score
        covered = sum(bool(sent.intersection(affair.inovasi_tercatat)) for affair in self.found.urusan)
        many = min(len(sent), formula.batas_jumlah) if covered >= formula.urusan_dasar_minimum else 0
        divisor = max(len(sent), formula.pembagi_minimum)
        total = spd + maturity / divisor + many * Fraction(formula.bobot_jumlah)
        return total / Fraction(formula.total_maksimum) * 100

    def fewest(self, added: Collection[str], goal: Decimal, papers: Sequence[Paper]) -> int | None:
        """Try every set of documents, the small ones first, until one reaches the goal."""
        none = self.index(added, [])
        gains = [self.index(added, [given(paper)]) - none for paper in papers]
        for size in range(len(papers) + 1):
            if any(rounded(none + sum(chosen)) >= goal for chosen in combinations(gains, size)):
                return size
        return None


def _together(one: Paper, other: Paper) -> Paper:
    """Name the innovations of both in one decree, which is begun in time for either."""
    begin = min(filter(None, (one.begin, other.begin)), default=None)
    return Paper((*one.slugs, *other.slugs), one.indicator, one.level, one.stated and other.stated, begin)


def given(paper: Paper) -> tuple[tuple[str, ...], Indicator, int]:
    """Return what a document proves."""
    return paper.slugs, paper.indicator, paper.level


def rounded(value: Fraction) -> Decimal:
    """Round half up to two decimals."""
    return Decimal(floor(value * 100 + Fraction(1, 2))).scaleb(-2)

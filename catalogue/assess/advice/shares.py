"""Who does what of a plan, and what the index loses when one office does nothing of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from fractions import Fraction

from catalogue.assess.advice.documents import READING
from catalogue.assess.advice.result import DocumentAdvice, RouteAdvice, ShareAdvice
from catalogue.assess.advice.terms import ZERO, Situation, decimal


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

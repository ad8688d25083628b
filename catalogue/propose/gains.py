"""What each indicator, and being counted at all, would add to the index, rounded as it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from catalogue.assess.advice import Opportunity
from catalogue.assess.index import CENT
from catalogue.build import Build

Gains = Mapping[str, Decimal]


def gains(build: Build, slug: str) -> Gains:
    """Return the gains of an innovation by `kematangan.<indicator>`, and under `layak` that of being counted."""
    sure = ((f"kematangan.{item.indicator.id}", _next(item)) for item in _opportunities(build, slug))
    newcomers = build.newcomers.get(slug, ()) if _visible(build) else ()
    return _rounded([*sure, *(("layak", item.gains["berbukti"]) for item in newcomers)])


def most(build: Build, slug: str) -> Gains:
    """Return what the highest level of each indicator would add, by indicator."""
    return _rounded((item.indicator.id, item.best.gains["berbukti"]) for item in _opportunities(build, slug))


def _opportunities(build: Build, slug: str) -> Iterable[Opportunity]:
    return build.opportunities.get(slug, ()) if _visible(build) else ()


def _visible(build: Build) -> bool:
    """Tell whether there is a round to gain for, and everyone may see what maturity and index are."""
    return not build.closed and build.period.publikasi.indeks and build.period.publikasi.kematangan


def _next(item: Opportunity) -> Decimal:
    return item.next.gains["terverifikasi" if item.act == "periksa" else "berbukti"]


def _rounded(found: Iterable[tuple[str, Decimal]]) -> Gains:
    """Round to what is shown, and leave out what rounds to nothing."""
    shown = ((key, gain.quantize(CENT, ROUND_HALF_UP)) for key, gain in found)
    return {key: gain for key, gain in shown if gain}

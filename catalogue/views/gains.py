"""What each indicator, and being counted at all, would add to the index, rounded as it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from catalogue.assessment.advice import Opportunity
from catalogue.assessment.index import CENT
from catalogue.views.site import Site

Gains = Mapping[str, Decimal]


def gains(site: Site, slug: str) -> Gains:
    """Return the gains of an innovation by `kematangan.<indicator>`, and under `layak` that of being counted."""
    sure = ((f"kematangan.{item.indicator.id}", _next(item)) for item in _opportunities(site, slug))
    newcomers = site.newcomers.get(slug, ()) if _visible(site) else ()
    return _rounded([*sure, *(("layak", item.gains["berbukti"]) for item in newcomers)])


def most(site: Site, slug: str) -> Gains:
    """Return what the highest level of each indicator would add, by indicator."""
    return _rounded((item.indicator.id, item.best.gains["berbukti"]) for item in _opportunities(site, slug))


def _opportunities(site: Site, slug: str) -> Iterable[Opportunity]:
    return site.opportunities.get(slug, ()) if _visible(site) else ()


def _visible(site: Site) -> bool:
    """Tell whether the period lets everyone see what maturity and index are."""
    return site.period.publikasi.indeks and site.period.publikasi.kematangan


def _next(item: Opportunity) -> Decimal:
    return item.next.gains["terverifikasi" if item.act == "periksa" else "berbukti"]


def _rounded(found: Iterable[tuple[str, Decimal]]) -> Gains:
    """Round to what is shown, and leave out what rounds to nothing."""
    shown = ((key, gain.quantize(CENT, ROUND_HALF_UP)) for key, gain in found)
    return {key: gain for key, gain in shown if gain}

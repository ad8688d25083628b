"""The indicators of an innovation: fact, level, evidence, verification, and what the next level asks for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from catalogue.collection import InnovationEntry
from catalogue.model import Fact, Indicator
from catalogue.views.fields import fact_text
from catalogue.views.gains import gains, most
from catalogue.views.places import PlaceView, find
from catalogue.views.site import Site
from catalogue.views.verification import VerificationView, verification_view


@dataclass(slots=True)
class IndicatorView:
    """An indicator as the page of its innovation shows it; levels are None where the period keeps them to itself."""

    indicator: Indicator
    nilai: str
    fakta: Fact[Any] | None
    level: int | None
    verification: VerificationView
    gain: Decimal | None
    most: Decimal | None
    place: PlaceView | None


def indicator_views(site: Site, entry: InnovationEntry) -> tuple[IndicatorView, ...]:
    """Show every indicator of the current rubric, in its order."""
    state = site.assessment.innovations[entry.id]
    published = site.period.publikasi.kematangan
    adds, at_most = gains(site, entry.id), most(site, entry.id)
    views = []
    for found in state.indicators:
        key = found.indicator.id
        fact = getattr(entry.record.kematangan, key, None)
        views.append(
            IndicatorView(
                indicator=found.indicator,
                nilai=fact_text(site, key, found.fact),
                fakta=fact,
                level=found.level if published else None,
                verification=verification_view(site, entry, found, fact),
                gain=adds.get(f"kematangan.{key}"),
                most=at_most.get(key),
                place=find(site, entry, "kematangan", key) if fact else None,
            )
        )
    return tuple(views)

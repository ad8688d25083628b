"""The indicators of an innovation: fact, level, evidence, verification, and what the next level asks for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from catalogue.assess.verdicts import LevelText
from catalogue.build import Build
from catalogue.model import Fact, Indicator
from catalogue.propose.gains import Gains, most
from catalogue.read.catalogue import InnovationEntry
from catalogue.site.views.fields import fact_text
from catalogue.site.views.places import PlaceView, find
from catalogue.site.views.verification import VerificationView, verification_view


@dataclass(slots=True)
class IndicatorView:
    """An indicator as the page of its innovation shows it."""

    indicator: Indicator
    nilai: str
    fakta: Fact[Any] | None
    rubric: LevelText
    verification: VerificationView
    gain: Decimal | None
    most: Decimal | None
    place: PlaceView | None


def indicator_views(build: Build, entry: InnovationEntry, adds: Gains) -> tuple[IndicatorView, ...]:
    """Show every indicator of the current rubric, in its order; `adds` are the gains of the innovation."""
    state = build.assessment.innovations[entry.id]
    review = build.catalogue.reviews.get((build.period.tahun, entry.id))
    texts = build.rubric_texts
    at_most = most(build, entry.id)
    views = []
    for found in state.indicators:
        key = found.indicator.id
        fact = getattr(entry.record.kematangan, key, None)
        views.append(
            IndicatorView(
                indicator=found.indicator,
                nilai=fact_text(build, key, found.fact),
                fakta=fact,
                rubric=texts[key][found.level],
                verification=verification_view(build, entry.id, found, fact, review),
                gain=adds.get(f"kematangan.{key}"),
                most=at_most.get(key),
                place=find(build, entry, "kematangan", key) if fact else None,
            )
        )
    return tuple(views)

"""What became of an innovation over the years: its developments, and the periods in which it was reported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.build import Build
from catalogue.common.indonesian import day_text, number_text, partial_date_text
from catalogue.model import Innovation, Review
from catalogue.read.catalogue import InnovationEntry


@dataclass(frozen=True)
class ReportView:
    """A period in which the innovation was reported: the step it reached, the day, and what the Ministry said."""

    year: int
    step: str
    day: str
    outcome: str


def developments(record: Innovation) -> tuple[tuple[str, str], ...]:
    """Return when an innovation was developed before and what was new, the newest first."""
    ordered = sorted(record.pengembangan_lama, key=lambda item: item.waktu.last_day, reverse=True)
    return tuple((partial_date_text(item.waktu), item.uraian) for item in ordered)


def reports(build: Build, entry: InnovationEntry) -> tuple[ReportView, ...]:
    """Return every period in which an innovation was reported, the newest first."""
    return tuple(sorted(_reports(build, entry), key=lambda report: -report.year))


def _reports(build: Build, entry: InnovationEntry) -> Iterator[ReportView]:
    for year in build.assessments:
        found = build.catalogue.reviews.get((year, entry.id))
        if found and found.record.pelaporan:
            assessment = build.assessments[year]
            shown = assessment.period.publikasi.kematangan
            yield ReportView(
                year,
                assessment.innovations[entry.id].step,
                day_text(found.record.pelaporan.tanggal),
                _outcome(found.record, shown=shown),
            )


def _outcome(review: Review, *, shown: bool) -> str:
    """Say what the Ministry decided; its score only where scores are public."""
    found = review.hasil
    if found is None:
        return ""
    score = f"Skor {number_text(found.skor)}." if shown and found.skor is not None else ""
    return " ".join(filter(None, (found.keputusan or "", score)))

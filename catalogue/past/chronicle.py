"""The chronicle: what each former version of a record amounts to under today's rules.

The rules are one period's, its rubric's and the closed lists' of today, so that a line through the months compares
like with like; the facts are those of the time. A version that today's model cannot read counts as recorded only.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from catalogue.assessment import READINGS, STEPS, InnovationState, innovation_state
from catalogue.assessment.fingerprint import fingerprints
from catalogue.collection import UNASSIGNED, Catalogue, InnovationEntry
from catalogue.history import History
from catalogue.loading import read_record
from catalogue.model import Innovation, Review
from catalogue.past.versions import Version, versions
from catalogue.source import Location

Memory = MutableMapping[str, Any]
"""Judgements as JSON values by key, from earlier builds under the same rules; it may be empty, and may be lost."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One version in every period: its step and scores; its main affair, and the fingerprints of its facts."""

    readable: bool
    affair: str = ""
    steps: Mapping[int, str] = field(default_factory=dict)
    scores: Mapping[int, Mapping[str, Decimal]] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)

    def rank(self, year: int) -> int:
        """Return how high the version stood, as an index into the steps."""
        return STEPS.index(self.steps.get(year, STEPS[0]))


UNREADABLE = Judgement(readable=False)


@dataclass(frozen=True)
class Chronicle:
    """Every version of every innovation, judged."""

    catalogue: Catalogue
    history: History
    versions: tuple[Version, ...]
    judgements: Mapping[str, Judgement]

    def rank(self, version: Version, year: int) -> int:
        """Return how high a version stood in a period, -1 when the innovation was gone."""
        return self.judgements[version.key].rank(year) if version.location else -1

    def of(self, slug: str) -> list[Version]:
        """Return the versions of one innovation, oldest first."""
        return self._by_slug.get(slug, [])

    @cached_property
    def _by_slug(self) -> dict[str, list[Version]]:
        found: dict[str, list[Version]] = {}
        for version in self.versions:
            found.setdefault(version.slug, []).append(version)
        return found

    def home(self, version: Version) -> str | None:
        """Return the agency a version counts for: its folder's, or today's when that agency is no longer listed."""
        if version.location is None:
            return None
        folder, today = version.location.opd, self.catalogue.innovations.get(version.slug)
        return folder if folder in self.catalogue.opds or folder == UNASSIGNED or today is None else today.opd


def chronicle(catalogue: Catalogue, history: History, memory: Memory) -> Chronicle:
    """Judge every version once; what is remembered is not judged again."""
    found = tuple(versions(history, catalogue))
    wanted = {version.key: version for version in found if version.location}
    judged = {key: known for key in wanted if (known := _recall(memory.get(key)))}
    new = [version for key, version in wanted.items() if key not in judged]
    ids = dict.fromkeys(id for version in new for id in (version.content, *(id for _, id in version.reviews)))
    contents = dict(history.read(ids))
    for version in new:
        judged[version.key] = _judge(version, contents, catalogue)
        if version.content in contents:
            memory[version.key] = _remember(judged[version.key])
    return Chronicle(catalogue, history, found, judged)


def _judge(version: Version, contents: Mapping[str, bytes], catalogue: Catalogue) -> Judgement:
    location = version.location
    assert location
    record = read_record(location, contents.get(version.content, b""), catalogue.vocabularies)
    if not isinstance(record, Innovation):
        return UNREADABLE
    reviews = {year: review for year, id in version.reviews if (review := _review(year, location, contents.get(id)))}
    entry = InnovationEntry(version.slug, location.path, record, opd=location.opd)
    states = {year: _state(entry, reviews, catalogue, year) for year in catalogue.periods}
    return Judgement(
        readable=True,
        affair=record.urusan_utama or "",
        steps={year: state.step for year, state in states.items()},
        scores={year: state.scores for year, state in states.items()},
        marks=fingerprints(record),
    )


def _state(entry: InnovationEntry, reviews: Mapping[int, Review], catalogue: Catalogue, year: int) -> InnovationState:
    period = catalogue.periods[year].record
    return innovation_state(entry, reviews, period, catalogue.rubric_of(period))


def _review(year: int, location: Location, content: bytes | None) -> Review | None:
    path = f"periods/{year}/reviews/{location.id}.yaml"
    record = read_record(Location("review", path, location.id, "", year), content, {}) if content else None
    return record if isinstance(record, Review) else None


def _remember(judgement: Judgement) -> dict[str, Any]:
    return {
        "terbaca": judgement.readable,
        "urusan": judgement.affair,
        "langkah": {str(year): step for year, step in judgement.steps.items()},
        "skor": {
            str(year): {name: str(score) for name, score in scores.items()} for year, scores in judgement.scores.items()
        },
        "sidik": dict(judgement.marks),
    }


def _recall(value: Any) -> Judgement | None:
    """Read what was remembered; anything that does not look like it is as good as nothing."""
    try:
        return Judgement(
            readable=value["terbaca"] is True,
            affair=str(value["urusan"]),
            steps={int(year): STEPS[STEPS.index(step)] for year, step in value["langkah"].items()},
            scores={
                int(year): {name: Decimal(scores[name]) for name in READINGS} for year, scores in value["skor"].items()
            },
            marks={str(key): str(mark) for key, mark in value["sidik"].items()},
        )
    except (TypeError, KeyError, ValueError, AttributeError, InvalidOperation):
        return None

"""What to do next, as plain values; who computes them is in the neighbouring modules.

Every gain is in points of the index. Mappings by reading have the three readings as keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from catalogue.assess.result import Requirement
from catalogue.model import Indicator

Act = Literal["isi", "buktikan", "perbaiki", "periksa", "tingkatkan"]
"""State the fact; prove what is stated; mend what was found wanting; check (Bappeda); reach a higher level."""

ByReading = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Raise:
    """What the index gains when an indicator stands at this level, with evidence and confirmed."""

    level: int
    gains: ByReading


@dataclass(frozen=True, slots=True)
class Opportunity:
    """One indicator of one innovation whose evidence is missing or too low.

    `next` is what the act brings for sure, `best` what the highest level would bring. Where the innovation does not
    count yet, the gains are those after it does.
    """

    slug: str
    opd: str
    indicator: Indicator
    act: Act
    level: int
    counted: bool
    next: Raise
    best: Raise


@dataclass(frozen=True, slots=True)
class Newcomer:
    """An innovation that does not count yet: what keeps it away, and what the index gains with it."""

    slug: str
    opd: str
    missing: tuple[Requirement, ...]
    gains: ByReading
    affair: str | None
    """The basic-service affair that nobody covers yet and this one would."""
    within_reach: bool = True
    """False where nobody owns it, or only a new development brings it into the window."""


@dataclass(frozen=True, slots=True)
class OneMore:
    """What one more innovation is worth in one reading, by its maturity score.

    Above `break_even` it raises the index, below it lowers it; 0 means that it never lowers it.
    """

    break_even: Decimal
    gains: tuple[tuple[Decimal, Decimal], ...]
    """Maturity scores with what each gains: every indicator at level 0, 1, 2 and 3."""


@dataclass(frozen=True, slots=True)
class BasicService:
    """The condition on the number of innovations: `cost` is what it takes away today, `stake` what rests on it."""

    required: int
    covered: tuple[str, ...]
    empty: tuple[str, ...]
    recorded: int
    """Affairs that were covered if every recorded innovation counted."""
    met: bool
    cost: Decimal
    stake: Decimal
    each: Decimal
    """What every innovation that counts brings while the condition is met."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The innovations to send so that the index is highest, best first, and those to keep for a later year."""

    send: tuple[str, ...]
    keep: tuple[str, ...]
    index: Decimal
    gain: Decimal
    """Over sending all."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document: evidence for an indicator of these innovations, or the source of an SPD row (of none).

    One that names many innovations is one document. `assumed` marks that some of the facts nobody has stated yet; the
    document would have to show `level`. `gain` is what it adds in all.
    """

    slugs: tuple[str, ...]
    indicator: Indicator
    level: int
    assumed: bool
    gain: Decimal


@dataclass(frozen=True, slots=True)
class Scenario:
    """How many documents a goal takes when the first `added` innovations of the queue count too.

    `fewest` supposes that a document for a fact nobody has stated shows the highest level that can be reached in the
    round, `cautious` the lowest; None means that all documents together do not suffice.
    """

    added: int
    fewest: int | None
    cautious: int | None


@dataclass(frozen=True, slots=True)
class Route:
    """The shortest way to a goal in the reading *berbukti*."""

    goal: str
    index: Decimal
    """The index that the goal asks for."""
    scenarios: tuple[Scenario, ...]
    """One for each number of innovations added, from none on."""
    added: tuple[str, ...]
    """The innovations that the shortest list supposes to count as well."""
    documents: tuple[Document, ...] | None
    """None when the goal is out of reach with everything that is recorded."""
    reached: Decimal
    """The index with these documents, or with all there could be."""


@dataclass(frozen=True, slots=True)
class Advice:
    """Everything there is to advise for one period."""

    opportunities: tuple[Opportunity, ...]
    """Those of innovations that count first; the greatest gain of the reading *berbukti* first."""
    newcomers: tuple[Newcomer, ...]
    """In the order of the queue."""
    one_more: Mapping[str, OneMore]
    basic_service: BasicService
    choices: Mapping[str, Choice]
    routes: tuple[Route, ...]

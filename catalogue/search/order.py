"""The order in which a reader finds what can be used today: before what is only told of, the newest word first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from catalogue.assess.counting import last_word, running
from catalogue.model import Innovation, counts
from catalogue.read.catalogue import Catalogue, InnovationEntry
from catalogue.search.index import column

Place = tuple[bool, int, int]


def usable(record: Innovation, today: date) -> bool:
    """Tell whether citizens can use what a record describes, as far as anybody knows."""
    return record.layanan is not None and running(record, today) is not False


def by_use(catalogue: Catalogue, today: date) -> list[InnovationEntry]:
    """Sort innovations before leads, what is usable before the rest, and each by its newest word; then by name."""
    return sorted(catalogue.by_name, key=_place(today))


def use_column(catalogue: Catalogue, today: date) -> str:
    """Write for each innovation where it stands in that order; those alike have the same number."""
    place = _place(today)
    places = [place(entry) for entry in catalogue.by_name]
    numbers = {found: number for number, found in enumerate(sorted(set(places)))}
    return column([numbers[found] for found in places])


def _place(today: date) -> Callable[[InnovationEntry], Place]:
    def place(entry: InnovationEntry) -> Place:
        record = entry.record
        word = last_word(record)
        ended = running(record, today) is False
        return (
            not counts(record),
            0 if usable(record, today) else 1 + ended,
            -(word.year * 12 + word.month if word else 0),
        )

    return place

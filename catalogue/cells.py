"""Whether something would be made the same again: the marks of the cells that it was made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import partial
from typing import Any, TypeVar

import orjson

from catalogue.collection import Entry, InnovationEntry
from catalogue.marks import OPTIONS, mark_of_content, plain
from catalogue.model import Indicator
from catalogue.noting import note, noting
from catalogue.past import Since
from catalogue.reads import AGENCY, DATES, EVERY, INNOVATION, MEMBERS, Watched, innovation
from catalogue.source import Source, locate
from catalogue.views.page import LaterPage
from catalogue.views.site import Site

Reads = tuple[str, tuple[str, ...]]
"""The mark of what something was made from, and the cells that it covers; without a mark it is always made."""
NOTHING: Reads = ("", ())
COMMON = "-"
"""The cell of whatever belongs to no innovation."""
ALONE = {"innovation", "review"}
"""The kinds of files that belong to an innovation."""

Made = TypeVar("Made")


class Cells:
    """The marks of all cells of a site, each worked out when it is first asked for."""

    def __init__(self, site: Site, sources: Mapping[str, Source]) -> None:
        self._site, self._sources = site, sources
        self._marks: dict[str, str | None] = {}
        self._kinds: Mapping[str, Callable[[str], object]] = {
            INNOVATION: self._innovation,
            AGENCY: self._agency,
            MEMBERS: self._members,
            DATES: site.history.get,
        }
        self._single: Mapping[str, Callable[[], object]] = {
            COMMON: self._common,
            EVERY: lambda: self._marks_of(map(innovation, site.catalogue.innovations)),
        }

    def prepare(self) -> None:
        """Work out what nearly everything is made from, so that processes share it."""
        self.mark(COMMON)
        self.mark(EVERY)

    def mark(self, cell: str) -> str | None:
        """Return the mark of a cell; None for one of which nothing is known."""
        if cell not in self._marks:
            kind, key = self._kinds.get(cell[: len(INNOVATION)]), cell[len(INNOVATION) :]
            single = self._single.get(cell)
            self._marks[cell] = _mark_of_cell(kind(key)) if kind else _mark_of_cell(single()) if single else None
        return self._marks[cell]

    def same(self, subject: object, before: Reads) -> bool:
        """Tell whether a subject, a page or a call, would give what it gave when it read this."""
        return bool(before[0]) and self._sealed(_mark(subject), before[1]) == before[0]

    def read(self, subject: object, make: Callable[[], Made]) -> tuple[Made, Reads]:
        """Make what a subject gives, and tell what it read."""
        with noting() as cells:
            made, given = make(), _mark(subject)
        found = {cell for cell in cells if not cell.startswith(INNOVATION)} if EVERY in cells else cells
        covered = tuple(sorted(found))
        seal = self._sealed(given, covered)
        return made, (seal, covered) if seal else NOTHING

    def _sealed(self, given: str | None, cells: Iterable[str]) -> str:
        """Return one mark of what was given and of cells; nothing where one of them has none."""
        marks = [given, self.mark(COMMON), *map(self.mark, cells)]
        known = [mark for mark in marks if mark]
        return mark_of_content("".join(known).encode()) if len(known) == len(marks) else ""

    def _marks_of(self, cells: Iterable[str]) -> list[str | None]:
        return [self.mark(cell) for cell in cells]

    def _innovation(self, slug: str) -> object:
        """Gather what all that is said of an innovation follows from, together with the common ground.

        Its states in every period follow from its file and its reviews, what became of it from its versions.
        """
        site, catalogue, chronicle = self._site, self._site.catalogue, self._site.past.chronicle
        entry = catalogue.innovations.get(slug)
        reviews = ((year, catalogue.reviews.get((year, slug))) for year in catalogue.periods)
        versions = chronicle.of(slug) if chronicle else ()
        return (
            (entry.path, entry.content, site.history.get(entry.path)) if entry else None,
            [(year, review.path, review.content) for year, review in reviews if review],
            [(found.commit.id, found.key, found.location and found.location.path) for found in versions],
            site.opportunities.get(slug),
            site.newcomers.get(slug),
            site.alike.get(slug),
        )

    def _agency(self, opd: str) -> object:
        site = self._site
        return (
            len(site.catalogue.by_opd.get(opd, ())),
            [assessment.opds.get(opd) for assessment in site.assessments.values()],
            [(year, _ids(progress.opds.get(opd))) for year, progress in site.past.progress.items()],
        )

    def _members(self, opd: str) -> object:
        return self._marks_of(innovation(entry.id) for entry in self._site.catalogue.by_opd.get(opd, ()))

    def _common(self) -> object:
        site, past = self._site, self._site.past
        shared = (path for path in self._sources if (found := locate(path)) and found.kind not in ALONE)
        texts = [(path, self._sources[path].text) for path in sorted(shared)]
        return (
            *(texts, site.today, site.site_url, site.repository, site.internal),
            *(past.gap, past.began and past.began.id, past.unreadable),
            {address: vars(failure) for address, failure in (site.links or {}).items()},
        )


def _ids(since: Since | None) -> Mapping[str, str]:
    return {step: change.id for step, change in (since or {}).items()}


def _mark_of_cell(value: object) -> str | None:
    try:
        return mark_of_content(orjson.dumps(value, default=_known, option=OPTIONS))
    except TypeError:
        return None


def _known(value: Any) -> Any:
    """Give the plain form of what a cell holds; the indicators are common ground."""
    return value.id if isinstance(value, Indicator) else plain(value)


def _mark(value: object) -> str | None:
    try:
        return mark_of_content(orjson.dumps(value, default=_plain, option=OPTIONS | orjson.OPT_PASSTHROUGH_DATACLASS))
    except TypeError:
        return None


def _plain(value: Any) -> Any:
    """Give the plain form of what is bound to a call; of what has a cell, or is common ground, its name is enough."""
    if isinstance(value, Watched):
        return value.called
    if isinstance(value, Entry):
        return _named(value)
    if isinstance(value, partial):
        return [value.func.__module__, value.func.__qualname__, value.args, value.keywords]
    return _fields(value) if is_dataclass(value) else plain(value)


def _named(entry: Entry[Any]) -> list[str]:
    if isinstance(entry, InnovationEntry):
        note(innovation(entry.id))
    return ["entry", entry.path]


def _fields(value: Any) -> Any:
    if isinstance(value, Site):
        raise TypeError(value.title)  # it is not watched
    if isinstance(value, LaterPage):
        return vars(value)  # all but the view
    return [type(value).__name__, {field.name: getattr(value, field.name) for field in fields(value)}]

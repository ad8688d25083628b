"""What a view reads while it is made, so that the next build knows without making it that it would be the same.

A site that is `watched` gives the same views as the site itself, and notes what each was made from as the names of
cells: all that is known of one innovation or one agency, the dates of a file, all innovations. Whatever
belongs to no innovation is the common ground of all cells. An attribute that this module does not know is noted as a
cell that never stays the same: a view that reads it is made every time, and never wrongly left as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar, cast

from catalogue.keeping import Later
from catalogue.noting import note
from catalogue.views.site import Site

UNKNOWN = "?"
"""The cell of what is not known to stay the same."""
EVERY = "*"
"""The cell of all innovations together."""
INNOVATION, AGENCY, MEMBERS, DATES = "i:", "o:", "m:", "f:"
"""How the cells of one innovation, one agency, the innovations of one agency and the dates of one file begin."""

Kind = Callable[[Any], Any] | str
Key = TypeVar("Key")
Value = TypeVar("Value")


class Watched:
    """Stands for an object, and notes which of its attributes are read.

    What `kinds` says of an attribute is SAME for one that the common ground covers, OWN for what is to be worked out
    from this one's attributes, a function that gives the watched form of its value, or else the name of a cell.
    """

    SAME, OWN = "=", "."

    def __init__(self, real: object, kinds: Mapping[str, Kind], called: str) -> None:
        self._real, self._kinds, self.called = real, kinds, called

    def __getattr__(self, name: str) -> Any:
        kind, real = self._kinds.get(name, UNKNOWN), self._real
        if isinstance(kind, str) and kind not in {Watched.SAME, Watched.OWN}:
            note(kind)
            return getattr(real, name)
        if kind == Watched.OWN:
            made: Any = getattr(type(real), name)
            return made.__get__(self)  # again each time, so that what it reads is noted each time
        value = getattr(real, name) if isinstance(kind, str) else kind(getattr(real, name))
        vars(self)[name] = value
        return value


class Keyed(Mapping[Key, Value]):
    """Stands for a mapping, and notes which of its values are read, or that all of them are, as the cell `whole`."""

    def __init__(self, cell: Callable[[Key], str], whole: str, real: Mapping[Key, Value]) -> None:
        self._cell, self._whole, self._real = cell, whole, real

    def __getitem__(self, key: Key) -> Value:
        note(self._cell(key))
        return self._real[key]

    def __iter__(self) -> Iterator[Key]:
        note(self._whole)
        return iter(self._real)

    def __len__(self) -> int:
        note(self._whole)
        return len(self._real)

    def get(self, key: Key, default: Any = None) -> Any:
        """Return a value, or the default where there is none."""
        note(self._cell(key))
        return self._real.get(key, default)

    def __contains__(self, key: object) -> bool:
        note(self._cell(cast("Key", key)))
        return key in self._real

    def items(self) -> Any:
        """Return all keys with their values."""
        note(self._whole)
        return self._real.items()

    def values(self) -> Any:
        """Return all values."""
        note(self._whole)
        return self._real.values()


class Members(Sequence[Value]):
    """Stands for the innovations of an agency; how many there are is no more than the agency itself tells."""

    def __init__(self, opd: str, real: Sequence[Value]) -> None:
        self._opd, self._real = opd, real

    def __len__(self) -> int:
        note(_agency(self._opd))
        return len(self._real)

    def __getitem__(self, at: Any) -> Any:
        note(MEMBERS + self._opd)
        return self._real[at]

    def __iter__(self) -> Iterator[Value]:
        note(MEMBERS + self._opd)
        return iter(self._real)


def innovation(slug: str) -> str:
    """Name the cell of an innovation."""
    return INNOVATION + slug


def _agency(opd: str) -> str:
    return AGENCY + opd


def _reviewed(key: tuple[int, str]) -> str:
    return INNOVATION + key[1]


def _asked(real: Callable[[str], Any], slug: str) -> Any:
    note(innovation(slug))
    return real(slug)


def _by_year(kinds: Mapping[str, Kind], called: str, real: Mapping[int, Any]) -> Mapping[int, Watched]:
    """Return what stands for the values of a mapping by year, which are made when they are asked for."""

    def stand(year: int) -> Watched:
        return Watched(real[year], kinds, f"{called} {year}")

    return Later(list(real), stand)


def _same(*names: str) -> dict[str, Kind]:
    return dict.fromkeys(names, Watched.SAME)


def _own(*names: str) -> dict[str, Kind]:
    return dict.fromkeys(names, Watched.OWN)


OF_INNOVATIONS, OF_AGENCIES = partial(Keyed, innovation, EVERY), partial(Keyed, _agency, EVERY)
SOME_INNOVATIONS, SOME_AGENCIES = partial(Keyed, innovation, UNKNOWN), partial(Keyed, _agency, UNKNOWN)
"""Mappings that also tell of innovations which are no more, so that not all of them have a cell."""

CATALOGUE: Mapping[str, Kind] = {
    **_same("region", "vocabularies", "opds", "rubrics", "periods", "results", "synonyms", "ecosystem"),
    **_same("units", "with_units", "words", "title", "period_on", "rubric_of"),
    "innovations": OF_INNOVATIONS,
    "reviews": partial(Keyed, _reviewed, UNKNOWN),
    "by_opd": lambda real: OF_AGENCIES({opd: Members(opd, entries) for opd, entries in real.items()}),
    "by_name": EVERY,
}
ASSESSMENT: Mapping[str, Kind] = {
    **_same("period", "rubric"),
    **_own("obliged", "fulfilled"),
    "innovations": OF_INNOVATIONS,
    "opds": OF_AGENCIES,
}
PROGRESS: Mapping[str, Kind] = {"innovations": SOME_INNOVATIONS, "opds": SOME_AGENCIES}
CHRONICLE: Mapping[str, Kind] = {
    **_same("judgements", "history"),  # by the identity of a content, which is always the same
    "catalogue": lambda real: Watched(real, CATALOGUE, "catalogue"),
    "of": lambda real: partial(_asked, real),
}
PAST: Mapping[str, Kind] = {
    **_same("gap", "began", "began_on", "unreadable"),
    "progress": partial(_by_year, PROGRESS, "progress"),
    "edits": SOME_INNOVATIONS,
    "chronicle": lambda real: Watched(real, CHRONICLE, "chronicle") if real else None,
}
SITE: Mapping[str, Kind] = {
    **_same(
        "today",
        "site_url",
        "repository",
        "internal",
        "links",
        "title",
        "period",
        "rubric_texts",
        "word",
        "opd_link",
        "opd_short",
    ),
    **_same("card", "card_of", "source_address", "edit_address", "line_address", "change_address", "running_stages"),
    **_own("assessment", "innovation_link"),
    "catalogue": lambda real: Watched(real, CATALOGUE, "catalogue"),
    "assessments": partial(_by_year, ASSESSMENT, "assessment"),
    "past": lambda real: Watched(real, PAST, "past"),
    "opportunities": OF_INNOVATIONS,
    "newcomers": OF_INNOVATIONS,
    "alike": OF_INNOVATIONS,
    "advice": EVERY,
    "facets": EVERY,
}
"""What is known of each attribute of a site and of what hangs on it."""


def watched(site: Site) -> Site:
    """Return what stands for a site while views are made."""
    slugs = {entry.path: slug for slug, entry in site.catalogue.innovations.items()}

    def dated(path: str) -> str:
        return INNOVATION + slugs[path] if path in slugs else DATES + path

    return cast("Site", Watched(site, {**SITE, "history": partial(Keyed, dated, UNKNOWN)}, "site"))

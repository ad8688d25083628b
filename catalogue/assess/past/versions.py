"""What was on record of each innovation, commit by commit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from catalogue.common.dates import Dates
from catalogue.history import Change, Commit, History
from catalogue.read.catalogue import Catalogue
from catalogue.read.files import Location, locate

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Version:
    """What was on record of an innovation from a commit on; without a `location` it was gone.

    `reviews` are the identities of Bappeda's files on it, each with its year; `beside` are further files of the same
    name, of which a catalogue may have none.
    """

    commit: Commit
    slug: str
    location: Location | None = None
    content: str = ""
    reviews: tuple[tuple[int, str], ...] = ()
    beside: tuple[Location, ...] = ()
    key: str = field(init=False, repr=False, compare=False)
    """Identifies everything that the judgement of this version depends on, besides the rules."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", version_key(self.content, self.reviews))


def version_key(content: str, reviews: Iterable[tuple[int, str]]) -> str:
    """Identify a version by the identities of its content and of its reviews, each with its year."""
    return " ".join([content, *(f"{year}:{review}" for year, review in reviews)])


def versions(history: History, catalogue: Catalogue) -> Iterator[Version]:
    """Yield every version of every innovation in the order of the commits.

    One that went and came back unchanged was moved in two steps, and never gone.
    """
    found = list(_versions(history, catalogue))
    by_slug: dict[str, list[int]] = defaultdict(list)
    for number, version in enumerate(found):
        by_slug[version.slug].append(number)
    gaps = {
        gone
        for numbers in by_slug.values()
        for before, gone, after in zip(numbers, numbers[1:], numbers[2:], strict=False)
        if not found[gone].location and found[before].content == found[after].content
    }
    return (version for number, version in enumerate(found) if number not in gaps)


def dates(versions: Iterable[Version]) -> dict[str, Dates]:
    """Return when each innovation was added and when its file last changed, whatever folder or name it had."""
    found: dict[str, Dates] = {}
    last: dict[str, Version] = {}
    for version in versions:
        before = last.get(version.slug)
        last[version.slug] = version
        day = version.commit.day
        if before is None or before.location is None or version.location is None:
            found[version.slug] = Dates(day, day)
        elif (before.location, before.content) != (version.location, version.content):
            found[version.slug] = Dates(found[version.slug].created, day)
    return {slug: known for slug, known in found.items() if last[slug].location}


def _versions(history: History, catalogue: Catalogue) -> Iterator[Version]:
    library = _Library(catalogue)
    last: dict[str, Version] = {}
    for commit in history.commits:
        names = dict.fromkeys(name for change in commit.changes for name in library.apply(change))
        for name in names:
            version = library.version(commit, name)
            known = last.get(name, Version(commit, name))
            if (known.location, known.key, known.beside) != (version.location, version.key, version.beside):
                last[name] = version
                yield version


@dataclass
class _Shelf:
    """The files under one name as a commit left them."""

    records: dict[Location, str] = field(default_factory=dict)
    reviews: dict[int, str] = field(default_factory=dict)


class _Library:
    """All files as a commit left them.

    An innovation that was renamed keeps its past: until a file of its own name comes, the one at a former address
    (`alamat_lama`) stands for it.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._shelves: dict[str, _Shelf] = defaultdict(_Shelf)
        self._former = {slug: entry.record.alamat_lama for slug, entry in catalogue.innovations.items()}
        self._today = {former: slug for slug, names in self._former.items() for former in names}

    def apply(self, change: Change) -> tuple[str, ...]:
        """Take in one change, and return the names of the innovations that it may concern."""
        location = locate(change.path)
        if location is None or location.kind not in {"innovation", "review"}:
            return ()
        shelf = self._shelves[location.id]
        if location.kind == "innovation":
            _put(shelf.records, location, change.content)
        else:
            _put(shelf.reviews, location.year, change.content)
        name = self._today.get(location.id, location.id)
        return (name, *self._former.get(name, ()))

    def version(self, commit: Commit, slug: str) -> Version:
        """Return what is on record of an innovation now."""
        own = self._shelves[slug]
        if slug in self._today and not self._shelves[self._today[slug]].records:
            return Version(commit, slug)
        shelves = [own, *(self._shelves[name] for name in self._former.get(slug, ()) if not own.records)]
        standing = next((shelf for shelf in shelves if shelf.records), None)
        if standing is None:
            return Version(commit, slug)
        location, *beside = sorted(standing.records, key=lambda found: found.path)
        reviews = {year: content for shelf in reversed(shelves) for year, content in shelf.reviews.items()}
        return Version(
            commit, slug, location, standing.records[location], tuple(sorted(reviews.items())), tuple(beside)
        )


def _put(shelf: dict[Key, str], key: Key, content: str | None) -> None:
    if content is None:
        shelf.pop(key, None)
    else:
        shelf[key] = content

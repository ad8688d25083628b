"""The past, computed from Git: what was on record of each innovation, commit by commit, under today's rules.

The rules are one period's, its rubric's and the closed lists' of today, so that a line through the months compares
like with like; the facts are those of the time. A version that today's model cannot read counts as recorded only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from catalogue.assess import Assessment, InnovationState, innovation_state
from catalogue.assess.design_text import copies_in
from catalogue.assess.scoring import fingerprints
from catalogue.common.dates import Dates
from catalogue.common.parallel import parallel_map
from catalogue.history import Change, Commit, Doubt, History
from catalogue.model import Innovation, Record, Review, Vocabulary
from catalogue.read.catalogue import UNASSIGNED, Catalogue, InnovationEntry
from catalogue.read.files import Location, locate
from catalogue.read.records import read_record

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


EMPTY: Mapping[int, Assessment] = {}
MANY, BATCH = 200, 50
"""From how many new versions on they are judged on all cores, and how many at once."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One version in every period, without what led there; its main affair, and the fingerprints of its facts.

    One that is not readable may be `missing` from this copy of the repository.
    """

    readable: bool
    missing: bool = False
    affair: str = ""
    states: Mapping[int, InnovationState] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)

    def rank(self, year: int) -> int:
        """Return how high the version stood, as an index into the steps."""
        return self.states[year].rank if year in self.states else 0


UNREADABLE = Judgement(readable=False)
MISSING = Judgement(readable=False, missing=True)


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

    def doubt(self, version: Version) -> Doubt | None:
        """Say why a version does not tell who stood where by it: its content is lost, or it lay in two files."""
        if version.location and self.judgements[version.key].missing:
            return "isi-hilang"
        return "dua-berkas" if version.beside else None

    def counts(self, version: Version, year: int) -> bool:
        """Tell whether a version was an innovation of its own that had not ended."""
        state = self.judgements[version.key].states.get(year)
        return state is not None and state.counts

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


def chronicle(
    catalogue: Catalogue,
    history: History,
    assessments: Mapping[int, Assessment] = EMPTY,
    processes: int = 1,
) -> Chronicle:
    """Judge every version once; one that stands in the catalogue now and is assessed is not judged again."""
    found = tuple(versions(history, catalogue))
    wanted = {version.key: version for version in found if version.location}
    judged: dict[str, Judgement] = {}
    today = _today(catalogue, assessments)
    for key in wanted.keys() & today.keys():
        slug = today[key]
        states = {year: assessment.innovations[slug] for year, assessment in assessments.items()}
        judged[key] = _judgement(catalogue.innovations[slug].record, states)
    new = [version for key, version in wanted.items() if key not in judged]
    judge = _Judge(catalogue, history, new)
    batches = [new[start : start + BATCH] for start in range(0, len(new), BATCH)]
    share = processes if len(new) >= MANY else 1
    for part in parallel_map(lambda number: [(v.key, judge.of(v)) for v in batches[number]], len(batches), share):
        judged.update(part)
    return Chronicle(catalogue, history, found, judged)


def _today(catalogue: Catalogue, assessments: Mapping[int, Assessment]) -> dict[str, str]:
    """Return the innovations as they stand, by the key of a version that is the same."""
    if assessments.keys() != catalogue.periods.keys():
        return {}
    reviews: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for (year, slug), review in sorted(catalogue.reviews.items()):
        reviews[slug].append((year, review.content))
    return {version_key(entry.content, reviews[slug]): slug for slug, entry in catalogue.innovations.items()}


def _judgement(record: Innovation, states: Mapping[int, InnovationState]) -> Judgement:
    return Judgement(
        readable=True,
        affair=record.urusan_utama or "",
        states={year: replace(state, requirements=(), indicators=()) for year, state in states.items()},
        marks=fingerprints(record),
    )


class _Judge:
    """Judges versions by their contents; those that lie in the catalogue now are not read again."""

    def __init__(self, catalogue: Catalogue, history: History, new: Sequence[Version]) -> None:
        self._catalogue = catalogue
        self._records: dict[str, Record] = {entry.content: entry.record for entry in catalogue.innovations.values()}
        self._records |= {entry.content: entry.record for entry in catalogue.reviews.values()}
        ids = dict.fromkeys(id for version in new for id in (version.content, *(id for _, id in version.reviews)))
        self._copies = copies_in(catalogue)
        self._contents = dict(history.read(id for id in ids if id not in self._records))

    def of(self, version: Version) -> Judgement:
        location = version.location
        assert location
        record = self._record(location, version.content, self._catalogue.vocabularies)
        if not isinstance(record, Innovation):
            return UNREADABLE if version.content in self._contents else MISSING
        reviews = {year: review for year, id in version.reviews if (review := self._review(year, location, id))}
        entry = InnovationEntry(version.slug, location.path, record, opd=location.opd)
        return _judgement(record, {year: self._state(entry, reviews, year) for year in self._catalogue.periods})

    def _record(self, location: Location, id: str, vocabularies: Mapping[str, Vocabulary]) -> Record | None:
        return self._records.get(id) or read_record(location, self._contents.get(id, b""), vocabularies)

    def _state(self, entry: InnovationEntry, reviews: Mapping[int, Review], year: int) -> InnovationState:
        period = self._catalogue.periods[year].record
        owned, neighbour = entry.opd in self._catalogue.opds, self._neighbour(entry)
        rubric = self._catalogue.rubric_of(period)
        return innovation_state(entry, reviews, period, rubric, owned=owned, neighbour=neighbour)

    def _neighbour(self, entry: InnovationEntry) -> Innovation | None:
        """Return the innovation that a version copies: the one that today's does, as long as its text is today's."""
        today = self._catalogue.innovations.get(entry.id)
        same = today and today.record.rancang_bangun == entry.record.rancang_bangun
        return self._catalogue.innovations[self._copies[entry.id]].record if same and entry.id in self._copies else None

    def _review(self, year: int, location: Location, id: str) -> Review | None:
        path = f"periods/{year}/reviews/{location.id}.yaml"
        record = self._record(Location("review", path, location.id, "", year), id, {})
        return record if isinstance(record, Review) else None

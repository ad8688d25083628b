"""A faulty record on the published branch: the site shows its last good version, and names it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from catalogue.build import Held
from catalogue.check import Extent
from catalogue.common.findings import Finding, Severity
from catalogue.history import History
from catalogue.pipeline import Loaded, assemble
from catalogue.read.files import OF_INNOVATIONS, Reading, Source, locate, to_source

Day = Callable[[str], date]


def last_good(loaded: Loaded, history: History, day: Day) -> tuple[Loaded, tuple[Held, ...]] | None:
    """Return the catalogue with each faulty record as it last was without a fault, or left out if it never was.

    None where what is faulty is no record or review, for everything else is shared by all pages.
    """
    earlier = _Earlier(history)
    held: dict[str, Held] = {}
    sources, now = dict(loaded.sources), loaded
    while faults := _faults(now):
        if not all(_holdable(path) for path in faults):
            return None
        for path, finding in faults.items():
            version = next(earlier.versions(path), None)
            known = held.get(path)
            first = known.finding if known else finding
            held[path] = Held(path, first, version[0] if version else None, bool(version))
            sources.pop(path, None)
            if version:
                sources[path] = version[1]
        reading = Reading(tuple(sources[path] for path in sorted(sources)), loaded.beside - held.keys(), ())
        now = assemble(reading, day, extent=Extent.FAULTS)
    return now, tuple(held[path] for path in sorted(held))


def _faults(loaded: Loaded) -> Mapping[str, Finding]:
    """Return the first fault of each faulty file."""
    faults = [found for found in loaded.findings if found.severity is Severity.GALAT]
    return {found.place.path: found for found in reversed(faults)}


def _holdable(path: str) -> bool:
    location = locate(path)
    return location.kind in OF_INNOVATIONS if location else path.startswith("innovations/")


class _Earlier:
    """The former versions of files, each read when it is asked for, the newest first and none twice."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._ids: dict[str, list[tuple[date | None, str]]] = defaultdict(list)
        for commit in history.commits:
            for change in commit.changes:
                if change.content:
                    self._ids[change.path].append((commit.day, change.content))
        self._rest: dict[str, Iterator[tuple[date | None, Source]]] = {}

    def versions(self, path: str) -> Iterator[tuple[date | None, Source]]:
        """Go on with the versions of a file where the last call left off."""
        return self._rest.setdefault(path, self._read(path))

    def _read(self, path: str) -> Iterator[tuple[date | None, Source]]:
        location = locate(path)
        for day, id in reversed(self._ids[path]):
            content = next((text for _, text in self._history.read([id])), None)
            source = to_source(location, content) if location and content is not None else None
            if isinstance(source, Source):
                yield day, source

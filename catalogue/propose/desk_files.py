"""Which of the coordinator's files the desk can change, because they are published as they are written.

What a round keeps from the public is not given away by its files: the rows of the index stand in the period's, the
Ministry's scores in the reviews.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.build import Build
from catalogue.propose.submissions.bundles import KINDS


def desk_files(build: Build) -> Iterator[str]:
    """Yield the files that are published at the address that is their place in the catalogue."""
    closed = tuple(hidden_files(build))
    yield from (path for path, source in build.sources.items() if source.kind in KINDS and not path.startswith(closed))


def hidden_files(build: Build) -> Iterator[str]:
    """Yield what the paths of the files begin with that are not for everyone."""
    for year, entry in build.catalogue.periods.items():
        shown = entry.record.publikasi
        if not shown.indeks:
            yield f"periods/{year}/period.yaml"
        if not shown.kematangan:
            yield f"periods/{year}/reviews/"

"""The coordinator's files as they are written, so that the desk can change them and keep comments and order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from catalogue.build import Build
from catalogue.export.records import MEDIA_TYPE, written
from catalogue.export.types import Export
from catalogue.propose.submissions.bundles import desk_files


def settings(build: Build) -> Iterator[Export]:
    """Publish each file at the address that is its place in the catalogue."""
    yield from (Export(path, partial(written, build, path), MEDIA_TYPE) for path in desk_files(build))

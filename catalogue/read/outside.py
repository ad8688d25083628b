"""What a build is told of the world outside the repository, by files that a workflow fetched before it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from catalogue.read.link_memory import Memory, read_memory
from catalogue.read.pulls import OpenProposal, read_proposals

PROPOSALS = "PROPOSALS_FILE"
"""The variable that names the list of open proposals."""
LINKS = "LINKS_FILE"
"""The variable that names what the check of links remembers."""
SIZE_LIMIT = 20_000_000
"""Bytes of such a file."""


def link_memory(environ: Mapping[str, str]) -> Memory | None:
    """Return the links that did not open of late; None when that is not known."""
    content = _content(environ.get(LINKS))
    return None if content is None else read_memory(content)


def open_proposals(environ: Mapping[str, str]) -> tuple[OpenProposal, ...] | None:
    """Return the open proposals; None when they are not known."""
    content = _content(environ.get(PROPOSALS))
    return None if content is None else read_proposals(content)


def _content(path: str | None) -> bytes | None:
    if not (path or "").strip():
        return None
    try:
        with Path(str(path).strip()).open("rb") as file:
            content = file.read(SIZE_LIMIT + 1)
    except OSError:
        return None
    return content if len(content) <= SIZE_LIMIT else None

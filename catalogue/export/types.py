"""What an export is made from, and what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple


class Measure(NamedTuple):
    """How many bytes a written file has, and its SHA-256 in hexadecimal digits."""

    size: int
    checksum: str


@dataclass(frozen=True)
class Description:
    """The content of a file that states the measures of others, by address; it is made when those are written."""

    write: Callable[[Callable[[str], Measure]], bytes]


@dataclass(frozen=True)
class Export:
    """A file with its address; `title` and `description` are for people, and empty for files that need no mention.

    The content is made when it is asked for, if it costs anything, and a large one in chunks.
    """

    address: str
    made: bytes | Callable[[], bytes | Iterator[bytes]] | Description
    media_type: str
    title: str = ""
    description: str = ""

    def make(self) -> bytes | Iterator[bytes]:
        """Make the content, whole or in chunks."""
        assert not isinstance(self.made, Description)
        return self.made if isinstance(self.made, bytes) else self.made()

    @property
    def content(self) -> bytes:
        made = self.make()
        return made if isinstance(made, bytes) else b"".join(made)

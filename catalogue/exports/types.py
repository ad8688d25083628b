"""What an export is made from, and what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from catalogue.assessment import Assessment
from catalogue.collection import Catalogue
from catalogue.dates import Dates
from catalogue.model import Period
from catalogue.past import Past
from catalogue.search import find_all
from catalogue.source import Source

LICENCE = "CC-BY-4.0"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class Context:
    """The catalogue with everything that a published file may say of it; `site_url` ends in a slash."""

    catalogue: Catalogue
    assessments: Mapping[int, Assessment]
    today: date
    generated_at: datetime
    site_url: str
    history: Mapping[str, Dates]
    past: Past = field(default_factory=Past)
    repository: str | None = None
    internal: bool = False
    sources: Mapping[str, Source] = field(default_factory=dict)
    """The files of the catalogue as they are written, by path."""
    processes: int = 1

    @cached_property
    def found(self) -> Mapping[str, bytes]:
        """What the search finds of each innovation, as it is written and compressed."""
        return find_all(self.catalogue, self.processes)

    @property
    def title(self) -> str:
        return self.catalogue.title(internal=self.internal)

    @property
    def period(self) -> Period:
        return self.catalogue.period_on(self.today)

    def url(self, address: str) -> str:
        """Return the full address of a page."""
        return self.site_url + address


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

    The content is made when it is asked for, if it costs anything, and a large one in chunks. `stated` is whether
    another file states its measure, as the page of open data does of every file with a title.
    """

    address: str
    made: bytes | Callable[[], bytes | Iterator[bytes]] | Description
    media_type: str
    title: str = ""
    description: str = ""
    stated: bool = False

    def make(self) -> bytes | Iterator[bytes]:
        """Make the content, whole or in chunks."""
        assert not isinstance(self.made, Description)
        return self.made if isinstance(self.made, bytes) else self.made()

    @property
    def content(self) -> bytes:
        made = self.make()
        return made if isinstance(made, bytes) else b"".join(made)

    @property
    def measured(self) -> bool:
        return self.stated or bool(self.title)

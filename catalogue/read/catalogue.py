"""The catalogue: every record of a checkout linked and read-only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Generic, TypeVar

from catalogue.common.findings import START, Place, Span
from catalogue.model import (
    Addresses,
    Ecosystem,
    Examples,
    Innovation,
    Opd,
    Period,
    Receipts,
    Record,
    Region,
    Results,
    Review,
    Rubric,
    Synonyms,
    Vocabulary,
    Word,
    counts,
)

UNASSIGNED = "belum-ditetapkan"
"""The folder of innovations whose agency no source names; it is no agency."""

RARE = ("layanan", "capaian", "terkait", "foto", "alamat_lama", "pengecualian", "bagian_dari", "digabung_ke")
"""Fields in which few innovations have anything; many look through them."""

Path = tuple[str | int, ...]
RecordType = TypeVar("RecordType", bound=Record)


@dataclass(frozen=True, slots=True)
class Entry(Generic[RecordType]):
    """A record with its identity, its file, and the place of each of its values.

    `content` is the identity that Git gives a file with this text.
    """

    id: str
    path: str
    record: RecordType
    spans: Mapping[Path, Span] = field(default_factory=dict)
    keys: Mapping[Path, Span] = field(default_factory=dict)
    content: str = ""

    def place(self, *path: str | int) -> Place:
        """Return where the value at this path of field names and indexes stands, or its nearest parent.

        Of a value that begins below its key the key is the better place.
        """
        return self.found(*path) or Place(self.path, START)

    def found(self, *path: str | int) -> Place | None:
        """Return where that is; None where nothing of the path is written."""
        for length in range(len(path), 0, -1):
            value = self.spans.get(path[:length])
            if value:
                key = self.keys.get(path[:length])
                return Place(self.path, key if key and key.line != value.line else value)
        return None

    def path_at(self, span: Span) -> Path:
        """Return the value that a stretch of the file belongs to: the last that begins before it."""
        if span == START:
            return ()
        begun = [
            ((found.line, found.column), path)
            for known in (self.spans, self.keys)
            for path, found in known.items()
            if (found.line, found.column) <= (span.line, span.column)
        ]
        return max(begun, default=((0, 0), ()))[1]


@dataclass(frozen=True, slots=True)
class InnovationEntry(Entry[Innovation]):
    """An innovation; its folder says which agency's it is, and the file name is its identity and address."""

    opd: str = UNASSIGNED

    @property
    def slug(self) -> str:
        return self.id


@dataclass(frozen=True)
class Catalogue:
    """Everything read from one checkout; mappings are ordered by identity."""

    region: Region
    vocabularies: Mapping[str, Vocabulary]
    opds: Mapping[str, Entry[Opd]]
    innovations: Mapping[str, InnovationEntry]
    rubrics: Mapping[str, Entry[Rubric]]
    periods: Mapping[int, Entry[Period]]
    reviews: Mapping[tuple[int, str], Entry[Review]]
    receipts: Mapping[int, Entry[Receipts]]
    results: Results
    synonyms: Synonyms
    examples: Examples
    ecosystem: Entry[Ecosystem]
    addresses: Entry[Addresses]

    @cached_property
    def by_name(self) -> tuple[InnovationEntry, ...]:
        """The records as a reader looks them up: innovations before leads, each by name without regard to case."""
        return tuple(sorted(self.innovations.values(), key=name_key))

    def with_any(self, name: str) -> list[InnovationEntry]:
        """Return the innovations that have something in one of the fields of `RARE`."""
        return self._with_any[name]

    @cached_property
    def _with_any(self) -> dict[str, list[InnovationEntry]]:
        found: dict[str, list[InnovationEntry]] = {name: [] for name in RARE}
        for entry in self.innovations.values():
            written = vars(entry.record)
            for name in RARE:
                if written[name]:
                    found[name].append(entry)
        return found

    @cached_property
    def joined(self) -> dict[str, list[InnovationEntry]]:
        """The innovations that are part of another one, or went into it, by the identity of that one."""
        found: dict[str, list[InnovationEntry]] = {}
        for entry in self.innovations.values():
            for whole in filter(None, {entry.record.bagian_dari, entry.record.digabung_ke}):
                found.setdefault(whole, []).append(entry)
        return found

    @cached_property
    def units(self) -> dict[str, list[str]]:
        """The direct units below each agency, by identity."""
        below: dict[str, list[str]] = {id: [] for id in self.opds}
        for id, entry in self.opds.items():
            if entry.record.induk in below:
                below[entry.record.induk].append(id)
        return below

    @cached_property
    def by_opd(self) -> dict[str, list[InnovationEntry]]:
        """The innovations in each agency's own folder."""
        found: dict[str, list[InnovationEntry]] = {id: [] for id in (*self.opds, UNASSIGNED)}
        for entry in self.innovations.values():
            found.setdefault(entry.opd, []).append(entry)
        return found

    def with_units(self, opd: str) -> Iterator[str]:
        """Yield an agency and every unit below it, each once."""
        waiting, seen = [opd], set[str]()
        while waiting:
            id = waiting.pop(0)
            if id not in seen:
                seen.add(id)
                yield id
                waiting.extend(self.units.get(id, ()))

    def head_of(self, opd: str) -> str:
        """Return the agency at the top of those to which an agency belongs."""
        seen = {opd}
        while (above := self.opds[opd].record.induk) in self.opds and above not in seen:
            assert above
            seen.add(above)
            opd = above
        return opd

    def words(self, vocabulary: str) -> Mapping[str, Word]:
        """Return the words of a closed list by identity."""
        return self._words.get(vocabulary, {})

    @cached_property
    def _words(self) -> dict[str, dict[str, Word]]:
        return {name: {word.id: word for word in list_.butir} for name, list_ in self.vocabularies.items()}

    def title(self, *, internal: bool = False) -> str:
        """Name the site; what is not for everyone says so wherever it is named, in files too."""
        return f"Katalog Inovasi Daerah {self.region.nama}{' (terbitan internal)' if internal else ''}"

    def period_on(self, today: date) -> Period:
        """Return the round that can still be changed: the first that is open on a day.

        Where nothing says that one is open: the last begun of those of which nothing says that they are closed, else
        the first of them; where all are closed, the last of all.
        """
        periods = sorted((entry.record for entry in self.periods.values()), key=lambda period: period.tahun)
        opened = [period for period in periods if period.open_on(today)]
        unsaid = [period for period in periods if period.open_on(today) is None]
        begun = [period for period in unsaid if period.mulai <= today]
        return (*opened, *begun[-1:], *unsaid, periods[-1])[0]

    def judged_on(self, today: date) -> Period | None:
        """Return the round that the Ministry assesses or has assessed: the last whose entry has closed."""
        periods = sorted((entry.record for entry in self.periods.values()), key=lambda period: period.tahun)
        closed = [period for period in periods if period.open_on(today) is False and not _to_come(period, today)]
        return closed[-1] if closed else None

    def rubric_of(self, period: Period) -> Rubric:
        """Return the rubric that a period is read under."""
        return self.rubrics[period.rubrik].record


def _to_come(period: Period, today: date) -> bool:
    """Tell whether entry has yet to open."""
    said = period.pengumpulan
    return bool(said and said.keadaan == "terbuka" and said.tanggal and said.tanggal > today)


def name_key(entry: InnovationEntry) -> tuple[bool, str, str]:
    """Sort innovations before leads, each by name as a reader looks it up, without regard to case."""
    return (not counts(entry.record), entry.record.nama.casefold(), entry.id)

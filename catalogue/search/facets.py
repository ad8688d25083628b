"""The ways in which the list of innovations can be narrowed: one entry of `FACETS` each.

Filters, plain pages and the columns that the browser counts by are all made from these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from catalogue.assess import STEPS, Assessment
from catalogue.assess.counting import running
from catalogue.assess.ladder import RULES
from catalogue.model import Innovation, Word, kind_of
from catalogue.read.catalogue import UNASSIGNED, Catalogue, InnovationEntry

AGENCY = "opd"
"""The facet whose pages say more than which innovations there are; every agency has one."""
PAGED = (AGENCY, "urusan", "tema")
"""The facets whose values have pages; the others only narrow the list."""
UNKNOWN = "belum-diketahui"
"""The value of innovations of which a facet says nothing."""


@dataclass(frozen=True)
class Value:
    """One value of a facet, as addresses name it and as readers read it."""

    id: str
    text: str
    note: str = ""


@dataclass(frozen=True)
class Facet:
    """One facet of a catalogue: its values in the order of lists, and the innovations of each, by name.

    `crossing` has those that touch a value beside their own.
    """

    id: str
    label: str
    values: tuple[Value, ...]
    members: Mapping[str, tuple[InnovationEntry, ...]]
    crossing: Mapping[str, tuple[InnovationEntry, ...]] = field(default_factory=dict)

    def has_page(self, value: str) -> bool:
        """Tell whether a value has a page of its own; those without an innovation have a line in the index."""
        shown = self.id == AGENCY or self.members.get(value) or self.crossing.get(value)
        return self.id in PAGED and bool(shown)

    def address(self, value: str) -> str:
        """Return the page of a value, its line in the index, or the list narrowed to it."""
        if self.id not in PAGED:
            return f"inovasi/?{self.id}={value}"
        return f"{self.id}/{value}/" if self.has_page(value) else f"{self.id}/#{value}"

    @property
    def used(self) -> tuple[Value, ...]:
        """The values that some innovation has."""
        return tuple(value for value in self.values if self.members.get(value.id))


@dataclass(frozen=True)
class _Source:
    catalogue: Catalogue
    assessment: Assessment
    today: date


Values = Callable[[_Source], Iterable[Value]]
Chosen = Callable[[_Source, InnovationEntry], Iterable[str | None]]


def facets(catalogue: Catalogue, assessment: Assessment, today: date) -> tuple[Facet, ...]:
    """Sort the innovations into every facet, read in the period of `assessment`."""
    source = _Source(catalogue, assessment, today)
    return tuple(_facet(source, id, *rest) for id, rest in FACETS.items())


def year_of(record: Innovation) -> int | None:
    """Return the year an innovation was put to use, or else first tried."""
    stated = record.waktu_penerapan or record.waktu_uji_coba
    return stated.year if stated else None


def affair_slug(word: Word) -> str:
    """Return how addresses name an affair."""
    return word.slug or word.id


def _facet(source: _Source, id: str, label: str, values: Values, chosen: Chosen) -> Facet:
    listed = (*values(source), Value(UNKNOWN, "Belum diketahui"))
    known = {value.id for value in listed}
    members: dict[str, list[InnovationEntry]] = defaultdict(list)
    for entry in source.catalogue.by_name:
        for value in [value for value in chosen(source, entry) if value in known] or [UNKNOWN]:
            members[value or UNKNOWN].append(entry)
    crossing = _crossing(source) if id == "urusan" else {}
    return Facet(id, label, listed, {value: tuple(found) for value, found in members.items()}, crossing)


def _vocabulary(name: str) -> Values:
    def values(source: _Source) -> Iterable[Value]:
        words = source.catalogue.words(name).values()
        return (Value(word.id, word.nama, word.keterangan or "") for word in words)

    return values


def _field(name: str) -> Chosen:
    return lambda source, entry: (getattr(entry.record, name),)


def _agencies(source: _Source) -> Iterable[Value]:
    opds = source.catalogue.opds.items()
    named = [Value(id, entry.record.singkatan or entry.record.nama) for id, entry in opds]
    return (*sorted(named, key=lambda value: value.text.casefold()), Value(UNASSIGNED, "Belum ditetapkan"))


def _affairs(source: _Source) -> Iterable[Value]:
    words = source.catalogue.words("urusan").values()
    return (Value(affair_slug(word), word.nama, "Pelayanan dasar" if word.pelayanan_dasar else "") for word in words)


def _affair(source: _Source, entry: InnovationEntry) -> Iterable[str | None]:
    word = source.catalogue.words("urusan").get(entry.record.urusan_utama or "")
    return (affair_slug(word) if word else None,)


def _crossing(source: _Source) -> Mapping[str, tuple[InnovationEntry, ...]]:
    words, found = source.catalogue.words("urusan"), defaultdict(list)
    for entry in source.catalogue.by_name:
        for id in entry.record.urusan_lain:
            if word := words.get(id):
                found[affair_slug(word)].append(entry)
    return {slug: tuple(entries) for slug, entries in found.items()}


def _basic(source: _Source, entry: InnovationEntry) -> Iterable[str | None]:
    word = source.catalogue.words("urusan").get(entry.record.urusan_utama or "")
    return (("ya" if word.pelayanan_dasar else "bukan") if word else None,)


def _years(source: _Source) -> Iterable[Value]:
    years = {year_of(entry.record) for entry in source.catalogue.innovations.values()} - {None}
    return (Value(str(year), str(year)) for year in sorted(years, key=str, reverse=True))


def _year(source: _Source, entry: InnovationEntry) -> Iterable[str | None]:
    year = year_of(entry.record)
    return (str(year) if year else None,)


def _steps(source: _Source) -> Iterable[Value]:
    return (Value(step, step.capitalize(), RULES[step]) for step in STEPS)


BASIC = (
    Value("ya", "Pelayanan dasar", "Enam urusan wajib yang berkaitan dengan pelayanan dasar."),
    Value("bukan", "Bukan pelayanan dasar"),
)

RUNS = (
    Value("ya", "Masih berjalan", "Menurut OPD atau sumber dalam 18 bulan terakhir."),
    Value("tidak", "Tidak berjalan lagi", "Sudah berhenti atau digabung."),
)


def _runs(source: _Source, entry: InnovationEntry) -> Iterable[str | None]:
    runs = running(entry.record, source.today)
    return (None if runs is None else "ya" if runs else "tidak",)


FACETS: dict[str, tuple[str, Values, Chosen]] = {
    "opd": ("OPD", _agencies, lambda source, entry: (entry.opd,)),
    "urusan": ("Urusan", _affairs, _affair),
    "pelayanan-dasar": ("Pelayanan dasar", lambda source: BASIC, _basic),
    "tema": ("Tema", _vocabulary("tema"), lambda source, entry: entry.record.tema),
    "tahun": ("Tahun mulai", _years, _year),
    "bentuk": ("Bentuk", _vocabulary("bentuk"), _field("bentuk")),
    "jenis": ("Jenis", _vocabulary("jenis"), _field("jenis")),
    "tahapan": ("Tahapan", _vocabulary("tahapan"), _field("tahapan")),
    "jenis-catatan": ("Jenis catatan", _vocabulary("jenis-catatan"), lambda source, entry: (kind_of(entry.record),)),
    "berjalan": ("Berjalan", lambda source: RUNS, _runs),
    "langkah": ("Langkah", _steps, lambda source, entry: (source.assessment.innovations[entry.id].step,)),
    "status": ("Status", _vocabulary("status"), _field("status")),
    "status-data": ("Status data", _vocabulary("status-data"), _field("status_data")),
}
"""Label, values and choice of each facet by its identity, by which addresses name it."""

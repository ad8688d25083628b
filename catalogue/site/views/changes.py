"""The history of a record in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from catalogue.assess.past.edits import Edit
from catalogue.build import Build, Link
from catalogue.common.indonesian import enumerate_words, sentence
from catalogue.model import Innovation
from catalogue.model.maturity import Maturity
from catalogue.read.catalogue import InnovationEntry, name_key

SHOWN = 12
NAMED = 6
"""So many fields of one change are named; the rest are counted."""
FACT = "kematangan."
UNKNOWN = "isian yang sudah tidak dipakai"


@dataclass(frozen=True)
class ChangeView:
    """One change: when, as far as that is known, what, who proposed it, and where it can be seen whole."""

    day: date | None
    text: str
    proposer: Link | None
    address: str | None
    place: str


@dataclass(frozen=True)
class ChangesView:
    """The latest changes of a record; `older` are not shown, `address` lists them all."""

    shown: tuple[ChangeView, ...]
    older: int
    address: str | None


def changes(build: Build, entry: InnovationEntry) -> ChangesView:
    """Tell how a record came to be what it is, and what went into it."""
    joined = sorted(build.catalogue.joined.get(entry.id, ()), key=name_key)
    merged = (other for other in joined if other.record.digabung_ke == entry.id)
    named = {entry.id: "", **{other.id: f"{other.record.nama}, sebelum digabung: " for other in merged}}
    edits = [(edit, name) for slug, name in named.items() for edit in build.past.edits.get(slug, ())]
    found = sorted(edits, key=lambda pair: pair[0].commit.arrival.latest, reverse=True)
    address = build.hosting.history(entry.path)
    return ChangesView(tuple(_change(build, *pair) for pair in found[:SHOWN]), max(0, len(found) - SHOWN), address)


def _change(build: Build, edit: Edit, name: str) -> ChangeView:
    address, place = _address(build, edit)
    named = edit.commit.proposer
    proposer = build.opd_link(named) if named and named in build.catalogue.opds else None
    return ChangeView(edit.commit.day, f"{name}{_text(build, edit)}", proposer, address, place)


def _address(build: Build, edit: Edit) -> tuple[str | None, str]:
    if edit.commit.proposal:
        return build.hosting.proposal(edit.commit.proposal), f"usulan nomor {edit.commit.proposal}"
    return build.hosting.commit(edit.commit.id), "perubahan lengkap"


def _text(build: Build, edit: Edit) -> str:
    parts = list(_parts(build, edit))
    return sentence("; ".join(parts)) if parts else "Isi catatan saat itu tidak terbaca program ini."


def _parts(build: Build, edit: Edit) -> Iterator[str]:
    if edit.new:
        yield "dicatat dalam katalog"
    if edit.former:
        yield f"dipindahkan dari {build.opd_link(edit.former).text}"
    for names, done in ((edit.filled, "diisi"), (edit.changed, "diubah"), (edit.emptied, "dikosongkan")):
        facts = [name.removeprefix(FACT) for name in names if name.startswith(FACT)]
        if fields := _enumerated(_field(name) for name in names if not name.startswith(FACT)):
            yield f"{fields} {done}"
        if facts:
            yield f"fakta atau bukti tentang {_enumerated(map(_indicator, facts))} {done}"
    for year in edit.reviewed:
        yield f"pemeriksaan {build.catalogue.region.koordinator} untuk periode {year} diperbarui"


def _enumerated(labels: Iterable[str]) -> str:
    listed = list(dict.fromkeys(labels))
    rest = len(listed) - NAMED
    return enumerate_words([*listed[:NAMED], f"{rest} isian lain"] if rest > 0 else listed)


def _field(name: str) -> str:
    """Name a field as its reader does; a former version may hold any name."""
    known = Innovation.model_fields.get(name)
    return (known.title or name).lower() if known else UNKNOWN


def _indicator(name: str) -> str:
    known = Maturity.model_fields.get(name)
    return (known.title or name).lower() if known else UNKNOWN

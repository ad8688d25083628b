"""The history of a record in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from catalogue.collection import InnovationEntry
from catalogue.indonesian import enumerate_words, sentence
from catalogue.model import Innovation
from catalogue.model.maturity import Maturity
from catalogue.past import Edit
from catalogue.views.parts import Link
from catalogue.views.site import Site

SHOWN = 12
NAMED = 6
"""So many fields of one change are named; the rest are counted."""
FACT = "kematangan."
UNKNOWN = "isian yang sudah tidak dipakai"


@dataclass(frozen=True)
class ChangeView:
    """One change: when, what, who proposed it, and where it can be seen whole."""

    day: date
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


def changes(site: Site, entry: InnovationEntry) -> ChangesView:
    """Tell how a record came to be what it is."""
    found = site.past.edits.get(entry.id, ())
    branch = site.catalogue.region.cabang
    address = f"{site.repository}/commits/{branch}/{entry.path}" if site.repository else None
    return ChangesView(tuple(_change(site, edit) for edit in found[:SHOWN]), max(0, len(found) - SHOWN), address)


def _change(site: Site, edit: Edit) -> ChangeView:
    address, place = _address(site, edit)
    named = edit.commit.proposer
    proposer = site.opd_link(named) if named and named in site.catalogue.opds else None
    return ChangeView(edit.commit.day, _text(site, edit), proposer, address, place)


def _address(site: Site, edit: Edit) -> tuple[str | None, str]:
    if not site.repository:
        return None, ""
    if edit.commit.proposal:
        return f"{site.repository}/pull/{edit.commit.proposal}", f"usulan nomor {edit.commit.proposal}"
    return f"{site.repository}/commit/{edit.commit.id}", "perubahan lengkap"


def _text(site: Site, edit: Edit) -> str:
    parts = list(_parts(site, edit))
    return sentence("; ".join(parts)) if parts else "Isi catatan saat itu tidak terbaca program ini."


def _parts(site: Site, edit: Edit) -> Iterator[str]:
    if edit.new:
        yield "dicatat dalam katalog"
    if edit.former:
        yield f"dipindahkan dari {site.opd_link(edit.former).text}"
    for names, done in ((edit.filled, "diisi"), (edit.changed, "diubah"), (edit.emptied, "dikosongkan")):
        facts = [name.removeprefix(FACT) for name in names if name.startswith(FACT)]
        if fields := _enumerated(_field(name) for name in names if not name.startswith(FACT)):
            yield f"{fields} {done}"
        if facts:
            yield f"fakta atau bukti tentang {_enumerated(map(_indicator, facts))} {done}"
    for year in edit.reviewed:
        yield f"pemeriksaan {site.catalogue.region.koordinator} untuk periode {year} diperbarui"


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

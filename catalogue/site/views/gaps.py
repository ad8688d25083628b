"""What a record does not say yet, and where the form asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.model import Innovation
from catalogue.read.catalogue import InnovationEntry
from catalogue.site.views.doors import form_address
from catalogue.site.views.fields import label

ASKED = (
    "penerima_manfaat",
    "rancang_bangun",
    "tujuan",
    "manfaat",
    "hasil",
    "syarat_replikasi",
    "waktu_penerapan",
    "lokasi",
    "kontak",
    "foto",
)
"""What a reader looks for, in the order of the page."""
SAID = {"hasil": ("hasil", "capaian")}
"""The fields of which any one says what is looked for."""


@dataclass(frozen=True)
class Gap:
    """A field that is empty: what belongs there, where that is explained, and where the form asks for it."""

    label: str
    help: str
    guide: str
    address: str


def gaps(entry: InnovationEntry) -> tuple[Gap, ...]:
    """Return the fields that a reader misses."""
    return tuple(_gap(entry, name) for name in ASKED if not _said(entry.record, name))


def _said(record: Innovation, name: str) -> bool:
    return any(getattr(record, each) for each in SAID.get(name, (name,)))


def asked() -> int:
    """Return how many fields a reader looks for."""
    return len(ASKED)


def _gap(entry: InnovationEntry, name: str) -> Gap:
    help = Innovation.model_fields[name].description or ""
    return Gap(label(name), help, f"inovasi-{name.replace('_', '-')}", form_address(entry.id, name))

"""Where a reader who wants to change something goes: the form, at the right field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from catalogue.model import Innovation
from catalogue.read.catalogue import InnovationEntry
from catalogue.site.views.fields import label

FORM = "usul/"


def form_address(slug: str, field: str = "") -> str:
    """Return where the form opens a record, at a field if one is named by its keys joined by dots.

    Neither has characters that an address would have to escape.
    """
    return f"{FORM}?inovasi={slug}&isian={field}" if field else f"{FORM}?inovasi={slug}"


def new_address(opd: str, **known: Sequence[str]) -> str:
    """Return where the form opens for a new innovation of an agency, with fields whose words are known already."""
    return FORM + "?" + urlencode({"opd": opd, **known}, doseq=True)


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


def _gap(entry: InnovationEntry, name: str) -> Gap:
    help = Innovation.model_fields[name].description or ""
    return Gap(label(name), help, f"inovasi-{name.replace('_', '-')}", form_address(entry.id, name))

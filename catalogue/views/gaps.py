"""What a record does not say yet, and where its agency can say it."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.collection import InnovationEntry
from catalogue.model import Innovation
from catalogue.views.fields import label
from catalogue.views.site import Site

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


@dataclass(frozen=True)
class Gap:
    """A field that is empty: what belongs there, where that is explained, and where and below which line to write."""

    label: str
    help: str
    guide: str
    line: int
    address: str | None


def gaps(site: Site, entry: InnovationEntry) -> tuple[Gap, ...]:
    """Return the fields that a reader misses."""
    return tuple(_gap(site, entry, name) for name in ASKED if not getattr(entry.record, name))


def asked() -> int:
    """Return how many fields a reader looks for."""
    return len(ASKED)


def _gap(site: Site, entry: InnovationEntry, name: str) -> Gap:
    line, help = _line_before(entry, name), Innovation.model_fields[name].description or ""
    return Gap(label(name), help, f"inovasi-{name.replace('_', '-')}", line, edit_address(site, entry, line))


def _line_before(entry: InnovationEntry, name: str) -> int:
    """Return the last line of the nearest filled field that the model declares before this one."""
    names = list(Innovation.model_fields)
    before = names[: names.index(name)]
    return max((span.end_line for path, span in entry.spans.items() if path and path[0] in before), default=1)


def edit_address(site: Site, entry: InnovationEntry, line: int | None = None) -> str | None:
    """Return where GitHub opens the file of a record for editing, at a line if one is given."""
    if not site.repository:
        return None
    address = f"{site.repository}/edit/{site.catalogue.region.cabang}/{entry.path}"
    return f"{address}#L{line}" if line else address

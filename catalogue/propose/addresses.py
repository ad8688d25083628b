"""The list of addresses with what has been published since it was last written."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

from catalogue.model import Address
from catalogue.read.catalogue import Catalogue

WIDTH = 118


def with_new_addresses(catalogue: Catalogue, text: str) -> str:
    """Return the text of the list with a block for each kind of page that it lacks."""
    known = catalogue.addresses.record.alamat
    kinds = {"inovasi/*/": catalogue.innovations, "opd/*/": catalogue.opds}
    blocks = [block for place, ids in kinds.items() for block in _block(known, place, ids)]
    text = text.rstrip("\n") + "\n"
    indent = next((match[1] for match in re.finditer(r"^( *)- alamat:", text, re.MULTILINE)), "  ")
    return text + textwrap.indent("".join(blocks), indent)


def _block(known: Iterable[Address], place: str, ids: Iterable[str]) -> Iterator[str]:
    """Write those of these pages that no entry names, with the files that belong to each."""
    entries = [entry for entry in known if place in entry.alamat]
    named = {name for entry in entries for name in entry.nama}
    missing = sorted(set(ids) - named)
    places = next((entry.alamat for entry in entries if not entry.berakhir), (place,))
    if missing:
        names = textwrap.wrap(", ".join(missing), WIDTH - 6, break_on_hyphens=False)
        listed = "\n".join(f"    {line}" for line in names)
        yield f"- alamat: [{', '.join(places)}]\n  nama: [\n{listed}\n  ]\n"

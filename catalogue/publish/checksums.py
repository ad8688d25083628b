"""The list of all published files with their checksums, as `sha256sum --check` reads it."""

from __future__ import annotations

from collections.abc import Mapping

from catalogue.export.types import Measure

CHECKSUMS = "data/berkas.sha256"


def checksums(measures: Mapping[str, Measure]) -> bytes:
    """List files by their address; hidden ones are left out, which hosts do not publish."""
    shown = (address for address in sorted(measures) if not address.startswith("."))
    return "".join(f"{measures[address].checksum}  {address}\n" for address in shown).encode()

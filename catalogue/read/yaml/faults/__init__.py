"""What a broken line of YAML most likely was meant to be: a sentence, an example, and the mend that proves it.

Each suspicion looks at one line and offers fixes; whether one is right, the parser decides (`yaml_mends`).
"""

from __future__ import annotations

import re

from catalogue.read.yaml.faults import layout, signs
from catalogue.read.yaml.faults.layout import SECOND_DOCUMENT, no_key
from catalogue.read.yaml.faults.suspect import (
    Fault,
    Fix,
    Heuristic,
    Known,
    MarkedError,
    SuspectLine,
    mark_of,
)

__all__ = [
    "HEURISTICS",
    "SECOND_DOCUMENT",
    "Fault",
    "Fix",
    "Known",
    "MarkedError",
    "SuspectLine",
    "fallback",
    "mark_of",
]

HEURISTICS: tuple[Heuristic, ...] = (
    layout.conflict,
    layout.fence,
    layout.second_document,
    layout.directive,
    layout.pasted,
    layout.tab,
    signs.typographic,
    signs.quotes,
    signs.bracket,
    signs.colon_without_space,
    layout.dash_without_space,
    layout.other_bullet,
    signs.other_separator,
    layout.text_not_indented,
    signs.block_header,
    layout.dash_in_value,
    signs.special_sign,
    signs.colon_in_value,
    layout.first_inside,
    layout.dash_missing,
    layout.indentation,
    layout.stray_text,
)
"""The more particular a suspicion, the earlier it stands."""


def fallback(error: MarkedError, lines: list[str]) -> Fix:
    """Say what the parser said, and leave the entry out."""
    mark = mark_of(error)
    spot = SuspectLine(lines, min(mark.line, len(lines) - 1), error, Known())
    changes = dict.fromkeys(range(spot.index, spot.end_of_value() + 1), "")
    return Fix(_plain_fault(spot, mark.column), changes, certain=False, removes=True)


def _plain_fault(spot: SuspectLine, column: int) -> Fault:
    said = f"{spot.error.context or ''}; {spot.error.problem or ''}"
    if "could not find expected ':'" in said:
        return no_key(spot)
    if re.search(r"mapping values|block (?:mapping|collection|end)|expected '?<", said):
        help = "Kunci yang setingkat diawali spasi yang sama banyak; butir daftar diawali `- `."
        return spot.fault("yaml-inden", column, "spasi di awal baris ini tidak cocok dengan baris di atasnya", help)
    help = "Bandingkan dengan baris serupa pada berkas lain; bila nilai memuat tanda khusus, beri tanda kutip."
    return spot.fault("yaml-rusak", column, "baris ini tidak dapat dibaca sebagai YAML", help)

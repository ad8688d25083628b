"""A data file in its normal form: the model's order of keys, plain quoting, two spaces, nothing else changed.

No value changes and no comment is lost: both are compared before and after, and what cannot be kept is refused.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalogue.common.findings import Severity, count
from catalogue.model import Record
from catalogue.propose.tidy.graft import mapping_of, put, with_items, with_values
from catalogue.propose.tidy.outline import Outline, Unsure, outline, write
from catalogue.read.characters import CONTROL, split_lines, visible
from catalogue.read.decode import decode, known_keys
from catalogue.read.yaml.tree import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from catalogue.read.yaml.nodes import Parsed

__all__ = ["Tidied", "Unsure", "mapping_of", "put", "tidy", "with_items", "with_values"]


@dataclass(frozen=True)
class Tidied:
    """The normal form of a text, or why it has none; `mended` counts the faults of syntax that were mended."""

    text: str | None
    refusal: str = ""
    mended: int = 0


def tidy(text: str, model: type[Record]) -> Tidied:
    """Return the normal form of a file that holds a record of this model."""
    try:
        base, mended = _readable(text, model)
        known = known_keys(model)
        before = outline(base, known)
        result = write(before, model)
        after = outline(result, known)
        _compare(before, after)
    except Unsure as reason:
        return Tidied(None, str(reason))
    return Tidied(result, mended=mended)


def _readable(text: str, model: type[Record]) -> tuple[str, int]:
    """Return the text as it is meant, and how many faults were mended for that."""
    from catalogue.read.yaml.nodes import parse  # noqa: PLC0415  slow to start, and pages need only how texts are written

    if CONTROL.search(text):
        raise Unsure("ada aksara kendali")
    parsed = parse(text, "", known_keys(model))
    faults = count(parsed.findings, Severity.GALAT)
    if parsed.mended is None or parsed.top is None:
        raise Unsure(f"perbaiki dahulu {faults} galat yang dilaporkan `build.py check`")
    if faults and _doubtful(parsed, parsed.top, model):
        raise Unsure("belum tentu perbaikannya seperti yang dimaksud")
    return "\n".join(split_lines(visible(parsed.mended))), faults


def _doubtful(parsed: Parsed, top: Mapping, model: type[Record]) -> bool:
    """Tell whether a mended line holds what its model does not know, so that the mend was none."""
    later = decode(top, model, "").findings
    return any(found.place.span.line in parsed.broken for found in later if found.rule != "wajib-diisi")


def _compare(before: Outline, after: Outline) -> None:
    if _values(before.top) != _values(after.top):
        raise Unsure("ada nilai yang akan berubah")
    if Counter(before.comments) != Counter(after.comments):
        raise Unsure("ada komentar yang akan hilang")


def _values(node: Node) -> object:
    """Return what a node holds, in an order of its own, so that only a changed value makes a difference."""
    if isinstance(node, Scalar):
        return (node.text, node.empty)
    if isinstance(node, Sequence):
        return [_values(item) for item in node.items]
    assert isinstance(node, Mapping)
    return {key.text: _values(value) for key, value in node.items}

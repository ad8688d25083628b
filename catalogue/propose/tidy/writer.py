"""The outline of a document written down again in its normal form."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from collections.abc import Sequence as Many

from catalogue.model import Record
from catalogue.model.shape import keys_at
from catalogue.propose.tidy.outline import Outline, Part
from catalogue.propose.tidy.words import flow, inline_scalar, quoted_or_plain
from catalogue.read.yaml.tree import Scalar, Sequence

Path = tuple[str | int, ...]
WIDTH = 110
"""Columns up to which a list in brackets stays on one line."""
SHORT = 20
"""Characters of the words that stay in brackets even where they fill several lines."""


def write(outline: Outline, model: type[Record]) -> str:
    """Write a document in the order of its model."""
    writer = _Writer(model)
    header = _take_header(outline.parts)
    lines = [*header, *writer.parts(outline.parts, (), 0), *outline.below]
    return "\n".join(_without_spare_blanks(lines)) + "\n"


def _take_header(parts: list[Part]) -> list[str]:
    """Take from the first entry what stands at the head of the file, and stays there whatever comes first."""
    if not parts:
        return []
    above = parts[0].above
    blanks = [index for index, line in enumerate(above) if not line]
    cut = blanks[-1] + 1 if blanks and any(above) else len(above)
    parts[0].above = above[cut:]
    return above[:cut]


def _without_spare_blanks(lines: Many[str]) -> list[str]:
    """Keep single blank lines between entries, and none at the ends; those within block texts are marked."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    while kept and not kept[-1]:
        kept.pop()
    return [line.replace(KEEP, "") for line in kept]


KEEP = "\0"
"""Marks a line that must stay although it may be blank."""


class _Writer:
    def __init__(self, model: type[Record]) -> None:
        self.model = model

    def parts(self, parts: list[Part], path: Path, indent: int) -> Iterator[str]:
        """Write the entries of a mapping in the model's order, or the items of a list in their own."""
        order = {key: index for index, key in enumerate(keys_at(self.model, path))}
        for index, part in sorted(
            enumerate(parts), key=lambda pair: (order.get(pair[1].key.text, len(order)) if pair[1].key else 0, pair[0])
        ):
            here = (*path, part.key.text if part.key else index)
            yield from self._part(part, here, indent)

    def _part(self, part: Part, path: Path, indent: int) -> Iterator[str]:
        space = " " * indent
        yield from (space + line if line else "" for line in part.above)
        head = f"{quoted_or_plain(part.key)}:" if part.key else "-"
        yield from self._value(part, path, indent, space + head)
        inner = " " * (indent + 2)
        yield from (inner + line if line else "" for line in part.below)

    def _value(self, part: Part, path: Path, indent: int, head: str) -> Iterator[str]:
        beside = f"  {part.beside}" if part.beside else ""
        if isinstance(part.node, Scalar):
            yield from _scalar(part, indent, head, beside)
        elif part.node.flow:
            yield from self._flow(part, path, indent, head, beside)
        elif part.key:
            yield head + beside
            yield from self.parts(part.parts, path, indent + 2)
        else:
            yield from self._item(part, path, indent)

    def _item(self, part: Part, path: Path, indent: int) -> Iterator[str]:
        """Write a list or a mapping behind a dash; comments above its first entry stand above the dash."""
        lines = list(self.parts(part.parts, path, indent + 2))
        first = next(index for index, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#"))
        yield from (line[2:] if line else "" for line in lines[:first])
        yield " " * indent + "- " + lines[first].lstrip(" ")
        yield from lines[first + 1 :]

    def _flow(self, part: Part, path: Path, indent: int, head: str, beside: str) -> Iterator[str]:
        assert not isinstance(part.node, Scalar)
        line = f"{head} {flow(part.node)}"
        if len(line) <= WIDTH or not part.node.items or not isinstance(part.node, Sequence):
            yield line + beside
            return
        yield head + beside
        yield from _long_list(part.node, indent + 2)


def _long_list(node: Sequence, indent: int) -> Iterator[str]:
    """Write a list that does not fit on a line: short words fill lines in brackets, other items have one each."""
    space = " " * indent
    words = [flow(item) for item in node.items]
    if all(isinstance(item, Scalar) for item in node.items) and max(map(len, words)) <= SHORT:
        yield f"{space}["
        inner = f"{space}  "
        yield from textwrap.wrap(
            ", ".join(words), WIDTH, initial_indent=inner, subsequent_indent=inner, break_on_hyphens=False
        )
        yield f"{space}]"
        return
    for item in node.items:
        yield f"{space}- {inline_scalar(item) if isinstance(item, Scalar) else flow(item)}"


def _scalar(part: Part, indent: int, head: str, beside: str) -> Iterator[str]:
    node = part.node
    assert isinstance(node, Scalar)
    if node.style in ("|", ">"):
        yield from _block_text(part.lines, indent, head, beside)
    elif part.lines:
        yield f"{head} {part.lines[0]}"
        inner = " " * (indent + 2)
        yield from (inner + line if line else KEEP for line in part.lines[1:-1])
        yield inner + part.lines[-1] + beside
    else:
        text = inline_scalar(node)
        yield (f"{head} {text}" if text else head) + beside


def _block_text(lines: list[str], indent: int, head: str, beside: str) -> Iterator[str]:
    sign, *content = lines
    yield f"{head} {re.sub('[1-9]', '2', sign)}{beside}"
    space = " " * (indent + 2)
    yield from (KEEP + (space + line if line else "") for line in content)

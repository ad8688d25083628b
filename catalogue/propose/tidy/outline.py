"""A document taken apart into entries that carry their comments, and written down again in its normal form."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from collections.abc import Sequence as Many
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from catalogue.common.findings import Severity, count
from catalogue.model import Record
from catalogue.model.shape import keys_at
from catalogue.propose.tidy.fresh import WIDTH, flow, inline_scalar
from catalogue.read.yaml import Mapping, Node, Scalar, Sequence, indent_of
from catalogue.read.yaml.lint import block_lines

if TYPE_CHECKING:
    from catalogue.read.yaml.suspect import Known


class Unsure(Exception):
    """The file holds something that this module does not know how to keep; the text says what, to its reader."""


@dataclass
class Part:
    """A key with its value, or an item of a list: `above` are the comments and blank lines before it.

    `lines` are the value's own lines without their indent where it is a text of several lines; `parts` what a block
    holds.
    """

    key: Scalar | None
    node: Node
    above: list[str] = field(default_factory=list)
    beside: str = ""
    lines: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


@dataclass
class Outline:
    """A whole document; `comments` are all its comments, for comparison."""

    top: Mapping
    parts: list[Part]
    below: list[str]
    comments: list[str]


def outline(text: str, known: Known) -> Outline:
    """Take a document apart; raise Unsure when it cannot be read or a comment stands where it has no owner."""
    from catalogue.read.yaml.nodes import parse  # noqa: PLC0415  slow to start, and pages need only how texts are written

    parsed = parse(text, "", known)
    if parsed.top is None or count(parsed.findings, Severity.GALAT):
        raise Unsure("berkas tidak dapat dibaca utuh")
    if parsed.top.flow:
        raise Unsure("isi berkas ditulis dalam kurung kurawal")
    return _Outliner(text).document(parsed.top)


class _Outliner:
    """Walks through the nodes in the order of the file and hands out the lines between them."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.next = 0
        self.comments: list[str] = []

    def document(self, top: Mapping) -> Outline:
        parts = self._parts(top)
        below = self._loose(len(self.lines))
        return Outline(top, parts, below, self.comments)

    def _parts(self, node: Mapping | Sequence) -> list[Part]:
        if isinstance(node, Mapping):
            return [self._part(key, value, node, key.span.line - 1) for key, value in node.items]
        return [self._part(None, item, node, self._dash(item)) for item in node.items]

    def _dash(self, item: Node) -> int:
        """Return the line of an item's dash, which may stand above the item."""
        index = item.span.line - 1
        before = self.lines[index][: item.span.column - 1]
        while not re.search(r"-\s*$", before) and index > self.next:
            index -= 1
            before = self.lines[index].split("#")[0]
        return index

    def _part(self, key: Scalar | None, node: Node, parent: Mapping | Sequence, start: int) -> Part:
        part = Part(key, node, above=self._loose(start))
        if isinstance(node, Scalar):
            self._scalar(part, node, parent)
        elif node.flow:
            self._flow(part, node)
        else:
            self._block(part, node, parent, start)
        return part

    def _scalar(self, part: Part, node: Scalar, parent: Mapping | Sequence) -> None:
        first, last = node.span.line - 1, node.span.end_line - 1
        if node.style in ("|", ">"):
            self._block_text(part, node, parent)
            return
        if part.key and first > part.key.span.line - 1:
            part.above += self._between(part.key.span.line - 1, part.key.span.end_column - 1, first)
        if last > first:
            part.lines = [
                self.lines[first][node.span.column - 1 :].strip(),
                *(line.strip() for line in self.lines[first + 1 : last]),
                self.lines[last][: node.span.end_column - 1].strip(),
            ]
        column = node.span.end_column - 1
        part.beside = self._rest(last, column if not node.empty else self._end_of_key(part, column))
        self.next = max(self.next, last + 1)

    def _end_of_key(self, part: Part, column: int) -> int:
        return max(column, part.key.span.end_column - 1) if part.key else column

    def _block_text(self, part: Part, node: Scalar, parent: Mapping | Sequence) -> None:
        header = node.span.line - 1
        if part.key and header > part.key.span.line - 1:
            raise Unsure("tanda teks blok tidak sebaris dengan kuncinya")
        match = re.match(r"([|>][-+0-9]*)(?:\s+(#.*))?$", self.lines[header][node.span.column - 1 :].rstrip())
        assert match
        numbers = block_lines(self.lines, header, parent.span.column - 1)
        content = self.lines[numbers.start : numbers.stop]
        explicit = re.search(r"[1-9]", match[1])
        inner = next((indent_of(line) for line in content if line.strip()), 0)
        if explicit:
            inner = parent.span.column - 1 + int(explicit[0])
        part.lines = [match[1], *(line[inner:] for line in content)]
        part.beside = self._comment(match[2] or "")
        self.next = numbers.stop
        if "+" in match[1]:
            while self.next < len(self.lines) - 1 and not self.lines[self.next].strip():
                part.lines.append("")
                self.next += 1

    def _flow(self, part: Part, node: Mapping | Sequence) -> None:
        first, last = node.span.line - 1, node.span.end_line - 1
        if part.key and first > part.key.span.line - 1:
            part.above += self._between(part.key.span.line - 1, part.key.span.end_column - 1, first)
        inside = "\n".join([self.lines[first][node.span.column - 1 :], *self.lines[first + 1 : last]])
        if last > first and re.search(r"(?:^|\s)#", inside):
            raise Unsure("ada komentar di dalam kurung")
        part.beside = self._rest(last, node.span.end_column - 1)
        self.next = last + 1

    def _block(self, part: Part, node: Mapping | Sequence, parent: Mapping | Sequence, start: int) -> None:
        first = node.span.line - 1
        if part.key:
            part.beside = self._rest(part.key.span.end_line - 1, part.key.span.end_column - 1)
            self.next = part.key.span.end_line
        elif first > start:
            part.above += self._between(start, self.lines[start].index("-") + 1, first)
        part.parts = self._parts(node)
        same_column = isinstance(parent, Mapping) and node.span.column == parent.span.column
        part.below = self._below(node.span.column - 1 + same_column)

    def _between(self, start: int, column: int, end: int) -> list[str]:
        """Return the comments between a key or dash and a value that begins on a later line."""
        beside = self._rest(start, column)
        self.next = start + 1
        return [*([beside] if beside else []), *(line for line in self._loose(end) if line)]

    def _rest(self, index: int, column: int) -> str:
        """Return the comment behind a place; anything else there is unknown."""
        match = re.match(r"\s*:?\s*(#.*)?$", self.lines[index][column:].rstrip())
        if not match:
            raise Unsure(f"baris {index + 1} tidak dikenali")
        return self._comment(match[1] or "")

    def _loose(self, end: int) -> list[str]:
        """Return the comments and blank lines up to a line, and go on from there."""
        found = []
        for index in range(self.next, end):
            line = self.lines[index].strip()
            marker = re.match(r"(?:---|\.\.\.)\s*(#.*)?$", line)
            line = (marker[1] or "") if marker else line
            if line and not line.startswith("#"):
                raise Unsure(f"baris {index + 1} tidak dikenali")
            found.append(self._comment(line))
        self.next = max(self.next, end)
        return found

    def _below(self, column: int) -> list[str]:
        """Return the comments below a block that are indented at least as deep."""
        last = self.next
        for index in range(self.next, len(self.lines)):
            line = self.lines[index]
            if line.strip() and not (line.lstrip().startswith("#") and indent_of(line) >= column > 0):
                break
            last = index + 1 if line.strip() else last
        return self._loose(last)

    def _comment(self, text: str) -> str:
        if text:
            self.comments.append(text)
        return text


Path = tuple[str | int, ...]
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
        head = f"{inline_scalar(part.key)}:" if part.key else "-"
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

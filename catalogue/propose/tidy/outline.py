"""A document taken apart into entries that carry their comments with them, ready to be put in another order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from catalogue.common.findings import Severity, count
from catalogue.read.yaml.lines import indent_of
from catalogue.read.yaml.oddities import block_lines
from catalogue.read.yaml.tree import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from catalogue.read.yaml.faults import Known


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

"""YAML as the catalogue takes it: a strict subset, read by a fast path or by the parser with its repairs.

A data file is made of nodes with their places, in which every scalar is text, and of lines, which have parts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalogue.common.findings import Span


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text; `style` is the sign it was written with: a quote, `|`, `>`, or nothing."""

    text: str
    span: Span
    style: str = ""

    @property
    def empty(self) -> bool:
        return not (self.text or self.style)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes; `flow` when it was written in brackets."""

    items: list[Node]
    span: Span
    flow: bool = False


@dataclass(frozen=True, slots=True)
class Mapping:
    """Pairs of key and value in the order of the file; keys are unique."""

    items: list[tuple[Scalar, Node]]
    span: Span
    flow: bool = False


Node = Scalar | Sequence | Mapping


_SHAPE = re.compile(
    r"(?P<indent>[ ]*)(?P<dashes>(?:-[ ]+)*)"
    r"(?:(?P<key>[^\s:#\"'\[\]{},&*!|>%@`-][^:#\"\[\]{}]{0,60}?):(?:[ \t]+|$))?"
    r"(?P<value>.*)"
)
BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")


@dataclass(frozen=True)
class Line:
    """The parts of a line; `tail` is a comment behind the value."""

    head: str
    key: str
    value: str
    tail: str
    indent: int
    dashes: str

    @property
    def opens_block(self) -> bool:
        return BLOCK_HEADER.fullmatch(self.value) is not None

    def with_value(self, value: str) -> str:
        """Return the line with another value."""
        return self.head + value + self.tail


def split_line(text: str) -> Line:
    """Take a line apart; every line has parts, though most may be empty."""
    match = _SHAPE.match(text)
    assert match
    value = match["value"]
    comment = re.search(r"(?:^|\s+)#(?: .*)?$", value)
    tail = value[comment.start() :] if comment else ""
    value = value.removesuffix(tail) if tail else value
    spare = value[len(value.rstrip()) :]
    return Line(
        text[: match.start("value")],
        match["key"] or "",
        value.rstrip(),
        spare + tail,
        len(match["indent"]),
        match["dashes"],
    )


def quoted(text: str) -> str:
    """Put a text in the quotes that need no escapes, or in double quotes with them."""
    if ('"' in text or "\\" in text) and "'" not in text:
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def quoted_line(text: str) -> str:
    """Return a line with its value in quotes."""
    line = split_line(text)
    return line.with_value(quoted(line.value))


def indent_of(text: str) -> int:
    """Count the spaces a line begins with."""
    return len(text) - len(text.lstrip(" "))

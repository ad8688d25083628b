"""A line under suspicion, what the parser said of it, and the fixes that may be offered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from catalogue.common.findings import Span
from catalogue.read.yaml import Line, indent_of, split_line


class Mark(Protocol):
    """A place in a text, counted from 0."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


class MarkedError(Protocol):
    """What the parser says of a fault: while doing what (`context`), and what went wrong (`problem`)."""

    @property
    def context(self) -> str | None: ...
    @property
    def context_mark(self) -> Mark | None: ...
    @property
    def problem(self) -> str | None: ...
    @property
    def problem_mark(self) -> Mark | None: ...


class _Start:
    line = 0
    column = 0


class Known(NamedTuple):
    """The words that are keys of a document: at its left edge, and in the records inside it."""

    top: frozenset[str] = frozenset()
    inner: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        return self.top | self.inner

    def may_stand(self, word: str, indent: int) -> bool:
        """Tell whether a key may stand at an indent, as far as that is known."""
        return not self.top or word in (self.inner if indent else self.top)

    def key(self, word: str) -> bool:
        """Tell whether a word is a key, as far as that is known."""
        return not self.all or word in self.all


def _shared(one: str, other: str) -> int:
    """Count the characters with which both texts begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))


@dataclass(frozen=True)
class Fault:
    """A fault of syntax as it is reported; `replacement` is what to write in place of the marked stretch."""

    rule: str
    span: Span
    message: str
    help: str
    replacement: str | None = None

    def mended(self, old: str, new: str) -> Fault:
        """Return the fault with the stretch in which the line as written and the line as it should be differ."""
        start = _shared(old, new)
        rest = min(len(old), len(new)) - start
        end = len(old) - min(rest, _shared(old[::-1], new[::-1]))
        start, end = min(start, self.span.column - 1), max(end, self.span.end_column - 1)
        end = min(end, len(old))
        span = Span(self.span.line, start + 1, self.span.line, end + 1)
        return replace(self, span=span, replacement=new[start : len(new) - len(old) + end])


@dataclass(frozen=True)
class Fix:
    """New text for some lines, by index; `certain` when that is surely what was meant.

    A fix without a fault mends what nobody needs to hear of. One that `removes` leaves entries out.
    """

    fault: Fault | None
    changes: dict[int, str]
    certain: bool = True
    removes: bool = False


@dataclass(frozen=True)
class SuspectLine:
    """A line under suspicion."""

    lines: list[str]
    index: int
    error: MarkedError
    known: Known

    @property
    def text(self) -> str:
        return self.lines[self.index]

    @property
    def line(self) -> Line:
        return split_line(self.text)

    @property
    def indent(self) -> int:
        return indent_of(self.text)

    def before(self) -> str:
        """Return the nearest line above that is not blank."""
        return next((line for line in reversed(self.lines[: self.index]) if line.strip()), "")

    def end_of_value(self) -> int:
        """Return the last line that is indented deeper than this one, by index."""
        last = self.index
        for index in range(self.index + 1, len(self.lines)):
            if self.lines[index].strip() and indent_of(self.lines[index]) <= self.indent:
                break
            last = index if self.lines[index].strip() else last
        return last

    def fault(self, rule: str, column: int, message: str, help: str, width: int = 1) -> Fault:
        """Make a fault of a stretch of the line; the column counts from 0."""
        span = Span(self.index + 1, column + 1, self.index + 1, column + 1 + max(1, width))
        return Fault(rule, span, message, help)

    def fix(self, fault: Fault | None, text: str, certain: bool = True) -> Fix:
        """Offer another text for the line."""
        return Fix(fault, {self.index: text}, certain)


Heuristic = Callable[[SuspectLine], Iterator[Fix]]


def mark_of(error: MarkedError) -> Mark:
    """Return where a fault stands: where a quote, bracket or key began, else where the parser stopped."""
    begun = r"quoted scalar|flow (?:sequence|mapping|collection)|simple key"
    if re.search(begun, error.context or "") and error.context_mark:
        return error.context_mark
    return error.problem_mark or error.context_mark or _Start()

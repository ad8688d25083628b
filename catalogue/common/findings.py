"""A finding: one fault in the data, where it is, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple


class Severity(IntEnum):
    """`GALAT` stops publication, `PERINGATAN` does not; the names are what people read."""

    GALAT = 0
    PERINGATAN = 1

    @property
    def label(self) -> str:
        return self.name.lower()


class Span(NamedTuple):
    """A stretch of a file, from 1 as people count; the end column lies one past the last character.

    In a workbook it lies on a sheet, and lines and columns are those of the cells.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    sheet: str = ""

    @property
    def cell(self) -> str:
        """The name of the first cell, such as B12."""
        letters, rest = "", self.column
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return f"{letters}{self.line}"


START = Span(1, 1, 1, 1)


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a named file."""

    path: str
    span: Span = START

    @property
    def where(self) -> str:
        """The place as people look for it: line and column of a text, sheet and cell of a workbook."""
        if self.span.sheet:
            return f"{self.path}, lembar {self.span.sheet}, sel {self.span.cell}"
        return f"{self.path}:{self.span.line}:{self.span.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: `message` says what is wrong, `help` how to mend it, `related` where its other half is.

    `replacement` is what to write in place of the marked stretch, given only where it cannot be anything else.
    """

    rule: str
    severity: Severity
    place: Place
    message: str
    help: str = ""
    related: Place | None = None
    related_message: str = ""
    replacement: str | None = None

    @property
    def order(self) -> tuple[object, ...]:
        return (self.place.path, self.place.span.sheet, self.place.span, self.severity, self.rule, self.message)


def fault(rule: str, place: Place, message: str, help: str) -> Finding:
    """Make a finding that stops publication."""
    return Finding(rule, Severity.GALAT, place, message, help)


def arrange(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings in the order of the files, each once."""
    ordered = sorted(findings, key=lambda finding: finding.order)
    repeated = any(one.message == other.message and one.place == other.place for one, other in pairwise(ordered))
    return list(dict.fromkeys(ordered)) if repeated else ordered


def count(findings: Iterable[Finding], severity: Severity) -> int:
    """Count the findings of one severity."""
    return sum(finding.severity is severity for finding in findings)

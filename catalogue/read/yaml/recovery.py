"""A broken document is read on: the likeliest mend of the fault is tried, and what the parser then says decides.

A fault is explained by the mend that fixes it, and the faults after it are found in the mended text.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from catalogue.read.characters import split_lines
from catalogue.read.yaml import faults, indent_of
from catalogue.read.yaml.suspect import Fault, Fix, Heuristic, Known, MarkedError, SuspectLine, mark_of

FAULT_LIMIT = 25
WORK_LIMIT = 600_000
"""Characters that may be parsed for one file, all trials together."""

HEURISTICS: tuple[Heuristic, ...] = (
    faults.conflict,
    faults.fence,
    faults.second_document,
    faults.directive,
    faults.pasted,
    faults.tab,
    faults.typographic,
    faults.quotes,
    faults.bracket,
    faults.colon_without_space,
    faults.dash_without_space,
    faults.other_bullet,
    faults.other_separator,
    faults.text_not_indented,
    faults.block_header,
    faults.dash_in_value,
    faults.special_sign,
    faults.colon_in_value,
    faults.first_inside,
    faults.dash_missing,
    faults.indentation,
    faults.stray_text,
)
"""The more particular a suspicion, the earlier it stands."""

FirstError = Callable[[str], MarkedError | None]


@dataclass(frozen=True)
class Recovery:
    """A text that can be read, and what had to be mended for that; lines are counted from 1."""

    text: str
    faults: tuple[Fault, ...] = ()
    broken: frozenset[int] = frozenset()
    certain: bool = True
    partial: bool = False


@dataclass
class _Attempt:
    lines: list[str]
    first_error: FirstError
    known: Known
    work: int = 0
    faults: list[Fault] = field(default_factory=list)
    broken: set[int] = field(default_factory=set)
    certain: bool = True
    partial: bool = False

    def error(self, changes: dict[int, str]) -> MarkedError | None:
        text = "\n".join(changes.get(index, line) for index, line in enumerate(self.lines))
        self.work += len(text)
        return self.first_error(text)

    def apply(self, fix: Fix) -> None:
        if fix.fault and not self.broken & {fix.fault.span.line, *(index + 1 for index in fix.changes)}:
            self.faults.append(self._with_replacement(fix, fix.fault))
        for index, line in fix.changes.items():
            self.lines[index] = line
            if fix.fault:
                self.broken.add(index + 1)
        if fix.fault:
            self.broken.add(fix.fault.span.line)
        self.certain &= fix.certain
        self.partial |= fix.removes

    def _with_replacement(self, fix: Fix, fault: Fault) -> Fault:
        index = fault.span.line - 1
        if fix.certain and list(fix.changes) == [index]:
            return fault.mended(self.lines[index], fix.changes[index])
        return fault

    def recovery(self) -> Recovery:
        text = "\n".join(self.lines)
        return Recovery(text, tuple(self.faults), frozenset(self.broken), self.certain, self.partial)


def recover(text: str, first_error: FirstError, known: Known) -> Recovery:
    """Mend a broken text, fault by fault, until the parser takes it or nothing more can be said."""
    attempt = _Attempt(split_lines(text), first_error, known)
    error = attempt.error({})
    while error is not None and len(attempt.faults) < FAULT_LIMIT and attempt.work < WORK_LIMIT:
        fix, after = _best(attempt, error)
        attempt.apply(fix)
        if after is not None and mark_of(after).line <= mark_of(error).line:
            break
        error = after
    return attempt.recovery()


def _best(attempt: _Attempt, error: MarkedError) -> tuple[Fix, MarkedError | None]:
    """Return the fix after which the parser comes furthest, the first of equals, with the fault found next."""
    here = mark_of(error).line
    best: tuple[int, Fix, MarkedError | None] | None = None
    for fix in _candidates(attempt, error):
        after = attempt.error(fix.changes)
        if after is None:
            return fix, None
        reach = mark_of(after).line
        if reach > here and (best is None or reach > best[0]):
            best = (reach, fix, after)
        if attempt.work > WORK_LIMIT:
            break
    if best:
        return best[1], best[2]
    hopeless = _fallback(error, attempt.lines)
    return hopeless, attempt.error(hopeless.changes)


def _candidates(attempt: _Attempt, error: MarkedError) -> Iterator[Fix]:
    spots = [SuspectLine(attempt.lines, index, error, attempt.known) for index in _suspects(attempt.lines, error)]
    for suspicion in HEURISTICS:
        for spot in spots:
            yield from suspicion(spot)


def _suspects(lines: list[str], error: MarkedError) -> list[int]:
    """Return the lines that may be at fault: where the parser stopped, where it began, and what stands above those."""
    marks = [mark_of(error).line, *(mark.line for mark in (error.problem_mark, error.context_mark) if mark)]
    indexes = [min(index, len(lines) - 1) for index in marks[:2]]
    above = [_above(lines, index, sys.maxsize) for index in indexes]
    outer = [_above(lines, index, indent_of(lines[index])) for index in indexes]
    return [index for index in dict.fromkeys([*indexes, *above, *outer]) if index is not None]


def _above(lines: list[str], index: int, indent: int) -> int | None:
    """Return the nearest line above that is not blank and not indented as deep."""
    numbers = range(index - 1, -1, -1)
    return next((number for number in numbers if lines[number].strip() and indent_of(lines[number]) < indent), None)


def _fallback(error: MarkedError, lines: list[str]) -> Fix:
    """Say what the parser said, and leave the entry out."""
    mark = mark_of(error)
    spot = SuspectLine(lines, min(mark.line, len(lines) - 1), error, Known())
    changes = dict.fromkeys(range(spot.index, spot.end_of_value() + 1), "")
    return Fix(_plain_fault(spot, mark.column), changes, certain=False, removes=True)


def _plain_fault(spot: SuspectLine, column: int) -> Fault:
    said = f"{spot.error.context or ''}; {spot.error.problem or ''}"
    if "could not find expected ':'" in said:
        return faults.no_key(spot)
    if re.search(r"mapping values|block (?:mapping|collection|end)|expected '?<", said):
        help = "Kunci yang setingkat diawali spasi yang sama banyak; butir daftar diawali `- `."
        return spot.fault("yaml-inden", column, "spasi di awal baris ini tidak cocok dengan baris di atasnya", help)
    help = "Bandingkan dengan baris serupa pada berkas lain; bila nilai memuat tanda khusus, beri tanda kutip."
    return spot.fault("yaml-rusak", column, "baris ini tidak dapat dibaca sebagai YAML", help)

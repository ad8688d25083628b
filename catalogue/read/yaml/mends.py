"""A broken document is read on: the likeliest mend of the fault is tried, and what the parser then says decides.

A fault is explained by the mend that cures it, and the faults after it are found in the mended text.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from catalogue.read.characters import split_lines
from catalogue.read.yaml.faults import (
    SUSPICIONS,
    Cure,
    Fault,
    Known,
    MarkedError,
    Spot,
    fallback,
    mark_of,
)
from catalogue.read.yaml.lines import indent_of

FAULT_LIMIT = 25
WORK_LIMIT = 600_000
"""Characters that may be parsed for one file, all trials together."""

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
class _Patient:
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

    def apply(self, cure: Cure) -> None:
        if cure.fault and not self.broken & {cure.fault.span.line, *(index + 1 for index in cure.changes)}:
            self.faults.append(self._with_replacement(cure, cure.fault))
        for index, line in cure.changes.items():
            self.lines[index] = line
            if cure.fault:
                self.broken.add(index + 1)
        if cure.fault:
            self.broken.add(cure.fault.span.line)
        self.certain &= cure.certain
        self.partial |= cure.removes

    def _with_replacement(self, cure: Cure, fault: Fault) -> Fault:
        index = fault.span.line - 1
        if cure.certain and list(cure.changes) == [index]:
            return fault.mended(self.lines[index], cure.changes[index])
        return fault

    def recovery(self) -> Recovery:
        text = "\n".join(self.lines)
        return Recovery(text, tuple(self.faults), frozenset(self.broken), self.certain, self.partial)


def recover(text: str, first_error: FirstError, known: Known) -> Recovery:
    """Mend a broken text, fault by fault, until the parser takes it or nothing more can be said."""
    patient = _Patient(split_lines(text), first_error, known)
    error = patient.error({})
    while error is not None and len(patient.faults) < FAULT_LIMIT and patient.work < WORK_LIMIT:
        cure, after = _best(patient, error)
        patient.apply(cure)
        if after is not None and mark_of(after).line <= mark_of(error).line:
            break
        error = after
    return patient.recovery()


def _best(patient: _Patient, error: MarkedError) -> tuple[Cure, MarkedError | None]:
    """Return the cure after which the parser comes furthest, the first of equals, with the fault found next."""
    here = mark_of(error).line
    best: tuple[int, Cure, MarkedError | None] | None = None
    for cure in _candidates(patient, error):
        after = patient.error(cure.changes)
        if after is None:
            return cure, None
        reach = mark_of(after).line
        if reach > here and (best is None or reach > best[0]):
            best = (reach, cure, after)
        if patient.work > WORK_LIMIT:
            break
    if best:
        return best[1], best[2]
    hopeless = fallback(error, patient.lines)
    return hopeless, patient.error(hopeless.changes)


def _candidates(patient: _Patient, error: MarkedError) -> Iterator[Cure]:
    spots = [Spot(patient.lines, index, error, patient.known) for index in _suspects(patient.lines, error)]
    for suspicion in SUSPICIONS:
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

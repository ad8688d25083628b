"""A fault in a word that most likely was meant to be another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from catalogue.check.registry import Fault
from catalogue.common.findings import Place
from catalogue.common.suggest import closest

Candidates = Iterable[str] | Mapping[str, Iterable[str]]


def misspelt(place: Place, message: str, word: str, candidates: Candidates, otherwise: str) -> Fault:
    """Make the fault of an unknown word, with the known one that clearly was meant, or else with `otherwise`."""
    match = closest(word, candidates)
    return Fault(place, message, f"Mungkin maksudnya `{match}`." if match else otherwise, replacement=match)

"""What an innovation reached, in figures: each measure over time, with bars that may be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from catalogue.common.indonesian import number_text, partial_date_text
from catalogue.model.innovation import Result

WIDTH = 100
"""The length of the longest bar, in the picture's measure."""
SHARE = "persen"
"""The unit that has a whole."""
MONEY = "rupiah"
"""The unit that is written before its number."""


@dataclass(frozen=True)
class FigureView:
    """One figure: when it held, how much, who says so, and how long its bar is; 0 where nothing is compared."""

    when: str
    amount: str
    width: int
    sources: tuple[int, ...]


@dataclass(frozen=True)
class MeasureView:
    """What was measured, and its figures from the earliest on."""

    title: str
    figures: tuple[FigureView, ...]


def measures(results: Iterable[Result]) -> tuple[MeasureView, ...]:
    """Group the figures by what they measure, in the order in which a record names it."""
    found: dict[tuple[str, str], list[Result]] = defaultdict(list)
    for result in results:
        found[result.ukuran, result.satuan].append(result)
    return tuple(MeasureView(title, tuple(_figures(unit, rows))) for (title, unit), rows in found.items())


def _figures(unit: str, rows: list[Result]) -> Iterator[FigureView]:
    rows = sorted(rows, key=lambda row: str(row.tanggal or ""))
    amounts = [value for row in rows for value in (row.sebelum, row.nilai) if value is not None]
    compared = len(amounts) > 1 or unit == SHARE
    longest = max(Decimal(100), *amounts) if unit == SHARE else max(amounts)
    for row in rows:
        when = partial_date_text(row.tanggal) if row.tanggal else ""
        if row.sebelum is not None:
            yield FigureView("Sebelum", _written(row.sebelum, unit), _bar(row.sebelum, longest), row.sumber)
            when = when or "Sesudah"
        yield FigureView(when, _written(row.nilai, unit), _bar(row.nilai, longest) if compared else 0, row.sumber)


def _written(value: Decimal, unit: str) -> str:
    return (
        f"Rp{number_text(value)}{unit.removeprefix(MONEY)}"
        if unit.startswith(MONEY)
        else f"{number_text(value)} {unit}"
    )


def _bar(value: Decimal, longest: Decimal) -> int:
    return max(1, round(WIDTH * value / longest)) if longest and value > 0 else 0

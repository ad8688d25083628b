"""From a stated fact to the level that the rubric of the year gives it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from catalogue.model import Indicator
from catalogue.model.maturity import Benefit
from catalogue.model.rubric import Condition
from catalogue.model.types import number_in

Value = str | int | Decimal | Sequence[int] | Benefit


def level_of(indicator: Indicator, value: Value | None, year: int) -> int:
    """Return the highest level whose condition the value meets, or 0; `year` is T-0 for lists of years."""
    if value is None:
        return 0
    reached = 0
    for level in indicator.level:
        if level.level > reached and level.syarat and _holds(level.syarat, value, year):
            reached = level.level
    return reached


def _holds(condition: Condition, value: Value, year: int) -> bool:
    if isinstance(value, Benefit):
        base = (condition.basis or {}).get(value.basis)
        return base is not None and _holds(base, value.nilai, year)
    if str(value) in condition.kata:
        return True
    if condition.kata and not condition.numeric:
        return False
    if condition.tahun:
        years = set(value) if isinstance(value, tuple | list) else set()
        return any(years.issuperset(year + offset for offset in offsets) for offsets in condition.tahun)
    return _within(condition, _number(value))


def _number(value: Value) -> Decimal | None:
    if isinstance(value, str):
        return number_in(value)
    return Decimal(value) if isinstance(value, int | Decimal) else None


def _within(condition: Condition, number: Decimal | None) -> bool:
    if number is None:
        return False
    return (
        (condition.minimum is None or number >= condition.minimum)
        and (condition.lebih_dari is None or number > condition.lebih_dari)
        and (condition.maksimum is None or number <= condition.maksimum)
    )

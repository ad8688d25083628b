"""Days: which day it is, as an argument, and when a record came and last changed."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@dataclass(frozen=True, slots=True)
class Dates:
    """The day a record was added and the day it last changed, None where that is not known."""

    created: date | None = None
    changed: date | None = None


BEGINNING = date(1970, 1, 1)
"""The first day that a machine can name."""


def build_day(given: date | None, environ: Mapping[str, str], zone: str) -> date:
    """Return the day of the build: the given one, `SOURCE_DATE_EPOCH`, or today in the region's time zone.

    `SOURCE_DATE_EPOCH` is the variable of reproducible-builds.org; a value that is no moment is passed over.
    """
    if given:
        return given
    with suppress(ValueError, OverflowError, OSError):
        return day_at(int(environ.get("SOURCE_DATE_EPOCH", "")), time_zone(zone))
    return datetime.now(UTC).astimezone(time_zone(zone)).date()


def day_at(seconds: int, zone: tzinfo) -> date:
    """Return the day of a moment of Unix time; beyond the calendar raise ValueError, OverflowError or OSError."""
    return datetime.fromtimestamp(seconds, UTC).astimezone(zone).date()


def time_zone(name: str) -> tzinfo:
    """Return the zone of this name, UTC when the machine does not know it."""
    with suppress(ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(name)
    return UTC

"""What day it is, as an argument: given by hand, by the environment of a reproducible build, or by the clock."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def build_day(given: date | None, environ: Mapping[str, str], zone: str) -> date:
    """Return the day of the build: the given one, `SOURCE_DATE_EPOCH`, or today in the region's time zone.

    `SOURCE_DATE_EPOCH` is the variable of reproducible-builds.org; a value that is no number is passed over.
    """
    if given:
        return given
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return moment.astimezone(time_zone(zone)).date()


def time_zone(name: str) -> tzinfo:
    """Return the zone of this name, UTC when the machine does not know it."""
    with suppress(ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(name)
    return UTC

"""Whether a step was reached by the end of the stage that asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from catalogue.model import Stage

Keeping = Literal["tepat-waktu", "terlambat", "belum", "tidak-diketahui", "tanpa-tenggat"]
"""A day that no document sets is no deadline: nobody keeps it and nobody misses it."""


@dataclass(frozen=True, slots=True)
class Punctuality:
    """How a step was kept to its deadline.

    `days` is how late it was, or for a step not reached how many days are left (negative when they have passed).
    """

    keeping: Keeping
    days: int | None = None


def punctuality(
    stage: Stage | None,
    reached: bool,
    since: date | None,
    began: date | None,
    today: date,
    *,
    latest: date | None = None,
) -> Punctuality:
    """Compare the day a step was reached with the end of its stage, extensions included.

    Where that day is not known, `latest` is the last on which it can have been: in time is in time, late is nobody.

    `began` is the day the catalogue began: of what was due earlier it cannot tell who was late, nor may it say so.
    """
    if stage is None or not stage.resmi:
        return Punctuality("tanpa-tenggat")
    if not reached:
        return Punctuality("belum", (stage.selesai - today).days)
    if since is None and latest and latest <= stage.selesai:
        return Punctuality("tepat-waktu")
    if since is None or (since > stage.selesai and (began is None or began > stage.selesai)):
        return Punctuality("tidak-diketahui")
    late = (since - stage.selesai).days
    return Punctuality("terlambat", late) if late > 0 else Punctuality("tepat-waktu")

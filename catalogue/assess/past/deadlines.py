"""Whether a step was reached by the end of the stage that asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from catalogue.model import Period, Stage

Keeping = Literal["tepat-waktu", "terlambat", "belum", "tidak-diketahui", "tanpa-tenggat"]


@dataclass(frozen=True, slots=True)
class Punctuality:
    """How a step was kept to its deadline.

    `days` is how late it was, or for a step not reached how many days are left (negative when they have passed).
    """

    keeping: Keeping
    days: int | None = None


def stage_for(period: Period, step: str) -> Stage | None:
    """Return the stage by whose end a step is due; of several the last to end."""
    return max((stage for stage in period.linimasa if stage.langkah == step), key=lambda s: s.selesai, default=None)


def punctuality(stage: Stage | None, reached: bool, since: date | None, began: date | None, today: date) -> Punctuality:
    """Compare the day a step was reached with the end of its stage, extensions included.

    `began` is the day the catalogue began: of what was due earlier it cannot tell who was late, nor may it say so.
    """
    if stage is None:
        return Punctuality("tanpa-tenggat")
    if not reached:
        return Punctuality("belum", (stage.selesai - today).days)
    if since is None or (since > stage.selesai and (began is None or began > stage.selesai)):
        return Punctuality("tidak-diketahui")
    late = (since - stage.selesai).days
    return Punctuality("terlambat", late) if late > 0 else Punctuality("tepat-waktu")

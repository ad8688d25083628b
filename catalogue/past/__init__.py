"""The past, computed from Git: who reached which step when, and how the whole stood month by month."""

from catalogue.past.deadlines import Keeping, Punctuality, punctuality, stage_for
from catalogue.past.edits import Edit
from catalogue.past.marks import Mark, Marker
from catalogue.past.past import Past, past
from catalogue.past.progress import Progress, Since
from catalogue.past.trend import Point
from catalogue.past.versions import Version

__all__ = [
    "Edit",
    "Keeping",
    "Mark",
    "Marker",
    "Past",
    "Point",
    "Progress",
    "Punctuality",
    "Since",
    "Version",
    "past",
    "punctuality",
    "stage_for",
]

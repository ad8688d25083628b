"""The past, computed from Git: who reached which step when, and how the whole stood month by month."""

from catalogue.assess.past.edits import Edit
from catalogue.assess.past.marks import Keeping, Mark, Marker, Punctuality, began_with, punctuality
from catalogue.assess.past.past import Past, past
from catalogue.assess.past.progress import Progress, Since
from catalogue.assess.past.trend import Point
from catalogue.assess.past.versions import Version

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
    "began_with",
    "past",
    "punctuality",
]

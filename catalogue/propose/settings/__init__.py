"""The settings that a host needs, as data: each is declared once, read, told of, and set where a token may."""

from catalogue.propose.settings.organisation import ORGANISATION
from catalogue.propose.settings.repository import LAST, PERMITTED, PROTECTION, REPOSITORY
from catalogue.propose.settings.shapes import Found, Ground, Row, Setting, Unread, line, look_at, looked_at, summary

SETTINGS = (*REPOSITORY, *ORGANISATION, *PERMITTED, *PROTECTION, *LAST)
"""All settings in the order in which they are set: teams before the rules that ask for them, the site last."""

__all__ = [
    "SETTINGS",
    "Found",
    "Ground",
    "Row",
    "Setting",
    "Unread",
    "line",
    "look_at",
    "looked_at",
    "summary",
]

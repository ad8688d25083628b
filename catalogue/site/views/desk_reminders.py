"""The reminders at `/meja/#ingatkan`: one message an agency, as `build.py remind` writes it, ready to be sent."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.build import Build, Link
from catalogue.common.indonesian import day_text
from catalogue.propose.reminder_texts import GROUPS, PUBLISHED, WHATSAPP, message, task_text
from catalogue.propose.reminders import Reminder, reminders


@dataclass(frozen=True)
class ReminderView:
    """The message to one agency, and in a few words what it asks and until when."""

    opd: str
    name: str
    asks: str
    text: str


@dataclass(frozen=True)
class RemindersView:
    """The messages by how late they are, the most urgent first, and who needs none."""

    closed: bool
    groups: tuple[tuple[str, tuple[ReminderView, ...]], ...]
    idle: tuple[Link, ...]

    @property
    def count(self) -> int:
        return sum(len(items) for _, items in self.groups)


def reminders_view(build: Build) -> RemindersView:
    """Write a message to each agency that has something to do; to nobody where no round can be changed."""
    if build.closed:
        return RemindersView(closed=True, groups=(), idle=())
    found = list(reminders(build))
    groups = (
        (title, tuple(_view(build, item) for item in found if item.tone == tone)) for tone, title in GROUPS.items()
    )
    busy = {item.opd for item in found}
    idle = tuple(build.opd_link(state.opd) for state in build.assessment.obliged if state.opd not in busy)
    return RemindersView(closed=False, groups=tuple(group for group in groups if group[1]), idle=idle)


def _view(build: Build, item: Reminder) -> ReminderView:
    until = f", sampai {day_text(item.due.selesai)}" if item.due else ""
    asks = task_text(item.first, WHATSAPP) + until
    return ReminderView(item.opd, item.name, asks, message(build, item, PUBLISHED))

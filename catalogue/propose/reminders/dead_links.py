"""The one issue about links that do not open any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catalogue.common.indonesian import day_text
from catalogue.model.links import LinkException
from catalogue.propose.links import Found
from catalogue.propose.reminders.plan import Wanted
from catalogue.propose.review.card import code
from catalogue.read.link_memory import DAYS, TIMES, Memory

KIND = "tautan"
LABEL = "tautan mati"
FAREWELL = "Semua tautan dapat dibuka."
MOST = 200
"""So many links are listed."""


def dead_link_issue(found: Iterable[Found], memory: Memory, expired: Iterable[LinkException]) -> list[Wanted]:
    """Return the issue, or nothing when all is well."""
    dead = [link for link in found if link.address in memory and memory[link.address].dead]
    ended = list(expired)
    if not dead and not ended:
        return []
    body = "\n".join([*_opening(memory, len(dead)), *_rows(dead, memory), *_ended(ended)])
    return [Wanted(KIND, f"{len(dead)} tautan tidak dapat dibuka", body, (LABEL,))]


def _opening(memory: Memory, dead: int) -> Iterator[str]:
    others = len(memory) - dead
    yield f"Tautan disebut mati bila gagal dibuka {TIMES} kali pemeriksaan dalam sedikitnya {DAYS} hari.\n"
    if others:
        yield f"Selain itu {others} tautan gagal pada pemeriksaan terakhir dan masih ditunggu.\n"


def _rows(dead: list[Found], memory: Memory) -> Iterator[str]:
    for link in dead[:MOST]:
        failure = memory[link.address]
        places = ", ".join(code(path) for path in link.paths[:5])
        yield f"- [ ] {code(link.address)}: {failure.reason}, sejak {day_text(failure.since)}, pada {places}"
    if len(dead) > MOST:
        yield f"- Dan {len(dead) - MOST} tautan lain."


def _ended(expired: list[LinkException]) -> Iterator[str]:
    if expired:
        yield "\n## Pengecualian yang sudah berakhir\n"
        yield from (f"- {code(item.awalan)}, sampai {day_text(item.sampai)}: {code(item.alasan)}" for item in expired)

"""Which rancang bangun copies which other, found in one walk through the catalogue.

Of two records with the same text one keeps its words: the one that Bappeda reported earlier, else the one that is in
use longer, else the first by name of file. Neither an agency's copy nor the alphabet alone takes words from another
that way. What has stopped is not compared: whoever carries it on may go on with its text.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from catalogue.assess.counting import ENDED
from catalogue.assess.design_text import RUN, Reading
from catalogue.assess.words import TEXTS
from catalogue.read.catalogue import Catalogue, InnovationEntry

ONE_OF = 8
"""About one passage in so many is remembered to find who may have written it before."""

HINT = 0.25
"""Share of those that lead to one other record from which the two are compared closely."""

NEVER = 9999


def copies_in(catalogue: Catalogue) -> dict[str, str]:
    """Return the records whose rancang bangun is for the most part another's, each with that other."""
    reported: dict[str, int] = {}
    for (year, slug), review in catalogue.reviews.items():
        if review.record.pelaporan:
            reported[slug] = min(year, reported.get(slug, NEVER))

    def rank(entry: InnovationEntry) -> tuple[int, date, str]:
        used = entry.record.waktu_penerapan
        return reported.get(entry.id, NEVER), used.first_day if used else date.max, entry.id

    running = (entry for entry in catalogue.innovations.values() if entry.record.status not in ENDED)
    texts = {entry.id: entry.record.rancang_bangun or "" for entry in sorted(running, key=rank)}
    return copies(texts)


def copies(texts: Mapping[str, str]) -> dict[str, str]:
    """Return the texts that are for the most part an earlier one, each with that one; the order is the mapping's."""
    writers: dict[int, str] = {}
    found: dict[str, str] = {}
    for name, text in texts.items():
        sample = _sample(text)
        likely = Counter(writers[key] for key in sample if key in writers).most_common(1)
        if likely and likely[0][1] >= HINT * len(sample) and Reading(text).copied_from(texts[likely[0][0]]):
            found[name] = likely[0][0]
        for key in sample:
            writers.setdefault(key, name)
    return found


@lru_cache(TEXTS)
def _sample(text: str) -> array[int]:
    """Return some passages of a text as numbers, the same ones wherever they stand."""
    numbers = {
        hash(tuple(words[start : start + RUN]))
        for words in Reading(text).sentences
        for start, word in enumerate(words[: 1 - RUN])
        if (ord(word[0]) + ord(word[-1]) + len(word)) % ONE_OF == 0
    }
    return array("q", numbers)

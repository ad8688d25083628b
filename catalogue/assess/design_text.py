"""What counts of a rancang bangun: not what it repeats, fills in or copies, nor a part that it leaves empty.

Words are counted as a word processor does: what stands between spaces, whatever the markup around it. A text is read
sentence by sentence. What was said before adds no words, and what follows never changes what came before; so saying it
again never adds words, and writing on never takes any away.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import Literal

from catalogue.assess.counting import ENDED
from catalogue.assess.design_parts import empty_parts
from catalogue.common.indonesian import enumerate_words, number_text
from catalogue.model import Innovation
from catalogue.read.catalogue import Catalogue, InnovationEntry

ADDRESS = re.compile(r"\]\([^)]{0,2000}\)|<https?:[^>]{0,2000}>|https?://\S+")
NUMBERING = re.compile(r"^[ \t>]*\d{1,9}[.)][ \t]", re.MULTILINE)
TEXTS = 50_000
"""So many texts are counted once for all periods; as many as there may be files."""
WORD = re.compile(r"[^\W_]\S*")
"""From the first letter or digit of what stands between spaces to its end."""


@lru_cache(TEXTS)
def count_words(text: str | None) -> int:
    """Count the words of a Markdown text.

    `dan/atau`, `38/2017` and `Rp1.500.000` are one word each; signs on their own, the numbers of a list and the
    addresses of links are none.
    """
    return len(WORD.findall(shown(text or "")))


def shown(text: str, numbering: str = "") -> str:
    """Return a text without the addresses of its links, and with something else for the numbers of its lists."""
    if "http" in text or "](" in text:
        text = ADDRESS.sub("] ", text)
    return NUMBERING.sub(numbering, text)


RUN = 8
"""So many words in the same order are the same passage; a shorter sentence is one only as a whole."""

SLIPS = 10
"""One word in so many may be repeated or filler and still counts: names, headings, cells of tables."""

POOREST = 4
"""So many words count for each different one; real texts of 300 words have more than 100 different ones."""

COPIED = 0.5
"""Share of the passages of a text that another has too, from which it is a copy."""

PASSAGES, LEADING = 3, 8
"""So many repeated passages are named, by so many of their first words."""

TOKEN = re.compile(r"[^\W_]+(?:\S*[^\W_])?|[.!?;](?=\s)|\n(?=[ \t>]*[\n*+#|-])")
"""A word as `count_words` counts it, without the signs at its end, or what ends a sentence.

That is a full stop and the like, and a line that ends a paragraph, a heading, an item of a list or a row of a table.
"""

ENDS = frozenset(".!?;\n")
FILLER = re.compile(
    r"(?:isi|isikan|tulis|tuliskan|ketik|lengkapi|uraikan|jelaskan)\b[^.]{0,80}\bdi ?sini"
    r"|belum diisi|belum ada|tidak ada|contoh teks|teks contoh|nihil|n/a|tb[ad]|x{2,}(?: x{2,})*"
)
LOREM = frozenset(
    re.findall(
        r"\w+",
        "lorem ipsum dolor sit amet consectetur adipiscing elit eiusmod tempor incididunt labore dolore magna aliqua "
        "enim minim veniam quis nostrud exercitation ullamco laboris nisi aliquip commodo consequat duis aute irure "
        "reprehenderit voluptate velit esse cillum fugiat nulla pariatur excepteur sint occaecat cupidatat proident "
        "culpa officia deserunt mollit laborum",
    )
)
"""The words of the printers' blind text."""

Run = tuple[str, ...]
Mark = Literal["counted", "repeated", "filler", "own", "copied"]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A passage that stands more than once: its first words, and how often."""

    passage: str
    times: int


@dataclass(frozen=True, slots=True)
class DesignText:
    """A text of so many `words`, of which so many are `counted`; what keeps the others from it.

    `own` words stand in other fields of the record too, `copied` ones in another record: 0 unless the text is a copy.
    `empty` are the parts of the guideline whose heading has nothing below it.
    """

    words: int = 0
    counted: int = 0
    distinct: int = 0
    repeated: int = 0
    filler: int = 0
    own: int = 0
    copied: int = 0
    repeats: tuple[Repeat, ...] = ()
    empty: tuple[str, ...] = ()

    @property
    def means_something(self) -> bool:
        """Tell whether all of it counts, and no part was left empty."""
        return self.counted == self.words and not self.empty

    @property
    def uncounted(self) -> str:
        """Say what does not count; nothing when all does."""
        kinds = {
            "diulang": self.repeated,
            "berupa teks pengisi": self.filler,
            "sama dengan isian lain": self.own,
            "sama dengan catatan lain": self.copied,
        }
        found = [f"{number_text(count)} kata {what}" for what, count in kinds.items() if count]
        if self.counted + sum(kinds.values()) < self.words:
            found.append(f"hanya {number_text(self.distinct)} kata yang berlainan")
        return enumerate_words(found)


NO_TEXT = DesignText()


def design_of(record: Innovation, neighbour: Innovation | None = None) -> DesignText:
    """Read the rancang bangun of a record, beside that of the record that it may copy."""
    if not record.rancang_bangun:
        return NO_TEXT
    fields = filter(None, (record.ringkasan, record.tujuan, record.manfaat, record.hasil))
    return read_design(record.rancang_bangun, "\n\n".join(fields), (neighbour and neighbour.rancang_bangun) or "")


@lru_cache(TEXTS)
def read_design(text: str, own: str = "", other: str = "") -> DesignText:
    """Read a text, beside the other fields of its record and the text that it may copy."""
    reading = Reading(text)
    copies: dict[Mark, set[Run]] = {"own": reading.copied_from(own), "copied": reading.copied_from(other)}
    marks: Counter[Mark] = Counter({"counted": reading.words})
    repeats: tuple[Repeat, ...] = ()
    if reading.suspect or any(copies.values()):
        marks, repeats = _marks(reading.sentences, copies)
    if (marks["repeated"] + marks["filler"]) * SLIPS <= marks["counted"] + marks["repeated"] + marks["filler"]:
        marks["counted"] += marks.pop("repeated", 0) + marks.pop("filler", 0)
        repeats = ()
    return DesignText(
        words=reading.words,
        counted=min(marks["counted"], POOREST * reading.distinct),
        distinct=reading.distinct,
        repeated=marks["repeated"],
        filler=marks["filler"],
        own=marks["own"],
        copied=marks["copied"],
        repeats=repeats,
        empty=empty_parts(text),
    )


class Reading:
    """A text taken apart: its sentences as words in small letters without signs, and its passages."""

    def __init__(self, text: str) -> None:
        self._flat: list[str] = TOKEN.findall(shown(text, "\n").casefold())
        ends = [place for place, token in enumerate(self._flat) if token in ENDS]
        parts = (
            self._flat[start:end] for start, end in zip([0, *(end + 1 for end in ends)], [*ends, None], strict=True)
        )
        self.sentences: list[list[str]] = [words for words in parts if words]
        self.words = len(self._flat) - len(ends)

    @property
    def distinct(self) -> int:
        """How many different words there are that have nothing but letters."""
        return len(set(filter(str.isalpha, self._flat)))

    @cached_property
    def _runs(self) -> set[Run]:
        """The passages of the text, and the runs of words over the ends of its sentences."""
        return {*self._short, *_windows(self._flat)}

    @cached_property
    def _short(self) -> list[Run]:
        return [tuple(words) for words in self.sentences if len(words) < RUN]

    @property
    def passages(self) -> set[Run]:
        """The passages by which the text is compared with others."""
        return set(chain.from_iterable(map(passages_of, self.sentences)))

    @property
    def suspect(self) -> bool:
        """Whether anything may be repeated or filler, so that a close look is worth its time."""
        most = len(self._short) + max(0, len(self._flat) - RUN + 1)
        again = len(self._runs) < most or not _help().isdisjoint(self._runs)
        return again or any(map(_is_filler, self.sentences))

    def copied_from(self, other: str) -> set[Run]:
        """Return the passages of another text when this one is a copy of it, else none."""
        others = Reading(other).passages if other else set()
        if others.isdisjoint(self._runs):
            return set()
        mine = self.passages
        return others if len(mine & others) >= COPIED * len(mine) else set()


def passages_of(words: list[str]) -> list[Run]:
    """Return the passages of a sentence: its runs of words, or itself when it is short."""
    return _windows(words) if len(words) >= RUN else [tuple(words)]


def _windows(words: list[str]) -> list[Run]:
    return list(zip(*(words[start:] for start in range(RUN)), strict=False))


@cache
def _help() -> set[Run]:
    """Return the passages of the form's own words on this field."""
    return Reading(Innovation.model_fields["rancang_bangun"].description or "").passages


def _marks(sentences: list[list[str]], copies: dict[Mark, set[Run]]) -> tuple[Counter[Mark], tuple[Repeat, ...]]:
    """Say for how many words what becomes of them, and name the passages that cost most words."""
    seen: dict[Run, tuple[int, int]] = {}
    marks: Counter[Mark] = Counter()
    times: Counter[Run] = Counter()
    costs: Counter[Run] = Counter()
    for number, words in enumerate(sentences):
        runs = passages_of(words)
        filler = set(range(len(words))) if _is_filler(words) else _covered(words, runs, _help())
        again = {start for start, run in enumerate(runs) if seen.setdefault(run, (number, start)) != (number, start)}
        repeated = _spread(words, again) - filler
        if len(repeated) * 2 >= len(words):
            passage, often = _original(sentences, seen[runs[min(again)]], number, min(again))
            times[passage] += often
            costs[passage] += len(repeated)
        left = set(range(len(words))) - filler - repeated
        marks.update({"filler": len(filler), "repeated": len(repeated)})
        for mark, others in copies.items():
            same = left & _covered(words, runs, others)
            left -= same
            marks[mark] += len(same)
        marks["counted"] += len(left)
    return marks, tuple(Repeat(_opening(run), times[run] + 1) for run, _ in costs.most_common(PASSAGES))


def _original(sentences: list[list[str]], first: tuple[int, int], number: int, again: int) -> tuple[Run, int]:
    """Return the passage that a sentence repeats, and how often it does."""
    where, start = first
    words = sentences[where]
    if where != number:
        return tuple(words), 1
    period = again - start
    return tuple(words[start:again]), len(words[start:]) // period - 1


def _covered(words: list[str], runs: list[Run], others: set[Run]) -> set[int]:
    """Return the places of the words that stand in a passage that others have too."""
    return _spread(words, {start for start, run in enumerate(runs) if run in others}) if others else set()


def _spread(words: list[str], starts: set[int]) -> set[int]:
    """Return the places of the words of the passages that begin there."""
    return {place for start in starts for place in range(start, min(start + RUN, len(words)))}


def _is_filler(words: list[str]) -> bool:
    blind = not LOREM.isdisjoint(words) and sum(word in LOREM for word in words) * 2 > len(words)
    return blind or bool(FILLER.fullmatch(" ".join(words)))


def _opening(words: Run) -> str:
    return " ".join(words[:LEADING]) + (" …" if len(words) > LEADING else "")


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

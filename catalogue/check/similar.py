"""Rule on records that tell of one innovation twice.

Comparing every record with every other is out of the question for thousands, so pairs are gathered first: names that
share several of their rarest letter groups, an acronym and the name that it may stand for, and texts that share whole
sentences. Only gathered pairs are compared.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, combinations

from catalogue.check.checking import Check, Fault, rule
from catalogue.check.identity import normalised
from catalogue.common.findings import Severity
from catalogue.read.catalogue import Catalogue, InnovationEntry

ALIKE = 0.72
"""Overlap of names from which two records are reported whatever else they say."""

ALIKE_WITH_TEXT = 0.45
SAME_WORDS = 0.5
"""Lower overlap of names that is reported when the summaries use the same words too."""

NEAR = 0.08
"""By so much less is enough within one agency and its units."""

SHARED_SENTENCES = 0.4
"""Share of the sentences of the shorter text from which it counts as copied."""

SHORT = 6
"""Words up to which a sentence is too common to prove anything."""

SENTENCE_END = re.compile(r"[.!?;\n]+")

LEADING = 2_500
"""Characters of a record's texts that are compared; who copies begins at the beginning."""

RAREST = 10
"""Letter groups by which a name is gathered."""

ENOUGH = 2
"""Of those, so many must be shared."""

CROWD = 30
"""What more records than this have in common gathers none of them."""


@dataclass(frozen=True)
class _Profile:
    entry: InnovationEntry
    name: str
    family: str
    titles: tuple[frozenset[str], ...]
    acronyms: frozenset[str]
    words: frozenset[str]
    sentences: frozenset[str]


@rule("inovasi-mirip", Severity.PERINGATAN, whole=True)
def near_duplicate(check: Check) -> Iterator[Fault]:
    """Satu inovasi dicatat sekali.

    Dua catatan tidak bernama hampir sama, tidak saling menjadi singkatan dan kepanjangan, dan tidak berisi kalimat
    yang sama, kecuali salah satunya menyebut yang lain pada `terkait`.

    Mengapa: Inovasi yang tercatat dua kali membingungkan pembaca dan menggelembungkan jumlah inovasi.

    Perbaikan: Bila inovasinya sama, gabungkan dan simpan nama lama pada `alamat_lama`. Bila berbeda, sebut yang lain
    pada `terkait`.
    """
    for entry, other, reason in _pairs(check):
        message = f"catatan ini mirip dengan `{other.record.nama}`: {reason}"
        help = f"Bila inovasinya sama, gabungkan. Bila berbeda, tambahkan `{other.id}` pada `terkait`."
        yield Fault(entry.place("nama"), message, help, other.place("nama"), "catatan yang mirip")


class _Scale:
    """Weighs the members of sets by how few of the sets have them."""

    def __init__(self, sets: Iterable[frozenset[str]]) -> None:
        listed = list(sets)
        counted = Counter(chain.from_iterable(listed))
        self._weights = {member: math.log(1 + len(listed) / times) for member, times in counted.items()}
        self._totals = {members: self._sum(members) for members in listed}

    def _sum(self, members: Iterable[str]) -> float:
        return math.fsum(map(self._weights.__getitem__, members))

    def overlap(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Return the weighted share of two sets that they have in common, from 0 to 1."""
        shared = self._sum(one & other)
        return shared / (self._totals[one] + self._totals[other] - shared) if shared else 0.0

    def rarest(self, members: frozenset[str]) -> list[str]:
        return sorted(members, key=lambda member: (-self._weights[member], member))[:RAREST]


def _pairs(check: Check) -> Iterator[tuple[InnovationEntry, InnovationEntry, str]]:
    """Yield each record with the earlier one that it resembles most, and why."""
    catalogue = check.catalogue
    families = {id: head for head in catalogue.opds for id in catalogue.with_units(head) if _is_head(catalogue, head)}
    profiles = [_profile(entry, families.get(entry.opd, entry.opd)) for entry in catalogue.innovations.values()]
    names = _Scale(title for profile in profiles for title in profile.titles)
    words = _Scale(profile.words for profile in profiles)
    for index, earlier in sorted(_gathered(profiles, names).items()):
        profile, best, reason, other = profiles[index], 0.0, "", None
        for candidate in sorted(earlier):
            score, why = _likeness(profile, profiles[candidate], names, words)
            if score > best and not _linked(profile.entry, profiles[candidate].entry):
                best, reason, other = score, why, profiles[candidate].entry
        if other:
            yield profile.entry, other, reason


def _is_head(catalogue: Catalogue, opd: str) -> bool:
    return not catalogue.opds[opd].record.induk


def _profile(entry: InnovationEntry, family: str) -> _Profile:
    record = entry.record
    names = [normalised(name) for name in (record.nama, record.kepanjangan) if name]
    parts = (record.ringkasan, record.tujuan, record.manfaat, record.hasil)
    text = "\n".join(filter(None, parts))[:LEADING].casefold()
    sentences = (" ".join(words) for part in SENTENCE_END.split(text) if len(words := part.split()) > SHORT)
    return _Profile(
        entry=entry,
        name=names[0],
        family=family,
        titles=tuple(_trigrams(name) for name in names),
        acronyms=frozenset(filter(None, (_initials(name) for name in names))),
        words=frozenset(word for word in normalised(record.ringkasan).split() if len(word) > 3),
        sentences=frozenset(sentences),
    )


def _trigrams(name: str) -> frozenset[str]:
    padded = f" {name} "
    return frozenset(padded[start : start + 3] for start in range(len(padded) - 2))


def _initials(name: str) -> str:
    """Return the first letters of a name of several words, which may be the acronym of another record."""
    words = name.split()
    return "".join(word[0] for word in words) if len(words) >= 3 else ""


def _gathered(profiles: list[_Profile], names: _Scale) -> dict[int, set[int]]:
    """Return for each record the earlier ones that may resemble it."""
    groups: dict[str, list[int]] = defaultdict(list)
    signs: dict[tuple[str, str], list[int]] = defaultdict(list)
    times = Counter(chain.from_iterable(profile.sentences for profile in profiles))
    for index, profile in enumerate(profiles):
        for group in {group for title in profile.titles for group in names.rarest(title)}:
            groups[group].append(index)
        for word in {*profile.acronyms, profile.name}:
            signs["acronym", word].append(index)
        for sentence in profile.sentences:
            if times[sentence] > 1:
                signs["sentence", sentence].append(index)
    shared = Counter(pair for listed in groups.values() if len(listed) <= CROWD for pair in combinations(listed, 2))
    gathered = {pair for pair, number in shared.items() if number >= ENOUGH}
    gathered.update(pair for listed in signs.values() if len(listed) <= CROWD for pair in combinations(listed, 2))
    earlier: dict[int, set[int]] = defaultdict(set)
    for first, second in gathered:
        earlier[second].add(first)
    return earlier


def _likeness(one: _Profile, other: _Profile, names: _Scale, words: _Scale) -> tuple[float, str]:
    """Say how much two records resemble each other and in what; nothing below the thresholds."""
    if one.name == other.name:
        return 0.0, ""
    copied = len(one.sentences & other.sentences)
    if copied and copied >= SHARED_SENTENCES * min(len(one.sentences), len(other.sentences)):
        return 1.0, f"{copied} kalimat sama"
    if _is_acronym(one, other) or _is_acronym(other, one):
        return 0.95, "yang satu singkatan dari yang lain"
    near = NEAR if one.family == other.family else 0.0
    alike = max(names.overlap(mine, theirs) for mine in one.titles for theirs in other.titles)
    if alike >= ALIKE - near:
        return alike, "namanya hampir sama"
    if alike >= ALIKE_WITH_TEXT - near and words.overlap(one.words, other.words) >= SAME_WORDS - near:
        return alike, "nama dan ringkasannya hampir sama"
    return 0.0, ""


def _is_acronym(one: _Profile, other: _Profile) -> bool:
    """Tell whether one record, whose acronym is not spelt out, bears the initials of the other's full name."""
    return not one.entry.record.kepanjangan and " " not in one.name and one.name in other.acronyms


def _linked(one: InnovationEntry, other: InnovationEntry) -> bool:
    return other.id in one.record.terkait or one.id in other.record.terkait

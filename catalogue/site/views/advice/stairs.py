"""The stairs of a plan: what each innovation and each row of the SPD brings, from today's index to the goal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate, groupby

from catalogue.assess import Assessment
from catalogue.assess.advice.documents import READING
from catalogue.assess.advice.result import DocumentAdvice, RouteAdvice
from catalogue.assess.scoring import CENT
from catalogue.common.indonesian import enumerate_words, gain_text, number_text
from catalogue.site.views.plots import Plot, scale_of

SHOWN: Mapping[str, int] = {"spd": 4, "bersama": 2, "inovasi": 6}
"""So many stairs of a kind are drawn one by one, the highest first; the table has all."""
KINDS = {"": "inovasi menjadi layak", "spd": "data SPD", "bersama": "dokumen bersama", "inovasi": "bukti tiap inovasi"}
REST = {"spd": "baris SPD lain", "bersama": "dokumen bersama lain", "inovasi": "inovasi lain"}
LEAST = Decimal("1e-9")
"""Below this a difference is what the arithmetic rounds."""


@dataclass(frozen=True)
class Stair:
    """One stair: whose or what it is, of how many documents, what it brings, and the index that is then reached.

    A kind is the SPD, documents that name many innovations, or an innovation by itself; what makes innovations count
    has none.
    """

    kind: str
    name: str
    documents: int
    gain: Decimal
    reached: Decimal = Decimal(0)

    @property
    def shown(self) -> str:
        """Write the gain; what brings none by itself is what the rest needs."""
        return gain_text(self.gain, 2) if self.gain else "syarat"


@dataclass(frozen=True)
class Stairs:
    """The picture, and every stair of it in the table behind."""

    plot: Plot
    stairs: tuple[Stair, ...]


@dataclass(frozen=True)
class Aim:
    """A goal in words, and the index that it begins with."""

    text: str
    index: Decimal


def stairs(
    assessment: Assessment, route: RouteAdvice, id: str, aim: Aim | None, name: Callable[[str], str]
) -> Stairs | None:
    """Draw the way of a plan from today's index; none where no document is left to make."""
    if not route.dokumen:
        return None
    today = assessment.index.readings[READING].iid
    found = _climbed(today, _gains(name, today, route))
    drawn = _climbed(today, _merged(found))
    scale = scale_of([today, *(stair.reached for stair in drawn), *([aim.index] if aim else [])])
    steps = [scale.row(stair.name, stair.shown, "step", (stair.reached - stair.gain, stair.reached)) for stair in drawn]
    first = scale.row("Yang diketahui hari ini", number_text(today, 2), "circle", (today, today))
    last = scale.row("Sesudah semuanya", number_text(route.iid, 2), "diamond", (route.iid, route.iid))
    plot = Plot(
        id=f"tangga-{id}",
        title="Tangga dari hari ini",
        told=_told(today, route, drawn, aim),
        rows=(first, *steps, last),
        line=scale.line(aim.text, aim.index) if aim else None,
    )
    return Stairs(plot, found)


def _gains(name: Callable[[str], str], today: Decimal, route: RouteAdvice) -> Iterator[Stair]:
    """Yield the stairs: first what innovations bring that come to count, then each kind, the highest first."""
    documents = route.dokumen or ()
    by_itself = route.iid - today - _sum(item.tambahan for item in documents)
    if route.inovasi_ditambahkan or abs(by_itself) >= LEAST:
        counted = f"{len(route.inovasi_ditambahkan)} inovasi dijadikan layak"
        yield Stair("", counted, 0, by_itself if abs(by_itself) >= LEAST else Decimal(0))
    gathered: dict[tuple[str, str], list[DocumentAdvice]] = defaultdict(list)
    for item in documents:
        gathered[_named(name, item)].append(item)
    found = [Stair(*named, len(items), _sum(item.tambahan for item in items)) for named, items in gathered.items()]
    kinds = list(SHOWN)
    yield from sorted(found, key=lambda stair: (kinds.index(stair.kind), -stair.gain))


def _named(name: Callable[[str], str], item: DocumentAdvice) -> tuple[str, str]:
    """Return the kind and the name of the stair that a document belongs to."""
    if not item.inovasi:
        return "spd", f"SPD: {item.indikator.nama}"
    if len(item.inovasi) > 1:
        return "bersama", f"Bersama: {item.indikator.nama}"
    return "inovasi", name(item.inovasi[0])


def _sum(gains: Iterable[Decimal]) -> Decimal:
    return sum(gains, Decimal(0))


def _climbed(today: Decimal, found: Iterable[Stair]) -> tuple[Stair, ...]:
    """Put each stair on the one before."""
    stairs = list(found)
    heights = list(accumulate((stair.gain for stair in stairs), initial=today))[1:]
    return tuple(replace(stair, reached=height) for stair, height in zip(stairs, heights, strict=True))


def _merged(found: Iterable[Stair]) -> Iterator[Stair]:
    """Make one stair of all of a kind that are not drawn one by one."""
    for kind, group in groupby(found, key=lambda stair: stair.kind):
        stairs = list(group)
        many = SHOWN.get(kind, len(stairs))
        shown, rest = (stairs, []) if len(stairs) <= many + 1 else (stairs[:many], stairs[many:])
        yield from shown
        if rest:
            documents = sum(stair.documents for stair in rest)
            yield Stair(kind, f"{len(rest)} {REST[kind]}", documents, _sum(stair.gain for stair in rest))


def _told(today: Decimal, route: RouteAdvice, drawn: Iterable[Stair], aim: Aim | None) -> str:
    """Say from where to where the stairs lead, and what each kind brings."""
    brought: dict[str, Decimal] = defaultdict(Decimal)
    for stair in drawn:
        brought[stair.kind] += stair.gain
    parts = enumerate_words(f"{words} {gain_text(brought[kind], 2)}" for kind, words in KINDS.items() if brought[kind])
    text = f"Dari {number_text(today, 2)} menjadi {number_text(route.iid, 2)}: {parts}."
    if aim and aim.index - route.iid >= CENT:
        return f"{text} Masih kurang {number_text(aim.index - route.iid, 2)} sampai {aim.text}."
    return text

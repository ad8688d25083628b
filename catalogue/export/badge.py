"""A badge of each agency (SVG): whether it met the target of the current period, for its own site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from html import escape

from catalogue.assess import OpdState
from catalogue.build import Build
from catalogue.export.types import Export

LETTER, MARGIN, HEIGHT = 6.4, 9, 28
"""Pixels of an average letter at twelve pixels, beside the words, and of the whole badge."""
said = partial(escape, quote=False)

MET, OPEN = ("#17623a", "M4 9.5 7.5 13 14 5.5"), ("#744a00", "M9 4.5a4.5 4.5 0 1 0 .01 0z")
"""The colour and the sign of a target that is met, and of one that is not; white on either has a contrast over 7."""
STYLE = (
    "text{font:600 12px system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif}"
    ".l{fill:#f4f3ec}.t{fill:#16201d}.e{stroke:#7c8781}"
    "@media (prefers-color-scheme:dark){.l{fill:#1a2421}.t{fill:#e8eeea}.e{stroke:#7f908a}}"
)


@dataclass(frozen=True)
class Badge:
    """What one badge says."""

    label: str
    state: str
    met: bool
    title: str


def badge(build: Build) -> Iterator[Export]:
    """Make the badge of every agency for which the target holds."""
    for state in build.assessments[build.period.tahun].obliged:
        yield Export(f"lencana/{state.opd}.svg", _draw(_badge(build, state)).encode(), "image/svg+xml")


def _badge(build: Build, state: OpdState) -> Badge:
    region, year = build.catalogue.region, build.period.tahun
    words = "terpenuhi" if state.met else "belum terpenuhi"
    note = "" if _confirmed(build, state) else " (sumber publik)"
    name = build.catalogue.opds[state.opd].record.nama
    whose = "" if region.resmi else f" Katalog ini bukan situs resmi {region.pemerintah}."
    title = f"{region.program.nama} {year}, {name}: {words}{note}. Keadaan {build.today.isoformat()}.{whose}"
    return Badge(f"{region.program.nama} {year}", words + note, state.met, title)


def _confirmed(build: Build, state: OpdState) -> bool:
    """Tell whether the agency itself has confirmed a record that decides its state; without any, nobody has."""
    records = (build.catalogue.innovations[slug].record for slug in state.carriers)
    return any(record.status_data == "dikonfirmasi-opd" for record in records)


def _draw(badge: Badge) -> str:
    left, words = _width(badge.label), _width(badge.state)
    right = words + 18
    width = left + right
    colour, sign = MET if badge.met else OPEN
    stroke = f'fill="none" stroke="#fff" stroke-width="2" transform="translate({left + MARGIN - 2} 5)"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{HEIGHT}" viewBox="0 0 {width} {HEIGHT}" '
        f'role="img" aria-labelledby="j" lang="id"><title id="j">{said(badge.title)}</title><style>{STYLE}</style>'
        f'<clipPath id="b"><rect width="{width}" height="{HEIGHT}" rx="5"/></clipPath><g clip-path="url(#b)">'
        f'<rect class="l" width="{left}" height="{HEIGHT}"/>'
        f'<rect x="{left}" width="{right}" height="{HEIGHT}" fill="{colour}"/></g>'
        f'<rect class="e" x=".5" y=".5" width="{width - 1}" height="{HEIGHT - 1}" rx="5" fill="none"/>'
        f'<path d="{sign}" {stroke}/>'
        f'<text class="t" x="{MARGIN}" y="18.5" textLength="{left - 2 * MARGIN}">{said(badge.label)}</text>'
        f'<text x="{left + MARGIN + 18}" y="18.5" fill="#fff" textLength="{words - 2 * MARGIN}">'
        f"{said(badge.state)}</text></svg>\n"
    )


def _width(text: str) -> int:
    return round(len(text) * LETTER) + 2 * MARGIN

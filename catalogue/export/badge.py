"""A badge of each agency (SVG): where it stands towards the target of the open round, for its own site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from html import escape

from catalogue.assess import OpdState
from catalogue.assess.result import VERDICTS
from catalogue.build import Build
from catalogue.export.file import Export

LETTER, MARGIN, HEIGHT = 6.4, 9, 28
"""Pixels of an average letter at twelve pixels, beside the words, and of the whole badge."""
said = partial(escape, quote=False)

SIGNS: Mapping[bool | None, tuple[str, str]] = {
    True: ("#17623a", "M4 9.5 7.5 13 14 5.5"),
    False: ("#744a00", "M5 5l8 8M13 5l-8 8"),
    None: ("#46524d", "M4 9h10"),
}
"""The colour and the sign by whether the target is met, None while nobody may say; white has a contrast over 7."""
STYLE = (
    "text{font:600 12px system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif}"
    ".l{fill:#f4f3ec}.t{fill:#16201d}.e{stroke:#7c8781}"
    "@media (prefers-color-scheme:dark){.l{fill:#1a2421}.t{fill:#e8eeea}.e{stroke:#7f908a}}"
)


def badge(build: Build) -> Iterator[Export]:
    """Make the badge of every agency for which the target holds."""
    for state in build.assessments[build.period.tahun].obliged:
        yield Export(f"lencana/{state.opd}.svg", _badge(build, state).encode(), "image/svg+xml")


def _badge(build: Build, state: OpdState) -> str:
    region, year = build.catalogue.region, build.period.tahun
    words = VERDICTS[state.why].lower()
    name = build.catalogue.opds[state.opd].record.nama
    whose = "" if region.resmi else f" Katalog ini bukan situs resmi {region.pemerintah}."
    title = f"{region.program.nama} {year}, {name}: {words}. {state.reason} Keadaan {build.today.isoformat()}.{whose}"
    return _draw(f"{region.program.nama} {year}", words, state.met, title)


def _draw(label: str, verdict: str, met: bool | None, title: str) -> str:
    left, words = _width(label), _width(verdict)
    right = words + 18
    width = left + right
    colour, sign = SIGNS[met]
    stroke = f'fill="none" stroke="#fff" stroke-width="2" transform="translate({left + MARGIN - 2} 5)"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{HEIGHT}" viewBox="0 0 {width} {HEIGHT}" '
        f'role="img" aria-labelledby="j" lang="id"><title id="j">{said(title)}</title><style>{STYLE}</style>'
        f'<clipPath id="b"><rect width="{width}" height="{HEIGHT}" rx="5"/></clipPath><g clip-path="url(#b)">'
        f'<rect class="l" width="{left}" height="{HEIGHT}"/>'
        f'<rect x="{left}" width="{right}" height="{HEIGHT}" fill="{colour}"/></g>'
        f'<rect class="e" x=".5" y=".5" width="{width - 1}" height="{HEIGHT - 1}" rx="5" fill="none"/>'
        f'<path d="{sign}" {stroke}/>'
        f'<text class="t" x="{MARGIN}" y="18.5" textLength="{left - 2 * MARGIN}">{said(label)}</text>'
        f'<text x="{left + MARGIN + 18}" y="18.5" fill="#fff" textLength="{words - 2 * MARGIN}">'
        f"{said(verdict)}</text></svg>\n"
    )


def _width(text: str) -> int:
    return round(len(text) * LETTER) + 2 * MARGIN

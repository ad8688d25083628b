"""The page that documents the site's own look, made from the pieces that every other page uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from catalogue.indonesian import number_text
from catalogue.views.cards import cards, ladder
from catalogue.views.facets import FacetLink, theme_links
from catalogue.views.page import Page, ready
from catalogue.views.parts import Card, SourceView, Step, source_views
from catalogue.views.site import Site

ROLES = {
    "ground": "Latar halaman",
    "raised": "Latar kartu dan isian",
    "surface": "Latar kepala catatan, kaki halaman, dan kode",
    "ink": "Tulisan",
    "muted": "Tulisan pendamping",
    "line": "Garis pemisah",
    "edge": "Garis tepi isian dan tanda",
    "accent": "Tautan, tombol, dan batang angka",
    "accent-strong": "Tautan dan tombol yang ditunjuk",
    "accent-soft": "Latar yang terpenuhi",
    "on-accent": "Tulisan di atas aksen",
    "band": "Pita atas dan pembuka beranda",
    "band-soft": "Garis menu dan tombol yang ditunjuk pada pita",
    "on-band": "Tulisan di atas pita",
    "on-band-muted": "Tulisan pendamping di atas pita",
    "step": "Undakan dan penanda letak",
    "step-ink": "Tulisan di atas undakan",
    "ok": "Terpenuhi",
    "wait": "Menunggu, rancangan, belum pasti",
    "note": "Latar pemberitahuan",
    "note-line": "Garis pemberitahuan",
    "second": "Warna kedua pada gambar",
}
TEXT, SHAPE = 4.5, 3.0
"""The least contrast of text and of shapes that carry meaning (WCAG 2.2, 1.4.3 and 1.4.11, level AA)."""
PAIRS = (
    ("ink", "ground", TEXT),
    ("ink", "surface", TEXT),
    ("ink", "note", TEXT),
    ("muted", "ground", TEXT),
    ("muted", "raised", TEXT),
    ("muted", "surface", TEXT),
    ("accent", "ground", TEXT),
    ("accent", "raised", TEXT),
    ("accent", "surface", TEXT),
    ("accent", "note", TEXT),
    ("accent-strong", "accent-soft", TEXT),
    ("ink", "accent-soft", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-strong", TEXT),
    ("on-band", "band", TEXT),
    ("on-band-muted", "band", TEXT),
    ("step-ink", "step", TEXT),
    ("ok", "ground", TEXT),
    ("ok", "surface", TEXT),
    ("wait", "ground", TEXT),
    ("wait", "surface", TEXT),
    ("wait", "note", TEXT),
    ("edge", "ground", SHAPE),
    ("edge", "raised", SHAPE),
    ("step", "band", SHAPE),
    ("second", "ground", SHAPE),
)
"""Foreground, ground, and the least contrast, wherever two roles meet."""


@dataclass(frozen=True)
class Colour:
    """A role with what it is for, in light and in dark."""

    role: str
    purpose: str
    light: str
    dark: str


@dataclass(frozen=True)
class Contrast:
    """Two roles that meet, with their contrast in light and in dark and the least that is allowed."""

    front: str
    back: str
    light: str
    dark: str
    least: str


@dataclass(frozen=True)
class StyleView:
    """The page `/tentang/gaya/`."""

    colours: tuple[Colour, ...]
    contrasts: tuple[Contrast, ...]
    ladder: tuple[Step, ...]
    cards: tuple[Card, ...]
    themes: tuple[FacetLink, ...]
    sources: tuple[SourceView, ...]


def pages(site: Site) -> Iterator[Page]:
    """Make the page of the site's look."""
    view = StyleView(
        colours=tuple(Colour(role, purpose, *site.palette[role]) for role, purpose in ROLES.items()),
        contrasts=tuple(_contrast(site.palette, *pair) for pair in PAIRS),
        ladder=ladder("lengkap"),
        cards=cards(site, [entry.id for entry in site.catalogue.by_name[:1]]),
        themes=theme_links(site)[:4],
        sources=source_views(site.catalogue.region.program.sumber),
    )
    description = "Huruf, warna, tanda, dan bagian-bagian yang membentuk halaman situs ini."
    yield Page("tentang/gaya/", "style.html", ready(view), "Gaya situs", description, section="tentang")


def _contrast(palette: Mapping[str, tuple[str, str]], front: str, back: str, least: float) -> Contrast:
    light, dark = (contrast(palette[front][scheme], palette[back][scheme]) for scheme in (0, 1))
    return Contrast(front, back, number_text(light, 1), number_text(dark, 1), number_text(least))


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours written as #rrggbb (WCAG 2.2, contrast ratio)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

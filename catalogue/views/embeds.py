"""Cards that other sites show in a frame: one of each innovation and agency, without scripts, and how to take them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from catalogue.collection import Entry, InnovationEntry
from catalogue.markup import plain_text
from catalogue.model import Opd
from catalogue.views.cards import ladder
from catalogue.views.page import Page, ready
from catalogue.views.parts import Step
from catalogue.views.site import Site

FOLDER = "sematan/"
WIDTH, HEIGHT = 480, 300
"""Pixels that a card asks for; it can do with less width, and scrolls where it cannot do with less height."""


@dataclass(frozen=True)
class Embed:
    """A card: what it is about, whose it is, how far it is, and the page that says more."""

    name: str
    owner: str
    text: str
    target: str
    year: int
    obliged: bool
    met: bool
    ladder: tuple[Step, ...]
    note: str


@dataclass(frozen=True)
class Share:
    """How another site takes over what a page shows; an agency without a target has no badge."""

    card: str
    answer: str
    card_code: str
    feed: str = ""
    badge: str = ""
    badge_text: str = ""
    badge_code: str = ""


def pages(site: Site) -> Iterator[Page]:
    """Make the card of every innovation and agency."""
    for entry in site.catalogue.innovations.values():
        yield _page(f"inovasi/{entry.id}/", _innovation(site, entry))
    for agency in site.catalogue.opds.values():
        yield _page(f"opd/{agency.id}/", _agency(site, agency))


def _page(address: str, view: Embed) -> Page:
    return Page(FOLDER + address, "embed.html", ready(view), view.name, f"{view.name}, {view.owner}.", listed=False)


def _innovation(site: Site, entry: InnovationEntry) -> Embed:
    record, state = entry.record, site.assessment.innovations[entry.id]
    return Embed(
        name=record.nama,
        owner=site.opd_link(entry.opd).text,
        text=plain_text(record.ringkasan, 180),
        target=f"inovasi/{entry.id}/",
        year=site.period.tahun,
        obliged=False,
        met=False,
        ladder=ladder(state.step),
        note="" if record.status_data == "dikonfirmasi-opd" else "Dari sumber publik, menunggu konfirmasi OPD.",
    )


def _agency(site: Site, entry: Entry[Opd]) -> Embed:
    state = site.assessment.opds[entry.id]
    slugs = [item.id for id in site.catalogue.with_units(entry.id) for item in site.catalogue.by_opd[id]]
    records = (site.catalogue.innovations[slug].record for slug in slugs)
    confirmed = any(record.status_data == "dikonfirmasi-opd" for record in records)
    return Embed(
        name=entry.record.nama,
        owner=site.catalogue.region.pemerintah,
        text=f"{len(slugs)} inovasi tercatat, unit di bawahnya ikut dihitung.",
        target=f"opd/{entry.id}/",
        year=site.period.tahun,
        obliged=state.obliged,
        met=state.met,
        ladder=ladder(state.step),
        note="" if confirmed else "Menurut sumber publik; OPD belum membenarkannya.",
    )


def frame_code(site_url: str, page: str, title: str) -> str:
    """Write the markup by which another site shows the card of a page."""
    return (
        f'<iframe src="{escape(site_url + FOLDER + page)}" title="{escape(title)}" '
        f'width="{WIDTH}" height="{HEIGHT}" loading="lazy" style="border:0;max-width:100%"></iframe>'
    )


def share_innovation(site: Site, entry: InnovationEntry) -> Share:
    """Say how another site shows an innovation."""
    return _share(site, f"inovasi/{entry.id}/", entry.record.nama)


def share_agency(site: Site, entry: Entry[Opd]) -> Share:
    """Say how another site shows an agency, its badge, and what is new of it."""
    page, name = f"opd/{entry.id}/", entry.record.nama
    if not site.assessment.opds[entry.id].obliged:
        return _share(site, page, name, feed=f"{page}feed.xml")
    badge = f"lencana/{entry.id}.svg"
    text = f"{site.catalogue.region.program.nama} {site.period.tahun}: {name}"
    code = (
        f'<a href="{escape(site.site_url + page)}">'
        f'<img src="{escape(site.site_url + badge)}" alt="{escape(text)}" height="28"></a>'
    )
    return _share(site, page, name, feed=f"{page}feed.xml", badge=badge, badge_text=text, badge_code=code)


def _share(site: Site, page: str, title: str, **more: str) -> Share:
    card = FOLDER + page
    return Share(card, f"{card.rstrip('/')}.json", frame_code(site.site_url, page, title), **more)

"""What a page answers to a site that wants to show it (oEmbed 1.0): the markup of its card."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from catalogue.exports.types import Context, Export
from catalogue.exports.values import to_json
from catalogue.views.embeds import FOLDER, HEIGHT, WIDTH, frame_code

KEPT = 86_400
"""Seconds for which an answer may be kept: the site is made anew every day."""


def oembed(context: Context) -> Iterator[Export]:
    """Make the answer of every innovation and agency."""
    opds = context.catalogue.opds
    for entry in context.catalogue.innovations.values():
        owner = opds.get(entry.opd)
        author = (owner.record.nama, f"opd/{owner.id}/") if owner else (context.title, "")
        yield _export(context, f"inovasi/{entry.id}/", entry.record.nama, author)
    for agency in opds.values():
        author = (context.catalogue.region.pemerintah, "opd/")
        yield _export(context, f"opd/{agency.id}/", agency.record.nama, author)


def _export(context: Context, page: str, title: str, author: tuple[str, str]) -> Export:
    address = f"{FOLDER}{page.rstrip('/')}.json"
    return Export(address, partial(_answer, context, page, title, author), "application/json+oembed")


def _answer(context: Context, page: str, title: str, author: tuple[str, str]) -> bytes:
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "author_name": author[0],
        "author_url": context.url(author[1]),
        "provider_name": context.title,
        "provider_url": context.site_url,
        "cache_age": KEPT,
        "width": WIDTH,
        "height": HEIGHT,
        "html": frame_code(context.site_url, page, title),
    }
    return to_json(answer)

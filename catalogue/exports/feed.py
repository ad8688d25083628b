"""Atom feeds of new and changed innovations (RFC 4287): of all, of each agency with its units, and of each theme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

from catalogue.collection import InnovationEntry
from catalogue.exports.types import LICENCE_ADDRESS, Context, Export

ATOM = "http://www.w3.org/2005/Atom"
NAMESPACE = UUID("6f0c3c0e-6f0b-5c5e-9a37-2f1d1a3f4b10")
"""Names our feeds and entries independently of the address at which they are published; never changed."""
LIMIT = 50
MEDIA_TYPE = "application/atom+xml"
FILE = "feed.xml"


@dataclass(frozen=True)
class Feed:
    """One feed: the page that it follows, and the innovations of that page."""

    page: str
    title: str
    entries: tuple[InnovationEntry, ...]

    @property
    def address(self) -> str:
        return self.page + FILE


def feed(context: Context) -> Iterator[Export]:
    """Make the feeds; entries are newest first by the day they last changed."""
    newest = sorted(context.catalogue.innovations.values(), key=lambda entry: entry.id)
    newest.sort(key=lambda entry: _updated(context, entry), reverse=True)
    for one in _feeds(context, newest):
        main = not one.page
        shown = ("Umpan inovasi", "Inovasi baru dan yang berubah (Atom).") if main else ("", "")
        yield Export(one.address, partial(_write, context, one), MEDIA_TYPE, *shown)


def _feeds(context: Context, newest: Iterable[InnovationEntry]) -> Iterator[Feed]:
    newest = tuple(newest)
    yield Feed("", context.title, newest)
    for id, entry in context.catalogue.opds.items():
        owners = set(context.catalogue.with_units(id))
        found = tuple(item for item in newest if item.opd in owners)
        yield Feed(f"opd/{id}/", f"Inovasi {entry.record.nama}", found)
    for id, word in context.catalogue.words("tema").items():
        found = tuple(item for item in newest if id in item.record.tema)
        yield Feed(f"tema/{id}/", f"Inovasi bertema {word.nama}", found)


def _write(context: Context, one: Feed) -> bytes:
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "id"})
    code = context.catalogue.region.kode_wilayah
    _text(root, "id", _identity(f"feed/{code}/{one.page}".rstrip("/")))
    _text(root, "title", one.title)
    if one.page:
        _text(root, "subtitle", context.title)
    newest = max((_updated(context, entry) for entry in one.entries), default=_began(context))
    _text(root, "updated", newest.isoformat())
    _text(root, "rights", f"CC BY 4.0, {LICENCE_ADDRESS}")
    _link(root, "self", context.url(one.address), MEDIA_TYPE)
    _link(root, "alternate", context.url(one.page), "text/html")
    _text(ET.SubElement(root, f"{{{ATOM}}}author"), "name", context.title)
    for entry in one.entries[:LIMIT]:
        _entry(root, context, entry)
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _entry(root: ET.Element, context: Context, entry: InnovationEntry) -> None:
    node = ET.SubElement(root, f"{{{ATOM}}}entry")
    _text(node, "id", _identity(f"inovasi/{entry.id}"))
    _text(node, "title", entry.record.nama)
    _text(node, "updated", _updated(context, entry).isoformat())
    if dates := context.history.get(entry.path):
        _text(node, "published", _moment(context, dates.created).isoformat())
    if owner := context.catalogue.opds.get(entry.opd):
        _text(ET.SubElement(node, f"{{{ATOM}}}author"), "name", owner.record.nama)
    _link(node, "alternate", context.url(f"inovasi/{entry.id}/"), "text/html")
    for id in entry.record.tema:
        word = context.catalogue.words("tema").get(id)
        ET.SubElement(node, f"{{{ATOM}}}category", term=id, label=word.nama if word else id)
    _text(node, "summary", entry.record.ringkasan)


def _link(parent: ET.Element, relation: str, address: str, kind: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}link", rel=relation, href=address, type=kind)


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}{name}").text = text


def _identity(name: str) -> str:
    return uuid5(NAMESPACE, name).urn


def _updated(context: Context, entry: InnovationEntry) -> datetime:
    dates = context.history.get(entry.path)
    return _moment(context, dates.changed) if dates else context.generated_at


def _began(context: Context) -> datetime:
    """Return since when an empty feed has been empty, as far as is known."""
    began = context.past.began_on
    return _moment(context, began) if began else context.generated_at


def _moment(context: Context, day: date) -> datetime:
    return datetime.combine(day, time(), context.generated_at.tzinfo)

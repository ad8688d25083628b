"""The Atom feed of new and changed innovations (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterator
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


def feed(context: Context) -> Iterator[Export]:
    """Make the feed; entries are newest first by the day they last changed."""
    yield Export(FILE, partial(_write, context), MEDIA_TYPE, "Umpan inovasi", "Inovasi baru dan yang berubah (Atom).")


def _newest(context: Context) -> list[InnovationEntry]:
    by_id = sorted(context.catalogue.innovations.values(), key=lambda entry: entry.id)
    return sorted(by_id, key=partial(_updated, context), reverse=True)


def _write(context: Context) -> bytes:
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "id"})
    entries = _newest(context)
    _text(root, "id", _identity(f"feed/{context.catalogue.region.kode_wilayah}"))
    _text(root, "title", context.title)
    _text(root, "updated", (_updated(context, entries[0]) if entries else _began(context)).isoformat())
    _text(root, "rights", f"CC BY 4.0, {LICENCE_ADDRESS}")
    _link(root, "self", context.url(FILE), MEDIA_TYPE)
    _link(root, "alternate", context.site_url, "text/html")
    _text(ET.SubElement(root, f"{{{ATOM}}}author"), "name", context.title)
    for entry in entries[:LIMIT]:
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
    """Return since when the feed of an empty catalogue has been empty, as far as is known."""
    began = context.past.began_on
    return _moment(context, began) if began else context.generated_at


def _moment(context: Context, day: date) -> datetime:
    return datetime.combine(day, time(), context.generated_at.tzinfo)

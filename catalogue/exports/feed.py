"""An Atom feed of new and changed innovations (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

from catalogue.collection import InnovationEntry
from catalogue.exports.types import LICENCE_ADDRESS, Context, Export

ATOM = "http://www.w3.org/2005/Atom"
NAMESPACE = UUID("6f0c3c0e-6f0b-5c5e-9a37-2f1d1a3f4b10")
"""Names our entries independently of the address at which they are published; never changed."""
LIMIT = 50


def feed(context: Context) -> Iterator[Export]:
    """Make the feed; entries are newest first by the day they last changed."""
    entries = sorted(context.catalogue.innovations.values(), key=lambda entry: entry.id)
    entries.sort(key=lambda entry: _updated(context, entry), reverse=True)
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "id"})
    _text(root, "id", _identity(f"feed/{context.catalogue.region.kode_wilayah}"))
    _text(root, "title", context.title)
    newest = max((_updated(context, entry) for entry in entries), default=context.generated_at)
    _text(root, "updated", newest.isoformat())
    _text(root, "rights", f"CC BY 4.0, {LICENCE_ADDRESS}")
    ET.SubElement(root, f"{{{ATOM}}}link", rel="self", href=context.url("feed.xml"), type="application/atom+xml")
    ET.SubElement(root, f"{{{ATOM}}}link", rel="alternate", href=context.site_url, type="text/html")
    _text(ET.SubElement(root, f"{{{ATOM}}}author"), "name", context.title)
    for entry in entries[:LIMIT]:
        _entry(root, context, entry)
    content = ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
    yield Export("feed.xml", content, "application/atom+xml", "Umpan inovasi", "Inovasi baru dan yang berubah (Atom).")


def _entry(root: ET.Element, context: Context, entry: InnovationEntry) -> None:
    node = ET.SubElement(root, f"{{{ATOM}}}entry")
    _text(node, "id", _identity(f"inovasi/{entry.id}"))
    _text(node, "title", entry.record.nama)
    _text(node, "updated", _updated(context, entry).isoformat())
    if dates := context.history.get(entry.path):
        _text(node, "published", _moment(context, dates.created).isoformat())
    ET.SubElement(node, f"{{{ATOM}}}link", rel="alternate", href=context.url(f"inovasi/{entry.id}/"), type="text/html")
    _text(node, "summary", entry.record.ringkasan)


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}{name}").text = text


def _identity(name: str) -> str:
    return uuid5(NAMESPACE, name).urn


def _updated(context: Context, entry: InnovationEntry) -> datetime:
    dates = context.history.get(entry.path)
    return _moment(context, dates.changed) if dates else context.generated_at


def _moment(context: Context, day: date) -> datetime:
    return datetime.combine(day, time(), context.generated_at.tzinfo)

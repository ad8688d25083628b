"""The Atom feed of new and changed innovations (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import partial
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

from catalogue.build import Build
from catalogue.common.published import LICENCE_ADDRESS
from catalogue.export.file import Export
from catalogue.model import counts, kind_of
from catalogue.read.catalogue import InnovationEntry

ATOM = "http://www.w3.org/2005/Atom"
NAMESPACE = UUID("6f0c3c0e-6f0b-5c5e-9a37-2f1d1a3f4b10")
"""Names our feeds and entries independently of the address at which they are published; never changed."""
LIMIT = 50
MEDIA_TYPE = "application/atom+xml"
FILE = "feed.xml"
NEWS = "kabar/"
"""The page that tells the same month by month, as a text to copy."""


def feed(build: Build) -> Iterator[Export]:
    """Make the feed; entries are newest first by the day they last changed."""
    yield Export(
        FILE, partial(_write, build), MEDIA_TYPE, "Langganan inovasi", "Inovasi baru dan yang berubah (RSS/Atom)."
    )


def _newest(build: Build) -> list[InnovationEntry]:
    by_id = sorted(build.catalogue.innovations.values(), key=lambda entry: entry.id)
    return sorted(by_id, key=partial(_updated, build), reverse=True)


def _write(build: Build) -> bytes:
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "id"})
    entries = _newest(build)
    _text(root, "id", _identity(f"feed/{build.catalogue.region.kode_wilayah}"))
    _text(root, "title", build.title)
    _text(root, "updated", (_updated(build, entries[0]) if entries else _began(build)).isoformat())
    _text(root, "rights", f"CC BY 4.0, {LICENCE_ADDRESS}")
    _link(root, "self", build.url(FILE), MEDIA_TYPE)
    _link(root, "alternate", build.site_url or "./", "text/html")
    _link(root, "related", build.url(NEWS), "text/html")
    _text(ET.SubElement(root, f"{{{ATOM}}}author"), "name", build.title)
    for entry in entries[:LIMIT]:
        _entry(root, build, entry)
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _entry(root: ET.Element, build: Build, entry: InnovationEntry) -> None:
    node = ET.SubElement(root, f"{{{ATOM}}}entry")
    _text(node, "id", _identity(f"inovasi/{entry.id}"))
    _text(node, "title", _title(build, entry))
    _text(node, "updated", _updated(build, entry).isoformat())
    if created := build.dates(entry.id).created:
        _text(node, "published", _moment(build, created).isoformat())
    if owner := build.catalogue.opds.get(entry.opd):
        _text(ET.SubElement(node, f"{{{ATOM}}}author"), "name", owner.record.nama)
    _link(node, "alternate", build.url(f"inovasi/{entry.id}/"), "text/html")
    for id in entry.record.tema:
        word = build.catalogue.words("tema").get(id)
        ET.SubElement(node, f"{{{ATOM}}}category", term=id, label=word.nama if word else id)
    _text(node, "summary", entry.record.ringkasan)


def _title(build: Build, entry: InnovationEntry) -> str:
    """Name a record, a lead as what it is."""
    if counts(entry.record):
        return entry.record.nama
    word = build.word("jenis-catatan", kind_of(entry.record))
    return f"Petunjuk ({word.nama.lower() if word else 'jenis belum diketahui'}): {entry.record.nama}"


def _link(parent: ET.Element, relation: str, address: str, kind: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}link", rel=relation, href=address, type=kind)


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}{name}").text = text


def _identity(name: str) -> str:
    return uuid5(NAMESPACE, name).urn


def _updated(build: Build, entry: InnovationEntry) -> datetime:
    dates = build.dates(entry.id)
    day = dates.changed or dates.created
    return _moment(build, day) if day else _began(build)


def _began(build: Build) -> datetime:
    """Return the day with which the catalogue began, as far as is known: nothing in it is older."""
    began = build.past.began_on
    return _moment(build, began) if began else build.generated_at


def _moment(build: Build, day: date) -> datetime:
    return datetime.combine(day, time(), build.generated_at.tzinfo)

"""Where a reader goes who wants to change something: the form at the right field, or a message ready to send."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from catalogue.build import Build
from catalogue.model import Innovation
from catalogue.model.innovation import Contact
from catalogue.read.catalogue import InnovationEntry
from catalogue.site.views.fields import label
from catalogue.site.views.services import whatsapp_number

FORM = "usul/"


def form_address(slug: str, field: str = "") -> str:
    """Return where the form opens a record, at a field if one is named by its keys joined by dots.

    Neither has characters that an address would have to escape.
    """
    return f"{FORM}?inovasi={slug}&isian={field}" if field else f"{FORM}?inovasi={slug}"


def new_address(opd: str, **known: Sequence[str]) -> str:
    """Return where the form opens for a new innovation of an agency, with fields whose words are known already."""
    return FORM + "?" + urlencode({"opd": opd, **known}, doseq=True)


ASKED = (
    "penerima_manfaat",
    "rancang_bangun",
    "tujuan",
    "manfaat",
    "hasil",
    "syarat_replikasi",
    "waktu_penerapan",
    "lokasi",
    "kontak",
    "foto",
)
"""What a reader looks for, in the order of the page."""
SAID = {"hasil": ("hasil", "capaian")}
"""The fields of which any one says what is looked for."""


@dataclass(frozen=True)
class Gap:
    """A field that is empty: what belongs there, where that is explained, and where the form asks for it."""

    label: str
    help: str
    guide: str
    address: str


def gaps(entry: InnovationEntry) -> tuple[Gap, ...]:
    """Return the fields that a reader misses."""
    return tuple(
        _gap(entry, name) for name in ASKED if not any(getattr(entry.record, each) for each in SAID.get(name, (name,)))
    )


def _gap(entry: InnovationEntry, name: str) -> Gap:
    help = Innovation.model_fields[name].description or ""
    return Gap(label(name), help, f"inovasi-{name.replace('_', '-')}", form_address(entry.id, name))


LAPOR = "https://www.lapor.go.id/"
"""The national complaint system, which forwards to the government named (Perpres 76/2013)."""
ANSWERS = {
    "Masih benar": "keterangannya masih benar.",
    "Ada yang berubah": "ada keterangan yang sudah berubah, yaitu: ",
    "Sudah tidak ada": "layanan atau inovasi ini sudah tidak ada. Saya mengetahuinya dari: ",
}


@dataclass(frozen=True)
class Answer:
    """One answer: the message, and where it opens ready to send."""

    label: str
    message: str
    mail: str
    text: str


@dataclass(frozen=True)
class FeedbackView:
    """Whom a reader tells whether the record is still true, and the three answers."""

    office: str
    direct: bool
    """Whether the message on WhatsApp has a recipient; else the sender chooses one."""
    answers: tuple[Answer, ...]
    complaint: str = LAPOR


def feedback_view(build: Build, entry: InnovationEntry, contact: Contact | None) -> FeedbackView:
    """Prepare the answers for the office of a record."""
    office = contact.unit if contact else build.catalogue.region.koordinator
    number = _number(entry)
    return FeedbackView(office, bool(number), tuple(_answer(build, entry, contact, label, number) for label in ANSWERS))


def _number(entry: InnovationEntry) -> str:
    channels = entry.record.layanan.kanal if entry.record.layanan else ()
    return next((whatsapp_number(channel.nilai) for channel in channels if channel.jenis == "whatsapp"), "")


def _answer(build: Build, entry: InnovationEntry, contact: Contact | None, label: str, number: str) -> Answer:
    mail = (contact.surel if contact else None) or ""
    return message_of(build, entry, label, ANSWERS[label], mail=mail, number=number)


def message_of(build: Build, entry: InnovationEntry, label: str, said: str, *, mail: str, number: str) -> Answer:
    """Write a message about a record, ready for an address of mail and a number, of which either may be empty."""
    record, region = entry.record, build.catalogue.region
    address = f" {build.url(f'inovasi/{entry.id}/')}" if build.site_url else ""
    message = f"Tentang “{record.nama}” pada Katalog Inovasi Daerah {region.nama}{address}: {said}"
    subject = quote(f"{label}: {record.nama}"[:120])
    written = f"mailto:{mail}?subject={subject}&body={quote(message)}" if mail else ""
    return Answer(label, message, written, f"https://wa.me/{number}?text={quote(message)}")

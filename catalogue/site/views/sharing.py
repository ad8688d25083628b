"""What a shared link shows: the sentence for which somebody opens the page, on its card and beneath its title."""

from __future__ import annotations

import re

from catalogue.assess import STEPS
from catalogue.assess.verdicts import VERDICTS
from catalogue.build import Build
from catalogue.common.card import Card, CardKind
from catalogue.model import Opd
from catalogue.propose.work import agency_entries
from catalogue.read.catalogue import Entry, InnovationEntry
from catalogue.site.markup import plain_text
from catalogue.site.views.life import amount, life

SENTENCE, DESCRIPTION = 150, 200
"""Characters that are read at a glance on a card, and those that messengers show of a description."""
FREE = re.compile(r"(?:Gratis|Tidak dipungut biaya)\b")


def site_card(build: Build) -> Card:
    """Make the card of pages that have none of their own: what the city has, and how much of it is confirmed."""
    funnel, region = build.assessment.funnel, build.catalogue.region
    confirmed = funnel[STEPS[1]]
    told = f"{confirmed} sudah dibenarkan OPD" if confirmed else "belum ada yang dibenarkan OPD"
    found = amount(build.catalogue.by_name)
    return _card(build, "halaman", region.program.nama, f"{found} dari {region.nama}, {told}.")


def page_card(build: Build, title: str, finding: str) -> Card:
    """Make the card of a page that says how something stands."""
    return _card(build, "halaman", title, finding)


def record_card(build: Build, entry: InnovationEntry) -> Card:
    """Make the card of a record: what a citizen gets or what it is, and whether it still runs."""
    known, owner = life(build, entry), build.opd_link(entry.opd).text
    kind: CardKind = "petunjuk" if known.kind else "inovasi"
    if _serves(build, entry):
        kind = "layanan"
    if known.kind:
        owner = f"Petunjuk ({known.kind.lower()}) · {owner}"
    return _card(build, kind, entry.record.nama, _gist(build, entry), state=_state(build, entry), owner=owner)


def record_description(build: Build, entry: InnovationEntry) -> str:
    """Say of a record what it is, and after that whether it still runs."""
    state = f" {_state(build, entry)}."
    return f"{plain_text(entry.record.ringkasan, DESCRIPTION - len(state))}{state}"


def agency_card(build: Build, entry: Entry[Opd]) -> Card:
    """Make the card of an agency: its standing in words."""
    return _card(build, "opd", entry.record.nama, _agency_finding(build, entry))


def _agency_finding(build: Build, entry: Entry[Opd]) -> str:
    """Say what an agency has, and where it stands if it is obliged to have an innovation."""
    state, found = build.assessment.opds[entry.id], agency_entries(build, entry.id)
    told = f"{amount(found)} dalam katalog." if found else "Belum ada inovasi dalam katalog."
    if not state.obliged:
        return told
    return f"{told} {build.catalogue.region.program.nama} {build.period.tahun}: {VERDICTS[state.why].lower()}."


def _serves(build: Build, entry: InnovationEntry) -> bool:
    service = entry.record.layanan
    return bool(service and service.kebutuhan) and life(build, entry).runs is not False


def _gist(build: Build, entry: InnovationEntry) -> str:
    """Say what a citizen gets and that it is free, else begin the summary; never more than is read at a glance."""
    service = entry.record.layanan
    if _serves(build, entry) and service and service.produk:
        gets = _first_sentence(service.produk.isi)
        price = _first_sentence(service.biaya.isi) if service.biaya else ""
        both = f"{gets} {price}"
        return both if FREE.match(price) and len(both) <= SENTENCE else gets
    return _first_sentence(entry.record.ringkasan)


def _first_sentence(text: str) -> str:
    """Return the first sentence of a text, cut at a word where it is long."""
    plain = plain_text(text)
    return plain_text(re.split(r"(?<=[.!?]) +(?=[A-Z])", plain, maxsplit=1)[0], SENTENCE)


def _state(build: Build, entry: InnovationEntry) -> str:
    known = life(build, entry)
    return known.banner.rstrip(".") or ". ".join(filter(None, (known.running, known.told)))


def _card(build: Build, kind: CardKind, name: str, sentence: str, *, state: str = "", owner: str = "") -> Card:
    region = build.catalogue.region
    note = "" if region.resmi else f"Bukan situs resmi {region.pemerintah}"
    return Card(kind, name, sentence, state, owner, build.catalogue.title(), note)

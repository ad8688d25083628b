"""What a shared link shows: the sentence for which somebody opens the page, on its card and beneath its title.

Search engines are told more, in the terms of schema.org (JSON-LD).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from catalogue.assess import STEPS
from catalogue.assess.result import VERDICTS
from catalogue.build import Build
from catalogue.common.card import Card, CardKind
from catalogue.common.published import LICENCE_ADDRESS
from catalogue.model import Opd
from catalogue.propose.open_round import agency_entries
from catalogue.read.catalogue import UNASSIGNED, Entry, InnovationEntry
from catalogue.site.markup import plain_text
from catalogue.site.views.parts import Download, amount, life

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


PUBLIC_SERVICE = "pelayanan-publik"


def structured(build: Build, entry: InnovationEntry, image: str) -> dict[str, Any] | None:
    """Describe an innovation, its page and the way to it; only what the record states is said.

    None while the site has no address: everything is named by one.
    """
    if not build.site_url:
        return None
    address = f"{build.site_url}inovasi/{entry.id}/"
    return {
        "@context": "https://schema.org",
        "@graph": [_page(build, entry, address, image), _subject(build, entry, address), _trail(build, entry, address)],
    }


def data_set(build: Build, downloads: Iterable[Download]) -> dict[str, Any] | None:
    """Describe the catalogue as a data set, for the search engines of data; None while it has no address."""
    if not build.site_url:
        return None
    region, address = build.catalogue.region, f"{build.site_url}data/"
    files = (item for item in downloads if not item.address.startswith("skema/"))
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{address}#inovasi",
        "url": address,
        "name": build.title,
        "description": f"Inovasi {region.pemerintah}: isian lengkap tiap inovasi dengan buktinya, OPD pengampunya, "
        "keadaannya pada tiap periode pelaporan, dan proyeksi indeks inovasi daerah.",
        "inLanguage": "id",
        "isAccessibleForFree": True,
        "license": LICENCE_ADDRESS,
        "dateModified": build.today.isoformat(),
        "keywords": ["inovasi daerah", "OPD", region.nama],
        "spatialCoverage": {"@type": "AdministrativeArea", "name": f"{region.nama}, {region.provinsi}"},
        "creator": {"@type": "Organization", "name": build.title, "url": build.site_url},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": item.title,
                "contentUrl": build.site_url + item.address,
                "encodingFormat": item.media_type,
                "contentSize": f"{item.size} B",
            }
            for item in files
        ],
    }


def _page(build: Build, entry: InnovationEntry, address: str, image: str) -> dict[str, Any]:
    dates = build.dates(entry.id)
    page = {
        "@type": "WebPage",
        "@id": address,
        "url": address,
        "name": entry.record.nama,
        "inLanguage": "id",
        "isPartOf": {"@type": "WebSite", "@id": build.site_url, "name": build.title},
        "about": {"@id": f"{address}#inovasi"},
        "license": LICENCE_ADDRESS,
        "primaryImageOfPage": build.site_url + image,
        "citation": [source.tautan for source in entry.record.sumber if source.tautan],
        "dateCreated": dates.created.isoformat() if dates.created else None,
        "dateModified": dates.changed.isoformat() if dates.changed else None,
    }
    return _filled(page)


def _subject(build: Build, entry: InnovationEntry, address: str) -> dict[str, Any]:
    """Describe the innovation itself: a service of the government where it is one, else simply a thing."""
    record = entry.record
    subject: dict[str, Any] = {
        "@type": "GovernmentService" if record.bentuk == PUBLIC_SERVICE else "Thing",
        "@id": f"{address}#inovasi",
        "name": record.nama,
        "alternateName": record.kepanjangan,
        "description": plain_text(record.ringkasan),
        "sameAs": [link.tautan for link in record.tautan],
    }
    if record.bentuk == PUBLIC_SERVICE:
        subject |= {
            "provider": _provider(build, entry),
            "areaServed": {"@type": "AdministrativeArea", "name": build.catalogue.region.nama},
            "audience": {"@type": "Audience", "audienceType": record.penerima_manfaat}
            if record.penerima_manfaat
            else None,
        }
    return _filled(subject)


def _provider(build: Build, entry: InnovationEntry) -> dict[str, Any]:
    region = build.catalogue.region
    government = {"@type": "GovernmentOrganization", "name": region.pemerintah}
    if entry.opd == UNASSIGNED or entry.opd not in build.catalogue.opds:
        return government
    agency = build.opd_link(entry.opd)
    return {
        "@type": "GovernmentOrganization",
        "name": agency.text,
        "url": build.site_url + agency.address,
        "parentOrganization": government,
    }


def _trail(build: Build, entry: InnovationEntry, address: str) -> dict[str, Any]:
    agency = build.opd_link(entry.opd)
    steps = [
        ("Inovasi", f"{build.site_url}inovasi/"),
        (agency.text, build.site_url + agency.address),
        (entry.record.nama, address),
    ]
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": item}
        for number, (name, item) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _filled(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value}

"""What search engines are told of an innovation and of the data, in the terms of schema.org (JSON-LD)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from catalogue.build import Build
from catalogue.common.published import LICENCE_ADDRESS
from catalogue.read.catalogue import UNASSIGNED, InnovationEntry
from catalogue.site.markup import plain_text
from catalogue.site.views.parts import Download

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

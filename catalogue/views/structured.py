"""What search engines are told of an innovation and of the data, in the terms of schema.org (JSON-LD)."""

from __future__ import annotations

from typing import Any

from catalogue.collection import UNASSIGNED, InnovationEntry
from catalogue.exports.types import LICENCE_ADDRESS
from catalogue.markup import plain_text
from catalogue.views.site import Site

PUBLIC_SERVICE = "pelayanan-publik"


def structured(site: Site, entry: InnovationEntry, image: str) -> dict[str, Any]:
    """Describe an innovation, its page and the way to it; only what the record states is said."""
    address = f"{site.site_url}inovasi/{entry.id}/"
    return {
        "@context": "https://schema.org",
        "@graph": [_page(site, entry, address, image), _subject(site, entry, address), _trail(site, entry, address)],
    }


def data_set(site: Site) -> dict[str, Any]:
    """Describe the catalogue as a data set, for the search engines of data."""
    region, address = site.catalogue.region, f"{site.site_url}data/"
    files = (item for item in site.downloads if not item.address.startswith("skema/"))
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{address}#inovasi",
        "url": address,
        "name": site.title,
        "description": f"Inovasi {region.pemerintah}: isian lengkap tiap inovasi dengan buktinya, OPD pengampunya, "
        "keadaannya pada tiap periode pelaporan, dan proyeksi indeks inovasi daerah.",
        "inLanguage": "id",
        "isAccessibleForFree": True,
        "license": LICENCE_ADDRESS,
        "dateModified": site.today.isoformat(),
        "keywords": ["inovasi daerah", "OPD", region.nama],
        "spatialCoverage": {"@type": "AdministrativeArea", "name": f"{region.nama}, {region.provinsi}"},
        "creator": {"@type": "Organization", "name": site.title, "url": site.site_url},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": item.title,
                "contentUrl": site.site_url + item.address,
                "encodingFormat": item.media_type,
                "contentSize": f"{item.size} B",
            }
            for item in files
        ],
    }


def _page(site: Site, entry: InnovationEntry, address: str, image: str) -> dict[str, Any]:
    dates = site.history.get(entry.path)
    page = {
        "@type": "WebPage",
        "@id": address,
        "url": address,
        "name": entry.record.nama,
        "inLanguage": "id",
        "isPartOf": {"@type": "WebSite", "@id": site.site_url, "name": site.title},
        "about": {"@id": f"{address}#inovasi"},
        "license": LICENCE_ADDRESS,
        "primaryImageOfPage": site.site_url + image,
        "citation": [source.tautan for source in entry.record.sumber if source.tautan],
        "dateCreated": dates.created.isoformat() if dates else None,
        "dateModified": dates.changed.isoformat() if dates else None,
    }
    return _filled(page)


def _subject(site: Site, entry: InnovationEntry, address: str) -> dict[str, Any]:
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
            "provider": _provider(site, entry),
            "areaServed": {"@type": "AdministrativeArea", "name": site.catalogue.region.nama},
            "audience": {"@type": "Audience", "audienceType": record.penerima_manfaat}
            if record.penerima_manfaat
            else None,
        }
    return _filled(subject)


def _provider(site: Site, entry: InnovationEntry) -> dict[str, Any]:
    region = site.catalogue.region
    government = {"@type": "GovernmentOrganization", "name": region.pemerintah}
    if entry.opd == UNASSIGNED or entry.opd not in site.catalogue.opds:
        return government
    agency = site.opd_link(entry.opd)
    return {
        "@type": "GovernmentOrganization",
        "name": agency.text,
        "url": site.site_url + agency.address,
        "parentOrganization": government,
    }


def _trail(site: Site, entry: InnovationEntry, address: str) -> dict[str, Any]:
    agency = site.opd_link(entry.opd)
    steps = [
        ("Inovasi", f"{site.site_url}inovasi/"),
        (agency.text, site.site_url + agency.address),
        (entry.record.nama, address),
    ]
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": item}
        for number, (name, item) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _filled(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value}

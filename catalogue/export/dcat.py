"""The catalogue of data sets as linked data (DCAT-AP 3.0, JSON-LD), by which data portals take it over.

Every published file that is a form of a data set is a distribution of it, with its size and checksum.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from catalogue.build import Build
from catalogue.common.published import LICENCE_ADDRESS
from catalogue.export.file import Description, Export, Measure, to_json

EU = "http://publications.europa.eu/resource/authority/"
"""The controlled lists that DCAT-AP asks for (section 6.3), which other countries' portals read too."""
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
TERMS = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
FORMATS = {"text/csv": "CSV", "application/json": "JSON", "application/atom+xml": "ATOM", "text/calendar": "ICS"}
API = "api/v1/"


@dataclass(frozen=True)
class Subject:
    """A data set, and the addresses of the files that are forms of it."""

    id: str
    title: str
    help: str
    files: str


SUBJECTS = (
    Subject(
        "inovasi",
        "Inovasi dan OPD",
        "Semua isian tiap inovasi dengan buktinya, OPD pengampunya, dan keadaannya pada tiap periode.",
        r"data/([a-z_-]+\.csv|inovasi\.xlsx|katalog\.sqlite|datapackage\.json)|api/v1/(inovasi|opd)\.json",
    ),
    Subject(
        "kepatuhan",
        "Kepatuhan OPD",
        "Keadaan tiap OPD terhadap target pada tiap periode, sejak kapan dan oleh perubahan mana.",
        r"api/v1/kepatuhan/\d+\.json",
    ),
    Subject(
        "indeks",
        "Proyeksi indeks inovasi daerah",
        "Proyeksi yang dihitung katalog ini menurut rubrik Kementerian; bukan hasil penilaian.",
        r"api/v1/indeks/\d+\.json",
    ),
    Subject(
        "perubahan",
        "Perubahan catatan",
        "Yang berubah pada tiap inovasi, menurut tanggal.",
        r"api/v1/perubahan\.json|feed\.xml",
    ),
    Subject("linimasa", "Linimasa pelaporan", "Tahap pelaporan inovasi dengan batas waktunya.", r"linimasa\.ics"),
)


def dcat(build: Build, files: Sequence[Export]) -> Export:
    """Describe the published files."""
    made = Description(lambda measure: to_json(_document(build, files, measure)))
    text = "Katalog set data menurut DCAT-AP, bagi portal seperti Satu Data Indonesia."
    return Export("data/dcat.jsonld", made, "application/ld+json", "Katalog data tertaut", text)


def _document(build: Build, files: Sequence[Export], measure: Callable[[str], Measure]) -> dict[str, Any]:
    return {
        "@context": {**TERMS, "@language": "id", **({} if build.site_url else {"@base": "../"})},
        "@graph": [_catalogue(build), *_datasets(build, files, measure), _service(build)],
    }


def _id(build: Build, name: str) -> dict[str, str]:
    return {"@id": build.url(f"data/#{name}")}


def _place(address: str) -> dict[str, str]:
    return {"@id": address}


def _about(build: Build) -> dict[str, Any]:
    """Return what catalogue, data sets and service have in common."""
    region = build.catalogue.region
    publisher = region.pemerintah if region.resmi else f"{build.title} (bukan situs resmi {region.pemerintah})"
    return {
        "dct:publisher": {
            "@id": build.url("#penerbit"),
            "@type": "foaf:Agent",
            "foaf:name": publisher,
            "foaf:homepage": _place(build.site_url),
        },
        "dcat:keyword": ["inovasi daerah", "OPD", region.nama],
        "dcat:theme": _place(f"{EU}data-theme/GOVE"),
        "dcat:contactPoint": {
            "@id": build.url("#kontak"),
            "@type": "vcard:Organization",
            "vcard:fn": region.kontak.unit if region.kontak else region.koordinator,
            "vcard:hasURL": _place(build.site_url),
        },
        "dct:accessRights": _place(f"{EU}access-right/PUBLIC"),
        "dct:language": _place(f"{EU}language/IND"),
        "dct:modified": {"@value": build.today.isoformat(), "@type": "xsd:date"},
        "dct:spatial": {
            "@id": build.url("#daerah"),
            "@type": "dct:Location",
            "dct:identifier": region.kode_wilayah,
            "dct:title": f"{region.nama}, {region.provinsi}",
        },
    }


def _catalogue(build: Build) -> dict[str, Any]:
    region = build.catalogue.region
    return {
        **_id(build, "katalog"),
        "@type": "dcat:Catalog",
        "dct:title": build.title,
        "dct:description": f"Inovasi {region.pemerintah}, OPD pengampunya, dan keadaannya terhadap target.",
        "foaf:homepage": _place(build.url("data/")),
        "dcat:themeTaxonomy": _place(f"{EU}data-theme"),
        "dct:license": _place(LICENCE_ADDRESS),
        **_about(build),
        "dcat:dataset": [_id(build, subject.id) for subject in SUBJECTS],
        "dcat:service": _id(build, "api"),
    }


def _datasets(build: Build, files: Sequence[Export], measure: Callable[[str], Measure]) -> Iterator[dict[str, Any]]:
    region = build.catalogue.region
    for subject in SUBJECTS:
        yield {
            **_id(build, subject.id),
            "@type": "dcat:Dataset",
            "dct:identifier": f"{region.kode_wilayah}/{subject.id}",
            "dct:title": f"{subject.title}, {region.nama}",
            "dct:description": subject.help,
            "dct:accrualPeriodicity": _place(f"{EU}frequency/DAILY"),
            "dcat:landingPage": _place(build.url("data/")),
            **_about(build),
            "dcat:distribution": [
                _distribution(build, file, measure(file.address)) for file in of_subject(subject, files)
            ],
        }


def of_subject(subject: Subject, files: Iterable[Export]) -> list[Export]:
    """Return the files that are forms of a data set."""
    return [file for file in files if re.fullmatch(subject.files, file.address)]


def _distribution(build: Build, file: Export, measure: Measure) -> dict[str, Any]:
    format = FORMATS.get(file.media_type)
    service = {"dcat:accessService": _id(build, "api")} if file.address.startswith(API) else {}
    return {
        "@id": build.url(f"{file.address}#distribusi"),
        "@type": "dcat:Distribution",
        "dct:title": file.title or file.address.rsplit("/", 1)[-1],
        **({"dct:description": file.description} if file.description else {}),
        "dcat:accessURL": _place(build.url(file.address)),
        "dcat:downloadURL": _place(build.url(file.address)),
        "dcat:mediaType": _place(MEDIA_TYPES + file.media_type),
        **({"dct:format": _place(f"{EU}file-type/{format}")} if format else {}),
        "dcat:byteSize": {"@value": str(measure.size), "@type": "xsd:nonNegativeInteger"},
        "dct:license": _place(LICENCE_ADDRESS),
        "dct:modified": {"@value": build.today.isoformat(), "@type": "xsd:date"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": _place("http://spdx.org/rdf/terms#checksumAlgorithm_sha256"),
            "spdx:checksumValue": {"@value": measure.checksum, "@type": "xsd:hexBinary"},
        },
        **service,
    }


def _service(build: Build) -> dict[str, Any]:
    return {
        **_id(build, "api"),
        "@type": "dcat:DataService",
        "dct:title": f"API {build.title}",
        "dcat:endpointURL": _place(build.url(API)),
        "dcat:endpointDescription": _place(build.url(f"{API}openapi.json")),
        "dct:license": _place(LICENCE_ADDRESS),
        **_about(build),
        "dcat:servesDataset": [_id(build, subject.id) for subject in SUBJECTS],
    }

"""API version 1: the catalogue, the agencies, the target, the index and the changes as JSON, and its description."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain, islice
from typing import Any

from catalogue.build import Build
from catalogue.common.published import LICENCE, LICENCE_ADDRESS, RELEASES, SCHEMA, VERSION
from catalogue.export.api.endpoints import ENDPOINTS, FOLDER, Answer, Endpoint, Material
from catalogue.export.api.openapi import SHOWN, openapi, shortened
from catalogue.export.shapes import Head
from catalogue.export.shapes.records import Contents
from catalogue.export.types import Export
from catalogue.export.values import in_pieces, to_json

JSON = "application/json"
CONTENTS = Endpoint("index.json", Contents, "Indeks API", "Daftar alamat API.", lambda material: iter(()))
"""The response that names all others."""


def api(build: Build) -> Iterator[Export]:
    """Make every response of the API, and its description."""
    responses = _Responses(build, list(_answers(build)))
    for endpoint, answer in responses.answers:
        address = FOLDER + endpoint.path.format(**answer.parameters)
        shown = ("", "") if endpoint.each else (answer.title, endpoint.help)
        yield Export(address, partial(responses.content, endpoint, answer), JSON, *shown)
    text = "Penjelasan setiap alamat dan kunci API, untuk orang dan untuk program (OpenAPI 3.1)."
    yield Export(f"{FOLDER}openapi.json", responses.description, "application/openapi+json", "Penjelasan API", text)


def _answers(build: Build) -> Iterator[tuple[Endpoint, Answer]]:
    """Yield every response, those that no list names one by one after the others."""
    material = Material(build)
    made = [(endpoint, answer) for endpoint in ENDPOINTS for answer in endpoint.make(material)]
    yield CONTENTS, Answer(lambda: dict(_contents(build, made)), title=CONTENTS.title)
    yield from sorted(made, key=lambda found: found[0].each)


class _Responses:
    """The responses; of the first of each endpoint an excerpt is kept, which the description shows as an example."""

    def __init__(self, build: Build, answers: list[tuple[Endpoint, Answer]]) -> None:
        self.build, self.answers = build, answers
        self._first = dict(reversed(answers))
        self._examples: dict[Endpoint, Any] = {}

    def content(self, endpoint: Endpoint, answer: Answer) -> bytes | Iterator[bytes]:
        """Make one response; one that ends in rows which are made one by one is written so."""
        document = {**_head(self.build), **answer.body()}
        key, last = next(reversed(document.items()))
        rows = last if isinstance(last, Iterator) else None
        if rows:
            document[key] = list(islice(rows, SHOWN))
        if self._first[endpoint] is answer:
            self._examples[endpoint] = shortened(document)
        if rows:
            return in_pieces(document, key, chain(document[key], rows))
        return to_json(document, indented=endpoint.indented)

    def description(self) -> bytes:
        """Describe all of them, each with an excerpt."""
        for endpoint in self._first.keys() - self._examples.keys():
            self.content(endpoint, self._first[endpoint])
        return to_json(openapi(self.build, {each: self._examples.get(each) for each in (CONTENTS, *ENDPOINTS)}))


def _head(build: Build) -> Head:
    region = build.catalogue.region
    return {
        "schema": SCHEMA,
        "versi": VERSION,
        "generated_at": build.generated_at.isoformat(),
        "lisensi": LICENCE,
        "lisensi_url": LICENCE_ADDRESS,
        "sumber": build.citation,
        "status": "situs resmi" if region.resmi else "bukan situs resmi pemerintah daerah",
        "daerah": {"kode_wilayah": region.kode_wilayah, "nama": region.nama, "provinsi": region.provinsi},
    }


def _contents(build: Build, made: list[tuple[Endpoint, Answer]]) -> Contents:
    listed = {
        endpoint.path if endpoint.each else endpoint.path.format(**answer.parameters): endpoint.title
        if endpoint.each
        else answer.title
        for endpoint, answer in made
    }
    return {
        "openapi": build.url(f"{FOLDER}openapi.json"),
        "titik_akses": [{"judul": title, "url": build.url(FOLDER + path)} for path, title in listed.items()],
        "riwayat_api": [
            {"versi": release.versi, "tanggal": release.tanggal, "perubahan": release.perubahan} for release in RELEASES
        ],
    }

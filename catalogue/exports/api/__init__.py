"""API version 1: the catalogue, the agencies, the target, the index and the changes as JSON, and its description."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.exports.api.endpoints import ENDPOINTS, FOLDER, Answer, Endpoint, Material
from catalogue.exports.api.openapi import openapi
from catalogue.exports.api.versions import RELEASES, SCHEMA, VERSION
from catalogue.exports.shapes.common import Head
from catalogue.exports.shapes.contents import Contents
from catalogue.exports.types import LICENCE, LICENCE_ADDRESS, Context, Export
from catalogue.exports.values import to_json

JSON = "application/json"
CONTENTS = Endpoint("index.json", Contents, "Indeks API", "Daftar alamat API.", lambda material: iter(()))
"""The response that names all others."""


def api(context: Context) -> Iterator[Export]:
    """Make every response of the API, and its description."""
    material = Material(context)
    made = [(endpoint, answer) for endpoint in ENDPOINTS for answer in endpoint.make(material)]
    contents = Answer(dict(_contents(context, made)), title=CONTENTS.title)
    listed = [(endpoint, answer) for endpoint, answer in made if not endpoint.each]
    pages = [(CONTENTS, contents), *listed, *((e, a) for e, a in made if e.each)]
    yield from (_response(context, endpoint, answer) for endpoint, answer in pages)
    first = {endpoint: _document(context, answer) for endpoint, answer in reversed(pages)}
    description = openapi(context, {endpoint: first.get(endpoint) for endpoint in (CONTENTS, *ENDPOINTS)})
    text = "Penjelasan setiap alamat dan kunci API, untuk orang dan untuk perkakas (OpenAPI 3.1)."
    yield Export(f"{FOLDER}openapi.json", to_json(description), "application/openapi+json", "Penjelasan API", text)


def _response(context: Context, endpoint: Endpoint, answer: Answer) -> Export:
    address = FOLDER + endpoint.path.format(**answer.parameters)
    shown = ("", "") if endpoint.each else (answer.title, endpoint.help)
    return Export(address, to_json(_document(context, answer)), JSON, *shown)


def _document(context: Context, answer: Answer) -> dict[str, object]:
    return {**_head(context), **answer.body}


def _head(context: Context) -> Head:
    region = context.catalogue.region
    return {
        "schema": SCHEMA,
        "versi": VERSION,
        "generated_at": context.generated_at.isoformat(),
        "lisensi": LICENCE,
        "lisensi_url": LICENCE_ADDRESS,
        "sumber": f"{context.title}, {context.site_url}",
        "status": "situs resmi" if region.resmi else "bukan situs resmi pemerintah daerah",
        "daerah": {"kode_wilayah": region.kode_wilayah, "nama": region.nama, "provinsi": region.provinsi},
    }


def _contents(context: Context, made: list[tuple[Endpoint, Answer]]) -> Contents:
    listed = {
        endpoint.path if endpoint.each else endpoint.path.format(**answer.parameters): endpoint.title
        if endpoint.each
        else answer.title
        for endpoint, answer in made
    }
    return {
        "openapi": context.url(f"{FOLDER}openapi.json"),
        "titik_akses": [{"judul": title, "url": context.url(FOLDER + path)} for path, title in listed.items()],
        "riwayat_api": [*RELEASES],
    }

"""API version 1: the catalogue, the agencies, the target, the index and the changes as JSON, and its description.

The description (OpenAPI 3.1) has the shapes as declared and from the model, and examples from the responses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import is_dataclass
from functools import cache, partial
from itertools import chain, islice
from typing import Any, Literal

from pydantic import BaseModel, TypeAdapter

from catalogue.build import Build
from catalogue.common.published import LICENCE, LICENCE_ADDRESS, RELEASES, SCHEMA, VERSION
from catalogue.export.api.endpoints import ENDPOINTS, FOLDER, Answer, Endpoint, Material
from catalogue.export.file import Export, in_pieces, to_json
from catalogue.export.shapes import Contents, Head
from catalogue.model.published import published

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


PLACE = "#/components/schemas/{model}"
HEAD = PLACE.format(model="Head")
SHOWN = 1
"""So many items of a list an example keeps."""
PARAMETERS = {
    "id": ("Kunci inovasi, seperti pada `inovasi.json`.", "string"),
    "tahun": ("Periode pelaporan.", "integer"),
}
FOR_WRITERS = {
    "additionalProperties",
    "default",
    "exclusiveMinimum",
    "ge",
    "le",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "pattern",
    "patternErrorMessage",
}
"""What a record's schema asks of whoever writes one; readers need the type, and limits may be widened."""


def openapi(build: Build, answers: Mapping[Endpoint, Mapping[str, Any] | None]) -> dict[str, Any]:
    """Describe the endpoints; each is shown with an answer of its own, whose lists were cut short."""
    region = build.catalogue.region
    site = {"url": build.site_url} if build.site_url else {}
    unplaced = "" if site else " Situs ini belum mempunyai alamat: setiap `url` dihitung dari halaman depannya."
    return {
        "openapi": "3.1.1",
        "info": {
            "title": f"API {build.title}",
            "version": VERSION,
            "summary": f"Inovasi {region.pemerintah} sebagai JSON.",
            "description": "Berkas statis: tanpa kunci, tanpa batas permintaan, boleh diminta dari situs mana pun yang "
            "mengizinkannya. Kunci dan alamat yang ada tidak berubah arti; kunci baru dapat ditambahkan, jadi abaikan "
            "kunci yang tidak dikenal. Contoh diambil dari data, daftar di dalamnya dipersingkat." + unplaced,
            "license": {"name": "Creative Commons Atribusi 4.0 Internasional", "identifier": LICENCE},
            "contact": {"name": region.kontak.unit if region.kontak else region.koordinator, **site},
        },
        "externalDocs": {"url": build.url("data/") if site else "../../data/", "description": "Panduan memakai data."},
        "servers": [{"url": build.url(FOLDER).rstrip("/") if site else "."}],
        "paths": {f"/{endpoint.path}": _path(endpoint, answer) for endpoint, answer in answers.items()},
        "components": {"schemas": _schemas(answers, "uri" if site else "uri-reference")},
        "x-lisensi-data": LICENCE_ADDRESS,
        "x-generated-at": build.generated_at.isoformat(),
    }


def _path(endpoint: Endpoint, answer: Mapping[str, Any] | None) -> dict[str, Any]:
    schema = {"allOf": [{"$ref": HEAD}, {"$ref": PLACE.format(model=endpoint.shape.__name__)}]}
    media: dict[str, Any] = {"schema": schema} | ({"example": answer} if answer else {})
    return {
        "get": {
            "operationId": _operation(endpoint),
            "summary": endpoint.title,
            "description": endpoint.help,
            "parameters": list(_parameters(endpoint)),
            "responses": {"200": {"description": endpoint.title, "content": {"application/json": media}}}
            | ({"404": {"description": "Tidak ada."}} if "{" in endpoint.path else {}),
        }
    }


def _operation(endpoint: Endpoint) -> str:
    words = endpoint.path.removesuffix(".json").replace("{", "").replace("}", "").split("/")
    return "-".join(words)


def _parameters(endpoint: Endpoint) -> Iterator[dict[str, Any]]:
    for name, (help, kind) in PARAMETERS.items():
        if f"{{{name}}}" in endpoint.path:
            yield {"name": name, "in": "path", "required": True, "description": help, "schema": {"type": kind}}


def shortened(value: Any) -> Any:
    """Return a document whose lists keep only their first items, at every depth."""
    if is_dataclass(value):
        value = published(value)
    if isinstance(value, Mapping | BaseModel):
        return {key: shortened(item) for key, item in dict(value).items()}
    return [shortened(item) for item in value[:SHOWN]] if isinstance(value, list | tuple) else value


def _schemas(endpoints: Iterable[Endpoint], address: str) -> dict[str, Any]:
    found = _of_format(shape_schemas(tuple(endpoints)), address)
    inner = {PLACE.format(model=name): found.pop(name) for name in list(found) if not name.isalpha()}
    return {name: _read(node, inner) for name, node in sorted(found.items())}


@cache
def shape_schemas(endpoints: tuple[Endpoint, ...]) -> dict[str, Any]:
    """Return the schema of every shape as it is stated; they are shared, and not to be changed."""
    shapes = dict.fromkeys([Head, *(endpoint.shape for endpoint in endpoints)])
    adapters: list[tuple[str, Literal["serialization"], TypeAdapter[Any]]] = [
        (shape.__name__, "serialization", TypeAdapter(shape)) for shape in shapes
    ]
    _, schema = TypeAdapter.json_schemas(adapters, ref_template=PLACE)
    found: dict[str, Any] = schema["$defs"]
    return found


def _of_format(node: Any, address: str) -> Any:
    """Say of every address of the schemas which format it has."""
    if isinstance(node, list):
        return [_of_format(item, address) for item in node]
    if not isinstance(node, dict):
        return node
    found = {key: _of_format(value, address) for key, value in node.items()}
    return {**found, "format": address} if found.get("format") == "uri" else found


def _read(node: Any, inner: Mapping[str, Any]) -> Any:
    """Turn the schema of what may be written into that of what is read: every field is there, as its plain type.

    `inner` are the parts that have no name of their own; they are put where they are used.
    """
    if isinstance(node, list):
        return [_read(item, inner) for item in node]
    if not isinstance(node, dict):
        return node
    if node.get("$ref") in inner:
        rest = {key: value for key, value in node.items() if key != "$ref"}
        return _read({**inner[node["$ref"]], **rest}, inner)
    plain = {key: value for key, value in node.items() if key not in FOR_WRITERS}
    if isinstance(plain.get("properties"), dict):
        return _object(plain, complete=node.get("additionalProperties") is False, inner=inner)
    if "additionalProperties" in node:
        plain["additionalProperties"] = node["additionalProperties"]
    return {key: _read(value, inner) for key, value in _plain_type(plain, node).items()}


def _object(node: dict[str, Any], complete: bool, inner: Mapping[str, Any]) -> dict[str, Any]:
    """Describe a mapping; its own name and docstring speak to developers, and so do titles made of a key's name."""
    fields = {}
    for name, field in node["properties"].items():
        made = not complete and field.get("title") == name.replace("_", " ").title()
        fields[name] = _read({key: value for key, value in field.items() if key != "title" or not made}, inner)
    return {"type": "object", "properties": fields, "required": list(fields) if complete else node.get("required", [])}


def _plain_type(plain: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    if "ya" in node.get("enum", ()):
        return {**{key: value for key, value in plain.items() if key != "enum"}, "type": "boolean"}
    if node.get("type") == ["string", "integer"]:
        return {**plain, "type": "string", "pattern": node["pattern"]}
    return plain

"""The API: every response has the shape that is published of it, and the shapes of a version stay."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from catalogue.common.published import RELEASES, SCHEMA, VERSION
from catalogue.export.api import api, shortened
from catalogue.export.file import Export
from catalogue.model import Innovation, Opd
from tests.built import DAY, Built, build
from tests.exported import catalogue_at, context, random_catalogue
from tests.records import filled
from tests.repositories import PROFILE, Repository, maturity, record
from tests.trees import HERE

SHAPES = HERE / "api"
"""The shape of each version, kept for ever."""
DESCRIPTION = "openapi.json"
CONTOH = "innovations/dinas-contoh/contoh.yaml"
Description = Mapping[str, Any]


def published(folder: Path) -> dict[str, Any]:
    """Read every response, by its address below the API."""
    root = folder / "api/v1"
    return {path.relative_to(root).as_posix(): json.loads(path.read_bytes()) for path in sorted(root.rglob("*.json"))}


def template_of(address: str, description: Description) -> str:
    """Return the described path that an address fits."""
    (found,) = [path for path in description["paths"] if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", path), f"/{address}")]
    return str(found)


def faults(document: Any, schema: Mapping[str, Any], description: Description) -> list[str]:
    """Validate a document by JSON Schema 2020-12, dates and addresses too."""
    whole = {**schema, "components": description["components"]}
    validator = Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(document)]


def media(path: str, description: Description) -> Mapping[str, Any]:
    """Return what is said of the answer at a path."""
    found: Mapping[str, Any] = description["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
    return found


def check_responses(responses: dict[str, Any]) -> None:
    """Find each response described, and as described."""
    description = responses.pop(DESCRIPTION)
    validate(description)
    for address, document in responses.items():
        schema = media(template_of(address, description), description)["schema"]
        assert faults(document, schema, description) == [], address


def test_every_response_is_as_described(built: Built) -> None:
    """OpenAPI's own validator accepts the description, and the city's responses fit it."""
    responses = published(built.folder)
    assert len(responses) > 60
    check_responses(responses)


def test_records_of_every_kind_are_as_described(tmp_path: Path) -> None:
    """So do those of random records, in which every field is filled somewhere, also where numbers are kept back."""
    files = api(context(random_catalogue(tmp_path, 40)))
    check_responses({name: json.loads(export.content) for name, export in _api(files)})


def _api(files: Iterable[Export]) -> Iterator[tuple[str, Export]]:
    return ((export.address.removeprefix("api/v1/"), export) for export in files)


def test_examples_are_real(built: Built) -> None:
    """Each example is an answer that is served, its lists cut short, and still fits its shape."""
    responses = published(built.folder)
    description = responses.pop(DESCRIPTION)
    for path in description["paths"]:
        shown = media(path, description)
        assert faults(shown["example"], shown["schema"], description) == [], path
        served = [shortened(d) for address, d in responses.items() if template_of(address, description) == path]
        assert shown["example"] in served, path


def test_every_response_says_what_it_is(built: Built) -> None:
    """Shape, day, licence, source and whose it is stand in each; the contents name every address but single records."""
    responses = published(built.folder)
    description = responses.pop(DESCRIPTION)
    for document in responses.values():
        assert (document["schema"], document["versi"], document["lisensi"]) == (SCHEMA, VERSION, "CC-BY-4.0")
        assert document["generated_at"].startswith(DAY)
        assert document["daerah"]["kode_wilayah"] == "12.76"
    named = {entry["url"].partition("/api/v1/")[2] for entry in responses["index.json"]["titik_akses"]}
    assert named == {name for name in responses if name != "index.json" and not name.startswith("inovasi/")} | {
        "inovasi/{id}.json"
    }
    assert description["info"]["version"] == VERSION


def test_a_field_of_the_model_is_in_the_api_by_itself() -> None:
    """The fields of records are nowhere named: rows and their description hold all of them."""
    files = dict(_api(api(context(catalogue_at(HERE / "mini")))))
    schemas = json.loads(files[DESCRIPTION].content)["components"]["schemas"]
    row = json.loads(files["inovasi.json"].content)["inovasi"][0]
    assert set(Innovation.model_fields) <= set(row)
    for model in (Innovation, Opd):
        described = schemas[model.__name__] if model.__name__ in schemas else schemas["Opds"]["properties"]["opd"]
        text = json.dumps(described)
        assert all(f'"{name}"' in text for name in model.model_fields)


def test_records_can_be_rebuilt_from_the_api(tmp_path: Path) -> None:
    """From JSON every record comes out as it stood in YAML."""
    for catalogue in (random_catalogue(tmp_path, 40), catalogue_at(HERE.parent)):
        files = dict(_api(api(context(catalogue))))
        for name, key, model, entries in (
            ("inovasi.json", "inovasi", Innovation, catalogue.innovations),
            ("opd.json", "opd", Opd, catalogue.opds),
        ):
            rows = json.loads(files[name].content, parse_float=str, parse_int=str)[key]
            assert [row["id"] for row in rows] == list(entries)
            for row in rows:
                written = {field: _written(row[field]) for field in model.model_fields if row[field] is not None}
                rebuilt = model.model_validate(written)
                assert filled(rebuilt) == filled(entries[row["id"]].record)


def _written(value: Any) -> Any:
    """Return a value as the author of a record writes it; what has no value is left out."""
    if isinstance(value, dict):
        return {key: _written(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_written(item) for item in value]
    return {True: "ya", False: "tidak"}[value] if isinstance(value, bool) else value


def shape(node: Any) -> Any:
    """Reduce a schema to what a program relies on: keys, types, and which keys are always there."""
    if isinstance(node, list):
        return [shape(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = ("type", "properties", "items", "required", "anyOf", "allOf", "$ref", "additionalProperties", "format")
    found = {key: node[key] for key in kept if key in node}
    if isinstance(found.get("properties"), dict):
        found["properties"] = {name: shape(inner) for name, inner in found["properties"].items()}
    return {key: value if key in ("properties", "required") else shape(value) for key, value in found.items()}


def test_shapes_of_this_version_are_kept(accept: bool) -> None:
    """A change of any published shape shows here; `--accept` keeps the new shape of a version that is still open."""
    files = dict(_api(api(context(catalogue_at(HERE / "mini")))))
    description = json.loads(files[DESCRIPTION].content)
    schemas = {name: shape(node) for name, node in description["components"]["schemas"].items()}
    found = {"paths": sorted(description["paths"]), "schemas": schemas}
    kept = SHAPES / f"{VERSION}.json"
    if accept:
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    assert json.loads(kept.read_bytes()) == found, "say it in RELEASES, then --accept"


@pytest.mark.parametrize("older", [release.versi for release in RELEASES])
def test_no_version_takes_back_in_silence_what_an_older_one_promised(older: str) -> None:
    """Every address of an older version is there; a key that went or changed its type stands in the history since."""
    since = [release.perubahan for release in RELEASES[: [each.versi for each in RELEASES].index(older)]]
    told = {part for name in re.findall(r"`([a-z_.]+)`", " ".join(since)) for part in name.split(".")}
    before, now = (json.loads((SHAPES / f"{version}.json").read_bytes()) for version in (older, VERSION))
    if older.split(".", maxsplit=1)[0] == VERSION.split(".")[0]:
        assert set(before["paths"]) <= set(now["paths"])
        for name, promised in before["schemas"].items():
            silent = [at for at in _taken_back(promised, now["schemas"].get(name, {})) if not told & {*at.split(".")}]
            assert silent == [], name


def _taken_back(before: Any, now: Any) -> list[str]:
    """Name the keys that are gone or of another type."""
    if isinstance(before, dict) and isinstance(now, dict):
        gone = [str(key) for key in before if key not in now]
        return gone + [f"{key}.{name}" for key in before if key in now for name in _taken_back(before[key], now[key])]
    if isinstance(before, list) and isinstance(now, list):
        if all(isinstance(item, str) for item in [*before, *now]):
            return [item for item in before if item not in now]
        if len(before) == len(now):
            return [name for pair in zip(before, now, strict=True) for name in _taken_back(*pair)]
    return [] if before == now else ["jenisnya"]


def test_a_promise_taken_back_is_noticed() -> None:
    """The comparison finds a key that went and one that changed its type, and lets a new one pass."""
    before = {"properties": {"a": {"type": "string"}, "b": {"type": "integer"}}, "required": ["a"]}
    now = {"properties": {"a": {"type": "integer"}, "c": {"type": "string"}}, "required": ["c"]}
    assert _taken_back(before, now) == ["properties.b", "properties.a.type.jenisnya", "required.a"]
    more = {"properties": {"a": {"type": "string"}, "b": {"type": "integer"}, "c": {}}, "required": ["a"]}
    assert _taken_back(before, more) == []


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Write a catalogue with a past: recorded, filled, moved, and one taken away."""
    made = Repository.start(tmp_path_factory.mktemp("past") / "catalogue")
    made.commit("2026-03-02", {CONTOH: record(), "innovations/dinas-lain/dua.yaml": record("Dua")})
    made.commit("2026-05-04", {CONTOH: record("Contoh", PROFILE)}, "Terima usulan (#12)")
    moved = record("Contoh", PROFILE, maturity())
    made.commit("2026-06-05", {CONTOH: None, "innovations/dinas-lain/contoh.yaml": moved})
    made.commit("2026-06-06", {"innovations/dinas-lain/dua.yaml": None})
    return made


@pytest.fixture(scope="module")
def site(repository: Repository) -> Path:
    """Build it."""
    out = repository.root.parent / "site"
    assert build("--root", str(repository.root), "--out", str(out), "--date", DAY).returncode == 0
    return out


def test_changes_tell_what_git_knows(site: Path) -> None:
    """Each change names its day, its proposal, and what it did to which field."""
    told = published(site)["perubahan.json"]
    assert told["celah"] is None
    days = [(change["tanggal"], change["usulan"], len(change["inovasi"])) for change in told["perubahan"]]
    assert days == [("2026-06-06", None, 1), ("2026-06-05", None, 1), ("2026-05-04", 12, 1), ("2026-03-02", None, 2)]
    gone, moved, filled_in, new = (change["inovasi"][0] for change in told["perubahan"])
    assert (gone["id"], gone["jenis"], gone["nama"], gone["url"]) == ("dua", "dihapus", None, None)
    assert (moved["opd_semula"], "kematangan.sdm" in moved["diisi"]) == ("dinas-contoh", True)
    assert (filled_in["jenis"], "tujuan" in filled_in["diisi"]) == ("diubah", True)
    assert (new["id"], new["jenis"]) == ("contoh", "baru")


def test_a_published_state_can_be_made_again(repository: Repository, site: Path, tmp_path: Path) -> None:
    """Whoever checks out the named change and builds with the named day gets every file to the byte."""
    again = tmp_path / "again"
    told = published(site)["perubahan.json"]
    clone = tmp_path / "elsewhere"
    repository.commit("2026-07-01", {"innovations/dinas-lain/tiga.yaml": record("Tiga")})
    subprocess.run(["git", "clone", "--quiet", str(repository.root), str(clone)], check=True)
    subprocess.run(["git", "-C", str(clone), "checkout", "--quiet", told["keadaan"]], check=True)
    build("--root", str(clone), "--out", str(again), "--date", told["generated_at"][:10])
    names = {path.relative_to(site) for path in site.rglob("*") if path.is_file()}
    assert names == {path.relative_to(again) for path in again.rglob("*") if path.is_file()}
    assert [str(name) for name in names if (site / name).read_bytes() != (again / name).read_bytes()] == []


def test_without_git_changes_are_unknown(tmp_path: Path) -> None:
    """No history gives no change, and says why."""
    told = json.loads(dict(_api(api(context(catalogue_at(HERE / "mini")))))["perubahan.json"].content)
    assert (told["celah"], told["keadaan"], told["perubahan"]) == ("tanpa-git", None, [])

"""The page of open data and the linked data: what they say is so, and every example on the page runs."""

from __future__ import annotations

import csv
import hashlib
import html
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT

from catalogue.export import exports
from catalogue.export.dcat import SUBJECTS, of_subject
from catalogue.site.views.open_data import size_text
from tests.built import SITE_URL, Built
from tests.exported import catalogue_at, context
from tests.office import convert
from tests.programs import program
from tests.trees import HERE

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
"""What rdflib's own reader of JSON-LD still uses."""

SPDX = "http://spdx.org/rdf/terms#"
NO_SET = {
    "api/v1/index.json",
    "api/v1/openapi.json",
    "data/dcat.jsonld",
    "data/templat-usulan.xlsx",
}
"""Files that describe others or are filled in, and so are a form of no data set."""


def check_shapes(graph: Graph, name: str) -> None:
    """Hold a graph to the shapes of a file."""
    shacl = import_module("pyshacl")  # takes a second, also of those who run other tests
    conforms, _, report = shacl.validate(graph, shacl_graph=Graph().parse(HERE / f"shapes/{name}.ttl"))
    assert conforms, report


@pytest.fixture(scope="module")
def linked(built: Built) -> Graph:
    """Read the published description as RDF."""
    return Graph().parse(built.folder / "data/dcat.jsonld", format="json-ld")


def test_description_has_the_shape_of_dcat(linked: Graph) -> None:
    """A real RDF library reads it, and the shapes find nothing missing; they do find what is taken away."""
    check_shapes(linked, "dcat")
    damaged = Graph() + linked
    damaged.remove((None, DCAT.byteSize, None))
    with pytest.raises(AssertionError):
        check_shapes(damaged, "dcat")


def test_every_distribution_is_there_as_described(linked: Graph, built: Built) -> None:
    """Each address leads to a file with the size and the checksum that are told."""
    found = list(linked.subject_objects(DCAT.downloadURL))
    assert len(found) > 20
    for distribution, address in found:
        content = (built.folder / str(address).removeprefix(SITE_URL)).read_bytes()
        assert int(str(linked.value(distribution, DCAT.byteSize))) == len(content)
        checksum = linked.value(distribution, URIRef(f"{SPDX}checksum"))
        told = linked.value(checksum, URIRef(f"{SPDX}checksumValue"))
        assert str(told).lower() == hashlib.sha256(content).hexdigest()


def test_identities_lead_to_their_page(linked: Graph, built: Built) -> None:
    """Whoever follows the identity of a data set or of the catalogue comes to a page of the site."""
    for subject in set(linked.subjects()):
        if isinstance(subject, URIRef):
            address = urldefrag(str(subject)).url.removeprefix(SITE_URL)
            assert (built.folder / address).exists(), subject


def test_every_published_table_belongs_to_a_data_set() -> None:
    """A new file for people is not forgotten in the description: it belongs to one set, or is known to be none."""
    made = [export for export in exports(context(catalogue_at(HERE / "mini"))) if export.title]
    for export in made:
        sets = [subject.id for subject in SUBJECTS if of_subject(subject, [export])]
        without = export.address in NO_SET or export.address.startswith("skema/")
        assert len(sets) == (0 if without else 1), export.address


def structured(page: Path) -> Any:
    """Return what a page tells search engines."""
    found = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', page.read_text(encoding="utf-8"), re.DOTALL
    )
    assert found
    return json.loads(found[1])


def test_pages_describe_themselves_to_search_engines(built: Built) -> None:
    """Records and the data set are described in schema.org's terms, in the shape that search engines ask for."""
    graph = Graph()
    pages = [*sorted(built.folder.glob("inovasi/*/index.html")), built.folder / "data/index.html"]
    described = [structured(page) for page in pages if "application/ld+json" in page.read_text(encoding="utf-8")]
    assert len(described) > 50
    for document in described:
        local = {**document, "@context": {"@vocab": "https://schema.org/"}}
        graph.parse(data=json.dumps(local), format="json-ld")
    check_shapes(graph, "schema-org")


@pytest.fixture(scope="module")
def examples(built: Built) -> dict[str, str]:
    """Read the examples of the page as a reader copies them, with the address at which the site is served here."""
    text = (built.folder / "data/index.html").read_text(encoding="utf-8")
    found = re.findall(r'<code id="contoh-([a-z]+)">(.*?)</code>', text, re.DOTALL)
    assert len(found) == 6
    return {name: html.unescape(code).replace(SITE_URL, built.address) for name, code in found}


def run(command: list[str], folder: Path) -> str:
    """Run a program there and return what it prints."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def names(built: Built) -> list[str]:
    """Return the name of every published innovation."""
    document = json.loads((built.folder / "api/v1/inovasi.json").read_bytes())
    return [row["nama"] for row in document["inovasi"]]


def test_the_example_for_curl(examples: dict[str, str], built: Built, tmp_path: Path) -> None:
    """It brings the files as they are published."""
    program("curl", "curl")
    run(["sh", "-ec", examples["curl"]], tmp_path)
    for name, address in (("inovasi.json", "api/v1/inovasi.json"), ("inovasi.csv", "data/inovasi.csv")):
        assert (tmp_path / name).read_bytes() == (built.folder / address).read_bytes()


def test_the_example_for_checksums(examples: dict[str, str], built: Built, tmp_path: Path) -> None:
    """It fetches the whole site, says nothing while every file is as listed, and names one that is not."""
    program("curl", "curl")
    assert run(["sh", "-ec", examples["sidik"]], tmp_path) == ""
    fetched = {file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*") if file.is_file()}
    published = {file.relative_to(built.folder).as_posix() for file in built.folder.rglob("*") if file.is_file()}
    assert fetched - {"berkas.sha256"} == {name for name in published if name[0] != "."} - {"data/berkas.sha256"}
    (tmp_path / "opd/index.html").write_text("diubah", encoding="utf-8")
    last = examples["sidik"].splitlines()[-1]
    done = subprocess.run(["sh", "-ec", last], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout.startswith("opd/index.html: ")


def test_the_example_for_python(examples: dict[str, str], built: Built, tmp_path: Path) -> None:
    """It names every innovation, and the source."""
    printed = run([sys.executable, "-c", examples["python"]], tmp_path)
    assert all(name in printed for name in names(built))
    assert "Sumber: Katalog Inovasi Daerah" in printed


def test_the_example_for_r(examples: dict[str, str], tmp_path: Path) -> None:
    """It counts the innovations of each agency."""
    assert re.search(r"Dinas Kesehatan\W+\d", run([program("Rscript", "r-base-core"), "-e", examples["r"]], tmp_path))


def test_the_example_for_spreadsheets(examples: dict[str, str], built: Built, tmp_path: Path) -> None:
    """The spreadsheet program reads the table from the address that the page gives."""
    convert("csv", examples["lembar"], into=tmp_path)
    with (tmp_path / "inovasi.csv").open(encoding="utf-8", newline="") as file:
        assert [row["nama"] for row in csv.DictReader(file)] == names(built)


def test_the_example_for_datasette(examples: dict[str, str], built: Built, tmp_path: Path) -> None:
    """The files come, and Datasette answers from them with a row for each innovation."""
    program("curl", "curl")
    fetching = [line for line in examples["datasette"].splitlines() if line.startswith("curl")]
    run(["sh", "-ec", "\n".join(fetching)], tmp_path)
    assert (tmp_path / "katalog.sqlite").read_bytes() == (built.folder / "data/katalog.sqlite").read_bytes()
    name, *serving = examples["datasette"].splitlines()[-1].split()
    installed = Path(sys.executable).with_name(name)
    answer = json.loads(
        run([str(installed), *serving, "--get", "/katalog/inovasi.json?_size=max&_shape=array"], tmp_path)
    )
    assert len(answer) == len(names(built))


def _rows(text: str) -> Iterator[tuple[str, str]]:
    yield from re.findall(r"<code>/([^<]+)</code></th><td>.*?</td><td>([^<]+)</td>", text, re.DOTALL)


def test_the_page_tells_the_size_of_every_file(built: Built) -> None:
    """Each listed file is there and as large as it is said to be."""
    rows = list(_rows((built.folder / "data/index.html").read_text(encoding="utf-8")))
    assert len(rows) > 15
    for address, size in rows:
        assert size == size_text((built.folder / address).stat().st_size), address


@pytest.mark.parametrize(
    ("size", "text"), [(999, "999 bita"), (1_500, "1,5 KB"), (46_674, "47 KB"), (1_049_000, "1,0 MB")]
)
def test_sizes_are_written_as_people_read_them(size: int, text: str) -> None:
    """Thousands of bytes, with a comma, and no more digits than anybody needs."""
    assert size_text(size) == text

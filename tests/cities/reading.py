"""Documents become a catalogue: through the model alone, or through YAML as it stands in a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Any, TypeVar

import yaml

from catalogue.model import Innovation, Opd, Period, Record, Review
from catalogue.pipeline import load
from catalogue.read.catalogue import Catalogue, Entry, InnovationEntry
from catalogue.read.decode import decode
from catalogue.read.yaml.nodes import parse
from tests.cities.documents import documents
from tests.cities.reviews import Document
from tests.oracle import City
from tests.trees import KOTA

KINDS: dict[str, type[Record]] = {"innovations": Innovation, "opd": Opd, "reviews": Review, "periods": Period}
RecordType = TypeVar("RecordType", bound=Record)


class Plain(yaml.SafeDumper):
    """Writes every text without quotes where it can: a number, a date and `no` as a clerk would type them."""

    yaml_implicit_resolvers: Mapping[str, Any] = {}  # type: ignore[assignment]


def as_yaml(document: Document) -> str:
    """Return a document as the text of a data file."""
    return yaml.dump(document, Dumper=Plain, allow_unicode=True, sort_keys=False)


@cache
def base() -> Catalogue:
    """Return the frozen city's catalogue, for its rubrics and closed lists."""
    catalogue = load(KOTA).catalogue
    assert catalogue is not None
    return catalogue


@dataclass(frozen=True)
class Reader:
    """Turns documents into a catalogue, on the rubrics and closed lists of another."""

    base: Catalogue
    through_yaml: bool = False

    def of(self, city: City, random: Random) -> Catalogue:
        """Return the catalogue of a described city, under a rubric that admits the stages the city's does."""
        found = self.catalogue(documents(city, random))
        rubric = found.rubrics[f"iid-{city.year}"]
        profile = rubric.record.profil.model_copy(update={"tahapan": city.admitted})
        admitting = replace(rubric, record=rubric.record.model_copy(update={"profil": profile}))
        return replace(
            found,
            region=found.region.model_copy(update={"resmi": city.official}),
            rubrics={**found.rubrics, rubric.id: admitting},
        )

    def catalogue(self, files: Mapping[str, Document]) -> Catalogue:
        """Return the catalogue of these files."""
        records = {path: self._record(path, document) for path, document in sorted(files.items())}
        return replace(
            self.base,
            opds={id: Entry(id, path, record) for path, id, record in _of(records, Opd)},
            innovations={
                id: InnovationEntry(id, path, record, opd=path.split("/")[1])
                for path, id, record in _of(records, Innovation)
            },
            periods={record.tahun: Entry(str(record.tahun), path, record) for path, _, record in _of(records, Period)},
            reviews={
                (int(path.split("/")[1]), id): Entry(id, path, record) for path, id, record in _of(records, Review)
            },
        )

    def _record(self, path: str, document: Document) -> Record:
        parts = path.split("/")
        model = KINDS["reviews" if "reviews" in parts else parts[0]]
        if not self.through_yaml:
            return model.model_validate(document, context={"vocabularies": self.base.vocabularies})
        parsed = parse(as_yaml(document), path)
        assert parsed.top is not None, parsed.findings
        decoded = decode(parsed.top, model, path, self.base.vocabularies)
        assert decoded.record is not None, decoded.findings
        return decoded.record


def _of(records: Mapping[str, Record], model: type[RecordType]) -> Iterator[tuple[str, str, RecordType]]:
    for path, record in records.items():
        if isinstance(record, model):
            yield path, path.rsplit("/", 1)[1].removesuffix(".yaml"), record

"""The list of what the coordinator took in, which tells senders that their submission arrived."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from catalogue.common.findings import START
from catalogue.model.submission import Receipt, Receipts, Way
from catalogue.pipeline import Loaded
from catalogue.propose.submissions.landing import Applied, mapping
from catalogue.propose.tidy import with_items
from catalogue.propose.tidy.emit import emit
from catalogue.read.catalogue import Catalogue
from catalogue.read.yaml.tree import Mapping, Node, Scalar, Sequence

HEADER = "# yaml-language-server: $schema=../../docs/skema/penerimaan.schema.json\n"


def receipt(number: str, applied: Applied, way: Way, today: date, coordinator: str) -> Receipt:
    """Make the line about a submission that becomes part of the catalogue."""
    return Receipt(
        nomor=number,
        tanggal=today,
        lewat=way,
        opd=applied.opd or None,
        inovasi=applied.innovations,
        keadaan="terbit" if applied.settled else "diperiksa",
        diterima_oleh=coordinator,
    )


def known_receipt(catalogue: Catalogue, number: str) -> Receipt | None:
    """Return the line that a number already has, in whatever round."""
    lines = (line for entry in catalogue.receipts.values() for line in entry.record.penerimaan)
    return next((line for line in lines if line.nomor == number), None)


def with_receipts(loaded: Loaded, year: int, fresh: Iterable[Receipt]) -> tuple[str, str]:
    """Return the path and the text of the list of a year with more lines; raise Unsure where it cannot be kept."""
    path, items = f"periods/{year}/penerimaan.yaml", Sequence([_node(line) for line in fresh], START)
    if path in loaded.sources:
        return path, with_items(loaded.sources[path].text, Receipts, "penerimaan", items)
    return path, HEADER + emit(Mapping([(Scalar("penerimaan", START), items)], START), Receipts)


def _node(line: Receipt) -> Node:
    plain = {"tanggal", "lewat", "keadaan", "opd"}
    values: dict[str, Node | str] = {}
    for name in Receipt.model_fields:
        value = getattr(line, name)
        if name == "inovasi" and value:
            values[name] = Sequence([Scalar(slug, START) for slug in value], START)
        elif value:
            values[name] = Scalar(str(value), START) if name in plain else str(value)
    return mapping(values)

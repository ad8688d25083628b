"""The reviewer's side of a described city: verdicts whose fingerprints fit the facts, or no longer do."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from catalogue.assess.scoring import fingerprint
from catalogue.model import Fact, Maturity
from tests.oracle import Innovation
from tests.oracle.cities import BENEFITS, EDGES
from tests.oracle.levels import WORDS

Document = dict[str, Any]
"""A data file as mappings, lists and texts; every scalar is text, as it is in the file."""


def review_document(innovation: Innovation, record: Document, random: Random) -> Document:
    """Return the review whose verdicts fit, or no longer fit, the facts of the record."""
    verdicts: Document = {}
    for key, claim in innovation.claims.items():
        if claim.verdict is None:
            continue
        fact = record["kematangan"].get(key)
        seen = fact if claim.matches else random.choice([*other_versions(key, fact or {}), None])
        verdicts[key] = verdict(claim.verdict, key, seen, random)
    document: Document = {"verifikasi": verdicts} if verdicts else {}
    if innovation.submitted:
        document["pelaporan"] = {"tanggal": "2026-08-01"}
    return document


def verdict(finding: str, key: str, seen: Document | None, random: Random) -> Document:
    """Return a verdict on what was seen; None stands for something the record never held."""
    mark = fingerprint(fact_record(key, seen)) if seen else f"{random.getrandbits(64):016x}"
    return {"putusan": finding, "sidik": mark, "tanggal": "2026-07-01"}


def approval(record: Document) -> Document:
    """Return a review that confirms everything."""
    random = Random(0)
    verdicts = {key: verdict("sesuai", key, fact, random) for key, fact in record["kematangan"].items()}
    return {"verifikasi": verdicts, "pelaporan": {"tanggal": "2025-08-01"}}


def fact_record(key: str, document: Document) -> Fact[Any]:
    """Return a fact as the model reads it."""
    fact = getattr(Maturity.model_validate({key: document}), key)
    assert isinstance(fact, Fact)
    return fact


def other_versions(key: str, fact: Document) -> Iterator[Document]:
    """Yield facts that differ from this one in the fact itself or in one thing about its evidence."""
    yield from ({**fact, "nilai": text} for text in other_values(key, fact.get("nilai")))
    evidence = fact.get("bukti", [])
    yield {**fact, "bukti": [*evidence, {"judul": "Dokumen lama"}]}
    for place, piece in enumerate(evidence):
        before, after = evidence[:place], evidence[place + 1 :]
        yield {**fact, "bukti": [*before, *after]}
        for detail, text in (("judul", "Konsep"), ("nomor", "1"), ("tanggal", "2024"), ("pemegang", "Camat")):
            yield {**fact, "bukti": [*before, {**piece, detail: text}, *after]}
        yield {**fact, "bukti": [*before, {**piece, "tautan": "https://contoh.go.id/lama.pdf"}, *after]}


def other_values(key: str, written: Any) -> Iterator[Any]:
    """Yield other facts for an indicator than the one written."""
    if key in WORDS:
        yield from (word for word in WORDS[key] if word != written)
    elif key in EDGES:
        yield from (number for number in EDGES[key] if number != written)
    elif key == "kemanfaatan":
        yield from ({"basis": basis, "nilai": "7"} for basis in BENEFITS)
        yield {"basis": (written or {}).get("basis", "a"), "nilai": "8"}
    else:
        yield [*(written or []), "1999"]

"""The innovations as one table for spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from catalogue.assessment import READINGS
from catalogue.exports.types import Context, Export
from catalogue.exports.values import number, plain
from catalogue.model import Innovation

DANGEROUS = re.compile(r"\s*[=+\-@]|[\t\r]")
"""How a spreadsheet recognises a formula (OWASP, CSV injection)."""
HARMLESS = re.compile(r"[+-]?\d+([.,]\d+)*")


def table(context: Context) -> Iterator[Export]:
    """Make the CSV: RFC 4180, UTF-8 with a byte order mark, without which Excel misreads accents."""
    rows = [_row(context, slug) for slug in context.catalogue.innovations]
    columns = [
        "id",
        "opd",
        "opd_nama",
        "url",
        *Innovation.model_fields,
        "langkah",
        *(f"skor_{name}" for name in READINGS),
    ]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    yield Export(
        "data/inovasi.csv",
        text.getvalue().encode("utf-8-sig"),
        "text/csv",
        "Tabel inovasi",
        f"Satu baris tiap inovasi, untuk Excel atau LibreOffice; langkah dan skor tahun {context.period.tahun}.",
    )


def _row(context: Context, slug: str) -> dict[str, Any]:
    entry = context.catalogue.innovations[slug]
    assessment = context.assessments[context.period.tahun]
    state = assessment.innovations[slug]
    opd = context.catalogue.opds.get(entry.opd)
    scores = {f"skor_{name}": number(state.scores[name]) for name in READINGS}
    if not assessment.period.publikasi.kematangan:
        scores = dict.fromkeys(scores, "")  # type: ignore[arg-type]
    values = {
        "id": slug,
        "opd": entry.opd,
        "opd_nama": opd.record.nama if opd else "",
        "url": context.url(f"inovasi/{slug}/"),
        **{name: flat(value) for name, value in plain(entry.record).items()},
        "langkah": state.step,
    }
    return {**{name: harmless(value) for name, value in values.items()}, **scores}


def flat(value: Any) -> str:
    """Write a value as one text: lists joined by `; `, nested keys as `key: value`."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(flat(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {flat(item)}" for key, item in value.items() if item not in (None, [], {}, ""))
    return str(value)


def harmless(text: str) -> str:
    """Keep a text from being taken for a formula; one that only looks like a number is left as it is."""
    return f"'{text}" if DANGEROUS.match(text) and not HARMLESS.fullmatch(text.strip()) else text

"""The part of `/meja/` where Bappeda examines evidence: what waits, with everything that a verdict rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, partial
from typing import Any

from catalogue.assess import IndicatorState, InnovationState
from catalogue.assess.scoring import examinable, waiting, waiting_count
from catalogue.build import Build
from catalogue.common.indonesian import partial_date_text
from catalogue.model import Evidence, Fact, Maturity, Record
from catalogue.model.period import Submission
from catalogue.model.reference.shapes import Shape, shape_of
from catalogue.propose.browser import writing_checks
from catalogue.propose.submissions.bundles import hidden_files
from catalogue.read.catalogue import InnovationEntry, name_key
from catalogue.site.views import SIZE, Page
from catalogue.site.views.fields import fact_text
from catalogue.site.views.indicators import verification_view
from catalogue.site.views.parts import reports, source_view
from catalogue.site.views.queue import deciding, rank

ADDRESS = "meja/periksa/"
REPORTED = f"{ADDRESS}hasil.json"
PIECES = 10
"""So many files of `SIZE` innovations each are published: more than anybody examines before the next publication."""
NAMED = 8
"""So many facts that rest on the same document are named."""

Kind = str | tuple["Kind", ...] | Mapping[str, "Kind"]


def _kind(shape: Shape) -> Kind:
    if shape.item:
        return (_kind(shape.item),)
    return {part.name: _kind(part) for part in shape.fields} if shape.fields else shape.kind


FACT_KINDS: Mapping[str, Kind] = {
    fact.name: _kind(part) for fact in shape_of(Maturity).fields for part in fact.fields if part.name == "nilai"
}
"""Of what type the fact of each indicator is, without which its mark cannot be worked out."""


def as_seen(fact: Fact[Any]) -> dict[str, Any]:
    """Return what a verification sees of a fact, as plain values; numbers with a point are texts."""
    return {"nilai": _plain(fact.nilai), "bukti": [_plain(item) for item in fact.bukti]}


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return {name: _plain(part) for name, part in vars(value).items() if part is not None}
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


@dataclass(frozen=True)
class ReviewView:
    """The section `#periksa`: how much waits, and the files that the page fetches."""

    year: int
    closed: bool
    hidden: bool
    """Something of the round is not for everyone, and so is what a verdict rests on."""
    facts: int
    innovations: int
    pieces: tuple[str, ...]
    reported: str
    """The file of what was reported in the round that closed last, on which the Ministry decides; else empty."""


def review_view(build: Build) -> ReviewView:
    """Say how much waits in the round that can still be changed."""
    found = _chosen(build)
    return ReviewView(
        year=build.period.tahun,
        closed=build.closed,
        hidden=_hidden(build),
        facts=waiting_count(build.assessment) if found else 0,
        innovations=sum(bool(waiting(state)) for state in found),
        pieces=tuple(address for address, _ in _pieces(found)),
        reported=REPORTED if _reported(build) else "",
    )


def pages(build: Build) -> Iterator[Page]:
    """Make the files that the section fetches; of a round that is closed only what was reported in it."""
    found = _chosen(build)
    elsewhere = Elsewhere(build)
    for address, piece in _pieces(found):
        more = max(0, len(found) - SIZE * PIECES)
        make = partial(_piece, build, piece, elsewhere, more)
        yield Page(address, "data.txt", make, "", "", listed=False, shown_on="meja/")
    if _reported(build):
        yield Page(REPORTED, "data.txt", partial(_former, build), "", "", listed=False, shown_on="meja/")


def _hidden(build: Build) -> bool:
    return not (build.period.publikasi.kematangan and build.period.publikasi.indeks)


def _pieces(found: list[InnovationState]) -> Iterator[tuple[str, list[InnovationState]]]:
    for number, start in enumerate(range(0, min(len(found), SIZE * PIECES), SIZE), 1):
        yield f"{ADDRESS}{number}.json", found[start : start + SIZE]


def _chosen(build: Build) -> list[InnovationState]:
    """Return what waits, as the queue has it, then what may be or was entered at the Ministry, then the rest."""
    if build.closed or _hidden(build):
        return []
    states = build.assessment.innovations.values()
    found = [
        state
        for state in states
        if state.eligible or any(map(examinable, state.indicators)) or _report(build, build.period.tahun, state.slug)
    ]
    return sorted(found, key=lambda state: (not waiting(state), -state.rank * (not waiting(state)), rank(build, state)))


def _report(build: Build, year: int, slug: str) -> Submission | None:
    review = build.catalogue.reviews.get((year, slug))
    return review.record.pelaporan if review else None


def _reported(build: Build) -> list[tuple[InnovationEntry, Submission]]:
    """Return what was reported in the round that closed last, if its reviews are for everyone."""
    if not build.judged or f"periods/{build.judged.tahun}/reviews/" in hidden_files(build):
        return []
    entries, year = build.catalogue.innovations.values(), build.judged.tahun
    found = [(entry, report) for entry in entries if (report := _report(build, year, entry.id))]
    return sorted(found, key=lambda pair: name_key(pair[0]))


def _former(build: Build) -> dict[str, Any]:
    assert build.judged
    year = build.judged.tahun
    return {
        "tahun": year,
        "zona": build.catalogue.region.zona_waktu,
        "catatan": [
            {
                "id": entry.id,
                "nama": entry.record.nama,
                "opd": build.opd_link(entry.opd).text,
                "berkas": f"periods/{year}/reviews/{entry.id}.yaml",
                "dimasukkan": report.tanggal.isoformat(),
            }
            for entry, report in _reported(build)
        ],
    }


class Elsewhere:
    """Which facts rest on the same document: the same address, or the same title and number."""

    def __init__(self, build: Build) -> None:
        self._build = build

    @cached_property
    def _found(self) -> dict[tuple[str, str], list[tuple[InnovationEntry, str]]]:
        found = defaultdict(list)
        for entry in self._build.catalogue.innovations.values():
            facts = vars(entry.record.kematangan).items() if entry.record.kematangan else ()
            for key, fact in facts:
                for mark in dict.fromkeys(map(_document, fact.bukti if fact else ())):
                    if mark:
                        found[mark].append((entry, key))
        return found

    def of(self, slug: str, key: str, documents: Iterable[Evidence]) -> list[tuple[InnovationEntry, str]]:
        """Return the other facts that name one of these documents, each once."""
        marks = dict.fromkeys(filter(None, map(_document, documents)))
        others = {(entry.id, other): (entry, other) for mark in marks for entry, other in self._found[mark]}
        return [pair for name, pair in others.items() if name != (slug, key)]


def _document(item: Evidence) -> tuple[str, str] | None:
    """Return by what a document is known again; None for one with a title alone, which many have."""
    if item.tautan:
        return "", item.tautan
    return (item.judul.casefold(), item.nomor.casefold()) if item.nomor else None


def _piece(build: Build, states: list[InnovationState], elsewhere: Elsewhere, more: int) -> dict[str, Any]:
    return {
        "tahun": build.period.tahun,
        "zona": build.catalogue.region.zona_waktu,
        "sisa": more,
        "tulis": writing_checks(),
        "jenis": FACT_KINDS,
        "rubrik": {found.indicator.id: _indicator(build, found) for found in states[0].indicators},
        "catatan": [_innovation(build, state, elsewhere) for state in states],
    }


def _indicator(build: Build, state: IndicatorState) -> dict[str, Any]:
    item, texts = state.indicator, build.rubric_texts[state.indicator.id]
    return {
        "nomor": item.nomor,
        "nama": item.nama,
        "wajib": item.wajib,
        "dokumen": texts[0].document.removeprefix("Dokumen: "),
        "tingkat": {str(level): text.level for level, text in texts.items()},
    }


def _innovation(build: Build, state: InnovationState, elsewhere: Elsewhere) -> dict[str, Any]:
    entry = build.catalogue.innovations[state.slug]
    path = f"periods/{build.period.tahun}/reviews/{entry.id}.yaml"
    report = _report(build, build.period.tahun, entry.id)
    return {
        "id": entry.id,
        "nama": entry.record.nama,
        "opd": build.opd_link(entry.opd).text,
        "langkah": state.step,
        "menentukan": deciding(state),
        "layak": state.eligible,
        "berkas": path,
        "ditelaah": path in build.sources,
        "dimasukkan": report.tanggal.isoformat() if report else None,
        "laporan": [[found.year, found.day, found.outcome] for found in reports(build, entry)],
        "fakta": [_fact(build, entry, found, elsewhere) for found in state.indicators if examinable(found)],
    }


def _fact(build: Build, entry: InnovationEntry, state: IndicatorState, elsewhere: Elsewhere) -> dict[str, Any]:
    key = state.indicator.id
    fact: Fact[Any] = getattr(entry.record.kematangan, key)
    shown = verification_view(build, entry.id, state, fact, build.catalogue.reviews.get((build.period.tahun, entry.id)))
    others = elsewhere.of(entry.id, key, fact.bukti)
    given = {
        "klaim": fact_text(build, key, state.fact),
        "tingkat": str(state.level),
        "menunggu": shown.waits,
        "berubah": state.verification == "menunggu",
        "putusan": _plain(shown.verdict) if shown.verdict else None,
        "hari_bukti": [partial_date_text(item.tanggal) if item.tanggal else "" for item in fact.bukti],
        "catatan": fact.catatan,
        "sumber": _sources(entry, fact),
        "sejak": shown.since,
        "perubahan": shown.changes,
        "sama": [[other.id, other.record.nama, name] for other, name in others[:NAMED]],
        "sama_lain": max(0, len(others) - NAMED),
    }
    return {"kunci": key, **as_seen(fact), **{name: value for name, value in given.items() if value}}


def _sources(entry: InnovationEntry, fact: Fact[Any]) -> list[tuple[str, str | None]]:
    """Name the sources that a fact rests on."""
    known = [source_view(source) for source in entry.record.sumber]
    return [(known[number - 1].title, known[number - 1].address) for number in fact.sumber if number <= len(known)]

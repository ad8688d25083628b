"""The long texts of an innovation as a story: problem, idea, how it works, what came of it, what was learnt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from markupsafe import Markup

from catalogue.build import Build
from catalogue.common.indonesian import number_text
from catalogue.model import Innovation
from catalogue.site.markup import render_markdown
from catalogue.site.views.fields import label
from catalogue.site.views.services import MeasureView, measures


@dataclass(frozen=True)
class TextSection:
    """A text under its heading, with the number that it is about.

    `reading` when the compiler inferred it and no source states it.
    """

    title: str
    html: Markup
    reading: bool
    amount: str = ""
    measure: str = ""
    measures: tuple[MeasureView, ...] = ()


PARTS = {
    "Masalah yang dijawab": ("permasalahan", "masalah", "latar belakang"),
    "Yang baru": ("metode pembaharuan", "metode pembaruan", "keunggulan", "kebaharuan", "kebaruan"),
    "Cara kerjanya": ("tahapan", "cara kerja", "spesifikasi", "mekanisme"),
    "Dasar hukum": ("dasar hukum",),
    "Isu strategis": ("isu strategis",),
}
"""Readers' headings, and how the six parts that the form advises for `rancang_bangun` begin in practice.

Formulir Proposal Inovasi Daerah, Pedoman Umum IGA 2026, Lampiran I: dasar hukum; permasalahan; isu strategis; metode
pembaharuan; keunggulan dan kebaharuan; tahapan atau cara kerja.
"""
BLUEPRINT = "Rancang bangun"
ORDER = (
    "Masalah yang dijawab",
    "Isu strategis",
    "Tujuan",
    "Yang baru",
    "Cara kerjanya",
    BLUEPRINT,
    "Dasar hukum",
    "Hasil",
    "Manfaat",
    "Pelajaran",
)
HEADING = re.compile(r"^ {0,3}(?:#{1,6} +(?P<marked>.+?)[ #]*|\*\*(?P<bold>[^*]{3,80})\*\*:?)\s*$", re.MULTILINE)
NUMBERING = re.compile(r"^(?:\d{1,2}|[A-Za-z])[.)] *")


def sections(build: Build, record: Innovation) -> tuple[TextSection, ...]:
    """Return the texts and figures that a record has, its blueprint taken apart where its own headings allow."""
    texts = dict(_blueprint(record.rancang_bangun or ""))
    found = {title: TextSection(title, html, "rancang_bangun" in record.pembacaan) for title, html in texts.items()}
    for name in ("tujuan", "hasil", "manfaat", "pelajaran"):
        if text := getattr(record, name):
            found[label(name)] = TextSection(label(name), render_markdown(text), name in record.pembacaan)
    if benefit := record.kematangan and record.kematangan.kemanfaatan and record.kematangan.kemanfaatan.nilai:
        word = build.word("basis-kemanfaatan", benefit.basis)
        found["Hasil"] = replace(
            _result(found), amount=number_text(benefit.nilai), measure=word.nama.lower() if word else benefit.basis
        )
    if record.capaian:
        found["Hasil"] = replace(_result(found), measures=measures(record.capaian))
    return tuple(found[title] for title in ORDER if title in found)


def _result(found: Mapping[str, TextSection]) -> TextSection:
    return found.get("Hasil", TextSection("Hasil", Markup(), reading=False))


def _blueprint(text: str) -> Iterator[tuple[str, Markup]]:
    """Yield the parts of a blueprint by the reader's heading; what stands under no known heading stays together."""
    parts: dict[str, list[str]] = {}
    title, start = BLUEPRINT, 0
    for match in HEADING.finditer(text):
        known = _reader_title(match["marked"] or match["bold"])
        if known:
            parts.setdefault(title, []).append(text[start : match.start()])
            title, start = known[0], match.end() if known[1] else match.start()
    parts.setdefault(title, []).append(text[start:])
    for found, pieces in parts.items():
        if html := render_markdown("\n\n".join(pieces).strip()):
            yield found, html


def _reader_title(heading: str) -> tuple[str, bool] | None:
    """Return the title that stands for a heading, and whether it says what they say."""
    words = NUMBERING.sub("", heading.strip(" *:")).casefold()
    for title, starts in PARTS.items():
        if words.startswith(starts):
            rest = re.sub(rf"{'|'.join(starts)}|\b(?:dan|atau|serta)\b", "", words)
            return title, len(re.findall(r"\w+", rest)) < 2
    return None


SHORT = re.compile(r"\b[A-Z][A-Z0-9]{1,7}\b")
LINKING = ("dan", "atau", "serta", "di", "ke")
"""Words of which an abbreviation takes no letter."""


def abbreviations(build: Build, text: str, known: str = "") -> tuple[tuple[str, str], ...]:
    """Return each abbreviation of a text with its words, but for those that the text or what is `known` writes out."""
    meanings = _meanings(build.catalogue.synonyms.padanan, tuple(_agencies(build)))
    written = f"{text} {known}".casefold()
    found = ((short, meanings.get(short, "")) for short in dict.fromkeys(SHORT.findall(text)))
    return tuple((short, full) for short, full in found if full and full.casefold() not in written)


def _agencies(build: Build) -> Iterator[tuple[str, str]]:
    for entry in build.catalogue.opds.values():
        if entry.record.singkatan:
            yield entry.record.singkatan, entry.record.nama


@lru_cache(maxsize=2)
def _meanings(groups: tuple[tuple[str, ...], ...], agencies: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """Return what each abbreviation stands for; one of two meanings is left out."""
    found: dict[str, set[str]] = {}
    for group in (*groups, *agencies):
        for short in filter(SHORT.fullmatch, group):
            if full := _written_out(short, group):
                found.setdefault(short, set()).add(full)
    return {short: next(iter(full)) for short, full in found.items() if len(full) == 1}


def _written_out(short: str, group: Iterable[str]) -> str:
    """Return the phrase of a group whose words begin with the letters of the abbreviation."""
    return next((phrase for phrase in group if " " in phrase and _initials(phrase).startswith(short.casefold())), "")


def _initials(phrase: str) -> str:
    return "".join(word[0] for word in phrase.casefold().split() if word not in LINKING)

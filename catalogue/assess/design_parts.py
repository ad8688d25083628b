"""The six parts that the guideline advises for a rancang bangun: which are left empty, which are not spoken of.

Lenient on purpose: only a heading that stands there and has nothing below it is empty. A list of the parts is no row
of headings, and a text without headings leaves nothing empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

PARTS = {
    "dasar hukum": ("dasar hukum", "landasan hukum"),
    "permasalahan": ("permasalahan", "masalah", "latar belakang", "rumusan masalah", "identifikasi masalah"),
    "isu strategis": ("isu strategis", "isu global", "isu nasional", "isu lokal"),
    "metode pembaharuan": ("metode pembaharuan", "metode pembaruan", "metode"),
    "keunggulan dan kebaharuan": ("keunggulan", "kebaharuan", "kebaruan", "pembaharuan", "pembaruan"),
    "cara kerja": ("cara kerja", "tahapan", "mekanisme", "spesifikasi", "alur kerja", "langkah kerja"),
}
"""How each part begins in practice.

Formulir Proposal Inovasi Daerah, Pedoman Umum IGA 2026, Lampiran I: dasar hukum; permasalahan; isu strategis; metode
pembaharuan; keunggulan dan kebaharuan; tahapan atau cara kerja.
"""

BESIDES = ("tujuan", "manfaat", "hasil", "dampak", "penutup", "kesimpulan")
"""Other headings that texts of this kind have; they end the part before."""

SPOKEN = {
    "dasar hukum": r"undang|peraturan|keputusan|perwal|perda|instruksi|edaran|hukum",
    "permasalahan": r"masalah|kendala|keluhan|latar belakang|belum|kurang|sulit|sukar",
    "isu strategis": r"\bisu\b|nasional|global|strategis|rpjm|sdgs|asta cita",
    "metode pembaharuan": r"metode|pembaha?ruan|sebelumnya|semula|kini|sekarang",
    "keunggulan dan kebaharuan": r"unggul|baha?ru|\bbaru\b|pertama|kelebihan|berbeda|lebih",
    "cara kerja": r"cara|tahap|mekanisme|langkah|alur|prosedur|petugas|melalui",
}
"""Words by which a text without headings speaks of a part."""

_NAMES = sorted((name for names in (*PARTS.values(), BESIDES) for name in names), key=len, reverse=True)
HEADING = re.compile(
    r"^[ \t>]*(?P<marks>#{1,6}[ \t]+)?(?P<bullet>[-*+][ \t]+)?(?P<bold>\*\*|__)?"
    r"(?P<number>(?:\d{1,2}|[A-Za-z]|[IVX]{1,4})[.)][ \t]*)?(?P<also>\*\*|__)?"
    rf"(?P<name>{'|'.join(_NAMES)})\b(?P<rest>[^\n]*)$",
    re.IGNORECASE | re.MULTILINE,
)
"""A line that begins with the name of a part, however it is marked."""

REST = re.compile(
    r"(?P<title>[^:*_\n]{0,80}?)[ \t]*(?P<sign>:[ \t]*(?:\*\*|__)?|(?:\*\*|__)[ \t]*:?|#*[ \t]*$)(?P<text>.*)"
)
"""What follows the name on its line: more of the heading, and after a colon or bold type text of the part."""

NOTHING = re.compile(
    r"[\W_]*(?:(?:belum diisi|belum ada|tidak ada|nihil|kosong|n/a|tb[ad]|x{2,}"
    r"|(?:isi|tulis|tuliskan|uraikan|jelaskan)\b[^.\n]{0,80}\bdi ?sini)[\W_]*)?",
    re.IGNORECASE,
)
PLAIN = 9
"""The level of a heading that has no `#`."""

LONGEST = 3
"""So many words may follow the name of a part in a heading without marks."""


@dataclass(frozen=True, slots=True)
class _Heading:
    """Where a heading stands, and where its text begins; a `listed` one may be an item of a list as well."""

    part: str
    level: int
    start: int
    end: int
    listed: bool


def empty_parts(text: str) -> tuple[str, ...]:
    """Return the parts that have headings, none of them with anything below it."""
    headings = list(_headings(text))
    filled: dict[str, bool] = {}
    for place, heading in enumerate(headings):
        later = islice(headings, place + 1, None)
        after = next((other for other in later if other.level <= heading.level), None)
        content = text[heading.end : after.start if after else len(text)]
        if not (heading.listed and after and after.listed and content.strip(" \t") == "\n"):
            filled[heading.part] = filled.get(heading.part, False) or not NOTHING.fullmatch(content)
    return tuple(part for part in PARTS if filled.get(part) is False)


def unspoken_parts(text: str) -> tuple[str, ...]:
    """Return the parts of which a text says nothing, by heading or in words."""
    said = text.casefold()
    return tuple(part for part, words in SPOKEN.items() if not re.search(words, said))


def _headings(text: str) -> Iterator[_Heading]:
    for match in HEADING.finditer(text):
        rest = REST.fullmatch(match["rest"])
        marked = bool(match["marks"] or match["bold"] or match["also"])
        if rest and (marked or _stands_alone(text, match, rest)):
            name = match["name"].casefold()
            yield _Heading(
                part=next((part for part, names in PARTS.items() if name in names), ""),
                level=len(match["marks"].strip()) if match["marks"] else PLAIN,
                start=match.start(),
                end=match.start("rest") + rest.start("text"),
                listed=not marked and ":" not in rest["sign"],
            )


def _stands_alone(text: str, match: re.Match[str], rest: re.Match[str]) -> bool:
    """Tell whether a line without marks is a heading, and not part of a sentence or an item of an ordinary list."""
    if len(rest["title"].split()) > LONGEST:
        return False
    if ":" in rest["sign"]:
        return True
    before, after = text[: match.start()][-2:], text[match.end() :][:2]
    apart = before in ("", "\n\n") and after in ("", "\n", "\n\n")
    ends = rest["title"].rstrip().endswith((".", ",", ";"))
    return not ends and not match["bullet"] and (bool(match["number"]) or apart)

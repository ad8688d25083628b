"""How people and programs write single values: one reading for the model, the form, the spreadsheet and advice.

What can only mean one thing is read so; what could be two things is told with both.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from catalogue.common.indonesian import MONTHS

NOTHING = re.compile(
    r"(?:[-\u2013\u2014.\u2026_?~#]+|x{2,}|nihil|kosong|tba|tbd|test|tes|tidak ada|belum ada|belum diisi|tidak tersedia"
    r"|sda|idem|isi di sini|\\n|[(<\[]?(?:null|nil|none|nan|nat|n/?a|undefined|empty|blank|unset|infinity)[)>\]]?"
    r"|''|\"\"|\[\]|\{\}|\[object object\]|true|false|invalid date|loading\.*|0{4}-00-00|1900-01-00|err:[0-9]+"
    r"|#(?:n/a|null!|ref!|value!|div/0!|name\?|num!|spill!|calc!|getting_data)|\{\{[^{}\n]*\}\}|\$\{[^{}\n]*\}"
    r"|<%[^%\n]*%>|\{%[^%\n]*%\}|\{[a-z_]+\}|<[a-z_ ]+>|\[[a-z_ ]+\]|\$[a-z_]+|%[sd]|%\([a-z_]+\)s|%[a-z_]{2,}%)\.?",
    re.IGNORECASE,
)
"""How people and machines write that there is nothing."""

PLACEHOLDER = re.compile(
    r"\{\{[^{}\n]{0,60}\}\}|\$\{\w{1,60}\}|%[A-Z][A-Z_]{2,40}%|\[object Object\]"
    r"|<%[^%\n]{0,60}%>|\{%[^%\n]{0,60}%\}|%\(\w{1,40}\)s"
)
"""What a program was to fill in, and did not."""

MONTH_NAMES = {
    **{name.casefold(): number for number, name in enumerate(MONTHS, 1)},
    **{name[:3].casefold(): number for number, name in enumerate(MONTHS, 1)},
    "pebruari": 2,
    "peb": 2,
    "agt": 8,
    "ags": 8,
    "agst": 8,
    "sept": 9,
    "nopember": 11,
    "nop": 11,
    "january": 1,
    "february": 2,
    "march": 3,
    "may": 5,
    "june": 6,
    "july": 7,
    "august": 8,
    "aug": 8,
    "october": 10,
    "oct": 10,
    "december": 12,
    "dec": 12,
}
DAY_NAME = re.compile(r"(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)[, ]+", re.IGNORECASE)
NO_TIME = re.compile(r"[T ]00[:.]00(?:[:.]00(?:\.0+)?)?(?:Z|\+00:00)?$")
"""Midnight, which programs put behind a day."""

RESERVED = r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])"
RESERVED_NAME = re.compile(RESERVED, re.IGNORECASE)
"""Names that no file may have on Windows, whatever its ending."""

LONGEST_NAME = 80
"""Characters of a name of a file or folder, so that Windows has room for a record's path (260) and where it lies."""

IN_WORDS = re.compile(r"(?:([0-9]{1,2})[ -]+)?([A-Za-z]+)\.?[ -]+([0-9]{4})")
YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?")
DAY_FIRST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
MONTH_FIRST = re.compile(r"([0-9]{1,2})[-/]([0-9]{4})")

YEARS = re.compile(
    r"((?:19|20)[0-9]{2}) *(?:[-/\u2013\u2014]|s\.? ?d\.?|s/d|sampai|hingga) *((?:19|20)[0-9]{2})", re.IGNORECASE
)
"""The first and the last of several years."""
SHORT_YEAR = re.compile(r"(.*[A-Za-z/.-] *)([0-9]{2})")
"""A date whose year has its last two figures only."""
BARE_ADDRESS = re.compile(
    r"(?:www\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:id|com|net|org|be|gl|ly|me|app|dev|info|page)"
    r"(?::[0-9]{1,5})?(?:[/?#]\S*)?",
    re.IGNORECASE,
)
"""An address as people copy it from a screen: a host that ends as those of the web do, without `https://`."""
SERIAL = re.compile(r"[2-6][0-9]{4}")
"""A day as a spreadsheet counts it, from 1954 to 2091."""
FIRST_SERIAL = date(1899, 12, 30).toordinal()

UNITS = re.compile(
    r"^rp\.? *(?=[0-9])|(?<=[0-9]) *(?:%|persen|orang|hari|bulan|kali|unit|buah|tahun|kegiatan|daerah)\.?$",
    re.IGNORECASE,
)
"""What stands before or behind a number and changes nothing of it."""

THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
DECIMAL_COMMA = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+),[0-9]+")
EITHER = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
"""One point with three digits behind it: the thousand of an Indonesian, the fraction of a program."""


def folded(text: str) -> str:
    """Return a text without the marks on its letters: Café is Cafe."""
    return re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", text))


def slug_of(name: str) -> str:
    """Turn a name into lower-case words joined by hyphens; empty when nothing of it can be used."""
    return re.sub(r"[^a-z0-9]+", "-", folded(name.lower())).strip("-")


def dates_meant(text: str) -> tuple[str, ...]:
    """Return the years, months or days that a text can mean, in our writing: one, both of two, or none."""
    text = NO_TIME.sub("", DAY_NAME.sub("", " ".join(text.split()), count=1))
    if match := IN_WORDS.fullmatch(text):
        return _dates((match[3], MONTH_NAMES.get(match[2].casefold(), 0), match[1]))
    if match := YEAR_FIRST.fullmatch(text):
        return _dates((match[1], int(match[2]), match[3]))
    if match := MONTH_FIRST.fullmatch(text):
        return _dates((match[2], int(match[1]), None))
    if match := DAY_FIRST.fullmatch(text):
        return _dates((match[3], int(match[2]), match[1]), (match[3], int(match[1]), match[2]))
    return ()


def _dates(*readings: tuple[str, int, str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (_written(*reading) for reading in readings))))


def _written(year: str, month: int, day: str | None) -> str | None:
    try:
        exact = date(int(year), month, int(day or 1))
    except ValueError:
        return None
    return exact.isoformat() if day else exact.isoformat()[:7]


def date_meant(text: str) -> str | None:
    """Return the year, month or day in our writing, or None when it could be another one."""
    meant = dates_meant(text)
    return meant[0] if len(meant) == 1 else None


def years_meant(text: str) -> tuple[int, ...]:
    """Return every year from the first to the last that a text names; nothing where it names no such stretch."""
    match = YEARS.fullmatch(text.strip())
    years = range(int(match[1]), int(match[2]) + 1) if match else ()
    return tuple(years) if len(years) <= 20 else ()


def serial_day(text: str) -> str:
    """Return the day that a spreadsheet counts so, or nothing."""
    text = text.strip()
    return date.fromordinal(FIRST_SERIAL + int(text)).isoformat() if SERIAL.fullmatch(text) else ""


def usable_name(name: str) -> bool:
    """Tell whether a name is a slug that every operating system takes for a file."""
    return name == slug_of(name) != "" and len(name) <= LONGEST_NAME and not RESERVED_NAME.fullmatch(name)


def in_full(text: str) -> str:
    """Return a date whose year has two figures with all four of this century, or nothing."""
    match = SHORT_YEAR.fullmatch(text.strip())
    return f"{match[1]}20{match[2]}" if match else ""


def address_meant(text: str) -> str:
    """Return an address of the web that lacks its beginning with that, or nothing."""
    return f"https://{text}" if BARE_ADDRESS.fullmatch(text) else ""


def number_meant(text: str, *, whole: bool) -> str | None:
    """Return a number in our writing, or None when it is none; `whole` when no fraction is allowed."""
    bare = _bare(text)
    if THOUSANDS.fullmatch(bare) and (whole or bare.count(".") > 1):
        return bare.replace(".", "")
    if not whole and DECIMAL_COMMA.fullmatch(bare):
        number = bare.replace(".", "").replace(",", ".")
        return f"{number}0" if EITHER.fullmatch(number) else number  # so that nobody takes it for a thousand again
    return bare if re.fullmatch(r"-?[0-9]{1,15}" if whole else r"-?[0-9]{1,15}(?:\.[0-9]{1,8})?", bare) else None


def either(text: str) -> str:
    """Return the number that may be a thousand or a fraction, or nothing."""
    bare = _bare(text)
    return bare if EITHER.fullmatch(bare) else ""


def _bare(text: str) -> str:
    return UNITS.sub("", text.strip())

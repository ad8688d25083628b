"""How a field is declared, and the types of single values.

A field is declared once, with the label, help, example and legal source from which all else is derived. Every value
arrives as text, and the type of its field says what the text means.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Protocol
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError, core_schema

from catalogue.common.hosting import EXAMPLES, WrongAddress, repository_address, site_address
from catalogue.model.grammar import address_meant, date_meant, either, number_meant


class Record(BaseModel):
    """A mapping in a data file; unknown keys are faults and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)
    """`defer_build` because most records stand in another one, whose validator holds theirs: they need none."""


def field(
    label: str,
    help: str,
    *,
    default: Any = None,
    example: str | None = None,
    source: str | None = None,
    **limits: Any,
) -> Any:
    """Declare a field; pass `default=...` (Ellipsis) when it is mandatory.

    `label` and `help` are shown to people and are therefore Indonesian; `source` cites the rule that asks for it.
    """
    extra: JsonDict = {"x-sumber": source} if source else {}
    return Field(
        default,
        title=label,
        description=help,
        examples=[example] if example is not None else None,
        json_schema_extra=extra or None,
        **limits,
    )


SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
WEB_SCHEMES = ("https", "http")
YEAR = "(?:19|2[01])[0-9]{2}"
"""The years that data speak of; another one is a slip, and the calendar of programs ends soon after 9999."""
FORMS = {
    "date": "2025, 2025-07, atau 2025-07-01",
    "day": "2025-07-01 (tahun-bulan-tanggal)",
    "integer": "350 atau 1.250",
    "number": "95,5, dengan koma sebagai tanda desimal",
}
"""How a value of each kind is written, as its writer is told."""


VALUES = 8_192
"""So many dates and numbers are kept, so that records which state the same share it."""


WRITTEN_DATE = rf"{YEAR}(-[0-9]{{2}}(-[0-9]{{2}})?)?"


class Words(Protocol):
    """What a closed list must offer so that a value can be checked against it."""

    def __contains__(self, word: object, /) -> bool: ...
    def meant(self, text: str, /) -> str | None:
        """Return the word that a text stands for: the word in other letters, or its name."""


class PartialDate(str):
    """A year, a month or a day, written as ISO 8601 text; public sources rarely give the day."""

    __slots__ = ()

    @property
    def parts(self) -> list[int]:
        """The year, and the month and the day as far as they are known."""
        return [int(part) for part in self.split("-")]

    @property
    def first_day(self) -> date:
        return _first_day(self)

    @property
    def last_day(self) -> date:
        return _last_day(self)

    @property
    def year(self) -> int:
        return self.parts[0]


@lru_cache(VALUES)
def _first_day(value: PartialDate) -> date:
    year, month, day = (*value.parts, 1, 1)[:3]
    return date(year, month, day)


@lru_cache(VALUES)
def _last_day(value: PartialDate) -> date:
    parts = value.parts
    year, month, *rest = (*parts, 12) if len(parts) == 1 else parts
    return date(year, month, rest[0] if rest else calendar.monthrange(year, month)[1])


@lru_cache(VALUES)
def _partial_date_in(text: str) -> PartialDate | None:
    if not re.fullmatch(WRITTEN_DATE, text):
        text = date_meant(text) or ""
    if not re.fullmatch(WRITTEN_DATE, text):
        return None
    value = PartialDate(text)
    try:
        _first_day(value)  # raises for a month 13 or a 30 February
    except ValueError:
        return None
    return value


def _partial_date(text: object) -> PartialDate:
    value = _partial_date_in(text) if isinstance(text, str) else None
    if value is not None:
        return value
    raise PydanticCustomError("tanggal-salah", "tahun, bulan, atau tanggal", {"form": FORMS["date"]})


def _day(text: object) -> date:
    if isinstance(text, date):
        return text
    day = _day_in(text) if isinstance(text, str) else None
    if day is not None:
        return day
    raise PydanticCustomError("tanggal-salah", "tanggal lengkap", {"form": FORMS["day"]})


@lru_cache(VALUES)
def _day_in(text: str) -> date | None:
    value = _partial_date_in(text)
    return value.first_day if value is not None and len(value.parts) == 3 else None


def _whole_number(text: object) -> int:
    if isinstance(text, int) and not isinstance(text, bool):
        return text
    if isinstance(text, str):
        written = text if re.fullmatch(r"-?[0-9]{1,15}", text) else number_meant(text, whole=True)
        if written is not None and len(written) <= DIGITS + 1:
            return int(written)
    raise PydanticCustomError("angka-salah", "bilangan bulat", {"form": FORMS["integer"]})


DIGITS = 15
"""Digits that a number may have: as many as spreadsheets, JSON and SQLite keep as they are (IEEE 754, binary64)."""


@lru_cache(VALUES)
def number_in(text: str) -> Decimal | None:
    """Return the number that a text writes as data files do, or None."""
    number = Decimal(text) if re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,8})?", text) else None
    return number if number is not None and len(number.as_tuple().digits) <= DIGITS else None


def _decimal(text: object) -> Decimal:
    number = (number_in(text) or number_in(number_meant(text, whole=False) or "")) if isinstance(text, str) else text
    if isinstance(number, Decimal):
        return number
    raise PydanticCustomError("angka-salah", "angka", {"form": FORMS["number"]})


def amount(text: object) -> Decimal:
    """Require a number that is not both a thousand and a fraction."""
    if isinstance(text, str) and (number := either(text)):
        raise PydanticCustomError("angka-salah", "angka", {"form": FORMS["number"], "either": number})
    return _decimal(text)


def _yes_or_no(text: object) -> bool:
    if isinstance(text, bool):
        return text
    answers = {"ya": True, "true": True, "tidak": False, "false": False}
    if isinstance(text, str) and text.strip().lower() in answers:
        return answers[text.strip().lower()]
    raise PydanticCustomError("kosakata", "ya atau tidak", {"vocabulary": "ya-tidak", "words": ["ya", "tidak"]})


PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[A-Za-z0-9._~!$&'()*+,;=:@%/?#-]*)?")
"""Most addresses; they need no closer look."""


def web_address(text: str) -> str:
    """Require an address that a browser opens without running anything; complete one that lacks `https://`."""
    if PLAIN_ADDRESS.fullmatch(text):
        return text
    if whole := address_meant(text):
        return whole
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in WEB_SCHEMES or not parts.netloc or re.search(r"\s", text):
        raise PydanticCustomError("tautan-salah", "alamat web", {"form": "https://contoh.go.id/berita"})
    return text


def _normalised(read: Callable[[str], str], form: str) -> Callable[[str], str]:
    """Return what reads an address as it is published; `form` shows how one is written."""

    def normalised(text: str) -> str:
        try:
            return read(text)
        except WrongAddress:
            raise PydanticCustomError("tautan-salah", "alamat web", {"form": form}) from None

    return normalised


class _NumberSchema:
    """Describe a decimal number as one, within the limits of its field; as text it is only written in JSON."""

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        options = handler(schema).get("anyOf", ())
        return next((dict(option) for option in options if option.get("type") == "number"), {"type": "number"})


class OrWord:
    """Let one word stand where else a number is asked for: an answer that no number gives."""

    def __init__(self, word: str) -> None:
        self.word = word

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        return core_schema.no_info_wrap_validator_function(self._take, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        return {"anyOf": [handler(schema), {"const": self.word}]}

    def _take(self, value: object, number: Callable[[object], Any]) -> Any:
        said = isinstance(value, str) and "-".join(value.lower().split()) == self.word
        return self.word if said else number(value)


class InVocabulary:
    """Require that a text is a word of the closed list of this name.

    The lists are data, so they come with the validation context under `vocabularies`; without a context the
    text is taken as it is, which is what tests and tools that build records by hand want.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        return core_schema.with_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        return {**handler(schema), "x-vocabulary": self.name}

    def _check(self, word: str, info: ValidationInfo) -> str:
        lists: Mapping[str, Words] = (info.context or {}).get("vocabularies", {})
        if self.name not in lists or word in lists[self.name]:
            return word
        if meant := lists[self.name].meant(word):
            return meant
        raise PydanticCustomError("kosakata", "kata dari daftar", {"vocabulary": self.name})


_MONTH, _DAY = "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=800)]
LONG = 32_000
"""Characters of a long text: what one cell of a spreadsheet holds (32,767), with a margin."""
Markdown = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONG)]
Slug = Annotated[str, StringConstraints(pattern=rf"^{SLUG}$", max_length=100)]
Date = Annotated[
    PartialDate,
    PlainValidator(_partial_date),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "pattern": rf"^{YEAR}(-{_MONTH}(-{_DAY})?)?$",
            "patternErrorMessage": "Tulis seperti 2025, 2025-07, atau 2025-07-01.",
        }
    ),
]
Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema(
        {
            "type": "string",
            "format": "date",
            "pattern": rf"^{YEAR}-{_MONTH}-{_DAY}$",
            "patternErrorMessage": "Tulis seperti 2025-07-01 (tahun-bulan-tanggal).",
        }
    ),
]
Integer = Annotated[int, BeforeValidator(_whole_number)]
Number = Annotated[Decimal, BeforeValidator(_decimal), _NumberSchema()]
Amount = Annotated[Decimal, BeforeValidator(amount), _NumberSchema()]
"""A number that has no upper bound, so that `1.250` may be a thousand or a fraction."""
Answer = Annotated[bool, BeforeValidator(_yes_or_no), WithJsonSchema({"enum": ["ya", "tidak", True, False]})]
WebAddress = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=2_000),
    AfterValidator(web_address),
    WithJsonSchema(
        {
            "type": "string",
            "maxLength": 2_000,
            "pattern": rf"^\s*({'|'.join(WEB_SCHEMES)})://\S+$",
            "patternErrorMessage": "Tulis alamat lengkap yang diawali https://, tanpa spasi.",
        }
    ),
]
SiteAddress = Annotated[WebAddress, AfterValidator(_normalised(site_address, EXAMPLES["site"]))]
RepositoryAddress = Annotated[WebAddress, AfterValidator(_normalised(repository_address, EXAMPLES["repository"]))]

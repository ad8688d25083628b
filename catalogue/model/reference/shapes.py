"""A model as one tree of shapes: what each value is, what limits it has, and what its writer is told.

The form in the browser is rendered from this tree and checks by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from catalogue.model import Record
from catalogue.model.reference.tables import KINDS, flat, or_word, unwrap
from catalogue.model.types import FORMS, LONG, InVocabulary, amount, web_address

ONE_LINE = 300
"""Characters up to which a text is written on one line."""

ANSWERS = ("ya", "tidak")
LEFT_OUT = ("item", "fields", "source")
"""What the browser reads from the page, or in another form."""


@dataclass(frozen=True)
class Shape:
    """A value of a model; `kind` is record, map, list, text, answer, date, day, integer or number.

    A map has an `item` for each of its keys, which the model leaves to the data.
    """

    kind: str
    name: str = ""
    label: str = ""
    help: str = ""
    example: str = ""
    source: str = ""
    required: bool = False
    trim: bool = False
    least: int | None = None
    most: int | None = None
    bounds: Mapping[str, int] = field(default_factory=dict)
    pattern: str = ""
    vocabulary: str = ""
    words: tuple[str, ...] = ()
    """The closed list that the model itself states."""
    default: str = ""
    """What an answer or a word means where it is left out."""
    address: bool = False
    asks: bool = False
    """Whether a number with three digits behind one point is asked about."""
    word: str = ""
    """The one word that may stand instead of a number."""
    item: Shape | None = None
    fields: tuple[Shape, ...] = ()

    @property
    def long(self) -> bool:
        """Tell whether this is a text of many paragraphs."""
        return self.most == LONG

    @property
    def worded(self) -> bool:
        """Tell whether the value, or the fact in it, is a word that is chosen and not typed."""
        facts = [part for part in self.fields if part.name == "nilai"]
        return bool(
            self.vocabulary
            or self.words
            or (self.item and self.item.vocabulary)
            or any(fact.vocabulary for fact in facts)
        )

    @property
    def itemised(self) -> bool:
        """Tell whether this is a list whose items need boxes of their own: records, or whole sentences."""
        return self.item is not None and (bool(self.item.fields) or (self.item.most or 0) > ONE_LINE)

    def as_json(self) -> dict[str, Any]:
        """Return the tree as the browser reads it; what is not so, is left out."""
        given = {name: value for name, value in vars(self).items() if value and name not in LEFT_OUT}
        if self.kind in FORMS:
            given["form"] = FORMS[self.kind]
        if self.item:
            given["item"] = self.item.as_json()
        if self.kind == "record":
            given["fields"] = [part.as_json() for part in self.fields]
        return given


@cache
def shape_of(model: type[Record]) -> Shape:
    """Return the shape of a record."""
    return Shape("record", fields=tuple(_field(name, info) for name, info in model.model_fields.items()))


def _field(name: str, info: FieldInfo) -> Shape:
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    told = {
        "name": name,
        "label": info.title or name,
        "help": info.description or "",
        "example": str(info.examples[0]) if info.examples else "",
        "source": str(extra.get("x-sumber", "")),
        "required": info.is_required(),
        "default": _default(info.default),
    }
    return _shape(info.annotation, list(info.metadata), told)


def _default(value: Any) -> str:
    """Write what a field holds where nothing is written; empty where that is nothing, or no single word."""
    return ANSWERS[not value] if isinstance(value, bool) else value if isinstance(value, str) else ""


def _shape(annotation: Any, notes: list[Any], told: Mapping[str, Any]) -> Shape:
    core, inner = unwrap(annotation)
    notes = list(flat([*inner, *notes]))
    limits = _limits(notes)
    if get_origin(core) is tuple:
        return Shape("list", item=_shape(get_args(core)[0], [], {}), **limits, **told)
    if get_origin(core) is dict:
        return Shape("map", item=_shape(get_args(core)[1], [], {}), **limits, **told)
    if get_origin(core) is Literal:
        return Shape("text", words=tuple(map(str, get_args(core))), **told)
    if isinstance(core, type) and issubclass(core, Record):
        return Shape("record", fields=shape_of(core).fields, **told)
    return Shape(
        KINDS[core],
        words=ANSWERS if core is bool else (),
        vocabulary=next((note.name for note in notes if isinstance(note, InVocabulary)), ""),
        word=or_word(notes),
        asks=any(getattr(note, "func", None) is amount for note in notes),
        address=any(getattr(note, "func", None) is web_address for note in notes),
        bounds={key: getattr(note, key) for note in notes for key in ("ge", "le") if hasattr(note, key)},
        **limits,
        **told,
    )


def _limits(notes: Iterable[Any]) -> dict[str, Any]:
    """Return what the annotations of a text or list say of its length, its spaces and its form."""
    found: dict[str, Any] = {}
    for note in notes:
        for ours, theirs in (("least", "min_length"), ("most", "max_length"), ("pattern", "pattern")):
            if (value := getattr(note, theirs, None)) is not None:
                found[ours] = value
        if getattr(note, "strip_whitespace", None):
            found["trim"] = True
    return found

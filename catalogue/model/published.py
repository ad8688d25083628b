"""How a class of results says what is published of it: the fields that are, as which values, and what each means.

The text below a field is its published explanation, thus Indonesian. What is not published has an English name.
"""

from __future__ import annotations

from dataclasses import dataclass, is_dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, TypeVar, get_type_hints

from pydantic import ConfigDict, Field, WithJsonSchema, with_config
from pydantic_core import CoreSchema, core_schema

Value = TypeVar("Value")
Shape = TypeVar("Shape", bound=type)


class _Hidden:
    """Mark a field of which nothing is described."""

    def __get_pydantic_core_schema__(self, *_: object) -> CoreSchema:
        return core_schema.any_schema()


@dataclass(frozen=True)
class ToldBy:
    """Tell a field by the name of a text that its value has, or `each` of its values."""

    name: str
    each: bool = False

    def tell(self, value: Any) -> Any:
        return [getattr(item, self.name) for item in value] if self.each else getattr(value, self.name)

    def __get_pydantic_core_schema__(self, *_: object) -> CoreSchema:
        text = core_schema.str_schema()
        return core_schema.list_schema(text) if self.each else text


Number = Annotated[Decimal, WithJsonSchema({"type": "number"})]
IsoDay = Annotated[str, WithJsonSchema({"type": "string", "format": "date"})]
AS_TEXT = WithJsonSchema({"type": "string"})
"""Of a word of a closed list that may grow."""
Unpublished = Annotated[Value, _Hidden(), Field(exclude=True)]


def shape(kind: Shape) -> Shape:
    """Take the explanation of each field from the text below it; a result has all of its fields."""
    always = is_dataclass(kind)
    config = ConfigDict(use_attribute_docstrings=True, json_schema_serialization_defaults_required=always)
    return with_config(config)(kind)


def published(result: Any) -> dict[str, Any]:
    """Return what is published of a result; results in it stay as they are."""
    kind: type = type(result)
    values = ((name, told, getattr(result, name)) for name, told in _fields(kind))
    return {name: told.tell(value) if told else value for name, told, value in values}


@cache
def _fields(kind: type) -> tuple[tuple[str, ToldBy | None], ...]:
    """Return the published fields, each with how it is told where not as it is."""
    hints = get_type_hints(kind, include_extras=True)
    marks = {name: getattr(hint, "__metadata__", ()) for name, hint in hints.items()}
    told = {name: found for name, found in marks.items() if not any(isinstance(mark, _Hidden) for mark in found)}
    return tuple(
        (name, next((mark for mark in found if isinstance(mark, ToldBy)), None)) for name, found in told.items()
    )

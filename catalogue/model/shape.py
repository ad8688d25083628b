"""The shape that a model gives its documents: which keys stand where, and what they hold."""

from __future__ import annotations

from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from catalogue.model import Record
from catalogue.model.types import LONG

Path = tuple[str | int, ...]


def alternatives(annotation: Any) -> list[Any]:
    """Return the alternatives of a type without None and without what only annotates it."""
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        return [part for option in get_args(annotation) for part in alternatives(option)]
    if hasattr(annotation, "__metadata__"):
        return alternatives(get_args(annotation)[0])
    return [] if annotation is type(None) else [annotation]


def is_record(annotation: Any) -> bool:
    """Tell whether a type is a record with fields."""
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def annotation_at(model: type[BaseModel], path: Path) -> Any:
    """Return the type of what stands at a path of a document; None where the model knows no such path."""
    annotation: Any = model
    for part in path:
        for option in alternatives(annotation):
            if is_record(option) and part in option.model_fields:
                annotation = option.model_fields[str(part)].annotation
                break
            if get_origin(option) in (tuple, dict):
                annotation = get_args(option)[1 if get_origin(option) is dict else 0]
                break
        else:
            return None
    return annotation


def shape_of(annotation: Any) -> str:
    """Say in which shape a type is written."""
    for option in alternatives(annotation):
        if get_origin(option) is tuple:
            return "daftar"
        if is_record(option) or get_origin(option) is dict:
            return "rincian berkunci"
    return "teks"


def field_at(model: type[BaseModel], path: Path) -> Any:
    """Return the declaration of the field at a path; None where there is none."""
    parent = annotation_at(model, path[:-1])
    for option in alternatives(parent):
        if is_record(option) and path[-1] in option.model_fields:
            return option.model_fields[str(path[-1])]
    return None


def keys_at(model: type[BaseModel], path: Path) -> list[str]:
    """Return the keys that a record at this path of a document may have, in the model's order."""
    for option in alternatives(annotation_at(model, path)):
        if is_record(option):
            return list(option.model_fields)
    return []


def record_in(annotation: Any) -> type[Record] | None:
    """Return the record that a field holds, alone or in a list; None when it holds simple values."""
    for option in alternatives(annotation):
        if is_record(option):
            found: type[Record] = option
            return found
        if get_origin(option) is tuple:
            return record_in(get_args(option)[0])
    return None


def is_long_text(annotation: Any) -> bool:
    """Tell whether a field holds a text of many paragraphs."""
    if hasattr(annotation, "__metadata__"):
        return any(getattr(part, "max_length", 0) == LONG for part in annotation.__metadata__)
    return any(is_long_text(option) for option in get_args(annotation))


def keys_below(model: type[BaseModel]) -> set[str]:
    """Return every key of the records inside a model."""
    found: set[str] = set()
    waiting: list[Any] = [info.annotation for info in model.model_fields.values()]
    seen: set[int] = set()
    while waiting:
        for option in alternatives(waiting.pop()):
            if is_record(option) and id(option) not in seen:
                seen.add(id(option))
                found.update(option.model_fields)
                waiting.extend(info.annotation for info in option.model_fields.values())
            elif get_origin(option) in (tuple, dict):
                waiting.extend(part for part in get_args(option) if part is not Ellipsis)
    return found

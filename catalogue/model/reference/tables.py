"""A record as rows of tables: which tables and columns a model has, and the way from a record to rows and back.

A nested record becomes columns joined by `_`. A list whose items are closed words, slugs or whole numbers stays in one
cell; every other list becomes a table of its own. Spreadsheet, CSV, SQLite and the import share this.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import MaxLen
from pydantic import AfterValidator, StringConstraints
from pydantic.fields import FieldInfo

from catalogue.model import PartialDate, Record
from catalogue.model.types import InVocabulary, OrWord, amount, web_address

Kind = Literal["text", "integer", "number", "date", "day", "answer"]
"""`date` may be a year, a month or a day; `day` is always a day."""

Path = tuple[str, ...]
KINDS: dict[type, Kind] = {
    bool: "answer",
    int: "integer",
    Decimal: "number",
    PartialDate: "date",
    date: "day",
    str: "text",
}
VALUE = "teks"
"""The column of a list of plain texts."""

MARKER = "indikator"
"""The column that tells which of several equal lists a row belongs to: the evidence of each indicator."""

SEPARATOR = "; "
"""Between the items of a list in one cell."""

ORDER = "urutan"
"""The column with the position in the list, from 1."""


@dataclass(frozen=True)
class Column:
    """A value of a record: where it stands in it, and everything that the model says of it."""

    path: Path
    title: str
    help: str
    kind: Kind = "text"
    vocabulary: str | None = None
    words: tuple[str, ...] = ()
    many: bool = False
    required: bool = False
    example: str = ""
    source: str = ""
    limit: int | None = None
    address: bool = False
    """Whether the text is the address of a page."""
    asks: bool = False
    """Whether a number with three digits behind one point is asked about."""
    or_word: str = ""
    """The one word that may stand instead of a number; its column is one of texts."""
    group: str = ""
    """The titles of the records around it."""

    @property
    def name(self) -> str:
        return "_".join(self.path) or VALUE


@dataclass(frozen=True)
class Table:
    """A table of a model; `lists` are the places of the lists that fill it, none for the table of the record itself."""

    name: str
    title: str
    help: str
    columns: tuple[Column, ...]
    lists: tuple[Path, ...] = ()

    @property
    def marked(self) -> bool:
        return len(self.lists) > 1

    def key_of(self, place: Path) -> str:
        """Return what the marker says of one of the lists: the part of its place that sets it apart."""
        return place[-2]

    def place_of(self, key: str) -> Path | None:
        """Return the list that a marker names."""
        return next((place for place in self.lists if self.key_of(place) == key), None)


@cache
def tables(model: type[Record], name: str, prefix: str = "") -> tuple[Table, ...]:
    """Return the table of a model and those of its lists, whose names begin with `prefix`."""
    columns: list[Column] = []
    lists: dict[str, list[tuple[Path, FieldInfo, Any]]] = defaultdict(list)
    for path, info, annotation, group in _walk(model, (), ""):
        item = _item(annotation)
        if item is None or _wordlike(item):
            columns.append(_column(path, info, annotation, group))
        else:
            lists[path[-1]].append((path, info, item))
    main = Table(name, name.capitalize(), (model.__doc__ or "").strip(), tuple(columns))
    _refuse_twins(columns)
    return (main, *(_list_table(prefix + short, found) for short, found in lists.items()))


def _refuse_twins(columns: Iterable[Column]) -> None:
    names = [column.name for column in columns]
    twins = {name for name in names if names.count(name) > 1}
    if twins:
        raise ValueError(f"two fields have the column {', '.join(sorted(twins))}")


def _list_table(name: str, found: list[tuple[Path, FieldInfo, Any]]) -> Table:
    (_, info, item), paths = found[0], tuple(path for path, _, _ in found)
    if any(other is not item for _, _, other in found):
        raise ValueError(f"the lists {paths} share a name and not a shape")
    record = _record(item)
    if record is None:
        value = _column((), info, item, "")
        return Table(name, info.title or name, info.description or "", (value,), paths)
    columns = tuple(_column(path, field, kind, group) for path, field, kind, group in _walk(record, (), ""))
    return Table(name, info.title or name, info.description or "", columns, paths)


def _walk(model: type[Record], path: Path, group: str) -> Iterator[tuple[Path, FieldInfo, Any, str]]:
    """Yield every value of a record, those of the records inside it too."""
    for name, info in model.model_fields.items():
        inner = _record(info.annotation)
        if inner:
            yield from _walk(inner, (*path, name), ": ".join(filter(None, (group, info.title))))
        else:
            yield (*path, name), info, info.annotation, group


def unwrap(annotation: Any) -> tuple[Any, list[Any]]:
    """Return a type without None and without what annotates it, and those annotations."""
    if get_origin(annotation) is Annotated:
        inner, *notes = get_args(annotation)
        core, more = unwrap(inner)
        return core, [*more, *notes]
    if get_origin(annotation) in (Union, UnionType):
        options = [option for option in get_args(annotation) if option is not type(None)]
        return unwrap(options[0])
    return annotation, []


def _record(annotation: Any) -> type[Record] | None:
    core, _ = unwrap(annotation)
    return core if isinstance(core, type) and issubclass(core, Record) else None


def _item(annotation: Any) -> Any:
    """Return the type of a list's items, None for what is no list."""
    core, _ = unwrap(annotation)
    return get_args(core)[0] if get_origin(core) is tuple else None


def _wordlike(item: Any) -> bool:
    """Tell whether no item can contain what separates them in a cell."""
    core, notes = unwrap(item)
    patterned = any(getattr(note, "pattern", None) for note in flat(notes))
    return core is int or patterned or any(isinstance(note, InVocabulary) for note in notes)


def flat(notes: Iterable[Any]) -> Iterator[Any]:
    """Yield annotations and those that they are made of."""
    for note in notes:
        yield note
        yield from getattr(note, "metadata", ())


def _column(path: Path, info: FieldInfo, annotation: Any, group: str) -> Column:
    item = _item(annotation)
    core, notes = unwrap(annotation if item is None else item)
    notes = [*flat(notes), *(() if item is not None else flat(info.metadata))]
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    word = or_word(notes)
    return Column(
        path=path,
        title=info.title or (path[-1] if path else ""),
        help=info.description or "",
        kind="text" if get_origin(core) is Literal or word else KINDS[core],
        vocabulary=next((note.name for note in notes if isinstance(note, InVocabulary)), None),
        words=tuple(map(str, get_args(core))) if get_origin(core) is Literal else (),
        many=item is not None,
        required=info.is_required(),
        example=str(info.examples[0]) if info.examples else "",
        source=str(extra.get("x-sumber", "")),
        limit=next(filter(None, map(_limit, notes)), None),
        address=any(isinstance(note, AfterValidator) and note.func is web_address for note in notes),
        asks=any(getattr(note, "func", None) is amount for note in notes),
        or_word=word,
        group=group,
    )


def or_word(notes: Iterable[Any]) -> str:
    """Return the word that annotations let stand instead of a number; empty where there is none."""
    return next((note.word for note in notes if isinstance(note, OrWord)), "")


def _limit(note: Any) -> int | None:
    if isinstance(note, StringConstraints | MaxLen):
        return note.max_length
    return None


def value_at(record: Any, path: Path) -> Any:
    """Return the value at a path, None where a record around it is not filled."""
    for part in path:
        record = getattr(record, part, None)
    return record


def rows(table: Table, record: Record) -> Iterator[tuple[Any, ...]]:
    """Yield what a record puts into a table: one row for the record itself, or one for each item of its lists.

    A row of a list begins with the marker where the table has one, and with the position.
    """
    if not table.lists:
        yield tuple(value_at(record, column.path) for column in table.columns)
    for place in table.lists:
        for position, item in enumerate(value_at(record, place) or (), start=1):
            head = (table.key_of(place), position) if table.marked else (position,)
            yield (*head, *(value_at(item, column.path) if column.path else item for column in table.columns))


def put(document: dict[str, Any], path: Path, value: Any) -> None:
    """Set a value in a nested document, making the mappings around it."""
    *around, last = path
    for part in around:
        document = document.setdefault(part, {})
    document[last] = value


def append(document: dict[str, Any], path: Path, value: Any) -> None:
    """Add an item to a list in a nested document, making the list and the mappings around it."""
    *around, last = path
    for part in around:
        document = document.setdefault(part, {})
    document.setdefault(last, []).append(value)

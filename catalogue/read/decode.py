"""Nodes become records: the model gives each text its type, and what does not fit becomes a finding at its place."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import ValidationError

from catalogue.common.findings import START, Finding, Place, Severity, Span
from catalogue.model import Record, Vocabulary
from catalogue.model.shape import keys_below
from catalogue.read.yaml import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from catalogue.read.decode_faults import Fault
    from catalogue.read.yaml.suspect import Known

FAULT_LIMIT = 500
"""Faults of one file that are told; nobody reads more, and each is looked up among all that a person may have meant."""

UPPER = 2
"""Levels of which the positions are kept: more would take more memory than reading again takes time."""
NOWHERE = (0, 0, 0, 0)

AT_HAND = 64
"""So many documents whose positions are asked for are kept at hand."""

RecordType = TypeVar("RecordType", bound=Record)
Path = tuple[str | int, ...]
_PATHS: dict[Path, Path] = {}
"""The paths of the upper levels, once for all documents."""


@cache
def known_keys(model: type[Record]) -> Known:
    """Return the keys that a document of this model may hold, at its left edge and anywhere."""
    from catalogue.read.yaml.suspect import Known  # noqa: PLC0415  slow to import, and needed once a model

    return Known(frozenset(model.model_fields), frozenset(keys_below(model)))


@dataclass
class Spans:
    """Where every value and every key of a document stands, by path of keys and indexes."""

    values: dict[Path, Span] = field(default_factory=dict)
    keys: dict[Path, Span] = field(default_factory=dict)
    empty: dict[Path, Span] = field(default_factory=dict)

    def nearest(self, path: Path) -> Span:
        """Return the place of a path, or of the part of it that exists."""
        for length in range(len(path), 0, -1):
            for known in (self.values, self.keys, self.empty):
                if path[:length] in known:
                    return known[path[:length]]
        return START

    def key(self, path: Path) -> Span:
        """Return the place of a key; of a missing one that of the key it belongs under."""
        for known in (self.keys, self.empty):
            if path in known:
                return known[path]
        return self.keys.get(path[:-1]) or self.nearest(path[:-1])


@dataclass(frozen=True, slots=True)
class LazySpans(Map[Path, Span]):
    """Where the values of an ordinary document stand, or its keys.

    The upper levels are known; for what stands deeper it is read again when somebody asks.
    """

    text: str
    model: type[Record]
    upper: Upper
    of_keys: bool = False

    def __getitem__(self, path: Path) -> Span:
        return self.upper.span(path, of_key=self.of_keys) if 0 < len(path) <= UPPER else self._found[path]

    def __iter__(self) -> Iterator[Path]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    @property
    def _found(self) -> dict[Path, Span]:
        spans = _spans_again(self.text, self.model)
        return spans.keys if self.of_keys else spans.values


@lru_cache(AT_HAND)
def _spans_again(text: str, model: type[Record]) -> Spans:
    from catalogue.read.yaml.fast import read_fast  # noqa: PLC0415  slow to import

    read = read_fast(text, known_keys(model))
    assert read
    return spans_of(*read)


def spans_of(values: Any, positions: Iterable[int]) -> Spans:
    """Return where the values and keys of a document stand that was read by the fast path."""
    spans = Spans()
    numbers = iter(positions)
    marks = zip(numbers, numbers, numbers, numbers, strict=True)
    _span(values, (), (Span(a + 1, b + 1, c + 1, d + 1) for a, b, c, d in marks), spans)
    return spans


def _span(value: Any, path: Path, marks: Iterator[Span], spans: Spans) -> None:
    spans.values[path] = next(marks)
    if isinstance(value, dict):
        for key, item in value.items():
            here = (*path, key)
            spans.keys[here] = next(marks)
            _span(item, here, marks, spans)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _span(item, (*path, index), marks, spans)


@dataclass(frozen=True, slots=True)
class Upper:
    """Where the keys and values of the upper levels of a document stand, each path with four numbers for both."""

    paths: tuple[Path, ...]
    marks: array[int]

    def span(self, path: Path, *, of_key: bool) -> Span:
        """Return the place of a value or of its key; raise KeyError where there is none."""
        try:
            start = self.paths.index(path) * 8 + (0 if of_key else 4)
        except ValueError:
            raise KeyError(path) from None
        line, column, end_line, end_column = self.marks[start : start + 4]
        if not end_line and not end_column:
            raise KeyError(path)
        return Span(line + 1, column + 1, end_line + 1, end_column + 1)


def upper_of(values: Any, positions: list[int]) -> Upper:
    """Return where the upper levels of a document stand that was read by the fast path."""
    found = list(_upper(values, (), 1))
    marks = array("I")
    for _, key, value in found:
        marks.extend(positions[key * 4 : key * 4 + 4] if key else NOWHERE)
        marks.extend(positions[value * 4 : value * 4 + 4])
    return Upper(tuple(_PATHS.setdefault(path, path) for path, _, _ in found), marks)


def _upper(value: Any, path: Path, at: int) -> Iterator[tuple[Path, int, int]]:
    """Yield each path below a value with the numbers of its key, 0 without one, and of what it leads to."""
    keyed = isinstance(value, dict)
    for name, item in value.items() if keyed else enumerate(value):
        here = (*path, name)
        yield here, at if keyed else 0, at + keyed
        if len(here) < UPPER and not isinstance(item, str):
            yield from _upper(item, here, at + keyed + 1)
        at += keyed + _marks_of(item)


def _marks_of(value: Any) -> int:
    """Return how many positions a value takes."""
    if isinstance(value, str):
        return 1
    if isinstance(value, dict):
        return 1 + len(value) + sum(map(_marks_of, value.values()))
    return 1 + sum(map(_marks_of, value))


@dataclass(frozen=True)
class Decoded(Generic[RecordType]):
    """A record when the document fits its model, its places, and the findings."""

    record: RecordType | None
    spans: Spans
    findings: tuple[Finding, ...]


def decode(
    top: Mapping, model: type[RecordType], path: str, vocabularies: Map[str, Vocabulary] | None = None
) -> Decoded[RecordType]:
    """Read a mapping as a record of `model`; every fault is reported, not only the first."""
    spans = Spans()
    data = plain(top, (), spans)
    try:
        record = model.model_validate(data, context={"vocabularies": vocabularies or {}})
    except ValidationError as error:
        from catalogue.read.decode_faults import describe, without_echoes  # noqa: PLC0415  only where there is a fault

        details = error.errors(include_url=False)[:FAULT_LIMIT]
        faults = [describe(detail, model, data, vocabularies or {}) for detail in details]
        return Decoded(None, spans, tuple(_finding(fault, spans, path) for fault in without_echoes(faults)))
    return Decoded(record, spans, ())


def record_from(data: Any, model: type[RecordType], vocabularies: Map[str, Vocabulary]) -> RecordType | None:
    """Make a record from the values of a document; None when they do not fit, which `decode` explains."""
    try:
        return model.model_validate(data, context={"vocabularies": vocabularies})
    except ValidationError:
        return None


def _finding(fault: Fault, spans: Spans, path: str) -> Finding:
    span = spans.key(fault.path) if fault.on_key else spans.nearest(fault.path)
    exact = span.line == span.end_line and span.end_column - span.column > 1  # of a block text only its sign is marked
    return Finding(
        fault.rule,
        Severity.GALAT,
        Place(path, span),
        fault.message,
        fault.help,
        replacement=fault.meant if exact else None,
    )


def plain(node: Node, path: Path, spans: Spans) -> Any:
    """Turn a node into plain values; what holds no value counts as not written."""
    spans.values[path] = node.span
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        filled = [item for item in node.items if not is_blank(item)]
        return [plain(item, (*path, index), spans) for index, item in enumerate(filled)]
    pairs: dict[str, Any] = {}
    for key, value in node.items:
        here = (*path, key.text)
        if is_blank(value):
            spans.empty[here] = key.span
        else:
            spans.keys[here] = key.span
            pairs[key.text] = plain(value, here, spans)
    return pairs


def is_blank(node: Node) -> bool:
    """Tell whether nothing is written in a node, however many keys wait in it."""
    if isinstance(node, Scalar):
        return node.empty
    values = node.items if isinstance(node, Sequence) else [value for _, value in node.items]
    return bool(values) and all(is_blank(value) for value in values)

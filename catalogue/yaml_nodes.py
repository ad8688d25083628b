"""Text becomes nodes with places: a strict subset of YAML in which every scalar is text.

The events come from libyaml where it is present. A broken document is read a second time by the pure parser and
reported from that, so that messages and places do not depend on the platform.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from catalogue.findings import Finding, Place, Severity, Span
from catalogue.yaml_faults import explain

DEPTH_LIMIT = 12
_FAST = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text; `plain` when it was written without quotes and not as a block."""

    text: str
    span: Span
    plain: bool = False

    @property
    def empty(self) -> bool:
        return self.plain and not self.text


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    items: list[Node]
    span: Span


@dataclass(frozen=True, slots=True)
class Mapping:
    """Pairs of key and value in the order of the file; keys are unique."""

    items: list[tuple[Scalar, Node]]
    span: Span


Node = Scalar | Sequence | Mapping


def parse(text: str, path: str) -> tuple[Mapping | None, list[Finding]]:
    """Read one document whose top is a mapping; None when there is nothing to work on."""
    try:
        builder = _Builder(path, yaml.parse(text, Loader=_FAST))
        top = builder.document()
    except yaml.MarkedYAMLError:
        return None, [_syntax_fault(text, path)]
    if isinstance(top, Mapping):
        return top, builder.findings
    span = top.span if top else Span(1, 1, 1, 1)
    builder.fault(
        "bentuk-salah", span, "isi berkas bukan pasangan `kunci: nilai`", "Mulai dengan `nama: ...` di tepi kiri."
    )
    return None, builder.findings


def _syntax_fault(text: str, path: str) -> Finding:
    try:
        for _ in yaml.parse(text, Loader=yaml.BaseLoader):
            pass
    except yaml.MarkedYAMLError as error:
        rule, span, message, help = explain(error, text)
        return Finding(rule, Severity.GALAT, Place(path, span), message, help)
    span = Span(1, 1, 1, 1)
    return Finding("yaml-rusak", Severity.GALAT, Place(path, span), "berkas tidak dapat dibaca sebagai YAML", "")


@dataclass
class _Builder:
    path: str
    events: Iterator[yaml.Event]
    findings: list[Finding] = field(default_factory=list)

    def fault(self, rule: str, span: Span, message: str, help: str, related: Span | None = None) -> None:
        place = Place(self.path, related) if related else None
        note = "pertama kali ditulis di sini" if related else ""
        self.findings.append(
            Finding(rule, Severity.GALAT, Place(self.path, span), message, help, related=place, related_message=note)
        )

    def document(self) -> Node | None:
        top: Node | None = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._second_document(event)
                    break
                if event.version or event.tags:
                    self.fault("yaml-tag", _span(event), "baris `%` tidak dipakai", "Hapus baris yang diawali `%`.")
            elif isinstance(event, yaml.NodeEvent):
                top = self.node(event, 1)
        self._drain()
        return top

    def _drain(self) -> None:
        """Read on to the end, because a later fault of syntax is worth more than what was built so far."""
        for _ in self.events:
            pass

    def _second_document(self, event: yaml.Event) -> None:
        help = "Satu berkas memuat satu catatan: hapus baris `---` dan pindahkan isi di bawahnya ke berkas lain."
        self.fault("dokumen-ganda", _span(event), "ada dokumen kedua dalam berkas ini", help)

    def node(self, event: yaml.Event, depth: int) -> Node | None:
        """Build the node that begins with an event, and report what the catalogue does not allow in YAML."""
        assert isinstance(event, yaml.NodeEvent)
        self._refuse_machinery(event)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, _span(event), not event.style)
        if isinstance(event, yaml.AliasEvent):
            return None
        if depth > DEPTH_LIMIT:
            self.fault("bentuk-salah", _span(event), "isian bertingkat terlalu dalam", "Periksa inden baris ini.")
            self._skip()
            return None
        return (
            self._mapping(event, depth) if isinstance(event, yaml.MappingStartEvent) else self._sequence(event, depth)
        )

    def _refuse_machinery(self, event: yaml.NodeEvent) -> None:
        if event.anchor:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            message = f"penanda `{sign}{event.anchor}` tidak dipakai di katalog"
            help = f"Tulis nilainya langsung, atau beri tanda kutip bila `{sign}` memang bagian teks."
            self.fault("yaml-jangkar", _span(event), message, help)
        tag = getattr(event, "tag", None)
        if tag:
            message = f"tanda `{tag.replace('tag:yaml.org,2002:', '!!')}` tidak dipakai di katalog"
            help = "Hapus tandanya, atau beri tanda kutip bila `!` memang bagian teks."
            self.fault("yaml-tag", _span(event), message, help)

    def _skip(self) -> None:
        open_nodes = 1
        while open_nodes:
            event = next(self.events)
            open_nodes += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)

    def _sequence(self, start: yaml.Event, depth: int) -> Sequence:
        items: list[Node] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                return Sequence(items, _span(start, event))
            item = self.node(event, depth + 1)
            if item is not None:
                items.append(item)
        raise AssertionError("the parser always closes what it opens")

    def _mapping(self, start: yaml.Event, depth: int) -> Mapping:
        items: list[tuple[Scalar, Node]] = []
        seen: dict[str, Scalar] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                return Mapping(items, _span(start, event))
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if self._good_key(key, event, seen) and isinstance(key, Scalar):
                seen[key.text] = key
                if value is not None:
                    items.append((key, value))
        raise AssertionError("the parser always closes what it opens")

    def _good_key(self, key: Node | None, event: yaml.Event, seen: dict[str, Scalar]) -> bool:
        if not isinstance(key, Scalar):
            if key is not None:
                self.fault(
                    "bentuk-salah", _span(event), "kunci harus berupa kata", "Tulis satu kata sebelum titik dua."
                )
            return False
        if key.plain and key.text == "<<":
            self.fault("yaml-jangkar", key.span, "kunci gabung `<<` tidak dipakai di katalog", "Tulis isinya langsung.")
            return False
        if key.text in seen:
            message = f"kunci `{key.text}` ditulis dua kali"
            self.fault(
                "kunci-ganda", key.span, message, "Gabungkan isinya, lalu hapus salah satu.", seen[key.text].span
            )
            return False
        return True


def _span(start: yaml.Event, end: yaml.Event | None = None) -> Span:
    """Return where an event stands; of a block text only its sign, because its end mark lies at the next token."""
    first, last = start.start_mark, (end or start).end_mark
    assert first
    assert last
    line, column = first.line + 1, first.column + 1
    if getattr(start, "style", None) in ("|", ">"):
        return Span(line, column, line, column + 1)
    return Span(line, column, last.line + 1, last.column + 1)

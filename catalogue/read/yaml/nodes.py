"""Text becomes nodes with places: a strict subset of YAML in which every scalar is text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import yaml

from catalogue.common.findings import START, Finding, Place, Severity, Span
from catalogue.common.indonesian import number_text
from catalogue.common.phrases import phrase
from catalogue.read.characters import CONTROL, name_of, split_lines, visible
from catalogue.read.text_faults import unreadable
from catalogue.read.yaml.events import NODE_LIMIT, Readable, TooLarge, events, first_error
from catalogue.read.yaml.faults.suspect import Fault, Known
from catalogue.read.yaml.lines import quoted_line
from catalogue.read.yaml.lint import lint
from catalogue.read.yaml.recovery import Recovery, recover
from catalogue.read.yaml.tree import Mapping, Node, Scalar, Sequence

DEPTH_LIMIT = 12
NOTHING_KNOWN = Known()


@dataclass(frozen=True)
class Parsed:
    """What could be read of a document.

    `top` is None when there is nothing to work on. The values on `broken` lines are not what was written there; when
    the document is `partial`, entries are missing. `mended` is the text with every fault of syntax mended as its
    help says, or None when a fault has no certain mend.
    """

    top: Mapping | None
    findings: list[Finding]
    broken: frozenset[int] = frozenset()
    partial: bool = False
    mended: str | None = None

    def without_echoes(self, later: Iterable[Finding]) -> list[Finding]:
        """Join the findings of reading and decoding, and leave out those that come of a fault already reported."""
        new = [found for found in later if found.place.span.line not in self.broken]
        if self.partial:
            new = [found for found in new if found.rule != "wajib-diisi"]
        lines = {found.place.span.line for found in new}
        old = [
            found for found in self.findings if found.severity is Severity.GALAT or found.place.span.line not in lines
        ]
        return [*old, *new]


def parse(text: str, path: str, known: Known = NOTHING_KNOWN, *, exact: bool = False) -> Parsed:
    """Read one document whose top is a mapping, and go on after a fault of syntax as far as that is sure.

    `known` are the words that are keys in such a document; they tell a key from a line of text. In an `exact` reading
    an escape means the very sign that it names.
    """
    readable = Readable(text)
    try:
        return _build(readable, path, Recovery(readable.text), known, exact=exact)
    except TooLarge as error:
        return Parsed(None, [_too_large(error, path)], partial=True)
    except yaml.MarkedYAMLError:
        recovery = recover(readable.text, first_error, known)
    try:
        return _build(readable, path, recovery, known, exact=exact)
    except yaml.MarkedYAMLError:
        return Parsed(None, _found(recovery, readable, path), partial=True)


def _too_large(error: TooLarge, path: str) -> Finding:
    mark = error.problem_mark
    assert mark
    span = Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)
    message = f"isi berkas terlalu banyak atau bertingkat terlalu dalam (paling banyak {number_text(NODE_LIMIT)} isian)"
    help = "Pindahkan isi yang panjang ke dokumen tersendiri dan cantumkan tautannya."
    return unreadable(path, span, message, help)


def document(text: str, path: str = "") -> tuple[Node | None, list[Finding]]:
    """Read one document of any kind; raise MarkedYAMLError when it is broken."""
    readable = Readable(text)
    builder = _Builder(path, readable, events(readable.text))
    return builder.document(), builder.findings


def _build(readable: Readable, path: str, recovery: Recovery, known: Known, *, exact: bool) -> Parsed:
    builder = _Builder(path, readable, events(recovery.text), exact, set(recovery.broken))
    top = builder.document()
    if not isinstance(top, Mapping):
        span = top.span if top else START
        builder.fault("bentuk-salah", span, phrase("bentuk-salah/berkas"), phrase("bentuk-salah/berkas/perbaikan"))
        top = None
    lost = builder.look_again(top, split_lines(recovery.text), known) if top else False
    findings = [*_found(recovery, readable, path), *builder.findings]
    unmended = any(found.severity is Severity.GALAT for found in builder.findings)
    mended = recovery.text if recovery.certain and not unmended else None
    return Parsed(top, findings, frozenset(builder.broken), recovery.partial or lost, mended)


def _found(recovery: Recovery, readable: Readable, path: str) -> list[Finding]:
    return [_finding(fault, Severity.GALAT, Place(path, readable.written(fault.span))) for fault in recovery.faults]


def _finding(fault: Fault, severity: Severity, place: Place) -> Finding:
    return Finding(fault.rule, severity, place, fault.message, fault.help, replacement=fault.replacement)


@dataclass
class _Builder:
    path: str
    readable: Readable
    events: Iterator[yaml.Event]
    exact: bool = False
    broken: set[int] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    def fault(self, rule: str, span: Span, message: str, help: str, related: Span | None = None) -> None:
        if span.line in self.broken:
            return
        place = Place(self.path, related) if related else None
        note = "pertama kali ditulis di sini" if related else ""
        self.findings.append(
            Finding(rule, Severity.GALAT, Place(self.path, span), message, help, related=place, related_message=note)
        )

    def look_again(self, top: Mapping, lines: list[str], known: Known) -> bool:
        """Report what is odd though it can be read, and tell whether a key was swallowed by a text."""
        lost = False
        for found in lint(top, lines, known):
            fault = found.fault
            severity = Severity.PERINGATAN if fault.rule == "kutip-janggal" else Severity.GALAT
            if fault.span.line not in self.broken:
                self.findings.append(_finding(fault, severity, Place(self.path, fault.span)))
            if severity is Severity.GALAT:
                self.broken.add(fault.span.line)
            lost |= bool(found.lost)
        return lost

    def document(self) -> Node | None:
        top: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent) and (event.version or event.tags):
                self.fault("yaml-tag", self.span(event), "baris `%` tidak dipakai", "Hapus baris yang diawali `%`.")
            elif isinstance(event, yaml.NodeEvent):
                top = self.node(event, 1)
        return top

    def span(self, start: yaml.Event, end: yaml.Event | None = None) -> Span:
        """Return where an event stands; of a block text only its sign, because its end lies at the next token."""
        first, last = start.start_mark, (end or start).end_mark
        assert first
        assert last
        line, column = first.line + 1, first.column + 1
        if getattr(start, "style", None) in ("|", ">"):
            return self.readable.written(Span(line, column, line, column + 1))
        return self.readable.written(Span(line, column, last.line + 1, last.column + 1))

    def node(self, event: yaml.Event, depth: int) -> Node:
        """Build the node that begins with an event, and report what the catalogue does not allow in YAML."""
        assert isinstance(event, yaml.NodeEvent)
        self._refuse_machinery(event)
        if isinstance(event, yaml.AliasEvent):
            return Scalar(f"*{event.anchor}", self.span(event))
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(self._shown(event), self.span(event), event.style or "")
        if depth > DEPTH_LIMIT:
            self.fault(
                "bentuk-salah", self.span(event), "isian bertingkat terlalu dalam", "Periksa spasi di awal baris ini."
            )
            return self._skip(event)
        return (
            self._mapping(event, depth) if isinstance(event, yaml.MappingStartEvent) else self._sequence(event, depth)
        )

    def _shown(self, event: yaml.ScalarEvent) -> str:
        """Return a text as it looks; a sign that no file may hold does not come in by an escape either."""
        text = event.value if self.exact else visible(event.value)
        if event.style == '"' and (control := CONTROL.search(text)):
            message = f"`\\` di dalam tanda kutip ganda menjadi aksara kendali {name_of(control[0])}"
            help = "Hapus garis miring terbalik itu, atau apit nilainya dengan tanda kutip tunggal bila bagian teks."
            self.fault("berkas-tidak-terbaca", self.span(event), message, help)
            text = CONTROL.sub("\ufffd", text)
        return text

    def _refuse_machinery(self, event: yaml.NodeEvent) -> None:
        tag = getattr(event, "tag", None)
        if not event.anchor and not tag:
            return
        span = self.span(event)
        if event.anchor:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            message = f"penanda `{sign}{event.anchor}` tidak dipakai di katalog"
            help = f"Tulis isinya langsung; bila `{sign}` memang bagian teks: {self._as_text(span)}"
            self.fault("yaml-jangkar", span, message, help)
        if tag:
            message = f"tanda `{tag.replace('tag:yaml.org,2002:', '!!')}` tidak dipakai di katalog"
            help = f"Hapus tandanya; bila `!` memang bagian teks: {self._as_text(span)}"
            self.fault("yaml-tag", span, message, help)
        self.broken.add(span.line)

    def _as_text(self, span: Span) -> str:
        return f"`{quoted_line(self.readable.lines[span.line - 1]).strip()}`"

    def _skip(self, start: yaml.Event) -> Node:
        open_nodes = 1
        while open_nodes:
            event = next(self.events)
            open_nodes += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        self.broken.add(self.span(start).line)
        return Scalar("", self.span(start))

    def _sequence(self, start: yaml.NodeEvent, depth: int) -> Sequence:
        items: list[Node] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                return Sequence(items, self.span(start, event), bool(getattr(start, "flow_style", False)))
            items.append(self.node(event, depth + 1))
        raise AssertionError("the parser always closes what it opens")

    def _mapping(self, start: yaml.MappingStartEvent, depth: int) -> Mapping:
        items: list[tuple[Scalar, Node]] = []
        seen: dict[str, Scalar] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                return Mapping(items, self.span(start, event), bool(start.flow_style))
            key = self.node(event, depth + 1)
            good = self._good_key(key, seen)
            value = self.node(next(self.events), depth + 1)
            if good and isinstance(key, Scalar):
                seen[key.text] = key
                items.append((key, value))
        raise AssertionError("the parser always closes what it opens")

    def _good_key(self, key: Node, seen: dict[str, Scalar]) -> bool:
        span = key.span
        before = self.readable.lines[span.line - 1][: span.column - 1].rstrip()
        if not isinstance(key, Scalar) or before.endswith("?"):
            self.fault("bentuk-salah", span, "kunci harus berupa kata", "Tulis satu kata sebelum titik dua.")
            return False
        if key.text == "<<" and not key.style:
            self.fault("yaml-jangkar", span, "kunci gabung `<<` tidak dipakai di katalog", "Tulis isinya langsung.")
            self.broken.add(span.line)
            return False
        if key.text in seen:
            message, help = phrase("kunci-ganda", key=key.text), phrase("kunci-ganda/perbaikan")
            self.fault("kunci-ganda", span, message, help, seen[key.text].span)
            return False
        return True

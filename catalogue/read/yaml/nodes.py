"""Text becomes nodes with places: a strict subset of YAML in which every scalar is text.

The events come from libyaml where it is present, and what YAML 1.2 refuses is refused. A broken document is reported as
the pure parser tells it, so that messages and places do not depend on the platform.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import Any, cast

import yaml

from catalogue.common.findings import START, Finding, Place, Severity, Span
from catalogue.common.indonesian import number_text
from catalogue.common.phrases import phrase
from catalogue.read.characters import CONTROL, HIDDEN, SPACES, name_of, split_lines, visible
from catalogue.read.file_faults import unreadable
from catalogue.read.yaml import Mapping, Node, Scalar, Sequence, indent_of, quoted_line
from catalogue.read.yaml.faults import SECOND_DOCUMENT
from catalogue.read.yaml.lint import lint
from catalogue.read.yaml.recovery import Recovery, recover
from catalogue.read.yaml.suspect import Fault, Known

NODE_LIMIT = 20_000
"""Values and keys of one document; the longest file of the catalogue, a rubric, has two thousand."""
NESTING_LIMIT = 50
"""Levels to which brackets may go before reading stops; far below what the stack of any parser bears."""


class TooLarge(yaml.MarkedYAMLError):
    """The document is no record: it has more values, or more levels, than anybody writes."""


_FAST = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def first_error(text: str) -> yaml.MarkedYAMLError | None:
    """Return the first fault of a text as the pure parser tells it, unless libyaml finds none."""
    error = _error(text, _FAST)
    return error and (_error(text, yaml.BaseLoader) or error)


def _error(text: str, loader: type[yaml.BaseLoader]) -> yaml.MarkedYAMLError | None:
    try:
        for _ in events(text, loader):
            pass
    except yaml.MarkedYAMLError as error:
        return error
    return None


def events(text: str, loader: type[yaml.BaseLoader] = _FAST) -> Iterator[yaml.Event]:
    """Yield the events of a text, and raise where YAML 1.2 forbids what the parser lets pass."""
    lines = split_lines(text)
    opened: list[tuple[int, yaml.Event]] = []
    documents = nodes = 0
    for event in yaml.parse(text, Loader=loader):
        documents += isinstance(event, yaml.DocumentStartEvent)
        nodes += isinstance(event, yaml.NodeEvent)
        if documents > 1:
            raise _refusal(SECOND_DOCUMENT, event.start_mark)
        if nodes > NODE_LIMIT or len(opened) > NESTING_LIMIT:
            raise TooLarge(None, None, "too large", cast("Any", event.start_mark))
        outer = opened[-1][0] if opened else -1
        if isinstance(event, yaml.CollectionStartEvent):
            assert event.start_mark
            opened.append((outer if event.flow_style else event.start_mark.column, event))
        elif isinstance(event, yaml.CollectionEndEvent):
            _, start = opened.pop()
            if getattr(start, "flow_style", False):
                _refuse_loose(start, event, opened[-1][0] if opened else -1, lines)
        elif isinstance(event, yaml.ScalarEvent):
            _refuse_scalar(event, outer, bool(opened and getattr(opened[-1][1], "flow_style", False)), lines)
        yield event


def _refuse_scalar(event: yaml.ScalarEvent, outer: int, in_flow: bool, lines: list[str]) -> None:
    if event.style in ("'", '"'):
        _refuse_loose(event, event, outer, lines)
    elif in_flow and event.value == "-" and not event.style:
        raise _refusal("sequence entries are not allowed here", event.start_mark)
    elif event.style:
        _refuse_block(event, outer, lines)


def _refuse_block(event: yaml.ScalarEvent, outer: int, lines: list[str]) -> None:
    start: Any = event.start_mark
    if re.match(r"[|>][-+0-9]*#", _rest(lines, start)):
        raise _refusal("a comment needs a space before it", start)
    blank = list(takewhile(lambda line: not line.strip(" "), islice(lines, start.line + 1, None)))
    below = start.line + 1 + len(blank)
    if blank and below < len(lines) and outer < indent_of(lines[below]) < max(map(len, blank)):
        raise _refusal("wrong indentation of a block text", start)


def _refuse_loose(start: yaml.Event, end: yaml.Event, outer: int, lines: list[str]) -> None:
    """Raise when a quoted or bracketed value runs on to a line that is not indented, or a comment clings to its end."""
    first, last = start.start_mark, end.end_mark
    assert first
    assert last
    context = "while scanning a quoted scalar" if start is end else "while parsing a flow collection"
    for number in range(first.line + 1, last.line + 1):
        line = lines[number][: last.column] if number == last.line else lines[number]
        content = line.lstrip(" ")
        if content.strip() and len(line) - len(content) <= outer and content.strip(" ]},"):
            raise _refusal("wrong indentation", last, context, first)
    inside = "\n".join([_rest(lines, first), *lines[first.line + 1 : last.line + 1]])
    clinging = start is not end and re.search(r"[,\[\]{}]#", re.sub(r"\"[^\"]*\"|'[^']*'", "", inside))
    if clinging or _rest(lines, last).startswith("#"):
        raise _refusal("a comment needs a space before it", last)


def _refusal(problem: str, mark: Any, context: str | None = None, start: Any = None) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(context, start, problem, mark)


def _rest(lines: list[str], mark: Any) -> str:
    return lines[mark.line][mark.column :] if mark.line < len(lines) else ""


class Readable:
    """A text in which every space is a space and nothing is hidden."""

    def __init__(self, text: str) -> None:
        text = CONTROL.sub(" ", text).translate(SPACES)
        self._gone: dict[int, list[int]] = {}
        if HIDDEN.search(text):
            for number, line in enumerate(split_lines(text), 1):
                gone = [match.start() - index for index, match in enumerate(HIDDEN.finditer(line))]
                if gone:
                    self._gone[number] = gone
            text = HIDDEN.sub("", text)
        # libyaml drops white space at the very end that belongs to a block text.
        self.text = text if text.endswith(("\n", "\r")) else text + "\n"
        self.lines = split_lines(self.text)

    def written(self, span: Span) -> Span:
        """Return where a stretch of the readable text stands in the file."""
        if not self._gone:
            return span
        start, end = self._column(span.line, span.column), self._column(span.end_line, span.end_column)
        return Span(span.line, start, span.end_line, end)

    def _column(self, line: int, column: int) -> int:
        return column + bisect_right(self._gone.get(line, ()), column - 1)


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

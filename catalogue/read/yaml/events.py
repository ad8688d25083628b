"""The events of a document, from libyaml where it is present, and refused where YAML 1.2 refuses them.

A broken document is reported as the pure parser tells it, so that messages and places do not depend on the platform.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice, takewhile
from typing import Any, cast

import yaml

from catalogue.common.findings import Span
from catalogue.read.characters import CONTROL, HIDDEN, SPACES, split_lines
from catalogue.read.yaml.faults.layout import SECOND_DOCUMENT
from catalogue.read.yaml.lines import indent_of

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

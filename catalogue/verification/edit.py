"""The text of a review file with new verdicts in it; whatever else stands there stays as it is.

The places of the values are known from reading, so only the verdicts' own values are replaced or added: comments,
other keys, their order and their quoting remain.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from catalogue.characters import split_lines
from catalogue.decode import Path, Spans
from catalogue.model.period import Verification

HEADER = "# yaml-language-server: $schema=../../../docs/skema/telaah.schema.json\n"
TOP = "verifikasi"


@dataclass(frozen=True)
class _Change:
    """Replace the characters from `start` to `end`; equal for an insertion."""

    start: int
    end: int
    text: str


def edited(text: str | None, spans: Spans | None, verdicts: Mapping[str, Verification]) -> str:
    """Return the text with the verdicts; `spans` is None for a file of which nothing but comments is there yet."""
    if text is None or spans is None:
        blocks = "".join(_block(key, verdict, 2) for key, verdict in verdicts.items())
        return f"{HEADER if text is None else _ended(text)}{TOP}:\n{blocks}"
    newline = "\r\n" if "\r\n" in text else "\n"
    sheet = _Sheet(_ended(text), spans)
    result, at = "", 0
    for change in sorted(sheet.changes(verdicts), key=lambda change: change.start):
        result += sheet.text[at : change.start] + change.text.replace("\n", newline)
        at = change.end
    return result + sheet.text[at:]


def _ended(text: str) -> str:
    return text if text.endswith(("\n", "\r")) or not text else text + "\n"


def _fields(verdict: Verification) -> dict[str, str]:
    fields = {"putusan": verdict.putusan, "sidik": verdict.sidik, "tanggal": verdict.tanggal.isoformat()}
    return fields if verdict.catatan is None else {**fields, "catatan": json.dumps(verdict.catatan, ensure_ascii=False)}


def _block(key: str, verdict: Verification, indent: int) -> str:
    lines = [f"{' ' * indent}{key}:"]
    lines += [f"{' ' * (indent + 2)}{name}: {value}" for name, value in _fields(verdict).items()]
    return "\n".join(lines) + "\n"


def _flow(verdict: Verification) -> str:
    return "{" + ", ".join(f"{name}: {value}" for name, value in _fields(verdict).items()) + "}"


class _Sheet:
    """A file with the place of each of its values."""

    def __init__(self, text: str, spans: Spans) -> None:
        self.text = text
        self._keys = {**spans.empty, **spans.keys}
        self._values = spans.values
        self._lines = split_lines(text)
        self._starts = [0]
        for line in self._lines:
            end = self._starts[-1] + len(line)
            self._starts.append(end + (2 if text[end : end + 2] == "\r\n" else 1))

    def changes(self, verdicts: Mapping[str, Verification]) -> Iterator[_Change]:
        known = {key: verdict for key, verdict in verdicts.items() if (TOP, key) in self._keys}
        for key, verdict in known.items():
            yield from self._renewed(key, verdict)
        if new := {key: verdict for key, verdict in verdicts.items() if key not in known}:
            yield from self._added(new)

    def _renewed(self, key: str, verdict: Verification) -> Iterator[_Change]:
        if self._bracketed((TOP, key)):
            yield self._replaced((TOP, key), _flow(verdict))
            return
        fields = _fields(verdict)
        present = [name for name in Verification.model_fields if (TOP, key, name) in self._keys]
        for name in present:
            path = (TOP, key, name)
            if name in fields:
                yield self._replaced(path, fields[name])
            else:
                first, last = self._keys[path].line, self._last_line(path)
                yield _Change(self._starts[first - 1], self._starts[last], "")
        indent = " " * (self._keys[TOP, key, present[0]].column - 1)
        if added := "".join(f"{indent}{name}: {fields[name]}\n" for name in fields if name not in present):
            yield self._below((TOP, key), added)

    def _added(self, verdicts: Mapping[str, Verification]) -> Iterator[_Change]:
        keys = [path for path in self._keys if path[:1] == (TOP,) and len(path) == 2]
        if (TOP,) not in self._keys:
            blocks = f"{TOP}:\n" + "".join(_block(key, verdict, 2) for key, verdict in verdicts.items())
            yield _Change(len(self.text), len(self.text), blocks)
        elif keys and self._bracketed((TOP,)):
            end = max(self._end(path) for path in keys)
            yield _Change(end, end, "".join(f", {key}: {_flow(verdict)}" for key, verdict in verdicts.items()))
        else:
            indent = self._keys[keys[0]].column - 1 if keys else 2
            if not keys and (TOP,) in self._values:
                yield self._replaced((TOP,), "")
            yield self._below((TOP,), "".join(_block(key, verdict, indent) for key, verdict in verdicts.items()))

    def _replaced(self, path: Path, value: str) -> _Change:
        """Replace a value; after a key that has none yet, put it there."""
        if path in self._values:
            return _Change(self._start(path), self._end(path), value)
        span = self._keys[path]
        after = self.text.index(":", self._offset(span.end_line, span.end_column)) + 1
        return _Change(after, after, f" {value}")

    def _below(self, path: Path, lines: str) -> _Change:
        """Insert lines below the last line of what stands under a key; a block's own end lies behind its comments."""
        under = [found for found in {**self._keys, **self._values} if found[: len(path)] == path]
        inner = {found[:length] for found in under for length in range(len(found))}
        at = self._starts[max(self._last_line(found) for found in under if found not in inner)]
        return _Change(at, at, lines)

    def _last_line(self, path: Path) -> int:
        span = self._values.get(path, self._keys.get(path))
        assert span
        if path not in self._values or self.text[self._start(path)] not in "|>":
            return span.end_line
        indent, last = self._keys[path].column - 1, span.line
        for number, line in enumerate(self._lines[span.line :], span.line + 1):
            if line.strip() and len(line) - len(line.lstrip(" ")) <= indent:
                break
            last = number if line.strip() else last
        return last

    def _bracketed(self, path: Path) -> bool:
        return path in self._values and self.text[self._start(path)] == "{"

    def _offset(self, line: int, column: int) -> int:
        return self._starts[line - 1] + column - 1

    def _start(self, path: Path) -> int:
        span = self._values[path]
        return self._offset(span.line, span.column)

    def _end(self, path: Path) -> int:
        """Return where a value ends; a block of lines ends with its last line, whatever the reader consumed."""
        if self.text[self._start(path)] in "|>":
            last = self._last_line(path)
            return self._starts[last - 1] + len(self._lines[last - 1])
        span = self._values[path]
        return self._offset(span.end_line, span.end_column)

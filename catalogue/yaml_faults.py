"""What a broken line of YAML most likely was meant to be, in a sentence and an example."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

from catalogue.findings import Span
from catalogue.source import split_lines

Explained = tuple[str, Span, str, str]


class Mark(Protocol):
    """A place in a text, counted from 0."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


class MarkedYAMLError(Protocol):
    """What the parser says of a fault: while doing what (`context`), and what went wrong (`problem`)."""

    @property
    def context(self) -> str | None: ...
    @property
    def context_mark(self) -> Mark | None: ...
    @property
    def problem(self) -> str | None: ...
    @property
    def problem_mark(self) -> Mark | None: ...


class _Start:
    line = 0
    column = 0


def explain(error: MarkedYAMLError, text: str) -> Explained:
    """Return rule, place, message and help for a fault of syntax reported by the pure parser."""
    problem = error.problem or ""
    for pattern, describe in _KINDS:
        if re.search(pattern, f"{error.context or ''}; {problem}"):
            return describe(error, text)
    return _unknown(error, text)


def _mark(error: MarkedYAMLError) -> Mark:
    return error.problem_mark or error.context_mark or _Start()


def _at(mark: Mark, width: int = 1) -> Span:
    return Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 1 + width)


def _line(mark: Mark, text: str) -> str:
    lines = split_lines(text)
    return lines[mark.line] if mark.line < len(lines) else ""


def _quoted(line: str) -> str:
    """Show a `key: value` line with its value in quotes."""
    match = re.match(r"\s*(?:- )?([^:]+):\s+(.*)$", line)
    if not match:
        return '"..."'
    value = match[2].strip().strip("\"'").replace("\\", "\\\\").replace('"', '\\"')
    return f'{match[1].strip()}: "{value}"'


def _tab(error: MarkedYAMLError, text: str) -> Explained:
    help = "Hapus tabnya, lalu pakai dua spasi untuk tiap tingkat inden."
    return "yaml-tab", _at(_mark(error)), "baris ini memakai tab", help


def _colon(error: MarkedYAMLError, text: str) -> Explained:
    mark = _mark(error)
    line = _line(mark, text)
    message = "titik dua diikuti spasi di dalam nilai tanpa tanda kutip"
    if line[: mark.column].count(":") == 0:
        return (
            "yaml-rusak",
            _at(mark),
            "inden baris ini tidak cocok dengan baris di atasnya",
            "Samakan awal baris dengan kunci lain.",
        )
    return "yaml-rusak", _at(mark), message, f"Beri tanda kutip: `{_quoted(line)}`"


def _quote(error: MarkedYAMLError, text: str) -> Explained:
    mark = error.context_mark or _mark(error)
    sign = _line(mark, text)[mark.column : mark.column + 1]
    help = (
        f"Tambahkan {sign} di akhir nilai. Tanda {sign} di tengah teks ditulis dua kali atau diganti jenis kutip lain."
    )
    return "yaml-rusak", _at(mark), f"tanda kutip {sign} tidak ditutup", help


def _sign(error: MarkedYAMLError, text: str) -> Explained:
    mark = _mark(error)
    line = _line(mark, text)
    sign = line[mark.column : mark.column + 1]
    return (
        "yaml-rusak",
        _at(mark),
        f"nilai tidak boleh diawali `{sign}` tanpa tanda kutip",
        f"Beri tanda kutip: `{_quoted(line)}`",
    )


def _no_colon(error: MarkedYAMLError, text: str) -> Explained:
    mark = error.context_mark or _mark(error)
    line = _line(mark, text)
    help = "Tulis `kunci: nilai`, atau masukkan baris ini ke dalam teks di atasnya dengan menambah inden."
    return "yaml-rusak", _at(mark, max(1, len(line.rstrip()) - mark.column)), "baris ini tidak memuat `kunci:`", help


def _indent(error: MarkedYAMLError, text: str) -> Explained:
    help = "Kunci yang setingkat diawali spasi yang sama banyak; butir daftar diawali `- `."
    return "yaml-rusak", _at(_mark(error)), "inden baris ini tidak cocok dengan baris di atasnya", help


def _bracket(error: MarkedYAMLError, text: str) -> Explained:
    mark = error.context_mark or _mark(error)
    sign = _line(mark, text)[mark.column : mark.column + 1]
    return (
        "yaml-rusak",
        _at(mark),
        f"kurung `{sign}` tidak ditutup dengan benar",
        f"Tutup kurungnya, atau beri tanda kutip bila `{sign}` memang bagian teks.",
    )


def _dash(error: MarkedYAMLError, text: str) -> Explained:
    help = "Pindahkan butir daftar ke baris sendiri di bawah kuncinya: `- isi`."
    return "yaml-rusak", _at(_mark(error)), "tanda `-` tidak pada tempatnya", help


def _unknown(error: MarkedYAMLError, text: str) -> Explained:
    help = "Bandingkan dengan baris serupa pada berkas lain; bila nilai memuat tanda khusus, beri tanda kutip."
    return "yaml-rusak", _at(_mark(error)), "baris ini tidak dapat dibaca sebagai YAML", help


_KINDS: tuple[tuple[str, Callable[[MarkedYAMLError, str], Explained]], ...] = (
    (r"'\\t'", _tab),
    (r"mapping values are not allowed", _colon),
    (r"while scanning a quoted scalar", _quote),
    (r"that cannot start any token|while scanning (?:an anchor|an alias|a tag|a directive|a block scalar)", _sign),
    (r"could not find expected ':'", _no_colon),
    (r"while parsing a flow", _bracket),
    (r"sequence entries are not allowed", _dash),
    (r"block (?:mapping|collection|end)|expected '?<", _indent),
)

"""What YAML allows and hardly anyone means: lines swallowed by a text, text lost as a comment, lone quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.common.findings import Span
from catalogue.common.phrases import phrase
from catalogue.read.yaml import Mapping, Node, Scalar, Sequence, indent_of, quoted, quoted_line
from catalogue.read.yaml.faults import BULLETS, TYPOGRAPHIC
from catalogue.read.yaml.suspect import Fault, Known

LOOKS_LIKE_KEY = re.compile(r"\s*(?:-\s+)?([A-Za-z_]\w*):")


@dataclass(frozen=True)
class Lint:
    """A fault of what was meant; a `lost` key was swallowed by a text and is not missing."""

    fault: Fault
    lost: str = ""


def lint(top: Mapping, lines: list[str], known: Known) -> Iterator[Lint]:
    """Look at every scalar of a document."""
    yield from _inside(top, lines, known, frozenset())


def _inside(node: Node, lines: list[str], known: Known, around: frozenset[str]) -> Iterator[Lint]:
    if isinstance(node, Mapping):
        around |= {key.text for key, _ in node.items}
        for key, value in node.items:
            if isinstance(value, Scalar):
                yield from _scalar(value, key.span.line, node, lines, known.all - around)
            else:
                yield from _inside(value, lines, known, around)
    elif isinstance(node, Sequence):
        for item in node.items:
            if isinstance(item, Scalar):
                yield from _scalar(item, item.span.line, node, lines, known.all - around)
            else:
                yield from _inside(item, lines, known, around)


def _scalar(
    scalar: Scalar, key_line: int, parent: Mapping | Sequence, lines: list[str], absent: frozenset[str]
) -> Iterator[Lint]:
    outer = parent.span.column - 1
    if scalar.style in ("|", ">"):
        joined = scalar.style == ">" and isinstance(parent, Sequence)
        yield from _swallowed(block_lines(lines, scalar.span.line - 1, outer), lines, absent, joined)
        return
    if parent.flow:
        return
    if scalar.span.line > key_line and not scalar.style and (found := _lost_list(scalar, lines)):
        yield found
        return
    if scalar.span.end_line > scalar.span.line:
        yield from _swallowed(range(scalar.span.line, scalar.span.end_line), lines, absent, not scalar.style)
    if not scalar.style:
        yield from _plain(scalar, lines)


def block_lines(lines: list[str], header: int, outer: int) -> range:
    """Return the lines of a block text by index, blank ones at its end left out; `outer` is its parent's column."""
    last = header
    inner: int | None = None
    explicit = re.search(r"[|>][-+]?([1-9])", lines[header])
    if explicit:
        inner = max(outer, 0) + int(explicit[1])
    for index in range(header + 1, len(lines)):
        line = lines[index]
        if not line.strip():
            continue
        inner = indent_of(line) if inner is None else inner
        if indent_of(line) < inner or inner <= outer:
            break
        last = index
    return range(header + 1, last + 1)


def _swallowed(numbers: range, lines: list[str], absent: frozenset[str], items: bool = False) -> Iterator[Lint]:
    """Find keys and items that are read as text because they are indented too far."""
    for index in numbers:
        match = LOOKS_LIKE_KEY.match(lines[index])
        column = indent_of(lines[index])
        span = Span(index + 1, column + 1, index + 1, len(lines[index].rstrip()) + 1)
        if match and match[1] in absent:
            message, help = phrase("teks-menyambung", key=match[1]), phrase("teks-menyambung/perbaikan")
            yield Lint(Fault("teks-menyambung", span, message, help), match[1])
        elif items and re.match(r"\s*-\s", lines[index]):
            message, help = phrase("teks-menyambung/butir"), phrase("teks-menyambung/butir/perbaikan")
            yield Lint(Fault("teks-menyambung", span, message, help))


def _lost_list(scalar: Scalar, lines: list[str]) -> Lint | None:
    """Find a list that is read as one text because its first item has no proper dash."""
    line = lines[scalar.span.line - 1]
    column = indent_of(line)
    span = Span(scalar.span.line, column + 1, scalar.span.line, column + 3)
    further = lines[scalar.span.line : scalar.span.end_line]
    alone = scalar.span.end_line == scalar.span.line
    if re.match(r"-[A-Za-z\"'(]", scalar.text):
        key = "yaml-strip/rapat" if alone else "yaml-strip/rapat-semua"
        fault = Fault("yaml-strip", span, phrase(key), phrase(f"{key}/perbaikan"))
        return Lint(fault.mended(line, f"{line[:column]}- {line[column + 1 :]}") if alone else fault)
    if re.match(rf"[{BULLETS}]\s+\S", scalar.text):
        message = phrase("yaml-strip/lain", sign=scalar.text[0])
        fault = Fault("yaml-strip", span, message, phrase("yaml-strip/lain/perbaikan"))
        return Lint(fault.mended(line, f"{line[:column]}- {scalar.text[1:].lstrip()}") if alone else fault)
    if any(re.match(rf" {{{column}}}- ", text) for text in further):
        return Lint(Fault("yaml-strip", span, phrase("yaml-strip/tanpa"), phrase("yaml-strip/tanpa/perbaikan")))
    return None


def _plain(scalar: Scalar, lines: list[str]) -> Iterator[Lint]:
    line = lines[scalar.span.end_line - 1]
    rest = line[scalar.span.end_column - 1 :]
    comment = re.match(r"\s+(#[^\s#].*)$", rest)
    if comment:
        column = scalar.span.end_column - 1 + comment.start(1)
        span = Span(scalar.span.end_line, column + 1, scalar.span.end_line, len(line) + 1)
        message = phrase("komentar-tak-sengaja", text=comment[1].split()[0])
        help = phrase("komentar-tak-sengaja/perbaikan", line=quoted_line(line).strip())
        yield Lint(Fault("komentar-tak-sengaja", span, message, help))
    elif _lone_quote(scalar.text):
        text = scalar.text.strip(TYPOGRAPHIC + "\"'")
        message = "tanda kutip di tepi nilai ikut menjadi isi"
        help = f"Hapus tanda kutipnya: `{text}`, atau pakai tanda kutip lurus di kedua tepi: `{quoted(text)}`."
        yield Lint(Fault("kutip-janggal", scalar.span, message, help))


def _lone_quote(text: str) -> bool:
    if not text:
        return False
    ends_alone = any(text[-1] == sign and text.count(sign) % 2 for sign in "\"'")
    inner = text[1:-1]
    wrapped = text[0] in TYPOGRAPHIC and text[-1] in TYPOGRAPHIC and not any(sign in inner for sign in TYPOGRAPHIC)
    opened = text[0] in "\u201c\u201e\u00ab" and not any(sign in text for sign in "\u201d\u00bb")
    closed = text[-1] in "\u201d\u00bb" and not any(sign in text for sign in "\u201c\u201e\u00ab")
    return ends_alone or wrapped or opened or closed

"""Word files filled in: `{{nama}}` becomes a text, and a row with `{{baris.nama}}` one row for each item."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.dom.minidom import Node, parseString
from xml.parsers.expat import ExpatError

PLACEHOLDER = re.compile(r"\{\{\s*(?P<list>[a-z_]+\.)?(?P<name>[a-z_]+)\s*\}\}")
PARTS = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")
DAY = (1980, 1, 1, 0, 0, 0)
"""The time that every part of the archive bears, so that equal content makes equal bytes."""

Tree = Any
"""A part of the document: that of a kind which is asked for has every member that the standard names."""
Row = Mapping[str, str]
Values = Mapping[str, str | Sequence[Row]]


class WrongTemplate(ValueError):
    """A template cannot be filled in; the message says why, in Indonesian."""


def fill(template: bytes, values: Values) -> bytes:
    """Fill in a template; a paragraph of empty values goes, and a table without rows. Raise WrongTemplate."""
    made = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                content = old.read(name)
                part = zipfile.ZipInfo(name, DAY)
                part.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(part, _part(content, values) if PARTS.fullmatch(name) else content)
    except (zipfile.BadZipFile, ExpatError):
        raise WrongTemplate("bukan berkas Word .docx yang utuh; ambil lagi versi terakhirnya dari Git") from None
    return made.getvalue()


def _part(content: bytes, values: Values) -> bytes:
    document: Tree
    with parseString(content) as document:  # noqa: S318 - a template is a file of this repository
        done = set(_repeated(document, values))
        for paragraph in list(document.getElementsByTagName("w:p")):
            if paragraph not in done:
                _write(paragraph, values, {}, "")
        encoded: bytes = document.toxml(encoding="UTF-8", standalone=True)
    return encoded


def _repeated(document: Tree, values: Values) -> Iterator[Tree]:
    """Write each row or paragraph that names a list once for each item, and yield the paragraphs that are done."""
    for block in [*document.getElementsByTagName("w:tr"), *document.getElementsByTagName("w:p")]:
        if not (first := _list_in(block)):
            continue
        named = first["list"].rstrip(".")
        rows = values.get(named)
        if not isinstance(rows, Sequence) or isinstance(rows, str):
            raise WrongTemplate(_unknown(first, values))
        for row in rows:
            copy = block.cloneNode(deep=True)
            block.parentNode.insertBefore(copy, block)
            for paragraph in _paragraphs(copy):
                _write(paragraph, values, row, named)
                yield paragraph
        table = block.parentNode
        table.removeChild(block)
        if not rows and table.tagName == "w:tbl":
            table.parentNode.removeChild(table)


def _list_in(block: Tree) -> re.Match[str] | None:
    """Return the first placeholder of a block that names a list."""
    found = (match for p in _paragraphs(block) for match in PLACEHOLDER.finditer(_text(p)))
    return next((match for match in found if match["list"]), None)


def _paragraphs(block: Tree) -> list[Tree]:
    return [block] if block.tagName == "w:p" else list(block.getElementsByTagName("w:p"))


def _text(paragraph: Tree) -> str:
    return "".join(_content(node) for node in paragraph.getElementsByTagName("w:t"))


def _content(node: Tree) -> str:
    return "".join(child.data for child in node.childNodes if child.nodeType == Node.TEXT_NODE)


def _write(paragraph: Tree, values: Values, row: Row, named: str) -> None:
    """Put the values into a paragraph, whose text Word may have cut into pieces anywhere."""
    pieces = list(paragraph.getElementsByTagName("w:t"))
    text = "".join(map(_content, pieces))
    found = list(PLACEHOLDER.finditer(text))
    if not found:
        return
    said = [(match.span(), _value(match, values, row, named)) for match in found]
    for piece, new in zip(pieces, _filled([_content(piece) for piece in pieces], said), strict=True):
        _set(piece, new)
    alone = not PLACEHOLDER.sub("", text).strip() and not any(value for _, value in said)
    if alone and paragraph.parentNode.tagName != "w:tc":
        paragraph.parentNode.removeChild(paragraph)


def _value(match: re.Match[str], values: Values, row: Row, named: str) -> str:
    source: Mapping[str, Any] = row if match["list"] else values
    value = source.get(match["name"]) if match["list"] in (None, f"{named}.") else None
    if not isinstance(value, str):
        raise WrongTemplate(_unknown(match, values))
    return value


def _filled(pieces: Sequence[str], said: Sequence[tuple[tuple[int, int], str]]) -> Iterator[str]:
    """Return the pieces anew: a value stands in the piece in which its placeholder began."""
    start = 0
    for piece in pieces:
        kept, at = [], start
        end = start + len(piece)
        for (first, last), value in said:
            if last <= at or first >= end:
                continue
            kept.append(piece[at - start : max(first, at) - start])
            kept.append(value if start <= first else "")
            at = min(last, end)
        yield "".join([*kept, piece[at - start :]])
        start = end


def _set(piece: Tree, text: str) -> None:
    while piece.firstChild:
        piece.removeChild(piece.firstChild)
    piece.setAttribute("xml:space", "preserve")
    clean = "".join(sign for sign in " ".join(text.split("\n")) if sign >= " " or sign == "\t")
    piece.appendChild(piece.ownerDocument.createTextNode(clean))


def _unknown(found: re.Match[str], values: Values) -> str:
    plain = [name for name, value in values.items() if isinstance(value, str)]
    rows = [(name, value[0]) for name, value in values.items() if not isinstance(value, str) and value]
    known = ", ".join([*plain, *(f"{name}.{key}" for name, row in rows for key in row)])
    return f"memuat isian `{found[0]}` yang tidak dikenal; pakai salah satu dari: {known}"

"""A document written down for the first time, in the normal form that `tidy` leaves as it is.

An empty record to fill in has every field with its help as a comment, derived from the model.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass, field

from pydantic.fields import FieldInfo

from catalogue.model import Evidence, Fact, Innovation, Maturity, Record, Vocabulary
from catalogue.model.grammar import slug_of
from catalogue.model.reference import vocabularies_of
from catalogue.model.shape import alternatives, is_long_text, keys_at, record_in
from catalogue.read.decode import is_blank, known_keys
from catalogue.read.files import locate
from catalogue.read.yaml import Mapping, Node, Scalar, Sequence, quoted
from catalogue.read.yaml.lint import LOOKS_LIKE_KEY

WIDTH = 110
"""Columns up to which a list in brackets stays on one line, and a comment goes."""


WORD = re.compile(r"[\w.:-]{1,100}")
BLOCK = re.compile(r"[^\s\ufeff][^\t\r\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]*")
"""A text that a block keeps as it is: no white space at its start, nothing that no reader sees."""


Path = tuple[str | int, ...]


def emit(top: Mapping, model: type[Record]) -> str:
    """Write a document in the order of its model; what holds no value is left out."""
    return "\n".join(_Emitter(model).mapping(top, (), 0)) + "\n"


class _Emitter:
    def __init__(self, model: type[Record]) -> None:
        self.model = model
        self.keys = known_keys(model).all

    def mapping(self, node: Mapping, path: Path, indent: int) -> Iterator[str]:
        """Write the entries of a mapping."""
        order = {key: index for index, key in enumerate(keys_at(self.model, path))}
        filled = [(key.text, value) for key, value in node.items if not is_blank(value)]
        for key, value in sorted(filled, key=lambda pair: order.get(pair[0], len(order))):
            yield from self._value(" " * indent + key + ":", value, (*path, key), indent + 2)

    def _value(self, head: str, node: Node, path: Path, indent: int) -> Iterator[str]:
        if isinstance(node, Scalar):
            yield from self._scalar(head, node, indent)
        elif isinstance(node, Mapping):
            yield head
            yield from self.mapping(node, path, indent)
        elif all(isinstance(item, Scalar) and WORD.fullmatch(item.text) for item in node.items) and _fits(head, node):
            yield f"{head} {flow(node)}"
        else:
            yield head
            for index, item in enumerate(node.items):
                yield from self._item(item, (*path, index), indent)

    def _item(self, node: Node, path: Path, indent: int) -> Iterator[str]:
        dash = " " * indent + "-"
        if isinstance(node, Scalar):
            yield from self._scalar(dash, node, indent + 2)
            return
        assert isinstance(node, Mapping)
        first, *rest = self.mapping(node, path, indent + 2)
        yield f"{dash} {first.lstrip(' ')}"
        yield from rest

    def _scalar(self, head: str, node: Scalar, indent: int) -> Iterator[str]:
        space = " " * indent
        text = node.text
        plain = inline_scalar(node)
        if "\n" in text and _blockable(text) and not self._misleading(text):
            yield f"{head} |-"
            yield from (space + line if line else "" for line in text.split("\n"))
        elif len(head) + 1 + len(plain) > WIDTH and _foldable(text):
            yield f"{head} >-"
            yield from (space + line for line in _wrap(text, WIDTH - indent))
        else:
            yield f"{head} {plain}"

    def _misleading(self, text: str) -> bool:
        """Tell whether a line of a text looks like a key, which a reader of a block would take for a swallowed one."""
        found = (LOOKS_LIKE_KEY.match(line) for line in text.split("\n"))
        return any(match and match[1] in self.keys for match in found)


def _fits(head: str, node: Sequence) -> bool:
    return len(head) + 1 + len(flow(node)) <= WIDTH


def _blockable(text: str) -> bool:
    return bool(BLOCK.fullmatch(text)) and not re.search(r"[ \t]+(?:\n|$)|\n$", text)


def _foldable(text: str) -> bool:
    return bool(BLOCK.fullmatch(text)) and "\n" not in text and "  " not in text and " " in text


def _wrap(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


NOT_PLAIN = re.compile(
    r"^[\s,\[\]{}#&*!|>'\"%@`]"  # what YAML reads as a sign of its own
    r"|^-|^[?:](?:\s|$)|^\.\.\."  # a dash at the start would look like an item
    r"|:(?:\s|$)|\s#|\s$|[\x00-\x1f\x7f]"
    r"|^$"
)
NOT_IN_BRACKETS = re.compile(r"[,\[\]{}]|^[:?]|:[:?]")
"""What ends a value within brackets, begins something else there, or is refused there by libyaml."""
NO_TEXT = re.compile(
    r"(?i)~|null|true|false|yes|no|on|off|y|n|=|<<"
    r"|[-+.]?[\d.][\d_.,:xoa-f+\-]*(?:[tz ][\d:.+\-z ]*)?|[-+]?\.(?:inf|nan)"
)
"""What other readers of YAML take for a number, a date, a truth value or nothing."""


def inline_scalar(node: Scalar, in_flow: bool = False) -> str:
    """Write a value for its place behind a colon or dash; a value that needs quotes keeps the meaning of its own."""
    if node.style not in ("'", '"'):
        return node.text
    plain = not NOT_PLAIN.search(node.text) and not NO_TEXT.fullmatch(node.text)
    if plain and not (in_flow and NOT_IN_BRACKETS.search(node.text)):
        return node.text
    return _in_quotes(node.text)


def _in_quotes(text: str) -> str:
    if re.search(r"[\x00-\x1f\x7f]", text):
        escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
        return f'"{escaped}"'
    return quoted(text)


def flow(node: Node) -> str:
    """Write a list or mapping in brackets, on one line."""
    if isinstance(node, Scalar):
        return inline_scalar(node, in_flow=True)
    if isinstance(node, Sequence):
        return f"[{', '.join(flow(item) for item in node.items)}]"
    assert isinstance(node, Mapping)
    return "{" + ", ".join(f"{inline_scalar(key)}: {flow(value)}".rstrip() for key, value in node.items) + "}"


HEADER = """\
# yaml-language-server: $schema=../../docs/skema/inovasi.schema.json
# Isi nilai di belakang titik dua. Hanya isian bertanda wajib yang harus ada.
# Kunci yang dibiarkan kosong dianggap belum diisi dan boleh dihapus.
"""


class BadTarget(ValueError):
    """The wanted place is not of the form OPD/SLUG."""


def target_path(target: str) -> str:
    """Return the path of the record for `OPD/SLUG`; raise BadTarget when it is written otherwise."""
    if locate(path := f"innovations/{target}.yaml") is None:
        raise BadTarget(target)
    return path


def skeleton(vocabularies: Map[str, Vocabulary]) -> str:
    """Write a record with every field of the model empty, in the model's order and in the normal form of `tidy`."""
    return HEADER + "\n" + "\n".join(_Skeleton(vocabularies).record(Innovation)) + "\n"


@dataclass
class _Skeleton:
    vocabularies: Map[str, Vocabulary]
    listed: dict[str, str] = field(default_factory=dict)

    def record(self, model: type[Record], indent: int = 0) -> Iterator[str]:
        """Write the fields of a record, those at the left edge apart by a blank line."""
        for index, (name, info) in enumerate(model.model_fields.items()):
            if index and not indent:
                yield ""
            yield from self._field(name, info, indent)

    def _field(self, name: str, info: FieldInfo, indent: int) -> Iterator[str]:
        space = " " * indent
        for paragraph in self._help(name, info, "bila bagian ini diisi" if indent else ""):
            yield from textwrap.wrap(
                paragraph,
                WIDTH - indent,
                initial_indent=f"{space}# ",
                subsequent_indent=f"{space}# ",
                break_on_hyphens=False,
                break_long_words=False,
            )
        yield f"{space}{name}:"
        inner = record_in(info.annotation)
        if inner is Maturity:
            yield from _evidence_example(indent + 2)
        if inner is Evidence or inner is None:
            return
        if issubclass(inner, Fact):
            yield from self._fact(inner, indent + 2)
        elif _is_list(info):
            yield from _as_item(list(self.record(inner, indent + 4)), indent + 2)
        else:
            yield from self.record(inner, indent + 2)

    def _fact(self, model: type[Record], indent: int) -> Iterator[str]:
        """Write a fact without the help that is the same for all facts."""
        yield f"{' ' * indent}nilai:"
        inner = record_in(model.model_fields["nilai"].annotation)
        if inner:
            yield from self.record(inner, indent + 2)
        yield f"{' ' * indent}bukti:"

    def _help(self, name: str, info: FieldInfo, condition: str) -> Iterator[str]:
        required = f" (wajib {condition}".rstrip() + ")" if info.is_required() else ""
        yield f"{info.title}{required}. {info.description}"
        for vocabulary in vocabularies_of(info.annotation, info.metadata):
            if vocabulary in self.listed:
                yield f"Pilihan: sama dengan `{self.listed[vocabulary]}`."
            elif vocabulary in self.vocabularies:
                self.listed[vocabulary] = name
                yield from _choices(self.vocabularies[vocabulary])
        if info.examples:
            yield f"Contoh: {info.examples[0]}"
        if _is_list(info) and record_in(info.annotation) is None:
            yield "Boleh lebih dari satu: tulis [pertama, kedua], atau tiap butir di baris sendiri diawali `- `."
        if is_long_text(info.annotation):
            yield "Teks panjang: tulis `|` di belakang titik dua, lalu teksnya di bawahnya, diawali dua spasi."


def _choices(vocabulary: Vocabulary) -> Iterator[str]:
    """List the words, one a line with its name where that says more than the word."""
    if all(slug_of(word.nama) == word.id for word in vocabulary.butir):
        yield f"Pilihan: {', '.join(word.id for word in vocabulary.butir)}."
        return
    yield "Pilihan:"
    yield from (f"- {word.id}: {word.nama}" for word in vocabulary.butir)


def _is_list(info: FieldInfo) -> bool:
    return any(getattr(option, "__origin__", None) is tuple for option in alternatives(info.annotation))


def _as_item(lines: list[str], indent: int) -> Iterator[str]:
    """Put a record behind a dash; the comments above its first key stand above the dash."""
    space = " " * indent
    first = next(index for index, line in enumerate(lines) if not line.lstrip().startswith("#"))
    yield from (space + line.lstrip() for line in lines[:first])
    yield f"{space}- {lines[first].lstrip()}"
    yield from lines[first + 1 :]


def _evidence_example(indent: int) -> Iterator[str]:
    space = " " * indent
    yield f"{space}# Tiap indikator memuat `nilai`, yaitu faktanya, dan `bukti`; boleh ditambah `catatan`."
    yield f"{space}# Satu butir bukti ditulis di bawah `bukti:` seperti ini; hanya judul yang wajib:"
    for index, (name, info) in enumerate(Evidence.model_fields.items()):
        yield f"{space}#   {'  ' if index else '- '}{name}: {info.title}. {info.description}"

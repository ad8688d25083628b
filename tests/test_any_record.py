"""Whatever a record's file holds: bytes, broken YAML, a sound record with something put into it, any value anywhere."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from catalogue.common.findings import START
from catalogue.model import Innovation
from catalogue.propose.tidy.fresh import emit
from catalogue.read.characters import CONTROL
from catalogue.read.decode import Spans, known_keys, plain
from catalogue.read.yaml import Mapping, Node, Scalar, Sequence
from catalogue.read.yaml.nodes import parse
from tests.properties import answered, read_file, values
from tests.records import TEXTS
from tests.trees import KOTA

FIELDS = tuple(Innovation.model_fields)
SIGNS = (
    *"\t\n\r :-?[]{},#&*!|>'\"%@`~\\<=.0a",
    "\n\n",
    "\n  ",
    "\n- ",
    ": ",
    " #",
    "---\n",
    "...\n",
    "|-\n",
    ">+\n",
    "\u200b",
)
ODD = (
    "\ufeff",
    "\u0085",
    "\u2028",
    "\x00",
    "\x1b",
    "\u202e",
    "\u00a0",
    "\u0301",
    "\ufffe",
    "\U000e0041",
    "\u200d",
    "\x7f",
    "\ud800",
)
ANY = st.text(st.characters(exclude_categories=[]) | st.sampled_from(ODD), max_size=40)
"""Any text, lone surrogates included, with the signs that nobody sees more often than by chance."""
LINES = st.lists(st.sampled_from((*FIELDS, *SIGNS, *TEXTS)) | ANY, max_size=30).map("".join)
"""Something that looks like YAML from afar."""
NESTED = st.recursive(
    ANY | st.sampled_from(TEXTS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS) | ANY, inner, max_size=3),
    max_leaves=8,
)
RECORDS = [path.read_text(encoding="utf-8") for path in sorted((KOTA / "innovations").glob("*/*.yaml"))]


def utf8(text: str) -> bytes:
    """Write a text as a file has it; what no file can hold is written as bytes that are no UTF-8."""
    return text.encode("utf-8", "surrogatepass")


@given(st.binary(max_size=400))
@example(b"\xff\xfe\x00")
@example(b"nama: x\x92\n")
def test_any_bytes(content: bytes) -> None:
    """Bytes of any kind are told or read."""
    read_file(content)


@given(LINES)
@example("\ufeff")
def test_anything_like_yaml(text: str) -> None:
    """Any heap of keys, signs and words is told or read."""
    read_file(utf8(text))


@given(st.sampled_from(RECORDS), st.floats(0, 1), st.integers(0, 60), LINES)
def test_anything_put_into_a_sound_record(record: str, place: float, cut: int, put: str) -> None:
    """A record of which something was cut out and replaced is told or read."""
    at = int(place * len(record))
    read_file(utf8(record[:at] + put + record[at + cut :]))


@given(st.dictionaries(st.sampled_from(FIELDS), NESTED, min_size=1, max_size=4))
def test_any_value_in_any_field(data: dict[str, Any]) -> None:
    """A sound document whose values are anything is told or read."""
    whole = {"nama": "Contoh", "ringkasan": "Contoh.", "status_data": "dikonfirmasi-opd"} | data
    read_file(utf8(yaml.dump(whole, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)))


@given(ANY, st.sampled_from(("nama", "ringkasan", "tujuan")), st.sampled_from(('"', "'", None)))
def test_a_text_in_quotes_is_that_text(text: str, name: str, style: str | None) -> None:
    """What another program wrote as a text is read as that text, as it looks; or the file is told to be unreadable."""
    data = {"nama": "Contoh", "ringkasan": "Contoh.", "status_data": "dikonfirmasi-opd", name: text}
    content = yaml.dump(data, allow_unicode=True, default_style=style, width=10_000, Dumper=yaml.SafeDumper)
    record = read_file(utf8(content))
    if record is not None and not CONTROL.search(text) and text.isprintable():
        assert getattr(record, name) == answered(text)


WRITTEN = ANY.map(lambda text: answered(text).encode("utf-8", "replace").decode())
"""A text as it comes out of a form or a cell."""
WORDS = WRITTEN | st.sampled_from(TEXTS)
ITEMS = st.dictionaries(
    st.sampled_from(("judul", "tautan", "nilai")), WORDS | st.lists(WORDS, min_size=1, max_size=3), min_size=1
)
TREES = st.dictionaries(
    st.sampled_from(FIELDS), WORDS | ITEMS | st.lists(WORDS | ITEMS, min_size=1, max_size=3), min_size=1, max_size=5
)
"""Documents of the shapes that the model has."""


def nodes(value: Any) -> Node:
    """Return a value as the nodes of a document that was never a file."""
    if isinstance(value, dict):
        return Mapping([(Scalar(key, START), nodes(item)) for key, item in value.items()], START)
    return Sequence([nodes(item) for item in value], START) if isinstance(value, list) else Scalar(value, START, '"')


@given(TREES)
@example({"nama": "\n- a: b"})
@example({"tujuan": "a\n\n  b\n\tc "})
@example({"tema": ["a", "- b", "c: d", "#"]})
def test_what_we_write_has_the_same_values_for_every_reader(tree: dict[str, Any]) -> None:
    """A document in our normal form is read back by us and by PyYAML exactly as it was meant."""
    document = nodes(tree)
    assert isinstance(document, Mapping)
    text = emit(document, Innovation)
    parsed = parse(text, "a.yaml", known_keys(Innovation))
    assert parsed.top
    assert not parsed.broken
    assert values(text) == plain(parsed.top, (), Spans()) == plain(document, (), Spans())

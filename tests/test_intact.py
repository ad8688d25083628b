"""Whether a long JSON file is whole, told piece by piece exactly as a parser that reads it at once tells it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from catalogue import intact

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Read every file as a long one, some characters at a time; gives a file to write into."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(intact, "LONG", -1)
        patch.setattr(intact, "PIECE", 7)
        yield tmp_path_factory.mktemp("utuh") / "a.json"


def parsed(text: str) -> bool:
    """Tell whether a parser takes the text."""
    try:
        json.loads(text, parse_constant=lambda name: json.loads(""))
    except ValueError:
        return False
    return True


def told(file: Path, text: str) -> bool:
    """Tell whether the text in a file is taken for JSON."""
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    return intact.is_json(file, file.stat().st_size)


@given(value=VALUES, indent=st.sampled_from((None, 1)), ascii=st.booleans())
def test_json_is_taken(pieces: Path, value: Any, indent: int | None, ascii: bool) -> None:
    """Whatever can be written as JSON is taken, however it is laid out."""
    assert told(pieces, json.dumps(value, indent=indent, ensure_ascii=ascii) + "\n")


@given(value=VALUES, place=st.integers(0, 200), cut=st.integers(0, 3), put=st.sampled_from(("", *'{}[],:"\\ 1e-.n\0')))
@example(value={"a": [1]}, place=6, cut=0, put=",")
@example(value=[1, 2], place=5, cut=0, put=" ]")
def test_spoilt_json_is_told_as_a_parser_tells_it(pieces: Path, value: Any, place: int, cut: int, put: str) -> None:
    """A text with something taken out or put in is JSON exactly when it is for the parser."""
    text = json.dumps(value)
    place = place % (len(text) + 1)
    spoilt = text[:place] + put + text[place + cut :]
    assert told(pieces, spoilt) == parsed(spoilt)


@pytest.mark.parametrize("text", ["", " ", "NaN", '{"a": [Infinity]}', "[1] x", "{}{}", '{"a": 1', "[1,]", "\ufeff{}"])
@pytest.mark.parametrize("long", [True, False])
def test_what_is_no_json(text: str, long: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing, more than one value, and what only JavaScript knows."""
    monkeypatch.setattr(intact, "LONG", -1 if long else 1000)
    assert not told(tmp_path / "a.json", text)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    """A file that is not UTF-8 is no JSON."""
    file = tmp_path / "a.json"
    file.write_bytes(b'{"a": "\xff"}')
    assert not intact.is_json(file, file.stat().st_size)
    assert not intact.is_json(file, intact.LONG + 1)


def test_items_of_a_long_list_are_counted(pieces: Path) -> None:
    """The list is named by its key in the outermost object; a missing one is empty, a broken file has no number."""
    rows = [{"id": f"{number}", "isi": [1, {"inovasi": []}]} for number in range(500)]
    pieces.write_text(json.dumps({"schema": 1, "inovasi": rows, "akhir": []}, indent=1), encoding="utf-8")
    found = [intact.length(pieces, name) for name in ("inovasi", "akhir", "lain")]
    pieces.write_text(json.dumps({"inovasi": rows})[:-2], encoding="utf-8")
    assert [*found, intact.length(pieces, "inovasi")] == [500, 0, 0, None]


def test_a_long_list_is_never_held_whole(pieces: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However deep it stands, no more of it is looked at again than a few pieces."""
    looked: list[int] = []

    class Watching(json.JSONDecoder):
        def raw_decode(self, s: str, idx: int = 0) -> Any:
            looked.append(len(s))
            return super().raw_decode(s, idx)

    monkeypatch.setattr(json, "JSONDecoder", Watching)
    deep = {"indeks": {"saran": {"peluang": [[number] for number in range(2000)]}}}
    assert told(pieces, json.dumps(deep, separators=(",", ":")))
    assert len(looked) > 2000
    assert max(looked) <= 4 * intact.PIECE

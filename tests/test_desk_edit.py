"""Files of the settings edited in the browser: what was meant is what Python reads, and no other line changes."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalogue.model import Opd, Period, Receipts, Record, Region, Results
from catalogue.model.reference.shapes import Shape, shape_of
from catalogue.propose.browser import browser_checks
from catalogue.read.characters import split_lines
from catalogue.read.decode import decode
from catalogue.read.yaml import Mapping, Node, Scalar, Sequence
from catalogue.read.yaml.nodes import parse
from tests.form_modules import run_modules
from tests.records import PATTERNED, TEXTS
from tests.test_damage import CATALOGUE
from tests.trees import KOTA

MODELS: dict[str, type[Record]] = {
    "region.yaml": Region,
    "periods/results.yaml": Results,
    **{f"periods/{year}/period.yaml": Period for year in (2026, 2027)},
    **{file.relative_to(KOTA).as_posix(): Opd for file in sorted((KOTA / "opd").glob("*.yaml"))},
}
KINDS: tuple[type[Record], ...] = (Region, Results, Period, Opd, Receipts)
MORE = {
    r"^[0-9]{2}(\.[0-9]{2})?$": ("12", "12.76"),
    r"^(?:\+?62|0)[ -]?8[0-9 -]{7,16}$": ("0811 0000 0000",),
    r"^[A-Za-z0-9._/-]{1,80}$": ("main", "data/utama"),
}
RUN = """
import { edited, Uneditable } from "./desk/files.js";
told(cases.map(([text, changes, kind]) => {
  try {
    return edited(text, changes, kind ? { ...checks, bentuk: shapes[kind] } : undefined);
  } catch (error) {
    if (!(error instanceof Uneditable)) throw error;
    return null;
  }
}));
"""
BLOCK = re.compile(r"(?::|-) +[|>][-+0-9]*(?: +#.*)?\r?$")
Path_ = tuple[str | int, ...]
MISSING = object()


@dataclass(frozen=True)
class Edit:
    """A text, one change of it, and the model that it is written in."""

    text: str
    path: Path_
    value: Any
    model: type[Record]

    @property
    def change(self) -> dict[str, Any]:
        return {"path": list(self.path)} if self.value is MISSING else {"path": list(self.path), "value": self.value}


def edit(folder: Path, cases: list[tuple[str, list[dict[str, Any]], str]]) -> list[str | None]:
    """Return each text with its changes, as the desk in a browser writes it; None where it declines."""
    shapes = {model.__name__: shape_of(model).as_json() for model in KINDS}
    checks = browser_checks(CATALOGUE.vocabularies)
    told: list[str | None] = run_modules(folder, RUN, checks=checks, shapes=shapes, cases=cases)
    return told


def read(text: str) -> tuple[Any, Mapping]:
    """Return what Python reads in a text, without what is empty, and its nodes."""
    parsed = parse("\n".join(split_lines(text)), "")
    assert parsed.top is not None
    assert not [found for found in parsed.findings if found.severity.label == "galat"], text
    return _filled(parsed.top), parsed.top


def _filled(node: Node) -> Any:
    if isinstance(node, Scalar):
        return MISSING if node.empty else node.text
    if isinstance(node, Sequence):
        return [value for item in node.items if (value := _filled(item)) is not MISSING]
    return {key.text: value for key, item in node.items if (value := _filled(item)) is not MISSING}


def changed(data: Any, path: Path_, value: Any) -> Any:
    """Return data with a value set, appended or taken out; what that leaves empty goes too."""
    part, *rest = path
    made: Any = list(data) if isinstance(data, list) else dict(data)
    there = part in made if isinstance(made, dict) else part < len(made)  # type: ignore[operator]
    if rest:
        around = made[part] if there and not isinstance(made[part], str) else [] if rest[0] == 0 else {}
        value = changed(around, tuple(rest), value) or MISSING
    if value is not MISSING and (there or isinstance(made, dict)):
        made[part] = value
    elif value is not MISSING:
        made.append(value)
    elif there:
        del made[part]
    return made


class Editor:
    """Makes texts with comments out of real ones, and edits of them that their model allows."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.words = {name: [word.id for word in found.butir] for name, found in CATALOGUE.vocabularies.items()}
        self.texts = {path: (KOTA / path).read_text("utf-8") for path in MODELS}

    def edits(self, amount: int) -> Iterator[Edit]:
        """Yield edits, each of a file of its own."""
        paths = list(self.texts)
        for number in range(amount):
            path = paths[number % 4] if number % 3 else self.random.choice(paths)
            text = self.commented(self.texts[path])
            data, _ = read(text)
            place, shape = self.random.choice(list(self.places(data, shape_of(MODELS[path]), ())))
            present = valued(data, place) is not MISSING
            gone = present and not shape.required and self.random.random() < 0.3
            yield Edit(text, place, MISSING if gone else self.value(shape), MODELS[path])

    def commented(self, text: str) -> str:
        """Put comments and blank lines between the lines of a text, behind values, and give some lines quotes."""
        inside = {*_within_texts(read(text)[1]), *_within_blocks(text.split("\n"))}
        lines: list[str] = []
        for number, line in enumerate(text.rstrip("\n").split("\n"), 1):
            roll = self.random.random() if number not in inside else 1
            if roll < 0.12:
                indent = 0 if number - 1 in inside else self.random.choice((0, 2, 4))  # a deeper one is text there
                lines.append(" " * indent + f"# catatan {number}")
            elif roll < 0.16:
                lines.append("")
            plain = line.strip() and number not in inside and number + 1 not in inside
            lines.append(f"{line}  # di samping {number}" if plain and 0.2 < roll < 0.3 and "#" not in line else line)
        lines += ["# penutup"] * (self.random.random() < 0.2)
        end = self.random.choice(("\n", "\n", "\n", "", "\n\n"))
        return ("\r\n" if self.random.random() < 0.1 else "\n").join([*lines, ""]).rstrip("\r\n") + end

    def places(self, data: Any, shape: Shape, path: Path_) -> Iterator[tuple[Path_, Shape]]:
        """Yield every place of a document that may be set, what is not written yet too."""
        for part in shape.fields:
            here, value = (*path, part.name), data.get(part.name, MISSING)
            if not part.required or not (part.fields or part.item):
                yield here, part
            if isinstance(value, dict) and part.kind == "map":
                assert part.item
                yield from self._rows(value, part.item, here)
            elif isinstance(value, dict):
                yield from self.places(value, part, here)
            elif isinstance(value, list):
                assert part.item
                yield from self._items(value, part, here)

    def _rows(self, value: dict[str, Any], item: Shape, path: Path_) -> Iterator[tuple[Path_, Shape]]:
        yield (*path, "spd-99"), item
        for key, row in value.items():
            yield from self.places(row, item, (*path, key))

    def _items(self, value: list[Any], part: Shape, path: Path_) -> Iterator[tuple[Path_, Shape]]:
        assert part.item
        for index, one in enumerate([*value, {}]):
            yield (*path, index), part.item
            if isinstance(one, dict) and index < len(value):
                yield from self.places(one, part.item, (*path, index))

    def value(self, shape: Shape) -> Any:
        """Make a value of a shape."""
        if shape.fields:
            parts = [part for part in shape.fields if part.required or self.random.random() < 0.4] or shape.fields[:1]
            return {part.name: self.value(part) for part in parts}
        if shape.item:
            item, amount = shape.item, self.random.randint(1, 2)
            named = shape.kind == "map"
            return {f"spd-{n}": self.value(item) for n in range(amount)} if named else [self.value(item)] * amount
        return self.scalar(shape)

    def scalar(self, shape: Shape) -> str:
        """Make a single value as text."""
        if shape.words or shape.vocabulary:
            return self.random.choice(shape.words or self.words[shape.vocabulary])
        if shape.pattern:
            return self.random.choice(({**PATTERNED, **MORE})[shape.pattern])
        if shape.kind in ("integer", "number"):
            low, high = shape.bounds.get("ge", 1), shape.bounds.get("le", 90)
            return str(self.random.randint(low, high))
        if shape.kind in ("day", "date"):
            return self.random.choice(("2027-02-28", "2026-11-30"))
        if shape.address:
            return "https://github.com/contoh/katalog" if shape.name == "repositori" else "https://contoh.go.id/"
        words = self.random.sample(TEXTS, self.random.randint(1, 3))
        return self.random.choice((" ", "\n")).join(words)[: shape.most or 300].strip()


def valued(data: Any, path: Path_) -> Any:
    """Return what stands at a path, or MISSING."""
    for part in path:
        if isinstance(part, int) and part >= len(data):
            return MISSING
        data = data.get(part, MISSING) if isinstance(data, dict) else data[part]
        if data is MISSING:
            return MISSING
    return data


def _within_texts(node: Node) -> Iterator[int]:
    """Yield the lines of every value of several lines, and those that brackets span."""
    if isinstance(node, Scalar):
        if node.span.end_line > node.span.line:
            yield from range(node.span.line, node.span.end_line + 1)
    elif isinstance(node, Sequence):
        yield from (number for item in node.items for number in _within_texts(item))
    else:
        yield from (number for _, item in node.items for number in _within_texts(item))


def _within_blocks(lines: list[str]) -> Iterator[int]:
    """Yield the lines, from 1, of block texts, with the line of their sign."""
    for number, line in enumerate(lines, 1):
        if BLOCK.search(line):
            yield from range(number, _block_end(lines, number) + 1)


def _block_end(lines: list[str], number: int) -> int:
    """Return the last line of the block text that begins on a line, or that line where none does."""
    if not BLOCK.search(lines[number - 1]):
        return number
    indent = _indent(lines[number - 1])
    below = (at for at in range(number, len(lines)) if lines[at].strip() and _indent(lines[at]) <= indent)
    return next(below, len(lines))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _span(top: Mapping, path: Path_) -> tuple[int, int]:
    """Return the first and last line, from 1, of the entry at a path or of the last that there is above it."""
    node: Node = top
    first, last = 1, 10**9
    for part in path:
        if isinstance(node, Mapping):
            found = next(((key, item) for key, item in node.items if key.text == part), None)
            if found is None:
                return first, last
            first, node = found[0].span.line, found[1]
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
            first = node.span.line
        else:
            return first, last
        last = max(first, node.span.end_line)
    return first, last


def differing(before: list[str], after: list[str]) -> tuple[int, int]:
    """Return the first and last line, from 1, that an edit replaced; the last comes first when it only added."""
    shorter = min(len(before), len(after))
    head = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    tail = next((at for at in range(shorter - head) if before[-1 - at] != after[-1 - at]), shorter - head)
    return head + 1, len(before) - tail


def comments(text: str) -> Counter[str]:
    """Count the comments of a text."""
    return Counter(re.findall(r"# (?:catatan|di samping|penutup|yaml-language).*", text.replace("\r", "")))


def test_edits_are_what_was_meant_and_nothing_else(tmp_path: Path, deep: bool) -> None:
    """Python reads the intention; only lines of the place that was edited changed, and no other comment is lost."""
    edits = list(Editor(24).edits(1_000 if deep else 50))
    made = edit(tmp_path, [(one.text, [one.change], one.model.__name__) for one in edits])
    for one, text in zip(edits, made, strict=True):
        assert text is not None, one
        before, top = read(one.text)
        wanted = changed(before, one.path, one.value)
        after, node = read(text)
        assert after == wanted, (one.path, one.value, text)
        assert not decode(node, one.model, "", CATALOGUE.vocabularies).findings or _needed(one, wanted), text
        _others_unchanged(one, top, before, text)


def _dash_moves(top: Mapping, place: Path_) -> int:
    """Return the line of the key that comes to stand behind the dash, where the first key of an item goes; else 0."""
    node: Node = top
    for part in place[:-1]:
        if isinstance(node, Mapping):
            node = next((item for key, item in node.items if key.text == part), node)
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
    keys = [key for key, _ in node.items] if isinstance(node, Mapping) and isinstance(place[-2:][0], int) else []
    return keys[1].span.line if len(keys) > 1 and keys[0].text == place[-1] else 0


def _with_indents(lines: list[str], before: list[str]) -> list[str]:
    """Return lines in which comments that had to leave a block text above them are as far in as they were before."""
    were = {line.strip(): line for line in before if line.lstrip().startswith("# catatan")}
    texts, below, kept = set(_within_blocks(lines)), False, list[str]()
    for number, line in enumerate(lines, 1):
        comment = line.lstrip().startswith("# catatan")
        below = number in texts or (below and (comment or not line.strip()))
        kept.append(were[line.strip()] if comment and below and number not in texts else line)
    return kept


def _needed(one: Edit, wanted: Any) -> bool:
    """Tell whether what was taken out is something that a record must have, in which case `check` says so."""
    return one.value is MISSING and bool(decode(read(_plain(wanted))[1], one.model, "").findings)


def _plain(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)


def _others_unchanged(one: Edit, top: Mapping, before: Any, text: str) -> None:
    """Expect the same lines outside the entry that was set, or the outermost that its removal left empty."""
    place = one.path
    while one.value is MISSING and len(place) > 1 and len(valued(before, place[:-1])) == 1:
        place = place[:-1]
    old, new = one.text.split("\n"), text.split("\n")
    first, last = _span(top, place)
    last = _block_end(old, last) if last <= len(old) else last
    last = _dash_moves(top, place) or last if one.value is MISSING else last
    start, end = differing(old, _with_indents(new, old))
    assert end < start or (first <= start and end <= last), (one.path, old[start - 1 : end], first, last)
    gone = comments(one.text) - comments(text)
    whole = one.value is MISSING or isinstance(valued(before, place), list | dict)
    inside = comments("\n".join(old[first - 1 : last])) if whole else {}
    assert not gone - Counter(inside), (one.path, gone)


def test_the_first_key_of_an_item_leaves_its_neighbours_alone(tmp_path: Path) -> None:
    """What comes first then takes the dash, and only comments above it move, to above the dash."""
    folded = "catatan: >-  # lama\n      Satu,\n      dua.\n    # tiga\n    tanggal: '2026-01-02'\n"
    text = f"sumber:\n  # nol\n  - judul: A\n      b  # gugur\n    # satu\n\n    {folded}  - judul: C\n# akhir\n"
    assert edit(tmp_path, [(text, [{"path": ["sumber", 0, "judul"]}], "")]) == [
        f"sumber:\n  # nol\n  # satu\n\n  - {folded}  - judul: C\n# akhir\n"
    ]


def test_a_new_first_key_of_an_item_takes_the_dash(tmp_path: Path) -> None:
    """A key that its model puts first comes behind the dash, and the one that was there below it."""
    text = "sumber:\n-   tanggal: '2026-01-02'  # satu\n    # dua\n    tautan: https://contoh.go.id/\n"
    change = {"path": ["sumber", 0, "judul"], "value": "A"}
    assert edit(tmp_path, [(text, [change], "Opd")]) == [text.replace("tanggal", "judul: A\n    tanggal")]


def test_comments_stay_out_of_a_text_above_them(tmp_path: Path) -> None:
    """A comment that comes to stand below a block text moves to the left only where it would be a line of it."""
    text = "a: >-\n  Satu\nb: 2\n    # dua\n\n  # tiga\n# empat\nc: 3\n    # lima\nd:\n  - 4\n    # enam\n"
    changes: list[list[dict[str, Any]]] = [
        [{"path": ["b"]}],
        [{"path": ["c"], "value": "x\ny"}],
        [{"path": ["d", 0], "value": "x\ny"}],
        [{"path": ["b"], "value": "3"}],
    ]
    assert edit(tmp_path, [(text, each, "") for each in changes]) == [
        text.replace("b: 2\n    # dua\n\n  # tiga", "# dua\n\n# tiga"),
        text.replace("c: 3\n    # lima", "c: |-\n  x\n  y\n# lima"),
        text.replace("  - 4\n    # enam", "  - |-\n    x\n    y\n  # enam"),
        text.replace("2", "3"),
    ]


def test_an_edit_taken_back_gives_the_file_back(tmp_path: Path) -> None:
    """To set what is there changes not one byte, whatever the file looks like."""
    editor = Editor(7)
    texts = [editor.commented(text) for text in editor.texts.values()]
    cases = [
        (text, [{"path": ["nama"], "value": read(text)[0].get("nama")}] if "nama" in read(text)[0] else [], "Opd")
        for text in texts
    ]
    assert edit(tmp_path, cases) == texts


def test_without_the_checks_of_a_page_it_writes_what_yaml_takes(tmp_path: Path) -> None:
    """Two arguments are enough: new keys come last, and quotes stand where YAML needs them."""
    text = "# kepala\nverifikasi:\n  sdm:\n    putusan: sesuai # lama\n    sidik: 0123456789abcdef\n"
    given = {"putusan": "tidak-sesuai", "sidik": "fedcba9876543210", "tanggal": "2026-11-30", "catatan": "Belum: lihat"}
    changes: list[dict[str, Any]] = [
        {"path": ["verifikasi", "alat_kerja"], "value": given},
        {"path": ["verifikasi", "sdm", "putusan"], "value": "tidak-sesuai"},
    ]
    wanted = (
        "# kepala\nverifikasi:\n  sdm:\n    putusan: tidak-sesuai  # lama\n    sidik: 0123456789abcdef\n"
        "  alat_kerja:\n    putusan: tidak-sesuai\n    sidik: fedcba9876543210\n    tanggal: 2026-11-30\n"
        '    catatan: "Belum: lihat"\n'
    )
    assert edit(tmp_path, [(text, changes, "")]) == [wanted]


def test_what_cannot_be_kept_is_declined(tmp_path: Path) -> None:
    """A file in brackets, with anchors, or that is no YAML is left alone rather than written anew."""
    texts = ["{nama: A, jenis: dinas}\n", "a: &x 1\nb: *x\n", "a: [\n", "- satu\n"]
    assert edit(tmp_path, [(text, [{"path": ["nama"], "value": "B"}], "Opd") for text in texts]) == [None] * 4

"""Damage as people do it to records: each kind takes the lines of a record and returns them broken at a known place.

A kind is a generator of all the ways it can be done to a record; the run takes one at random.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from catalogue.read.yaml import indent_of, split_line

BOM = "\ufeff"


@dataclass(frozen=True)
class Damaged:
    """A broken file and the lines, from 1, on which it is broken; no lines where something is missing altogether."""

    content: bytes
    lines: frozenset[int]


@dataclass(frozen=True)
class Entry:
    """A line `key: value` of a record, outside of block texts."""

    index: int
    indent: int
    dashes: str
    key: str
    value: str

    @property
    def plain(self) -> bool:
        return bool(self.value) and self.value[0] not in "\"'[{|>#"


class Record:
    """The lines of a record, with those that hold an entry."""

    def __init__(self, text: str) -> None:
        self.lines = text.rstrip("\n").split("\n")
        self.blocks: dict[int, range] = {}
        self.entries: list[Entry] = []
        self.items: list[int] = []
        index = 0
        while index < len(self.lines):
            line = split_line(self.lines[index])
            if line.key and not self.lines[index].startswith("#"):
                self.entries.append(Entry(index, line.indent, line.dashes, line.key, line.value))
            elif line.dashes:
                self.items.append(index)
            if line.opens_block:
                self.blocks[index] = self._block(index, line.indent)
                index = self.blocks[index].stop - 1
            index += 1

    def _block(self, header: int, indent: int) -> range:
        end = header + 1
        while end < len(self.lines) and (not self.lines[end].strip() or indent_of(self.lines[end]) > indent):
            end += 1
        return range(header + 1, end)

    def entries_of(self, *keys: str) -> Iterator[Entry]:
        """Yield the entries with one of these keys and a plain value."""
        return (entry for entry in self.entries if entry.key in keys and entry.plain)

    @property
    def texts(self) -> Iterator[Entry]:
        """Yield the entries whose value is free text of several words."""
        return (entry for entry in self.entries if entry.plain and entry.value.count(" ") >= 2)

    def with_line(self, index: int, *new: str, at: int = 0) -> Damaged:
        """Replace a line by others; the fault is on the one at this offset."""
        lines = [*self.lines[:index], *new, *self.lines[index + 1 :]]
        return Damaged(("\n".join(lines) + "\n").encode(), frozenset({index + 1 + at}))

    def with_value(self, entry: Entry, value: str) -> Damaged:
        """Give an entry another value."""
        line = self.lines[entry.index]
        return self.with_line(entry.index, line[: len(line) - len(entry.value)] + value)

    def without(self, index: int) -> Damaged:
        """Leave a line out, so that no line shows the fault."""
        lines = [*self.lines[:index], *self.lines[index + 1 :]]
        return Damaged(("\n".join(lines) + "\n").encode(), frozenset())

    def whole(self, content: bytes) -> Damaged:
        """Damage the file as a whole; every line shows it."""
        return Damaged(content, frozenset(range(1, len(self.lines) + 1)))

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


Kind = Callable[[Record], Iterator[Damaged]]
KINDS: dict[str, Kind] = {}
HARMLESS: dict[str, Kind] = {}

CLOSED = ("status_data", "tahapan", "jenis", "bentuk", "urusan_utama", "klasifikasi", "inisiator", "status")
MANDATORY = ("nama", "status_data")
DATES = ("tanggal", "waktu_penerapan", "waktu_uji_coba", "waktu_pengembangan", "terakhir_diperiksa")


def kind(function: Kind) -> Kind:
    """Count a function among the kinds of damage."""
    KINDS[function.__name__] = function
    return function


def harmless(function: Kind) -> Kind:
    """Count a function among the changes that nobody needs to hear of."""
    HARMLESS[function.__name__] = function
    return function


def _values(name: str, change: Callable[[str], str | None], entries: Callable[[Record], Iterator[Entry]]) -> None:
    """Declare a kind that changes the value of an entry."""

    def damage(record: Record) -> Iterator[Damaged]:
        for entry in entries(record):
            value = change(entry.value)
            if value is not None and value != entry.value:
                yield record.with_value(entry, value)

    damage.__name__ = name
    kind(damage)


def _lines(name: str, change: Callable[[str, Entry], str | None]) -> None:
    """Declare a kind that changes the line of an entry."""

    def damage(record: Record) -> Iterator[Damaged]:
        for entry in record.entries:
            line = change(record.lines[entry.index], entry)
            if line is not None and line != record.lines[entry.index]:
                yield record.with_line(entry.index, line)

    damage.__name__ = name
    kind(damage)


def _texts(record: Record) -> Iterator[Entry]:
    return record.texts


def _plain(record: Record) -> Iterator[Entry]:
    return (entry for entry in record.entries if entry.plain)


def _of(*keys: str) -> Callable[[Record], Iterator[Entry]]:
    return lambda record: record.entries_of(*keys)


def _full_width(text: str) -> str:
    return text.translate({ord(digit): 0xFF10 + int(digit) for digit in "0123456789"})


def _day(form: str) -> Callable[[str], str | None]:
    def change(value: str) -> str | None:
        match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", value)
        return form.format(y=match[1], m=match[2], d=match[3]) if match else None

    return change


SIGNS = {"@": "at", "%": "percent", "`": "backtick", "*": "asterisk", "&": "ampersand", "!": "exclamation_mark"}
SIGNS |= {"{": "brace", "[": "bracket", "#": "hash", "|": "bar", ">": "greater_sign", "? ": "question_mark"}
SIGNS |= {"- ": "dash", ",": "comma", "]": "closing_bracket", "}": "closing_brace"}


def _begins_with(sign: str, name: str) -> None:
    _values(f"value_begins_with_{name}", lambda value: sign + value, _texts)


for sign, name in SIGNS.items():
    _begins_with(sign, name)

_values("quote_not_closed", lambda value: f'"{value}', _texts)
_values("single_quote_not_closed", lambda value: f"'{value}" if "'" not in value else None, _texts)
_values("quote_not_opened", lambda value: f'{value}"' if '"' not in value else None, _texts)
_values("quotes_inside_quotes", lambda value: '"' + re.sub(r" (\w+) ", r' "\1" ', value, count=1) + '"', _texts)
_values("text_behind_quotes", lambda value: f'"{value.split()[0]}" {" ".join(value.split()[1:])}', _texts)
_values(
    "quotes_of_word", lambda value: f"\u201c{value}\u201d" if not set(value) & set("\u201c\u201d") else None, _plain
)
_values("quotes_of_word_with_colon", lambda value: f"\u201c{value.replace(' ', ': ', 1)}\u201d", _texts)
_values("closing_quote_of_word", lambda value: f'"{value}\u201d' if '"' not in value else None, _texts)
_values("colon_inside", lambda value: value.replace(" ", ": ", 1), _texts)
_values("colon_at_end", lambda value: f"{value}:", _texts)
_values("hash_inside", lambda value: value.replace(" ", " #", 1), _texts)
_values("anchor", lambda value: f"&tanda {value}", _plain)
_values("alias", lambda value: "*tanda", _plain)
_values("tag", lambda value: f"!!str {value}", _plain)
_values("script_tag_of_own", lambda value: f"!penting {value}", _plain)
_values("word_of_list_misspelt", lambda value: value[:2] + value[1:], _of(*CLOSED))
_values("word_of_list_cut", lambda value: value[:-2], _of(*CLOSED))
_values("yes_for_a_word", lambda value: "ya", _of(*CLOSED))
_values("list_for_a_word", lambda value: f"[{value}]", _of(*CLOSED))
_values("mapping_for_a_word", lambda value: f"{{nilai: {value}}}", _of(*CLOSED))
_values("day_with_slashes", _day("01/07/{y}"), _of(*DATES))
_values("day_with_dots", _day("01.07.{y}"), _of(*DATES))
_values("day_with_en_dashes", _day("{y}\u2013{m}\u2013{d}"), _of(*DATES))
_values("month_13", _day("{y}-13-{d}"), _of(*DATES))
_values("day_32", _day("{y}-{m}-32"), _of(*DATES))
_values("30_february", _day("{y}-02-30"), _of(*DATES))
_values("letter_for_a_digit", lambda value: value.replace("0", "O", 1), _of(*DATES))
_values("digits_of_full_width", _full_width, _of(*DATES))
_values("year_of_two_digits", _day("25-{m}-{d}"), _of(*DATES))
_values("address_without_scheme", lambda value: re.sub(r"^https?://", "", value), _of("tautan", "video"))
_values("address_with_space", lambda value: f"{value} halaman", _of("tautan", "video"))
_values("address_that_runs", lambda value: "javascript:alert(1)", _of("tautan", "video"))
_values("address_of_a_file", lambda value: "C:\\Users\\opd\\bukti.pdf", _of("tautan", "video"))
_values("address_in_angle_brackets", lambda value: f"<{value}>", _of("tautan", "video"))
_values("address_with_broken_scheme", lambda value: value.replace("://", ":/"), _of("tautan", "video"))
_values("address_as_markdown", lambda value: f"[tautan]({value})", _of("tautan", "video"))
_values("too_long", lambda value: value + " panjang" * 120, _of("nama", "judul"))
_values("text_as_list", lambda value: f"[{value.replace(',', '')}]", _of("nama", "judul"))

_lines("colon_missing", lambda line, entry: line.replace(":", "", 1) if entry.value else None)
_lines("space_behind_colon_missing", lambda line, entry: line.replace(": ", ":", 1) if entry.plain else None)
_lines("equals_for_colon", lambda line, entry: line.replace(":", " =", 1) if entry.value else None)
_lines("semicolon_for_colon", lambda line, entry: line.replace(":", ";", 1) if entry.value else None)
_lines("colon_of_full_width", lambda line, entry: line.replace(":", "\uff1a", 1) if entry.value else None)
_lines("key_misspelt", lambda line, entry: line.replace(entry.key, entry.key[:1] + entry.key, 1))
_lines("key_with_capital", lambda line, entry: line.replace(entry.key, entry.key.capitalize(), 1))
_lines("key_with_hyphen", lambda line, entry: line.replace(entry.key, entry.key.replace("_", "-"), 1))
_lines("key_with_space", lambda line, entry: line.replace(entry.key, entry.key.replace("_", " "), 1))
_lines("key_unknown", lambda line, entry: line.replace(entry.key, "keterangan_lain", 1))
_lines("key_with_look_alike", lambda line, entry: line.replace(entry.key, entry.key.replace("a", "\u0430", 1), 1))
_lines("tab_for_indent", lambda line, entry: "\t" + line.lstrip(" ") if entry.indent else None)
_lines("tab_before_key", lambda line, entry: "\t" + line if not entry.indent and entry.index else None)
_lines("indented_by_one_more", lambda line, entry: " " + line if entry.index > 1 else None)
_lines("indented_by_two_more", lambda line, entry: "  " + line if entry.index > 1 else None)
_lines("indented_by_one_less", lambda line, entry: line[1:] if entry.indent else None)
_lines("indented_by_two_less", lambda line, entry: line[2:] if entry.indent > 1 else None)
_lines("not_indented", lambda line, entry: line.lstrip(" ") if entry.indent else None)


@kind
def line_twice(record: Record) -> Iterator[Damaged]:
    """Write a line twice."""
    for entry in record.entries:
        if entry.value and not entry.dashes and entry.index not in record.blocks:
            line = record.lines[entry.index]
            yield record.with_line(entry.index, line, line, at=1)


@kind
def two_lines_joined(record: Record) -> Iterator[Damaged]:
    """Move the next line up behind a value."""
    for entry, following in zip(record.entries, record.entries[1:], strict=False):
        if entry.plain and following.index == entry.index + 1 and not following.dashes:
            lines = [*record.lines]
            lines[entry.index] += " " + lines.pop(following.index).strip()
            yield Damaged("\n".join(lines).encode(), frozenset({entry.index + 1}))


@kind
def value_broken_in_two(record: Record) -> Iterator[Damaged]:
    """Move the end of a value to a line of its own."""
    for entry in record.texts:
        first, _, rest = record.lines[entry.index].rpartition(" ")
        yield record.with_line(entry.index, first, rest, at=1)


@kind
def dash_without_space(record: Record) -> Iterator[Damaged]:
    """Let an item cling to its dash."""
    for index in (*record.items, *(entry.index for entry in record.entries if entry.dashes)):
        yield record.with_line(index, record.lines[index].replace("- ", "-", 1))


@kind
def dash_missing(record: Record) -> Iterator[Damaged]:
    """Take an item its dash."""
    for index in (*record.items, *(entry.index for entry in record.entries if entry.dashes)):
        yield record.with_line(index, record.lines[index].replace("- ", "", 1))


@kind
def dash_of_word(record: Record) -> Iterator[Damaged]:
    """Make a longer dash of it, as Word does."""
    for index in (*record.items, *(entry.index for entry in record.entries if entry.dashes)):
        yield record.with_line(index, record.lines[index].replace("- ", "\u2013 ", 1))


@kind
def bullet_for_dash(record: Record) -> Iterator[Damaged]:
    """Put a bullet in place of the dash."""
    for index in (*record.items, *(entry.index for entry in record.entries if entry.dashes)):
        yield record.with_line(index, record.lines[index].replace("- ", "\u2022 ", 1))


@kind
def item_indented_more(record: Record) -> Iterator[Damaged]:
    """Indent an item by two more than the others."""
    for index in record.items:
        yield record.with_line(index, "  " + record.lines[index])


def _bracketed(record: Record) -> Iterator[Entry]:
    return (entry for entry in record.entries if entry.value.startswith("["))


_values("bracket_not_closed", lambda value: value[:-1], _bracketed)
_values("bracket_not_opened", lambda value: value[1:], _bracketed)
_values("bracket_closed_twice", lambda value: f"{value}]", _bracketed)
_values("bracket_closed_by_brace", lambda value: value[:-1] + "}", _bracketed)
_values("semicolons_between_items", lambda value: value.replace(",", ";") if "," in value else None, _bracketed)
_values("no_commas_between_items", lambda value: value.replace(",", "") if "," in value else None, _bracketed)
_values("text_for_a_list", lambda value: value.strip("[]"), _bracketed)


def _inserted(name: str, *new: str) -> None:
    """Declare a kind that puts lines before a key at the left edge."""

    def damage(record: Record) -> Iterator[Damaged]:
        for entry in record.entries[1:]:
            if not entry.indent and not entry.dashes:
                yield record.with_line(entry.index, *new, record.lines[entry.index])

    damage.__name__ = name
    kind(damage)


_inserted("second_document", "---")
_inserted("document_end", "...")
_inserted("merge_key", "<<: *dasar")
_inserted("conflict", "<<<<<<< HEAD", "status: aktif", "=======", "status: berhenti", ">>>>>>> usulan")
_inserted("stray_word", "lihat")
_inserted("stray_sentence", "ini catatan saya")
_inserted("stray_dash", "-")
_inserted("directive", "%YAML 1.2")
_inserted("stray_brace", "}")


@kind
def block_text_at_the_edge(record: Record) -> Iterator[Damaged]:
    """Take the first line of a block text its indent."""
    for numbers in record.blocks.values():
        lines = [*record.lines]
        lines[numbers.start] = lines[numbers.start].lstrip()
        yield Damaged("\n".join(lines).encode(), frozenset({numbers.start + 1}))


@kind
def text_beside_block_sign(record: Record) -> Iterator[Damaged]:
    """Put text beside the sign of a block text."""
    for index in record.blocks:
        yield record.with_line(index, record.lines[index] + " Lihat")


@kind
def key_swallowed_by_block(record: Record) -> Iterator[Damaged]:
    """Indent the key below a block text as if it were text."""
    for numbers in record.blocks.values():
        if numbers.stop < len(record.lines) and re.match(r"[a-z_]+: \S", record.lines[numbers.stop]):
            yield record.with_line(numbers.stop, "  " + record.lines[numbers.stop])


def _bytes(name: str, mark: str, damage: bytes, entries: Callable[[Record], Iterator[Entry]] = _texts) -> None:
    """Declare a kind that puts bytes into a value in the place of its first space."""

    def change(record: Record) -> Iterator[Damaged]:
        for entry in entries(record):
            damaged = record.with_value(entry, entry.value.replace(" ", mark, 1))
            yield Damaged(damaged.content.replace(mark.encode(), damage), damaged.lines)

    change.__name__ = name
    kind(change)


MARK = "\ue000"
_bytes("quotes_of_windows", MARK, b" \x93Word\x94 ")
_bytes("dash_of_windows", MARK, b" \x96 ")
_bytes("zero_byte", MARK, b"\x00")
_bytes("bell", MARK, b"\x07")
_bytes("line_break_of_word", MARK, b"\x0b")
_bytes("line_separator", MARK, "\u2028".encode())
_bytes("broken_utf_8", MARK, b"\xe2\x80")
_bytes("surrogate", MARK, b"\xed\xa0\x80")
_bytes("saved_twice", MARK, "\x93".encode())


@kind
def hidden_in_key(record: Record) -> Iterator[Damaged]:
    """Put a zero-width space inside a key."""
    for entry in record.entries:
        key = entry.key[:2] + "\u200b" + entry.key[2:]
        yield record.with_line(entry.index, record.lines[entry.index].replace(entry.key, key, 1))


_values("hidden_in_value", lambda value: value[:1] + "\u200b" + value[1:], _plain)
_values("direction_mark_in_value", lambda value: "\u202a" + value + "\u202c", _plain)
_values("byte_order_mark_in_value", lambda value: value + BOM, _plain)


@kind
def utf_16(record: Record) -> Iterator[Damaged]:
    """Save the file as what Notepad calls Unicode."""
    yield record.whole(record.text.encode("utf-16"))


def _mandatory(record: Record) -> Iterator[Entry]:
    return (entry for entry in record.entries if entry.key in MANDATORY and not entry.indent and not entry.dashes)


@kind
def mandatory_missing(record: Record) -> Iterator[Damaged]:
    """Leave a mandatory field out."""
    for entry in _mandatory(record):
        yield record.without(entry.index)


_values("mandatory_empty", lambda value: "", _mandatory)


@kind
def cut_inside_a_key(record: Record) -> Iterator[Damaged]:
    """End the file inside a key."""
    for entry in record.entries[3:]:
        lines = [*record.lines[: entry.index], record.lines[entry.index].split(":")[0][:-1]]
        yield Damaged("\n".join(lines).encode(), frozenset({entry.index + 1}))


@harmless
def windows_line_endings(record: Record) -> Iterator[Damaged]:
    """Save the file with the line endings of Windows."""
    yield record.whole(record.text.replace("\n", "\r\n").encode())


@harmless
def mixed_line_endings(record: Record) -> Iterator[Damaged]:
    """Write half of the file on Windows."""
    yield record.whole(record.text.replace("\n", "\r\n", len(record.lines) // 2).encode())


@harmless
def byte_order_mark(record: Record) -> Iterator[Damaged]:
    """Begin the file with a byte order mark."""
    yield record.whole(BOM.encode() + record.text.encode())


@harmless
def no_break_space_behind_colon(record: Record) -> Iterator[Damaged]:
    """Put a no-break space behind a colon."""
    for entry in record.entries:
        if entry.value:
            yield record.with_line(entry.index, record.lines[entry.index].replace(": ", ":\u00a0", 1))


@harmless
def no_break_space_for_indent(record: Record) -> Iterator[Damaged]:
    """Indent with no-break spaces, as web pages do."""
    for entry in record.entries:
        if entry.indent:
            yield record.with_line(entry.index, "\u00a0" * entry.indent + record.lines[entry.index].lstrip(" "))


@harmless
def spaces_at_the_end(record: Record) -> Iterator[Damaged]:
    """Leave spaces at the end of a line."""
    for entry in record.entries:
        yield record.with_line(entry.index, record.lines[entry.index] + "   ")


@harmless
def comment_behind_value(record: Record) -> Iterator[Damaged]:
    """Put a comment behind a value."""
    for entry in record.entries:
        yield record.with_line(entry.index, record.lines[entry.index] + "  # sudah dicek")


@harmless
def straight_quotes(record: Record) -> Iterator[Damaged]:
    """Put a value in straight quotes."""
    for entry in record.entries:
        if entry.plain and '"' not in entry.value and "\\" not in entry.value:
            yield record.with_value(entry, f'"{entry.value}"')


@harmless
def no_last_line_feed(record: Record) -> Iterator[Damaged]:
    """Leave the last line without an end."""
    yield record.whole(record.text.rstrip("\n").encode())

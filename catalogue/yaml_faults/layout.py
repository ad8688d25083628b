"""Lines in the wrong place: tabs, indents, dashes, leftovers of Git, a second document, text without a key."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalogue.findings import Span
from catalogue.yaml_faults.spot import Cure, Fault, Known, Spot
from catalogue.yaml_lines import indent_of, quoted, split_line

SECOND_DOCUMENT = "second document"


def conflict(spot: Spot) -> Iterator[Cure]:
    """Suspect what Git leaves behind where two changes meet."""
    if not re.match(r"(?:<{7}|={7}|>{7})(?: |$)", spot.text):
        return
    changes: dict[int, str] = {}
    theirs = False
    for index, line in enumerate(spot.lines):
        sign = line[:7]
        theirs = theirs or sign == "======="
        if theirs or sign in ("<<<<<<<", ">>>>>>>"):
            changes[index] = ""
        theirs = theirs and sign != ">>>>>>>"
    start = min(changes)
    span = Span(start + 1, 1, start + 1, len(spot.lines[start]) + 1)
    message = "dua perubahan bertabrakan di sini dan belum disatukan"
    help = "Pilih isi yang benar di antara kedua bagian, lalu hapus baris `<<<<<<<`, `=======`, dan `>>>>>>>`."
    yield Cure(Fault("yaml-bentrok", span, message, help), changes, certain=False, removes=True)


def second_document(spot: Spot) -> Iterator[Cure]:
    """Suspect a line that begins another document."""
    if spot.error.problem != SECOND_DOCUMENT or not re.match(r"(?:---|\.\.\.)\s*(?:#|$)", spot.text):
        return
    help = "Satu berkas memuat satu catatan: hapus baris ini, atau pindahkan isi di bawahnya ke berkas lain."
    fault = spot.fault("dokumen-ganda", 0, "ada dokumen kedua dalam berkas ini", help, 3)
    yield Cure(fault, dict.fromkeys(range(spot.index, len(spot.lines)), ""), certain=False, removes=True)


def tab(spot: Spot) -> Iterator[Cure]:
    """Suspect tabs at the beginning of lines; a tab elsewhere between words is as good as a space."""
    if not re.match(r" *\t", spot.text):
        mark = spot.error.problem_mark
        if mark and "\\t" in (spot.error.problem or "") and mark.line == spot.index:
            yield spot.cure(None, spot.text[: mark.column] + " " + spot.text[mark.column + 1 :])
        return
    tabbed = [index for index, line in enumerate(spot.lines) if re.match(r"\t\s*\S", line) or index == spot.index]
    first = tabbed[0]
    line = spot.lines[first]
    span = Span(first + 1, line.index("\t") + 1, first + 1, len(line) - len(line.lstrip()) + 1)
    others = f", begitu pula {len(tabbed) - 1} baris lain" if len(tabbed) > 1 else ""
    help = "Hapus tabnya, lalu pakai dua spasi untuk tiap tingkat inden."
    fault = Fault("yaml-tab", span, f"baris ini diawali tab{others}", help)
    for width in (2, 4, 8):
        yield Cure(fault, {index: _without_tabs(spot.lines[index], width) for index in tabbed})


def _without_tabs(line: str, width: int) -> str:
    content = line.lstrip(" \t")
    return line[: len(line) - len(content)].replace("\t", " " * width) + content


def dash_without_space(spot: Spot) -> Iterator[Cure]:
    """Suspect an item of a list that clings to its dash."""
    match = re.match(r"( *)-([^\s-].*)$", spot.text)
    if match:
        mended = f"{match[1]}- {match[2]}"
        message = "tanda `-` tidak diikuti spasi"
        yield spot.cure(spot.fault("yaml-strip", match.end(1), message, "Beri spasi sesudah `-`.", 2), mended)


def dash_in_value(spot: Spot) -> Iterator[Cure]:
    """Suspect a list that begins on the line of its key."""
    line = spot.line
    if line.key and re.match(r"-\s+\S", line.value):
        item = " " * (line.indent + 2) + line.value
        help = f"Tulis `{line.key}:`, lalu di baris berikutnya `{item}`."
        fault = spot.fault("yaml-strip", len(line.head), "butir daftar sebaris dengan kuncinya", help)
        yield spot.cure(fault, line.with_value(f"[{quoted(line.value.lstrip('- '))}]"), certain=False)


def text_not_indented(spot: Spot) -> Iterator[Cure]:
    """Suspect the text of a block that stands no deeper than its key."""
    header = split_line(spot.before())
    if not (header.key and header.opens_block) or spot.indent > header.indent or _looks_like_key(spot.text, spot.known):
        return
    changes = {}
    for index in range(spot.index, len(spot.lines)):
        line = spot.lines[index]
        if line.strip() and _looks_like_key(line, spot.known) and indent_of(line) <= header.indent:
            break
        changes[index] = " " * (header.indent + 2) + line if line.strip() else line
    help = f"Awali tiap baris teks itu dengan {header.indent + 2} spasi."
    message = f"teks untuk `{header.key}` belum menjorok"
    yield Cure(spot.fault("yaml-inden", spot.indent, message, help, len(spot.text.strip())), changes)


def _looks_like_key(text: str, known: Known) -> bool:
    match = re.match(r" *(?:- +)?([A-Za-z_]\w*):(?:\s|$)", text)
    return bool(match and known.key(match[1]))


def indentation(spot: Spot) -> Iterator[Cure]:
    """Suspect a key or an item that stands a little beside its kind."""
    line = spot.line
    if not (line.key or line.dashes) or (line.key and not spot.known.key(line.key)):
        return
    near = {indent_of(text) for text in spot.lines[max(0, spot.index - 40) : spot.index + 40] if text.strip()}
    levels = {*near, *(level + 2 for level in near)} - {spot.indent}
    for level in sorted(levels, key=lambda level: (level % 2, abs(level - spot.indent), level)):
        at_edge = line.key in spot.known.top
        if line.key and not line.dashes and spot.known.top and (level == 0) != at_edge:
            continue
        yield from _shifts(spot, level)


def _shifts(spot: Spot, level: int) -> Iterator[Cure]:
    message = f"inden baris ini {spot.indent} spasi, tidak cocok dengan baris di sekitarnya"
    help = f"Awali baris ini dengan {level} spasi." if level else "Hapus spasi di awal baris ini."
    fault = spot.fault("yaml-inden", 0, message, help, spot.indent)
    yield spot.cure(fault, " " * level + spot.text.lstrip())
    last = spot.end_of_value()
    if last > spot.index:
        block = range(spot.index, last + 1)
        yield Cure(fault, {index: _shifted(spot.lines[index], level - spot.indent) for index in block})


def _shifted(line: str, by: int) -> str:
    return " " * max(0, indent_of(line) + by) + line.lstrip(" ") if line.strip() else line


def stray_text(spot: Spot) -> Iterator[Cure]:
    """Suspect a line without a key: the rest of the text above it."""
    if spot.text.strip() and not _looks_like_key(spot.text, Known()):
        mended = " " * (indent_of(spot.before()) + 2) + spot.text.strip()
        yield spot.cure(no_key(spot), mended, certain=False)


def no_key(spot: Spot) -> Fault:
    """Say that a line has no key."""
    help = "Tulis `kunci: nilai`, atau masukkan baris ini ke dalam teks di atasnya dengan menambah inden."
    return spot.fault("yaml-rusak", spot.indent, "baris ini tidak memuat `kunci:`", help, len(spot.text.strip()))

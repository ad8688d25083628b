"""What a broken line of YAML was most likely meant to be: lines in the wrong place, then signs, each with its mend."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from catalogue.common.findings import Span
from catalogue.read.yaml import Line, indent_of, quoted, split_line
from catalogue.read.yaml.suspect import Fault, Fix, Known, SuspectLine, mark_of

SECOND_DOCUMENT = "second document"
BULLETS = "\u2010-\u2015\u2022\u2023\u2043\u2212\u25aa\u25cf\u00b7*"
"""Dashes and bullets that Word makes of a hyphen at the beginning of a line."""
PARAGRAPHS = 2
"""So many lines at the edge below a text are no slip of one line."""
NEAR = 200
"""Lines up and down that tell what a line belongs to; without a limit a long broken file is read over and over."""


def conflict(spot: SuspectLine) -> Iterator[Fix]:
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
    yield Fix(Fault("yaml-bentrok", span, message, help), changes, certain=False, removes=True)


def fence(spot: SuspectLine) -> Iterator[Fix]:
    """Suspect the fence of a code block, which comes along with a record that was copied from a chat."""
    fences = [index for index, line in enumerate(spot.lines) if re.fullmatch(r"(?:```|~~~)[A-Za-z]*\s*", line)]
    if spot.index in fences:
        first = spot.lines[fences[0]]
        span = Span(fences[0] + 1, 1, fences[0] + 1, len(first.rstrip()) + 1)
        message = "pagar kode ikut tersalin"
        help = "Hapus baris ini dan pagar penutupnya; isi di antaranya tetap."
        fault = Fault("yaml-rusak", span, message, help)
        yield Fix(fault, dict.fromkeys(fences, ""))


def pasted(spot: SuspectLine) -> Iterator[Fix]:
    """Suspect paragraphs pasted behind a key, of which only the first stands on its line."""
    top = spot.index
    while top > 0 and not _looks_like_key(spot.lines[top], spot.known):
        top -= 1
    header = split_line(spot.lines[top])
    if top == spot.index or not header.key or header.opens_block or header.dashes or not re.match(r"\w", header.value):
        return
    below = range(top + 1, len(spot.lines))
    rest = list(takewhile(lambda index: not _looks_like_key(spot.lines[index], spot.known), below))
    stray = [index for index in rest if spot.lines[index].strip() and indent_of(spot.lines[index]) <= header.indent]
    if len(stray) < PARAGRAPHS or not any(not spot.lines[index].strip() for index in rest):
        return
    room, first = " " * (header.indent + 2), spot.lines[stray[0]]
    changes = {index: room + spot.lines[index] if spot.lines[index].strip() else "" for index in rest}
    keeps = not changes[top + 1]
    if keeps:
        changes[top + 1] = room + header.value
    help = f"Tulis `{header.key}: |`, pindahkan seluruh teksnya ke bawahnya, lalu awali tiap barisnya dengan dua spasi."
    message = f"teks untuk `{header.key}` berlanjut di baris lain, tetapi belum menjorok"
    span = Span(stray[0] + 1, 1, stray[0] + 1, len(first.rstrip()) + 1)
    fault = Fault("yaml-inden", span, message, help)
    yield Fix(fault, {top: header.with_value("|"), **changes}, certain=keeps, removes=not keeps)


def second_document(spot: SuspectLine) -> Iterator[Fix]:
    """Suspect a line that begins or ends a document."""
    problem = spot.error.problem or ""
    if SECOND_DOCUMENT not in problem and "document start" not in problem:
        return
    if re.match(r"(?:---|\.\.\.)\s*(?:#|$)", spot.text):
        help = "Satu berkas memuat satu catatan: hapus baris ini, atau pindahkan isi di bawahnya ke berkas lain."
        fault = spot.fault("dokumen-ganda", 0, "ada dokumen kedua dalam berkas ini", help, 3)
        yield Fix(fault, dict.fromkeys(range(spot.index, len(spot.lines)), ""), certain=False, removes=True)


def directive(spot: SuspectLine) -> Iterator[Fix]:
    """Suspect a line for YAML itself in the middle of a record."""
    if re.match(r"%[A-Z]+\b", spot.text):
        fault = spot.fault("yaml-tag", 0, "baris `%` tidak dipakai", "Hapus baris ini.", len(spot.text.rstrip()))
        yield spot.fix(fault, "")


def tab(spot: SuspectLine) -> Iterator[Fix]:
    """Suspect tabs at the beginning of lines; a tab elsewhere between words is as good as a space."""
    if not re.match(r" *\t", spot.text):
        mark = spot.error.problem_mark
        if mark and "\\t" in (spot.error.problem or "") and mark.line == spot.index:
            yield spot.fix(None, spot.text[: mark.column] + " " + spot.text[mark.column + 1 :])
        return
    tabbed = [index for index, line in enumerate(spot.lines) if re.match(r"\t\s*\S", line) or index == spot.index]
    first = tabbed[0]
    line = spot.lines[first]
    span = Span(first + 1, line.index("\t") + 1, first + 1, len(line) - len(line.lstrip()) + 1)
    others = f", begitu pula {len(tabbed) - 1} baris lain" if len(tabbed) > 1 else ""
    help = "Hapus tabnya, lalu pakai dua spasi untuk tiap tingkat."
    fault = Fault("yaml-tab", span, f"baris ini diawali tab{others}", help)
    for width in (2, 4, 8, 0):
        yield Fix(fault, {index: _without_tabs(spot.lines[index], width) for index in tabbed})


def _without_tabs(line: str, width: int) -> str:
    content = line.lstrip(" \t")
    return line[: len(line) - len(content)].replace("\t", " " * width) + content


def dash_without_space(spot: SuspectLine) -> Iterator[Fix]:
    """Suspect an item of a list that clings to its dash."""
    match = re.match(r"( *)-([^\s-].*)$", spot.text)
    if match:
        mended = f"{match[1]}- {match[2]}"
        message = "tanda `-` tidak diikuti spasi"
        yield spot.fix(spot.fault("yaml-strip", match.end(1), message, "Beri spasi sesudah `-`.", 2), mended)


def other_bullet(spot: SuspectLine) -> Iterator[Fix]:
    """Suspect another sign in the place of the dash of an item."""
    match = re.match(rf"( *)([{BULLETS}])\s+(?=\S)", spot.text)
    if match:
        mended = f"{match[1]}- {spot.text[match.end() :]}"
        message = f"butir daftar diawali `{match[2]}`, bukan `-`"
        fault = spot.fault("yaml-strip", match.start(2), message, "Pakai tanda hubung dan satu spasi.")
        yield spot.fix(fault, mended)


def dash_missing(spot: SuspectLine) -> Iterator[Fix]:
    """Suspect an item that lacks its dash among others that have one."""
    if not spot.text.strip() or spot.line.dashes:
        return
    items = [split_line(line) for line in _same_block(spot) if line.strip()]
    dashed = any(item.dashes and item.indent == spot.indent for item in items)
    if dashed and _belongs(spot, {item.key for item in items}):
        mended = f"{spot.text[: spot.indent]}- {spot.text.lstrip()}"
        fault = spot.fault("yaml-strip", spot.indent, "butir daftar ini tanpa tanda `-`", "Awali dengan `- `.")
        yield spot.fix(fault, mended)


def _belongs(spot: SuspectLine, keys_around: set[str]) -> bool:
    """Tell whether a line may begin an item, and is not a key of the left edge that was indented."""
    key = spot.line.key
    return not key or key in keys_around or key in spot.known.inner - spot.known.top


def _same_block(spot: SuspectLine) -> Iterator[str]:
    """Yield the lines around a line that are indented at least as deep, and not the line itself."""
    above, below = spot.lines[max(0, spot.index - NEAR) : spot.index], spot.lines[spot.index + 1 : spot.index + NEAR]
    for lines in (reversed(above), below):
        yield from takewhile(lambda line: not line.strip() or indent_of(line) >= spot.indent, lines)


def dash_in_value(spot: SuspectLine) -> Iterator[Fix]:
    """Suspect a list that begins on the line of its key."""
    line = spot.line
    if line.key and re.match(r"-\s+\S", line.value):
        item = " " * (line.indent + 2) + line.value
        help = f"Tulis `{line.key}:`, lalu di baris berikutnya `{item}`."
        fault = spot.fault("yaml-strip", len(line.head), "butir daftar sebaris dengan kuncinya", help)
        yield spot.fix(fault, line.with_value(f"[{quoted(line.value.lstrip('- '))}]"), certain=False)


def text_not_indented(spot: SuspectLine) -> Iterator[Fix]:
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
    yield Fix(spot.fault("yaml-inden", spot.indent, message, help, len(spot.text.strip())), changes)


def _looks_like_key(text: str, known: Known) -> bool:
    match = re.match(r" *(?:- +)?([A-Za-z_]\w*):(?:\s|$)", text)
    return bool(match and known.key(match[1]))


def first_inside(spot: SuspectLine) -> Iterator[Fix]:
    """Suspect the first line inside a key when it is not indented by two more."""
    above = split_line(spot.before())
    line = spot.line
    wanted = above.indent + len(above.dashes) + 2
    if not above.key or above.value or spot.indent == wanted or not (line.key or line.dashes):
        return
    if not _stopped_at_entry(spot):
        return
    if not line.key or spot.known.may_stand(line.key, wanted):
        yield from _shifts(spot, wanted)


def indentation(spot: SuspectLine) -> Iterator[Fix]:
    """Suspect a key or an item that stands a little beside its kind."""
    line = spot.line
    if not (line.key or line.dashes) or not _stopped_at_entry(spot):
        return
    near = {indent_of(text) for text in spot.lines[max(0, spot.index - 40) : spot.index + 40] if text.strip()}
    levels = {*near, *(level + 2 for level in near)} - {spot.indent}
    for level in sorted(levels, key=lambda level: (level % 2, abs(level - spot.indent), level)):
        if not line.key or spot.known.may_stand(line.key, level + len(line.dashes)):
            yield from _shifts(spot, level)


def _stopped_at_entry(spot: SuspectLine) -> bool:
    """Tell whether the parser stopped at a key or an item; a text without either is not led astray by an indent."""
    stopped = split_line(spot.lines[min(mark_of(spot.error).line, len(spot.lines) - 1)])
    return bool(stopped.key or stopped.dashes)


def _shifts(spot: SuspectLine, level: int) -> Iterator[Fix]:
    message = f"baris ini diawali {spot.indent} spasi, tidak cocok dengan baris di sekitarnya"
    help = f"Awali baris ini dengan {level} spasi." if level else "Hapus spasi di awal baris ini."
    fault = spot.fault("yaml-inden", 0, message, help, spot.indent)
    yield spot.fix(fault, " " * level + spot.text.lstrip())
    last = spot.end_of_value()
    if last > spot.index:
        block = range(spot.index, last + 1)
        yield Fix(fault, {index: _shifted(spot.lines[index], level - spot.indent) for index in block})


def _shifted(line: str, by: int) -> str:
    return " " * max(0, indent_of(line) + by) + line.lstrip(" ") if line.strip() else line


def stray_text(spot: SuspectLine) -> Iterator[Fix]:
    """Suspect a line without a key; the line above may be the beginning of the same text."""
    if spot.text.strip() and not _looks_like_key(spot.text, Known()):
        above = {spot.index - 1: spot.lines[spot.index - 1]} if spot.index else {}
        yield Fix(no_key(spot), {**above, spot.index: ""}, certain=False, removes=True)


def no_key(spot: SuspectLine) -> Fault:
    """Say that a line has no key."""
    help = "Tulis `kunci: nilai`, atau masukkan baris ini ke dalam teks di atasnya dengan menambah spasi di awal baris."
    return spot.fault("yaml-rusak", spot.indent, "baris ini tidak memuat `kunci:`", help, len(spot.text.strip()))


TYPOGRAPHIC = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b\u00ab\u00bb"
SPECIAL = "@`%&*!|>[]{},?#"


def typographic(spot: SuspectLine) -> Iterator[Fix]:
    """Suspect quotes as Word writes them."""
    line = spot.line
    if not line.value or not (line.value[0] in TYPOGRAPHIC or line.value[-1] in TYPOGRAPHIC):
        return
    column = 0 if line.value[0] in TYPOGRAPHIC else len(line.value) - 1
    mended = line.with_value(quoted(line.value.strip(TYPOGRAPHIC + "\"'")))
    message = f"tanda kutip `{line.value[column]}` dari Word bukan tanda kutip YAML"
    fault = spot.fault("yaml-kutip", len(line.head) + column, message, "Ganti dengan tanda kutip lurus.")
    yield spot.fix(fault, mended)


def quotes(spot: SuspectLine) -> Iterator[Fix]:
    """Suspect a quote that is not closed, closed too early, or repeated inside."""
    line = spot.line
    sign = line.value[:1]
    if not sign or sign not in "\"'":
        return
    body = line.value[1:]
    closing = re.search(r'(?<!\\)"' if sign == '"' else r"(?<!')'(?:'')*(?!')", body)
    if closing and closing.end() == len(body):
        return
    column = len(line.head)
    if closing is None:
        text, message, help = body, f"tanda kutip {sign} tidak ditutup", "Tutup tanda kutipnya."
    elif body.endswith(sign):
        text, message = body[:-1], f"ada tanda kutip {sign} di tengah nilai yang dikutip"
        help = "Apit nilainya dengan jenis tanda kutip yang lain."
        column += closing.start() + 1
    else:
        text, message = line.value, "ada teks sesudah tanda kutip penutup"
        help = "Apit seluruh nilai dengan jenis tanda kutip yang lain."
        column += closing.end() + 1
    mended = line.with_value(quoted(text.replace('\\"', '"')))
    yield spot.fix(spot.fault("yaml-kutip", column, message, help), mended)


def bracket(spot: SuspectLine) -> Iterator[Fix]:
    """Suspect a bracket that is not closed, or closed more than once."""
    line = spot.line
    sign = line.value[:1]
    if not sign or sign not in "[{":
        return
    column = len(line.head)
    bare = line.value.rstrip("]}, ")
    surplus = re.search(r"[]}]", line.value[len(bare) :])
    mended = line.with_value(bare + _closers(bare))
    message = f"kurung `{sign}` tidak ditutup" + (" dengan benar" if surplus else "")
    help = f"Tutup kurungnya, atau apit nilainya dengan tanda kutip bila `{sign}` memang bagian teks."
    yield spot.fix(spot.fault("yaml-kurung", column, message, help), mended)
    last = spot.end_of_value()
    if last > spot.index:
        closers = _closers(bare) or _closers(sign)
        fault = spot.fault("yaml-kurung", column, message, f"Tambahkan `{closers}` sesudah butir terakhir.")
        yield Fix(fault, {last: spot.lines[last].rstrip().rstrip(",") + closers})


def _closers(text: str) -> str:
    waiting = ""
    for sign in re.sub(r"\"[^\"]*\"|'[^']*'", "", text):
        if sign in "[{":
            waiting = {"[": "]", "{": "}"}[sign] + waiting
        elif waiting and sign == waiting[0]:
            waiting = waiting[1:]
    return waiting


def colon_without_space(spot: SuspectLine) -> Iterator[Fix]:
    """Suspect a value that clings to the colon of its key."""
    match = re.match(r"( *(?:- +)*)([A-Za-z_]\w*):((?!//)\S.*)$", spot.text)
    if match and spot.known.key(match[2]):
        mended = f"{match[1]}{match[2]}: {match[3]}"
        message = "titik dua sesudah kunci tidak diikuti spasi"
        yield spot.fix(spot.fault("yaml-titik-dua", match.end(2), message, "Beri spasi sesudah titik dua.", 2), mended)


def other_separator(spot: SuspectLine) -> Iterator[Fix]:
    """Suspect another sign in the place of the colon, or none at all."""
    match = re.match(r"( *(?:- +)*)([A-Za-z_]\w*)(\s*[=;\uff1a]\s*|\s+|$)(.*)$", spot.text)
    if not match or not spot.known.key(match[2]):
        return
    sign = match[3].strip()
    if not sign and not spot.known.all:
        return
    mended = f"{match[1]}{match[2]}: {match[4]}".rstrip()
    message = f"kunci `{match[2]}` diikuti `{sign}`, bukan titik dua" if sign else f"kunci `{match[2]}` tanpa titik dua"
    fault = spot.fault(
        "yaml-titik-dua", match.start(2), message, "Tulis titik dua dan spasi sesudah kunci.", len(match[2])
    )
    yield spot.fix(fault, mended)


def block_header(spot: SuspectLine) -> Iterator[Fix]:
    """Suspect text behind the sign of a block text."""
    line = spot.line
    match = re.match(r"([|>][-+]?)\s*(\S.*)$", line.value)
    if not match or line.opens_block:
        return
    if spot.end_of_value() == spot.index:
        yield spot.fix(_special(spot, line), line.with_value(quoted(line.value)))
        return
    help = f"Tulis `{line.head.strip()} {match[1]}` saja; teksnya mulai di baris berikutnya."
    message = f"ada teks sebaris dengan tanda `{match[1]}`"
    fault = spot.fault("yaml-tanda-awal", len(line.head), message, help, len(match[1]))
    yield spot.fix(fault, line.with_value(match[1]), certain=False)


def special_sign(spot: SuspectLine) -> Iterator[Fix]:
    """Suspect a value that begins with a sign of YAML's own."""
    line = spot.line
    if line.value and (line.value[0] in SPECIAL or re.match(r"[-?:]\s", line.value)) and not line.opens_block:
        yield spot.fix(_special(spot, line), line.with_value(quoted(line.value)))


def _special(spot: SuspectLine, line: Line) -> Fault:
    sign = line.value[0]
    shown = "tanda petik terbalik" if sign == "`" else f"`{sign}`"
    message = f"nilai diawali {shown}, tanda khusus YAML"
    return spot.fault("yaml-tanda-awal", len(line.head), message, "Apit nilainya dengan tanda kutip.")


def colon_in_value(spot: SuspectLine) -> Iterator[Fix]:
    """Suspect a colon that divides a value, or a second key on the line."""
    line = spot.line
    colon = re.search(r":(?=\s|$)", line.value)
    if not line.key or not colon:
        return
    word = (line.value[: colon.start()].split() or [""])[-1]
    if word in spot.known.all and line.value[: colon.start()] != word:
        yield _second_key(spot, line, word, colon.start() - len(word))
        return
    message = "titik dua diikuti spasi di dalam nilai tanpa tanda kutip"
    help = "Apit nilainya dengan tanda kutip."
    fault = spot.fault("yaml-titik-dua", len(line.head) + colon.start(), message, help)
    yield spot.fix(fault, line.with_value(quoted(line.value)))


def _second_key(spot: SuspectLine, line: Line, word: str, start: int) -> Fix:
    message = f"dua kunci dalam satu baris: `{line.key}` dan `{word}`"
    help = f"Pindahkan `{line.value[start:]}` ke baris sendiri."
    fault = spot.fault("yaml-titik-dua", len(line.head) + start, message, help, len(word) + 1)
    below = dict.fromkeys(range(spot.index + 1, spot.end_of_value() + 1), "")
    return Fix(fault, {spot.index: line.head + line.value[:start].rstrip(), **below}, certain=False, removes=True)

"""Signs in the wrong place: quotes, brackets, colons, and values that begin with a sign of YAML's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalogue.read.yaml.faults.suspect import Fault, Fix, SuspectLine
from catalogue.read.yaml.lines import Line, quoted

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

"""A submission taken out of what carried it: greetings, quotes of mail, stamps of chats, fences of code.

Nothing is dropped without being told but blanks at the ends of lines, which no channel keeps and no number counts.
Every line keeps the place where it arrived.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from catalogue.common.findings import Finding, Place, Severity, Span
from catalogue.model.submission import NUMBER
from catalogue.read.characters import HIDDEN, SPACES, split_lines

HEAD = r"#[ ]*kiriman[ ]*:[ ]*catatan|kiriman[ ]*:[ ]*(?:jawaban|meja)"
"""How a submission says that it is one."""
STAMP = r"(?:\[[^\]]{4,40}\]|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}[^-]{0,20} -) [^:]{1,80}: "
"""What a copied chat puts before a message: day, hour, and who wrote it."""
FENCE = r"(?:`{3,}|~{3,})"
BEGIN = re.compile(
    rf"(?P<lead>(?:[ ]*>)*[ ]*)(?P<stamp>{STAMP})?(?P<fence>{FENCE})?(?P<head>{HEAD})[ ]*", re.IGNORECASE
)
OWN_HEAD = re.compile(rf"(?:[ ]*>)*[ ]*(?:{STAMP})?Kiriman {NUMBER}")
"""The line above a submission with which a message from the form begins."""
UPWARD = re.compile(r"#|[a-z_]+:(?: |$)")
"""A line that may stand above the head and belong to it."""
KEY = re.compile(r"[a-z_]+[ ]*:(?: |$)")
NO_PROSE = re.compile(r"[-#\[\]{}'\"?\s]")
"""What a line begins with that belongs to data, or to the text above it."""
SHOWN = 60
"""Characters of a line that a message shows."""
SHORTEST, LONGEST = 70, 80
"""Columns at which mail breaks a line that is longer."""


@dataclass(frozen=True)
class Line:
    """A line without what carried it: where it stood, and how many characters before it were cut."""

    text: str
    number: int
    cut: int = 0


@dataclass(frozen=True)
class Carried:
    """The lines of a submission, and those around it, which say nothing to a program.

    `torn` is a line that broke out of a quote, so that nobody can tell whether it belongs; `joined` are those that mail
    had broken, and that are whole again.
    """

    lines: tuple[Line, ...]
    before: tuple[Line, ...] = ()
    after: tuple[Line, ...] = ()
    torn: Line | None = None
    joined: tuple[Line, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines) + "\n"

    @property
    def numbers(self) -> tuple[str, ...]:
        """The receipt numbers that the message around it names."""
        return tuple(re.findall(rf"\b{NUMBER}\b", "\n".join(line.text for line in (*self.before, *self.after))))

    def told(self, name: str) -> Iterator[Finding]:
        """Tell of the lines that were left out."""
        for lines, where in ((_without_own_head(self.before), "sebelum"), (self.after, "sesudah")):
            written = [line for line in lines if line.text.strip(" >`~")]
            if written:
                shown = " ".join(written[0].text.split())[:SHOWN]
                message = f"{len(written)} baris {where} kiriman tidak ikut dibaca, mulai dengan “{shown}”"
                help = "Biarkan bila hanya salam atau tanda tangan; keterangan ditulis di dalam isiannya."
                yield Finding("bentuk-salah", Severity.PERINGATAN, Place(name, whole_line(written[0])), message, help)
        if self.joined:
            first = self.joined[0]
            message = f"{len(self.joined)} baris yang terpotong disambung lagi, mulai dengan “{first.text[:SHOWN]}”"
            help = "Bandingkan dengan nomor tanda terima pengirim; bila berbeda, minta dikirim sebagai berkas."
            yield Finding("bentuk-salah", Severity.PERINGATAN, Place(name, whole_line(first)), message, help)


def _without_own_head(lines: Sequence[Line]) -> Sequence[Line]:
    """Leave out the number, subject and agency that the form itself writes above what it sends."""
    for index, line in enumerate(lines):
        if OWN_HEAD.fullmatch(line.text):
            head = list(takewhile(lambda one: one.text.strip(" >"), lines[index : index + 3]))
            return [*lines[:index], *lines[index + len(head) :]]
    return lines


def whole_line(line: Line) -> Span:
    """Return the place of a line."""
    return Span(line.number, line.cut + 1, line.number, line.cut + len(line.text) + 1)


def carried(text: str) -> Carried | None:
    """Find the submission in a text; None where nothing says that one is there."""
    plain = HIDDEN.sub("", text).translate(SPACES)
    lines = [Line(line.rstrip(), number) for number, line in enumerate(split_lines(plain), 1)]
    for index, line in enumerate(lines):
        if match := BEGIN.fullmatch(line.text):
            return _taken_out(lines, index, match)
    return None


def heads(taken: Carried) -> list[Line]:
    """Return every line that begins a submission, those in what follows it too."""
    return [line for line in (*taken.lines, *taken.after) if BEGIN.fullmatch(line.text) and line.text[:1] != " "]


def _taken_out(lines: Sequence[Line], index: int, match: re.Match[str]) -> Carried:
    depth = match["lead"].count(">")
    margin = 0 if depth else min(len(match["lead"]), _least_indent(lines[index + 1 :]))
    first = _cut(lines[index], match.start("head"))
    quoted = [_unquoted(line, depth, margin) for line in lines]
    start = index if match["stamp"] or match["fence"] else _upward(quoted, index)
    fence = match["fence"] or _fence_above(quoted, start)
    own = [line for line in quoted[start:index] if line] + [first]
    rest, torn = _as_far_as_quoted(lines, quoted, index + 1, depth)
    kept = _within_fence(rest, fence, inline=bool(match["fence"])) if fence else rest
    whole, joined = _rejoined([*own, *kept])
    body = _without_prose(whole)
    end = whole[len(body)].number if len(body) < len(whole) else [*own, *kept][-1].number + 1
    after = tuple(line for line in lines if line.number >= end)
    return Carried(tuple(body), tuple(lines[:start]), after, torn, tuple(joined))


def _cut(line: Line, length: int) -> Line:
    return replace(line, text=line.text[length:], cut=line.cut + length)


def _unquoted(line: Line, depth: int, margin: int) -> Line | None:
    """Return a line without the quote signs or the margin of the first; None where it is not quoted."""
    if not depth:
        blanks = len(line.text) - len(line.text.lstrip(" "))
        return _cut(line, min(blanks, margin))
    match = re.match(rf"(?:[ ]*>){{{depth}}} ?", line.text)
    return _cut(line, match.end()) if match else None


def _least_indent(lines: Sequence[Line]) -> int:
    written = (line.text for line in lines if line.text.strip())
    return min((len(text) - len(text.lstrip(" ")) for text in written), default=0)


def _upward(quoted: Sequence[Line | None], index: int) -> int:
    """Return where the comments and keys begin that stand right above the head."""
    while index and (above := quoted[index - 1]) and UPWARD.match(above.text):
        index -= 1
    return index


def _fence_above(quoted: Sequence[Line | None], start: int) -> str:
    above = next((line.text for line in reversed(quoted[:start]) if line and line.text.strip()), "")
    match = re.fullmatch(rf"({FENCE})[ ]*[\w-]*[ ]*", above)
    return match[1] if match else ""


def _as_far_as_quoted(
    lines: Sequence[Line], quoted: Sequence[Line | None], start: int, depth: int
) -> tuple[list[Line], Line | None]:
    """Return what follows the head as far as it is quoted, and the line that a wrapped quote left outside."""
    found: list[Line] = []
    for raw, line in zip(lines[start:], quoted[start:], strict=True):
        if line:
            found.append(line)
        elif depth and raw.text.strip():
            return found, raw if found and found[-1].text.strip() else None
        else:
            found.append(raw)
    return found, None


def _within_fence(lines: list[Line], fence: str, *, inline: bool) -> list[Line]:
    for index, line in enumerate(lines):
        if re.fullmatch(rf"{re.escape(fence)}{fence[0]}*[ ]*", line.text):
            return lines[:index]
    written = [index for index, line in enumerate(lines) if line.text.strip()]
    if inline and written and (last := lines[written[-1]]).text.rstrip().endswith(fence):
        return [*lines[: written[-1]], replace(last, text=last.text.rstrip().removesuffix(fence))]
    return lines


def _rejoined(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Put together lines that mail broke: what follows at the left edge is no data, and its first word did not fit."""
    found: list[Line] = []
    joined: list[Line] = []
    length = 0
    for line in lines:
        word = line.text.split(" ")[0]
        full = length <= LONGEST and length + 1 + len(word) > SHORTEST
        if found and word and full and not (KEY.match(line.text) or NO_PROSE.match(line.text)):
            found[-1] = replace(found[-1], text=f"{found[-1].text} {line.text}")
            joined.append(line)
        else:
            found.append(line)
        length = len(line.text)
    return found, joined


def _without_prose(lines: list[Line]) -> list[Line]:
    """Leave out what a person wrote below the data: paragraphs at the left edge that no key follows."""
    keys = [index for index, line in enumerate(lines) if KEY.match(line.text)]
    start = max(keys, default=0) + 1
    for index in range(start, len(lines)):
        text = lines[index].text
        if text.strip() and not NO_PROSE.match(text) and not lines[index - 1].text.strip():
            lines = lines[:index]
            break
        if re.fullmatch(r"--[ ]*", text):
            lines = lines[:index]
            break
    while lines and not lines[-1].text.strip():
        lines = lines[:-1]
    return lines

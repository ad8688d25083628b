"""The text of a filled form taken apart: GitHub writes each question as a heading and the answer below it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from catalogue.propose.issues.forms import NO_ANSWER, Form, Question
from catalogue.read.characters import CONTROL, split_lines, visible

HEADING = re.compile(r"###\s+(.+?)\s*")
EMPTY = {"", NO_ANSWER, "None"}


@dataclass(frozen=True)
class Flaw:
    """A fault of the form itself, at a question."""

    label: str
    message: str
    help: str


@dataclass(frozen=True)
class Answers:
    """What was answered, by question; and what cannot be told apart."""

    texts: dict[str, str]
    flaws: tuple[Flaw, ...]


def is_filled(form: Form, body: str) -> bool:
    """Tell whether a text is this form, filled: at least half of its required questions stand there as headings."""
    required = [question.label for question in form.questions if question.required]
    found = {match[1] for line in split_lines(body) if (match := HEADING.fullmatch(line))}
    return 2 * len(found & set(required)) >= len(required)


def read_answers(form: Form, body: str) -> Answers:
    """Read the answers; a heading that is no question belongs to the answer above it."""
    by_label = {question.label: question for question in form.questions}
    texts: dict[str, list[str]] = {}
    headings: Counter[str] = Counter()
    current: list[str] = []
    for line in split_lines(visible(CONTROL.sub("", body))):
        match = HEADING.fullmatch(line)
        if match and match[1] in by_label:
            headings[match[1]] += 1
            current = texts.setdefault(match[1], [])
        else:
            current.append(line)
    doubled = tuple(_doubled(label) for label, number in headings.items() if number > 1)
    cleaned = {by_label[label].id: _answer("\n".join(lines)) for label, lines in texts.items()}
    return Answers(cleaned, (*doubled, *_flaws(form, cleaned)))


def _doubled(label: str) -> Flaw:
    message = f"judul `{label}` ada lebih dari satu kali, sehingga batas jawabannya tidak jelas"
    return Flaw(label, message, "Di dalam jawaban, tulis judul itu tanpa tanda ###.")


def _answer(text: str) -> str:
    text = text.strip()
    return "" if text in EMPTY else text


def _flaws(form: Form, texts: dict[str, str]) -> Iterator[Flaw]:
    for question in form.questions:
        text = texts.get(question.id, "")
        if question.required and not text:
            yield Flaw(question.label, "belum diisi", question.help)
        elif question.kind == "checkboxes" and not re.match(r"- \[[xX]\] ", text):
            yield Flaw(question.label, "pernyataan belum dicentang", "Centang bila pernyataannya benar.")
        elif question.kind == "input" and "\n" in text:
            yield Flaw(question.label, "jawabannya lebih dari satu baris", "Tulis dalam satu baris.")


def chosen(question: Question, text: str) -> list[str]:
    """Split the choices of a question, which GitHub joins by commas although a choice may hold some itself."""
    options = sorted(question.options, key=len, reverse=True)
    pattern = "|".join(map(re.escape, options))
    found, rest = [], text
    while rest:
        match = re.match(rf"({pattern}|[^,\n]+)(?:,|\n|$)\s*", rest)
        if match is None:
            return [text]
        found.append(match[1].strip())
        rest = rest[match.end() :]
    return found


EVENT_LIMIT = 4 * 1024 * 1024
"""Bytes of an event file; GitHub keeps an issue's text below 65,536 characters."""
BODY_LIMIT = 65_536 * 2
HALF = re.compile("[\ud800-\udfff]")
"""Half a character, which JSON can write and no file can hold."""


class BadEvent(ValueError):
    """The file is not the event of an issue; the text says why, in Indonesian."""


@dataclass(frozen=True)
class Issue:
    """An issue: its number, its text, and when it was opened, None where that is not told."""

    number: int
    body: str
    opened: datetime | None = None


def read_event(content: bytes) -> Issue:
    """Read the issue of an event file; raise BadEvent when there is none."""
    if len(content) > EVENT_LIMIT:
        raise BadEvent("berkas kejadian terlalu besar")
    try:
        event = json.loads(content)
    except (ValueError, RecursionError):
        raise BadEvent("berkas kejadian bukan JSON yang utuh") from None
    issue: Any = event.get("issue") if isinstance(event, Mapping) else None
    if not isinstance(issue, Mapping) or "pull_request" in issue:
        raise BadEvent("berkas kejadian tidak memuat isu")
    number, body = issue.get("number"), issue.get("body") or ""
    if isinstance(number, bool) or not isinstance(number, int) or not 0 < number < 10**9:
        raise BadEvent("nomor isu tidak dikenali")
    if not isinstance(body, str) or len(body) > BODY_LIMIT:
        raise BadEvent("isi isu tidak dapat dibaca")
    return Issue(number, HALF.sub("\ufffd", body), _moment(issue.get("created_at")))


def _moment(text: object) -> datetime | None:
    with suppress(ValueError):
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
        return moment if moment and moment.tzinfo else None
    return None

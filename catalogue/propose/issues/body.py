"""The event of an issue, and the submission within its text; the standard library is enough to read either."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

LABEL = "Isi kiriman"
"""The one question of the form, which GitHub writes as a heading above the answer."""
NO_ANSWER = "_No response_"
"""What GitHub writes for a question that was left empty."""
HEADING = re.compile(rf"###[ \t]+{LABEL}[ \t]*")
FENCE = re.compile(r"[ \t]{0,3}(`{3,}|~{3,})[ \t]*[\w-]*[ \t]*")
BEGINNING = re.compile(r"(?:#[ \t]*)?kiriman[ \t]*:")
"""How a submission begins, whichever shape it has."""

EVENT_LIMIT = 4 * 1024 * 1024
"""Bytes of an event file; GitHub keeps an issue's text below 65,536 characters."""
BODY_LIMIT = 65_536 * 2
HALF = re.compile("[\ud800-\udfff]")
"""Half a character, which JSON can write and no file can hold."""
LOGIN = re.compile(r"[A-Za-z0-9-]{1,39}")
"""The name of an account, and nothing that could be more in a text."""

State = Literal["open", "closed", "deleted"]


class BadEvent(ValueError):
    """The file is not the event of an issue; the text says why, in Indonesian."""


@dataclass(frozen=True)
class Issue:
    """An issue: `author` is empty where the account is none that a person has."""

    number: int
    body: str
    state: State = "open"
    author: str = ""


def read_event(content: bytes) -> Issue:
    """Read the issue of an event file; raise BadEvent when there is none."""
    if len(content) > EVENT_LIMIT:
        raise BadEvent("berkas kejadian terlalu besar")
    try:
        event = json.loads(content)
    except (ValueError, RecursionError):
        raise BadEvent("berkas kejadian bukan JSON yang utuh") from None
    if not isinstance(event, Mapping):
        raise BadEvent("berkas kejadian tidak memuat isu")
    return issue_of(event.get("issue"), deleted=event.get("action") == "deleted")


def issue_of(issue: Any, *, deleted: bool = False) -> Issue:
    """Read an issue as the host describes it; raise BadEvent."""
    if not isinstance(issue, Mapping) or "pull_request" in issue:
        raise BadEvent("berkas kejadian tidak memuat isu")
    number, body = issue.get("number"), issue.get("body") or ""
    if isinstance(number, bool) or not isinstance(number, int) or not 0 < number < 10**9:
        raise BadEvent("nomor isu tidak dikenali")
    if not isinstance(body, str) or len(body) > BODY_LIMIT:
        raise BadEvent("isi isu tidak dapat dibaca")
    state: State = "deleted" if deleted else "closed" if issue.get("state") == "closed" else "open"
    return Issue(number, HALF.sub("\ufffd", body), state, _author(issue.get("user")))


def _author(user: Any) -> str:
    login = user.get("login") if isinstance(user, Mapping) else None
    return login if isinstance(login, str) and LOGIN.fullmatch(login) else ""


def is_submission(body: str) -> bool:
    """Tell whether a text is the form, or holds a submission that somebody pasted without it."""
    lines = body.splitlines()
    return any(HEADING.fullmatch(line) for line in lines) or any(BEGINNING.match(line) for line in lines)


def submission_of(body: str) -> str:
    """Return the submission of an issue: what stands below the heading, without the fence around it."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start = next((number for number, line in enumerate(lines, 1) if HEADING.fullmatch(line)), 0)
    text = _unfenced(lines[start:])
    return "" if text.strip() in {"", NO_ANSWER} else text


def _unfenced(lines: list[str]) -> str:
    """Return what stands in the fence; it ends at the last line that can close it, for the text may hold others."""
    opened = next((number for number, line in enumerate(lines) if FENCE.fullmatch(line)), None)
    begun = next((number for number, line in enumerate(lines) if BEGINNING.match(line)), None)
    if opened is None or (begun is not None and begun < opened):
        return "\n".join(lines)
    fence = FENCE.fullmatch(lines[opened])
    assert fence
    closes = [n for n in range(len(lines) - 1, opened, -1) if lines[n].strip() == fence[1]]
    return "\n".join(lines[opened + 1 : closes[0] if closes else len(lines)]) + "\n"

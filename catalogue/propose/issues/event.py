"""What GitHub tells of an issue, taken from the event file; nothing of it is trusted."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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

"""`python3 -m catalogue.cli.post_cards`: puts the review cards that another job made on their proposals.

The job that runs this may write to proposals. Therefore it needs the standard library alone, and asks the host once
more whose card each one is.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from catalogue.cli.host import Host, Refusal
from catalogue.propose.issue_plan import BOT

MARK = "<!-- kartu "
"""How the comment begins that holds the card of a proposal."""
SHOWN = "pratinjau"
"""The label by which a reviewer asks to see the whole site; it is never put by a workflow."""
LIMIT = 65_000
"""Characters; GitHub refuses a comment of more than 65,536."""
SHA = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
LABEL = re.compile(r"[a-z]+(?: [a-z]+)*|opd: [a-z0-9-]{1,45}")


class BadCard(ValueError):
    """A file is not what the job that makes cards writes."""


@dataclass(frozen=True)
class Card:
    """The card of one state of a proposal.

    `labels` is None where those that are there stay; `known` are all that follow from changed files.
    """

    number: int
    sha: str
    body: str
    labels: tuple[str, ...] | None
    known: tuple[str, ...]


def read_card(name: str, content: str) -> Card:
    """Read a card from its file; raise BadCard for anything that a card must not hold."""
    try:
        found = json.loads(content)
        labels = None if found["labels"] is None else tuple(found["labels"])
        card = Card(int(name), found["sha"], found["body"], labels, tuple(found["known"]))
        fits = _fits(card)
    except (ValueError, KeyError, TypeError, AttributeError):
        fits = False
    if not fits:
        raise BadCard(f"kartu `{name}` tidak dapat dipakai")
    return card


def _fits(card: Card) -> bool:
    labels = (*(card.labels or ()), *card.known)
    body = card.body.startswith(MARK) and len(card.body) <= LIMIT
    return bool(SHA.fullmatch(card.sha)) and body and all(map(LABEL.fullmatch, labels)) and SHOWN not in labels


def card_on(host: Host, number: int) -> Mapping[str, Any] | None:
    """Return the comment that holds the card of a proposal, if there is one."""
    comments = host.every(f"issues/{number}/comments")
    return next((one for one in comments if (one["user"] or {}).get("login") == BOT and _is_card(one["body"])), None)


def _is_card(text: str | None) -> bool:
    return (text or "").startswith(MARK)


def post(host: Host, card: Card) -> None:
    """Put a card and its labels on its proposal, unless that has moved on meanwhile."""
    pull = host.get(f"pulls/{card.number}")
    if pull["state"] != "open" or pull["head"]["sha"] != card.sha:
        return
    old = card_on(host, card.number)
    if SHOWN in {label["name"] for label in pull["labels"]} and not _is_of(card.sha, old):
        host.tell("DELETE", f"issues/{card.number}/labels/{SHOWN}")  # before the card, without which nothing is shown
    if old is None:
        host.tell("POST", f"issues/{card.number}/comments", {"body": card.body})
    elif old["body"].strip() != card.body.strip():
        host.tell("PATCH", f"issues/comments/{old['id']}", {"body": card.body})
    if card.labels is not None:
        _label(host, card, {label["name"] for label in pull["labels"]})


def _is_of(sha: str, old: Mapping[str, Any] | None) -> bool:
    return old is not None and str(old["body"]).startswith(f"{MARK}{sha} ")


def _label(host: Host, card: Card, present: set[str]) -> None:
    """Add the labels that are missing, and take away those of ours that no longer fit."""
    wanted = set(card.labels or ())
    for label in sorted(present & set(card.known) - wanted):
        host.tell("DELETE", f"issues/{card.number}/labels/{quote(label, safe='')}")
    if missing := sorted(wanted - present):
        host.tell("POST", f"issues/{card.number}/labels", {"labels": missing})


def main(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Post every card of a folder; one that fails keeps no other back."""
    host, failed = Host(environ), 0
    for file in sorted(Path(arguments[0]).glob("*.json")):
        try:
            post(host, read_card(file.stem, file.read_text(encoding="utf-8")))
        except (BadCard, Refusal, OSError) as error:
            print(f"{file.stem}: {error}", file=sys.stderr)
            failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))

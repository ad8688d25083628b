"""`build.py cards`: the review cards of all open proposals, each by itself, as files for the job that posts them."""

from __future__ import annotations

import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from catalogue.cli.common import FINDINGS, OK, usage, write_whole
from catalogue.cli.main import FOLDER, Options, command, together
from catalogue.propose.issue_plan import BOT

if TYPE_CHECKING:
    from catalogue.cli.host import Host
    from catalogue.propose.review import Author
    from catalogue.read.catalogue import Catalogue
    from catalogue.read.files import Source

SECONDS = 90.0
"""How long one proposal may take."""
TOTAL = 1_200.0
"""Seconds after which no further one is begun; those that are left come first next time."""
PREVIEW = (
    "\nUntuk melihat seluruh situs menurut keadaan usulan ini, pasang label `{label}`; beberapa menit kemudian "
    "situsnya terbuka{place}. Label itu lepas begitu usulan berubah.\n"
)


@dataclass(frozen=True)
class Place:
    """Where cards are made: the catalogue's folder, its commit, what it borrows, and where the site is.

    `paired` are the proposals of one person that bring a record and its verdict, each with the others.
    """

    options: Options
    main: str
    lent: tuple[Source, ...]
    environ: Mapping[str, str]
    repository: str
    site: str | None
    paired: Mapping[int, tuple[int, ...]]

    def mark(self, pull: Mapping[str, Any], *, again: bool = False) -> str:
        """Return how the card of a proposal begins that needs no other one."""
        from catalogue.cli.post_cards import MARK

        others = "".join(f"#{number} " for number in self.paired.get(pull["number"], ()))
        return f"{MARK}{pull['head']['sha']} {'-' if again else self.main} {others}-->"


@command("membuat kartu telaah semua usulan yang terbuka di GitHub")
@click.argument("out", type=FOLDER, metavar="MAP")
@click.option("--branch", default="main", metavar="CABANG", help="cabang yang diusulkan diubah")
@together
def run(options: Options) -> int:
    """Write the cards of the proposals whose card is missing or older than they, or than the branch."""
    from catalogue.cli.host import GITHUB, Host, Refusal
    from catalogue.cli.review import lent_to
    from catalogue.history import head_commit

    host = Host(os.environ)
    try:
        pulls = list(host.proposed(options.branch))
    except Refusal as refusal:
        return usage(f"usulan yang terbuka tidak dapat diketahui ({refusal})")
    if (main := head_commit(options.root)) is None:
        return usage(f"riwayat Git di `{options.root}` tidak terbaca")
    home = f"{os.environ.get('GITHUB_SERVER_URL', GITHUB)}/{host.repository}"
    place = Place(options, main, lent_to(options), os.environ, home, _site(host), _paired(host, pulls))
    options.out.mkdir(parents=True, exist_ok=True)
    return FINDINGS if list(_all(host, pulls, place)) else OK


def _site(host: Host) -> str | None:
    """Return where the host publishes the site, if it does."""
    from catalogue.cli.host import Refusal

    try:
        return str(host.get("pages")["html_url"])
    except (Refusal, KeyError, TypeError):
        return None


def _paired(host: Host, pulls: Sequence[Mapping[str, Any]]) -> Mapping[int, tuple[int, ...]]:
    """Find who proposes a record here and its verdict there; what the host does not tell is asked for next time."""
    from catalogue.cli.host import Refusal
    from catalogue.propose.review import pairs

    of = defaultdict[str, list[int]](list)
    for pull in pulls:
        of[_person(pull)].append(pull["number"])
    told: dict[int, tuple[str, set[str]]] = {}
    for who, numbers in of.items():
        for number in numbers if len(numbers) > 1 and who else ():
            try:
                found = list(host.every(f"pulls/{number}/files"))
            except Refusal as refusal:
                print(f"usulan {number}: {refusal}", file=sys.stderr)
                continue
            names = (one.get(name) for one in found for name in ("filename", "previous_filename"))
            told[number] = who, {name for name in names if name}
    return pairs(told)


def _person(pull: Mapping[str, Any]) -> str:
    """Return whose proposal it is; of one that the door made of an issue, who wrote that."""
    from catalogue.propose.issues.texts import sender_of

    login = str((pull.get("user") or {}).get("login", ""))
    return (sender_of(pull.get("body") or "") if login == BOT else login).casefold()


def _all(host: Host, pulls: Sequence[Mapping[str, Any]], place: Place) -> Iterator[int]:
    """Make the cards that are wanted, first of proposals that changed; yield the numbers of those that failed."""
    from catalogue.cli.host import Refusal
    from catalogue.cli.post_cards import MARK, card_on

    waiting: list[tuple[bool, Mapping[str, Any]]] = []
    for pull in pulls:
        try:
            said = (card_on(host, pull["number"]) or {}).get("body", "")
        except Refusal as refusal:
            print(f"usulan {pull['number']}: {refusal}", file=sys.stderr)
            yield pull["number"]
            continue
        if not said.startswith(place.mark(pull)):
            waiting.append((said.startswith(f"{MARK}{pull['head']['sha']} "), pull))
    end = time.monotonic() + TOTAL
    for _, pull in sorted(waiting, key=lambda one: one[0]):
        if time.monotonic() < end and (made := _made(pull, place)):
            write_whole(place.options.out / f"{pull['number']}.json", made)


def _made(pull: Mapping[str, Any], place: Place) -> str:
    """Make the card of a proposal, whatever that holds; empty where it has just moved on."""
    from catalogue.common.parallel import Failed, OutOfTime, limited

    try:
        return limited(partial(_card, pull, place), SECONDS)
    except OutOfTime:
        return _refused(pull, place, f"usulan ini tidak selesai dibaca dalam {SECONDS:.0f} detik")
    except Failed:
        return _refused(pull, place, "program katalog gagal membaca usulan ini")


def _card(pull: Mapping[str, Any], place: Place) -> str:
    from catalogue.cli.review import UNFETCHED, compared, fetched
    from catalogue.common.hosting import hosting_of, published_at
    from catalogue.propose.derived import labels_of, routed
    from catalogue.propose.review import Links, card

    sha, proposed = pull["head"]["sha"], fetched(pull, place.main, place.options.root)
    if isinstance(proposed, str):
        return _refused(pull, place, proposed, again=proposed == UNFETCHED) if proposed else ""
    base, proposal = compared(proposed, place.lent, place.options)
    catalogue = base.catalogue
    home = (pull["head"].get("repo") or {}).get("html_url") or place.repository
    address = place.site or published_at(place.environ, catalogue.region.alamat if catalogue else None)
    links = Links(hosting_of(home, "github", sha).file(""), site=address)
    text = card(proposal, links, _author(pull, catalogue, proposed.base.changed, place.paired.get(pull["number"], ())))
    labels = labels_of(catalogue, proposed.base.changed) if catalogue else None
    return _file(pull, place, text + _preview(pull, address), labels, routed(catalogue) if catalogue else ())


def _preview(pull: Mapping[str, Any], site: str | None) -> str:
    """Say how a reviewer sees the whole site as it would be."""
    from catalogue.cli.post_cards import SHOWN

    place = f" di <{site.rstrip('/')}/pratinjau/{pull['number']}/>" if site else ""
    return PREVIEW.format(label=SHOWN, place=place)


def _author(
    pull: Mapping[str, Any], catalogue: Catalogue | None, paths: Sequence[str], paired: tuple[int, ...]
) -> Author:
    from catalogue.propose.derived import owners_of
    from catalogue.propose.issues import BRANCHES
    from catalogue.propose.review import Author

    login = (pull.get("user") or {}).get("login", "")
    owners = owners_of(catalogue, paths) if catalogue else ()
    door = login == BOT and pull["head"]["ref"].startswith(BRANCHES)
    named = f"@{login}".casefold() in map(str.casefold, owners)
    return Author(pull.get("author_association", ""), owners, door=door, named=named, paired=paired)


def _refused(pull: Mapping[str, Any], place: Place, reason: str, *, again: bool = False) -> str:
    """Write the card that says why there is none; one that is to be tried `again` counts as older than any."""
    from catalogue.propose.review import refused

    return _file(pull, place, refused(reason), None, (), again=again)


def _file(
    pull: Mapping[str, Any],
    place: Place,
    text: str,
    labels: Sequence[str] | None,
    known: Sequence[str],
    *,
    again: bool = False,
) -> str:
    body = f"{place.mark(pull, again=again)}\n{text}"
    return json.dumps({"sha": pull["head"]["sha"], "body": body, "labels": labels, "known": known}, ensure_ascii=False)

"""What an agency still lacks, as the text of an issue: where it stands, until when, and the shortest way on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from catalogue.assess.verdicts import VERDICTS
from catalogue.build import Build
from catalogue.common.indonesian import day_text, days_text
from catalogue.model import Opd, Stage
from catalogue.propose.open_round import round_view
from catalogue.propose.review.card import code
from catalogue.propose.routing import agency_label
from catalogue.propose.work import Need, Work, agency_works
from catalogue.read.catalogue import Entry

KIND = "tagihan"
LABEL = "tagihan"
FAREWELL = "Tidak ada lagi yang kurang pada periode ini. Terima kasih."
STAGES = 3
"""So many deadlines are named, the nearest first."""
NEEDS = 6
"""So many needs of one innovation are named; its page has the rest."""


def reminders(build: Build) -> Iterator[DesiredIssue]:
    """Make the issue of every obliged agency that lacks something; none where no round can be changed."""
    if build.closed:
        return
    for id, entry in build.catalogue.opds.items():
        if entry.record.wajib and (parts := list(_gaps(build, agency_works(build, id)))):
            body = "\n".join([_opening(build, entry), *_deadlines(build), *parts, *_ways(build, id)])
            title = f"{entry.record.singkatan or entry.record.nama}: yang masih kurang pada {build.period.tahun}"
            yield DesiredIssue(f"{KIND} {id}", title, body, (LABEL, agency_label(build.catalogue, id)))


def _opening(build: Build, entry: Entry[Opd]) -> str:
    state = build.assessment.opds[entry.id]
    where = f"{code(entry.record.nama)}, putaran {build.period.tahun}: {VERDICTS[state.why].lower()}"
    return f"{where}. {_said(state.reason)}\n\n{round_view(build).both}\n"


def _deadlines(build: Build) -> Iterator[str]:
    """Name the next deadlines that a document sets; a guess is none."""
    stages = [stage for stage in build.period.linimasa if stage.langkah and stage.resmi]
    coming = sorted((stage for stage in stages if stage.selesai >= build.today), key=lambda stage: stage.selesai)
    if not coming:
        yield f"Batas waktu resmi putaran {build.period.tahun} belum ditetapkan.\n"
        return
    yield "## Batas waktu terdekat\n"
    yield from (_deadline(stage, build.today) for stage in coming[:STAGES])
    yield ""


def _deadline(stage: Stage, today: date) -> str:
    left = days_text(today, stage.selesai)
    return f"- {code(stage.nama)}: {day_text(stage.selesai)} ({left}), sampai langkah *{stage.langkah}*"


def _gaps(build: Build, works: Sequence[Work]) -> Iterator[str]:
    if not works:
        yield "## Langkah pertama\n"
        yield "Belum ada inovasi yang tercatat. Satu nama, satu kalimat, dan pernyataan OPD sudah cukup.\n"
    for item in works:
        if rows := list(_needs(item)):
            yield f"## {code(item.inovasi.nama)}\n"
            yield from (*_where(build, item), *rows, "")


def _where(build: Build, item: Work) -> Iterator[str]:
    after = f", berikutnya *{item.next.id}*" if item.next else ""
    page = f" {_linked(build, 'Halamannya', f'inovasi/{item.slug}/#tangga')}." if build.site_url else ""
    yield f"Langkah sekarang *{item.state.step}*{after}.{page}\n"


def _linked(build: Build, text: str, address: str) -> str:
    """Name a page, with a link once the site has an address."""
    return f"[{text}]({build.url(address)})" if build.site_url else text


def _needs(item: Work) -> Iterator[str]:
    if not item.confirmed:
        yield "- Benarkan isinya: sekarang baru menurut sumber publik."
    needs = [need for need in item.next.needs if need.actor == "OPD"] if item.next else []
    yield from (_need(need) for need in needs[:NEEDS])
    if len(needs) > NEEDS:
        yield f"- Dan {len(needs) - NEEDS} hal lain pada halamannya."


def _need(need: Need) -> str:
    document = f" Dokumennya: {_said(need.document)}" if need.document else ""
    return f"- {_said(need.text)}{document}"


def _said(text: str) -> str:
    """Write a sentence as it is when it can hold no markup, mention or address, else as code."""
    text = text.rstrip(".")
    return f"{text}." if re.fullmatch(r"[\w ,.;:()%+-]+", text) else f"{code(text)}."


def _ways(build: Build, opd: str) -> Iterator[str]:
    yield "## Cara mengerjakannya\n"
    yield f"- Lihat {_linked(build, 'halaman OPD', f'opd/{opd}/')}; di sana juga ada berkas Excel-nya."
    new = urlencode({"opd": opd})
    yield f"- Catat inovasi baru atau lengkapi yang ada pada {_linked(build, 'formulir usulan', f'usul/?{new}')}."
    if build.repository:
        yield f"- Kirim lewat [isian]({build.repository}/issues/new/choose), tanpa perlu mengerti Git."
    yield f"- Cara lain ada pada {_linked(build, 'panduan OPD', 'panduan/opd/')}."
    yield "\nTulisan ini diperbarui sendiri setiap pekan dan tertutup bila tidak ada lagi yang kurang."


BOT = "github-actions[bot]"
"""Who writes our issues; an issue by anybody else is not ours, whatever it says."""
BODY_LIMIT = 60_000
"""Characters; GitHub refuses more than 65,536."""


@dataclass(frozen=True)
class DesiredIssue:
    """An issue that is to be open with this text; `mark` tells it from every other."""

    mark: str
    title: str
    body: str
    labels: tuple[str, ...]

    @property
    def text(self) -> str:
        return f"{mark_line(self.mark)}\n{self.body}"[:BODY_LIMIT]


@dataclass(frozen=True)
class Request:
    """A request to the API of the repository."""

    method: str
    path: str
    body: Mapping[str, Any]


def mark_line(mark: str) -> str:
    """Return the first line of an issue of ours, which nobody sees."""
    return f"<!-- katalog: {mark} -->"


def read_issues(content: bytes) -> list[dict[str, Any]] | None:
    """Read what the API said of the issues, one list or several in a row; None when it is no such answer."""
    found: list[Any] = []
    decoder, text = json.JSONDecoder(), content.decode("utf-8", "replace").strip()
    if not text:
        return None
    while text:
        try:
            value, end = decoder.raw_decode(text)
        except (ValueError, RecursionError):
            return None
        found += value if isinstance(value, list) else [value]
        text = text[end:].lstrip()
    return found if all(_is_issue(item) for item in found) else None


def _is_issue(item: object) -> bool:
    return isinstance(item, dict) and isinstance(item.get("number"), int) and item.get("state") in ("open", "closed")


def plan(
    wanted: Iterable[DesiredIssue], kind: str, issues: Iterable[Mapping[str, Any]], farewell: str
) -> list[Request]:
    """Return what to tell GitHub so that of all issues of a kind just the wanted ones are open.

    A mark is its kind, a space, and what tells it apart. `farewell` is the text of an issue that is closed.
    """
    ours = _ours(kind, issues)
    calls = [call for item in wanted for call in _renewed(item, ours.pop(item.mark, []))]
    for mark, left in ours.items():
        calls += [call for issue in left for call in _closed(issue, f"{mark_line(mark)}\n{farewell}")]
    return calls


def _ours(kind: str, issues: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    start = f"<!-- katalog: {kind}"
    for issue in sorted(issues, key=lambda issue: issue["number"]):
        first = _plain(issue.get("body")).partition("\n")[0]
        mine = (issue.get("user") or {}).get("login") == BOT and "pull_request" not in issue
        if mine and first.startswith((f"{start} ", f"{start}-->")):
            mark = first.removeprefix("<!-- katalog: ").removesuffix("-->").strip()
            found.setdefault(mark, []).append(issue)
    return found


def _plain(text: object) -> str:
    """Return a text without what GitHub does to line ends."""
    return str(text or "").replace("\r\n", "\n").rstrip()


def _renewed(wanted: DesiredIssue, issues: list[Mapping[str, Any]]) -> Iterator[Request]:
    if not issues:
        body = {"title": wanted.title, "body": wanted.text, "labels": list(wanted.labels)}
        yield Request("POST", "issues", body)
        return
    first, *others = issues
    state = {"title": first.get("title"), "body": _plain(first.get("body")), "state": first["state"]}
    target = {"title": wanted.title, "body": _plain(wanted.text), "state": "open"}
    if state != target:
        yield Request("PATCH", f"issues/{first['number']}", {**target, "body": wanted.text})
    for issue in others:
        yield from _closed(issue, f"{mark_line(wanted.mark)}\nLihat #{first['number']}.", "not_planned")


def _closed(issue: Mapping[str, Any], body: str, reason: str = "completed") -> Iterator[Request]:
    if issue["state"] == "open":
        yield Request("PATCH", f"issues/{issue['number']}", {"body": body, "state": "closed", "state_reason": reason})

"""A reminder as the issue of an agency on GitHub: the message, all that is missing, and how to send it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from catalogue.build import Build
from catalogue.common.indonesian import day_text
from catalogue.propose.issue_plan import DesiredIssue
from catalogue.propose.open_round import round_view
from catalogue.propose.reminder_texts import Style, message
from catalogue.propose.reminders import Reminder
from catalogue.propose.review.budget import code
from catalogue.propose.routing import agency_label, team_of
from catalogue.propose.work import Need, Work

KIND = "tagihan"
LABEL = "tagihan"
FAREWELL = "Tidak ada lagi yang perlu dikerjakan pada putaran ini. Terima kasih."
NEEDS = 6
"""So many needs of one innovation are named; its page has the rest."""
HARMLESS = re.compile(r"(?!.*\bwww\.)[\w ,.;:()%+-]+", re.IGNORECASE)
"""What a text is made of that can hold no markup, mention or address."""


def issues(build: Build, items: Iterable[Reminder]) -> Iterator[DesiredIssue]:
    """Make the issue of each agency that is reminded."""
    for item in items:
        agency, team = build.catalogue.opds[item.opd].record, team_of(build.catalogue, item.opd)
        parts = [message(build, item, GITHUB), "", *_gaps(build, item), *_ways(build, item)]
        yield DesiredIssue(
            mark=f"{KIND} {item.opd}",
            title=f"{agency.singkatan or agency.nama}: pengingat putaran {build.period.tahun}",
            body="\n".join([team, "", *parts] if team else parts),
            labels=(LABEL, agency_label(build.catalogue, item.opd)),
            state={
                "batas waktu": day_text(item.until) if item.until else "belum ditetapkan",
                "langkah": item.step or "belum ada",
            },
            team=team,
        )


def said(text: str) -> str:
    """Write a text as it is when it can hold no markup, mention or address, else as code."""
    return text if HARMLESS.fullmatch(text) else code(text)


GITHUB = Style(strong=lambda text: f"**{text}**", said=said, sender=str)


def _gaps(build: Build, item: Reminder) -> Iterator[str]:
    yield f"## Keadaan tiap inovasi\n\n{round_view(build).both}\n"
    if not item.works:
        yield "Belum ada inovasi yang tercatat.\n"
    for work in item.works:
        if rows := list(_needs(work)):
            yield from (f"### {code(work.inovasi.nama)}\n", *_where(build, work), *rows, "")


def _where(build: Build, item: Work) -> Iterator[str]:
    after = f", berikutnya *{item.next.id}*" if item.next else ""
    page = f" {_linked(build, 'Halamannya', f'inovasi/{item.slug}/#tangga')}." if build.site_url else ""
    yield f"Langkah sekarang *{item.state.step}*{after}.{page}\n"


def _linked(build: Build, text: str, address: str) -> str:
    """Name a page, with a link once the site has an address."""
    return f"[{text}]({build.url(address)})" if build.site_url else text


def _needs(item: Work) -> Iterator[str]:
    needs = [need for need in item.next.needs if need.actor == "OPD"] if item.next else []
    yield from (_need(need) for need in needs[:NEEDS])
    if len(needs) > NEEDS:
        yield f"- Dan {len(needs) - NEEDS} hal lain pada halamannya."


def _need(need: Need) -> str:
    document = f" Dokumennya: {said(need.document.rstrip('.'))}." if need.document else ""
    return f"- {said(need.text.rstrip('.'))}.{document}"


def _ways(build: Build, item: Reminder) -> Iterator[str]:
    yield "## Cara mengerjakannya\n"
    yield f"- Lihat {_linked(build, 'halaman OPD', f'opd/{item.opd}/')}; di sana juga ada berkas Excel-nya."
    new = urlencode({"opd": item.opd})
    yield f"- Catat inovasi baru atau lengkapi yang ada pada {_linked(build, 'formulir usulan', f'usul/?{new}')}."
    yield f"- Cara lain ada pada {_linked(build, 'panduan OPD', 'panduan/opd/')}."
    yield "\nIsi isu ini diperbarui setiap pekan, dan isunya ditutup bila tidak ada lagi yang perlu dikerjakan."

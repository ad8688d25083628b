"""What an issue comes to: a file to be proposed, or what keeps it from that, in words either way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Literal

from catalogue.pipeline import Loaded
from catalogue.propose.issues.answers import Earlier, corrected, newcomer
from catalogue.propose.issues.body import Issue, is_filled, read_answers
from catalogue.propose.issues.comment import Remark, comment, flaw_remarks, stops
from catalogue.propose.issues.forms import correction_form, new_form
from catalogue.propose.routing import agency_label

Day = Callable[[str], date]
"""Gives today in a time zone."""
State = Literal["proposed", "refused", "foreign"]


@dataclass(frozen=True)
class Outcome:
    """What the workflow does with an issue: `foreign` is an issue that is no form, and is left alone.

    `branch`, `path` and `title` hold nothing that the issue's author could choose but words of letters, digits and
    hyphens; everything else that people wrote stands in `text` and, as code, in `comment`.
    """

    state: State
    number: int
    comment: str = ""
    branch: str = ""
    path: str = ""
    text: str = ""
    title: str = ""
    body: str = ""
    labels: tuple[str, ...] = field(default=())


def take_issue(issue: Issue, loaded: Loaded, day: Day | None = None, earlier: Earlier | None = None) -> Outcome:
    """Read an issue and check what it proposes as part of the catalogue.

    `earlier` tells what it began with, so that a newer value is not replaced without a word.
    """
    catalogue = loaded.catalogue
    assert catalogue is not None
    mend = partial(corrected, earlier=earlier)
    makers = ((new_form(catalogue), newcomer, "Inovasi baru"), (correction_form(), mend, "Perbaikan"))
    form, make, name = next((found for found in makers if is_filled(found[0], issue.body)), (None, None, ""))
    if form is None or make is None:
        return Outcome("foreign", issue.number)
    answers = read_answers(form, issue.body)
    if answers.flaws:
        return Outcome("refused", issue.number, comment(flaw_remarks(answers.flaws), None))
    path, text, remarks = make(form, answers.texts, loaded, day)
    if not path or stops(remarks):
        return Outcome("refused", issue.number, comment(remarks, None))
    slug, opd = path.removesuffix(".yaml").split("/")[-1], path.split("/")[1]
    return Outcome(
        state="proposed",
        number=issue.number,
        comment=comment(remarks, path),
        branch=f"usulan/isu-{issue.number}",
        path=path,
        text=text,
        title=f"{name}: {slug}",
        body=f"Dibuat dari isian #{issue.number}.\n\n{_newer(remarks)}Closes #{issue.number}\n",
        labels=(form.mark, agency_label(catalogue, opd)),
    )


def _newer(remarks: Iterable[Remark]) -> str:
    """Warn who reviews the proposal; what the values are stands in the answer, where nothing of it is markup."""
    if not any(remark.newer for remark in remarks):
        return ""
    return "**Isian yang diubah ini sudah berubah pada katalog sesudah isu dibuat.** Bandingkan keduanya dahulu.\n\n"

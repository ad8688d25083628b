"""What a proposal decides on: the coordinator's verdicts, and what it reports of the Ministry's, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.model import Maturity, Review
from catalogue.model.period import Verification
from catalogue.propose.review.budget import code
from catalogue.propose.review.values import value_text
from catalogue.read.catalogue import Catalogue

WORDS = {"sesuai": "*sesuai*", "tidak-sesuai": "*tidak sesuai*"}
SENT = {"pelaporan": "pelaporan ke Kementerian", "hasil": "hasil dari Kementerian"}
NOTHING = Review()


@dataclass(frozen=True)
class Verdict:
    """What is said of one innovation in a round; empty texts stand for nothing, `note` is the coordinator's."""

    slug: str
    year: int
    subject: str
    before: str
    after: str
    note: str = ""

    def row(self) -> str:
        """Write it as a row of a card."""
        now = self.after or "putusannya dihapus"
        was = f", semula {self.before}" if self.before else ""
        note = f", catatan: {code(self.note)}" if self.note else ""
        return f"- {code(self.slug)}, {self.year}, {self.subject}: {now}{was}{note}"


def verdicts(before: Catalogue, after: Catalogue) -> Iterator[Verdict]:
    """Yield every verdict that differs between two states."""
    for year, slug in sorted(before.reviews.keys() | after.reviews.keys()):
        was, now = (side.reviews.get((year, slug)) for side in (before, after))
        old, new = was.record if was else NOTHING, now.record if now else NOTHING
        for key in sorted(old.verifikasi.keys() | new.verifikasi.keys()):
            if (one := _of_indicator(key, old, new)) != (other := _of_indicator(key, new, old)):
                yield Verdict(slug, year, _label(key), one, other, _note(new.verifikasi.get(key)))
        for name, subject in SENT.items():
            texts = [value_text(getattr(side, name)) for side in (old, new)]
            if texts[0] != texts[1]:
                yield Verdict(slug, year, subject, *(code(text) if text else "" for text in texts))


def _of_indicator(key: str, review: Review, other: Review) -> str:
    """Say a verdict; where its words stay, what it saw tells it from the other one."""
    found, against = review.verifikasi.get(key), other.verifikasi.get(key)
    if found is None:
        return ""
    same = against is not None and against.putusan == found.putusan and against != found
    return (
        f"{WORDS[found.putusan]} ({value_text(found.tanggal)}, sidik data {code(found.sidik)})"
        if same
        else (WORDS[found.putusan])
    )


def _note(found: Verification | None) -> str:
    return found.catatan or "" if found else ""


def _label(key: str) -> str:
    info = Maturity.model_fields.get(key)
    return info.title or code(key) if info else code(key)

"""What the host tells of who proposes: never a name, only how they stand to the agencies whose files they change."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from catalogue.propose.review.budget import code, listed
from catalogue.read.files import locate

INSIDE = {"OWNER", "MEMBER"}
"""What GitHub calls those who belong to the organisation."""


@dataclass(frozen=True)
class Author:
    """Who proposes: GitHub's word for how they stand to the repository, and who owns the files that change.

    `door` is true for a proposal that a workflow made of an issue, `named` where the owners' file names the person.
    `paired` are the other open proposals of the same person that hold the records this one judges, or the verdicts.
    """

    association: str
    owners: tuple[str, ...] = ()
    door: bool = False
    named: bool = False
    paired: tuple[int, ...] = ()

    @property
    def standing(self) -> str:
        """Say whether they belong to the owners, as far as the host tells."""
        if self.door:
            return "Usulan ini dibuat alur kerja dari sebuah isu; pengirimnya disebut pada keterangan usulan."
        if self.named:
            return "Pengusul tercantum pada CODEOWNERS sebagai pemilik berkas yang diubah."
        if self.association in INSIDE:
            return (
                "Pengusul anggota organisasi pemilik repositori ini. Apakah ia anggota tim pemilik berkasnya tidak "
                "dapat dipastikan dari sini; lihat tab **Teams** pada halaman organisasi."
            )
        if self.association == "COLLABORATOR":
            return (
                "Pengusul diberi akses ke repositori ini, tetapi tidak terlihat sebagai anggota organisasinya. Apakah "
                "ia mewakili OPD pemiliknya tidak dapat dipastikan dari sini."
            )
        return (
            "Pengusul bukan anggota organisasi pemilik repositori ini sejauh yang terlihat, jadi bukan anggota tim OPD "
            "pemiliknya. Pastikan kepada OPD itu bahwa usulan ini memang darinya."
        )


def author_rows(author: Author) -> Iterator[str]:
    """Yield what a card says of who proposes."""
    if author.paired:
        yield pair_row(author.paired)
    yield f"- {author.standing}"
    yield f"- Pemilik berkas yang diubah: {_owners(author.owners)}."


PAIRED = "- **Menilai sendiri**: catatan dan putusan atasnya datang dari pengusul yang sama"


def pair_row(numbers: Sequence[int]) -> str:
    """Say that somebody proposes records here and the verdicts on them elsewhere, or the other way round."""
    others = ", ".join(f"#{number}" for number in numbers)
    return f"{PAIRED}, di sini dan pada {others}. Putusan itu harus dibuat orang lain, sesudah catatannya diterima."


def pairs(proposals: Mapping[int, tuple[str, Collection[str]]]) -> Mapping[int, tuple[int, ...]]:
    """Return of each proposal those of the same person with which it brings a record and its verdict.

    `proposals` gives the person, and the paths that change, by the number of the proposal.
    """
    kinds = {number: (who, *_slugs(paths)) for number, (who, paths) in proposals.items() if who}
    found: dict[int, tuple[int, ...]] = {}
    for number, (who, records, judged) in kinds.items():
        others = {other: rest for other, rest in kinds.items() if other != number and rest[0] == who}
        found[number] = tuple(
            other for other, (_, theirs, verdicts) in sorted(others.items()) if records & verdicts or judged & theirs
        )
    return found


def _slugs(paths: Collection[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the innovations whose records, and those whose reviews, are among some paths."""
    places = [place for path in paths if (place := locate(path))]
    records = frozenset(place.id for place in places if place.kind == "innovation")
    return records, frozenset(place.id for place in places if place.kind == "review")


def _owners(owners: Sequence[str]) -> str:
    if not owners:
        return "belum diketahui, karena CODEOWNERS belum berlaku selama `repositori` pada `region.yaml` kosong"
    return listed([code(owner) for owner in owners])[0]

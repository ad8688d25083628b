"""What the host tells of who proposes: never a name, only how they stand to the agencies whose files they change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalogue.propose.review.budget import code, listed

INSIDE = {"OWNER", "MEMBER"}
"""What GitHub calls those who belong to the organisation."""


@dataclass(frozen=True)
class Author:
    """Who proposes: GitHub's word for how they stand to the repository, and who owns the files that change.

    `door` is true for a proposal that a workflow made of an issue, `named` where the owners' file names the person.
    """

    association: str
    owners: tuple[str, ...] = ()
    door: bool = False
    named: bool = False

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
    yield f"- {author.standing}"
    yield f"- Pemilik berkas yang diubah: {_owners(author.owners)}."


def _owners(owners: Sequence[str]) -> str:
    if not owners:
        return "belum diketahui, karena CODEOWNERS belum berlaku selama `repositori` pada `region.yaml` kosong"
    return listed([code(owner) for owner in owners])[0]

"""What is taken from another government's `inovasi.json`: the few keys that are shown, each within limits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from catalogue.model.period import Step
from catalogue.model.types import SLUG, web_address

MOST = 20_000
"""Innovations of one government; the whole country has reported about 30,000 in a year."""

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Name = Annotated[str, StringConstraints(pattern=rf"^{SLUG}$", max_length=100)]
Address = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(web_address)]
Code = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}(\.[0-9]{2})?$")]
YearKey = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]


class Foreign(BaseModel):
    """A mapping of somebody else's; what is not needed is passed over, and nothing is turned into another type."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True, defer_build=True)


class ForeignInnovation(Foreign):
    """One innovation as its own catalogue tells it."""

    id: Name
    nama: Line
    ringkasan: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=800)]
    url: Address
    opd_nama: Line | None = None
    status_data: Name
    tema: Annotated[tuple[Name, ...], Field(max_length=20, strict=False)] = ()
    langkah: Annotated[dict[YearKey, Literal["diberitakan"] | Step], Field(max_length=100)] = {}


class Government(Foreign):
    """Whose innovations they are."""

    kode_wilayah: Code
    nama: Line
    provinsi: Line


class Snapshot(Foreign):
    """The published innovations of one government on one day."""

    shape: Literal[1] = Field(alias="schema")
    generated_at: Annotated[datetime, Field(strict=False)]
    lisensi: Annotated[str, StringConstraints(max_length=60)]
    sumber: Line
    daerah: Government
    inovasi: Annotated[tuple[ForeignInnovation, ...], Field(max_length=MOST, strict=False)]


@dataclass(frozen=True)
class Federation:
    """The snapshots that could be read, by the code of their government; `left_out` counts the others."""

    snapshots: tuple[Snapshot, ...] = ()
    left_out: int = 0

    @classmethod
    def of(cls, snapshots: Iterable[Snapshot], left_out: int) -> Federation:
        """Put snapshots in the order in which the Ministry numbers governments."""
        return cls(tuple(sorted(snapshots, key=lambda snapshot: snapshot.daerah.kode_wilayah)), left_out)

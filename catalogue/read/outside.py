"""What a build is told of the world outside the repository, by files that were fetched before it.

A workflow fetches the open proposals and what the check of links remembers; of another government's `inovasi.json` the
few keys are taken that are shown, each within limits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from catalogue.common.findings import Finding, Place, Severity
from catalogue.model.period import Step
from catalogue.model.types import SLUG, web_address

PROPOSALS = "PROPOSALS_FILE"
"""The variable that names the list of open proposals."""
LINKS = "LINKS_FILE"
"""The variable that names what the check of links remembers."""
SIZE_LIMIT = 20_000_000
"""Bytes of such a file."""


def link_memory(environ: Mapping[str, str]) -> Memory | None:
    """Return the links that did not open of late; None when that is not known."""
    content = _content(environ.get(LINKS))
    return None if content is None else read_memory(content)


def open_proposals(environ: Mapping[str, str]) -> tuple[OpenProposal, ...] | None:
    """Return the open proposals; None when they are not known."""
    content = _content(environ.get(PROPOSALS))
    return None if content is None else read_proposals(content)


def _content(path: str | None) -> bytes | None:
    if not (path or "").strip():
        return None
    try:
        with Path(str(path).strip()).open("rb") as file:
            content = file.read(SIZE_LIMIT + 1)
    except OSError:
        return None
    return content if len(content) <= SIZE_LIMIT else None


State = Literal["disusun", "diperiksa", "salah", "perbaikan", "telaah", "disetujui"]
FAILED = {"FAILURE", "ERROR", "TIMED_OUT", "STARTUP_FAILURE", "CANCELLED", "ACTION_REQUIRED"}
RUNNING = {"PENDING", "EXPECTED", "QUEUED", "IN_PROGRESS", "WAITING", "REQUESTED"}


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Check(_Answer):
    status: str | None = None
    conclusion: str | None = None
    state: str | None = None


class _File(_Answer):
    path: str = Field(max_length=4_000)


class OpenProposal(_Answer):
    """A pull request, named as GitHub names its parts."""

    number: int = Field(gt=0, lt=10**9)
    title: str = Field(max_length=4_000)
    created: datetime = Field(alias="createdAt")
    draft: bool = Field(default=False, alias="isDraft")
    decision: str | None = Field(default=None, alias="reviewDecision")
    checks: tuple[_Check, ...] = Field(default=(), alias="statusCheckRollup")
    files: tuple[_File, ...] = ()

    @property
    def opds(self) -> tuple[str, ...]:
        """Return the folders of agencies that it touches."""
        found = (re.match(r"(?:innovations/([a-z0-9-]+)/|opd/([a-z0-9-]+)\.yaml$)", file.path) for file in self.files)
        return tuple(sorted({match[1] or match[2] for match in found if match}))

    @property
    def state(self) -> State:
        """Tell who is to act next."""
        answers = {check.conclusion or check.state or check.status or "" for check in self.checks}
        if self.draft:
            return "disusun"
        if answers & FAILED:
            return "salah"
        if self.decision == "CHANGES_REQUESTED":
            return "perbaikan"
        if answers & RUNNING:
            return "diperiksa"
        return "disetujui" if self.decision == "APPROVED" else "telaah"


def read_proposals(content: bytes) -> tuple[OpenProposal, ...] | None:
    """Read the list of open proposals; None when it is not such a list."""
    try:
        return TypeAdapter(tuple[OpenProposal, ...]).validate_json(content)
    except ValidationError:
        return None


TIMES, DAYS = 3, 14
"""A link is dead when it failed so often, the first time so many days before the last."""


class Failure(BaseModel):
    """A link that did not open the last time it was asked for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    since: date
    last: date
    times: int = Field(ge=1, lt=10_000)
    reason: str = Field(max_length=200)

    @property
    def dead(self) -> bool:
        return self.times >= TIMES and (self.last - self.since).days >= DAYS


Memory = Mapping[str, Failure]


def read_memory(content: bytes) -> Memory | None:
    """Read what was written; None when it cannot be read."""
    try:
        return TypeAdapter(dict[str, Failure]).validate_json(content)
    except ValidationError:
        return None


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


SNAPSHOT_LIMIT = 64 * 1024 * 1024
"""Bytes of one file: more than ten thousand full records take."""
FILES_LIMIT = 1_000
"""Files in the folder; there are 552 regional governments."""
SHOWN = 5
"""So many faults of one file are told; the rest are counted."""
RULE = "berkas-tidak-terbaca"


def read_federation(folder: Path, own: str) -> tuple[Federation, list[Finding]]:
    """Read every `*.json` in a folder as a snapshot; `own` is the code of the government whose site is being built.

    A file that is no snapshot is left out with warnings, so that one government cannot stop the site of all.
    """
    found: dict[str, Snapshot] = {}
    findings: list[Finding] = []
    files = sorted(folder.glob("*.json"))
    for file in files[:FILES_LIMIT]:
        snapshot = _snapshot(file, findings)
        if snapshot is None:
            continue
        code = snapshot.daerah.kode_wilayah
        if code == own or code in found:
            findings.append(_fault(file, f"daerah {code} sudah ada", "Simpan satu berkas untuk tiap daerah."))
        else:
            found[code] = snapshot
    findings += [_fault(file, f"lebih dari {FILES_LIMIT} berkas", "Bagi situsnya.") for file in files[FILES_LIMIT:]]
    return Federation.of(found.values(), len(files) - len(found)), findings


def _snapshot(file: Path, findings: list[Finding]) -> Snapshot | None:
    if file.is_symlink() or not file.is_file():
        findings.append(_fault(file, "bukan berkas biasa", "Ganti dengan berkas biasa."))
        return None
    size = file.stat().st_size
    if size > SNAPSHOT_LIMIT:
        findings.append(_fault(file, f"berukuran {size} bita", f"Paling besar {SNAPSHOT_LIMIT} bita."))
        return None
    try:
        return Snapshot.model_validate_json(file.read_bytes())
    except ValidationError as error:
        findings.extend(_faults(file, error))
        return None


def _faults(file: Path, error: ValidationError) -> Iterator[Finding]:
    listed = error.errors(include_url=False, include_context=False, include_input=False)
    help = "Ambil ulang `api/v1/inovasi.json` dari situs daerah itu."
    for fault in listed[:SHOWN]:
        place = ".".join(map(str, fault["loc"])) or "seluruh isi"
        yield _fault(file, f"`{place[:100]}` tidak sesuai bentuk API versi 1 ({fault['type']})", help)
    if len(listed) > SHOWN:
        yield _fault(file, f"{len(listed) - SHOWN} ketidaksesuaian lain", help)


def _fault(file: Path, message: str, help: str) -> Finding:
    return Finding(RULE, Severity.PERINGATAN, Place(file.name), f"potret dilewati: {message}", help)

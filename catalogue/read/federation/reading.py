"""Files become snapshots: each is read whole or left out with the reasons."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from catalogue.common.findings import Finding, Place, Severity
from catalogue.read.federation.snapshot import Federation, Snapshot

SIZE_LIMIT = 64 * 1024 * 1024
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
        snapshot = _read(file, findings)
        if snapshot is None:
            continue
        code = snapshot.daerah.kode_wilayah
        if code == own or code in found:
            findings.append(_fault(file, f"daerah {code} sudah ada", "Simpan satu berkas untuk tiap daerah."))
        else:
            found[code] = snapshot
    findings += [_fault(file, f"lebih dari {FILES_LIMIT} berkas", "Bagi situsnya.") for file in files[FILES_LIMIT:]]
    return Federation.of(found.values(), len(files) - len(found)), findings


def _read(file: Path, findings: list[Finding]) -> Snapshot | None:
    if file.is_symlink() or not file.is_file():
        findings.append(_fault(file, "bukan berkas biasa", "Ganti dengan berkas biasa."))
        return None
    size = file.stat().st_size
    if size > SIZE_LIMIT:
        findings.append(_fault(file, f"berukuran {size} bita", f"Paling besar {SIZE_LIMIT} bita."))
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

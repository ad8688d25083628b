"""Photographs handed over beside a text: each lands under the name by which its record calls it, or is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from catalogue.common.findings import Finding, Place, Severity
from catalogue.propose.submissions.reading import RecordSubmission
from catalogue.read.files import PICTURES


def is_picture(name: str) -> bool:
    """Tell by its name whether a file is a photograph."""
    return name.casefold().endswith(PICTURES)


@dataclass
class Photos:
    """Photographs that came along: the `given` ones that no record has called yet, and the `placed` ones by path.

    `alone` says that they came with a single text, so that one photograph of another name can only be the one it lacks.
    """

    given: dict[str, bytes]
    alone: bool = False
    placed: dict[str, bytes] = field(default_factory=dict)

    def take(self, submission: RecordSubmission, beside: frozenset[str]) -> tuple[Mapping[str, bytes], list[Finding]]:
        """Return the photographs of a record by their paths, and what is wrong with them."""
        folder = PurePosixPath(submission.path).parent
        named = {photo.berkas: f"{folder}/{photo.berkas}" for photo in submission.body.record.foto}
        found: dict[str, bytes] = {}
        told: list[Finding] = []
        for berkas, (name, content) in self._called(named, beside).items():
            told += _faults(name, berkas, content)
            if named[berkas] in beside:
                told.append(_taken(name, named[berkas]))
            if PurePosixPath(name).name != berkas:
                told.append(_renamed(name, berkas))
            found[named[berkas]] = content
        return found, told

    def _called(self, named: Mapping[str, str], beside: frozenset[str]) -> dict[str, tuple[str, bytes]]:
        """Take the photographs that a record calls out of those that were given."""
        by_name = {PurePosixPath(name).name.casefold(): name for name in self.given}
        found = {berkas: by_name[berkas] for berkas in named if berkas in by_name}
        missing = [berkas for berkas, path in named.items() if berkas not in found and path not in beside]
        spare = [name for name in self.given if name not in found.values()]
        if self.alone and len(missing) == len(spare) == 1:
            found[missing[0]] = spare[0]
        return {berkas: (name, self.given.pop(name)) for berkas, name in found.items()}

    def left(self) -> Iterator[Finding]:
        """Refuse the photographs that no record called."""
        for name in self.given:
            message = "tidak ada kiriman yang menyebut foto ini"
            help = "Beri foto itu nama yang tertulis pada `foto` kirimannya, lalu masukkan keduanya bersama."
            yield Finding("foto-tanpa-catatan", Severity.GALAT, Place(name), message, help)


def _faults(name: str, berkas: str, content: bytes) -> Iterator[Finding]:
    from catalogue.read.photo import photo_fault, tells_place  # noqa: PLC0415  slow to start, seldom needed

    if fault := photo_fault(PurePosixPath(berkas).suffix, content):
        yield Finding("foto-rusak", Severity.GALAT, Place(name), *fault)
    elif tells_place(content):
        message = "foto ini menyimpan tempat pengambilannya, yang terbuka di repositori"
        help = "Kirim foto itu lewat formulir usulan: keterangan tempatnya tidak ikut."
        yield Finding("foto-rusak", Severity.GALAT, Place(name), message, help)


def _taken(name: str, path: str) -> Finding:
    help = "Bila sama, masukkan kiriman tanpa foto ini. Bila berbeda, beri foto dan isian `foto` nama lain."
    return Finding("foto-rusak", Severity.GALAT, Place(name), f"`{path}` sudah ada", help)


def _renamed(name: str, berkas: str) -> Finding:
    message, help = f"foto ini dipakai sebagai `{berkas}`", "Periksa bahwa foto itu yang dimaksud."
    return Finding("foto-tanpa-catatan", Severity.PERINGATAN, Place(name), message, help)

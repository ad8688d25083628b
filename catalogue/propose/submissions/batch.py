"""Files that were sent, workbooks, texts, photographs, archives, taken in one after another: all of them or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePosixPath

from catalogue.common.findings import Finding, Place, Severity, arrange, count
from catalogue.model.submission import Receipt, Way
from catalogue.pipeline import Loaded
from catalogue.propose.intake import take_in
from catalogue.propose.package import ENDING, unpacked
from catalogue.propose.submissions.bundles import apply_bundle, judged_by_sender
from catalogue.propose.submissions.landing import (
    Applied,
    Day,
    apply_answers,
    checked,
    known_receipt,
    receipt,
    rules_of,
    taken_in,
    with_files,
    with_receipts,
)
from catalogue.propose.submissions.reading import BundleSubmission, RecordSubmission, number_of, read_submission
from catalogue.propose.submissions.records import Former, apply_record
from catalogue.propose.tidy import Unsure
from catalogue.read.characters import decode_bytes
from catalogue.read.files import PICTURES, Source, locate


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
        by_name |= {berkas: path for berkas, path in named.items() if path in self.given}
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


WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
"""Endings of what is read as a workbook, or refused as one with the reason."""


@dataclass(frozen=True)
class Terms:
    """How files are taken in: `received` is the way on which they came to the coordinator, None for anybody's.

    `opd` and `overwrite` are for workbooks.
    """

    day: Day
    former: Former | None = None
    received: Way | None = None
    opd: str | None = None
    overwrite: bool = False


@dataclass(frozen=True)
class Taken:
    """One file that was taken in, by its name and receipt number; `earlier` is its line where it had come before."""

    name: str
    number: str
    workbook: bool = False
    office: str = ""
    earlier: Receipt | None = None


@dataclass
class Batch:
    """What became of all files: the catalogue with them, the changed files, the findings, and the texts for reports."""

    before: Loaded
    terms: Terms
    loaded: Loaded
    files: dict[str, str | None] = field(default_factory=dict)
    unchanged: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    texts: dict[str, Source] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    photos: Photos = field(default_factory=lambda: Photos({}))
    failed: bool = False

    @property
    def acceptable(self) -> bool:
        return not self.failed and not count(self.findings, Severity.GALAT)

    @property
    def replaced(self) -> frozenset[str]:
        return frozenset(path for path in self.files if path in self.before.sources)


def take_all(sent: Iterable[tuple[str, bytes]], loaded: Loaded, terms: Terms) -> Batch:
    """Take in files by their names, each on top of those before it; photographs go with the records that name them."""
    files, refused = _unpacked(sent)
    others = [one for one in files if not is_picture(one[0])]
    pictures = {name: content for name, content in files if is_picture(name)}
    batch = Batch(loaded, terms, loaded, findings=refused, photos=Photos(pictures, alone=len(others) == 1))
    for name, content in others:
        if name.casefold().endswith(WORKBOOKS):
            _workbook(batch, name, content)
        else:
            _text(batch, name, content)
    if not batch.failed and not count(batch.findings, Severity.GALAT):
        batch.findings += batch.photos.left()
    if batch.acceptable and len(batch.taken) > 1:
        batch.findings += judged_by_sender(batch.taken[-1].name, batch.files)
    if batch.receipts and batch.acceptable:
        _write_receipts(batch)
    batch.findings = list(arrange(batch.findings))
    return batch


def _unpacked(sent: Iterable[tuple[str, bytes]]) -> tuple[list[tuple[str, bytes]], list[Finding]]:
    """Return all files with those of archives in their place, no name twice, and why an archive is not read."""
    files: dict[str, bytes] = {}
    refused: list[Finding] = []
    for name, content in sent:
        parts = unpacked(name, content) if name.casefold().endswith(ENDING) else [(name, content)]
        if isinstance(parts, Finding):
            refused.append(parts)
            continue
        for inner, bytes_of in parts:
            files[f"{name}/{inner}" if inner in files else inner] = bytes_of
    return list(files.items()), refused


def _workbook(batch: Batch, name: str, content: bytes) -> None:
    terms = batch.terms
    if _repeated(batch, Taken(name, number_of(content), workbook=True)):
        return
    found = take_in(content, name, batch.loaded, opd=terms.opd, overwrite=terms.overwrite, day=terms.day)
    batch.failed |= not found.acceptable
    files = dict(found.files)
    if terms.received:
        files = {path: taken_in(text, path, batch.loaded) for path, text in files.items()}
    places = [place for path in (*files, *found.unchanged) if (place := locate(path))]
    owners = {place.opd for place in places}
    opd = owners.pop() if len(owners) == 1 else ""
    known = opd if batch.loaded.catalogue and opd in batch.loaded.catalogue.opds else ""
    batch.unchanged += found.unchanged
    _land(batch, number_of(content), Applied(files, found.findings, known, tuple(place.id for place in places)))


def _text(batch: Batch, name: str, content: bytes) -> None:
    terms, catalogue = batch.terms, batch.loaded.catalogue
    assert catalogue
    batch.texts[name] = Source("innovation", name, decode_bytes(content)[0], name)
    submission = read_submission(content, catalogue, name, rules_of(batch.loaded, terms.day))
    if isinstance(submission, tuple):
        batch.findings += submission
        return
    if isinstance(submission, BundleSubmission):
        _bundle(batch, submission)
        return
    office = submission.office if isinstance(submission, RecordSubmission) else submission.body.record.jabatan
    if _repeated(batch, Taken(name, submission.number, office=office)):
        if isinstance(submission, RecordSubmission):
            batch.photos.take(submission, batch.loaded.beside)
        return
    if isinstance(submission, RecordSubmission):
        applied = _record(batch, submission)
        batch.unchanged += [] if applied.files or not applied.acceptable else [submission.path]
    else:
        applied = apply_answers(submission, batch.loaded, terms.day, received=terms.received)
    _land(batch, submission.number, applied)


def _bundle(batch: Batch, submission: BundleSubmission) -> None:
    """Apply what the desk sent, which says itself what was taken in, with the photographs that came along."""
    photos: dict[str, bytes] = {}
    told: list[Finding] = []
    for _, item in submission.received:
        if isinstance(item, RecordSubmission):
            found, more = batch.photos.take(item, batch.loaded.beside | frozenset(photos))
            photos.update(found)
            told += more
    sent = submission.body.record
    batch.taken.append(Taken(submission.name, submission.number, office=sent.jabatan))
    for file in sent.berkas:
        if place := locate(file.tempat):
            batch.texts[file.tempat] = Source(place.kind, file.tempat, file.isi, place.id, place.opd, place.year)
    together = replace(batch.loaded, beside=batch.loaded.beside | frozenset(photos))
    applied = apply_bundle(submission, together, batch.terms.day, batch.terms.former)
    applied = replace(applied, findings=tuple(arrange([*told, *map(_wanted, applied.findings)])))
    batch.findings += applied.findings
    if applied.acceptable:
        batch.unchanged += [file.tempat for file in sent.berkas if file.tempat not in applied.files]
        batch.files.update(applied.files)
        batch.photos.placed |= photos
        batch.loaded = with_files(together, applied.files, batch.terms.day)


def _record(batch: Batch, submission: RecordSubmission) -> Applied:
    """Apply a record together with the photographs that came along."""
    terms = batch.terms
    photos, told = batch.photos.take(submission, batch.loaded.beside)
    together = replace(batch.loaded, beside=batch.loaded.beside | frozenset(photos))
    applied = apply_record(submission, together, terms.day, terms.former, received=terms.received)
    applied = replace(applied, findings=tuple(arrange([*told, *map(_wanted, applied.findings)])))
    if applied.acceptable:
        batch.loaded = together
        batch.photos.placed |= photos
    return applied


def _wanted(finding: Finding) -> Finding:
    """Ask for a photograph that did not come along."""
    if finding.rule != "foto-hilang":
        return finding
    help = "Masukkan fotonya bersama kiriman ini. Bila fotonya belum sampai, mintalah kepada pengirimnya."
    return replace(finding, help=help)


def _repeated(batch: Batch, taken: Taken) -> bool:
    """Note a file, and tell whether it was taken in before."""
    assert batch.loaded.catalogue
    lines = [line for line in batch.receipts if line.nomor == taken.number]
    earlier = next(iter(lines), None) or known_receipt(batch.loaded.catalogue, taken.number)
    batch.taken.append(Taken(taken.name, taken.number, taken.workbook, taken.office, earlier))
    return earlier is not None


def _land(batch: Batch, number: str, applied: Applied) -> None:
    batch.findings += applied.findings
    if not applied.acceptable:
        return
    batch.files.update(applied.files)
    if applied.files:
        batch.loaded = with_files(batch.loaded, applied.files, batch.terms.day)
    if batch.terms.received and batch.loaded.catalogue:
        coordinator = batch.loaded.catalogue.region.koordinator
        batch.receipts.append(receipt(number, applied, batch.terms.received, _today(batch), coordinator))


def _today(batch: Batch) -> date:
    assert batch.loaded.catalogue
    return batch.terms.day(batch.loaded.catalogue.region.zona_waktu)


def _write_receipts(batch: Batch) -> None:
    """Add a line for each file to the list of the round that is open."""
    assert batch.loaded.catalogue
    year = batch.loaded.catalogue.period_on(_today(batch)).tahun
    path = f"periods/{year}/penerimaan.yaml"
    try:
        _, text = with_receipts(batch.loaded, year, batch.receipts)
    except Unsure as reason:
        message, help = f"`{path}` tidak dapat ditambah: {reason}", "Perbaiki berkas itu menurut `build.py check`."
        batch.findings.append(Finding("bentuk-salah", Severity.GALAT, Place(path), message, help))
        return
    files: Mapping[str, str | None] = {path: text}
    batch.findings += checked(batch.loaded, files, batch.terms.day, lambda there, _: Place(there))
    batch.files.update(files)

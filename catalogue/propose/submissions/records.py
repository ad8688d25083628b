"""A whole record that was sent becomes the file that it is to be; what is newer than its beginning stays."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from catalogue.common.findings import START, Finding, Place, Severity, arrange
from catalogue.history import History
from catalogue.model import Innovation
from catalogue.model.submission import Way
from catalogue.pipeline import Loaded
from catalogue.propose.beginnings import SHOWN, Clash, Merge, Side, lost_comments, merge, shown
from catalogue.propose.submissions.landing import (
    Applied,
    Day,
    checked,
    confirmation,
    record_of,
    refused,
    taken_in,
    unsure,
)
from catalogue.propose.submissions.reading import AGAIN, RecordSubmission
from catalogue.propose.tidy import Unsure, mapping_of, with_values
from catalogue.read.catalogue import UNASSIGNED, InnovationEntry
from catalogue.read.characters import decode_bytes
from catalogue.read.decode import decode, known_keys
from catalogue.read.files import Location, Source, locate
from catalogue.read.yaml import Mapping as Document
from catalogue.read.yaml.nodes import parse

DIGITS = 16
"""Hexadecimal digits by which a submission names the file that it began with."""

Former = Callable[[str, str], tuple[str, bytes] | None]
"""Gives the path and the content that an innovation once had, by its identity and the mark of the content."""


def digest(content: bytes) -> str:
    """Return the mark of a published file."""
    return hashlib.sha256(content).hexdigest()[:DIGITS]


def former_in(history: History) -> Former:
    """Return what finds the former contents of a record in the history."""

    def found(slug: str, mark: str) -> tuple[str, bytes] | None:
        paths: dict[str, str] = {}
        for commit in history.commits:
            for change in commit.changes:
                if change.content and change.path.endswith(f"/{slug}.yaml") and change.path.startswith("innovations/"):
                    paths.setdefault(change.content, change.path)
        contents = history.read(reversed(paths))
        return next(((paths[id], content) for id, content in contents if digest(content) == mark), None)

    return found


@dataclass(frozen=True)
class Standing:
    """The record that a submission corrects, and its file."""

    entry: InnovationEntry
    source: Source


@dataclass(frozen=True)
class Draft:
    """The text that a submission makes, where it goes, and the file that goes instead."""

    path: str
    text: str
    left: str = ""
    remarks: tuple[Finding, ...] = ()


def apply_record(
    submission: RecordSubmission,
    loaded: Loaded,
    day: Day | None = None,
    former: Former | None = None,
    *,
    received: Way | None = None,
) -> Applied:
    """Return what a record that was sent makes of the catalogue; `received` is how the coordinator took it in."""
    standing = _standing(submission, loaded)
    if isinstance(standing, Finding):
        return refused([*submission.remarks, standing])
    made = _merged(submission, standing, loaded, former) if standing else Draft(submission.path, submission.body.text)
    if isinstance(made, list):
        return refused([*submission.remarks, *made])
    remarks = [*submission.remarks, *made.remarks]
    try:
        own_word = _with_office(submission, made.text, loaded, day, received)
        text, own = _confirmation(submission, own_word, standing, loaded, received)
    except Unsure as reason:
        return refused([*remarks, unsure(submission.name, made.path, reason, submission.place("pengesahan"))])
    remarks += own
    files: dict[str, str | None] = {made.path: text}
    if made.left:
        files[made.left] = None
    if standing and standing.source.path == made.path and standing.source.text == text:
        files = {}
    remarks += checked(loaded, files, day, lambda _, path: submission.place(*path))
    location = locate(made.path)
    assert location
    owner = "" if location.opd == UNASSIGNED else location.opd
    return Applied(files, tuple(arrange(remarks)), owner, (location.id,))


def _fault(submission: RecordSubmission, rule: str, message: str, help: str) -> Finding:
    return Finding(rule, Severity.GALAT, Place(submission.name), message, help)


def _standing(submission: RecordSubmission, loaded: Loaded) -> Standing | Finding | None:
    """Find what a submission corrects; None for a new record, and a fault where it would hide another one."""
    catalogue, location = loaded.catalogue, locate(submission.path)
    assert catalogue
    assert location
    entry = catalogue.innovations.get(location.id)
    if entry is None and submission.path in loaded.sources:
        message = f"`{submission.path}` yang terbit belum dapat dibaca, sehingga tidak dapat dibandingkan"
        help = "Perbaiki dahulu berkas itu menurut `build.py check`."
        return _fault(submission, "bentuk-salah", message, help)
    if entry and not submission.base:
        message = f"nama berkas `{location.id}` sudah dipakai catatan lain"
        help = f"Bila catatan itu yang diperbaiki: {AGAIN} Bila bukan, pakai nama lain, misalnya `{_other(location)}`."
        found = _fault(submission, "slug-ganda", message, help)
        return Finding(found.rule, found.severity, found.place, message, help, Place(entry.path), "dipakai di sini")
    if entry is None and (submission.replaces or submission.base):
        names = submission.body.record.alamat_lama
        entry = next((catalogue.innovations[name] for name in names if name in catalogue.innovations), None)
        if entry is None:
            return _vanished(submission, location, loaded)
    return Standing(entry, loaded.sources[entry.path]) if entry else None


def _other(location: Location) -> str:
    return f"{location.id}-{location.opd}"


def _vanished(submission: RecordSubmission, location: Location, loaded: Loaded) -> Finding:
    """Say that the record to be corrected is no longer there, and where it went."""
    assert loaded.catalogue
    entries = loaded.catalogue.with_any("alamat_lama")
    now = next((entry for entry in entries if location.id in entry.record.alamat_lama), None)
    help = (
        f"Catatan itu kini bernama `{now.id}`. {AGAIN}" if now else "Tanyakan kepada koordinator ke mana ia dipindah."
    )
    return _fault(submission, "rujukan-mati", f"catatan `{location.id}` yang diperbaiki tidak ada lagi", help)


def _merged(
    submission: RecordSubmission, standing: Standing, loaded: Loaded, former: Former | None
) -> Draft | list[Finding]:
    """Lay a correction onto what is published."""
    source = standing.source
    left = source.path if source.path != submission.path else ""
    if submission.base == digest(source.text.encode()):
        return Draft(submission.path, submission.body.text, left)
    found = former(standing.entry.id, submission.base) if former and submission.base else None
    began = _record_of(found[1], source, loaded) if found else None
    moved = bool(left) and (found is None or found[0] == submission.path)  # others moved it, and there it stays
    path = source.path if moved else submission.path
    theirs = parse(source.text, source.path, known_keys(Innovation)).top
    assert theirs
    own = Side(submission.body.record, submission.body.top)
    joined = merge(began, Side(standing.entry.record, theirs), own)
    if joined.clashes:
        return [_clash(submission, clash, standing.entry, known=began is not None) for clash in joined.clashes]
    try:
        text = joined.written(source.text)
    except Unsure as reason:
        return [unsure(submission.name, source.path, reason, Place(submission.name))]
    remarks = _told(submission, joined, source, decode_bytes(found[1])[0] if found else "")
    return Draft(path, text, "" if moved else left, tuple(remarks))


def _record_of(content: bytes, source: Source, loaded: Loaded) -> Innovation | None:
    """Read a former content as a record; None where today's model does not fit it."""
    assert loaded.catalogue
    parsed = parse(decode_bytes(content)[0], source.path, known_keys(Innovation))
    return decode(parsed.top, Innovation, source.path, loaded.catalogue.vocabularies).record if parsed.top else None


def _clash(submission: RecordSubmission, clash: Clash, entry: InnovationEntry, *, known: bool) -> Finding:
    name = ".".join(clash.place)
    now, own = shown(clash.theirs), shown(clash.own)
    if known:
        message = (
            f"`{name}` sudah diubah sejak kiriman ini dibuat: semula {shown(clash.before)}, kini {now}; di sini {own}"
        )
    else:
        message = f"awal kiriman ini tidak ada dalam riwayat, dan `{name}` berbeda: yang terbit {now}; di sini {own}"
    help = f"Bila yang terbit yang benar, tulis nilai itu di sini. Bila kiriman ini yang benar: {AGAIN}"
    place = submission.place(*clash.place)
    there = entry.place(*clash.place)
    return Finding("bentuk-salah", Severity.GALAT, place, message, help, there, "yang terbit")


def _told(submission: RecordSubmission, joined: Merge, source: Source, began: str) -> Iterator[Finding]:
    """Tell that two changes were joined, and which comments of the submission found no place."""
    place = Place(submission.name)
    names = ", ".join(f"`{name}`" for name in joined.names) or "tidak ada"
    message = f"`{source.path}` sudah berubah sejak kiriman ini dibuat; yang diambil dari kiriman: {names}"
    help = "Isian lain tetap seperti yang terbit. Periksa hasilnya sebelum diterbitkan."
    yield Finding("bentuk-salah", Severity.PERINGATAN, place, message, help)
    for comment in lost_comments(submission.body.text, source.text, began):
        message, help = f"komentar `{comment[:SHOWN]}` tidak ikut", "Bila perlu, tulis komentar itu pada berkasnya."
        yield Finding("bentuk-salah", Severity.PERINGATAN, place, message, help)


def _with_office(submission: RecordSubmission, text: str, loaded: Loaded, day: Day | None, received: Way | None) -> str:
    """Let a record that is sent as confirmed say who confirmed it: the office that sent it."""
    record, location = record_of(text, submission.path, loaded), locate(submission.path)
    assert loaded.catalogue
    assert location
    said = record is not None and record.status_data == "dikonfirmasi-opd" and not record.pengesahan
    if not said or not day or not submission.office or location.opd == UNASSIGNED:
        return text
    word = confirmation(day(loaded.catalogue.region.zona_waktu), submission.office, received)
    return with_values(text, Innovation, mapping_of({"pengesahan": word}), [("pengesahan",)])


def _confirmation(
    submission: RecordSubmission, text: str, standing: Standing | None, loaded: Loaded, received: Way | None
) -> tuple[str, tuple[Finding, ...]]:
    """Let a confirmation count only where the coordinator took it in; what is published as such stays so."""
    record = record_of(text, submission.path, loaded)
    said = record.pengesahan if record else None
    if record is None or said is None:
        return text, ()
    if received:
        return taken_in(text, submission.path, loaded), ()
    published = standing.entry.record.pengesahan if standing else None
    if said.diterima_oleh is None or said == published:
        return text, ()
    message = "`diterima_oleh` hanya diisi koordinator; baris ini tidak ikut"
    place, help = submission.place("pengesahan", "diterima_oleh"), "Biarkan; koordinator mengisinya saat menerima."
    bare = with_values(text, Innovation, Document([], START), (), [("pengesahan", "diterima_oleh")])
    return bare, (Finding("pengesahan-tidak-cocok", Severity.PERINGATAN, place, message, help),)

"""What a submission makes of the catalogue, checked as part of it, and the list of what was taken in.

The answers of an agency are laid onto its records here: a reply, and what follows from it for confirmation and status.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from catalogue.common.findings import START, Finding, Place, Severity, arrange, closest, count, fault
from catalogue.common.indonesian import day_text, partial_date_text
from catalogue.model import Innovation
from catalogue.model.submission import AgencyAnswer, AgencyAnswers, Receipt, Receipts, Way
from catalogue.pipeline import Loaded, assemble
from catalogue.propose.submissions.reading import AnswerSubmission
from catalogue.propose.tidy import Unsure, mapping_of, with_items, with_values
from catalogue.propose.tidy.fresh import emit
from catalogue.read.catalogue import UNASSIGNED, Catalogue, InnovationEntry, Path
from catalogue.read.files import Reading, Source, locate
from catalogue.read.records import decode_source
from catalogue.read.yaml import Mapping as Document
from catalogue.read.yaml import Node, Scalar, Sequence

Day = Callable[[str], date]
"""Gives today in a time zone."""
Files = Mapping[str, str | None]
"""The new texts of files; None for one that goes."""
MANNERS: Mapping[Way, str] = {"whatsapp": "pesan", "surel": "surel", "kertas": "surat"}
"""How a confirmation was given, by the way it came; what is not named came by the form."""
At = Callable[[str, Path], Place]
"""Tells where in the submission stands what became a value of a file."""


@dataclass(frozen=True)
class Applied:
    """What became of one submission.

    `opd` and `innovations` are whose it is and what it speaks of; `settled` tells that nobody has to decide anything.
    """

    files: Files
    findings: tuple[Finding, ...]
    opd: str = ""
    innovations: tuple[str, ...] = ()
    settled: bool = True

    @property
    def acceptable(self) -> bool:
        return not count(self.findings, Severity.GALAT)


def refused(findings: Iterable[Finding]) -> Applied:
    """Make what becomes of a submission that cannot be applied."""
    return Applied({}, tuple(arrange(findings)))


def with_files(loaded: Loaded, files: Files, day: Day | None) -> Loaded:
    """Return the catalogue as it is with these files."""
    sources = {path: source for path, source in loaded.sources.items() if path not in files}
    for path, text in files.items():
        if text is not None and (place := locate(path)):
            sources[path] = Source(place.kind, path, text, place.id, place.opd, place.year)
    return assemble(Reading(tuple(sources[path] for path in sorted(sources)), loaded.beside, ()), day)


def checked(loaded: Loaded, files: Files, day: Day | None, at: At | None = None) -> Iterator[Finding]:
    """Yield what is found in the files and was not before, at its place in the submission, or else in the file."""
    after = with_files(loaded, files, day)
    known = {_mark(found) for found in loaded.findings}
    entries = {entry.path: entry for entry in after.catalogue.innovations.values()} if after.catalogue else {}

    def here(place: Place) -> Place:
        entry = entries.get(place.path)
        if at is None:
            return place
        return at(place.path, entry.path_at(place.span) if entry else ()) if place.path in files else place

    for found in after.findings:
        places = {found.place.path, found.related.path if found.related else ""}
        if _mark(found) not in known and (places & set(files) or found.severity is Severity.GALAT):
            related = here(found.related) if found.related else None
            yield replace(found, place=here(found.place), related=related, replacement=None)


def rules_of(loaded: Loaded, day: Day | None) -> Callable[[str, str], Iterator[Finding]]:
    """Return what tells what is found in a file that the catalogue would have."""

    def found_in(path: str, text: str) -> Iterator[Finding]:
        after = with_files(loaded, {path: text}, day)
        return (found for found in after.findings if found.place.path == path)

    return found_in


def _mark(found: Finding) -> tuple[str, str, str]:
    """Return what a finding keeps when lines move."""
    return found.rule, found.place.path, found.message


def record_of(text: str, path: str, loaded: Loaded) -> Innovation | None:
    """Read a text as the record that it would be at a path; None where it is none."""
    place = locate(path)
    assert loaded.catalogue
    assert place
    source = Source(place.kind, path, text, place.id, place.opd)
    entry = decode_source(source, Innovation, loaded.catalogue.vocabularies).entry
    return entry.record if entry else None


def taken_in(text: str, path: str, loaded: Loaded) -> str:
    """Return a record whose confirmation the coordinator took in; one that nobody confirmed stays as it is.

    What was read out of sources and awaited the agency's word is no longer marked as such.
    """
    record = record_of(text, path, loaded)
    assert loaded.catalogue
    if record is None or record.pengesahan is None or record.pengesahan.diterima_oleh:
        return text
    gone = [("pembacaan",)] if record.pembacaan else []
    received = mapping_of({"diterima_oleh": loaded.catalogue.region.koordinator})
    fresh = mapping_of({"status_data": Scalar("dikonfirmasi-opd", START), "pengesahan": received})
    return with_values(text, Innovation, fresh, (("status_data",), ("pengesahan", "diterima_oleh")), gone)


def confirmation(day: date, office: str, received: Way | None) -> Document:
    """Make what says that an office of the agency confirmed a record on a day."""
    manner = MANNERS.get(received, "formulir") if received else "formulir"
    return mapping_of({"tanggal": Scalar(day.isoformat(), START), "jabatan": office, "cara": Scalar(manner, START)})


def unsure(name: str, path: str, reason: Unsure, place: Place) -> Finding:
    """Say that a file cannot be changed by this program."""
    message = f"`{path}` tidak dapat diubah dengan sendirinya: {reason}"
    help = "Minta koordinator menulis perubahan ini pada berkas itu."
    return Finding("bentuk-salah", Severity.GALAT, place, message, help)


HEADER = "# yaml-language-server: $schema=../../docs/skema/penerimaan.schema.json\n"


def receipt(number: str, applied: Applied, way: Way, today: date, coordinator: str) -> Receipt:
    """Make the line about a submission that becomes part of the catalogue."""
    return Receipt(
        nomor=number,
        tanggal=today,
        lewat=way,
        opd=applied.opd or None,
        inovasi=applied.innovations,
        keadaan="terbit" if applied.settled else "diperiksa",
        diterima_oleh=coordinator,
    )


def known_receipt(catalogue: Catalogue, number: str) -> Receipt | None:
    """Return the line that a number already has, in whatever round."""
    lines = (line for entry in catalogue.receipts.values() for line in entry.record.penerimaan)
    return next((line for line in lines if line.nomor == number), None)


def with_receipts(loaded: Loaded, year: int, fresh: Iterable[Receipt]) -> tuple[str, str]:
    """Return the path and the text of the list of a year with more lines; raise Unsure where it cannot be kept."""
    path, items = f"periods/{year}/penerimaan.yaml", Sequence([_node(line) for line in fresh], START)
    if path in loaded.sources:
        return path, with_items(loaded.sources[path].text, Receipts, "penerimaan", items)
    return path, HEADER + emit(Document([(Scalar("penerimaan", START), items)], START), Receipts)


def _node(line: Receipt) -> Node:
    plain = {"tanggal", "lewat", "keadaan", "opd"}
    values: dict[str, Node | str] = {}
    for name in Receipt.model_fields:
        value = getattr(line, name)
        if name == "inovasi" and value:
            values[name] = Sequence([Scalar(slug, START) for slug in value], START)
        elif value:
            values[name] = Scalar(str(value), START) if name in plain else str(value)
    return mapping_of(values)


DECIDED = ("bukan-inovasi", "bukan-milik-kami", "diperbaiki")
"""Verdicts after which the coordinator has something to decide."""
CONFIRMED = "Isi catatan ini benar."


def apply_answers(
    submission: AnswerSubmission, loaded: Loaded, day: Day | None = None, *, received: Way | None = None
) -> Applied:
    """Write each answer into its record; `received` is the way on which the coordinator took them in."""
    catalogue = loaded.catalogue
    assert catalogue is not None
    sent = submission.body.record
    today = day(catalogue.region.zona_waktu) if day else None
    faults = list(_faults(submission, catalogue, today))
    found = list(_targets(submission, catalogue))
    faults += [one for one in found if isinstance(one, Finding)]
    if faults:
        return refused([*submission.remarks, *faults])
    files: dict[str, str | None] = {}
    remarks: list[Finding] = list(submission.remarks)
    targets = [one for one in found if not isinstance(one, Finding)]
    for target in targets:
        try:
            files[target.entry.path] = _answered(target, loaded, remarks, received)
        except Unsure as reason:
            remarks.append(unsure(submission.name, target.entry.path, reason, target.place("inovasi")))
    by_path = {target.entry.path: target for target in targets}
    remarks += checked(loaded, files, day, lambda path, _: by_path[path].place("isi"))
    slugs = tuple(target.entry.id for target in targets)
    settled = not any(answer.putusan in DECIDED for answer in sent.jawaban)
    return Applied(files, tuple(arrange(remarks)), sent.opd, slugs, settled)


@dataclass(frozen=True)
class Target:
    """An answer with the record that it speaks of."""

    submission: AnswerSubmission
    index: int
    entry: InnovationEntry
    owner: str
    """The name of the agency that is said to have the innovation, empty where none is said."""

    @property
    def sent(self) -> AgencyAnswers:
        return self.submission.body.record

    @property
    def answer(self) -> AgencyAnswer:
        return self.sent.jawaban[self.index]

    def place(self, field: str) -> Place:
        """Return where a field of the answer stands."""
        return self.submission.place("jawaban", self.index, field)


def _faults(submission: AnswerSubmission, catalogue: Catalogue, today: date | None) -> Iterator[Finding]:
    """Yield what is wrong with the sending as a whole, and with what the answers say."""
    sent = submission.body.record
    if sent.opd not in catalogue.opds:
        yield _unknown_agency(sent.opd, catalogue, submission.place("opd"))
    if today and sent.tanggal > today:
        message = f"{day_text(sent.tanggal)} belum tiba"
        yield fault("tanggal-masa-depan", submission.place("tanggal"), message, "Tulis hari jawaban diberikan.")
    seen: set[str] = set()
    for index, answer in enumerate(sent.jawaban):
        if answer.inovasi in seen:
            message = f"jawaban atas `{answer.inovasi}` ditulis dua kali"
            place = submission.place("jawaban", index, "inovasi")
            yield fault("kunci-ganda", place, message, "Pilih satu jawaban bagi tiap inovasi.")
        seen.add(answer.inovasi)
        yield from _unfitting(submission, index, catalogue)


def _unknown_agency(opd: str, catalogue: Catalogue, place: Place) -> Finding:
    match = closest(opd, {id: (one.record.nama,) for id, one in catalogue.opds.items()})
    help = f"Mungkin maksudnya `{match}`." if match else "Pakai nama berkas di `opd/`, tanpa `.yaml`."
    return fault("opd-tidak-dikenal", place, f"`{opd}` bukan OPD yang terdaftar", help)


def _unfitting(submission: AnswerSubmission, index: int, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield what does not belong to a verdict, and what it needs."""
    answer = submission.body.record.jawaban[index]
    for field, verdict in (("sejak", "berhenti"), ("milik", "bukan-milik-kami")):
        if getattr(answer, field) is not None and answer.putusan != verdict:
            place = submission.place("jawaban", index, field)
            help = f"Tulis keterangan itu pada `isi`, atau pilih putusan `{verdict}`."
            yield fault("bentuk-salah", place, f"`{field}` hanya bagi putusan `{verdict}`", help)
    if answer.milik is not None and answer.milik not in catalogue.opds:
        yield _unknown_agency(answer.milik, catalogue, submission.place("jawaban", index, "milik"))
    if answer.putusan != "benar" and not (answer.isi or answer.sejak or answer.milik):
        place = submission.place("jawaban", index, "putusan")
        message = f"putusan `{answer.putusan}` tanpa `isi`"
        yield fault("wajib-diisi", place, message, "Tambahkan `isi: ...` yang menyebut alasannya.")


def _targets(submission: AnswerSubmission, catalogue: Catalogue) -> Iterator[Target | Finding]:
    """Find the record of each answer; one that was given another name is found by its former one."""
    sent = submission.body.record
    renamed = {old: entry for entry in catalogue.with_any("alamat_lama") for old in entry.record.alamat_lama}
    for index, answer in enumerate(sent.jawaban):
        place = submission.place("jawaban", index, "inovasi")
        entry = catalogue.innovations.get(answer.inovasi) or renamed.get(answer.inovasi)
        if entry is None:
            names = {id: (one.record.nama,) for id, one in catalogue.innovations.items()}
            match = closest(answer.inovasi, names)
            help = f"Mungkin maksudnya `{match}`." if match else "Pakai nama berkas inovasi, tanpa `.yaml`."
            yield fault("rujukan-mati", place, f"tidak ada inovasi `{answer.inovasi}`", help)
        elif refusal := _of_another(sent, answer, entry, catalogue, place):
            yield refusal
        else:
            owner = catalogue.opds.get(answer.milik or "")
            yield Target(submission, index, entry, owner.record.nama if owner else "")


def _of_another(
    sent: AgencyAnswers, answer: AgencyAnswer, entry: InnovationEntry, catalogue: Catalogue, place: Place
) -> Finding | None:
    """Refuse an answer about a record of somebody else; what has no owner yet can be spoken of, not confirmed."""
    if entry.opd == UNASSIGNED and answer.putusan == "benar":
        help = "Pakai putusan `diperbaiki`, lalu tulis pada `isi` bahwa inovasi ini milik OPD Anda."
        return fault("bentuk-salah", place, f"OPD pemilik `{entry.id}` belum ditetapkan", help)
    if entry.opd == UNASSIGNED or sent.opd not in catalogue.opds or entry.opd in catalogue.with_units(sent.opd):
        return None
    owner = catalogue.opds[entry.opd].record.nama if entry.opd in catalogue.opds else entry.opd
    help = f"Minta {owner} menjawabnya, atau perbaiki `opd` pada kiriman ini."
    return fault("bentuk-salah", place, f"`{entry.id}` tercatat sebagai milik {owner}", help)


def _answered(target: Target, loaded: Loaded, remarks: list[Finding], received: Way | None) -> str:
    """Return the record with the reply and what follows from it."""
    source, record = loaded.sources[target.entry.path], target.entry.record
    text = with_items(source.text, Innovation, "tanggapan", Sequence([_reply(target)], START))
    fresh, gone = _consequences(target, received)
    newer = _newer(record, target.sent.tanggal) if fresh else None
    if fresh and newer:
        message = f"`{target.entry.id}` sudah dijawab {day_text(newer)}, sesudah jawaban ini"
        help = "Jawaban ini dicatat sebagai tanggapan saja; yang lebih baru tetap berlaku."
        remarks.append(Finding("bentuk-salah", Severity.PERINGATAN, target.place("putusan"), message, help))
        return text
    if not fresh:
        return text
    text = with_values(text, Innovation, mapping_of(fresh), [(key,) for key in fresh], gone)
    return taken_in(text, source.path, loaded) if received else text


def _reply(target: Target) -> Node:
    answer = target.answer
    return mapping_of(
        {
            "tanggal": Scalar(target.sent.tanggal.isoformat(), START),
            "jabatan": target.sent.jabatan,
            "isi": _wording(target),
            "putusan": Scalar(answer.putusan, START),
        }
    )


def _wording(target: Target) -> str:
    """Return what the agency said, with what it said in fields of their own."""
    answer, parts = target.answer, [target.answer.isi or ""]
    if answer.putusan == "benar" and not answer.isi:
        parts = [CONFIRMED]
    if answer.sejak and not answer.isi:
        parts = [f"Berhenti sejak {partial_date_text(answer.sejak)}."]
    if target.owner and target.owner not in parts[0]:
        parts.append(f"Pemiliknya: {target.owner}.")
    return " ".join(filter(None, parts))


def _consequences(target: Target, received: Way | None) -> tuple[dict[str, Node | str], list[Path]]:
    """Return the fields that a verdict sets, and those that it empties."""
    answer, record = target.answer, target.entry.record
    if answer.putusan == "benar":
        if record.pengesahan and record.pengesahan.diterima_oleh and not received:
            return {}, []
        said = confirmation(target.sent.tanggal, target.sent.jabatan, received)
        return {"pengesahan": said}, [("pengesahan", "dokumen"), ("pengesahan", "diterima_oleh")]
    if answer.putusan == "berhenti":
        since = {"status_sejak": Scalar(str(answer.sejak), START)} if answer.sejak else {}
        outdated = record.status != "berhenti" and record.status_sejak and not answer.sejak
        return {"status": Scalar("berhenti", START), **since}, [("status_sejak",)] if outdated else []
    return {}, []


def _newer(record: Innovation, day: date) -> date | None:
    """Return the day of the last answer after a day."""
    said = [reply.tanggal for reply in record.tanggapan if reply.putusan]
    said += [record.pengesahan.tanggal] if record.pengesahan else []
    last = max(said, default=day)
    return last if last > day else None

"""What the coordinator did at the desk, laid onto the catalogue: its own files and what it took in, whole or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from catalogue.build import Build
from catalogue.check.periods import judged_together
from catalogue.common.findings import Finding, Place, Severity, arrange, closest, count, fault
from catalogue.common.indonesian import day_text
from catalogue.model.submission import BundledFile, Receipt, Way
from catalogue.pipeline import Loaded
from catalogue.propose.submissions.landing import (
    Applied,
    Day,
    apply_answers,
    checked,
    known_receipt,
    receipt,
    refused,
    with_files,
    with_receipts,
)
from catalogue.propose.submissions.reading import AnswerSubmission, BundleSubmission, RecordSubmission
from catalogue.propose.submissions.records import Former, apply_record, digest
from catalogue.propose.tidy import Unsure
from catalogue.read.files import Location, locate, to_source

KINDS = {"region", "opd", "period", "receipts", "review", "results"}
"""The kinds of files that are the coordinator's to write."""
PLACES = (
    "Yang dapat dikirim dari meja: `region.yaml`, `opd/<id>.yaml`, `periods/results.yaml`, dan pada "
    "`periods/<tahun>/`: `period.yaml`, `penerimaan.yaml`, `reviews/<inovasi>.yaml`."
)
AGAIN = (
    "Buka lagi /meja/ sesudah situs diterbitkan. Perubahan Anda tersimpan di sana dan dipasang pada berkas yang baru; "
    "periksa, lalu kirim lagi."
)


def apply_bundle(
    submission: BundleSubmission, loaded: Loaded, day: Day | None = None, former: Former | None = None
) -> Applied:
    """Return what a bundle makes of the catalogue: all of it, or nothing and all that is wrong."""
    assert loaded.catalogue
    today = day(loaded.catalogue.region.zona_waktu) if day else None
    faults = [*_faults(submission, today), *_of_files(submission, loaded)]
    if faults:
        return refused([*submission.remarks, *faults])
    own = {file.tempat: file.isi for file in submission.body.record.berkas if not _is_published(file, loaded)}
    state = _State(submission, loaded, day, former, files=dict(own), findings=list(submission.remarks))
    state.findings += checked(loaded, own, day)
    if not count(state.findings, Severity.GALAT):
        state.take_in(with_files(loaded, own, day) if own else loaded)
    state.findings += judged_by_sender(submission.name, state.files)
    return state.applied()


@dataclass
class _State:
    """What became of a bundle so far."""

    submission: BundleSubmission
    loaded: Loaded
    day: Day | None
    former: Former | None
    files: dict[str, str | None]
    findings: list[Finding]
    settled: bool = True
    innovations: tuple[str, ...] = ()

    def applied(self) -> Applied:
        """Return the outcome; one fault refuses everything."""
        if count(self.findings, Severity.GALAT):
            return refused(self.findings)
        reviewed = (place.id for path in self.files if (place := locate(path)) and place.kind == "review")
        slugs = tuple(dict.fromkeys((*reviewed, *self.innovations)))
        return Applied(self.files, tuple(arrange(self.findings)), "", slugs, self.settled)

    def take_in(self, loaded: Loaded) -> None:
        """Apply what was received, each on top of what came before, and note it in the list of receipts."""
        lines: list[Receipt] = []
        for way, item in self.submission.received:
            assert loaded.catalogue
            earlier = next((line for line in lines if line.nomor == item.number), None)
            if earlier or (earlier := known_receipt(loaded.catalogue, item.number)):
                self.findings.append(_earlier(item, earlier))
                continue
            applied = self._one(way, item, loaded)
            self.findings += applied.findings
            if applied.acceptable:
                lines.append(self._line(item, applied, way, loaded))
                self.files.update(applied.files)
                loaded = with_files(loaded, applied.files, self.day) if applied.files else loaded
        if lines and not count(self.findings, Severity.GALAT):
            self._note(lines, loaded)

    def _one(self, way: Way, item: RecordSubmission | AnswerSubmission, loaded: Loaded) -> Applied:
        if isinstance(item, RecordSubmission):
            applied = apply_record(item, loaded, self.day, self.former, received=way)
        else:
            applied = apply_answers(item, loaded, self.day, received=way)
        self.settled &= applied.settled
        self.innovations += applied.innovations
        return applied

    def _line(self, item: RecordSubmission | AnswerSubmission, applied: Applied, way: Way, loaded: Loaded) -> Receipt:
        assert loaded.catalogue
        return receipt(item.number, applied, way, self._received_on, loaded.catalogue.region.koordinator)

    @property
    def _received_on(self) -> date:
        return self.submission.body.record.tanggal

    def _note(self, lines: list[Receipt], loaded: Loaded) -> None:
        assert loaded.catalogue
        year = loaded.catalogue.period_on(self._received_on).tahun
        try:
            path, text = with_receipts(loaded, year, lines)
        except Unsure as reason:
            message = f"`periods/{year}/penerimaan.yaml` tidak dapat ditambah: {reason}"
            help = "Perbaiki berkas itu menurut `build.py check`, lalu kirim lagi."
            self.findings.append(Finding("bentuk-salah", Severity.GALAT, Place(self.submission.name), message, help))
            return
        self.files[path] = text
        self.findings += checked(loaded, {path: text}, self.day)


def _faults(submission: BundleSubmission, today: date | None) -> Iterator[Finding]:
    """Yield what is wrong with the bundle as a whole."""
    sent = submission.body.record
    if today and sent.tanggal > today:
        message, help = f"{day_text(sent.tanggal)} belum tiba", "Tulis hari kiriman ini dibuat."
        yield fault("tanggal-masa-depan", submission.place("tanggal"), message, help)
    if not sent.berkas and not sent.diterima:
        message, help = "kiriman ini kosong", "Kerjakan sesuatu di /meja/, lalu kirim dari sana."
        yield fault("wajib-diisi", Place(submission.name), message, help)


def _of_files(submission: BundleSubmission, loaded: Loaded) -> Iterator[Finding]:
    """Yield what is wrong with each file before anybody reads it as data."""
    files = submission.body.record.berkas
    years = {str(year) for year in loaded.catalogue.periods} if loaded.catalogue else set()
    opened = (there for file in files if (there := locate(file.tempat)))
    years |= {str(there.year) for there in opened if there.kind == "period"}
    seen: set[str] = set()
    for index, file in enumerate(files):
        where, place = locate(file.tempat), submission.place("berkas", index, "tempat")
        if where is None or where.kind not in KINDS:
            message = f"`{file.tempat[:120]}` bukan berkas yang dapat dikirim dari meja"
            yield fault("letak-berkas", place, message, PLACES)
            continue
        if file.tempat in seen:
            help = "Sisakan satu, yaitu yang hendak dipakai."
            yield fault("kunci-ganda", place, f"`{file.tempat}` ada dua kali dalam kiriman ini", help)
        seen.add(file.tempat)
        if where.year and str(where.year) not in years:
            help = f"Periksa tahunnya. Bila benar, buka dahulu putaran {where.year} di /meja/, bagian Pengaturan."
            yield fault("tahun-tidak-cocok", place, f"belum ada `periods/{where.year}/period.yaml`", help)
        yield from _of_one(submission, index, where, loaded)


def _of_one(submission: BundleSubmission, index: int, where: Location, loaded: Loaded) -> Iterator[Finding]:
    """Yield what is wrong with one file: whose it is, what it was made from, what its text holds."""
    file = submission.body.record.berkas[index]
    if where.kind == "review" and loaded.catalogue and where.id not in loaded.catalogue.innovations:
        match = closest(where.id, list(loaded.catalogue.innovations))
        help = f"Mungkin maksudnya `{match}`." if match else "Pakai nama berkas inovasi yang sudah tercatat."
        place = submission.place("berkas", index, "tempat")
        yield fault("rujukan-mati", place, f"tidak ada inovasi `{where.id}`", help)
    if (outdated := _outdated(file, loaded)) and not _is_published(file, loaded):
        yield fault("bentuk-salah", submission.place("berkas", index, "dasar"), outdated, AGAIN)
    source = to_source(where, file.isi.encode())
    known = {(found.rule, found.place.path, found.message) for found in loaded.findings}
    for found in (source,) if isinstance(source, Finding) else source.faults:
        if found.severity is Severity.GALAT and (found.rule, found.place.path, found.message) not in known:
            yield found


def _is_published(file: BundledFile, loaded: Loaded) -> bool:
    """Tell whether a file says to the letter what the catalogue has."""
    known = loaded.sources.get(file.tempat)
    return known is not None and known.text == file.isi


def _outdated(file: BundledFile, loaded: Loaded) -> str:
    """Say that a file was made from another state than the one that is there now."""
    known = loaded.sources.get(file.tempat)
    if known is None:
        return f"`{file.tempat}` yang menjadi awalnya tidak ada lagi" if file.dasar else ""
    if file.dasar is None:
        return f"`{file.tempat}` sudah ada, sedangkan kiriman ini membuatnya sebagai berkas baru"
    if file.dasar != digest(known.text.encode()):
        return f"`{file.tempat}` sudah berubah sejak kiriman ini dibuat"
    return ""


def _earlier(item: RecordSubmission | AnswerSubmission, line: Receipt) -> Finding:
    message = f"{item.number} sudah diterima {day_text(line.tanggal)}; tidak dicatat lagi"
    help = "Biarkan bila kirimannya memang sama."
    return Finding("tanda-terima-ganda", Severity.PERINGATAN, Place(item.name), message, help)


def judged_by_sender(name: str, files: Iterable[str]) -> Iterator[Finding]:
    """Refuse a verdict that comes with its record; `name` is what brings them together."""
    for review, record in judged_together(files):
        message = f"kiriman ini memuat `{record}` sekaligus putusan atasnya, `{review}`"
        help = "Kirim catatannya dahulu. Putusannya dikirim tersendiri sesudah catatan itu terbit."
        yield fault("menilai-sendiri", Place(name), message, help)


def desk_files(build: Build) -> Iterator[str]:
    """Yield the files that are published at the address that is their place in the catalogue."""
    closed = tuple(hidden_files(build))
    yield from (path for path, source in build.sources.items() if source.kind in KINDS and not path.startswith(closed))


def hidden_files(build: Build) -> Iterator[str]:
    """Yield what the paths of the files begin with that are not for everyone."""
    for year, entry in build.catalogue.periods.items():
        shown = entry.record.publikasi
        if not shown.indeks:
            yield f"periods/{year}/period.yaml"
        if not shown.kematangan:
            yield f"periods/{year}/reviews/"

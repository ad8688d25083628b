"""The workbook of each agency with its units: what their innovations still need, and a sheet of each to be changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial

from catalogue.build import Build
from catalogue.export.file import Export
from catalogue.export.record_sheets import ProposalBook, RecordSheets
from catalogue.export.workbook import MEDIA_TYPE, Column, Row
from catalogue.propose.layout import NEEDED, OPD
from catalogue.propose.open_round import Work, agency_entries, work_on, workbook_address
from catalogue.propose.record_sheet import NEW, titles
from catalogue.propose.rows import RESERVED
from catalogue.read.catalogue import InnovationEntry

NEEDS = (
    Column("Inovasi", 30),
    Column("Langkah", 14),
    Column("Menuju langkah", 14),
    Column("Pelaku", 10),
    Column("Yang masih kurang", 60),
    Column("Tambahan poin indeks", 12, "number"),
    Column("Dokumen yang diminta", 60),
)
"""What a row says that is missing; it is for reading, and the import passes over its sheet."""
CONFIRM = "Isinya baru menurut sumber publik; benarkan atau perbaiki, lalu isi Status data dengan Dikonfirmasi OPD."


def worksheets(build: Build) -> Iterator[Export]:
    """Make the workbook of every agency that belongs to no other and has innovations, those of its units included."""

    def write(opd: str) -> bytes:
        entries = agency_entries(build, opd)
        needs = [row for entry in entries for row in _needs(work_on(build, opd, entry))]
        return agency_book(build, opd, entries, None if build.closed else needs)

    for opd in build.catalogue.opds:
        if address := workbook_address(build, opd) if build.catalogue.head_of(opd) == opd else "":
            yield Export(address, partial(write, opd), MEDIA_TYPE)


def agency_book(build: Build, opd: str, entries: Sequence[InnovationEntry], needs: Collection[Row] | None) -> bytes:
    """Write a sheet for each innovation and an empty one, ready to be changed and imported again."""
    made = ProposalBook(build)
    made.guide()
    if needs is not None:
        made.book.table(NEEDED, NEEDS, needs)
    named = titles({entry.id: entry.record.nama for entry in entries}, RESERVED)
    sheets = [(made.sheet(named[entry.id]), entry) for entry in entries]
    new = made.sheet(NEW)
    made.choices()
    writer, agencies = RecordSheets(made), made.lists[OPD.name]
    for sheet, entry in sheets:
        writer.write(sheet, entry, agencies.title(entry.opd))
    writer.write(new, None, agencies.title(opd))
    made.beginnings(entries)
    sheets[0][0].activate()
    return writer.content()


def _needs(work: Work) -> Iterator[Row]:
    step, next = work.state.step, work.next
    if not work.confirmed:
        yield (work.inovasi.nama, step, "", "OPD", CONFIRM, None, "")
    for need in next.needs if next else ():
        assert next
        gain = next.gain if need.gain is None else need.gain
        yield (work.inovasi.nama, step, next.id, need.actor, need.text, gain, need.document)

"""The catalogue as tables: columns from the model, rows from the records, and what was computed beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from catalogue.assessment import READINGS
from catalogue.collection import InnovationEntry
from catalogue.exports.compliance import compliance_rows
from catalogue.exports.types import Context
from catalogue.model import Innovation, Opd, Record, Word
from catalogue.model.period import Result
from catalogue.reference.tables import MARKER, ORDER, Column, Table, rows, tables

Row = tuple[Any, ...]


@dataclass(frozen=True)
class DataTable:
    """A table to publish: its first columns are the key; `references` name the table whose key a column holds."""

    name: str
    title: str
    help: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    key: tuple[str, ...]
    references: tuple[tuple[str, str], ...] = ()


def dataset(context: Context) -> tuple[DataTable, ...]:
    """Make every table of the catalogue, a table after those it refers to."""
    opds, innovations = context.catalogue.opds.values(), context.catalogue.innovations.values()
    return (
        _vocabulary(context),
        *_family(Opd, "opd", "opd_", ((entry.id, entry.record) for entry in opds), _opd_extra(context)),
        *_family(Innovation, "inovasi", "", ((entry.id, entry.record) for entry in innovations), _extra(context)),
        _steps(context),
        _compliance(context),
        _index(context),
        *_family(
            Result, "hasil", "hasil_", ((str(n), row) for n, row in enumerate(context.catalogue.results.hasil, 1))
        ),
    )


@dataclass(frozen=True)
class Extra:
    """Columns that a record does not have itself, before and after its own, with their values by identity."""

    before: tuple[Column, ...] = ()
    after: tuple[Column, ...] = ()
    values: dict[str, tuple[Row, Row]] | None = None
    references: tuple[tuple[str, str], ...] = ()

    def around(self, id: str) -> tuple[Row, Row]:
        """Return the values before and after those of the record."""
        return (self.values or {}).get(id, ((), ()))


def _family(
    model: type[Record], name: str, prefix: str, records: Iterable[tuple[str, Record]], extra: Extra | None = None
) -> Iterator[DataTable]:
    """Make the table of a model and those of its lists."""
    listed, extra = list(records), extra or Extra()
    main, *lists = tables(model, name, prefix)
    columns = (_column("id", "Kunci", "Kunci baris ini."), *extra.before, *main.columns, *extra.after)
    yield DataTable(
        name, main.title, main.help, columns, tuple(_main_rows(main, listed, extra)), ("id",), extra.references
    )
    for table in lists:
        yield _list(name, table, listed)


def _main_rows(main: Table, records: Iterable[tuple[str, Record]], extra: Extra) -> Iterator[Row]:
    for id, record in records:
        before, after = extra.around(id)
        for row in rows(main, record):
            yield (id, *before, *row, *after)


def _list(owner: str, table: Table, records: Iterable[tuple[str, Record]]) -> DataTable:
    head = [_column(owner, owner.capitalize(), f"Kunci pada tabel {owner}.")]
    if table.marked:
        head.append(_column(MARKER, "Indikator", "Indikator yang dibuktikan."))
    head.append(_column(ORDER, "Urutan", "Letak dalam daftar, mulai dari 1.", kind="integer"))
    found = tuple((id, *row) for id, record in records for row in rows(table, record))
    key = tuple(column.name for column in head)
    return DataTable(table.name, table.title, table.help, (*head, *table.columns), found, key, ((owner, owner),))


def _column(name: str, title: str, help: str, **more: Any) -> Column:
    return Column((name,), title, help, **{"required": True, **more})


def _extra(context: Context) -> Extra:
    """Say of each innovation whose it is, where it is published, and what it reached in the current period."""
    maturity = context.period.publikasi.kematangan
    scores = tuple(
        _column(
            f"skor_{name}", f"Skor {name}", f"Skor kematangan menurut bacaan {name}.", kind="number", required=False
        )
        for name in READINGS
    )
    return Extra(
        before=(
            _column("opd", "OPD", "OPD pengampu; kosong bila belum ditetapkan.", required=False),
            _column("opd_nama", "Nama OPD", "Nama OPD pengampu.", required=False),
            _column("url", "Halaman", "Alamat halamannya.", address=True),
        ),
        after=(
            _column("langkah", "Langkah", f"Langkah tertinggi pada periode {context.period.tahun}."),
            *(scores if maturity else ()),
        ),
        values={id: _extra_values(context, entry) for id, entry in context.catalogue.innovations.items()},
        references=(("opd", "opd"),),
    )


def _extra_values(context: Context, entry: InnovationEntry) -> tuple[Row, Row]:
    state = context.assessments[context.period.tahun].innovations[entry.id]
    opd = context.catalogue.opds.get(entry.opd)
    scores = tuple(state.scores[name] for name in READINGS) if context.period.publikasi.kematangan else ()
    before = (opd.id if opd else None, opd.record.nama if opd else None, context.url(f"inovasi/{entry.id}/"))
    return before, (state.step, *scores)


def _opd_extra(context: Context) -> Extra:
    before = (_column("url", "Halaman", "Alamat halamannya.", address=True),)
    addresses = {id: ((context.url(f"opd/{id}/"),), ()) for id in context.catalogue.opds}
    return Extra(before=before, values=addresses, references=(("induk", "opd"),))


def _vocabulary(context: Context) -> DataTable:
    (table,) = tables(Word, "kosakata")
    listed = context.catalogue.vocabularies.items()
    found = tuple((name, *row) for name, words in listed for word in words.butir for row in rows(table, word))
    columns = (_column("daftar", "Daftar", "Nama daftar tertutup."), *table.columns)
    return DataTable("kosakata", "Kosakata", "Kata-kata dalam daftar tertutup.", columns, found, ("daftar", "id"))


def _steps(context: Context) -> DataTable:
    columns = [
        _column("inovasi", "Inovasi", "Kunci pada tabel inovasi."),
        _column("tahun", "Tahun", "Periode pelaporan.", kind="integer"),
        _column("langkah", "Langkah", "Langkah tertinggi yang tercapai."),
        *(
            _column(f"skor_{name}", f"Skor {name}", "Skor kematangan.", kind="number", required=False)
            for name in READINGS
        ),
    ]
    found = []
    for year, assessment in context.assessments.items():
        for slug, state in assessment.innovations.items():
            shown = assessment.period.publikasi.kematangan
            found.append((slug, year, state.step, *(state.scores[name] if shown else None for name in READINGS)))
    help = "Langkah dan skor tiap inovasi pada tiap periode."
    return DataTable(
        "langkah", "Langkah", help, tuple(columns), tuple(found), ("inovasi", "tahun"), (("inovasi", "inovasi"),)
    )


def _compliance(context: Context) -> DataTable:
    columns = (
        _column("opd", "OPD", "Kunci pada tabel opd."),
        _column("tahun", "Tahun", "Periode pelaporan.", kind="integer"),
        _column("opd_nama", "Nama OPD", "Nama resmi."),
        _column("wajib", "Wajib", "Apakah target berlaku bagi OPD ini.", kind="answer"),
        _column("langkah", "Langkah", "Langkah tertinggi inovasinya.", required=False),
        _column("terpenuhi", "Terpenuhi", "Apakah target terpenuhi.", kind="answer"),
        _column("sejak", "Sejak", "Hari tercapainya; kosong bila tidak diketahui.", kind="day", required=False),
        _column("perubahan", "Perubahan", "Perubahan Git yang mencapainya.", required=False),
        _column("tenggat", "Tenggat", "Hari terakhir bagi langkah yang menjadi ambang.", kind="day", required=False),
        _column("tenggat_status", "Status tenggat", "rancangan atau resmi.", required=False),
        _column("ketepatan", "Ketepatan", "tepat-waktu, terlambat, belum, tidak-diketahui, atau tanpa-tenggat."),
        _column("hari", "Hari", "Hari terlambat; bila belum, sisa hari.", kind="integer", required=False),
        _column("inovasi", "Inovasi", "Inovasi yang menentukan langkahnya.", many=True, required=False),
        _column("unit", "Unit", "Unit di bawahnya yang membawanya.", many=True, required=False),
        _column("alasan", "Alasan", "Alasan dalam satu kalimat."),
    )
    found = tuple(compliance_rows(context))
    help = "Keadaan tiap OPD terhadap target pada tiap periode."
    return DataTable("kepatuhan", "Kepatuhan", help, columns, found, ("opd", "tahun"), (("opd", "opd"),))


def _index(context: Context) -> DataTable:
    parts = ("spd", "rata_kematangan", "jumlah_inovasi", "total", "iid")
    columns = (
        _column("tahun", "Tahun", "Periode pelaporan.", kind="integer"),
        _column("bacaan", "Bacaan", "klaim, berbukti, atau terverifikasi."),
        *(_column(part, part, "Bagian proyeksi indeks, dibulatkan enam desimal.", kind="number") for part in parts),
        _column("kategori", "Kategori", "Predikat menurut rubrik."),
    )
    found = tuple(
        (year, name, *(getattr(reading, part) for part in parts), reading.kategori)
        for year, assessment in context.assessments.items()
        if assessment.period.publikasi.indeks
        for name, reading in assessment.index.readings.items()
    )
    help = "Proyeksi Indeks Inovasi Daerah tiap periode yang menerbitkannya."
    return DataTable("indeks", "Indeks", help, columns, found, ("tahun", "bacaan"))

"""The catalogue as tables: columns from the model, rows from the records, and what was computed beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from catalogue.assess import READINGS
from catalogue.assess.counting import running
from catalogue.build import Build
from catalogue.export.compliance import compliance_rows
from catalogue.model import Innovation, Opd, Record, Word
from catalogue.model.period import Result
from catalogue.model.reference.tables import MARKER, ORDER, Column, Table, rows, tables

Row = tuple[Any, ...]
WORDS = "kosakata"
"""The table of the words of all closed lists."""


@dataclass(frozen=True)
class DataTable:
    """A table to publish: its first columns are the key; `references` name the table whose key a column holds.

    Its rows are made when the first of its forms is.
    """

    name: str
    title: str
    help: str
    columns: tuple[Column, ...]
    make: Callable[[], Iterable[Row]]
    key: tuple[str, ...]
    references: tuple[tuple[str, str], ...] = ()

    @property
    def has_rows(self) -> bool:
        """Whether there is a row, of which no more than the first is made."""
        return next(iter(self.make()), None) is not None

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return tuple(self.make())


def dataset(build: Build) -> tuple[DataTable, ...]:
    """Make every table of the catalogue, a table after those it refers to."""
    opds, innovations = build.catalogue.opds.values(), build.catalogue.innovations.values()
    return (
        _vocabulary(build),
        *_family(Opd, "opd", "opd_", [(entry.id, entry.record) for entry in opds], _opd_extra(build)),
        *_family(Innovation, "inovasi", "", [(entry.id, entry.record) for entry in innovations], _extra(build)),
        _steps(build),
        _compliance(build),
        _index(build),
        *_family(Result, "hasil", "hasil_", [(str(n), row) for n, row in enumerate(build.catalogue.results.hasil, 1)]),
    )


@dataclass(frozen=True)
class Extra:
    """Columns that a record does not have itself, before and after its own; `around` gives their values."""

    before: tuple[Column, ...] = ()
    after: tuple[Column, ...] = ()
    around: Callable[[str], tuple[Row, Row]] = lambda _: ((), ())
    references: tuple[tuple[str, str], ...] = ()


def _family(
    model: type[Record], name: str, prefix: str, records: Sequence[tuple[str, Record]], extra: Extra | None = None
) -> Iterator[DataTable]:
    """Make the table of a model and those of its lists."""
    extra = extra or Extra()
    main, *lists = tables(model, name, prefix)
    columns = (_column("id", "Kunci", "Kunci baris ini."), *extra.before, *main.columns, *extra.after)
    made = partial(_main_rows, main, records, extra)
    yield DataTable(name, main.title, main.help, columns, made, ("id",), extra.references)
    for table in lists:
        yield _list(name, table, records)


def _main_rows(main: Table, records: Iterable[tuple[str, Record]], extra: Extra) -> Iterator[Row]:
    for id, record in records:
        before, after = extra.around(id)
        for row in rows(main, record):
            yield (id, *before, *row, *after)


def _list(owner: str, table: Table, records: Sequence[tuple[str, Record]]) -> DataTable:
    head = [_column(owner, owner.capitalize(), f"Kunci pada tabel {owner}.")]
    if table.marked:
        head.append(_column(MARKER, "Indikator", "Indikator yang dibuktikan."))
    head.append(_column(ORDER, "Urutan", "Letak dalam daftar, mulai dari 1.", kind="integer"))
    key = tuple(column.name for column in head)
    made = partial(_list_rows, table, records)
    return DataTable(table.name, table.title, table.help, (*head, *table.columns), made, key, ((owner, owner),))


def _list_rows(table: Table, records: Iterable[tuple[str, Record]]) -> Iterator[Row]:
    return ((id, *row) for id, record in records for row in rows(table, record))


def _column(name: str, title: str, help: str, **more: Any) -> Column:
    return Column((name,), title, help, **{"required": True, **more})


def _extra(build: Build) -> Extra:
    """Say of each innovation whose it is, where it is published, and what it reached in the current period."""
    maturity = build.period.publikasi.kematangan
    scores = tuple(
        _column(
            f"skor_{name}",
            f"Skor {name}",
            f"Skor kematangan menurut perhitungan {name}.",
            kind="number",
            required=False,
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
            _column("dihitung", "Dihitung", "ya bila inovasi yang berdiri sendiri dan belum berhenti.", kind="answer"),
            _column(
                "berjalan",
                "Berjalan",
                "Apakah masih berjalan; kosong bila tidak diketahui.",
                kind="answer",
                required=False,
            ),
            _column("langkah", "Langkah", f"Langkah tertinggi pada periode {build.period.tahun}."),
            *(scores if maturity else ()),
        ),
        around=partial(_extra_values, build),
        references=(("opd", "opd"),),
    )


def _extra_values(build: Build, slug: str) -> tuple[Row, Row]:
    entry = build.catalogue.innovations[slug]
    state = build.assessments[build.period.tahun].innovations[slug]
    opd = build.catalogue.opds.get(entry.opd)
    scores = tuple(state.scores[name] for name in READINGS) if build.period.publikasi.kematangan else ()
    before = (opd.id if opd else None, opd.record.nama if opd else None, build.url(f"inovasi/{entry.id}/"))
    known = (state.counts, running(entry.record, build.today))
    return before, (*known, state.step, *scores)


def _opd_extra(build: Build) -> Extra:
    before = (_column("url", "Halaman", "Alamat halamannya.", address=True),)
    return Extra(before, around=lambda key: ((build.url(f"opd/{key}/"),), ()), references=(("induk", "opd"),))


def _vocabulary(build: Build) -> DataTable:
    (table,) = tables(Word, WORDS)
    records = [(name, word) for name, words in build.catalogue.vocabularies.items() for word in words.butir]
    columns = (_column("daftar", "Daftar", "Nama daftar tertutup."), *table.columns)
    made = partial(_list_rows, table, records)
    return DataTable(WORDS, "Kosakata", "Kata-kata dalam daftar tertutup.", columns, made, ("daftar", "id"))


def _steps(build: Build) -> DataTable:
    columns = [
        _column("inovasi", "Inovasi", "Kunci pada tabel inovasi."),
        _column("tahun", "Tahun", "Periode pelaporan.", kind="integer"),
        _column("langkah", "Langkah", "Langkah tertinggi yang tercapai."),
        *(
            _column(f"skor_{name}", f"Skor {name}", "Skor kematangan.", kind="number", required=False)
            for name in READINGS
        ),
    ]
    help = "Langkah dan skor tiap inovasi pada tiap periode."
    made = partial(_step_rows, build)
    return DataTable("langkah", "Langkah", help, tuple(columns), made, ("inovasi", "tahun"), (("inovasi", "inovasi"),))


def _step_rows(build: Build) -> Iterator[Row]:
    for year, assessment in build.assessments.items():
        shown = assessment.period.publikasi.kematangan
        for slug, state in assessment.innovations.items():
            yield (slug, year, state.step, *(state.scores[name] if shown else None for name in READINGS))


def _compliance(build: Build) -> DataTable:
    columns = (
        _column("opd", "OPD", "Kunci pada tabel opd."),
        _column("tahun", "Tahun", "Periode pelaporan.", kind="integer"),
        _column("opd_nama", "Nama OPD", "Nama resmi."),
        _column("wajib", "Wajib", "Apakah target berlaku bagi OPD ini.", kind="answer"),
        _column("langkah", "Langkah", "Langkah tertinggi inovasinya.", required=False),
        _column(
            "terpenuhi",
            "Terpenuhi",
            "Apakah target terpenuhi; kosong bila tidak diketahui.",
            kind="answer",
            required=False,
        ),
        _column("keadaan", "Keadaan", "Mengapa demikian, dalam satu kata."),
        _column("sejak", "Sejak", "Hari tercapainya; kosong bila tidak diketahui.", kind="day", required=False),
        _column("perubahan", "Perubahan", "Perubahan Git yang mencapainya.", required=False),
        _column(
            "tenggat", "Batas waktu", "Hari terakhir bagi langkah yang diminta target.", kind="day", required=False
        ),
        _column("tenggat_asal", "Asal batas waktu", "resmi, pola, atau usulan.", required=False),
        _column("ketepatan", "Ketepatan", "tepat-waktu, terlambat, belum, tidak-diketahui, atau tanpa-tenggat."),
        _column("hari", "Hari", "Hari terlambat; bila belum, sisa hari.", kind="integer", required=False),
        _column("inovasi", "Inovasi", "Inovasi yang menentukan langkahnya.", many=True, required=False),
        _column("unit", "Unit", "Unit di bawahnya yang membawanya.", many=True, required=False),
        _column("alasan", "Alasan", "Alasan dalam satu kalimat."),
    )
    made = partial(compliance_rows, build)
    help = "Keadaan tiap OPD terhadap target pada tiap periode."
    return DataTable("kepatuhan", "Kepatuhan", help, columns, made, ("opd", "tahun"), (("opd", "opd"),))


def _index(build: Build) -> DataTable:
    parts = ("spd", "rata_kematangan", "jumlah_inovasi", "total", "iid")
    columns = (
        _column("tahun", "Tahun", "Periode pelaporan.", kind="integer"),
        _column("bacaan", "Perhitungan", "klaim, berbukti, atau terverifikasi."),
        *(
            _column(
                part, part, "Bagian proyeksi; kosong selama belum dapat diproyeksikan.", kind="number", required=False
            )
            for part in parts
        ),
        _column("kategori", "Kategori", "Predikat menurut rubrik.", required=False),
        _column("bawah", "Terendah", "Indeks terendah yang mungkin menurut yang diketahui.", kind="number"),
        _column("atas", "Tertinggi", "Indeks tertinggi yang mungkin menurut yang diketahui.", kind="number"),
        _column("n", "Inovasi dihitung", "Banyaknya inovasi yang dihitung.", kind="integer"),
        _column("sifat", "Sifat", "Selalu proyeksi-katalog: bukan nilai dari Kementerian."),
    )
    made = partial(_index_rows, build, parts)
    help = "Proyeksi Indeks Inovasi Daerah tiap periode yang menerbitkannya."
    return DataTable("indeks", "Indeks", help, columns, made, ("tahun", "bacaan"))


def _index_rows(build: Build, parts: Iterable[str]) -> Iterator[Row]:
    for year, assessment in build.assessments.items():
        if assessment.period.publikasi.indeks:
            index, limits = assessment.index, assessment.index.rentang
            for name, reading in index.bacaan.items():
                known = [getattr(reading, part, None) for part in (*parts, "kategori")]
                yield (year, name, *known, limits.bawah, limits.atas, index.n, "proyeksi-katalog")

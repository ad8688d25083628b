"""Rules on what one file says of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from catalogue.check.checking import Candidates, Check, Fault, misspelt, rule
from catalogue.check.evidence import facts
from catalogue.check.records import name_of, told_facts
from catalogue.common.findings import Severity, closest
from catalogue.model import Maturity, Opd
from catalogue.model.region import Ecosystem
from catalogue.read.catalogue import Entry, InnovationEntry, Path

ONWARD = ("digabung_ke", "bagian_dari")
"""Fields that lead from a record to the one with which it is counted, or which carries it on."""


@rule("rujukan-mati", Severity.GALAT)
def dead_reference(check: Check) -> Iterator[Fault]:
    """Rujukan menuju berkas yang ada.

    Inovasi terkait, inovasi pada `bagian_dari` dan `digabung_ke`, OPD induk, rubrik periode, inovasi yang ditelaah, dan
    yang disebut ekosistem (sektor, mitra, inovasi, OPD) benar-benar ada. Nomor pada `sumber` sebuah fakta ada dalam
    daftar `sumber` catatan itu.

    Mengapa: Rujukan yang mati menjadi tautan rusak, atau membuat telaah tidak dihitung.

    Perbaikan: Perbaiki ejaannya, atau hapus rujukannya.
    """
    catalogue = check.catalogue
    for entry, path, slug in _named_innovations(check):
        if not check.exists("innovation", slug):
            message, help = f"tidak ada inovasi `{slug}`", "Pakai nama berkas inovasi, tanpa `.yaml`."
            yield misspelt(entry.place(*path), message, slug, names_of_innovations(check), help)
    yield from _dead_numbers(check)
    for opd in catalogue.opds.values():
        induk = opd.record.induk
        if induk and not check.exists("opd", induk):
            help = "Pakai nama berkas di `opd/`, tanpa `.yaml`."
            message, known = f"tidak ada OPD `{induk}`", names_of_opds(check)
            yield misspelt(opd.place("induk"), message, induk, known, help)
    for period in catalogue.periods.values():
        rubrik = period.record.rubrik
        if not check.exists("rubric", rubrik):
            message, help = f"tidak ada rubrik `{rubrik}`", "Pakai nama berkas di `rubrics/`, tanpa `.yaml`."
            yield misspelt(period.place("rubrik"), message, rubrik, check.declared["rubric"], help)
    yield from _dead_ecosystem(check)
    yield from _dead_reviews(check)


def _named_innovations(check: Check) -> Iterator[tuple[InnovationEntry, Path, str]]:
    """Yield each innovation that a record names, and where."""
    for entry in check.catalogue.with_any("terkait"):
        for index, slug in enumerate(entry.record.terkait):
            yield entry, ("terkait", index), slug
    for name in ONWARD:
        for entry in check.catalogue.with_any(name):
            yield entry, (name,), getattr(entry.record, name)


def _dead_numbers(check: Check) -> Iterator[Fault]:
    for entry, path, numbers in _named_sources(check):
        last = len(entry.record.sumber)
        for index, number in enumerate(numbers):
            if number > last:
                message = (
                    f"`{name_of(path)}` menyebut sumber nomor {number}, sedangkan catatan ini memuat {last} sumber"
                )
                help = "Pakai nomor urut sumber yang menyatakannya, dihitung dari 1, atau hapus nomor ini."
                yield Fault(entry.place(*path, "sumber", index), message, help)


def _named_sources(check: Check) -> Iterator[tuple[InnovationEntry, Path, tuple[int, ...]]]:
    """Yield the numbers of sources that a fact, a part of a service or a figure rests on, and where."""
    for entry, key, fact in facts(check):
        yield entry, ("kematangan", key), fact.sumber
    yield from ((entry, path, said.sumber) for entry, path, said in told_facts(check))


def names_of_innovations(check: Check) -> Candidates:
    """Return every innovation there is a file of, with its name where the file could be read."""
    known = check.catalogue.innovations
    return {id: (known[id].record.nama,) if id in known else () for id in check.declared.get("innovation", ())}


def names_of_opds(check: Check) -> Candidates:
    """Return every agency there is a file of, with its names where the file could be read."""
    records = {id: entry.record for id, entry in check.catalogue.opds.items()}
    return {
        id: (records[id].nama, records[id].singkatan or "") if id in records else ()
        for id in check.declared.get("opd", ())
    }


def _dead_ecosystem(check: Check) -> Iterator[Fault]:
    """Find what the ecosystem names and nobody has: sectors and partners of the same file, innovations, agencies."""
    entry = check.catalogue.ecosystem
    known: dict[str, tuple[Candidates, str]] = {
        "sektor": ({one.id: (one.nama,) for one in entry.record.sektor}, "Pakai `id` salah satu sektor di berkas ini."),
        "mitra": ({one.id: (one.nama,) for one in entry.record.mitra}, "Pakai `id` salah satu mitra di berkas ini."),
        "inovasi": (names_of_innovations(check), "Pakai nama berkas inovasi, tanpa `.yaml`."),
        "OPD": (names_of_opds(check), "Pakai nama berkas di `opd/`, tanpa `.yaml`."),
    }
    for path, kind, id in _named_by_ecosystem(entry.record):
        candidates, help = known[kind]
        if id not in candidates:
            yield misspelt(entry.place(*path), f"tidak ada {kind} `{id}`", id, candidates, help)


def _named_by_ecosystem(record: Ecosystem) -> Iterator[tuple[Path, str, str]]:
    for number, tie in enumerate(record.kaitan):
        for name in ("sektor", "mitra", "inovasi"):
            for index, id in enumerate(getattr(tie, name)):
                yield ("kaitan", number, name, index), name, id
        if tie.oleh:
            yield ("kaitan", number, "oleh"), "mitra", tie.oleh
    for number, partner in enumerate(record.mitra):
        if partner.opd:
            yield ("mitra", number, "opd"), "OPD", partner.opd


def _dead_reviews(check: Check) -> Iterator[Fault]:
    for (year, slug), review in check.catalogue.reviews.items():
        if not check.exists("innovation", slug):
            match = closest(slug, check.declared["innovation"])
            help = f"Mungkin maksudnya `{match}.yaml`." if match else "Perbaiki nama berkas ini, atau hapus berkasnya."
            yield Fault(review.place(), f"berkas ini menelaah inovasi `{slug}`, yang tidak ada", help)
        if not check.exists("period", str(year)):
            yield Fault(
                review.place(), f"telaah untuk periode {year} yang tidak ada", f"Buat `periods/{year}/period.yaml`."
            )


@rule("induk-berputar", Severity.GALAT)
def circular_parent(check: Check) -> Iterator[Fault]:
    """Induk OPD tidak berputar.

    Menelusuri `induk` selalu berakhir pada OPD tanpa induk.

    Mengapa: Unit yang menjadi induk bagi dirinya sendiri tidak dapat dihitung pada OPD mana pun.

    Perbaikan: Perbaiki `induk` pada salah satu berkas dalam lingkaran.
    """
    opds = check.catalogue.opds
    reported: set[str] = set()
    for id in opds:
        ring = [] if id in reported else _ring(opds, id)
        if ring:
            reported.update(ring)
            message = f"induk berputar: {' → '.join([*ring, id])}"
            help = "Perbaiki `induk` pada salah satu berkas itu."
            other = opds[ring[-1]].place("induk")
            related = (other, "kembali ke awal di sini") if len(ring) > 1 else (None, "")
            yield Fault(opds[id].place("induk"), message, help, *related)


def _ring(opds: Mapping[str, Entry[Opd]], start: str) -> list[str]:
    """Return the agencies from one up through its parents back to it; empty when the way ends or turns elsewhere."""
    way = [start]
    while (parent := opds[way[-1]].record.induk) in opds and parent is not None:
        if parent == start:
            return way
        if parent in way:
            break
        way.append(parent)
    return []


@rule("gabungan-berantai", Severity.GALAT, whole=True)
def chained_innovations(check: Check) -> Iterator[Fault]:
    """Bagian dan gabungan langsung menuju akhirnya.

    `bagian_dari` dan `digabung_ke` menyebut inovasi lain yang tidak menjadi bagian inovasi lagi dan belum digabung,
    bukan inovasi itu sendiri.

    Mengapa: Bagian dihitung bersama induknya; induk yang berputar atau berlapis tidak dapat dihitung pada mana pun.

    Perbaikan: Sebut inovasi yang terakhir, atau hapus rujukannya.
    """
    records = check.catalogue.innovations
    for name in ONWARD:
        for entry in check.catalogue.with_any(name):
            way = _way(records, entry.id)
            if way[-1] in way[:-1]:
                if entry.id == min(way[way.index(way[-1]) :]):
                    help = "Hapus isian ini pada berkas yang menjadi induknya."
                    yield Fault(entry.place(name), f"`{name}` berputar: {' → '.join(way)}", help)
            elif len(way) > 2:
                message = f"`{name}` menyebut inovasi yang bukan akhirnya: {' → '.join(way)}"
                yield Fault(entry.place(name), message, f"Ganti menjadi `{way[-1]}`.", replacement=way[-1])


def _way(records: Mapping[str, InnovationEntry], start: str) -> list[str]:
    """Return the records from one onward to the last, or to the first that is met twice."""
    way = [start]
    while (entry := records.get(way[-1])) and way[-1] not in way[:-1]:
        onward = next((slug for name in ONWARD if (slug := getattr(entry.record, name))), None)
        if onward is None:
            break
        way.append(onward)
    return way


@rule("indikator-asing", Severity.GALAT)
def unknown_indicator(check: Check) -> Iterator[Fault]:
    """Kunci indikator dikenal rubrik.

    Kunci pada `spd` periode dan `verifikasi` telaah ada dalam rubrik tahun itu, dan indikator rubrik dikenal
    sebagai isian `kematangan`.

    Mengapa: Nilai dengan kunci yang tidak dikenal tidak ikut dihitung.

    Perbaikan: Perbaiki ejaan kuncinya menurut rubrik tahun itu.
    """
    catalogue = check.catalogue
    for rubric in catalogue.rubrics.values():
        for index, indicator in enumerate(rubric.record.indikator):
            if indicator.id not in Maturity.model_fields:
                place, message = rubric.place("indikator", index, "id"), "indikator ini bukan isian `kematangan`"
                help = "Pakai kunci dari daftar isian."
                yield misspelt(place, message, indicator.id, list(Maturity.model_fields), help)
    for year, period in catalogue.periods.items():
        rubrik = catalogue.rubrics.get(period.record.rubrik)
        if rubrik is None:
            continue
        rows = frozenset(row.id for row in rubrik.record.spd)
        for key in period.record.spd:
            if key not in rows:
                message, help = f"baris SPD `{key}` tidak ada dalam rubrik", "Pakai kunci baris SPD dari rubrik."
                yield misspelt(period.place("spd", key), message, key, rows, help)
        yield from _unknown_in_reviews(check, year, frozenset(item.id for item in rubrik.record.indikator))


def _unknown_in_reviews(check: Check, year: int, keys: frozenset[str]) -> Iterator[Fault]:
    for (review_year, _), review in check.catalogue.reviews.items():
        for key in review.record.verifikasi if review_year == year else ():
            if key not in keys:
                message, help = f"indikator `{key}` tidak ada dalam rubrik", "Pakai kunci indikator dari rubrik."
                yield misspelt(review.place("verifikasi", key), message, key, keys, help)


@rule("foto-hilang", Severity.GALAT)
def missing_photo(check: Check) -> Iterator[Fault]:
    """Berkas foto ada.

    Setiap `foto` menyebut berkas gambar yang disimpan di map yang sama.

    Mengapa: Foto yang tidak ada tampil sebagai gambar rusak.

    Perbaikan: Unggah gambarnya ke map inovasi itu, atau hapus butir `foto`.
    """
    for entry in check.catalogue.with_any("foto"):
        folder = entry.path.rsplit("/", 1)[0]
        for index, photo in enumerate(entry.record.foto):
            if f"{folder}/{photo.berkas}" not in check.beside:
                message = f"berkas `{photo.berkas}` tidak ada di `{folder}/`"
                yield Fault(entry.place("foto", index, "berkas"), message, "Unggah gambarnya, atau hapus butir ini.")

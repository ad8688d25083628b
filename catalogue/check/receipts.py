"""Rules on the list of what the coordinator took in, and on confirmations that it should name."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.check.checking import Check, Fault, misspelt, rule
from catalogue.check.references import names_of_innovations, names_of_opds
from catalogue.common.findings import Place, Severity
from catalogue.model.submission import Receipt


def lines(check: Check) -> Iterator[tuple[Receipt, int, int]]:
    """Yield each line of every list with its year and its number there."""
    for year, entry in check.catalogue.receipts.items():
        yield from ((line, year, number) for number, line in enumerate(entry.record.penerimaan))


@rule("tanda-terima-ganda", Severity.GALAT)
def repeated_receipt(check: Check) -> Iterator[Fault]:
    """Nomor tanda terima tidak berulang.

    Tiap `nomor` hanya ada sekali dalam semua `penerimaan.yaml`, juga antar-tahun.

    Mengapa: Nomor itu dihitung dari isi kiriman, sehingga nomor yang sama berarti kiriman yang sama. Pengirim yang
    mencari nomornya harus menemukan satu keadaan.

    Perbaikan: Bandingkan kedua butirnya. Bila sama, biarkan yang lebih dahulu dan hapus yang lain. Bila kirimannya
    berbeda, salah satu nomornya keliru ditulis; ambil lagi dari kirimannya.
    """
    seen: dict[str, Place] = {}
    for line, year, number in lines(check):
        place = check.catalogue.receipts[year].place("penerimaan", number, "nomor")
        if line.nomor is None:
            continue
        if line.nomor in seen:
            message = f"nomor tanda terima `{line.nomor}` sudah dicatat"
            help = "Bila kirimannya sama, cukup satu butir; bila berbeda, hitung lagi nomornya dari kirimannya."
            yield Fault(place, message, help, seen[line.nomor], "dicatat di sini")
        seen.setdefault(line.nomor, place)


@rule("penerimaan-asing", Severity.PERINGATAN, whole=True)
def unknown_receipt(check: Check) -> Iterator[Fault]:
    """OPD dan inovasi pada penerimaan dikenal.

    `opd` dan `inovasi` pada `penerimaan.yaml` ada, pernah terbit menurut `alamat.yaml`, atau menjadi `alamat_lama`
    sebuah inovasi. Kiriman yang ditolak boleh menyebut inovasi yang tidak jadi dicatat.

    Mengapa: Pengirim tidak menemukan inovasinya pada antrean, dan pembenarannya tampak belum diterima.

    Perbaikan: Perbaiki ejaannya menurut nama berkas di `opd/` atau `innovations/`.
    """
    published = {name for item in check.catalogue.addresses.record.alamat for name in item.nama}
    former = {old for entry in check.catalogue.with_any("alamat_lama") for old in entry.record.alamat_lama}
    for line, year, number in lines(check):
        entry = check.catalogue.receipts[year]
        if line.opd and not check.exists("opd", line.opd) and line.opd not in published:
            place, known = entry.place("penerimaan", number, "opd"), names_of_opds(check)
            help = "Pakai nama berkas di `opd/`, tanpa `.yaml`."
            yield misspelt(place, f"tidak ada OPD `{line.opd}`", line.opd, known, help)
        for index, slug in enumerate(line.inovasi if line.keadaan != "ditolak" else ()):
            if not check.exists("innovation", slug) and slug not in published | former:
                place, known = entry.place("penerimaan", number, "inovasi", index), names_of_innovations(check)
                help = "Pakai nama berkas inovasi, tanpa `.yaml`."
                yield misspelt(place, f"tidak ada inovasi `{slug}`", slug, known, help)


@rule("pengesahan-tanpa-penerimaan", Severity.PERINGATAN)
def confirmation_never_taken_in(check: Check) -> Iterator[Fault]:
    """Pengesahan yang diterima tercatat pada penerimaan.

    Berlaku bagi katalog yang mencatat penerimaan. Inovasi yang pengesahannya memuat `diterima_oleh` disebut sebuah
    butir `penerimaan.yaml` yang tidak ditolak.

    Mengapa: `diterima_oleh` menaikkan catatan ke langkah tercatat. Siapa pun dapat menulisnya dalam usulan; hanya
    koordinator yang mencatat penerimaan.

    Perbaikan: Koordinator memeriksa pembenaran itu, lalu menambahkan butirnya pada `penerimaan.yaml`; pembenaran lewat
    surat atau rapat dicatat tanpa `nomor`. Kiriman dicatat dengan sendirinya oleh `build.py import --via`. Bila
    koordinator belum menerimanya, hapus baris `diterima_oleh`.
    """
    if not check.catalogue.receipts:
        return
    named = {slug for line, _, _ in lines(check) if line.keadaan != "ditolak" for slug in line.inovasi}
    for entry in check.catalogue.innovations.values():
        said, known = entry.record.pengesahan, {entry.id, *entry.record.alamat_lama}
        if said and said.diterima_oleh and not known & named:
            message = f"pengesahan ini diterima {said.diterima_oleh}, tetapi tidak ada pada `penerimaan.yaml`"
            help = "Koordinator menambahkan butirnya pada `penerimaan.yaml` sesudah memeriksa pembenaran itu."
            yield Fault(entry.place("pengesahan", "diterima_oleh"), message, help)

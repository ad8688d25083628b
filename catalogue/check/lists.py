"""Rules on what Bappeda keeps for everyone: rubrics, closed lists and the codes of places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from urllib.parse import urlsplit

from catalogue.check.checking import Check, Fault, rule
from catalogue.common.findings import Place, Severity, Span
from catalogue.common.hosting import KNOWN, hosting_of
from catalogue.common.indonesian import number_text
from catalogue.model import Indicator, Rubric
from catalogue.read.catalogue import Entry
from catalogue.read.characters import split_lines

CENT = Decimal("0.01")
REGION = "region.yaml"
PICTURES = (".jpg", ".jpeg", ".png", ".webp")


@rule("rubrik-tidak-utuh", Severity.GALAT)
def broken_rubric(check: Check) -> Iterator[Fault]:
    """Rubrik cocok dengan dirinya sendiri.

    Kunci indikator tidak berulang, tingkatnya berurutan dari 1, predikat sambung-menyambung, dan skor tertinggi semua
    bagian berjumlah `total_maksimum`.

    Mengapa: Rubrik diketik ulang tiap tahun dari pedoman; satu angka yang salah mengubah indeks seluruh kota.

    Perbaikan: Cocokkan bagian yang disebut dengan pedomannya.
    """
    for entry in check.catalogue.rubrics.values():
        yield from _indicators(entry)
        yield from _bands(entry)
        yield from _total(entry)


def _indicators(entry: Entry[Rubric]) -> Iterator[Fault]:
    for part, listed in (("spd", entry.record.spd), ("indikator", entry.record.indikator)):
        seen: dict[str, int] = {}
        for index, indicator in enumerate(listed):
            if indicator.id in seen:
                place, other = (entry.place(part, number, "id") for number in (index, seen[indicator.id]))
                yield Fault(
                    place, f"indikator `{indicator.id}` ditulis dua kali", "Hapus salah satu.", other, "pertama"
                )
            seen.setdefault(indicator.id, index)
            levels = [level.level for level in indicator.level]
            if levels != list(range(1, len(levels) + 1)):
                message = f"tingkat `{indicator.id}` tidak berurutan dari 1"
                yield Fault(entry.place(part, index, "level"), message, "Urutkan tingkatnya: 1, 2, 3.")


def _bands(entry: Entry[Rubric]) -> Iterator[Fault]:
    bands = sorted(enumerate(entry.record.kategori), key=lambda item: item[1].minimum)
    for (_, lower), (index, upper) in pairwise(bands):
        if upper.minimum - lower.maksimum != CENT:
            message = f"predikat `{upper.nama}` tidak menyambung `{lower.nama}`, yang berakhir pada {lower.maksimum}"
            help = f"Batas bawahnya seharusnya {lower.maksimum + CENT}."
            yield Fault(entry.place("kategori", index, "minimum"), message, help)


def _total(entry: Entry[Rubric]) -> Iterator[Fault]:
    rubric = entry.record
    count = rubric.rumus.batas_jumlah * rubric.rumus.bobot_jumlah
    parts = (_highest(rubric.spd), _highest(rubric.indikator), count)
    if sum(parts) != rubric.rumus.total_maksimum:
        shown = " + ".join(number_text(part) for part in parts)
        total = number_text(sum(parts, Decimal(0)))
        message = f"skor tertinggi {shown} = {total}, bukan {number_text(rubric.rumus.total_maksimum)}"
        help = "Cocokkan bobot, tingkat, dan tetapan rumus dengan pedomannya."
        yield Fault(entry.place("rumus", "total_maksimum"), message, help)


def _highest(indicators: tuple[Indicator, ...]) -> Decimal:
    return sum((item.bobot * max(level.level for level in item.level) for item in indicators), Decimal(0))


@rule("kata-ganda", Severity.GALAT)
def repeated_word(check: Check) -> Iterator[Fault]:
    """Kata dalam daftar tertutup tidak berulang.

    `id` tiap butir dalam satu kosakata berbeda, demikian pula `slug`-nya.

    Mengapa: Kata menjadi alamat halaman dan dasar hitungan; dua butir sekata saling menimpa.

    Perbaikan: Hapus atau ganti salah satu butir.
    """
    for name, vocabulary in check.catalogue.vocabularies.items():
        for field in ("id", "slug"):
            values = [value for word in vocabulary.butir if (value := getattr(word, field))]
            for value in sorted({value for value in values if values.count(value) > 1}):
                first, *_, last = _lines_with(check, f"vocabularies/{name}.yaml", field, value)
                message = f"`{field}: {value}` dipakai dua butir"
                yield Fault(last, message, "Hapus atau ganti salah satu butir.", first, "butir yang lain")


def _lines_with(check: Check, path: str, field: str, value: str) -> list[Place]:
    """Return where a key has a value; the lists are kept without the places of their words."""
    pattern = re.compile(rf"""\b{field}: *["']?({re.escape(value)})["']?(?=[ ,}}#]|$)""")
    lines = enumerate(split_lines(check.sources[path].text), 1)
    found = [(number, match) for number, line in lines for match in pattern.finditer(line)]
    places = [Place(path, Span(number, match.start(1) + 1, number, match.end(1) + 1)) for number, match in found]
    return places if len(places) > 1 else [Place(path), Place(path)]


@rule("kode-wilayah-asing", Severity.PERINGATAN)
def code_of_elsewhere(check: Check) -> Iterator[Fault]:
    """Kode wilayah milik daerah ini dan dipakai sekali.

    `kode_wilayah` pada `opd/` diawali kode daerah dalam `region.yaml`, dan tidak dipakai dua unit.

    Mengapa: Kode wilayah menghubungkan catatan ini dengan data lain; kode yang salah menghubungkannya dengan kota
    lain.

    Perbaikan: Cocokkan dengan keputusan Menteri Dalam Negeri tentang kode wilayah.
    """
    ours, seen = check.catalogue.region.kode_wilayah, dict[str, str]()
    for id, entry in check.catalogue.opds.items():
        code = entry.record.kode_wilayah
        if not code:
            continue
        help = "Cocokkan dengan keputusan Menteri Dalam Negeri tentang kode wilayah."
        if code != ours and not code.startswith(f"{ours}."):
            message = f"kode `{code}` bukan kode {check.catalogue.region.nama}, yang diawali `{ours}`"
            yield Fault(entry.place("kode_wilayah"), message, help)
        elif code in seen:
            other = check.catalogue.opds[seen[code]].place("kode_wilayah")
            yield Fault(entry.place("kode_wilayah"), f"kode `{code}` dipakai dua unit", help, other, "unit yang lain")
        seen.setdefault(code, id)


@rule("resmi-tanpa-alamat", Severity.GALAT)
def official_without_address(check: Check) -> Iterator[Fault]:
    """Situs resmi mempunyai alamat kiriman.

    Bila `resmi` pada `region.yaml` berisi ya, `kontak` memuat `whatsapp` atau `surel`.

    Mengapa: OPD tanpa akun mengirim usulan dan jawaban lewat WhatsApp atau surel. Situs resmi yang meminta
    kiriman tanpa menyebut tujuannya membuat kiriman itu tidak sampai.

    Perbaikan: Isi nomor WhatsApp kantor atau surel kantor pada `kontak`. Selama belum ada, tulis `resmi: tidak`.
    """
    region = check.catalogue.region
    desk = region.kontak
    if region.resmi and not (desk and (desk.whatsapp or desk.surel)):
        message = "situs ini resmi, tetapi `kontak` belum memuat `whatsapp` atau `surel` untuk menerima kiriman"
        help = "Tulis nomor kantor sebagai `whatsapp` di dalam `kontak`. Selama belum ada, tulis `resmi: tidak`."
        yield Fault(_in_region(check, "resmi"), message, help)


@rule("repositori-tanpa-jenis", Severity.PERINGATAN)
def repository_of_no_kind(check: Check) -> Iterator[Fault]:
    """Jenis repositori diketahui dari alamatnya, atau disebut.

    Alamat pada `repositori` memperlihatkan jenisnya bila servernya dikenal umum, atau namanya berawalan `github.`,
    `gitlab.`, `forgejo.`, atau `gitea.`. Selain itu `jenis_repositori` menyebutkannya; yang disebut tidak menyelisihi
    alamatnya.

    Mengapa: Tiap jenis mempunyai bentuk alamat sendiri. Bila jenisnya tidak diketahui, situs tidak memuat tautan untuk
    menyunting, mengusulkan, dan melihat riwayat, dan tidak ada yang memberi tahu.

    Perbaikan: Tambahkan `jenis_repositori` sesudah `repositori`: github, gitlab, forgejo (juga untuk Gitea), atau git
    bila repositori itu tidak mempunyai halaman yang dapat dibuka.
    """
    region = check.catalogue.region
    address, declared = region.repositori, region.jenis_repositori
    host, shown = urlsplit(address or "").hostname, hosting_of(address).kind
    if address and shown is None and declared is None:
        message = f"jenis repositori di `{host}` tidak terlihat dari alamatnya dan belum disebut"
        github, gitlab, forgejo = (f"`jenis_repositori: {kind}`" for kind in KNOWN)
        kinds = f"{forgejo} (juga untuk Gitea), {gitlab}, atau {github}"
        bare = "Bila repositori itu tidak mempunyai halaman: `jenis_repositori: git`."
        help = f"Tambahkan satu baris sesudahnya: {kinds}. {bare}"
        yield Fault(_in_region(check, "repositori"), message, help)
    elif address and declared and shown and declared != shown:
        message = f"`{declared}` tidak sesuai dengan alamat repositorinya di `{host}`, sehingga tidak dipakai"
        help = f"Tulis `jenis_repositori: {shown}`, atau betulkan `repositori` bila alamat itu yang keliru."
        yield Fault(_in_region(check, "jenis_repositori"), message, help)


def _in_region(check: Check, key: str) -> Place:
    """Return where the region's file gives the value of a key."""
    source = check.sources.get(REGION)
    match = re.search(rf"^{key}:\s*(\S+)", source.text, re.MULTILINE) if source else None
    if not source or not match:
        return Place(REGION)
    line = source.text.count("\n", 0, match.start()) + 1
    start = match.start(1) - match.start() + 1
    return Place(REGION, Span(line, start, line, start + len(match[1])))


@rule("foto-tanpa-catatan", Severity.PERINGATAN)
def picture_without_record(check: Check) -> Iterator[Fault]:
    """Gambar disebut catatannya.

    Setiap gambar di dalam `innovations/` disebut pada `foto` sebuah inovasi di map yang sama.

    Mengapa: Gambar yang tidak disebut tidak tampil dan tidak bersumber, tetapi tetap terbuka di repositori.

    Perbaikan: Tambahkan butir `foto` pada inovasinya, atau hapus gambarnya.
    """
    if not check.beside:
        return
    read = {entry.path for entry in check.catalogue.innovations.values()}
    with_photos = check.catalogue.with_any("foto")
    used = {f"{_folder(entry.path)}/{photo.berkas}" for entry in with_photos for photo in entry.record.foto}
    innovations = {path for path, source in check.sources.items() if source.kind == "innovation"}
    unread = {_folder(path) for path in innovations - read}
    for path in sorted(check.beside - used):
        if path.startswith("innovations/") and path.endswith(PICTURES) and _folder(path) not in unread:
            message = f"gambar `{path.rsplit('/', 1)[1]}` tidak disebut catatan mana pun"
            yield Fault(Place(path), message, "Sebut pada `foto` sebuah inovasi, atau hapus gambarnya.")


def _folder(path: str) -> str:
    return path.rsplit("/", 1)[0]

"""Rules on what would tell of a private person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import unquote, urlsplit

from catalogue.check.checking import Check, Fault, rule
from catalogue.check.people import known_names, names_a_person
from catalogue.check.texts import links_in, mentioning, place_of, texts_in
from catalogue.common.findings import Place, Severity, Span
from catalogue.common.phrases import phrase
from catalogue.read.catalogue import InnovationEntry, Path
from catalogue.read.characters import split_lines
from catalogue.read.files import Source

ADDRESS = re.compile(r"https?://\S+")
DIGITS = (re.compile(r"\d(?:[ .-]?\d){12}"),)
RUN, ALIKE = b"0" * 13, bytes.maketrans(b"123456789", b"000000000")
BEFORE, AFTER = r"(?<!\w)(?<!\d[.-])", r"(?!\w|[.-]\d)"
NIK = re.compile(
    rf"{BEFORE}(?:\d{{6}}[ .-]?\d{{6}}[ .-]?\d{{4}}|\d{{4}}(?:[ .-]\d{{4}}){{3}}"
    rf"|\d\d(?:[ .-]\d\d){{2}}[ .-](?:\d\d[ .-]?){{3}}\d{{4}}){AFTER}"
)
NIP = re.compile(rf"{BEFORE}\d{{4}}[ .-]?\d\d[ .-]?\d\d[ .-]?\d{{4}}[ .-]?\d\d[ .-]?[12][ .-]?\d{{3}}{AFTER}")
MOBILE = re.compile(
    r"(?:(?<![\w/,-])(?<!\d\.)|(?<=\bwa)|(?<=\bwa/)|(?<=\bhp)|(?<=\bhp/))"
    r"(?:\(?(?:\+? ?62|0062)\)?[ .-]{0,2}(?:\(?0\)?)?[ .-]?|\(?0)\(?8\d{2}\)?(?: ?[ .\u2013-]? ?\d{2,5}){2,3}(?![\w])"
    r"|(?:wa\.me/|phone=)\+?62?8\d{7,}|\b(?:wa|hp|whatsapp)\b[ .:]{1,3}8\d{2}(?:[ .-]?\d{2,5}){2,3}(?!\w)"
    r"|(?<![\w/,.-])08(?: \d\d){4,5}(?![ .-]?\w)",
    re.IGNORECASE,
)
MOBILE_BEGINS = tuple(
    map(
        re.compile,
        (r"08(?:\d\d| \d\d \d\d )", r"62[ .()0-]{0,5}8\d\d", r"wa\.me/", r"phone=", r"[PpAa][ .:]{1,3}8\d\d"),
    )
)
"""Each begins with letters of its own, so that looking for it is quick."""

PHONE_KEY = re.compile(r"\b(?:telepon|whatsapp|nilai): *[\"']?$")
"""Ends before a number that the field for the number of an office or of a service holds."""

FINGERPRINT = re.compile(r" *sidik: *[\"']?[0-9a-f]{16}[\"']? *$")
"""The line of a review that tells which evidence was examined; some fingerprints happen to be digits alone."""

PROVINCES = {*range(11, 22), *range(31, 37), *range(51, 54), *range(61, 66), *range(71, 77), 81, 82, *range(91, 98)}
"""The codes of the provinces, with which a NIK begins (Kepmendagri 300.2.2-2138 Tahun 2025)."""

WOMEN = 40
"""Added to the day of birth in a woman's NIK."""

PROVIDERS = {
    *("gmail.com", "googlemail.com", "yahoo.com", "yahoo.co.id", "ymail.com", "rocketmail.com", "hotmail.com"),
    *("outlook.com", "outlook.co.id", "live.com", "icloud.com", "aol.com", "proton.me", "protonmail.com"),
}
AT = tuple(map(re.compile, ("@", r"[\[({ ][Aa][Tt][\])} ]")))
MAIL = re.compile(r"[\w.+-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63}){1,5})")
DISGUISED = re.compile(
    r"[\w.+-]{1,64}(?: ?[\[({] ?at ?[\])}] ?| at | ?@ ?)(?:gmail|googlemail|yahoo|ymail|rocketmail|hotmail"
    r"|outlook|icloud)\b(?:(?: ?[.,] ?| ?[\[({] ?dot ?[\])}] ?| dot )(?:com?|id)\b){0,2}",
    re.IGNORECASE,
)
"""An address of such a provider written so that programs should not know it, or with a slip."""

SCANS = re.compile(
    r"(?:^|[-_ ])(?:ttd|tandatangan|tanda-tangan|paraf)(?:[-_ .]|$)"
    r"|(?:^|[-_ ])(?:scan|pindai|pindaian|fotokopi|fc)[-_ ]?(?:ktp|kk|kartu-keluarga|sim|paspor|ijazah|akta|npwp)",
    re.IGNORECASE,
)
SCAN_WORDS = ("ttd", "tanda", "paraf", "scan", "pindai", "fotokopi", "fc")
CEREMONY = re.compile(r"mou|pks|perjanjian|kerja-?sama|kesepakatan|komitmen|acara|prosesi|sk-", re.IGNORECASE)
LISTS = re.compile(
    r"\b(?:daftar (?:hadir|penerima|peserta|nama)|absensi|presensi|by name by address|bnba|kartu keluarga|ktp)\b",
    re.IGNORECASE,
)


LIST_WORDS = ("daftar", "absensi", "presensi", "by name", "bnba", "kartu keluarga", "ktp")


@rule("nomor-identitas", Severity.GALAT)
def identity_number(check: Check) -> Iterator[Fault]:
    """Tidak ada nomor identitas orang.

    Berkas data tidak memuat NIK, nomor kartu keluarga, atau NIP, juga tidak di dalam komentar.

    Mengapa: Berkas ini terbuka untuk umum; nomor identitas dapat dipakai menyamar sebagai pemiliknya.

    Perbaikan: Hapus nomornya dan sebut jabatan atau unit kerja. Bila sudah terkirim, beri tahu pengelola katalog,
    sebab riwayat Git menyimpannya sampai dibersihkan.

    Dasar: UU 27/2022 tentang Pelindungan Data Pribadi, Pasal 65 ayat (2); UU 24/2013 tentang perubahan UU
    Administrasi Kependudukan, Pasal 58 ayat (2).
    """
    forget = phrase("nomor-identitas/perbaikan")
    for source in check.sources.values():
        for number, line in _lines_with(source, DIGITS) if _has_long_number(source.text) else ():
            if source.kind == "review" and FINGERPRINT.match(line):
                continue
            text = ADDRESS.sub(lambda match: " " * len(match.group()), line)  # blanks, so that columns stay
            for match in NIP.finditer(text):
                if _is_nip(_digits(match)):
                    yield Fault(_at(source, number, match), phrase("nomor-identitas/nip"), forget)
            for match in NIK.finditer(text):
                if _is_nik(_digits(match)):
                    yield Fault(_at(source, number, match), phrase("nomor-identitas/nik"), forget)


@rule("nomor-ponsel", Severity.PERINGATAN)
def mobile_number(check: Check) -> Iterator[Fault]:
    """Nomor ponsel hanya pada kontak kantor.

    Nomor ponsel, juga yang ada dalam tautan WhatsApp, tidak ditulis di luar `telepon` dan kanal layanan.

    Mengapa: Nomor ponsel di dalam teks umumnya milik seseorang, dan pemiliknya dapat pindah tugas.

    Perbaikan: Hapus nomornya. Bila itu nomor layanan yang resmi, tulis pada `kontak` sebagai `telepon`
    atau pada `layanan` sebagai `kanal`.

    Dasar: UU 27/2022 tentang Pelindungan Data Pribadi, Pasal 4 ayat (3) dan Pasal 65 ayat (2).
    """
    message, help = phrase("nomor-ponsel"), phrase("nomor-ponsel/perbaikan")
    linked = phrase("nomor-ponsel/tautan/perbaikan")
    for source in check.sources.values():
        for number, line in _lines_with(source, MOBILE_BEGINS):
            for match in MOBILE.finditer(line):
                if not PHONE_KEY.search(line, 0, match.start()):
                    inside = match[0].startswith(("wa.me/", "phone="))
                    yield Fault(_at(source, number, match), message, linked if inside else help)


@rule("surel-pribadi", Severity.PERINGATAN)
def personal_mail(check: Check) -> Iterator[Fault]:
    """Surel memakai alamat kantor.

    Alamat surel tidak berasal dari penyedia umum seperti Gmail atau Yahoo.

    Mengapa: Alamat dari penyedia umum biasanya milik seseorang, ikut pergi bersamanya, dan mudah ditiru penipu.

    Perbaikan: Pakai alamat kantor, misalnya yang berakhiran `.go.id`. Bila kantor memang belum punya, tulis alasannya
    pada `pengecualian`.

    Dasar: UU 27/2022 tentang Pelindungan Data Pribadi, Pasal 65 ayat (2).
    """
    for source in check.sources.values():
        for number, line in _lines_with(source, AT):
            for match in _private_mail(line):
                message = phrase("surel-pribadi", address=match.group())
                yield Fault(_at(source, number, match), message, phrase("surel-pribadi/perbaikan"))


def _private_mail(line: str) -> Iterator[re.Match[str]]:
    """Yield the addresses of public providers, each once, whatever it is written like."""
    plain = [match for match in MAIL.finditer(line) if match[1].lower() in PROVIDERS]
    yield from plain
    known = {match.start() for match in plain}
    yield from (match for match in DISGUISED.finditer(line) if match.start() not in known)


@rule("nama-orang", Severity.PERINGATAN)
def person_named(check: Check) -> Iterator[Fault]:
    """Yang disebut adalah kantor atau jabatan, bukan orang.

    `nama_inisiator`, `kontak.unit`, `pemegang` bukti, serta `jabatan` pada pengesahan dan tanggapan memuat nama unit
    kerja, kelompok, atau jabatan, tanpa nama orang di depan, di belakang, atau di dalam kurung. Begitu pula
    `pendamping` sebuah OPD.

    Mengapa: Pejabat berganti, sedangkan catatan ini bertahan; nama lengkap termasuk data pribadi.

    Perbaikan: Ganti nama orang dengan jabatan atau unit kerjanya, misalnya `Kepala Puskesmas Contoh`.

    Dasar: UU 27/2022 tentang Pelindungan Data Pribadi, Pasal 4 ayat (3).
    """
    agencies = known_names(
        name for opd in check.catalogue.opds.values() for name in (opd.record.nama, opd.record.singkatan) if name
    )
    for entry in check.catalogue.innovations.values():
        for path, text in _named(check, entry):
            if names_a_person(text, agencies, alone=path == ("nama_inisiator",)):
                yield _person(entry.place(*path), text)
    for opd in check.catalogue.opds.values():
        mentor = opd.record.pendamping
        if mentor and names_a_person(mentor, agencies, alone=False):
            yield _person(opd.place("pendamping"), mentor)


def _person(place: Place, text: str) -> Fault:
    return Fault(place, phrase("nama-orang", text=text), phrase("nama-orang/perbaikan"))


NAMED = {("nama_inisiator",), ("kontak", "unit"), ("pengesahan", "jabatan"), ("pengesahan", "diterima_oleh")}


def _named(check: Check, entry: InnovationEntry) -> Iterator[tuple[Path, str]]:
    for path, text in texts_in(check, entry):
        if path[-1] == "pemegang" or path in NAMED or (path[0], path[-1]) == ("tanggapan", "jabatan"):
            yield path, text


@rule("pindaian-pribadi", Severity.GALAT)
def personal_scan(check: Check) -> Iterator[Fault]:
    """Tidak ada pindaian tanda tangan atau kartu identitas.

    Nama berkas foto dan tautan tidak menunjukkan pindaian tanda tangan, KTP, kartu keluarga, ijazah, atau sejenisnya.

    Mengapa: Tanda tangan dan kartu identitas yang terbuka dapat disalin untuk memalsukan dokumen.

    Perbaikan: Hapus gambarnya. Bila dokumen itu bukti, tulis `pemegang`, yaitu unit kerja yang menyimpannya.

    Dasar: UU 24/2013 tentang perubahan UU Administrasi Kependudukan, Pasal 58 ayat (2); UU 27/2022 tentang Pelindungan
    Data Pribadi, Pasal 65 ayat (2).
    """
    help = phrase("pindaian-pribadi/perbaikan")
    for entry in check.catalogue.innovations.values():
        for index, photo in enumerate(entry.record.foto):
            if _is_scan(photo.berkas):
                message = phrase("pindaian-pribadi", name=photo.berkas)
                yield Fault(entry.place("foto", index, "berkas"), message, help)
    for entry in mentioning(check, *SCAN_WORDS):
        for path, address in links_in(check, entry):
            name = _file_name(address)
            if name and _is_scan(name):
                message = phrase("pindaian-pribadi", name=name)
                yield Fault(place_of(check, entry, path, address), message, help)


def _file_name(address: str) -> str:
    """Return the last part of an address that may name a scan; empty of most others."""
    told = address.lower()
    if "%" not in told and not any(word in told for word in SCAN_WORDS):
        return ""
    return unquote(urlsplit(address).path).rsplit("/", 1)[-1]


def _is_scan(name: str) -> bool:
    return bool(SCANS.search(name)) and not CEREMONY.search(name)


@rule("daftar-orang-terbuka", Severity.PERINGATAN)
def open_list_of_people(check: Check) -> Iterator[Fault]:
    """Daftar nama orang tidak ditautkan.

    Bukti berupa daftar hadir, daftar penerima, atau salinan kartu identitas tidak memuat `tautan`.

    Mengapa: Daftar seperti itu berisi nama, alamat, atau tanda tangan warga; tautannya terbuka bagi siapa pun.

    Perbaikan: Hapus `tautan`, lalu tulis `pemegang`, yaitu unit kerja yang menyimpan berkasnya.

    Dasar: UU 27/2022 tentang Pelindungan Data Pribadi, Pasal 65 ayat (2).
    """
    for entry in mentioning(check, *LIST_WORDS):
        for path, text in texts_in(check, entry):
            here = (*path[:-1], "tautan")
            evidence = path[0] == "kematangan" and path[-1] == "judul"
            if evidence and LISTS.search(text) and here in entry.spans:
                message, help = phrase("daftar-orang-terbuka", text=text), phrase("daftar-orang-terbuka/perbaikan")
                yield Fault(entry.place(*here), message, help)


def _has_long_number(text: str) -> bool:
    """Tell whether there may be thirteen digits in a row; of a text with letters beyond ASCII that is not sure."""
    return not text.isascii() or RUN in text.encode().translate(ALIKE, b" .-")


def _lines_with(source: Source, patterns: tuple[re.Pattern[str], ...]) -> Iterator[tuple[int, str]]:
    """Yield the lines in which a pattern is found; most files have none, and are passed over whole."""
    if any(pattern.search(source.text) for pattern in patterns):
        for number, line in enumerate(split_lines(source.text), 1):
            if any(pattern.search(line) for pattern in patterns):
                yield number, line


def _at(source: Source, number: int, match: re.Match[str]) -> Place:
    return Place(source.path, Span(number, match.start() + 1, number, match.end() + 1))


def _digits(match: re.Match[str]) -> str:
    return re.sub(r"\D", "", match.group())


def _is_nik(digits: str) -> bool:
    day, month = int(digits[6:8]), int(digits[8:10])
    return int(digits[:2]) in PROVINCES and 1 <= (day - WOMEN if day > WOMEN else day) <= 31 and 1 <= month <= 12


def _is_nip(digits: str) -> bool:
    """Tell whether these are a date of birth, a month of appointment (21 for PPPK), a sex and a number."""
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    appointed, month = int(digits[8:12]), int(digits[12:14])
    return 1930 <= born.year < appointed <= 2100 and (1 <= month <= 12 or month == 21)

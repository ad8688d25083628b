"""Lines as offices write them, made up: persons with their posts, offices alone, telephones, numbers, mail."""

from __future__ import annotations

import random
from collections.abc import Callable

BATAK = "Togar Hotman Rotua Tiurma Sahala Ruth Jonggi Maruli Duma Patar Lasma Pandapotan Esron Nurhaida Renta Darwin"
MARGAS = (
    "Hutauruk Simorangkir Sidabutar Lumbantoruan Siregar Harahap Nasution Ginting Tarigan Purba Saragih Damanik "
    "Perangin-angin Pangaribuan Rajagukguk Aritonang Ritonga Sagala Tampubolon Manik Girsang Bukit Karokaro Pasaribu"
)
JAVANESE = (
    "Suyanto Sugeng Waluyo Paryono Sutrisno Tukiman Sumarni Ngadimin Wagiyem Poniran Saidi Jumadi Rusmini Kasmiati "
    "Widodo Harjono Suratmi Mujiono Slamet Legiman"
)
MALAY = (
    "Tengku Azwar, Nurhaliza, Zulkarnain, Rosnah, Fadillah, Khairunnisa, Amiruddin, Hasnah, Ruslan, Salmah, Azhari, "
    "Maimunah, Iskandar, Syarifah, Fakhrur Rozi, M. Yusuf, Abdul Karim, Siti Aisyah, Dahlan, Rahmad Hidayat"
)
CHINESE = "Lim Kok Sing, Susanto Halim, Tan Mei Ling, Hendra Wijaya, Erwin Chandra, Jenny Angkasa, Acun Wongso, Lie Hua"
MINANG = (
    "Yulizar Chaniago, Afrizal Tanjung, Erna Koto, Syafril Piliang, Desmawati Jambak, Zulfikar Sikumbang, Edi Caniago"
)
GENERAL = "Dewi Bayu Rina Andika Yohana Fitri Doni Meliana Rangga Sarah Teguh Ratih Bobby Citra Vera Kevin Surya Mega"
AFTER = "Pratama Lestari Melati Saputra Anggraini Hasibuan Wulandari Nugroho Rahayu Firmansyah Kusuma Maulana Utami"

KELURAHAN = "Durian, Lalang, Bandar Sono, Tanjung Marulak Hilir, Pasar Gambir, Rantau Laban, Badak Bejuang, Sri Padang"
KECAMATAN = "Rambutan, Bajenis, Padang Hulu, Padang Hilir, Tebing Tinggi Kota"
AGENCIES = (
    "Dinas Kesehatan, Dinas Komunikasi dan Informatika, Dinas Lingkungan Hidup, Badan Perencanaan Pembangunan Daerah, "
    "Satuan Polisi Pamong Praja, Dinas Perumahan dan Kawasan Permukiman, Inspektorat, Dinas Sosial, Dinas Perhubungan, "
    "Sekretariat DPRD, Bagian Organisasi, RSUD dr. H. Kumpulan Pane, Dinas Ketahanan Pangan dan Pertanian"
)
SECTIONS = (
    "Bidang Pelayanan Pendaftaran Penduduk, Seksi Kesejahteraan Sosial, Bidang Cipta Karya, Subbagian Umum dan "
    "Kepegawaian, Bidang Aplikasi Informatika, Seksi Trantib, UPTD Angkutan Perkotaan, Bidang Bina Marga, Bidang "
    "Kesehatan Masyarakat, Seksi Surveilans dan Imunisasi, Bidang Tata Ruang, Bidang Ketersediaan Pangan"
)
GROUPS = (
    "Kelompok Tani Mekar Jaya, Karang Taruna Bina Remaja, Posyandu Melati, Yayasan Budi Utomo, SMP Negeri 4, "
    "SD Negeri 165719, SMA Swasta Ir. H. Djuanda, Puskesmas Pabatu, Puskesmas Tanjung Marulak, TK Pertiwi, "
    "Koperasi Maju Bersama, "
    "Bank Sampah Mutiara, Kelompok Wanita Tani Anggrek, SMK Diponegoro, TP PKK Kelurahan Durian, "
    "PT Inalum, Pondok Pesantren Al Hidayah, Gereja HKBP Tebing Tinggi, Masjid Agung, Perumda Tirta Bulian"
)
PLACES = (
    "Jalan Ahmad Yani, Gedung Hj. Sawiyah, Lapangan Merdeka, Taman Kota, Jalan Ir. H. Juanda, Jalan Dr. Sutomo, "
    "Stadion Kampung Durian, Jalan Jenderal Sudirman, Gedung Balai Kartini, "
    "Jalan Letjen Suprapto, RSUD dr. Kumpulan Pane"
)
STAFF = (
    "staf divisi teknologi, Staf Bidang Perencanaan, Operator Komputer, Penyuluh Pertanian, Bidan Desa, Guru Kelas, "
    "Analis Kebijakan Ahli Muda, Pranata Komputer, Kader Posyandu, Ketua TP PKK Kota, Ketua Tim Kerja, Bendahara, "
    "Sekretaris Kelurahan, Pengelola Data, Perawat, Sanitarian, Kepala Seksi Pemerintahan, anggota tim"
)
FRONT = ("Dr. ", "H. ", "Hj. ", "dr. ", "drg. ", "Ir. ", "Drs. ", "Bapak ", "Ibu ", "Ns. ")
BEHIND = (", S.Kom", ", S.Sos", ", SE", ", M.Si", ", S.Pd., M.M", ", S.STP", ", A.Md.Keb", ", S.H., M.Kn", ", SKM")


class Lines:
    """Makes lines of each shape, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def name(self) -> str:
        """Return the name of a person of one of the peoples of the region."""
        first = self.one
        makers: tuple[Callable[[], str], ...] = (
            lambda: f"{first(BATAK, ' ')} {first(MARGAS, ' ')}",
            lambda: f"{first(GENERAL, ' ')} {first(AFTER, ' ')}",
            lambda: f"{first(GENERAL, ' ')} {first(MARGAS, ' ')}",
            lambda: f"{first(JAVANESE, ' ')} {first(AFTER, ' ')}",
            lambda: first(JAVANESE, " "),
            lambda: first(f"{MALAY}, {CHINESE}, {MINANG}"),
            lambda: f"{first(MALAY)} {first(MARGAS, ' ')}",
            lambda: f"{first(GENERAL, ' ')} br. {first(MARGAS, ' ')}",
        )
        return self.random.choice(makers)()

    def one(self, names: str, sign: str = ", ") -> str:
        """Return one of the names on a list."""
        return self.random.choice(names.split(sign))

    def post(self) -> str:
        """Return a post as lists write it."""
        one = self.one
        return self.random.choice(
            (
                f"Lurah {one(KELURAHAN)}",
                f"Camat {one(KECAMATAN)}",
                f"Kepala {one(AGENCIES)}",
                f"Kepala {one(SECTIONS)}",
                f"Kepala {one(SECTIONS)} {one(AGENCIES)}",
                f"Sekretaris {one(AGENCIES)}",
                one(STAFF),
                f"Plt. Kepala {one(AGENCIES)}",
                "Wali Kota",
                "Lurah",
                "Sekretaris Daerah",
                f"Kepala Puskesmas {one(KELURAHAN)}",
            )
        )

    def office(self) -> str:
        """Return what is no person: a post, an agency, a unit, a group, a place, or several of them."""
        one = self.one
        groups = one(GROUPS)
        return self.random.choice(
            (
                self.post(),
                one(AGENCIES),
                f"{one(SECTIONS)}, {one(AGENCIES)}",
                f"{one(AGENCIES)} ({one(SECTIONS)})",
                groups,
                f"Ketua {groups}",
                f"{groups} dan {one(AGENCIES)}",
                f"Kantor Lurah {one(KELURAHAN)}, {one(PLACES)}",
                one(PLACES),
                f"Kelurahan {one(KELURAHAN)}",
                f"{self.post()} ({self.random.randint(2015, 2025)})",
                f"Arsip {one(AGENCIES)}",
                f"{self.post()}, {one(AGENCIES)}",
                f"Tim Inovasi {one(AGENCIES)}",
            )
        )

    def persons(self) -> dict[str, Callable[[], str]]:
        """Return what makes a line of each shape in which somebody is named."""
        year = self.random.randint
        return {
            "Nama (Jabatan)": lambda: f"{self.name()} ({self.post()})",
            "Jabatan Nama": lambda: f"{self.post()} {self.name()}",
            "Nama, Jabatan": lambda: f"{self.name()}, {self.post()}",
            "Jabatan (Nama)": lambda: f"{self.post()} ({self.name()})",
            "Jabatan: Nama": lambda: f"{self.post()}: {self.name()}",
            "Nama - Jabatan": lambda: f"{self.name()} - {self.post()}",
            "Jabatan Nama (Tahun)": lambda: f"{self.post()} {self.name()} ({year(2010, 2025)})",
            "Gelar Nama": lambda: f"{self.random.choice(FRONT)}{self.name()}",
            "Nama, Gelar": lambda: f"{self.name()}{self.random.choice(BEHIND)}",
            "Gelar Nama, Jabatan": lambda: f"{self.random.choice(FRONT)}{self.name()}, {self.post()}",
            "Jabatan Gelar Nama": lambda: f"{self.post()} {self.random.choice(FRONT)}{self.name()}",
        }

    def digits(self, count: int) -> str:
        """Return so many digits."""
        return "".join(self.random.choices("0123456789", k=count))

    def mobile(self) -> str:
        """Return a mobile number as people write it."""
        prefix = f"8{self.one('11 12 13 21 22 52 53 57 77 78 95 96 31 38', ' ')}"
        rest = self.digits(self.random.randint(7, 8))
        a, b, c = rest[:4], rest[4:], rest[3:]
        return self.random.choice(
            (
                f"(0{prefix}) {rest}",
                f"(0{prefix}) {a}-{b}",
                f"0{prefix}{rest}",
                f"0{prefix}-{a}-{b}",
                f"0{prefix}.{a}.{b}",
                f"0{prefix} {a} {b}",
                f"+62 {prefix}-{a}-{b}",
                f"+62{prefix}{rest}",
                f"62{prefix}{rest}",
                f"(+62) {prefix} {a} {b}",
                f"+62 (0){prefix} {rest}",
                f"+62 ({prefix}) {a}-{b}",
                f"0{prefix} - {a} - {b}",
                f"0{prefix}\u2013{a}\u2013{b}",
                f"WA {prefix}{rest}",
                f"WA.0{prefix}{rest}",
                f"Telp.0{prefix}-{a}-{b}",
                f"wa/0{prefix}{rest}",
                f"HP:0{prefix}{rest[:3]}{c}",
                f"https://wa.me/62{prefix}{rest}",
                f"https://api.whatsapp.com/send?phone=62{prefix}{rest}",
            )
        )

    def no_mobile(self) -> str:
        """Return a number that is nobody's mobile."""
        digits, number = self.digits, self.random.randint
        return self.random.choice(
            (
                f"(0621) {number(20000, 99999)}",
                f"0621-{number(20000, 99999)}",
                f"pukul 08.00-{number(12, 16)}.00 dan 08.30-11.00",
                f"Rp {number(1, 900)}.{digits(3)}.{digits(3)}",
                f"{number(2015, 2026)}-{number(10, 12)}-{number(10, 28)}",
                f"Nomor 800/{number(100, 999)}/{number(2015, 2026)}",
                f"08 {number(10, 12)} {number(2015, 2026)}",
                f"{number(800, 899)} keluarga, {number(8000, 8999)} jiwa, {digits(5)} pohon",
                f"lintang 3,{digits(5)} bujur 99,{digits(5)}",
                f"082/{number(100, 999)}/{number(2015, 2026)}",
                "call center 112 dan 1500-081",
            )
        )

    def birth(self) -> tuple[int, int, int]:
        """Return a year, a month and a day on which somebody was born."""
        return self.random.randint(1960, 1999), self.random.randint(1, 12), self.random.randint(1, 28)

    def nik(self) -> str:
        """Return a NIK as people write it."""
        year, month, day = self.birth()
        area = self.random.choice(("127401", "127602", "121213", "320101", "647103", "110811"))
        born = f"{day + self.random.choice((0, 40)):02}{month:02}{year % 100:02}"
        last, n = f"{self.random.randint(1, 40):04}", area + born
        n += last
        return self.random.choice(
            (
                n,
                f"{area} {born} {last}",
                f"{area}.{born}.{last}",
                f"{area}-{born}-{last}",
                f"{n[:4]} {n[4:8]} {n[8:12]} {n[12:]}",
                f"{n[:4]}.{n[4:8]}.{n[8:12]}.{n[12:]}",
                f"{n[:4]}-{n[4:8]}-{n[8:12]}-{n[12:]}",
                f"{n[:2]}.{n[2:4]}.{n[4:6]}.{born}.{last}",
                f"{n[:2]} {n[2:4]} {n[4:6]} {n[6:8]} {n[8:10]} {n[10:12]} {last}",
                f"NIK.{n}",
                f"NIK:{n}",
            )
        )

    def nip(self) -> str:
        """Return a NIP as people write it."""
        year, month, day = self.birth()
        born, since = f"{year}{month:02}{day:02}", f"{year + self.random.randint(20, 30)}"
        when, sex, last = (
            f"{self.random.randint(1, 12):02}",
            self.random.choice("12"),
            f"{self.random.randint(1, 30):03}",
        )
        return self.random.choice(
            (
                f"{born}{since}{when}{sex}{last}",
                f"{born} {since}{when} {sex} {last}",
                f"{born}.{since}{when}.{sex}.{last}",
                f"{born} {since} {when} {sex} {last}",
                f"{born[:4]} {born[4:]} {since}{when} {sex} {last}",
                f"{born}-{since}{when}-{sex}-{last}",
                f"NIP.{born}{since}{when}{sex}{last}",
                f"NIP. {born} {since}{when} {sex} {last}",
            )
        )

    def no_identity(self) -> str:
        """Return long numbers that are nobody's."""
        number, digits = self.random.randint, self.digits
        return self.random.choice(
            (
                f"Rp {number(1, 9)}.{digits(3)}.{digits(3)}.{digits(3)}.{digits(3)}",
                f"tahun {' '.join(str(year) for year in range(2019, 2023))}",
                f"Nomor 188.45/{number(100, 999)}/{number(2015, 2026)}",
                f"{number(2015, 2026)}-10-12 pukul 08.00-14.00",
                f"rekening {number(100, 999)}-{digits(2)}-{digits(7)}",
                f"barang 1.3.{number(10, 99)}.{number(10, 99)}.{number(10, 99)}.{number(100, 999)}",
            )
        )

    def mail(self) -> str:
        """Return a private address as people write it, hidden from programs too."""
        user = self.name().lower().replace(" ", self.random.choice(("", ".", "_"))).replace("..", ".")
        host = self.random.choice(("gmail", "yahoo", "hotmail", "ymail"))
        return self.random.choice(
            (
                f"{user}@{host}.com",
                f"{user} [at] {host}",
                f"{user}[at]{host}.com",
                f"{user}(at){host}(dot)com",
                f"{user} at {host} dot com",
                f"{user} @ {host}.com",
                f"{user}@{host}",
                f"{user}@{host},com",
                f"{user} (at) {host} . com",
                f"{user}@{host.upper()}.COM",
            )
        )

    def no_mail(self) -> str:
        """Return what is no private address: an office's, an account, an application."""
        user = self.one(GENERAL, " ").lower()
        return self.random.choice(
            (
                f"dinas.{user}@tebingtinggikota.go.id",
                "info@contoh.sch.id",
                "Instagram @diskominfo.tebing",
                "Pendaftaran lewat Gmail atau Yahoo",
                "diskominfo [at] tebingtinggikota.go.id",
                f"Siaran langsung di akun @{user}live",
                "Surel kantor memakai Google Workspace",
            )
        )

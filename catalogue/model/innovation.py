"""One innovation, with how it is used: the content of one file under `innovations/<opd>/`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from catalogue.model.maturity import Maturity
from catalogue.model.types import (
    Amount,
    Date,
    Day,
    Integer,
    InVocabulary,
    Markdown,
    Number,
    PartialDate,
    Record,
    Sentence,
    Slug,
    Text,
    WebAddress,
    field,
)

STANDARD = "UU 25/2009 Pasal 21; PermenPANRB 15/2014"

Numbers = tuple[Annotated[Integer, Field(ge=1, le=30)], ...]
SOURCES = "Nomor urut sumber yang menyatakannya, bila bukan OPD sendiri yang mengisinya."


class Part(Record):
    """One part of a service standard, and who says so."""

    isi: Markdown = field("Isi", "Keterangannya, dengan bahasa yang dipahami warga.", default=...)
    sumber: Numbers = field("Sumber", SOURCES, default=(), max_length=10)


class Channel(Record):
    """One way to reach the service."""

    jenis: Annotated[str, InVocabulary("kanal")] = field(
        "Jenis kanal", "Cara menghubungi atau mendatanginya.", default=..., example="telepon"
    )
    nilai: Sentence = field(
        "Nomor atau alamat",
        "Nomor kantor, alamat https, atau alamat loket; bukan nomor pribadi.",
        default=...,
        example="0621 21000",
    )
    jam: Sentence | None = field(
        "Jam layanan", "Hari dan jam bukanya.", example="Senin sampai Jumat, 08.00 sampai 15.30"
    )
    catatan: Sentence | None = field("Catatan kanal", "Untuk apa kanal ini dipakai.")
    sumber: Numbers = field("Sumber", SOURCES, default=(), max_length=10)


class Service(Record):
    """What a citizen must know to use the innovation."""

    kebutuhan: tuple[Annotated[str, InVocabulary("kebutuhan")], ...] = field(
        "Kebutuhan", "Kebutuhan warga yang dijawab layanan ini.", default=(), max_length=4
    )
    bagi: Part | None = field("Bagi siapa", "Siapa yang boleh memakai layanan ini.")
    syarat: Part | None = field("Persyaratan", "Yang harus dibawa atau dipenuhi.", source=STANDARD)
    cara: Part | None = field(
        "Sistem, mekanisme, dan prosedur", "Langkah warga dari awal sampai selesai.", source=STANDARD
    )
    jangka_waktu: Part | None = field("Jangka waktu", "Lama penyelesaiannya.", source=STANDARD)
    biaya: Part | None = field("Biaya atau tarif", "Besarnya, atau bahwa tidak dipungut biaya.", source=STANDARD)
    produk: Part | None = field("Produk pelayanan", "Yang diterima warga.", source=STANDARD)
    pengaduan: Part | None = field("Pengaduan", "Ke mana mengadu, dan bagaimana ditangani.", source=STANDARD)
    kanal: tuple[Channel, ...] = field(
        "Kanal", "Telepon, WhatsApp, situs, aplikasi, atau loket layanan ini.", default=(), max_length=12
    )


FORM = "Formulir Proposal Inovasi Daerah, Pedoman Umum IGA 2026 (Surat Kepala BSKDN 400.10.11/1887/BSKDN), Lampiran I"
CRITERIA = "PP 38/2017 tentang Inovasi Daerah"
AFFAIRS = "UU 23/2014 Pasal 12"


class Link(Record):
    """A page elsewhere that belongs to the innovation."""

    judul: Text = field("Judul", "Apa yang ada di halaman itu.", default=...)
    tautan: WebAddress = field("Tautan", "Alamat lengkap, diawali https://.", default=...)


class Source(Record):
    """Where a statement of the record comes from."""

    judul: Text | None = field("Judul", "Judul berita atau dokumen.")
    tautan: WebAddress | None = field("Tautan", "Alamat halaman sumber.")
    tanggal: Date | None = field("Tanggal", "Tanggal terbit; boleh tahun atau bulan saja.", example="2025-07-01")
    catatan: Sentence | None = field("Catatan", "Bagian mana yang diambil, atau keterbatasannya.")
    diakses: Day | None = field("Diakses", "Hari halaman itu dibaca.")
    terlihat: Annotated[str, InVocabulary("terlihat")] | None = field(
        "Terlihat", "Seberapa banyak isi sumber yang benar-benar dibaca.", example="sebagian"
    )
    kutipan: Sentence | None = field("Kutipan", "Kalimat pendek sumber yang menentukan, seperti tertulis di sana.")
    arsip: WebAddress | None = field("Arsip", "Alamat salinan halaman pada layanan arsip.")


class Award(Record):
    """A recognition the innovation, or the city for it, received."""

    nama: Sentence = field("Nama", "Nama penghargaan dan tingkatnya.", default=...)
    tahun: Date | None = field("Tahun", "Tahun atau tanggal diterima.", example="2022-12-01")
    pemberi: Text | None = field("Pemberi", "Lembaga yang memberi.")
    tautan: WebAddress | None = field("Tautan", "Halaman yang memberitakannya.")


class Result(Record):
    """One figure that was reached; those of one measure and unit follow each other in time."""

    ukuran: Text = field("Yang diukur", "Apa yang dihitung.", default=..., example="Rumah yang diperbaiki")
    nilai: Amount = field("Nilai", "Angkanya.", default=..., example="41")
    satuan: Text = field("Satuan", "Satuan angka itu.", default=..., example="rumah")
    sebelum: Amount | None = field("Nilai sebelumnya", "Angka sebelum ada inovasi, bila diketahui.", example="12")
    tanggal: Date | None = field("Keadaan pada", "Kapan angka itu berlaku, bukan kapan diberitakan.", example="2024")
    sumber: Numbers = field("Sumber", SOURCES, default=(), max_length=10)


class Development(Record):
    """An earlier renewal of an innovation that was in use already."""

    waktu: Date = field("Waktu", "Kapan yang baru mulai dipakai.", default=..., example="2023-05")
    uraian: Sentence = field("Uraian", "Apa yang baru dibandingkan dengan sebelumnya.", default=...)


class Photo(Record):
    """A picture kept beside the record."""

    berkas: Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*\.(?:jpg|jpeg|png|webp)$", max_length=120)] = field(
        "Berkas", "Nama berkas di map yang sama dengan berkas inovasi ini.", default=..., example="loket-baru.jpg"
    )
    teks_alternatif: Sentence = field(
        "Teks pengganti", "Apa yang terlihat, bagi pembaca yang tidak dapat melihat gambarnya.", default=...
    )
    sumber: Text = field("Sumber", "Pemilik atau pembuat foto.", default=...)


class Location(Record):
    """Where the innovation is carried out."""

    alamat: Sentence | None = field("Alamat", "Alamat tempat inovasi dijalankan.")
    lintang: Annotated[Number, Field(ge=-90, le=90)] | None = field(
        "Lintang", "Koordinat lintang dalam derajat desimal.", example="3.3285"
    )
    bujur: Annotated[Number, Field(ge=-180, le=180)] | None = field(
        "Bujur", "Koordinat bujur dalam derajat desimal.", example="99.1625"
    )


class Contact(Record):
    """An office to ask; never a private person."""

    unit: Text = field("Unit kerja", "Kantor atau bagian yang menjawab pertanyaan.", default=...)
    telepon: Annotated[str, Field(pattern=r"^\+?[0-9][0-9 ()-]{2,24}$")] | None = field(
        "Telepon kantor", "Nomor kantor, bukan nomor pribadi.", example="0621 21000"
    )
    surel: Annotated[str, Field(pattern=r"^[^@\s<>\"']+@[^@\s<>\"']+\.[a-z]{2,}$", max_length=200)] | None = field(
        "Surel kantor", "Alamat surel kantor, bukan surel pribadi."
    )
    tautan: WebAddress | None = field("Situs", "Situs kantor.")
    alamat: Sentence | None = field("Alamat", "Alamat kantor.")


class Origin(Record):
    """The innovation of another government that this one replicates."""

    nama: Text = field("Nama", "Nama inovasi asal.", default=...)
    daerah: Text = field("Daerah", "Pemerintah daerah asal.", default=...)
    tautan: WebAddress | None = field("Tautan", "Halaman tentang inovasi asal.")


class Exemption(Record):
    """A warning that the agency accepts, with its reason; faults cannot be accepted."""

    aturan: Slug = field("Aturan", "Nama aturan yang memberi peringatan.", default=..., example="tautan-tertutup")
    alasan: Sentence = field("Alasan", "Mengapa isinya benar walaupun diperingatkan.", default=...)


class Confirmation(Record):
    """Who in the agency confirmed the record; it counts once the coordinator took it in."""

    tanggal: Day = field("Tanggal", "Hari OPD membenarkan isi berkas ini.", default=...)
    jabatan: Text = field(
        "Jabatan", "Jabatan yang membenarkan, bukan nama orang.", default=..., example="Kepala Bidang Pelayanan"
    )
    cara: Annotated[str, InVocabulary("cara-pengesahan")] = field(
        "Cara", "Bagaimana pembenaran itu disampaikan.", default=..., example="surat"
    )
    dokumen: Sentence | None = field("Dokumen", "Nomor surat atau alamat dokumennya.")
    diterima_oleh: Text | None = field(
        "Diterima oleh", "Lembaga koordinator yang menerima; diisi koordinator, bukan OPD.", example="Bappeda"
    )


class Reply(Record):
    """An answer of the agency or of a reader to what the record says."""

    tanggal: Day = field("Tanggal", "Hari tanggapan disampaikan.", default=...)
    jabatan: Text = field("Jabatan", "Jabatan atau kedudukan penanggap, bukan nama orang.", default=...)
    isi: Sentence = field("Isi", "Isi tanggapan.", default=...)
    putusan: Annotated[str, InVocabulary("putusan-tanggapan")] | None = field(
        "Putusan", "Apa akibatnya bagi catatan ini; kosong selama masih dibahas.", example="diperbaiki"
    )


class Innovation(Record):
    """One innovation as its agency reports it, or as public sources describe it until the agency confirms."""

    nama: Text = field(
        "Nama inovasi", "Nama resmi, seperti pada keputusan yang menetapkannya.", default=..., source=FORM
    )
    kepanjangan: Sentence | None = field("Kepanjangan", "Kepanjangan bila nama berupa singkatan.")
    ringkasan: Sentence = field(
        "Ringkasan", "Satu atau dua kalimat biasa: apa yang dilakukan, untuk siapa.", default=...
    )
    status_data: Annotated[str, InVocabulary("status-data")] = field(
        "Status data", "Dari mana isi berkas ini dan apakah OPD sudah membenarkannya.", default=...
    )
    jenis_catatan: Annotated[str, InVocabulary("jenis-catatan")] | None = field(
        "Jenis catatan",
        "Apa yang dicatat menurut sumber atau OPD. Hanya inovasi yang dihitung; tanpa isian ini, catatan OPD "
        "dianggap inovasi dan catatan dari sumber publik belum dihitung.",
        example="inovasi",
        source=CRITERIA,
    )
    bagian_dari: Slug | None = field(
        "Bagian dari", "Nama berkas inovasi induk, bila ini salah satu bagiannya; dihitung bersama induknya."
    )
    keyakinan: Annotated[str, InVocabulary("keyakinan")] | None = field(
        "Keyakinan", "Kekuatan keterangan yang dihimpun dari sumber publik.", example="sedang"
    )
    pengesahan: Confirmation | None = field(
        "Pengesahan", "Siapa di OPD yang membenarkan catatan ini, kapan, dan siapa yang menerimanya."
    )
    tahapan: Annotated[str, InVocabulary("tahapan")] | None = field(
        "Tahapan inovasi", "Sejauh mana inovasi sudah dijalankan.", example="penerapan", source=FORM
    )
    inisiator: Annotated[str, InVocabulary("inisiator")] | None = field(
        "Inisiator", "Pihak yang menggagas.", example="opd", source=CRITERIA
    )
    nama_inisiator: Text | None = field("Nama inisiator", "Unit kerja atau jabatan, bukan nama orang.", source=FORM)
    klasifikasi: Annotated[str, InVocabulary("klasifikasi")] | None = field(
        "Klasifikasi", "Lingkup pemilik inovasi.", example="perangkat-daerah", source=FORM
    )
    jenis: Annotated[str, InVocabulary("jenis")] | None = field(
        "Jenis inovasi", "Digital bila layanannya memakai aplikasi atau sistem.", example="digital", source=FORM
    )
    bentuk: Annotated[str, InVocabulary("bentuk")] | None = field(
        "Bentuk inovasi", "Salah satu dari tiga bentuk inovasi daerah.", example="pelayanan-publik", source=CRITERIA
    )
    urusan_utama: Annotated[str, InVocabulary("urusan")] | None = field(
        "Urusan utama", "Kode urusan pemerintahan yang paling pokok.", example="1.02", source=AFFAIRS
    )
    urusan_lain: tuple[Annotated[str, InVocabulary("urusan")], ...] = field(
        "Urusan lain yang beririsan", "Kode urusan lain yang tersangkut.", default=(), max_length=10, source=AFFAIRS
    )
    asta_cita: Annotated[str, InVocabulary("asta-cita")] | None = field(
        "Asta Cita", "Satu dari delapan misi yang didukung.", example="4", source=FORM
    )
    pkpn: Annotated[str, InVocabulary("pkpn")] | None = field(
        "Program Kerja Prioritas Nasional", "Klaster PKPN, atau non-pkpn.", example="kesehatan", source=FORM
    )
    tema: tuple[Annotated[str, InVocabulary("tema")], ...] = field(
        "Tema", "Tema katalog ini, untuk memudahkan pencarian.", default=(), max_length=6
    )
    penerima_manfaat: Sentence | None = field(
        "Penerima manfaat", "Siapa yang dilayani atau menerima manfaatnya.", example="Pasien lanjut usia di rumah"
    )
    waktu_uji_coba: Date | None = field("Waktu uji coba", "Kapan mulai diuji coba.", example="2024-03", source=FORM)
    waktu_penerapan: Date | None = field(
        "Waktu penerapan", "Kapan mulai diterapkan, menurut dokumen atau sumbernya.", example="2024-07-01", source=FORM
    )
    waktu_pengembangan: Date | None = field(
        "Waktu pengembangan terbaru",
        "Kapan terakhir dikembangkan, bila inovasi lama; menurut dokumennya.",
        example="2025",
        source=FORM,
    )
    pengembangan: Sentence | None = field(
        "Yang dikembangkan", "Apa yang baru pada pengembangan terbaru dibandingkan dengan sebelumnya.", source=FORM
    )
    pengembangan_lama: tuple[Development, ...] = field(
        "Pengembangan sebelumnya",
        "Pengembangan yang lebih lama; pindahkan ke sini bila ada yang baru, agar tahun yang lalu tetap terhitung.",
        default=(),
        max_length=20,
    )
    rancang_bangun: Markdown | None = field(
        "Rancang bangun",
        "Dasar hukum, permasalahan, isu strategis, metode pembaharuan, keunggulan dan kebaharuan, serta cara kerja; "
        "paling sedikit 300 kata agar layak dilaporkan.",
        source=FORM,
    )
    tujuan: Markdown | None = field("Tujuan", "Apa yang hendak dicapai.", source=FORM)
    manfaat: Markdown | None = field("Manfaat", "Apa gunanya bagi warga atau pemerintah.", source=FORM)
    hasil: Markdown | None = field(
        "Hasil", "Apa yang sudah tercapai, sebaiknya dengan angka dan waktunya.", source=FORM
    )
    capaian: tuple[Result, ...] = field(
        "Capaian",
        "Hasil dalam angka, satu baris satu waktu; angka dengan ukuran dan satuan yang sama digambar berurutan.",
        default=(),
        max_length=30,
    )
    pelajaran: Markdown | None = field(
        "Pelajaran", "Yang berjalan baik, yang tidak, dan yang perlu dilakukan lain oleh yang menirunya."
    )
    syarat_replikasi: Markdown | None = field(
        "Syarat replikasi",
        "Yang diperlukan bila daerah lain menirunya: orang, biaya, alat, dan aturan.",
        source="PP 38/2017 Pasal 6 (dapat direplikasi)",
    )
    layanan: Service | None = field("Layanan", "Yang perlu diketahui warga untuk memakainya.", source=STANDARD)
    kematangan: Maturity | None = field("Kematangan", "Fakta dan bukti untuk indikator 16 sampai 35.", source=FORM)
    penghargaan: tuple[Award, ...] = field("Penghargaan", "Pengakuan yang diterima.", default=(), max_length=30)
    tautan: tuple[Link, ...] = field("Tautan", "Aplikasi, situs, atau halaman layanannya.", default=(), max_length=20)
    video: WebAddress | None = field("Video", "Alamat video tentang inovasi ini.", source=FORM)
    foto: tuple[Photo, ...] = field("Foto", "Gambar yang disimpan bersama berkas ini.", default=(), max_length=8)
    lokasi: Location | None = field("Lokasi", "Alamat dan koordinat.", source=FORM)
    kontak: Contact | None = field("Kontak", "Kantor yang dapat ditanya.")
    status: Annotated[str, InVocabulary("status")] | None = field(
        "Status", "Apakah inovasi masih berjalan.", example="aktif"
    )
    status_sejak: Date | None = field("Status sejak", "Sejak kapan statusnya demikian.", example="2026-03")
    digabung_ke: Slug | None = field("Digabung ke", "Nama berkas inovasi yang menampungnya, bila berstatus digabung.")
    terakhir_diperiksa: Day | None = field("Terakhir diperiksa", "Hari isi berkas ini terakhir dicocokkan.")
    terkait: tuple[Slug, ...] = field(
        "Inovasi terkait", "Nama berkas inovasi lain, tanpa .yaml.", default=(), max_length=10
    )
    replikasi_dari: Origin | None = field("Replikasi dari", "Inovasi daerah lain yang ditiru.")
    alamat_lama: tuple[Slug, ...] = field("Alamat lama", "Nama berkas sebelum diganti.", default=(), max_length=10)
    sumber: tuple[Source, ...] = field(
        "Sumber", "Asal keterangan; wajib bagi data sumber publik.", default=(), max_length=30
    )
    pembacaan: tuple[Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")], ...] = field(
        "Perlu konfirmasi OPD",
        "Nama isian yang disimpulkan pengumpul data dan tidak dinyatakan sumber.",
        default=(),
        max_length=20,
        example="[jenis, bentuk]",
    )
    tanggapan: tuple[Reply, ...] = field(
        "Tanggapan", "Jawaban OPD atau pembaca atas isi catatan ini.", default=(), max_length=30
    )
    catatan: tuple[Sentence, ...] = field(
        "Catatan", "Hal yang perlu diketahui pembaca atau dikonfirmasi OPD.", default=(), max_length=15
    )
    pengecualian: tuple[Exemption, ...] = field(
        "Pengecualian",
        "Peringatan pemeriksaan yang diterima OPD beserta alasannya; galat tidak dapat dikecualikan.",
        default=(),
        max_length=10,
    )

    @property
    def developed(self) -> tuple[PartialDate, ...]:
        """When it was developed, the newest last."""
        before = sorted((item.waktu for item in self.pengembangan_lama), key=lambda time: (time.last_day, time))
        return (*before, self.waktu_pengembangan) if self.waktu_pengembangan else tuple(before)


def kind_of(record: Innovation) -> str | None:
    """Return what a record is; unstated, an agency's own is an innovation and one from public sources unknown."""
    if record.jenis_catatan is None and record.status_data != "sumber-publik":
        return "inovasi"
    return record.jenis_catatan


def left_out(record: Innovation) -> Iterator[tuple[str, str]]:
    """Yield the field and the reason of each thing that keeps a record out of target, index and advice."""
    kind = kind_of(record)
    if kind != "inovasi":
        said = f"dicatat sebagai {kind.replace('-', ' ')}, bukan inovasi" if kind else ""
        yield "jenis_catatan", said or "jenis catatannya belum diketahui"
    if record.bagian_dari:
        yield "bagian_dari", "bagian dari inovasi lain dan dihitung bersamanya"
    if record.status == "digabung" or record.digabung_ke:
        yield "status", "sudah digabung ke inovasi lain"
    elif record.status == "berhenti":
        yield "status", "sudah berhenti"


def counts(record: Innovation) -> bool:
    """Tell whether a record is an innovation of its own that has not ended."""
    return next(left_out(record), None) is None

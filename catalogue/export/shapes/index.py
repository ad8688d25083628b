"""The shape of the projected index."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from catalogue.export.shapes.common import Number, Reading, shape


@shape
class ReadingResult(TypedDict):
    """The projected index in one reading."""

    spd: Number
    """Skor satuan pemerintah daerah."""
    rata_kematangan: Number
    """Jumlah skor kematangan dibagi pembagi."""
    jumlah_inovasi: Number
    """Skor jumlah inovasi."""
    total: Number
    """Jumlah ketiganya."""
    iid: Number
    """Proyeksi indeks, 0 sampai 100."""
    kategori: str
    """Predikat menurut rubrik."""


@shape
class Range(TypedDict):
    """The lowest and the highest index that what is known leaves open."""

    bawah: Number
    """Dengan yang terverifikasi saja, dan baris SPD yang belum diketahui dianggap nol."""
    atas: Number
    """Dengan seluruh klaim, dan baris SPD yang belum diketahui dianggap tertinggi."""


@shape
class SpdValue(TypedDict):
    """What is publicly known of one SPD row, and of which year."""

    id: str
    """Kunci baris menurut rubrik."""
    nilai: str | None
    """Nilainya; null selama belum diketahui."""
    tahun: int | None
    """Tahun keadaan yang disebut sumber."""
    tingkat: int | None
    """Tingkat menurut rubrik; null selama belum diketahui."""
    hasil_pembangunan: bool
    """Benar bila hasil kerja bertahun-tahun, bukan dokumen."""


@shape
class Index(TypedDict):
    """The projected index of a period; without `dipublikasikan` only the first three keys are there."""

    tahun: int
    """Periode pelaporan."""
    rubrik: str
    """Rubrik yang dipakai."""
    dipublikasikan: bool
    """Apakah periode ini menerbitkan proyeksinya."""
    proyeksi: NotRequired[bool]
    """Selalu benar: angka ini dihitung katalog, bukan hasil penilaian Kementerian."""
    rumus: NotRequired[str]
    """Rumus dalam kalimat."""
    n: NotRequired[int]
    """Banyaknya inovasi yang dihitung."""
    pembagi: NotRequired[int]
    """Pembagi jumlah skor kematangan."""
    urusan_dasar_terpenuhi: NotRequired[int]
    """Banyaknya urusan pelayanan dasar yang terwakili."""
    spd_belum_diketahui_menambah_paling_banyak: NotRequired[Number]
    """Skor yang masih mungkin dari baris SPD yang belum diketahui."""
    bacaan: NotRequired[dict[Reading, ReadingResult | None]]
    """Hasil menurut tiap perhitungan; null selama belum ada inovasi yang dihitung."""
    rentang: NotRequired[Range]
    """Indeks terendah dan tertinggi yang mungkin menurut yang diketahui."""
    spd: NotRequired[list[SpdValue]]
    """Baris SPD dengan tahun nilainya."""
    dapat_diisi: NotRequired[bool]
    """Apakah putaran ini masih dapat diisi."""
    saran: NotRequired[IndexAdvice]
    """Yang menaikkan indeks; tidak ada pada putaran yang sudah ditutup."""


@shape
class Statement(TypedDict):
    """One piece of advice as a sentence."""

    saran: str
    """Jenis saran."""
    kalimat: str
    """Bunyinya."""
    angka: Number | None
    """Angka pokoknya."""


@shape
class Gain(TypedDict):
    """What one more innovation brings."""

    skor: Number
    """Skor kematangannya."""
    tambahan: Number
    """Tambahan indeks."""


@shape
class OneMoreInnovation(TypedDict):
    """What one more eligible innovation brings, by its maturity."""

    menambah_di_atas: Number
    """Skor kematangan yang sesudahnya menambah indeks."""
    menurut_kematangan: list[Gain]
    """Tambahan pada beberapa skor."""


@shape
class BasicServiceAdvice(TypedDict):
    """What the condition on basic service costs."""

    minimum: int
    """Urusan yang harus terwakili."""
    terwakili: list[str]
    """Urusan yang sudah terwakili."""
    kosong: list[str]
    """Urusan yang belum terwakili."""
    terpenuhi: bool
    """Apakah syarat terpenuhi."""
    biaya_hari_ini: Number
    """Angka indeks yang hilang karena syarat belum terpenuhi."""
    bergantung_padanya: Number
    """Angka indeks yang bergantung pada syarat ini."""
    tiap_inovasi: Number
    """Angka indeks tiap inovasi yang dihitung."""


@shape
class NewcomerAdvice(TypedDict):
    """An innovation that is not eligible yet."""

    id: str
    """Kunci inovasi."""
    opd: str
    """Kunci OPD pengampu."""
    kurang: list[str]
    """Syarat yang belum terpenuhi."""
    terjangkau: bool
    """Apakah masih dapat dihitung pada putaran ini tanpa pengembangan baru dan sudah ada pemiliknya."""
    urusan_dasar_baru: str | None
    """Urusan pelayanan dasar yang belum terwakili dan diwakilinya."""
    tambahan: dict[Reading, Number]
    """Tambahan indeks pada tiap perhitungan."""


@shape
class RaiseAdvice(TypedDict):
    """What a higher level brings."""

    tingkat: int
    """Tingkat indikator."""
    tambahan: dict[Reading, Number]
    """Tambahan indeks pada tiap perhitungan."""


@shape
class EvidenceAdvice(TypedDict):
    """What an indicator of an innovation would bring."""

    id: str
    """Kunci inovasi."""
    opd: str
    """Kunci OPD pengampu."""
    indikator: str
    """Kunci indikator."""
    tindakan: str
    """Apa yang perlu dilakukan."""
    tingkat: int
    """Tingkat hari ini."""
    dihitung: bool
    """Apakah inovasinya dihitung dalam indeks."""
    berikutnya: RaiseAdvice
    """Tingkat berikutnya."""
    tertinggi: RaiseAdvice
    """Tingkat tertinggi."""


@shape
class SendingAdvice(TypedDict):
    """Which innovations to send."""

    kirim: list[str]
    """Yang sebaiknya dikirim."""
    simpan: list[str]
    """Yang sebaiknya ditunda."""
    iid: Number
    """Indeks dengan pilihan ini."""
    tambahan: Number
    """Tambahannya terhadap mengirim semua."""


@shape
class DocumentAdvice(TypedDict):
    """One document of a route."""

    id: str | None
    """Kunci inovasi; null bagi baris SPD dan bagi satu dokumen yang menyebut banyak inovasi."""
    inovasi: list[str]
    """Kunci setiap inovasi yang dibuktikannya; kosong bagi baris SPD."""
    indikator: str
    """Kunci indikator."""
    tingkat: int
    """Tingkat yang dituju."""
    fakta_dinyatakan: bool
    """Apakah fakta seluruhnya sudah dinyatakan."""
    penanda_tangan: str | None
    """Siapa yang menandatangani atau menerbitkannya, bila rubrik menyebutnya."""
    tambahan: Number
    """Tambahan indeks seluruhnya."""


@shape
class RouteScenario(TypedDict):
    """A route with so many more innovations."""

    ditambahkan: int
    """Banyaknya inovasi yang ditambahkan."""
    dokumen: int | None
    """Banyaknya dokumen; null bila tidak tercapai."""
    dokumen_tingkat_terendah: int | None
    """Banyaknya dokumen bila tiap dokumen hanya memberi tingkat terendah."""


@shape
class RouteAdvice(TypedDict):
    """The shortest list of documents to the next category."""

    tujuan: str
    """Predikat yang dituju."""
    mulai: Number
    """Batas bawah predikat itu."""
    iid: Number
    """Indeks yang tercapai."""
    inovasi_ditambahkan: list[str]
    """Inovasi yang perlu menjadi layak."""
    dokumen: list[DocumentAdvice] | None
    """Dokumen yang perlu; null bila tidak tercapai."""
    menurut_banyaknya_inovasi: list[RouteScenario]
    """Banyaknya dokumen menurut banyaknya inovasi."""


@shape
class ListSize(TypedDict):
    """How much of a list is there."""

    dimuat: int
    """Banyaknya butir dalam berkas ini, yang paling menambah lebih dahulu."""
    seluruhnya: int
    """Banyaknya butir seandainya daftar tidak dipotong."""


@shape
class CutLists(TypedDict):
    """The lists that are cut where they are long."""

    belum_layak: ListSize
    """Daftar inovasi yang belum layak."""
    bukti: ListSize
    """Daftar bukti yang menambah."""


@shape
class IndexAdvice(TypedDict):
    """What would raise the index; single scores only where the period publishes them."""

    pernyataan: list[Statement]
    """Saran dalam kalimat."""
    inovasi_tambahan: dict[Reading, OneMoreInnovation]
    """Arti satu inovasi layak tambahan."""
    urusan_dasar: BasicServiceAdvice
    """Syarat urusan pelayanan dasar."""
    belum_layak: NotRequired[list[NewcomerAdvice]]
    """Inovasi yang belum layak, paling banyak 100; lihat `dipotong`."""
    bukti: NotRequired[list[EvidenceAdvice]]
    """Bukti yang menambah, paling banyak 100; lihat `dipotong`."""
    dipotong: NotRequired[CutLists]
    """Banyaknya butir yang dimuat dari seluruhnya."""
    pengiriman: NotRequired[dict[Reading, SendingAdvice]]
    """Inovasi yang sebaiknya dikirim."""
    dokumen: NotRequired[list[RouteAdvice]]
    """Daftar dokumen terpendek menuju predikat berikutnya."""

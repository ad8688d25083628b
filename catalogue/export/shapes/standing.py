"""The shapes of the responses that tell how things stand: the compliance of a period, and its projected index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, NotRequired

from typing_extensions import TypedDict

from catalogue.assess import BasicService, Range, ReadingResult, SpdValue, TargetCondition
from catalogue.assess.advice import (
    BasicServiceAdvice,
    EvidenceAdvice,
    NewcomerAdvice,
    OneMoreInnovation,
    RouteAdvice,
    SendingAdvice,
)
from catalogue.assess.advice.statements import Statement
from catalogue.assess.past.past import Punctuality
from catalogue.assess.past.trend import Point
from catalogue.export.shapes import Address, Day, Fields, Reading
from catalogue.model.period import Target
from catalogue.model.published import Number, shape


@shape
class Since(TypedDict):
    """Whether a step is held, and since when."""

    dicapai: bool
    """Benar bila OPD sekarang berada pada langkah ini atau di atasnya."""
    tanggal: Day | None
    """Hari tercapainya; null bila belum dicapai atau tidak diketahui."""
    perubahan: str | None
    """Perubahan Git yang mencapainya."""
    url: Address | None
    """Tempat perubahan itu dapat dibaca."""
    sejak_awal_katalog: bool
    """Benar bila sudah begitu ketika katalog dimulai, jadi mungkin lebih lama."""


@shape
class Deadline(TypedDict):
    """The stage at whose end the threshold must be reached."""

    tahap: str
    """Kunci tahap pada linimasa."""
    tanggal: Day
    """Hari terakhir."""
    asal: str
    """resmi, pola, atau usulan; selain resmi adalah perkiraan katalog."""
    semula: list[Day]
    """Hari-hari terakhir sebelum diperpanjang."""


@shape
class AgencyState(TypedDict):
    """How one agency stands."""

    id: str
    """Kunci OPD."""
    nama: str
    """Nama OPD."""
    singkatan: str | None
    """Singkatan namanya."""
    wajib: bool
    """Apakah target berlaku baginya."""
    langkah: str | None
    """Langkah tertinggi inovasinya; null bila belum ada inovasi."""
    terpenuhi: bool | None
    """Apakah target terpenuhi; null selama belum dapat dinilai."""
    keadaan: str
    """terpenuhi, tidak-terpenuhi, belum-ditemukan, diberitakan, menunggu-konfirmasi, atau belum-memenuhi-syarat."""
    alasan: str
    """Alasan dalam satu kalimat."""
    inovasi: list[str]
    """Kunci inovasi yang menentukan langkahnya."""
    unit: list[str]
    """Unit di bawahnya yang membawa inovasi itu."""
    sejak: dict[str, Since]
    """Tiap langkah: apakah sudah dicapai, dan sejak kapan."""
    tenggat: Deadline | None
    """Batas waktu langkah yang diminta target."""
    ketepatan: Punctuality
    """Apakah langkah yang diminta target tercapai tepat waktu."""
    url: Address
    """Halamannya."""
    jejak: Address | None
    """Halaman yang menjelaskan penilaian ini."""


@shape
class Knowledge(TypedDict):
    """How far back the history goes."""

    celah: str | None
    """Mengapa riwayat tidak diketahui; null bila diketahui."""
    awal_katalog: Day | None
    """Hari katalog dimulai."""
    versi_tidak_terbaca: int
    """Banyaknya versi lama yang tidak terbaca program ini."""


@shape
class Totals(TypedDict):
    """The target in four numbers."""

    wajib: int
    """Banyaknya OPD yang wajib memiliki inovasi."""
    terpenuhi: int
    """Banyaknya OPD wajib yang memenuhi target."""
    tidak_terpenuhi: int
    """Banyaknya OPD wajib yang tidak memenuhinya sesudah batas waktu resmi."""
    belum_diketahui: int
    """Banyaknya OPD wajib yang belum dapat dinilai."""


@shape
class Compliance(TypedDict):
    """How the agencies stand towards the target of a period."""

    tahun: int
    """Periode pelaporan."""
    target: Annotated[dict[str, Any], Fields(Target)]
    """Syarat target, asalnya, dan dasarnya."""
    syarat_target: Sequence[TargetCondition]
    """Tiap syarat target dan banyaknya OPD yang memenuhinya."""
    corong: dict[str, int]
    """Banyaknya inovasi pada tiap langkah atau di atasnya."""
    aturan_langkah: dict[str, str]
    """Syarat tiap langkah."""
    riwayat: Knowledge
    """Sejauh mana riwayat diketahui."""
    ringkasan: Totals
    """Banyaknya OPD wajib dan yang memenuhi target."""
    opd: list[AgencyState]
    """Keadaan tiap OPD."""
    urusan_dasar: Sequence[BasicService]
    """Keadaan tiap urusan wajib pelayanan dasar."""
    perkembangan: Sequence[Point]
    """Keadaan dari waktu ke waktu menurut aturan periode ini."""


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
    bacaan: NotRequired[Mapping[Reading, ReadingResult | None]]
    """Hasil menurut tiap perhitungan; null selama belum ada inovasi yang dihitung."""
    rentang: NotRequired[Range]
    """Indeks terendah dan tertinggi yang mungkin menurut yang diketahui."""
    spd: NotRequired[Sequence[SpdValue]]
    """Baris SPD dengan tahun nilainya."""
    dapat_diisi: NotRequired[bool]
    """Apakah putaran ini masih dapat diisi."""
    saran: NotRequired[IndexAdvice]
    """Yang menaikkan indeks; tidak ada pada putaran yang sudah ditutup."""


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

    pernyataan: Sequence[Statement]
    """Saran dalam kalimat."""
    inovasi_tambahan: Mapping[Reading, OneMoreInnovation]
    """Arti satu inovasi layak tambahan."""
    urusan_dasar: BasicServiceAdvice
    """Syarat urusan pelayanan dasar."""
    belum_layak: NotRequired[Sequence[NewcomerAdvice]]
    """Inovasi yang belum layak, paling banyak 100; lihat `dipotong`."""
    bukti: NotRequired[Sequence[EvidenceAdvice]]
    """Bukti yang menambah, paling banyak 100; lihat `dipotong`."""
    dipotong: NotRequired[CutLists]
    """Banyaknya butir yang dimuat dari seluruhnya."""
    pengiriman: NotRequired[Mapping[Reading, SendingAdvice]]
    """Inovasi yang sebaiknya dikirim."""
    dokumen: NotRequired[Sequence[RouteAdvice]]
    """Daftar dokumen terpendek menuju predikat berikutnya."""

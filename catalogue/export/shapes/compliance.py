"""The shape of the compliance of a period."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from typing_extensions import TypedDict

from catalogue.assess import BasicService, TargetCondition
from catalogue.assess.past import Point, Punctuality
from catalogue.export.shapes.common import (
    Address,
    Day,
    Fields,
)
from catalogue.model.period import Target
from catalogue.model.published import shape


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

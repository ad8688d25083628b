"""What the API promises: the shape of every response, from which its description is made.

Keys and what they mean are declared here once; records have all fields of the model, and what the API adds to them.
The text below a key is its published explanation, thus Indonesian.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import GetJsonSchemaHandler, TypeAdapter, WithJsonSchema
from pydantic_core import CoreSchema
from typing_extensions import TypedDict

from catalogue.model import Innovation, Opd, Record
from catalogue.model.published import IsoDay, Number, shape

Day = IsoDay
Address = Annotated[str, WithJsonSchema({"type": "string", "format": "uri"})]
Year = str
"""Keys of a mapping are texts in JSON."""
Reading = str
"""`klaim`, `berbukti`, or `terverifikasi`."""


class Fields:
    """Describe a mapping as all fields of a record, together with the keys that the API adds to them."""

    def __init__(self, model: type[Record], added: type | None = None) -> None:
        self.model, self.added = model, added

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        record: dict[str, Any] = handler(self.model.__pydantic_core_schema__)
        return {"allOf": [record, handler(TypeAdapter(self.added).core_schema)]} if self.added else record


@shape
class Government(TypedDict):
    """Whose catalogue it is."""

    kode_wilayah: str
    """Kode Kementerian Dalam Negeri."""
    nama: str
    """Nama daerah."""
    provinsi: str
    """Provinsi tempat daerah ini."""


@shape
class Head(TypedDict):
    """What every response begins with."""

    schema: int
    """Nomor bentuk; bertambah bila arti sebuah kunci berubah atau sebuah kunci hilang."""
    versi: str
    """Versi API; angka kedua bertambah bila ada kunci atau alamat baru."""
    generated_at: Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
    """Keadaan data."""
    lisensi: str
    """Lisensi data menurut SPDX."""
    lisensi_url: Address
    """Bunyi lisensinya."""
    sumber: str
    """Sebutkan ini bila memakai datanya."""
    status: str
    """Apakah pemerintah daerah sudah menetapkan situs ini."""
    daerah: Government
    """Pemerintah daerah yang inovasinya dicatat."""


@shape
class Scores(TypedDict):
    """A number in each of the three readings."""

    klaim: Number
    """Menurut fakta yang dinyatakan."""
    berbukti: Number
    """Hanya fakta yang memiliki bukti."""
    terverifikasi: Number
    """Hanya fakta yang dinyatakan sesuai dalam pemeriksaan."""


@shape
class AddedToInnovation(TypedDict):
    """What an innovation has beside its record."""

    id: str
    """Kunci inovasi; tetap, dan menjadi bagian alamatnya."""
    opd: str
    """Kunci OPD pengampu; `belum-ditetapkan` bila tidak disebut sumber mana pun."""
    opd_nama: str | None
    """Nama OPD pengampu."""
    url: Address
    """Halamannya."""
    dicatat: Day | None
    """Hari masuk katalog menurut Git; null bila riwayat tidak tersedia."""
    diubah: Day | None
    """Hari terakhir diubah menurut Git."""
    dihitung: bool
    """Apakah catatan ini inovasi yang berdiri sendiri dan belum berhenti; selain itu petunjuk."""
    berjalan: bool | None
    """Apakah diketahui masih berjalan; null bila tidak ada yang menyatakannya dalam 18 bulan terakhir."""
    langkah: dict[Year, str]
    """Langkah tertinggi yang tercapai pada tiap periode."""
    kematangan_skor: dict[Year, Scores | None]
    """Skor kematangan pada tiap periode; null bila periode itu tidak menerbitkannya."""
    sidik: dict[str, str]
    """Sidik data fakta dan bukti tiap indikator, yang dicocokkan dalam pemeriksaan."""


@shape
class AddedToOpd(TypedDict):
    """What an agency has beside its record."""

    id: str
    """Kunci OPD; tetap, dan menjadi bagian alamatnya."""
    url: Address
    """Halamannya."""
    unit: list[str]
    """Kunci unit tepat di bawahnya."""
    inovasi: list[str]
    """Kunci inovasinya sendiri, tanpa yang di unit di bawahnya."""


InnovationRow = Annotated[dict[str, Any], Fields(Innovation, AddedToInnovation)]
OpdRow = Annotated[dict[str, Any], Fields(Opd, AddedToOpd)]


@shape
class Innovations(TypedDict):
    """Every innovation."""

    inovasi: list[InnovationRow]
    """Semua inovasi menurut abjad kuncinya."""


@shape
class OneInnovation(TypedDict):
    """One innovation."""

    inovasi: InnovationRow
    """Inovasi itu."""


@shape
class Opds(TypedDict):
    """Every agency and unit."""

    opd: list[OpdRow]
    """Semua OPD dan unit di bawahnya menurut abjad kuncinya."""


@shape
class RecordChange(TypedDict):
    """What a change did to one innovation."""

    id: str
    """Kunci inovasi."""
    nama: str | None
    """Nama inovasi hari ini; null bila sudah tidak ada."""
    url: Address | None
    """Halamannya."""
    jenis: str
    """baru, diubah, atau dihapus."""
    diisi: list[str]
    """Isian yang semula kosong."""
    diubah: list[str]
    """Isian yang berubah."""
    dikosongkan: list[str]
    """Isian yang menjadi kosong."""
    opd_semula: str | None
    """OPD asal, bila dipindahkan."""
    pemeriksaan: list[int]
    """Periode yang pemeriksaannya diperbarui."""
    terbaca: bool
    """Salah bila isi waktu itu tidak terbaca program ini."""


@shape
class Change(TypedDict):
    """One change of the published catalogue."""

    tanggal: Day | None
    """Hari terbit menurut Git; null bila tidak dapat dipastikan."""
    perubahan: str
    """Perubahan Git."""
    url: Address | None
    """Tempat perubahan itu dapat dibaca."""
    usulan: int | None
    """Nomor usulan yang diterima."""
    pengusul: str | None
    """OPD yang mengusulkan."""
    inovasi: list[RecordChange]
    """Yang berubah."""


@shape
class Changes(TypedDict):
    """Every change of a record that Git knows."""

    celah: str | None
    """Mengapa riwayat tidak diketahui: tanpa-git, dangkal, atau git-gagal; null bila diketahui."""
    keadaan: str | None
    """Perubahan Git yang menghasilkan terbitan ini; dengannya terbitan dapat dibuat ulang."""
    perubahan: list[Change]
    """Yang terbaru di depan."""


@shape
class Entry(TypedDict):
    """One address of the API."""

    judul: str
    """Isinya."""
    url: str
    """Alamatnya; `{id}` diganti kunci inovasi."""


@shape
class Release(TypedDict):
    """What a version of the API brought."""

    versi: str
    """Versi API."""
    tanggal: Day
    """Hari terbit."""
    perubahan: str
    """Yang berubah."""


@shape
class Contents(TypedDict):
    """Where to begin."""

    openapi: Address
    """Penjelasan semua alamat dan kunci (OpenAPI 3.1)."""
    titik_akses: list[Entry]
    """Semua alamat."""
    riwayat_api: list[Release]
    """Perubahan API ini, yang terbaru di depan."""

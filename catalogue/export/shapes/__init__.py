"""What the API promises: the shape of every response, from which its description is made.

Keys and what they mean are declared here once; the fields of records come from the model. The text below a key is its
published explanation, thus Indonesian.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import GetJsonSchemaHandler, TypeAdapter, WithJsonSchema
from pydantic_core import CoreSchema
from typing_extensions import TypedDict

from catalogue.model import Record
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

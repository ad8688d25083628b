"""What to do next, as values: what each document brings, what to send, and the shortest way to the next band.

Who computes them is in the modules below. Every gain is in points of the index. Mappings by reading have the three
readings as keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from catalogue.assess.result import Requirement
from catalogue.model import Indicator
from catalogue.model.published import AS_TEXT, IsoDay, Number, ToldBy, Unpublished, shape

Act = Literal["isi", "buktikan", "perbaiki", "periksa", "tingkatkan"]
"""State the fact; prove what is stated; mend what was found wanting; check (Bappeda); reach a higher level."""

ByReading = Mapping[str, Number]
ItsKey = Annotated[Indicator, ToldBy("id")]


@shape
@dataclass(frozen=True, slots=True)
class RaiseAdvice:
    """What the index gains when an indicator stands at this level, with evidence and confirmed."""

    tingkat: int
    """Tingkat indikator."""
    tambahan: ByReading
    """Tambahan indeks pada tiap perhitungan."""


@shape
@dataclass(frozen=True, slots=True)
class EvidenceAdvice:
    """One indicator of one innovation whose evidence is missing or too low.

    `berikutnya` is what the act brings for sure, `tertinggi` what the highest level would bring. Where the innovation
    does not count yet, the gains are those after it does.
    """

    id: str
    """Kunci inovasi."""
    opd: str
    """Kunci OPD pengampu."""
    indikator: ItsKey
    """Kunci indikator."""
    tindakan: Annotated[Act, AS_TEXT]
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
@dataclass(frozen=True, slots=True)
class NewcomerAdvice:
    """An innovation that does not count yet: what keeps it away, and what the index gains with it."""

    id: str
    """Kunci inovasi."""
    opd: str
    """Kunci OPD pengampu."""
    kurang: Annotated[tuple[Requirement, ...], ToldBy("text", each=True)]
    """Syarat yang belum terpenuhi."""
    terjangkau: bool
    """Apakah masih dapat dihitung pada putaran ini tanpa pengembangan baru dan sudah ada pemiliknya."""
    urusan_dasar_baru: str | None
    """Urusan pelayanan dasar yang belum terwakili dan diwakilinya."""
    tambahan: ByReading
    """Tambahan indeks pada tiap perhitungan."""


@shape
@dataclass(frozen=True, slots=True)
class Gain:
    """What one more innovation brings."""

    skor: Number
    """Skor kematangannya."""
    tambahan: Number
    """Tambahan indeks."""


@shape
@dataclass(frozen=True, slots=True)
class OneMoreInnovation:
    """What one more innovation is worth in one reading, by its maturity score.

    Above `menambah_di_atas` it raises the index, below it lowers it; 0 means that it never lowers it.
    """

    menambah_di_atas: Number
    """Skor kematangan yang sesudahnya menambah indeks."""
    menurut_kematangan: tuple[Gain, ...]
    """Tambahan pada beberapa skor."""


@shape
@dataclass(frozen=True, slots=True)
class BasicServiceAdvice:
    """The condition on the number of innovations; `recorded` affairs were covered if every innovation counted."""

    minimum: int
    """Urusan yang harus terwakili."""
    terwakili: tuple[str, ...]
    """Urusan yang sudah terwakili."""
    kosong: tuple[str, ...]
    """Urusan yang belum terwakili."""
    terpenuhi: bool
    """Apakah syarat terpenuhi."""
    biaya_hari_ini: Number
    """Angka indeks yang hilang karena syarat belum terpenuhi."""
    bergantung_padanya: Number
    """Angka indeks yang bergantung pada syarat ini."""
    tiap_inovasi: Number
    """Angka indeks tiap inovasi yang dihitung."""
    recorded: Unpublished[int]


@shape
@dataclass(frozen=True, slots=True)
class SendingAdvice:
    """The innovations to send so that the index is highest, best first, and those to keep for a later year."""

    kirim: tuple[str, ...]
    """Yang sebaiknya dikirim."""
    simpan: tuple[str, ...]
    """Yang sebaiknya ditunda."""
    iid: Number
    """Indeks dengan pilihan ini."""
    tambahan: Number
    """Tambahannya terhadap mengirim semua."""


@shape
@dataclass(frozen=True, slots=True)
class DocumentAdvice:
    """One document: evidence for an indicator of these innovations, or the source of an SPD row (of none).

    One that names many innovations is one document. Where a fact was not stated yet, it would have to show the level.
    """

    id: str | None
    """Kunci inovasi; null bagi baris SPD dan bagi satu dokumen yang menyebut banyak inovasi."""
    inovasi: tuple[str, ...]
    """Kunci setiap inovasi yang dibuktikannya; kosong bagi baris SPD."""
    indikator: ItsKey
    """Kunci indikator."""
    tingkat: int
    """Tingkat yang dituju."""
    fakta_dinyatakan: bool
    """Apakah fakta seluruhnya sudah dinyatakan."""
    penanda_tangan: str | None
    """Siapa yang menandatangani atau menerbitkannya, bila rubrik menyebutnya."""
    lama_hari: int | None
    """Lama menyusunnya menurut usulan katalog; null bila rubrik tidak menyebutnya."""
    batas_waktu: IsoDay | None
    """Hari terakhir dokumen harus ada; null bila linimasa tidak menyebutnya."""
    batas_resmi: bool
    """Apakah batas waktu itu ditetapkan dokumen resmi; selain itu perkiraan."""
    mulai_paling_lambat: IsoDay | None
    """Batas waktu dikurangi lama menyusun; null bila salah satunya tidak diketahui."""
    tambahan: Number
    """Tambahan indeks seluruhnya."""


@shape
@dataclass(frozen=True, slots=True)
class RouteScenario:
    """How many documents a goal takes when the first innovations of the queue count too.

    `dokumen` supposes that a document for a fact nobody has stated shows the highest level that can be reached in the
    round, `dokumen_tingkat_terendah` the lowest; None means that all documents together do not suffice.
    """

    ditambahkan: int
    """Banyaknya inovasi yang ditambahkan."""
    dokumen: int | None
    """Banyaknya dokumen; null bila tidak tercapai."""
    dokumen_tingkat_terendah: int | None
    """Banyaknya dokumen bila tiap dokumen hanya memberi tingkat terendah."""


@shape
@dataclass(frozen=True, slots=True)
class RouteAdvice:
    """The shortest way to a goal in the reading *berbukti*; out of reach, with what is recorded, `dokumen` is None.

    `iid` is the index with these documents, or with all there could be. There is one scenario for each number of
    innovations added, from none on.
    """

    tujuan: str
    """Predikat yang dituju."""
    mulai: Number
    """Batas bawah predikat itu."""
    iid: Number
    """Indeks yang tercapai."""
    inovasi_ditambahkan: tuple[str, ...]
    """Inovasi yang perlu menjadi layak."""
    dokumen: tuple[DocumentAdvice, ...] | None
    """Dokumen yang perlu; null bila tidak tercapai."""
    menurut_banyaknya_inovasi: tuple[RouteScenario, ...]
    """Banyaknya dokumen menurut banyaknya inovasi."""
    dikembangkan_dahulu: int | None
    """Banyaknya inovasi di luar rentang yang perlu dikembangkan dahulu; null bila semuanya pun tidak cukup."""


@dataclass(frozen=True, slots=True)
class ShareAdvice:
    """What one office does in a plan; of the coordinator `opd` is None.

    `loss` is what the index of the plan loses when this office does nothing of it.
    """

    opd: str | None
    added: tuple[str, ...]
    documents: tuple[DocumentAdvice, ...]
    loss: Decimal


@dataclass(frozen=True, slots=True)
class Advice:
    """Everything there is to advise for one period; the API has parts of it, and says what each means."""

    bukti: tuple[EvidenceAdvice, ...]
    """Those of innovations that count first; the greatest gain of the reading *berbukti* first."""
    belum_layak: tuple[NewcomerAdvice, ...]
    """In the order of the queue."""
    inovasi_tambahan: Mapping[str, OneMoreInnovation]
    urusan_dasar: BasicServiceAdvice
    pengiriman: Mapping[str, SendingAdvice]
    dokumen: tuple[RouteAdvice, ...]

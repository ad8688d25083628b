"""The results of an assessment, as plain values, and how they are named to readers; others compute them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Context, Decimal
from typing import Literal

from catalogue.model import Evidence, Indicator, Period, Rubric
from catalogue.model.published import Number, Unpublished, shape

STEPS = ("diberitakan", "tercatat", "layak", "lengkap", "terverifikasi", "terlapor")
"""The ladder of an innovation in a period, lowest first; the lowest is a result and nobody's task."""

TASKS = STEPS[1:]
"""The steps that a stage or a target may ask for."""

READINGS = ("klaim", "berbukti", "terverifikasi")
"""Facts stated; facts with evidence; facts that Bappeda confirmed."""

PRECISION = 50
"""Digits of the index: what has an end is the very number."""

ROUNDS = ("pelaporan",)
"""What the condition names that rests on Bappeda's reports of the years before."""

VerificationState = Literal["belum-diperiksa", "sesuai", "tidak-sesuai", "menunggu"]


Actor = Literal["OPD", "Bappeda"]
"""Who has to act for a condition to hold."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One condition of a step: whether it holds, and the reason in a sentence."""

    step: str
    met: bool
    text: str
    fields: tuple[str, ...] = ()
    actor: Actor = "OPD"


@dataclass(frozen=True, slots=True)
class IndicatorState:
    """One indicator of one innovation: the level of its stated fact and the score in each reading.

    `verification` is `menunggu` when a verification exists whose fingerprint no longer fits the evidence.
    """

    indicator: Indicator
    stated: bool
    fact: str
    level: int
    evidence: tuple[Evidence, ...]
    verification: VerificationState
    scores: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class InnovationState:
    """One innovation in one period."""

    slug: str
    opd: str
    step: str
    requirements: tuple[Requirement, ...]
    indicators: tuple[IndicatorState, ...]
    scores: Mapping[str, Decimal]
    words: int
    earlier: tuple[int, ...] = ()
    """The years before in which it was reported."""
    counts: bool = True
    """It is an innovation of its own that has not ended; what does not count leaves target, index and advice."""
    confirmed: bool = False
    """Its agency confirmed all of it, and the coordinator took that in."""
    said_running: date | None = None
    """The last day on which somebody said that it runs."""
    in_window: bool = False
    """It was put into use, or developed, in the days that the period accepts."""
    outside: bool = False
    """All its times lie outside those days, so that only a new development brings it in."""
    rank: int = field(init=False, repr=False, compare=False)
    spent: bool = field(init=False, repr=False, compare=False)
    """It was reported as often as the rules allow, so that it cannot count this time."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "rank", STEPS.index(self.step))
        spent = any(not condition.met and condition.fields == ROUNDS for condition in self.requirements)
        object.__setattr__(self, "spent", spent)

    @property
    def eligible(self) -> bool:
        """Whether it counts in the index: it stands at *layak* or above."""
        return self.rank >= STEPS.index("layak")

    @property
    def lacking(self) -> tuple[Requirement, ...]:
        """What keeps the innovation from counting in the index."""
        return tuple(r for r in self.requirements if not r.met and STEPS.index(r.step) <= STEPS.index("layak"))

    @property
    def missing(self) -> tuple[Requirement, ...]:
        """What keeps the innovation from its next step."""
        return tuple(r for r in self.requirements if not r.met and STEPS.index(r.step) == self.rank + 1)


Reason = Literal[
    "terpenuhi", "belum-ditemukan", "diberitakan", "menunggu-konfirmasi", "belum-memenuhi-syarat", "tidak-terpenuhi"
]
"""Why an agency stands as it does towards the target."""


@dataclass(frozen=True, slots=True)
class OpdState:
    """One agency in one period: `step` is the highest of its innovations, units below it included.

    `met` is None while nobody may say: nothing is met before the agency spoke, nothing unmet before it could.
    """

    opd: str
    obliged: bool
    step: str | None
    met: bool | None
    why: Reason
    reason: str
    carriers: tuple[str, ...]
    """Slugs of the innovations that carry the agency: those that fulfil the target, else those at the highest step."""


@shape
@dataclass(frozen=True, slots=True)
class TargetCondition:
    """One condition of the target."""

    kunci: str
    """langkah, dikonfirmasi, berjalan, atau dalam_rentang."""
    bunyi: str
    """Syaratnya dalam kata-kata."""
    diminta: bool
    """Apakah target meminta syarat ini."""
    opd: int
    """Banyaknya OPD wajib yang masih memenuhi syarat ini dan syarat sebelumnya."""


@shape
@dataclass(frozen=True, slots=True)
class BasicService:
    """One basic-service affair: who covers it, and who could; `terpenuhi` is None while nobody may say no."""

    kode: str
    """Kode urusan."""
    nama: str
    """Nama urusan."""
    terpenuhi: bool | None
    """Apakah ada inovasi layak dengan urusan utama ini; null selama belum dapat dinilai."""
    inovasi_layak: tuple[str, ...]
    """Kunci inovasi yang layak."""
    inovasi_tercatat: tuple[str, ...]
    """Kunci inovasi yang baru tercatat."""
    opd_pengampu: tuple[str, ...]
    """OPD yang mengampu urusan ini."""


@shape
@dataclass(frozen=True, slots=True)
class SpdValue:
    """One SPD row with what is publicly known of it, and of which year."""

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
    indicator: Unpublished[Indicator]
    score: Unpublished[Decimal]


@shape
@dataclass(frozen=True, slots=True)
class ReadingResult:
    """The projected index in one reading, exact."""

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
@dataclass(frozen=True, slots=True)
class Range:
    """The lowest and the highest index that what is known leaves open."""

    bawah: Number
    """Dengan yang terverifikasi saja, dan baris SPD yang belum diketahui dianggap nol."""
    atas: Number
    """Dengan seluruh klaim, dan baris SPD yang belum diketahui dianggap tertinggi."""


@dataclass(frozen=True, slots=True)
class Index:
    """The projected index of one period; the API says its parts among others, and what each means."""

    n: int
    pembagi: int
    urusan_dasar_terpenuhi: int
    readings: Mapping[str, ReadingResult]
    spd: tuple[SpdValue, ...]
    spd_belum_diketahui_menambah_paling_banyak: Decimal

    @property
    def bacaan(self) -> Mapping[str, ReadingResult | None]:
        """What may be said of each reading: nothing while no innovation counts."""
        return {name: reading if self.n else None for name, reading in self.readings.items()}

    @property
    def rentang(self) -> Range:
        most = Context(PRECISION).add(self.readings["klaim"].iid, self.spd_belum_diketahui_menambah_paling_banyak)
        return Range(self.readings["terverifikasi"].iid, most)


@dataclass(frozen=True, slots=True, eq=False)
class Assessment:
    """Everything computed for one period, itself and no other; mappings are ordered by identity."""

    period: Period
    rubric: Rubric
    innovations: Mapping[str, InnovationState]
    opds: Mapping[str, OpdState]
    urusan: tuple[BasicService, ...]
    index: Index
    conditions: tuple[TargetCondition, ...] = ()
    today: date = date.min
    """The day on which it was judged."""

    @property
    def changeable(self) -> bool:
        """Whether the round can still be changed, so that advice on it is of use."""
        return self.period.open_on(self.today) is not False

    @property
    def funnel(self) -> Mapping[str, int]:
        """How many innovations stand on each step or above."""
        ranks = [state.rank for state in self.innovations.values() if state.counts]
        return {step: sum(rank >= level for rank in ranks) for level, step in enumerate(STEPS)}

    @property
    def leads(self) -> int:
        """How many records are no innovation of their own, or ended."""
        return sum(not state.counts for state in self.innovations.values())

    @property
    def obliged(self) -> tuple[OpdState, ...]:
        return tuple(state for state in self.opds.values() if state.obliged)

    @property
    def fulfilled(self) -> tuple[OpdState, ...]:
        return tuple(state for state in self.obliged if state.met)

    @property
    def unfulfilled(self) -> tuple[OpdState, ...]:
        return tuple(state for state in self.obliged if state.met is False)

    @property
    def unknown(self) -> tuple[OpdState, ...]:
        return tuple(state for state in self.obliged if state.met is None)


STEP_NAMES = {
    "diberitakan": "diberitakan",
    "tercatat": "dibenarkan OPD",
    "layak": "layak dilaporkan",
    "lengkap": "lengkap buktinya",
    "terverifikasi": "terverifikasi",
    "terlapor": "terlapor",
}
"""The steps as a reader outside the programme understands them."""

VERDICTS: Mapping[Reason, str] = {
    "terpenuhi": "Memenuhi target",
    "tidak-terpenuhi": "Tidak memenuhi target",
    "belum-memenuhi-syarat": "Dibenarkan, belum dapat dinilai",
    "menunggu-konfirmasi": "Menunggu diterima",
    "diberitakan": "Baru diberitakan",
    "belum-ditemukan": "Belum ditemukan",
}
"""The standing of an agency in a few words, from the best known to the least known."""

READING_NAMES: Mapping[str, str] = {
    "klaim": "pernyataan OPD",
    "berbukti": "disertai data dukung",
    "terverifikasi": "hasil verifikasi",
}
"""The readings of the index as offices call them."""

GUESS = "perkiraan katalog, bukan jadwal resmi"
"""What is said of a day or a rule that no document sets."""


@dataclass(frozen=True, slots=True)
class LevelText:
    """An indicator on a level: the level, what the next asks for, and which document would prove it."""

    level: str
    next: str
    document: str


def level_texts(rubric: Rubric, *, published: bool) -> Mapping[str, Mapping[int, LevelText]]:
    """Return the texts by indicator and level, 0 included; of levels they say nothing unless those are published."""
    return {
        item.id: {
            level: _text(item, level, published=published) for level in (0, *(found.level for found in item.level))
        }
        for item in rubric.indikator
    }


def _text(indicator: Indicator, level: int, *, published: bool) -> LevelText:
    texts = {found.level: found.teks for found in indicator.level}
    above = [number for number in sorted(texts) if number > level]
    document = f"Dokumen: {indicator.bukti}" if indicator.bukti else ""
    if indicator.bukti and indicator.berkas:
        document += f" Berkas: {', '.join(indicator.berkas)}."
    if not published:
        return LevelText("", "", document)
    reached = f"tingkat {level}: {texts[level]}" if level in texts else f"tingkat {level}"
    return LevelText(reached, f"Tingkat {above[0]}: {texts[above[0]]}." if above else "", document)

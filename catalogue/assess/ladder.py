"""The ladder of an innovation in a period: which step it stands on, and what keeps it from the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from catalogue.assess.design_text import design_of
from catalogue.assess.result import ROUNDS, STEPS, Actor, IndicatorState, Requirement, VerificationState
from catalogue.common.indonesian import day_text, enumerate_words, partial_date_text
from catalogue.model import Innovation, PartialDate, Period, Review, Rubric, left_out

RULES = {
    "diberitakan": "Disebut sumber publik; OPD pemiliknya belum membenarkan.",
    "tercatat": "OPD pemiliknya sudah membenarkan catatan ini, dan koordinator sudah menerima pembenaran itu.",
    "layak": "Inovasi yang berdiri sendiri, belum berhenti, dan milik OPD kota ini; diterapkan atau dikembangkan "
    "dalam rentang yang dapat dilaporkan, belum dilaporkan sebanyak yang dibolehkan, rancang bangun cukup panjang "
    "tanpa pengulangan, salinan, atau bagian kosong, dan isian profil lengkap.",
    "lengkap": "Setiap indikator wajib mencapai tingkat 1 atau lebih dan memiliki bukti.",
    "terverifikasi": "Koordinator sudah memeriksa setiap indikator wajib dan menyatakannya sesuai.",
    "terlapor": "Sudah dimasukkan ke aplikasi Kementerian Dalam Negeri.",
}
"""The published rule of each step."""


NEW_DEVELOPMENT = ("pengembangan", "waktu_pengembangan")
"""What the condition names of an innovation older than the window: no date of it is to be filled in or changed."""

_requirement = lru_cache(8_192)(Requirement)
"""Innovations that are told the same share what they are told."""


def requirements(
    record: Innovation,
    states: Iterable[IndicatorState],
    review: Review | None,
    period: Period,
    rubric: Rubric,
    *,
    owned: bool,
    earlier: Sequence[int] = (),
    neighbour: Innovation | None = None,
) -> tuple[Requirement, ...]:
    """Return every condition of every step, met or not, in the order of the ladder.

    `owned` tells whether an agency of this city owns the innovation; `earlier` are the years before in which it was
    reported, `neighbour` the one whose text it copies.
    """
    mandatory = [state for state in states if state.indicator.wajib]
    return (
        _requirement("diberitakan", True, "Ada di katalog ini."),
        _confirmation(record),
        *_counting(record, owned=owned),
        *_stage(record, rubric),
        _window(record, period),
        *_development(record, period),
        *_round(earlier, rubric),
        _words(record, rubric, neighbour),
        _profile(record, rubric),
        *(_proved(state) for state in mandatory),
        *(_verified(state) for state in mandatory),
        _submitted(review),
    )


def step_of(conditions: Iterable[Requirement]) -> str:
    """Return the highest step of which, and of all below it, every condition is met."""
    failed = {condition.step for condition in conditions if not condition.met}
    reached = STEPS[0]
    for step in STEPS:
        if step in failed:
            break
        reached = step
    return reached


def _confirmation(record: Innovation) -> Requirement:
    said, fields = record.pengesahan, ("pengesahan",)
    if said is None:
        return _requirement("tercatat", False, "Belum dibenarkan OPD pemiliknya.", fields)
    text = f"Dibenarkan {said.jabatan} pada {day_text(said.tanggal)}"
    if said.diterima_oleh:
        return _requirement("tercatat", True, f"{text}, diterima {said.diterima_oleh}.", fields)
    return _requirement("tercatat", False, f"{text}; menunggu diterima koordinator.", fields, "Bappeda")


def _counting(record: Innovation, *, owned: bool) -> Iterator[Requirement]:
    reasons = list(left_out(record))
    for field, reason in reasons:
        yield _requirement("layak", False, f"{reason[0].upper()}{reason[1:]}.", (field,))
    if not owned:
        yield _requirement("layak", False, "OPD pemiliknya belum diketahui.")
    if owned and not reasons:
        fields = ("jenis_catatan",) if record.jenis_catatan else ()
        yield _requirement("layak", True, "Dihitung sebagai inovasi yang berdiri sendiri.", fields)


def _stage(record: Innovation, rubric: Rubric) -> Iterator[Requirement]:
    admitted = rubric.profil.tahapan
    if record.tahapan and admitted:
        text = f"Tahapan {record.tahapan.replace('-', ' ')}"
        met = record.tahapan in admitted
        yield _requirement("layak", met, f"{text} {'' if met else 'tidak '}dihitung rubrik ini.", ("tahapan",))


def _window(record: Innovation, period: Period) -> Requirement:
    stated = list(_stated_times(record))
    fields = ("waktu_uji_coba",) if _untried(record) else ("waktu_penerapan", "waktu_pengembangan")
    range_text = f"{day_text(period.jendela.mulai)} sampai {day_text(period.jendela.selesai)}"
    if in_window(record, period):
        done = "Diuji coba" if _untried(record) else "Diterapkan atau dikembangkan"
        return _requirement("layak", True, f"{done} dalam rentang {range_text}.", fields)
    if outside_window(record, period):
        fields = fields if _untried(record) else NEW_DEVELOPMENT
        return _requirement("layak", False, _outside(record, stated[-1], range_text), fields)
    return _requirement("layak", False, _unclear(stated, period, range_text), fields)


def in_window(record: Innovation, period: Period) -> bool:
    """Tell whether an innovation was put into use, or developed, in the days that a period accepts."""
    return any(_within(value, period) for value in _stated_times(record))


def outside_window(record: Innovation, period: Period) -> bool:
    """Tell whether times are stated of which not one can lie in the days that a period accepts."""
    times = list(_stated_times(record))
    return bool(times) and not any(_touches(time, period) for time in times)


def _touches(time: PartialDate, period: Period) -> bool:
    return time.first_day <= period.jendela.selesai and period.jendela.mulai <= time.last_day


def _untried(record: Innovation) -> bool:
    """Tell whether an innovation is not in use yet, so that the day of its trial is what counts."""
    return record.tahapan in ("inisiatif", "uji-coba")


def _stated_times(record: Innovation) -> Iterator[PartialDate]:
    times = (record.waktu_uji_coba,) if _untried(record) else (record.waktu_penerapan, *record.developed)
    return (time for time in times if time)


def _within(time: PartialDate, period: Period) -> bool:
    return period.jendela.mulai <= time.first_day and time.last_day <= period.jendela.selesai


def _development(record: Innovation, period: Period) -> Iterator[Requirement]:
    """Ask what was developed, where only that brings an innovation into the days that a period accepts."""
    times = [] if _untried(record) else [time for time in record.developed if _within(time, period)]
    if times and not (record.waktu_penerapan and _within(record.waktu_penerapan, period)):
        told = {item.waktu for item in record.pengembangan_lama}
        met = bool(record.pengembangan) or any(time in told for time in times)
        when = partial_date_text(times[-1])
        text = f"Pengembangan {when} disebut isinya." if met else f"Belum disebut apa yang dikembangkan pada {when}."
        yield _requirement("layak", met, text, ("pengembangan",))


def _round(earlier: Sequence[int], rubric: Rubric) -> Iterator[Requirement]:
    if limit := rubric.keikutsertaan:
        done, most = len(earlier), limit.maksimum
        text = f"Ikut ke-{done + 1} dari paling banyak {most} kali."
        if done >= most:
            text = f"Sudah dilaporkan {done} kali ({enumerate_words(map(str, earlier))}); paling banyak {most} kali."
        yield _requirement("layak", done < most, text, ROUNDS)


def _outside(record: Innovation, latest: PartialDate, range_text: str) -> str:
    way = "dikembangkan dalam rentang itu, catat pengembangan barunya"
    if _untried(record):
        way = "sudah diterapkan, perbarui tahapan dan waktu penerapannya menurut dokumennya"
    return (
        f"Waktu {partial_date_text(latest)} berada di luar rentang {range_text}. Bila inovasi ini {way}; waktu yang "
        "sudah tercatat tidak diubah."
    )


def _unclear(stated: list[PartialDate], period: Period, range_text: str) -> str:
    """Say of a time that is not stated, or not exactly enough, what is not known."""
    time = next((time for time in reversed(stated) if _touches(time, period)), None)
    if time is None:
        return f"Waktu penerapannya belum diketahui; yang dapat dilaporkan {range_text}."
    return (
        f"Waktu {partial_date_text(time)} kurang teliti untuk rentang {range_text}; tambahkan bulan atau harinya "
        "menurut dokumennya."
    )


def _words(record: Innovation, rubric: Rubric, neighbour: Innovation | None) -> Requirement:
    """Count the words that mean something; a part that was left empty keeps even a long text from it."""
    design, wanted = design_of(record, neighbour), rubric.profil.kata_minimum
    text = f"Rancang bangun {design.counted} kata dari paling sedikit {wanted} kata."
    if design.uncounted:
        text += f" Ditulis {design.words} kata; tidak dihitung: {design.uncounted}."
    if design.empty:
        text += f" Bagian yang masih kosong: {enumerate_words(design.empty)}."
    return _requirement("layak", design.counted >= wanted and not design.empty, text, ("rancang_bangun",))


def _profile(record: Innovation, rubric: Rubric) -> Requirement:
    missing = unfilled(record, rubric)
    total = len(rubric.profil.isian_wajib)
    if not missing:
        return _requirement("layak", True, f"Isian profil lengkap: {total} dari {total}.")
    labels = enumerate_words(_label(name) for name in missing)
    text = f"Isian profil {total - len(missing)} dari {total}; belum diisi: {labels}."
    return _requirement("layak", False, text, missing)


def unfilled(record: Innovation, rubric: Rubric) -> tuple[str, ...]:
    """Return the fields of the profile that the rubric demands and the record lacks."""
    waived = "waktu_penerapan" if _untried(record) else None
    return tuple(name for name in rubric.profil.isian_wajib if name != waived and not _filled(record, name))


@cache
def _label(name: str) -> str:
    field = Innovation.model_fields.get(name)
    return (field.title or name).lower() if field else name


def _filled(record: Innovation, name: str) -> bool:
    if name == "lokasi":
        return bool(record.lokasi and record.lokasi.lintang is not None and record.lokasi.bujur is not None)
    return bool(getattr(record, name, None))


def _proved(state: IndicatorState) -> Requirement:
    return _fact_proved(state.indicator.nama, state.indicator.id, state.stated, state.level >= 1, len(state.evidence))


@lru_cache(8_192)
def _fact_proved(name: str, key: str, stated: bool, reached: bool, evidence: int) -> Requirement:
    fields, met = (f"kematangan.{key}",), reached and evidence > 0
    if met:
        text = f"{name}: fakta dinyatakan, dengan {evidence} bukti."
    elif not stated:
        text = f"{name}: fakta belum diisi."
    elif not reached:
        text = f"{name}: fakta belum mencapai tingkat 1."
    else:
        text = f"{name}: fakta dinyatakan, belum ada bukti."
    return _requirement("lengkap", met, text, fields)


def _verified(state: IndicatorState) -> Requirement:
    return _fact_verified(state.indicator.nama, state.indicator.id, state.verification)


@lru_cache(8_192)
def _fact_verified(name: str, key: str, verification: VerificationState) -> Requirement:
    texts = {
        "sesuai": f"{name}: dinyatakan sesuai.",
        "tidak-sesuai": f"{name}: dinyatakan tidak sesuai; perbaiki menurut catatan Bappeda.",
        "menunggu": f"{name}: fakta atau bukti berubah sejak diperiksa, menunggu pemeriksaan ulang.",
        "belum-diperiksa": f"{name}: menunggu pemeriksaan Bappeda.",
    }
    actor: Actor = "OPD" if verification == "tidak-sesuai" else "Bappeda"
    return _requirement("terverifikasi", verification == "sesuai", texts[verification], (f"kematangan.{key}",), actor)


def _submitted(review: Review | None) -> Requirement:
    if review and review.pelaporan:
        return _requirement(
            "terlapor", True, f"Dimasukkan ke aplikasi Kementerian pada {day_text(review.pelaporan.tanggal)}."
        )
    return _requirement("terlapor", False, "Belum dimasukkan ke aplikasi Kementerian.")

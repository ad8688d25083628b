"""Each advice as one sentence and one number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from catalogue.assess.advice import Advice, EvidenceAdvice, RouteAdvice
from catalogue.assess.advice.documents import READING
from catalogue.assess.advice.planner import TARGET
from catalogue.assess.result import Assessment
from catalogue.common.indonesian import gain_text, number_text
from catalogue.model.published import Number, shape

Name = Callable[[str], str]
"""How an innovation is called."""


@shape
@dataclass(frozen=True, slots=True)
class Statement:
    """What an advice comes to; the number is in points of the index, or counts innovations or documents."""

    saran: str
    """Jenis saran."""
    kalimat: str
    """Bunyinya."""
    angka: Number | None
    """Angka pokoknya."""


def statements(advice: Advice, assessment: Assessment, name: Name) -> tuple[Statement, ...]:
    """Say what each advice comes to; those that tell of single scores only where the period publishes them."""
    found = [_newcomers(advice, assessment, name)]
    shown = assessment.period.publikasi.kematangan
    if shown:
        found += [_evidence(advice, assessment, name), *_checks(advice)]
    found += [_one_more(advice), _basic_service(advice)]
    if shown:
        found += [_choice(advice, assessment), *map(_route, advice.dokumen)]
    return tuple(found)


def _newcomers(advice: Advice, assessment: Assessment, name: Name) -> Statement:
    total, waiting = sum(state.counts for state in assessment.innovations.values()), len(advice.belum_layak)
    if not waiting and assessment.index.n < total:
        text = (
            "Inovasi yang belum dihitung sudah dilaporkan sebanyak yang dibolehkan; tidak ada lagi yang dapat menyusul."
        )
        return Statement("layak", text, Decimal(0))
    if not total:
        return Statement("layak", "Belum ada catatan yang sudah dipastikan sebagai inovasi.", Decimal(0))
    if not waiting:
        return Statement("layak", f"Semua {total} inovasi yang tercatat sudah layak dan dihitung.", Decimal(0))
    if not assessment.index.n:
        opening = f"Belum ada inovasi yang dihitung; indeks baru bergerak bila ada dari {total} inovasi yang layak."
    else:
        opening = f"{waiting} dari {total} inovasi belum layak, jadi belum dihitung."
    return Statement("layak", f"{opening} {_nearest(advice, name)}", Decimal(waiting))


def _nearest(advice: Advice, name: Name) -> str:
    """Name the readiest of those that can still count in the round, and how many cannot."""
    near = [item for item in advice.belum_layak if item.terjangkau]
    far = len(advice.belum_layak) - len(near)
    text = f"Paling dekat: {name(near[0].id)}, kurang {len(near[0].kurang)} syarat." if near else ""
    if far:
        text += f" {far} inovasi belum ada pemiliknya, atau waktunya di luar rentang dan menunggu pengembangan baru."
    return text.strip()


def _evidence(advice: Advice, assessment: Assessment, name: Name) -> Statement:
    counted = [item for item in advice.bukti if item.dihitung]
    if not assessment.index.n:
        return _later(advice)
    if not counted:
        return Statement("bukti", "Semua bukti inovasi yang dihitung sudah lengkap dan dinyatakan sesuai.", Decimal(0))
    unproved = [item for item in counted if item.tindakan == "buktikan"]
    if not unproved:
        gain = counted[0].tertinggi.tambahan[READING]
        text = f"Yang paling menambah: {_place(counted[0], name)}, sampai {number_text(gain, 3)} angka."
        return Statement("bukti", text, gain)
    gain = sum((item.berikutnya.tambahan[READING] for item in unproved), Decimal(0))
    text = (
        f"{len(unproved)} fakta yang sudah dinyatakan belum memiliki bukti; melengkapinya menambah "
        f"{number_text(gain, 3)} angka. Yang terbesar: {_place(unproved[0], name)}, "
        f"{number_text(unproved[0].berikutnya.tambahan[READING], 3)} angka."
    )
    return Statement("bukti", text, gain)


def _later(advice: Advice) -> Statement:
    best = max(advice.bukti, key=lambda item: item.tertinggi.tambahan[READING], default=None)
    if best is None:
        return Statement("bukti", "Belum ada bukti yang dapat menambah indeks.", Decimal(0))
    gain = best.tertinggi.tambahan[READING]
    text = f"Sesudah layak, satu indikator menambah sampai {number_text(gain, 3)} angka: {best.indikator.nama}."
    return Statement("bukti", text, gain)


def _place(item: EvidenceAdvice, name: Name) -> str:
    return f"{item.indikator.nama} pada {name(item.id)}"


def _checks(advice: Advice) -> list[Statement]:
    waiting = [item for item in advice.bukti if item.dihitung and item.tindakan == "periksa"]
    if not waiting:
        return []
    gain = sum((item.berikutnya.tambahan["terverifikasi"] for item in waiting), Decimal(0))
    text = (
        f"{len(waiting)} bukti menunggu diperiksa; bila semuanya sesuai, hasil verifikasi naik "
        f"{number_text(gain, 3)} angka."
    )
    return [Statement("pemeriksaan", text, gain)]


def _one_more(advice: Advice) -> Statement:
    found = advice.inovasi_tambahan[READING]
    most = found.menurut_kematangan[-1]
    at_most = f"dengan skor tertinggi, {number_text(most.skor)}, ia menambah {number_text(most.tambahan, 3)} angka"
    if found.menambah_di_atas:
        text = (
            f"Menambah satu inovasi layak menaikkan indeks bila skor kematangannya di atas "
            f"{number_text(found.menambah_di_atas, 2)} dan menurunkannya bila di bawah itu; {at_most}."
        )
    else:
        text = f"Menambah satu inovasi layak tidak menurunkan indeks, berapa pun kematangannya; {at_most}."
    return Statement("inovasi_tambahan", text, most.tambahan)


def _basic_service(advice: Advice) -> Statement:
    found = advice.urusan_dasar
    state = f"{len(found.terwakili)} terwakili dari paling sedikit {found.minimum}"
    if found.terpenuhi:
        text = (
            f"Syarat urusan pelayanan dasar terpenuhi ({state}). Skor jumlah inovasi, "
            f"{number_text(found.bergantung_padanya, 3)} angka, bergantung padanya."
        )
        return Statement("urusan_dasar", text, found.bergantung_padanya)
    text = (
        f"Syarat urusan pelayanan dasar belum terpenuhi ({state}), sehingga jumlah inovasi belum menambah indeks. "
        f"Sesudah terpenuhi, setiap inovasi yang dihitung menambah {number_text(found.tiap_inovasi, 3)} angka"
    )
    text += f", hari ini {number_text(found.biaya_hari_ini, 3)} angka seluruhnya." if found.biaya_hari_ini else "."
    if found.recorded < found.minimum:
        text += f" Seluruh inovasi dalam katalog pun baru mewakili {found.recorded} urusan."
    return Statement("urusan_dasar", text, found.biaya_hari_ini)


def _choice(advice: Advice, assessment: Assessment) -> Statement:
    found, n = advice.pengiriman[READING], assessment.index.n
    if not n:
        text = "Belum ada inovasi layak yang dapat dikirim."
    elif not found.simpan:
        text = f"Kirim semua {n} inovasi yang layak; tidak ada pilihan lain yang indeksnya lebih tinggi."
    else:
        text = (
            f"Kirim {len(found.kirim)} dari {n} inovasi yang layak: indeksnya {number_text(found.iid, 2)}, "
            f"{gain_text(found.tambahan, 2)} dibandingkan dengan mengirim semuanya."
        )
    return Statement("pengiriman", text, found.tambahan)


def _route(route: RouteAdvice) -> Statement:
    number = None if route.dokumen is None else Decimal(len(route.dokumen))
    return Statement("dokumen", route_sentence(route, goal_text(route)), number)


def goal_text(route: RouteAdvice) -> str:
    """Name a goal of the city's own with the index from which it is reached."""
    name = route.tujuan if route.tujuan == TARGET else f"Predikat {route.tujuan}"
    return f"{name} ({number_text(route.mulai, 2)})"


def route_sentence(route: RouteAdvice, goal: str) -> str:
    """Say how many documents a goal takes, or that it stays out of reach and what would be needed besides."""
    if route.dokumen is None:
        reached = number_text(route.iid, 2)
        text = f"{goal} tidak tercapai dengan inovasi dan dokumen yang masih terjangkau; paling tinggi {reached}."
        return f"{text} {_besides(route)}"
    added, many = len(route.inovasi_ditambahkan), len(route.dokumen)
    text = f"{goal} memerlukan {many} dokumen" if many else f"{goal} tercapai tanpa dokumen"
    if added:
        text += f" dan {added} inovasi lagi yang menjadi layak"
    cautious = route.menurut_banyaknya_inovasi[added].dokumen_tingkat_terendah
    if cautious == many:
        return f"{text}."
    lowest = "tidak tercapai" if cautious is None else f"{cautious} dokumen"
    text += ", bila fakta yang belum dinyatakan mencapai tingkat tertinggi yang masih terjangkau"
    return f"{text}; {lowest} bila hanya tingkat terendah."


def _besides(route: RouteAdvice) -> str:
    if route.dikembangkan_dahulu is None:
        return "Diperlukan inovasi lain yang belum tercatat, juga bila yang di luar rentang dikembangkan dahulu."
    return (
        f"Baru tercapai bila paling sedikit {route.dikembangkan_dahulu} inovasi di luar rentang juga dikembangkan "
        "dahulu."
    )

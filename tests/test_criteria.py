"""The five criteria of PP 38/2017: a record shows that one is fulfilled, or nothing is known; it never denies one."""

from __future__ import annotations

import pytest

from catalogue.assess.counting import NAMES, Criterion, criteria
from catalogue.model import Innovation, Word
from catalogue.pipeline import load
from tests.records import Maker
from tests.trees import KOTA

LEAST = {"nama": "Antar Obat", "ringkasan": "Obat diantar ke rumah pasien."}
AFFAIRS = {
    "1.02": Word(id="1.02", nama="Kesehatan", golongan="wajib-pelayanan-dasar"),
    "8.01": Word(id="8.01", nama="Kesatuan Bangsa dan Politik", golongan="pemerintahan-umum"),
}
ORDER = ["pembaruan", "manfaat", "tanpa-beban", "kewenangan", "replikasi"]


def found(**fields: object) -> dict[str, Criterion]:
    """Return the criteria of a record from public sources with these fields."""
    record = Innovation.model_validate({**LEAST, "status_data": "sumber-publik", **fields})
    return {criterion.id: criterion for criterion in criteria(record, AFFAIRS)}


def test_an_empty_record_says_nothing_of_any() -> None:
    """What is not filled in is unknown, in the order of the article."""
    assert list(found()) == ORDER
    for criterion in found().values():
        assert (criterion.supported, criterion.fields) == (None, ())
        assert criterion.reason == "Belum ada isian yang menunjukkannya; belum diketahui."


@pytest.mark.parametrize(
    ("id", "fields", "shown"),
    [
        ("pembaruan", {"jenis_catatan": "inovasi"}, ("jenis_catatan",)),
        ("pembaruan", {"jenis_catatan": "program", "rancang_bangun": "Cara lama diganti."}, ("rancang_bangun",)),
        ("pembaruan", {"pengembangan": "Kini lewat aplikasi."}, ("pengembangan",)),
        ("manfaat", {"hasil": "Antrean turun.", "penerima_manfaat": "Lansia"}, ("hasil", "penerima_manfaat")),
        (
            "manfaat",
            {"kematangan": {"kemanfaatan": {"nilai": {"basis": "a", "nilai": "350"}}}},
            ("kematangan.kemanfaatan",),
        ),
        (
            "tanpa-beban",
            {"kematangan": {"regulasi": {"nilai": "perkada", "bukti": [{"judul": "Peraturan Wali Kota 1/2025"}]}}},
            ("kematangan.regulasi",),
        ),
        ("kewenangan", {"urusan_utama": "1.02"}, ("urusan_utama",)),
        ("replikasi", {"syarat_replikasi": "Dua petugas dan satu sepeda motor."}, ("syarat_replikasi",)),
        ("replikasi", {"kematangan": {"replikasi": {"nilai": "1"}}}, ("kematangan.replikasi",)),
    ],
)
def test_what_speaks_for_each(id: str, fields: dict[str, object], shown: tuple[str, ...]) -> None:
    """The fields that speak for a criterion are named, and only for that criterion."""
    criteria = found(**fields)
    assert (criteria[id].supported, criteria[id].fields) == (True, shown)
    assert criteria[id].reason.startswith("Ditunjukkan oleh ")
    assert {other for other, criterion in criteria.items() if criterion.supported} == {id}


@pytest.mark.parametrize(
    ("id", "fields"),
    [
        ("pembaruan", {"jenis_catatan": "kegiatan"}),
        ("tanpa-beban", {"kematangan": {"regulasi": {"nilai": "perda"}}}),
        ("kewenangan", {"urusan_utama": "8.01"}),
        ("kewenangan", {"urusan_utama": "9.99"}),
        ("replikasi", {"kematangan": {"replikasi": {"nilai": "0"}}}),
    ],
)
def test_what_does_not_speak_for_it_leaves_it_unknown(id: str, fields: dict[str, object]) -> None:
    """A mere mention, nought and an affair of the President's show nothing, and deny nothing either."""
    assert found(**fields)[id].supported is None


def test_a_reading_is_told_as_such() -> None:
    """What a collector inferred is not handed on as what a source said."""
    reason = found(urusan_utama="1.02", pembacaan=["urusan_utama"])["kewenangan"].reason
    assert reason == "Ditunjukkan oleh urusan utama (perlu konfirmasi OPD)."


def test_no_record_is_ever_denied_one() -> None:
    """Of random records each criterion is shown by fields that are filled, or unknown."""
    loaded = load(KOTA)
    assert loaded.catalogue
    affairs = loaded.catalogue.words("urusan")
    maker, seen = Maker(7, loaded.catalogue.vocabularies), set()
    for _ in range(200):
        record = Innovation.model_validate(maker.innovation())
        for criterion in criteria(record, affairs):
            assert criterion.supported in (True, None)
            assert (criterion.supported is None) is (criterion.fields == ())
            assert set(criterion.fields) <= set(NAMES)
            seen.add((criterion.id, criterion.supported))
    assert seen == {(id, state) for id in ORDER for state in (True, None)}

"""Submissions laid onto the catalogue without undoing what is newer, and taken in by the coordinator."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from catalogue.common.findings import Severity
from catalogue.history import History
from catalogue.history.records import Arrival, Change, Commit
from catalogue.pipeline import Loaded
from catalogue.propose.submissions import apply, digest, former_in, number_of, receipt_number, with_files
from catalogue.propose.submissions.batch import take_all
from catalogue.propose.tidy import tidy
from tests.submissions import (
    PATH,
    RECORD,
    TODAY,
    answer,
    changed,
    correction,
    day,
    former_of,
    lay_out_records,
    load_records,
    messages,
    read,
    sent,
    terms,
)
from tests.test_import import GOOD, blank, fill


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay out the catalogue of these tests."""
    return lay_out_records(tmp_path_factory.mktemp("kiriman"))


@pytest.fixture(scope="module")
def loaded(root: Path) -> Loaded:
    """Read that catalogue."""
    return load_records(root)


def test_a_new_record_becomes_its_file(loaded: Loaded) -> None:
    """The file is the text without what was said to the program, its comments kept."""
    path = "innovations/dinas-contoh/rumah-baca.yaml"
    text = "# yaml-language-server: $schema=../../docs/skema/inovasi.schema.json\n" + RECORD + "tujuan: C  # lihat SK\n"
    applied = apply(read(sent(text, path=path), loaded), loaded, day)
    assert applied.files == {path: text}
    assert (applied.opd, applied.innovations) == ("dinas-contoh", ("rumah-baca",))


def test_rules_speak_of_the_line_that_was_sent(loaded: Loaded) -> None:
    """What the catalogue's rules find is shown where it was written."""
    text = "Pagi.\n\n" + sent(
        RECORD.replace("nama: A", "nama: Rumah Baca") + "terkait: [antar-obta]\n", path=PATH.replace("antar", "beri")
    )
    applied = apply(read(text, loaded), loaded, day)
    found = {one.rule: one for one in applied.findings}["rujukan-mati"]
    assert (found.place.path, found.place.span.line) == ("kiriman", 8)


def test_a_taken_name_is_refused(loaded: Loaded) -> None:
    """A new record never replaces another one, and whoever meant a correction is told the way."""
    applied = apply(read(sent(RECORD), loaded), loaded, day)
    assert not applied.files
    assert "sudah dipakai catatan lain" in messages(applied)


def test_a_correction_of_what_is_published_replaces_it(loaded: Loaded) -> None:
    """With the mark of the published file the text is taken whole."""
    applied = apply(read(correction(loaded, lambda text: text.replace("sampai.", "tiba.")), loaded), loaded, day)
    assert applied.files == {PATH: loaded.sources[PATH].text.replace("sampai.", "tiba.")}


def test_a_correction_of_nothing_changes_nothing(loaded: Loaded) -> None:
    """A text that is the published one writes no file."""
    applied = apply(read(correction(loaded, lambda text: text), loaded), loaded, day)
    assert applied.acceptable
    assert not applied.files


def test_two_changes_are_joined_field_by_field(loaded: Loaded) -> None:
    """What others changed meanwhile stays, comments and all."""
    now = changed(loaded, "status: aktif", "status: dikembangkan  # rapat Mei")
    text = correction(now, lambda text: text.replace("sampai.", "tiba."), began=loaded)
    applied = apply(read(text, now), now, day, former_of(loaded))
    result = applied.files[PATH]
    assert result
    assert "tujuan: Obat tiba.\n" in result
    assert "status: dikembangkan  # rapat Mei\n" in result
    assert "yang diambil dari kiriman: `tujuan`" in messages(applied, Severity.PERINGATAN)


def test_a_corrected_value_keeps_its_source(loaded: Loaded) -> None:
    """Both sides added a source: both stay, and the value names its own by its new number."""
    more = "    tanggal: 2025\n"
    now = changed(loaded, more, more + "  - judul: Berita lain\n")
    text = correction(
        now,
        lambda text: text.replace("nilai: 12\n    sumber: [1]", "nilai: 15\n    sumber: [2]").replace(
            more, more + "  - judul: SK baru\n"
        ),
        began=loaded,
    )
    applied = apply(read(text, now), now, day, former_of(loaded))
    result = str(applied.files.get(PATH)), messages(applied)
    again = with_files(now, applied.files, day)
    assert again.catalogue, result
    record = again.catalogue.innovations["antar-obat"].record
    assert [source.judul for source in record.sumber] == ["Berita satu", "Berita lain", "SK baru"], result
    assert record.kematangan
    assert record.kematangan.sdm
    assert (record.kematangan.sdm.nilai, record.kematangan.sdm.sumber) == (15, (3,))


def test_the_history_knows_what_a_correction_began_with(loaded: Loaded) -> None:
    """Former contents are found by their mark, with the place where they lay; nothing is found for another mark."""
    old = loaded.sources[PATH].text.encode()
    held = {"a": old, "b": b"lain"}
    changes = (Change(PATH, "a"), Change("innovations/dinas-lain/kartu-sehat.yaml", "b"), Change("opd/a.yaml", "b"))
    history = History(
        (Commit("1", changes=changes, arrival=Arrival()),), read=lambda ids: ((id, held[id]) for id in ids)
    )
    assert former_in(history)("antar-obat", digest(old)) == (PATH, old)
    assert former_in(history)("antar-obat", digest(b"lain")) is None


def test_what_others_moved_stays_where_it_is(loaded: Loaded) -> None:
    """A correction of a record that meanwhile belongs to another agency is written where the record is now."""
    there, text = PATH.replace("dinas-contoh", "dinas-lain"), loaded.sources[PATH].text
    now = with_files(loaded, {PATH: None, there: text.replace("aktif", "dikembangkan")}, day)
    correct = correction(loaded, lambda text: text.replace("sampai.", "tiba."))
    applied = apply(read(correct, now), now, day, former_of(loaded))
    assert list(applied.files) == [there]
    assert "tujuan: Obat tiba.\n" in str(applied.files[there])
    assert "status: dikembangkan\n" in str(applied.files[there])
    assert applied.opd == "dinas-lain"


def test_two_changes_of_one_field_are_asked(loaded: Loaded) -> None:
    """Nothing newer is undone: the field is named with what stood there, what stands there, and what was sent."""
    now = changed(loaded, "Obat sampai.", "Obat sampai hari itu juga.")
    text = correction(now, lambda text: text.replace("sampai.", "tiba."), began=loaded)
    applied = apply(read(text, now), now, day, former_of(loaded))
    assert not applied.files
    told = "semula `Obat sampai.`, kini `Obat sampai hari itu juga.`; di sini `Obat tiba.`"
    assert told in messages(applied)
    found = next(one for one in applied.findings if one.severity is Severity.GALAT)
    assert text.split("\n")[found.place.span.line - 1].startswith("tujuan:")


def test_without_its_beginning_every_difference_is_asked(loaded: Loaded) -> None:
    """Where the history does not hold what a correction began with, nobody can tell who changed what."""
    now = changed(loaded, "status: aktif", "status: dikembangkan")
    text = correction(now, lambda text: text.replace("sampai.", "tiba."), began=loaded)
    applied = apply(read(text, now), now, day)
    assert not applied.files
    assert sorted(re.findall("dan `([a-z]+)` berbeda", messages(applied))) == ["status", "tujuan"]


EDITS = {
    "tujuan: Obat sampai.": "tujuan: Tujuan {}.",
    "status: aktif": "status: aktif\nstatus_sejak: 202{}",
    "nama: Antar Obat": "nama: Antar Obat {}",
    "ringkasan: Obat diantar ke rumah pasien.": "ringkasan: Ringkasan {}.",
    "    nilai: 12": "    nilai: 3{}",
    "jenis_catatan: inovasi": "jenis_catatan: inovasi\nhasil: Hasil {}.",
}


def test_any_two_changes_are_joined_or_asked(loaded: Loaded, deep: bool) -> None:
    """Random edits of both sides: each side's own edits stand in the result, or the common ones are named."""
    for seed in range(500 if deep else 6):
        chance = random.Random(seed)
        sides = [dict.fromkeys(chance.sample(list(EDITS), chance.randint(1, 4)), side) for side in (1, 2)]
        texts = []
        for side in sides:
            text = loaded.sources[PATH].text
            for old, number in side.items():
                text = text.replace(old, EDITS[old].format(number))
            texts.append(text)
        now = with_files(loaded, {PATH: texts[0]}, day)
        submission = read(sent(texts[1], f"# dasar: {digest(loaded.sources[PATH].text.encode())}"), now)
        applied = apply(submission, now, day, former_of(loaded))
        common = sides[0].keys() & sides[1].keys()
        assert len(re.findall("sudah diubah sejak", messages(applied))) == len(common), (seed, messages(applied))
        if not common:
            result = str(applied.files[PATH]).split("\n")
            for side in sides:
                edits = "\n".join(EDITS[old].format(number) for old, number in side.items())
                assert set(edits.split("\n")) <= set(result), seed


def test_a_record_that_went_is_not_made_again(loaded: Loaded) -> None:
    """A correction of a record with another name now is led to it."""
    text = sent(RECORD, "# dasar: 0123456789abcdef", path="innovations/dinas-lain/kartu-lama.yaml")
    applied = apply(read(text, loaded), loaded, day)
    assert not applied.files
    assert "`kartu-sehat`" in applied.findings[0].help


def test_a_new_name_replaces_the_old_file(loaded: Loaded) -> None:
    """A record that names its former address takes the place of the former file."""
    fresh, old = "innovations/dinas-contoh/obat-antar.yaml", loaded.sources[PATH].text
    text = sent(old + "alamat_lama: [antar-obat]\n", f"# dasar: {digest(old.encode())}", "# pengganti: ya", path=fresh)
    applied = apply(read(text, loaded), loaded, day)
    assert applied.acceptable, messages(applied)
    assert applied.files[PATH] is None
    assert "alamat_lama: [antar-obat]" in str(applied.files[fresh])


SIGNED = """\
pengesahan:
  tanggal: 2026-05-01
  jabatan: Kepala Dinas
  cara: formulir
"""


def test_only_what_was_taken_in_confirms(loaded: Loaded) -> None:
    """A sender cannot say that the coordinator took something in; taking it in says so."""
    claimed = sent(
        RECORD.replace("nama: A", "nama: Rumah Baca") + SIGNED + "  diterima_oleh: Bappeda\n",
        path=PATH.replace("antar", "beri"),
    )
    path = PATH.replace("antar", "beri")
    applied = apply(read(claimed, loaded), loaded, day)
    assert "diterima_oleh" not in str(applied.files[path])
    assert "hanya diisi koordinator" in messages(applied, Severity.PERINGATAN)
    plain = claimed.replace("  diterima_oleh: Bappeda\n", "")
    assert "diterima_oleh" not in str(apply(read(plain, loaded), loaded, day).files[path])
    received = apply(read(plain, loaded), loaded, day, received="surel").files[path]
    assert "diterima_oleh: Bappeda\n" in str(received)


def test_an_agency_says_that_a_record_is_right(loaded: Loaded) -> None:
    """Sent by anybody it is a reply and a confirmation that waits; taken in, the record is confirmed."""
    submission = read(answer("inovasi: antar-obat; putusan: benar"), loaded)
    waiting = str(apply(submission, loaded, day).files[PATH])
    assert "pengesahan:\n  tanggal: 2026-05-20\n  jabatan: Sekretaris Dinas\n  cara: formulir\n" in waiting
    assert "diterima_oleh" not in waiting
    assert "status_data: sumber-publik\n" in waiting
    assert "    isi: Isi catatan ini benar.\n    putusan: benar\n" in waiting
    assert "# komentar pertama\n" in waiting
    assert "judul: Berita satu  # dibaca sebagian\n" in waiting
    taken = str(apply(submission, loaded, day, received="kertas").files[PATH])
    assert "  cara: surat\n  diterima_oleh: Bappeda\n" in taken
    assert "status_data: dikonfirmasi-opd\n" in taken


def test_a_confirmation_that_is_taken_in_replaces_the_one_before(loaded: Loaded) -> None:
    """Nothing of an earlier one stays with its day and office, and the record counts as confirmed again."""
    before = (
        "pengesahan:\n  tanggal: 2026-01-02\n  jabatan: Kepala Dinas\n  cara: surat\n  dokumen: Surat 12  # arsip\n"
        "  diterima_oleh: Bappeda\n"
    )
    now = with_files(loaded, {PATH: f"{loaded.sources[PATH].text}{before}"}, day)
    submission = read(answer("inovasi: antar-obat; putusan: benar"), now)
    taken = str(apply(submission, now, day, received="whatsapp").files[PATH])
    wanted = "  tanggal: 2026-05-20\n  jabatan: Sekretaris Dinas\n  cara: pesan\n  diterima_oleh: Bappeda\n  # arsip\n"
    assert f"pengesahan:\n{wanted}" in taken
    assert "Surat 12" not in taken
    assert "status_data: dikonfirmasi-opd\n" in taken


def test_what_was_taken_in_is_not_undone_by_anybody(loaded: Loaded) -> None:
    """A confirmation that counts stays when somebody says the same again without the coordinator."""
    first = apply(read(answer("inovasi: antar-obat; putusan: benar"), loaded), loaded, day, received="surel")
    now = with_files(loaded, first.files, day)
    again = apply(read(answer("inovasi: antar-obat; putusan: benar", when="2026-05-30"), now), now, day)
    assert "diterima_oleh: Bappeda" in str(again.files[PATH])
    assert str(again.files[PATH]).count("putusan: benar") == 2


def test_an_agency_says_that_an_innovation_ended(loaded: Loaded) -> None:
    """Status and its day are set; an older answer undoes no newer one."""
    text = answer("inovasi: antar-obat; putusan: berhenti; sejak: 2025-06")
    applied = apply(read(text, loaded), loaded, day)
    assert "status: berhenti\nstatus_sejak: 2025-06\n" in str(applied.files[PATH])
    assert "isi: Berhenti sejak Juni 2025.\n" in str(applied.files[PATH])
    confirmed = apply(read(answer("inovasi: antar-obat; putusan: benar", when="2026-05-30"), loaded), loaded, day)
    now = with_files(loaded, confirmed.files, day)
    late = apply(read(text, now), now, day)
    assert "status: aktif\n" in str(late.files[PATH])
    assert "putusan: berhenti\n" in str(late.files[PATH])
    assert "sudah dijawab 30 Mei 2026" in messages(late, Severity.PERINGATAN)


def test_what_the_coordinator_decides_is_only_a_reply(loaded: Loaded) -> None:
    """Another owner and another kind are said, not done."""
    text = answer("inovasi: antar-obat; putusan: bukan-milik-kami; milik: dinas-lain")
    applied = apply(read(text, loaded), loaded, day, received="surel")
    record = str(applied.files[PATH])
    assert "isi: 'Pemiliknya: Dinas Lain.'" in record or 'isi: "Pemiliknya: Dinas Lain."' in record
    assert "pengesahan" not in record
    assert not applied.settled


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (answer("inovasi: antar-obta; putusan: benar"), "rujukan-mati"),
        (answer("inovasi: antar-obat; putusan: benar", opd="dinas-cntoh"), "opd-tidak-dikenal"),
        (answer("inovasi: antar-obat; putusan: benar", opd="dinas-lain"), "bentuk-salah"),
        (answer("inovasi: tanpa-pemilik; putusan: benar"), "bentuk-salah"),
        (answer("inovasi: antar-obat; putusan: bukan-inovasi"), "wajib-diisi"),
        (answer("inovasi: antar-obat; putusan: benar; sejak: 2025"), "bentuk-salah"),
        (answer("inovasi: antar-obat; putusan: bukan-milik-kami; milik: dinas-apa"), "opd-tidak-dikenal"),
        (answer("inovasi: antar-obat; putusan: benar", when="2026-06-02"), "tanggal-masa-depan"),
        (answer(*["inovasi: antar-obat; putusan: benar"] * 2), "kunci-ganda"),
    ],
)
def test_an_answer_that_cannot_be_right_is_refused(text: str, rule: str, loaded: Loaded) -> None:
    """Each fault stands at its line with a mend, and nothing is written."""
    applied = apply(read(text, loaded), loaded, day)
    assert not applied.files
    found = [one for one in applied.findings if one.severity is Severity.GALAT]
    assert [one.rule for one in found] == [rule]
    assert found[0].help
    assert found[0].place.span.line > 1


def test_a_former_name_still_leads_to_its_record(loaded: Loaded) -> None:
    """An old paper with a record's former name is understood."""
    applied = apply(read(answer("inovasi: kartu-lama; putusan: benar", opd="dinas-lain"), loaded), loaded, day)
    assert list(applied.files) == ["innovations/dinas-lain/kartu-sehat.yaml"]


def test_all_are_taken_in_or_none(loaded: Loaded) -> None:
    """Two answers about one record stand on each other; one fault keeps everything back, and each is told."""
    first = answer("inovasi: antar-obat; putusan: benar").encode()
    second = answer("inovasi: antar-obat; putusan: diperbaiki; isi: Nama salah.", when="2026-05-21").encode()
    batch = take_all([("a.txt", first), ("b.yaml", second)], loaded, terms(received="whatsapp"))
    assert batch.acceptable
    assert str(batch.files[PATH]).count("putusan:") == 2
    ledger = str(batch.files["periods/2026/penerimaan.yaml"])
    assert re.findall("keadaan: ([a-z]+)", ledger) == ["terbit", "diperiksa"]
    assert re.findall(r"nomor: (\S+)", ledger) == [receipt_number(first.decode()), receipt_number(second.decode())]
    wrong = take_all([("a.txt", first), ("c.txt", b"salam"), ("d.txt", b"")], loaded, terms(received="whatsapp"))
    assert not wrong.acceptable
    assert {one.place.path for one in wrong.findings} == {"c.txt", "d.txt"}


def test_what_was_taken_in_before_is_not_taken_in_again(loaded: Loaded) -> None:
    """The same text, however it came, has one line."""
    text = answer("inovasi: antar-obat; putusan: benar")
    first = take_all([("a.txt", text.encode())], loaded, terms(received="surel"))
    now = with_files(loaded, first.files, day)
    again = take_all([("b.txt", f"Pagi.\n\n{text}".encode())], now, terms(received="whatsapp"))
    assert again.acceptable
    assert not again.files
    assert again.taken[0].earlier
    assert again.taken[0].earlier.lewat == "surel"


def test_without_a_way_nothing_is_taken_in(loaded: Loaded) -> None:
    """The command alone writes a proposal: no receipt and no confirmation."""
    batch = take_all([("a.txt", answer("inovasi: antar-obat; putusan: benar").encode())], loaded, terms())
    assert list(batch.files) == [PATH]
    assert "diterima_oleh" not in str(batch.files[PATH])


def test_the_list_keeps_what_it_holds(loaded: Loaded) -> None:
    """New lines stand below the old ones, and comments stay."""
    old = "# dicatat koordinator\npenerimaan:\n  - nomor: K7Q2-9F3M\n    tanggal: 2026-05-01\n"
    old += "    lewat: kertas  # loket\n    inovasi: [antar-obat]\n    keadaan: terbit\n    diterima_oleh: Bappeda\n"
    now = with_files(loaded, {"periods/2026/penerimaan.yaml": old}, day)
    batch = take_all([("a.txt", answer("inovasi: antar-obat; putusan: benar").encode())], now, terms(received="surel"))
    text = str(batch.files["periods/2026/penerimaan.yaml"])
    assert text.startswith(old)
    assert len(re.findall("- nomor", text)) == 2
    assert tidy(text, type(now.catalogue.receipts[2026].record)).text == text  # type: ignore[union-attr]


def test_a_workbook_is_taken_in_beside_a_text(loaded: Loaded) -> None:
    """Its confirmation counts from then on, and it has a number and a line of its own."""
    signed = {"pengesahan_tanggal": "2026-05-01", "pengesahan_jabatan": "Kepala Dinas", "pengesahan_cara": "surat"}
    row = {**GOOD, "nama": "Rumah Baca", **signed}
    content = fill(blank(loaded), {"Inovasi": [row]})
    text = answer("inovasi: antar-obat; putusan: benar").encode()
    batch = take_all([("usulan.xlsx", content), ("a.txt", text)], loaded, terms(received="excel"))
    assert batch.acceptable, batch.findings
    assert "  diterima_oleh: Bappeda\n" in str(batch.files["innovations/dinas-contoh/rumah-baca.yaml"])
    ledger = str(batch.files["periods/2026/penerimaan.yaml"])
    assert re.findall(r"nomor: (\S+)", ledger) == [number_of(content), receipt_number(text.decode())]
    assert "inovasi: [rumah-baca]" in ledger
    proposed = take_all([("usulan.xlsx", content)], loaded, terms())
    assert "diterima_oleh" not in str(proposed.files["innovations/dinas-contoh/rumah-baca.yaml"])


def test_the_command_writes_and_says_so(root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """`import` names each file that it wrote and each receipt; a faulty companion leaves the folder as it was."""
    from catalogue.cli.main import main  # noqa: PLC0415  the commands are what is tested here alone

    good, bad = tmp_path / "jawaban.txt", tmp_path / "salam.txt"
    good.write_text(answer("inovasi: antar-obat; putusan: benar"), encoding="utf-8")
    bad.write_text("Selamat pagi.", encoding="utf-8")
    arguments = ["--root", str(root), "--date", TODAY.isoformat(), "--via", "whatsapp"]
    before = (root / PATH).read_bytes()
    assert main(["import", str(good), str(bad), *arguments]) == 1
    assert (root / PATH).read_bytes() == before
    assert "salam.txt" in capsys.readouterr().out
    try:
        assert main(["import", str(good), *arguments]) == 0
        said = capsys.readouterr().out
        number = receipt_number(good.read_text(encoding="utf-8"))
        assert f"jawaban.txt: {number} dari Sekretaris Dinas, diterima lewat whatsapp.\n" in said
        assert f"{PATH} diperbarui.\n" in said
        assert "periods/2026/penerimaan.yaml dibuat.\n" in said
        assert main(["import", str(good), *arguments]) == 0
        assert f"{number} sudah diterima 1 Juni 2026" in capsys.readouterr().out
    finally:
        (root / PATH).write_bytes(before)
        (root / "periods/2026/penerimaan.yaml").unlink()

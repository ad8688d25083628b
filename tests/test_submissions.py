"""Submissions: read whatever carried them, laid onto the catalogue without undoing what is newer, and taken in."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from catalogue.common.findings import START, Finding, Severity
from catalogue.model import Innovation
from catalogue.pipeline import Loaded, load
from catalogue.propose.submissions import (
    AnswerSubmission,
    Applied,
    RecordSubmission,
    apply,
    digest,
    number_of,
    read_submission,
    receipt_number,
    with_files,
)
from catalogue.propose.submissions.batch import Terms, take_all
from catalogue.propose.tidy import tidy
from catalogue.propose.tidy.emit import emit
from catalogue.read.files import SIZE_LIMIT
from catalogue.read.yaml.tree import Mapping, Node, Scalar, Sequence
from tests.records import Maker
from tests.test_import import GOOD, blank, fill
from tests.trees import HERE, lay_out

PATH = "innovations/dinas-contoh/antar-obat.yaml"
BASE = f"""\
# berkas: {PATH}
# komentar pertama
nama: Antar Obat
ringkasan: Obat diantar ke rumah pasien.
status_data: sumber-publik
jenis_catatan: inovasi
tujuan: Obat sampai.
kematangan:
  sdm:
    nilai: 12
    sumber: [1]
status: aktif
sumber:
  - judul: Berita satu  # dibaca sebagian
    tanggal: 2025
# berkas: innovations/dinas-lain/kartu-sehat.yaml
nama: Kartu Sehat
ringkasan: Kartu bagi warga yang berobat.
status_data: sumber-publik
jenis_catatan: inovasi
alamat_lama: [kartu-lama]
sumber:
  - judul: Berita dua
# berkas: innovations/belum-ditetapkan/tanpa-pemilik.yaml
nama: Tanpa Pemilik
ringkasan: Belum diketahui milik siapa.
status_data: sumber-publik
jenis_catatan: inovasi
sumber:
  - judul: Berita tiga
"""
TODAY = date(2026, 6, 1)


def day(zone: str) -> date:
    """Return the day of these tests."""
    return TODAY


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay out a catalogue with three records of public sources."""
    return lay_out(tmp_path_factory.mktemp("kiriman"), BASE.encode())


@pytest.fixture(scope="module")
def loaded(root: Path) -> Loaded:
    """Read that catalogue."""
    found = load(root, day=day)
    assert found.publishable
    return found


def read(text: str | bytes, loaded: Loaded) -> RecordSubmission | AnswerSubmission:
    """Read a text that holds a submission."""
    assert loaded.catalogue
    found = read_submission(text, loaded.catalogue)
    assert not isinstance(found, tuple), found
    return found


def faults(text: str | bytes, loaded: Loaded) -> dict[str, Finding]:
    """Read a text that holds none, and return what is wrong with it, by rule."""
    assert loaded.catalogue
    found = read_submission(text, loaded.catalogue)
    assert isinstance(found, tuple)
    return {one.rule: one for one in found if one.severity is Severity.GALAT}


def messages(applied: Applied, severity: Severity = Severity.GALAT) -> str:
    """Return what was said."""
    return "\n".join(one.message for one in applied.findings if one.severity is severity)


def answer(*answers: str, opd: str = "dinas-contoh", when: str = "2026-05-20") -> str:
    """Write the answers of an agency."""
    head = f"kiriman: jawaban\nopd: {opd}\njabatan: Sekretaris Dinas\ntanggal: {when}\njawaban:\n"
    return head + "".join("  - " + one.replace("; ", "\n    ") + "\n" for one in answers)


def sent(text: str, *headers: str, path: str = PATH) -> str:
    """Write a record as the form sends it."""
    return "\n".join(["# kiriman: catatan", f"# berkas: {path}", *headers, text])


def correction(loaded: Loaded, change: Callable[[str], str], began: Loaded | None = None) -> str:
    """Write a correction of the published record, as of when it `began`."""
    text = (began or loaded).sources[PATH].text
    return sent(change(text), f"# dasar: {digest(text.encode())}", "# jabatan: Kepala Bidang Pelayanan")


def former_of(*states: Loaded) -> Callable[[str, str], tuple[str, bytes] | None]:
    """Return a history that remembers these states."""
    texts = [state.sources[PATH].text.encode() for state in states]
    return lambda _, mark: next(((PATH, text) for text in texts if digest(text) == mark), None)


def changed(loaded: Loaded, old: str, new: str) -> Loaded:
    """Return the catalogue after somebody else changed the record."""
    text = loaded.sources[PATH].text
    assert old in text
    return with_files(loaded, {PATH: text.replace(old, new)}, day)


def test_receipt_numbers_are_those_of_the_other_side() -> None:
    """The browser's test reads the same numbers."""
    vectors = json.loads((HERE / "receipts.json").read_text(encoding="utf-8"))
    assert [receipt_number(vector["teks"]) for vector in vectors] == [vector["nomor"] for vector in vectors]
    assert len({vector["nomor"] for vector in vectors}) == 5


def test_a_number_does_not_depend_on_the_ends_of_lines() -> None:
    """What mail and chats change without anybody seeing it makes no other number; what says more does."""
    number = receipt_number("nama: A\nringkasan: é\n")
    assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", number)
    assert receipt_number("nama: A  \r\nringkasan: e\u0301\t\r\n\r\n \r\n") == number
    assert receipt_number("nama: A\n ringkasan: é\n") != number


Change = Callable[[random.Random, str], str]
GREETINGS = ("Selamat pagi Bapak/Ibu,", "Berikut kiriman kami: mohon diterima.", "Yth. Bappeda", "*Kiriman katalog*")
THANKS = ("Terima kasih.", "Hormat kami,\nSekretariat", "-- \nDikirim dari ponsel")


def greeted(chance: random.Random, text: str) -> str:
    """Put a greeting before a text."""
    return f"{chance.choice(GREETINGS)}\n\n{text}"


def thanked(chance: random.Random, text: str) -> str:
    """Put thanks below a text."""
    return f"{text}\n\n{chance.choice(THANKS)}\n"


def quoted(chance: random.Random, text: str) -> str:
    """Quote a text as mail does, once or twice."""
    sign = chance.choice(("> ", ">> ", "> > "))
    return "\n".join(f"{sign}{line}".rstrip() for line in text.split("\n"))


def stamped(chance: random.Random, text: str) -> str:
    """Put before a text what a copied chat says of it."""
    return chance.choice(("[09.12, 30/11/2026] DLH Kota: ", "30/11/26 09.12 - DLH: ")) + text


def fenced(chance: random.Random, text: str) -> str:
    """Put a text between fences of code, as an issue does."""
    return f"### Isi kiriman\n\n```yaml\n{text.rstrip()}\n```\n" if chance.random() < 0.5 else f"```{text.rstrip()}```"


def spaced(chance: random.Random, text: str) -> str:
    """Write some spaces as Word does."""
    return re.sub(" ", lambda _: chance.choice((" ", " ", "\u00a0", "\u202f")), text)


def ended(chance: random.Random, text: str) -> str:
    """Change the ends of lines."""
    end = chance.choice(("", " ", "  ")) + chance.choice(("\r\n", "\r"))
    return text.replace("\n", end) + chance.choice(("", "\r\n\r\n"))


def hidden(chance: random.Random, text: str) -> str:
    """Put marks that nobody sees before some lines."""
    return re.sub("(?m)^", lambda _: chance.choice(("", "", "\u200e", "\u2068")), text)


def damaged(chance: random.Random, text: str) -> str | bytes:
    """Change a text as what carries it does, in a random but possible order."""
    carriers: list[Change] = [greeted, quoted, stamped, fenced, lambda _, whole: whole]
    whole = chance.choice(carriers)(chance, text)
    if not whole.endswith("```"):
        whole = thanked(chance, whole) if chance.random() < 0.4 else whole
    for change in chance.sample((spaced, ended, hidden), chance.randint(0, 3)):
        whole = change(chance, whole)
    return whole.encode("utf-16") if chance.random() < 0.1 else whole


def nodes(value: Any) -> Node:
    """Return a value as nodes."""
    if isinstance(value, dict):
        return Mapping([(Scalar(key, START), nodes(item)) for key, item in value.items()], START)
    return Sequence([nodes(item) for item in value], START) if isinstance(value, list) else Scalar(value, START, '"')


def test_a_record_survives_whatever_carries_it(loaded: Loaded, deep: bool) -> None:
    """The same file and the same number come out of a thousand random records, sent through chats and mail."""
    assert loaded.catalogue
    for seed in range(1_000 if deep else 25):
        document = nodes(Maker(seed, loaded.catalogue.vocabularies).innovation())
        assert isinstance(document, Mapping)
        text = sent(emit(document, Innovation), path="innovations/dinas-contoh/baru.yaml")
        plain, other = (read(one, loaded) for one in (text, damaged(random.Random(seed), text)))
        assert isinstance(other, RecordSubmission)
        assert plain.number == receipt_number(text)
        assert other.number == plain.number, seed
        assert other.body.text == plain.body.text, seed
        assert other.path == "innovations/dinas-contoh/baru.yaml"


VERDICTS = ("benar", "diperbaiki", "bukan-inovasi", "bukan-milik-kami", "berhenti")
SAID = ("Sudah sejak lama.", "Isi: lihat surat # 12", "“Kutip” di tengah", "- bukan butir", "null", "> tanda")


def any_answers(chance: random.Random) -> str:
    """Write random answers about the records of an agency."""
    verdict = chance.choice(VERDICTS)
    told = f'; isi: "{chance.choice(SAID)}"' if verdict != "benar" or chance.random() < 0.5 else ""
    since = "; sejak: 2025-06" if verdict == "berhenti" and chance.random() < 0.5 else ""
    whose = "; milik: dinas-lain" if verdict == "bukan-milik-kami" and chance.random() < 0.5 else ""
    other = ("inovasi: tanpa-pemilik; putusan: diperbaiki; isi: Ini milik kami.",) if chance.random() < 0.5 else ()
    return answer(f"inovasi: antar-obat; putusan: {verdict}{told}{since}{whose}", *other)


def test_answers_survive_whatever_carries_them(loaded: Loaded, deep: bool) -> None:
    """The same files come out of random answers, sent through chats and mail, and what was said stands in them."""
    for seed in range(1_000 if deep else 20):
        chance = random.Random(seed)
        text = any_answers(chance)
        plain, other = (apply(read(one, loaded), loaded, day) for one in (text, damaged(chance, text)))
        assert plain.acceptable, (seed, messages(plain))
        assert other.files == plain.files, seed
        told = re.search(r'isi: "(.*)"', text)
        assert told is None or told[1] in str(plain.files[PATH])


def test_what_is_left_out_is_told(loaded: Loaded) -> None:
    """Greeting and thanks are named with their place; a number that the message names is compared."""
    text = f"Selamat pagi.\nNomor kami 0000-0000.\n\n{answer('inovasi: antar-obat; putusan: benar')}\n\nTerima kasih.\n"
    submission = read(text, loaded)
    told = [(one.place.span.line, one.message) for one in submission.remarks]
    assert (1, "2 baris sebelum kiriman tidak ikut dibaca, mulai dengan “Selamat pagi.”") in told
    assert (13, "1 baris sesudah kiriman tidak ikut dibaca, mulai dengan “Terima kasih.”") in told
    assert any("menyebut nomor 0000-0000" in message and submission.number in message for _, message in told)


def test_a_key_below_a_blank_line_is_no_farewell(loaded: Loaded) -> None:
    """Misspelt keys and swallowed items are faults, not something to leave out."""
    found = faults(sent("nama: A\nringkasan: B\nstatus_data: sumber-publik\n\ncatatn: penting\n", path=PATH), loaded)
    assert found["kunci-asing"].place.span.line == 7


def test_printed_quotes_around_nothing_are_nothing(loaded: Loaded) -> None:
    """A phone turns the empty quotes of an empty field into printed ones; that field is empty, and this is told."""
    text = sent(
        "nama: Baru\nringkasan: B\nstatus_data: dikonfirmasi-opd\ntujuan: “”\n", path=PATH.replace("antar", "a")
    )
    submission = read(text, loaded)
    assert isinstance(submission, RecordSubmission)
    assert submission.body.record.tujuan is None
    assert [(one.rule, one.place.span.line) for one in submission.remarks] == [("kutip-janggal", 6)]


def test_a_fault_of_syntax_with_a_certain_mend_is_mended(loaded: Loaded) -> None:
    """What `tidy` would mend is mended and told; nobody has to send again for a tab."""
    text = sent("nama: Baru\nringkasan: B\nstatus_data: sumber-publik\nsumber:\n\t- judul: C\n", path=PATH + "")
    submission = read(text, loaded)
    assert isinstance(submission, RecordSubmission)
    assert [source.judul for source in submission.body.record.sumber] == ["C"]
    assert any(one.rule == "yaml-tab" and one.severity is Severity.PERINGATAN for one in submission.remarks)


RECORD = "nama: A\nringkasan: B\nstatus_data: dikonfirmasi-opd\n"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "berkas-tidak-terbaca"),
        ("Selamat pagi, kirimannya menyusul.", "berkas-tidak-terbaca"),
        (RECORD, "berkas-tidak-terbaca"),
        (b"PK\x03\x04" + bytes(range(256)) * 40, "berkas-tidak-terbaca"),
        ("kiriman: jawaban\n" + "x" * SIZE_LIMIT, "berkas-tidak-terbaca"),
        ("kiriman: jawaban\n" + "\n" * 20_000 + "opd: a\n", "berkas-tidak-terbaca"),
        (sent(RECORD, path="../../etc/passwd"), "letak-berkas"),
        (sent(RECORD, path="opd/dinas-contoh.yaml"), "letak-berkas"),
        (sent(RECORD, path="innovations/dinas-contoh/con.yaml"), "letak-berkas"),
        (sent(RECORD, path="innovations/dinas-asing/a.yaml"), "opd-tidak-dikenal"),
        ("# kiriman: catatan\n" + RECORD, "letak-berkas"),
        (sent(RECORD, "# dasar: abc"), "penulisan-salah"),
        (sent(RECORD, "# berkas: innovations/dinas-lain/b.yaml"), "kunci-ganda"),
        (sent(RECORD + "tujuan: &a B\nmanfaat: *a\n"), "yaml-jangkar"),
        (sent(RECORD + "tujuan: !!python/object B\n"), "yaml-tag"),
        (sent(RECORD + "nama: C\n"), "kunci-ganda"),
        (sent(RECORD + "asing: C\n"), "kunci-asing"),
        (sent(RECORD + "tujuan: " + "[" * 5_000), "berkas-tidak-terbaca"),
        (sent(RECORD) + "\n" + sent(RECORD), "dokumen-ganda"),
        (answer("inovasi: a; putusan: mungkin"), "kosakata"),
        (answer("inovasi: a; putusan: benar").replace("jabatan", "nama"), "kunci-asing"),
        ("> kiriman: jawaban\n> opd: dinas-contoh\njabatan: terputus\n", "berkas-tidak-terbaca"),
    ],
)
def test_what_is_no_submission_is_refused_with_a_mend(text: str | bytes, rule: str, loaded: Loaded) -> None:
    """Nothing hostile is taken, and every fault says what to do."""
    found = faults(text, loaded)
    assert rule in found
    assert all(one.help for one in found.values())


def test_no_bytes_raise(loaded: Loaded, deep: bool) -> None:
    """Random damage to a submission gives a submission or faults, each with its place within the text."""
    assert loaded.catalogue
    text = sent(loaded.sources[PATH].text, "# dasar: 0123456789abcdef").encode()
    for seed in range(2_000 if deep else 80):
        chance = random.Random(seed)
        spoilt = bytearray(text)
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(spoilt))
            spoilt[at : at + chance.randint(0, 4)] = chance.choice((b"", b"\n", b"\0", b"> ", b"\xff", b"```", b": "))
        found = read_submission(bytes(spoilt), loaded.catalogue)
        remarks = found if isinstance(found, tuple) else found.remarks
        lines = len(re.split(rb"\r\n|\r|\n", bytes(spoilt))) + 1
        assert all(one.message and 1 <= one.place.span.line <= lines for one in remarks)
        assert remarks or not isinstance(found, tuple)


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
    for seed in range(500 if deep else 15):
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


def terms(**given: Any) -> Terms:
    """Return the terms of a command."""
    return replace(Terms(day), **given)


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

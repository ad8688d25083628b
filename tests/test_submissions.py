"""Submissions are read whatever carried them, and nothing hostile is taken for one."""

from __future__ import annotations

import json
import random
import re
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from catalogue.common.findings import START, Severity
from catalogue.model import Innovation
from catalogue.pipeline import Loaded
from catalogue.propose.submissions import RecordSubmission, apply, read_submission, receipt_number
from catalogue.propose.tidy.fresh import emit
from catalogue.read.files import SIZE_LIMIT
from catalogue.read.yaml import Mapping, Node, Scalar, Sequence
from tests.records import Maker
from tests.submissions import PATH, RECORD, answer, day, faults, lay_out_records, load_records, messages, read, sent
from tests.texts import made_up
from tests.trees import HERE


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay out the catalogue of these tests."""
    return lay_out_records(tmp_path_factory.mktemp("kiriman"))


@pytest.fixture(scope="module")
def loaded(root: Path) -> Loaded:
    """Read that catalogue."""
    return load_records(root)


def test_receipt_numbers_are_those_of_the_other_side() -> None:
    """The browser's test reads the same numbers."""
    vectors = json.loads((HERE / "receipts.json").read_text(encoding="utf-8"))
    assert [receipt_number(vector["text"]) for vector in vectors] == [vector["nomor"] for vector in vectors]
    assert len({vector["nomor"] for vector in vectors}) == len(vectors)


def test_a_number_does_not_depend_on_the_ends_of_lines() -> None:
    """What mail and chats change without anybody seeing it makes no other number; what says more does."""
    number = receipt_number("nama: A\nringkasan: é\n")
    assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", number)
    assert receipt_number("nama: A  \r\nringkasan: e\u0301\t\r\n\r\n \r\n") == number
    assert receipt_number("nama: A\n ringkasan: é\n") != number


Damage = Callable[[random.Random, str], str]
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
    carriers: list[Damage] = [greeted, quoted, stamped, fenced, lambda _, whole: whole]
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
    for seed in range(1_000 if deep else 8):
        document = nodes(Maker(seed, loaded.catalogue.vocabularies).innovation())
        assert isinstance(document, Mapping)
        text = sent(emit(document, Innovation), path="innovations/dinas-contoh/baru.yaml")
        plain, other = (read(one, loaded) for one in (text, damaged(random.Random(seed), text)))
        assert isinstance(other, RecordSubmission)
        assert plain.number == receipt_number(text)
        assert other.number == plain.number, seed
        assert other.body.text == plain.body.text, seed
        assert other.path == "innovations/dinas-contoh/baru.yaml"


def wrapped(text: str) -> str:
    """Break long lines as mail does, without any indent for what follows."""
    broken = (textwrap.wrap(line, 76, drop_whitespace=False, break_on_hyphens=False) for line in text.split("\n"))
    return "\n".join(
        "\n".join(part.strip() if index else part.rstrip() for index, part in enumerate(parts)) for parts in broken
    )


def test_lines_that_mail_broke_are_whole_again(loaded: Loaded) -> None:
    """The same file and number come out of long lines that were broken, and this is told."""
    long = " ".join(made_up(90, "panjang"))
    tree = {"nama": "Baru", "ringkasan": long, "status_data": "dikonfirmasi-opd", "tujuan": f"{long}\n\n{long}"}
    document = nodes(tree)
    assert isinstance(document, Mapping)
    text = sent(
        emit(document, Innovation), path="innovations/dinas-contoh/pelayanan-obat-antar-untuk-lansia-di-rumah.yaml"
    )
    spoilt = f"Berikut kiriman.\n\n{wrapped(text)}\n\nTerima kasih.\n"
    assert spoilt.count("\n") > text.count("\n") + 10
    plain, other = read(text, loaded), read(spoilt, loaded)
    assert (other.number, other.body.text) == (plain.number, plain.body.text)
    told = [one.message for one in other.remarks]
    assert any("terpotong disambung lagi" in message for message in told)
    assert any("1 baris sesudah kiriman" in message for message in told)


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
    for seed in range(1_000 if deep else 6):
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
    for seed in range(2_000 if deep else 20):
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

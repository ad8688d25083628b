"""What the desk works out in a browser about verdicts is what Python works out: the fingerprint, and the file."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
import yaml

from catalogue.assess.scoring import fingerprint, fingerprints
from catalogue.common.findings import START
from catalogue.model import Evidence, Fact, Innovation, PartialDate, Review
from catalogue.model.maturity import Benefit, Maturity
from catalogue.model.period import Outcome, Verification
from catalogue.model.reference.shapes import shape_of
from catalogue.propose.tidy import Unsure, tidy, with_values
from catalogue.propose.verification import edited
from catalogue.read.decode import decode, known_keys
from catalogue.read.files import locate
from catalogue.read.records import read_record
from catalogue.read.yaml import Mapping as Entries
from catalogue.read.yaml import Scalar
from catalogue.read.yaml.nodes import parse
from catalogue.site.views.desk_review import FACT_KINDS, as_seen
from tests.exported import frozen_city
from tests.form_modules import run_modules
from tests.records import Maker
from tests.test_verification import EXISTING, STYLES

KEYS = tuple(Maturity.model_fields)
ODD = (
    'Kata "dikutip" \\ dan /',
    "tab\tdan\nbaris",
    "Ōkina \u02bb 汉字 😀 \u2028 \x7f \x1f",
    normalize("NFD", "Café Négara"),
    "e\u0301 lalu \u0301",
    "\ufb01 \u212b",
)


def _records(count: int) -> Iterator[Innovation]:
    """Yield random valid records with facts."""
    catalogue = frozen_city().catalogue
    assert catalogue
    maker, location, made = Maker(24, catalogue.vocabularies), locate("innovations/dinas-contoh/contoh.yaml"), 0
    assert location
    while made < count:
        text = yaml.dump(maker.innovation(), Dumper=yaml.CSafeDumper, allow_unicode=True)
        record = read_record(location, text.encode(), catalogue.vocabularies)
        if isinstance(record, Innovation):
            made += 1
            yield record


def _as_published(record: Innovation) -> dict[str, Any]:
    facts = {key: getattr(record.kematangan, key) for key in KEYS} if record.kematangan else {}
    return {key: as_seen(fact) for key, fact in facts.items() if fact}


def _marks(folder: Path, facts: list[dict[str, Any]]) -> list[dict[str, str]]:
    body = """
import { fingerprint } from "./desk/verdicts.js";
const marks = (of) => Object.fromEntries(Object.entries(of).map(([key, fact]) => [key, fingerprint(fact, kinds[key])]));
told(facts.map(marks));
"""
    found: list[dict[str, str]] = run_modules(folder, body, facts=facts, kinds=FACT_KINDS)
    return found


def test_the_browser_has_the_fingerprints_of_python(tmp_path: Path, *, deep: bool) -> None:
    """Of any record, every fact has the same mark on both sides."""
    records = list(_records(10_000 if deep else 50))
    wanted = [fingerprints(record) for record in records]
    assert sum(map(len, wanted)) > len(records)
    assert _marks(tmp_path, [_as_published(record) for record in records]) == wanted


def _odd_facts() -> Iterator[tuple[str, Fact[Any]]]:
    numbers = ("0", "0.00", "92.50", "100", "0.00000001", "100000000000000", "1E+2", "12345678.1234567", "20.10")
    for text in ODD:
        yield "regulasi", Fact[str](nilai="sk", bukti=(Evidence(judul=text, nomor=text, pemegang=text),))
    for number in numbers:
        yield "pengaduan", Fact[Decimal].model_construct(nilai=Decimal(number), bukti=())
        yield "kemanfaatan", Fact[Benefit].model_construct(nilai=Benefit(basis="a", nilai=Decimal(number)), bukti=())
    yield "pengaduan", Fact[str](nilai="tidak-ada")
    yield "sdm", Fact[int](nilai=0)
    yield "rkpd", Fact[tuple[int, ...]](nilai=(2024, 2025))
    yield "rkpd", Fact[tuple[int, ...]](nilai=())
    yield "video", Fact[int](bukti=(Evidence(judul="Video", tanggal=PartialDate("2025-07"), tautan="https://a.go.id"),))


def test_odd_letters_and_numbers_have_one_mark(tmp_path: Path) -> None:
    """Signs that JSON escapes, letters typed in two ways, numbers with zeros and with exponents."""
    facts = list(_odd_facts())
    found = _marks(tmp_path, [{key: as_seen(fact)} for key, fact in facts])
    assert found == [{key: fingerprint(fact)} for key, fact in facts]


def test_numbers_of_the_api_have_the_same_mark(tmp_path: Path) -> None:
    """Where a number comes as JSON's own, not as text, its mark is the same."""
    numbers = ("0", "92.5", "0.1", "350", "99999999999999.9", "0.00000001", "123456789012345")
    facts = [Fact[Decimal].model_construct(nilai=Decimal(number), bukti=()) for number in numbers]
    found = _marks(tmp_path, [{"pengaduan": {"nilai": float(fact.nilai or 0), "bukti": []}} for fact in facts])
    assert found == [{"pengaduan": fingerprint(fact)} for fact in facts]


Change = Mapping[str, Verification]
NOTES = (
    "Nomor SK belum tercantum.",
    "Satu \"dua\" 'tiga' \\ # empat: {lima}",
    "- bukan butir",
    "ya",
    "2026-01-01",
    "é " + "panjang sekali " * 12,
    "x" * 200,
    "Baca hal. 2: belum ditandatangani, dan seterusnya [lihat] " + "kata " * 20,
)


class Files:
    """Makes review files in the normal form, with comments everywhere, and verdicts to lay into them."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def verdict(self) -> Verification:
        """Make a verdict."""
        wrong = self.chance.random() < 0.4
        mark = self.chance.choice((f"{self.chance.getrandbits(64):016x}", "1111111111111111", "00000000000001e5"))
        return Verification(
            putusan="tidak-sesuai" if wrong else "sesuai",
            sidik=mark,
            tanggal=date(2026, 1, 1) + timedelta(self.chance.randrange(400)),
            catatan=" ".join(self.chance.choice(NOTES).split()) if wrong and self.chance.random() < 0.8 else None,
        )

    def verdicts(self) -> dict[str, Verification]:
        """Make verdicts on some indicators."""
        return {key: self.verdict() for key in self.chance.sample(KEYS, self.chance.randint(1, 6))}

    def former(self) -> str | None:
        """Write a file as it may stand: none, nothing but comments, or in the normal form with comments."""
        if self.chance.random() < 0.1:
            return self.chance.choice((None, "", "# hanya catatan\n", "# satu\n\n# dua"))
        text = edited(None, self.verdicts()) if self.chance.random() < 0.8 else "# tanpa putusan\n"
        text += "pelaporan:\n  tanggal: 2026-08-20\n" if self.chance.random() < 0.5 else ""
        text += "hasil:\n  skor: 71.50\n  sumber:\n    - judul: Surat\n" if self.chance.random() < 0.5 else ""
        normal = tidy(self._commented(text), Review).text if text.count("\n") > 2 else None
        text = normal or text
        return text.replace("\n", "\r\n") if self.chance.random() < 0.1 else text

    def _commented(self, text: str) -> str:
        lines: list[str] = []
        for number, line in enumerate(text.split("\n")):
            space = line[: len(line) - len(line.lstrip())]
            if line and self.chance.random() < 0.2:
                lines += [""] * self.chance.randint(0, 1) + [f"{space}# di atas {number}"]
            beside = re.fullmatch(r"\s*[a-z_]+:(?: [\w.-]+)?", line) and self.chance.random() < 0.2
            lines.append(f"{line}  # di samping {number}" if beside else line)
            if line and self.chance.random() < 0.1:
                lines.append(f"{' ' * self.chance.choice((0, 2, 4))}# di bawah {number}")
        return "\n".join(lines)


def _plain(verdict: Verification) -> dict[str, str]:
    found = {"putusan": verdict.putusan, "sidik": verdict.sidik, "tanggal": verdict.tanggal.isoformat()}
    return {**found, **({"catatan": verdict.catatan} if verdict.catatan else {})}


def _reviewed(folder: Path, tried: list[tuple[str | None, dict[str, Any]]]) -> list[str | None]:
    body = """
import { reviewed } from "./desk/verdicts.js";
import * as yaml from "./yaml.js";
told(tried.map(([text, changes]) => reviewed(text, changes, checks, yaml)));
"""
    found: list[str | None] = run_modules(folder, body, tried=tried)
    return found


def _as_python(text: str | None, verdicts: Change) -> str | None:
    try:
        return edited(text, verdicts)
    except Unsure:
        return None


def test_the_file_is_what_verify_writes(tmp_path: Path, *, deep: bool) -> None:
    """Byte for byte, for a new file, for one with nothing but comments, and for any in its normal form."""
    files = Files(24)
    tried = [(files.former(), files.verdicts()) for _ in range(5_000 if deep else 60)]
    found = _reviewed(tmp_path, [(text, {"verifikasi": _all(verdicts)}) for text, verdicts in tried])
    differing = [
        (text, wanted, given)
        for (text, verdicts), given in zip(tried, found, strict=True)
        if (wanted := _as_python(text, verdicts)) != given
    ]
    assert differing == []
    assert sum("# di " in (text or "") for text, _ in tried) > len(tried) / 3


def _all(verdicts: Change) -> dict[str, dict[str, str]]:
    return {key: _plain(verdict) for key, verdict in verdicts.items()}


@pytest.mark.parametrize("note", [None, NOTES[1]])
def test_every_way_of_writing_a_review_is_kept(tmp_path: Path, note: str | None) -> None:
    """Whatever style a person used, the verdicts are in it, and every comment and other value is still there."""
    verdict = Verification(putusan="sesuai", sidik="f" * 16, tanggal=date(2026, 7, 14), catatan=note)
    verdicts = {"video": verdict, "sdm": verdict}
    texts = [*STYLES.values(), EXISTING]
    found = _reviewed(tmp_path, [(text, {"verifikasi": _all(verdicts)}) for text in texts])
    for before, after in zip(texts, found, strict=True):
        assert after is not None, before
        wanted = _read(before).verifikasi | verdicts
        assert _read(after) == _read(before).model_copy(update={"verifikasi": wanted})
        assert not Counter(_comments(before)) - Counter(_comments(after))
        assert ("\r\n" in before) == ("\r\n" in after)


def _read(text: str) -> Review:
    parsed = parse(text.removeprefix("\ufeff"), "", known_keys(Review))
    found = decode(parsed.top, Review, "", {}).record if parsed.top else Review()
    assert found is not None
    return found


def _comments(text: str) -> list[str]:
    return re.findall(r"(?m)(?:^|(?<=\s))#[^{}\r\n]*$", text)


def test_a_comment_without_a_place_is_left_to_hands(tmp_path: Path) -> None:
    """A comment within brackets would be lost, and a file that cannot be read is not written over."""
    verdict = {"verifikasi": _all({"video": Files(1).verdict()})}
    bracket = "verifikasi: {video: {putusan: sesuai,  # dicoba\n  sidik: 1111111111111111, tanggal: 2026-06-30}}\n"
    texts = [bracket, "verifikasi: [\n", "- satu\n", "a: 1\n---\nb: 2\n"]
    assert _reviewed(tmp_path, [(text, verdict) for text in texts]) == [None] * len(texts)


def test_a_submission_is_laid_in_as_the_model_orders(tmp_path: Path, *, deep: bool) -> None:
    """The day on which it was entered at the Ministry stands where the normal form has it."""
    files = Files(7)
    entry = Entries([(Scalar("tanggal", START), Scalar("2026-08-21", START))], START)
    fresh = Entries([(Scalar("pelaporan", START), entry)], START)
    texts = [
        text for _ in range(2_000 if deep else 40) if (text := files.former()) and ":" in text and "\r" not in text
    ]
    found = _reviewed(tmp_path, [(text, {"pelaporan": {"tanggal": "2026-08-21"}}) for text in texts])
    for text, given in zip(texts, found, strict=True):
        assert given == with_values(text, Review, fresh, [("pelaporan",)])


CONCLUDED = """
import { Decisions } from "./desk/decisions.js";
import * as yaml from "./yaml.js";
const out = [];
for (const [text, outcome, verdicts] of cases) {
  const files = new Map(), path = "periods/2026/reviews/contoh.yaml", listeners = [];
  const bundle = {
    onChange: (told) => listeners.push(told), files: () => [...files.values()], dropFile: (path) => files.delete(path),
    setFile: (file) => files.set(file.path, file), original: async () => text === null ? null : { text, base: "0" },
  };
  const fakta = Object.keys(verdicts).map((kunci) => ({ kunci, nilai: "sk", bukti: [] }));
  const record = { nama: "Contoh", berkas: path, ditelaah: text !== null, dimasukkan: null, fakta };
  const started = () => new Decisions(bundle, yaml, { ...kit, tulis: checks }, { ...checks, bentuk }, () => {});
  const decisions = started();
  await decisions.add([record]);
  if (text === null) decisions.submit([record], "2026-08-21");
  decisions.conclude([record], outcome);
  if (fakta.length) decisions.decide(fakta.map((fact) => [record, fact]), "sesuai");
  await decisions.work;
  const file = files.get(path), again = started();
  await again.add([record]);
  const read = again.of(record).hasil ?? null;
  while (decisions.steps.length) decisions.undo();
  await decisions.work;
  out.push([file?.text ?? null, read, files.size]);
}
told(out);
"""
OUTCOMES: tuple[dict[str, Any], ...] = (
    {"skor": "71.50", "keputusan": "Diterima: lihat lampiran # 2", "sumber": [{"judul": "Surat Kementerian"}]},
    {"keputusan": " ".join(["Tidak dinilai karena bukti ganda."] * 6)},
    {"skor": "80"},
)


def _concluded(folder: Path, cases: Sequence[tuple[str | None, Mapping[str, Any], Mapping[str, Any]]]) -> list[Any]:
    kit = {"jenis": FACT_KINDS, "zona": "Asia/Jakarta"}
    found: list[Any] = run_modules(folder, CONCLUDED, cases=cases, kit=kit, bentuk=shape_of(Review).as_json())
    return found


def test_an_outcome_is_laid_in_and_all_else_stays(tmp_path: Path, *, deep: bool) -> None:
    """It is read back as meant, by the desk too; other lines and comments are as they were; undone, nothing waits."""
    files = Files(11)
    cases: list[tuple[str, dict[str, Any], dict[str, Any]]] = []
    for number in range(600 if deep else 20):
        text = files.former()
        if text and "hasil" not in text:
            cases.append((text, OUTCOMES[number % len(OUTCOMES)], {}))
    assert len(cases) > 10
    for (text, outcome, _), (after, read, left) in zip(cases, _concluded(tmp_path, cases), strict=True):
        assert _read(after).hasil == Outcome.model_validate(outcome)
        assert _read(after) == _read(text).model_copy(update={"hasil": _read(after).hasil})
        lines = Counter(line.rstrip("\r") for line in text.splitlines())
        assert not lines - Counter(line.rstrip("\r") for line in after.splitlines())
        assert not Counter(_comments(text)) - Counter(_comments(after))
        assert (read, left) == (outcome, 0)


def test_a_new_review_with_an_outcome_is_in_the_normal_form(tmp_path: Path) -> None:
    """Together with the day of its entry, and where verdicts come in the same file."""
    cases: list[tuple[str | None, dict[str, Any], dict[str, Any]]] = [
        (None, outcome, verdicts) for outcome in OUTCOMES for verdicts in ({}, {"regulasi": True})
    ]
    for (_, outcome, verdicts), (text, read, left) in zip(cases, _concluded(tmp_path, cases), strict=True):
        assert tidy(text, Review).text == text
        found = _read(text)
        assert found.pelaporan
        assert set(found.verifikasi) == set(verdicts)
        assert (read, left) == (outcome, 0)


def test_an_outcome_that_was_published_is_corrected(tmp_path: Path) -> None:
    """Only the line that changed is written anew, with the comment beside it."""
    text = "# Arsip\npelaporan:\n  tanggal: 2026-08-20\nhasil:\n  skor: 70  # lisan\n  sumber:\n    - judul: Surat\n"
    ((after, _, left),) = _concluded(tmp_path, [(text, {"skor": "71.5", "sumber": [{"judul": "Surat"}]}, {})])
    assert after == text.replace("skor: 70", "skor: 71.5")
    assert left == 0

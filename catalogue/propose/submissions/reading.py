"""A text that somebody sent becomes a submission, or all that is wrong with it, each at its place."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Generic, TypeVar

from catalogue.common.findings import START, Finding, Place, Severity, Span, arrange, closest, count, fault
from catalogue.model import Innovation, Record
from catalogue.model.submission import AgencyAnswers, Bundle, Way
from catalogue.propose.submissions.carried import Carried, Line, carried, heads, whole_line
from catalogue.propose.tidy import tidy
from catalogue.read.catalogue import UNASSIGNED, Catalogue
from catalogue.read.characters import decode_bytes, split_lines
from catalogue.read.decode import Spans, decode, known_keys
from catalogue.read.files import Location, Source, locate, to_source
from catalogue.read.yaml import Mapping as Document
from catalogue.read.yaml.nodes import parse

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32, which has no letter that is read as a digit."""


def receipt_number(text: str) -> str:
    """Return the number of a text; ends of lines, blanks at their ends and blank lines at the end don't count."""
    lines = (line.rstrip() for line in split_lines(unicodedata.normalize("NFC", text)))
    return number_of("\n".join(lines).rstrip("\n").encode("utf-8", "surrogatepass"))


def number_of(content: bytes) -> str:
    """Return the number of a file that is no text."""
    bits = int.from_bytes(hashlib.sha256(content).digest()[:5])
    letters = "".join(LETTERS[bits >> shift & 31] for shift in range(35, -1, -5))
    return f"{letters[:4]}-{letters[4:]}"


RecordType = TypeVar("RecordType", bound=Record)
HEADERS = ("kiriman", "berkas", "dasar", "jabatan", "pengganti")
"""What the comments at the head of a record may say."""
HEADER = re.compile(rf"#\s*({'|'.join(HEADERS)})\s*:\s*(.*?)\s*", re.IGNORECASE)
BUNDLE = re.compile(r"kiriman[ ]*:[ ]*meja", re.IGNORECASE)
AGAIN = "Buka lagi catatan itu dengan tombol Perbaiki pada halamannya, lalu kirim dari sana."


@dataclass(frozen=True)
class Body(Generic[RecordType]):
    """What a submission says: its text in normal form, its nodes and record, and where each value arrived."""

    text: str
    top: Document
    record: RecordType
    spans: Spans


@dataclass(frozen=True)
class _Sent(Generic[RecordType]):
    """What every submission has."""

    name: str
    number: str
    body: Body[RecordType]

    def place(self, *path: str | int) -> Place:
        """Return where a value of it stands."""
        return Place(self.name, self.body.spans.nearest(path) if path else START)


@dataclass(frozen=True)
class RecordSubmission(_Sent[Innovation]):
    """A whole record; `base` marks the published file that it began with, `office` is who sent it."""

    path: str
    base: str = ""
    office: str = ""
    replaces: bool = False
    remarks: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class AnswerSubmission(_Sent[AgencyAnswers]):
    """The answers of an agency about its records."""

    remarks: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class BundleSubmission(_Sent[Bundle]):
    """The coordinator's own files, and what it `received`, each with the way on which it came."""

    received: tuple[tuple[Way, RecordSubmission | AnswerSubmission], ...] = ()
    remarks: tuple[Finding, ...] = ()


Submission = RecordSubmission | AnswerSubmission | BundleSubmission
Rules = Callable[[str, str], Iterable[Finding]]
"""Tells what is found in a file of the catalogue, by its path, that has this text."""


def read_submission(
    text: str | bytes, catalogue: Catalogue, name: str = "kiriman", rules: Rules | None = None
) -> Submission | tuple[Finding, ...]:
    """Read what was sent, however it came; what is wrong with it is returned in its place.

    With `rules` that includes what they find in a record that has faulty values.
    """
    source = _source(text, name)
    if isinstance(source, Finding):
        return (source,)
    taken = carried(source.text)
    if taken is None:
        return (_nothing(name),)
    refused = tuple(_refused(taken, name))
    if refused:
        return refused
    remarks = [*source.faults, *taken.told(name)]
    head = next(line.text for line in heads(taken))
    if head.startswith("#"):
        return _record(taken, remarks, catalogue, name, rules)
    return (_bundle if BUNDLE.fullmatch(head) else _answers)(taken, remarks, catalogue, name)


def _source(text: str | bytes, name: str) -> Source | Finding:
    """Return the text within the limits of a file; what Notepad calls Unicode is read as it is meant."""
    content = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    decoded, encoding, _ = decode_bytes(content)
    if encoding == "UTF-16":
        content = decoded.removeprefix("\ufeff").encode("utf-8", "surrogatepass")
    return to_source(Location("innovation", name, "", "", 0), content)


def _nothing(name: str) -> Finding:
    help = (
        "Kirim lagi dari formulir usulan atau halaman OPD, utuh dari baris pertama. Kiriman catatan diawali baris "
        "`# kiriman: catatan`, jawaban diawali `kiriman: jawaban`."
    )
    return fault("berkas-tidak-terbaca", Place(name), "teks ini tidak memuat kiriman katalog", help)


def _refused(taken: Carried, name: str) -> Iterator[Finding]:
    """Yield what keeps anybody from telling where the submission begins and ends."""
    if taken.torn:
        message = "baris ini terputus dari kutipan di atasnya, sehingga belum jelas apakah bagian kiriman"
        help = "Salin kiriman dari pesan aslinya, bukan dari kutipan balasan, atau kirim sebagai berkas."
        yield fault("berkas-tidak-terbaca", Place(name, whole_line(taken.torn)), message, help)
    for line in heads(taken)[1:]:
        help = "Jadikan tiap kiriman satu berkas, lalu masukkan semuanya sekaligus."
        yield fault("dokumen-ganda", Place(name, whole_line(line)), "di sini mulai kiriman kedua", help)


def _number(taken: Carried, name: str, remarks: list[Finding]) -> str:
    """Return the number of what arrived; tell where the message around it names another."""
    number = receipt_number(taken.text)
    if taken.numbers and number not in taken.numbers:
        message = f"pesan ini menyebut nomor {taken.numbers[0]}, sedangkan isi yang sampai bernomor {number}"
        help = "Isinya berubah di jalan. Bandingkan dengan pengirimnya, atau minta dikirim sebagai berkas."
        remarks.append(Finding("bentuk-salah", Severity.PERINGATAN, Place(name), message, help))
    return number


def _answers(
    taken: Carried, remarks: list[Finding], catalogue: Catalogue, name: str
) -> AnswerSubmission | tuple[Finding, ...]:
    body, found = _body(taken, AgencyAnswers, catalogue, name)
    number = _number(taken, name, remarks)
    told = tuple(arrange([*remarks, *found]))
    return told if body is None or count(told, Severity.GALAT) else AnswerSubmission(name, number, body, told)


def _bundle(
    taken: Carried, remarks: list[Finding], catalogue: Catalogue, name: str
) -> BundleSubmission | tuple[Finding, ...]:
    """Read a bundle to the letter: what its files hold is nobody's to mend on the way."""
    parsed = parse(taken.text, name, exact=True)  # without known keys, which its files hold too
    found = [_placed(one, taken) for one in parsed.findings]
    if parsed.top is None or count(found, Severity.GALAT):
        return tuple(arrange([*remarks, *found]))
    decoded = decode(parsed.top, Bundle, name, catalogue.vocabularies)
    number = _number(taken, name, remarks)
    found += [_placed(one, taken) for one in decoded.findings]
    spans = _spans(decoded.spans, taken)
    received: list[tuple[Way, RecordSubmission | AnswerSubmission]] = []
    for index, item in enumerate(decoded.record.diterima if decoded.record else ()):
        inner = read_submission(item.isi, catalogue, f"{name}: diterima {index + 1}")
        if isinstance(inner, BundleSubmission):
            message = "kiriman dari meja tidak dapat dimuat dalam kiriman lain"
            place = Place(name, spans.nearest(("diterima", index)))
            found.append(fault("bentuk-salah", place, message, "Masukkan kiriman itu tersendiri."))
        elif isinstance(inner, tuple):
            found += inner
        else:
            received.append((item.lewat, inner))
    told = tuple(arrange([*remarks, *found]))
    if decoded.record is None or count(told, Severity.GALAT):
        return told
    body = Body(taken.text, parsed.top, decoded.record, spans)
    return BundleSubmission(name, number, body, tuple(received), told)


def _record(
    taken: Carried, remarks: list[Finding], catalogue: Catalogue, name: str, rules: Rules | None
) -> RecordSubmission | tuple[Finding, ...]:
    head = sum(1 for _ in takewhile(lambda line: not line.text.strip() or line.text.startswith("#"), taken.lines))
    headers, faults = _headers(taken.lines[:head], name)
    kept = [line for line in taken.lines[:head] if not HEADER.fullmatch(line.text)]
    own = replace(taken, lines=(*kept, *taken.lines[head:]))
    body, found = _body(own, Innovation, catalogue, name)
    path = headers.get("berkas", "").replace("\\", "/").strip("`'\" ")
    faults += _path_faults(path, catalogue, Place(name, whole_line(heads(taken)[0])))
    number = _number(taken, name, remarks)
    if body is None and rules and not faults:
        told_by_rules = rules(path, "".join(f"{line.text}\n" for line in own.lines))
        placed = (_placed(replace(one, place=Place(name, one.place.span), related=None), own) for one in told_by_rules)
        known = {(one.rule, one.place.span.line) for one in found}
        found += (one for one in placed if (one.rule, one.place.span.line) not in known)
    told = tuple(arrange([*remarks, *found, *faults]))
    if body is None or count(told, Severity.GALAT):
        return told
    return RecordSubmission(
        name=name,
        number=number,
        body=body,
        path=path,
        base=headers.get("dasar", "").lower(),
        office=headers.get("jabatan", ""),
        replaces=headers.get("pengganti", "").casefold() == "ya",
        remarks=told,
    )


ALLOWED: Mapping[str, tuple[Callable[[str], object], str]] = {
    "dasar": (re.compile("[0-9a-fA-F]{16}").fullmatch, "enam belas angka dan huruf a sampai f"),
    "pengganti": (re.compile("ya|tidak", re.IGNORECASE).fullmatch, "`ya` atau `tidak`"),
}
"""What must be true of a header, and how it is written."""


def _headers(lines: Iterable[Line], name: str) -> tuple[dict[str, str], list[Finding]]:
    """Read the comments at the head, each once."""
    found: dict[str, str] = {}
    faults: list[Finding] = []
    for line in lines:
        match = HEADER.fullmatch(line.text)
        if not match or not match[2]:
            continue
        key, value, place = match[1].lower(), match[2], Place(name, whole_line(line))
        allowed, form = ALLOWED.get(key, (None, ""))
        if key in found:
            faults.append(fault("kunci-ganda", place, f"`# {key}:` ditulis dua kali", AGAIN))
        elif allowed and not allowed(value):
            faults.append(fault("penulisan-salah", place, f"`{value[:40]}` bukan isi `# {key}:`, yaitu {form}", AGAIN))
        found.setdefault(key, value)
    return found, faults


def _path_faults(path: str, catalogue: Catalogue, place: Place) -> list[Finding]:
    """Say what is wrong with the path that a record is to have."""
    location = locate(path)
    if not path or location is None or location.kind != "innovation":
        found = f"`{path[:120]}` bukan letak catatan inovasi" if path else "kiriman ini tidak menyebut letak berkasnya"
        help = "Tulis baris `# berkas: innovations/<opd>/<nama>.yaml`, dengan huruf kecil, angka, dan tanda hubung."
        return [fault("letak-berkas", place, found, help)]
    if location.opd in catalogue.opds or location.opd == UNASSIGNED:
        return []
    match = closest(location.opd, {id: (one.record.nama,) for id, one in catalogue.opds.items()})
    help = f"Mungkin maksudnya `{match}`." if match else "Pilih OPD dari daftar pada formulir, lalu kirim lagi."
    return [fault("opd-tidak-dikenal", place, f"`{location.opd}` bukan OPD yang terdaftar", help)]


def _body(
    taken: Carried, model: type[RecordType], catalogue: Catalogue, name: str
) -> tuple[Body[RecordType] | None, list[Finding]]:
    """Read the lines as a document of a model; a fault of syntax with a certain mend is mended and told."""
    known = known_keys(model)
    text, emptied = _without_empty_quotes(taken, known.all, name)
    parsed, tidied = parse(text, name, known), tidy(text, model)
    lost = count(parsed.findings, Severity.GALAT)
    found = [*emptied, *(_placed(one, taken) for one in parsed.findings)]
    if lost and tidied.text is None:
        return None, found
    if lost and tidied.text is not None:
        found = [_mended(one) for one in found]
        parsed = parse(tidied.text, name, known)
    if parsed.top is None:
        return None, found
    decoded = decode(parsed.top, model, name, catalogue.vocabularies)
    spans = _spans(decoded.spans, None if lost else taken)
    found += [replace(one, place=Place(name, START)) if lost else _placed(one, taken) for one in decoded.findings]
    if decoded.record is None:
        return None, found
    return Body(tidied.text or text, parsed.top, decoded.record, spans), found


def _mended(finding: Finding) -> Finding:
    return replace(finding, severity=Severity.PERINGATAN, message=f"{finding.message}; dibaca menurut perbaikan ini")


EMPTY_QUOTES = re.compile(r"(\s*(?:- )?([a-z_]+):)\s*[\u201c\u201d\u201e\u2018\u2019]{2}\s*")


def _without_empty_quotes(taken: Carried, keys: Iterable[str], name: str) -> tuple[str, list[Finding]]:
    """Read a pair of printed quotes around nothing as the empty field that it was before a phone changed it."""
    lines, found = [], list[Finding]()
    for line in taken.lines:
        match = EMPTY_QUOTES.fullmatch(line.text)
        if match and match[2] in keys:
            message, help = (
                f"`{match[2]}` hanya berisi tanda kutip; dibaca sebagai kosong",
                "Biarkan bila memang kosong.",
            )
            found.append(Finding("kutip-janggal", Severity.PERINGATAN, Place(name, whole_line(line)), message, help))
        lines.append(match[1] if match and match[2] in keys else line.text)
    return "\n".join(lines) + "\n", found


def _placed(finding: Finding, taken: Carried) -> Finding:
    """Place a finding where its line arrived."""
    related = finding.related and replace(finding.related, span=_span(finding.related.span, taken))
    return replace(finding, place=replace(finding.place, span=_span(finding.place.span, taken)), related=related)


def _span(span: Span, taken: Carried) -> Span:
    lines = taken.lines
    if not lines:
        return span
    first, last = (lines[min(number, len(lines)) - 1] for number in (span.line, span.end_line))
    return Span(first.number, span.column + first.cut, last.number, span.end_column + last.cut)


def _spans(spans: Spans, taken: Carried | None) -> Spans:
    """Place the values where their lines arrived; of a mended text nobody knows where."""
    if taken is None:
        return Spans()
    parts = (
        {path: _span(span, taken) for path, span in known.items()} for known in (spans.values, spans.keys, spans.empty)
    )
    return Spans(*parts)

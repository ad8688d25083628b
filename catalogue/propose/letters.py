"""What the coordinator signs or takes to a meeting: letters, the table, the minutes, the annex of the decree.

They are Word files filled in: `{{nama}}` becomes a text, and a row with `{{baris.nama}}` one row for each item.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.dom.minidom import Node, parseString
from xml.parsers.expat import ExpatError

from catalogue.assess.counting import confirmed
from catalogue.assess.result import STEP_NAMES, VERDICTS
from catalogue.build import Build
from catalogue.common.indonesian import day_text, partial_date_text
from catalogue.model import Opd
from catalogue.propose.open_round import Work
from catalogue.propose.reminder_texts import LETTER, coordinator, deadline, how, task_text
from catalogue.propose.reminders import Reminder, head_of_office, ruler_of
from catalogue.read.catalogue import InnovationEntry, name_key

LETTER_FILE, MEETING, MINUTES, ANNEX = "surat", "rapat", "notulen", "lampiran-sk"
TEMPLATES = (LETTER_FILE, MEETING, MINUTES, ANNEX)
"""The names of the templates; those after the first make one document each."""
NEEDS = 6
"""So many needs of one innovation are named in a letter."""
LISTED = "Inovasi yang tercatat dan yang masih perlu dilengkapi adalah sebagai berikut."
WAITS = "Menunggu konfirmasi OPD"


def letters(build: Build, items: Sequence[Reminder], templates: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Make the letter to each agency, with its name; raise WrongTemplate, which names the template."""
    for item in items:
        yield f"{LETTER_FILE}-{item.opd}.docx", _filled(LETTER_FILE, templates, letter(build, item))


def papers(build: Build, items: Sequence[Reminder], templates: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Make what is on all agencies: table, minutes, annex; `items` are all reminders. Raise WrongTemplate."""
    for name, values in ((MEETING, meeting(build, items)), (MINUTES, minutes(build, items)), (ANNEX, annex(build))):
        yield f"{name}.docx", _filled(name, templates, values)


def _filled(name: str, templates: Mapping[str, bytes], values: Values) -> bytes:
    try:
        return fill(templates[name], values)
    except WrongTemplate as fault:
        raise WrongTemplate(f"templates/surat/{name}.docx {fault}") from None


def letter(build: Build, item: Reminder) -> Values:
    """Give the letter to one agency what it says, with its records and what each lacks."""
    rows = [_record(number, work) for number, work in enumerate(item.works, 1)]
    return {
        **_office(build),
        "yth": item.head,
        "opd": item.name,
        "tugas": f"{task_text(item.first, LETTER)}. {how(item, LETTER)}",
        "batas_waktu": deadline(build, item, LETTER),
        "alamat": f"Isian OPD: {item.address}" if item.address else "",
        "pengantar": LISTED if rows else "Belum ada inovasi yang tercatat.",
        "inovasi": rows,
    }


def _record(number: int, work: Work) -> Row:
    if not work.confirmed and work.state.step == "diberitakan":
        return {
            **_named(number, work),
            "kurang": "Jawaban OPD: benar, diperbaiki, atau bukan milik OPD ini",
            "dokumen": "",
        }
    needs = [need for need in work.next.needs if need.actor == "OPD"][:NEEDS] if work.next else []
    return {
        **_named(number, work),
        "kurang": " ".join(need.text for need in needs) or "Tidak ada",
        "dokumen": "; ".join(dict.fromkeys(need.document.rstrip(".") for need in needs if need.document)),
    }


def _named(number: int, work: Work) -> Row:
    return {"no": str(number), "nama": work.inovasi.nama, "langkah": STEP_NAMES[work.state.step]}


def meeting(build: Build, items: Sequence[Reminder]) -> Values:
    """Give the table for a meeting all obliged agencies: step, what is missing, until when, who."""
    return {**_office(build), "keadaan": _standing(build), "opd": _agencies(build, items)}


def minutes(build: Build, items: Sequence[Reminder]) -> Values:
    """Give the minutes the standing of the day and what each agency is asked to do."""
    asked = {build.catalogue.opds[item.opd].record.nama for item in items}
    rows = [row for row in _agencies(build, items) if row["nama"] in asked]
    return {
        **_office(build),
        "keadaan": _standing(build),
        "opd": [{**row, "no": str(n)} for n, row in enumerate(rows, 1)],
    }


def _agencies(build: Build, items: Sequence[Reminder]) -> list[Row]:
    asked = {item.opd: item for item in items}
    obliged = build.assessment.obliged
    return [
        _agency(number, build.catalogue.opds[state.opd].record, state.step, asked.get(state.opd))
        for number, state in enumerate(obliged, 1)
    ]


def _agency(number: int, record: Opd, step: str | None, item: Reminder | None) -> Row:
    missing = task_text(item.first, LETTER) if item else "tidak ada"
    due = day_text(item.due.selesai) if item and item.due else "belum ditetapkan" if item else ""
    return {
        "no": str(number),
        "nama": record.nama,
        "langkah": STEP_NAMES[step] if step else "belum ada",
        "kurang": missing[:1].upper() + missing[1:],
        "batas": due,
        "siapa": head_of_office(record.nama),
    }


def _standing(build: Build) -> str:
    found = Counter(state.why for state in build.assessment.obliged)
    told = [f"{VERDICTS[why].lower()}: {found[why]}" for why in VERDICTS if found[why]]
    number, day = len(build.assessment.obliged), day_text(build.today)
    return f"Dari {number} OPD wajib, menurut keadaan per {day}: {'; '.join(told)}."


def annex(build: Build) -> Values:
    """Give the annex of the decree every innovation that counts; one that nobody confirmed is marked."""
    states = build.assessment.innovations
    found = [entry for id, entry in build.catalogue.innovations.items() if states[id].counts]
    found.sort(key=lambda entry: (build.opd_link(entry.opd).text, name_key(entry)))
    waiting = sum(not confirmed(entry.record) for entry in found)
    note = f"{waiting} dari {len(found)} inovasi belum dikonfirmasi OPD dan tidak ditetapkan sebelum dibenarkan."
    return {
        **_office(build),
        "catatan": note if waiting else "",
        "inovasi": [_listed(build, number, entry) for number, entry in enumerate(found, 1)],
    }


def _listed(build: Build, number: int, entry: InnovationEntry) -> Row:
    record = entry.record
    return {
        "no": str(number),
        "nama": record.nama,
        "opd": build.opd_link(entry.opd).text,
        "bentuk": build.named("bentuk", record.bentuk),
        "mulai": partial_date_text(record.waktu_penerapan) if record.waktu_penerapan else "",
        "keterangan": "" if confirmed(record) else WAITS,
    }


def _office(build: Build) -> dict[str, str]:
    """Return what stands on every document: letterhead, place, day, round, who signs."""
    region, name = build.catalogue.region, _coordinating(build)
    contact = region.kontak
    ways = (contact.alamat, contact.telepon and f"Telepon {contact.telepon}", contact.surel) if contact else ()
    return {
        "pemerintah": region.pemerintah.upper(),
        "kantor": name.upper(),
        "alamat_kantor": ", ".join(way for way in ways if way),
        "tempat": region.nama_pendek,
        "daerah": region.nama,
        "kepala_daerah": ruler_of(region.nama).upper(),
        "tanggal": day_text(build.today),
        "tahun_surat": str(build.today.year),
        "putaran": str(build.period.tahun),
        "program": region.program.nama,
        "penanda_tangan": head_of_office(name),
    }


def _coordinating(build: Build) -> str:
    """Return the full name of the coordinating office, as its own record has it."""
    word = build.catalogue.region.koordinator
    names = (
        entry.record.nama
        for entry in build.catalogue.opds.values()
        if word in (entry.record.singkatan, entry.record.nama)
    )
    return next(names, coordinator(build))


PLACEHOLDER = re.compile(r"\{\{\s*(?P<list>[a-z_]+\.)?(?P<name>[a-z_]+)\s*\}\}")
PARTS = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")
DAY = (1980, 1, 1, 0, 0, 0)
"""The time that every part of the archive bears, so that equal content makes equal bytes."""

Tree = Any
"""A part of the document: that of a kind which is asked for has every member that the standard names."""
Row = Mapping[str, str]
Values = Mapping[str, str | Sequence[Row]]


class WrongTemplate(ValueError):
    """A template cannot be filled in; the message says why, in Indonesian."""


def fill(template: bytes, values: Values) -> bytes:
    """Fill in a template; a paragraph of empty values goes, and a table without rows. Raise WrongTemplate."""
    made = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                content = old.read(name)
                part = zipfile.ZipInfo(name, DAY)
                part.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(part, _part(content, values) if PARTS.fullmatch(name) else content)
    except (zipfile.BadZipFile, ExpatError):
        raise WrongTemplate("bukan berkas Word .docx yang utuh; ambil lagi versi terakhirnya dari Git") from None
    return made.getvalue()


def _part(content: bytes, values: Values) -> bytes:
    document: Tree
    with parseString(content) as document:  # noqa: S318 - a template is a file of this repository
        done = set(_repeated(document, values))
        for paragraph in list(document.getElementsByTagName("w:p")):
            if paragraph not in done:
                _write(paragraph, values, {}, "")
        encoded: bytes = document.toxml(encoding="UTF-8", standalone=True)
    return encoded


def _repeated(document: Tree, values: Values) -> Iterator[Tree]:
    """Write each row or paragraph that names a list once for each item, and yield the paragraphs that are done."""
    for block in [*document.getElementsByTagName("w:tr"), *document.getElementsByTagName("w:p")]:
        if not (first := _list_in(block)):
            continue
        named = first["list"].rstrip(".")
        rows = values.get(named)
        if not isinstance(rows, Sequence) or isinstance(rows, str):
            raise WrongTemplate(_unknown(first, values))
        for row in rows:
            copy = block.cloneNode(deep=True)
            block.parentNode.insertBefore(copy, block)
            for paragraph in _paragraphs(copy):
                _write(paragraph, values, row, named)
                yield paragraph
        table = block.parentNode
        table.removeChild(block)
        if not rows and table.tagName == "w:tbl":
            table.parentNode.removeChild(table)


def _list_in(block: Tree) -> re.Match[str] | None:
    """Return the first placeholder of a block that names a list."""
    found = (match for p in _paragraphs(block) for match in PLACEHOLDER.finditer(_text(p)))
    return next((match for match in found if match["list"]), None)


def _paragraphs(block: Tree) -> list[Tree]:
    return [block] if block.tagName == "w:p" else list(block.getElementsByTagName("w:p"))


def _text(paragraph: Tree) -> str:
    return "".join(_content(node) for node in paragraph.getElementsByTagName("w:t"))


def _content(node: Tree) -> str:
    return "".join(child.data for child in node.childNodes if child.nodeType == Node.TEXT_NODE)


def _write(paragraph: Tree, values: Values, row: Row, named: str) -> None:
    """Put the values into a paragraph, whose text Word may have cut into pieces anywhere."""
    pieces = list(paragraph.getElementsByTagName("w:t"))
    text = "".join(map(_content, pieces))
    found = list(PLACEHOLDER.finditer(text))
    if not found:
        return
    said = [(match.span(), _value(match, values, row, named)) for match in found]
    for piece, new in zip(pieces, _said_in([_content(piece) for piece in pieces], said), strict=True):
        _set(piece, new)
    alone = not PLACEHOLDER.sub("", text).strip() and not any(value for _, value in said)
    if alone and paragraph.parentNode.tagName != "w:tc":
        paragraph.parentNode.removeChild(paragraph)


def _value(match: re.Match[str], values: Values, row: Row, named: str) -> str:
    source: Mapping[str, Any] = row if match["list"] else values
    value = source.get(match["name"]) if match["list"] in (None, f"{named}.") else None
    if not isinstance(value, str):
        raise WrongTemplate(_unknown(match, values))
    return value


def _said_in(pieces: Sequence[str], said: Sequence[tuple[tuple[int, int], str]]) -> Iterator[str]:
    """Return the pieces anew: a value stands in the piece in which its placeholder began."""
    start = 0
    for piece in pieces:
        kept, at = [], start
        end = start + len(piece)
        for (first, last), value in said:
            if last <= at or first >= end:
                continue
            kept.append(piece[at - start : max(first, at) - start])
            kept.append(value if start <= first else "")
            at = min(last, end)
        yield "".join([*kept, piece[at - start :]])
        start = end


def _set(piece: Tree, text: str) -> None:
    while piece.firstChild:
        piece.removeChild(piece.firstChild)
    piece.setAttribute("xml:space", "preserve")
    clean = "".join(sign for sign in " ".join(text.split("\n")) if sign >= " " or sign == "\t")
    piece.appendChild(piece.ownerDocument.createTextNode(clean))


def _unknown(found: re.Match[str], values: Values) -> str:
    plain = [name for name, value in values.items() if isinstance(value, str)]
    rows = [(name, value[0]) for name, value in values.items() if not isinstance(value, str) and value]
    known = ", ".join([*plain, *(f"{name}.{key}" for name, row in rows for key in row)])
    return f"memuat isian `{found[0]}` yang tidak dikenal; pakai salah satu dari: {known}"

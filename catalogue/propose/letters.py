"""What the coordinator signs or takes to a meeting: letters, the table, the minutes, the annex of the decree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from catalogue.assess.counting import confirmed
from catalogue.assess.result import STEP_NAMES, VERDICTS
from catalogue.build import Build
from catalogue.common.indonesian import day_text, partial_date_text
from catalogue.model import Opd
from catalogue.propose.reminder_texts import LETTER, coordinator, deadline, how, task_text
from catalogue.propose.reminders import Reminder, head_of_office, ruler_of
from catalogue.propose.word_templates import Row, Values, WrongTemplate, fill
from catalogue.propose.work import Work
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

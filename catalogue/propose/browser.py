"""What the browser needs to check as `check` does, and to read what was sent: shapes, words, patterns, phrases.

Nothing is written down twice: the patterns are those of the rules, put into the writing of JavaScript.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import create_model

from catalogue.assess import design_parts, design_text
from catalogue.check import RULES, links, people, privacy, records, texts
from catalogue.common.findings import CLEAR_LEAD, GOOD_ENOUGH, LONG_ENOUGH, PART
from catalogue.common.indonesian import MONTHS
from catalogue.common.phrases import PHRASES
from catalogue.model import Innovation, Record, Vocabulary, grammar
from catalogue.model.reference.shapes import Shape, shape_of
from catalogue.model.submission import NUMBER, AgencyAnswers
from catalogue.model.types import SLUG
from catalogue.propose import package
from catalogue.propose.submissions import carried, reading
from catalogue.propose.submissions.landing import MANNERS
from catalogue.propose.submissions.reading import AGAIN
from catalogue.propose.tidy import fresh
from catalogue.read import characters, file_faults
from catalogue.read.decode_faults import LISTED, OTHER_NAMES
from catalogue.read.yaml.faults import BULLETS

WORD = r"\p{L}\p{N}_"
"""What Python takes for a letter of a word."""

SYMBOL_FONTS = range(0xF000, 0xF100)
"""Where fonts of symbols have their signs."""

CLASSES = {r"[^\W_]": r"[\p{L}\p{N}]", r"[\W_]": r"[^\p{L}\p{N}]"}
"""Letters and digits, and what is neither, in the writing of both."""

PATTERNS: Mapping[str, re.Pattern[str]] = {
    "alamat": privacy.ADDRESS,
    "nik": privacy.NIK,
    "nip": privacy.NIP,
    "ponsel": privacy.MOBILE,
    "telepon": privacy.PHONE_KEY,
    "surel": privacy.MAIL,
    "surel_samar": privacy.DISGUISED,
    "gelar": people.DEGREE,
    "pangkat": people.RANK,
    "jabatan": people.POST,
    "badan": people.BODY,
    "badan_bernama": people.NAMED_BODY,
    "badan_tempat": people.PLACED,
    "kata_turunan": people.DERIVED,
    "kata_kantor": people.COMMON,
    "nama_lazim": people.LIKELY,
    "kata_nama": people.WORD,
    "bagian_nama": people.PARTS,
    "tempat": people.PLACE,
    "penghubung": people.AND,
    "pindaian": privacy.SCANS,
    "acara": privacy.CEREMONY,
    "daftar_orang": privacy.LISTS,
    "tautan": texts.LINK,
    "tautan_teks": records.LINK_TARGET,
    "gambar": texts.IMAGE,
    "semu": grammar.NOTHING,
    "sisa": grammar.PLACEHOLDER,
    "satuan": grammar.UNITS,
    "nama_hari": grammar.DAY_NAME,
    "tengah_malam": grammar.NO_TIME,
    "dua_arti": grammar.EITHER,
    "tahun_ke_tahun": grammar.YEARS,
    "tahun_pendek": grammar.SHORT_YEAR,
    "alamat_polos": grammar.BARE_ADDRESS,
    "contoh": texts.RESERVED,
    "kata_alamat": design_text.ADDRESS,
    "kata_nomor": design_text.NUMBERING,
    "kata_rancang": design_text.TOKEN,
    "pengisi": design_text.FILLER,
    "judul_bagian": design_parts.HEADING,
    "sisa_judul": design_parts.REST,
    "bagian_kosong": design_parts.NOTHING,
    "tersembunyi": characters.HIDDEN,
    "kendali": characters.CONTROL,
    "bukan_polos": fresh.NOT_PLAIN,
    "bukan_dalam_kurung": fresh.NOT_IN_BRACKETS,
    "bukan_teks": fresh.NO_TEXT,
    "asing": characters.STRAY,
    "serupa": file_faults.MIXED,
    "kata_daftar": fresh.WORD,
    "blok": fresh.BLOCK,
}


def browser_checks(vocabularies: Mapping[str, Vocabulary]) -> dict[str, Any]:
    """Return everything that the checks of one record in a browser are made from."""
    shape = shape_of(Innovation)
    return {
        "bentuk": shape.as_json(),
        "kosakata": {
            name: [[word.id, word.nama] for word in vocabularies[name].butir]
            for name in sorted(vocabularies_of(shape))
            if name in vocabularies
        },
        "kalimat": dict(PHRASES),
        "aturan": {rule.id: [rule.severity.label, rule.title, rule.mend] for rule in RULES.values()},
        "pola": {name: javascript(pattern) for name, pattern in PATTERNS.items()},
        "daftar": {
            "kantor": links.OFFICE_ENDINGS,
            "pemendek": sorted(links.SHORTENERS),
            "penyedia": sorted(privacy.PROVIDERS),
            "provinsi": sorted(privacy.PROVINCES),
            "skema": sorted(records.SAFE_SCHEMES),
            "markdown": records.MARKDOWN_FIELDS,
            "prosa": texts.PROSE,
            "nama_lain": OTHER_NAMES,
            "penyimpanan": links.DRIVES,
            "bulan": MONTHS,
            "nama_bulan": grammar.MONTH_NAMES,
            "spasi": sorted(characters.SPACES),
        },
        "aksara": {
            "nama": file_faults.NAMES,
            "arah": file_faults.DIRECTION,
            "serupa": characters.LOOKALIKES,
            "lambang": {sign: meant for sign in map(chr, SYMBOL_FONTS) if (meant := characters.symbol_meant(sign))},
        },
        "batas": {
            "slug": rf"(?!{grammar.RESERVED}$)(?=.{{1,{grammar.LONGEST_NAME}}}$){SLUG}",
            "butir": BULLETS,
            "disebut": LISTED,
            "pendek": texts.SHORT,
            "perempuan": privacy.WOMEN,
            "lebar": fresh.WIDTH,
            "excel": {
                "berkas": package.FILE_LIMIT,
                "isi": package.UNPACKED_LIMIT,
                "bagian": package.PARTS_LIMIT,
                "baris": package.ROWS,
                "kolom": package.COLUMNS,
            },
        },
        "rancangan": {
            "bagian": [
                [part, names, javascript(re.compile(design_parts.SPOKEN[part]))]
                for part, names in design_parts.PARTS.items()
            ],
            "pengisi": sorted(design_text.LOREM),
            "ukuran": [design_text.RUN, design_text.SLIPS, design_text.POOREST, design_text.COPIED],
            "judul": [design_parts.PLAIN, design_parts.LONGEST],
        },
        "saran": [GOOD_ENOUGH, CLEAR_LEAD, PART, LONG_ENOUGH],
    }


WRITING = ("bukan_polos", "bukan_dalam_kurung", "bukan_teks", "kata_daftar", "blok", "kendali", "tersembunyi")


def writing_checks() -> dict[str, Any]:
    """Return what a browser needs to write a value into a file as `tidy` does, and nothing else."""
    return {"pola": {name: javascript(PATTERNS[name]) for name in WRITING}, "batas": {"lebar": fresh.WIDTH}}


def vocabularies_of(shape: Shape) -> set[str]:
    """Return the names of the closed lists that a shape refers to."""
    inner = [*shape.fields, *([shape.item] if shape.item else [])]
    return {name for part in inner for name in vocabularies_of(part)} | ({shape.vocabulary} - {""})


def javascript(pattern: re.Pattern[str]) -> list[str]:
    """Return a pattern and its flags as `RegExp` of JavaScript takes them, with the same matches."""
    flags = "gu" + ("i" if pattern.flags & re.IGNORECASE else "") + ("m" if pattern.flags & re.MULTILINE else "")
    text = pattern.pattern.removeprefix("(?i)").replace("(?P<", "(?<")
    return [re.sub(r"\[\^?\\W_\]|\\.|\[|\]", _Writer(), text, flags=re.DOTALL), flags]


class _Writer:
    """Rewrites what the two languages read differently, minding whether it stands within a class of characters."""

    def __init__(self) -> None:
        self.inside = False

    def __call__(self, match: re.Match[str]) -> str:
        sign = match[0]
        if sign in CLASSES:
            return CLASSES[sign]
        if sign in ("[", "]"):
            self.inside = sign == "["
            return sign
        if sign == r"\b":
            return f"(?:(?<=[{WORD}])(?![{WORD}])|(?<![{WORD}])(?=[{WORD}]))"
        named = {r"\w": WORD, r"\d": r"\p{Nd}"}
        if sign in named:
            return named[sign] if self.inside else f"[{named[sign]}]"
        if sign == r"\W":
            return f"[^{WORD}]"
        return sign if re.match(r"[\^$\\.*+?()\[\]{}|/sSnrtuxDB-]", sign[1]) else sign[1]


CARRIERS = {
    "mulai": carried.BEGIN,
    "kepala": carried.OWN_HEAD,
    "ke_atas": carried.UPWARD,
    "kunci": carried.KEY,
    "bukan_kalimat": carried.NO_PROSE,
    "penunjuk": reading.HEADER,
    "kutip_kosong": reading.EMPTY_QUOTES,
}
"""The patterns that take a submission out of a message, by the names under which scripts know them."""
HEAD = "kiriman"
"""The key that only says that answers are answers."""


def submission_checks() -> dict[str, Any]:
    """Return what a browser needs to read a submission, besides the checks of a record."""
    return {
        "pola": {name: javascript(pattern) for name, pattern in CARRIERS.items()},
        "nomor": NUMBER,
        "ulangi": AGAIN,
        "potongan": [carried.SHORTEST, carried.LONGEST],
        "jawaban": _answers(),
        "cara": dict(MANNERS),
    }


def _answers() -> dict[str, Any]:
    """Return the shape of answers without what says that they are some."""
    fields: dict[str, Any] = {
        name: (info.annotation, info) for name, info in AgencyAnswers.model_fields.items() if name != HEAD
    }
    return shape_of(create_model("Answers", __base__=Record, **fields)).as_json()

"""A catalogue in which every text is an attack: what a script, a template or a spreadsheet might take for its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin

import yaml
from pydantic import BaseModel

from catalogue.build import settings
from catalogue.common.findings import Severity
from catalogue.model import Ecosystem, Examples, Opd, Period, Region, Rubric, Vocabulary
from catalogue.model.reference.tables import flat, unwrap
from catalogue.model.types import LONG, InVocabulary, web_address
from catalogue.pipeline import Loaded, load
from catalogue.publish.states import build_site
from tests.built import DAY, SITE_URL
from tests.records import Maker
from tests.trees import HERE, KOTA

PAYLOADS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</template><script>alert(1)</script>",
    "</noscript><script>alert(1)</script>",
    "--><script>alert(1)</script><!--",
    "<!--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script/x>alert(1)</script\t>",
    "<script src=data:text/javascript,alert(1)></script>",
    "<script type=module>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    "<img/src=x/onerror=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "'><img src=x onerror=alert(1)>",
    "`><img src=x onerror=alert(1)>",
    '" onfocus=alert(1) autofocus tabindex=1 x="',
    "' onfocus=alert(1) autofocus tabindex=1 x='",
    '" onmouseover="alert(1)',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<math href='javascript:alert(1)'>CLICK</math>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<iframe src=javascript:parent.alert(1)></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><button>kirim</button></form>",
    "<input onfocus=alert(1) autofocus>",
    "<video><source onerror=alert(1)></video>",
    "<style>@import 'javascript:alert(1)';</style>",
    '<p style="animation-name:x" onanimationstart=alert(1)>',
    "<base href='//jahat.example/'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//jahat.example/a.css>",
    "<a href=javascript:alert(1)>klik</a>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "[klik](javascript:alert(1))",
    "[klik](JaVaScRiPt:alert%281%29)",
    "[klik](java&#10;script:alert(1))",
    "[klik](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[klik](vbscript:alert(1))",
    '![x](x"onerror=alert(1)//)',
    "![x](https://jahat.example/jejak.png)",
    "<javascript:alert(1)>",
    "[a]: javascript:alert(1)\n\n[a]",
    '[klik](https://contoh.example/"onclick="alert(1))',
    "`<img src=x onerror=alert(1)>` ``</code><script>alert(1)</script>``",
    "{{ 7 * 191 }} {% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }} ${7*191} #{7*191} <%= 7*191 %>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;img src=x onerror=alert(1)&#62;",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e \\x3cimg src=x onerror=alert(1)\\x3e",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    "=cmd|'/c calc'!A1 @SUM(1+1)*cmd|'/c calc'!A1",
    "::error file=x::y%0A::set-output name=a::b",
)
"""Ways to make text run: those of the published collections, and those that suit what our own output is made of."""

MEANT = {"kata", "nilai", "zona_waktu", "isian", "isian_wajib"}
"""Texts with which the program reckons, so that others there are faults or change what it does."""


AGENCIES, PACK, SHORT = 5, 3, 300


@cache
def _vocabularies() -> Mapping[str, Vocabulary]:
    catalogue = load(HERE / "mini").catalogue
    assert catalogue
    return catalogue.vocabularies


class Attacker(Maker):
    """Makes records with every field filled, and every free text of them an attack."""

    def __init__(self, seed: int, packed: bool = True) -> None:
        super().__init__(seed, _vocabularies())
        self.number_of = seed
        self.packed = packed

    def text(self, notes: list[Any]) -> str:
        return self.attack(notes) or super().text(notes)

    def attack(self, notes: list[Any]) -> str:
        """Return as many attacks as there is room for, beginning with this record's own; nothing for a closed text."""
        if any(isinstance(note, InVocabulary) or getattr(note, "pattern", None) for note in notes):
            return ""
        start = PAYLOADS[self.number_of % len(PAYLOADS)]
        if any(getattr(note, "func", None) is web_address for note in notes):
            return "https://contoh.example/" + "".join(start.split())
        room = min([LONG, *(note.max_length for note in notes if getattr(note, "max_length", None))])
        text = start[:room]
        for step in range(1, len(PAYLOADS) if self.packed or room > SHORT else 1):
            more = f"{text}\n\n{PAYLOADS[(self.number_of + step) % len(PAYLOADS)]}"
            text = more if len(more) <= room else text
        return text

    def infect(self, annotation: Any, value: Any, notes: list[Any]) -> Any:
        """Replace every free text in what YAML holds of a record."""
        core, more = unwrap(annotation)
        notes = [*flat([*more, *notes])]
        if isinstance(core, type) and issubclass(core, BaseModel):
            kept = {name: value[name] for name in MEANT & value.keys()}
            fields = core.model_fields
            new = {
                name: self.infect(fields[name].annotation, part, list(fields[name].metadata))
                for name, part in value.items()
            }
            return {**new, **kept}
        if get_origin(core) is tuple:
            return [self.infect(get_args(core)[0], item, []) for item in value]
        if get_origin(core) is dict:
            return {name: self.infect(get_args(core)[1], item, []) for name, item in value.items()}
        return (self.attack(notes) or value) if core is str else value


OWN = {"ekosistem": Ecosystem, "contoh-daerah-lain": Examples}
"""The files whose model is not that of their folder."""


def write_hostile(root: Path, packed: bool = True) -> None:
    """Write a catalogue in which every free text is an attack.

    `packed` puts several attacks into one short text; otherwise each has an innovation of its own.
    """
    for folder, model in (("rubrics", Rubric), ("periods/2026", Period), ("vocabularies", Vocabulary)):
        base = KOTA if folder != "periods/2026" else HERE / "mini"
        for number, file in enumerate(sorted((base / folder).glob("*.yaml"))):
            if file.stem != "padanan":
                kind = OWN.get(file.stem, model)
                _put(root / folder / file.name, Attacker(number).infect(kind, _read(file), []))
    region = _read(HERE / "mini/region.yaml")
    own = {name: region[name] for name in ("alamat", "repositori") if name in region}  # others are refused
    infected = Attacker(0).infect(Region, region, [])
    _put(
        root / "region.yaml", {**{key: infected[key] for key in infected if key not in ("alamat", "repositori")}, **own}
    )
    for number in range(AGENCIES):
        agency = Attacker(number).record(Opd, 1)
        agency.pop("induk")
        _put(root / f"opd/dinas-{number}.yaml", {**agency, "wajib": "ya"})
    for number in range(0, len(PAYLOADS), PACK if packed else 1):
        innovation = {**Attacker(number, packed).innovation(), "alamat_lama": [f"lama-{number}"]}
        _put(root / f"innovations/dinas-{number % AGENCIES}/serangan-{number:02}.yaml", innovation)


def publish_hostile(place: Path, packed: bool) -> None:
    """Publish the hostile catalogue with its faults passed over, as if every rule had been outwitted."""
    root, site = place / "root", place / "site"
    write_hostile(root, packed)
    loaded = load_hostile(root)
    assert loaded.catalogue
    names = "".join(entry.record.nama for entry in loaded.catalogue.innovations.values())
    assert [payload for payload in PAYLOADS if payload not in names] == []
    assert {found.rule for found in loaded.findings if found.severity is Severity.GALAT} == {"tautan-teks"}
    given = settings(loaded, root, date.fromisoformat(DAY), {"SITE_URL": SITE_URL})
    site.mkdir()
    build_site(replace(loaded, findings=()), given, root, site, lambda message: None)


def load_hostile(root: Path) -> Loaded:
    """Read the hostile catalogue."""
    return load(root, day=lambda zone: date.fromisoformat(DAY))


def _read(file: Path) -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), yaml.CBaseLoader)


def _put(file: Path, record: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    form: dict[str, Any] = {"allow_unicode": True, "sort_keys": False, "default_style": '"', "width": 10_000}
    text = yaml.dump(record, Dumper=yaml.CSafeDumper, **form)
    file.write_text(text, encoding="utf-8")

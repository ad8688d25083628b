"""Our finished site as a site of Hugo: the same records, with what only we can work out in their front matter."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from bench import DAY

HERE = Path(__file__).parent
HOME = HERE.parent
Fields = dict[str, Any]
COPIED = {".yaml", ".png", ".webp", ".svg", ".css", ".js", ".woff2"}
"""Endings of files that a build only copies, so that Hugo copies them too: YAML, pictures drawn before, assets."""
NESTED = {"kematangan", "kematangan_skor", "langkah", "sidik", "sumber"}
"""What has tables of its own beside that of the innovations."""
ALIKE = 3
"""So many similar innovations stand on the page of each."""


def write_hugo(site: Path, folder: Path) -> None:
    """Write what our API and our data files say as content, data and static files, beside what is in `hugo/`."""
    shutil.copytree(HERE / "hugo", folder)
    api, year, content = site / "api" / "v1", DAY[:4], folder / "content"
    for answers in ("kepatuhan", "indeks"):
        shutil.copytree(api / answers, folder / "data" / answers)
    compliance = _json(api / "kepatuhan" / f"{year}.json")
    for file in (api / "kepatuhan").glob("*.json"):
        for section in ("kepatuhan", "indeks", "rubrik"):
            _put(content / section / f"{file.stem}.md", _page({"title": file.stem}))
    whole = _json(api / "inovasi.json")
    rubric = _yaml(HOME / "rubrics" / f"iid-{year}.yaml")
    labels = {file.stem: _yaml(file).get("butir", []) for file in sorted((HOME / "vocabularies").glob("*.yaml"))}
    for name, value in _data(whole, rubric, labels, compliance).items():
        _put(folder / "data" / f"{name}.json", json.dumps(value, ensure_ascii=False))
    _write_records(content, whole["inovasi"], rubric, {word["id"]: word["slug"] for word in labels["urusan"]}, year)
    _write_agencies(content, _json(api / "opd.json")["opd"], compliance)
    _write_terms(content, labels, whole["inovasi"])
    _write_prose(content)
    shutil.copytree(site, folder / "static", ignore=_made)


def change(fields_of: Path, number: int) -> None:
    """Change one sentence of a record, whichever form it is written in."""
    text = fields_of.read_text(encoding="utf-8")
    for mark in ("ringkasan: ", '"ringkasan": '):
        text = text.replace(f'{mark}"', f'{mark}"Perubahan ke-{number}: ', 1)
    fields_of.write_text(text, encoding="utf-8")


def _data(whole: Fields, rubric: Fields, labels: Mapping[str, list[Fields]], compliance: Fields) -> dict[str, Any]:
    """Return what layouts look up: the rubric's texts, the names of words, the columns of the table."""
    texts = {
        **{name: rubric[name] for name in ("indikator", "formulir")},
        "nama": {item["id"]: item["nama"] for item in rubric["indikator"]},
        "isian": {item["isian"]: item["nama"] for item in rubric["formulir"] if "isian" in item},
        "langkah": [{"id": id, "teks": text} for id, text in compliance.get("aturan_langkah", {}).items()],
    }
    names: Fields = {name: {} for name in (*texts["nama"], "waktu_penerapan")}
    names |= {list.replace("-", "_"): {word["id"]: word.get("nama", "") for word in labels[list]} for list in labels}
    flat = [name for name in whole["inovasi"][0] if name not in NESTED]
    columns = {"inovasi": flat, "indikator": list(texts["nama"])}
    head = {name: value for name, value in whole.items() if name != "inovasi"}
    return {"rubrik": texts, "label": names, "kolom": columns, "kepala": head}


def _write_records(content: Path, records: Iterable[Fields], rubric: Fields, slugs: Fields, year: str) -> None:
    by_theme: dict[str, list[str]] = defaultdict(list)
    for record in records:
        by_theme[record["tema"][0]].append(record["id"])
    for record in records:
        near = by_theme[record["tema"][0]]
        place = near.index(record["id"])
        front = {
            "title": record["nama"],
            "description": record["ringkasan"],
            "date": record.get("dicatat"),
            "lastmod": record.get("diubah"),
            "tema": record["tema"],
            "urusan": [slugs[record["urusan_utama"]]],
            **_judged(record, rubric, year),
            "serupa": (near[place + 1 :] + near[:place])[:ALIKE],
            "rekam": {name: value for name, value in record.items() if name != "rancang_bangun"},
        }
        _put(content / "inovasi" / f"{record['id']}.md", _page(front, record["rancang_bangun"]))


def _judged(record: Fields, rubric: Fields, year: str) -> Fields:
    """Return what only we can work out; levels have the rubric's texts, and are taken in turn rather than weighed."""
    levels, following = {}, {}
    for number, item in enumerate(rubric["indikator"]):
        reached = (number + len(record["nama"])) % 3 + 1 if record["kematangan"].get(item["id"]) else 0
        texts = {int(level["level"]): level["teks"] for level in item["level"]}
        if reached:
            levels[item["id"]] = {"tingkat": reached, "bunyi": texts.get(reached, ""), "periksa": "Belum diperiksa"}
        if reached + 1 in texts:
            following[item["id"]] = {"tingkat": reached + 1, "bunyi": texts[reached + 1], "tambahan": item["bobot"]}
    empty = [name for name in rubric["profil"]["isian_wajib"] if not record.get(name)]
    must = {item["id"]: item["nama"] for item in rubric["indikator"] if item.get("wajib") == "ya"}
    ladder = {
        "layak": [_condition("OPD", f"Isian profil {name.replace('_', ' ')} belum diisi.") for name in empty],
        "lengkap": [_condition("OPD", f"{must[id]}: fakta dan bukti", id, met=id in levels) for id in must],
        "terverifikasi": [_condition("Bappeda", f"{must[id]}: menunggu pemeriksaan.", id) for id in must],
    }
    return {
        "langkah": record["langkah"][year],
        "skor": record["kematangan_skor"][year],
        "tingkat": levels,
        "berikutnya": following,
        "kosong": empty,
        "tangga": ladder,
        "syarat": [item for item in (*ladder["layak"], *ladder["lengkap"]) if not item["terpenuhi"]],
        "menunggu": 0 if record["kematangan_skor"][year]["terverifikasi"] else len(levels),
    }


def _condition(who: str, text: str, indicator: str = "", *, met: bool = False) -> Fields:
    return {"siapa": who, "teks": text, "indikator": indicator, "terpenuhi": met}


def _write_agencies(content: Path, agencies: Iterable[Fields], compliance: Fields) -> None:
    own = {agency["id"]: agency["inovasi"] for agency in agencies}
    standing = {row["id"]: row for row in compliance["opd"]}
    for agency in agencies:
        units = [id for unit in agency["unit"] for id in own.get(unit, [])]
        front = {"title": agency["nama"], "kepatuhan": standing.get(agency["id"], {}), "rekam": agency}
        _put(content / "opd" / f"{agency['id']}.md", _page({**front, "inovasi": [*agency["inovasi"], *units]}))


def _write_terms(content: Path, labels: Mapping[str, list[Fields]], records: Iterable[Fields]) -> None:
    used = {id for record in records for id in (*record["tema"], record["urusan_utama"])}
    for taxonomy in ("tema", "urusan"):
        for word in labels[taxonomy]:
            front = {"title": word["nama"], "keterangan": word.get("keterangan", "")}
            if word["id"] in used:
                _put(content / taxonomy / str(word.get("slug", word["id"])) / "_index.md", _page(front))


def _write_prose(content: Path) -> None:
    for folder in ("panduan", "tentang"):
        for file in sorted((HOME / "docs" / folder).glob("*.md")):
            name = "_index" if file.stem == "index" else file.stem
            _put(content / folder / f"{name}.md", _page({"title": file.stem}, file.read_text(encoding="utf-8")))


def _made(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if Path(name).suffix not in COPIED and Path(folder, name).is_file()]


def _page(front: Fields, text: str = "") -> str:
    return f"{json.dumps(front, ensure_ascii=False, indent=1)}\n\n{text}\n"


def _json(file: Path) -> Any:
    return json.loads(file.read_bytes())


def _yaml(file: Path) -> Fields:
    """Read a data file with every value as text."""
    fields: Fields = yaml.load(file.read_bytes(), Loader=yaml.CBaseLoader)
    return fields


def _put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")

"""What may happen to a catalogue, its program and its surroundings between two builds, each chosen by chance.

A change may also do nothing, or leave the catalogue with faults; then a build has to say so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from tests.trees import small_picture
from tests.workplace import Workplace, write_in

RECORDS = "innovations/*/*.yaml"


def put(place: Workplace, file: Path | None, *keys: str) -> None:
    """Begin one of the texts that stand in a file under these keys with another number."""
    if file:
        text = file.read_text(encoding="utf-8")
        texts = re.finditer(rf"(?m)^ *(?:- )?(?:{'|'.join(keys)}): (?P<number>(?:Nomor \d+ )?)(?=\w)", text)
        if found := list(texts):
            start, end = place.chance.choice(found).span("number")
            file.write_text(f"{text[:start]}Nomor {place.number()} {text[end:]}", encoding="utf-8")


def set_to(file: Path | None, key: str, value: str) -> None:
    """Give a key at the top of a file another value, or add it."""
    if file:
        lines = file.read_text(encoding="utf-8").splitlines()
        kept = [line for line in lines if not line.startswith(f"{key}:")]
        file.write_text("\n".join([*kept, f"{key}: {value}", ""]), encoding="utf-8")


def own(place: Workplace, name: str) -> Path:
    """Return a file of the catalogue; one that it takes from the program becomes its own."""
    file = place.root / name
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        file.write_bytes((place.program / name).read_bytes())
    return file


def change_record(place: Workplace) -> None:
    """Say something else in a sentence of an innovation."""
    put(place, place.pick(RECORDS), "ringkasan", "tujuan", "manfaat", "nama", "judul", "unit", "alamat")


def change_fact(place: Workplace) -> None:
    """State another fact of an innovation, by which its steps and scores may move."""
    facts = {
        "tahapan": ("inisiatif", "uji-coba", "penerapan"),
        "urusan_utama": ("1.01", "1.02", "1.03", "2.11"),
        "waktu_penerapan": ("2024-05", "2025", "2021-07-01"),
        "status": ("aktif", "dikembangkan", "berhenti"),
        "tema": ("[kesehatan]", "[kota-cerdas, kesehatan]", "[]"),
        "video": ("https://video.example/satu", "https://video.example/dua"),
        "status_data": ("dikonfirmasi-opd", "sumber-publik"),
    }
    key = place.chance.choice(sorted(facts))
    set_to(place.pick(RECORDS), key, place.chance.choice(facts[key]))


def change_evidence(place: Workplace) -> None:
    """Change a number that some innovation states, or that of a document, so that a verdict may no longer fit."""
    if file := place.pick(RECORDS):
        text, number = file.read_text(encoding="utf-8"), place.number(60)
        pattern = place.chance.choice((r"(?m)^(    nilai: )\d+$", r"(nomor: 000\.9/)\d+"))
        file.write_text(re.sub(pattern, rf"\g<1>{number}", text, count=1), encoding="utf-8")


def add_record(place: Workplace) -> None:
    """Record a new innovation, a small one or one like another."""
    name = f"inovasi-{place.number(99999)}"
    folder = place.chance.choice(sorted((place.root / "innovations").iterdir()))
    text = f"nama: {name.title()}\nringkasan: Layanan baru bagi warga.\nstatus_data: dikonfirmasi-opd\n"
    like = place.pick(RECORDS)
    if like and place.number(2):
        text = re.sub(r"(?m)^(?:alamat_lama|foto|terkait):.*\n(?:  .*\n)*", "", like.read_text(encoding="utf-8"))
        text = re.sub(r"\Anama: ", f"nama: Nomor {place.number()} ", text)
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def rename_record(place: Workplace) -> None:
    """Give an innovation another address, and sometimes leave a trace of the old one."""
    if file := place.pick("innovations/*/inovasi-*.yaml"):
        if place.number(2):
            set_to(file, "alamat_lama", f"[{file.stem}]")
        file.rename(file.with_name(f"inovasi-{place.number(99999)}.yaml"))


def move_record(place: Workplace) -> None:
    """Hand an innovation over to another agency."""
    folder = place.chance.choice(sorted((place.root / "innovations").iterdir()))
    if (file := place.pick(RECORDS)) and not list(file.parent.glob("*.png")):
        file.rename(folder / file.name)


def delete_record(place: Workplace) -> None:
    """Delete an innovation that nothing refers to."""
    if file := place.pick("innovations/*/inovasi-*.yaml"):
        file.unlink()


def change_photo(place: Workplace) -> None:
    """Give an innovation a photograph, or another one under the same name."""
    if file := place.pick(RECORDS):
        photo = file.with_name(f"{file.stem}.png")
        about = f"\n  - berkas: {photo.name}\n    teks_alternatif: Petugas di teras rumah.\n    sumber: Dinas"
        if not photo.exists():
            set_to(file, "foto", about)
        photo.write_bytes(small_picture(".png", place.number(20) + 4))


def change_agency(place: Workplace) -> None:
    """Call an agency something else, or oblige it or not."""
    key, value = place.chance.choice((("singkatan", f"S{place.number()}"), ("wajib", "ya"), ("wajib", "tidak")))
    set_to(place.pick("opd/*.yaml"), key, value)


def add_agency(place: Workplace) -> None:
    """Found an agency, sometimes below another, or dissolve one that was founded so."""
    if (found := place.pick("opd/opd-*.yaml")) and place.number(2):
        found.unlink()
        return
    text = f"nama: Dinas Nomor {place.number()}\njenis: dinas\nwajib: ya\nurusan: [1.03]\nstatus: tersumber\n"
    above = "induk: dinas-kesehatan\n" if place.number(2) else ""
    (place.root / "opd" / f"opd-{place.number()}.yaml").write_text(text + above, encoding="utf-8")


def change_review(place: Workplace) -> None:
    """Move the day on which an innovation was reported, or turn a verdict round."""
    file = place.pick("periods/*/reviews/*.yaml")
    write_in(file, "tanggal: 2026-08-2", f"tanggal: 2026-08-{place.number(2) + 1}")
    if place.number(2):
        old, new = place.chance.sample(("putusan: sesuai", "putusan: tidak-sesuai\n    catatan: Belum jelas."), 2)
        write_in(file, old, new)


def add_review(place: Workplace) -> None:
    """Enter an innovation in the Ministry's application, or take the entry back."""
    if file := place.pick(RECORDS):
        review = place.root / "periods" / "2026" / "reviews" / file.name
        if review.exists() and place.number(2):
            review.unlink()
        elif not review.exists():
            review.write_text("pelaporan:\n  tanggal: 2026-08-15\n", encoding="utf-8")


def change_period(place: Workplace) -> None:
    """Move a deadline, the target's step, or what is for everyone to see."""
    file = place.pick("periods/*/period.yaml")
    match place.number(4):
        case 0:
            write_in(file, "selesai: 2026-08-", f"selesai: 2026-08-{place.number(2) + 1}0 #")
        case 1:
            write_in(file, "  langkah: ", f"  langkah: {place.chance.choice(('tercatat', 'layak', 'lengkap'))} #")
        case 2:
            set_to(file, "publikasi", f"{{kematangan: {place.chance.choice(('ya', 'tidak'))}}}")
        case _:
            set_to(file, "target_rpjmd", f"{{nilai: {place.number(60) + 20}}}")


def add_period(place: Workplace) -> None:
    """Open the next year, or close it again."""
    file = place.root / "periods" / "2027" / "period.yaml"
    if file.exists():
        file.unlink()
        file.parent.rmdir()
        return
    text = (place.root / "periods" / "2026" / "period.yaml").read_text(encoding="utf-8")
    file.parent.mkdir()
    file.write_text(re.sub(r"(?<!\.)\b202([4-6])", lambda year: f"202{int(year[1]) + 1}", text), encoding="utf-8")


def change_rubric(place: Workplace) -> None:
    """Call the rubric or an indicator something else, or weigh one otherwise."""
    file = own(place, f"rubrics/iid-{place.chance.choice((2026, 2026, 2027))}.yaml")
    if place.number(2):
        put(place, file, "nama")
    else:
        write_in(file, "kata_minimum: ", f"kata_minimum: {place.chance.choice((100, 300, 400))} # ")


def change_vocabulary(place: Workplace) -> None:
    """Rename a word of a closed list, or add words that mean the same."""
    name = place.chance.choice(("tema", "urusan", "padanan", "singkatan"))
    file = own(place, f"vocabularies/{name}.yaml")
    if name == "padanan":
        file.write_text(file.read_text(encoding="utf-8") + f"  - [obat, ramuan{place.number()}]\n", encoding="utf-8")
    else:
        put(place, file, "nama", "keterangan")


def change_template(place: Workplace) -> None:
    """Change what every page shows, or a page of one kind."""
    names = ("base.html", "innovation.html", "agency.html", "home.html", "assets/style.css", "assets/search.js")
    file = place.program / "templates" / place.chance.choice(names)
    mark = "\n" if file.suffix == ".html" else f"/* {place.number()} */\n"
    file.write_text(file.read_text(encoding="utf-8") + mark, encoding="utf-8")


def change_program(place: Workplace) -> None:
    """Change a comment of the program: nobody can tell whether it means anything."""
    file = place.chance.choice(sorted((place.program / "catalogue").rglob("*.py")))
    file.write_text(file.read_text(encoding="utf-8") + f"# {place.number()}\n", encoding="utf-8")


def change_prose(place: Workplace) -> None:
    """Write one more paragraph into a page of prose."""
    file = place.chance.choice(sorted((place.program / "docs").rglob("*.md")))
    file.write_text(file.read_text(encoding="utf-8") + f"\nKalimat {place.number()}.\n", encoding="utf-8")


def change_example(place: Workplace) -> None:
    """Change an example of a rule, which its page shows with the report."""
    file = place.chance.choice(sorted((place.program / "tests" / "cases").rglob("buruk*.yaml")))
    file.write_bytes(file.read_bytes() + f"# {place.number()}\n".encode())  # not all of them are UTF-8


def change_region(place: Workplace) -> None:
    """Say something else of whose catalogue this is."""
    choices = {
        "nama_pendek": (f"Mini {place.number()}",),
        "resmi": ("ya", "tidak"),
        "koordinator": ("Bappeda", "Balitbang"),
        "alamat": ("https://mini.example/katalog/", "https://mini.example/"),
    }
    key = place.chance.choice(sorted(choices))
    set_to(place.root / "region.yaml", key, place.chance.choice(choices[key]))


def change_ecosystem(place: Workplace) -> None:
    """Call the ecosystem, a sector or a connection something else."""
    put(place, own(place, "ekosistem.yaml"), "nama")


def change_day(place: Workplace) -> None:
    """Build on another day."""
    place.day = f"{place.chance.choice((2026, 2026, 2027))}-{place.number(12) + 1:02}-{place.number(28) + 1:02}"


def change_surroundings(place: Workplace) -> None:
    """Publish at another address, or be told something else of the open proposals and of dead links."""
    if place.number(3) == 0:
        place.settings["SITE_URL"] = f"https://contoh.example/{place.chance.choice(('', 'a/', 'b/'))}"
        return
    if place.number(2):
        links = place.folder / "links.json"
        failed = {"since": "2026-05-01", "last": "2026-06-01", "times": place.number(5) + 1, "reason": "404"}
        links.write_text(json.dumps({"https://jdih.example/112": failed}), encoding="utf-8")
        place.settings["LINKS_FILE"] = str(links)
        return
    file = place.folder / "proposals.json"
    about = {"title": f"Usulan {place.number()}", "createdAt": "2026-05-30T20:30:00Z", "isDraft": False}
    files = [{"path": path.relative_to(place.root).as_posix()} for path in [place.pick(RECORDS)] if path]
    pull = {"number": 1, **about, "reviewDecision": "", "statusCheckRollup": [], "files": files}
    file.write_text(json.dumps([pull] * place.number(2)), encoding="utf-8")
    place.settings["PROPOSALS_FILE"] = str(file)


def touch(place: Workplace) -> None:
    """Write a file again as it is."""
    if file := place.pick("**/*.yaml"):
        file.write_bytes(file.read_bytes())


def go_back(place: Workplace) -> None:
    """Put back all files of the catalogue as they were at some time, without saying so in the history."""
    commits = place.git("rev-list", "HEAD").split()
    place.commit()
    place.git("read-tree", "-u", "--reset", place.chance.choice(commits))


def rewrite_history(place: Workplace) -> None:
    """Replace the last commit by another."""
    place.git("commit", "--quiet", "--amend", "--allow-empty", "--message", f"Perubahan {place.number()}")


CHANGES: tuple[Callable[[Workplace], None], ...] = (
    *[change_record, change_fact, change_evidence, add_record] * 2,
    *(rename_record, move_record, delete_record, change_photo),
    *(change_agency, add_agency, change_review, add_review),
    *(change_period, add_period, change_rubric, change_vocabulary),
    *(change_template, change_program, change_prose, change_example),
    *(change_region, change_ecosystem, change_day, change_surroundings),
    *(touch, go_back, rewrite_history, Workplace.commit),
)
"""Those of the first line are the likeliest."""

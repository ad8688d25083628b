"""What the coordinator takes in as it came: a message with its head, a confirmation by its sender, photographs."""

from __future__ import annotations

import io
import warnings
import zipfile
from dataclasses import replace
from pathlib import Path
from textwrap import indent

import pytest
from PIL import ExifTags, Image

from catalogue.common.findings import Severity
from catalogue.pipeline import Loaded
from catalogue.propose.submissions import apply, receipt_number, with_files
from catalogue.propose.submissions.batch import Batch, take_all
from tests.built import build
from tests.submissions import PATH, answer, correction, day, lay_out_records, load_records, read, sent, terms

FOLDER = "innovations/dinas-contoh"
NEW = f"{FOLDER}/rumah-baca.yaml"
CONFIRMED = "nama: Rumah Baca\nringkasan: Buku dipinjamkan kepada warga.\nstatus_data: dikonfirmasi-opd\n"
OFFICE = "# jabatan: Kepala Bidang Pelayanan"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """Lay out and read the catalogue of these tests."""
    return load_records(lay_out_records(tmp_path_factory.mktemp("kiriman")))


def _photo(kind: str = "JPEG", *, place: bool = False) -> bytes:
    picture, target = Image.new("RGB", (40, 30), (90, 140, 90)), io.BytesIO()
    exif = picture.getexif()
    if place:
        exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    picture.save(target, kind, exif=exif)
    return target.getvalue()


def _with_photos(*names: str) -> bytes:
    items = "".join(f"  - berkas: {name}\n    teks_alternatif: Anak membaca\n    sumber: Dinas\n" for name in names)
    return sent(f"{CONFIRMED}foto:\n{items}", OFFICE, path=NEW).encode()


def _with_text(loaded: Loaded, text: str) -> Loaded:
    return with_files(loaded, {PATH: text}, day)


def _told(batch: Batch) -> dict[str, str]:
    return {found.rule: f"{found.place.path}: {found.message}" for found in batch.findings}


@pytest.mark.parametrize("mark", ["", "> ", "[30/11/26 14.02] Sekretaris Dinas: "])
def test_the_head_of_a_message_from_the_form_goes_without_saying(mark: str, loaded: Loaded) -> None:
    """Number, subject and agency are known; a greeting above them is still told."""
    text = answer("inovasi: antar-obat; putusan: benar")
    quote = "> " if mark == "> " else ""
    head = f"{mark}Kiriman {receipt_number(text)}\n{quote}Jawaban atas 1 catatan\n{quote}\n"
    whole = head + "".join(f"{quote}{line}\n" for line in text.splitlines())
    assert [found.message for found in read(whole, loaded).remarks] == []
    greeted = [found.message for found in read("Selamat pagi.\n" + whole, loaded).remarks]
    assert greeted == ["1 baris sebelum kiriman tidak ikut dibaca, mulai dengan “Selamat pagi.”"]


def test_who_sends_a_confirmed_record_confirms_it(loaded: Loaded) -> None:
    """The office of the sender becomes the confirmation, which counts once it was taken in."""
    text = sent(CONFIRMED, OFFICE, path=NEW)
    word = "pengesahan:\n  tanggal: 2026-06-01\n  jabatan: Kepala Bidang Pelayanan\n  cara: {}\n"
    waiting = apply(read(text, loaded), loaded, day)
    assert str(waiting.files[NEW]).endswith(word.format("formulir"))
    taken = apply(read(text, loaded), loaded, day, received="whatsapp")
    assert str(taken.files[NEW]).endswith(word.format("pesan") + "  diterima_oleh: Bappeda\n")
    assert taken.findings == ()


def test_nobody_confirms_without_an_office_or_what_is_unconfirmed(loaded: Loaded) -> None:
    """Without an office nobody is named; a record that is sent as from public sources stays so."""
    nameless = apply(read(sent(CONFIRMED, path=NEW), loaded), loaded, day, received="surel")
    assert "pengesahan" not in str(nameless.files[NEW])
    mended = correction(loaded, lambda text: text.replace("Obat sampai.", "Obat sampai di rumah."))
    unconfirmed = apply(read(mended, loaded), loaded, day, received="surel")
    assert "status_data: sumber-publik" in str(unconfirmed.files[PATH])
    assert "pengesahan" not in str(unconfirmed.files[PATH])


def test_what_was_confirmed_awaits_no_word_any_more(loaded: Loaded) -> None:
    """Fields that were read out of sources are no longer marked once the agency's yes was taken in."""
    text = correction(loaded, lambda text: text + "pembacaan: [tujuan]\n")
    marked = apply(read(text, loaded), loaded, day)
    now = _with_text(loaded, str(marked.files[PATH]))
    yes = read(answer("inovasi: antar-obat; putusan: benar"), now)
    assert "pembacaan: [tujuan]" in str(apply(yes, now, day).files[PATH])
    taken = apply(yes, now, day, received="whatsapp")
    assert "pembacaan" not in str(taken.files[PATH])
    assert taken.findings == ()


def test_photographs_land_where_their_record_names_them(loaded: Loaded) -> None:
    """Text and photographs in one go, in any order; the names may differ in capital letters."""
    photo = _photo()
    files = [("RUMAH-BACA-1.JPG", photo), ("kiriman.txt", _with_photos("rumah-baca-1.jpg"))]
    batch = take_all(files, loaded, terms(received="whatsapp"))
    assert batch.acceptable
    assert batch.photos.placed == {f"{FOLDER}/rumah-baca-1.jpg": photo}
    assert "berkas: rumah-baca-1.jpg" in str(batch.files[NEW])


def test_one_photograph_of_another_name_is_the_one_that_is_missing(loaded: Loaded) -> None:
    """Messengers rename what they carry; where it can only be one, it is taken, and told."""
    renamed = ("WhatsApp Image 2026-06-01 at 09.12.33.jpeg", _photo())
    one = take_all([("a.txt", _with_photos("rumah-baca-1.jpg")), renamed], loaded, terms())
    assert list(one.photos.placed) == [f"{FOLDER}/rumah-baca-1.jpg"]
    assert _told(one)["foto-tanpa-catatan"] == f"{renamed[0]}: foto ini dipakai sebagai `rumah-baca-1.jpg`"
    two = take_all([("a.txt", _with_photos("rumah-baca-1.jpg", "rumah-baca-2.jpg")), renamed], loaded, terms())
    assert not two.acceptable
    assert two.photos.placed == {}


@pytest.mark.parametrize(
    ("name", "content", "rule", "message"),
    [
        ("rumah-baca-1.jpg", b"GIF89a", "foto-rusak", "isi berkas bukan gambar yang utuh"),
        ("rumah-baca-1.jpg", _photo("PNG"), "foto-rusak", "isi berkas bukan satu gambar berjenis JPEG"),
        ("rumah-baca-1.jpg", _photo() + b"0" * 5 * 1024 * 1024, "foto-rusak", "gambar lebih besar dari 5 MiB"),
        ("rumah-baca-1.jpg", _photo(place=True), "foto-rusak", "foto ini menyimpan tempat pengambilannya"),
    ],
)
def test_a_photograph_is_looked_at(name: str, content: bytes, rule: str, message: str, loaded: Loaded) -> None:
    """Its type, its size and what the camera wrote into it; then nothing at all is written."""
    batch = take_all([("a.txt", _with_photos("rumah-baca-1.jpg")), (name, content)], loaded, terms(received="surel"))
    assert not batch.acceptable
    assert _told(batch)[rule].startswith(f"{name}: {message}")
    assert (batch.photos.placed, batch.receipts) == ({}, [])


def test_a_photograph_that_is_missing_or_that_nobody_names_is_told(loaded: Loaded) -> None:
    """Each with what to do about it."""
    lacking = take_all([("a.txt", _with_photos("rumah-baca-1.jpg"))], loaded, terms())
    (found,) = (one for one in lacking.findings if one.severity is Severity.GALAT)
    assert (found.rule, found.help[:35]) == ("foto-hilang", "Masukkan fotonya bersama kiriman in")
    plain = sent(CONFIRMED, OFFICE, path=NEW).encode()
    stray = take_all([("a.txt", plain), ("lain.jpg", _photo())], loaded, terms())
    assert _told(stray) == {"foto-tanpa-catatan": "lain.jpg: tidak ada kiriman yang menyebut foto ini"}
    assert not stray.acceptable


def test_a_photograph_never_takes_the_place_of_another(loaded: Loaded) -> None:
    """What is published under that name stays."""
    known = replace(loaded, beside=loaded.beside | {f"{FOLDER}/rumah-baca-1.jpg"})
    files = [("a.txt", _with_photos("rumah-baca-1.jpg")), ("rumah-baca-1.jpg", _photo())]
    batch = take_all(files, known, terms())
    assert _told(batch)["foto-rusak"] == f"rumah-baca-1.jpg: `{FOLDER}/rumah-baca-1.jpg` sudah ada"
    assert not batch.acceptable


def _zip(*parts: tuple[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", method) as archive:
        warnings.simplefilter("ignore")  # names twice, as some of these archives have them
        for name, content in parts:
            archive.writestr(name, content)
    return target.getvalue()


def _bundle(*received: bytes) -> bytes:
    items = "".join(f"  - lewat: surel\n    isi: |\n{indent(text.decode(), ' ' * 6)}" for text in received)
    head = "kiriman: meja\ntanggal: 2026-06-01\njabatan: Kepala Bidang Riset\n"
    return f"{head}diterima:\n{items}".encode()


def test_one_archive_of_the_desk_brings_all_photographs(loaded: Loaded) -> None:
    """Two records of two agencies may call their photographs alike; each lands beside its own record."""
    other = "innovations/dinas-lain/rumah-baca-dua.yaml"
    text = _with_photos("foto-1.jpg")
    second = text.replace(NEW.encode(), other.encode()).replace(b"Rumah Baca", b"Rumah Baca Dua")
    one, two = _photo(), _photo("JPEG") + b"\n"
    photos = ((f"{FOLDER}/foto-1.jpg", one), ("innovations/dinas-lain/foto-1.jpg", two))
    whole = _zip(("meja-k7q2-9f3m.yaml", _bundle(text, second)), *photos)
    batch = take_all([("meja-k7q2-9f3m.zip", whole)], loaded, terms())
    assert batch.acceptable, _told(batch)
    assert batch.photos.placed == dict(photos)
    assert {NEW, other} <= batch.files.keys()
    torn = take_all([("meja.zip", _zip(("a.yaml", _bundle(text, second)), photos[0]))], loaded, terms())
    assert not torn.acceptable
    assert _told(torn)["foto-hilang"].endswith("berkas `foto-1.jpg` tidak ada di `innovations/dinas-lain/`")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (_zip(("a.txt", b"x"), ("b.exe", b"MZ")), "`b.exe` di dalam ZIP ini bukan kiriman"),
        (_zip(("a.txt", b"x"), ("lagi.zip", _zip(("b.txt", b"x")))), "`lagi.zip` di dalam ZIP ini bukan kiriman"),
        (_zip(("../../a.txt", b"x")), "nama berkas `'../../a.txt'` di dalam ZIP ini tidak dapat dipakai"),
        (_zip(("/etc/a.txt", b"x")), "nama berkas `'/etc/a.txt'` di dalam ZIP ini tidak dapat dipakai"),
        (_zip(("a\x1b[2J.txt", b"x")), r"nama berkas `'a\x1b[2J.txt'` di dalam ZIP ini tidak dapat dipakai"),
        (_zip((f"{'a' * 300}.txt", b"x")), f"nama berkas `'{'a' * 240}'` di dalam ZIP ini tidak dapat dipakai"),
        (_zip(("a.txt", b"x"), ("A.TXT", b"y")), "ZIP ini memuat dua berkas bernama sama"),
        (_zip(("a.jpg", b"x")), "ZIP ini tidak memuat kiriman, hanya foto atau tidak berisi"),
        (_zip(), "ZIP ini tidak memuat kiriman, hanya foto atau tidak berisi"),
        (_zip(*((f"{n}.txt", b"") for n in range(501))), "ZIP ini memuat 501 berkas, paling banyak 500"),
        (_zip(("a.txt", b"0" * 21_000_000), method=zipfile.ZIP_DEFLATED), "isi ZIP ini jauh lebih besar"),
        (b"0" * (10 * 1024 * 1024 + 1), "ZIP ini lebih besar dari 10 MiB"),
        (_zip(("a.txt", b"halo"))[:-30], "ZIP ini rusak atau terpotong"),
        (_zip(("a.txt", b"halo")).replace(b"halo", b"hala"), "ZIP ini rusak atau terpotong"),
        (b"bukan zip", "ZIP ini rusak atau terpotong"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_an_archive_of_another_kind_is_refused_in_words(content: bytes, message: str, loaded: Loaded) -> None:
    """Programs, archives in archives, names that lead elsewhere, bombs and fragments: nothing of them is read."""
    batch = take_all([("meja.zip", content), ("a.txt", _with_photos())], loaded, terms())
    (found,) = (one for one in batch.findings if one.place.path == "meja.zip")
    assert (found.rule, found.message[: len(message)]) == ("berkas-tidak-terbaca", message)
    assert found.help
    assert not batch.acceptable


def test_the_command_writes_text_and_photograph(tmp_path: Path) -> None:
    """Both files stand in the folder of the agency."""
    root = lay_out_records(tmp_path / "katalog")
    (tmp_path / "a.txt").write_bytes(_with_photos("rumah-baca-1.jpg"))
    (tmp_path / "rumah-baca-1.jpg").write_bytes(_photo())
    files = [str(tmp_path / name) for name in ("a.txt", "rumah-baca-1.jpg")]
    done = build("import", *files, "--via", "whatsapp", "--root", str(root), "--date", "2026-06-01")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{FOLDER}/rumah-baca-1.jpg dibuat.\n" in done.stdout
    assert (root / FOLDER / "rumah-baca-1.jpg").read_bytes() == _photo()

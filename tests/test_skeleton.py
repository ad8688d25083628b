"""A new record explains itself and asks only for what must be filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.cli.main import main
from catalogue.common.program import HOME
from catalogue.model import Innovation
from catalogue.pipeline import load
from catalogue.propose.tidy import tidy
from tests.trees import BASE, lay_out

FILLED = {
    "nama:": "nama: Antar Obat",
    "ringkasan:": "ringkasan: Obat diantar.",
    "status_data:": "status_data: dikonfirmasi-opd",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Lay out the base catalogue without an innovation."""
    root = lay_out(tmp_path, b"# berkas: innovations/README.md\n")
    (root / "innovations/README.md").unlink()
    return root


@pytest.fixture
def file(root: Path) -> Path:
    """Make a new record as its user does."""
    assert main(["new", "dinas-contoh/antar-obat", "--root", str(root)]) == 0
    return root / "innovations/dinas-contoh/antar-obat.yaml"


def test_only_the_mandatory_is_asked_for(root: Path, file: Path) -> None:
    """`check` finds the mandatory fields empty and nothing else."""
    findings = load(root).findings
    mandatory = [name for name, info in Innovation.model_fields.items() if info.is_required()]
    lines = file.read_text(encoding="utf-8").split("\n")
    assert [(found.rule, lines[found.place.span.line - 1]) for found in findings] == [
        ("wajib-diisi", f"{name}:") for name in mandatory
    ]


def test_filled_in_it_passes(root: Path, file: Path) -> None:
    """With the mandatory fields filled in, all that is asked is who confirmed it, though all other keys are empty."""
    lines = file.read_text(encoding="utf-8").split("\n")
    file.write_text("\n".join(FILLED.get(line, line) for line in lines), encoding="utf-8")
    loaded = load(root)
    assert [found.rule for found in loaded.findings] == ["pengesahan-tidak-cocok"]
    assert loaded.catalogue
    assert loaded.catalogue.innovations["antar-obat"].record.kontak is None


def test_every_field_is_explained(file: Path) -> None:
    """Each field of the model stands below its label and help; the schema line for editors comes first."""
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../docs/skema/inovasi.schema.json\n")
    assert (HOME / "docs/skema/inovasi.schema.json").is_file()
    for name, info in Innovation.model_fields.items():
        above, found, _ = text.partition(f"\n{name}:\n")
        assert found, name
        assert f"# {info.title}" in above.rsplit("\n\n", 1)[1]


def test_it_is_tidy(file: Path) -> None:
    """A new record is already in its normal form."""
    text = file.read_text(encoding="utf-8")
    assert tidy(text, Innovation).text == text


def test_nothing_is_overwritten(root: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A second `new` for the same place is refused."""
    file.write_text("nama: Sudah ada\n", encoding="utf-8")
    assert main(["new", "dinas-contoh/antar-obat", "--root", str(root)]) == 2
    assert "sudah ada dan tidak ditimpa" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == "nama: Sudah ada\n"


@pytest.mark.parametrize("target", ["antar-obat", "dinas-contoh/Antar Obat", "../x/y", "dinas-asing/antar-obat"])
def test_a_wrong_place_is_refused(root: Path, target: str) -> None:
    """Only OPD/SLUG of a known agency makes a file."""
    before = sorted(root.rglob("*"))
    assert main(["new", target, "--root", str(root)]) == 2
    assert sorted(root.rglob("*")) == before
    assert BASE.is_dir()

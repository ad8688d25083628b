"""Fixtures for all tests."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Iterator
from functools import partial
from math import ceil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from catalogue.model import Innovation
from catalogue.propose.tidy import tidy
from tests.browser import chromium
from tests.built import DAY, REPOSITORY_URL, SITE_URL, Built, build, served, shared
from tests.hostile import publish_hostile
from tests.repositories import Repository
from tests.trees import HERE, KOTA


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--accept`, which writes the golden outputs anew, and `--deep`, which runs the random tests at full size."""
    parser.addoption("--accept", action="store_true", help="write the expected outputs anew from today's")
    parser.addoption("--deep", action="store_true", help="run the random tests at full size (minutes to hours)")


def pytest_configure(config: pytest.Config) -> None:
    """Try few examples, the same ones every time, or with `--deep` very many; neither leaves anything behind."""
    sys.dont_write_bytecode = False  # or every process that a test starts compiles the whole program
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(config.rootpath / ".cache" / "hypothesis")
    patient = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    settings.register_profile("common", deadline=None, database=None, suppress_health_check=patient)
    common = settings.get_profile("common")
    settings.register_profile("usual", common, max_examples=8, derandomize=True)
    settings.register_profile("deep", common, max_examples=5_000, print_blob=True)
    settings.load_profile("deep" if config.getoption("--deep") else "usual")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return half as many processes again as there are processors: a test that waits for a browser leaves one idle."""
    return ceil(len(os.sched_getaffinity(0)) * 1.5) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is marked `deep` unless `--deep` asks for it."""
    if not config.getoption("--deep"):
        left_out = [item for item in items if item.get_closest_marker("deep")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_collection_finish() -> None:
    """Spare the collector what stays until the end: it would look through all modules and tests again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Tell whether golden outputs are to be written anew."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture
def deep(request: pytest.FixtureRequest) -> bool:
    """Tell whether random tests are to run at full size."""
    return bool(request.config.getoption("--deep"))


def _build_city(place: Path) -> None:
    root = Repository.city(place / "root").root
    done = build("site", "--root", str(root), "--out", str(place / "site"), "--date", DAY, env={"SITE_URL": SITE_URL})
    assert done.returncode == 0, done.stderr


def _lay_out_small(root: Path) -> Path:
    shutil.copytree(HERE / "mini", root)
    for name in ("rubrics", "vocabularies"):  # or today's would be taken
        shutil.copytree(KOTA / name, root / name)
    return root


def _build_small(place: Path) -> None:
    root = _lay_out_small(place / "mini")
    env = {"KATALOG_CACHE": str(place / "cache")}
    done = build("--root", str(root), "--out", str(place / "site"), "--date", DAY, env=env)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """Build the frozen city's site once for all processes and serve it."""
    with served(shared(tmp_path_factory, "kota", _build_city) / "site") as site:
        yield site


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """Build the small catalogue once for all processes, its cache beside it, outside any Git history; and serve it."""
    with served(shared(tmp_path_factory, "mini", _build_small) / "site") as site:
        yield site


REACHED = "kontak:\n  whatsapp: 0811 0000 0000\n  surel: inovasi@mini.go.id"


def _build_official(place: Path) -> None:
    root = _lay_out_small(place / "root")
    region = root / "region.yaml"
    text = region.read_text(encoding="utf-8").replace("resmi: tidak", "resmi: ya").replace("kontak:", REACHED)
    region.write_text(text, encoding="utf-8")
    known = root / "innovations/puskesmas-satu/posyandu-digital.yaml"
    for slug, name in (("jadwal-imunisasi", "Jadwal Imunisasi"), ("kelas-ibu", "Kelas Ibu")):
        text = known.read_text(encoding="utf-8").replace("Posyandu Digital", name)
        known.with_name(f"{slug}.yaml").write_text(text, encoding="utf-8")
    untimed = root / "innovations/badan-perencanaan/satu-peta.yaml"
    untimed.write_text(tidy(untimed.read_text(encoding="utf-8"), Innovation).text or "", encoding="utf-8")
    env = {"SITE_URL": SITE_URL, "REPOSITORY_URL": REPOSITORY_URL}
    done = build("site", "--root", str(root), "--out", str(place / "site"), "--date", DAY, env=env)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def official(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """Publish the small catalogue, its records beside it in `root`, as the official one of an office one can reach.

    Three of its records nobody confirmed; one is tidy and says of no time. It is built once for all processes, and
    has a repository on GitHub.
    """
    with served(shared(tmp_path_factory, "resmi", _build_official) / "site") as site:
        yield site


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Built]:
    """Publish the catalogue of attacks once for all processes and serve it."""
    packed = not request.config.getoption("--deep")
    with served(shared(tmp_path_factory, "serangan", partial(publish_hostile, packed=packed)) / "site") as site:
        yield site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one browser for all tests of a process."""
    with chromium() as started:
        yield started

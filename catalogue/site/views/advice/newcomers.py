"""Innovations that do not count yet, with what is missing in a few words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.assess import Requirement
from catalogue.assess.advice import NewcomerAdvice
from catalogue.assess.ladder import NEW_DEVELOPMENT
from catalogue.build import Build, Link
from catalogue.common.indonesian import enumerate_words
from catalogue.model import Innovation
from catalogue.site.views.fields import label


@dataclass(frozen=True)
class NewcomerView:
    """An innovation that only lacks fields and documents."""

    innovation: Link
    opd: Link
    missing: tuple[str, ...]
    affair: str


def newcomer_views(build: Build, found: Iterable[NewcomerAdvice]) -> tuple[NewcomerView, ...]:
    """Show newcomers in the order given."""
    return tuple(_newcomer(build, item) for item in found)


def _newcomer(build: Build, item: NewcomerAdvice) -> NewcomerView:
    affair = build.word("urusan", item.urusan_dasar_baru)
    return NewcomerView(
        innovation=build.innovation_link(item.id, "tangga"),
        opd=build.opd_link(item.opd),
        missing=tuple(_short(requirement) for requirement in item.kurang),
        affair=affair.nama if affair else "",
    )


SHORT = {
    ("rancang_bangun",): "rancang bangun belum cukup",
    NEW_DEVELOPMENT: "waktunya di luar rentang; bila dikembangkan di dalamnya, catat pengembangan baru",
    ("waktu_penerapan", "waktu_pengembangan"): "waktu penerapan belum diketahui atau kurang teliti",
    ("waktu_uji_coba",): "waktu uji coba belum diketahui atau kurang teliti",
    ("pengesahan",): "pembenaran OPD",
}
"""What a condition comes to in a few words, by the fields that it names."""


def _short(requirement: Requirement) -> str:
    """Say in a few words what is missing; the page of the innovation has the whole sentence."""
    if known := SHORT.get(requirement.fields):
        return known
    if not set(requirement.fields) <= set(Innovation.model_fields):
        return requirement.text
    names = [label(name).lower() for name in requirement.fields]
    return f"{len(names)} isian profil" if len(names) > 3 else f"isian {enumerate_words(names)}"

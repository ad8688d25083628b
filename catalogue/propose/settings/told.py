"""Settings in words: a line each for a terminal and for an issue."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.propose.settings.shapes import Row

WIDTH = len("tidak terbaca")


def line(row: Row) -> str:
    """Say of a setting what is, what should be, what one sees if not, and where it is set."""
    setting = row.setting
    word = "pilihan" if row.verdict == "berbeda" and setting.wished else row.verdict
    head = f"{word:{WIDTH}}  {setting.title}: {row.found.now}"
    if row.verdict == "benar":
        return head
    return f"{head}; seharusnya {setting.wanted}. Bila dibiarkan: {setting.otherwise}. Tempatnya: {setting.place}."


def item(row: Row) -> str:
    """Say the same as an item to be ticked off."""
    setting = row.setting
    return (
        f"- [ ] **{setting.title}**: {row.found.now}; seharusnya {setting.wanted}. "
        f"Bila dibiarkan: {setting.otherwise}. Tempatnya: {setting.place}."
    )


def summary(rows: Sequence[Row]) -> str:
    """Count the settings by how they were found."""
    wrong = sum(row.wrong for row in rows)
    unread = sum(row.verdict == "tidak terbaca" for row in rows)
    unknown = f" {unread} tidak terbaca dengan token ini; pemilik organisasi dapat membacanya." if unread else ""
    return f"{len(rows)} setelan, {wrong} belum sesuai.{unknown}"

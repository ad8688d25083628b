"""A setting of the host: what it should be, how to see whether it is, what sets it, and how that is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from catalogue.propose.issue_plan import Request
from catalogue.read.catalogue import Catalogue

Verdict = Literal["benar", "berbeda", "tidak terbaca"]


class Unread(Exception):
    """The host does not tell this with the rights of the token; `status` is its answer."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass
class Ground:
    """What settings are read from: the catalogue, and the host, each answer of which is asked for once.

    `ask` and `every` raise Unread; `owner` and `name` are those of the repository.
    """

    catalogue: Catalogue
    owner: str
    name: str
    ask: Callable[[str], Any]
    every: Callable[[str], Iterable[Any]]
    _known: dict[str, Any] = field(default_factory=dict)

    @property
    def branch(self) -> str:
        return self.catalogue.region.cabang

    @property
    def organisation(self) -> bool:
        """Whether an organisation owns the repository, not a person."""
        return bool(self.get("")["owner"]["type"] == "Organization")

    def get(self, path: str, absent: Any = None) -> Any:
        """Return an answer; `absent` where there is no such thing, if it is given."""
        try:
            return self._once(path, lambda: self.ask(path))
        except Unread as refusal:
            if refusal.status == 404 and absent is not None:
                return absent
            raise

    def listed(self, path: str) -> list[Any]:
        """Return all items of a list."""
        found: list[Any] = self._once(path, lambda: list(self.every(path)))
        return found

    def _once(self, path: str, ask: Callable[[], Any]) -> Any:
        if path not in self._known:
            try:
                self._known[path] = ask()
            except Unread as refusal:
                self._known[path] = refusal
        if isinstance(found := self._known[path], Unread):
            raise found
        return found

    def forget(self) -> None:
        """Ask for everything anew."""
        self._known.clear()


@dataclass(frozen=True)
class Found:
    """How a setting is, in words; `calls` set it, and there are none where only a person can."""

    now: str
    right: bool = False
    calls: tuple[Request, ...] = ()


@dataclass(frozen=True)
class Setting:
    """A setting as declared: its name, what it should be, what one sees if it is not, and where people set it.

    One that is `wished` for depends on the plan of the organisation; the rest must be right.
    """

    title: str
    wanted: str
    otherwise: str
    place: str
    look: Callable[[Ground], Found]
    wished: bool = False
    personal: Found | None = None
    """How it is where a person owns the repository, if that does not depend on anything."""


@dataclass(frozen=True)
class Row:
    """A setting as it was found."""

    setting: Setting
    verdict: Verdict
    found: Found

    @property
    def wrong(self) -> bool:
        return self.verdict == "berbeda" and not self.setting.wished


def looked_at(settings: Iterable[Setting], ground: Ground) -> Iterator[Row]:
    """Look at each setting on the host."""
    for setting in settings:
        yield look_at(setting, ground)


def look_at(setting: Setting, ground: Ground) -> Row:
    """Look at one setting."""
    try:
        found = setting.personal if setting.personal and not ground.organisation else setting.look(ground)
    except Unread as refusal:
        return Row(setting, "tidak terbaca", Found(f"jawaban {refusal.status}" if refusal.status else "tanpa jawaban"))
    return Row(setting, "benar" if found.right else "berbeda", found)


def switched(now: object, method: str, path: str, body: Mapping[str, Any]) -> Found:
    """Say of what is on or off that it should be on, and how."""
    if now is None:
        raise Unread(403)
    return Found("menyala", right=True) if now else Found("mati", calls=(Request(method, path, body),))


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

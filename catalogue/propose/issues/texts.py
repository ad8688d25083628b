"""The texts of the issue door: the submission within an issue, the one answer on it, and that of its pull request.

What people wrote stands in the answer only as the reading job put it there, as code. The standard library is enough.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from catalogue.propose.issues import BRANCHES, PATH, Plan, Pull, Taken

MARK = "<!-- kiriman -->"
"""How the answer begins, by which it is found again."""
AGAIN = "Pengelola dapat mengulanginya dengan label `proses ulang`; menyunting isu ini juga memulainya lagi."
FILES = "Berkas: "
OTHERS = "Usulan lain bagi berkas yang sama: "
NEWER = "Berkas yang sama baru berubah lewat "
REREAD = " Pasang label `proses ulang` pada isunya, agar usulan ini dibuat lagi dari catatan yang terbit."
LIMIT = 65_000
"""Characters; GitHub refuses a comment of more than 65,536."""


@dataclass(frozen=True)
class Done:
    """What came of a plan on the host: the pull request (0 for none), and where people see more."""

    pull: int = 0
    checked: bool = True
    compare: str = ""
    """Where a pull request can be opened by hand."""
    run: str = ""
    others: tuple[int, ...] = ()
    kept: bool = False
    """Whether the branch holds what a person changed, so that it was left alone."""


def answer(plan: Plan, taken: Taken, done: Done) -> str:
    """Write the answer on the issue."""
    parts = {
        "proposed": (taken.comment, *_proposed(taken, done)),
        "refused": (taken.comment, *_refused(done)),
        "withdrawn": _withdrawn(taken, done),
        "merged": _merged(plan, taken),
        "foreign": ("Isi isu ini bukan kiriman dari formulir katalog, jadi tidak ada usulannya.",),
        "failed": _failed(done),
    }[plan.result]
    return "\n\n".join((MARK, *(part.strip() for part in parts)))[:LIMIT] + "\n"


def _proposed(taken: Taken, done: Done) -> Iterable[str]:
    if done.pull:
        yield f"Percakapan dengan penelaah ada pada usulan #{done.pull}; pertanyaan kepada Anda ditulis di sana."
    else:
        where = f"[halaman ini]({done.compare})"
        yield f"Usulannya tersimpan, tetapi belum terbuka karena setelan repositori. Penelaah membukanya lewat {where}."
    if done.kept:
        yield "Usulan yang sudah ada tidak ditimpa, karena sudah diubah penelaah; sampaikan perubahan Anda di sana."
    elif not done.checked:
        yield f"Pemeriksaan usulan ini belum berhasil, sehingga ditahan sebagai draf; lihat [rinciannya]({done.run})."
    if done.others:
        yield f"Ada usulan lain bagi catatan yang sama: {_numbers(done.others)}. Penelaah memilih atau menyatukannya."
    yield f"Sesudah diterima, hasilnya tampil di {_pages(taken)}."


def _refused(done: Done) -> Iterable[str]:
    if done.pull:
        yield f"Usulan #{done.pull} ditahan sebagai draf sampai kiriman ini dapat dipakai."


def _withdrawn(taken: Taken, done: Done) -> Iterable[str]:
    ended = f", sehingga usulan #{done.pull} ditutup juga" if done.pull else "; tidak ada usulan yang menunggu"
    if taken.state == "foreign":
        yield f"Isi isu ini bukan kiriman lagi{ended}."
    elif taken.state == "deleted":
        yield "Isu yang memuat kiriman ini dihapus, sehingga usulan ini ditutup."
    else:
        yield f"Isu ini ditutup{ended}. Bila kirimannya masih berlaku, buka lagi isu ini (**Reopen**)."
    if done.kept:
        yield "Cabangnya disimpan, karena memuat perubahan penelaah."


def _merged(plan: Plan, taken: Taken) -> Iterable[str]:
    yield f"Kiriman {taken.receipt} sudah diterima lewat #{plan.merged}, dan terbit bersama pembaruan situs berikutnya."


def _failed(done: Done) -> Iterable[str]:
    yield "**Kiriman ini belum selesai diproses**, karena alur kerjanya terganggu. Isinya tidak hilang."
    yield f"{AGAIN} Keterangan gangguannya ada pada [catatan alur kerja]({done.run})."


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(f"#{number}" for number in numbers)


def _pages(taken: Taken) -> str:
    """Name the pages; without an address of the site they are told as parts of it."""
    return ", ".join(
        page if page.startswith("https://") else f"`{page}` pada situs katalog" for page in taken.pages[:5]
    )


def pull_body(number: int, taken: Taken, author: str) -> str:
    """Write the text of the pull request, which calls its proposer, so that questions there reach them."""
    who = f", dikirim @{author}. Pertanyaan kepada pengirim ditulis di sini" if author else ""
    files = ", ".join(f"`{path}`" for path in taken.files)
    return f"Dibuat dari kiriman {taken.receipt} pada isu #{number}{who}.\n\n{FILES}{files}\n\nCloses #{number}\n"


def sender_of(text: str) -> str:
    """Return who sent what a pull request of this door was made of, by its text; nothing where that is not said."""
    found = re.match(r"Dibuat dari kiriman \S* pada isu #[0-9]+, dikirim @([A-Za-z0-9-]{1,39})\.", text)
    return found[1] if found else ""


def paths_of(pull: Pull) -> frozenset[str]:
    """Return the files that an open proposal of this door changes, by its text."""
    if not re.fullmatch(rf"{BRANCHES}[0-9]{{1,9}}", pull.branch):
        return frozenset()
    lines = [line for line in pull.body.splitlines() if line.startswith(FILES)]
    return frozenset(path for line in lines for path in PATH.findall(line))


def others_of(pull: Pull, proposals: Iterable[Pull]) -> tuple[int, ...]:
    """Return the other proposals that change a file that this one changes."""
    own = paths_of(pull)
    return tuple(sorted(one.number for one in proposals if one.number != pull.number and own & paths_of(one)))


def with_others(body: str, others: Iterable[int], newer: int = 0) -> str:
    """Let the text of a pull request name the others, and the one that was accepted before it."""
    lines = body.replace("\r\n", "\n").split("\n")
    said = next((line for line in lines if line.startswith(NEWER)), "")
    rest = re.sub(r"\n{3,}", "\n\n", "\n".join(x for x in lines if not x.startswith((OTHERS, NEWER))))
    told = f"{OTHERS}{_numbers(others)}.\n\n" if others else ""
    told += f"{NEWER}#{newer}.{REREAD}\n\n" if newer else f"{said}\n\n" if said else ""
    head, closes, tail = rest.rpartition("Closes #")
    return f"{head}{told}{closes}{tail}"


def rewritten(proposals: Iterable[Pull], accepted: Pull | None = None) -> Mapping[int, str]:
    """Return the texts of the proposals that do not name the right others yet, by number.

    Those that change a file of the `accepted` one say so too.
    """
    proposals = list(proposals)
    files = paths_of(accepted) if accepted else frozenset()
    wanted = {
        one: with_others(
            one.body, others_of(one, proposals), accepted.number if accepted and files & paths_of(one) else 0
        )
        for one in proposals
    }
    return {one.number: text for one, text in wanted.items() if text != one.body}


LABEL = "Isi kiriman"
"""The one question of the form, which GitHub writes as a heading above the answer."""
NO_ANSWER = "_No response_"
"""What GitHub writes for a question that was left empty."""
HEADING = re.compile(rf"###[ \t]+{LABEL}[ \t]*")
FENCE = re.compile(r"[ \t]{0,3}(`{3,}|~{3,})[ \t]*[\w-]*[ \t]*")
BEGINNING = re.compile(r"(?:#[ \t]*)?kiriman[ \t]*:")
"""How a submission begins, whichever shape it has."""

EVENT_LIMIT = 4 * 1024 * 1024
"""Bytes of an event file; GitHub keeps an issue's text below 65,536 characters."""
BODY_LIMIT = 65_536 * 2
HALF = re.compile("[\ud800-\udfff]")
"""Half a character, which JSON can write and no file can hold."""
LOGIN = re.compile(r"[A-Za-z0-9-]{1,39}")
"""The name of an account, and nothing that could be more in a text."""

State = Literal["open", "closed", "deleted"]


class BadEvent(ValueError):
    """The file is not the event of an issue; the text says why, in Indonesian."""


@dataclass(frozen=True)
class Issue:
    """An issue: `author` is empty where the account is none that a person has."""

    number: int
    body: str
    state: State = "open"
    author: str = ""


def read_event(content: bytes) -> Issue:
    """Read the issue of an event file; raise BadEvent when there is none."""
    if len(content) > EVENT_LIMIT:
        raise BadEvent("berkas kejadian terlalu besar")
    try:
        event = json.loads(content)
    except (ValueError, RecursionError):
        raise BadEvent("berkas kejadian bukan JSON yang utuh") from None
    if not isinstance(event, Mapping):
        raise BadEvent("berkas kejadian tidak memuat isu")
    return issue_of(event.get("issue"), deleted=event.get("action") == "deleted")


def issue_of(issue: Any, *, deleted: bool = False) -> Issue:
    """Read an issue as the host describes it; raise BadEvent."""
    if not isinstance(issue, Mapping) or "pull_request" in issue:
        raise BadEvent("berkas kejadian tidak memuat isu")
    number, body = issue.get("number"), issue.get("body") or ""
    if isinstance(number, bool) or not isinstance(number, int) or not 0 < number < 10**9:
        raise BadEvent("nomor isu tidak dikenali")
    if not isinstance(body, str) or len(body) > BODY_LIMIT:
        raise BadEvent("isi isu tidak dapat dibaca")
    state: State = "deleted" if deleted else "closed" if issue.get("state") == "closed" else "open"
    return Issue(number, HALF.sub("\ufffd", body), state, _author(issue.get("user")))


def _author(user: Any) -> str:
    login = user.get("login") if isinstance(user, Mapping) else None
    return login if isinstance(login, str) and LOGIN.fullmatch(login) else ""


def is_submission(body: str) -> bool:
    """Tell whether a text is the form, or holds a submission that somebody pasted without it."""
    lines = body.splitlines()
    return any(HEADING.fullmatch(line) for line in lines) or any(BEGINNING.match(line) for line in lines)


def submission_of(body: str) -> str:
    """Return the submission of an issue: what stands below the heading, without the fence around it."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start = next((number for number, line in enumerate(lines, 1) if HEADING.fullmatch(line)), 0)
    text = _unfenced(lines[start:])
    return "" if text.strip() in {"", NO_ANSWER} else text


def _unfenced(lines: list[str]) -> str:
    """Return what stands in the fence; it ends at the last line that can close it, for the text may hold others."""
    opened = next((number for number, line in enumerate(lines) if FENCE.fullmatch(line)), None)
    begun = next((number for number, line in enumerate(lines) if BEGINNING.match(line)), None)
    if opened is None or (begun is not None and begun < opened):
        return "\n".join(lines)
    fence = FENCE.fullmatch(lines[opened])
    assert fence
    closes = [n for n in range(len(lines) - 1, opened, -1) if lines[n].strip() == fence[1]]
    return "\n".join(lines[opened + 1 : closes[0] if closes else len(lines)]) + "\n"

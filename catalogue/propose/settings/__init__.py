"""The settings that a host needs, as data: each is declared once, read, told of, and set where a token may.

Those of the organisation stand here: its teams, their rights, and who is told of troubles.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.check.owners import MAINTAINERS, agency_of, coordinator_team
from catalogue.propose.issue_plan import Request
from catalogue.propose.settings.repository import LAST, PERMITTED, PROTECTION, REPOSITORY
from catalogue.propose.settings.shapes import Found, Ground, Row, Setting, Unread, line, look_at, looked_at, summary

WRITERS = {"push", "maintain", "admin"}
MOST = 3
"""So many teams are named."""
UNNEEDED = Found("tidak diperlukan", right=True)
PERSONAL = Found("tidak ada, karena repositori ini milik akun pribadi")


def teams_of(ground: Ground) -> dict[str, str]:
    """Return what each team is for, by its name on the host."""
    catalogue = ground.catalogue
    agencies = dict.fromkeys(agency_of(catalogue, opd) for opd in catalogue.opds)
    teams = {
        MAINTAINERS: "Memelihara program dan menerima alarm.",
        coordinator_team(catalogue): f"{catalogue.region.koordinator}: menelaah usulan dan putusan.",
    }
    return {**teams, **{f"opd-{id}": catalogue.opds[id].record.nama for id in agencies}}


def _teams(ground: Ground) -> Found:
    path = f"/orgs/{ground.owner}/teams"
    present = {one["slug"]: one["privacy"] for one in ground.listed(path)}
    visible = {"privacy": "closed"}
    calls: list[Request] = []
    for team, about in teams_of(ground).items():
        if team not in present:
            calls.append(Request("POST", path, {"name": team, "description": about, **visible}))
        elif present[team] != "closed":
            calls.append(Request("PATCH", f"{path}/{team}", visible))
    lacking = [team for team in teams_of(ground) if present.get(team) != "closed"]
    return _of(lacking, "belum ada atau tersembunyi", calls)


def _rights(ground: Ground) -> Found:
    present = {one["slug"]: one["permission"] for one in ground.listed("teams")}
    lacking = [team for team in teams_of(ground) if present.get(team) not in WRITERS]
    place = f"repos/{ground.owner}/{ground.name}"
    calls = [Request("PUT", f"/orgs/{ground.owner}/teams/{team}/{place}", {"permission": "push"}) for team in lacking]
    return _of(lacking, "tanpa hak Write", calls)


def _of(lacking: list[str], what: str, calls: list[Request]) -> Found:
    others = f" dan {len(lacking) - MOST} lainnya" if len(lacking) > MOST else ""
    named = ", ".join(f"`{team}`" for team in lacking[:MOST])
    return Found(f"{what}: {named}{others}" if lacking else "lengkap", right=not lacking, calls=tuple(calls))


def _readers(ground: Ground) -> Found:
    empty = list(_empty(ground))
    return Found(f"belum ada anggota: {', '.join(empty)}" if empty else "ada", right=not empty)


def _empty(ground: Ground) -> Iterator[str]:
    for team in (MAINTAINERS, coordinator_team(ground.catalogue)):
        if not ground.get(f"/orgs/{ground.owner}/teams/{team}/members?per_page=1", absent=()):
            yield f"`{team}`"


def _proposing(ground: Ground) -> Found:
    path = f"/orgs/{ground.owner}/actions/permissions/workflow"
    found = ground.get(path)
    body = {**found, "can_approve_pull_request_reviews": True}
    may = found["can_approve_pull_request_reviews"]
    return Found("diizinkan" if may else "dilarang", right=may, calls=(Request("PUT", path, body),))


def _base(ground: Ground) -> Found:
    path = f"/orgs/{ground.owner}"
    found = ground.get(path).get("default_repository_permission")
    if found is None:
        raise Unread(403)
    calls = (Request("PATCH", path, {"default_repository_permission": "read"}),)
    return Found(f"`{found}`", right=found in ("read", "none"), calls=calls)


def _second_factor(ground: Ground) -> Found:
    found = ground.get(f"/orgs/{ground.owner}").get("two_factor_requirement_enabled")
    if found is None:
        raise Unread(403)
    return Found("diwajibkan" if found else "belum diwajibkan", right=found)


HOME = "Organisasi, Settings"

ORGANISATION = (
    Setting(
        "Usulan dari alur kerja di organisasi",
        "diizinkan",
        "setelan yang sama pada repositori tidak dapat dinyalakan",
        f"{HOME}, Actions, General, Workflow permissions",
        _proposing,
        personal=UNNEEDED,
    ),
    Setting(
        "Hak dasar anggota organisasi",
        "`read`",
        "setiap anggota dapat mengubah repositori tanpa menjadi anggota tim",
        f"{HOME}, Member privileges, Base permissions",
        _base,
        personal=UNNEEDED,
    ),
    Setting(
        "Masuk dengan dua langkah",
        "diwajibkan",
        "satu kata sandi yang bocor cukup untuk mengubah katalog",
        f"{HOME}, Authentication security",
        _second_factor,
        personal=UNNEEDED,
    ),
    Setting(
        "Tim",
        "lengkap",
        "berkas OPD tidak mempunyai penyetuju",
        "Organisasi, Teams, New team",
        _teams,
        personal=PERSONAL,
    ),
    Setting(
        "Hak tim",
        "lengkap",
        "GitHub mengabaikan tim itu pada pembagian telaah",
        "Settings, Collaborators and teams",
        _rights,
        personal=PERSONAL,
    ),
    Setting(
        "Penerima alarm",
        "ada",
        "gangguan dan permintaan telaah tidak sampai kepada siapa pun",
        "Organisasi, Teams, nama timnya, Add a member",
        _readers,
        personal=Found("pemilik akun", right=True),
    ),
)


SETTINGS = (*REPOSITORY, *ORGANISATION, *PERMITTED, *PROTECTION, *LAST)
"""All settings in the order in which they are set: teams before the rules that ask for them, the site last."""

__all__ = [
    "SETTINGS",
    "Found",
    "Ground",
    "Row",
    "Setting",
    "Unread",
    "line",
    "look_at",
    "looked_at",
    "summary",
]

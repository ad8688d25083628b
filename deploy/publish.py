#!/usr/bin/env python3
"""Publish the catalogue on a server of one's own: fetch, check, build a release, and let one link lead to it.

Needs Python, Git and make. It is copied beside the checkout, so that no commit changes what publishes.
"""

from __future__ import annotations

import argparse
import configparser
import fcntl
import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any

OK, STAYS, USAGE, HELD = 0, 1, 2, 4
"""Published; the old site stays; wrong use, or somebody else is publishing; published without some changes."""
MADE = ".baru"
"""The name of a release, among the others, while it is being made."""
DEFAULTS = {"alamat": "", "repositori": "", "cabang": "main", "rilis": "5", "alarm": ""}
"""What the settings say where they say nothing."""
NOT_NEWEST = "Situs terbit, tetapi tidak semuanya menurut isi terbaru."
HOME = Path(__file__).resolve().parent
"""The folder in which this file and the checkout lie."""


class Stays(Exception):
    """Nothing is published; the text says why, in Indonesian."""


@dataclass(frozen=True)
class Server:
    """The folder of the catalogue on a server, and its settings."""

    home: Path
    settings: Mapping[str, str]

    @property
    def checkout(self) -> Path:
        """Where the repository is checked out."""
        return self.home / "repositori"

    @property
    def releases(self) -> Path:
        """Where the built sites lie, each named after its commit."""
        return self.home / "rilis"

    @property
    def link(self) -> Path:
        """What the web server serves."""
        return self.home / "situs"

    @property
    def current(self) -> str:
        """The commit that is served; empty before the first publication."""
        return os.readlink(self.link).rpartition("/")[2] if self.link.is_symlink() else ""

    @property
    def head(self) -> str:
        """The newest commit of the published branch, as last fetched."""
        return git(self, "rev-parse", "--verify", f"refs/remotes/origin/{self.settings['cabang']}^{{commit}}")


def server_at(home: Path) -> Server:
    """Read the settings of a server; raise Stays where they cannot be read."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read_dict({"situs": DEFAULTS})
    try:
        parser.read(home / "setelan.ini", encoding="utf-8")
    except (configparser.Error, ValueError) as error:
        raise Stays(f"`setelan.ini` tidak dapat dibaca: {error}. Bandingkan dengan deploy/setelan.ini.") from error
    settings = dict(parser["situs"])
    if strange := sorted(settings.keys() - DEFAULTS):
        raise Stays(f"`setelan.ini` memuat `{strange[0]}`, yang tidak dikenal; yang dikenal: {', '.join(DEFAULTS)}.")
    if not settings["rilis"].isdecimal() or int(settings["rilis"]) < 1:
        raise Stays(f"`rilis` pada `setelan.ini` adalah `{settings['rilis']}`; tulis bilangan 1 atau lebih.")
    return Server(home, settings)


def today() -> str:
    """Return the day of a build: the clock's in the time zone of this process, unless the environment sets one."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), tz=timezone.utc).date() if epoch else date.today()  # noqa: DTZ011, UP017
    return moment.isoformat()


def run(server: Server, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the checkout, with the address and the wheels that this server has."""
    given = {"SITE_URL": server.settings["alamat"], "REPOSITORY_URL": server.settings["repositori"]}
    wheels = server.home / "roda"
    env = {**os.environ, "GIT_TERMINAL_PROMPT": "0", **{name: value for name, value in given.items() if value}}
    if wheels.is_dir():
        env |= {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)}
    try:
        return subprocess.run(command, cwd=server.checkout, env=env, capture_output=True, text=True, check=False)
    except OSError as error:
        raise Stays(f"`{command[0]}` tidak dapat dijalankan di `{server.checkout}`: {error.strerror}.") from error


def git(server: Server, *arguments: str) -> str:
    """Run Git in the checkout; raise Stays with what it says where it fails."""
    done = run(server, "git", *arguments)
    if done.returncode:
        raise Stays(f"`git {arguments[0]}` gagal: {last_lines(done.stderr)}")
    return done.stdout.strip()


def last_lines(text: str) -> str:
    """Return the end of what a program said."""
    return "\n".join(text.strip().splitlines()[-20:])


def read_state(server: Server) -> dict[str, Any]:
    """Return what earlier runs noted: releases in order, the day of the last build, what it told, what was left."""
    file = server.home / "terbit.json"
    known = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return {"rilis": [], "terbit": "", "hari": "", "kabar": "", "mundur_dari": "", **known}


def write_whole(file: Path, text: str) -> None:
    """Write a file so that whoever reads it meets the old content or the new one."""
    fresh = file.with_name(f".{file.name}.baru")
    fresh.write_text(text, encoding="utf-8")
    os.replace(fresh, file)


def publish(server: Server, *, anew: bool = False) -> str:
    """Publish the newest commit, or after a rollback the one that was chosen; return what is told about it."""
    git(server, "fetch", "--quiet", "--prune", "origin")
    state, head = read_state(server), server.head
    goal = state["terbit"] if state["terbit"] and state["mundur_dari"] == head else head
    if goal == server.current == state["terbit"] and state["hari"] == today() and not anew:
        print(f"Tidak ada yang baru; situs menampilkan {goal[:12]}.")
        return str(state["kabar"])
    told = (staying(server, goal) if goal != head else "") + build(server, goal, anew=anew)
    show(server, goal, told=told, day=today(), left=head if goal != head else "")
    print(f"Terbit: {goal[:12]}.")
    return told


def staying(server: Server, commit: str) -> str:
    """Say that the site was taken back and how long it stays so."""
    branch = server.settings["cabang"]
    return f"Situs dikembalikan ke {commit[:12]} sampai cabang {branch} memuat perubahan baru.\n"


def roll_back(server: Server, wanted: str) -> str:
    """Show a former release, and stay with it until the branch has a newer commit."""
    with suppress(Stays):  # it must work without the network too
        git(server, "fetch", "--quiet", "--prune", "origin")
    goal = commit_of(server, wanted) if wanted else release_before(read_state(server)["rilis"], server.current)
    kept = (server.releases / goal).is_dir()
    told = staying(server, goal) + ("" if kept else build(server, goal, anew=True))
    show(server, goal, told=told, day="" if kept else today(), left=server.head)
    return told


def release_before(releases: Sequence[str], current: str) -> str:
    """Return the release that was published before the current one."""
    at = releases.index(current) if current in releases else 0
    if not at:
        raise Stays("Tidak ada rilis sebelum ini. Sebutkan commit yang dikehendaki: `--rollback COMMIT`.")
    return releases[at - 1]


def commit_of(server: Server, wanted: str) -> str:
    """Return the full name of a commit of the published branch."""
    branch = server.settings["cabang"]
    found = run(server, "git", "rev-parse", "--verify", "--quiet", "--end-of-options", f"{wanted}^{{commit}}")
    commit = found.stdout.strip()
    if not commit or run(server, "git", "merge-base", "--is-ancestor", commit, server.head).returncode:
        raise Stays(f"`{wanted}` bukan commit pada cabang {branch}; lihat `git log origin/{branch}`.")
    return commit


def build(server: Server, commit: str, *, anew: bool) -> str:
    """Build the release of a commit by its own program; return what is told of records that are held back."""
    git(server, "reset", "--quiet", "--hard", commit)
    git(server, "clean", "--quiet", "-d", "--force")
    prepare(server)
    release = server.releases / commit
    room = release if release.is_dir() else beginning(server, anew=anew)
    python = str(server.checkout / ".venv/bin/python")
    done = run(server, python, "build.py", "site", "--lenient", "--out", str(room))
    found = faults(run(server, python, "build.py", "check", "--format", "json")) if done.stderr else []
    if done.returncode:
        raise Stays("\n".join(found) if done.returncode == 1 and found else last_lines(done.stderr))
    if not (room / "sitemap.xml").exists():
        raise Stays("Alamat situs belum diketahui; isi `alamat` pada `setelan.ini`, misalnya https://contoh.go.id/.")
    if room != release:
        room.rename(release)
    return "\n".join([NOT_NEWEST, done.stdout.partition("/. ")[2].strip(), *found]) if found else ""


def prepare(server: Server) -> None:
    """Install the libraries of the commit that is checked out."""
    done = run(server, "make", "--silent", ".venv/site.stamp", f"PYTHON={sys.executable}")
    if done.returncode:
        raise Stays(f"Pustaka program tidak dapat dipasang:\n{last_lines(done.stderr)}")


def beginning(server: Server, *, anew: bool) -> Path:
    """Make the place of a new release: by links a copy of the current site, with which the build compares."""
    room = server.releases / MADE
    shutil.rmtree(room, ignore_errors=True)
    server.releases.mkdir(exist_ok=True)
    if server.link.is_dir() and not anew:
        shutil.copytree(server.link.resolve(), room, copy_function=os.link)
    return room


def faults(done: subprocess.CompletedProcess[str]) -> list[str]:
    """Return the faults of a check, one a line: place, rule, what was found, how to mend it."""
    try:
        found = json.loads(done.stdout)["temuan"]
    except (ValueError, KeyError):
        return []
    return [
        f"{one['path']}:{one['line']}: {one['message']} [{one['rule']}] Perbaikan: {one['help']}"
        for one in found
        if one["severity"] == "galat"
    ]


def show(server: Server, commit: str, *, told: str, day: str, left: str) -> None:
    """Let the link lead to a release in one step, note that, and remove releases that are too many."""
    known = [one for one in read_state(server)["rilis"] if (server.releases / one).is_dir()]
    releases = known if commit in known else [*known, commit]
    fresh = server.home / ".situs.baru"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(f"rilis/{commit}")
    os.replace(fresh, server.link)
    kept = [one for one in releases if one == commit or one in releases[-int(server.settings["rilis"]) :]]
    state = {"rilis": kept, "terbit": commit, "hari": day, "kabar": told, "mundur_dari": left}
    write_whole(server.home / "terbit.json", json.dumps(state, indent=2) + "\n")
    for folder in server.releases.iterdir():
        if folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)


def tell(server: Server, text: str) -> None:
    """Leave an alarm or take it back; whoever is to be told is told when it is another than before."""
    file = server.home / "ALARM.txt"
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    now = f"{text.strip()}\n" if text else ""
    if now:
        write_whole(file, now)
        print(now, file=sys.stderr, end="")
    else:
        file.unlink(missing_ok=True)
    if now != before:
        send(server, now or "Sudah pulih: situs terbit menurut isi terbarunya.\n")


def send(server: Server, text: str) -> None:
    """Hand a text to the command of the settings; that it fails stops nothing."""
    command = shlex.split(server.settings["alarm"])
    if not command:
        return
    try:
        subprocess.run(command, cwd=server.home, input=text, text=True, check=True, timeout=60)
    except (OSError, subprocess.SubprocessError) as error:
        print(f"Perintah `alarm` pada setelan.ini gagal: {error}", file=sys.stderr)


@contextmanager
def alone(home: Path) -> Iterator[bool]:
    """Hold the lock of a server; False while somebody else holds it."""
    with (home / ".kunci").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def main(arguments: Sequence[str] | None = None) -> int:
    """Publish, or go back; see the module for what it works on."""
    parser = argparse.ArgumentParser(description="Menerbitkan katalog pada server sendiri.")
    parser.add_argument("--home", type=Path, default=HOME, metavar="MAP", help=f"map katalog; bawaan: {HOME}")
    parser.add_argument("--rollback", nargs="?", const="", metavar="COMMIT", help="tampilkan rilis sebelumnya atau ini")
    parser.add_argument("--anew", action="store_true", help="bangun tanpa membandingkan dengan situs yang tampil")
    options = parser.parse_args(arguments)
    if not (options.home / "repositori").is_dir():
        parser.error(f"`{options.home / 'repositori'}` tidak ada; buat dengan `git clone`")
    if os.geteuid() != (owner := options.home.stat().st_uid):
        parser.error(f"jalankan sebagai pemilik `{options.home}`: `sudo -u '#{owner}' python3 …`")
    with alone(options.home) as free:
        if not free:
            parser.error("penerbitan lain sedang berjalan; ulangi sesudah selesai")
        return obey(options)


def obey(options: argparse.Namespace) -> int:
    """Do what was asked and tell how it went."""
    back = options.rollback is not None
    server = Server(options.home, DEFAULTS)
    try:
        server = server_at(options.home)
        told = roll_back(server, options.rollback) if back else publish(server, anew=options.anew)
    except (Stays, OSError) as reason:
        tell(server, f"Penerbitan gagal; situs yang lama tetap tampil.\n{reason}")
        return STAYS
    tell(server, told)
    return HELD if told and not back else OK


if __name__ == "__main__":
    sys.exit(main())

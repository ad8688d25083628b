#!/usr/bin/env python3
"""Put a built site onto a branch of the repository, for hosts that publish one: as one commit without a past.

Needs Python and Git, and of the environment what Forgejo gives every job: server, repository and token.
"""

from __future__ import annotations

import argparse
import base64
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

WHO = {"NAME": "Katalog", "EMAIL": "katalog@localhost"}
"""Who commits; no person does."""


class Failed(Exception):
    """Nothing was published; the text says why, in Indonesian."""


def git(environ: Mapping[str, str], *arguments: str) -> str:
    """Run Git; raise Failed with what it says where it fails."""
    done = subprocess.run(["git", *arguments], env=dict(environ), capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(f"`git {arguments[0]}` gagal: {done.stderr.strip()}")
    return done.stdout.strip()


def push(site: Path, branch: str, environ: Mapping[str, str]) -> str:
    """Publish a folder as all that a branch holds, and return the commit; raise Failed."""
    if not (site / "index.html").is_file():
        raise Failed(f"`{site}` bukan situs yang sudah dibangun; jalankan `build.py site` lebih dahulu.")
    server = environ["GITHUB_SERVER_URL"].rstrip("/")
    with tempfile.TemporaryDirectory() as folder:
        env = {**environ, "GIT_DIR": folder, "GIT_WORK_TREE": str(site.resolve()), **signed(server, environ)}
        git(env, "init", "--quiet")
        git(env, "add", "--all", "--force", ".")
        commit = git(env, "commit-tree", git(env, "write-tree"), "-m", "Terbitkan situs")
        address = f"{server}/{environ['GITHUB_REPOSITORY']}.git"
        git(env, "push", "--quiet", "--force", address, f"{commit}:refs/heads/{branch}")
    return commit


def signed(server: str, environ: Mapping[str, str]) -> dict[str, str]:
    """Return how Git signs in at the server, without a word of it in the list of processes, and who commits."""
    token = base64.b64encode(f"x-access-token:{environ['GH_TOKEN']}".encode()).decode()
    settings = {f"http.{server}/.extraheader": f"AUTHORIZATION: basic {token}", "core.autocrlf": "false"}
    numbered = {"GIT_CONFIG_COUNT": str(len(settings)), "GIT_TERMINAL_PROMPT": "0"}
    for place, (name, value) in enumerate(settings.items()):
        numbered |= {f"GIT_CONFIG_KEY_{place}": name, f"GIT_CONFIG_VALUE_{place}": value}
    names = {f"GIT_{role}_{part}": word for role in ("AUTHOR", "COMMITTER") for part, word in WHO.items()}
    return {**numbered, **names}


def main(arguments: Sequence[str]) -> int:
    """Publish, and say so."""
    parser = argparse.ArgumentParser(description="Menerbitkan situs pada sebuah cabang repositori.")
    parser.add_argument("site", type=Path, help="map situs yang sudah dibangun")
    parser.add_argument("--branch", default="pages", help="cabang yang disajikan; bawaan: pages")
    given = parser.parse_args(arguments)
    try:
        print(f"Terbit pada cabang {given.branch}: {push(given.site, given.branch, os.environ)[:12]}.")
    except KeyError as error:
        print(f"{error.args[0]} belum diisi; perintah ini dijalankan oleh alur penerbitan.", file=sys.stderr)
        return 2
    except Failed as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

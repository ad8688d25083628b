"""A server of one's own: what `deploy/` holds, from the first publication to the restored backup."""

from __future__ import annotations

import fcntl
import http.client
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from catalogue.site.jinja import content_policy
from tests.built import ROOT, contents
from tests.programs import lacking, program
from tests.repositories import Repository
from tests.servers import Machine, git, stand_in, wheel_in

DEPLOY = ROOT / "deploy"
RECORD = "innovations/dinas-kesehatan/antar-obat.yaml"
AGENCY = "opd/dinas-kesehatan.yaml"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """Make a server with two publications that went well; the second has another telephone number of an agency."""
    made = Machine.start(tmp_path_factory.mktemp("mesin"))
    first = made.work.git("rev-parse", "HEAD").strip()
    assert made.run() == (0, f"Terbit: {first[:12]}.\n")
    assert (made.shown, made.alarm, made.letters) == (first, "", "")
    assert "https://inovasi.contoh.go.id/" in (made.home / "situs/sitemap.xml").read_text(encoding="utf-8")
    second = made.push({AGENCY: made.text(AGENCY).replace("0621 21000", "0621 71000")})
    assert made.run()[0] == 0
    assert (made.shown, made.alarm, made.letters) == (second, "", "")
    return made


@pytest.fixture
def machine(published: Machine, tmp_path: Path) -> Machine:
    """Give a copy of that server."""
    return published.copy(tmp_path / "mesin")


def test_a_server_from_its_first_day_to_its_last(machine: Machine, tmp_path: Path) -> None:
    """Published, a faulty record, a faulty shared file, mended, rolled back, restored from the backup on another."""
    record, agency = machine.text(RECORD), machine.text(AGENCY)
    assert machine.run() == (0, f"Tidak ada yang baru; situs menampilkan {machine.shown[:12]}.\n")

    held = machine.push({RECORD: f"{record}tanggal_lahir: kemarin\n"})
    assert machine.run()[0] == 4
    assert machine.shown == held
    old = "Diterbitkan menurut versi baik terakhirnya: innovations/dinas-kesehatan/antar-obat.yaml."
    assert machine.alarm.splitlines()[:2] == ["Situs terbit, tetapi tidak semuanya menurut isi terbaru.", old]
    assert re.search(r"antar-obat\.yaml:\d+: .*tanggal_lahir.* \[kunci-asing\] Perbaikan: ", machine.alarm)
    assert "Berkas terbarunya memuat kesalahan" in machine.page("inovasi/antar-obat")
    assert machine.letters == machine.alarm

    machine.push({AGENCY: f"{agency}jenis: dinas\n"})
    assert machine.run()[0] == 1
    assert machine.run()[0] == 1
    assert machine.shown == held
    assert machine.alarm.startswith("Penerbitan gagal; situs yang lama tetap tampil.\n")
    assert "\nopd/dinas-kesehatan.yaml:11: kunci `jenis` ditulis dua kali [kunci-ganda] Perbaikan: " in machine.alarm
    assert machine.letters.count("Penerbitan gagal") == 1

    mended = machine.push({RECORD: record, AGENCY: agency})
    assert machine.run()[0] == 0
    assert (machine.shown, machine.alarm) == (mended, "")
    assert machine.letters.endswith("Sudah pulih: situs terbit menurut isi terbarunya.\n")

    assert machine.run("--rollback")[0] == 0
    assert machine.shown == held
    assert machine.run(program="backup.py")[0] == 0
    (copy,) = (machine.home / "cadangan").iterdir()
    other = Machine(machine.work, machine.origin, tmp_path / "lain")
    done = machine.run("--restore", str(copy), "--home", str(other.home), program="backup.py")
    assert done[0] == 0
    stand_in(other.home / "repositori")
    assert other.run()[0] == 4
    assert other.alarm.startswith(machine.alarm)
    assert contents(other.home / "situs") == contents(machine.home / "situs")
    assert other.shown == machine.shown == held


def test_a_rollback_lasts_until_there_is_something_newer(machine: Machine) -> None:
    """The timer doesn't undo it, the next day's build keeps to it, and the next change ends it."""
    machine.set(rilis="2")
    second, agency = machine.shown, machine.text(AGENCY)
    assert machine.run("--rollback")[0] == 0
    first = machine.shown
    assert machine.run(day="2026-11-25")[0] == 4
    assert machine.shown == first
    assert "25 November 2026" in machine.page("")
    assert machine.alarm == f"Situs dikembalikan ke {first[:12]} sampai cabang main memuat perubahan baru.\n"
    third = machine.push({AGENCY: agency.replace("0621 7", "0621 8")})
    assert machine.run()[0] == 0
    assert (machine.shown, machine.alarm) == (third, "")
    assert {path.name for path in (machine.home / "rilis").iterdir()} == {second, third}
    assert machine.run("--rollback", first[:10])[0] == 0
    assert machine.shown == first


def test_what_is_not_the_branch_is_not_published(machine: Machine) -> None:
    """A rollback takes commits of the published branch alone, and before the first release it says so."""
    machine.work.git("checkout", "--quiet", "-b", "usulan")
    machine.work.commit("2026-11-23", {"opd/dinas-lain.yaml": "nama: Dinas Lain\n"})
    machine.work.git("push", "--quiet", "origin", "usulan")
    before = machine.shown
    code, said = machine.run("--rollback", "origin/usulan")
    assert code == 1
    assert "`origin/usulan` bukan commit pada cabang main" in said
    assert machine.shown == before
    assert machine.run("--rollback")[0] == 0
    assert "Tidak ada rilis sebelum ini" in machine.run("--rollback")[1]


def test_what_a_person_has_to_look_at_is_not_published(machine: Machine) -> None:
    """A site that shrank without a reason waits for `--anew`; one that does not know its address waits for that."""
    before = machine.shown
    release = machine.home / "rilis" / before
    for number in range(2000):
        (release / f"data/{number}.html").write_text("dahulu")
    with (release / ".katalog").open("a", encoding="utf-8") as mark:
        mark.writelines(f"data/{number}.html\n" for number in range(2000))
    machine.push({"region.yaml": re.sub(r"(?m)^alamat: .*\n", "", machine.text("region.yaml"))})
    assert machine.run()[0] == 1
    assert "situs tinggal" in machine.alarm
    machine.set(alamat="")
    assert machine.run("--anew")[0] == 1
    assert "isi `alamat` pada `setelan.ini`" in machine.alarm
    assert machine.shown == before


def test_an_unreachable_host_leaves_the_site(machine: Machine) -> None:
    """The alarm says what Git says, goes when the host is back, and a backup holds what was last known."""
    machine.run(program="backup.py")
    machine.origin.rename(machine.origin.with_suffix(".pergi"))
    code, said = machine.run()
    assert code == 1
    assert "`git fetch` gagal" in said
    code, said = machine.run(program="backup.py")
    assert code == 0
    assert "Asal tidak terjangkau" in said
    machine.origin.with_suffix(".pergi").rename(machine.origin)
    assert machine.run()[0] == 0
    assert machine.alarm == ""


def test_a_backup_holds_every_ref(machine: Machine, tmp_path: Path) -> None:
    """Branches, tags and proposals come back under their names; what leads out of the folder is passed over."""
    machine.work.git("tag", "--annotate", "--message", "x", "terbitan-1")
    machine.work.git("push", "--quiet", "origin", "terbitan-1", "HEAD:refs/heads/usulan/isu-1", "HEAD:refs/pull/7/head")
    assert machine.run(program="backup.py")[0] == 0
    (copy,) = (machine.home / "cadangan").iterdir()
    assert copy.stat().st_mode & 0o077 == 0
    home = tmp_path / "lain"
    assert machine.run("--restore", str(copy), "--home", str(home), program="backup.py")[0] == 0
    refs = [git("-C", str(place), "for-each-ref") for place in (machine.origin, home / "asal.git")]
    assert refs[0] == refs[1]
    assert refs[0].count("\n") == 4
    code, said = machine.run("--restore", str(copy), "--home", str(home), program="backup.py")
    assert (code, "sudah berisi" in said) == (1, True)


@pytest.fixture
def thin(published: Machine, tmp_path: Path) -> Machine:
    """Give a server of its own with a checkout that is only looked at."""
    home = tmp_path / "srv"
    home.mkdir()
    for name in ("publish.py", "setelan.ini"):
        shutil.copy(published.home / name, home)
    (home / "repositori").symlink_to(published.home / "repositori")
    return Machine(published.work, published.origin, home)


def test_two_never_publish_at_once(thin: Machine) -> None:
    """Whoever comes second is told, and changes nothing."""
    with (thin.home / ".kunci").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        code, said = thin.run()
    assert code == 2
    assert "penerbitan lain sedang berjalan" in said
    assert thin.alarm == ""


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"rilis": "nol"}, "`rilis` pada `setelan.ini` adalah `nol`"),
        ({"domain": "x"}, "memuat `domain`, yang tidak dikenal"),
        ({"cabang": "tiada"}, "`git rev-parse` gagal"),
    ],
)
def test_settings_are_told_when_they_are_wrong(thin: Machine, settings: dict[str, str], told: str) -> None:
    """Nothing is built by a guess."""
    thin.set(**settings)
    code, said = thin.run()
    assert (code, told in said) == (1, True), said


def test_libraries_come_from_the_bundle(tmp_path: Path) -> None:
    """`make bundle` packs what the lock names; with its folder beside the checkout nothing else is asked."""
    wheel, work, home, goal = (tmp_path / name for name in ("sumber/x", "kerja", "srv", "terpasang"))
    wheel = wheel_in(wheel.parent)
    work.mkdir()
    shutil.copy(ROOT / "Makefile", work)
    lock = f"paket-kecil==1.0 --hash=sha256:{sha256(wheel.read_bytes()).hexdigest()}\n"
    (work / "requirements.txt").write_text(lock, encoding="utf-8")
    git("init", "--quiet", "--initial-branch=main", str(work))
    Repository(work).commit("2026-11-24")
    stand_in(work)
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "MAKE"))}
    made = {**clean, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheel.parent)}
    subprocess.run(["make", "--silent", "bundle"], cwd=work, env=made, check=True)
    home.mkdir()
    subprocess.run(["tar", "xf", str(work / "katalog-bundel.tar"), "-C", str(home)], check=True)
    git("clone", "--quiet", str(home / "asal.bundle"), str(home / "repositori"))
    wheel.unlink()
    stand_in(home / "repositori")
    (home / "repositori/.venv/site.stamp").unlink()
    code = "from pathlib import Path; from publish import *; prepare(server_at(Path.cwd()))"
    env = {**clean, "PYTHONPATH": str(DEPLOY), "PIP_TARGET": str(goal)}
    subprocess.run([sys.executable, "-c", code], cwd=home, env=env, check=True)
    assert (goal / "paket_kecil.py").exists()


def free_port() -> int:
    """Return a port of this machine on which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Web:
    """nginx with the sample's settings, moved to folders and ports of a test."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.folder, self.plain, self.secure = folder, free_port(), free_port()
        nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or program("nginx", "nginx-light")
        subject = ["-subj", "/CN=inovasi.contoh.go.id", "-days", "2", "-keyout", "kunci.pem", "-out", "rantai.pem"]
        openssl = [program("openssl", "openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", *subject]
        subprocess.run(openssl, cwd=folder, check=True, capture_output=True)
        text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
        places = {
            "/srv/katalog": str(home),
            "/etc/ssl/katalog": str(folder),
            "/var/log/nginx": str(folder),
            "listen 80": f"listen 127.0.0.1:{self.plain}",
            "listen 443": f"listen 127.0.0.1:{self.secure}",
        }
        for there, here in places.items():
            assert there in text
            text = text.replace(there, here)
        (folder / "situs.conf").write_text(re.sub(r"(?m)^\s*listen \[.*\n", "", text), encoding="utf-8")
        temporary = "".join(
            f"{kind}_temp_path {folder}/{kind}; " for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        user = "user root; " if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(
            f"{user}daemon off; pid {folder}/pid; events {{}} http {{ {temporary} include situs.conf; }}",
            encoding="utf-8",
        )
        command = [nginx, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "mulai.log")]
        checked = subprocess.run([*command, "-t", "-q"], check=False, capture_output=True, text=True)
        assert checked.stderr == ""
        self.process = subprocess.Popen(command)

    def get(self, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        """Ask for an address, and wait for the server to have started."""
        method = headers.pop("method", "GET")
        for _ in range(100):
            other = http.client.HTTPSConnection("127.0.0.1", self.secure, context=ssl._create_unverified_context())
            try:
                other.request(method, path, headers={key.replace("_", "-"): value for key, value in headers.items()})
                response = other.getresponse()
                return response, response.read()
            except ConnectionRefusedError:
                time.sleep(0.05)
            finally:
                other.close()
        return lacking("nginx did not start")


@pytest.fixture
def web(machine: Machine, tmp_path: Path) -> Iterator[Web]:
    """Serve a published site by the real nginx."""
    folder = tmp_path / "web"
    folder.mkdir()
    started = Web(machine.home, folder)
    yield started
    started.process.terminate()
    started.process.wait()


def directives(policy: str) -> dict[str, str]:
    """Take a policy apart."""
    return {name: value for name, _, value in (part.partition(" ") for part in policy.split("; "))}


def policy_of(response: http.client.HTTPResponse) -> dict[str, str]:
    """Return the directives of a response's policy."""
    return directives(response.headers["Content-Security-Policy"] or "")


def test_nginx_serves_the_site_with_its_headers(machine: Machine, web: Web) -> None:
    """Every kind of answer has them; a new release is served without a restart; visits leave no trace."""
    of_pages = directives(content_policy())
    for path in ("/", "/inovasi/antar-obat/", "/api/v1/inovasi.json", "/lencana/dinas-kesehatan.svg", "/tidak/ada/"):
        response, body = web.get(path)
        assert response.status == (404 if path == "/tidak/ada/" else 200), path
        own = {"style-src": "'unsafe-inline'"} if path.endswith(".svg") else {}
        assert policy_of(response) == {**of_pages, **own, "frame-ancestors": "'none'"}, path
        assert response.headers["Strict-Transport-Security"] == "max-age=31536000"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["Server"] == "nginx"
        assert body
    assert web.get("/tidak/ada/")[1] == (machine.home / "situs/404.html").read_bytes()
    preview = policy_of(web.get("/pratinjau/")[0])["connect-src"]
    assert f'content="{content_policy()}"'.replace("connect-src 'self'", f"connect-src {preview}") in machine.page(
        "pratinjau"
    ).replace("&#39;", "'")
    assert b"0621 71000" in web.get("/opd/dinas-kesehatan/")[1]
    assert machine.run("--rollback")[0] == 0
    assert b"0621 21000" in web.get("/opd/dinas-kesehatan/")[1]
    logs = "".join(file.read_text() for file in web.folder.glob("*.log"))
    assert "127.0.0.1" not in logs


def test_nginx_knows_the_kinds_of_our_files(machine: Machine, web: Web) -> None:
    """Each has its type, texts are compressed, hashed names are kept, and what is hidden is not served."""
    kinds = {
        "/data/inovasi.csv": "text/csv; charset=utf-8",
        "/linimasa.ics": "text/calendar; charset=utf-8",
        "/data/dcat.jsonld": "application/ld+json; charset=utf-8",
        "/api/v1/inovasi/antar-obat.yaml": "application/yaml; charset=utf-8",
        "/data/katalog.sqlite": "application/vnd.sqlite3",
        "/feed.xml": "text/xml; charset=utf-8",
    }
    for path, kind in kinds.items():
        assert web.get(path)[0].headers["Content-Type"] == kind
    home, _ = web.get("/", Accept_Encoding="gzip")
    assert home.headers["Content-Encoding"] == "gzip"
    assert home.headers["Cache-Control"] == "no-cache"
    style = next(
        path for path in contents(machine.home / "situs") if path.startswith("assets/") and path.endswith(".css")
    )
    assert "immutable" in web.get(f"/{style}")[0].headers["Cache-Control"]
    assert web.get("/", If_None_Match=home.headers["ETag"])[0].status == 304
    assert [web.get(path)[0].status for path in ("/.katalog", "/.nojekyll")] == [404, 404]
    assert web.get("/", method="POST")[0].status == 403
    away, _ = web.get("/opd")
    assert (away.status, away.headers["Location"]) == (301, "/opd/")
    plain = http.client.HTTPConnection("127.0.0.1", web.plain)
    plain.request("GET", "/opd/")
    answer = plain.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, "https://inovasi.contoh.go.id/opd/")
    plain.close()


def test_systemd_takes_the_units() -> None:
    """They have no fault, and what they start is closed off as systemd itself measures it."""
    analyze = program("systemd-analyze", "systemd")
    units = sorted((DEPLOY / "systemd").iterdir())
    assert len(units) == 4
    done = subprocess.run([analyze, "verify", "--man=no", *units], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    for unit in units:
        if unit.suffix == ".service":
            command = [analyze, "security", "--offline=yes", "--threshold=20", str(unit)]
            assert subprocess.run(command, capture_output=True, check=False).returncode == 0, unit.name


def test_the_container_names_what_is_there() -> None:
    """Its base has a version, its shell parses, and it copies files of this repository to where it runs them."""
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    lines = re.sub(r"\\\n", " ", re.sub(r"(?m)^#.*\n", "", text)).strip().splitlines()
    steps = [line.partition(" ")[::2] for line in lines if line]
    assert re.fullmatch(r"python:\d\.\d+-slim-\w+(@sha256:\w{64})?", steps[0][1])
    copied = [parts for name, rest in steps if name == "COPY" for parts in [rest.split()]]
    assert all((ROOT / source).is_file() for *sources, _ in copied for source in sources)
    for name, rest in steps:
        if name == "RUN":
            subprocess.run(["sh", "-n", "-c", rest], check=True)
    entry = json.loads(dict(steps)["ENTRYPOINT"])
    assert entry[1] in {f"{goal.rstrip('/')}/{Path(source).name}" for *sources, goal in copied for source in sources}
    assert dict(steps)["USER"] != "root"

"""The weekly check of links, against a real server, and what is remembered from week to week."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path
from urllib.parse import unquote

import pytest

from catalogue.cli import links as command
from catalogue.cli.main import main
from catalogue.propose.links import (
    FORBIDDEN,
    LED_ASTRAY,
    UNKNOWN_HOST,
    Answer,
    Found,
    Network,
    check_all,
    dead_link_issue,
    found_links,
    is_public,
    remembered,
    written,
)
from catalogue.read.outside import Failure, read_memory
from tests.built import build
from tests.exported import frozen_city
from tests.host import Standin, asked_by, packed, serving
from tests.trees import HERE

MINI = HERE / "mini"
DAY = date(2026, 6, 1)


class Site(BaseHTTPRequestHandler):
    """Answers by the path that is asked for, and keeps what was asked, and how many at once."""

    asked: list[str] = []  # noqa: RUF012 - one server, one list
    at_once = most = 0

    def do_HEAD(self) -> None:
        Site.at_once += 1
        Site.most = max(Site.most, Site.at_once)
        try:
            self._answer()
        finally:
            Site.at_once -= 1

    do_GET = do_HEAD  # noqa: N815 - the names are the server's

    def _answer(self) -> None:
        Site.asked.append(f"{self.command} {self.path}")
        kind, _, rest = self.path.strip("/").partition("/")
        if kind == "lambat":
            time.sleep(1)
        if kind == "putus":
            self.connection.close()
            return
        code = int(rest or 200) if kind in ("kode", "head") else 302 if kind == "alih" else 200
        self.send_response(200 if kind == "head" and self.command == "GET" else code)
        if kind == "alih":
            self.send_header("Location", unquote(rest).replace("|", "/"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def server() -> Iterator[str]:
    """Serve on this machine, and return the address."""
    Site.asked, Site.most = [], 0
    made = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    made.daemon_threads = False  # so that closing waits for slow answers, which the next test would count
    thread = threading.Thread(target=made.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{made.server_address[1]}"
    made.shutdown()
    made.server_close()


def near(**changed: float) -> Network:
    """Return a network that may go to this machine, and is quick."""
    return Network(allowed=lambda ip: ip == "127.0.0.1", ports=None, timeout=changed.get("timeout", 0.5), pause=0)


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/", Answer("terbuka")),
        ("/kode/404", Answer("gagal", "jawaban 404")),
        ("/kode/410", Answer("gagal", "jawaban 410")),
        ("/kode/500", Answer("gagal", "jawaban 500")),
        ("/kode/403", Answer("tidak-diketahui", "jawaban 403")),
        ("/kode/429", Answer("tidak-diketahui", "jawaban 429")),
        ("/head/405", Answer("terbuka")),
        ("/head/404", Answer("terbuka")),
        ("/lambat", Answer("gagal", "tidak menjawab")),
        ("/putus", Answer("gagal", "sambungan ditolak atau terputus")),
        ("/alih/|kode|200", Answer("terbuka")),
        ("/alih/|kode|404", Answer("gagal", "jawaban 404")),
        ("/alih/file:||etc|passwd", Answer("gagal", LED_ASTRAY)),
        ("/alih/ftp:||127.0.0.1|x", Answer("gagal", LED_ASTRAY)),
        ("/alih/http:||169.254.169.254|latest", Answer("gagal", FORBIDDEN)),
        ("/dengan spasi?q=ä", Answer("terbuka")),
    ],
)
def test_an_answer_in_words(server: str, path: str, answer: Answer) -> None:
    """Open, gone, not answering, or not saying; a page that only refuses to be asked for its head is open."""
    assert near().ask(server + path) == answer


def test_a_head_is_asked_for_first(server: str) -> None:
    """The page itself is fetched only where the head is refused."""
    near().ask(server + "/")
    near().ask(server + "/head/405")
    assert Site.asked == ["HEAD /", "HEAD /head/405", "GET /head/405"]


@pytest.mark.parametrize(
    "ip",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("::1", "fe80::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::"),
        *("64:ff9b::a00:1", "224.0.0.1", "ff02::1", "255.255.255.255", "198.18.0.1"),
    ],
)
def test_the_inner_network_is_not_asked(ip: str) -> None:
    """However an address of it is written."""
    assert not is_public(ip)


@pytest.mark.parametrize("ip", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_the_public_network_is_asked(ip: str) -> None:
    """Everything else is public."""
    assert is_public(ip)


@pytest.mark.parametrize("path", ["", "/alih/http:||localhost|"])
def test_the_guard_stands_at_the_connection(server: str, path: str) -> None:
    """As it is used, the check does not reach this machine: nobody is asked."""
    assert Network(ports=None, pause=0).ask(server.replace("127.0.0.1", "localhost") + path).reason == FORBIDDEN
    assert Site.asked == []


def test_only_doors_of_the_web_are_tried(server: str) -> None:
    """A link to the port of a mail server is not followed."""
    assert Network(allowed=lambda _: True, pause=0).ask(server).reason == FORBIDDEN
    assert Site.asked == []


@pytest.mark.parametrize("address", ["http://[", "http://tidak-ada.invalid/", "http:///x", "http://a..b/"])
def test_strange_addresses_are_answered(address: str) -> None:
    """Nothing raises."""
    answer = near().ask(address)
    assert answer.verdict == "gagal"
    assert address != "http://tidak-ada.invalid/" or answer.reason == UNKNOWN_HOST


def test_one_question_at_a_time_and_not_too_soon(server: str) -> None:
    """A host is not hurried, however many links it has."""
    network = near()
    network.pause = 0.05
    start = time.monotonic()
    answers = check_all([f"{server}/{number}" for number in range(8)], network)
    assert {answer.verdict for answer in answers.values()} == {"terbuka"}
    assert Site.most == 1
    assert time.monotonic() - start > 7 * 0.05


def test_what_is_not_asked_in_time_is_unknown(server: str) -> None:
    """A slow host holds nobody up beyond the time given."""
    start = time.monotonic()
    answers = check_all([f"{server}/lambat/{number}" for number in range(9)], near(timeout=3), seconds=0.3)
    assert {answer.verdict for answer in answers.values()} == {"tidak-diketahui"}
    assert time.monotonic() - start < 2


def week(number: int) -> date:
    """Return the day of a check."""
    return DAY + timedelta(weeks=number)


def test_a_link_is_dead_after_failing_for_weeks() -> None:
    """Two failures are none; a third within days is none either; one good answer makes all forgotten."""
    gone, well, silent = Answer("gagal", "jawaban 404"), Answer("terbuka"), Answer("tidak-diketahui")
    memory = remembered({}, {"a": gone}, week(0))
    for hour in range(5):
        memory = remembered(memory, {"a": gone}, week(0) + timedelta(days=hour // 3))
    assert (memory["a"].times, memory["a"].dead) == (2, False)
    memory = remembered(memory, {"a": gone}, week(1))
    assert (memory["a"].times, memory["a"].dead) == (3, False)
    assert remembered(memory, {"a": silent}, week(2)) == memory
    dead = remembered(memory, {"a": gone}, week(2))
    assert dead["a"].dead
    assert dead["a"].since == DAY
    assert remembered(dead, {"a": well}, week(3)) == {}
    assert remembered(dead, {}, week(3)) == {}


def test_memory_is_written_and_read() -> None:
    """What is read is what was written, and what is damaged is not taken for an empty memory."""
    memory = {"https://a.example/ä": Failure(since=DAY, last=week(2), times=3, reason="jawaban 404")}
    assert read_memory(written(memory).encode()) == memory
    for content in (b"", b"[]", b'{"a": 1}', b'{"a": {"since": "x"}}', b"\xff", b"[" * 9_999):
        assert read_memory(content) is None


def test_every_link_is_found_once() -> None:
    """The city's links, each with the files that it stands in."""
    catalogue = frozen_city().catalogue
    assert catalogue
    found = found_links(catalogue)
    assert len({link.address for link in found}) == len(found) > 100
    assert all(link.paths and "#" not in link.address for link in found)


def run(tmp_path: Path, *arguments: str) -> tuple[int, str]:
    """Run the command on the small catalogue."""
    with redirect_stdout(StringIO()) as said, redirect_stderr(StringIO()) as wrong:
        code = main(["links", "--root", str(MINI), "--out", str(tmp_path / "out"), *arguments])
    return code, said.getvalue() + wrong.getvalue()


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every name be unknown, so that no test leaves this machine."""
    refuse = partial(Network, allowed=lambda _: False, pause=0)
    monkeypatch.setattr(command, "network_of", lambda _: refuse())


@pytest.fixture
def no_issues(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the host know of no issue."""
    monkeypatch.setattr(command, "known_issues", lambda options, label: [])


@pytest.mark.usefixtures("nowhere", "no_issues")
def test_three_weeks_of_failures_open_one_issue_and_mark_the_record(tmp_path: Path) -> None:
    """The whole way: check, remember, report, build."""
    memory = tmp_path / "out" / "tautan.json"
    plans = []
    for number in range(3):
        given = ["--memory", str(memory), "--ask", "--date", week(number).isoformat()]
        assert run(tmp_path, *given)[0] == 0
        plans.append(json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8")))
    assert [len(calls) for calls in plans] == [0, 0, 1]
    assert "`https://jdih.example/112`" in plans[2][0]["body"]["body"]
    site = tmp_path / "site"
    env = {"LINKS_FILE": str(memory)}
    assert build("--root", str(MINI), "--out", str(site), "--date", "2026-06-20", env=env).returncode == 0
    text = (site / "inovasi/antar-obat/index.html").read_text(encoding="utf-8")
    assert "Tautan yang tidak dapat dibuka lagi" in text
    assert "sejak 1 Juni 2026" in text
    agency = (site / "opd/dinas-kesehatan/index.html").read_text(encoding="utf-8")
    assert "mengganti 1 tautan yang tidak dapat dibuka lagi" in agency


@pytest.mark.usefixtures("nowhere")
def test_a_broken_memory_is_said_and_kept(tmp_path: Path) -> None:
    """Weeks of memory are not thrown away for a damaged file."""
    file = tmp_path / "before.json"
    file.write_text("{", encoding="utf-8")
    code, said = run(tmp_path, "--memory", str(file))
    assert (code, (tmp_path / "out").exists()) == (2, False)
    assert str(file) in said


HANDED: dict[str, tuple[Callable[[Standin], object], int, str]] = {
    "a memory": (lambda _: None, 0, "1 di antaranya mati"),
    "no check yet": (lambda host: setattr(host, "kept", None), 0, "0 di antaranya mati"),
    "no right to see it": (lambda host: host.tokens.clear(), 2, "tidak diketahui"),
    "no archive": (lambda host: setattr(host, "kept", b"x"), 2, "tidak memuat tautan.json"),
    "an archive of something else": (lambda host: setattr(host, "kept", packed("tautan.json", "[")), 2, "tidak dapat"),
}


@pytest.mark.parametrize("name", HANDED)
def test_the_memory_is_asked_of_the_host(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be known is not taken for nothing: then nothing is written, and the host keeps what it has."""
    change, code, said = HANDED[name]
    address = "https://jdih.example/112"
    monkeypatch.setattr("catalogue.propose.links.check_all", lambda *_: {address: Answer("gagal", "jawaban 404")})
    with serving(Standin(tmp_path / "katalog.git")) as host:
        host.tokens["kunci"] = {"actions": "read", "issues": "read"}
        host.kept = packed("tautan.json", written({address: Failure(since=DAY, last=week(1), times=2, reason="x")}))
        change(host)
        for key, value in asked_by(host).items():
            monkeypatch.setenv(key, value)
        result, told = run(tmp_path, "--ask", "--date", week(3).isoformat())
    assert (result, said in told) == (code, True), told
    assert (tmp_path / "out" / "tautan.json").is_file() == (code == 0)
    if name == "a memory":
        kept = json.loads((tmp_path / "out" / "tautan.json").read_text(encoding="utf-8"))
        assert (kept[address]["times"], kept[address]["since"]) == (3, DAY.isoformat())


@pytest.mark.usefixtures("no_issues")
def test_exceptions_end_by_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is excepted is not asked for; when the day has passed it is, and the issue says so."""
    root = tmp_path / "katalog"
    shutil.copytree(MINI, root)
    (root / ".github").mkdir()
    file = root / ".github" / "tautan.yaml"
    file.write_text(
        "pengecualian:\n  - awalan: https://jdih.example/\n    alasan: Dipelihara.\n    sampai: 2026-06-10\n", "utf-8"
    )
    asked: list[list[str]] = []

    def check(addresses: list[str], _: Network) -> dict[str, Answer]:
        asked.append(addresses)
        return {}

    monkeypatch.setattr("catalogue.propose.links.check_all", check)
    for day in ("2026-06-10", "2026-06-11"):
        given = ["--memory", str(tmp_path / "out" / "tautan.json"), "--date", day, "--ask", "--root", str(root)]
        with redirect_stdout(StringIO()):
            assert main(["links", "--out", str(tmp_path / "out"), *given]) == 0
    assert [any("jdih" in address for address in group) for group in asked] == [False, True]
    plan = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))
    assert "Pengecualian yang sudah berakhir" in plan[0]["body"]["body"]
    file.write_text("pengecualian:\n  - awalan: jdih\n    sampai: besok\n", encoding="utf-8")
    with redirect_stderr(StringIO()) as said:
        assert main(["links", "--out", str(tmp_path / "out"), "--root", str(root)]) == 1
    assert ".github/tautan.yaml:2:13" in said.getvalue()


def test_a_hostile_address_is_code_in_the_issue() -> None:
    """An address cannot become markup or a mention."""
    address = "https://a.example/`@admin`![x](y)"
    memory = {address: Failure(since=DAY, last=week(3), times=4, reason="jawaban 404")}
    issue = dead_link_issue([Found(address, ("innovations/a/b.yaml",), ("b",))], memory, ())[0]
    assert f"`` {address} ``" in issue.body or f"``{address}``" in issue.body
    assert dead_link_issue([], {}, ()) == []

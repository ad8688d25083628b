"""The language server of YAML editors, installed where npm can and spoken to as an editor does."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

import pytest

from tests.npm import installed

VERSION = "1.25.0"
"""The newest that runs on the Node.js of Debian 12; 2.0.0 needs a newer one."""
PATIENCE = 60
"""Seconds to wait for an answer."""


def language_server() -> Path:
    """Return the program of the server; skip where npm or its registry is missing."""
    return installed("yaml-language-server", VERSION) / ".bin" / "yaml-language-server"


class Editor:
    """A client of the server that knows as much of the protocol as the tests need."""

    def __init__(self, process: subprocess.Popen[bytes], root: Path) -> None:
        self.process = process
        self.root = root
        self.numbers = count(1)
        self.answers: Queue[dict[str, Any]] = Queue()
        Thread(target=self._listen, daemon=True).start()
        uri = root.as_uri()
        folders = [{"uri": uri, "name": "katalog"}]
        hover = {"contentFormat": ["markdown"]}
        text = {"hover": hover, "completion": {"completionItem": {"documentationFormat": ["markdown"]}}}
        about = {"processId": None, "rootUri": uri, "workspaceFolders": folders, "capabilities": {"textDocument": text}}
        self.ask("initialize", about)
        self.tell("initialized", {})
        yaml = {"schemaStore": {"enable": False}, "validate": True, "hover": True, "completion": True}
        self.tell("workspace/didChangeConfiguration", {"settings": {"yaml": yaml}})

    def open(self, path: str, text: str) -> list[dict[str, Any]]:
        """Open a file with this text and return what the server marks in it."""
        uri = (self.root / path).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        found = self._wait(
            lambda message: (
                message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri
            )
        )
        marked: list[dict[str, Any]] = found["params"]["diagnostics"]
        return marked

    def at(self, method: str, path: str, line: int, character: int) -> Any:
        """Ask about a place of an open file, counted from 0."""
        uri = (self.root / path).as_uri()
        place = {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}
        return self.ask(f"textDocument/{method}", place)

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        """Send a request and return its result."""
        number = next(self.numbers)
        self._send({"id": number, "method": method, "params": params})
        answer = self._wait(lambda message: message.get("id") == number and "method" not in message)
        assert "error" not in answer, answer
        return answer["result"]

    def tell(self, method: str, params: dict[str, Any]) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(f"Content-Length: {len(content)}\r\n\r\n".encode() + content)
        self.process.stdin.flush()

    def _wait(self, wanted: Any) -> dict[str, Any]:
        while True:
            try:
                message = self.answers.get(timeout=PATIENCE)
            except Empty:
                ended = f" (it ended with {self.process.returncode})" if self.process.poll() is not None else ""
                pytest.fail(f"the language server does not answer{ended}")
            if "method" in message and "id" in message:
                self._send({"id": message["id"], "result": None})
            elif wanted(message):
                return message

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream
        while header := stream.readline():
            length = int(header.split(b":")[1])
            while stream.readline().strip():
                pass
            self.answers.put(json.loads(stream.read(length)))


@contextmanager
def editor(program: Path, root: Path) -> Iterator[Editor]:
    """Start the server for a folder and stop it at the end."""
    command = [str(program), "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            yield Editor(process, root)
        finally:
            process.kill()

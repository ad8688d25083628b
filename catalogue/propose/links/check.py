"""All links, several hosts at a time and each host one question after the other, until the time is up."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable
from queue import Empty, Queue
from threading import Thread
from urllib.parse import urlsplit

from catalogue.propose.links.network import Answer, Network

WORKERS = 8
UNASKED = Answer("tidak-diketahui", "belum sempat diperiksa")


def check_all(addresses: Iterable[str], network: Network, seconds: float = 1_500) -> dict[str, Answer]:
    """Ask for every address; what could not be asked in time is unknown."""
    hosts: dict[str, list[str]] = defaultdict(list)
    answers: dict[str, Answer] = {}
    for address in addresses:
        answers[address] = UNASKED
        hosts[_host(address)].append(address)
    waiting: Queue[list[str]] = Queue()
    for group in sorted(hosts.values(), key=len, reverse=True):
        waiting.put(group)
    found: dict[str, Answer] = {}
    end = time.monotonic() + seconds
    workers = [Thread(target=_work, args=(waiting, network, found, end), daemon=True) for _ in range(WORKERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(max(0.0, end - time.monotonic()))
    return answers | dict(found)


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def _work(waiting: Queue[list[str]], network: Network, found: dict[str, Answer], end: float) -> None:
    while True:
        try:
            group = waiting.get_nowait()
        except Empty:
            return
        for address in group:
            if time.monotonic() > end:
                return
            found[address] = network.ask(address)

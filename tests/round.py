"""A round walked in a browser: a host that publishes the made-up city anew after each sending, and what is clicked."""

from __future__ import annotations

from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, Route

from catalogue.build import settings
from catalogue.cli.main import main
from catalogue.common.program import HOME
from catalogue.pipeline import load
from catalogue.publish.production import produce
from catalogue.publish.states import Files

ADDRESS = "https://karangan.example/katalog/"
COUNTER = """addEventListener("click", (event) => {
  if (event.isTrusted && event.detail) sessionStorage.clicks = Number(sessionStorage.clicks ?? 0) + 1;
});"""


class Host:
    """Publishes a catalogue, each file when it is asked for, and takes in what arrives."""

    def __init__(self, root: Path) -> None:
        self.root, self.day = root, date.min
        self.files: Files

    def publish(self, day: date) -> None:
        """Publish the catalogue as it is on a day; what would stop it fails."""
        self.day = day
        loaded = load(self.root)
        assert loaded.publishable, [one.message for one in loaded.findings]
        given = settings(loaded, self.root, day, {"SITE_URL": ADDRESS})
        self.files = Files(produce(loaded, given, self.root, HOME / "templates"), list)

    def answer(self, route: Route) -> None:
        """Answer a browser as the published site does."""
        address = urlsplit(route.request.url).path.removeprefix(urlsplit(ADDRESS).path)
        if address.endswith("/") or not address:
            address += "index.html"
        make = self.files.find(address)
        if make is None:
            route.fulfill(status=404)
        else:
            route.fulfill(body=make(), content_type=guess_type(address)[0] or "text/plain")

    def take_in(self, sent: Path) -> str:
        """Take in a file as who keeps the catalogue does, and return what was said."""
        said = StringIO()
        with redirect_stdout(said):
            code = main(["import", str(sent), "--root", str(self.root), "--date", self.day.isoformat()])
        assert code == 0, said.getvalue()
        return said.getvalue()


def clicks(page: Page) -> int:
    """Return how often something was clicked since it was last asked, keys aside."""
    count = int(page.evaluate("sessionStorage.clicks ?? 0"))
    page.evaluate("sessionStorage.clicks = 0")
    return count

"""What a page fetched, in the bytes that went over the line."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, Response

from tests.built import Built, on_the_wire


class Wire:
    """Counts the files that a page of a built site asks for from now on."""

    def __init__(self, page: Page, site: Built) -> None:
        self.site = site
        self.sizes: dict[str, int] = {}
        page.on("response", self._note)

    def _note(self, response: Response) -> None:
        address = response.url.removeprefix(self.site.address).split("?")[0]
        file = self.site.folder / (address if Path(address).suffix else f"{address}index.html")
        self.sizes[address] = len(on_the_wire(file if file.is_file() else self.site.folder / "404.html"))

    def total(self, suffix: str = "") -> int:
        """Return the bytes of all files, or of those with a suffix."""
        return sum(size for address, size in self.sizes.items() if address.endswith(suffix))

#!/usr/bin/env python3
"""Build and check the catalogue: `build.py site`, `check`, `serve`, `new`, `explain`, `reference`.

MkDocs loads this file too, as the hook file that mkdocs.yml names; then it offers the hooks and nothing else.
"""

from __future__ import annotations

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # or pydantic looks through every installed package
    from catalogue.cli.main import main

    sys.exit(main(sys.argv[1:]))

from catalogue.publish.states import CatalogueStates
from catalogue.site.mkdocs_adapter import (
    connect,
    on_config,
    on_env,
    on_files,
    on_page_context,
    on_page_markdown,
    on_post_build,
    on_serve,
    on_startup,
)

connect(CatalogueStates)

__all__ = [
    "on_config",
    "on_env",
    "on_files",
    "on_page_context",
    "on_page_markdown",
    "on_post_build",
    "on_serve",
    "on_startup",
]

#!/usr/bin/env python3
"""Build and check the catalogue: `build.py site`, `check`, `serve`, `new`, `explain`, `reference`.

MkDocs loads this file too, as the hook file that mkdocs.yml names; then it offers the hooks and nothing else.
"""

from __future__ import annotations

import gc
import os
import sys

if __name__ == "__main__":
    gc.set_threshold(200_000)  # little of what is read and made is garbage, and looking so often takes a tenth
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # or pydantic looks through every installed package
    from catalogue.common.program import missing, too_old

    reason = too_old(sys.version_info[:3])
    try:
        if not reason:
            from catalogue.cli.main import main
    except ImportError as error:
        reason = missing(error)
        if not reason:
            raise
    if reason:
        sys.stderr.write(f"build.py: {reason}.\n")
        sys.exit(2)
    try:
        code = main(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130  # 128 and the number of the signal, as a shell says it
    gc.freeze()  # the process ends: nobody needs to look at everything once more
    sys.exit(code)

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

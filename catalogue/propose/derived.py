"""The files of a repository that follow from its records, and which of them are out of date."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from catalogue.propose.addresses import with_new_addresses
from catalogue.propose.issues.form import form_files
from catalogue.propose.routing import routing_files
from catalogue.read.catalogue import Catalogue

ADDRESSES, REGION = "alamat.yaml", "region.yaml"
OFFICIAL = re.compile(r"^resmi:.*\n", re.MULTILINE)

Present = Callable[[str], str | None]
"""Returns the text of a file as it is, or None where there is no such file."""


def files_of_records(catalogue: Catalogue, addresses: str | None) -> dict[str, str]:
    """Return the files that follow from the records; the list of addresses only where there is one."""
    derived = {**form_files(catalogue), **routing_files(catalogue)}
    return {**derived, **({ADDRESSES: with_new_addresses(catalogue, addresses)} if addresses is not None else {})}


def out_of_date(catalogue: Catalogue, present: Present, repository: str | None) -> dict[str, str]:
    """Return the files to be written anew; a region that names no repository is given the one it lies in."""
    known, changed = catalogue, dict[str, str]()
    region = present(REGION)
    if repository and region is not None and catalogue.region.repositori is None:
        changed = {REGION: OFFICIAL.sub(rf"\g<0>repositori: {repository}\n", region, count=1)}
        known = replace(catalogue, region=catalogue.region.model_copy(update={"repositori": repository}))
    wanted = files_of_records(known, present(ADDRESSES))
    return {**changed, **{path: text for path, text in wanted.items() if present(path) != text}}

"""The catalogues of other governments, as they publish them: copies of `api/v1/inovasi.json`, read as hostile input."""

from catalogue.read.federation.reading import SIZE_LIMIT, read_federation
from catalogue.read.federation.snapshot import Federation, ForeignInnovation, Snapshot

__all__ = ["SIZE_LIMIT", "Federation", "ForeignInnovation", "Snapshot", "read_federation"]

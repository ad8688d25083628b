"""The cities that the second reading of the guideline describes, turned into real records."""

from tests.cities.documents import documents
from tests.cities.reading import Reader, base

__all__ = ["Reader", "base", "documents"]

"""The records: one class per kind of file, the only place where a field is declared."""

from catalogue.model.addresses import Address, Addresses
from catalogue.model.innovation import Innovation, counts, kind_of, left_out
from catalogue.model.maturity import Evidence, Fact, Maturity
from catalogue.model.period import Period, Results, Review, Stage
from catalogue.model.region import Ecosystem, Examples, Opd, Region
from catalogue.model.rubric import Indicator, Rubric
from catalogue.model.submission import Receipts
from catalogue.model.types import PartialDate, Record
from catalogue.model.vocabulary import Synonyms, Vocabulary, Word

__all__ = [
    "Address",
    "Addresses",
    "Ecosystem",
    "Evidence",
    "Examples",
    "Fact",
    "Indicator",
    "Innovation",
    "Maturity",
    "Opd",
    "PartialDate",
    "Period",
    "Receipts",
    "Record",
    "Region",
    "Results",
    "Review",
    "Rubric",
    "Stage",
    "Synonyms",
    "Vocabulary",
    "Word",
    "counts",
    "kind_of",
    "left_out",
]

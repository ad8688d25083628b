"""What the API promises: the shape of every response, declared once, from which its description is made."""

from catalogue.exports.shapes.compliance import Compliance
from catalogue.exports.shapes.contents import Changes, Contents
from catalogue.exports.shapes.index import Index
from catalogue.exports.shapes.records import Innovations, OneInnovation, Opds

__all__ = ["Changes", "Compliance", "Contents", "Index", "Innovations", "OneInnovation", "Opds"]

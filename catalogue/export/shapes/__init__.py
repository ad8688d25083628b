"""What the API promises: the shape of every response, declared once, from which its description is made."""

from catalogue.export.shapes.compliance import Compliance
from catalogue.export.shapes.index import Index
from catalogue.export.shapes.records import Changes, Contents, Innovations, OneInnovation, Opds

__all__ = ["Changes", "Compliance", "Contents", "Index", "Innovations", "OneInnovation", "Opds"]

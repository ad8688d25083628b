"""The review card: what a proposal changes, in the words of the catalogue, for those who have to decide on it."""

from catalogue.propose.review.card import Links, card
from catalogue.propose.review.changes import Proposal, compare

__all__ = ["Links", "Proposal", "card", "compare"]

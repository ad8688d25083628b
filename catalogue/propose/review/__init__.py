"""The review card: what a proposal changes, in the words of the catalogue, for those who have to decide on it."""

from catalogue.propose.review.card import Author, Links, card, pairs, refused
from catalogue.propose.review.changes import Proposal, changed_paths, compare

__all__ = ["Author", "Links", "Proposal", "card", "changed_paths", "compare", "pairs", "refused"]

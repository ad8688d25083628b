"""Bappeda's verdicts: what may be examined, and the review file that keeps what was found."""

from catalogue.propose.verification.order import Order, Refusal, Written, carry_out

__all__ = ["Order", "Refusal", "Written", "carry_out"]

"""Where this program is."""

from __future__ import annotations

from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
"""The checkout of this program; what another catalogue lacks is taken from here."""

"""Made-up words by the hundred, no two texts alike, for records whose text has to count."""

from __future__ import annotations

from random import Random

SYLLABLES = [first + second for first in "bcdgjklmnprst" for second in "aeiou"]


def made_up(count: int, seed: str | Random) -> list[str]:
    """Return so many words that sound like words."""
    random = seed if isinstance(seed, Random) else Random(seed)
    return ["".join(random.choices(SYLLABLES, k=random.randint(2, 4))) for _ in range(count)]

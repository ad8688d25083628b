"""Lists of numbers as short plain text, for JSON that a server compresses well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

FIRST = 63
"""The code point of digit 0: the 64 characters from `?` on need no quoting in JSON, but for one."""
DIGITS = 64
MORE = 32
"""Added to a digit of five bits when further digits follow."""
SHORT = [chr(FIRST + rest) for rest in range(MORE)]
"""The gaps that take one character, which most do."""


def gaps(numbers: Iterable[int]) -> str:
    """Write rising numbers as the gaps between them, five bits a character, the lowest first."""
    found: list[str] = []
    last = -1
    for number in numbers:
        rest = number - last - 1
        last = number
        found.append(SHORT[rest] if rest < MORE else _long(rest))
    return "".join(found)


def _long(rest: int) -> str:
    found = ""
    while rest >= MORE:
        found += chr(FIRST + MORE + rest % MORE)
        rest //= MORE
    return found + SHORT[rest]


def column(codes: Sequence[int]) -> str:
    """Write one small number a row: one character each, or two when some number needs it."""
    if all(code < DIGITS for code in codes):
        return "".join(chr(FIRST + code) for code in codes)
    return "".join(chr(FIRST + code // DIGITS) + chr(FIRST + code % DIGITS) for code in codes)

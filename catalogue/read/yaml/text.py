"""A text as the parser may take it, and the way back to the places as they were written."""

from __future__ import annotations

from bisect import bisect_right

from catalogue.common.findings import Span
from catalogue.read.characters import CONTROL, HIDDEN, SPACES, split_lines


class Readable:
    """A text in which every space is a space and nothing is hidden."""

    def __init__(self, text: str) -> None:
        text = CONTROL.sub(" ", text).translate(SPACES)
        self._gone: dict[int, list[int]] = {}
        if HIDDEN.search(text):
            for number, line in enumerate(split_lines(text), 1):
                gone = [match.start() - index for index, match in enumerate(HIDDEN.finditer(line))]
                if gone:
                    self._gone[number] = gone
            text = HIDDEN.sub("", text)
        # libyaml drops white space at the very end that belongs to a block text.
        self.text = text if text.endswith(("\n", "\r")) else text + "\n"
        self.lines = split_lines(self.text)

    def written(self, span: Span) -> Span:
        """Return where a stretch of the readable text stands in the file."""
        if not self._gone:
            return span
        start, end = self._column(span.line, span.column), self._column(span.end_line, span.end_column)
        return Span(span.line, start, span.end_line, end)

    def _column(self, line: int, column: int) -> int:
        return column + bisect_right(self._gone.get(line, ()), column - 1)

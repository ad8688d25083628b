"""The past, computed from Git: who reached which step when, and how the whole stood month by month."""

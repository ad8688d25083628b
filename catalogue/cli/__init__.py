"""The commands of `build.py`, one module each: its arguments and what it does.

Exit codes: 0 all well, 1 findings stop publication, 2 wrong usage or a fault of this program.
"""

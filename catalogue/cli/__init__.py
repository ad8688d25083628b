"""The commands of `build.py`: their arguments and what they do.

Exit codes: 0 all well, 1 findings stop publication, 2 wrong usage or a fault of this program.
"""

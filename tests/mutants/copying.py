"""A copy of the tree in which every function can be mutated."""

from __future__ import annotations

import ast
import shutil
import subprocess
from pathlib import Path

PACKAGES = ("catalogue/assess", "catalogue/check")
HIDING = {"cache", "lru_cache"}
"""A result kept from before a mutant was chosen would hide it."""


def copy_tree(root: Path, to: Path) -> None:
    """Copy what belongs to the project, and write decorators in a way that mutmut does not pass over."""
    listed = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(listed, capture_output=True, text=True, check=True).stdout.split("\0"):
        if name and (root / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, to / name)
    for package in PACKAGES:
        for file in (to / package).rglob("*.py"):
            file.write_text(undecorated(file.read_text(encoding="utf-8")), encoding="utf-8")


def undecorated(text: str) -> str:
    """Call each decorator of a function below the function, which means the same.

    mutmut leaves out decorated functions, and so would leave out every rule.
    """
    lines = text.split("\n")
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    for function in sorted(functions, key=lambda node: node.lineno, reverse=True):
        if not function.decorator_list:
            continue
        (decorator,) = function.decorator_list
        indent = " " * function.col_offset
        shown = ast.unparse(decorator)
        after = [] if shown.partition("(")[0] in HIDING else [f"{indent}{function.name} = {shown}({function.name})"]
        lines[decorator.lineno - 1 : function.end_lineno] = [
            *lines[function.lineno - 1 : function.end_lineno],
            *after,
        ]
    return "\n".join(lines)

"""What `tr` and `translate` are asked for in ui and app, and what they cannot be asked for.

The same as lupdate finds, read with `ast` so that a test can do it without Qt's tools.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "emotune_gui"
ROOMS = ("ui", "app")
AT_RUN_TIME = "sentences.py"
"""The one file that asks for words it was handed; the tool lists them for lupdate."""
IN_F_STRING = "inside an f-string, where lupdate does not look"


@dataclass(frozen=True, slots=True)
class Asked:
    """One call; `problem` says why it cannot be translated, empty when it can."""

    file: str
    line: int
    context: str
    source: str
    comment: str = ""
    plural: bool = False
    problem: str = ""

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"


def sources(rooms: tuple[str, ...] = ROOMS) -> list[Path]:
    return sorted(file for room in rooms for file in (PACKAGE / room).rglob("*.py"))


def asked() -> list[Asked]:
    """Every call in ui and app, in the order of the files."""
    return [f for file in sources() if file.name != AT_RUN_TIME for f in asked_in(file)]


def asked_in(file: Path) -> Iterator[Asked]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    yield from _walk(tree, str(file.relative_to(ROOT)), "", running=False)


def _walk(
    node: ast.AST, file: str, owner: str, *, running: bool, quoted: bool = False
) -> Iterator[Asked]:
    """`owner` is the class round the node; `running` is False for what an import evaluates."""
    for child in ast.iter_child_nodes(node):
        inner = child.name if isinstance(child, ast.ClassDef) else owner
        is_code = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        if isinstance(child, ast.Call):
            found = _call(child, file, owner, running=running)
            if found is not None:
                yield replace(found, problem=IN_F_STRING) if quoted else found
        in_text = quoted or isinstance(child, ast.JoinedStr)
        yield from _walk(child, file, inner, running=running or is_code, quoted=in_text)


def _call(node: ast.Call, file: str, owner: str, *, running: bool) -> Asked | None:
    target = node.func
    is_tr = isinstance(target, ast.Attribute) and target.attr == "tr"
    is_translate = isinstance(target, ast.Name) and target.id == "translate"
    if isinstance(target, ast.Attribute) and target.attr == "translate":
        is_translate = isinstance(target.value, ast.Name) and "Application" in target.value.id
    if not (is_tr or is_translate):
        return None
    words = [_literal(argument) for argument in node.args]
    first = 0 if is_tr else 1
    context = owner if is_tr else (words[0] if words else None)
    source = words[first] if len(words) > first else None
    comment = words[first + 1] if len(words) > first + 1 else ""
    problem = _problem(node, context, source, running=running)
    plural = len(node.args) > first + 2 or any(k.arg == "n" for k in node.keywords)
    return Asked(
        *(file, node.lineno, context or "", source or "", comment or "", plural), problem=problem
    )


def _problem(node: ast.Call, context: str | None, source: str | None, *, running: bool) -> str:
    if context is None or source is None:
        return "the words are no literal, so lupdate cannot see them"
    if not running:
        return "asked for while the module is imported, before the language is known"
    target = node.func
    if isinstance(target, ast.Attribute) and target.attr == "tr":
        if not (isinstance(target.value, ast.Name) and target.value.id == "self"):
            return "tr of something other than self: lupdate takes its name for the context"
        if not context:
            return "tr outside a class"
    return ""


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None

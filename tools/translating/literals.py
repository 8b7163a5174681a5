"""Words in ui and app that a user would read although nobody translated them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tools.translating.below import RAISING, SILENT_CALLS
from tools.translating.calls import PACKAGE, ROOT, sources

SHOWING = {
    *("setText", "setToolTip", "setStatusTip", "setAccessibleName", "setAccessibleDescription"),
    *("setWindowTitle", "setPlaceholderText", "setSuffix", "setPrefix", "setTitle", "set_label"),
    *("text_label", "push_button", "ActionButton", "ChoiceDot", "TickBox", "Panel"),
    *("addItem", "addAction", "addTab", "notify", "show_notice", "set_empty", "drawText"),
    *("setLabelText", "setNameFilters", "getOpenFileName", "getSaveFileName", "show_message"),
    *("announce", "Status", "Check", "Column", "setFormat", "set_text", "Belief", "Reading"),
}
"""Calls whose words are seen or heard."""
FIRST_ONLY = {"text_label", "push_button", "ActionButton", "set_label", "announce", "show_message"}
"""What follows the words is a role, a key or a severity."""
PROSE = re.compile(r"[A-Z][^\s]* [^\s]+ .*[.!?…]", re.DOTALL)
"""A sentence, wherever it stands."""
WORD = re.compile(r"[A-Za-z]{3}")
NAMES = {"EmoTune", "Deutsch", "English", "dBFS"}
COMMAND_LINE = {"app/display.py", "app/photographs.py", "app/unattended.py", "ui/language.py"}
"""Files that speak where no window is."""


def untranslated() -> list[str]:
    """One line for each, with its place."""
    kept = COMMAND_LINE | set(RAISING)
    files = [file for file in sources() if str(file.relative_to(PACKAGE)) not in kept]
    return [line for file in files for line in untranslated_in(file)]


def untranslated_in(file: Path) -> Iterator[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node, words in _walk(tree, shown=False):
        yield f"{file.relative_to(ROOT)}:{node.lineno}: {words!r}"


def _walk(node: ast.AST, *, shown: bool) -> Iterator[tuple[ast.expr, str]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue  # a docstring
        if isinstance(child, ast.Call):
            yield from _call(child)
        elif isinstance(child, ast.JoinedStr):
            words = "".join(v.value for v in child.values if isinstance(v, ast.Constant))
            if _is_read(words, shown=shown):
                yield child, words
            places = [value for value in child.values if isinstance(value, ast.FormattedValue)]
            for place in places:
                yield from _walk(place, shown=False)
        elif isinstance(child, ast.Constant):
            if isinstance(child.value, str) and _is_read(child.value, shown=shown):
                yield child, child.value
        else:
            passes_on = isinstance(child, ast.IfExp | ast.BoolOp | ast.BinOp | ast.Starred)
            yield from _walk(child, shown=shown and passes_on)


def _call(node: ast.Call) -> Iterator[tuple[ast.expr, str]]:
    name = ast.unparse(node.func)
    last = name.rpartition(".")[2]
    if last in {"tr", "translate"}:
        return
    yield from _walk(node.func, shown=False)
    if SILENT_CALLS.fullmatch(name) and last not in SHOWING:
        return
    for place, argument in enumerate(node.args):
        shown = last in SHOWING and not (place and last in FIRST_ONLY)
        yield from _walk(ast.Expression(argument), shown=shown)
    for keyword in node.keywords:
        yield from _walk(ast.Expression(keyword.value), shown=False)


def _is_read(words: str, *, shown: bool) -> bool:
    plain = words.strip()
    if plain in NAMES or not WORD.search(plain.replace("Alt+", "")):
        return False  # Alt is Alt on a German keyboard too
    return shown or bool(PROSE.fullmatch(plain))

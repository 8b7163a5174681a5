"""Finds the sentences that rooms below ui raise or report, and writes each as a template.

f"{path.name} has no points; add a line" becomes "{0} has no points; add a line".
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from emotune_gui.ui.presenters.live_instruments import GENERAL_MIDI
from tools.translating.calls import PACKAGE, sources

ROOMS = ("domain", "capture", "perception", "music", "personalisation", "storage", "engine")
RAISING = ("app/surroundings.py", "app/desk.py", "app/jukebox.py", "app/projecting.py")
"""Files above that raise such sentences too: they run on threads of the pool."""
FAULTS = {
    *("EmoTuneError", "SourceUnavailable", "SourceLost", "EndOfSource", "SoundUnavailable"),
    *("StorageError", "NewerDatabase", "InvalidInput"),
}
SILENT_CALLS = re.compile(
    r"_log\.\w+|re\.\w+|\w*logging\.\w+|DDL|Column|text|mapped_column|print|cast|TypeVar"
    r"|.*\.(execute|exec_driver_sql|executescript|add_argument|strftime|debug|cursor|op\.\w+)"
)
"""Calls whose words no user of the window reads."""
NOT_READ = {
    *("engine/export_columns.py", "engine/demo_texts.py", "engine/demo_data.py"),
    *("engine/proving.py", "engine/logs.py", "engine/landmark_table.py", "domain/ports.py"),
    *("music/composing/harmony.py", "storage/tables.py", "storage/copying.py"),
    *("capture/scripted.py", "capture/sound_script.py", "music/songs/programs.py"),
}
"""Files that speak to the command line, the log or the database only."""
PHRASES = {
    *("personalisation/wording.py", "storage/repositories/consents.py", "engine/steering.py"),
    "engine/arm_words.py",
}
"""Files whose words are put together, so that parts of sentences count too."""
WORDS = (
    *("happy", "angry", "sad", "calm", "tense", "neutral"),
    *("louder", "softer", "smoother", "The camera", "The microphone", "Camera {0}"),
    "Demonstration",
    *("songs", "piano", "winds", "band"),
    *("The database", "The database {0}", "the face at rest", "the usual voice"),
    *("what was learned from the rating", "faster", "slower"),
    *("under {0}", "{0} to {1}", "{0} and more", "lowest third", "middle third", "highest third"),
)
"""What fills places (also out of a model's card), such as the emotion in
'A {0} song at the goal of the plan.'"""
SENTENCE = re.compile(r"[A-Z“'{].*[.!?:;…]|.*\. \{\d\}", re.DOTALL)
NAMED = re.compile(r"\{(\w*)(?:[^{}]*)\}")


def templates() -> list[str]:
    """Every template once, sorted."""
    found = {*WORDS, *GENERAL_MIDI}
    for file in (*sources(ROOMS), *(PACKAGE / name for name in RAISING)):
        if str(file.relative_to(PACKAGE)) not in NOT_READ:
            found.update(templates_in(file))
    return sorted(found)


def templates_in(file: Path) -> Iterator[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    loose = str(file.relative_to(PACKAGE)) in PHRASES
    for node, fault, silent in _texts(tree, fault=False, silent=False):
        words = "" if silent else _template(node)
        if _is_read(words, fault=fault, loose=loose):
            yield words


def _texts(node: ast.AST, *, fault: bool, silent: bool) -> Iterator[tuple[ast.expr, bool, bool]]:
    """Whole texts, whether they are words of a fault, and whether nobody reads them."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue  # a docstring
        if _is_text(child):
            assert isinstance(child, ast.expr)
            yield child, fault, silent
            yield from _texts_in_places(child, fault=fault, silent=silent)
            continue
        name = ast.unparse(child.func) if isinstance(child, ast.Call) else ""
        is_fault = name in FAULTS
        quiet = SILENT_CALLS.fullmatch(name) or (name.endswith("Error") and not is_fault)
        yield from _texts(child, fault=fault or is_fault, silent=silent or bool(name and quiet))


def _texts_in_places(
    node: ast.expr, *, fault: bool, silent: bool
) -> Iterator[tuple[ast.expr, bool, bool]]:
    for place in ast.walk(node):
        if isinstance(place, ast.FormattedValue):
            yield from _texts(place, fault=fault, silent=silent)


def _is_text(node: ast.AST) -> bool:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _is_text(node.left) and _is_text(node.right)
    is_words = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return is_words or isinstance(node, ast.JoinedStr)


def _template(node: ast.expr) -> str:
    """The text with its places numbered; empty when it is nothing but places."""
    raw = "".join(_parts(node))
    names: dict[str, int] = {}

    def numbered(place: re.Match[str]) -> str:
        name = place.group(1) or f" {len(names)}"
        return f"{{{names.setdefault(name, len(names))}}}"

    return NAMED.sub(numbered, raw)


def _parts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.BinOp):
        yield from _parts(node.left)
        yield from _parts(node.right)
    elif isinstance(node, ast.JoinedStr):
        for value in node.values:
            yield value.value if isinstance(value, ast.Constant) else "{}"
    elif isinstance(node, ast.Constant):
        yield node.value


def _is_read(words: str, *, fault: bool, loose: bool) -> bool:
    own = NAMED.sub("", words).strip()
    if "\n" in words or len(own) < 4 or " " not in words.strip():
        return False
    if re.search(r"\b(SELECT|INSERT|PRAGMA|CREATE|UPDATE|DELETE FROM|BEGIN)\b", words):
        return False
    return (
        fault or bool(SENTENCE.fullmatch(words)) or (loose and re.search("[a-z]", own) is not None)
    )

"""Renew, check and fill the translations of the window.

    python -m tools.translating renew          # after strings changed: .ts and .qm follow
    python -m tools.translating check          # exit code 1 when something is wrong
    python -m tools.translating todo FILE      # what is not translated yet, as a table
    python -m tools.translating fill FILE      # take such a table in, and renew

The table has a line a message: context, source, comment, translation, with tabs between; a line
break is written as \\n. Qt Linguist opens the .ts files as well.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.translating import below
from tools.translating.calls import ROOT, asked, sources
from tools.translating.catalogue import Key, problems, read, write
from tools.translating.literals import untranslated

FOLDER = ROOT / "resources" / "translations"
SENTENCES = FOLDER / "sentences.txt"
PLURAL_FORMS = {"de": 2}
"""Of every language there is; see docs/translating.md for a new one."""
CONTEXT = "Sentences"
MOST_TOLD = 60
OWN_CODE: Key = ("Language", "en", "")


def ts_file(code: str) -> Path:
    return FOLDER / f"emotune_{code}.ts"


def renew() -> None:
    """Extract, merge and compile every language."""
    templates = below.templates()
    SENTENCES.write_text("".join(f"{line}\n" for line in templates), encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix=".sentences-", dir=ROOT) as scratch:
        asking = Path(scratch) / "sentences_below.py"
        asking.write_text(_asking(templates), encoding="utf-8")
        for code in PLURAL_FORMS:
            _merge(code, [*sources(), asking])
            write(ts_file(code), {OWN_CODE: code})
            target = ts_file(code).with_suffix(".qm")
            _run("pyside6-lrelease", "-silent", str(ts_file(code)), "-qm", str(target))


def _asking(templates: list[str]) -> str:
    """A file in which lupdate finds the templates as it finds any other words."""
    lines = ["from PySide6.QtCore import QCoreApplication", "", "", "def all_of_them():"]
    lines += [f"    QCoreApplication.translate({CONTEXT!r}, {_quoted(t)})" for t in templates]
    return "\n".join(lines) + "\n"


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _merge(code: str, files: list[Path]) -> None:
    options = ("-locations", "none", "-no-obsolete", "-source-language", "en", "-silent")
    names = [str(file.relative_to(ROOT)) for file in files]
    target = str(ts_file(code).relative_to(ROOT))
    _run("pyside6-lupdate", *names, *options, "-target-language", code, "-ts", target)


def _run(*command: str) -> None:
    tool = Path(sys.executable).parent / command[0]
    subprocess.run([str(tool), *command[1:]], cwd=ROOT, check=True)


def check() -> list[str]:
    """Everything that is wrong, one line each."""
    calls = asked()
    found = [f"{call.place}: {call.problem}" for call in calls if call.problem]
    wanted = {(call.context, call.source, call.comment) for call in calls if not call.problem}
    wanted |= {(CONTEXT, template, "") for template in below.templates()}
    for code, forms in PLURAL_FORMS.items():
        messages = read(ts_file(code))
        held = {message.key for message in messages}
        found += [f"{code}: missing: {key}" for key in sorted(wanted - held)]
        found += [f"{code}: asked for no longer: {key}" for key in sorted(held - wanted)]
        found += [f"{code}: {line}" for line in problems(messages, plural_forms=forms)]
        compiled = ts_file(code).with_suffix(".qm")
        if not compiled.is_file():
            found.append(f"{code}: {compiled.name} is missing")
    return found + [f"not translated: {line}" for line in untranslated()]


def todo(file: Path, code: str) -> int:
    rows = [m.key for m in read(ts_file(code)) if m.state == "unfinished"]
    lines = ["\t".join((*map(_flat, key), "")) for key in rows]
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return len(rows)


def fill(file: Path, code: str) -> int:
    table: dict[Key, str] = {}
    for line in file.read_text(encoding="utf-8").split("\n"):
        cells = [cell.replace("\\n", "\n") for cell in line.split("\t")]
        if len(cells) == 4 and cells[3]:
            table[cells[0], cells[1], cells[2]] = cells[3]
    filled = write(ts_file(code), table)
    renew()
    return filled


def _flat(words: str) -> str:
    return words.replace("\n", "\\n")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.translating", description=__doc__)
    parser.add_argument("task", choices=("renew", "check", "todo", "fill"))
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--language", choices=tuple(PLURAL_FORMS), default="de")
    given = parser.parse_args()
    if given.task in {"todo", "fill"} and given.file is None:
        parser.error("name the file of the table")
    if given.task == "renew":
        renew()
    elif given.task == "todo":
        sys.stdout.write(f"{todo(given.file, given.language)} left to translate\n")
    elif given.task == "fill":
        sys.stdout.write(f"{fill(given.file, given.language)} translated\n")
    wrong = check()
    sys.stdout.write("\n".join([*wrong[:MOST_TOLD], f"{len(wrong)} problems"]) + "\n")
    return int(bool(wrong) and given.task == "check")


if __name__ == "__main__":
    raise SystemExit(main())

"""The command line. Without a command the window opens; each command is one thin function."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from emotune_gui import __version__
from emotune_gui.commands.output import complain
from emotune_gui.domain.faults import EmoTuneError

if TYPE_CHECKING:
    from collections.abc import Callable

_COMMANDS = {
    "window": "open the program's window (the default)",
    "live": "run a live session unattended, with the same engine and window",
    "clients": "list, add, show, delete, export and import clients",
    "sessions": "list, show, report, export and render saved sessions",
    "demo-data": "fill a database with invented clients and their sessions",
    "rate": "rate a bar of a saved session, as the button does",
    "songs": "list, label, check and recommend songs",
    "train": "train the models in models/",
    "evaluate": "measure the models on labelled data",
    "compose": "compose music for an affect, or along a path of them",
    "shape": "shape a song by affect, from its first note to its last",
    "analyse": "analyse films, photographs and sound in bulk",
    "listen": "tell what is heard in an audio file or in the sound of a film",
    "screenshots": "photograph every page with fictitious data, for the guide",
    "landmarks": "write the landmarks of a recording, photographs or a face set as a table",
}


_OF_THE_PROGRAM = ("-h", "--help", "--version")
"""Options before any command; every other option belongs to the window."""


class Command(Protocol):
    """A module of `emotune_gui.commands`."""

    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or (words[0].startswith("-") and words[0] not in _OF_THE_PROGRAM):
        words = ["window", *words]
    return _run(words)


def _run(words: list[str]) -> int:
    parser = _overview()
    if words[0] not in _COMMANDS:
        parser.parse_args(words)
        return 0
    # Only the chosen command is imported: the window must be visible within 1.5 s.
    command: Command = importlib.import_module(f"emotune_gui.commands.{words[0].replace('-', '_')}")
    own = argparse.ArgumentParser(prog=f"emotune {words[0]}", description=_COMMANDS[words[0]])
    command.add_arguments(own)
    try:
        return command.run(own.parse_args(words[1:]))
    except EmoTuneError as error:
        complain(str(error))
    except ImportError as error:
        complain(f"A part of EmoTune or a system library is missing; install it again ({error}).")
    return 1


def _overview() -> argparse.ArgumentParser:
    listing = "\n".join(f"  {name:<11} {text}" for name, text in _COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="emotune",
        description="EmoTune: music that answers emotion, for therapists.",
        epilog=f"commands:\n{listing}\n\n'emotune COMMAND --help' says more.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"EmoTune {__version__}")
    parser.add_argument("command", choices=tuple(_COMMANDS), nargs="?", metavar="COMMAND")
    return parser

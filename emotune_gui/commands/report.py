"""``emotune sessions report ID --pdf FILE``: a session, or a client's course, on paper."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any


def add_subcommand(actions: Any) -> argparse.ArgumentParser:
    """Register `report` among the actions of ``emotune sessions``; gives its parser."""
    parser: argparse.ArgumentParser = actions.add_parser(
        "report", help="a session, or its client's whole course, as a PDF"
    )
    parser.add_argument("id", type=int)
    parser.add_argument("--pdf", type=Path, metavar="FILE.pdf", required=True)
    parser.add_argument(
        "--history", action="store_true", help="all sessions of this session's client"
    )
    parser.add_argument("--paper", choices=("a4", "letter"), default="a4")
    parser.add_argument(
        "--without", action="append", default=[], metavar="PART", help="leave a part out"
    )
    parser.add_argument("--drafts", action="store_true", help="with notes that are not locked")
    parser.add_argument(
        "--supervision",
        action="store_true",
        help="for a supervising colleague: a number for the name, only with that consent",
    )
    parser.add_argument("--language", choices=("en", "de"), default="en")
    return parser


def report(database: Any, arguments: argparse.Namespace) -> dict[str, Any]:
    """Write the PDF. Raises EmoTuneError for a wrong number, part or place."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    from emotune_gui.domain.faults import InvalidInput
    from emotune_gui.ui import language, theme
    from emotune_gui.ui.reporting.gathering import gather
    from emotune_gui.ui.reporting.matter import Choices, Paper, Section, Wanted
    from emotune_gui.ui.reporting.writing import write_report

    known = {section.value for section in Section}
    unknown = sorted(set(arguments.without) - known)
    if unknown:
        raise InvalidInput(f"There is no part {unknown[0]}; the parts are {', '.join(Section)}.")
    app = QGuiApplication.instance() or QGuiApplication(["emotune"])
    language.install(app, arguments.language)
    theme.load_fonts()
    info = database.sessions.info(arguments.id)
    kept = frozenset(section for section in Section if section.value not in arguments.without)
    choices = Choices(
        kept, Paper(arguments.paper), drafts=arguments.drafts, supervision=arguments.supervision
    )
    session = None if arguments.history else info.id
    wanted = Wanted(info.client_id, arguments.pdf, choices, session)
    pages = write_report(gather(database, wanted), choices, wanted.target)
    detail = "supervision" if choices.supervision else ""
    database.audit.record(
        "session.report", client_id=info.client_id, session_id=info.id, detail=detail
    )
    del app
    return {"session": info.id, "pdf": str(arguments.pdf), "pages": pages}

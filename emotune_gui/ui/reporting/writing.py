"""From matter to a PDF file: drawn twice (once to count the pages), complete or not at all."""

from __future__ import annotations

import errno
import os
import re
import tempfile
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPainter, QPdfWriter

from emotune_gui import __version__
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.ui.reporting import history_part, paper, sections, session_part, words
from emotune_gui.ui.reporting.matter import (
    OF_ONE_SESSION,
    Choices,
    HistoryMatter,
    ReportMatter,
    Section,
)
from emotune_gui.ui.reporting.sheet import Cancelled, Frame, Sheet
from emotune_gui.ui.wording import shortened, translate

_CODES = re.compile(rb"beginbfrange.*?endcmap", re.DOTALL)

Progress = Callable[[float], bool]
"""Told the share done (0-1) at every page; False ends the work with `Cancelled`."""


def write_report(
    matter: ReportMatter,
    choices: Choices,
    target: Path,
    progress: Progress = lambda _share: True,
) -> int:
    """Write the PDF and give its number of pages. Needs a QGuiApplication; any thread.

    Raises InvalidInput (nowhere to write, disk full, nothing chosen) or `Cancelled`; in neither
    case is a file left, nor one that was there before changed.
    """
    if not choices.sections:
        raise InvalidInput(translate("Report", "Choose at least one part of the report."))
    data = _drawn(matter, choices, progress)
    _save(data[0], target)
    return data[1]


def _drawn(matter: ReportMatter, choices: Choices, progress: Progress) -> tuple[bytes, int]:
    def counted(page: int) -> None:
        _go_on(progress, min(0.5, page / 400))

    _, pages = _draw(matter, choices, 0, counted)

    def turned(page: int) -> None:
        _go_on(progress, 0.5 + 0.5 * min(1.0, page / pages))

    return _draw(matter, choices, pages, turned)


def _go_on(progress: Progress, share: float) -> None:
    if not progress(share):
        raise Cancelled


def _draw(
    matter: ReportMatter, choices: Choices, pages: int, turned: Callable[[int], None]
) -> tuple[bytes, int]:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    device = QPdfWriter(buffer)
    device.setResolution(paper.RESOLUTION)
    device.setPageLayout(paper.page_layout(choices.paper))
    device.setTitle(document_title(matter))
    device.setCreator(f"EmoTune {__version__}")
    device.setAuthor(matter.practice.name)
    painter = QPainter(device)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    try:
        sheet = Sheet(device, painter, paper.page_box(choices.paper), _frame(matter, pages), turned)
        draw_all(sheet, matter, choices)
    finally:
        painter.end()
    return _searchable(bytes(buffer.data().data())), sheet.page


def _searchable(data: bytes) -> bytes:
    """Let spaces be found and copied as spaces.

    Inter draws tab and space with one glyph, and Qt names a glyph by the lowest code that has it.
    The codes are of one length, so that nothing else in the file moves.
    """
    return _CODES.sub(lambda found: found[0].replace(b"<0009>", b"<0020>"), data)


def document_title(matter: ReportMatter) -> str:
    name = shortened(matter.client.name, 80)
    return f"{sections.title(matter)}: {name}, {sections.period(matter)}"


def _frame(matter: ReportMatter, pages: int) -> Frame:
    confidential = translate("Report", "Confidential")
    return Frame(
        head_left=matter.practice.name or "EmoTune",
        head_right=f"{isolated(shortened(matter.client.name, 40))}, {sections.period(matter)}",
        foot=f"{confidential}  ·  {words.disclaimer()}",
        page_words=translate("Report", "Page {page} of {pages}"),
        pages=pages,
    )


def isolated(name: str) -> str:
    """A name from right to left apart from what stands beside it (Unicode annex 9, isolates).

    Other names stay bare: the marks are in no typeface of ours, which would embed another one.
    """
    turned = any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in name)
    return f"\u2068{name}\u2069" if turned else name


def draw_all(sheet: Sheet, matter: ReportMatter, choices: Choices) -> None:
    """Every chosen part that this kind of report has, in the order of Section."""
    covered = Section.COVER in choices.sections
    sheet.begin(framed=not covered)
    if covered:
        sections.draw_cover(sheet, matter)
        if len(choices.sections) > 1:
            sheet.new_page()
    else:
        sections.draw_title(sheet, matter)
    for section in Section:
        if section in choices.sections and section is not Section.COVER:
            _draw_section(sheet, matter, section)


def _draw_section(sheet: Sheet, matter: ReportMatter, section: Section) -> None:
    common = {
        Section.FACTS: sections.draw_client_facts,
        Section.CONSENT: sections.draw_consent,
        Section.NOTES: sections.draw_notes,
        Section.HONESTY: sections.draw_honesty,
    }
    if section in common:
        common[section](sheet, matter)
    if isinstance(matter.body, HistoryMatter):
        if section is Section.FACTS:
            history_part.draw_sessions(sheet, matter.body)
        elif section is Section.EMOTIONS:
            history_part.draw_emotions(sheet, matter.body)
        elif section is Section.SCALES:
            history_part.draw_scales(sheet, matter.body)
    elif section not in common:
        {
            Section.CURVES: session_part.draw_curves,
            Section.EMOTIONS: session_part.draw_emotions,
            Section.MUSIC: session_part.draw_music,
            Section.MARKERS: session_part.draw_markers,
            Section.RATINGS: session_part.draw_ratings,
            Section.SCALES: session_part.draw_scales,
        }[section](sheet, matter.body)


def sections_of(history: bool) -> tuple[Section, ...]:
    """Those that can be chosen."""
    return tuple(s for s in Section if not (history and s in OF_ONE_SESSION))


def _save(data: bytes, target: Path) -> None:
    """Beside the target first, then in its place in one step."""
    beside = None
    try:
        handle, name = tempfile.mkstemp(prefix=".emotune-", suffix=".part", dir=target.parent)
        beside = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except OSError as error:
        if beside is not None:
            with suppress(OSError):
                beside.unlink()
        raise InvalidInput(_why_not(target, error)) from error


def _why_not(target: Path, error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return translate("Report", "The disk is full: make room, or choose another place.")
    if not target.parent.is_dir():
        said = translate("Report", "There is no folder {folder}: choose another place.")
        return said.format(folder=target.parent)
    if target.is_dir():
        return translate("Report", "{file} is a folder: type a name for the report.").format(
            file=target
        )
    said = translate("Report", "Nothing can be written in {folder}: choose another place.")
    return said.format(folder=target.parent)

"""The look of a printed page: sizes in tenths of a point, inks that survive a grey printer."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPageLayout, QPageSize, QPen

from emotune_gui.domain.emotion import Emotion
from emotune_gui.ui.reporting.matter import Paper
from emotune_gui.ui.theme import FAMILY

RESOLUTION = 720
"""Dots an inch, so that ten units are one point and whole-numbered fonts are fine enough."""
POINT = 10.0
MARGIN = 54 * POINT
"""Three quarters of an inch: what every printer can print."""
INK, MUTED, RULE, SHADE = "#1a1d21", "#4f565f", "#b9bfc6", "#e9ecef"
TITLE, HEADING, SUBHEADING, BODY, SMALL = 22.0, 14.0, 11.0, 9.5, 8.0
"""Type sizes in points."""

DASHES: tuple[tuple[float, ...], ...] = (
    (),
    (6.0, 2.5),
    (1.5, 2.0),
    (7.0, 2.0, 1.5, 2.0),
    (11.0, 3.0),
    (3.5, 2.0),
    (9.0, 2.0, 1.5, 2.0, 1.5, 2.0),
    (1.5, 4.0),
)
"""Dash and gap in widths of the line; with the shapes they tell curves apart without colour."""

EMOTION_INKS: dict[Emotion, str] = {
    Emotion.HAPPINESS: "#B87900",
    Emotion.SADNESS: "#0072B2",
    Emotion.ANGER: "#C05000",
    Emotion.NEUTRAL: "#6E6E6E",
    Emotion.FEAR: "#A8558A",
    Emotion.SURPRISE: "#8A7F00",
    Emotion.DISGUST: "#007A59",
    Emotion.CONTEMPT: "#2C86BC",
}
"""The emotions' colours (theme.EMOTION_COLOURS), darker where white paper asks for it."""


def font(points: float = BODY, *, bold: bool = False) -> QFont:
    """Inter as it is drawn on paper.

    No alternative figures or contextual forms: their glyphs have no code point, and a reader could
    neither search nor copy them.
    """
    made = QFont(FAMILY)
    made.setPixelSize(round(points * POINT))
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for feature in ("calt", "liga", "dlig", "ccmp"):
        made.setFeature(QFont.Tag(feature), 0)
    return made


def pen(ink: str, points: float = 1.0, dashes: tuple[float, ...] = ()) -> QPen:
    made = QPen(QColor(ink), points * POINT)
    made.setCapStyle(Qt.PenCapStyle.FlatCap if dashes else Qt.PenCapStyle.RoundCap)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dashes:
        made.setDashPattern(list(dashes))
    return made


def page_layout(paper: Paper) -> QPageLayout:
    size = QPageSize.PageSizeId.A4 if paper is Paper.A4 else QPageSize.PageSizeId.Letter
    return QPageLayout(
        QPageSize(size), QPageLayout.Orientation.Portrait, QMarginsF(), QPageLayout.Unit.Point
    )


def page_box(paper: Paper) -> QRectF:
    """The whole sheet in units."""
    size: QSizeF = page_layout(paper).pageSize().size(QPageSize.Unit.Point)
    return QRectF(0.0, 0.0, size.width() * POINT, size.height() * POINT)

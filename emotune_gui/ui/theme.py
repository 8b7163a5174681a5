"""The look of the program: two neutral surfaces, one accent, three type sizes, an 8-pixel grid.

A painted widget asks `tokens()` for its colours while it paints; `apply` sets them on the
application as a palette, so that every widget hears of a change by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from emotune_gui.bundled import bundled
from emotune_gui.domain.emotion import Emotion
from emotune_gui.domain.voice import VoiceEmotion

GRID = 8
"""Pixels; every distance is a multiple of it, or half of it inside a control."""
SMALL_PX, BODY_PX, DISPLAY_PX = 12, 14, 26
"""The three type sizes."""
FAR_PX = 38
"""The one word that is to be read from two metres: what the client is believed to feel."""
CONTROL_HEIGHT, SMALL_CONTROL_HEIGHT = 36, 28
RADIUS = 6
FAMILY = "Inter"


class ThemeName(StrEnum):
    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours as `#rrggbb`. `surface` lies under `panel`; `line` parts what must be parted."""

    surface: str
    panel: str
    hover: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    alert: str
    dark: bool


DARK = Tokens(
    surface="#15171a",
    panel="#1d2024",
    hover="#292d33",
    line="#33383f",
    text="#e8eaed",
    muted="#a0a7b0",
    accent="#93a4ff",
    on_accent="#12141c",
    alert="#ff9d7a",
    dark=True,
)
LIGHT = Tokens(
    surface="#eef0f2",
    panel="#ffffff",
    hover="#e6e9ed",
    line="#ccd1d7",
    text="#1a1d21",
    muted="#59616b",
    accent="#3f51c4",
    on_accent="#ffffff",
    alert="#a83c10",
    dark=False,
)

EMOTION_COLOURS: Mapping[Emotion | VoiceEmotion, str] = {
    Emotion.HAPPINESS: "#E69F00",
    Emotion.SADNESS: "#0072B2",
    Emotion.ANGER: "#D55E00",
    Emotion.NEUTRAL: "#999999",
    Emotion.FEAR: "#CC79A7",
    Emotion.SURPRISE: "#F0E442",
    Emotion.DISGUST: "#009E73",
    Emotion.CONTEMPT: "#56B4E9",
    VoiceEmotion.CALM: "#44AA99",
}
"""Okabe and Ito's palette (PRODUCT.md); always shown with a label or a shape beside it. What face
and voice have in common is the same key: both are enums of strings."""

SKY, BLUE = "#56B4E9", "#0072B2"
"""Of the same palette: what the face does is drawn in one of them, dark and light theme."""


_painted_in: list[Tokens] = []


@contextmanager
def painted_in(chosen: Tokens | None) -> Iterator[None]:
    """While a widget paints: these colours instead of the application's. GUI thread only."""
    if chosen is None:
        yield
        return
    _painted_in.append(chosen)
    try:
        yield
    finally:
        _painted_in.pop()


def tokens() -> Tokens:
    """The colours now in force, read back from the application's palette."""
    if _painted_in:
        return _painted_in[-1]
    window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return DARK if window.lightness() < 128 else LIGHT


def colour(value: str, alpha: float = 1.0) -> QColor:
    """`#rrggbb` with an opacity of 0 to 1."""
    made = QColor(value)
    made.setAlphaF(min(1.0, max(0.0, alpha)))
    return made


def emotion_colour(emotion: Emotion | VoiceEmotion, alpha: float = 1.0) -> QColor:
    return colour(EMOTION_COLOURS[emotion], alpha)


def cue_colour() -> QColor:
    """For the action cues, which are not emotions and so share no colour with those shown."""
    return QColor(SKY if tokens().dark else BLUE)


def font(size_px: int = BODY_PX, *, bold: bool = False) -> QFont:
    """The program's typeface with figures of one width, so that changing numbers stand still."""
    made = QFont(FAMILY)
    made.setPixelSize(size_px)
    made.setFeature(QFont.Tag("tnum"), 1)
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made


def resolved(name: ThemeName) -> ThemeName:
    """LIGHT or DARK; SYSTEM asks the desktop."""
    if name is not ThemeName.SYSTEM:
        return name
    scheme = QGuiApplication.styleHints().colorScheme()
    return ThemeName.DARK if scheme is Qt.ColorScheme.Dark else ThemeName.LIGHT


def apply(app: QApplication, name: ThemeName = ThemeName.DARK) -> None:
    """Dress the whole application; may be called again at any time to change the theme."""
    chosen = DARK if resolved(name) is ThemeName.DARK else LIGHT
    load_fonts()
    app.setStyle("Fusion")
    app.setFont(font())
    app.setPalette(_palette(chosen))
    app.setStyleSheet(_style_sheet(chosen))


def load_fonts() -> None:
    if FAMILY in QFontDatabase.families():
        return
    for path in sorted(bundled("resources", "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def _palette(chosen: Tokens) -> QPalette:
    role = QPalette.ColorRole
    roles = {
        role.Window: chosen.surface,
        role.WindowText: chosen.text,
        role.Base: chosen.panel,
        role.AlternateBase: chosen.surface,
        role.Text: chosen.text,
        role.PlaceholderText: chosen.muted,
        role.Button: chosen.panel,
        role.ButtonText: chosen.text,
        role.BrightText: chosen.alert,
        role.Highlight: chosen.accent,
        role.HighlightedText: chosen.on_accent,
        role.Accent: chosen.accent,
        role.Link: chosen.accent,
        role.Mid: chosen.line,
        role.Midlight: chosen.hover,
        role.ToolTipBase: chosen.panel,
        role.ToolTipText: chosen.text,
    }
    palette = QPalette(QColor(chosen.panel), QColor(chosen.surface))
    for target, value in roles.items():
        palette.setColor(target, QColor(value))
    for target in (role.WindowText, role.Text, role.ButtonText):
        faint = colour(chosen.muted, 0.6)
        palette.setColor(QPalette.ColorGroup.Disabled, target, faint)
    return palette


def _style_sheet(chosen: Tokens) -> str:
    template = bundled("resources", "themes", "emotune.qss").read_text(encoding="utf-8")
    values = {field: getattr(chosen, field) for field in Tokens.__dataclass_fields__}
    arrow = bundled("resources", "icons", f"chevron-{'dark' if chosen.dark else 'light'}.svg")
    sizes = {"small": SMALL_PX, "body": BODY_PX, "display": DISPLAY_PX, "radius": RADIUS}
    return Template(template).substitute(
        values, **sizes, control=CONTROL_HEIGHT - 2, chevron=arrow.as_posix()
    )

"""The client's own window: calm and dim, nothing of what is believed about them."""

from __future__ import annotations

from functools import partial
from math import pow as power

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QRadialGradient,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from emotune_gui.domain.live import MusicState, ScalePrompt
from emotune_gui.ui import theme
from emotune_gui.ui.language import figure
from emotune_gui.ui.presenters.client_screen import BREATHS_RANGE, Light, SlowLight, pacer
from emotune_gui.ui.presenters.live_scales import question_words
from emotune_gui.ui.speech import announce
from emotune_gui.ui.views.client_notice import CARD_WIDTH, GROUND, NoticeCard, other_screen
from emotune_gui.ui.views.recording_sign import RecordingSign
from emotune_gui.ui.widgets.buttons import ActionButton, Kind
from emotune_gui.ui.widgets.scales import ScaleCard
from emotune_gui.ui.widgets.text import text_label

FRAME_MS = 50
BREATH_STEP = 0.5
_WARM, _COOL = (1.0, 0.72, 0.40), (0.42, 0.66, 1.0)
_WEIGHTS = (0.2126, 0.7152, 0.0722)


def light_colour(light: Light, share: float = 1.0) -> QColor:
    """The sRGB colour of this relative luminance (times `share`), IEC 61966-2-1."""
    tint = [c + light.warmth * (w - c) for w, c in zip(_WARM, _COOL, strict=True)]
    scale = light.level * share / sum(w * t for w, t in zip(_WEIGHTS, tint, strict=True))

    def encoded(value: float) -> float:
        value = min(1.0, max(0.0, value))
        return 12.92 * value if value <= 0.0031308 else 1.055 * power(value, 1 / 2.4) - 0.055

    return QColor.fromRgbF(*(encoded(scale * part) for part in tint))


class CalmView(QWidget):
    """The breathing pacer, or a light that follows the music slowly."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.breathing = True
        self.breaths = 6.0
        self._t = 0.0
        self._light = SlowLight()
        self._music = MusicState()
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(partial(self.advance, FRAME_MS / 1000))
        self._describe()

    def showEvent(self, event: object) -> None:
        self._timer.start()

    def hideEvent(self, event: object) -> None:
        self._timer.stop()

    def show_music(self, music: MusicState) -> None:
        self._music = music

    def set_breathing(self, on: bool) -> None:
        self.breathing = on
        self._describe()
        self.update()

    def set_breaths(self, breaths: float) -> None:
        low, high = BREATHS_RANGE
        self.breaths = min(high, max(low, breaths))
        self._describe()

    def _describe(self) -> None:
        pace = self.tr("Breathing pacer, {0} breaths a minute").format(figure(self.breaths, "g"))
        light = self.tr("A light that follows the music")
        self.setAccessibleName(pace if self.breathing else light)

    def advance(self, seconds: float) -> None:
        self._t += seconds
        self._light.step(self._music, seconds)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        room = min(self.width(), self.height()) / 2 - 8
        middle = QPointF(self.width() / 2, self.height() / 2)
        if self.breathing:
            self._paint_breath(painter, middle, room)
        else:
            self._paint_light(painter, middle, room)

    def _paint_breath(self, painter: QPainter, middle: QPointF, room: float) -> None:
        full, inward = pacer(self._t, self.breaths)
        calm = Light(level=0.09, warmth=0.35)
        painter.setBrush(light_colour(calm, 0.35))
        painter.drawEllipse(middle, room, room)
        painter.setBrush(light_colour(calm))
        radius = room * (0.35 + 0.6 * full)
        painter.drawEllipse(middle, radius, radius)
        painter.setPen(theme.colour(theme.DARK.text))
        painter.setFont(theme.font(theme.DISPLAY_PX))
        words = self.tr("breathe in") if inward else self.tr("breathe out")
        place = QRectF(0, middle.y() - 24, self.width(), 48)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_light(self, painter: QPainter, middle: QPointF, room: float) -> None:
        light = self._light.now
        glow = QRadialGradient(middle, room * light.size)
        glow.setColorAt(0.0, light_colour(light))
        glow.setColorAt(0.6, light_colour(light, 0.5))
        glow.setColorAt(1.0, QColor(GROUND))
        painter.setBrush(glow)
        painter.drawEllipse(middle, room * light.size, room * light.size)


class ClientScreen(QWidget):
    """A window of its own. Questions and ratings are signals; the session goes on without it."""

    acknowledged = Signal()
    """The client has read that emotion recognition is in use."""
    stop_asked = Signal()
    fit_rated = Signal(bool)
    score_rated = Signal(int)
    answered = Signal(object)
    dismissed = Signal()
    closed = Signal()

    def __init__(self, *, looks: bool = True, listens: bool = False, breaths: float = 6.0) -> None:
        """`looks`, `listens`: what the notice says is analysed; neither: no notice is due."""
        super().__init__()
        self.setWindowTitle(self.tr("EmoTune: for you"))
        self.setAutoFillBackground(True)
        self._paint_dark()
        self.resize(960, 640)
        self._stack = QStackedWidget()
        self.calm = CalmView()
        self.calm.set_breaths(breaths)
        self.card = ScaleCard()
        self._said = text_label("", "muted")
        self._notice = NoticeCard(looks=looks, listens=listens)
        self._notice.read.connect(self._read)
        self.notice_text, self.read_button = self._notice.words, self._notice.button
        self._stack.addWidget(self._notice)
        self._stack.addWidget(self.calm)
        self._stack.addWidget(self._card_page())
        self._controls = self._control_row()
        self._foot = self._foot_row()
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.GRID * 3] * 4)
        column.setSpacing(theme.GRID * 2)
        self.recording = RecordingSign(ink=theme.DARK.text)
        column.addWidget(self.recording, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._stack, 1)
        column.addWidget(self._said, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._controls)
        column.addWidget(self._foot)
        self.card.answered.connect(self._answer)
        self.card.dismissed.connect(self.dismissed)
        self._dim()
        self._bind_keys()
        self._noticed = not (looks or listens)
        self._show_part()

    def _dim(self) -> None:
        for button in self.findChildren(ActionButton):
            button.set_tokens(theme.DARK)
        self.card.set_tokens(theme.DARK)
        for label in (self._said, self._pace):
            label.setStyleSheet(f"color: {theme.DARK.muted};")

    def _paint_dark(self) -> None:
        """Dim whatever the theme of the therapist's window is."""
        palette = self.palette()
        palette.setColor(self.backgroundRole(), QColor(GROUND))
        palette.setColor(self.foregroundRole(), QColor(theme.DARK.text))
        self.setPalette(palette)

    def _card_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.addStretch(1)
        self.card.setFixedWidth(CARD_WIDTH)
        column.addWidget(self.card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return page

    def _control_row(self) -> QWidget:
        row_of = QWidget()
        row = QHBoxLayout(row_of)
        row.setContentsMargins(0, 0, 0, 0)
        self._kind = ActionButton(self.tr("Light"), "V", small=True)
        self._kind.clicked.connect(self._toggle_kind)
        slower = ActionButton(self.tr("Breathe slower"), "−", small=True)
        faster = ActionButton(self.tr("Breathe faster"), "+", small=True)
        slower.clicked.connect(partial(self._change_breaths, -BREATH_STEP))
        faster.clicked.connect(partial(self._change_breaths, BREATH_STEP))
        self._pace = text_label("", "muted")
        row.addStretch(1)
        for widget in (self._kind, slower, self._pace, faster):
            row.addWidget(widget)
        row.addStretch(1)
        self._paced = (slower, faster, self._pace)
        self._show_pace()
        return row_of

    def _foot_row(self) -> QWidget:
        row_of = QWidget()
        row = QHBoxLayout(row_of)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        fits = ActionButton(self.tr("This music fits"), "F")
        misfits = ActionButton(self.tr("It does not"), "G")
        fits.clicked.connect(partial(self._rate_fit, True))
        misfits.clicked.connect(partial(self._rate_fit, False))
        row.addWidget(fits)
        row.addWidget(misfits)
        row.addSpacing(theme.GRID * 2)
        for score in range(1, 6):
            button = ActionButton(str(score))
            button.setAccessibleName(self.tr("Rate the music {0} of 5").format(score))
            button.clicked.connect(partial(self._rate_score, score))
            row.addWidget(button)
        row.addStretch(1)
        self.stop_button = ActionButton(self.tr("Stop the music"), "Esc", Kind.STRONG)
        self.stop_button.setMinimumWidth(220)
        self.stop_button.clicked.connect(self.stop_asked)
        row.addWidget(self.stop_button)
        return row_of

    def _bind_keys(self) -> None:
        keys = {
            "F": partial(self._rate_fit, True),
            "G": partial(self._rate_fit, False),
            "V": self._toggle_kind,
            "-": partial(self._change_breaths, -BREATH_STEP),
            "+": partial(self._change_breaths, BREATH_STEP),
            **{str(score): partial(self._rate_score, score) for score in range(1, 6)},
        }
        for key, action in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(action)
        for key in ("Return", "Enter"):
            QShortcut(QKeySequence(key), self._notice).activated.connect(self._read)

    # What is shown

    def show_apart(self, other: QWidget) -> None:
        """Full screen where the therapist's window is not; a plain window on a single monitor."""
        screen = other_screen(other)
        if screen is not None:
            self.setGeometry(screen.geometry())
            self.showFullScreen()
        else:
            self.show()

    def show_question(self, prompt: ScalePrompt | None) -> None:
        self._asked = prompt
        if prompt is not None:
            self.card.set_question(question_words(prompt.moment))
            announce(self, question_words(prompt.moment))
        self._show_part()

    _asked: ScalePrompt | None = None

    def _show_part(self) -> None:
        if not self._noticed:
            self._stack.setCurrentWidget(self._notice)
            self.read_button.setFocus()
        elif self._asked is not None:
            self._stack.setCurrentIndex(2)
            self.card.setFocus()
        else:
            self._stack.setCurrentWidget(self.calm)
        calm = self._stack.currentWidget() is self.calm
        self._controls.setVisible(calm)

    @property
    def part(self) -> str:
        """'notice', 'calm' or 'question'."""
        return ("notice", "calm", "question")[self._stack.currentIndex()]

    def show_music(self, music: MusicState) -> None:
        self.calm.show_music(music)
        stopped = self.tr("The music has stopped")
        words = stopped if music.faded else self.tr("Stop the music")
        if self.stop_button.text() != words:
            self.stop_button.set_label(words)
            self.stop_button.setEnabled(not music.faded)

    def say(self, words: str) -> None:
        self._said.setText(words)

    # What the client does

    def _read(self) -> None:
        if not self._noticed:
            self._noticed = True
            self.acknowledged.emit()
            self._show_part()

    def _answer(self, answers: object) -> None:
        self.answered.emit(answers)
        self.say(self.tr("Thank you."))

    def _rate_fit(self, fits: bool, _checked: bool = False) -> None:
        if self._noticed:
            self.fit_rated.emit(fits)

    def _rate_score(self, score: int, _checked: bool = False) -> None:
        if self._noticed:
            self.score_rated.emit(score)

    def _toggle_kind(self, _checked: bool = False) -> None:
        self.calm.set_breathing(not self.calm.breathing)
        light, breath = self.tr("Light"), self.tr("Breathing")
        self._kind.set_label(light if self.calm.breathing else breath)
        for widget in self._paced:
            widget.setVisible(self.calm.breathing)

    def _change_breaths(self, change: float, _checked: bool = False) -> None:
        self.calm.set_breaths(self.calm.breaths + change)
        self._show_pace()

    def _show_pace(self) -> None:
        self._pace.setText(self.tr("{0} a minute").format(figure(self.calm.breaths, "g")))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)

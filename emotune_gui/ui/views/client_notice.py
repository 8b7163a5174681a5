"""The notice that emotions are recognised: on the client's screen, and asked for before Start."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QScreen, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from emotune_gui.domain.session import Client, Purpose
from emotune_gui.ui import theme
from emotune_gui.ui.page import FittedDialog, spread
from emotune_gui.ui.views.clients_dialogs import push_button
from emotune_gui.ui.widgets.buttons import ActionButton, Kind
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.wording import shortened, translate

CARD_WIDTH = 640
NOTICE_PX = 20
GROUND = "#101214"
"""Of the client's screen, whatever the theme."""


def notice_words(*, looks: bool, listens: bool) -> str:
    """What the client is told; engine/notices.py counts the version of these words."""
    what = {
        (True, True): translate("Notice", "your face and your voice"),
        (True, False): translate("Notice", "your face"),
        (False, True): translate("Notice", "your voice"),
        (False, False): "",
    }[looks, listens]
    return translate(
        "Notice",
        "In this session a computer estimates emotions from {0}, so that the music can follow. "
        "It can be wrong, and it is no diagnosis. You can ask to have it stopped at any time, "
        "and you can stop the music yourself.",
    ).format(what)


class NoticeCard(QWidget):
    """The notice and a button for who has read it; dim, for the client's screen."""

    read = Signal()

    def __init__(self, *, looks: bool, listens: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.addStretch(1)
        title = text_label(self.tr("Before we begin"), "display")
        self.words = text_label(notice_words(looks=looks, listens=listens), wrap=True)
        self.words.setFont(theme.font(NOTICE_PX))
        self.words.setFixedWidth(CARD_WIDTH)
        for label in (title, self.words):
            # Said here, for a style sheet's size goes before a font's.
            size = "" if label is title else f" font-size: {NOTICE_PX}px;"
            label.setStyleSheet(f"color: {theme.DARK.text};{size}")
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        self.button = ActionButton(self.tr("I have read this"), "Enter", Kind.PRIMARY)
        self.button.clicked.connect(self.read)
        column.addSpacing(theme.GRID * 2)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def showEvent(self, event: QShowEvent) -> None:
        # Only now are fonts final: measured before, lines were cut off.
        self.words.setMinimumHeight(self.words.heightForWidth(CARD_WIDTH))
        super().showEvent(event)


class NoticeDialog(FittedDialog):
    """Before a client's first session: the notice, to be read by them or told aloud.

    Accepted once either is said; `aloud` tells which. Where there is a second monitor the words
    stand there too, large and dim.
    """

    def __init__(self, client: Client, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.aloud = False
        self._far: QWidget | None = None
        self._what = {
            "looks": Purpose.ANALYSE_FACE in client.consents,
            "listens": Purpose.ANALYSE_VOICE in client.consents,
        }
        self.setWindowTitle(self.tr("Before the first session"))
        self.setFixedWidth(CARD_WIDTH + theme.GRID * 10)
        column = spread(QVBoxLayout(self), margin=theme.GRID * 3, spacing=theme.GRID * 2)
        column.addWidget(text_label(self.windowTitle(), "display"))
        asks = self.tr(
            "{client} has not been told yet what is recognised. Let them read this, or say it to "
            "them; it is noted with its date and not asked again."
        )
        name = shortened(client.name, 48)
        column.addWidget(text_label(asks.format(client=name), "muted", wrap=True))
        panel = Panel()
        self.words = text_label(notice_words(**self._what), wrap=True)
        panel.body.addWidget(self.words)
        column.addWidget(panel)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        cancel = push_button(self.tr("Not now"))
        cancel.clicked.connect(self.reject)
        self.told = push_button(self.tr("I have told them"))
        self.told.clicked.connect(self._tell)
        self.read = push_button(self.tr("The client has read it"), "primary")
        self.read.clicked.connect(self.accept)
        row = spread(QHBoxLayout())
        row.addWidget(cancel)
        row.addStretch(1)
        row.addWidget(self.told)
        row.addWidget(self.read)
        return row

    def _tell(self) -> None:
        self.aloud = True
        self.accept()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        screen = other_screen(self)
        if screen is not None and self._far is None:
            self._far = self._shown_on(screen)

    def _shown_on(self, screen: QScreen) -> QWidget:
        """The client's screen; reading it there answers here."""
        card = NoticeCard(looks=self._what["looks"], listens=self._what["listens"])
        card.setAutoFillBackground(True)
        palette = card.palette()
        palette.setColor(card.backgroundRole(), QColor(GROUND))
        card.setPalette(palette)
        card.setWindowTitle(self.tr("EmoTune: for you"))
        card.read.connect(self.accept)
        self.finished.connect(card.close)
        card.setGeometry(screen.geometry())
        card.showFullScreen()
        return card


def other_screen(window: QWidget) -> QScreen | None:
    """A monitor that the window is not on; None where there is but one."""
    mine = window.screen()
    return next((s for s in QGuiApplication.screens() if s is not mine), None)

"""The film of a session beside its curves, and what of it is heard."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from emotune_gui.domain.face import ImageArray
from emotune_gui.domain.filming import RecordingInfo
from emotune_gui.ui import theme
from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters.review_film import ReviewFilm
from emotune_gui.ui.ticks import TickBox
from emotune_gui.ui.views.clients_dialogs import push_button
from emotune_gui.ui.views.live_camera import picture_of
from emotune_gui.ui.widgets.buttons import ActionButton
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.wording import clock_time

WIDTH, LARGE_WIDTH = 240, 488
LOOK_MS = 33


class FilmPicture(QWidget):
    """The newest picture, whole; dark where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: QImage | None = None
        self._image: ImageArray | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("The recording's picture at the cursor"))

    @property
    def picture(self) -> QImage | None:
        return self._picture

    def show_picture(self, image: ImageArray | None) -> None:
        ratio = self.devicePixelRatioF()
        room = QSize(round(self.width() * ratio), round(self.height() * ratio))
        self._image = image
        self._picture = None if image is None else picture_of(image, room)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.show_picture(self._image)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme.tokens()
        painter.fillRect(self.rect(), theme.colour(now.line))
        if self._picture is None:
            painter.setPen(theme.colour(now.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("No picture here"))
            return
        ratio = self.devicePixelRatioF()
        size = self._picture.size() / ratio
        corner = QPoint((self.width() - size.width()) // 2, (self.height() - size.height()) // 2)
        self._picture.setDevicePixelRatio(ratio)
        painter.drawImage(corner, self._picture)


class FilmPanel(Panel):
    """Hidden for a session that was not recorded."""

    ticked = Signal()
    """While it is shown: time to look for a new picture."""
    heard_changed = Signal()
    size_asked = Signal()
    deletion_asked = Signal()
    """For good: it was pressed a second time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.size_button = ActionButton(self.tr("Size"), "V", small=True)
        self.size_button.setAccessibleName(self.tr("Size of the recording’s picture"))
        self.size_button.clicked.connect(self.size_asked)
        head = spread(QHBoxLayout())
        head.addWidget(text_label(self.tr("Recording"), "heading"), 1)
        head.addWidget(self.size_button)
        self.body.addLayout(head)
        self._about = text_label("", "muted", wrap=True)
        self.picture = FilmPicture()
        self._problem = text_label("", "body", wrap=True)
        self.recording = TickBox(self.tr("Sound of the recording"))
        self.music = TickBox(self.tr("The replayed music"))
        for box in (self.recording, self.music):
            box.setChecked(True)
            box.toggled.connect(lambda _on: self.heard_changed.emit())
        widgets = (self.picture, self._problem, self._about)
        for widget in (*widgets, self.recording, self.music):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.delete = push_button(self.tr("Delete the recording…"))
        self.delete.clicked.connect(self._ask_deletion)
        self.body.addWidget(self.delete)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.ticked)
        self._set_width(WIDTH)
        self._sure = False
        self.there = False
        """Whether the session that is shown was recorded."""
        self.hide()

    def show_film(self, info: RecordingInfo | None) -> None:
        self.there = info is not None
        self._set_width(WIDTH)
        self._doubt_deletion()
        self.setVisible(self.there)
        self._problem.hide()
        self.picture.show_picture(None)
        if info is None:
            return
        self.picture.setVisible(info.picture)
        self.size_button.setVisible(info.picture)
        for box in (self.recording, self.music):
            box.setVisible(info.sound)
            box.setChecked(True)
        self._about.setText(self._words(info))

    def _words(self, info: RecordingInfo) -> str:
        if not info.seconds:
            return self.tr("The recording was interrupted; what was saved of it is shown.")
        length, megabytes = clock_time(info.seconds), f"{info.bytes / 1e6:.0f}"
        words = self.tr("{length} from {start} on, {size} MB").format(
            length=length, start=clock_time(info.start_s), size=megabytes
        )
        if info.drops:
            words += self.tr("; {n} pictures left out").format(n=info.drops)
        return words

    def allow_deletion(self, allowed: bool) -> None:
        self.delete.setVisible(allowed)

    def _ask_deletion(self) -> None:
        """What cannot be undone is pressed twice."""
        if self._sure:
            self._doubt_deletion()
            self.deletion_asked.emit()
            return
        self._sure = True
        self.delete.setText(self.tr("Delete it for good"))
        self.delete.setToolTip(self.tr("Curves, music and notes of the session stay"))

    def _doubt_deletion(self) -> None:
        self._sure = False
        self.delete.setText(self.tr("Delete the recording…"))
        self.delete.setToolTip("")

    def next_size(self, *, large: bool) -> None:
        """Beside the curves, then large (where there is room), then out of the way."""
        if not self.there:
            return
        if self.isHidden():
            self.show()
        elif large and self.width() != LARGE_WIDTH:
            self._set_width(LARGE_WIDTH)
            return
        else:
            self.hide()
        self._set_width(WIDTH)

    @property
    def is_large(self) -> bool:
        return not self.isHidden() and self.width() == LARGE_WIDTH

    def _set_width(self, width: int) -> None:
        self.setFixedWidth(width)
        self.picture.setFixedHeight(round((width - 2 * theme.GRID * 2) * 3 / 4))

    def show_picture(self, image: ImageArray | None) -> None:
        self.picture.show_picture(image)

    @property
    def problem(self) -> str:
        """The one sentence in place of the picture; empty while there is none."""
        return "" if self._problem.isHidden() else self._problem.text()

    def show_film_problem(self, sentence: str) -> None:
        self.there = True
        self._problem.setText(sentence)
        self._problem.show()
        self.picture.hide()
        for widget in (self.recording, self.music, self.size_button):
            widget.hide()
        self._about.setText("")
        self.show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()


def join_film(panel: FilmPanel, film: ReviewFilm) -> None:
    """The panel shows what the presenter finds and tells it what is to be heard."""
    film.view = panel
    panel.ticked.connect(film.tick)
    panel.deletion_asked.connect(film.delete)
    panel.heard_changed.connect(
        lambda: film.set_heard(recording=panel.recording.isChecked(), music=panel.music.isChecked())
    )

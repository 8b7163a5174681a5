"""The main window: the rail on the left, one page at a time, a line for notices.

Nothing heavy is imported here: pages are built when they are first shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from emotune_gui.domain.faults import Severity
from emotune_gui.ui import theme
from emotune_gui.ui.theme import ThemeName
from emotune_gui.ui.widgets.notice import NoticeLine
from emotune_gui.ui.widgets.rail import Rail, RailEntry

PageFactory = Callable[[], QWidget]
PAGE_ORDER: tuple[str, ...] = (
    *("today", "clients", "live"),
    *("songs", "review", "recordings", "tuning", "settings"),
)


class MainWindow(QMainWindow):
    """`pages` maps a name of PAGE_ORDER to what builds that page, called on first show.

    Pages absent from the mapping are left out of the rail. `settings` keeps geometry and theme.
    """

    page_shown = Signal(str)
    closing = Signal()

    def __init__(
        self,
        pages: Mapping[str, PageFactory],
        settings: QSettings | None = None,
        first_page: str = "today",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.may_close: Callable[[], bool] = lambda: True
        """Asked when the window is to be closed; a running session is ended in order first."""
        self._factories = dict(pages)
        self._built: dict[str, QWidget] = {}
        self._settings = settings
        self.setWindowTitle("EmoTune")
        self.setMinimumSize(1000, 680)
        self._rail = Rail(self._entries())
        self._stack = QStackedWidget()
        self._notices = NoticeLine()
        self._lay_out()
        self._rail.chosen.connect(self.show_page)
        self._bind_keys()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_desktop)
        self._restore()
        self.show_page(first_page if first_page in self._factories else self._names()[0])

    def _names(self) -> list[str]:
        return [name for name in PAGE_ORDER if name in self._factories]

    def _entries(self) -> list[RailEntry]:
        titles = {
            "today": self.tr("Today"),
            "clients": self.tr("Clients"),
            "live": self.tr("Live"),
            "songs": self.tr("Songs"),
            "review": self.tr("Review"),
            "recordings": self.tr("Recordings"),
            "tuning": self.tr("Tuning"),
            "settings": self.tr("Settings"),
        }
        return [
            RailEntry(name, titles[name], f"Ctrl+{position}")
            for position, name in enumerate(self._names(), start=1)
        ]

    def _lay_out(self) -> None:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self._notices)
        row.addWidget(self._rail)
        row.addLayout(column, 1)
        self._whole = QStackedWidget()
        self._whole.addWidget(body)
        self.setCentralWidget(self._whole)

    def _bind_keys(self) -> None:
        for position, name in enumerate(self._names(), start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{position}"), self)
            shortcut.activated.connect(lambda chosen=name: self._key_pressed(chosen))
        # Only while something is offered: other pages have an undo of their own on this key.
        self._undo = QShortcut(QKeySequence("Ctrl+Z"), self)
        self._undo.activated.connect(self._notices.take_offer)
        self._undo.setEnabled(False)

    def set_cover(self, cover: QWidget | None) -> None:
        """Show this in place of rail, page and notices; None brings them back."""
        if cover is None:
            self._whole.setCurrentIndex(0)
            self.page(self.current_page).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self._whole.indexOf(cover) < 0:
            self._whole.addWidget(cover)
        self._whole.setCurrentWidget(cover)

    def _key_pressed(self, page: str) -> None:
        if not self.covered:
            self.show_page(page)

    @property
    def covered(self) -> bool:
        return self._whole.currentIndex() > 0

    @property
    def current_page(self) -> str:
        return self._rail.current

    def page(self, name: str) -> QWidget:
        """The page of that name, built now if it never was. Raises KeyError for another name."""
        if name not in self._built:
            built = self._factories[name]()
            self._built[name] = built
            self._stack.addWidget(built)
        return self._built[name]

    def is_built(self, name: str) -> bool:
        return name in self._built

    def show_page(self, name: str) -> None:
        self._undo.setEnabled(False)
        self._stack.setCurrentWidget(self.page(name))
        self._rail.set_current(name)
        self.page(name).setFocus(Qt.FocusReason.OtherFocusReason)
        self.page_shown.emit(name)

    def mark_page(self, name: str, on: bool) -> None:
        """A dot beside a rail entry, e.g. Live while a session runs."""
        self._rail.set_marked(name, on)

    def notify(self, message: str, severity: Severity = Severity.NOTICE) -> None:
        """Show one sentence at the foot of the window; faults stay until dismissed."""
        self._notices.show_message(message, severity)

    def offer(self, message: str, label: str, action: Callable[[], object]) -> None:
        """One sentence with a button, such as Undo, for a while; Ctrl+Z presses it."""
        self._notices.show_offer(message, label, action)
        self._undo.setEnabled(self._notices.offering)

    @property
    def notice(self) -> str:
        return self._notices.message

    @property
    def theme_name(self) -> ThemeName:
        stored = self._settings.value("window/theme") if self._settings else None
        known = {str(name) for name in ThemeName}
        return ThemeName(str(stored)) if str(stored) in known else ThemeName.DARK

    def set_theme(self, name: ThemeName) -> None:
        """Change the look of the whole application and remember it."""
        if self._settings is not None:
            self._settings.setValue("window/theme", str(name))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, name)

    def _follow_desktop(self) -> None:
        """The desktop went light or dark while the program runs."""
        if self.theme_name is ThemeName.SYSTEM:
            self.set_theme(ThemeName.SYSTEM)

    def _restore(self) -> None:
        self.resize(QSize(1366, 768))
        if self._settings is None:
            return
        geometry = self._settings.value("window/geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        if self._settings is not None:
            self._settings.setValue("window/geometry", self.saveGeometry())
        self.closing.emit()
        super().closeEvent(event)

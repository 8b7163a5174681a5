"""Songs: the library that music is chosen from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from emotune_gui.domain.song import SongEmotion, SongInfo
from emotune_gui.ui import theme
from emotune_gui.ui.background import PoolTasks, Tasks
from emotune_gui.ui.page import Page, spread
from emotune_gui.ui.presenters.jukebox import Jukebox
from emotune_gui.ui.presenters.song_words import song_emotion_word
from emotune_gui.ui.presenters.songs import SongsPresenter, WhichSongs, library_of
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.views.songs_detail import NARROW_WIDTH, WIDTH, SongDetail
from emotune_gui.ui.views.songs_edit import SongEditDialog
from emotune_gui.ui.views.songs_import import ImportDialog
from emotune_gui.ui.views.songs_table import SongTable
from emotune_gui.ui.widgets.buttons import ActionButton, Kind
from emotune_gui.ui.widgets.combo import ElidedCombo
from emotune_gui.ui.widgets.empty import EmptyState
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.wording import translate

NARROW_PAGE = 1090
PROGRESS_MS = 200


class SongsPage(Page):
    """`tasks` None: a pool of the page's own, so that long listening and importing keep no other
    page waiting."""

    started_playing = Signal()

    def __init__(
        self,
        open_store: OpenStore,
        jukebox: Jukebox,
        tasks: Tasks | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(translate("Songs", "Songs"), "songs", parent)
        self._tasks = tasks or PoolTasks(self, QThreadPool(self))
        self._open_library = library_of(open_store)
        self._presenter = SongsPresenter(self, self._open_library, jukebox, self._tasks)
        self.importing: ImportDialog | None = None
        self._follow = QTimer(self)
        self._follow.setInterval(PROGRESS_MS)
        self._follow.timeout.connect(self._show_seconds)
        self._add_buttons()
        self._lay_out()
        self.bind("Ctrl+F", self._focus_search)
        self.bind("Ctrl+P", self._toggle_selected)
        self.bind("F2", self._edit_selected)
        self.show_undo("")

    @property
    def presenter(self) -> SongsPresenter:
        return self._presenter

    def _add_buttons(self) -> None:
        self._count = text_label("", "muted")
        self.buttons.addWidget(self._count)
        self._undo = ActionButton(self.tr("Undo"), "Ctrl+Z")
        self._undo.clicked.connect(self._presenter.undo)
        self._bring = ActionButton(self.tr("Import songs…"), "Ctrl+O", Kind.PRIMARY)
        self._bring.clicked.connect(self.import_songs)
        for button in (self._undo, self._bring):
            self.buttons.addWidget(button)
        self.bind("Ctrl+Z", self._undo.click)
        self.bind("Ctrl+O", self.import_songs)

    def _lay_out(self) -> None:
        row = spread(QHBoxLayout(self.content), spacing=theme.GRID * 2)
        panel = Panel()
        panel.body.addLayout(self._filter_row())
        self._table = SongTable()
        self._table.picked.connect(self._picked)
        self._table.opened.connect(self._presenter.toggle_playing)
        self._table.remove_asked.connect(self._presenter.remove)
        self._none_found = EmptyState(
            self.tr("No song fits"), self.tr("Take a word or a filter away."), "search"
        )
        self._none_found.add_action(self.tr("Show all songs")).clicked.connect(self._show_all)
        self._none_found.hide()
        panel.body.addWidget(self._none_found, 1)
        panel.body.addWidget(self._table, 1)
        self._detail = SongDetail()
        self._detail.play_toggled.connect(self._presenter.toggle_playing)
        self._detail.labelled.connect(self._presenter.label)
        self._detail.removal_asked.connect(self._presenter.remove)
        self._detail.edit_asked.connect(self.edit)
        self._detail.show_playing(this=False)
        row.addWidget(panel, 1)
        row.addWidget(self._detail)

    def _filter_row(self) -> QHBoxLayout:
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Find a song  (Ctrl+F)"))
        self._search.setAccessibleName(self.tr("Find songs"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._presenter.search)
        self._emotion = _choice(self.tr("Emotion"), 128)
        self._emotion.addItem(self.tr("Emotion"), None)
        for emotion in SongEmotion:
            self._emotion.addItem(song_emotion_word(emotion), emotion)
        self._emotion.currentIndexChanged.connect(
            lambda _: self._presenter.show_emotion(self._emotion.currentData())
        )
        self._genre = _choice(self.tr("Genre"), 116)
        self._genre.currentIndexChanged.connect(
            lambda _: self._presenter.show_genre(str(self._genre.currentData() or ""))
        )
        self._which = _choice(self.tr("Which songs"), 128)
        for words, which in (
            (self.tr("All songs"), WhichSongs.ALL),
            (self.tr("Bundled"), WhichSongs.BUNDLED),
            (self.tr("Own"), WhichSongs.OWN),
            (self.tr("With notes"), WhichSongs.SCORES),
            (self.tr("Recordings"), WhichSongs.RECORDINGS),
            (self.tr("Guessed"), WhichSongs.GUESSED),
        ):
            self._which.addItem(words, which)
        self._which.currentIndexChanged.connect(
            lambda _: self._presenter.show_which(WhichSongs(self._which.currentData()))
        )
        row = spread(QHBoxLayout())
        row.addWidget(self._search, 1)
        for widget in (self._emotion, self._genre, self._which):
            row.addWidget(widget)
        return row

    # What the presenter shows

    def show_songs(self, songs: Sequence[SongInfo], total: int) -> None:
        chosen = self._table.selected
        self._table.set_rows(songs)
        self._table.setVisible(bool(songs))
        self._none_found.setVisible(not songs)
        every = len(songs) == total
        words = str(total) if every else self.tr("{0} of {1}").format(len(songs), total)
        self._count.setText(self.tr("{0} songs").format(words))
        self._detail.setVisible(bool(songs))
        self.show_body()
        if chosen is None or not self._table.select_where(lambda song: song.id == chosen.id):
            self._table.selectRow(0)

    def show_genres(self, genres: Sequence[str]) -> None:
        before = str(self._genre.currentData() or "")
        self._genre.blockSignals(True)
        self._genre.clear()
        self._genre.addItem(self.tr("Genre"), "")
        for genre in genres:
            self._genre.addItem(genre, genre)
        self._genre.setCurrentIndex(max(0, self._genre.findData(before)))
        self._genre.blockSignals(False)
        if before and self._genre.currentIndex() == 0:
            self._presenter.show_genre("")

    def show_playing(self, song: SongInfo | None) -> None:
        if song is None:
            self._follow.stop()
        else:
            self._follow.start()
        self._show_seconds()

    def show_undo(self, what: str) -> None:
        self._undo.setEnabled(bool(what))
        self._undo.setToolTip(self.tr("Undo {0} (Ctrl+Z)").format(what) if what else "")

    def select(self, song_id: str) -> None:
        self._table.select_where(lambda song: song.id == song_id)

    # What the therapist does

    def refresh(self) -> None:
        self._presenter.refresh()

    def stop(self) -> None:
        """Play no more, and read no more files."""
        if self._presenter.playing is not None:
            self._presenter.stop()
        if self.importing is not None:
            self.importing.presenter.cancel()

    def edit(self, song: SongInfo) -> None:
        """What it is called and who made it; those of the program stay as they are."""
        if song.bundled:
            self.show_notice(self.tr("Songs of the program keep their names."))
            return
        dialog = SongEditDialog(song, self)
        dialog.wanted.connect(lambda said: self._presenter.describe(song, said))
        dialog.finished.connect(lambda _result: dialog.setParent(None))
        dialog.open()

    def _edit_selected(self) -> None:
        if self._table.selected is not None:
            self.edit(self._table.selected)

    def import_songs(self) -> None:
        dialog = ImportDialog(self._open_library, self._tasks, self._presenter.imported, self)
        self.importing = dialog
        dialog.finished.connect(self._import_closed)
        dialog.open()

    def _import_closed(self) -> None:
        if self.importing is not None:
            self.importing.setParent(None)
            self.importing = None

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous() and self._presenter.playing is not None:
            self._presenter.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._detail.setFixedWidth(NARROW_WIDTH if self.width() < NARROW_PAGE else WIDTH)

    def _picked(self, song: SongInfo | None) -> None:
        self._detail.show_song(song)
        self._show_seconds()

    def _toggle_selected(self) -> None:
        song = self._presenter.playing or self._table.selected
        if song is not None:
            self._presenter.toggle_playing(song)

    def _show_seconds(self) -> None:
        playing, shown = self._presenter.playing, self._detail.song
        this = playing is not None and shown is not None and playing.id == shown.id
        self._detail.show_playing(this=this, seconds=self._presenter.seconds)

    def _show_all(self) -> None:
        for combo in (self._emotion, self._genre, self._which):
            combo.setCurrentIndex(0)
        self._search.clear()

    def _focus_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()


def _choice(name: str, width: int) -> ElidedCombo:
    combo = ElidedCombo()
    combo.setAccessibleName(name)
    combo.setFixedWidth(width)
    return combo

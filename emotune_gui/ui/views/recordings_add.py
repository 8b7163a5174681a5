"""The dialog before an analysis: which recordings, whose they are, what is made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QVBoxLayout,
    QWidget,
)

from emotune_gui.domain.face import Recogniser
from emotune_gui.domain.session import Client, Strategy
from emotune_gui.engine.analysing.values import FaceChoice
from emotune_gui.engine.bulk.order import BatchOrder
from emotune_gui.ui import theme
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.page import FittedDialog, spread
from emotune_gui.ui.presenters.recordings_add import (
    EVERY_MS,
    FILTER,
    PHOTOGRAPHS,
    AddPresenter,
    Asked,
    what_words,
)
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.ticks import TickBox
from emotune_gui.ui.views.clients_dialogs import push_button
from emotune_gui.ui.widgets.combo import ElidedCombo
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import ElidedLabel, text_label
from emotune_gui.ui.wording import shortened, strategy_word

WIDTH = 640


class AddDialog(FittedDialog):
    """`wanted` carries the BatchOrder; the dialog has closed by then."""

    wanted = Signal(object)
    parent_chosen = Signal(str)
    """Another folder for results, to be remembered."""

    def __init__(
        self,
        open_store: OpenStore,
        tasks: Tasks,
        results: Path,
        recogniser: Callable[[], Recogniser],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Analyse recordings"))
        self.setFixedWidth(WIDTH)
        self.presenter = AddPresenter(self, open_store, tasks, recogniser)
        self._paths: tuple[Path, ...] = ()
        self._results = results
        self._what = ElidedLabel()
        self._client = _combo(self.tr("Whose recordings they are"))
        self._client.addItem(self.tr("Nobody in particular"), None)
        self._music = _combo(self.tr("The music that would have been played"))
        self._music.addItem(self.tr("None; it can be made later"), None)
        for strategy in Strategy:
            self._music.addItem(strategy_word(strategy), strategy)
        self._every = _combo(self.tr("How many pictures are looked at"))
        for every, word in zip(EVERY_MS, self._every_words(), strict=True):
            self._every.addItem(word, every)
        self._face = _combo(self.tr("Whose face is read where there are several"))
        for face, word in zip(FaceChoice, self._face_words(), strict=True):
            self._face.addItem(word, face)
        self._portrait: Path | None = None
        self._photograph = ElidedLabel()
        self._other_photograph = push_button(self.tr("Photograph…"))
        self._other_photograph.setAccessibleName(self.tr("Choose a photograph of the person"))
        self._voice = TickBox(self.tr("Listen to the voice"))
        self._film = TickBox(self.tr("Film with what was seen"))
        self._landmarks = TickBox(self.tr("Table of the 68 landmarks"))
        self._tiers = TickBox(self.tr("Tiers for ELAN and Praat"))
        self._where = ElidedLabel(str(results))
        self._no_film = text_label("", "small", wrap=True)
        self._problem = text_label("", "alert", wrap=True)
        self._looking = text_label(self.tr("Looking at the photograph…"), "muted")
        for box in (self._voice, self._film):
            box.setChecked(True)
        self._lay_out()
        for box in (self._voice, self._film):
            box.toggled.connect(self._changed)
        self._music.currentIndexChanged.connect(self._changed)
        self._client.currentIndexChanged.connect(self._changed)
        self._face.currentIndexChanged.connect(self._changed)
        self._other_photograph.clicked.connect(self._ask_photograph)
        self.rejected.connect(self.presenter.leave)
        self.choose(())
        self.presenter.look()

    def _every_words(self) -> tuple[str, ...]:
        return (
            self.tr("Every picture"),
            self.tr("Ten a second"),
            self.tr("Four a second"),
            self.tr("One a second"),
        )

    def _face_words(self) -> tuple[str, ...]:
        return (
            self.tr("Nobody’s is read"),
            self.tr("The largest is read"),
            self.tr("Only the person on a photograph is read, always"),
        )

    def _lay_out(self) -> None:
        column = spread(QVBoxLayout(self), margin=theme.GRID * 3, spacing=theme.GRID * 2)
        column.addWidget(text_label(self.windowTitle(), "display"))
        self._choices = panel = Panel()
        grid = spread(QGridLayout())
        grid.setColumnStretch(1, 1)
        files, folder = push_button(self.tr("Files…")), push_button(self.tr("A folder…"))
        files.setAccessibleName(self.tr("Choose files"))
        folder.setAccessibleName(self.tr("Choose a folder"))
        files.clicked.connect(self._ask_files)
        folder.clicked.connect(self._ask_folder)
        other = push_button(self.tr("Choose…"))
        other.setAccessibleName(self.tr("Choose another folder for the results"))
        other.clicked.connect(self._ask_results)
        rows: tuple[tuple[str, QWidget | QLayout], ...] = (
            (self.tr("Recordings"), _beside(self._what, files, folder)),
            (self.tr("They belong to"), self._client),
            (self.tr("Look at"), self._every),
            (self.tr("Several faces"), self._face),
            ("", _beside(self._photograph, self._other_photograph)),
            (
                self.tr("Also"),
                _in_columns((self._voice, self._film), (self._landmarks, self._tiers)),
            ),
            (self.tr("Music"), self._music),
            (self.tr("Results in"), _beside(self._where, other)),
        )
        for place, (title, what) in enumerate(rows):
            if title:
                grid.addWidget(text_label(title), place, 0)
            if isinstance(what, QWidget):
                grid.addWidget(what, place, 1)
            else:
                grid.addLayout(what, place, 1)
        panel.body.addLayout(grid)
        note = self.tr(
            "A client’s films and sounds are kept as sessions with the date of the file, the "
            "photographs of a folder together as one. Each analysis has a folder of its own with "
            "tables, summaries and a report."
        )
        panel.body.addWidget(text_label(note, "muted", wrap=True))
        panel.body.addWidget(self._no_film)
        panel.body.addWidget(self._problem)
        column.addWidget(panel)
        column.addWidget(self._looking)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        self._go = push_button(self.tr("Analyse"), "primary")
        self._go.clicked.connect(self.begin)
        cancel = push_button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        foot = spread(QHBoxLayout())
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self._go)
        return foot

    @property
    def asked(self) -> Asked:
        # Qt hands an enum of strings back as a mere string.
        music = self._music.currentData()
        return Asked(
            paths=self._paths,
            parent=self._results,
            client_id=self._client.currentData(),
            voice=self._voice.isChecked(),
            film=self._film.isChecked() and self._film.isEnabled(),
            landmarks=self._landmarks.isChecked(),
            tiers=self._tiers.isChecked(),
            music=None if music is None else Strategy(music),
            every_ms=int(self._every.currentData()),
            face=FaceChoice(self._face.currentData()),
            portrait=self._portrait,
        )

    @property
    def problem(self) -> str:
        return self._problem.text()

    def choose(self, paths: Iterable[Path]) -> None:
        self._paths = tuple(paths)
        self._what.set_text(what_words(self._paths))
        self._changed()
        if self._paths:
            self._go.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_client(self, client_id: int | None) -> None:
        self._client.setCurrentIndex(max(0, self._client.findData(client_id)))

    def choose_pace(self, every_ms: int) -> None:
        """One of EVERY_MS."""
        self._every.setCurrentIndex(max(0, self._every.findData(every_ms)))

    def begin(self) -> None:
        self.presenter.start(self.asked)

    def choose_music(self, strategy: Strategy | None) -> None:
        self._music.setCurrentIndex(max(0, self._music.findData(strategy)))

    def choose_face(self, face: FaceChoice, portrait: Path | None = None) -> None:
        """Whose is read; a photograph that is not named stays."""
        self._portrait = portrait or self._portrait
        self._face.setCurrentIndex(max(0, self._face.findData(face)))
        self._changed()

    # What the presenter shows

    def show_clients(self, clients: Sequence[Client]) -> None:
        for client in clients:
            self._client.addItem(shortened(client.name), client.id)

    def show_problem(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self._looking.hide()
        self._choices.setEnabled(True)
        self._go.setEnabled(not sentence and bool(self._paths))

    def show_looking(self) -> None:
        """What was chosen is what will begin, so it is not to be changed meanwhile."""
        self._go.setEnabled(False)
        self._choices.setEnabled(False)
        self._looking.show()

    def show_failure(self, sentence: str) -> None:
        self.show_problem(sentence)
        self._go.setEnabled(True)

    def close_with(self, order: BatchOrder) -> None:
        self.accept()
        self.wanted.emit(order)

    def _changed(self) -> None:
        refused = self.presenter.film_refusal(self.asked)
        self._film.setEnabled(not refused)
        self._film.setAccessibleDescription(refused)
        self._no_film.setText(refused)
        self._no_film.setVisible(bool(refused))
        by_photograph = self.asked.face is FaceChoice.PORTRAIT
        none = self.tr("no photograph yet")
        self._photograph.set_text(none if self._portrait is None else self._portrait.name)
        for widget in (self._photograph, self._other_photograph):
            widget.setVisible(by_photograph)
        self.show_problem(self.presenter.problem(self.asked))

    def _ask_files(self) -> None:
        dialog = QFileDialog(self, self.tr("Recordings to analyse"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([self.tr("Recordings") + f" ({FILTER})", self.tr("All files (*)")])
        dialog.filesSelected.connect(lambda paths: self.choose(Path(path) for path in paths))
        dialog.open()

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder with recordings"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda path: self.choose((Path(path),)))
        dialog.open()

    def _ask_photograph(self) -> None:
        dialog = QFileDialog(self, self.tr("A photograph of the person alone"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Photographs") + f" ({PHOTOGRAPHS})")
        dialog.fileSelected.connect(lambda path: self.choose_face(FaceChoice.PORTRAIT, Path(path)))
        dialog.open()

    def _ask_results(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder for the results"), str(self._results))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.set_results)
        dialog.open()

    def set_results(self, folder: str) -> None:
        self._results = Path(folder)
        self._where.set_text(folder)
        self._changed()
        self.parent_chosen.emit(folder)


def _combo(name: str) -> ElidedCombo:
    combo = ElidedCombo()
    combo.setAccessibleName(name)
    return combo


def _beside(first: QWidget, *others: QWidget) -> QHBoxLayout:
    row = spread(QHBoxLayout())
    row.addWidget(first, 1)
    for other in others:
        row.addWidget(other)
    return row


def _in_columns(*rows: Sequence[QWidget]) -> QGridLayout:
    grid = spread(QGridLayout())
    for place, row in enumerate(rows):
        for column, widget in enumerate(row):
            grid.addWidget(widget, place, column)
    return grid

"""Settings: the practice's name and logo for reports."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QWidget

from emotune_gui.domain.session import Practice
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters.practice import LONGEST_NAME, PracticePresenter
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.widgets.buttons import ActionButton
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.wording import translate

LOGO_WIDTH, LOGO_HEIGHT = 96, 34


class PracticePanel(Panel):
    def __init__(self, open_store: OpenStore, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(translate("Settings", "Practice, for reports"), parent)
        self._presenter = PracticePresenter(self, open_store, tasks)
        self._name = QLineEdit()
        self._name.setMaxLength(LONGEST_NAME)
        self._name.setAccessibleName(self.tr("Name of the practice"))
        self._name.setPlaceholderText(self.tr("Name of the practice"))
        self._name.editingFinished.connect(lambda: self._presenter.set_name(self._name.text()))
        # On white, as on the paper it is for.
        self._logo = QLabel(self.tr("no logo"))
        self._logo.setFixedSize(LOGO_WIDTH, LOGO_HEIGHT)
        self._logo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        choose = ActionButton(self.tr("Logo…"))
        choose.setAccessibleName(self.tr("Choose a logo"))
        choose.clicked.connect(self._choose)
        self._remove = ActionButton(self.tr("Remove"))
        self._remove.setAccessibleName(self.tr("Remove the logo"))
        self._remove.clicked.connect(self._presenter.remove_logo)
        row = spread(QHBoxLayout())
        row.addWidget(self._logo)
        row.addStretch(1)
        row.addWidget(choose)
        row.addWidget(self._remove)
        self._problem = text_label("", "alert", wrap=True)
        self._problem.hide()
        self.body.addWidget(self._name)
        self.body.addLayout(row)
        self.body.addWidget(self._problem)
        self.show_practice(Practice())

    @property
    def presenter(self) -> PracticePresenter:
        return self._presenter

    @property
    def problem(self) -> str:
        return self._problem.text()

    def refresh(self) -> None:
        self._presenter.refresh()

    def show_practice(self, practice: Practice) -> None:
        if not self._name.hasFocus():
            self._name.setText(practice.name)
        self._remove.setEnabled(practice.logo is not None)
        picture = QPixmap()
        if practice.logo is None or not picture.loadFromData(QByteArray(practice.logo)):
            self._logo.setPixmap(QPixmap())
            self._logo.setText(self.tr("no logo"))
            self._logo.setStyleSheet("")
            self._logo.setAccessibleName(self.tr("No logo"))
            return
        room = self._logo.size() * self.devicePixelRatioF()
        fitted = picture.scaled(
            room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        fitted.setDevicePixelRatio(self.devicePixelRatioF())
        self._logo.setStyleSheet("background: #ffffff")
        self._logo.setPixmap(fitted)
        self._logo.setAccessibleName(self.tr("The logo"))

    def show_practice_problem(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Logo"))
        dialog.setNameFilters(
            [self.tr("Pictures (*.png *.jpg *.jpeg *.svg *.bmp)"), self.tr("All files (*)")]
        )
        dialog.fileSelected.connect(self._presenter.set_logo)
        dialog.open()

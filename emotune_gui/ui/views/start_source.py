"""Where the pictures come from: a camera, a recording, a folder of pictures, the demonstration."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFileDialog, QHBoxLayout, QWidget

from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters.start_choices import Camera, SourceKind
from emotune_gui.ui.ticks import ChoiceDot
from emotune_gui.ui.views.clients_dialogs import push_button
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.wording import shortened, translate

DOT_WIDTH = 160


class SourcePanel(Panel):
    changed = Signal()
    look_again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("Start", "Pictures from"), parent)
        self._paths: dict[SourceKind, str] = {}
        self._dots: dict[SourceKind, ChoiceDot] = {}
        group = QButtonGroup(self)
        words = {
            SourceKind.CAMERA: self.tr("Camera"),
            SourceKind.RECORDING: self.tr("Recording"),
            SourceKind.IMAGES: self.tr("Folder of pictures"),
            SourceKind.DEMONSTRATION: self.tr("Demonstration"),
        }
        sides = {
            SourceKind.CAMERA: self._camera_part(),
            SourceKind.RECORDING: self._open_part(SourceKind.RECORDING),
            SourceKind.IMAGES: self._open_part(SourceKind.IMAGES),
        }
        for kind in SourceKind:
            dot = ChoiceDot(words[kind])
            dot.setMinimumWidth(DOT_WIDTH)
            dot.toggled.connect(lambda on: self.changed.emit() if on else None)
            group.addButton(dot)
            self._dots[kind] = dot
            row = spread(QHBoxLayout())
            row.addWidget(dot)
            if kind in sides:
                row.addWidget(sides[kind], 1)
            else:
                row.addStretch(1)
            self.body.addLayout(row)
        self._dots[SourceKind.CAMERA].setChecked(True)

    def _camera_part(self) -> QWidget:
        part = QWidget()
        self._cameras = QComboBox()
        self._cameras.setMinimumWidth(96)
        self._cameras.setAccessibleName(self.tr("Camera"))
        self._cameras.currentIndexChanged.connect(self._camera_chosen)
        again = push_button(self.tr("Look again"))
        again.setAutoDefault(False)
        again.clicked.connect(self.look_again)
        row = spread(QHBoxLayout(part))
        row.addWidget(self._cameras, 1)
        row.addWidget(again)
        return part

    def _open_part(self, kind: SourceKind) -> QWidget:
        button = push_button(self._open_words(kind))
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False: self._ask(kind))
        if kind is SourceKind.RECORDING:
            self._open_recording = button
        else:
            self._open_images = button
        return button

    def _open_words(self, kind: SourceKind) -> str:
        path = self._paths.get(kind, "")
        if path:
            return shortened(Path(path).name, 28).replace("&", "&&")
        if kind is SourceKind.RECORDING:
            return self.tr("Open a recording…")
        return self.tr("Open a folder…")

    @property
    def kind(self) -> SourceKind:
        return next(kind for kind, dot in self._dots.items() if dot.isChecked())

    @property
    def camera(self) -> str:
        return str(self._cameras.currentData() or "")

    @property
    def path(self) -> str:
        return self._paths.get(self.kind, "")

    def choose(self, kind: SourceKind, path: str = "") -> None:
        if path:
            self._paths[kind] = path
            button = self._open_recording if kind is SourceKind.RECORDING else self._open_images
            button.setText(self._open_words(kind))
            button.setToolTip(path.replace("<", "‹"))
        self._dots[kind].setChecked(True)
        self.changed.emit()

    def show_cameras(self, cameras: Sequence[Camera]) -> None:
        before = self.camera
        self._cameras.blockSignals(True)
        self._cameras.clear()
        for camera in cameras:
            self._cameras.addItem(camera.name, camera.spec)
        if not cameras:
            self._cameras.addItem(self.tr("none found"), "")
        place = self._cameras.findData(before)
        self._cameras.setCurrentIndex(max(0, place))
        self._cameras.setEnabled(bool(cameras))
        self._cameras.blockSignals(False)

    def _camera_chosen(self) -> None:
        self._dots[SourceKind.CAMERA].setChecked(True)
        self.changed.emit()

    def _ask(self, kind: SourceKind) -> None:
        dialog = QFileDialog(self, self._open_words(kind))
        if kind is SourceKind.IMAGES:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            films = self.tr("Recordings (*.mp4 *.avi *.mov *.mkv *.webm)")
            dialog.setNameFilters([films, self.tr("All files (*)")])
        dialog.fileSelected.connect(lambda path: self.choose(kind, path))
        dialog.open()

"""Plans kept under a name: one is chosen to begin from, or the present one is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QInputDialog, QWidget

from emotune_gui.domain.session import Plan, PlanTemplate
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.views.clients_dialogs import push_button
from emotune_gui.ui.wording import shortened

WIDTH = 200


class TemplateBar(QWidget):
    chosen = Signal(object)
    """The `Plan` of the template that was chosen."""
    save_wanted = Signal(str)
    """The name to keep the present plan under."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = QComboBox()
        self._list.setAccessibleName(self.tr("Kept plans"))
        self._list.setMinimumWidth(WIDTH)
        self._list.activated.connect(self._activated)
        save = push_button(self.tr("Keep this plan…"))
        save.setAutoDefault(False)
        save.clicked.connect(self._ask_name)
        row = spread(QHBoxLayout(self))
        row.addWidget(self._list)
        row.addWidget(save)
        self.show_templates(())

    def show_templates(self, templates: Sequence[PlanTemplate], chosen: str = "") -> None:
        self._list.clear()
        self._list.addItem(self.tr("A kept plan…") if templates else self.tr("No kept plans"), None)
        for template in templates:
            self._list.addItem(shortened(template.name, 40), template)
            if template.name == chosen:
                self._list.setCurrentIndex(self._list.count() - 1)
        self._list.setEnabled(bool(templates))

    @property
    def names(self) -> list[str]:
        return [self._list.itemText(place) for place in range(1, self._list.count())]

    def choose(self, name: str) -> None:
        """As if it were picked from the list."""
        place = self._list.findText(name)
        if place > 0:
            self._list.setCurrentIndex(place)
            self._activated(place)

    def _activated(self, place: int) -> None:
        template = self._list.itemData(place)
        if isinstance(template, PlanTemplate):
            self.chosen.emit(template.plan)

    def _ask_name(self) -> None:
        dialog = QInputDialog(self)
        dialog.setWindowTitle(self.tr("Keep this plan"))
        dialog.setLabelText(self.tr("Name (one that is there already gets this plan):"))
        now = self._list.currentData()
        dialog.setTextValue(now.name if isinstance(now, PlanTemplate) else "")
        dialog.textValueSelected.connect(self.save_wanted)
        dialog.open()


class Templates(QObject):
    """Reads and writes in the background; `tell` gets a sentence when something did not work."""

    def __init__(
        self,
        bar: TemplateBar,
        open_store: OpenStore,
        tasks: Tasks,
        plan: Callable[[], Plan],
        tell: Callable[[str], None],
    ) -> None:
        super().__init__(bar)
        self._bar, self._open, self._tasks = bar, open_store, tasks
        self._plan, self._tell = plan, tell
        bar.save_wanted.connect(self.save)

    def refresh(self, chosen: str = "") -> None:
        self._tasks.load(
            "start-templates",
            lambda: tuple(self._open().templates.list()),
            lambda found: self._bar.show_templates(found, chosen),
            self._tell,
        )

    def save(self, name: str) -> None:
        plan = self._plan()
        self._tasks.act(
            lambda: self._open().templates.save(name, plan, replace=True),
            lambda kept: self.refresh(kept.name),
            self._tell,
        )

"""The plan: how the music answers, where it leads, how loud and how long."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGraphicsOpacityEffect,
    QGridLayout,
    QHBoxLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.session import PathPoint, Plan, Strategy
from emotune_gui.ui import theme
from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters.start_choices import LOUDEST_RANGE, TARGETS, target_word
from emotune_gui.ui.ticks import ChoiceDot, LevelSlider, TickBox
from emotune_gui.ui.views.clients_dialogs import push_button
from emotune_gui.ui.widgets.combo import ElidedCombo
from emotune_gui.ui.widgets.panel import Panel, rule
from emotune_gui.ui.widgets.path_grid import PathGrid
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.wording import strategy_word, translate

DEFAULTS = Plan()
SIDE_WIDTH = 168


def strategy_meaning(strategy: Strategy) -> str:
    words = {
        Strategy.MATCH: translate("Start", "The music meets the feeling and follows it."),
        Strategy.LEAD: translate("Start", "It meets the feeling, then moves to the target."),
        Strategy.CONTRAST: translate("Start", "It answers with the opposite mood."),
        Strategy.HOLD: translate("Start", "It stays at the target, whatever is seen."),
    }
    return words[strategy]


class StrategyPanel(Panel):
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("Start", "How the music answers"), parent)
        self._dots: dict[Strategy, ChoiceDot] = {}
        group = QButtonGroup(self)
        self.body.setSpacing(0)
        self.body.addSpacing(theme.GRID // 2)
        for strategy in Strategy:
            dot = ChoiceDot(strategy_word(strategy))
            dot.setAccessibleDescription(strategy_meaning(strategy))
            dot.toggled.connect(self._toggled)
            group.addButton(dot)
            self._dots[strategy] = dot
            line = spread(QHBoxLayout())
            dot.setFixedWidth(112)
            line.addWidget(dot)
            line.addWidget(text_label(strategy_meaning(strategy), "muted"), 1)
            self.body.addLayout(line)
        self.body.addSpacing(theme.GRID)
        self.body.addWidget(rule())
        self._target = self._target_part()
        self._faded = QGraphicsOpacityEffect(self._target)
        self._target.setGraphicsEffect(self._faded)
        self.body.addWidget(self._target, 1)
        self._dots[DEFAULTS.strategy].setChecked(True)

    def _target_part(self) -> QWidget:
        part = QWidget()
        row = spread(QHBoxLayout(part), spacing=theme.GRID * 2)
        row.setContentsMargins(0, theme.GRID, 0, 0)
        self._grid = PathGrid(PathPoint(DEFAULTS.lead_minutes, DEFAULTS.target))
        row.addWidget(self._grid, 1)
        side = spread(QVBoxLayout())
        side.addWidget(text_label(self.tr("Target"), "heading"))
        presets = spread(QGridLayout())
        for place, (code, affect) in enumerate(TARGETS):
            button = push_button(target_word(code))
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, chosen=affect: self.set_target(chosen))
            presets.addWidget(button, place // 2, place % 2)
        side.addLayout(presets)
        side.addSpacing(theme.GRID)
        self._minutes_label = text_label(self.tr("Reached after"), "heading")
        side.addWidget(self._minutes_label)
        self._minutes = _minutes_box(DEFAULTS.lead_minutes, self.tr("Minutes until the target"))
        self._minutes.valueChanged.connect(lambda value: self._grid.set_minutes(float(value)))
        side.addWidget(self._minutes)
        side.addSpacing(theme.GRID)
        self._draw = TickBox(self.tr("Draw a path"))
        self._draw.setToolTip(
            self.tr(
                "Click to add points, drag to move them, right-click or Delete removes one; "
                "Insert, Page up and Page down work too."
            )
        )
        self._draw.toggled.connect(self._grid.set_drawing)
        side.addWidget(self._draw)
        self._path_words = text_label("", "small", wrap=True)
        self._path_words.setFixedWidth(SIDE_WIDTH)
        side.addWidget(self._path_words)
        side.addStretch(1)
        self._grid.path_changed.connect(self._path_changed)
        row.addLayout(side)
        return part

    @property
    def strategy(self) -> Strategy:
        return next(s for s, dot in self._dots.items() if dot.isChecked())

    @property
    def target(self) -> Affect:
        """Where the path ends."""
        return self._grid.points[-1].affect

    @property
    def lead_minutes(self) -> float:
        return self._grid.points[-1].minutes

    @property
    def path(self) -> tuple[PathPoint, ...]:
        """As drawn; empty for the straight way."""
        drawn = self.strategy is Strategy.LEAD and len(self._grid.points) > 1
        return self._grid.points if drawn else ()

    @property
    def grid(self) -> PathGrid:
        return self._grid

    def show_plan(self, plan: Plan) -> None:
        """Choose what this plan says."""
        self._draw.setChecked(bool(plan.path))
        self._grid.set_points(plan.path or (PathPoint(plan.lead_minutes, plan.target),))
        self.choose(plan.strategy)

    def _path_changed(self) -> None:
        point = self._grid.points[self._grid.chosen]
        self._minutes.blockSignals(True)
        self._minutes.setValue(round(point.minutes))
        self._minutes.blockSignals(False)
        count = len(self._grid.points)
        several = self.tr("Point {0} of {1} after").format(self._grid.chosen + 1, count)
        self._minutes_label.setText(several if count > 1 else self.tr("Reached after"))
        hint = self.tr("Click adds a point; Delete removes it.")
        self._path_words.setText(hint if self._grid.drawing else "")
        self.changed.emit()

    def choose(self, strategy: Strategy) -> None:
        self._dots[strategy].setChecked(True)

    def set_target(self, target: Affect) -> None:
        self._grid.set_target(target)
        self.changed.emit()

    def _toggled(self, on: bool) -> None:
        if not on:
            return
        aims = self.strategy in {Strategy.LEAD, Strategy.HOLD}
        self._target.setEnabled(aims)
        self._faded.setOpacity(1.0 if aims else 0.6)
        self._faded.setEnabled(not aims)
        leads = self.strategy is Strategy.LEAD
        for widget in (self._minutes, self._minutes_label, self._draw):
            widget.setEnabled(leads)
        if not leads:
            self._draw.setChecked(False)
        self.changed.emit()


class LimitsPanel(Panel):
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("Start", "Sound and length"), parent)
        grid = spread(QGridLayout())
        grid.setColumnStretch(1, 1)
        self._sound = TickBox(self.tr("Sound on"))
        self._sound.setChecked(True)
        self._sound.toggled.connect(lambda _on: self.changed.emit())
        head = spread(QHBoxLayout(), spacing=theme.GRID * 2)
        head.addWidget(self._sound)
        self._microphone_label = text_label(self.tr("Voice from"))
        self._microphones = ElidedCombo()
        self._microphones.setAccessibleName(self.tr("Voice from"))
        self._microphones.currentIndexChanged.connect(self._microphone_picked)
        self._picked = ""
        head.addWidget(self._microphone_label)
        head.addWidget(self._microphones, 1)
        grid.addLayout(head, 0, 0, 1, 3)
        grid.setRowMinimumHeight(0, theme.CONTROL_HEIGHT)
        self.show_microphones((), "")
        self._loudest = LevelSlider()
        self._loudest.setRange(*LOUDEST_RANGE)
        self._loudest.setPageStep(10)
        self._loudest.setValue(int(DEFAULTS.loudness_limit))
        self._loudest.setAccessibleName(self.tr("Loudest level"))
        self._loudest.valueChanged.connect(self._loudness_moved)
        self._loudest_words = text_label("", "muted")
        self._loudest_words.setFixedWidth(_loudness_width(self._loudest_words))
        grid.addWidget(text_label(self.tr("Loudest")), 1, 0)
        grid.addWidget(self._loudest, 1, 1)
        grid.addWidget(self._loudest_words, 1, 2)
        self._planned = _minutes_box(DEFAULTS.planned_minutes, self.tr("Planned length"))
        self._planned.valueChanged.connect(lambda _value: self.changed.emit())
        grid.addWidget(text_label(self.tr("Length")), 2, 0)
        self._instruments = ElidedCombo()
        self._instruments.setAccessibleName(self.tr("The music plays on"))
        self._instruments.currentIndexChanged.connect(lambda _place: self.changed.emit())
        self._instruments_label = text_label(self.tr("Plays on"))
        length = spread(QHBoxLayout())
        self._planned.setFixedWidth(88)
        length.addWidget(self._planned)
        self._prompts = self._prompts_box()
        length.addWidget(text_label(self.tr("Ask each")))
        length.addWidget(self._prompts)
        length.addStretch(1)
        length.addWidget(self._instruments_label)
        length.addWidget(self._instruments, 2)
        grid.addLayout(length, 2, 1, 1, 2)
        self.show_instruments(())
        self.body.addLayout(grid)
        self._loudness_moved(self._loudest.value())

    def _prompts_box(self) -> QSpinBox:
        box = _minutes_box(0, self.tr("Ask for distress each"))
        box.setRange(0, 60)
        box.setValue(0)
        box.setSpecialValueText(self.tr("start, end"))
        room = box.fontMetrics().horizontalAdvance(box.specialValueText()) + 5 * theme.GRID
        box.setFixedWidth(max(104, room))
        box.setToolTip(
            self.tr("Distress and how one feels: at start and end, and each so many minutes")
        )
        box.valueChanged.connect(lambda _value: self.changed.emit())
        return box

    @property
    def sound(self) -> bool:
        return self._sound.isChecked()

    def set_sound(self, on: bool) -> None:
        self._sound.setChecked(on)

    @property
    def midi(self) -> str:
        """The MIDI instrument chosen; empty for the loudspeakers."""
        return str(self._instruments.currentData() or "")

    def show_instruments(self, names: Sequence[str]) -> None:
        """Keeps what was chosen while it is there; without any the choice hides."""
        before = self.midi
        self._instruments.blockSignals(True)
        self._instruments.clear()
        self._instruments.addItem(self.tr("Loudspeakers"), "")
        for name in names:
            self._instruments.addItem(self.tr("MIDI: {0}").format(name), name)
        self._instruments.setCurrentIndex(max(0, self._instruments.findData(before)))
        self._instruments.blockSignals(False)
        for widget in (self._instruments_label, self._instruments):
            widget.setVisible(bool(names))
        self.changed.emit()

    @property
    def microphone(self) -> str:
        return str(self._microphones.currentData() or "")

    def show_microphones(self, choices: Sequence[tuple[str, str]], usual: str) -> None:
        """Keeps what was picked by hand while it is still offered; without choices it hides."""
        specs = [spec for spec, _words in choices]
        wanted = self._picked if self._picked in specs else usual
        self._microphones.blockSignals(True)
        self._microphones.clear()
        for spec, words in choices:
            self._microphones.addItem(words, spec)
        self._microphones.setCurrentIndex(max(0, self._microphones.findData(wanted)))
        self._microphones.blockSignals(False)
        for widget in (self._microphone_label, self._microphones):
            widget.setVisible(bool(specs))

    def _microphone_picked(self) -> None:
        self._picked = self.microphone
        self.changed.emit()

    @property
    def loudest(self) -> float:
        return float(self._loudest.value())

    def set_loudest(self, velocity: float) -> None:
        self._loudest.setValue(round(velocity))

    @property
    def prompt_minutes(self) -> float:
        """0: at start and end only."""
        return float(self._prompts.value())

    def show_plan(self, plan: Plan) -> None:
        self._loudest.setValue(round(plan.loudness_limit))
        self._planned.setValue(round(plan.planned_minutes))
        self._prompts.setValue(round(plan.prompt_minutes))

    @property
    def planned_minutes(self) -> float:
        return float(self._planned.value())

    def _loudness_moved(self, value: int) -> None:
        self._loudest_words.setText(_loudness_words(value))
        self._loudest.setAccessibleDescription(_loudness_words(value))
        self.changed.emit()


def _loudness_words(velocity: int) -> str:
    """Musicians' marks by mean velocity, with the figure."""
    marks = (
        (95, translate("Start", "no limit")),
        (80, translate("Start", "loud")),
        (65, translate("Start", "medium")),
        (0, translate("Start", "soft")),
    )
    word = next(word for least, word in marks if velocity >= least)
    return f"{word} ({velocity})"


def _loudness_width(label: QWidget) -> int:
    """Pixels that every one of its words fits in, so that the slider keeps its length."""
    measure = label.fontMetrics().horizontalAdvance
    widest = max(measure(_loudness_words(value)) for value in (100, 94, 79, 64))
    return max(96, widest + theme.GRID)


def _minutes_box(minutes: float, name: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(1, 180)
    box.setValue(int(minutes))
    box.setSuffix(translate("Start", " min"))
    box.setAccessibleName(name)
    return box

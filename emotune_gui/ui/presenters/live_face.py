"""The client's face on the live page: whose it is, how well it is read, its cues, its rest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication

from emotune_gui.domain.face import FaceReading, FaceState
from emotune_gui.domain.live import LiveSnapshot, SourceState
from emotune_gui.domain.neutral import CalibrationPhase, CalibrationState
from emotune_gui.domain.ports import LiveSessionControl
from emotune_gui.ui.presenters import live_neutral
from emotune_gui.ui.presenters.live_faces import (
    Ask,
    FaceMark,
    FaceNumbers,
    Question,
    Role,
    asked_by,
    mark_at,
    marks,
    question,
)
from emotune_gui.ui.presenters.live_neutral import (
    DONE_STAYS_S,
    FAILURE_STAYS_S,
    neutral_words,
)
from emotune_gui.ui.presenters.live_quality import HeldReasons, HeldState
from emotune_gui.ui.views.live_camera import CameraView
from emotune_gui.ui.views.live_face import FacePanel

ASKED_AFTER_S = 0.25
"""A question is put once it has stood open this long: a single frame asks nothing."""
QUESTION_STAYS_S = 1.0
"""A question stays this long after it was last raised: its buttons must not slip away."""
ANSWERED_S = 0.7
"""Until the readings follow an answer, they do not raise the question again."""

translate = QCoreApplication.translate


class FacePresenter:
    """Shows what concerns the face and takes the therapist's answers. GUI thread only.

    `say` puts one sentence on the page's line; `wall` gives the present as an aware datetime.
    """

    def __init__(
        self,
        camera: CameraView,
        panel: FacePanel,
        say: Callable[[str], None],
        now: Callable[[], float],
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._camera, self._panel = camera, panel
        self._say, self._now, self._wall = say, now, wall
        self.attach(None)

    def attach(self, control: LiveSessionControl | None) -> None:
        self._control = control
        self._numbers = FaceNumbers()
        self._reasons, self._state = HeldReasons(), HeldState()
        self._reading: FaceReading | None = None
        self._ask: Ask | None = None
        self._open: Ask | None = None
        """What the newest reading asks, since `_open_since`, put or not."""
        self._open_since = 0.0
        self._asked_until = self._answered_until = 0.0
        self._marks: tuple[FaceMark, ...] = ()
        self._calibration: CalibrationState | None = None
        self._result_until = 0.0
        self.reasons: tuple[str, ...] = ()
        """Codes of doubt to be told now."""
        self.state = FaceState.NO_FACE
        """What is said of the face now; calmer than the newest reading."""

    @property
    def ask(self) -> Ask | None:
        """The question now on the picture."""
        return self._ask

    @property
    def asking(self) -> bool:
        """Whether digits choose a face just now."""
        return self._ask in (Ask.CHOOSE, Ask.OTHER)

    def show_picture(self, snapshot: LiveSnapshot) -> None:
        """Called at the display's pace, after the frame itself was shown."""
        present = self._now()
        reading = snapshot.reading if snapshot.source.state is SourceState.LIVE else None
        if reading is not self._reading or present >= self._asked_until:
            self._reading = reading
            self._follow(reading, present)
        shown = self._question(reading)
        chosen = reading is not None and reading.chosen
        self._camera.show_faces(self._marks, shown, chosen=chosen)

    def _follow(self, reading: FaceReading | None, present: float) -> None:
        codes = () if reading is None else reading.notes
        self.reasons = self._reasons.update(codes, present)
        if reading is not None:
            self.state = self._state.update(reading.state, present)
        self._raise_question(asked_by(reading), present)
        boxes = () if reading is None else reading.boxes
        if self.asking:
            mirrored = self._camera.mirrored
            numbers = self._numbers.update(boxes, present, mirrored=mirrored)
        else:
            self._numbers.forget()
            numbers = (0,) * len(boxes)
        self._marks = marks(reading, self._ask, numbers)

    def _raise_question(self, ask: Ask | None, present: float) -> None:
        if ask is not self._open:
            self._open, self._open_since = ask, present
        lasted = present - self._open_since >= ASKED_AFTER_S
        if ask is not None and present >= self._answered_until and (lasted or ask is self._ask):
            self._ask, self._asked_until = ask, present + QUESTION_STAYS_S
        elif present >= self._asked_until or present < self._answered_until:
            self._ask = None

    def _question(self, reading: FaceReading | None) -> Question | None:
        if self._ask is None:
            return None
        return question(self._ask, 0 if reading is None else len(reading.boxes))

    def show_texts(self, snapshot: LiveSnapshot) -> None:
        """Called ten times a second."""
        live = snapshot.source.state is SourceState.LIVE
        estimate = snapshot.estimate
        known = live and estimate is not None and self.state is FaceState.FACE
        self._panel.show_cues(estimate.cues if known and estimate is not None else None)
        self._follow_calibration(snapshot.calibration)
        told = self._now() >= self._result_until
        self._panel.show_neutral(neutral_words(snapshot, self._wall(), told=told))

    def _follow_calibration(self, calibration: CalibrationState | None) -> None:
        before = None if self._calibration is None else self._calibration.phase
        self._calibration = calibration
        if calibration is None or calibration.phase is before:
            return
        if calibration.phase is CalibrationPhase.DONE:
            self._result_until = self._now() + DONE_STAYS_S
            self._tell(translate("Live", "The face at rest is measured."))
        elif calibration.phase is CalibrationPhase.FAILED:
            self._result_until = self._now() + FAILURE_STAYS_S
            self._tell(live_neutral.failure_words(calibration.reason))

    def _tell(self, words: str) -> None:
        """On the page's line where the panel, which says it too, is not on screen."""
        if not self._panel.isVisible():
            self._say(words)

    def picture_words(self, snapshot: LiveSnapshot) -> tuple[str, str] | None:
        """What stands on the picture for the sake of a calibration; None when nothing does."""
        calibration = snapshot.calibration
        if self._ask is not None:
            return "", ""
        if calibration is not None and calibration.phase is CalibrationPhase.RUNNING:
            return live_neutral.picture_words(calibration)
        return None

    # What the therapist does

    def pick(self, x: float, y: float) -> bool:
        """Choose the face at this place of the frame; False when there is none."""
        return self._choose(mark_at(self._marks, x, y))

    def press_digit(self, digit: int) -> bool:
        """Choose the face of that number. False: no face is asked for, the key is free."""
        if not self.asking:
            return False
        mark = next((mark for mark in self._marks if mark.number == digit), None)
        if not self._choose(mark):
            self._say(translate("Live", "There is no face {0} in the picture.").format(digit))
        return True

    def confirm(self) -> bool:
        """The face that is followed now is the client's."""
        doubted = [mark for mark in self._marks if mark.role is Role.DOUBTED]
        if not doubted and self._ask is Ask.OTHER and len(self._marks) == 1:
            doubted = list(self._marks)
        return self._choose(doubted[0]) if doubted else False

    def _choose(self, mark: FaceMark | None) -> bool:
        if self._control is None or mark is None:
            return False
        self._control.choose_face(*mark.centre)
        self._settle()
        self._say(translate("Live", "This face is the client's; C chooses again."))
        return True

    def choose_again(self) -> None:
        """Take the choice back, or refuse the face that is followed."""
        reading = self._reading
        if self._control is None or not (self._ask or (reading is not None and reading.chosen)):
            return
        self._control.forget_face()
        self._settle()
        self._say(translate("Live", "The choice is taken back."))

    def _settle(self) -> None:
        """An answer was given: what was asked before is asked no more."""
        self._ask = None
        self._answered_until = self._now() + ANSWERED_S
        self._asked_until = 0.0
        self._state.release()

    def calibrate(self) -> None:
        running = (
            self._calibration is not None and self._calibration.phase is CalibrationPhase.RUNNING
        )
        if self._control is not None and not running:
            self._control.calibrate_neutral()

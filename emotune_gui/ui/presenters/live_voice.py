"""The client's voice on the live page: level, opinion, doubt, weight, and muting with one key."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication

from emotune_gui.domain.emotion import Emotion
from emotune_gui.domain.live import LiveSnapshot, SourceState
from emotune_gui.domain.ports import LiveSessionControl
from emotune_gui.domain.voice import VoiceReading, VoiceState
from emotune_gui.ui.presenters import live_voice_words
from emotune_gui.ui.presenters.levels import QUIETEST_DBFS, PeakHold
from emotune_gui.ui.presenters.live_quality import HeldReasons
from emotune_gui.ui.views.live_voice import VoicePanel

SPEAKING_STAYS_S = 0.4
"""'speaking' stays this long, so that the word does not flicker between syllables."""

LOUD_DBFS = -40.0
"""What is louder is not called silence, though nobody speaks."""

translate = QCoreApplication.translate


class VoicePresenter:
    """Shows what concerns the voice. GUI thread only.

    `say` puts one sentence on the page's line; `listening` tells the page whether this session
    has a voice to show at all.
    """

    def __init__(
        self,
        panel: VoicePanel,
        say: Callable[[str], None],
        listening: Callable[[bool], None],
        now: Callable[[], float],
    ) -> None:
        self._panel, self._say, self._listening, self._now = panel, say, listening, now
        self.attach(None)

    def attach(self, control: LiveSessionControl | None) -> None:
        self._control = control
        self._last: LiveSnapshot | None = None
        self._reasons, self._peak = HeldReasons(), PeakHold()
        self._spoke_until = 0.0
        self._on: bool | None = None

    def set_shown(self, emotions: Sequence[Emotion]) -> None:
        self._panel.set_shown(live_voice_words.voice_shown(emotions))

    def show(self, snapshot: LiveSnapshot) -> None:
        """Called ten times a second."""
        self._last = snapshot
        on = live_voice_words.listens(snapshot.microphone)
        if on is not self._on:
            self._on = on
            self._listening(on)
        present = self._now()
        reading = snapshot.voice
        notes = self._reasons.update(() if reading is None else reading.notes, present)
        if reading is not None and reading.state is VoiceState.SPEAKING:
            self._spoke_until = present + SPEAKING_STAYS_S
        level = QUIETEST_DBFS if reading is None else reading.level_dbfs
        peak = self._peak.update(level, present)
        words = live_voice_words.voice_words(
            snapshot,
            notes,
            present,
            speaking=present < self._spoke_until,
            loud=peak > LOUD_DBFS,
        )
        values = None if reading is None or words.emotion is None else reading.probabilities
        self._panel.show_voice(words, values, level, peak)
        self._panel.show_muted(snapshot.muted, enabled=self._can_mute(snapshot))

    @staticmethod
    def _can_mute(snapshot: LiveSnapshot) -> bool:
        over = (SourceState.ENDED,)
        return (
            snapshot.microphone is not None
            and live_voice_words.listens(snapshot.microphone)
            and snapshot.microphone.state not in over
        )

    def toggle_muted(self) -> None:
        """Stop listening, or go on. Says so in words: the panel may not be on screen."""
        snapshot = self._last
        if self._control is None or snapshot is None:
            return
        if not self._can_mute(snapshot):
            self._say(translate("Live", "There is no voice to mute in this session."))
            return
        self._control.set_muted(not snapshot.muted)
        if snapshot.muted:
            self._say(translate("Live", "The voice is heard again."))
        else:
            self._say(translate("Live", "Muted: nothing is heard. M listens again."))


def voice_of(snapshot: LiveSnapshot) -> VoiceReading | None:
    """What the curves keep of the voice: None while muted or without a microphone."""
    live = snapshot.microphone is not None and snapshot.microphone.state is SourceState.LIVE
    return snapshot.voice if live and not snapshot.muted else None

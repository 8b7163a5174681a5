"""One recording through the loops of a live session, on the recording's own clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np

from emotune_gui.capture.framing import FrameCounter
from emotune_gui.capture.images import read_image_scaled
from emotune_gui.capture.pacing import LONGEST_GAP_S
from emotune_gui.capture.paths import require_file, shown_name
from emotune_gui.capture.quiet import quiet_opencv
from emotune_gui.capture.video import Film
from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.face import FaceReading, Frame, ImageArray
from emotune_gui.domain.faults import SourceUnavailable
from emotune_gui.domain.music import Bar, PlayedNote
from emotune_gui.domain.ports import EmotionTracker, FaceReader
from emotune_gui.domain.review import SongPlayed
from emotune_gui.domain.session import Marker
from emotune_gui.domain.steering import SteeringEvent
from emotune_gui.domain.voice import VoiceReading, VoiceState
from emotune_gui.engine.latest import Latest
from emotune_gui.engine.listening import STALE_S
from emotune_gui.engine.perceiving import NO_FRAME_AFTER_S, TICK_S, PerceptionLoop
from emotune_gui.engine.recording import SessionRecord

T = TypeVar("T")
TOLERANCE_S = 5e-4
"""Containers round their times."""
LOOKS = 20
"""A photograph is shown this often, a tenth of a second apart, as it would be live: the belief
has settled by then."""


class FileClock:
    """The recording's own time in place of the computer's."""

    def __init__(self) -> None:
        self.t = 0.0

    def now(self) -> float:
        return self.t

    def sleep(self, seconds: float) -> None:
        """Nobody waits for a recording."""


class Unhurried(Latest[T]):
    """A mailbox whose reader never waits: on a recording's clock nothing comes by waiting."""

    def newer(self, than: int, timeout: float) -> tuple[T | None, int]:
        return super().newer(than, 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """One picture of the recording, or one moment of its sound, and what is believed there."""

    index: int
    """Place of the picture in the recording, from 0; of a moment of sound, its number."""
    position_s: float
    """By the container, from the first picture."""
    scale: float
    """Pixels of the recording a pixel of `reading`."""
    estimate: EmotionEstimate
    reading: FaceReading | None = None
    image: ImageArray | None = None


Hear = Callable[[], VoiceReading | None]


class Perception:
    """`PerceptionLoop` stepped by hand: what it would have said live, had it missed nothing."""

    def __init__(
        self, reader: FaceReader | None, tracker: EmotionTracker, hear: Hear | None
    ) -> None:
        self.clock = FileClock()
        self._frames: Unhurried[Frame] = Unhurried()
        self._estimates: Latest[EmotionEstimate] = Latest()
        record = SessionRecord(NobodyWrites(), 0.0)
        self._loop = PerceptionLoop(
            reader, tracker, self._frames, self._estimates, record, self.clock, hear=hear
        )

    def see(self, frame: Frame) -> tuple[FaceReading, EmotionEstimate]:
        self.clock.t = frame.t
        self._frames.put(frame)
        self._loop.step()
        reading, estimate = self._loop.readings.get(), self._estimates.get()
        assert reading is not None and estimate is not None
        return reading, estimate

    def nothing_at(self, t: float) -> EmotionEstimate | None:
        """A moment without a new picture."""
        self.clock.t = t
        self._loop.step()
        return self._estimates.get()


class Listening:
    """What was heard up to a place of the recording, as `ListeningLoop` would have it."""

    def __init__(self, path: Path) -> None:
        """Raises EmoTuneError when the voice's weights are missing."""
        from emotune_gui.capture.sound_file import sound_blocks
        from emotune_gui.perception.voice.opening import load_voice_reader
        from emotune_gui.perception.voice.timeline import heard_through

        self._readings = heard_through(load_voice_reader(), sound_blocks(path))
        self._ahead: VoiceReading | None = None
        self._newest: VoiceReading | None = None
        self._t = 0.0
        self.ended = False
        self.end_s = 0.0
        """Place up to which sound was heard."""

    def until(self, position_s: float) -> None:
        """Hear everything whose last sample has been heard there."""
        self._t = position_s
        while not self.ended:
            ahead, self._ahead = self._ahead, None
            ahead = ahead or next(self._readings, None)
            if ahead is None:
                self.ended = True
            elif ahead.position_s > position_s + 1e-9:
                self._ahead = ahead
                return
            else:
                self._newest, self.end_s = ahead, ahead.position_s

    def now(self) -> VoiceReading:
        newest = self._newest
        if newest is None or self._t - newest.position_s > STALE_S:
            return VoiceReading(self._t, VoiceState.OFF)
        return newest


def film_seen(
    film: Film,
    every_s: float,
    perception: Perception,
    listening: Listening | None,
    unseen: Callable[[], bool] = lambda: False,
) -> Iterator[Seen]:
    """Each picture that is looked at, `every_s` apart at least. The film is open.

    While `unseen` says that nobody needs its pixels, a picture is black and costs little.
    """
    counter, shift, last, due, index = FrameCounter(), 0.0, 0.0, 0.0, -1
    while (picture := film.next()) is not None:
        index += 1
        position = picture.position_s
        for missing_s in _hole(last, position):
            if listening is not None:
                listening.until(last + missing_s)
            perception.nothing_at(last + missing_s - shift)
        # As live: a hole made by damaged timestamps does not take hours.
        shift += max(0.0, position - last - LONGEST_GAP_S)
        last = position
        if position < due - TOLERANCE_S:
            continue
        due = max(due + every_s, position + 0.5 * every_s)
        if listening is not None:
            listening.until(position)
        image = np.zeros((1, 1, 3), np.uint8) if unseen() else picture.image()
        frame = replace(counter.frame(image, position - shift, position), seq=index)
        reading, estimate = perception.see(frame)
        yield Seen(index, position, film.scale, estimate, reading, image)


def _hole(before: float, now: float) -> Iterator[float]:
    """Moments without a picture between two that are far apart, in seconds from the first."""
    gap = min(now - before, LONGEST_GAP_S)
    k = 0
    while NO_FRAME_AFTER_S + k * TICK_S < gap - 1e-6:
        yield NO_FRAME_AFTER_S + k * TICK_S
        k += 1


def photo_seen(path: Path, perception: Perception) -> Seen:
    """The belief after the photograph was looked at for two seconds. Raises SourceUnavailable."""
    quiet_opencv()
    require_file(path)
    found = read_image_scaled(path)
    if found is None:
        raise SourceUnavailable(
            f"“{shown_name(path)}” is not a picture this program can read; it may be damaged."
        )
    image, scale = found
    counter = FrameCounter()
    for look in range(LOOKS):
        reading, estimate = perception.see(counter.frame(image, look * TICK_S, 0.0))
    return Seen(0, 0.0, scale, estimate, reading, image)


def sound_heard(listening: Listening, every_s: float, perception: Perception) -> Iterator[Seen]:
    """The belief by the voice alone, ten times a second or at the tenth nearest to each `every_s`.
    Raises as the first block of the sound does."""
    ticks = max(1, round(every_s / TICK_S))
    moment = index = 0
    while True:
        moment += 1
        # Every tick is believed, as live, also those that are not told.
        position = moment * TICK_S
        listening.until(position)
        if listening.ended and listening.end_s < position - 1e-9:
            return
        estimate = perception.nothing_at(position)
        if estimate is not None and moment % ticks == 0:
            yield Seen(index, position, 1.0, estimate)
            index += 1


class NobodyWrites:
    """A RecorderPort that keeps nothing: the tables are the record."""

    def estimate(self, t: float, estimate: EmotionEstimate) -> None:
        """Not kept."""

    def bar(self, start_s: float, bar: Bar, target: Affect) -> None:
        """Not kept."""

    def played(self, note: PlayedNote) -> None:
        """Not kept."""

    def song(self, played: SongPlayed) -> None:
        """Not kept."""

    def marker(self, marker: Marker) -> None:
        """Not kept."""

    def note(self, t: float, text: str) -> None:
        """Not kept."""

    def steered(self, event: SteeringEvent) -> None:
        """Not kept."""

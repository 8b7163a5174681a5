"""The seams between rooms: what the engine asks of each, so that siblings stay apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import Affect, EmotionProbabilities
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.face import FaceReading, Frame, ImageArray, PointArray
from emotune_gui.domain.live import LiveSnapshot
from emotune_gui.domain.music import Bar, MusicParameters
from emotune_gui.domain.neutral import NeutralProfile
from emotune_gui.domain.scale import Moment, ScaleKind
from emotune_gui.domain.session import SessionSummary
from emotune_gui.domain.steering import SteeredValue
from emotune_gui.domain.voice import (
    SoundArray,
    SoundBlock,
    VoiceOpinion,
    VoiceProfile,
    VoiceReading,
)


class Clock(Protocol):
    """Monotonic time in seconds; `sleep` may return early."""

    def now(self) -> float: ...

    def sleep(self, seconds: float) -> None: ...


class FrameSource(Protocol):
    """A camera, a film, a folder of pictures or the demonstration. Used from one thread.

    `open` raises SourceUnavailable. `read` returns the newest frame that is due, or None when
    none is due within about 100 ms (so that the caller can look at its stop event); it raises
    SourceLost or EndOfSource. `close` may be called at any time and twice.
    """

    name: str
    reconnects: bool
    """True when reopening after SourceLost makes sense (a camera)."""
    dropped: int
    """Frames that came due but were skipped to stay in real time."""

    def open(self) -> None: ...

    def read(self) -> Frame | None: ...

    def close(self) -> None: ...


class ExpressionClassifier(Protocol):
    """Probabilities from one face; `points` is 68 x 2 in pixels of `grey` (H x W, 0-255)."""

    name: str

    def classify(self, grey: ImageArray, points: PointArray) -> EmotionProbabilities: ...


class FaceReader(Protocol):
    """Reads one stream of frames in one thread; `choose` and `forget` may come from any thread."""

    def read(self, frame: Frame) -> FaceReading: ...

    def choose(self, x: float, y: float) -> None:
        """The face at or nearest to this place (frame pixels) is the client's from now on."""

    def forget(self) -> None:
        """Nobody is chosen any more."""


class SoundSource(Protocol):
    """A microphone, the sound of a recording, or a script. Used from one thread.

    `open` raises SourceUnavailable. `read` returns the next block (10 to 100 ms) when it is due,
    or None when none came within about 100 ms; it raises SourceLost or EndOfSource. A recording
    is paced as it would be heard. `close` may be called at any time and twice.
    """

    name: str
    reconnects: bool
    """True when reopening after SourceLost makes sense (a microphone)."""
    dropped: int
    """Blocks lost because nobody read them in time."""

    def open(self) -> None: ...

    def read(self) -> SoundBlock | None: ...

    def close(self) -> None: ...


class VoiceRecogniser(Protocol):
    """Emotion from speech; not from silence, noise or music, which the caller keeps away.

    Learns the speaker as it goes: `adapt` takes speech of the client; `profile` says what is
    known of the usual voice (None before enough was heard), `use_profile` begins from one.
    """

    name: str
    features: str
    """Name of the feature set; a VoiceProfile of another is refused with ValueError."""

    def classify(self, speech: SoundArray) -> VoiceOpinion: ...

    def adapt(self, speech: SoundArray) -> None: ...

    def profile(self) -> VoiceProfile | None: ...

    def use_profile(self, profile: VoiceProfile | None) -> None: ...


class VoiceReader(Protocol):
    """Hears one stream of sound in one thread."""

    def hear(self, block: SoundBlock) -> VoiceReading: ...

    def hear_music(self, block: SoundBlock) -> None:
        """What the program's own music sounds like at that time, before `hear` of it."""

    def use_profile(self, profile: VoiceProfile | None) -> None: ...

    def profile(self) -> VoiceProfile | None:
        """The client's usual voice as known by now; None before enough was heard."""


class EmotionTracker(Protocol):
    def update(
        self, reading: FaceReading, now: float, voice: VoiceReading | None = None
    ) -> EmotionEstimate: ...

    def use_neutral(self, profile: NeutralProfile | None) -> None:
        """From the next reading on, tell everything relative to this rest (None: to anyone's)."""


class Composer(Protocol):
    """Writes bars one after another. Same seed and same parameters give the same bars."""

    name: str

    def next_bar(self, parameters: MusicParameters) -> Bar: ...

    def twin(self) -> Composer:
        """An independent composer in the same state: what it writes next, this one would have."""


StereoBlock = npt.NDArray[np.float32]
"""Frames x 2, in [-1, 1]."""


class SoundSink(Protocol):
    """Takes blocks of sound at the pace they are heard.

    `wait` blocks until a block is wanted or `timeout` seconds went by (False then).
    `write` takes exactly `block_frames` frames and returns the monotonic second at which
    the block's first frame is heard.
    """

    name: str
    sample_rate: int
    block_frames: int
    underruns: int
    blocks: int
    audible: bool
    """False when no loudspeaker is behind it: silence, a file, or a device that was lost."""

    def wait(self, timeout: float) -> bool: ...

    def write(self, block: StereoBlock) -> float: ...

    def close(self) -> None: ...


class LiveSessionControl(Protocol):
    """A running session as the window sees it. Every call returns at once, from any thread."""

    def snapshot(self) -> LiveSnapshot: ...

    def set_held(self, held: bool) -> None:
        """Hold: the music stays in the present affect until released."""

    def louder(self) -> None: ...

    def softer(self) -> None: ...

    def fade(self) -> None:
        """Fade to silence within two seconds; `resume` brings the music back."""

    def resume(self) -> None: ...

    def mark(self, label: str) -> None: ...

    def note(self, text: str) -> None: ...

    def rate(
        self,
        *,
        score: int | None = None,
        fits: bool | None = None,
        by: str = "therapist",
        felt: Affect | None = None,
        better: float | None = None,
    ) -> bool:
        """Rate the bars being heard; False when no bar has been heard yet. `felt` is where on the
        affect grid the music lies for the client, `better` "this (to 1) or the one before"."""

    def set_exploring(self, on: bool) -> None:
        """Whether the music may try things of its own accord (kept for this client)."""

    def ask_scales(self, moment: Moment = Moment.ASKED) -> None:
        """Put the question for distress and the affective slider; `snapshot().prompt` tells."""

    def answer_scales(self, answers: Mapping[ScaleKind, float], by: str = "client") -> None:
        """Write down what was answered and close the question; none of it is fine.

        Raises InvalidInput for a value outside its scale."""

    def dismiss_scales(self) -> None:
        """Close the question without an answer."""

    def choose_face(self, x: float, y: float) -> None:
        """Say that the face at this place (frame pixels) is the client's."""

    def forget_face(self) -> None:
        """Take the choice back: with several faces the program waits for a choice again."""

    def calibrate_neutral(self) -> None:
        """Measure the client's face at rest for five seconds; `snapshot().calibration` tells."""

    def set_muted(self, muted: bool) -> None:
        """Stop or go on listening; nothing is heard while muted."""

    def set_composer(self, name: str) -> None:
        """Have another composer ('rules', 'rnn', ..., 'songs') write from the next phrase end on,
        at latest after two bars. Raises InvalidInput for an unknown name."""

    def skip_song(self, ban: bool = False) -> None:
        """Leave the song being heard at the next phrase end, at latest after two bars; with `ban`
        it is never chosen for this client again. Nothing where no song is played."""

    def steer_parameter(self, name: str, value: SteeredValue | str) -> None:
        """Take one parameter (`domain.steering.Steered`) over until it is handed back.

        Raises InvalidInput for an unknown name or a value of the wrong kind."""

    def hand_back(self, name: str | None = None) -> None:
        """Leave a parameter or the 'target', with None everything, to the automation."""

    def set_target(self, target: Affect | None) -> None:
        """Hold the affect target there by hand; None hands it back."""

    def end(self) -> None:
        """Begin the ending; `snapshot().phase` becomes ENDED and `summary` is set when done."""

    @property
    def summary(self) -> SessionSummary | None: ...

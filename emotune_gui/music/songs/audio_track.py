"""One recording in a session: read ahead a little in one thread, heard in another."""

from __future__ import annotations

from collections import deque
from math import pi, sin

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.ports import StereoBlock
from emotune_gui.domain.song import SongInfo
from emotune_gui.music.playing.pieces import PIECE_FRAMES, piece_slices, scale
from emotune_gui.music.songs.audio_level import GainFinder
from emotune_gui.music.songs.audio_song import AudioSong, SoundShape
from emotune_gui.music.songs.decoding import SAMPLE_RATE, decoded

READY_S, MORE_READY_S, MOST_READY_S = 0.16, 0.08, 0.4
"""Stretched sound kept ready: what a new tempo waits for, and what a busy machine may take. After
a shortage more is kept."""
FED_AT_ONCE = 8 * PIECE_FRAMES
SHORTEST_FADE_S = 0.02
_MISSED_S, _MISSED_SHARE = 5.0, 0.05
"""A file that ends so much before its own account of its length is damaged."""


class AudioTrack:
    """`feed` and `close` belong to the feeding thread, `render` and `fade` to the player's,
    the rest to any."""

    def __init__(self, song: SongInfo, shape: SoundShape, rate: int = SAMPLE_RATE) -> None:
        self.song = song
        self.shape = shape
        """Replaced whole; taken with the next piece that is fed."""
        self.problem = ""
        """One sentence once the recording cannot be played on; else empty."""
        self.starved = 0
        """Times the player wanted sound that was not ready."""
        self.source_ended = False
        self._rate = rate
        self._level = GainFinder(song.path, song.duration_s)
        self._song: AudioSong | None = None
        # Appending to a deque and taking from its other end need no lock.
        self._pieces: deque[StereoBlock] = deque()
        self._begun = False
        self._dry = False
        self._wanted_s = READY_S
        self._fade = Fade(rate)

    @property
    def over(self) -> bool:
        """Nothing more will be heard of it."""
        return self.source_ended and not self._pieces

    @property
    def sounding(self) -> bool:
        return self._begun and self._fade.audible and not self.over

    @property
    def ready_s(self) -> float:
        return len(self._pieces) * PIECE_FRAMES / self._rate

    @property
    def end_s(self) -> float:
        """Second of the recording after which nothing can be heard; 0 when unknown."""
        return self._level.end_s

    @property
    def position_s(self) -> float:
        """Seconds of the recording that have been taken in."""
        return 0.0 if self._song is None else self._song.position_s

    @property
    def measuring(self) -> bool:
        """Still being listened to before it is played."""
        return self._level.going_on

    def feed(self, least_s: float = 0.0) -> bool:
        """Do a little of what is to be done; False when enough sound is ready.

        At least `least_s` is kept ready.
        """
        if self._level.measure():
            return True
        if self.source_ended or self.ready_s >= max(least_s, self._wanted_s):
            return False
        if self._song is None:
            self._song = AudioSong(decoded(self.song.path, self._rate), self._rate)
        shape = self.shape
        self._song.set(
            shape.tempo_ratio,
            shape.semitones,
            shape.gain_db + self._level.gain_db,
            shape.brightness,
        )
        block = self._song.render(FED_AT_ONCE)
        self._pieces.extend(block[piece] for piece in piece_slices(FED_AT_ONCE))
        if self._song.finished:
            self._note_end(self._song)
        return True

    def fail(self, error: EmoTuneError) -> None:
        """The recording ends here."""
        self.problem, self.source_ended = str(error), True

    def close(self) -> None:
        if self._song is not None:
            self._song.close()
        self.source_ended = True
        self._pieces.clear()

    def fade(self, audible: bool, seconds: float) -> None:
        """Come in or go out from the next block on; again toward the same is no change."""
        self._fade.move(audible, max(SHORTEST_FADE_S, seconds))

    def render(self, out: StereoBlock) -> None:
        """Add `len(out)` frames (whole pieces); silence while nothing is ready or wanted."""
        if not self._fade.audible:
            return
        slices = tuple(piece_slices(len(out)))
        # One piece more than is wanted, to die away with where nothing follows in time.
        whole = len(self._pieces) > len(slices)
        if whole or self.source_ended:
            self._mix(out, slices, rising=self._dry)
            self._dry = False
        elif self._begun and not self._dry:
            # Die away over what there is; come back once a whole block is ready.
            self.starved += 1
            self._wanted_s = min(MOST_READY_S, self._wanted_s + MORE_READY_S)
            self._mix(out, slices[: len(self._pieces)], falling=True)
            self._dry = True

    def _mix(
        self,
        out: StereoBlock,
        slices: tuple[slice, ...],
        *,
        rising: bool = False,
        falling: bool = False,
    ) -> None:
        for number, place in enumerate(slices):
            if not self._pieces:
                break
            first, last = self._fade.step()
            first = 0.0 if rising and number == 0 else first
            last = 0.0 if falling and number == len(slices) - 1 else last
            piece = self._pieces.popleft()
            scale(piece, first, last)
            out[place] += piece
            self._begun = True

    def _note_end(self, song: AudioSong) -> None:
        told = self.song.duration_s
        missed = told - song.position_s
        minute, second = divmod(int(song.position_s), 60)
        if song.problem or missed > max(_MISSED_S, _MISSED_SHARE * told):
            self.problem = f"Its file is damaged and cannot be played beyond {minute}:{second:02}."
        if song.position_s == 0.0:
            self._pieces.clear()
        self.source_ended = True


class Fade:
    """Amplitude of one of two sounds that cross with constant power: a quarter of a sine."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._place = 0.0
        self._goal = 0.0
        self._step = 1.0

    @property
    def audible(self) -> bool:
        return self._place > 0.0 or self._goal > 0.0

    def move(self, audible: bool, seconds: float) -> None:
        goal = 1.0 if audible else 0.0
        if goal != self._goal:
            self._goal = goal
            self._step = PIECE_FRAMES / (seconds * self._rate)

    def step(self) -> tuple[float, float]:
        """Gain at both edges of the next piece."""
        first = sin(0.5 * pi * self._place)
        if self._place < self._goal:
            self._place = min(self._goal, self._place + self._step)
        else:
            self._place = max(self._goal, self._place - self._step)
        return first, sin(0.5 * pi * self._place)

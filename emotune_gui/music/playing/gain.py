"""What is done to the level of everything that plays: affect, volume, fades."""

from __future__ import annotations

from typing import NamedTuple

from emotune_gui.music.playing.glide import Fader, Glide
from emotune_gui.music.playing.levels import amplitude
from emotune_gui.music.playing.pieces import PIECE_FRAMES

LOUDNESS_TAU_S = 0.025
VOLUME_TAU_S = 0.06


class Place(NamedTuple):
    """Where the three hands stand at the edge of a piece."""

    loudness_db: float
    volume_db: float
    fader: float
    amplitude: float


class LiveGain:
    """The live loudness, the therapist's volume and the fader as one gain, piece by piece.

    Used from the player's thread. Targets are set on `loudness`, `volume` and `fader`; `step`
    gives the amplitudes at both edges of the next piece, without jumps between pieces.
    """

    def __init__(self, sample_rate: int) -> None:
        self.loudness = Glide(0.0, LOUDNESS_TAU_S, 0.01, sample_rate)
        """dB above the reference loudness."""
        self.volume = Glide(0.0, VOLUME_TAU_S, 0.01, sample_rate)
        """dB."""
        self.fader = Fader(1.0, sample_rate)
        self._amplitude = 1.0

    @property
    def moving(self) -> bool:
        return self.loudness.moving or self.volume.moving or self.fader.moving

    def place(self) -> Place:
        return Place(self.loudness.value, self.volume.value, self.fader.position, self._amplitude)

    def go_back(self, place: Place) -> None:
        """Stand again where `place` says; the targets stay."""
        self.loudness.value, self.volume.value = place.loudness_db, place.volume_db
        self.fader.position, self._amplitude = place.fader, place.amplitude

    def jump(self, loudness_db: float) -> None:
        """Be at this loudness at once: only when nothing sounds."""
        self.loudness.jump(loudness_db)
        self._amplitude = self._now()

    def step(self) -> tuple[float, float]:
        """Amplitudes at the beginning and the end of the next piece."""
        first = self._amplitude
        if self.moving:
            for hand in (self.loudness, self.volume, self.fader):
                hand.pass_by(PIECE_FRAMES)
            self._amplitude = self._now()
        return first, self._amplitude

    def _now(self) -> float:
        level = amplitude(self.loudness.value + self.volume.value)
        return level * self.fader.position**2

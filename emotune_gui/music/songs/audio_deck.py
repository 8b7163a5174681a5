"""The recordings of one session: loaded, steered, crossing over, heard through the player."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from emotune_gui.domain.clock import SystemClock
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.ports import Clock, StereoBlock
from emotune_gui.domain.song import SongInfo
from emotune_gui.music.songs.audio_song import SoundShape
from emotune_gui.music.songs.audio_track import MOST_READY_S, AudioTrack
from emotune_gui.music.songs.decoding import decoded

PAUSE_S = 0.015
"""Between two looks whether a track wants sound."""
TAIL = 1.5
"""Bars in which a recording goes out when notes follow it: half a bar under them."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A recording in its place in the session."""

    place: int
    song_id: str


class AudioDeck:
    """A `SoundStream` for the player. `render` and `bar_began` belong to the player's thread,
    `step` to one that feeds, the rest to the composer's."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        self._tracks: dict[Turn, AudioTrack] = {}
        self._lock = threading.Lock()
        self._heard: tuple[AudioTrack, ...] = ()
        """What `render` goes through: replaced whole."""
        self._now: Turn | None = None
        self._coming: Turn | None = None
        self._begun: tuple[Turn, int, float] | None = None
        self._starved = 0

    @property
    def starved(self) -> int:
        """Times the player wanted sound that was not ready."""
        return self._starved + sum(track.starved for track in self._heard)

    # For the thread that composes

    def load(self, turn: Turn, song: SongInfo, shape: SoundShape) -> None:
        """Have a recording ready to come next; what was to come before is forgotten."""
        track = self._tracks.get(turn) or AudioTrack(song, shape)
        with self._lock:
            self._coming = turn
            self._tracks[turn] = track
            self._heard = tuple(self._tracks.values())

    def expect_none(self) -> None:
        """No recording comes next."""
        self._coming = None

    def steer(self, turn: Turn, shape: SoundShape) -> None:
        """Heard about a quarter of a second later."""
        track = self._tracks.get(turn)
        if track is not None:
            track.shape = shape

    def over(self, turn: Turn) -> bool:
        """Nothing more comes of it."""
        track = self._tracks.get(turn)
        return track is None or track.over

    def ending(self, turn: Turn) -> bool:
        """All of it has been read."""
        track = self._tracks.get(turn)
        return track is None or track.source_ended

    def heard(self, turn: Turn) -> tuple[int, float] | None:
        """Index of the bar begun last and the recording's second at its beginning."""
        begun = self._begun
        return begun[1:] if begun is not None and begun[0] == turn else None

    def end_s(self, turn: Turn) -> float:
        """Second of the recording after which nothing can be heard; 0 when unknown."""
        track = self._tracks.get(turn)
        return 0.0 if track is None else track.end_s

    def problem(self, turn: Turn) -> str:
        track = self._tracks.get(turn)
        return "" if track is None else track.problem

    # For the player's thread

    def bar_began(self, turn: Turn | None, index: int, seconds: float, leaving: bool) -> None:
        """A bar of `seconds` has begun in which this recording (None: notes) is heard.

        With `leaving` it is the last before what comes next, which crosses over in it where it
        is a recording too.
        """
        with self._lock:
            coming = self._coming
            crossing = leaving and coming not in (None, turn)
            wanted = coming if crossing else (None if leaving else turn)
            self._now = turn
            tracks = dict(self._tracks)
        if turn in tracks:
            track = tracks[turn]
            self._begun = (turn, index, track.position_s - track.ready_s)
        for known, track in tracks.items():
            if known == wanted:
                track.fade(True, seconds if crossing else 0.0)
            else:
                track.fade(False, seconds if crossing or not leaving else TAIL * seconds)

    def render(self, out: StereoBlock) -> None:
        for track in self._heard:
            track.render(out)

    # For the thread that feeds

    def step(self) -> None:
        """Feed what wants sound, or wait a little."""
        # What is heard goes before what is only got ready.
        tracks = sorted(self._heard, key=lambda track: not track.sounding)
        # Looking about in the file of another may take long.
        least_s = MOST_READY_S if any(track.measuring for track in tracks) else 0.0
        busy = any(self._fed(track, least_s) for track in tracks)
        self._tidy()
        if not busy:
            self._clock.sleep(PAUSE_S)

    def _fed(self, track: AudioTrack, least_s: float) -> bool:
        try:
            return track.feed(least_s)
        except EmoTuneError as error:
            track.fail(error)
            return True

    def close(self) -> None:
        """Let go of every file; after `step` was called for the last time."""
        with self._lock:
            tracks, self._tracks, self._heard = self._heard, {}, ()
        for track in tracks:
            track.close()

    def _tidy(self) -> None:
        with self._lock:
            kept = (self._now, self._coming)
            gone = [t for t, track in self._tracks.items() if t not in kept and not track.sounding]
            closing = [self._tracks.pop(turn) for turn in gone]
            if closing:
                self._heard = tuple(self._tracks.values())
        for track in closing:
            self._starved += track.starved
            track.close()


def check_recording(song: SongInfo) -> None:
    """Raises InvalidInput, in one sentence, when nothing of it can be read."""
    blocks = decoded(song.path)
    try:
        next(blocks, None)
    finally:
        blocks.close()

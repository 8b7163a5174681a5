"""Songs and composers heard outside a session, through the program's own synthesiser."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from emotune_gui.domain.faults import SoundUnavailable
from emotune_gui.domain.learning import CLINICAL_MAPPING
from emotune_gui.domain.music import Bar, PlayedNote
from emotune_gui.domain.ports import SoundSink, StereoBlock
from emotune_gui.domain.session import Plan
from emotune_gui.domain.song import SongInfo, SongKind

if TYPE_CHECKING:
    from emotune_gui.ui.presenters.jukebox import GoOn

EXCERPT_BARS = 8
EXCERPT_S = 20.0
"""Of a recording: about as long as eight bars."""
WAIT_S = 0.1
NOTHING_TO_HEAR_WITH = (
    "No loudspeaker or headphones can be used; connect one and press the button again."
)
SESSION_RUNS = "A session is running; listen when it has ended."


def plain_sink() -> SoundSink:
    """The loudspeakers; raises SoundUnavailable without any."""
    from emotune_gui.domain.clock import SystemClock
    from emotune_gui.music.playing.sinks import open_sink

    try:
        return open_sink("device", SystemClock())
    except SoundUnavailable as error:
        raise SoundUnavailable(NOTHING_TO_HEAR_WITH) from error


class Jukebox:
    """Fits `ui.presenters.jukebox.Jukebox`. A new piece ends the one before; `silence` ends it
    too and waits until the loudspeakers are free."""

    def __init__(
        self,
        in_use: Callable[[], bool],
        songs: Callable[[], Sequence[SongInfo]],
        open_sink: Callable[[], SoundSink] = plain_sink,
    ) -> None:
        """`in_use` says whether a session has the loudspeakers; `songs` is the library."""
        self._in_use, self._songs, self._open_sink = in_use, songs, open_sink
        self._turn = 0
        self._turns = Lock()
        self._device = Lock()

    def play_song(self, song: SongInfo, go_on: GoOn) -> None:
        self._play(lambda: song_sound(song), go_on)

    def play_composer(self, plan: Plan, go_on: GoOn) -> None:
        self._play(lambda: excerpt_sound(plan, self._songs), go_on)

    def play_blocks(self, blocks: Sequence[StereoBlock], go_on: GoOn) -> None:
        """Sound that was made before, such as a clip of a rating round."""
        self._play(lambda: iter(blocks), go_on)

    def silence(self) -> None:
        self._next_turn()
        with self._device:
            pass

    @contextmanager
    def lend(
        self, open_sink: Callable[[], SoundSink]
    ) -> Iterator[tuple[SoundSink, Callable[[], bool]]]:
        """The loudspeakers for another player (`engine.replaying.Lend`), and whether they are
        still wanted from it. Raises SoundUnavailable while a session runs."""
        mine = self._next_turn()
        with self._device:
            if self._in_use():
                raise SoundUnavailable(SESSION_RUNS)
            sink = open_sink()
            try:
                yield sink, lambda: mine == self._turn
            finally:
                sink.close()

    def _next_turn(self) -> int:
        with self._turns:
            self._turn += 1
            return self._turn

    def _play(self, sound: Callable[[], Iterator[StereoBlock]], go_on: GoOn) -> None:
        mine = self._next_turn()

        def wanted(seconds: float) -> bool:
            return mine == self._turn and go_on(seconds)

        with self._device:
            if self._in_use():
                raise SoundUnavailable(SESSION_RUNS)
            if not wanted(0.0):
                return
            blocks = sound()
            sink = self._open_sink()
            try:
                pour(blocks, sink, wanted)
            finally:
                sink.close()


def pour(blocks: Iterator[StereoBlock], sink: SoundSink, wanted: Callable[[float], bool]) -> None:
    """Blocks into a sink until they end or are wanted no more; then the last one fades."""
    for place, block in enumerate(blocks):
        seconds = place * sink.block_frames / sink.sample_rate
        while not sink.wait(WAIT_S):
            if not wanted(seconds):
                return
        if not wanted(seconds):
            sink.write(block * np.linspace(1.0, 0.0, len(block), dtype=np.float32)[:, None])
            return
        sink.write(block)


def song_sound(song: SongInfo) -> Iterator[StereoBlock]:
    """The song as it is; raises EmoTuneError when its file cannot be read."""
    if song.kind is SongKind.AUDIO:
        return _recording(song)
    from emotune_gui.music.playing.replay import sound_of

    return sound_of(notes_of(song))


def notes_of(song: SongInfo) -> tuple[PlayedNote, ...]:
    """The notes of a score at their own times and with their own instruments."""
    from emotune_gui.music.songs.importing import read_song
    from emotune_gui.music.songs.timing import seconds_of

    score = read_song(song.path)
    starts = seconds_of(score, np.array([n.onset for n in score.notes]))
    ends = seconds_of(score, np.array([n.onset + n.duration for n in score.notes]))
    return tuple(
        PlayedNote(0, n.part, n.program, n.pitch, n.velocity, float(start), float(end))
        for n, start, end in zip(score.notes, starts, ends, strict=True)
    )


def _recording(song: SongInfo) -> Iterator[StereoBlock]:
    from emotune_gui.music.playing.master import Master
    from emotune_gui.music.playing.pacing import BLOCK_FRAMES, SAMPLE_RATE
    from emotune_gui.music.songs.audio_song import AudioSong
    from emotune_gui.music.songs.decoding import decoded

    song_playing = AudioSong(decoded(song.path, SAMPLE_RATE), SAMPLE_RATE)
    master = Master(SAMPLE_RATE, BLOCK_FRAMES, room=False)
    while not song_playing.finished:
        master.begin()[:] = song_playing.render(BLOCK_FRAMES)
        yield master.finish()


def excerpt_sound(plan: Plan, songs: Callable[[], Sequence[SongInfo]]) -> Iterator[StereoBlock]:
    """What `excerpt` wrote, in sound; of a recording that was chosen, its beginning as it is."""
    from emotune_gui.music.playing.pacing import BLOCK_FRAMES, SAMPLE_RATE
    from emotune_gui.music.playing.replay import sound_of
    from emotune_gui.music.rendering import played_notes

    if plan.composer == "songs" and plan.song_id:
        first = next((song for song in songs() if song.id == plan.song_id), None)
        if first is not None and first.kind is SongKind.AUDIO:
            return islice(_recording(first), int(EXCERPT_S * SAMPLE_RATE / BLOCK_FRAMES))
    bars = excerpt(plan, songs)
    return sound_of(played_notes(bars), {bar.id: bar.parameters.loudness for bar in bars})


def excerpt(plan: Plan, songs: Callable[[], Sequence[SongInfo]]) -> tuple[Bar, ...]:
    """The first bars that the plan's composer writes at `heard_at`, by the clinical mapping."""
    from emotune_gui.music import mapping
    from emotune_gui.music.programme import Programme, Wishes
    from emotune_gui.music.songs.repertoire import Repertoire
    from emotune_gui.ui.presenters.start_music import heard_at

    affect = heard_at(plan)
    repertoire = Repertoire(songs, plan)
    repertoire.observe(affect, 0.0)
    writer = Programme(plan, Wishes(plan.composer), repertoire)
    asked = mapping.apply(affect, CLINICAL_MAPPING, plan=plan, instrumentation=plan.instrumentation)
    return tuple(writer.next_bar(asked) for _ in range(EXCERPT_BARS))

"""The player: bars and live controls in, blocks of sound out, on time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf, isfinite
from typing import Any, Protocol

from emotune_gui.domain.clock import SystemClock
from emotune_gui.domain.music import Bar, MusicControls, PlayedNote
from emotune_gui.domain.ports import Clock, SoundSink, StereoBlock
from emotune_gui.music.playing.gain import LOUDNESS_TAU_S
from emotune_gui.music.playing.glide import Glide, TempoCourse
from emotune_gui.music.playing.heard import HeardBlock, HeardPosition
from emotune_gui.music.playing.levels import REFERENCE_LOUDNESS, velocity_gain_db
from emotune_gui.music.playing.master import Master
from emotune_gui.music.playing.pacing import INSTANT, RevisableSink
from emotune_gui.music.playing.pieces import PIECE_FRAMES
from emotune_gui.music.playing.reaction import ReactionTimer
from emotune_gui.music.playing.sequencer import Happenings, Instrument, Sequencer
from emotune_gui.music.playing.thinning import rank_threshold

TEMPO_TAU_S = 0.03
POLL_SECONDS = 0.01
"""How often wishes are looked at while no block is wanted."""
AUDIBLE_STEP_DB = 0.1
"""What is queued is done again for no smaller change."""
FADE_SECONDS = 1.5
STOP_FADE_SECONDS = 0.2
MOST_DB, LEAST_DB = 12.0, -40.0


@dataclass(frozen=True, slots=True)
class PlayerStats:
    """Counts since the player was made."""

    blocks: int
    underruns: int
    bars: int
    notes: int
    hanging: int
    """Notes on that have not met their off; 0 after `stop`."""
    starvations: int
    """Times a bar line came and no bar was queued."""
    heard_latencies_s: tuple[float, ...]
    """Decision to audible change, one for each audible steer, the last 5000."""
    lowest_limiter_gain: float


class SoundStream(Protocol):
    """Sound that plays along with the notes, a recording for instance."""

    def render(self, out: StereoBlock) -> None:
        """Add the next len(out) frames into `out` (frames x 2). In the player's thread, at once."""


def _no_bar(bar: Bar, heard_at: float) -> None:
    """Nobody asked."""


def _no_note(note: PlayedNote) -> None:
    """Nobody asked."""


class Player:
    """Plays queued bars through a synthesiser into a sink.

    `step` belongs to one thread, the player's, and waits only in the sink. Everything else may be
    called from any thread and returns at once; `stop` alone takes up to half a second. `on_bar`
    and `on_note` are called in the player's thread, after a block has been handed over, and
    must be quick.

    Tempo glides to the last `steer` (time constant 30 ms) from the next block on; density acts at
    the next beat; without a steer the bar's own parameters hold. Loudness, volume and fades act
    on what is queued already, where the sink can still change it (`RevisableSink`): about 50 ms.
    Loudness is a gain on the whole sound, 40 dB a decade of velocity, and notes are struck
    relative to their bar's mean: what rings keeps its level across a bar line. Whatever plays is
    brought to one loudness first (`levelled`), slowly, so that the affect alone decides.
    """

    def __init__(
        self,
        sink: SoundSink,
        synthesiser: Instrument[Any],
        *,
        on_bar: Callable[[Bar, float], None] = _no_bar,
        on_note: Callable[[PlayedNote], None] = _no_note,
        clock: Clock | None = None,
        room: bool = True,
        levelled: bool = True,
        mixes: bool = True,
    ) -> None:
        """`mixes` False: what the synthesiser renders is no sound, nothing is ever added to it."""
        rate = sink.sample_rate
        self._sink = sink
        self._synthesiser = synthesiser
        self._on_bar, self._on_note = on_bar, on_note
        self._clock = clock or SystemClock()
        self._began = False
        self.origin = self._clock.now()
        """Monotonic second from which note times count: the first bar's first sample is heard then
        (before that, when the player was made)."""
        self._sequencer = Sequencer(synthesiser, self._threshold, self._live_loudness)
        self._master = Master(rate, sink.block_frames, room=room, levelled=levelled)
        self._tempo = Glide(100.0, TEMPO_TAU_S, 0.01, rate)
        self._gain = self._master.final.gain
        self._reaction = ReactionTimer(LOUDNESS_TAU_S, TEMPO_TAU_S)
        self._heard = HeardPosition(rate)
        self._revised_for = (0.0, 0.0)
        """Loudness and volume in dB that what is queued was made with."""
        self._mixes = mixes
        self._accompaniment: SoundStream | None = None
        self._controls: MusicControls | None = None
        self._applied: MusicControls | None = None
        self._wanted_fade = self._taken_fade = (1.0, FADE_SECONDS)
        self._wanted_volume_db = 0.0
        self._paused = False
        self._stopped = False
        self._blocks = 0
        self._turn = threading.Lock()

    def enqueue(self, bar: Bar) -> None:
        """Play `bar` after those already queued. Raises ValueError for a bar without beats."""
        if bar.beats < 1 or bar.parameters.loudness <= 0 or bar.parameters.tempo_bpm <= 0:
            raise ValueError(f"bar {bar.id} cannot be played")
        self._sequencer.queue.append(bar)

    def rewrite(self, old: Sequence[Bar], new: Sequence[Bar]) -> bool:
        """Play `new` instead of the last queued bars `old`, as many; False, with nothing changed,
        when the first of them has begun already."""
        queue = self._sequencer.queue
        try:
            # The player's thread takes bars from the front only: once the first is replaced in
            # one step of the interpreter, it plays the new ones in order.
            for place, (before, after) in enumerate(zip(old, new, strict=True), start=-len(old)):
                if queue[place] is not before:
                    return False
                queue[place] = after
        except IndexError:
            return False
        return True

    def bars_ahead(self) -> int:
        """Bars queued after the current one."""
        return len(self._sequencer.queue)

    def seconds_left(self) -> float:
        """Seconds until a bar is wanted beyond those queued, at the present tempo.

        0 when the player has nothing to play; infinite while paused, when no bar is consumed.
        """
        queued = sum(bar.beats for bar in tuple(self._sequencer.queue))
        return self.seconds_to_next() + queued * 60.0 / self._tempo.value

    def seconds_to_next(self) -> float:
        """Seconds until the bar being played ends, at the present tempo; 0, infinite likewise."""
        if self._paused:
            return inf
        return self._sequencer.beats_left() * 60.0 / self._tempo.value

    def steer(self, controls: MusicControls) -> None:
        """Follow these values from the next block on; the latest wins.

        Raises ValueError unless all are finite and positive.
        """
        values = (controls.tempo_bpm, controls.loudness, controls.density)
        if not all(isfinite(value) and value > 0 for value in values):
            raise ValueError(f"cannot follow {controls}")
        self._controls = controls

    def accompany(self, source: SoundStream | None) -> None:
        """Mix `source` with the notes from the next block on, or nothing more (None).

        It is rendered before levelling, loudness, room and limiter, also while no bar is queued;
        not while paused: it goes on where it was. Without a click only if it fades by itself.
        """
        self._accompaniment = source if self._mixes else None

    def set_volume_db(self, db: float) -> None:
        """The therapist's softer or louder, -40 to 12 dB on top of everything."""
        self._wanted_volume_db = min(MOST_DB, max(LEAST_DB, db))

    def fade_out(self, seconds: float = FADE_SECONDS) -> None:
        """Silence within `seconds` (plus the block on its way), room included.

        Then the music pauses: notes end, the rest of the bar is dropped, queued bars wait and
        sound time runs on in silence. `fade_in` goes on with the next queued bar; before
        silence is reached it simply turns the fade round.
        """
        self._wanted_fade = (0.0, seconds)

    def fade_in(self, seconds: float = FADE_SECONDS) -> None:
        """Bring the music back."""
        self._wanted_fade = (1.0, seconds)

    @property
    def paused(self) -> bool:
        """True from silence to `fade_in`."""
        return self._paused

    def position(self) -> tuple[Bar | None, Bar | None, float]:
        """The bar being heard (the last one heard in a silence), the next, beats into the bar."""
        return self._heard.at(self._clock.now(), tuple(self._sequencer.queue)[:1])

    def stats(self) -> PlayerStats:
        sequencer = self._sequencer
        return PlayerStats(
            self._blocks,
            self._sink.underruns,
            sequencer.bars,
            sequencer.notes,
            len(sequencer.sounding),
            sequencer.starvations,
            tuple(self._reaction.seconds),
            self._master.lowest_gain,
        )

    def step(self, timeout: float = 0.1) -> None:
        """Hand over one block when the sink wants it within `timeout` seconds."""
        if self._stopped:
            self._clock.sleep(timeout)
            return
        limit = self._clock.now() + timeout
        while not self._sink.wait(max(0.0, min(POLL_SECONDS, limit - self._clock.now()))):
            with self._turn:
                self._follow()
            if self._clock.now() >= limit - INSTANT:
                return
        with self._turn:
            # `stop` in another thread may have taken this turn.
            if self._stopped or not self._sink.wait(0.0):
                return
            happenings, heard_at = self._write_block()
        self._tell(happenings, heard_at)

    def stop(self) -> None:
        """Fade quickly, end every note and report it; the player plays no more. May be repeated."""
        self.fade_out(STOP_FADE_SECONDS)
        tries = 3 + int(4 * STOP_FADE_SECONDS * self._sink.sample_rate / self._sink.block_frames)
        while tries and not (self._stopped or self._paused):
            self.step()
            tries -= 1
        with self._turn:
            if self._stopped:
                return
            self._stopped = True
            left = self._sequencer.end_all()
            self._synthesiser.silence()
        self._tell(left, self._heard.end)

    def _threshold(self, bar: Bar) -> float:
        followed = self._applied or bar.parameters
        return rank_threshold(bar, followed.density, followed.tempo_bpm)

    def _live_loudness(self, bar: Bar) -> float:
        return (self._applied or bar.parameters).loudness

    def _write_block(self) -> tuple[Happenings, float]:
        self._follow()
        frames = self._sink.block_frames
        first_beat = self._sequencer.beat
        course = TempoCourse.of(self._tempo, self._sink.sample_rate)
        self._tempo.pass_by(frames)
        out = self._master.begin()
        if self._paused:
            happenings = Happenings()
            self._synthesiser.render(out)
        else:
            happenings = self._sequencer.fill(out, course)
            accompaniment = self._accompaniment
            if accompaniment is not None:
                accompaniment.render(out)
        block = self._master.finish()
        heard_at = self._sink.write(block) + self._master.latency_frames / self._sink.sample_rate
        self._blocks += 1
        self._note_heard(happenings, heard_at, first_beat)
        self._pause_when_silent(happenings)
        return happenings, heard_at

    def _follow(self) -> None:
        """Take what other threads have asked for; what is queued follows as far as it can."""
        fade, turned = self._wanted_fade, False
        if fade is not self._taken_fade:
            self._taken_fade, turned = fade, True
            self._gain.fader.move(*fade)
            self._paused = self._paused and fade[0] == 0.0
        self._gain.volume.target = self._wanted_volume_db
        self._follow_controls(self._controls)
        wanted = (self._gain.loudness.target, self._gain.volume.target)
        stale_db = max(abs(a - b) for a, b in zip(wanted, self._revised_for, strict=True))
        if turned or stale_db > AUDIBLE_STEP_DB:
            self._revised_for = wanted
            self._revise()

    def _follow_controls(self, controls: MusicControls | None) -> None:
        current = self._sequencer.current
        bar = current or next(iter(tuple(self._sequencer.queue)), None)
        if controls is not None:
            tempo, loudness = controls.tempo_bpm, controls.loudness
        elif bar is not None:
            tempo, loudness = bar.parameters.tempo_bpm, bar.parameters.loudness
        else:
            return
        level = velocity_gain_db(loudness, REFERENCE_LOUDNESS)
        self._tempo.target, self._gain.loudness.target = tempo, level
        if current is None and not self._sequencer.sounding and self._accompaniment is None:
            # Nothing sounds: there is nothing to glide from.
            self._tempo.jump(tempo)
            self._gain.jump(level)
        if controls is not None and controls is not self._applied:
            self._applied = controls
            self._reaction.steered(controls)
            if current is None or self._paused:
                self._reaction.forget()

    def _revise(self) -> None:
        """Do the gain of what is queued again, from the first place that is not yet fixed."""
        sink, final = self._sink, self._master.final
        if not isinstance(sink, RevisableSink):
            return
        frames = final.revisable(sink.revisable())
        if frames:
            heard_at = sink.revise(final.revise(frames))
            self._reaction.level_heard(heard_at + PIECE_FRAMES / sink.sample_rate)

    def _note_heard(self, happenings: Happenings, heard_at: float, first_beat: float) -> None:
        rate = self._sink.sample_rate
        if happenings.bars and not self._began:
            self._began = True
            self.origin = heard_at + happenings.bars[0][0] / rate
        first = happenings.beats[0] / rate + heard_at if happenings.beats else None
        self._reaction.block_heard(heard_at, first)
        for note in happenings.started:
            note.start_s = heard_at + note.frame / rate - self.origin
        self._heard.add(
            HeardBlock(
                heard_at,
                self._sink.block_frames,
                first_beat,
                self._sequencer.beat,
                tuple((beat, bar) for _, bar, beat in happenings.bars),
            )
        )

    def _pause_when_silent(self, happenings: Happenings) -> None:
        if self._paused or self._gain.fader.position > 0.0:
            return
        self._paused = True
        left = self._sequencer.end_all()
        self._synthesiser.silence()
        # It broke off: nobody may turn it up again.
        self._master.final.forget()
        happenings.ended += [(self._sink.block_frames, note) for _, note in left.ended]

    def _tell(self, happenings: Happenings, heard_at: float) -> None:
        rate = self._sink.sample_rate
        for frame, bar, _ in happenings.bars:
            self._on_bar(bar, heard_at + frame / rate)
        for frame, note in happenings.ended:
            end_s = heard_at + frame / rate - self.origin
            self._on_note(note.played(end_s))

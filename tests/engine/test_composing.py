"""The composer loop steers at once, writes bars just in time and knows what is heard."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from emotune_gui.domain.emotion import Affect, Emotion, EmotionProbabilities
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.learning import CLINICAL_MAPPING, MappingWeights
from emotune_gui.domain.music import Bar, MusicControls, MusicParameters
from emotune_gui.domain.ports import Composer
from emotune_gui.domain.review import SongPlayed
from emotune_gui.domain.session import Plan
from emotune_gui.engine.bars_ahead import BarsAhead
from emotune_gui.engine.composing import RENEW_BEFORE_S, ComposerLoop, HeardBars
from emotune_gui.engine.latest import Latest
from emotune_gui.engine.recording import SessionRecord
from emotune_gui.music.composing.composer import RuleComposer
from emotune_gui.music.mapping import apply
from emotune_gui.music.strategy import Decision
from tests.engine.clocks import FakeClock


class Follows:
    """A strategy that is always where the client is."""

    def __init__(self) -> None:
        self.held = False
        self.phase = "matching"

    def decide(self, estimate: EmotionEstimate | None, elapsed_s: float) -> Decision:
        target = estimate.affect if estimate is not None else Affect(0, 0)
        return Decision(target, False, (), self.phase)

    def set_held(self, held: bool) -> None:
        self.held = held

    def set_target(self, target: Affect | None) -> None:
        pass


class Bars:
    name = "bars"
    playing = None
    must_leave = False

    def __init__(self) -> None:
        self.asked: list[MusicParameters] = []

    def next_bar(self, parameters: MusicParameters) -> Bar:
        self.asked.append(parameters)
        n = len(self.asked)
        return Bar(n, n - 1, 4, 0, "I", 0, False, parameters, (), n)

    def shaped(self, parameters: MusicParameters) -> MusicParameters:
        return parameters

    def observe(self, client: Affect, t: float) -> None:
        pass

    def prepare(self) -> None:
        pass

    def twin(self) -> Bars:
        twin = Bars()
        twin.asked, twin.must_leave = list(self.asked), self.must_leave
        return twin


class Steady:
    """A composer that plays no songs and is never left."""

    playing, must_leave = None, False

    def __init__(self, composer: Composer) -> None:
        self._composer = composer

    def next_bar(self, parameters: MusicParameters) -> Bar:
        return self._composer.next_bar(parameters)

    def twin(self) -> Steady:
        return Steady(self._composer.twin())

    def prepare(self) -> None:
        """Nothing is chosen."""


class Queue:
    """A player that only remembers what it was given."""

    def __init__(self) -> None:
        self.bars: list[Bar] = []
        self.steered: list[MusicControls] = []
        self.left = 0.0
        self.begun = False

    def enqueue(self, bar: Bar) -> None:
        self.bars.append(bar)

    def rewrite(self, old: Sequence[Bar], new: Sequence[Bar]) -> bool:
        if self.begun or len(self.bars) < len(old) or self.bars[-len(old)] is not old[0]:
            return False
        self.bars[-len(old) :] = new
        return True

    def begin(self) -> Bar:
        return self.bars.pop(0)

    def bars_ahead(self) -> int:
        return len(self.bars)

    def seconds_to_next(self) -> float:
        return self.left

    def steer(self, controls: MusicControls) -> None:
        self.steered.append(controls)


class Store:
    def __init__(self) -> None:
        self.bars: list[tuple[float, Bar, Affect]] = []

    def song(self, played: SongPlayed) -> None:
        raise AssertionError("no song was played")

    def bar(self, start_s: float, bar: Bar, target: Affect) -> None:
        self.bars.append((start_s, bar, target))


class Bench:
    def __init__(self) -> None:
        self.clock, self.queue, self.store = FakeClock(50.0), Queue(), Store()
        self.estimates: Latest[EmotionEstimate] = Latest()
        self.weights: Latest[MappingWeights] = Latest()
        self.composer = Bars()
        self.loop = ComposerLoop(
            strategist=Follows(),
            composer=self.composer,
            player=self.queue,
            plan=Plan(),
            estimates=self.estimates,
            weights=self.weights,
            record=SessionRecord(self.store, 50.0),
            clock=self.clock,
        )

    def feel(self, number: int, valence: float, arousal: float) -> None:
        sure = EmotionProbabilities.normalised([0, 1, 0, 0, 0, 0, 0, 0])
        self.estimates.put(
            EmotionEstimate(
                number,
                self.clock.t,
                self.clock.t,
                number,
                FaceState.FACE,
                sure,
                Affect(valence, arousal),
                0.9,
                Emotion.HAPPINESS,
            )
        )


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_the_first_bar_is_written_at_once_and_carries_its_estimate(bench: Bench) -> None:
    bench.feel(7, 0.5, 0.5)
    bench.loop.step()
    (bar,) = bench.queue.bars
    assert bar.parameters.estimate_id == 7
    assert bench.queue.steered[-1].estimate_id == 7


def test_two_bars_wait_written_again_for_the_newest_affect(bench: Bench) -> None:
    bench.queue.left = 2.0
    bench.feel(1, 0.5, 0.5)
    bench.loop.step()
    bench.loop.step()
    bench.feel(2, 0.5, 0.4)
    bench.loop.step()
    assert [bar.parameters.estimate_id for bar in bench.queue.bars] == [1, 1]
    bench.queue.left = RENEW_BEFORE_S - 0.01
    bench.feel(3, 0.5, 0.3)
    bench.loop.step()
    assert [bar.parameters.estimate_id for bar in bench.queue.bars] == [3, 3]
    assert [bar.id for bar in bench.queue.bars] == [1, 2]


def test_a_bar_is_renewed_once_for_its_moment(bench: Bench) -> None:
    bench.queue.left = 0.1
    for number in range(1, 6):
        bench.feel(number, 0.5, 0.5)
        bench.loop.step()
    assert [bar.parameters.estimate_id for bar in bench.queue.bars] == [2, 3]


def test_no_third_bar_while_two_wait(bench: Bench) -> None:
    bench.queue.left = 2.0
    for number in range(5):
        bench.feel(number, 0.0, 0.0)
        bench.loop.step()
    assert [bar.id for bar in bench.queue.bars] == [1, 2]
    bench.queue.begin()
    bench.loop.step()
    assert [bar.id for bar in bench.queue.bars] == [2, 3]


def test_what_is_written_ahead_is_what_a_late_writer_would_have_written() -> None:
    """The bars that are heard do not depend on how often they were written."""
    ahead, late = RuleComposer(3), RuleComposer(3)
    queue = Queue()
    bars = BarsAhead(Steady(ahead), queue)
    rng = random.Random(1)
    for _ in range(12):
        asked = apply(Affect(rng.uniform(-1, 1), rng.uniform(-1, 1)), CLINICAL_MAPPING, plan=Plan())
        bars.settle()
        while len(bars.waiting) < 2:
            bars.write(asked)
        bars.rewrite(asked)
        assert queue.begin() == late.next_bar(asked)


def test_controls_follow_every_estimate(bench: Bench) -> None:
    bench.queue.left = 2.0
    for number, arousal in enumerate((-0.8, 0.0, 0.8), start=1):
        bench.feel(number, 0.0, arousal)
        bench.loop.step()
    tempi = [controls.tempo_bpm for controls in bench.queue.steered]
    assert tempi == sorted(tempi)
    assert tempi[-1] - tempi[0] > 50


def test_music_begins_before_any_face(bench: Bench) -> None:
    bench.loop.step()
    assert bench.queue.bars[0].parameters.estimate_id is None


def test_personal_weights_reach_the_bar_and_its_record(bench: Bench) -> None:
    offsets = ((-10.0, 0.0, 0.0), *CLINICAL_MAPPING.offsets[1:])
    bench.weights.put(replace(CLINICAL_MAPPING, version=3, offsets=offsets))
    bench.loop.step()
    (bar,) = bench.queue.bars
    assert bar.parameters.weights_version == 3
    assert bar.parameters.tempo_bpm == pytest.approx(94.0)


def test_a_started_bar_is_recorded_with_its_target(bench: Bench) -> None:
    bench.feel(1, 0.4, -0.2)
    bench.loop.step()
    bench.loop.bar_started(bench.queue.bars[0], heard_at=51.5)
    assert bench.store.bars == [(1.5, bench.queue.bars[0], Affect(0.4, -0.2))]


def test_a_mode_change_is_timed_from_the_wish_to_the_sound(bench: Bench) -> None:
    bench.feel(1, 0.6, 0.3)
    bench.loop.step()
    first = bench.queue.begin()
    bench.loop.bar_started(first, heard_at=59.0)
    bench.queue.left = 1.0
    bench.clock.t = 60.0
    bench.feel(2, -0.6, 0.3)
    bench.loop.step()
    bench.queue.left = 0.1
    bench.feel(3, -0.6, 0.3)
    bench.loop.step()
    second = bench.queue.begin()
    assert first.parameters.mode is not second.parameters.mode
    bench.loop.bar_started(second, heard_at=61.2)
    assert list(bench.loop.harmony_latencies_s) == [pytest.approx(1.2)]


def test_the_bar_being_heard_is_not_the_one_already_rendered() -> None:
    heard, parameters = HeardBars(), None
    for n, at in ((1, 10.0), (2, 12.0)):
        bar = Bar(n, n - 1, 4, 0, "I", 0, False, parameters, (), 0)  # type: ignore[arg-type]
        heard.add(at, bar, Affect(0, 0))
    assert heard.at(9.0) is None
    now = heard.at(11.9)
    assert now is not None
    assert now[1].id == 1


def test_a_bar_that_waits_is_written_again_when_the_mode_changes(bench: Bench) -> None:
    bench.feel(1, 0.6, 0.3)
    bench.loop.step()
    bench.feel(2, -0.6, 0.3)
    bench.loop.step()
    bar = bench.queue.bars[0]
    assert bar.parameters.estimate_id == 2
    assert (bar.id, bar.index) == (1, 0)
    bench.loop.bar_started(bar, heard_at=52.0)
    assert bench.store.bars[0][2] == Affect(-0.6, 0.3)


def test_a_bar_that_has_begun_is_left_alone_and_the_composer_stays_in_step(bench: Bench) -> None:
    bench.feel(1, 0.6, 0.3)
    bench.loop.step()
    bench.queue.begun = True
    bench.feel(2, -0.6, 0.3)
    bench.loop.step()
    assert [bar.parameters.estimate_id for bar in bench.queue.bars] == [1]
    bench.queue.begin()
    bench.loop.step()
    assert [bar.id for bar in bench.queue.bars] == [2]


def test_the_bar_that_waits_is_written_again_for_a_new_wish(bench: Bench) -> None:
    bench.feel(1, 0.5, 0.5)
    bench.loop.step()
    (before,) = bench.queue.bars
    bench.composer.must_leave = True
    bench.loop._ahead.waiting[0].before.must_leave = True
    bench.loop.step()
    (after,) = bench.queue.bars
    assert after is not before
    assert (after.id, after.index) == (before.id, before.index)
    bench.loop.step()
    assert bench.queue.bars[0] is after


def test_controls_are_those_of_what_is_heard_not_of_what_waits(bench: Bench) -> None:
    class Slow(Bars):
        """Every bar ten bpm faster than the last, whatever is asked."""

        def shaped(self, parameters: MusicParameters) -> MusicParameters:
            return replace(parameters, tempo_bpm=60.0 + 10 * len(self.asked))

        def twin(self) -> Slow:
            twin = Slow()
            twin.asked = list(self.asked)
            return twin

    bench.loop._ahead = BarsAhead(Slow(), bench.queue)
    bench.feel(1, 0.0, 0.0)
    bench.loop.step()
    bench.loop.step()
    assert bench.queue.steered[-1].tempo_bpm == 60.0
    bench.queue.begin()
    bench.queue.left = 2.0
    bench.loop.step()
    assert bench.queue.steered[-1].tempo_bpm == 70.0


def test_another_song_is_considered_only_while_the_client_is_read(bench: Bench) -> None:
    heeded: list[float] = []
    bench.composer.observe = lambda client, t: heeded.append(client.valence)
    bench.loop.step()
    assert heeded == []
    bench.feel(1, 0.5, 0.5)
    bench.queue.left = 2.0
    bench.loop.step()
    assert heeded == [0.5]
    for phase in ("held", "doubt", "easing"):
        bench.loop._strategist.phase = phase
        bench.loop.step()
    assert heeded == [0.5]

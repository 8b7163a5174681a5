"""The step file says what the Keras network says, and training goes on where it stopped."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.song import SongEmotion
from emotune_gui.music.composing.recurrent_chords import (
    CHORD_CLASSES,
    CHORD_INPUTS,
    INVERSIONS,
    Unit,
    drawn_unit,
)
from emotune_gui.music.composing.recurrent_encoding import INPUTS, OUTPUTS
from emotune_gui.music.composing.recurrent_network import RecurrentNetwork, drawn
from emotune_gui.training.music.examples import Examples

keras = pytest.importorskip("keras")

from emotune_gui.training.music.loop import MusicSettings, MusicTraining  # noqa: E402
from emotune_gui.training.music.making import emotion_shares  # noqa: E402
from emotune_gui.training.music.network import (  # noqa: E402
    build_chord_network,
    build_network,
    step_file,
)


def stepped(network: RecurrentNetwork, rows: np.ndarray) -> np.ndarray:
    state, said = network.beginning(), []
    for row in rows:
        logits, state = network.step(row, state)
        said.append(logits)
    return np.array(said)


@pytest.mark.parametrize(
    ("build", "inputs", "outputs"),
    [
        (build_network, INPUTS, OUTPUTS),
        (build_chord_network, CHORD_INPUTS, CHORD_CLASSES + INVERSIONS),
    ],
)
def test_the_step_file_goes_the_way_of_the_whole_network(build, inputs, outputs, tmp_path) -> None:
    keras.utils.set_random_seed(3)
    network = build(0.3)
    file = tmp_path / "step.tflite"
    file.write_bytes(step_file(network))
    rows = (np.random.default_rng(1).random((12, inputs)) < 0.1).astype(np.float32)
    whole = np.concatenate([np.asarray(head)[0] for head in network(rows[None])], axis=1)
    found = stepped(RecurrentNetwork(file, inputs, outputs), rows)
    assert found == pytest.approx(whole, abs=0.05 * float(np.abs(whole).max()))
    with pytest.raises(EmoTuneError, match="cannot be used"):
        RecurrentNetwork(file, inputs + 1, outputs)


def chord_like(count: int = 12) -> Examples:
    """The answer is the first of the inputs that is set: soon learned."""
    random = np.random.default_rng(5)
    first = random.integers(0, 3, (count, 8)).astype(np.int16)
    inputs = np.zeros((count, 8, CHORD_INPUTS), np.float16)
    np.put_along_axis(inputs, first[..., None].astype(np.int64), 1.0, axis=2)
    weights = np.ones((count, 8, 2), np.float16)
    affects = random.uniform(-1, 1, (count, 2)).astype(np.float32)
    dev = np.arange(count) % 4 == 0
    return Examples(inputs, first, np.zeros_like(first), weights, affects, dev)


def test_training_learns_and_goes_on_where_it_stopped(tmp_path: Path) -> None:
    examples = chord_like()
    settings = MusicSettings(epochs=3, batch=3, peak_rate=0.01, dropout=0.0)
    parts = examples.where(~examples.dev), examples.where(examples.dev)
    state = tmp_path / "run.npz"
    training = MusicTraining(*parts, settings, state, build=build_chord_network)
    before = sum(training.measured())
    training.run()
    assert sum(training.measured()) < 0.7 * before
    again = MusicTraining(*parts, settings, state, build=build_chord_network)
    assert again.history == training.history
    assert again.measured() == pytest.approx(training.measured(), abs=1e-4)
    with pytest.raises(EmoTuneError, match="cannot go on"):
        MusicTraining(*parts, MusicSettings(epochs=4), state, build=build_chord_network)


def test_shares_favour_the_songs_of_the_emotion() -> None:
    examples = chord_like(40)
    for emotion in SongEmotion:
        shares = emotion_shares(examples, emotion)
        valence, arousal = examples.affects[int(shares.argmax())]
        assert (valence > 0) == (emotion in (SongEmotion.HAPPY, SongEmotion.CALM))
        assert (arousal > 0) == (emotion in (SongEmotion.HAPPY, SongEmotion.ANGRY))


def test_the_nucleus_leaves_out_what_is_unlikely() -> None:
    from random import Random

    logits = np.log(np.array([0.5, 0.3, 0.15, 0.05], np.float32))
    random = Random(1)
    seen = [drawn(logits, 1.0, 0.8, random) for _ in range(2000)]
    assert set(seen) == {0, 1}
    assert seen.count(0) / len(seen) == pytest.approx(0.5 / 0.8, abs=0.05)
    cold = [drawn(logits, 0.05, 1.0, random) for _ in range(200)]
    assert set(cold) == {0}


def test_units_of_chords_fill_their_role() -> None:
    from random import Random

    from emotune_gui.bundled import bundled
    from emotune_gui.domain.emotion import Affect
    from emotune_gui.domain.music import Mode
    from emotune_gui.music.composing.harmony import Role
    from emotune_gui.music.composing.opening import CHORD_FILE

    file = bundled("models", CHORD_FILE)
    network = RecurrentNetwork(file, CHORD_INPUTS, CHORD_CLASSES + INVERSIONS)
    for seed in range(12):
        for mode, home in ((Mode.IONIAN, "I"), (Mode.AEOLIAN, "i")):
            for beats in (3, 4):
                affect = Affect(0.5, 0.5)
                unit = drawn_unit(network, Unit(mode, Role.CLOSED, beats, affect), Random(seed))
                assert unit[0][0].numeral == home
                assert unit[-1][-1].numeral == home and unit[-1][-1].bass == 0
                assert len(unit) == 4 and max(len(bar) for bar in unit) <= (2 if beats == 4 else 1)
                open_end = drawn_unit(network, Unit(mode, Role.OPEN, beats, affect), Random(seed))
                assert open_end[-1][-1].numeral.split("/")[0] in ("V", "V7", "IV", "v", "iv")

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from emotune_gui.domain.faults import EmoTuneError, InvalidInput
from emotune_gui.domain.voice import VOICE_EMOTIONS
from emotune_gui.training.voice.augmentation import disturbed
from emotune_gui.training.voice.data import (
    Clip,
    load_clips,
    of_split,
    random_folds,
    speaker_folds,
)
from emotune_gui.training.voice.targets import targets_of


def _clips() -> list[Clip]:
    return [
        Clip(Path(f"{corpus}/{speaker}_{emotion}.wav"), corpus, f"{corpus}_{speaker:02}", emotion)
        for corpus, emotions in (("a", range(8)), ("b", (0, 2, 3, 4)))
        for speaker in range(12)
        for emotion in emotions
    ]


def _write(folder: Path, text: str) -> Path:
    (folder / "labels.csv").write_text(text, encoding="utf-8")
    return folder


def test_a_table_with_two_columns_is_enough(tmp_path: Path) -> None:
    clips, unknown = load_clips(_write(tmp_path, "file,emotion\nx/1.wav,Happy\ny.wav,bored\n"))
    assert unknown == 1
    assert [(c.corpus, c.speaker, VOICE_EMOTIONS[c.emotion].value) for c in clips] == [
        ("x", "", "happiness")
    ]


def test_other_separators_order_and_marks(tmp_path: Path) -> None:
    text = "\ufeffEmotion;Speaker;File\nangry;s1;a.ogg\nfearful;s2;b.ogg\n"
    clips, _ = load_clips(_write(tmp_path, text))
    assert [c.speaker for c in clips] == ["s1", "s2"]
    assert all(c.corpus == tmp_path.name for c in clips)


@pytest.mark.parametrize("text", ["", "file\nx.wav\n", "file,emotion\nx.wav,bored\n"])
def test_useless_tables_are_said_plainly(tmp_path: Path, text: str) -> None:
    with pytest.raises(EmoTuneError):
        load_clips(_write(tmp_path, text))


def test_unknown_split_names_those_there_are(tmp_path: Path) -> None:
    clips, _ = load_clips(_write(tmp_path, "file,emotion,split\nx.wav,sad,dev\n"))
    assert len(of_split(clips, "all")) == 1
    with pytest.raises(InvalidInput, match="dev"):
        of_split(clips, "train")


def test_folds_keep_speakers_apart() -> None:
    clips = _clips()
    folds = speaker_folds(clips)
    of_speaker: dict[str, set[int]] = {}
    for clip, fold in zip(clips, folds, strict=True):
        of_speaker.setdefault(clip.speaker, set()).add(int(fold))
    assert all(len(found) == 1 for found in of_speaker.values())
    assert set(folds) == set(range(5))


def test_random_folds_do_not() -> None:
    clips = _clips()
    folds = random_folds(clips, 5, 1)
    speaker = np.asarray([clip.speaker for clip in clips])
    assert len(set(folds[speaker == speaker[0]])) > 1


def test_labels_stay_within_the_corpus() -> None:
    clips = _clips()
    targets = targets_of(clips, 0.1, 0.0)
    assert targets.labels.sum(axis=1) == pytest.approx(np.ones(len(clips)))
    assert not targets.labels[targets.allowed == 0].any()
    calm = [e.value for e in VOICE_EMOTIONS].index("calm")
    of_b = np.asarray([clip.corpus == "b" for clip in clips])
    assert not targets.allowed[of_b, calm].any()
    assert targets.share[of_b].sum() == pytest.approx(targets.share[~of_b].sum(), rel=1e-4)


def test_disturbed_speech_is_seeded_and_finite() -> None:
    sound = np.random.default_rng(1).standard_normal(16_000).astype(np.float32)
    one, same, other = (disturbed(sound, np.random.default_rng(s)) for s in (4, 4, 5))
    assert np.array_equal(one, same)
    assert len(one) != len(other) or not np.array_equal(one, other)
    for seed in range(30):
        assert np.isfinite(disturbed(sound, np.random.default_rng(seed))).all()
